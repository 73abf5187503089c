"""Flattens JSON and requests into places with their values, and makes pointers to places."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
import re
from typing import Any, Final
from urllib.parse import unquote

import orjson

from ..recipes.model import same
from ..recipes.template import as_text
from .encodings import decode_json
from .exchange import Exchange, Pairs
from .refusals import Place, spend
from .vocabulary import plain_words

MOST_LEAVES: Final = 20_000
_NAME: Final = 100
# Lists in which a name may be somebody's.
_OF_PEOPLE: Final = re.compile(r"person|people|member|profile|user|child|adult|household|contact|owner", re.IGNORECASE)
WITHIN: Final = "$json"
"""A step into JSON inside a text."""

type Leaves = dict[Place, Any]


def leaves(document: Any, most: int = MOST_LEAVES) -> Leaves:
    """Return every scalar of a document by its place, also inside JSON texts."""
    found: Leaves = {}
    for place, value in _walk((), document):
        found[place] = value
        if len(found) >= most:
            break
    return found


def request_leaves(exchange: Exchange) -> Leaves:
    """Return every scalar of a request by its place; in a query or a form, the place is the name."""
    found: Leaves = {("path", number): unquote(part) for number, part in enumerate(exchange.path.split("/")) if part}
    body = named(exchange.body) if exchange.kind == "form" else exchange.body
    for root, said in (("query", named(exchange.query)), ("header", dict(exchange.headers)), ("body", body)):
        if said is not None:
            found |= {(root, *at): value for at, value in leaves(said).items()}
    return found


def named(pairs: Pairs) -> dict[str, Any]:
    """Return pairs by name; a repeated name gets a number."""
    found: dict[str, Any] = {}
    for name, *values in pairs:
        again, unique = 1, name
        while unique in found:
            again += 1
            unique = f"{name} {again}"
        found[unique] = values[0] if values else None
    return found


def places_of(document: Any, value: Any, most: int = MOST_LEAVES) -> list[Place]:
    """Return the places of a value in a document, as it is or as text."""
    text = as_text(value)
    return [
        place
        for place, found in leaves(document, most).items()
        if same(found, value)
        or (isinstance(found, str | int) and isinstance(value, str | int) and as_text(found) == text)
    ]


def pointer(document: Any, place: Place) -> str:
    """Return a JSON pointer to a place; objects in lists are found by a naming member, if there is one."""
    return pointer_of(steps(document, place))


def steps(document: Any, place: Place) -> Iterator[str]:
    """Return the steps of a pointer to a place."""
    inner = document
    for step in place:
        if step == WITHIN and isinstance(inner, str):
            inner = orjson.loads(inner)
            continue
        if isinstance(inner, list) and isinstance(step, int) and (name := _naming(inner, step)):
            yield f"[{name}={inner[step][name]}]"
        else:
            yield str(step)
        inner = inner[step]


def at(document: Any, place: Place) -> Any:
    """Return the value at a place; raises KeyError if there is none."""
    inner = document
    for step in place:
        try:
            inner = orjson.loads(inner) if step == WITHIN and isinstance(inner, str) else inner[step]
        except (LookupError, TypeError, ValueError) as err:
            raise KeyError(place) from err
    return inner


def places_in(document: Any, place: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Return the members of nested objects that are no objects themselves, by place."""
    if not isinstance(document, dict):
        yield place, document
        return
    for key, inner in document.items():
        yield from places_in(inner, (*place, key))


def pointer_of(place: Iterable[str | int]) -> str:
    """Return the JSON pointer to a place inside objects only."""
    return "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in place)


def is_beside(place: Place, other: Place) -> bool:
    """Return whether two places differ in exactly one step."""
    return len(place) == len(other) and sum(one != two for one, two in zip(place, other, strict=True)) == 1


def _naming(elements: list[Any], number: int) -> str | None:
    """Return the member that identifies an object in its list."""
    element = elements[number]
    if not isinstance(element, dict) or not all(isinstance(other, dict) for other in elements):
        return None
    candidates = [str(name) for name, value in element.items() if isinstance(value, str) and 0 < len(value) <= _NAME]
    # A word stays what it is; an id may be made for a session.
    candidates.sort(key=lambda name: not plain_words(element[name]))
    return next((name for name in candidates if _is_naming(elements, name, element[name])), None)


def is_steady(document: Any, place: Place) -> bool:
    """Return whether a pointer is stable: made of words, not of indexes, ids or persons."""
    named = list(steps(document, place))
    return all(map(_is_word, named)) and not any(
        _OF_PEOPLE.search(before) and step.startswith("[") and not step.partition("=")[2].isupper()
        for before, step in pairwise(named)
    )


def _is_word(step: str) -> bool:
    """Return whether a step of a pointer is made of words; a name in a list must not be a time either."""
    word = step.strip("[]").partition("=")[2] if step.startswith("[") and "=" in step else step
    return plain_words(word)


def _is_naming(elements: list[Any], name: str, value: str) -> bool:
    """Return whether exactly one element has a value, and a pointer can contain it."""
    return not set(name + value) & set("=]") and [as_text(other.get(name)) for other in elements].count(value) == 1


def _walk(place: Place, value: Any) -> Iterator[tuple[Place, Any]]:
    spend()
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _walk((*place, key), inner)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _walk((*place, number), inner)
    elif isinstance(value, str) and (inner := decode_json(value)) is not None:
        yield from _walk((*place, WITHIN), inner)
    else:
        yield place, value
