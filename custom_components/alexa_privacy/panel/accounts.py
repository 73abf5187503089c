"""The data that the page shows of an account: protection, first steps, and other histories."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import datetime, timedelta
from math import ceil
from typing import Any, Final

from homeassistant.config_entries import SOURCE_REAUTH, ConfigEntryState
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.util import dt as dt_util

from ..account import Account, PrivacyConfigEntry
from ..const import CONF_NIGHTS_DECLINED, CONF_SPOKEN, DOMAIN, REVIEW
from ..counts.months import CountBefore
from ..deletion.receipts import Status
from ..exceptions import as_action_error
from ..histories.account_history import AccountHistory
from ..repair.protection import Problem, ProtectionState
from ..teaching.request_status import TESTABLE, VOICE
from .messages import error

# Whose states say that something of what is described has changed.
_ENTITIES: Final = (
    (Platform.BINARY_SENSOR, "protection"),
    (Platform.NUMBER, "keep_days"),
    (Platform.SENSOR, "counting_progress"),
    (Platform.SENSOR, "last_deletion"),
    (Platform.SENSOR, "next_purge"),
    (Platform.SENSOR, "recordings"),
    (Platform.SENSOR, "recordings_today"),
    (Platform.SWITCH, REVIEW),
    (Platform.SWITCH, "nightly_purge"),
)
_OF_HISTORY: Final = (
    (Platform.SENSOR, "held"),
    (Platform.SENSOR, "today"),
    (Platform.SENSOR, "last_deletion"),
    (Platform.SWITCH, "purge_nightly"),
)
_MINUTE: Final = 60
# A nightly purge may run once a week.
_RECENT: Final = timedelta(days=8)


def describe(hass: HomeAssistant, entry: PrivacyConfigEntry) -> dict[str, Any]:
    """Return an account as the page shows it; unknown values are null."""
    described = {
        "entry_id": entry.entry_id,
        "title": entry.title,
        "loaded": entry.state is ConfigEntryState.LOADED,
        "signed_out": any(entry.async_get_active_flows(hass, {SOURCE_REAUTH})),
    }
    if not described["loaded"]:
        return described
    account, protected = entry.runtime_data, entry.runtime_data.protection.now()
    store, recipes = account.store, account.requests.recipes
    others = [each for each in account.histories.values() if each is not account.voice]
    nightly, receipts = store.voice.nightly, store.receipts
    state, is_reached = account.coordinator.data, account.coordinator.last_update_success
    review = state.settings.get(REVIEW) if is_reached else None
    return described | {
        "held": state.recordings if is_reached else None,
        "today": state.today if is_reached else None,
        "echoes": [{"serial": serial, "name": echo.name} for serial, echo in state.echoes.items()],
        "review": {
            "entity_id": _find(hass, entry, Platform.SWITCH, REVIEW),
            "state": review.is_on if review else None,
            "taught": REVIEW in recipes.switches,
        },
        "nightly": {
            "entity_id": _find(hass, entry, Platform.SWITCH, "nightly_purge"),
            "state": nightly.enabled,
            "tested": account.voice.schedule.is_tested,
            "keep_days": None if nightly.keep_nothing else nightly.keep_days,
            "plan": _plan(account.voice.schedule.plan) if nightly.enabled or account.voice.schedule.is_tested else None,
            "next": _epoch_ms(state.next_purge) if is_reached else None,
        },
        "last_receipt": last.as_dict() if (last := receipts.last()) else None,
        "last_deletion": _epoch_ms(receipts.deleted().last),
        "can_delete": bool(recipes.deletions or entry.options.get(CONF_SPOKEN, {}).get("enabled")),
        "to_teach": [*([] if recipes.deletions else ["delete"]), *([] if REVIEW in recipes.switches else [REVIEW])],
        "to_test": store.request_statuses.to_test(*TESTABLE),
        "broken": store.request_statuses.broken,
        "entities": [found for platform, key in _watched(others) if (found := _find(hass, entry, platform, key))],
        "histories": [_describe_history(hass, entry, each) for each in others],
        "problem": protected.is_problem,
        "problems": protected.problems,
        "current": _is_current(protected),
        "good": [*_good_parts(account, protected)],
        "first_run": _describe_first_run(entry),
    }


def _describe_history(hass: HomeAssistant, entry: PrivacyConfigEntry, history: AccountHistory) -> dict[str, Any]:
    """Return another history as the page shows it, without figures unless it is listed to its end."""
    account, key = entry.runtime_data, history.key
    state = account.coordinator.data.histories[key]
    is_counted = account.coordinator.last_update_success and is_read_to_its_end(history)
    last = account.store.receipts.last(key)
    return {
        "key": key,
        "name": history.name,
        "held": state.held if is_counted else None,
        "today": state.today if is_counted else None,
        "failure": error(as_action_error(history.failure)) if history.failure else None,
        "nightly": {
            "entity_id": _find(hass, entry, Platform.SWITCH, f"history_{key}_purge_nightly"),
            "state": state.nightly,
        },
        "last_receipt": last.as_dict() if last else None,
        "last_deletion": _epoch_ms(account.store.receipts.deleted(key).last),
        "can_delete": key in account.requests.recipes.histories,
        "to_test": bool(account.store.request_statuses.to_test(key)),
    }


def _is_current(protected: ProtectionState) -> bool:
    """Return whether Amazon responded recently, so that the state is current."""
    return not any(protected.holds[problem] is not False for problem in (Problem.SIGNED_OUT, Problem.UNREACHABLE))


def _good_parts(account: Account, protected: ProtectionState) -> Iterator[str]:
    """Yield the parts of the protection that were recently seen to be OK."""
    if not _is_current(protected):
        return
    holds, nightly, request_statuses = protected.holds, account.store.voice.nightly, account.store.request_statuses
    # Accepted is not off, and assumed is not seen.
    if account.protection.is_review_off:
        yield "review"
    if nightly.enabled and not (nightly.failed or holds[Problem.PURGE_OVERDUE] is not False):
        yield "nightly"
    deleted, last = account.store.receipts.deleted().last, account.store.receipts.last()
    # One in the future is a clock's mistake.
    if deleted is not None and timedelta() <= dt_util.utcnow() - deleted <= _RECENT:
        # A test is a deletion, too, and leaves no receipt.
        if last is None or last.status is Status.VERIFIED or (last.finished and deleted > last.finished):
            yield "receipt"
        # A request that was tested long ago may work no longer: a deletion has to have shown it.
        if request_statuses.taught and not (
            request_statuses.broken or request_statuses.to_test(*TESTABLE) or holds[Problem.DELETED_TOO_MUCH]
        ):
            yield "learned"


def _describe_first_run(entry: PrivacyConfigEntry) -> dict[str, Any]:
    """Return the progress of the first steps; `counting` is null once everything is counted."""
    account: Account = entry.runtime_data
    ledger, nightly = account.store.voice.ledger, account.store.voice.nightly
    seconds = account.voice.counts.backfill.seconds_left
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


def is_read_to_its_end(history: AccountHistory) -> bool:
    """Return whether a history is completely counted, and its last listing succeeded."""
    return history.is_complete and history.failure is None


def _watched(others: Iterable[AccountHistory]) -> Iterator[tuple[Platform, str]]:
    """Yield the entities whose state changes mean that the page must be updated."""
    yield from _ENTITIES
    for each in others:
        yield from ((platform, f"history_{each.key}_{key}") for platform, key in _OF_HISTORY)


def _plan(plan: CountBefore | None) -> dict[str, Any]:
    """Return what the next night deletes, or would if it was on; null is unknown, or no recording."""
    return asdict(plan) if plan else {"count": None, "oldest": None, "newest": None, "is_exact": False}


def _find(hass: HomeAssistant, entry: PrivacyConfigEntry, platform: Platform, key: str) -> str | None:
    return er.async_get(hass).async_get_entity_id(platform, DOMAIN, f"{entry.unique_id}_{key}")


def _epoch_ms(moment: datetime | None) -> int | None:
    return int(moment.timestamp() * 1000) if moment else None
