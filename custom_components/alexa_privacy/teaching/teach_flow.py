"""The options' teaching: a file or pasted requests → what was found → which recording may be deleted as proof."""

from collections.abc import Awaitable
from typing import Any, Final

from homeassistant.config_entries import ConfigEntryState, ConfigFlowResult
from homeassistant.helpers.selector import (
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

from ..amazon.learn import LearnError
from ..amazon.recipes.schema import SWITCHES
from ..amazon.recipes.template import as_text
from ..progress import begin_task
from .trial_flow import TrialFlow

CONF_COPIED: Final = "copied"
CONF_HAR: Final = "har"
IGNORE: Final = "ignore"
ON: Final = "on"
OFF: Final = "off"

_HAR: Final = FileSelector(FileSelectorConfig(accept=".har,application/json"))
_COPIED: Final = TextSelector(TextSelectorConfig(multiline=True))
_WHICH: Final = SelectSelector(SelectSelectorConfig(options=[*SWITCHES, IGNORE], translation_key="switch"))
_STATE: Final = SelectSelector(SelectSelectorConfig(options=[ON, OFF], translation_key="switch_state"))
_SUGGESTED: Final = {True: ON, False: OFF, None: None}
_LONGEST_VALUE: Final = 40


class TeachFlow(TrialFlow):
    """The steps of the teaching."""

    _form: str = ""

    def __init__(self) -> None:
        """Begin with nothing doubted."""
        super().__init__()
        self._insisted: set[tuple[int, str, bool]] = set()

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
        self._task = begin_task(self.hass, self._try_to_learn(learning))
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
        known = dict(user_input or {})
        if user_input is not None:
            chosen = [(user_input[name], index, user_input[f"{name}_on"] == ON) for index, name in enumerate(names)]
            kept = [(which, index, on) for which, index, on in chosen if which != IGNORE]
            if len({which for which, _, _ in kept}) < len(kept):
                self._fail("switch_twice")
            elif doubted := self._doubted(kept):
                self._fail("switch_opposite", doubted)
                known = {name: answer for name, answer in known.items() if not name.endswith("_on")}
            else:
                for question in list(lesson.questions):
                    lesson.answer(question.id, user_input[question.id])
                await self._ask_amazon(self.teaching.confirm({which: (index, on) for which, index, on in kept}))
                if not self._errors:
                    return await self._test_next()
        fields: dict[Any, Any] = {}
        for question in lesson.questions:
            fields[vol.Required(question.id, description={"suggested_value": known.get(question.id)})] = _choice(
                [SelectOptionDict(value=option, label=words) for option, words in question.options.items()]
            )
        for name, switch in zip(names, lesson.switches, strict=True):
            fields[vol.Required(name, description={"suggested_value": known.get(name)})] = _WHICH
            # Said by the owner, or suggested where the values say it; a default would be taken for an answer.
            suggested = None if user_input else _SUGGESTED[switch.last_is_on]
            suggested = known.get(f"{name}_on", suggested)
            fields[vol.Required(f"{name}_on", description={"suggested_value": suggested})] = _STATE
        self._placeholders |= self._found()
        return self._show("confirm", fields)

    def _doubted(self, kept: list[tuple[str, int, bool]]) -> dict[str, str]:
        """Return of which switch Amazon's page says the opposite; an answer that is given again is taken."""
        for which, index, on in kept:
            switch = self.teaching.lesson.switches[index]
            if switch.last_is_on is (not on) and (index, which, on) not in self._insisted:
                self._insisted.add((index, which, on))
                return {"hint": switch.hint, "value": _shown(switch.last)}
        return {}

    def _found(self) -> dict[str, str]:
        """Return what was found, in figures and signs that need no translation."""
        lesson = self.teaching.lesson
        marks = {
            name: "✓" if getattr(lesson, name) else "✗"
            for name in ("delete_recordings", "delete_range", "delete_everything")
        }
        switches = list(enumerate(lesson.switches, 1))
        hints = {f"hint_{number}": switch.hint for number, switch in switches}
        hints |= {f"first_{number}": _shown(switch.first) for number, switch in switches}
        hints |= {f"last_{number}": _shown(switch.last) for number, switch in switches}
        seen = {name: str(lesson.seen.get(name, 0)) for name in ("entries", "listings", "recordings")}
        return marks | hints | seen | {"switches": str(len(lesson.switches))}


def _shown(value: Any) -> str:
    """Return a switch's value as the page sends it."""
    return as_text(value)[:_LONGEST_VALUE]


def _choice(options: list[SelectOptionDict]) -> SelectSelector:
    """Return a choice among some words."""
    return SelectSelector(
        SelectSelectorConfig(options=options, mode=SelectSelectorMode.LIST, translation_key="question")
    )
