"""Rules for imported requests: a shared file, or options that something else wrote.

A lesson shows what the owner's own browser sent, and when. A file may call anything a reading, and a reading is sent
without a click: so from elsewhere, a reading may only be one that changes nothing, as far as that can be seen.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC
from http import HTTPMethod
import re
from typing import Any, Final
from urllib.parse import unquote

from .model import RecipeError, Recipes, RequestTemplate, SwitchRecipe, read_recipes
from .template import TemplateError

_WORD: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
# Letters of a time's layout that are not part of a time are sent unchanged.
_LAYOUT: Final = re.compile(r"\|\s*(?:utc|local):([^|{}]*)")
_OF_TIMES: Final = re.compile(r"%:?[A-Za-z%]|[TZ]|GMT|UTC")
# Possible names of the setting "Enable deletion by voice".
_BY_VOICE: Final = re.compile(r"delet\w*[-_ ]?by[-_ ]?voice|voice[-_ ]?(?:delete|erase)", re.IGNORECASE)
_DELETES: Final = frozenset(
    {"clear", "delete", "deregister", "destroy", "discard", "erase", "forget", "purge", "remove", "unregister", "wipe"}
)
_MOST_DECODED: Final = 8
_WRITES: Final = _DELETES | frozenset(
    {"accept", "add", "change", "confirm", "create", "disable", "enable", "modify", "mutation", "patch", "post", "put"}
    | {"reset", "revoke", "save", "set", "signout", "logout", "submit", "toggle", "update", "write"}
)


def objections(document: Any) -> dict[str, RecipeError]:
    """Return why requests, by name, are not accepted from an import; RecipeError if they are invalid."""
    return objections_to(read_recipes(document))


def objections_to(recipes: Recipes) -> dict[str, RecipeError]:
    """Return why requests, by name, are not accepted from an import."""
    found = {}
    if recipes.delete_everything:
        # What deletes everything cannot be tested on one recording.
        found["delete_everything"] = RecipeError("foreign_everything", "/delete_everything")
    for name, switch in recipes.switches.items():
        if (error := _objection(switch, f"/switches/{name}", recipes)) is not None:
            found[name] = error
    return found


def _objection(switch: SwitchRecipe, where: str, recipes: Recipes) -> RecipeError | None:
    """Return the objection to how a setting is set and read."""
    if switch.read is None:
        # A test could not show whether it works.
        return RecipeError("foreign_unread", where)
    reading = switch.read.request
    if reading.method != HTTPMethod.GET:
        return RecipeError("foreign_read", f"{where}/read/request/method")
    if _says(reading, _WRITES) or any(_address(each) == _address(reading) for each in _deletions(recipes)):
        return RecipeError("foreign_read", f"{where}/read/request")
    if _says(switch.set, _DELETES) or switch.set in _deletions(recipes):
        return RecipeError("foreign_set", f"{where}/set")
    return None


def _deletions(recipes: Recipes) -> list[RequestTemplate]:
    """Return the deletion requests of the same document."""
    deletions = (recipes.delete_recordings, recipes.delete_range, recipes.delete_everything)
    return [deletion.request for deletion in deletions if deletion]


def _address(request: RequestTemplate) -> str:
    """Return the target of a request in normal form."""
    return _decoded(request.path).rstrip("/").casefold()


def _says(request: RequestTemplate, words: frozenset[str]) -> bool:
    """Return whether a request contains words for an action in its address, headers or body."""
    said = (_BY_VOICE.sub(" ", _decoded(text)) for text in (*_texts(request.parts), *_rendered(request)))
    return _hides_letters(request) or any(word.lower() in words for text in said for word in _WORD.findall(text))


def _rendered(request: RequestTemplate) -> Iterator[str]:
    """Return the text of a request that needs only the account: words may be assembled from parts."""
    values = {"csrf": "0", "account": {"customer_id": "0", "domain": "0"}, "zone": UTC}
    with suppress(TemplateError):
        rendered = request.render(values)
        yield rendered.target
        yield from rendered.headers.values()
        yield (rendered.body or b"").decode("utf-8", "replace")


def _hides_letters(request: RequestTemplate) -> bool:
    """Return whether a word may be hidden in the layout of a time."""
    layouts = (layout for text in _texts(request.parts) for layout in _LAYOUT.findall(text))
    return any(re.search("[A-Za-z]", _OF_TIMES.sub("", layout)) for layout in layouts)


def _decoded(text: str) -> str:
    """Return a text decoded from percent-encoding, more often than any server decodes."""
    for _ in range(_MOST_DECODED):
        text = unquote(text)
    return text


def _texts(value: Any) -> Iterator[str]:
    """Return every text in nested values, including the names of members."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from value
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)
