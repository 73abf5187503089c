"""The page's commands; all of them need an administrator."""

import asyncio
from functools import partial
from typing import Any

from homeassistant.components import websocket_api
from homeassistant.components.websocket_api.connection import ActiveConnection
from homeassistant.components.websocket_api.const import ERR_NOT_FOUND
from homeassistant.components.websocket_api.decorators import async_response, require_admin, websocket_command
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
import voluptuous as vol

from ..amazon.errors import AmazonError
from ..amazon.household import first_names
from ..amazon.recipes.document import VOICE_HISTORY
from ..const import DOMAIN, LOGGER
from .accounts import describe, is_read_to_its_end
from .deletion_feed import DeletionFeed
from .estimate import estimated
from .listing import Listing, Send
from .rows import FILTER, error, figures, read_scope
from .target import HISTORY, TARGET, asked_history, asked_scope, entry_of


@callback
def async_register_commands(hass: HomeAssistant) -> None:
    """Register the commands."""
    for command in (accounts, days, persons, estimate, subscribe, more, preview, delete, cancel, deletions):
        websocket_api.async_register_command(hass, command)


@websocket_command({vol.Required("type"): f"{DOMAIN}/accounts"})
@require_admin
@callback
def accounts(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Return the accounts, and how well they are protected."""
    entries = hass.config_entries.async_entries(DOMAIN, include_ignore=False, include_disabled=False)
    connection.send_result(msg["id"], {"accounts": [describe(hass, entry) for entry in entries]})


@websocket_command({vol.Required("type"): f"{DOMAIN}/days", **HISTORY})
@require_admin
@async_response
async def days(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Return how many recordings each day has, as far as that is counted; of other histories, once all are."""
    _, history = asked_history(hass, msg)
    ledger = history.kept.ledger
    since = None if ledger.complete else ledger.counted_since
    span = {"since": since, "until": ledger.counted_until, "complete": ledger.complete}
    is_counted = history.key == VOICE_HISTORY or is_read_to_its_end(history)
    counts = await hass.async_add_executor_job(ledger.by_day()) if is_counted else []
    connection.send_result(msg["id"], {"days": counts, **span})


@websocket_command({vol.Required("type"): f"{DOMAIN}/persons", **HISTORY})
@require_admin
@async_response
async def persons(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Return who may have been recorded; nobody if Amazon does not say: the page knows whom it has met."""
    # Nobody is known in other histories.
    entry, _ = asked_history(hass, {**msg, "persons": []})
    try:
        names = await first_names(entry.runtime_data.session)
    except AmazonError as err:
        LOGGER.debug("Failed to list the household: %s", err)
        names = []
    connection.send_result(msg["id"], {"persons": names})


@websocket_command({vol.Required("type"): f"{DOMAIN}/estimate", **HISTORY, **FILTER})
@require_admin
@async_response
async def estimate(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Return about how many recordings a filter matches, without asking Amazon; null where that is not known."""
    _, history = asked_history(hass, msg)
    count = await estimated(hass, history, read_scope(msg))
    connection.send_result(msg["id"], {"count": count})


@websocket_command(
    {
        vol.Required("type"): f"{DOMAIN}/recordings/subscribe",
        **HISTORY,
        **FILTER,
        vol.Optional("refresh", default=False): bool,
    }
)
@require_admin
@async_response
async def subscribe(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """List what a scope matches, some rows at a time; what is newer than the last poll only to `refresh`."""
    entry, history = asked_history(hass, msg)
    send = _sender(connection, msg["id"])
    listing = Listing(hass, entry, history, read_scope(msg), send, refresh=msg["refresh"])
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


@websocket_command({vol.Required("type"): f"{DOMAIN}/preview", **TARGET})
@require_admin
@async_response
async def preview(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Count what would be deleted, while somebody looks; ends with a receipt or an error."""
    entry, history = asked_history(hass, msg)
    deletions, scope = entry.runtime_data.deletions, asked_scope(msg)
    task = asyncio.current_task()
    assert task
    connection.subscriptions[msg["id"]] = task.cancel
    connection.send_result(msg["id"])
    send = _sender(connection, msg["id"])
    try:
        receipt = await deletions.preview(
            scope, lambda progress: send({"progress": figures(progress)}), history=history.key
        )
    except HomeAssistantError as err:
        send({"error": error(err)})
    else:
        send({"receipt": receipt.as_dict()})


@websocket_command({vol.Required("type"): f"{DOMAIN}/delete", **TARGET})
@require_admin
@async_response
async def delete(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Begin a deletion, and answer what its receipt will be called; the account's deletion feed says the rest."""
    entry, history = asked_history(hass, msg)
    receipt = await entry.runtime_data.deletions.start(asked_scope(msg), history=history.key)
    connection.send_result(msg["id"], {"receipt_id": receipt.receipt_id})


@websocket_command(
    {vol.Required("type"): f"{DOMAIN}/cancel", vol.Required("entry_id"): str, vol.Required("receipt_id"): str}
)
@require_admin
@callback
def cancel(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Cancel a deletion; nothing happens if it has ended."""
    entry_of(hass, msg).runtime_data.deletions.cancel(msg["receipt_id"])
    connection.send_result(msg["id"])


@websocket_command(
    {vol.Required("type"): f"{DOMAIN}/deletions/subscribe", **HISTORY, vol.Optional("receipt_ids", default=[]): [str]}
)
@require_admin
@callback
def deletions(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Send how all deletions from a history proceed and end."""
    entry, history = asked_history(hass, msg)
    connection.send_result(msg["id"])
    connection.subscriptions[msg["id"]] = DeletionFeed(
        entry, history.key, partial(connection.send_event, msg["id"]), msg["receipt_ids"]
    )


def _sender(connection: ActiveConnection, message_id: int) -> Send:
    """Return a function that sends an event while somebody listens."""

    def send(event: dict[str, Any]) -> None:
        if message_id in connection.subscriptions:
            connection.send_event(message_id, event)

    return send
