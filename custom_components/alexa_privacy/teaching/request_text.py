"""Learned requests in words: what each sends, when, and what it may do."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.translation import async_get_cached_translations
import orjson

from ..amazon.recipes.document import SWITCHES
from ..const import DOMAIN
from ..repair.issues import in_words

_SAYING: Final = ("query", "headers", "json", "form", "text")
_LONGEST: Final = 500


@callback
def describe(hass: HomeAssistant, document: Mapping[str, Any], names: Iterable[str]) -> str:
    """Return some of a document's requests in Home Assistant's language, as Markdown."""
    texts = async_get_cached_translations(hass, hass.config.language, "selector", DOMAIN)
    return "\n\n".join(
        f"**{in_words(hass, [name])}**\n"
        + "\n".join(
            f"- {_as_sent(request)}\n  {texts.get(f'component.{DOMAIN}.selector.request_use.options.{use}', use)}"
            for use, request in _requests(document, name)
        )
        for name in names
    )


def _requests(document: Mapping[str, Any], name: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Return what is sent for one name, and what for."""
    part = document["switches"][name] if name in SWITCHES else document[name]
    for first in part.get("first", {}).values():
        yield "first", first["request"]
    if name not in SWITCHES:
        yield name, part["request"]
        return
    # One request for both positions, or one for each.
    for request in [part["set"]] if "method" in part["set"] else part["set"].values():
        yield "set", request
    if part.get("read"):
        yield "read", part["read"]["request"]


def _as_sent(request: Mapping[str, Any]) -> str:
    """Return a request as it is sent, with its placeholders."""
    said = {name: request[name] for name in _SAYING if request.get(name)}
    path = request["path"] if isinstance(request["path"], str) else orjson.dumps(request["path"]).decode()
    parts = [f"{request['method']} {path}", *([orjson.dumps(said).decode()] if said else [])]
    return " ".join(_as_code(part) for part in parts)


def _as_code(text: str) -> str:
    """Return a text that Markdown shows as it is."""
    plain = text.replace("`", "'")
    return f"`{plain if len(plain) <= _LONGEST else f'{plain[:_LONGEST]}…'}`"
