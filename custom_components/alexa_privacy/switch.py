"""Switches for Amazon's privacy settings, and for the nightly purge."""

from typing import Any, override

from homeassistant.components.switch import SwitchEntity, SwitchEntityDescription
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .account import Account, PrivacyConfigEntry
from .const import REVIEW
from .data import SettingState
from .entity import AccountEntity, SettingEntity

PARALLEL_UPDATES = 1

SWITCHES: tuple[SwitchEntityDescription, ...] = (
    SwitchEntityDescription(key="deletion_by_voice", translation_key="deletion_by_voice"),
    SwitchEntityDescription(key=REVIEW, translation_key=REVIEW),
    SwitchEntityDescription(key="message_review", translation_key="message_review"),
)

NIGHTLY = SwitchEntityDescription(key="nightly_purge", translation_key="nightly_purge")


async def async_setup_entry(
    hass: HomeAssistant, entry: PrivacyConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the nightly purge, the review switch, and the others once they are taught."""
    account = entry.runtime_data
    async_add_entities([NightlySwitch(account, NIGHTLY)])
    async_add_entities(
        AmazonSwitch(account, description)
        for description in SWITCHES
        if description.key == REVIEW or description.key in account.coordinator.data.switches
    )


class AmazonSwitch(AccountEntity, SwitchEntity):
    """One of Amazon's settings: set, then read back."""

    def __init__(self, account: Account, description: SwitchEntityDescription) -> None:
        """Assume the state where it cannot be read."""
        super().__init__(account, description)
        setting = self._setting
        self._attr_assumed_state = setting is None or not setting.is_readable

    @property
    def _setting(self) -> SettingState | None:
        """What is known of the setting; None if it was not taught."""
        return self.coordinator.data.switches.get(self.entity_description.key)

    @property
    @override
    def available(self) -> bool:
        """Return whether it was taught, and Amazon answers."""
        return super().available and self._setting is not None

    @property
    @override
    def is_on(self) -> bool | None:
        """Return the state Amazon gave; None is unknown."""
        return self._setting.is_on if self._setting else None

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        """Switch on at Amazon."""
        await self.async_require_permission()
        await self.account.settings.set(self.entity_description.key, on=True)

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        """Switch off at Amazon."""
        await self.async_require_permission()
        await self.account.settings.set(self.entity_description.key, on=False)


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
