"""Buttons that delete."""

from typing import override

from homeassistant.components.button import ButtonEntity, ButtonEntityDescription
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import PrivacyConfigEntry
from .entity import AccountEntity

PARALLEL_UPDATES = 1

DELETE_TODAY = ButtonEntityDescription(key="delete_today", translation_key="delete_today")


async def async_setup_entry(
    hass: HomeAssistant, entry: PrivacyConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the account's button."""
    async_add_entities([DeleteTodayButton(entry.runtime_data, DELETE_TODAY)])


class DeleteTodayButton(AccountEntity, ButtonEntity):
    """Deletes what was recorded since local midnight."""

    @override
    async def async_press(self) -> None:
        """Delete and verify; an error where something is still listed."""
        await self.coordinator.async_delete_today()
