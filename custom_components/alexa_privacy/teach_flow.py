"""The options' teaching: a file or pasted requests → what was found → which recording may be deleted as proof."""

import asyncio
from collections.abc import Awaitable
from typing import Any, Final

from homeassistant.config_entries import ConfigEntryState, ConfigFlowResult, OptionsFlowWithReload
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
from homeassistant.util import dt as dt_util
import voluptuous as vol

from .amazon.errors import AmazonError
from .amazon.learn import LearnError
from .amazon.recipes import SWITCHES
from .amazon.recordings import Recording
from .const import CONF_RECIPES, LOGGER, README
from .failures import translation
from .issues import in_words
from .rehearsal import Outcome
from .teaching import Teaching

CONF_COPIED: Final = "copied"
CONF_HAR: Final = "har"
CONF_RECORDING: Final = "recording"
IGNORE: Final = "ignore"
SKIP: Final = "skip"

_HAR: Final = FileSelector(FileSelectorConfig(accept=".har,application/json"))
_COPIED: Final = TextSelector(TextSelectorConfig(multiline=True))
_CHOSEN_FROM: Final = 20


class TeachFlow(OptionsFlowWithReload):
    """The steps of the teaching."""

    _teaching: Teaching | None = None
    _task: asyncio.Task[None] | None = None
    _rehearsing: list[str]
    _skipped: bool = False
    _candidates: list[Recording]

    def __init__(self) -> None:
        """Begin with nothing shown."""
        self._errors: dict[str, str] = {}
        self._placeholders: dict[str, str] = {"guide": f"{README}#teach-it"}
        self._rehearsing = []
        self._candidates = []
        self._form = ""

    @property
    def teaching(self) -> Teaching:
        """What was shown in this flow."""
        if self._teaching is None:
            self._teaching = Teaching(self.hass, self.config_entry)
        return self._teaching

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
                self.teaching.confirm({which: (index, on) for which, index, on in kept})
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

    async def async_step_rehearse(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask which recording may be deleted as proof."""
        if not self._rehearsing:
            self._rehearsing = self.teaching.to_rehearse()
        if user_input is not None:
            if user_input[CONF_RECORDING] == SKIP:
                self._rehearsing.pop(0)
                self._skipped = True
                return await self._rehearse_next()
            chosen = self._candidates[int(user_input[CONF_RECORDING])]
            self._task = self.hass.async_create_task(self._try_to_rehearse(chosen))
            return await self.async_step_rehearsing()
        errors = dict(self._errors)
        self._candidates = []
        await self._ask_amazon(self._list_candidates())
        if not (self._candidates or self._errors):
            self._fail("rehearsal_too_few")
        self._errors = errors or self._errors
        options = [
            SelectOptionDict(value=str(index), label=_words(recording))
            for index, recording in enumerate(self._candidates)
        ]
        choice = SelectSelector(
            SelectSelectorConfig(
                options=[*options, SelectOptionDict(value=SKIP, label=SKIP)],
                mode=SelectSelectorMode.DROPDOWN,
                translation_key="rehearse",
            )
        )
        self._placeholders["way"] = in_words(self.hass, self._rehearsing[:1])
        return self._show("rehearse", {vol.Required(CONF_RECORDING): choice})

    async def async_step_rehearsing(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show that Amazon takes a while to forget."""
        return self._progress("rehearsing", "rehearse", "rehearsed")

    async def async_step_rehearsed(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Go on after a proof."""
        self._rehearsing.pop(0)
        return await self._rehearse_next()

    async def _rehearse_next(self) -> ConfigFlowResult:
        """Rehearse what is left, then store what was learned."""
        if not self._rehearsing and not self._skipped:
            self._rehearsing = self.teaching.to_rehearse()
        if self._rehearsing:
            return await self.async_step_rehearse()
        return self.async_create_entry(data={**self.config_entry.options, CONF_RECIPES: self.teaching.document})

    async def _list_candidates(self) -> None:
        """List what the owner can choose from."""
        self._candidates = (await self.teaching.candidates())[:_CHOSEN_FROM]

    async def _try_to_rehearse(self, chosen: Recording) -> None:
        """Rehearse; what goes wrong is said in the form."""

        async def rehearse() -> None:
            outcome = await self.teaching.rehearse(self._rehearsing[0], chosen)
            if outcome is not Outcome.GONE:
                self._fail(f"rehearsal_{outcome}")

        await self._ask_amazon(rehearse())

    async def _ask_amazon(self, asking: Awaitable[None]) -> None:
        """Wait for something that needs Amazon; what goes wrong with it is said in the form."""
        # A task that were done at once would skip its progress step, and with that repeat what was entered.
        await asyncio.sleep(0)
        try:
            await asking
        except AmazonError as err:
            self._fail(*translation(err))

    def _fail(self, key: str, placeholders: dict[str, str] | None = None) -> None:
        """Keep what went wrong for the next form."""
        self._errors = {"base": key}
        self._placeholders |= placeholders or {}

    def _progress(self, step: str, back: str, on: str) -> ConfigFlowResult:
        """Show progress until the task is done, then go on, or back where something went wrong."""
        assert self._task
        if not self._task.done():
            return self.async_show_progress(step_id=step, progress_action=step, progress_task=self._task)
        if err := self._task.exception():
            # Raised, it would leave the dialog waiting.
            LOGGER.error("The teaching met something unexpected: %s", type(err).__name__)
            self._fail("unexpected")
        self._task = None
        return self.async_show_progress_done(next_step_id=back if self._errors else on)

    def _show(self, step_id: str, fields: dict[Any, Any]) -> ConfigFlowResult:
        """Show a form with what went wrong the last time."""
        errors, self._errors = self._errors, {}
        return self.async_show_form(
            step_id=step_id,
            data_schema=vol.Schema(fields),
            errors=errors,
            description_placeholders=self._placeholders,
        )


def _choice(options: list[SelectOptionDict]) -> SelectSelector:
    """Return a choice among some words."""
    return SelectSelector(
        SelectSelectorConfig(options=options, mode=SelectSelectorMode.LIST, translation_key="question")
    )


def _words(recording: Recording) -> str:
    """Describe a recording by time and Echo: what was said is nobody's business here."""
    moment = dt_util.as_local(dt_util.utc_from_timestamp(recording.time / 1000))
    name = recording.echo.name if recording.echo else None
    return f"{moment:%Y-%m-%d %H:%M:%S}" + (f" · {name}" if name else "")
