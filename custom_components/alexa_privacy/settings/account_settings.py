"""What an account's owner does with Amazon's settings: set one, keep human review off, or accept that it is on."""

from collections.abc import Callable, Mapping
from datetime import datetime

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import STATE_OFF, STATE_ON
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError

from .. import exceptions
from ..const import CONF_ACCEPT_REVIEW, CONF_KEEP_REVIEW_OFF, DOMAIN, REVIEW
from .named_settings import NamedSetting
from .review_guard import Guard
from .watcher import SettingsWatch


class AccountSettings:
    """One account's settings at Amazon."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        watch: SettingsWatch,
        incidents: list[datetime],
        on_update: Callable[[], None],
        named: Mapping[str, NamedSetting],
    ) -> None:
        """Set through `watch`, and note in `incidents` when human review is found on; `on_update` follows changes.

        `named` are the settings that the owner named.
        """
        self._hass = hass
        self._entry = entry
        self._on_update = on_update
        self.watch = watch
        self.named = named
        self.guard = Guard(watch, incidents, wanted=entry.options.get(CONF_KEEP_REVIEW_OFF, False))

    async def poll(self) -> None:
        """Read the settings when it is time, and switch human review off if it should be; raises AmazonError."""
        await self.watch.read_when_due()
        await self.guard.check()

    async def set(self, name: str, position: str) -> None:
        """Set a setting and read it back; raises HomeAssistantError if it did not take."""
        if name == REVIEW and position == STATE_ON and self.guard.wanted:
            raise ServiceValidationError(translation_domain=DOMAIN, translation_key="review_kept_off")
        try:
            with exceptions.acting(self._hass, self._entry):
                taken = await self.watch.set(name, position)
        finally:
            self._on_update()
        if not taken:
            raise HomeAssistantError(translation_domain=DOMAIN, translation_key="setting_not_taken")

    async def keep_review_off(self) -> None:
        """Switch human review off now and keep it off, and forget how often it came back; raises as `set`."""
        await self.set(REVIEW, STATE_OFF)
        self._forget_incidents()
        if not self.guard.wanted:
            self._reload_with(**{CONF_KEEP_REVIEW_OFF: True, CONF_ACCEPT_REVIEW: False})

    @callback
    def accept_review(self) -> None:
        """Accept that human review is on, and no longer keep it off."""
        self._forget_incidents()
        self._reload_with(**{CONF_KEEP_REVIEW_OFF: False, CONF_ACCEPT_REVIEW: True})

    def _forget_incidents(self) -> None:
        """Forget how often human review was found on."""
        self.guard.forget()
        self._on_update()

    def _reload_with(self, **options: bool) -> None:
        """Load the account again with other preferences."""
        options = {**self._entry.options, **options}
        self._hass.config_entries.async_update_entry(self._entry, options=options)
        self._hass.config_entries.async_schedule_reload(self._entry.entry_id)
