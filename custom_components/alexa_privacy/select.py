"""Select entities for the days of the nightly purge, and for Amazon settings with more than two values."""

from collections.abc import Mapping
from typing import override

from homeassistant.components.select import SelectEntity, SelectEntityDescription
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .account import PrivacyConfigEntry
from .deletion.nightly import Days
from .entity import AmazonSettingEntity, SettingEntity

PARALLEL_UPDATES = 1

PURGE_DAYS = SelectEntityDescription(key="purge_days", options=[days.value for days in Days])

NAMED = SelectEntityDescription(key="named_setting")
"""A setting that the owner named."""


async def async_setup_entry(
    hass: HomeAssistant, entry: PrivacyConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the select of days, and those of taught settings."""
    account = entry.runtime_data
    async_add_entities([PurgeDays(account, PURGE_DAYS)])
    async_add_entities(
        AmazonSelect(account, NAMED, name)
        for name, setting in account.coordinator.data.settings.items()
        if setting.options
    )


class AmazonSelect(AmazonSettingEntity, SelectEntity):
    """An Amazon setting with more than two values."""

    @property
    @override
    def options(self) -> list[str]:
        return list(self._options.values())

    @property
    @override
    def current_option(self) -> str | None:
        setting = self.state_of_setting
        return self._options.get(setting.position) if setting and setting.position else None

    @override
    async def async_select_option(self, option: str) -> None:
        await self.async_set_at_amazon(next(key for key, name in self._options.items() if name == option))

    @property
    def _options(self) -> Mapping[str, str]:
        return self.state_of_setting.options if self.state_of_setting else {}


class PurgeDays(SettingEntity, SelectEntity):
    """The days of the week on which the nightly purge runs."""

    @property
    @override
    def current_option(self) -> str:
        return self.coordinator.data.nightly.days.value

    @override
    async def async_select_option(self, option: str) -> None:
        await self.async_require_permission()
        await self.account.async_change_nights(days=Days(option))
