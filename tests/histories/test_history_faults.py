"""What goes wrong with other histories harms neither what is claimed of them nor the recordings."""

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.alexa_privacy.const import CONF_RECIPES, CONF_SETTING_NAMES
from custom_components.alexa_privacy.deletion import receipts
from custom_components.alexa_privacy.diagnostics import async_get_config_entry_diagnostics
from tests.amazon_double import Account, AmazonDouble, Fault
from tests.amazon_double.records import Recording
from tests.conftest import SetUp, delete, poll, state
from tests.histories.test_account_histories import KEYS, SIZE, account, entity_id, entry, recipes, shown

__all__ = ["account", "entry", "recipes"]


@pytest.mark.parametrize("scope", [{"everything": True}, {"older_than": {"days": 15}}, {"last": {"days": 3}}], ids=str)
@pytest.mark.parametrize("history", KEYS)
async def test_one_empty_answer(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    account: Account,
    amazon: AmazonDouble,
    history: str,
    scope: dict[str, Any],
) -> None:
    """Wherever in a deletion that does nothing an answer is empty by mistake, nothing counts as gone."""
    name = KEYS[history]
    listing = "rah" if name == "conversations" else f"{name}_list"
    before = account.entries(name)
    for after in range(10):
        amazon.heal()
        amazon.fail(Fault.IGNORED, f"{name}_delete", times=None)
        amazon.fail(Fault.NULL_LIST, listing, times=1, after=after)
        entry.runtime_data.store.request_statuses.works(history)
        try:
            receipt = await delete(hass, history=history, **scope)
        except HomeAssistantError:
            continue
        assert (receipt["status"], receipt["verified_gone"], receipt["others_gone"]) == ("failed", 0, 0), after
    assert account.entries(name) == before


@pytest.mark.parametrize("fault", [Fault.THROTTLED, Fault.UNAUTHORIZED, Fault.SIGN_IN, Fault.THROTTLED_200])
async def test_faults_of_one_history(
    hass: HomeAssistant, entry: MockConfigEntry, account: Account, amazon: AmazonDouble, fault: Fault
) -> None:
    """A page that is busy, or wants the password, is a matter of its history alone."""
    amazon.clear_log()
    amazon.fail(fault, "smart_home_list", times=None)
    for _ in range(2):
        await poll(hass, entry)
        entry.runtime_data.session._throttled_until = 0.0
    assert state(hass, "recordings") == str(account.held)
    assert shown(hass, entry, "detected_sounds", "held") == str(SIZE)
    assert shown(hass, entry, "smart_home_history", "held") == "unavailable"
    assert not hass.config_entries.flow.async_progress()
    assert amazon.count("smart_home_list") <= (6 if fault in {Fault.UNAUTHORIZED, Fault.SIGN_IN} else 3)


@pytest.mark.parametrize("history", KEYS)
async def test_a_recycle_bin(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    account: Account,
    amazon: AmazonDouble,
    monkeypatch: pytest.MonkeyPatch,
    history: str,
) -> None:
    """A page that only gives another id to what is deleted deletes nothing, and is asked for no more of it."""
    name, discard = KEYS[history], account.erase

    def to_bin(entries: Collection[Recording], **_: Any) -> None:
        """List entries with other ids."""
        discard(entries)
        account.add(*(replace(each, customer=f"{each.customer}BIN") for each in entries))

    monkeypatch.setattr(account, "erase", to_bin)
    amazon.clear_log()
    receipt = await delete(hass, history=history, older_than={"days": 5})
    assert (receipt["status"], receipt["verified_gone"]) == ("failed", 0)
    assert receipt["still_listed"] == receipt["matched"] > 3
    assert 0 < amazon.count(f"{name}_delete") < 3
    assert entry.runtime_data.store.request_statuses.is_broken(history)


@pytest.mark.parametrize("history", KEYS)
async def test_a_list_that_falls_silent(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    amazon: AmazonDouble,
    freezer: FrozenDateTimeFactory,
    history: str,
) -> None:
    """One that lists nothing all of a sudden may be broken: it is believed after a day, and what it holds till then."""
    name = KEYS[history]
    held = shown(hass, entry, history, "held")
    amazon.fail(Fault.NULL_LIST, "rah" if name == "conversations" else f"{name}_list", times=None)
    for _ in range(3):
        freezer.tick(timedelta(minutes=10))
        await poll(hass, entry)
        assert shown(hass, entry, history, "held") == "unavailable"
    with pytest.raises(HomeAssistantError):
        await delete(hass, history=history, older_than={"days": 3})
    amazon.heal()
    await poll(hass, entry)
    assert shown(hass, entry, history, "held") == held
    amazon.fail(Fault.NULL_LIST, "rah" if name == "conversations" else f"{name}_list", times=None)
    for hours in (1, 22, 2):
        freezer.tick(timedelta(hours=hours))
        await poll(hass, entry)
    assert shown(hass, entry, history, "held") == "0"


async def test_deleted_elsewhere(
    hass: HomeAssistant, entry: MockConfigEntry, account: Account, freezer: FrozenDateTimeFactory
) -> None:
    """An old entry that somebody deletes in Amazon's app goes from what is held, within days."""
    old = {name: account.entries(name)[-1] for name in ("smart_home", "sounds", "conversations")}
    account.erase(list(old.values()))
    for _ in range(30):
        freezer.tick(timedelta(hours=6))
        await poll(hass, entry)
    for key, name in KEYS.items():
        assert shown(hass, entry, key, "held") == str(len(account.entries(name)))


async def test_conversations_are_forgotten(
    hass: HomeAssistant, entry: MockConfigEntry, recipes: dict[str, Any]
) -> None:
    """Their nights end with what was taught of them, whether they are still counted or not."""
    switch = {"entity_id": entity_id(hass, entry, "conversations", "purge_nightly", "switch")}
    await hass.services.async_call("switch", "turn_on", switch, blocking=True)
    left = {key: part for key, part in recipes["histories"].items() if key != "conversations"}
    options = {**entry.options, CONF_RECIPES: {**recipes, "histories": left}}
    hass.config_entries.async_update_entry(entry, options=options)
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert "conversations" not in entry.runtime_data.store.histories


async def test_diagnostics_of_invalid_requests(
    hass: HomeAssistant, set_up: SetUp, account: Account, recipes: dict[str, Any]
) -> None:
    """What the owner calls a history is in no diagnostics, even when nothing of the requests can be read."""
    recipes["histories"]["bettys_room"] = recipes["histories"].pop("detected_sounds")
    entry = await set_up(account, options={CONF_RECIPES: recipes, CONF_SETTING_NAMES: {"bettys_room": "Betty's room"}})
    entry.runtime_data.store.request_statuses.works("bettys_room")
    await delete(hass, history="bettys_room", older_than={"days": 5})
    for document in (recipes, {**recipes, "version": 99}):
        hass.config_entries.async_update_entry(entry, options={**entry.options, CONF_RECIPES: document})
        await hass.config_entries.async_reload(entry.entry_id)
        await hass.async_block_till_done(wait_background_tasks=True)
        assert "betty" not in str(await async_get_config_entry_diagnostics(hass, entry)).casefold()


async def test_receipts_of_one_history_leave_those_of_others(
    hass: HomeAssistant, entry: MockConfigEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However often one history is purged, the last receipt of each stays."""
    monkeypatch.setattr(receipts, "MOST_RECEIPTS", 5)
    await delete(hass, older_than={"days": 15})
    kept = entry.runtime_data.store.receipts
    first = kept.last()
    assert first
    for number in range(10):
        kept.add(replace(first, receipt_id=f"receipt{number}", history="detected_sounds"))
    assert kept.last() == first
    assert len(list(kept)) == 5
