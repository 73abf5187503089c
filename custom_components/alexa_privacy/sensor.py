"""Sensors of the account and of each Echo."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, override

from homeassistant.components.sensor import SensorDeviceClass, SensorEntity, SensorEntityDescription, SensorStateClass
from homeassistant.const import PERCENTAGE, EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.helpers.typing import StateType

from .account import PrivacyConfigEntry
from .data import AccountState, EchoState, HistoryState
from .deletion.models import Phase
from .entity import AccountEntity, EchoEntity, HistoryEntity, new_echo_listener

PARALLEL_UPDATES = 0


@dataclass(frozen=True, kw_only=True)
class StateSensorDescription[State](SensorEntityDescription):
    """A sensor that shows a figure of an Echo, or of another history."""

    value_fn: Callable[[State], StateType | datetime]


@dataclass(frozen=True, kw_only=True)
class AccountSensorDescription(StateSensorDescription[AccountState]):
    """A sensor of the account."""

    attributes_fn: Callable[[AccountState], dict[str, Any]] = lambda _: {}


ACCOUNT_SENSORS: tuple[AccountSensorDescription, ...] = (
    AccountSensorDescription(
        key="conversations",
        state_class=SensorStateClass.MEASUREMENT,
        entity_registry_enabled_default=False,
        value_fn=lambda state: state.conversations,
    ),
    AccountSensorDescription(
        key="counting_progress",
        entity_category=EntityCategory.DIAGNOSTIC,
        native_unit_of_measurement=PERCENTAGE,
        attributes_fn=lambda state: {"counted_since": state.counted_since},
        value_fn=lambda state: state.progress,
    ),
    AccountSensorDescription(
        key="deleted_recordings",
        entity_category=EntityCategory.DIAGNOSTIC,
        state_class=SensorStateClass.TOTAL_INCREASING,
        value_fn=lambda state: state.deleted,
    ),
    AccountSensorDescription(
        key="last_deletion",
        entity_category=EntityCategory.DIAGNOSTIC,
        device_class=SensorDeviceClass.TIMESTAMP,
        value_fn=lambda state: state.last_deletion,
    ),
    AccountSensorDescription(
        key="last_recording",
        entity_category=EntityCategory.DIAGNOSTIC,
        device_class=SensorDeviceClass.TIMESTAMP,
        value_fn=lambda state: state.last,
    ),
    AccountSensorDescription(
        key="next_purge",
        device_class=SensorDeviceClass.TIMESTAMP,
        value_fn=lambda state: state.next_purge,
    ),
    AccountSensorDescription(
        key="oldest_recording",
        entity_category=EntityCategory.DIAGNOSTIC,
        device_class=SensorDeviceClass.TIMESTAMP,
        value_fn=lambda state: state.oldest,
    ),
    AccountSensorDescription(
        key="purge_progress",
        device_class=SensorDeviceClass.ENUM,
        options=[phase.value for phase in Phase],
        entity_category=EntityCategory.DIAGNOSTIC,
        value_fn=lambda state: state.purge.phase.value,
        attributes_fn=lambda state: state.purge.figures(),
    ),
    AccountSensorDescription(
        key="recordings",
        state_class=SensorStateClass.MEASUREMENT,
        attributes_fn=lambda state: {"counted_at": state.counted_at, "rescanned_at": state.rescanned_at},
        value_fn=lambda state: state.recordings,
    ),
    AccountSensorDescription(
        key="recordings_30_days",
        entity_category=EntityCategory.DIAGNOSTIC,
        state_class=SensorStateClass.MEASUREMENT,
        value_fn=lambda state: state.month,
    ),
    AccountSensorDescription(
        key="recordings_7_days",
        entity_category=EntityCategory.DIAGNOSTIC,
        state_class=SensorStateClass.MEASUREMENT,
        value_fn=lambda state: state.week,
    ),
    AccountSensorDescription(
        key="recordings_today",
        state_class=SensorStateClass.MEASUREMENT,
        value_fn=lambda state: state.today,
    ),
    AccountSensorDescription(
        key="unintended_recordings",
        state_class=SensorStateClass.MEASUREMENT,
        value_fn=lambda state: state.unintended,
    ),
)

ECHO_SENSORS: tuple[StateSensorDescription[EchoState], ...] = (
    StateSensorDescription(
        key="last_recording",
        device_class=SensorDeviceClass.TIMESTAMP,
        value_fn=lambda state: state.last,
    ),
    StateSensorDescription(
        key="recordings",
        state_class=SensorStateClass.MEASUREMENT,
        value_fn=lambda state: state.recordings,
    ),
    StateSensorDescription(
        key="unintended_recordings",
        state_class=SensorStateClass.MEASUREMENT,
        entity_registry_enabled_default=False,
        value_fn=lambda state: state.unintended,
    ),
)

HISTORY_SENSORS: tuple[StateSensorDescription[HistoryState], ...] = (
    StateSensorDescription(
        key="held",
        state_class=SensorStateClass.MEASUREMENT,
        value_fn=lambda state: state.held,
    ),
    StateSensorDescription(
        key="last_deletion",
        entity_category=EntityCategory.DIAGNOSTIC,
        device_class=SensorDeviceClass.TIMESTAMP,
        value_fn=lambda state: state.last_deletion,
    ),
    StateSensorDescription(
        key="oldest",
        entity_category=EntityCategory.DIAGNOSTIC,
        device_class=SensorDeviceClass.TIMESTAMP,
        value_fn=lambda state: state.oldest,
    ),
    StateSensorDescription(
        key="today",
        state_class=SensorStateClass.MEASUREMENT,
        value_fn=lambda state: state.today,
    ),
)


async def async_setup_entry(
    hass: HomeAssistant, entry: PrivacyConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the sensors of the account and its other histories, and those of each Echo as it comes."""
    account = entry.runtime_data
    async_add_entities(AccountSensor(account, description) for description in ACCOUNT_SENSORS)
    async_add_entities(
        HistorySensor(account, description, history)
        for history in account.taught_histories
        for description in HISTORY_SENSORS
    )

    def add_echoes(serials: Iterable[str]) -> None:
        async_add_entities(
            EchoSensor(account, description, serial) for serial in serials for description in ECHO_SENSORS
        )

    entry.async_on_unload(new_echo_listener(account.coordinator, add_echoes))


class AccountSensor(AccountEntity, SensorEntity):
    """A figure of the account."""

    entity_description: AccountSensorDescription
    # They change at every poll, and say nothing about the past.
    _unrecorded_attributes = frozenset({"counted_at", "rescanned_at", "counted_since"})

    @property
    @override
    def native_value(self) -> StateType | datetime:
        return self.entity_description.value_fn(self.coordinator.data)

    @property
    @override
    def extra_state_attributes(self) -> dict[str, Any]:
        """Return the attributes, such as when it was counted."""
        return self.entity_description.attributes_fn(self.coordinator.data)


class EchoSensor(EchoEntity, SensorEntity):
    """A figure of one Echo."""

    entity_description: StateSensorDescription[EchoState]

    @property
    @override
    def native_value(self) -> StateType | datetime:
        return self.entity_description.value_fn(self.echo) if self.echo else None


class HistorySensor(HistoryEntity, SensorEntity):
    """A figure of another history."""

    entity_description: StateSensorDescription[HistoryState]

    @property
    @override
    def native_value(self) -> StateType | datetime:
        return self.entity_description.value_fn(self.history_state)
