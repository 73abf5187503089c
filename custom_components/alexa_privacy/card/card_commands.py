"""The card's commands: figures for every user; deleting for administrators, or for everyone if the owner allows it."""

from dataclasses import asdict
from datetime import timedelta
from enum import StrEnum
from typing import Any, Final

from homeassistant.auth.models import User
from homeassistant.auth.permissions.const import POLICY_CONTROL
from homeassistant.components.websocket_api.connection import ActiveConnection
from homeassistant.components.websocket_api.decorators import async_response, websocket_command
from homeassistant.config_entries import SOURCE_REAUTH, ConfigEntryState
from homeassistant.const import Platform
from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers import entity_registry as er, service
from homeassistant.util import dt as dt_util
import voluptuous as vol

from ..account import Account, PrivacyConfigEntry
from ..const import DOMAIN
from ..permissions import NotAllowedError, async_is_allowed
from ..teaching.request_status import TESTABLE

# Today and the days before it.
_SPAN: Final = timedelta(days=27)


class Target(StrEnum):
    """What the card deletes."""

    TODAY = "today"
    PURGE = "purge"
    """What the next night would."""


@websocket_command({vol.Required("type"): f"{DOMAIN}/card"})
@async_response
async def card(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Return, for each account, what the states of its entities do not show."""
    context = connection.context(msg)
    entries = hass.config_entries.async_entries(DOMAIN, include_ignore=False, include_disabled=False)
    accounts = [await _describe(hass, entry, connection.user, context) for entry in entries]
    connection.send_result(msg["id"], {"accounts": accounts})


@websocket_command(
    {
        vol.Required("type"): f"{DOMAIN}/card/delete",
        vol.Required("entry_id"): str,
        vol.Required("target"): vol.Coerce(Target),
    }
)
@async_response
async def card_delete(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Delete, and return the receipt once the deletion has ended."""
    entry: PrivacyConfigEntry = service.async_get_config_entry(hass, DOMAIN, msg["entry_id"])
    context = connection.context(msg)
    if not await _may_delete(hass, entry, connection.user, context):
        raise NotAllowedError(context)
    account = entry.runtime_data
    run = account.voice.schedule.run_now if msg["target"] is Target.PURGE else account.deletions.run_today
    receipt = await run()
    connection.send_result(msg["id"], {"receipt": receipt.as_dict()})


async def _describe(hass: HomeAssistant, entry: PrivacyConfigEntry, user: User, context: Context) -> dict[str, Any]:
    """Return an account as the card shows it to a user; unknown values are null."""
    may_delete = await _may_delete(hass, entry, user, context)
    described = {
        "entry_id": entry.entry_id,
        # It may be an email address; others than administrators see it nowhere else.
        "title": entry.title if user.is_admin else None,
        "loaded": entry.state is ConfigEntryState.LOADED,
        "signed_out": any(entry.async_get_active_flows(hass, {SOURCE_REAUTH})),
        "may_delete": may_delete,
    }
    if not described["loaded"]:
        return described
    account, now = entry.runtime_data, dt_util.now()
    ledger, nightly = account.store.voice.ledger, account.store.voice.nightly
    first = (now - _SPAN).date()
    plan = account.voice.schedule.plan_at(now) if may_delete else None
    return described | {
        **_describe_targets(account),
        "keep_days": None if nightly.keep_nothing else nightly.keep_days,
        "plan": asdict(plan) if plan else None,
        "days": await hass.async_add_executor_job(ledger.by_day(first=first)),
        "since": None if ledger.complete else ledger.counted_since,
        "until": ledger.counted_until,
        "complete": ledger.complete,
    }


async def _may_delete(hass: HomeAssistant, entry: PrivacyConfigEntry, user: User, context: Context) -> bool:
    """Return whether a user may delete from the card: the same users may press the account's button."""
    button = er.async_get(hass).async_get_entity_id(Platform.BUTTON, DOMAIN, f"{entry.unique_id}_delete_today")
    controls = user.is_admin or (button is not None and user.permissions.check_entity(button, POLICY_CONTROL))
    return controls and await async_is_allowed(hass, entry, context)


def _describe_targets(account: Account) -> dict[str, Any]:
    """Return what can be deleted by a request that works, and what is missing if nothing can."""
    statuses = account.store.request_statuses
    works = any(map(statuses.is_usable, TESTABLE))
    targets = {Target.TODAY: works or account.voice.schedule.can_speak, Target.PURGE: account.voice.schedule.is_tested}
    to_test = statuses.to_test(*TESTABLE)
    missing = "not_tested" if to_test else "requests_broken" if statuses.broken else "not_taught"
    return {
        "targets": [target for target, can_delete in targets.items() if can_delete],
        "missing": None if any(targets.values()) else missing,
        "to_test": to_test[0] if to_test else None,
    }
