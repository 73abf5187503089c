"""Outlines of recipes without personal data: structure and placeholders; of constants only names and kinds.

A constant may be anything, a key of a recording or somebody's name: what is not plainly what Amazon calls a thing
is left out.
"""

from collections.abc import Callable, Iterable, Iterator
import re
from typing import Any

from ..unknown_responses import LEFT_OUT, field_name
from .model import DeleteRecipe, FirstRequest, HistoryRecipe, ReadRecipe, Recipes, RequestTemplate, SettingRecipe
from .template import PLACEHOLDER, Template


def outline(recipes: Recipes) -> dict[str, Any]:
    """Return everything the owner has taught, without its constants."""
    selects = {name: _setting(recipe) for name, recipe in recipes.selects.items()}
    histories = {name: _history(recipe) for name, recipe in recipes.histories.items()}
    return {
        **{name: _deletion(recipe) for name, recipe in recipes.deletions.items()},
        "switches": {name: _setting(recipe) for name, recipe in recipes.switches.items()},
        **({"selects": selects} if selects else {}),
        **({"histories": histories} if histories else {}),
    }


def _deletion(recipe: DeleteRecipe) -> dict[str, Any]:
    return {**_first(recipe.first), "request": _request(recipe.request), "batch": recipe.batch}


def _history(recipe: HistoryRecipe) -> dict[str, Any]:
    if (listing := recipe.listing) is None:
        return {"delete": _deletion(recipe.delete)}
    places = {"records": listing.records, "id": listing.id, "time": listing.time}
    return {
        "delete": _deletion(recipe.delete),
        "listing": {
            "request": _request(listing.request),
            **({"more": _request(listing.more)} if listing.more else {}),
            **{name: _path(place) for name, place in places.items()},
            "unit": listing.unit.value,
            "with_device": listing.device is not None,
        },
    }


def _first(requests: Iterable[FirstRequest]) -> dict[str, Any]:
    found = {first.name: _request(first.request) for first in requests}
    return {"first": found} if found else {}


def _setting(recipe: SettingRecipe) -> dict[str, Any]:
    read = {"read": _reading(recipe.read)} if recipe.read else {}
    own = {"own": [_request(request) for request in recipe.own.values()]} if recipe.own else {}
    values = [_value(value) for value in recipe.values.values()]
    return {**_first(recipe.first), "set": _request(recipe.set), **own, "values": values, **read}


def _reading(recipe: ReadRecipe) -> dict[str, Any]:
    return {
        "request": _request(recipe.request),
        "at": _path(recipe.at),
        "values": [_value(value) for value in recipe.values.values()],
        "in_page": recipe.after is not None,
        "escaped": recipe.escaped,
    }


def _request(template: RequestTemplate) -> dict[str, Any]:
    """Outline a request; the names of headers are those of a protocol."""
    path = template.path
    text = _text(path, _path) if isinstance(path, str) else [_value(segment) for segment in path]
    shown: dict[str, Any] = {"method": template.method, "path": text}
    if template.query:
        shown["query"] = _pairs(template.query)
    if template.headers:
        shown["headers"] = {name: _value(value) for name, value in template.headers.items()}
    if template.body:
        kind, body = template.body
        shown[kind] = _pairs(body) if kind == "form" else _value(body)
    return shown


def _pairs(pairs: Any) -> list[Any]:
    """Outline a list of [name, value]; what stands for several has no name of its own."""
    return [
        [_text(pair[0], field_name), *map(_value, pair[1:])] if isinstance(pair, list) else _value(pair)
        for pair in pairs
    ]


def _value(template: Template) -> Any:
    match template:
        case str():
            return _text(template)
        case bool() | None:
            return template
        case dict():
            return dict(_members(template))
        case list():
            return [_value(inner) for inner in template]
        case _:
            return "number"


def _members(template: dict[str, Template]) -> Iterator[tuple[str, Any]]:
    """Outline an object's members; what an operation goes through or applies is named without braces."""
    for key, inner in template.items():
        named = key == "$each" or (key == "as" and "$encode" in template)
        yield _text(key, field_name), _expression(inner) if named else _value(inner)


def _text(template: str, constant: Callable[[str], str] = lambda _: LEFT_OUT) -> str:
    """Outline one string; `constant` returns what is shown between placeholders."""
    parts = PLACEHOLDER.split(template)
    shown = [f"{{{{{_expression(part)}}}}}" if index % 2 else constant(part) for index, part in enumerate(parts)]
    return "".join(text for part, text in zip(parts, shown, strict=True) if part)


def _expression(expression: str) -> str:
    """Outline a placeholder: its name and its filters, without their arguments."""
    name, *filters = expression.split("|")
    root, colon, pointer = name.strip().partition(":")
    return "|".join([root + colon + _path(pointer), *(step.partition(":")[0].strip() for step in filters)])


def _path(path: str) -> str:
    """Outline a path or a pointer: its segments, as far as they are names."""
    return re.sub(r"[^/]+", lambda found: field_name(found[0]), path)
