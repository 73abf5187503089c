"""Options steps to teach other histories, and to forget one."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any, Final

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.helpers.selector import BooleanSelector, Selector
import voluptuous as vol

from ..amazon.learn import LESSONS, Lesson
from ..amazon.recipes.document import VOICE_HISTORY, names_in
from ..dialogs import choice
from ..settings.named_settings import OFFERED_HISTORIES, RETENTION, key_for, tidy_name
from .history_lesson import NAMED_LESSONS, NamedLesson
from .trial_flow import TrialFlow

ANOTHER_HISTORY: Final = "another_history"
CONF_BY_DEVICE: Final = "by_device"
CONF_HISTORY: Final = "history"


class HistoryFlow(TrialFlow):
    """The options steps for other histories."""

    _lesson: str
    """The lesson, or the key of another setting or history."""

    async def async_step_another_history(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask which other history to teach: a known one, or a new one."""
        if not self._is_loaded:
            return self.async_abort(reason="not_loaded")
        taught = self.teaching.histories
        known = {key: self.teaching.name(key) for key in dict.fromkeys((*taught, *OFFERED_HISTORIES))}
        if user_input is not None:
            keys, taken = names_in(self.teaching.document), "history_name_taken"
            others = {self.teaching.name(key): taken for key in (*known, *keys, *LESSONS, RETENTION)}
            # Actions take a name or a key: a name that is the key of another history would mean that one.
            others |= dict.fromkeys((VOICE_HISTORY, *known, *keys), taken)
            if named := self._named(Lesson.HISTORY, user_input[CONF_HISTORY], known, keys, others):
                self._choose_named(replace(named, by_device=user_input[CONF_BY_DEVICE]))
                return await self.async_step_way_history()
        by_device = {vol.Required(CONF_BY_DEVICE, default=False): BooleanSelector()}
        return self._show(ANOTHER_HISTORY, self._name_or_select(CONF_HISTORY, known, user_input) | by_device)

    def _name_or_select(
        self, field: str, known: Mapping[str, str], user_input: dict[str, Any] | None
    ) -> dict[vol.Marker, Selector[Any]]:
        """Return a field to enter a new name or select a known one, with the status of each."""
        suggested = {"suggested_value": user_input[field]} if user_input else None
        options = {key: f"{name} ({self._status(key)})" for key, name in known.items()}
        return {vol.Required(field, description=suggested): choice(options, mode="dropdown", custom_value=True)}

    def _choose_named(self, named: NamedLesson) -> None:
        """Start the lesson of something that the owner names, here or in a visit."""
        self.hass.data.setdefault(NAMED_LESSONS, {})[self.config_entry.entry_id] = named
        self.teaching.begin_named(named)
        self._lesson = named.key

    def _named(
        self, lesson: Lesson, chosen: str, known: Collection[str], keys: Collection[str], others: Mapping[str, str]
    ) -> NamedLesson | None:
        """Return what to teach, known or new; None if its name cannot be used.

        The form shows why: `others` has the error for each name that is taken.
        """
        if chosen in known:
            return NamedLesson(lesson=lesson, key=chosen)
        errors = {name.casefold(): error for name, error in others.items()}
        if (name := tidy_name(chosen)) is None:
            self._fail("setting_name_invalid")
        elif error := errors.get(name.casefold()):
            self._fail(error)
        else:
            return NamedLesson(lesson=lesson, key=key_for(name, keys), name=name)
        return None

    async def async_step_way_history(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Offer the ways to teach it and, if it was taught, to forget it."""
        self._placeholders["setting"] = self.teaching.name(self._lesson)
        forget = ["forget_history"] if self._lesson in self.teaching.histories else []
        return self.async_show_menu(
            step_id="way_history",
            menu_options=["visit", "har", *forget],
            description_placeholders=self._placeholders,
        )

    async def async_step_forget_history(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Forget a history once the owner has confirmed that."""
        if user_input is None:
            return self._show("forget_history", {})
        await self._ask_amazon(self.teaching.forget(self._lesson))
        return self._show("forget_history", {}) if self._errors else self._store()
