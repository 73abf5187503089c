"""Number entity for how long the nightly purge keeps recordings."""

from typing import override

from homeassistant.components.number import NumberEntity, NumberEntityDescription, NumberMode
from homeassistant.const import UnitOfTime
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .account import PrivacyConfigEntry
from .const import DOMAIN
from .deletion.nightly import LEAST_DAYS, MOST_DAYS
from .entity import SettingEntity

PARALLEL_UPDATES = 1

# Not of the device class duration: in another unit, parts of days could be chosen, and be rounded to fewer days.
KEEP_DAYS = NumberEntityDescription(
    key="keep_days",
    native_min_value=LEAST_DAYS,
    native_max_value=MOST_DAYS,
    native_step=1,
    native_unit_of_measurement=UnitOfTime.DAYS,
)


async def async_setup_entry(
    hass: HomeAssistant, entry: PrivacyConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the account's number."""
    async_add_entities([KeepDays(entry.runtime_data, KEEP_DAYS)])


class KeepDays(SettingEntity, NumberEntity):
    """How many days recordings stay."""

    _attr_mode = NumberMode.BOX

    @property
    @override
    def available(self) -> bool:
        """Return whether the number has an effect: if no recordings are kept, only for other histories."""
        state = self.coordinator.data
        return not state.nightly.keep_nothing or any(each.nightly for each in state.histories.values())

    @property
    @override
    def native_value(self) -> float:
        return self.coordinator.data.nightly.keep_days

    @override
    async def async_set_native_value(self, value: float) -> None:
        await self.async_require_permission()
        if not value.is_integer():
            raise ServiceValidationError(translation_domain=DOMAIN, translation_key="days_not_whole")
        await self.account.async_change_nights(keep_days=int(value))
