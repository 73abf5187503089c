"""What the owner can do with Amazon's settings: set one, keep one at a value, or accept human review."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
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


@dataclass(eq=False, repr=False)
class AccountSettings:
    """One account's settings at Amazon."""

    _hass: HomeAssistant
    _entry: ConfigEntry
    watch: SettingsWatch
    _incidents: dict[str, list[datetime]]
    """When kept settings were found otherwise; it is stored."""
    _on_update: Callable[[], None]
    _recipes: Recipes
    _names: Mapping[str, str]
    """Those of all settings."""
    _now: Callable[[], int]
    """Amazon's time (epoch ms)."""
    _interval: timedelta
    """That of polls."""
    _listeners: list[Callable[[str, Guarded], None]] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        """Guard what is to be kept."""
        self.named: Mapping[str, NamedSetting] = named_settings(self._recipes, self._names)
        options, settings = self._entry.options, self._recipes.settings
        keeps = options.get(CONF_KEPT_SETTINGS, {})
        self.guard = self._guard(REVIEW, STATE_OFF if options.get(CONF_KEEP_REVIEW_OFF) else None)
        """That over human review."""
        kept = [key for key in self.keepable if keeps.get(key) in settings[key].positions]
        self.kept = {key: self._guard(key, keeps[key]) for key in kept}
        """Those over other settings."""
        for key in self._incidents.keys() - self.kept.keys() - {REVIEW}:
            del self._incidents[key]

    def _guard(self, key: str, wanted: str | None) -> SettingGuard:
        return SettingGuard(self.watch, key, wanted, self._incidents.setdefault(key, []), self._listeners)

    @property
    def keepable(self) -> dict[str, NamedSetting]:
        """The settings that can be kept: those that the owner named and Amazon shows."""
        return {key: setting for key, setting in self.named.items() if self.watch.can_read(key)}

    def subscribe(self, listener: Callable[[str, Guarded], None]) -> CALLBACK_TYPE:
        """Call `listener` each time that a guarded setting was found changed. Return an unsubscribe function."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    async def poll(self) -> None:
        """Read the settings when due, and set back changed ones that are kept; raises AmazonError."""
        await self.watch.read_when_due()
        for guard in (self.guard, *self.kept.values()):
            await guard.check()

    async def set(self, name: str, position: str) -> None:
        """Set a setting and read it back; raises HomeAssistantError if it did not change."""
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
        position, recipe = self.watch.states.get(RETENTION), self._recipes.settings.get(RETENTION)
        if history != VOICE_HISTORY or not recipe or not position:
            return None
        if not self.watch.is_seen(RETENTION, position, within=self._interval + timedelta(days=1)):
            return None
        duration = read_retention(recipe, position)
        return duration and duration.before(self._now())

    async def keep_review_off(self) -> None:
        """Turn human review off and keep it off, and forget earlier incidents; raises as `set`."""
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
        """Reload the account with changed preferences."""
        options = {**self._entry.options, **options}
        self._hass.config_entries.async_update_entry(self._entry, options=options)
        self._hass.config_entries.async_schedule_reload(self._entry.entry_id)
