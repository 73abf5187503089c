"""Purge copies through the recorder's own actions and count again."""

from typing import Final

from homeassistant.components.recorder.const import DOMAIN as RECORDER
from homeassistant.const import ATTR_ENTITY_ID
from homeassistant.core import HomeAssistant

from .find import Copies, async_find

# The recorder's `purge` always needs an age: nothing is older than this.
_NOTHING_OLDER_DAYS: Final = 36_500


async def async_purge(hass: HomeAssistant, copies: Copies, *, apply_filter: bool = False, repack: bool = False) -> None:
    """Purge the entire history of these entities; return once the recorder is done or makes no progress.

    With `apply_filter`, also purge everything the recorder is set to exclude: its only way to purge events.
    """
    entities = [copy.name for copy in copies.entities]
    left = (await async_find(hass, entities)).rows
    if entities:
        await hass.services.async_call(RECORDER, "purge_entities", {ATTR_ENTITY_ID: entities}, blocking=True)
    if apply_filter or repack:
        data = {"keep_days": _NOTHING_OLDER_DAYS, "apply_filter": apply_filter, "repack": repack}
        await hass.services.async_call(RECORDER, "purge", data, blocking=True)
    # The recorder purges in batches, and puts the next one at the end of its queue.
    while (now_left := (await async_find(hass, entities)).rows) < left:
        left = now_left
