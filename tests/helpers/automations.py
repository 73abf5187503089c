"""Automations at night, and what they notify the owner of."""

from datetime import datetime, timedelta

from homeassistant.components import persistent_notification
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.common import async_fire_time_changed


async def come_night(hass: HomeAssistant, after: datetime | None = None) -> None:
    """Let the time come at which the automations run, the day after one, and wait until nothing is left to do."""
    async_fire_time_changed(hass, (after or dt_util.start_of_local_day()) + timedelta(days=1, hours=3))
    await hass.async_block_till_done(wait_background_tasks=True)


def told(hass: HomeAssistant) -> list[str]:
    """Return what the owner was told."""
    return [notice["message"] for notice in persistent_notification._async_get_or_create_notifications(hass).values()]
