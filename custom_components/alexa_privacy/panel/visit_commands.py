"""The page's commands for a lesson by visit; all of them need an administrator."""

from dataclasses import asdict
from typing import Any, Final

from homeassistant.components import websocket_api
from homeassistant.components.websocket_api.connection import ActiveConnection
from homeassistant.components.websocket_api.const import ERR_NOT_ALLOWED, ERR_NOT_FOUND
from homeassistant.components.websocket_api.decorators import async_response, require_admin, websocket_command
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers import service
from homeassistant.helpers.typing import VolDictType
import voluptuous as vol

from ..account import PrivacyConfigEntry
from ..amazon.errors import AmazonError
from ..amazon.learn import MOST_POSITIONS, Lesson
from ..amazon.recipes.request_form import RecipeError
from ..const import DOMAIN
from ..exceptions import translation
from ..repair.issues import error_in_words
from ..teaching.history_lesson import NAMED_LESSONS, NamedLesson
from ..teaching.sharing import contribute
from ..teaching.visit_life import Closed
from ..teaching.visit_session import VISITS, VisitSession

_SUBSCRIPTION: Final[VolDictType] = {vol.Required("subscription"): int}


class _Following:
    """A subscription to a visit."""

    def __init__(self, visit: VisitSession, detach: CALLBACK_TYPE) -> None:
        """Keep what is followed."""
        self.visit = visit
        self._detach = detach

    def __call__(self) -> None:
        """End it."""
        self._detach()


@callback
def async_register_visit_commands(hass: HomeAssistant) -> None:
    """Register the commands."""
    for command in (open_visit, show, choose_values, agree, test, close, share):
        websocket_api.async_register_command(hass, command)


@websocket_command(
    {
        vol.Required("type"): f"{DOMAIN}/visit/open",
        vol.Required("entry_id"): str,
        vol.Required("lesson"): vol.Coerce(Lesson),
        vol.Optional("only_test", default=False): bool,
        vol.Optional("history"): str,
    }
)
@require_admin
@async_response
async def open_visit(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Open Amazon's page for a lesson, or only its test, or go on; every event is all that the page shows.

    A history that is already taught can be named for its test.
    """
    entry: PrivacyConfigEntry = service.async_get_config_entry(hass, DOMAIN, msg["entry_id"])
    visits = hass.data[VISITS]
    known = visits.get(entry.entry_id)
    chosen = hass.data.get(NAMED_LESSONS, {}).get(entry.entry_id)
    chosen = chosen if chosen and chosen.lesson is msg["lesson"] else None
    if msg["lesson"] is Lesson.HISTORY and msg["only_test"] and _is_taught(entry, key := msg.get("history", "")):
        chosen = NamedLesson(lesson=Lesson.HISTORY, key=key)
    wanted = (msg["lesson"], chosen, msg["only_test"], connection.user.id)
    if is_new := known is None or (known.lesson, known.chosen, known.only_test, known.user_id) != wanted:
        if known is not None:
            known.close(Closed.ELSEWHERE)
        known = visits[entry.entry_id] = VisitSession(
            hass, entry, msg["lesson"], chosen, connection.user.id, only_test=msg["only_test"]
        )
    assert known
    connection.send_result(msg["id"])

    @callback
    def send(snapshot: dict[str, Any]) -> None:
        connection.send_event(msg["id"], snapshot)

    connection.subscriptions[msg["id"]] = _Following(known, known.attach(send))
    if is_new:
        await known.begin()


def _is_taught(entry: PrivacyConfigEntry, history: str) -> bool:
    """Return whether the owner taught how to delete from a history, and agreed to that."""
    return history in entry.runtime_data.requests.recipes.histories


@websocket_command({vol.Required("type"): f"{DOMAIN}/visit/show", **_SUBSCRIPTION})
@require_admin
@async_response
async def show(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Show it on Amazon's page instead of using what others have tested."""
    if visit := _visit(connection, msg):
        _answer(connection, msg, is_possible=await visit.show())


@websocket_command(
    {
        vol.Required("type"): f"{DOMAIN}/visit/values",
        **_SUBSCRIPTION,
        vol.Required("values"): vol.All(int, vol.Range(min=2, max=MOST_POSITIONS)),
    }
)
@require_admin
@callback
def choose_values(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Take how many values of a setting are to be taught."""
    if visit := _visit(connection, msg):
        _answer(connection, msg, is_possible=visit.choose_values(msg["values"]))


@websocket_command(
    {
        vol.Required("type"): f"{DOMAIN}/visit/agree",
        **_SUBSCRIPTION,
        vol.Optional("is_on", default=None): vol.Any(bool, None),
    }
)
@require_admin
@async_response
async def agree(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Agree to what was learned, or to what others have tested."""
    if visit := _visit(connection, msg):
        _answer(connection, msg, is_possible=await visit.agree(msg["is_on"]))


@websocket_command(
    {
        vol.Required("type"): f"{DOMAIN}/visit/test",
        **_SUBSCRIPTION,
        vol.Optional("recording", default=None): vol.Any(str, None),
    }
)
@require_admin
@async_response
async def test(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Test a request on a recording; a setting needs none."""
    if visit := _visit(connection, msg):
        _answer(connection, msg, is_possible=await visit.test(msg["recording"]))


@websocket_command({vol.Required("type"): f"{DOMAIN}/visit/close", **_SUBSCRIPTION})
@require_admin
@callback
def close(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Close Amazon's page."""
    if visit := _visit(connection, msg):
        visit.close(Closed.CLOSED)
        connection.send_result(msg["id"])


@websocket_command(
    {
        vol.Required("type"): f"{DOMAIN}/share",
        vol.Required("entry_id"): str,
        vol.Required("lesson"): vol.Coerce(Lesson),
    }
)
@require_admin
@async_response
async def share(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Return what would be shared of a tested request and where, or why it must not be; nothing is sent."""
    entry = service.async_get_config_entry(hass, DOMAIN, msg["entry_id"])
    try:
        result = asdict(await contribute(hass, entry, msg["lesson"]))
    except RecipeError as err:
        result = {"error": error_in_words(hass, err.reason, {"where": err.where})}
    except AmazonError as err:
        result = {"error": error_in_words(hass, *translation(err))}
    connection.send_result(msg["id"], result)


def _visit(connection: ActiveConnection, msg: dict[str, Any]) -> VisitSession | None:
    """Return the visit of a subscription; None where there is none, which is answered."""
    following = connection.subscriptions.get(msg["subscription"])
    if isinstance(following, _Following):
        return following.visit
    connection.send_error(msg["id"], ERR_NOT_FOUND, "Subscription not found")
    return None


def _answer(connection: ActiveConnection, msg: dict[str, Any], *, is_possible: bool) -> None:
    """Answer a command."""
    if is_possible:
        connection.send_result(msg["id"])
    else:
        connection.send_error(msg["id"], ERR_NOT_ALLOWED, "Not possible in this state")
