"""Placeholders in a recipe: what they may name, and how they are filled.

A string holds `{{name|filter|…}}`; a string that is one placeholder alone keeps the value's type. A name that ends in
`?` may be missing: its member is left out. In JSON, these objects stand for what they make of other templates:

- `{"$each": list, "do": …}`: a list, empty where Amazon leaves it out; `recording` or `item` is the element, `index`
  its place; `"flat": true` takes one level of lists away, `"key": …` makes it an object;
- `{"$json": …}`: JSON as text; `{"$join": list, "with": ","}`: a joined text; `{"$encode": text, "as": filter}`;
- `{"$same": [template, …]}`: what all of them give; where they differ, nothing can be sent.
"""

import base64
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, tzinfo
from enum import Enum
import re
from typing import Any, Final
from urllib.parse import quote, unquote

import orjson

MOST_DEPTH: Final = 30
MOST_FILTERS: Final = 5
MOST_SIZE: Final = 8 * 1024 * 1024
"""What a request may come to, in characters and steps: a list in a list in a list needs few lines."""
RECORDINGS: Final = "recordings"
TEXT_FILTERS: Final = ("percent", "base64", "base64url", "json")
"""Filters that encode a text, and can be read back."""

# What encodeURIComponent leaves as it is.
_PLAIN: Final = "!'()*~"
PLACEHOLDER: Final = re.compile(r"\{\{([^{}]+)\}\}")
# What a step counts, besides what comes of it: it takes time.
_STEP: Final = 64
_EACH: Final = "$each"
_JSON: Final = "$json"
_JOIN: Final = "$join"
_ENCODE: Final = "$encode"
_SAME: Final = "$same"
_OPERATIONS: Final = {
    frozenset({_EACH, "do"}),
    frozenset({_EACH, "do", "flat"}),
    frozenset({_EACH, "do", "key"}),
    frozenset({_JSON}),
    frozenset({_JOIN, "with"}),
    frozenset({_ENCODE, "as"}),
    frozenset({_SAME}),
}
# The bounds of what is deleted are never rounded: a layout that cannot say one exactly does not fit.
_EXACT: Final = frozenset({"start", "end"})

type Template = Any
type Values = Mapping[str, Any]


class TemplateError(ValueError):
    """A template is malformed, or the values it names are not there; the message names no value."""


class Allowance:
    """How much a request may still grow."""

    name: Final = "$allowance"
    """Where it stands among the values: no placeholder can have this name."""

    def __init__(self) -> None:
        """Begin with all."""
        self.left = MOST_SIZE

    @classmethod
    def spend(cls, values: Values, size: int) -> None:
        """Take off what comes next; TemplateError where it is too much."""
        allowance = values.get(cls.name)
        if allowance is None:
            return
        allowance.left -= size
        if allowance.left < 0:
            raise TemplateError("the request would be too large")


class Missing(Enum):
    """Stands for what a name ending in `?` did not find."""

    VALUE = "missing"


def percent_encode(text: str) -> str:
    """Encode as a browser's encodeURIComponent does."""
    return quote(text, safe=_PLAIN)


def as_text(value: Any) -> str:
    """Return a value as it stands inside a longer text."""
    if isinstance(value, str):
        return value
    return as_json(value).decode()


def as_json(value: Any) -> bytes:
    """Return a value as JSON; TemplateError where it cannot be said."""
    if value is Missing.VALUE:
        raise TemplateError("a value is missing")
    try:
        return orjson.dumps(value)
    except orjson.JSONEncodeError as err:
        raise TemplateError("a value cannot be said in JSON") from err


def _part(value: Any, argument: str) -> str:
    separator, _, index = argument.rpartition(":")
    return as_text(value).split(unquote(separator))[int(index)]


def _length(value: Any, _: str) -> int:
    # JavaScript counts UTF-16 code units.
    return len(as_text(value).encode("utf-16-le", "surrogatepass")) // 2


def _time(value: Any, layout: str, zone: tzinfo | None = UTC) -> str:
    moment = datetime.fromtimestamp(int(value) / 1000, UTC).astimezone(zone)
    # JavaScript's milliseconds have three digits, Python's %f six.
    return moment.strftime(layout.replace("%f", f"{moment.microsecond // 1000:03d}"))


_FILTERS: Final[dict[str, Callable[[Any, str], Any]]] = {
    "text": lambda value, _: as_text(value),
    "number": lambda value, _: orjson.loads(as_text(value)),
    "part": _part,
    "percent": lambda value, _: percent_encode(as_text(value)),
    "base64": lambda value, _: base64.b64encode(as_text(value).encode()).decode(),
    "base64url": lambda value, _: base64.urlsafe_b64encode(as_text(value).encode()).decode().rstrip("="),
    "json": lambda value, _: as_json(as_text(value)).decode()[1:-1],
    "lower": lambda value, _: as_text(value).lower(),
    "upper": lambda value, _: as_text(value).upper(),
    "seconds": lambda value, _: int(value) // 1000,
    "decimals": lambda value, _: int(value) / 1000 if int(value) % 1000 else int(value) // 1000,
    "micros": lambda value, _: int(value) * 1000,
    "nanos": lambda value, _: int(value) * 1_000_000,
    "hex": lambda value, _: as_text(value).replace("-", ""),
    "minus": lambda value, argument: int(value) - int(argument),
    "plus": lambda value, argument: int(value) + int(argument),
    "length": _length,
    "pointer": lambda value, _: as_text(value).replace("~", "~0").replace("/", "~1"),
    "utc": _time,
}
# Local time is that of the home, which the values name.
_LOCAL: Final = "local"
_WITH_ARGUMENT: Final = frozenset({"part", "utc", "local", "minus", "plus"})
_SHIFTS: Final = ("minus:", "plus:")


def fill(template: Template, values: Values) -> Any:
    """Return the template with its placeholders filled; TemplateError where a value is missing."""
    Allowance.spend(values, _STEP)
    if isinstance(template, str):
        return fill_text(template, values)
    if isinstance(template, list):
        return [_or_null(fill(inner, values)) for inner in template]
    if isinstance(template, dict):
        return _fill_object(template, values)
    return template


def _fill_object(template: dict[str, Template], values: Values) -> Any:
    """Fill a literal object, or do what an operation says."""
    if _EACH in template:
        return dict(_members(template, values)) if "key" in template else list(_each(template, values))
    if _JSON in template:
        return _counted(as_json(fill(template[_JSON], values)).decode(), values)
    if _JOIN in template:
        parts = [as_text(part) for part in _listed(fill(template[_JOIN], values))]
        Allowance.spend(values, len(parts) * len(template["with"]))
        return _counted(template["with"].join(parts), values)
    if _ENCODE in template:
        return _counted(_filtered(_ENCODE, fill(template[_ENCODE], values), [template["as"]]), values)
    if _SAME in template:
        first, *others = (fill(inner, values) for inner in template[_SAME])
        if any(as_json(other) != as_json(first) for other in others):
            raise TemplateError("a value cannot be said for certain")
        return first
    Allowance.spend(values, sum(map(len, template)))
    filled = ((key, fill(inner, values)) for key, inner in template.items())
    return {key: inner for key, inner in filled if inner is not Missing.VALUE}


def _counted(value: Any, values: Values) -> Any:
    """Return a value, and take its size off the allowance, if there is one."""
    if Allowance.name in values:
        Allowance.spend(values, len(as_json(value)) if isinstance(value, dict | list) else len(str(value)))
    return value


def _or_null(value: Any) -> Any:
    """Return what stands in a list, where nothing can be left out."""
    return None if value is Missing.VALUE else value


def fill_text(template: str, values: Values, encode: Callable[[str], str] | None = None) -> Any:
    """Fill one string; `encode` is applied to what placeholders give, which then is always text."""
    whole = PLACEHOLDER.fullmatch(template)
    if whole and encode is None:
        return _counted(_value(whole[1], values), values)
    Allowance.spend(values, len(template))
    apply = encode or (lambda text: text)
    return PLACEHOLDER.sub(lambda found: apply(_counted(as_text(_value(found[1], values)), values)), template)


def _each(template: dict[str, Template], values: Values) -> Iterator[Any]:
    """Fill the inner template once for every element of a list."""
    for inner_values in _elements(template, values):
        filled = fill(template["do"], inner_values)
        if template.get("flat"):
            yield from _listed(filled)
        else:
            yield _or_null(filled)


def _members(template: dict[str, Template], values: Values) -> Iterator[tuple[str, Any]]:
    """Fill the inner template once for every element of a list, under a key of its own."""
    for inner in _elements(template, values):
        if (filled := fill(template["do"], inner)) is not Missing.VALUE:
            yield as_text(fill(template["key"], inner)), filled


def _elements(template: dict[str, Template], values: Values) -> Iterator[Values]:
    """Go through the list that `$each` names; one that Amazon leaves out or gives as null is empty."""
    source = template[_EACH]
    try:
        elements = _value(source, values)
    except TemplateError:
        elements = None
    name = "recording" if source == RECORDINGS else "item"
    for index, element in enumerate(_listed(elements if elements is not None else [])):
        yield {**values, name: element, "index": index}


def names_every_recording(template: Template, values: Values) -> bool:
    """Return whether each recording is named by a value of its own: a request without one could mean anything."""
    try:
        return _names_each(template, {**values, Allowance.name: Allowance()})
    except TemplateError:
        return False


def _names_each(template: Template, values: Values) -> bool:
    """Return whether this part of a request names each recording."""
    Allowance.spend(values, _STEP)
    if isinstance(template, str):
        return uses(template, "recording") or uses(template, "item")
    if isinstance(template, dict) and _EACH in template:
        parts = [template.get("key"), template["do"]]
        named = [_names_each(parts, inner) for inner in _elements(template, values)]
        return bool(named) and (all(named) if template[_EACH] == RECORDINGS else any(named))
    inner = template.values() if isinstance(template, dict) else template if isinstance(template, list | tuple) else ()
    return any(_names_each(part, values) for part in inner)


def _listed(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TemplateError("a list is missing")
    return value


def _value(expression: str, values: Values) -> Any:
    """Look up a placeholder's name and apply its filters."""
    name, *filters = (part.strip() for part in expression.split("|"))
    try:
        value = _look_up(name.removesuffix("?"), values)
    except TemplateError:
        if name.endswith("?"):
            return Missing.VALUE
        raise
    zone = values.get("zone")
    filtered = _filtered(name, value, filters, zone)
    if name.removesuffix("?") in _EXACT and filters:
        unshifted = [step for step in filters if not step.startswith(_SHIFTS)]
        if unshifted and _filtered(name, value, unshifted, zone) == _filtered(name, value - 1, unshifted, zone):
            raise TemplateError(f"{name} cannot be said exactly")
    return filtered


def _filtered(name: str, value: Any, filters: list[str], zone: tzinfo | None = None) -> Any:
    try:
        for step in filters:
            key, _, argument = step.partition(":")
            value = _time(value, argument, zone) if key == _LOCAL else _FILTERS[key](value, argument)
    except (LookupError, ValueError, TypeError, OverflowError, OSError) as err:
        raise TemplateError(f"a value does not fit {name}") from err
    return value


def _look_up(name: str, values: Values) -> Any:
    """Follow a dotted name; `now:` is followed by a pointer into the read answer."""
    root, colon, pointer = name.partition(":")
    if colon:
        return point(values.get(root), pointer)
    value: Any = values
    for part in name.split("."):
        try:
            value = _element(value, part) if isinstance(value, list) else value[part]
        except (LookupError, TypeError, ValueError) as err:
            raise TemplateError(f"there is no {name}") from err
    return value


def _element(elements: list[Any], part: str) -> Any:
    """Return what a part of a name means of a list: a place in it, or its length."""
    return len(elements) if part == "length" else elements[int(part)]


_SELECTOR: Final = re.compile(r"\[([^=\]]+)=([^\]]*)\]")


def point(document: Any, pointer: str) -> Any:
    """Follow a JSON pointer, also into JSON as text; `[key=value]` picks a list's first object with that value."""
    for segment in pointer.split("/")[1:]:
        part = segment.replace("~1", "/").replace("~0", "~")
        try:
            if isinstance(document, str):
                document = orjson.loads(document)
            if isinstance(document, list) and (selector := _SELECTOR.fullmatch(part)):
                document = next(
                    inner
                    for inner in document
                    if isinstance(inner, dict) and as_text(inner.get(selector[1])) == selector[2]
                )
            elif isinstance(document, list):
                document = document[int(part)]
            else:
                document = document[part]
        except (LookupError, TypeError, ValueError, StopIteration) as err:
            raise TemplateError("Amazon's answer does not hold what the recipe points at") from err
    return document


def check(template: Template, roots: frozenset[str], depth: int = 0) -> None:
    """Raise TemplateError where a template is malformed or names anything but `roots`."""
    if depth > MOST_DEPTH:
        raise TemplateError("nested too deeply")
    if isinstance(template, str):
        _check_text(template, roots)
    elif isinstance(template, list):
        for inner in template:
            check(inner, roots, depth + 1)
    elif isinstance(template, dict):
        _check_object(template, roots, depth)


def _check_text(template: str, roots: frozenset[str]) -> None:
    for found in PLACEHOLDER.finditer(template):
        _check_expression(found[1], roots)
    if "{{" in PLACEHOLDER.sub("", template):
        raise TemplateError("a placeholder does not end")


def _check_expression(expression: str, roots: frozenset[str]) -> None:
    name, *filters = expression.split("|")
    if _root(name) not in roots:
        raise TemplateError("a name is not known here")
    if len(filters) > MOST_FILTERS:
        raise TemplateError("a value is changed too often")
    for step in filters:
        key, _, argument = step.strip().partition(":")
        if key not in (*_FILTERS, _LOCAL) or bool(argument) != (key in _WITH_ARGUMENT):
            raise TemplateError("a filter is not known")
        if key == "part" and not re.fullmatch(r".+:-?\d{1,3}", argument):
            raise TemplateError("part needs a separator and a position")
        if f"{key}:" in _SHIFTS and not re.fullmatch(r"\d{1,9}", argument):
            raise TemplateError(f"{key} needs a number")


def _root(name: str) -> str:
    return re.split(r"[.:?|]", name, maxsplit=1)[0].strip()


def _check_object(template: dict[str, Template], roots: frozenset[str], depth: int) -> None:
    if not any(key.startswith("$") for key in template):
        for key, inner in template.items():
            _check_text(key, frozenset())
            check(inner, roots, depth + 1)
        return
    if frozenset(template) not in _OPERATIONS:
        raise TemplateError("an operation is not known")
    if _EACH in template:
        _check_each(template, roots, depth)
        return
    operation = next(key for key in (_JSON, _JOIN, _ENCODE, _SAME) if key in template)
    if operation == _JOIN and not isinstance(template["with"], str):
        raise TemplateError("$join needs a text")
    if operation == _ENCODE and template["as"] not in TEXT_FILTERS:
        raise TemplateError("$encode needs a way to encode")
    if operation == _SAME and not (isinstance(template[_SAME], list) and template[_SAME]):
        raise TemplateError("$same needs a list")
    check(template[operation], roots, depth + 1)


def _check_each(template: dict[str, Template], roots: frozenset[str], depth: int) -> None:
    """Check a list's name, and what is made of its elements."""
    source = template[_EACH]
    if not isinstance(source, str):
        raise TemplateError("$each names no list")
    _check_expression(source, roots)
    if not isinstance(template.get("flat", False), bool):
        raise TemplateError("flat is true or false")
    inner_roots = roots | {"index", "recording" if source == RECORDINGS else "item"}
    check(template.get("key", ""), inner_roots, depth + 1)
    check(template["do"], inner_roots, depth + 1)


def uses(template: Template, root: str) -> bool:
    """Return whether a template, checked before, names a value."""
    if isinstance(template, str):
        return any(_root(found[1]) == root for found in PLACEHOLDER.finditer(template))
    if isinstance(template, dict):
        return _root(template.get(_EACH, "")) == root or any(uses(inner, root) for inner in template.values())
    return isinstance(template, list | tuple) and any(uses(inner, root) for inner in template)
