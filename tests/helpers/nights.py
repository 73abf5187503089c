"""Nights that come when a test wants them, and the controls of the nightly purge."""

from collections.abc import Awaitable, Callable
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er, issue_registry as ir
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_fire_time_changed

from custom_components.alexa_privacy.const import CONF_KEEP_NOTHING, DOMAIN
from custom_components.alexa_privacy.deletion.receipts import Receipt
from tests.amazon_double import Account, AmazonDouble
from tests.conftest import problems

BERLIN = ZoneInfo("Europe/Berlin")
NOON = datetime(2026, 11, 18, 12, tzinfo=BERLIN)
DAY = timedelta(days=1)
NAME = "alexa_privacy"

type GoTo = Callable[[datetime], Awaitable[None]]


@pytest.fixture
async def go_to(hass: HomeAssistant, amazon: AmazonDouble, freezer: FrozenDateTimeFactory) -> GoTo:
    """Return what lets it be later, at home and at Amazon; it is noon to begin with."""
    await hass.config.async_set_time_zone(BERLIN.key)
    freezer.move_to(NOON)

    async def move(when: datetime) -> None:
        freezer.move_to(when)
        async_fire_time_changed(hass, when)
        await hass.async_block_till_done(wait_background_tasks=True)

    return move


@pytest.fixture
def recipes(amazon: AmazonDouble) -> dict[str, Any]:
    """Speak a dialect that deletes recordings one by one, ranges and everything."""
    return amazon.dialects["path"].recipes()


def at(days: int, hours: float) -> datetime:
    """Return a local time, so many days after the first."""
    return datetime.combine(NOON.date() + days * DAY, time(), BERLIN) + timedelta(hours=hours)


def nightly(entry: MockConfigEntry) -> list[Receipt]:
    """Return the receipts of nightly purges."""
    return [receipt for receipt in entry.runtime_data.store.receipts if receipt.nightly]


def younger(account: Account, than: datetime) -> set[str]:
    """Return the keys of what was recorded since."""
    return {r.key for r in account.recordings if r.timestamp >= than.timestamp() * 1000}


def keys(account: Account) -> set[str]:
    """Return what is listed."""
    return {recording.key for recording in account.recordings}


def told(hass: HomeAssistant, entry: MockConfigEntry) -> bool:
    """Return whether the owner is told that a night was given up, by repair and by sensor alike."""
    issue = ir.async_get(hass).async_get_issue(DOMAIN, f"purge_failed_{entry.entry_id}")
    assert (issue is not None) == ("purge_failed" in problems(hass))
    return issue is not None


async def keep_nothing(hass: HomeAssistant, *, wish: bool) -> None:
    """Wish that nothing is kept, or the opposite, as the preferences do."""
    (entry,) = hass.config_entries.async_entries(DOMAIN)
    if entry.options.get(CONF_KEEP_NOTHING, False) is not wish:
        hass.config_entries.async_update_entry(entry, options={**entry.options, CONF_KEEP_NOTHING: wish})
        await hass.config_entries.async_reload(entry.entry_id)
        await hass.async_block_till_done(wait_background_tasks=True)


async def choose(hass: HomeAssistant, *, days: str | None = None, at: str | None = None, keep: int = 0) -> None:
    """Switch it on, as the device page does; 0 keeps nothing."""
    await keep_nothing(hass, wish=not keep)
    if days:
        target = {"entity_id": f"select.{NAME}_purge_days", "option": days}
        await hass.services.async_call("select", "select_option", target, blocking=True)
    if at:
        await hass.services.async_call(
            "time", "set_value", {"entity_id": f"time.{NAME}_purge_time", "time": at}, blocking=True
        )
    number = {"entity_id": f"number.{NAME}_keep_recordings_for", "value": keep}
    if keep:
        await hass.services.async_call("number", "set_value", number, blocking=True)
    await hass.services.async_call("switch", "turn_on", {"entity_id": f"switch.{NAME}_nightly_purge"}, blocking=True)


async def purge_now(hass: HomeAssistant) -> None:
    """Press the button, which has to be enabled first."""
    registry = er.async_get(hass)
    button = registry.async_get(f"button.{NAME}_purge_now")
    assert button
    if button.disabled:
        registry.async_update_entity(button.entity_id, disabled_by=None)
        await hass.config_entries.async_reload(button.config_entry_id or "")
        await hass.async_block_till_done(wait_background_tasks=True)
    await hass.services.async_call("button", "press", {"entity_id": f"button.{NAME}_purge_now"}, blocking=True)
