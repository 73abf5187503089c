"""The options' lessons: what to teach, a file that shows it, what was learned, and the owner's agreement."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from homeassistant.config_entries import ConfigEntryState, ConfigFlowResult
from homeassistant.const import STATE_OFF, STATE_ON
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.selector import (
    FileSelector,
    FileSelectorConfig,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
)
from homeassistant.helpers.translation import async_get_cached_translations
import orjson
import voluptuous as vol

from ..amazon.learn import LearnError, Lesson
from ..amazon.recipes.document import SWITCHES
from ..amazon.recordings import Recording
from ..const import DOMAIN
from ..progress import begin_task
from ..repair.issues import in_words, status_in_words
from .trial_flow import TrialFlow, when

CONF_HAR: Final = "har"
CONF_IS: Final = "is"

_HAR: Final = FileSelector(FileSelectorConfig(accept=".har,application/json"))
_STATE: Final = SelectSelector(
    SelectSelectorConfig(options=[STATE_ON, STATE_OFF], mode=SelectSelectorMode.LIST, translation_key="switch_state")
)
_FORMS: Final = {lesson: f"teach_{lesson}" for lesson in Lesson if lesson not in SWITCHES}
_LONGEST: Final = 60
_LONGEST_REQUEST: Final = 500
_SAYING: Final = ("query", "headers", "json", "form", "text")


class TeachFlow(TrialFlow):
    """The steps of a lesson."""

    _lesson: Lesson
    _insisted: tuple[Lesson, bool] | None = None
    """What the owner said of a switch against what Amazon's page says: said again, it is taken."""

    async def async_step_teach(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Offer what can be taught, each with how far it has come."""
        if self.config_entry.state is not ConfigEntryState.LOADED:
            return self.async_abort(reason="not_loaded")
        statuses = {lesson.value: status_in_words(self.hass, self.teaching.status(lesson)) for lesson in Lesson}
        return self.async_show_menu(
            step_id="teach", menu_options=list(Lesson), description_placeholders=self._placeholders | statuses
        )

    async def async_step_delete_recordings(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Teach how recordings are deleted: two are proposed."""
        return await self._begin(Lesson.DELETE_RECORDINGS)

    async def async_step_delete_range(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Teach how a range of time is deleted."""
        return await self._begin(Lesson.DELETE_RANGE)

    async def async_step_delete_everything(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Teach how everything is deleted."""
        return await self._begin(Lesson.DELETE_EVERYTHING)

    async def async_step_human_review(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Teach the setting of human review."""
        return await self._begin(Lesson.HUMAN_REVIEW)

    async def async_step_message_review(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Teach the setting of message review."""
        return await self._begin(Lesson.MESSAGE_REVIEW)

    async def async_step_deletion_by_voice(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Teach the setting of deletion by voice."""
        return await self._begin(Lesson.DELETION_BY_VOICE)

    async def _begin(self, lesson: Lesson) -> ConfigFlowResult:
        """Show what to do in a lesson."""
        self._lesson = lesson
        self._placeholders |= {"setting": in_words(self.hass, [lesson]), "proposed": ""}
        if lesson is Lesson.DELETE_RECORDINGS:
            await self._ask_amazon(self._propose())
        elif lesson not in SWITCHES:
            await self._ask_amazon(self.teaching.begin())
        return await self._step_of_lesson()

    async def _propose(self) -> None:
        """Name two recordings to delete."""
        proposed = [_as_item(recording) for recording in await self.teaching.propose()]
        self._placeholders["proposed"] = "\n".join(proposed)
        if not proposed:
            self._fail("teach_too_few")

    async def _step_of_lesson(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for the file, and where a setting was taught, how it is now."""
        fields: dict[Any, Any] = {vol.Required(CONF_HAR): _HAR}
        if self._lesson in SWITCHES:
            fields = {vol.Required(CONF_IS): _STATE} | fields
        if user_input is None:
            return self._show(_FORMS.get(self._lesson, "teach_setting"), fields)
        ends_on = user_input[CONF_IS] == STATE_ON if CONF_IS in user_input else None
        self._task = begin_task(self.hass, self._try_to_learn(user_input[CONF_HAR], ends_on=ends_on))
        return await self.async_step_learning()

    async_step_teach_delete_recordings = _step_of_lesson
    async_step_teach_delete_range = _step_of_lesson
    async_step_teach_delete_everything = _step_of_lesson
    async_step_teach_setting = _step_of_lesson

    async def async_step_learning(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show that it takes a while."""
        return self._progress("learning", _FORMS.get(self._lesson, "teach_setting"), "confirm")

    async def _try_to_learn(self, upload: str, *, ends_on: bool | None) -> None:
        """Learn; what goes wrong is said in the form."""
        try:
            await self._ask_amazon(self.teaching.learn_file(upload, self._lesson, ends_on=ends_on))
        except LearnError as err:
            self._fail(err.reason, err.placeholders)
            return
        if self._errors or ends_on is None:
            return
        learned, said = self.teaching.learned, (self._lesson, ends_on)
        if learned and learned.last_is_on is (not ends_on) and self._insisted != said:
            self._insisted = said
            self._fail("setting_opposite")

    async def async_step_confirm(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Say what was learned, and add it once the owner agrees."""
        learned = self.teaching.learned
        assert learned
        if user_input is not None:
            await self._ask_amazon(self.teaching.confirm())
            if not self._errors:
                return await self._test_next()
        self._placeholders["requests"] = describe(self.hass, learned.document, [learned.lesson])
        return self._show("confirm", {})


def _as_item(recording: Recording) -> str:
    """Return a recording as an item of a list: when, by which Echo, and what was said."""
    said = recording.said.replace("`", "'")
    words = f" · `{said if len(said) <= _LONGEST else f'{said[:_LONGEST]}…'}`" if said else ""
    return f"- {when(recording)}{words}"


@callback
def describe(hass: HomeAssistant, document: Mapping[str, Any], names: Iterable[str]) -> str:
    """Return some of a document's requests in Home Assistant's language, as Markdown."""
    texts = async_get_cached_translations(hass, hass.config.language, "selector", DOMAIN)
    return "\n\n".join(
        f"**{in_words(hass, [name])}**\n"
        + "\n".join(
            f"- {_as_sent(request)}\n  {texts.get(f'component.{DOMAIN}.selector.request_use.options.{use}', use)}"
            for use, request in _requests(document, name)
        )
        for name in names
    )


def _requests(document: Mapping[str, Any], name: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Return what is sent for one name, and what for."""
    part = document["switches"][name] if name in SWITCHES else document[name]
    for first in part.get("first", {}).values():
        yield "first", first["request"]
    if name not in SWITCHES:
        yield name, part["request"]
        return
    # One request for both positions, or one for each.
    for request in [part["set"]] if "method" in part["set"] else part["set"].values():
        yield "set", request
    if part.get("read"):
        yield "read", part["read"]["request"]


def _as_sent(request: Mapping[str, Any]) -> str:
    """Return a request as it is sent, with its placeholders."""
    said = {name: request[name] for name in _SAYING if request.get(name)}
    path = request["path"] if isinstance(request["path"], str) else orjson.dumps(request["path"]).decode()
    parts = [f"{request['method']} {path}", *([orjson.dumps(said).decode()] if said else [])]
    return " ".join(_as_code(part) for part in parts)


def _as_code(text: str) -> str:
    """Return a text that Markdown shows as it is."""
    plain = text.replace("`", "'")
    return f"`{plain if len(plain) <= _LONGEST_REQUEST else f'{plain[:_LONGEST_REQUEST]}…'}`"
