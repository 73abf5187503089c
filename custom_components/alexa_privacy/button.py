"""Buttons that delete, and one that cancels deletions."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import override

from homeassistant.components.button import ButtonEntity, ButtonEntityDescription
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .account import Account, PrivacyConfigEntry
from .data import AccountState
from .entity import AccountEntity

# Purges take turns by themselves; the button that cancels must not wait for the one that deletes.
PARALLEL_UPDATES = 0


@dataclass(frozen=True, kw_only=True)
class AccountButtonDescription(ButtonEntityDescription):
    """A button of the account."""

    press_fn: Callable[[Account], Awaitable[object]]
    available_fn: Callable[[AccountState], bool] = lambda _: True


async def _cancel(account: Account) -> None:
    """Cancel all deletions; recordings that were not requested yet stay."""
    account.deletions.cancel()


BUTTONS: tuple[AccountButtonDescription, ...] = (
    AccountButtonDescription(
        key="cancel_purge",
        entity_category=EntityCategory.CONFIG,
        press_fn=_cancel,
        available_fn=lambda state: state.purging,
    ),
    AccountButtonDescription(
        key="delete_today",
        press_fn=lambda account: account.deletions.delete_today(),
    ),
    AccountButtonDescription(
        key="purge_now",
        entity_category=EntityCategory.CONFIG,
        entity_registry_enabled_default=False,
        press_fn=lambda account: account.voice.schedule.purge_now(),
    ),
)


async def async_setup_entry(
    hass: HomeAssistant, entry: PrivacyConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the account's buttons."""
    account = entry.runtime_data
    async_add_entities(AccountButton(account, description) for description in BUTTONS)


class AccountButton(AccountEntity, ButtonEntity):
    """A button that runs an action of the account; raises if it fails."""

    entity_description: AccountButtonDescription

    @property
    @override
    def available(self) -> bool:
        """Return whether there is something to do, and Amazon responds."""
        return super().available and self.entity_description.available_fn(self.coordinator.data)

    @override
    async def async_press(self) -> None:
        await self.async_require_permission()
        await self.entity_description.press_fn(self.account)
