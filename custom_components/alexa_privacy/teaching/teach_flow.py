"""Options steps of lessons: choice, instructions, upload, result and agreement."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partialmethod
from typing import Any, Final

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.const import STATE_OFF, STATE_ON
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.selector import FileSelector, FileSelectorConfig
from homeassistant.helpers.translation import async_get_cached_translations
import orjson
import voluptuous as vol
from yarl import URL

from ..amazon.learn import LESSONS, Lesson
from ..amazon.recipes.document import DELETIONS, SWITCHES, named_part
from ..amazon.recipes.shared_file import SharedRequest
from ..amazon.recordings import Recording
from ..const import DOMAIN, NAME, PAGE
from ..dialogs import begin_task, choice
from ..repair.issues import request_names
from ..settings.named_settings import RETENTION, option_names
from .history_flow import ANOTHER_HISTORY, HistoryFlow
from .teaching_session import LessonStatus
from .trial_flow import shortened, when

CONF_HAR: Final = "har"
CONF_IS: Final = "is"
CONF_SETTING: Final = "setting"
ANOTHER_SETTING: Final = "another_setting"
MORE_VALUES: Final = "more_values"

_HAR: Final = FileSelector(FileSelectorConfig(accept=".har,application/json"))
_STATE: Final = choice([STATE_ON, STATE_OFF], "switch_state")
_NAMED_STATE: Final = choice([STATE_ON, STATE_OFF, MORE_VALUES], "switch_state")
_ENDS_ON: Final = {STATE_ON: True, STATE_OFF: False}
_FORMS: Final = {lesson: f"teach_{lesson}" for lesson in DELETIONS}
_LONGEST_REQUEST: Final = 500
_SAYING: Final = ("query", "headers", "json", "form", "text")


class TeachFlow(HistoryFlow):
    """The options steps of a lesson."""

    _shared: SharedRequest | None = None
    """The request that others have tested for it."""
    _insisted: tuple[str, bool] | None = None
    """The owner's statement about a switch that contradicts Amazon's page; repeated, it is accepted."""

    async def async_step_teach(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show the lessons, each with its status."""
        if not self._is_loaded:
            return self.async_abort(reason="not_loaded")
        statuses = {lesson.value: self._status(lesson) for lesson in LESSONS}
        for kind, keys in ((ANOTHER_SETTING, self.teaching.named), (ANOTHER_HISTORY, self.teaching.histories)):
            named = [f"{self.teaching.name(key)}: {self._status(key)}" for key in keys]
            statuses[kind] = ", ".join(named) or self._status(kind)
        return self.async_show_menu(
            step_id="teach",
            menu_options=[*LESSONS, ANOTHER_SETTING, ANOTHER_HISTORY],
            description_placeholders=self._placeholders | statuses,
        )

    async def _choose_way(self, lesson: Lesson, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Start a lesson, in one of two ways."""
        self._lesson = lesson
        return await self.async_step_way()

    async_step_delete_recordings = partialmethod(_choose_way, Lesson.DELETE_RECORDINGS)
    async_step_delete_range = partialmethod(_choose_way, Lesson.DELETE_RANGE)
    async_step_delete_everything = partialmethod(_choose_way, Lesson.DELETE_EVERYTHING)
    async_step_human_review = partialmethod(_choose_way, Lesson.HUMAN_REVIEW)
    async_step_message_review = partialmethod(_choose_way, Lesson.MESSAGE_REVIEW)
    async_step_deletion_by_voice = partialmethod(_choose_way, Lesson.DELETION_BY_VOICE)

    async def async_step_way(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Offer what others have tested, a visit or a file; the visit first if the request no longer works."""
        ways = ["visit", "har"]
        self._shared = await self.teaching.find_shared(self._lesson) if self._is_loaded else None
        if self._shared:
            self._placeholders |= {"site": self._shared.site, "testers": describe_tests(self._shared)}
            ways.insert(len(ways) if self.teaching.status(self._lesson) is LessonStatus.BROKEN else 0, "shared")
        return self.async_show_menu(step_id="way", menu_options=ways)

    async def async_step_shared(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show what a request that others have tested sends, and add it once the owner agrees."""
        assert self._shared
        if user_input is not None:
            await self._ask_amazon(self.teaching.adopt(self._shared))
            if not self._errors:
                return await self._test_next()
        shown = describe(self.hass, self.teaching.names, self._shared.document, [self._shared.lesson])
        self._placeholders["requests"] = shown
        return self._show("shared", {})

    async def async_step_visit(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Link to the lesson on the Voice History page, and end this flow."""
        if user_input is not None:
            return self.async_abort(reason="taught_on_page")
        lesson = self.teaching.chosen.lesson if self.teaching.chosen else self._lesson
        address = URL.build(path=f"/{PAGE}", query={"account": self.config_entry.entry_id, "teach": lesson})
        self._placeholders["page"] = str(address)
        return self._show("visit", {})

    async def async_step_another_setting(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask which other setting to teach: a known one, or a new one."""
        known = {key: self.teaching.name(key) for key in dict.fromkeys((*self.teaching.named, RETENTION))}
        if user_input is not None:
            others = dict.fromkeys(known.values(), "setting_name_taken")
            others |= {self.teaching.name(lesson): "setting_name_built_in" for lesson in LESSONS}
            keys = {*known, *self.teaching.histories}
            if named := self._named(Lesson.SETTING, user_input[CONF_SETTING], known, keys, others):
                self._choose_named(named)
                return await self.async_step_way()
        return self._show(ANOTHER_SETTING, self._name_or_select(CONF_SETTING, known, user_input))

    async def async_step_har(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show the instructions of a lesson with a HAR file."""
        self._placeholders |= {"setting": self.teaching.name(self._lesson), "proposed": ""}
        if self._lesson == Lesson.DELETE_RECORDINGS:
            proposed = await self._ask_amazon(self.teaching.propose())
            self._placeholders["proposed"] = "\n".join(map(_as_item, proposed or ()))
            if proposed == []:
                self._fail("teach_too_few")
        elif self._lesson in DELETIONS:
            await self._ask_amazon(self.teaching.begin())
        return await self._step_of_lesson()

    async def _step_of_lesson(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for the file and, for a setting, its current state."""
        fields: dict[Any, Any] = {vol.Required(CONF_HAR): _HAR}
        if self._form in {"teach_setting", "teach_named_setting"}:
            fields = {vol.Required(CONF_IS): _STATE if self._lesson in set(Lesson) else _NAMED_STATE} | fields
        if user_input is None:
            return self._show(self._form, fields)
        ends_on = _ENDS_ON.get(user_input.get(CONF_IS, ""))
        self._task = begin_task(self.hass, self._try_to_learn(user_input[CONF_HAR], ends_on=ends_on))
        return await self.async_step_learning()

    async_step_teach_delete_recordings = _step_of_lesson
    async_step_teach_delete_range = _step_of_lesson
    async_step_teach_delete_everything = _step_of_lesson
    async_step_teach_setting = _step_of_lesson
    async_step_teach_named_setting = _step_of_lesson
    async_step_teach_history = _step_of_lesson

    @property
    def _form(self) -> str:
        """The step with the instructions of the lesson."""
        if self.teaching.history:
            return "teach_history"
        return _FORMS.get(self._lesson, "teach_setting" if self._lesson in set(Lesson) else "teach_named_setting")

    async def async_step_learning(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show progress while learning."""
        return self._progress("learning", self._form, "confirm")

    async def _try_to_learn(self, upload: str, *, ends_on: bool | None) -> None:
        """Learn; the form shows errors."""
        await self._ask_amazon(self.teaching.learn_file(upload, self._lesson, ends_on=ends_on))
        if self._errors or ends_on is None:
            return
        learned, said = self.teaching.learned, (self._lesson, ends_on)
        if learned and learned.last_is_on is (not ends_on) and self._insisted != said:
            self._insisted = said
            self._fail("setting_opposite")

    async def async_step_confirm(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show what was learned, and add it once the owner agrees."""
        learned = self.teaching.learned
        assert learned
        if user_input is not None:
            await self._ask_amazon(self.teaching.confirm())
            if not self._errors:
                return await self._test_next()
        self._placeholders["requests"] = describe(self.hass, self.teaching.names, learned.document, [learned.lesson])
        return self._show("confirm", {})


def _as_item(recording: Recording) -> str:
    """Return a recording as a list item: time, Echo, and words."""
    said = shortened(recording.said).replace("`", "'")
    return f"- {when(recording)} · `{said}`" if said else f"- {when(recording)}"


def describe_tests(shared: SharedRequest) -> str:
    """Return who tested a request, when, and on which versions, as list items."""
    return "\n".join(
        f"- {test['by']}, {test['on']}: Home Assistant {test['home_assistant']}, {NAME} {test['alexa_privacy']}"
        for test in shared.tested
    )


@callback
def describe(hass: HomeAssistant, given: Mapping[str, str], document: Mapping[str, Any], names: Iterable[str]) -> str:
    """Describe some of a document's requests in Home Assistant's language, as Markdown; `given` names settings."""
    texts = async_get_cached_translations(hass, hass.config.language, "selector", DOMAIN)

    def use_of(use: str) -> str:
        """Return the translated purpose of a request."""
        return texts.get(f"component.{DOMAIN}.selector.request_use.options.{use}", use)

    def lines(name: str) -> Iterator[str]:
        """Return the lines about one name."""
        yield f"**{request_names(hass, given, [name])}**"
        for use, request in _requests(document, name):
            yield f"- {_as_sent(request)}\n  {use_of(use)}"
        if name in document.get("selects", {}):
            options = option_names(document["selects"][name]["values"])
            yield f"- {use_of('values')} {', '.join(map(_as_code, options.values()))}"

    return "\n\n".join("\n".join(lines(name)) for name in names)


def _requests(document: Mapping[str, Any], name: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Return the requests of one name, each with its purpose."""
    setting = named_part(document, name)
    history = document.get("histories", {}).get(name)
    part = history["delete"] if history else document[name] if setting is None else setting
    for page in ("request", "more"):
        if listing := (history or {}).get("listing", {}).get(page):
            yield f"list_{page}", listing
    for first in part.get("first", {}).values():
        yield "first", first["request"]
    if history or setting is None:
        yield "delete_entries" if history else name, part["request"]
        return
    # One request for all positions, or one for each.
    for request in part["set"].values() if part["set"].keys() == part["values"].keys() else [part["set"]]:
        yield ("set" if name in SWITCHES else "set_named"), request
    if part.get("read"):
        yield "read", part["read"]["request"]


def _as_sent(request: Mapping[str, Any]) -> str:
    """Return a request as text, with its placeholders."""
    said = {name: request[name] for name in _SAYING if request.get(name)}
    path = request["path"] if isinstance(request["path"], str) else orjson.dumps(request["path"]).decode()
    parts = [f"{request['method']} {path}", *([orjson.dumps(said).decode()] if said else [])]
    return " ".join(_as_code(part) for part in parts)


def _as_code(text: str) -> str:
    """Return a text as Markdown code."""
    plain = text.replace("`", "'")
    return f"`{plain if len(plain) <= _LONGEST_REQUEST else f'{plain[:_LONGEST_REQUEST]}…'}`"
