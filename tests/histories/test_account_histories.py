"""Other histories than that of recordings: counted, deleted, purged at night, and forgotten with all that was kept."""

import json
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import device_registry as dr, entity_registry as er, issue_registry as ir
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.alexa_privacy.amazon import taught_history
from custom_components.alexa_privacy.amazon.errors import ListingEndless, ListingIncomplete
from custom_components.alexa_privacy.amazon.history import Page
from custom_components.alexa_privacy.amazon.taught_history import TaughtHistory
from custom_components.alexa_privacy.const import (
    CONF_NOTIFY,
    CONF_NOTIFY_ABOUT,
    CONF_RECIPES,
    CONF_SETTING_NAMES,
    DOMAIN,
)
from custom_components.alexa_privacy.diagnostics import async_get_config_entry_diagnostics
from custom_components.alexa_privacy.repairs import PurgeFlow
from custom_components.alexa_privacy.store.checked_store import NotStoredError
from tests.amazon_double import HISTORIES, Account, AmazonDouble, Fault
from tests.conftest import SetUp, delete, poll, problems, state
from tests.helpers.agreement import learn_now
from tests.helpers.nights import GoTo, at, choose, go_to, keep_nothing
from tests.helpers.options import go_on, open_step
from tests.helpers.phones import AddPhones, Phone, add_phones
from tests.helpers.repairs import ENGLISH
from tests.helpers.waiting import until

__all__ = ["add_phones", "go_to"]

SIZE = 45
KEYS = {"smart_home_history": "smart_home", "detected_sounds": "sounds", "conversations": "conversations"}
NAMES = {"smart_home_history": "Smart home history", "detected_sounds": "Detected sounds"}
DIALECTS = ("smart-home-offset", "sounds-window", "conversations-list")


@pytest.fixture
def account(amazon: AmazonDouble) -> Account:
    """Return an account with entries in all histories."""
    account = amazon.add_account(Account.generate(size=60, others=SIZE, days=20, seed=11))
    for days in range(20):
        account.note("conversations", minutes_ago=24 * 60 * days + 5)
    return account


@pytest.fixture
def recipes(recipes: dict[str, Any]) -> dict[str, Any]:
    """Add what teaches the other histories."""
    histories: dict[str, Any] = {}
    for key, dialect in zip(KEYS, DIALECTS, strict=True):
        histories |= HISTORIES[dialect].document(key)["histories"]
    return {**recipes, "histories": histories}


@pytest.fixture
async def entry(set_up: SetUp, account: Account, recipes: dict[str, Any]) -> MockConfigEntry:
    """Return the account, with everything tested."""
    entry = await set_up(account, options={CONF_RECIPES: recipes, CONF_SETTING_NAMES: NAMES})
    for key in KEYS:
        entry.runtime_data.store.request_statuses.works(key)
    return entry


def entity_id(hass: HomeAssistant, entry: MockConfigEntry, history: str, key: str, platform: str = "sensor") -> str:
    """Return the id of a history's entity."""
    unique_id = f"{entry.unique_id}_history_{history}_{key}"
    found = er.async_get(hass).async_get_entity_id(platform, DOMAIN, unique_id)
    assert found, unique_id
    return found


def shown(hass: HomeAssistant, entry: MockConfigEntry, history: str, key: str, platform: str = "sensor") -> str:
    """Return what a history's entity shows."""
    found = hass.states.get(entity_id(hass, entry, history, key, platform))
    assert found
    return found.state


async def test_counted(hass: HomeAssistant, entry: MockConfigEntry, account: Account, amazon: AmazonDouble) -> None:
    """Each history is a device with its own figures; a poll costs one request."""
    devices = dr.async_get(hass)
    for key, name in KEYS.items():
        assert shown(hass, entry, key, "held") == str(len(account.entries(name)))
        device = devices.async_get_device_by_identifier((DOMAIN, f"{entry.unique_id}_history_{key}"), entry.entry_id)
        assert device
        assert device.name == NAMES.get(key, "Conversations")
    for name in KEYS.values():
        account.note(name)
    amazon.clear_log()
    await poll(hass, entry)
    for key, name in KEYS.items():
        assert shown(hass, entry, key, "held") == str(len(account.entries(name)))
    assert [amazon.count(f"{name}_list") for name in ("smart_home", "sounds")] == [1, 1]
    assert amazon.count("rah") == 1


@pytest.mark.parametrize("history", KEYS)
async def test_deleted_and_verified(
    hass: HomeAssistant, entry: MockConfigEntry, account: Account, amazon: AmazonDouble, history: str
) -> None:
    """What is older goes, the rest and all other histories stay; 200 alone is no deletion."""
    name, voice = KEYS[history], list(account.recordings)
    others = {other: account.entries(other) for other in KEYS.values() if other != name}
    before = account.entries(name)
    amazon.fail(Fault.IGNORED, f"{name}_delete", times=None)
    failed = await delete(hass, history=history, older_than={"days": 5})
    assert (failed["status"], failed["verified_gone"]) == ("failed", 0)
    amazon.heal()
    entry.runtime_data.store.request_statuses.works(history)
    limit = account.now - 5 * 24 * 60 * 60 * 1000
    receipt = await delete(hass, history=history, older_than={"days": 5})
    assert (receipt["status"], receipt["history"]) == ("verified", history), receipt
    kept = [one for one in before if one.timestamp > limit]
    assert account.entries(name) == kept
    assert receipt["verified_gone"] == len(before) - len(kept)
    assert account.recordings == voice
    assert {other: account.entries(other) for other in others} == others
    assert shown(hass, entry, history, "held") == str(len(kept))
    assert shown(hass, entry, history, "last_deletion") != "unknown"
    assert state(hass, "deleted_recordings") == "0"
    event = hass.states.get("event.alexa_privacy_deletion")
    assert event
    assert event.attributes["history"] == history


async def test_too_much_is_seen(
    hass: HomeAssistant, entry: MockConfigEntry, account: Account, amazon: AmazonDouble
) -> None:
    """A request that takes a neighbor stops, and is not used again."""
    amazon.fail(Fault.GREEDY, "sounds_delete", times=None)
    receipt = await delete(hass, history="Detected sounds", older_than={"days": 5})
    assert receipt["status"] == "stopped"
    assert "deleted_too_much" in problems(hass)
    with pytest.raises(HomeAssistantError):
        await delete(hass, history="detected_sounds", older_than={"days": 3})
    assert amazon.count("sounds_delete") == 1


async def test_bad_input(hass: HomeAssistant, entry: MockConfigEntry, amazon: AmazonDouble) -> None:
    """No other history is taken for one that is not there, and what only recordings have is refused."""
    for scope, reason in (
        ({"history": "vacuum"}, "history_unknown"),
        ({"history": "", "everything": True}, "history_unknown"),
        ({"history": "detected_sounds", "said": "alexa"}, "only_of_recordings"),
        ({"history": "detected_sounds", "kind": ["intended"]}, "only_of_recordings"),
        ({"history": "detected_sounds"}, "scope_missing"),
    ):
        with pytest.raises(ServiceValidationError) as refused:
            await delete(hass, **scope)
        assert refused.value.translation_key == reason
    assert not [each for each in amazon.requests if each.kind.endswith("delete")]


async def test_a_name_of_two(hass: HomeAssistant, entry: MockConfigEntry, account: Account) -> None:
    """In another language ours may be called as the owner calls theirs: which one is meant is not guessed."""
    names = dict.fromkeys(NAMES, "Betty")
    hass.config_entries.async_update_entry(entry, options={**entry.options, CONF_SETTING_NAMES: names})
    await hass.config_entries.async_reload(entry.entry_id)
    before = account.entries("smart_home")
    with pytest.raises(ServiceValidationError) as caught:
        await delete(hass, history="Betty", everything=True)
    assert caught.value.translation_key == "history_unknown"
    assert account.entries("smart_home") == before


async def test_untested_deletes_nothing(
    hass: HomeAssistant, set_up: SetUp, account: Account, recipes: dict[str, Any], amazon: AmazonDouble
) -> None:
    """Neither an action nor a night uses a request before its test."""
    entry = await set_up(account, options={CONF_RECIPES: recipes, CONF_SETTING_NAMES: NAMES})
    switch = {"entity_id": entity_id(hass, entry, "detected_sounds", "purge_nightly", "switch")}
    with pytest.raises(HomeAssistantError):
        await hass.services.async_call("switch", "turn_on", switch, blocking=True)
    with pytest.raises(HomeAssistantError):
        await delete(hass, history="detected_sounds", everything=True)
    assert amazon.count("sounds_delete") == 0
    assert shown(hass, entry, "detected_sounds", "held") == str(SIZE)


async def test_entries_are_listed(hass: HomeAssistant, entry: MockConfigEntry, account: Account) -> None:
    """An answer has times, a device where the owner wants it, and no words."""
    data = {"history": "smart_home_history", "last": {"days": 30}, "limit": 3}
    answer: Any = await hass.services.async_call(DOMAIN, "get_recordings", data, blocking=True, return_response=True)
    assert [row.keys() for row in answer["recordings"]] == [{"time", "device"}] * 3
    assert answer["recordings"][0]["device"] == account.entries("smart_home")[0].device.name
    assert not answer["complete"]


@pytest.mark.parametrize("fault", [Fault.HTML, Fault.UNSORTED, Fault.NO_LIST])
async def test_a_listing_that_stops(
    hass: HomeAssistant, entry: MockConfigEntry, account: Account, amazon: AmazonDouble, fault: Fault
) -> None:
    """One history's figures are unavailable, not wrong; after some polls its request counts as broken."""
    account.note("smart_home")
    account.note("smart_home", minutes_ago=1)
    amazon.fail(fault, "smart_home_list", times=None)
    for times in range(3):
        assert ("requests_broken" in problems(hass)) is (times >= 3)
        await poll(hass, entry)
    assert shown(hass, entry, "smart_home_history", "held") == "unavailable"
    assert shown(hass, entry, "detected_sounds", "held") == str(SIZE)
    assert state(hass, "recordings") == str(account.held)
    assert "requests_broken" in problems(hass)
    amazon.heal()
    await poll(hass, entry)
    assert shown(hass, entry, "smart_home_history", "held") == str(SIZE + 2)
    assert "requests_broken" not in problems(hass)


@pytest.mark.parametrize("held", [SIZE, 25])
async def test_a_list_that_moves_while_it_is_read(
    hass: HomeAssistant, entry: MockConfigEntry, account: Account, monkeypatch: pytest.MonkeyPatch, held: int
) -> None:
    """An entry that is deleted elsewhere between two counted pages hides another one, which is not taken for gone.

    Nor is it where there are no more than two pages.
    """
    account.erase(account.entries("smart_home")[held:])
    history, ask = entry.runtime_data.histories["smart_home_history"].history, TaughtHistory._page

    async def move(self: TaughtHistory, source: Any, start: int, end: int, token: str | None) -> Page:
        if token and account.entries("smart_home")[0] is newest:
            account.erase([newest])
        return await ask(self, source, start, end, token)

    newest, account.oddities.boundary_repeats = account.entries("smart_home")[0], False
    with monkeypatch.context() as patched:
        patched.setattr(TaughtHistory, "_page", move)
        with pytest.raises(ListingIncomplete):
            await history.recordings(0, account.now)
    assert len(await history.recordings(0, account.now)) == held - 1


async def test_a_list_that_no_longer_says_whether_it_goes_on(
    hass: HomeAssistant, set_up: SetUp, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What names the next page has another name: the first page is not taken for the whole history."""
    page = HISTORIES["smart-home-cursor"]
    entry = await set_up(account, options={CONF_RECIPES: page.document("smart_home_history")})
    assert shown(hass, entry, "smart_home_history", "held") == str(SIZE)
    monkeypatch.setitem(page.listing, "next", {"at": "/paging/after"})
    account.note("smart_home")
    await poll(hass, entry)
    assert shown(hass, entry, "smart_home_history", "held") == "unavailable"
    monkeypatch.undo()
    await poll(hass, entry)
    assert shown(hass, entry, "smart_home_history", "held") == str(SIZE + 1)


async def test_a_list_without_an_end(
    hass: HomeAssistant, set_up: SetUp, account: Account, amazon: AmazonDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is never counted, and not asked for again and again."""
    monkeypatch.setattr(taught_history, "MOST_PAGES", 20)
    document = HISTORIES["endless"].document("endless")
    entry = await set_up(account, options={CONF_RECIPES: document})
    assert shown(hass, entry, "endless", "held") == "unknown"
    assert isinstance(entry.runtime_data.histories["endless"].failure, ListingEndless)
    amazon.clear_log()
    await poll(hass, entry)
    assert amazon.count("smart_home_list") == 1


def announced(hass: HomeAssistant, entry: MockConfigEntry) -> dict[str, int]:
    """Return of how many entries the first night of each other history is announced, by its name."""
    prefix, issues = f"first_night_history_{entry.entry_id}_", ir.async_get(hass).issues
    found = [issue.translation_placeholders or {} for (_, key), issue in issues.items() if key.startswith(prefix)]
    text = ENGLISH["issues"]["first_night_history"]["description"]
    assert all(f"{said['history']} of" in text.format(**said) for said in found)
    return {said["history"]: int(said["count"].removeprefix("≤ ")) for said in found}


async def of_failed_night(hass: HomeAssistant, entry: MockConfigEntry) -> dict[str, Any]:
    """Return the first form of the repair, at any time: a client's sign-in would have ended."""
    flow = PurgeFlow()
    flow.hass, flow.issue_id, flow.data = hass, f"purge_failed_{entry.entry_id}", {"entry_id": entry.entry_id}
    return dict(await flow.async_step_init())


async def test_nights(
    hass: HomeAssistant,
    amazon: AmazonDouble,
    account: Account,
    set_up: SetUp,
    recipes: dict[str, Any],
    freezer: FrozenDateTimeFactory,
    go_to: GoTo,
    add_phones: AddPhones,
) -> None:
    """A switch purges its history with the recordings' nights, and nothing else; the owner is notified of them."""
    account = amazon.add_account(Account.generate(size=60, others=SIZE, days=20, seed=3, now=at(0, 11)))
    phone = Phone("phone")
    await add_phones(phone)
    notices = {CONF_NOTIFY: [phone.entity_id], CONF_NOTIFY_ABOUT: ["receipt", "night_failed", "deletion_stopped"]}
    entry = await set_up(account, options={CONF_RECIPES: recipes, CONF_SETTING_NAMES: NAMES, **notices})
    for key in KEYS:
        entry.runtime_data.store.request_statuses.works(key)
    await choose(hass, keep=4, at="03:00")
    voice = account.entries("smart_home")
    switch = {"entity_id": entity_id(hass, entry, "detected_sounds", "purge_nightly", "switch")}
    await hass.services.async_call("switch", "turn_on", switch, blocking=True)
    limit = at(1, 3).timestamp() * 1000 - 4 * 24 * 60 * 60 * 1000
    # What the first night deletes is said beforehand, of each history.
    due = [each.timestamp for each in account.entries("sounds") if each.timestamp < limit]
    assert announced(hass, entry) == {"Detected sounds": len(due)}
    await go_to(at(1, 3.1))
    assert announced(hass, entry) == {}
    ours = entry.runtime_data.store.receipts.last()
    assert ours
    assert sorted("\n".join(phone.take()).splitlines()) == [
        f"Deletion verified. Recordings gone: {ours.verified_gone}.",
        f"Detected sounds: Deletion verified. Entries gone: {len(due)}.",
    ]
    assert all(each.timestamp >= limit for each in account.entries("sounds"))
    assert account.entries("sounds")
    assert account.entries("smart_home") == voice
    assert {receipt.history for receipt in entry.runtime_data.store.receipts if receipt.nightly} == {
        "voice",
        "detected_sounds",
    }
    assert "purge_failed" not in problems(hass)
    amazon.fail(Fault.NOT_FOUND, "sounds_delete", times=None)
    account.note("sounds", minutes_ago=5 * 24 * 60)
    for hours in (3.1, 3.5, 4.5, 6, 9):
        await go_to(at(2, hours))
    assert "purge_failed" in problems(hass)
    said = "\n".join(phone.take()).splitlines()
    assert any(line.startswith("Detected sounds: The nightly purge failed. Verified gone: 0. Still") for line in said)
    assert "Detected sounds: A learned request for deleting no longer works." in said
    form = await of_failed_night(hass, entry)
    assert form["description_placeholders"]["account"] == f"{entry.title}: Detected sounds"
    await hass.services.async_call("switch", "turn_off", switch, blocking=True)
    await poll(hass, entry)
    assert "purge_failed" not in problems(hass)


async def test_no_recordings_are_kept(hass: HomeAssistant, entry: MockConfigEntry, account: Account) -> None:
    """What is confirmed of recordings is not confirmed of other histories: they stay as many days as before."""
    await choose(hass, keep=4)
    await keep_nothing(hass, wish=True)
    assert state(hass, "keep_recordings_for", "number") == "unavailable"
    switch = {"entity_id": entity_id(hass, entry, "detected_sounds", "purge_nightly", "switch")}
    await hass.services.async_call("switch", "turn_on", switch, blocking=True)
    assert state(hass, "keep_recordings_for", "number") == "4"
    histories = entry.runtime_data.histories
    assert histories["voice"].kept.nightly.scope().is_everything
    await histories["detected_sounds"].schedule.run_now()
    limit = account.now - 4 * 24 * 60 * 60 * 1000
    assert account.entries("sounds")
    assert len(account.entries("sounds")) < SIZE
    assert all(each.timestamp >= limit - 60_000 for each in account.entries("sounds"))


async def test_diagnostics(hass: HomeAssistant, entry: MockConfigEntry, account: Account) -> None:
    """They say how each history stands, without what its owner calls it, and what an entry is."""
    await delete(hass, history="detected_sounds", older_than={"days": 5})
    shown = await async_get_config_entry_diagnostics(hass, entry)
    assert [each["held"] for each in shown["histories"].values()] == [
        account.held,
        *(len(account.entries(name)) for name in ("conversations", "smart_home", "sounds")),
    ]
    text = str(shown).casefold()
    assert not [name for names in NAMES.items() for name in names if name.casefold() in text]
    assert not [entry.key for name in KEYS.values() for entry in account.entries(name) if entry.key in text]


async def test_all_nights_change_together(
    hass: HomeAssistant, entry: MockConfigEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Time and days to keep are those of all histories: stored at once, or changed for none; lost nights stay lost."""
    store = entry.runtime_data.store
    nights = [kept.nightly for kept in store.histories.values()]
    store.histories["detected_sounds"].nightly.lost = True
    saved = 0

    async def save() -> None:
        nonlocal saved
        saved += 1
        if saved > 1:
            raise NotStoredError

    monkeypatch.setattr(store, "save", save)
    target = {"entity_id": "number.alexa_privacy_keep_recordings_for"}
    await hass.services.async_call("number", "set_value", {**target, "value": 9}, blocking=True)
    assert ([each.keep_days for each in nights], saved) == ([9] * 4, 1)
    with pytest.raises(HomeAssistantError):
        await hass.services.async_call("number", "set_value", {**target, "value": 5}, blocking=True)
    assert [each.keep_days for each in nights] == [9] * 4
    assert store.histories["detected_sounds"].nightly.lost


async def test_forgotten(
    hass: HomeAssistant, entry: MockConfigEntry, recipes: dict[str, Any], account: Account, amazon: AmazonDouble
) -> None:
    """What was kept of a history goes with it: counts, receipts, entities; a job that was not finished is dropped."""
    await delete(hass, history="detected_sounds", older_than={"days": 5})
    amazon.fail(Fault.SLOW, "sounds_delete", seconds=3600)
    await delete(hass, history="detected_sounds", older_than={"days": 3}, wait=False)
    left = {key: part for key, part in recipes["histories"].items() if key != "detected_sounds"}
    options = {**entry.options, CONF_RECIPES: {**recipes, "histories": left}}
    hass.config_entries.async_update_entry(entry, options=options)
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    kept = entry.runtime_data.store
    assert "detected_sounds" not in kept.histories
    assert not [receipt for receipt in kept.receipts if receipt.history == "detected_sounds"]
    assert not entry.runtime_data.deletions.running
    assert len(account.entries("smart_home")) == SIZE


async def test_missing_in_a_file(hass: HomeAssistant, entry: MockConfigEntry, recipes: dict[str, Any]) -> None:
    """Other requests without a history that is purged every night: its owner is asked first, its notice goes along."""
    switch = {"entity_id": entity_id(hass, entry, "detected_sounds", "purge_nightly", "switch")}
    await hass.services.async_call("switch", "turn_on", switch, blocking=True)
    assert announced(hass, entry).keys() == {"Detected sounds"}
    without = {key: part for key, part in recipes["histories"].items() if key != "smart_home_history"}
    form = await go_on(
        hass, await open_step(hass, entry, "requests"), {"recipes": json.dumps({**recipes, "histories": without})}
    )
    assert form["type"] == "create_entry"
    assert "smart_home_history" not in entry.runtime_data.store.histories
    form = await go_on(hass, await open_step(hass, entry, "requests"), {"recipes": ""})
    assert (form["step_id"], form["description_placeholders"]["histories"]) == ("missing", "Detected sounds")
    assert entry.options[CONF_RECIPES]["histories"] == without
    assert entry.runtime_data.store.histories["detected_sounds"].nightly.enabled
    assert (await go_on(hass, form, {}))["type"] == "create_entry"
    assert announced(hass, entry) == {}
    assert "detected_sounds" not in entry.runtime_data.store.histories


async def test_what_waits_is_not_forgotten(
    hass: HomeAssistant, entry: MockConfigEntry, recipes: dict[str, Any], amazon: AmazonDouble, account: Account
) -> None:
    """Requests that cannot be used for a while cost no counts; a deletion by them ends and says that it failed."""
    switch = {"entity_id": entity_id(hass, entry, "detected_sounds", "purge_nightly", "switch")}
    await hass.services.async_call("switch", "turn_on", switch, blocking=True)
    amazon.fail(Fault.SLOW, "sounds_list", seconds=3600)
    waiting = await delete(hass, history="detected_sounds", older_than={"days": 3}, wait=False)
    damaged = {**entry.options, CONF_RECIPES: {**recipes, "version": 99}}
    for options in (damaged, dict(entry.options)):
        hass.config_entries.async_update_entry(entry, options=options)
        await hass.config_entries.async_reload(entry.entry_id)
        amazon.heal()
        await hass.async_block_till_done(wait_background_tasks=True)
    kept = entry.runtime_data.store
    assert kept.histories["detected_sounds"].nightly.enabled
    assert kept.histories["detected_sounds"].ledger.total() == SIZE
    [receipt] = [each for each in kept.receipts if each.receipt_id == waiting["receipt_id"]]
    assert (receipt.status, receipt.error, len(account.entries("sounds"))) == ("failed", "nothing_taught", SIZE)


async def test_taught_again_from_another_page(
    hass: HomeAssistant, entry: MockConfigEntry, recipes: dict[str, Any], account: Account, amazon: AmazonDouble
) -> None:
    """What was counted of the page before is no count of this one, and what was to be deleted there has other ids."""
    amazon.fail(Fault.SLOW, "sounds_delete", seconds=3600)
    waiting = await delete(hass, history="detected_sounds", older_than={"days": 3}, wait=False)
    await until(lambda: amazon.count("sounds_delete") == 1)
    other = HISTORIES["smart-home-pages"].document("detected_sounds")
    account.note("smart_home")
    document = {**recipes, "histories": {**recipes["histories"], **other["histories"]}}
    learn_now(entry, document)
    hass.config_entries.async_update_entry(entry, options={**entry.options, CONF_RECIPES: document})
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert shown(hass, entry, "detected_sounds", "held") == str(SIZE + 1)
    [receipt] = [each for each in entry.runtime_data.store.receipts if each.receipt_id == waiting["receipt_id"]]
    assert (receipt.status, receipt.verified_gone, receipt.others_gone) == ("failed", 0, 0)
    assert len(account.entries("smart_home")) == SIZE + 1
