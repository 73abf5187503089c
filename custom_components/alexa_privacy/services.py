"""The actions of the integration."""

from datetime import datetime, timedelta
from typing import Any, Final

from homeassistant.const import ATTR_CONFIG_ENTRY_ID, ATTR_DEVICE_ID
from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse, callback
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import config_validation as cv, device_registry as dr, service
from homeassistant.util import dt as dt_util
from homeassistant.util.json import JsonObjectType, JsonValueType
import voluptuous as vol

from . import exceptions
from .account import PrivacyConfigEntry
from .amazon.clock import ListingDates
from .amazon.errors import TimeUnknown
from .amazon.recipes.document import VOICE_HISTORY
from .amazon.recordings import Kind, Recording
from .const import DOMAIN
from .counts.sync import AHEAD
from .deletion.lister import LISTINGS
from .deletion.scope import Scope, covers
from .histories.account_history import AccountHistory
from .recorder_copies.actions import async_setup_copies_actions

ATTR_DRY_RUN: Final = "dry_run"
ATTR_END: Final = "end"
ATTR_EVERYTHING: Final = "everything"
ATTR_HISTORY: Final = "history"
ATTR_KIND: Final = "kind"
ATTR_LAST: Final = "last"
ATTR_LIMIT: Final = "limit"
ATTR_OLDER_THAN: Final = "older_than"
ATTR_PERSON: Final = "person"
ATTR_SAID: Final = "said"
ATTR_START: Final = "start"
ATTR_WAIT: Final = "wait"
_MILLISECOND: Final = timedelta(milliseconds=1)


def _time_period(value: Any) -> timedelta:
    """Return a valid duration; Home Assistant's own validator fails on an overflow."""
    try:
        span: timedelta = cv.time_period(value)
    except OverflowError as err:
        raise vol.Invalid("Time period is too long") from err
    return span


_SCOPE: Final = {
    vol.Optional(ATTR_START): cv.datetime,
    vol.Optional(ATTR_END): cv.datetime,
    vol.Optional(ATTR_LAST): _time_period,
    vol.Optional(ATTR_OLDER_THAN): _time_period,
    vol.Optional(ATTR_DEVICE_ID): vol.All(cv.ensure_list, [cv.string]),
    vol.Optional(ATTR_PERSON): vol.All(cv.ensure_list, [cv.string]),
    vol.Optional(ATTR_KIND): vol.All(cv.ensure_list, [vol.Coerce(Kind)]),
    vol.Optional(ATTR_SAID): cv.string,
}
_ACCOUNT: Final = {vol.Optional(ATTR_CONFIG_ENTRY_ID): cv.string}
_HISTORY: Final = {**_ACCOUNT, vol.Optional(ATTR_HISTORY): cv.string}
# What only recordings have.
_OF_RECORDINGS: Final = (ATTR_DEVICE_ID, ATTR_PERSON, ATTR_KIND, ATTR_SAID)

DELETE_SCHEMA: Final = vol.Schema(
    {
        **_HISTORY,
        **_SCOPE,
        vol.Optional(ATTR_EVERYTHING): cv.boolean,
        vol.Optional(ATTR_DRY_RUN): cv.boolean,
        vol.Optional(ATTR_WAIT): cv.boolean,
    }
)
GET_SCHEMA: Final = vol.Schema(
    {**_HISTORY, **_SCOPE, vol.Optional(ATTR_LIMIT): vol.All(cv.positive_int, vol.Range(min=1))}
)

RECOUNT_SCHEMA: Final = vol.Schema(_HISTORY)


@callback
def async_setup_services(hass: HomeAssistant) -> None:
    """Register the actions; all of them need an administrator."""
    service.async_register_admin_service(
        hass, DOMAIN, "delete_recordings", _delete_recordings, DELETE_SCHEMA, SupportsResponse.OPTIONAL
    )
    service.async_register_admin_service(
        hass, DOMAIN, "get_recordings", _get_recordings, GET_SCHEMA, SupportsResponse.ONLY
    )
    async_setup_copies_actions(hass)
    service.async_register_admin_service(hass, DOMAIN, "recount", _recount, RECOUNT_SCHEMA)


async def _delete_recordings(call: ServiceCall) -> ServiceResponse:
    entry = _entry(call)
    history = _history(call, entry)
    scope = _scope(call, entry, history)
    if scope.is_everything and not call.data.get(ATTR_EVERYTHING, False):
        raise ServiceValidationError(translation_domain=DOMAIN, translation_key="scope_missing")
    deletions = entry.runtime_data.deletions
    if call.data.get(ATTR_DRY_RUN, False):
        receipt = await deletions.preview(scope, history=history.key)
    elif call.data.get(ATTR_WAIT, True):
        receipt = await deletions.run(scope, history=history.key)
    else:
        receipt = await deletions.start(scope, history=history.key)
    return receipt.as_dict()


async def _recount(call: ServiceCall) -> None:
    history = _history(call, _entry(call))
    history.counts.recount(history.history.now())


async def _get_recordings(call: ServiceCall) -> ServiceResponse:
    """Return the recordings of the scope, or the entries of another history, newest first."""
    entry = _entry(call)
    history = _history(call, entry)
    scope, limit = _scope(call, entry, history), call.data.get(ATTR_LIMIT)
    with exceptions.acting(call.hass, entry):
        found = await _find(history, scope, limit)
    # Where Amazon never listed anything, the recordings may be at another site.
    is_sure = bool(found) or not history.kept.ledger.doubts_empty
    rows: list[JsonValueType] = [_row(recording, is_voice=history.key == VOICE_HISTORY) for recording in found[:limit]]
    return {"recordings": rows, "complete": is_sure and (limit is None or len(found) <= limit)}


async def _find(found_in: AccountHistory, scope: Scope, limit: int | None) -> list[Recording]:
    """Return what a scope matches, or today without limits, newest first: at least one more than `limit`.

    The time range to list is a guess, as for a deletion. Raises AmazonError.
    """
    history, ledger = found_in.history, found_in.kept.ledger
    for _ in range(LISTINGS):
        now, dates, listed, found = history.now(), ListingDates(), list[Recording](), list[Recording]()
        wanted = Scope(start=ledger.start_of(ledger.day_of(now))) if scope.is_everything else scope
        window = wanted.around(now).window(now + AHEAD)
        async for page in history.pages(*window, dates):
            listed.extend(page)
            meant = wanted.at(dates.earliest, dates.latest) if wanted.depends_on_clock else wanted
            found.extend(recording for recording in page if meant.matches(recording))
            if limit is not None and len(found) > limit:
                break
        else:
            if listed and ledger.misses_any(*window, listed):
                await history.confirm(*window, listed)
        meant = wanted.at(dates.earliest, dates.latest) if wanted.depends_on_clock else wanted
        if covers([window], meant.windows(now if dates.first is None else dates.first)):
            return found
    raise TimeUnknown("Amazon's clock, or this machine's, was set again and again")


def _row(recording: Recording, *, is_voice: bool) -> JsonObjectType:
    """Return a recording as the response shows it; an entry of another history has a time and perhaps a device."""
    entry: JsonObjectType = {
        "time": dt_util.as_local(dt_util.utc_from_timestamp(recording.time / 1000)).isoformat(),
        "device": recording.echo.name if recording.echo else None,
    }
    if not is_voice:
        return entry
    return {
        **entry,
        "person": [*recording.persons],
        "kind": recording.kind.value,
        "said": recording.said,
        "replied": recording.replied,
    }


def _entry(call: ServiceCall) -> PrivacyConfigEntry:
    entry: PrivacyConfigEntry = service.async_get_config_entry(call.hass, DOMAIN, call.data.get(ATTR_CONFIG_ENTRY_ID))
    return entry


def _history(call: ServiceCall, entry: PrivacyConfigEntry) -> AccountHistory:
    """Return the chosen history, by its key or name: the voice recordings, unless another one is given."""
    histories, given = entry.runtime_data.histories, call.data.get(ATTR_HISTORY, VOICE_HISTORY)
    named = [each for each in histories.values() if each.name == given and given not in histories]
    return named[0] if len(named) == 1 else entry.runtime_data.history(given)


def _scope(call: ServiceCall, entry: PrivacyConfigEntry, history: AccountHistory) -> Scope:
    """Return the scope: the AND of all fields that are set."""
    data = call.data
    if history.key != VOICE_HISTORY and any(name in data for name in _OF_RECORDINGS):
        raise ServiceValidationError(translation_domain=DOMAIN, translation_key="only_of_recordings")
    # An empty or negative duration is a mistake that could match everything.
    if any(data[name] <= timedelta(0) for name in (ATTR_LAST, ATTR_OLDER_THAN) if name in data):
        raise ServiceValidationError(translation_domain=DOMAIN, translation_key="duration_not_positive")
    scope = Scope(
        start=_milliseconds(data[ATTR_START]) if ATTR_START in data else None,
        end=_milliseconds(data[ATTR_END]) if ATTR_END in data else None,
        last=data[ATTR_LAST] // _MILLISECOND if ATTR_LAST in data else None,
        older_than=-(-data[ATTR_OLDER_THAN] // _MILLISECOND) if ATTR_OLDER_THAN in data else None,
        echoes=_echoes(call.hass, entry, data[ATTR_DEVICE_ID]) if ATTR_DEVICE_ID in data else None,
        persons=frozenset(name.casefold() for name in data[ATTR_PERSON]) if ATTR_PERSON in data else None,
        kinds=frozenset(data[ATTR_KIND]) if ATTR_KIND in data else None,
        said=data.get(ATTR_SAID),
    )
    now = history.history.now()
    limits = scope.at(now, now)
    if limits.start is not None and limits.end is not None and limits.end <= limits.start:
        raise ServiceValidationError(translation_domain=DOMAIN, translation_key="end_before_start")
    return scope


def _echoes(hass: HomeAssistant, entry: PrivacyConfigEntry, device_ids: list[str]) -> frozenset[str]:
    devices = dr.async_get(hass)
    serials: set[str] = set()
    for device_id in device_ids:
        device = devices.async_get(device_id)
        if not (
            isinstance(device, dr.DeviceEntry) and device.config_entry_id == entry.entry_id and device.serial_number
        ):
            raise ServiceValidationError(translation_domain=DOMAIN, translation_key="device_not_of_account")
        serials.add(device.serial_number)
    return frozenset(serials)


def _milliseconds(moment: datetime) -> int:
    """Return a time as epoch milliseconds, at least 0; a time without a zone is local."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=dt_util.get_default_time_zone())
    return max(0, int(aware.timestamp() * 1000))
