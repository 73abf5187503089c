"""The page's commands for a lesson by visit; all of them need an administrator."""

from typing import Any, Final

from homeassistant.components import websocket_api
from homeassistant.components.websocket_api.connection import ActiveConnection
from homeassistant.components.websocket_api.const import ERR_NOT_ALLOWED, ERR_NOT_FOUND
from homeassistant.components.websocket_api.decorators import async_response, require_admin, websocket_command
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers import service
from homeassistant.helpers.typing import VolDictType
import voluptuous as vol

from ..amazon.learn import Lesson
from ..const import DOMAIN
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
    for command in (open_visit, agree, test, close):
        websocket_api.async_register_command(hass, command)


@websocket_command(
    {
        vol.Required("type"): f"{DOMAIN}/visit/open",
        vol.Required("entry_id"): str,
        vol.Required("lesson"): vol.Coerce(Lesson),
    }
)
@require_admin
@async_response
async def open_visit(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Open Amazon's page for a lesson, or go on with the lesson; every event is all that the page shows."""
    entry = service.async_get_config_entry(hass, DOMAIN, msg["entry_id"])
    visits = hass.data[VISITS]
    known = visits.get(entry.entry_id)
    if is_new := known is None or (known.lesson, known.user_id) != (msg["lesson"], connection.user.id):
        if known is not None:
            known.close(Closed.ELSEWHERE)
        known = visits[entry.entry_id] = VisitSession(hass, entry, msg["lesson"], connection.user.id)
    assert known
    connection.send_result(msg["id"])

    @callback
    def send(snapshot: dict[str, Any]) -> None:
        connection.send_event(msg["id"], snapshot)

    connection.subscriptions[msg["id"]] = _Following(known, known.attach(send))
    if is_new:
        await known.begin()


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
    """Agree to what was learned."""
    if visit := _visit(connection, msg):
        _answer(connection, msg, is_possible=await visit.agree(msg["is_on"]))


@websocket_command({vol.Required("type"): f"{DOMAIN}/visit/test", **_SUBSCRIPTION, vol.Required("recording"): str})
@require_admin
@async_response
async def test(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Test what was learned on a recording."""
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
