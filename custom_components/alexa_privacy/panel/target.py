"""What a command of the page is about: one of an account's histories, and what of it."""

from typing import Any, Final

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import service
from homeassistant.helpers.typing import VolDictType
import voluptuous as vol

from ..account import PrivacyConfigEntry
from ..amazon.recipes.document import VOICE_HISTORY
from ..const import DOMAIN
from ..deletion.scope import Scope
from ..histories.account_history import AccountHistory
from .rows import SCOPE, read_scope

HISTORY: Final[VolDictType] = {vol.Required("entry_id"): str, vol.Optional("history", default=VOICE_HISTORY): str}
TARGET: Final[VolDictType] = {**HISTORY, **SCOPE, vol.Optional("everything", default=False): bool}
_OF_RECORDINGS: Final = ("echoes", "persons", "kinds", "said")


def entry_of(hass: HomeAssistant, msg: dict[str, Any]) -> PrivacyConfigEntry:
    """Return the account that is meant."""
    entry: PrivacyConfigEntry = service.async_get_config_entry(hass, DOMAIN, msg["entry_id"])
    return entry


def asked_history(hass: HomeAssistant, msg: dict[str, Any]) -> tuple[PrivacyConfigEntry, AccountHistory]:
    """Return the account and the history that are meant.

    Raises ServiceValidationError if there is no such history, or it has not what it is to be limited by.
    """
    entry = entry_of(hass, msg)
    history = history_of(entry, msg["history"])
    if history.key != VOICE_HISTORY and not msg.keys().isdisjoint(_OF_RECORDINGS):
        raise ServiceValidationError(translation_domain=DOMAIN, translation_key="only_of_recordings")
    return entry, history


def history_of(entry: PrivacyConfigEntry, key: str) -> AccountHistory:
    """Return a history of an account; raises ServiceValidationError if it has none of this key."""
    histories = entry.runtime_data.histories
    if key not in histories:
        raise ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key="history_unknown",
            translation_placeholders={"history": key, "histories": ", ".join(histories)},
        )
    return histories[key]


def asked_scope(msg: dict[str, Any]) -> Scope:
    """Return the scope of a command that deletes; raises ServiceValidationError if nothing limits it unsaid."""
    scope = read_scope(msg)
    if scope.is_everything and not msg["everything"]:
        raise ServiceValidationError(translation_domain=DOMAIN, translation_key="scope_missing")
    return scope
