"""JSON and requests as flat sets of places with their values."""

from collections.abc import Callable, Iterator
from typing import Any, Final
from urllib.parse import unquote

import orjson

from ..templates import Template, as_text
from .encodings import decode_json
from .exchange import Exchange, is_deep

_MOST_LEAVES: Final = 20_000
_NAME: Final = 100
WITHIN: Final = "$json"
"""A step into JSON that stands in a text."""

type Place = tuple[str | int, ...]
type Leaves = dict[Place, Any]


def leaves(document: Any) -> Leaves:
    """Return every scalar of a document by its place, also in JSON as text."""
    found: Leaves = {}
    for place, value in _walk((), document):
        found[place] = value
        if len(found) >= _MOST_LEAVES:
            break
    return found


def request_leaves(exchange: Exchange) -> Leaves:
    """Return every scalar of a request by its place."""
    path: Leaves = {("path", number): unquote(segment) for number, segment in enumerate(exchange.path.split("/"))}
    query = {("query", *place): value for place, value in leaves(exchange.query).items()}
    body = {("body", *place): value for place, value in leaves(exchange.body).items()} if exchange.kind else {}
    return {**path, **query, **body}


def rebuild(document: Any, fill: Callable[[Place, Any], Template], place: Place = ()) -> Template:
    """Return a document with each scalar replaced by what `fill` makes of its place and value."""
    if isinstance(document, dict):
        return {key: rebuild(inner, fill, (*place, key)) for key, inner in document.items()}
    if isinstance(document, list):
        return [rebuild(inner, fill, (*place, number)) for number, inner in enumerate(document)]
    if isinstance(document, str) and (inner := decode_json(document)) is not None:
        template = rebuild(inner, fill, (*place, WITHIN))
        return document if template == inner else {"$json": template}
    return fill(place, document)


def pointer(document: Any, place: Place) -> str:
    """Return a JSON pointer to a place, by what names an object in a list where something does."""
    found, inner = "", document
    for step in place:
        if step == WITHIN:
            inner = orjson.loads(inner)
            continue
        segment = str(step)
        if isinstance(inner, list) and isinstance(step, int) and (name := naming(inner, step)):
            segment = f"[{name}={inner[step][name]}]"
        found += "/" + segment.replace("~", "~0").replace("/", "~1")
        inner = inner[step]
    return found


def naming(elements: list[Any], number: int) -> str | None:
    """Return the member by which an object can be told from the others of its list."""
    element = elements[number]
    if not isinstance(element, dict) or not all(isinstance(other, dict) for other in elements):
        return None
    candidates = (str(name) for name, value in element.items() if isinstance(value, str) and 0 < len(value) <= _NAME)
    return next((name for name in candidates if _is_naming(elements, name, element[name])), None)


def _is_naming(elements: list[Any], name: str, value: str) -> bool:
    """Tell whether one element alone has a value, which a pointer can hold."""
    return not set(name + value) & set("=]") and [as_text(other.get(name)) for other in elements].count(value) == 1


def parallel(document: Any) -> bool:
    """Tell whether a document can be gone through."""
    return isinstance(document, dict | list) and not is_deep(document)


def _walk(place: Place, value: Any) -> Iterator[tuple[Place, Any]]:
    """Go through a document."""
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
