"""The options' lessons: what to teach, a file that shows it, what was learned, and the owner's agreement."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from homeassistant.config_entries import ConfigEntryState, ConfigFlowResult
from homeassistant.const import STATE_OFF, STATE_ON
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.selector import (
    FileSelector,
    FileSelectorConfig,
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
)
from homeassistant.helpers.translation import async_get_cached_translations
import orjson
import voluptuous as vol
from yarl import URL

from ..amazon.learn import LearnError, Lesson
from ..amazon.recipes.document import DELETIONS, SWITCHES
from ..amazon.recordings import Recording
from ..const import DOMAIN, PAGE
from ..progress import begin_task
from ..repair.issues import in_words, status_in_words
from ..settings.named_settings import RETENTION, key_for, option_names, setting_part, tidy_name
from .trial_flow import TrialFlow, when

CONF_HAR: Final = "har"
CONF_IS: Final = "is"
CONF_SETTING: Final = "setting"
ANOTHER_SETTING: Final = "another_setting"
MORE_VALUES: Final = "more_values"

_HAR: Final = FileSelector(FileSelectorConfig(accept=".har,application/json"))
_STATE: Final = SelectSelector(
    SelectSelectorConfig(options=[STATE_ON, STATE_OFF], mode=SelectSelectorMode.LIST, translation_key="switch_state")
)
_NAMED_STATE: Final = SelectSelector(
    SelectSelectorConfig(
        options=[STATE_ON, STATE_OFF, MORE_VALUES], mode=SelectSelectorMode.LIST, translation_key="switch_state"
    )
)
_ENDS_ON: Final = {STATE_ON: True, STATE_OFF: False}
_FORMS: Final = {lesson: f"teach_{lesson}" for lesson in DELETIONS}
_LONGEST: Final = 60
_LONGEST_REQUEST: Final = 500
_SAYING: Final = ("query", "headers", "json", "form", "text")


class TeachFlow(TrialFlow):
    """The steps of a lesson."""

    _lesson: str
    """A lesson, or the key of another setting."""
    _insisted: tuple[str, bool] | None = None
    """What the owner said of a switch against what Amazon's page says: said again, it is taken."""

    async def async_step_teach(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Offer what can be taught, each with how far it has come."""
        if self.config_entry.state is not ConfigEntryState.LOADED:
            return self.async_abort(reason="not_loaded")
        statuses = {lesson.value: self._status(lesson) for lesson in Lesson}
        named = [f"{self.teaching.name(key)}: {self._status(key)}" for key in self.teaching.named]
        statuses[ANOTHER_SETTING] = ", ".join(named) or self._status(ANOTHER_SETTING)
        return self.async_show_menu(
            step_id="teach",
            menu_options=[*Lesson, ANOTHER_SETTING],
            description_placeholders=self._placeholders | statuses,
        )

    def _status(self, lesson: str) -> str:
        """Return how far a lesson has come, in words."""
        return status_in_words(self.hass, self.teaching.status(lesson))

    async def async_step_delete_recordings(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Teach how recordings are deleted: two are proposed."""
        return await self._choose_way(Lesson.DELETE_RECORDINGS)

    async def async_step_delete_range(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Teach how a range of time is deleted."""
        return await self._choose_way(Lesson.DELETE_RANGE)

    async def async_step_delete_everything(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Teach how everything is deleted."""
        return await self._choose_way(Lesson.DELETE_EVERYTHING)

    async def async_step_human_review(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Teach the setting of human review."""
        return await self._choose_way(Lesson.HUMAN_REVIEW)

    async def async_step_message_review(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Teach the setting of message review."""
        return await self._choose_way(Lesson.MESSAGE_REVIEW)

    async def async_step_deletion_by_voice(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Teach the setting of deletion by voice."""
        return await self._choose_way(Lesson.DELETION_BY_VOICE)

    async def _choose_way(self, lesson: Lesson) -> ConfigFlowResult:
        """Teach a lesson, in one of two ways."""
        self._lesson = lesson
        return await self.async_step_way()

    async def async_step_way(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Offer a visit or a file."""
        return self.async_show_menu(step_id="way", menu_options=["visit", "har"])

    async def async_step_visit(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Lead to the lesson on the page Voice History; this dialog has nothing more to do."""
        if user_input is not None:
            return self.async_abort(reason="taught_on_page")
        address = URL.build(path=f"/{PAGE}", query={"account": self.config_entry.entry_id, "teach": self._lesson})
        self._placeholders["page"] = str(address)
        return self._show("visit", {})

    async def async_step_har(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Teach by a HAR file."""
        return await self._begin(self._lesson)

    async def async_step_another_setting(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask which other setting to teach: one that has a name, or a new one."""
        known = {key: self.teaching.name(key) for key in dict.fromkeys((*self.teaching.named, RETENTION))}
        if user_input is not None:
            chosen = user_input[CONF_SETTING]
            if chosen in known:
                return await self._begin(chosen)
            name = tidy_name(chosen)
            built_in = {self.teaching.name(lesson).casefold() for lesson in Lesson}
            if name is None:
                self._fail("setting_name_invalid")
            elif name.casefold() in built_in:
                self._fail("setting_name_built_in")
            elif name.casefold() in {other.casefold() for other in known.values()}:
                self._fail("setting_name_taken")
            else:
                key = key_for(name, known)
                self.teaching.names[key] = name
                return await self._begin(key)
        options = [SelectOptionDict(value=key, label=f"{name} ({self._status(key)})") for key, name in known.items()]
        choice = SelectSelector(
            SelectSelectorConfig(options=options, custom_value=True, mode=SelectSelectorMode.DROPDOWN)
        )
        suggested = {"suggested_value": user_input[CONF_SETTING]} if user_input else None
        return self._show(ANOTHER_SETTING, {vol.Required(CONF_SETTING, description=suggested): choice})

    async def _begin(self, lesson: str) -> ConfigFlowResult:
        """Show what to do in a lesson."""
        self._lesson = lesson
        self._placeholders |= {"setting": self.teaching.name(lesson), "proposed": ""}
        if lesson == Lesson.DELETE_RECORDINGS:
            await self._ask_amazon(self._propose())
        elif lesson in DELETIONS:
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
        if self._lesson not in DELETIONS:
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

    @property
    def _form(self) -> str:
        """The step that shows what to do in the lesson."""
        return _FORMS.get(self._lesson, "teach_setting" if self._lesson in set(Lesson) else "teach_named_setting")

    async def async_step_learning(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show that it takes a while."""
        return self._progress("learning", self._form, "confirm")

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
        self._placeholders["requests"] = describe(self.hass, self.teaching.names, learned.document, [learned.lesson])
        return self._show("confirm", {})


def _as_item(recording: Recording) -> str:
    """Return a recording as an item of a list: when, by which Echo, and what was said."""
    said = recording.said.replace("`", "'")
    words = f" · `{said if len(said) <= _LONGEST else f'{said[:_LONGEST]}…'}`" if said else ""
    return f"- {when(recording)}{words}"


@callback
def describe(hass: HomeAssistant, given: Mapping[str, str], document: Mapping[str, Any], names: Iterable[str]) -> str:
    """Return some of a document's requests in Home Assistant's language, as Markdown; `given` names settings."""
    texts = async_get_cached_translations(hass, hass.config.language, "selector", DOMAIN)

    def use_of(use: str) -> str:
        """Return what a request is sent for, in words."""
        return texts.get(f"component.{DOMAIN}.selector.request_use.options.{use}", use)

    def lines(name: str) -> Iterator[str]:
        """Return what is said of one name."""
        yield f"**{in_words(hass, given, [name])}**"
        for use, request in _requests(document, name):
            yield f"- {_as_sent(request)}\n  {use_of(use)}"
        if name in document.get("selects", {}):
            options = option_names(document["selects"][name]["values"])
            yield f"- {use_of('values')} {', '.join(map(_as_code, options.values()))}"

    return "\n\n".join("\n".join(lines(name)) for name in names)


def _requests(document: Mapping[str, Any], name: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Return what is sent for one name, and what for."""
    setting = setting_part(document, name)
    part = document[name] if setting is None else setting
    for first in part.get("first", {}).values():
        yield "first", first["request"]
    if setting is None:
        yield name, part["request"]
        return
    # One request for all positions, or one for each.
    for request in part["set"].values() if part["set"].keys() == part["values"].keys() else [part["set"]]:
        yield ("set" if name in SWITCHES else "set_named"), request
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
