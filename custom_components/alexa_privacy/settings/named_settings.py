"""Settings that the owner named: valid names, keys, and the names of their values."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
import re
from typing import Any, Final
from unicodedata import category, normalize

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.util import slugify

from ..amazon.recipes.document import CONVERSATIONS, SWITCHES, is_setting_name, named_part, names_in
from ..amazon.recipes.model import Recipes
from ..amazon.recipes.template import as_text
from ..const import CONF_KEPT_SETTINGS, CONF_RECIPES, CONF_SETTING_NAMES, DOMAIN, REVIEW

RETENTION: Final = "recordings_kept"
"""The key of the setting for how long Amazon keeps recordings, which is offered by name."""
OFFERED_HISTORIES: Final = (CONVERSATIONS, "smart_home_history", "detected_sounds")
"""The histories that are offered by name."""
UNIQUE_ID: Final = "setting_"
"""The prefix of these entities' unique ids, after that of the account."""
LONGEST_NAME: Final = 60

_LONGEST_KEY: Final = 40
_PUNCTUATION: Final = frozenset(" .,:;'\u2019()/&+?!%-")
_PLATFORMS: Final = {"switches": Platform.SWITCH, "selects": Platform.SELECT}
_PLAIN: Final = re.compile(r"[A-Za-z0-9_.-]+")
_BOUNDARY: Final = re.compile(r"[_.-]+|(?<=[a-z])(?=[A-Z0-9])|(?<=[0-9])(?=[A-Z][a-z])")


@dataclass(frozen=True, slots=True)
class NamedSetting:
    """The names of a setting that the owner named."""

    name: str
    options: Mapping[str, str]
    """The names of its positions; empty for a switch."""


def is_named_by_owner(key: str) -> bool:
    """Return whether the owner named a setting or history: its key comes from that name, and stays out of logs."""
    return key not in {*SWITCHES, CONVERSATIONS}


def settings_in(document: Mapping[str, Any]) -> dict[str, Platform]:
    """Return the platform of each setting in a document of learned requests, by key."""
    return {key: platform for group, platform in _PLATFORMS.items() for key in document.get(group, {})}


def tidy_name(text: str) -> str | None:
    """Return the stored form of a name; None if it is too long or has invalid characters."""
    name = normalize("NFC", " ".join(text.split()))
    kinds = {category(letter)[0] for letter in name if letter not in _PUNCTUATION}
    return name if len(name) <= LONGEST_NAME and kinds & {"L", "N"} and kinds <= {"L", "M", "N"} else None


def key_for(name: str, taken: Collection[str]) -> str:
    """Return an unused key for a new setting or history."""
    base = slugify(name)[:_LONGEST_KEY].strip("_") or "setting"
    key, number = base, 1
    while key in {*taken, *SWITCHES, *OFFERED_HISTORIES, RETENTION} or not is_setting_name(key):
        number += 1
        key = f"{base[: _LONGEST_KEY - len(str(number)) - 1]}_{number}"
    return key


def readable(text: str) -> str:
    """Return an identifier as words: "Save 18 months" for `SAVE_18_MONTHS` and `save18Months`."""
    if not _PLAIN.fullmatch(text):
        return text
    words = [word.lower() if word.isalpha() else word for word in _BOUNDARY.split(text) if word]
    return " ".join([words[0][0].upper() + words[0][1:], *words[1:]]) if words else text


def option_names(values: Mapping[str, Any]) -> dict[str, str]:
    """Return the names of a setting's positions: the values in its request, as words."""
    said = {position: readable(position if value is None else as_text(value)) for position, value in values.items()}
    known = [name.casefold() for name in said.values()]
    return {
        position: name if known.count(name.casefold()) == 1 else f"{name} ({position})"
        for position, name in said.items()
    }


def with_requests(
    options: Mapping[str, Any], taught: Mapping[str, Any], names: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Return options with other requests, without names and kept positions of forgotten settings.

    A position that now has another value is not kept either.
    """
    known, before = names_in(taught), options.get(CONF_RECIPES) or {}
    names = {**options.get(CONF_SETTING_NAMES, {}), **(names or {})}
    kept = {
        key: position
        for key, position in options.get(CONF_KEPT_SETTINGS, {}).items()
        if key in known and _value(taught, key, position) == _value(before, key, position)
    }
    changed = {
        CONF_RECIPES: dict(taught),
        CONF_SETTING_NAMES: {key: name for key, name in names.items() if key in known},
        CONF_KEPT_SETTINGS: kept,
    }
    rest = {name: value for name, value in options.items() if name not in changed}
    return rest | {name: value for name, value in changed.items() if value}


def _value(document: Mapping[str, Any], key: str, position: str) -> str | None:
    """Return the value of a setting's position, as JSON."""
    values = (named_part(document, key) or {}).get("values", {})
    return as_text(values[position]) if position in values else None


@callback
def remove_forgotten(hass: HomeAssistant, entry: ConfigEntry, document: Mapping[str, Any]) -> None:
    """Remove entities and devices of settings and histories that are no longer taught."""
    taught = settings_in(document)
    entities = er.async_get(hass)
    for entity in _entities_of_settings(entities, entry):
        key = entity.unique_id.removeprefix(f"{entry.unique_id}_").removeprefix(UNIQUE_ID)
        if taught.get(key) != entity.domain:
            entities.async_remove(entity.entity_id)
    prefix, devices = f"{entry.unique_id}_history_", dr.async_get(hass)
    known = {f"{prefix}{key}" for key in document.get("histories", {})}
    for device in dr.async_entries_for_config_entry(devices, entry.entry_id):
        ids = {identifier for domain, identifier in device.identifiers if domain == DOMAIN}
        if any(each.startswith(prefix) for each in ids - known):
            devices.async_remove_device(device.id)


def _entities_of_settings(entities: er.EntityRegistry, entry: ConfigEntry) -> Iterator[er.RegistryEntry]:
    """Return the entities of settings that exist only once taught."""
    optional = {f"{entry.unique_id}_{key}" for key in SWITCHES if key != REVIEW}
    for entity in er.async_entries_for_config_entry(entities, entry.entry_id):
        if entity.unique_id.startswith(f"{entry.unique_id}_{UNIQUE_ID}") or entity.unique_id in optional:
            yield entity


def named_settings(recipes: Recipes, names: Mapping[str, str]) -> dict[str, NamedSetting]:
    """Return the settings that the owner named; `names` are those of all learned requests, in words."""
    return {
        key: NamedSetting(names[key], option_names(recipe.values) if key in recipes.selects else {})
        for key, recipe in recipes.settings.items()
        if is_named_by_owner(key)
    }
