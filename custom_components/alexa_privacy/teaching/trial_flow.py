"""Options steps for the tests of learned requests."""

import asyncio
from collections.abc import Awaitable
from typing import Any, Final

from homeassistant.config_entries import ConfigEntryState, ConfigFlowResult, OptionsFlowWithReload
from homeassistant.util import dt as dt_util
import voluptuous as vol

from ..amazon.errors import AmazonError
from ..amazon.learn import LearnError
from ..amazon.recipes.request_form import RecipeError
from ..amazon.recordings import Recording
from ..const import DOCUMENTATION, LOGGER
from ..dialogs import begin_task, choice
from ..exceptions import translation
from ..repair.issues import translated_status
from ..settings.named_settings import with_requests
from .teaching_session import TeachingSession
from .trial import DeletionTestResult, SettingTestResult

CONF_HOW: Final = "how"
CONF_RECORDING: Final = "recording"
SKIP: Final = "skip"
TRY: Final = "try"

_LONGEST: Final = 60


class TrialFlow(OptionsFlowWithReload):
    """The options steps of tests, and helpers for other steps."""

    _teaching: TeachingSession | None = None
    _task: asyncio.Task[None] | None = None
    _testing: list[str]
    _skipped: bool = False
    _tested: str = ""
    """The result of the tests, as the reason to end the flow with."""
    _candidates: list[Recording]

    def __init__(self) -> None:
        """Initialize the flow."""
        self._errors: dict[str, str] = {}
        self._placeholders: dict[str, str] = {"guide": f"{DOCUMENTATION}/teach/"}
        self._testing = []
        self._candidates = []

    @property
    def teaching(self) -> TeachingSession:
        """The lesson of this flow."""
        if self._teaching is None:
            self._teaching = TeachingSession(self.hass, self.config_entry)
        return self._teaching

    @property
    def _is_loaded(self) -> bool:
        """Return whether the account is loaded, so that requests can be sent."""
        return self.config_entry.state is ConfigEntryState.LOADED

    def _status(self, key: str) -> str:
        return translated_status(self.hass, self.teaching.status(key))

    async def async_step_test(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask which recording to delete for the test."""
        if not self._testing:
            self._testing = self.teaching.to_test()
        if not self.teaching.deletes(self._testing[0]):
            return await self.async_step_try_setting()
        if user_input is not None:
            if user_input[CONF_RECORDING] == SKIP:
                return await self._skip()
            chosen = self._candidates[int(user_input[CONF_RECORDING])]
            self._task = begin_task(self.hass, self._ask_amazon(self._try_to_delete(chosen)))
            return await self.async_step_testing()
        errors = dict(self._errors)
        self._candidates = await self._ask_amazon(self.teaching.candidates(self._testing[0])) or []
        is_history = self._testing[0] in self.teaching.histories
        if not (self._candidates or self._errors):
            self._fail("test_too_few_entries" if is_history else "test_too_few")
        self._errors = errors or self._errors
        options = {str(index): _label(recording) for index, recording in enumerate(self._candidates)}
        self._placeholders["way"] = self.teaching.name(self._testing[0])
        field = choice({**options, SKIP: SKIP}, "test")
        return self._show("test_history" if is_history else "test", {vol.Required(CONF_RECORDING): field})

    async_step_test_history = async_step_test

    async def async_step_testing(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show progress until Amazon no longer lists the recording."""
        return self._progress("testing", "test", "tested")

    async def async_step_tested(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Continue after a test."""
        name = self._testing.pop(0)
        is_setting = not self.teaching.deletes(name)
        said = "setting_tested" if is_setting else "tested_history" if name in self.teaching.histories else "tested"
        self._tested = (self._tested if is_setting else "") or said
        return await self._test_next()

    async def _test_next(self) -> ConfigFlowResult:
        """Start the next test, or store what was learned."""
        if not self._testing and not self._skipped:
            self._testing = self.teaching.to_test()
        if self._testing:
            return await self.async_step_test()
        return self._store()

    async def _skip(self) -> ConfigFlowResult:
        self._testing.pop(0)
        self._skipped = True
        return await self._test_next()

    def _store(self) -> ConfigFlowResult:
        """Store the requests, and reload the account if other requests may be used now."""
        self.teaching.add_to_known()
        options = with_requests(self.config_entry.options, self.teaching.document, self.teaching.names)
        entries, entry = self.hass.config_entries, self.config_entry
        # A dialog that stores options ends by saying so, which is not what the owner of a test wants to know.
        is_new = bool(self._tested) and entries.async_update_entry(entry, options=options)
        if is_new or (self._is_loaded and options == entry.options and self.teaching.is_changed):
            entries.async_schedule_reload(entry.entry_id)
        return self.async_abort(reason=self._tested) if self._tested else self.async_create_entry(data=options)

    async def async_step_try_setting(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask whether to test a setting."""
        if user_input is not None:
            if user_input[CONF_HOW] == SKIP:
                return await self._skip()
            self._task = begin_task(self.hass, self._ask_amazon(self._try_setting()))
            return await self.async_step_trying()
        self._placeholders["way"] = self.teaching.name(self._testing[0])
        return self._show("try_setting", {vol.Required(CONF_HOW): choice([TRY, SKIP], "try_setting")})

    async def async_step_trying(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show progress of the test of a setting."""
        return self._progress("trying", "try_setting", "tested")

    async def _try_setting(self) -> None:
        trial = await self.teaching.try_setting(self._testing[0])
        if trial is not SettingTestResult.WORKS:
            self._fail(f"setting_{trial}")

    async def _try_to_delete(self, chosen: Recording) -> None:
        outcome = await self.teaching.run_trial(self._testing[0], chosen)
        if outcome is not DeletionTestResult.GONE:
            self._fail(f"test_{outcome}")

    async def _ask_amazon[T](self, asking: Awaitable[T]) -> T | None:
        """Return the result of a request to Amazon; None if it fails, which the form shows."""
        # A task that is done immediately would skip its progress step and repeat the user input.
        await asyncio.sleep(0)
        try:
            return await asking
        except (AmazonError, LearnError, RecipeError) as err:
            self._fail(*translation(err))
            return None

    def _fail(self, key: str, placeholders: dict[str, str] | None = None) -> None:
        """Store an error for the next form."""
        self._errors = {"base": key}
        self._placeholders |= placeholders or {}

    def _progress(self, step: str, back: str, on: str) -> ConfigFlowResult:
        """Show progress until the task is done, then continue, or return on an error."""
        assert self._task
        if not self._task.done():
            return self.async_show_progress(step_id=step, progress_action=step, progress_task=self._task)
        if err := self._task.exception():
            # An unhandled error would leave the dialog waiting.
            LOGGER.error("Teaching failed unexpectedly: %s", type(err).__name__)
            self._fail("unexpected")
        self._task = None
        return self.async_show_progress_done(next_step_id=back if self._errors else on)

    def _show(self, step_id: str, fields: dict[Any, Any]) -> ConfigFlowResult:
        """Show a form with the last errors."""
        errors, self._errors = self._errors, {}
        return self.async_show_form(
            step_id=step_id,
            data_schema=vol.Schema(fields),
            errors=errors,
            description_placeholders=self._placeholders,
        )


def _label(recording: Recording) -> str:
    return f"{when(recording)} · “{shortened(recording.said)}”" if recording.said else when(recording)


def shortened(said: str) -> str:
    """Return the beginning of what was said."""
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"


def when(recording: Recording) -> str:
    """Return the time and the Echo of a recording."""
    moment = dt_util.as_local(dt_util.utc_from_timestamp(recording.time / 1000))
    name = recording.echo.name if recording.echo else None
    return f"{moment:%Y-%m-%d %H:%M:%S}" + (f" · {name}" if name else "")
