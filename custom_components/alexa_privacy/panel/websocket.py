"""The page's commands; all of them need an administrator."""

import asyncio
from functools import partial
from typing import Any, Final

from homeassistant.components import websocket_api
from homeassistant.components.websocket_api.connection import ActiveConnection
from homeassistant.components.websocket_api.const import ERR_NOT_FOUND
from homeassistant.components.websocket_api.decorators import async_response, require_admin, websocket_command
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import service
from homeassistant.helpers.typing import VolDictType
import voluptuous as vol

from ..account import PrivacyConfigEntry
from ..amazon.errors import AmazonError
from ..amazon.household import first_names
from ..const import DOMAIN, LOGGER
from ..deletion.scope import Scope
from .accounts import describe
from .deletion_feed import DeletionFeed
from .listing import Listing, Send
from .rows import FILTER, SCOPE, error, figures, read_scope

_ENTRY: Final[VolDictType] = {vol.Required("entry_id"): str}
_TARGET: Final[VolDictType] = {**_ENTRY, **SCOPE, vol.Optional("everything", default=False): bool}


@callback
def async_register_commands(hass: HomeAssistant) -> None:
    """Register the commands."""
    for command in (accounts, days, persons, subscribe, more, preview, delete, cancel, deletions):
        websocket_api.async_register_command(hass, command)


@websocket_command({vol.Required("type"): f"{DOMAIN}/accounts"})
@require_admin
@callback
def accounts(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Return the accounts, and how well they are protected."""
    entries = hass.config_entries.async_entries(DOMAIN, include_ignore=False, include_disabled=False)
    connection.send_result(msg["id"], {"accounts": [describe(hass, entry) for entry in entries]})


@websocket_command({vol.Required("type"): f"{DOMAIN}/days", **_ENTRY})
@require_admin
@async_response
async def days(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Return how many recordings each day has, as far as that is counted."""
    ledger = _entry(hass, msg).runtime_data.store.ledger
    since = None if ledger.complete else ledger.counted_since
    span = {"since": since, "until": ledger.counted_until, "complete": ledger.complete}
    connection.send_result(msg["id"], {"days": await hass.async_add_executor_job(ledger.by_day()), **span})


@websocket_command({vol.Required("type"): f"{DOMAIN}/persons", **_ENTRY})
@require_admin
@async_response
async def persons(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Return who may have been recorded; nobody if Amazon does not say: the page knows whom it has met."""
    try:
        names = await first_names(_entry(hass, msg).runtime_data.session)
    except AmazonError as err:
        LOGGER.debug("Failed to list the household: %s", err)
        names = []
    connection.send_result(msg["id"], {"persons": names})


@websocket_command({vol.Required("type"): f"{DOMAIN}/recordings/subscribe", **_ENTRY, **FILTER})
@require_admin
@async_response
async def subscribe(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """List what a scope matches, some rows at a time."""
    listing = Listing(hass, _entry(hass, msg), read_scope(msg), _sender(connection, msg["id"]))
    connection.subscriptions[msg["id"]] = listing
    connection.send_result(msg["id"])
    listing.more()


@websocket_command({vol.Required("type"): f"{DOMAIN}/recordings/more", vol.Required("subscription"): int})
@require_admin
@callback
def more(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Continue a listing."""
    listing = connection.subscriptions.get(msg["subscription"])
    if not isinstance(listing, Listing):
        connection.send_error(msg["id"], ERR_NOT_FOUND, "Subscription not found")
        return
    listing.more()
    connection.send_result(msg["id"])


@websocket_command({vol.Required("type"): f"{DOMAIN}/preview", **_TARGET})
@require_admin
@async_response
async def preview(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Count what would be deleted, while somebody looks; ends with a receipt or an error."""
    account, scope = _entry(hass, msg).runtime_data, _target(msg)
    task = asyncio.current_task()
    assert task
    connection.subscriptions[msg["id"]] = task.cancel
    connection.send_result(msg["id"])
    send = _sender(connection, msg["id"])
    try:
        receipt = await account.deletions.preview(scope, lambda progress: send({"progress": figures(progress)}))
    except HomeAssistantError as err:
        send({"error": error(err)})
    else:
        send({"receipt": receipt.as_dict()})


@websocket_command({vol.Required("type"): f"{DOMAIN}/delete", **_TARGET})
@require_admin
@async_response
async def delete(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Begin a deletion, and answer what its receipt will be called; the account's deletion feed says the rest."""
    receipt = await _entry(hass, msg).runtime_data.deletions.start(_target(msg))
    connection.send_result(msg["id"], {"receipt_id": receipt.receipt_id})


@websocket_command({vol.Required("type"): f"{DOMAIN}/cancel", **_ENTRY, vol.Required("receipt_id"): str})
@require_admin
@callback
def cancel(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Cancel a deletion; nothing happens if it has ended."""
    _entry(hass, msg).runtime_data.deletions.cancel(msg["receipt_id"])
    connection.send_result(msg["id"])


@websocket_command({vol.Required("type"): f"{DOMAIN}/deletions/subscribe", **_ENTRY})
@require_admin
@callback
def deletions(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Send how all of the account's deletions proceed and end."""
    entry = _entry(hass, msg)
    connection.send_result(msg["id"])
    connection.subscriptions[msg["id"]] = DeletionFeed(entry, partial(connection.send_event, msg["id"]))


def _entry(hass: HomeAssistant, msg: dict[str, Any]) -> PrivacyConfigEntry:
    """Return the account that is meant."""
    entry: PrivacyConfigEntry = service.async_get_config_entry(hass, DOMAIN, msg["entry_id"])
    return entry


def _target(msg: dict[str, Any]) -> Scope:
    """Return the scope of a command that deletes; raises ServiceValidationError if nothing limits it unsaid."""
    scope = read_scope(msg)
    if scope.is_everything and not msg["everything"]:
        raise ServiceValidationError(translation_domain=DOMAIN, translation_key="scope_missing")
    return scope


def _sender(connection: ActiveConnection, message_id: int) -> Send:
    """Return a function that sends an event while somebody listens."""

    def send(event: dict[str, Any]) -> None:
        if message_id in connection.subscriptions:
            connection.send_event(message_id, event)

    return send
