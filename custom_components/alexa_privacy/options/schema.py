"""An account's options: one check for what the form takes and for what is stored."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from homeassistant.helpers.selector import (
    BooleanSelector,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    SelectSelector,
    SelectSelectorConfig,
)
import voluptuous as vol

from ..amazon.phrases import LANGUAGES
from ..const import (
    CONF_ACCEPT_REVIEW,
    CONF_KEEP_NOTHING,
    CONF_KEEP_REVIEW_OFF,
    CONF_MEDIA_SOURCE,
    CONF_POLL_MINUTES,
    CONF_RESCAN_REQUESTS,
    CONF_SETTING_NAMES,
    CONF_SHOW_PAGE,
    CONF_SPOKEN,
    CONF_WHO_MAY,
    DEFAULT_POLL_MINUTES,
    DEFAULT_RESCAN_REQUESTS,
    LOGGER,
)
from ..permissions import WhoMay
from ..settings.named_settings import tidy_name

# The selector alone would take "yes" for true.
_SWITCH: Final = vol.All(bool, BooleanSelector())


def _number(least: int, most: int, unit: str | None = None) -> Callable[[Any], int]:
    """Return what takes a whole number."""
    config = NumberSelectorConfig(min=least, max=most, step=1, mode=NumberSelectorMode.BOX)
    if unit:
        config["unit_of_measurement"] = unit
    return vol.All(NumberSelector(config), vol.Coerce(int))


def _name(text: str) -> str:
    """Take a name that may be given to a setting."""
    if tidy_name(text) != text:
        raise vol.Invalid("not a name for a setting")
    return text


# The default of each, and its check.
_PREFERENCES: Final[Mapping[str, tuple[Any, Any]]] = {
    CONF_POLL_MINUTES: (DEFAULT_POLL_MINUTES, _number(2, 1440, "min")),
    CONF_RESCAN_REQUESTS: (DEFAULT_RESCAN_REQUESTS, _number(0, 5000)),
    CONF_KEEP_REVIEW_OFF: (False, _SWITCH),
    CONF_ACCEPT_REVIEW: (False, _SWITCH),
    CONF_SHOW_PAGE: (True, _SWITCH),
    CONF_MEDIA_SOURCE: (False, _SWITCH),
    CONF_KEEP_NOTHING: (False, _SWITCH),
    CONF_WHO_MAY: (
        WhoMay.ADMINISTRATORS.value,
        SelectSelector(SelectSelectorConfig(options=[*WhoMay], translation_key=CONF_WHO_MAY)),
    ),
}
# Learned requests stay as they are, for the owner to see.
_STORED: Final = vol.Schema(
    {
        **{name: check for name, (_, check) in _PREFERENCES.items()},
        CONF_SETTING_NAMES: {str: vol.All(str, _name)},
        CONF_SPOKEN: vol.Schema({"enabled": bool, "device": str, "language": vol.In(LANGUAGES)}, required=True),
    },
    extra=vol.ALLOW_EXTRA,
)


def preferences(options: Mapping[str, Any]) -> vol.Schema:
    """Return the form of the preferences, filled in with an account's options."""
    return vol.Schema(
        {
            vol.Required(name, default=options.get(name, default)): check
            for name, (default, check) in _PREFERENCES.items()
        }
    )


def valid_options(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options without those that are invalid: their defaults apply."""
    try:
        _STORED(dict(options))
    except vol.MultipleInvalid as err:
        invalid = {str(error.path[0]) for error in err.errors}
        LOGGER.warning("Invalid options reset to defaults: %s", ", ".join(sorted(invalid)))
        return {name: value for name, value in options.items() if name not in invalid}
    return dict(options)
