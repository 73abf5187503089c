"""Rules for imported requests: a shared file, or options that something else wrote.

A lesson shows what the owner's own browser sent, and when. An imported file may declare any request a reading, and
readings are sent automatically: so an imported reading must look as if it changes nothing.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC
from http import HTTPMethod
import re
from typing import Any, Final
from urllib.parse import unquote

from .document import read_recipes
from .model import AnyAnswer, FirstRequest, Recipes, RequestTemplate, SettingRecipe
from .request_form import ANSWERS, RecipeError
from .template import RECORDINGS, TemplateError, as_text, texts_in

_WORD: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
# Letters of a time's layout that are not part of a time are sent unchanged.
_LAYOUT: Final = re.compile(r"\|\s*(?:utc|local):([^|{}]*)")
_OF_TIMES: Final = re.compile(r"%:?[A-Za-z%]|[TZ]|GMT|UTC")
# Possible names of the setting "Enable deletion by voice".
_BY_VOICE: Final = re.compile(r"delet\w*[-_ ]?by[-_ ]?voice|voice[-_ ]?(?:delete|erase)", re.IGNORECASE)
_DELETES: Final = frozenset(
    {"clear", "delete", "deregister", "destroy", "discard", "erase", "forget", "purge", "remove", "unregister", "wipe"}
)
_ANY: Final = {
    "csrf": "0",
    "account": {"customer_id": "0", "domain": "0"},
    "zone": UTC,
    "value": "0",
    "start": 0,
    "end": 0,
    **dict.fromkeys((*ANSWERS, "now", "recording"), AnyAnswer()),
    RECORDINGS: [AnyAnswer()],
}
_MOST_DECODED: Final = 8
_WRITES: Final = _DELETES | frozenset(
    {"accept", "add", "change", "confirm", "create", "disable", "enable", "modify", "mutation", "patch", "post", "put"}
    | {"reset", "revoke", "save", "set", "signout", "logout", "submit", "toggle", "update", "write"}
)


def objections(document: Any) -> dict[str, RecipeError]:
    """Return why requests, by name, are not accepted from an import; RecipeError if they are invalid."""
    return objections_to(read_recipes(document))


def objections_to(recipes: Recipes) -> dict[str, RecipeError]:
    """Return why requests that were read, by name, are not accepted from an import."""
    found: dict[str, RecipeError] = {}

    @contextmanager
    def checking(name: str) -> Iterator[None]:
        try:
            yield
        except RecipeError as err:
            found[name] = err

    for name, deletion in recipes.deletions.items():
        with checking(name):
            _check_first(deletion.first, f"/{name}/first", recipes)
    if recipes.delete_everything:
        # What deletes everything cannot be tested on one recording.
        found["delete_everything"] = RecipeError("foreign_everything", "/delete_everything")
    # A listing is sent without a click, and nobody can see beforehand that it only lists.
    found |= {name: RecipeError("foreign_history", f"/histories/{name}") for name in recipes.histories}
    for group, settings in (("switches", recipes.switches), ("selects", recipes.selects)):
        for name, setting in settings.items():
            with checking(name):
                _check_setting(setting, f"/{group}/{name}", recipes)
    return found


def _check_setting(setting: SettingRecipe, where: str, recipes: Recipes) -> None:
    if setting.read is None:
        # A test could not show whether it works.
        raise RecipeError("foreign_unread", where)
    _check_harmless(setting.read.request, f"{where}/read/request", recipes)
    _check_first(setting.first, f"{where}/first", recipes)
    if any(_says(each, _DELETES) or each in _deletions(recipes) for each in setting.set.values()):
        raise RecipeError("foreign_set", f"{where}/set")


def _check_first(requests: Iterable[FirstRequest], where: str, recipes: Recipes) -> None:
    """Raise the objection to requests that are sent first, which have the rules of a reading."""
    for first in requests:
        _check_harmless(first.request, f"{where}/{first.name}/request", recipes)


def _check_harmless(request: RequestTemplate, where: str, recipes: Recipes) -> None:
    """Raise the objection to a request that should change nothing."""
    if request.method != HTTPMethod.GET:
        raise RecipeError("foreign_read", f"{where}/method")
    # What cannot be looked at filled in could be put together of anything.
    if (
        not any(_rendered(request))
        or _says(request, _WRITES)
        or any(_address(each) == _address(request) for each in _deletions(recipes))
    ):
        raise RecipeError("foreign_read", where)


def _deletions(recipes: Recipes) -> list[RequestTemplate]:
    deletions = [*recipes.deletions.values(), *(history.delete for history in recipes.histories.values())]
    return [deletion.request for deletion in deletions]


def _address(request: RequestTemplate) -> str:
    """Return the normalized address of a request."""
    path = request.path if isinstance(request.path, str) else "/".join(map(as_text, request.path))
    return _decoded(path).rstrip("/").casefold()


def _says(request: RequestTemplate, words: frozenset[str]) -> bool:
    """Return whether a request contains words for an action in its address, headers or body."""
    said = (_BY_VOICE.sub(" ", _decoded(text)) for text in (*texts_in(request.parts), *_rendered(request)))
    return _hides_letters(request) or any(word.lower() in words for text in said for word in _WORD.findall(text))


def _rendered(request: RequestTemplate) -> Iterator[str]:
    """Return a request rendered with the account's values only, because words may be composed of parts."""
    with suppress(TemplateError):
        rendered = request.render(_ANY)
        yield rendered.target
        yield from rendered.headers.values()
        yield (rendered.body or b"").decode("utf-8", "replace")


def _hides_letters(request: RequestTemplate) -> bool:
    """Return whether the layout of a time may hide a word."""
    layouts = (layout for text in texts_in(request.parts) for layout in _LAYOUT.findall(text))
    return any(re.search("[A-Za-z]", _OF_TIMES.sub("", layout)) for layout in layouts)


def _decoded(text: str) -> str:
    """Return a percent-decoded text, decoded more often than any server does."""
    for _ in range(_MOST_DECODED):
        text = unquote(text)
    return text
