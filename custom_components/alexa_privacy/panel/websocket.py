"""The page's commands; all of them need an administrator."""

import asyncio
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
from ..deletion import queue as purges
from ..deletion.models import Progress
from ..deletion.receipts import Status
from ..deletion.scope import Scope
from .accounts import describe
from .listing import Listing, Send
from .rows import FILTER, SCOPE, error, figures, read_scope

_ENTRY: Final[VolDictType] = {vol.Required("entry_id"): str}


@callback
def async_register_commands(hass: HomeAssistant) -> None:
    """Register the commands."""
    for command in (accounts, days, persons, subscribe, more, delete, cancel, watch):
        websocket_api.async_register_command(hass, command)


@websocket_command({vol.Required("type"): f"{DOMAIN}/accounts"})
@require_admin
@callback
def accounts(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Tell which accounts there are, and how well they are protected."""
    entries = hass.config_entries.async_entries(DOMAIN, include_ignore=False, include_disabled=False)
    connection.send_result(msg["id"], {"accounts": [describe(hass, entry) for entry in entries]})


@websocket_command({vol.Required("type"): f"{DOMAIN}/days", **_ENTRY})
@require_admin
@async_response
async def days(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Tell how many recordings each day has, as far as that is counted."""
    ledger = _entry(hass, msg).runtime_data.store.ledger
    since = None if ledger.complete else ledger.counted_since
    span = {"since": since, "until": ledger.counted_until, "complete": ledger.complete}
    connection.send_result(msg["id"], {"days": await hass.async_add_executor_job(ledger.by_day()), **span})


@websocket_command({vol.Required("type"): f"{DOMAIN}/persons", **_ENTRY})
@require_admin
@async_response
async def persons(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Tell who may have been recorded; nobody where Amazon does not say: the page knows whom it has met."""
    try:
        names = await first_names(_entry(hass, msg).runtime_data.session)
    except AmazonError as err:
        LOGGER.debug("The household is not known: %s", err)
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
    """Go on with a listing."""
    listing = connection.subscriptions.get(msg["subscription"])
    if not isinstance(listing, Listing):
        connection.send_error(msg["id"], ERR_NOT_FOUND, "Subscription not found")
        return
    listing.more()
    connection.send_result(msg["id"])


@websocket_command(
    {
        vol.Required("type"): f"{DOMAIN}/delete",
        **_ENTRY,
        **SCOPE,
        vol.Optional("everything", default=False): bool,
        vol.Optional("dry_run", default=False): bool,
    }
)
@require_admin
@async_response
async def delete(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Delete what a scope matches, or count it."""
    account, scope = _entry(hass, msg).runtime_data, read_scope(msg)
    if scope.is_everything and not msg["everything"]:
        raise ServiceValidationError(translation_domain=DOMAIN, translation_key="scope_missing")
    # A deletion goes on when nobody looks any more; what only counts does not.
    counts = asyncio.current_task() if msg["dry_run"] else None
    connection.subscriptions[msg["id"]] = counts.cancel if counts else _look_away
    connection.send_result(msg["id"])
    send = _sender(connection, msg["id"])

    def tell(progress: Progress) -> None:
        """Tell how far it is, and which of the rows that were asked for were just seen to be gone."""
        send({"progress": figures(progress)})
        if gone := progress.gone & (scope.ids or frozenset()):
            send({"gone": sorted(gone)})

    try:
        receipt = await account.deletions.run(scope, dry_run=msg["dry_run"], on_progress=tell)
    except HomeAssistantError as err:
        send({"error": error(err)})
        return
    # Those that had gone before were seen to be gone as well, unless something else limited what was looked for.
    if receipt.status in {Status.VERIFIED, Status.NOTHING_TO_DELETE} and scope == Scope(ids=scope.ids):
        send({"gone": sorted(scope.ids or ())})
    send({"receipt": receipt.as_dict()})


@websocket_command({vol.Required("type"): f"{DOMAIN}/cancel", **_ENTRY, vol.Required("receipt_id"): str})
@require_admin
@callback
def cancel(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Cancel a purge; nothing happens where it has ended."""
    _entry(hass, msg).runtime_data.deletions.cancel(msg["receipt_id"])
    connection.send_result(msg["id"])


@websocket_command({vol.Required("type"): f"{DOMAIN}/purges/subscribe", **_ENTRY})
@require_admin
@callback
def watch(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Tell how far the purge is that runs, whoever asked for it; null once none does."""
    entry = _entry(hass, msg)
    send = _sender(connection, msg["id"])

    @callback
    def tell() -> None:
        """Tell how it stands."""
        progress = entry.runtime_data.deletions.progress
        send({"purge": figures(progress) if progress.receipt_id else None})

    connection.subscriptions[msg["id"]] = purges.watch(hass, entry.entry_id, tell)
    connection.send_result(msg["id"])
    tell()


def _entry(hass: HomeAssistant, msg: dict[str, Any]) -> PrivacyConfigEntry:
    """Return the account that is meant."""
    entry: PrivacyConfigEntry = service.async_get_config_entry(hass, DOMAIN, msg["entry_id"])
    return entry


def _sender(connection: ActiveConnection, message_id: int) -> Send:
    """Return what sends an event as long as somebody looks."""

    def send(event: dict[str, Any]) -> None:
        if message_id in connection.subscriptions:
            connection.send_event(message_id, event)

    return send


def _look_away() -> None:
    """Let go on what nobody looks at any more."""
