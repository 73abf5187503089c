"""An account's options as set-up needs them: of what others wrote there, only what is whole."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from ..amazon.phrases import LANGUAGES
from ..const import (
    CONF_ACCEPT_REVIEW,
    CONF_KEEP_NOTHING,
    CONF_KEEP_REVIEW_OFF,
    CONF_MEDIA_SOURCE,
    CONF_POLL_MINUTES,
    CONF_RESCAN_REQUESTS,
    CONF_SHOW_PAGE,
    CONF_SPOKEN,
    CONF_WHO_MAY,
)
from ..permissions import WhoMay

_A_DAY: Final = 24 * 60


def whole(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options without those that are damaged; learned requests stay, for the owner to see."""
    return {name: value for name, value in options.items() if name not in _CHECKS or _CHECKS[name](value)}


def _is_flag(value: Any) -> bool:
    """Tell a switch."""
    return isinstance(value, bool)


def _is_spoken(value: Any) -> bool:
    """Tell how to delete by voice."""
    match value:
        case {"enabled": bool(), "device": str(), "language": str(language)}:
            return language in LANGUAGES
    return False


_CHECKS: Final[dict[str, Callable[[Any], bool]]] = {
    CONF_ACCEPT_REVIEW: _is_flag,
    CONF_RESCAN_REQUESTS: lambda value: type(value) is int and value >= 0,
    CONF_KEEP_NOTHING: _is_flag,
    CONF_KEEP_REVIEW_OFF: _is_flag,
    CONF_MEDIA_SOURCE: _is_flag,
    CONF_POLL_MINUTES: lambda value: type(value) is int and 0 < value <= _A_DAY,
    CONF_SHOW_PAGE: _is_flag,
    CONF_SPOKEN: _is_spoken,
    CONF_WHO_MAY: lambda value: isinstance(value, str) and value in [*WhoMay],
}
