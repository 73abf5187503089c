"""Converts Amazon's errors to Home Assistant's exceptions."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ConfigEntryAuthFailed, HomeAssistantError
from homeassistant.helpers.update_coordinator import UpdateFailed

from .amazon.errors import (
    AmazonError,
    BadResponse,
    CannotConnect,
    ListingIncomplete,
    NoSound,
    Refused,
    SignedOut,
    Throttled,
    TimeUnknown,
    Withdrawn,
)
from .amazon.learn import LearnError
from .amazon.recipes.request_form import RecipeError
from .amazon.voice import EchoUnavailable
from .const import DOMAIN

_KEYS: Final[dict[type[AmazonError], str]] = {
    CannotConnect: "cannot_connect",
    EchoUnavailable: "echo_unavailable",
    BadResponse: "bad_answer",
    ListingIncomplete: "listing_incomplete",
    NoSound: "no_sound",
    Refused: "refused",
    SignedOut: "signed_out",
    Throttled: "throttled",
    TimeUnknown: "time_unknown",
    Withdrawn: "withdrawn",
}


def key_of(error: type[AmazonError]) -> str:
    """Return the translation key of an error class."""
    return next((key for kind, key in _KEYS.items() if issubclass(error, kind)), "bad_answer")


def translation(err: AmazonError | LearnError | RecipeError) -> tuple[str, dict[str, str]]:
    """Return an error's translation key and placeholders."""
    match err:
        case LearnError():
            return err.reason, err.placeholders
        case RecipeError():
            return err.reason, {"where": err.where}
        case Throttled():
            return key_of(Throttled), {"seconds": f"{err.retry_after:.0f}"}
    return key_of(type(err)), {}


@contextmanager
def polling() -> Iterator[None]:
    """Convert Amazon's errors to those of a coordinator: UpdateFailed or ConfigEntryAuthFailed."""
    try:
        yield
    except SignedOut as err:
        raise ConfigEntryAuthFailed(translation_domain=DOMAIN, translation_key="signed_out") from err
    except AmazonError as err:
        key, placeholders = translation(err)
        raise UpdateFailed(
            translation_domain=DOMAIN,
            translation_key=key,
            translation_placeholders=placeholders,
            retry_after=err.retry_after if isinstance(err, Throttled) else None,
        ) from err


@contextmanager
def acting(hass: HomeAssistant, entry: ConfigEntry) -> Iterator[None]:
    """Convert Amazon's errors to those of an action; an ended sign-in also starts reauthentication."""
    try:
        yield
    except AmazonError as err:
        if isinstance(err, SignedOut):
            entry.async_start_reauth(hass)
        raise as_action_error(err) from err


def as_action_error(err: AmazonError) -> HomeAssistantError:
    """Return an error as that of an action."""
    key, placeholders = translation(err)
    return HomeAssistantError(translation_domain=DOMAIN, translation_key=key, translation_placeholders=placeholders)
