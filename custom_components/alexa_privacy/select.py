"""On which days the nightly purge runs."""

from typing import override

from homeassistant.components.select import SelectEntity, SelectEntityDescription
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .account import PrivacyConfigEntry
from .deletion.nightly import Days
from .entity import SettingEntity

PARALLEL_UPDATES = 1

PURGE_DAYS = SelectEntityDescription(
    key="purge_days", translation_key="purge_days", options=[days.value for days in Days]
)


async def async_setup_entry(
    hass: HomeAssistant, entry: PrivacyConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the account's choice of days."""
    async_add_entities([PurgeDays(entry.runtime_data, PURGE_DAYS)])


class PurgeDays(SettingEntity, SelectEntity):
    """The days of the week on which the nightly purge runs."""

    @property
    @override
    def current_option(self) -> str:
        """Return the owner's choice."""
        return self.coordinator.data.nightly.days.value

    @override
    async def async_select_option(self, option: str) -> None:
        """Take other days."""
        await self.async_require_permission()
        await self.account.schedule.change(days=Days(option))
