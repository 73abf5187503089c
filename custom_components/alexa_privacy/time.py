"""Time entity for the start of the nightly purge."""

from datetime import time
from typing import override

from homeassistant.components.time import TimeEntity, TimeEntityDescription
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .account import PrivacyConfigEntry
from .entity import SettingEntity

PARALLEL_UPDATES = 1

PURGE_TIME = TimeEntityDescription(key="purge_time")


async def async_setup_entry(
    hass: HomeAssistant, entry: PrivacyConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the account's time."""
    async_add_entities([PurgeTime(entry.runtime_data, PURGE_TIME)])


class PurgeTime(SettingEntity, TimeEntity):
    """The local time at which the nightly purge begins."""

    @property
    @override
    def suggested_object_id(self) -> str:
        """Return the object id: the name is short, because the device page has little room beside a time."""
        return self.entity_description.key

    @property
    @override
    def native_value(self) -> time:
        return self.coordinator.data.nightly.at

    @override
    async def async_set_value(self, value: time) -> None:
        await self.async_require_permission()
        await self.account.async_change_nights(at=value)
