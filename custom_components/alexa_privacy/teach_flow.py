"""The options' teaching: a file or pasted requests → what was found → which recording may be deleted as proof."""

from collections.abc import Awaitable
from typing import Any, Final

from homeassistant.config_entries import ConfigEntryState, ConfigFlowResult
from homeassistant.helpers.selector import (
    BooleanSelector,
    FileSelector,
    FileSelectorConfig,
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
    TextSelector,
    TextSelectorConfig,
)
import voluptuous as vol

from .amazon.learn import LearnError
from .amazon.recipes import SWITCHES
from .rehearse_flow import RehearseFlow

CONF_COPIED: Final = "copied"
CONF_HAR: Final = "har"
IGNORE: Final = "ignore"

_HAR: Final = FileSelector(FileSelectorConfig(accept=".har,application/json"))
_COPIED: Final = TextSelector(TextSelectorConfig(multiline=True))


class TeachFlow(RehearseFlow):
    """The steps of the teaching."""

    _form: str = ""

    async def async_step_teach(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Offer the two ways to teach."""
        if self.config_entry.state is not ConfigEntryState.LOADED:
            return self.async_abort(reason="not_loaded")
        return self.async_show_menu(
            step_id="teach", menu_options=["teach_har", "teach_copied"], description_placeholders=self._placeholders
        )

    async def async_step_teach_har(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for a HAR file."""
        if user_input is not None:
            return await self._learn("teach_har", self.teaching.learn_file(user_input[CONF_HAR]))
        return self._show("teach_har", {vol.Required(CONF_HAR): _HAR})

    async def async_step_teach_copied(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for pasted requests, once the newest recordings are known."""
        if user_input is not None:
            return await self._learn("teach_copied", self.teaching.learn_copied(user_input[CONF_COPIED]))
        if not self._errors:
            await self._ask_amazon(self.teaching.look())
        return self._show("teach_copied", {vol.Required(CONF_COPIED): _COPIED})

    async def _learn(self, form: str, learning: Awaitable[None]) -> ConfigFlowResult:
        """Learn, and go on to what was found or back to the form."""
        self._form = form
        self._task = self.hass.async_create_task(self._try_to_learn(learning))
        return await self.async_step_learning()

    async def async_step_learning(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show that it takes a while."""
        return self._progress("learning", self._form, "confirm")

    async def _try_to_learn(self, learning: Awaitable[None]) -> None:
        """Learn; what goes wrong is said in the form."""
        try:
            await self._ask_amazon(learning)
        except LearnError as err:
            self._fail(err.reason, err.placeholders)

    async def async_step_confirm(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show what was found, and ask what only the owner can know."""
        lesson = self.teaching.lesson
        names = [f"switch_{number}" for number in range(1, len(lesson.switches) + 1)]
        if user_input is not None:
            chosen = [(user_input[name], index, user_input[f"{name}_on"]) for index, name in enumerate(names)]
            kept = [(which, index, on) for which, index, on in chosen if which != IGNORE]
            if len({which for which, _, _ in kept}) < len(kept):
                self._fail("switch_twice")
            else:
                for question in list(lesson.questions):
                    lesson.answer(question.id, user_input[question.id])
                await self._ask_amazon(self.teaching.confirm({which: (index, on) for which, index, on in kept}))
                if not self._errors:
                    return await self._rehearse_next()
        fields: dict[Any, Any] = {}
        for question in lesson.questions:
            fields[vol.Required(question.id)] = _choice(
                [SelectOptionDict(value=option, label=words) for option, words in question.options.items()]
            )
        for name in names:
            fields[vol.Required(name, default=IGNORE)] = SelectSelector(
                SelectSelectorConfig(options=[*SWITCHES, IGNORE], translation_key="switch")
            )
            fields[vol.Required(f"{name}_on", default=False)] = BooleanSelector()
        self._placeholders |= self._found()
        return self._show("confirm", fields)

    def _found(self) -> dict[str, str]:
        """Return what was found, in figures and signs that need no translation."""
        lesson = self.teaching.lesson
        marks = {
            name: "✓" if getattr(lesson, name) else "✗"
            for name in ("delete_recordings", "delete_range", "delete_everything")
        }
        hints = {f"hint_{number}": switch.hint for number, switch in enumerate(lesson.switches, 1)}
        seen = {name: str(lesson.seen.get(name, 0)) for name in ("entries", "listings", "recordings")}
        return marks | hints | seen | {"switches": str(len(lesson.switches))}


def _choice(options: list[SelectOptionDict]) -> SelectSelector:
    """Return a choice among some words."""
    return SelectSelector(
        SelectSelectorConfig(options=options, mode=SelectSelectorMode.LIST, translation_key="question")
    )
