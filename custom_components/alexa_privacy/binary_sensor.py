"""Whether the account is protected as its owner wants."""

from typing import Any, override

from homeassistant.components.binary_sensor import BinarySensorEntity, BinarySensorEntityDescription
from homeassistant.components.binary_sensor.const import BinarySensorDeviceClass
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .account import PrivacyConfigEntry
from .entity import AccountEntity

PARALLEL_UPDATES = 0

PROTECTION = BinarySensorEntityDescription(key="protection", device_class=BinarySensorDeviceClass.PROBLEM)


async def async_setup_entry(
    hass: HomeAssistant, entry: PrivacyConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the account's problem sensor."""
    async_add_entities([ProtectionSensor(entry.runtime_data, PROTECTION)])


class ProtectionSensor(AccountEntity, BinarySensorEntity):
    """On while there is a problem."""

    @property
    @override
    def available(self) -> bool:
        """Stay available: problems are shown even while Amazon does not respond."""
        return True

    @property
    @override
    def is_on(self) -> bool | None:
        """Return whether there is a problem; None if none is known, but not everything could be checked."""
        return self.coordinator.data.protection.is_problem

    @property
    @override
    def extra_state_attributes(self) -> dict[str, Any]:
        return {"problems": self.coordinator.data.protection.problems}
