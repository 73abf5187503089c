"""Switches for Amazon's privacy settings and the nightly purges."""

from typing import Any, override

from homeassistant.components.switch import SwitchEntity, SwitchEntityDescription
from homeassistant.const import STATE_OFF, STATE_ON, EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .account import PrivacyConfigEntry
from .const import REVIEW
from .entity import AmazonSettingEntity, HistoryEntity, SettingEntity

PARALLEL_UPDATES = 1

SWITCHES: tuple[SwitchEntityDescription, ...] = (
    SwitchEntityDescription(key="deletion_by_voice", entity_category=EntityCategory.CONFIG),
    SwitchEntityDescription(key=REVIEW),
    SwitchEntityDescription(key="message_review", entity_category=EntityCategory.CONFIG),
)

NAMED = SwitchEntityDescription(key="named_setting")
"""A setting that the owner named."""

NIGHTLY = SwitchEntityDescription(key="nightly_purge")

PURGE_NIGHTLY = SwitchEntityDescription(key="purge_nightly")
"""The nightly purge of another history."""


async def async_setup_entry(
    hass: HomeAssistant, entry: PrivacyConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the nightly purges, the review switch, and the others once they are taught."""
    account = entry.runtime_data
    settings = account.coordinator.data.settings
    async_add_entities([NightlySwitch(account, NIGHTLY)])
    async_add_entities(HistorySwitch(account, PURGE_NIGHTLY, history) for history in account.taught_histories)
    async_add_entities(
        AmazonSwitch(account, description, description.key)
        for description in SWITCHES
        if description.key == REVIEW or description.key in settings
    )
    async_add_entities(
        AmazonSwitch(account, NAMED, name) for name, setting in settings.items() if setting.is_named_switch
    )


class AmazonSwitch(AmazonSettingEntity, SwitchEntity):
    """An Amazon setting that is on or off."""

    @property
    @override
    def is_on(self) -> bool | None:
        return self.state_of_setting.is_on if self.state_of_setting else None

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        await self.async_set_at_amazon(STATE_ON)

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        await self.async_set_at_amazon(STATE_OFF)


class PurgeSwitch(SettingEntity, SwitchEntity):
    """Whether to purge a history every night."""

    # Of all settings the one to see first.
    _attr_entity_category = None

    async def async_change(self, *, enabled: bool) -> None:
        """Turn the nightly purge of recordings on or off."""
        await self.account.voice.schedule.change(enabled=enabled)

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        await self.async_require_permission()
        await self.async_change(enabled=True)

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        await self.async_require_permission()
        await self.async_change(enabled=False)


class NightlySwitch(PurgeSwitch):
    """Whether to purge the recordings every night."""

    @property
    @override
    def is_on(self) -> bool:
        return self.coordinator.data.nightly.enabled


class HistorySwitch(PurgeSwitch, HistoryEntity):
    """Whether to purge another history every night, when the recordings are purged."""

    @override
    async def async_change(self, *, enabled: bool) -> None:
        await self.history.schedule.change(enabled=enabled)

    @property
    @override
    def is_on(self) -> bool:
        return self.history_state.nightly
