"""The first run on the page: what is done of it, and what the owner decides there."""

from math import ceil
from typing import Any, Final

from homeassistant.components import websocket_api
from homeassistant.components.websocket_api.connection import ActiveConnection
from homeassistant.components.websocket_api.decorators import async_response, require_admin, websocket_command
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import service
import voluptuous as vol

from ..account import Account, PrivacyConfigEntry
from ..const import CONF_NIGHTS_DECLINED, DOMAIN, REVIEW
from ..deletion.nightly import LEAST_DAYS, MOST_DAYS
from ..teaching.request_status import VOICE

_MINUTE: Final = 60


@callback
def async_register_first_run(hass: HomeAssistant) -> None:
    """Register the command."""
    websocket_api.async_register_command(hass, decide)


def describe_first_run(entry: PrivacyConfigEntry) -> dict[str, Any]:
    """Return how far the first run has come; `counting` is null once all is counted."""
    account: Account = entry.runtime_data
    ledger, nightly = account.store.voice.ledger, account.store.voice.nightly
    seconds = account.voice.counts.seconds_left
    minutes = None if seconds is None else ceil(seconds / _MINUTE)
    return {
        "counting": None if ledger.complete else {"count": ledger.total(), "minutes": minutes},
        "usable": [*account.requests.usable, *([VOICE] if account.voice.schedule.can_speak else [])],
        # Whether they were ever switched on, or declined.
        "nights": nightly.enabled or nightly.since is not None or bool(entry.options.get(CONF_NIGHTS_DECLINED)),
        "review": _is_review_decided(account),
    }


def _is_review_decided(account: Account) -> bool:
    """Return whether human review was seen to be off, is kept off, or is accepted."""
    protection, guard = account.protection, account.settings.guard
    is_kept_off = guard.wanted is not None and not guard.is_violated and REVIEW in account.requests.recipes.switches
    return protection.accepts_review or protection.is_review_off or is_kept_off


@websocket_command(
    {
        vol.Required("type"): f"{DOMAIN}/decide",
        vol.Required("entry_id"): str,
        vol.Optional("keep_days"): vol.All(int, vol.Range(LEAST_DAYS, MOST_DAYS)),
        vol.Optional("nightly"): bool,
        vol.Optional("accept_review"): True,
    }
)
@require_admin
@async_response
async def decide(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Keep what the owner decides: how nights are kept clean, if at all, and that human review stays as it is."""
    entry: PrivacyConfigEntry = service.async_get_config_entry(hass, DOMAIN, msg["entry_id"])
    if "keep_days" in msg:
        await entry.runtime_data.async_change_nights(keep_days=msg["keep_days"])
    if "nightly" in msg:
        await entry.runtime_data.voice.schedule.change(enabled=msg["nightly"])
    if msg.get("nightly") is False:
        hass.config_entries.async_update_entry(entry, options={**entry.options, CONF_NIGHTS_DECLINED: True})
    if "accept_review" in msg:
        entry.runtime_data.settings.accept_review()
    connection.send_result(msg["id"])
