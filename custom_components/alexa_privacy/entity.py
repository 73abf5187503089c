"""Base classes of entities: one device for the account, one for each Echo. Keys are also translation keys."""

from collections.abc import Callable, Iterable
from typing import override

from homeassistant.const import EntityCategory
from homeassistant.helpers.device_registry import DeviceEntryType, DeviceInfo, async_get as async_get_devices
from homeassistant.helpers.entity import EntityDescription
from homeassistant.helpers.update_coordinator import CoordinatorEntity

from .account import Account, PrivacyConfigEntry
from .const import DOMAIN, MANUFACTURER, NAME
from .coordinator import PrivacyCoordinator
from .data import EchoState, HistoryState, SettingState
from .histories.account_history import AccountHistory
from .permissions import NotAllowedError, async_is_allowed
from .settings.named_settings import UNIQUE_ID


def account_device(entry: PrivacyConfigEntry) -> DeviceInfo:
    """Return the account's device."""
    assert entry.unique_id
    return DeviceInfo(
        entry_type=DeviceEntryType.SERVICE,
        identifiers={(DOMAIN, entry.unique_id)},
        manufacturer=MANUFACTURER,
        name=NAME,
    )


class AccountEntity(CoordinatorEntity[PrivacyCoordinator]):
    """An entity of the account."""

    _attr_has_entity_name = True

    def __init__(self, account: Account, description: EntityDescription) -> None:
        """Initialize on the account's device."""
        super().__init__(account.coordinator)
        entry = account.coordinator.config_entry
        self.account = account
        self.entity_description = description
        self._attr_translation_key = description.key
        self._attr_unique_id = f"{entry.unique_id}_{description.key}"
        self._attr_device_info = account_device(entry)

    async def async_require_permission(self) -> None:
        """Raise NotAllowedError if the caller may not change anything; every action of an entity starts with this.

        The context is read before the first await, because the next call replaces it.
        """
        context = self._context
        if not await async_is_allowed(self.hass, self.coordinator.config_entry, context):
            raise NotAllowedError(context, self.entity_id)


class AmazonSettingEntity(AccountEntity):
    """An Amazon setting, which is set and then read back."""

    def __init__(self, account: Account, description: EntityDescription, setting: str) -> None:
        """Initialize; the state is assumed if it cannot be read."""
        super().__init__(account, description)
        self._setting = setting
        state = self.state_of_setting
        self._attr_assumed_state = state is None or not state.is_readable
        if state is not None and state.named is not None:
            self._attr_translation_placeholders = {"name": state.named.name}
            self._attr_unique_id = f"{account.coordinator.config_entry.unique_id}_{UNIQUE_ID}{setting}"

    @property
    def state_of_setting(self) -> SettingState | None:
        """The state of the setting; None if it was not taught."""
        return self.coordinator.data.settings.get(self._setting)

    @property
    @override
    def available(self) -> bool:
        """Return whether it was taught, and Amazon responds."""
        return super().available and self.state_of_setting is not None

    async def async_set_at_amazon(self, position: str) -> None:
        """Set it to a position at Amazon."""
        await self.async_require_permission()
        await self.account.settings.set(self._setting, position)


class SettingEntity(AccountEntity):
    """A setting of the integration, available whether Amazon responds or not."""

    _attr_entity_category: EntityCategory | None = EntityCategory.CONFIG

    @property
    @override
    def available(self) -> bool:
        """Stay available."""
        return True


class HistoryEntity(AccountEntity):
    """An entity of a history other than voice recordings; its device is linked to the account's."""

    def __init__(self, account: Account, description: EntityDescription, history: AccountHistory) -> None:
        """Initialize on the history's device."""
        super().__init__(account, description)
        entry = account.coordinator.config_entry
        self.history = history
        device = f"{entry.unique_id}_history_{history.key}"
        self._attr_unique_id = f"{device}_{description.key}"
        self._attr_device_info = DeviceInfo(
            entry_type=DeviceEntryType.SERVICE,
            identifiers={(DOMAIN, device)},
            manufacturer=MANUFACTURER,
            name=history.name,
            via_device_id=_account_device_id(account.coordinator),
        )

    @property
    def history_state(self) -> HistoryState:
        """The state of the history."""
        return self.coordinator.data.histories[self.history.key]

    @property
    @override
    def available(self) -> bool:
        """Return whether Amazon responds and lists it."""
        return super().available and self.history_state.is_reached


class EchoEntity(AccountEntity):
    """An entity of one Echo; its device is linked to the account's."""

    def __init__(self, account: Account, description: EntityDescription, serial: str) -> None:
        """Initialize on the Echo's device."""
        super().__init__(account, description)
        coordinator = account.coordinator
        self.serial = serial
        self._attr_unique_id = f"{coordinator.config_entry.unique_id}_{serial}_{description.key}"
        self._attr_device_info = DeviceInfo(
            identifiers={(DOMAIN, serial)},
            manufacturer=MANUFACTURER,
            name=coordinator.data.echoes[serial].name or "Echo",
            serial_number=serial,
            via_device_id=_account_device_id(coordinator),
        )

    @property
    def echo(self) -> EchoState | None:
        """The state of the Echo; None once it is gone."""
        return self.coordinator.data.echoes.get(self.serial)


def _account_device_id(coordinator: PrivacyCoordinator) -> str:
    entry = coordinator.config_entry
    device = async_get_devices(coordinator.hass).async_get_device_by_identifier(
        (DOMAIN, entry.unique_id or ""), entry.entry_id
    )
    assert device
    return device.id


def new_echo_listener(coordinator: PrivacyCoordinator, add: Callable[[Iterable[str]], None]) -> Callable[[], None]:
    """Call `add` with the serial numbers of new Echos, now and later. Return an unsubscribe function."""
    known: set[str] = set()

    def check() -> None:
        """Add new Echos, and forget removed ones."""
        present = coordinator.data.echoes.keys()
        new = present - known
        known.intersection_update(present)
        known.update(new)
        if new:
            add(sorted(new))

    check()
    return coordinator.async_add_listener(check)
