"""Diagnostics: figures and states chosen one by one, so that nothing personal is included."""

from collections import Counter
from dataclasses import asdict
from datetime import date
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers.device_registry import DeviceEntry

from .account import Account, PrivacyConfigEntry
from .amazon.errors import AmazonError
from .amazon.recipes.document import GROUPS, VOICE_HISTORY, names_in
from .amazon.recipes.outline import outline
from .amazon.request_stats import KindStats
from .amazon.unknown_responses import LEFT_OUT, UnknownResponse
from .const import (
    CONF_ACCEPT_REVIEW,
    CONF_BORROWED,
    CONF_KEEP_REVIEW_OFF,
    CONF_MEDIA_SOURCE,
    CONF_POLL_MINUTES,
    CONF_RESCAN_REQUESTS,
    CONF_SHOW_PAGE,
    CONF_SPOKEN,
    CONF_WHO_MAY,
)
from .counts.ledger import Ledger
from .data import AccountState
from .exceptions import key_of
from .histories.account_history import AccountHistory
from .options.schema import valid_options
from .settings.named_settings import is_named_by_owner
from .teaching.request_status import RequestStatuses

_SHOWN_OPTIONS = (
    CONF_ACCEPT_REVIEW,
    CONF_RESCAN_REQUESTS,
    CONF_KEEP_REVIEW_OFF,
    CONF_MEDIA_SOURCE,
    CONF_POLL_MINUTES,
    CONF_SHOW_PAGE,
    CONF_WHO_MAY,
)


async def async_get_config_entry_diagnostics(hass: HomeAssistant, entry: PrivacyConfigEntry) -> dict[str, Any]:
    """Return figures and states of an account, or why it was never set up."""
    options = valid_options(entry.options)
    spoken = options.get(CONF_SPOKEN, {})
    # An account that waits for Amazon has asked it already.
    found: Account | None = getattr(entry, "runtime_data", None)
    return {
        "state": entry.state.value,
        "reason": entry.error_reason_translation_key,
        "sign_in": "borrowed" if CONF_BORROWED in entry.data else "own",
        "options": {
            **{name: options[name] for name in _SHOWN_OPTIONS if name in options},
            "spoken": spoken.get("language") if spoken.get("enabled") else None,
        },
        **(_account(found) if found else {}),
    }


async def async_get_device_diagnostics(
    hass: HomeAssistant, entry: PrivacyConfigEntry, device: DeviceEntry
) -> dict[str, Any]:
    """Return the diagnostics of an Echo and its account; a device without a serial number is the account itself."""
    account = await async_get_config_entry_diagnostics(hass, entry)
    if device.serial_number is None or "ledger" not in account:
        return account
    ledger, serial = entry.runtime_data.store.voice.ledger, device.serial_number
    days = [day for day, *_ in await hass.async_add_executor_job(ledger.by_day(serial))]
    echo = {
        "named": ledger.names.get(serial) is not None,
        "recordings": ledger.total(echo=serial),
        "days": len(days),
        "first_day": _day(days[0] if days else None),
        "last_day": _day(days[-1] if days else None),
    }
    return {"echo": echo, **account}


def _account(account: Account) -> dict[str, Any]:
    session, store, coordinator, deletions = account.session, account.store, account.coordinator, account.deletions
    shapes = outline(account.requests.standing.agreed)
    names = dict.fromkeys([*names_in(account.requests.document), *store.histories])
    named = [name for name in names if name != VOICE_HISTORY and is_named_by_owner(name)]
    return {
        "site": session.credentials.domain,
        "last_poll": {
            "worked": coordinator.last_update_success,
            "failure": None if coordinator.last_update_success else _failure(coordinator.last_exception),
        },
        "older_days": {"failure": _failure(account.voice.counts.failure)},
        "throttled_for": round(session.paused_for),
        "clock_behind": round(session.clock.ahead / 1000),
        "requests": {kind.value: _kind_stats(stats) for kind, stats in session.request_stats.kinds.items()},
        "not_understood": [_unknown(answer, store.voice.ledger) for answer in session.unknown],
        "learned": {
            "shapes": shapes | {group: _numbered(shapes[group], named) for group in GROUPS if group in shapes},
            "states": _numbered(_states(store.request_statuses), named),
        },
        "settings": _numbered(
            {
                name: {"position": setting.position, "failure": _failure(account.settings.watch.failures.get(name))}
                for name, setting in coordinator.data.settings.items()
            },
            named,
        ),
        "protection": dict(account.protection.now().holds),
        "found_otherwise": _numbered({name: len(moments) for name, moments in store.incidents.items()}, named),
        "ledger": _ledger(store.voice.ledger, coordinator.data),
        "histories": _numbered({each.key: _history(each) for each in account.histories.values()}, named),
        "rescan": account.voice.counts.rescan.as_dict(),
        "echoes": len(coordinator.data.echoes),
        "deleted": store.receipts.deleted().number,
        "purge": {
            "running": deletions.running,
            "phase": deletions.progress.phase,
            **deletions.progress.figures(),
            "failure": _failure(deletions.failure),
        },
        "receipts": [
            receipt.as_dict() | {"history": _without_name(receipt.history, named)} for receipt in store.receipts
        ],
    }


def _failure(error: BaseException | None) -> dict[str, str | None] | None:
    """Return an error; only errors of Amazon's include their messages, which never contain anything personal."""
    if error is None:
        return None
    cause = error if isinstance(error, AmazonError) else error.__cause__
    if isinstance(cause, AmazonError):
        return {"error": key_of(type(cause)), "detail": str(cause)}
    return {"error": getattr(error, "translation_key", None) or type(error).__name__, "detail": None}


def _history(history: AccountHistory) -> dict[str, Any]:
    return {
        "held": history.kept.ledger.total(),
        "complete": history.is_complete,
        "failure": _failure(history.failure),
        "nightly": history.kept.nightly.as_dict(),
    }


def _kind_stats(stats: KindStats) -> dict[str, Any]:
    errors = Counter[str]()
    for error, times in stats.errors.items():
        errors[key_of(error)] += times
    return {
        "sent": stats.sent,
        "last": stats.at,
        "last_status": stats.status,
        "last_error": stats.error and key_of(stats.error),
        "errors": errors,
    }


def _unknown(answer: UnknownResponse, ledger: Ledger) -> dict[str, Any]:
    """Return the outline of an unexpected response."""
    names = {name.casefold() for name in ledger.names.values() if name}
    shown = asdict(answer) | {"outline": _nameless(answer.outline, names)}
    return {"request": shown.pop("kind").value, **shown}


def _nameless(outline: Any, names: set[str]) -> Any:
    """Remove the names of Echos from an outline's keys."""
    if isinstance(outline, list):
        return [_nameless(inner, names) for inner in outline]
    if not isinstance(outline, dict):
        return outline
    return {LEFT_OUT if key.casefold() in names else key: _nameless(inner, names) for key, inner in outline.items()}


def _numbered(requests: dict[str, Any], named: list[str]) -> dict[str, Any]:
    """Return learned requests by name, with numbers instead of the names that the owner gave."""
    return {_without_name(name, named): value for name, value in requests.items()}


def _without_name(name: str, named: list[str]) -> str:
    """Return a number instead of a name that the owner gave."""
    return f"setting_{named.index(name) + 1}" if name in named else name


def _states(request_statuses: RequestStatuses) -> dict[str, Any]:
    """Return since when each learned request is tested or broken; None if it was not tested."""
    states = {name: request_statuses.of(name) for name in request_statuses.taught}
    return {name: asdict(status) if status else None for name, status in states.items()}


def _ledger(ledger: Ledger, state: AccountState) -> dict[str, Any]:
    return {
        "since": _day(ledger.counted_since),
        "until": _day(ledger.counted_until),
        "complete": ledger.complete,
        "empty_unconfirmed": state.empty_unconfirmed,
        "progress": state.progress,
        "counted_at": state.counted_at,
        "rescanned_at": state.rescanned_at,
        "recordings": ledger.total(),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
