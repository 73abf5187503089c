"""The options' tests: the first use of what was learned, on a recording or a setting that the owner agrees to."""

import asyncio
from collections.abc import Awaitable
from typing import Any, Final

from homeassistant.config_entries import ConfigEntryState, ConfigFlowResult, OptionsFlowWithReload
from homeassistant.helpers.selector import (
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
)
from homeassistant.util import dt as dt_util
import voluptuous as vol

from ..amazon.errors import AmazonError
from ..amazon.recipes.document import SWITCHES
from ..amazon.recordings import Recording
from ..const import CONF_RECIPES, DOCUMENTATION, LOGGER
from ..exceptions import translation
from ..progress import begin_task
from ..repair.issues import in_words
from .teaching_session import TeachingSession
from .trial import Outcome, Trial

CONF_HOW: Final = "how"
CONF_RECORDING: Final = "recording"
SKIP: Final = "skip"
TRY: Final = "try"

_CHOSEN_FROM: Final = 20


class TrialFlow(OptionsFlowWithReload):
    """The steps of the tests, and what they share with others."""

    _teaching: TeachingSession | None = None
    _task: asyncio.Task[None] | None = None
    _testing: list[str]
    _skipped: bool = False
    _candidates: list[Recording]

    def __init__(self) -> None:
        """Begin with nothing shown."""
        self._errors: dict[str, str] = {}
        self._placeholders: dict[str, str] = {"guide": f"{DOCUMENTATION}/teach/"}
        self._testing = []
        self._candidates = []

    @property
    def teaching(self) -> TeachingSession:
        """What was shown in this flow."""
        if self._teaching is None:
            self._teaching = TeachingSession(self.hass, self.config_entry)
        return self._teaching

    async def async_step_test(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask which recording may be deleted as proof."""
        if not self._testing:
            self._testing = self.teaching.to_test()
        if self._testing[0] in SWITCHES:
            return await self.async_step_try_setting()
        if user_input is not None:
            if user_input[CONF_RECORDING] == SKIP:
                return await self._skip()
            chosen = self._candidates[int(user_input[CONF_RECORDING])]
            self._task = begin_task(self.hass, self._try_to_test(chosen))
            return await self.async_step_testing()
        errors = dict(self._errors)
        self._candidates = []
        await self._ask_amazon(self._list_candidates())
        if not (self._candidates or self._errors):
            self._fail("test_too_few")
        self._errors = errors or self._errors
        options = [
            SelectOptionDict(value=str(index), label=when(recording))
            for index, recording in enumerate(self._candidates)
        ]
        choice = SelectSelector(
            SelectSelectorConfig(
                options=[*options, SelectOptionDict(value=SKIP, label=SKIP)],
                mode=SelectSelectorMode.DROPDOWN,
                translation_key="test",
            )
        )
        self._placeholders["way"] = in_words(self.hass, self._testing[:1])
        return self._show("test", {vol.Required(CONF_RECORDING): choice})

    async def async_step_testing(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show that Amazon takes a while to forget."""
        return self._progress("testing", "test", "tested")

    async def async_step_tested(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Go on after a proof."""
        self._testing.pop(0)
        return await self._test_next()

    async def _test_next(self) -> ConfigFlowResult:
        """Rehearse what is left, then store what was learned."""
        if not self._testing and not self._skipped:
            self._testing = self.teaching.to_test()
        if self._testing:
            return await self.async_step_test()
        return self._store()

    async def _skip(self) -> ConfigFlowResult:
        """Go on without this test."""
        self._testing.pop(0)
        self._skipped = True
        return await self._test_next()

    def _store(self) -> ConfigFlowResult:
        """Store the requests, and load the account again where other ones may be used than before."""
        options = {**self.config_entry.options, CONF_RECIPES: self.teaching.document}
        if not options[CONF_RECIPES]:
            del options[CONF_RECIPES]
        loaded = self.config_entry.state is ConfigEntryState.LOADED
        if loaded and options == self.config_entry.options and self.teaching.is_changed:
            self.hass.config_entries.async_schedule_reload(self.config_entry.entry_id)
        return self.async_create_entry(data=options)

    async def async_step_try_setting(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask whether a setting may be switched over and back as proof."""
        if user_input is not None:
            if user_input[CONF_HOW] == SKIP:
                return await self._skip()
            self._task = begin_task(self.hass, self._ask_amazon(self._try_setting()))
            return await self.async_step_trying()
        self._placeholders["way"] = in_words(self.hass, self._testing[:1])
        choice = SelectSelector(
            SelectSelectorConfig(options=[TRY, SKIP], mode=SelectSelectorMode.LIST, translation_key="try_setting")
        )
        return self._show("try_setting", {vol.Required(CONF_HOW): choice})

    async def async_step_trying(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show that Amazon takes a while to show a setting."""
        return self._progress("trying", "try_setting", "tested")

    async def _try_setting(self) -> None:
        """Switch a setting over and back; what goes wrong is said in the form."""
        trial = await self.teaching.try_setting(self._testing[0])
        if trial is not Trial.WORKS:
            self._fail(f"setting_{trial}")

    async def _list_candidates(self) -> None:
        """List what the owner can choose from."""
        self._candidates = (await self.teaching.candidates())[:_CHOSEN_FROM]

    async def _try_to_test(self, chosen: Recording) -> None:
        """Rehearse; what goes wrong is said in the form."""

        async def run_trial() -> None:
            outcome = await self.teaching.run_trial(self._testing[0], chosen)
            if outcome is not Outcome.GONE:
                self._fail(f"test_{outcome}")

        await self._ask_amazon(run_trial())

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


def when(recording: Recording) -> str:
    """Return when a recording was made, and by which Echo."""
    moment = dt_util.as_local(dt_util.utc_from_timestamp(recording.time / 1000))
    name = recording.echo.name if recording.echo else None
    return f"{moment:%Y-%m-%d %H:%M:%S}" + (f" · {name}" if name else "")
