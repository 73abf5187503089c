"""The page's commands for lessons on Amazon's page (visits)."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from typing import Any, Final

from homeassistant.components.websocket_api.connection import ActiveConnection
from homeassistant.components.websocket_api.const import ERR_NOT_ALLOWED, WebSocketCommandHandler
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.typing import VolDictType
import voluptuous as vol

from ..amazon.errors import AmazonError
from ..amazon.learn import MOST_POSITIONS, Lesson
from ..amazon.recipes.request_form import RecipeError
from ..exceptions import translation
from ..repair.issues import translated_error
from ..teaching.history_lesson import NAMED_LESSONS, NamedLesson
from ..teaching.sharing import contribute
from ..teaching.visit_life import CloseReason
from ..teaching.visit_session import VISITS, VisitSession
from .command import SUBSCRIPTION, admin_command, subscribed
from .messages import ENTRY, entry_of

_LESSON: Final[VolDictType] = {**ENTRY, vol.Required("lesson"): vol.Coerce(Lesson)}


@dataclass(frozen=True)
class _Following:
    """A subscription to a visit; calling it ends it."""

    visit: VisitSession
    detach: CALLBACK_TYPE

    def __call__(self) -> None:
        self.detach()


@admin_command("visit/open", {**_LESSON, vol.Optional("only_test", default=False): bool, vol.Optional("history"): str})
async def open_visit(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Open or resume a lesson on Amazon's page, or only its test; each event is a complete snapshot.

    A history that is already taught can be named for its test.
    """
    entry = entry_of(hass, msg)
    visits = hass.data[VISITS]
    known = visits.get(entry.entry_id)
    chosen = hass.data.get(NAMED_LESSONS, {}).get(entry.entry_id)
    chosen = chosen if chosen and chosen.lesson is msg["lesson"] else None
    taught = entry.runtime_data.requests.recipes.histories
    if msg["lesson"] is Lesson.HISTORY and msg["only_test"] and (key := msg.get("history", "")) in taught:
        chosen = NamedLesson(lesson=Lesson.HISTORY, key=key)
    wanted = (msg["lesson"], chosen, msg["only_test"], connection.user.id)
    if is_new := known is None or (known.lesson, known.chosen, known.only_test, known.user_id) != wanted:
        if known is not None:
            known.close(CloseReason.ELSEWHERE)
        known = visits[entry.entry_id] = VisitSession(
            hass, entry, msg["lesson"], chosen, connection.user.id, msg["only_test"]
        )
    assert known
    connection.send_result(msg["id"])

    @callback
    def send(snapshot: dict[str, Any]) -> None:
        connection.send_event(msg["id"], snapshot)

    connection.subscriptions[msg["id"]] = _Following(known, known.attach(send))
    if is_new:
        await known.begin()


def _visit_command(
    name: str, fields: VolDictType, act: Callable[[VisitSession, dict[str, Any]], Awaitable[bool]]
) -> WebSocketCommandHandler:
    """Return a command for the visit of a subscription; `act` returns whether it was possible."""

    async def handle(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
        if (following := subscribed(connection, msg, _Following)) is None:
            return
        if await act(following.visit, msg):
            connection.send_result(msg["id"])
        else:
            connection.send_error(msg["id"], ERR_NOT_ALLOWED, "Not possible in this state")

    return admin_command(f"visit/{name}", {**SUBSCRIPTION, **fields})(handle)


@admin_command("share", _LESSON)
async def share(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Return what would be shared of a tested request and where, or why it must not be; nothing is sent."""
    try:
        result = asdict(await contribute(hass, entry_of(hass, msg), msg["lesson"]))
    except (AmazonError, RecipeError) as err:
        result = {"error": translated_error(hass, *translation(err))}
    connection.send_result(msg["id"], result)


VISIT_COMMANDS: Final = (
    open_visit,
    # On Amazon's page instead of by what others have tested.
    _visit_command("show", {}, lambda visit, _: visit.show()),
    _visit_command(
        "values",
        {vol.Required("values"): vol.All(int, vol.Range(min=2, max=MOST_POSITIONS))},
        lambda visit, msg: visit.choose_values(msg["values"]),
    ),
    _visit_command(
        "agree",
        {vol.Optional("is_on", default=None): vol.Any(bool, None)},
        lambda visit, msg: visit.agree(msg["is_on"]),
    ),
    # A setting needs no recording.
    _visit_command(
        "test",
        {vol.Optional("recording", default=None): vol.Any(str, None)},
        lambda visit, msg: visit.test(msg["recording"]),
    ),
    _visit_command("close", {}, lambda visit, _: visit.leave()),
    share,
)
