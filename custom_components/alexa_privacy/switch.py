"""Switches for Amazon's privacy settings, and for the nightly purge."""

from typing import Any, override

from homeassistant.components.switch import SwitchEntity, SwitchEntityDescription
from homeassistant.const import STATE_OFF, STATE_ON
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .account import PrivacyConfigEntry
from .const import REVIEW
from .entity import AmazonSettingEntity, SettingEntity

PARALLEL_UPDATES = 1

SWITCHES: tuple[SwitchEntityDescription, ...] = (
    SwitchEntityDescription(key="deletion_by_voice", translation_key="deletion_by_voice"),
    SwitchEntityDescription(key=REVIEW, translation_key=REVIEW),
    SwitchEntityDescription(key="message_review", translation_key="message_review"),
)

NAMED = SwitchEntityDescription(key="named_setting", translation_key="named_setting")
"""A setting that the owner named."""

NIGHTLY = SwitchEntityDescription(key="nightly_purge", translation_key="nightly_purge")


async def async_setup_entry(
    hass: HomeAssistant, entry: PrivacyConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the nightly purge, the review switch, and the others once they are taught."""
    account = entry.runtime_data
    settings = account.coordinator.data.settings
    async_add_entities([NightlySwitch(account, NIGHTLY)])
    async_add_entities(
        AmazonSwitch(account, description, description.key)
        for description in SWITCHES
        if description.key == REVIEW or description.key in settings
    )
    async_add_entities(
        AmazonSwitch(account, NAMED, name) for name, setting in settings.items() if setting.is_named_switch
    )


class AmazonSwitch(AmazonSettingEntity, SwitchEntity):
    """One of Amazon's settings that is on or off."""

    @property
    @override
    def is_on(self) -> bool | None:
        """Return the state Amazon gave; None is unknown."""
        return self.state_of_setting.is_on if self.state_of_setting else None

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        """Switch on at Amazon."""
        await self.async_set_at_amazon(STATE_ON)

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        """Switch off at Amazon."""
        await self.async_set_at_amazon(STATE_OFF)


class NightlySwitch(SettingEntity, SwitchEntity):
    """Whether to purge every night."""

    @property
    @override
    def is_on(self) -> bool:
        """Return the owner's choice."""
        return self.coordinator.data.nightly.enabled

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        """Purge from the next night on."""
        await self.async_require_permission()
        await self.account.schedule.change(enabled=True)

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        """Purge no more."""
        await self.async_require_permission()
        await self.account.schedule.change(enabled=False)
