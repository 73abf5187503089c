"""JSON and requests as flat sets of places with their values."""

from collections.abc import Callable, Iterator
from typing import Any, Final
from urllib.parse import unquote

import orjson

from ..recipes.template import Template, as_text
from .encodings import decode_json
from .exchange import Exchange, Pairs
from .work import spend

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
        spend()
        found[place] = value
        if len(found) >= _MOST_LEAVES:
            break
    return found


def request_leaves(exchange: Exchange) -> Leaves:
    """Return every scalar of a request by its place; in a query or a form, what stands there once is named."""
    path: Leaves = {("path", number): unquote(segment) for number, segment in enumerate(exchange.path.split("/"))}
    form = exchange.kind == "form"
    body = leaves(_named(exchange.body) if form else exchange.body) if exchange.kind else {}
    query = leaves(_named(exchange.query))
    return {**path, **{("query", *at): value for at, value in query.items()}} | {
        ("body", *at): value for at, value in body.items()
    }


def _named(pairs: Pairs) -> dict[str, Any]:
    """Return pairs by their names; a name that comes again gets a number."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        found[unused(name, found)] = value
    return found


def unused(name: str, known: dict[str, Any] | set[str]) -> str:
    """Return a name that is not known yet."""
    again = 1
    unique = name
    while unique in known:
        spend()
        again += 1
        unique = f"{name} {again}"
    return unique


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


def rebuild_pairs(pairs: Pairs, fill: Callable[[Place, Any], Template]) -> list[Template]:
    """Return pairs with each value replaced likewise."""
    known: set[str] = set()
    found: list[Template] = []
    for name, value in pairs:
        known.add(unique := unused(name, known))
        found.append([fill(("",), name), rebuild(value, fill, (unique,))])
    return found


def replaced(document: Any, changes: Leaves, place: Place = ()) -> Any:
    """Return a document in which some scalars have changed; JSON in texts comes unpacked."""
    if isinstance(document, dict):
        return {key: replaced(inner, changes, (*place, key)) for key, inner in document.items()}
    if isinstance(document, list):
        return [replaced(inner, changes, (*place, number)) for number, inner in enumerate(document)]
    if isinstance(document, str) and (inner := decode_json(document)) is not None:
        return replaced(inner, changes, (*place, WITHIN))
    return changes.get(place, document)


def pointer(document: Any, place: Place) -> str:
    """Return a JSON pointer to a place, by what names an object in a list where something does."""
    return "".join(f"/{step.replace('~', '~0').replace('/', '~1')}" for step in steps(document, place))


def steps(document: Any, place: Place) -> Iterator[str]:
    """Return the steps of a pointer to a place."""
    inner = document
    for step in place:
        if step == WITHIN:
            inner = orjson.loads(inner)
            continue
        if isinstance(inner, list) and isinstance(step, int) and (name := _naming(inner, step)):
            yield f"[{name}={inner[step][name]}]"
        else:
            yield str(step)
        inner = inner[step]


def is_naming(document: Any, place: Place) -> bool:
    """Return whether a place is what names its object in a list."""
    inner: Any = document
    for step in place[:-2]:
        inner = orjson.loads(inner) if step == WITHIN else inner[step]
    number = place[-2] if len(place) > 1 else None
    return isinstance(inner, list) and isinstance(number, int) and _naming(inner, number) == place[-1]


def is_beside(place: Place, other: Place) -> bool:
    """Return whether two places are alike but for one step."""
    return len(place) == len(other) and sum(one != two for one, two in zip(place, other, strict=True)) == 1


def _naming(elements: list[Any], number: int) -> str | None:
    """Return the member by which an object can be told from the others of its list."""
    element = elements[number]
    if not isinstance(element, dict) or not all(isinstance(other, dict) for other in elements):
        return None
    candidates = (str(name) for name, value in element.items() if isinstance(value, str) and 0 < len(value) <= _NAME)
    return next((name for name in candidates if _is_naming(elements, name, element[name])), None)


def _is_naming(elements: list[Any], name: str, value: str) -> bool:
    """Return whether one element alone has a value, which a pointer can hold."""
    return not set(name + value) & set("=]") and [as_text(other.get(name)) for other in elements].count(value) == 1


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
