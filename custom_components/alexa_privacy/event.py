"""Events: what was recorded."""

from typing import override

from homeassistant.components.event import EventEntity, EventEntityDescription
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .amazon.recordings import Recording
from .coordinator import PrivacyConfigEntry
from .entity import AccountEntity
from .state import recording_event

PARALLEL_UPDATES = 0

RECORDING = EventEntityDescription(
    key="recording", translation_key="recording", event_types=["recording", "unintended"]
)


async def async_setup_entry(
    hass: HomeAssistant, entry: PrivacyConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the account's events."""
    async_add_entities([RecordingEvent(entry.runtime_data, RECORDING)])


class RecordingEvent(AccountEntity, EventEntity):
    """Fires for each new recording: no words, no person."""

    @override
    async def async_added_to_hass(self) -> None:
        """Listen for arrivals."""
        await super().async_added_to_hass()
        self.async_on_remove(self.coordinator.async_listen_for_recordings(self._fire))

    @callback
    def _fire(self, recording: Recording) -> None:
        """Tell of one recording."""
        self._trigger_event(*recording_event(recording))
        self.async_write_ha_state()
