"""Outlines of recipes without personal data: structure and placeholders; of constants only names and kinds.

A constant may be a key of a recording or a person's name, so everything is left out that may not be a field name of
Amazon's.
"""

from collections.abc import Callable, Iterator, Mapping
import re
from typing import Any, Final

from ..unknown_responses import LEFT_OUT, field_name
from .document import DELETIONS, GROUPS
from .template import PLACEHOLDER, Template


def outline(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return a valid document without its constants."""
    groups = {group: {name: _form(part) for name, part in document.get(group, {}).items()} for group in GROUPS}
    deletions = {name: _form(document[name]) for name in DELETIONS if name in document}
    return deletions | {group: parts for group, parts in groups.items() if parts}


def _form(form: Any) -> Any:
    """Outline a request, or an object of requests."""
    if not isinstance(form, dict):
        return LEFT_OUT
    return {name: _MEMBERS.get(name, _form)(inner) for name, inner in form.items()}


def _set(requests: dict[str, Any]) -> Any:
    """Outline the requests that set a setting, without the names of positions, which may be made of values."""
    return _form(requests) if "method" in requests else [_form(request) for request in requests.values()]


def _pairs(pairs: Any) -> list[Any]:
    """Outline a list of [name, value]; a `$each` has no name."""
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
    """Outline an object's members; operations name lists and filters without braces."""
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


def _place(place: Template) -> Any:
    """Outline a path or a pointer, which may hold placeholders, or the segments of a path."""
    return _text(place, _path) if isinstance(place, str) else _value(place)


def _path(path: str) -> str:
    """Outline a path or a pointer: its segments, as far as they are names."""
    return re.sub(r"[^/]+", lambda found: field_name(found[0]), path)


_MEMBERS: Final[Mapping[str, Callable[[Any], Any]]] = {
    **dict.fromkeys(("query", "form"), _pairs),
    # The names of headers are those of a protocol.
    "headers": lambda headers: {name: _value(value) for name, value in headers.items()},
    **dict.fromkeys(("json", "text", "member"), _value),
    **dict.fromkeys(("path", "at", "records", "id", "time"), _place),
    "set": _set,
    "values": lambda values: [_value(value) for value in values.values()],
    # They can only say what docs/requests.md lists.
    **dict.fromkeys(("method", "batch", "unit", "absent", "count", "escaped"), lambda value: value),
}
