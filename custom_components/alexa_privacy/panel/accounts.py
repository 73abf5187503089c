"""What the page shows of an account: how well it is protected, what is left to do, and its other histories."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

from homeassistant.config_entries import SOURCE_REAUTH, ConfigEntryState
from homeassistant.const import STATE_OFF, STATE_ON, Platform
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er
from homeassistant.util import dt as dt_util

from ..account import PrivacyConfigEntry
from ..const import CONF_SPOKEN, DOMAIN, REVIEW
from ..counts.ledger import Before
from ..exceptions import translation
from ..histories.account_history import AccountHistory
from ..teaching.request_status import TESTABLE
from .first_run import describe_first_run
from .good_parts import good_parts, is_current
from .rows import error

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


def describe(hass: HomeAssistant, entry: PrivacyConfigEntry) -> dict[str, Any]:
    """Return an account as the page shows it; what is not known is null."""
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
    review = _find(hass, entry, Platform.SWITCH, REVIEW)
    nightly, receipts = store.voice.nightly, store.receipts
    switch = _find(hass, entry, Platform.SWITCH, "nightly_purge")
    state, is_reached = account.coordinator.data, account.coordinator.last_update_success
    return described | {
        "held": state.recordings if is_reached else None,
        "today": state.today if is_reached else None,
        "echoes": [{"serial": serial, "name": echo.name} for serial, echo in state.echoes.items()],
        "review": {"entity_id": review, "state": _is_on(hass, review), "taught": REVIEW in recipes.switches},
        "nightly": {
            "entity_id": switch,
            "state": _is_on(hass, switch),
            "tested": account.voice.schedule.is_tested,
            "keep_days": None if nightly.keep_nothing else nightly.keep_days,
            "keep_nothing": nightly.keep_nothing,
            "first": nightly.is_first,
            "plan": _plan(account.voice.schedule.plan) if nightly.enabled or account.voice.schedule.is_tested else None,
            "next": _moment(hass, _find(hass, entry, Platform.SENSOR, "next_purge")),
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
        "holds": dict(protected.holds),
        "seen_at": _epoch_ms(protected.seen_at),
        "current": is_current(protected),
        "good": [*good_parts(account, protected)],
        "first_run": describe_first_run(entry),
    }


def _describe_history(hass: HomeAssistant, entry: PrivacyConfigEntry, history: AccountHistory) -> dict[str, Any]:
    """Return one of the other histories as the page shows it: no figures unless it is read to its end."""
    account, key = entry.runtime_data, history.key
    state = account.coordinator.data.histories[key]
    is_counted = account.coordinator.last_update_success and is_read_to_its_end(history)
    last, switch = account.store.receipts.last(key), _find(hass, entry, Platform.SWITCH, f"history_{key}_purge_nightly")
    return {
        "key": key,
        "name": history.name,
        "held": state.held if is_counted else None,
        "today": state.today if is_counted else None,
        "failure": _failure(history),
        "nightly": {"entity_id": switch, "state": _is_on(hass, switch)},
        "last_receipt": last.as_dict() if last else None,
        "last_deletion": _epoch_ms(account.store.receipts.deleted(key).last),
        "can_delete": key in account.requests.recipes.histories,
        "to_test": bool(account.store.request_statuses.to_test(key)),
    }


def is_read_to_its_end(history: AccountHistory) -> bool:
    """Return whether all of a history is counted, and it was listed without a failure last."""
    return history.kept.ledger.complete and history.failure is None


def _failure(history: AccountHistory) -> dict[str, Any] | None:
    """Return why a history is not counted; None if nothing went wrong."""
    if (err := history.failure) is None:
        return None
    key, placeholders = translation(err)
    return error(
        HomeAssistantError(translation_domain=DOMAIN, translation_key=key, translation_placeholders=placeholders)
    )


def _watched(others: Iterable[AccountHistory]) -> Iterator[tuple[Platform, str]]:
    """Go through the entities whose states say that something has changed."""
    yield from _ENTITIES
    for each in others:
        yield from ((platform, f"history_{each.key}_{key}") for platform, key in _OF_HISTORY)


def _plan(plan: Before | None) -> dict[str, Any]:
    """Return what the next night deletes, or would if it were switched on; null is unknown, or no recording."""
    return asdict(plan) if plan else {"count": None, "oldest": None, "newest": None, "is_exact": False}


def _find(hass: HomeAssistant, entry: PrivacyConfigEntry, platform: Platform, key: str) -> str | None:
    return er.async_get(hass).async_get_entity_id(platform, DOMAIN, f"{entry.unique_id}_{key}")


def _is_on(hass: HomeAssistant, entity_id: str | None) -> bool | None:
    """Return whether an entity is on; None where that is not known."""
    state = hass.states.get(entity_id) if entity_id else None
    return {STATE_ON: True, STATE_OFF: False}.get(state.state) if state else None


def _moment(hass: HomeAssistant, entity_id: str | None) -> int | None:
    """Return the moment (epoch ms) that an entity shows."""
    state = hass.states.get(entity_id) if entity_id else None
    return _epoch_ms(dt_util.parse_datetime(state.state) if state else None)


def _epoch_ms(moment: datetime | None) -> int | None:
    return int(moment.timestamp() * 1000) if moment else None
