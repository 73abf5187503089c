"""What the page shows of an account: how well it is protected, and what is left to do."""

from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

from homeassistant.config_entries import SOURCE_REAUTH, ConfigEntryState
from homeassistant.const import STATE_OFF, STATE_ON, Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.util import dt as dt_util

from ..account import PrivacyConfigEntry
from ..const import CONF_SPOKEN, DOMAIN, REVIEW
from ..counts.ledger import Before
from ..teaching.request_status import TESTABLE
from .good_parts import good_parts, is_current

# Whose states say that something of what is described has changed.
_ENTITIES: Final = (
    (Platform.BINARY_SENSOR, "protection"),
    (Platform.NUMBER, "keep_days"),
    (Platform.SENSOR, "last_deletion"),
    (Platform.SENSOR, "next_purge"),
    (Platform.SENSOR, "recordings"),
    (Platform.SWITCH, REVIEW),
    (Platform.SWITCH, "nightly_purge"),
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
    deletes = recipes.delete_recordings or recipes.delete_range or recipes.delete_everything
    review = _find(hass, entry, Platform.SWITCH, REVIEW)
    nightly, receipts = store.nightly, store.receipts
    switch = _find(hass, entry, Platform.SWITCH, "nightly_purge")
    return described | {
        "echoes": [{"serial": serial, "name": echo.name} for serial, echo in account.coordinator.data.echoes.items()],
        "review": {"entity_id": review, "state": _is_on(hass, review), "taught": REVIEW in recipes.switches},
        "nightly": {
            "entity_id": switch,
            "state": _is_on(hass, switch),
            "tested": account.schedule.is_tested,
            "keep_days": None if nightly.keep_nothing else nightly.keep_days,
            "keep_nothing": nightly.keep_nothing,
            "first": nightly.is_first,
            "plan": _plan(account.schedule.plan) if nightly.enabled or account.schedule.is_tested else None,
            "next": _moment(hass, _find(hass, entry, Platform.SENSOR, "next_purge")),
        },
        "last_receipt": receipts.last.as_dict() if receipts.last else None,
        "last_deletion": _epoch_ms(receipts.last_deletion),
        "can_delete": bool(deletes or entry.options.get(CONF_SPOKEN, {}).get("enabled")),
        "to_teach": [*([] if deletes else ["delete"]), *([] if REVIEW in recipes.switches else [REVIEW])],
        "to_test": store.request_statuses.to_test(*TESTABLE),
        "broken": store.request_statuses.broken,
        "entities": [found for platform, key in _ENTITIES if (found := _find(hass, entry, platform, key))],
        "problem": protected.is_problem,
        "problems": protected.problems,
        "holds": dict(protected.holds),
        "seen_at": _epoch_ms(protected.seen_at),
        "current": is_current(protected),
        "good": [*good_parts(account, protected)],
    }


def _plan(plan: Before | None) -> dict[str, Any]:
    """Return what the next night deletes, or would if it were switched on; null is unknown, or no recording."""
    return asdict(plan) if plan else {"count": None, "oldest": None, "newest": None, "is_exact": False}


def _find(hass: HomeAssistant, entry: PrivacyConfigEntry, platform: Platform, key: str) -> str | None:
    """Return the id of one of the account's entities."""
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
    """Return a moment as the page takes it."""
    return int(moment.timestamp() * 1000) if moment else None
