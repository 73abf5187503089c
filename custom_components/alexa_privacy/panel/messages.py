"""The messages between page and integration: fields of commands, and responses."""

from typing import Any, Final

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import service
from homeassistant.helpers.typing import VolDictType
import voluptuous as vol

from ..account import PrivacyConfigEntry
from ..amazon.recipes.document import VOICE_HISTORY
from ..amazon.recording_summary import RecordingSummary
from ..amazon.recordings import Kind, time_of
from ..const import DOMAIN
from ..deletion.models import Phase, Progress
from ..deletion.scope import Scope
from ..histories.account_history import AccountHistory

# The end of the year 9999: nothing after it is a date.
_MOMENT: Final = vol.All(int, vol.Range(min=0, max=253_402_300_799_999))


def _recording_id(text: str) -> str:
    time_of(text)
    return text


RECORDING_ID: Final = vol.All(str, _recording_id)

FILTER: Final[VolDictType] = {
    vol.Optional("start"): _MOMENT,
    vol.Optional("end"): _MOMENT,
    vol.Optional("echoes"): [str],
    vol.Optional("persons"): [str],
    vol.Optional("kinds"): [vol.Coerce(Kind)],
    vol.Optional("said"): str,
}
ENTRY: Final[VolDictType] = {vol.Required("entry_id"): str}
HISTORY: Final[VolDictType] = {**ENTRY, vol.Optional("history", default=VOICE_HISTORY): str}
TARGET: Final[VolDictType] = {
    **HISTORY,
    **FILTER,
    vol.Optional("ids"): [RECORDING_ID],
    vol.Optional("everything", default=False): bool,
}
_OF_RECORDINGS: Final = ("echoes", "persons", "kinds", "said")


def entry_of(hass: HomeAssistant, msg: dict[str, Any]) -> PrivacyConfigEntry:
    """Return the account of a command."""
    entry: PrivacyConfigEntry = service.async_get_config_entry(hass, DOMAIN, msg["entry_id"])
    return entry


def asked_history(hass: HomeAssistant, msg: dict[str, Any]) -> tuple[PrivacyConfigEntry, AccountHistory]:
    """Return the account and the history of a command.

    Raises ServiceValidationError if there is no such history, or it does not support a given filter.
    """
    entry = entry_of(hass, msg)
    history = entry.runtime_data.history(msg["history"])
    if history.key != VOICE_HISTORY and not msg.keys().isdisjoint(_OF_RECORDINGS):
        raise ServiceValidationError(translation_domain=DOMAIN, translation_key="only_of_recordings")
    return entry, history


def asked_scope(msg: dict[str, Any]) -> Scope:
    """Return the scope of a command that deletes; raises ServiceValidationError without limits and `everything`."""
    scope = read_scope(msg)
    if scope.is_everything and not msg["everything"]:
        raise ServiceValidationError(translation_domain=DOMAIN, translation_key="scope_missing")
    return scope


def read_scope(message: dict[str, Any]) -> Scope:
    """Read the scope of a command."""
    start, end = message.get("start"), message.get("end")
    if start is not None and end is not None and end <= start:
        raise ServiceValidationError(translation_domain=DOMAIN, translation_key="end_before_start")
    echoes, persons, kinds, ids = (message.get(name) for name in ("echoes", "persons", "kinds", "ids"))
    return Scope(
        start=start,
        end=end,
        echoes=None if echoes is None else frozenset(echoes),
        persons=None if persons is None else frozenset(name.casefold() for name in persons),
        kinds=None if kinds is None else frozenset(kinds),
        said=message.get("said"),
        ids=None if ids is None else frozenset(ids),
    )


def row(recording: RecordingSummary, *, is_voice: bool = True) -> dict[str, Any]:
    """Return a recording as the page shows it, without Amazon's key.

    An entry of another history has only a time and possibly a device.
    """
    echo = recording.echo
    entry = {
        "id": recording.id,
        "time": recording.time,
        "echo": echo.serial if echo else None,
        "device": echo.name if echo else None,
    }
    if not is_voice:
        return {**entry, "persons": [], "kind": Kind.UNKNOWN.value, "said": "", "replied": "", "audio": False}
    return {
        **entry,
        "persons": recording.persons,
        "kind": recording.kind.value,
        "said": recording.said,
        "replied": recording.replied,
        "audio": recording.utterance_id is not None,
    }


def figures(progress: Progress) -> dict[str, Any]:
    """Return the progress of a deletion; `matched` is known once everything is listed."""
    listing = progress.phase is Phase.LISTING
    return {
        "receipt_id": progress.receipt_id,
        "phase": progress.phase.value,
        "listed": progress.found if listing else None,
        "matched": 0 if listing else progress.found,
        "asked": progress.asked,
        "verified_gone": progress.verified_gone,
        "waiting": progress.waiting,
    }


def error(err: HomeAssistantError) -> dict[str, Any]:
    """Return an error as the page shows it; the code is its translation key."""
    return {"code": err.translation_key, "message": str(err), "placeholders": err.translation_placeholders or {}}
