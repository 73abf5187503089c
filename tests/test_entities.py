"""The entities that people's automations rely on: each with its key, its platform, and what it is at first."""

from typing import Any

from homeassistant.const import EntityCategory, Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.alexa_privacy.const import CONF_RECIPES
from tests.amazon_double import Account, AmazonDouble
from tests.conftest import SetUp, state

NONE, CONFIG, DIAGNOSTIC = None, EntityCategory.CONFIG, EntityCategory.DIAGNOSTIC

# Of the account: key, platform, category, whether it is enabled at first.
ACCOUNT = {
    ("recordings", Platform.SENSOR, NONE, True),
    ("recordings_today", Platform.SENSOR, NONE, True),
    ("recordings_7_days", Platform.SENSOR, DIAGNOSTIC, True),
    ("recordings_30_days", Platform.SENSOR, DIAGNOSTIC, True),
    ("unintended_recordings", Platform.SENSOR, NONE, True),
    ("conversations", Platform.SENSOR, NONE, False),
    ("oldest_recording", Platform.SENSOR, DIAGNOSTIC, True),
    ("last_recording", Platform.SENSOR, DIAGNOSTIC, True),
    ("deleted_recordings", Platform.SENSOR, DIAGNOSTIC, True),
    ("last_deletion", Platform.SENSOR, DIAGNOSTIC, True),
    ("next_purge", Platform.SENSOR, NONE, True),
    ("counting_progress", Platform.SENSOR, DIAGNOSTIC, True),
    ("purge_progress", Platform.SENSOR, DIAGNOSTIC, True),
    ("protection", Platform.BINARY_SENSOR, NONE, True),
    ("human_review", Platform.SWITCH, NONE, True),
    ("nightly_purge", Platform.SWITCH, NONE, True),
    ("purge_time", Platform.TIME, CONFIG, True),
    ("purge_days", Platform.SELECT, CONFIG, True),
    ("keep_days", Platform.NUMBER, CONFIG, True),
    ("purge_now", Platform.BUTTON, CONFIG, False),
    ("delete_today", Platform.BUTTON, NONE, True),
    ("cancel_purge", Platform.BUTTON, CONFIG, True),
    ("recording", Platform.EVENT, NONE, True),
    ("deletion", Platform.EVENT, NONE, True),
    ("review_guard", Platform.EVENT, NONE, True),
}
ONCE_TAUGHT = {
    ("message_review", Platform.SWITCH, CONFIG, True),
    ("deletion_by_voice", Platform.SWITCH, CONFIG, True),
}
ECHO = {
    ("recordings", Platform.SENSOR, NONE, True),
    ("unintended_recordings", Platform.SENSOR, NONE, False),
    ("last_recording", Platform.SENSOR, NONE, True),
}


def entities(hass: HomeAssistant, entry: MockConfigEntry, prefix: str) -> set[tuple[Any, ...]]:
    """Return the entities whose unique ids begin so; a key is what translations and icons are found by, too."""
    found = set()
    for each in er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id):
        key = each.unique_id.removeprefix(prefix)
        if each.translation_key == key:
            found.add((key, each.domain, each.entity_category, each.disabled_by is None))
    return found


@pytest.mark.parametrize("is_taught", [False, True])
async def test_entities(
    hass: HomeAssistant,
    amazon: AmazonDouble,
    account: Account,
    set_up: SetUp,
    is_taught: bool,
) -> None:
    """The account's, those of each Echo, and no others."""
    entry = await set_up(account, options={CONF_RECIPES: amazon.dialects["list"].recipes()} if is_taught else {})
    assert entities(hass, entry, f"{entry.unique_id}_") == (ACCOUNT | ONCE_TAUGHT if is_taught else ACCOUNT)
    for device in account.devices:
        assert entities(hass, entry, f"{entry.unique_id}_{device.serial}_") == ECHO
    every = er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id)
    expected = len(ACCOUNT) + is_taught * len(ONCE_TAUGHT) + len(account.devices) * len(ECHO)
    assert len(every) == expected


async def test_what_they_are_at_first(hass: HomeAssistant, account: Account, set_up: SetUp) -> None:
    """Nothing deletes by itself, and what could keeps a month."""
    await set_up(account)
    assert state(hass, "nightly_purge", "switch") == "off"
    assert state(hass, "purge_time", "time") == "03:00:00"
    assert state(hass, "purge_days", "select") == "every_day"
    assert state(hass, "keep_recordings_for", "number") == "30"
    number = hass.states.get("number.alexa_privacy_keep_recordings_for")
    assert number
    assert {name: number.attributes[name] for name in ("min", "max", "step")} == {"min": 1, "max": 3650, "step": 1}
    deletion = hass.states.get("event.alexa_privacy_deletion")
    assert deletion
    assert {"verified", "partial", "failed"} <= {*deletion.attributes["event_types"]}
