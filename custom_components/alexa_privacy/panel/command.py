"""Helpers for the page's WebSocket commands, which all need an administrator."""

from collections.abc import Callable
from typing import Any

from homeassistant.components.websocket_api.connection import ActiveConnection
from homeassistant.components.websocket_api.const import (
    ERR_NOT_FOUND,
    AsyncWebSocketCommandHandler,
    WebSocketCommandHandler,
)
from homeassistant.components.websocket_api.decorators import async_response, require_admin, websocket_command
from homeassistant.helpers.typing import VolDictType
import voluptuous as vol

from ..const import DOMAIN

SUBSCRIPTION: VolDictType = {vol.Required("subscription"): int}


def admin_command(
    name: str, fields: VolDictType | None = None
) -> Callable[[AsyncWebSocketCommandHandler], WebSocketCommandHandler]:
    """Return a decorator that makes a function a command with some fields, for administrators only."""

    def decorate(function: AsyncWebSocketCommandHandler) -> WebSocketCommandHandler:
        declare = websocket_command({vol.Required("type"): f"{DOMAIN}/{name}", **(fields or {})})
        return declare(require_admin(async_response(function)))

    return decorate


def subscribed[T](connection: ActiveConnection, msg: dict[str, Any], kind: type[T]) -> T | None:
    """Return the subscription that a command names; None, after sending an error, if it is of another kind."""
    found = connection.subscriptions.get(msg["subscription"])
    if isinstance(found, kind):
        return found
    connection.send_error(msg["id"], ERR_NOT_FOUND, "Subscription not found")
    return None
