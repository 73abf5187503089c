"""A history that is taught again, or forgotten, while a deletion of it is not finished: nothing more is claimed."""

from typing import Any

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.alexa_privacy.const import CONF_RECIPES
from custom_components.alexa_privacy.deletion.queue import DeletionQueue
from tests.amazon_double import HISTORIES, Account, AmazonDouble, Fault
from tests.conftest import delete
from tests.helpers.agreement import learn_now
from tests.helpers.jobs import receipts
from tests.helpers.waiting import until
from tests.histories.test_account_histories import SIZE, account, announced, entity_id, entry, recipes

__all__ = ["account", "entry", "recipes"]

KEY = "detected_sounds"
DAY = 24 * 60 * 60 * 1000


def teach(hass: HomeAssistant, entry: MockConfigEntry, recipes: dict[str, Any], dialect: str | None) -> None:
    """Teach the history again as another page lists it, or forget it."""
    others = {key: part for key, part in recipes["histories"].items() if key != KEY}
    taught = HISTORIES[dialect].document(KEY)["histories"] if dialect else {}
    document = {**recipes, "histories": {**others, **taught}}
    learn_now(entry, document)
    hass.config_entries.async_update_entry(entry, options={**entry.options, CONF_RECIPES: document})


async def restart(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Begin again from what is on disk."""
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)


@pytest.mark.parametrize(
    "between", [["smart-home-pages"], [None, "smart-home-pages"], [None, "sounds-window"]], ids=str
)
@pytest.mark.parametrize("planned", [True, False])
async def test_a_deletion_of_before_is_not_resumed(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    recipes: dict[str, Any],
    account: Account,
    amazon: AmazonDouble,
    between: list[str | None],
    planned: bool,
    hass_storage: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """However often Home Assistant restarts before it gets to it; what was seen before is still said."""
    before = account.entries("sounds")
    amazon.fail(Fault.SLOW, "sounds_delete" if planned else "sounds_list", seconds=3600)
    amazon.clear_log()
    waiting = await delete(hass, history=KEY, older_than={"days": 3}, wait=False)
    await until(lambda: amazon.count("sounds_delete" if planned else "sounds_list") == 1)
    amazon.heal()
    with monkeypatch.context() as patched:
        patched.setattr(DeletionQueue, "begin", lambda _: None)
        for dialect in between:
            teach(hass, entry, recipes, dialect)
            await restart(hass, entry)
    entry.runtime_data.store.request_statuses.works(KEY)
    amazon.clear_log()
    await restart(hass, entry)
    assert not [each for each in amazon.requests if each.kind.endswith("delete")]
    assert len(account.entries("smart_home")) == SIZE
    found = [each for each in receipts(entry) if each.receipt_id == waiting["receipt_id"]]
    figures = [(each.status, each.error, each.verified_gone, each.still_listed, each.matched) for each in found]
    matched = sum(each.timestamp < account.now - 3 * DAY for each in before) if planned else None
    # What was forgotten leaves no receipt either.
    assert figures == ([] if None in between else [("failed", "purge_forgotten", 0, 0, matched)])
    assert [each.unknown for each in found] == [matched or 0] * len(found)
    assert not entry.runtime_data.deletions.running
    assert not [key for key in hass_storage if ".purge" in key]


async def test_nights_of_another_list_are_the_first_ones(
    hass: HomeAssistant, entry: MockConfigEntry, recipes: dict[str, Any]
) -> None:
    """That entries of the list before were purged says nothing of this one: its first night is announced, too."""
    entry.runtime_data.store.request_statuses.works(KEY)
    switch = {"entity_id": entity_id(hass, entry, KEY, "purge_nightly", "switch")}
    await hass.services.async_call("switch", "turn_on", switch, blocking=True)
    assert (await entry.runtime_data.histories[KEY].schedule.run_now()).status in {"verified", "nothing_to_delete"}
    assert announced(hass, entry) == {}
    teach(hass, entry, recipes, "smart-home-pages")
    await restart(hass, entry)
    night = entry.runtime_data.histories[KEY].kept.nightly
    assert night.enabled
    assert entry.runtime_data.protection.is_overdue(night) is None
    entry.runtime_data.histories[KEY].schedule.check()
    assert announced(hass, entry).keys() == {"Detected sounds"}
