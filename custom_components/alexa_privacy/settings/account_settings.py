"""What an account's owner does with Amazon's settings: set one, keep one as it is, or accept human review."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import STATE_OFF
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError

from .. import exceptions
from ..amazon.recipes.document import VOICE_HISTORY
from ..amazon.recipes.model import Recipes
from ..const import CONF_ACCEPT_REVIEW, CONF_KEEP_REVIEW_OFF, CONF_KEPT_SETTINGS, DOMAIN, REVIEW
from .named_settings import RETENTION, NamedSetting, named_settings
from .retention import read_retention
from .setting_guard import Guarded, SettingGuard
from .watcher import SettingsWatch


class AccountSettings:
    """One account's settings at Amazon."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        watch: SettingsWatch,
        incidents: dict[str, list[datetime]],
        on_update: Callable[[], None],
        recipes: Recipes,
        names: Mapping[str, str],
        now: Callable[[], int],
        interval: timedelta,
    ) -> None:
        """Set through `watch`, and note in `incidents` when a kept setting is found otherwise.

        `on_update` follows changes; `names` are those of all settings; `now` is Amazon's time (epoch ms).
        """
        self._hass = hass
        self._entry = entry
        self._on_update = on_update
        self.watch = watch
        self.named: Mapping[str, NamedSetting] = named_settings(recipes, names)
        self._retention = recipes.settings.get(RETENTION)
        self._now = now
        self._recently = interval + timedelta(days=1)
        self._listeners: list[Callable[[str, Guarded], None]] = []
        keeps, positions = entry.options.get(CONF_KEPT_SETTINGS, {}), recipes.settings

        def guard(key: str, wanted: str | None) -> SettingGuard:
            return SettingGuard(watch, key, wanted, incidents.setdefault(key, []), self._listeners)

        self.guard = guard(REVIEW, STATE_OFF if entry.options.get(CONF_KEEP_REVIEW_OFF) else None)
        """That over human review."""
        self.kept = {key: guard(key, keeps[key]) for key in self.keepable if keeps.get(key) in positions[key].positions}
        """Those over other settings."""
        for key in incidents.keys() - self.kept.keys() - {REVIEW}:
            del incidents[key]

    @property
    def keepable(self) -> dict[str, NamedSetting]:
        """The settings that can be kept as they are: those that the owner named, and Amazon shows."""
        return {key: setting for key, setting in self.named.items() if self.watch.can_read(key)}

    def listen(self, listener: Callable[[str, Guarded], None]) -> CALLBACK_TYPE:
        """Notify of each time that a guarded setting is found otherwise. Return an unsubscribe function."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    async def poll(self) -> None:
        """Read the settings when it is time, and set back what is kept otherwise; raises AmazonError."""
        await self.watch.read_when_due()
        for guard in (self.guard, *self.kept.values()):
            await guard.check()

    async def set(self, name: str, position: str) -> None:
        """Set a setting and read it back; raises HomeAssistantError if it did not take."""
        guard = self.guard if name == REVIEW else self.kept.get(name)
        if guard and guard.wanted not in {None, position}:
            key, setting = ("review_kept_off", name) if name == REVIEW else ("setting_kept", self.named[name].name)
            raise ServiceValidationError(
                translation_domain=DOMAIN, translation_key=key, translation_placeholders={"setting": setting}
            )
        try:
            with exceptions.acting(self._hass, self._entry):
                taken = await self.watch.set(name, position)
        finally:
            self._on_update()
        if not taken:
            raise HomeAssistantError(translation_domain=DOMAIN, translation_key="setting_not_taken")

    def retained_since(self, history: str = VOICE_HISTORY) -> int | None:
        """Return the time (epoch ms) before which Amazon deletes recordings itself, if it recently showed that."""
        position = self.watch.states.get(RETENTION) if history == VOICE_HISTORY else None
        if not self._retention or not position or not self.watch.is_seen(RETENTION, position, within=self._recently):
            return None
        duration = read_retention(self._retention, position)
        return duration and duration.before(self._now())

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
        self.guard.forget()
        self._on_update()

    def _reload_with(self, **options: bool) -> None:
        """Load the account again with other preferences."""
        options = {**self._entry.options, **options}
        self._hass.config_entries.async_update_entry(self._entry, options=options)
        self._hass.config_entries.async_schedule_reload(self._entry.entry_id)
