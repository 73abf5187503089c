"""The page's commands about accounts, recordings and deletions."""

import asyncio
from datetime import date
from functools import partial
from typing import Any, Final

from homeassistant.components.websocket_api.connection import ActiveConnection
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import voluptuous as vol

from ..amazon.errors import AmazonError
from ..amazon.household import first_names
from ..amazon.recipes.document import VOICE_HISTORY
from ..const import CONF_NIGHTS_DECLINED, DOMAIN, LOGGER
from ..deletion.nightly import LEAST_DAYS, MOST_DAYS
from ..deletion.scope import Scope
from ..histories.account_history import AccountHistory
from .accounts import describe, is_read_to_its_end
from .command import SUBSCRIPTION, admin_command, subscribed
from .deletion_feed import DeletionFeed
from .listing import Listing, Send
from .messages import ENTRY, FILTER, HISTORY, TARGET, asked_history, asked_scope, entry_of, error, figures, read_scope


@admin_command("accounts")
async def accounts(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Return all accounts."""
    entries = hass.config_entries.async_entries(DOMAIN, include_ignore=False, include_disabled=False)
    connection.send_result(msg["id"], {"accounts": [describe(hass, entry) for entry in entries]})


@admin_command(
    "decide",
    {
        **ENTRY,
        vol.Optional("keep_days"): vol.All(int, vol.Range(LEAST_DAYS, MOST_DAYS)),
        vol.Optional("nightly"): bool,
        vol.Optional("accept_review"): True,
    },
)
async def decide(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Store the owner's decisions in the first steps: about the nightly purge and human review."""
    entry = entry_of(hass, msg)
    if "keep_days" in msg:
        await entry.runtime_data.async_change_nights(keep_days=msg["keep_days"])
    if "nightly" in msg:
        await entry.runtime_data.voice.schedule.change(enabled=msg["nightly"])
    if msg.get("nightly") is False:
        hass.config_entries.async_update_entry(entry, options={**entry.options, CONF_NIGHTS_DECLINED: True})
    if "accept_review" in msg:
        entry.runtime_data.settings.accept_review()
    connection.send_result(msg["id"])


@admin_command("days", HISTORY)
async def days(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Return the number of recordings of each counted day; of other histories, once all are counted."""
    _, history = asked_history(hass, msg)
    ledger = history.kept.ledger
    since = None if ledger.complete else ledger.counted_since
    span = {"since": since, "until": ledger.counted_until, "complete": ledger.complete}
    is_counted = history.key == VOICE_HISTORY or is_read_to_its_end(history)
    counts = await hass.async_add_executor_job(ledger.by_day()) if is_counted else []
    connection.send_result(msg["id"], {"days": counts, **span})


@admin_command("persons", HISTORY)
async def persons(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Return the persons of the household; none if Amazon does not say: the page knows those of its recordings."""
    # Nobody is known in other histories.
    entry, _ = asked_history(hass, {**msg, "persons": []})
    try:
        names = await first_names(entry.runtime_data.session)
    except AmazonError as err:
        LOGGER.debug("Failed to list the household: %s", err)
        names = []
    connection.send_result(msg["id"], {"persons": names})


@admin_command("estimate", {**HISTORY, **FILTER})
async def estimate(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Return about how many recordings a filter matches, without a request to Amazon; null if not known."""
    _, history = asked_history(hass, msg)
    count = await _estimated(hass, history, read_scope(msg))
    connection.send_result(msg["id"], {"count": count})


async def _estimated(hass: HomeAssistant, history: AccountHistory, scope: Scope) -> int | None:
    """Return the count from memory, or else from the counted days; None if neither covers the scope."""
    window, ledger = scope.window(history.history.now()), history.kept.ledger
    if window.start >= window.end:
        return 0
    if (known := history.listed.known(*window)) is not None:
        return await hass.async_add_executor_job(lambda: sum(map(scope.matches, known)))
    if scope.persons is not None or scope.said or history.kept.end.is_doubtful:
        return None
    first, last = ledger.day_of(window.start) if window.start else date.min, ledger.day_of(window.end - 1)
    bounds = [(window.start, ledger.start_of(first))] if window.start else []
    if window.end == scope.end:
        bounds.append((window.end, ledger.end_of(last)))
    if any(bound != whole for bound, whole in bounds):
        # It is not known which recordings of a day are meant.
        return None
    counter = ledger.counter(first, last, scope.echoes, scope.kinds)
    return await hass.async_add_executor_job(counter) if counter else None


@admin_command("recordings/subscribe", {**HISTORY, **FILTER, vol.Optional("refresh", default=False): bool})
async def subscribe(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """List what a scope matches, some rows at a time; what is newer than the last poll only with `refresh`."""
    entry, history = asked_history(hass, msg)
    send = _sender(connection, msg["id"])
    listing = Listing(hass, entry, history, read_scope(msg), send, msg["refresh"])
    connection.subscriptions[msg["id"]] = listing
    connection.send_result(msg["id"])
    listing.more()


@admin_command("recordings/more", SUBSCRIPTION)
async def more(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Continue a listing."""
    if listing := subscribed(connection, msg, Listing):
        listing.more()
        connection.send_result(msg["id"])


@admin_command("preview", TARGET)
async def preview(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Count what would be deleted while the page is subscribed; ends with a receipt or an error."""
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


@admin_command("delete", TARGET)
async def delete(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Start a deletion, and return the id of its receipt; the deletion feed sends the rest."""
    entry, history = asked_history(hass, msg)
    receipt = await entry.runtime_data.deletions.start(asked_scope(msg), history=history.key)
    connection.send_result(msg["id"], {"receipt_id": receipt.receipt_id})


@admin_command("cancel", {**ENTRY, vol.Required("receipt_id"): str})
async def cancel(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Cancel a deletion, unless it has ended."""
    entry_of(hass, msg).runtime_data.deletions.cancel(msg["receipt_id"])
    connection.send_result(msg["id"])


@admin_command("deletions/subscribe", {**HISTORY, vol.Optional("receipt_ids", default=[]): [str]})
async def deletions(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Send the events of all deletions of a history."""
    entry, history = asked_history(hass, msg)
    connection.send_result(msg["id"])
    connection.subscriptions[msg["id"]] = DeletionFeed(
        entry, history.key, partial(connection.send_event, msg["id"]), msg["receipt_ids"]
    )


def _sender(connection: ActiveConnection, message_id: int) -> Send:
    """Return a function that sends an event while the subscription lasts."""

    def send(event: dict[str, Any]) -> None:
        if message_id in connection.subscriptions:
            connection.send_event(message_id, event)

    return send


COMMANDS: Final = (accounts, decide, days, persons, estimate, subscribe, more, preview, delete, cancel, deletions)
