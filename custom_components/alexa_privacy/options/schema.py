"""The schema of an account's options, for the form and for stored options."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from homeassistant.const import STATE_OFF, STATE_ON
from homeassistant.data_entry_flow import section
from homeassistant.helpers.selector import (
    BooleanSelector,
    EntitySelector,
    EntitySelectorConfig,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    SelectSelector,
)
import voluptuous as vol

from ..amazon.phrases import LANGUAGES
from ..const import (
    CONF_ACCEPT_REVIEW,
    CONF_KEEP_NOTHING,
    CONF_KEEP_REVIEW_OFF,
    CONF_KEPT_SETTINGS,
    CONF_MEDIA_SOURCE,
    CONF_NIGHTS_DECLINED,
    CONF_NOTIFY,
    CONF_NOTIFY_ABOUT,
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
from ..dialogs import choice
from ..permissions import WhoMay
from ..repair.notices import PROBLEMS, Notice
from ..settings.named_settings import NamedSetting, tidy_name

NOT_KEPT: Final = "not-kept"
"""The choice not to keep a setting; no position has this name, because positions are slugs."""

# The selector alone would take "yes" for true.
_SWITCH: Final = vol.All(bool, BooleanSelector())


def _number(least: int, most: int, unit: str | None = None) -> Callable[[Any], int]:
    config = NumberSelectorConfig(min=least, max=most, step=1, mode=NumberSelectorMode.BOX)
    if unit:
        config["unit_of_measurement"] = unit
    return vol.All(NumberSelector(config), vol.Coerce(int))


def _name(text: str) -> str:
    """Validate a setting's name."""
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
    CONF_WHO_MAY: (WhoMay.ADMINISTRATORS.value, choice([*WhoMay], CONF_WHO_MAY)),
    CONF_NOTIFY: ([], EntitySelector(EntitySelectorConfig(domain="notify", multiple=True))),
    CONF_NOTIFY_ABOUT: (PROBLEMS, choice([*Notice], CONF_NOTIFY_ABOUT, multiple=True)),
}
# Learned requests stay as they are, for the owner to see.
_STORED: Final = vol.Schema(
    {
        **{name: check for name, (_, check) in _PREFERENCES.items()},
        CONF_KEPT_SETTINGS: {str: str},
        CONF_NIGHTS_DECLINED: bool,
        CONF_SETTING_NAMES: {str: vol.All(str, _name)},
        CONF_SPOKEN: vol.Schema({"enabled": bool, "device": str, "language": vol.In(LANGUAGES)}, required=True),
    },
    extra=vol.ALLOW_EXTRA,
)


def preferences(options: Mapping[str, Any], keepable: Mapping[str, NamedSetting] | None = None) -> vol.Schema:
    """Return the preferences form with an account's options as defaults; `keepable` settings can be kept."""
    fields: dict[vol.Marker, Any] = {
        vol.Required(name, default=options.get(name, default)): check for name, (default, check) in _PREFERENCES.items()
    }
    if keepable:
        kept = options.get(CONF_KEPT_SETTINGS, {})
        # A field that has no translation is labelled by its name.
        settings = {setting.name: _kept_position(setting, kept.get(key)) for key, setting in keepable.items()}
        schema = vol.Schema({vol.Required(name): choice for name, (_, choice) in settings.items()})
        now = {name: position for name, (position, _) in settings.items()}
        # The frontend takes a section's own default, not those in it.
        fields[vol.Required(CONF_KEPT_SETTINGS, default=now)] = section(schema, {"collapsed": not kept})
    return vol.Schema(fields)


def _kept_position(setting: NamedSetting, kept: str | None) -> tuple[str, SelectSelector]:
    """Return a field for the position to keep a setting in, or none."""
    positions = {NOT_KEPT: NOT_KEPT, **(setting.options or {STATE_ON: STATE_ON, STATE_OFF: STATE_OFF})}
    return (kept if kept in positions else NOT_KEPT), choice(positions, "kept_position", mode="dropdown")


def kept_settings(
    options: Mapping[str, Any], keepable: Mapping[str, NamedSetting], chosen: Mapping[str, str]
) -> dict[str, str]:
    """Return the kept settings after submitting the form; settings that are not in it stay as they are."""
    keys = {setting.name: key for key, setting in keepable.items()}
    kept = {**options.get(CONF_KEPT_SETTINGS, {}), **{keys[name]: chosen[name] for name in keys.keys() & chosen.keys()}}
    return {key: position for key, position in kept.items() if position != NOT_KEPT}


def valid_options(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return the valid options; the defaults apply for others."""
    try:
        _STORED(dict(options))
    except vol.MultipleInvalid as err:
        invalid = {str(error.path[0]) for error in err.errors}
        LOGGER.warning("Invalid options reset to defaults: %s", ", ".join(sorted(invalid)))
        return {name: value for name, value in options.items() if name not in invalid}
    return dict(options)
