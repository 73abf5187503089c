"""Fills in the placeholders of a recipe.

A string contains `{{name|filter|…}}`; a string that is a single placeholder keeps the value's type. A name that ends in
`?` may be missing: its member is left out. In JSON, these objects are operations that are replaced by their result:

- `{"$each": list, "do": …}`: a list, empty if Amazon leaves it out; `recording` or `item` is the element, `index`
  its index; `"flat": true` removes one level of lists, `"key": …` makes it an object;
- `{"$json": …}`: JSON as text; `{"$join": list, "with": ","}`: a joined text; `{"$encode": text, "as": filter}`;
- `{"$same": [template, …]}`: what all of them give; if they differ, nothing can be sent.
"""

import base64
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, tzinfo
from enum import Enum
import re
from typing import Any, Final
from urllib.parse import quote, unquote

import orjson

MOST_SIZE: Final = 8 * 1024 * 1024
"""The maximum size of a request, in characters and steps, because nested lists grow fast."""
RECORDINGS: Final = "recordings"
TEXT_FILTERS: Final = ("percent", "base64", "base64url", "json")
"""Filters that encode a text, and can be decoded."""

# What encodeURIComponent leaves as it is.
_PLAIN: Final = "!'()*~"
PLACEHOLDER: Final = re.compile(r"\{\{([^{}]+)\}\}")
# What a step counts, besides what comes of it: it takes time.
_STEP: Final = 64
EACH: Final = "$each"
JSON: Final = "$json"
JOIN: Final = "$join"
ENCODE: Final = "$encode"
SAME: Final = "$same"
# The bounds of what is deleted are never rounded: a layout that cannot say one exactly does not fit.
_EXACT: Final = frozenset({"start", "end"})

type Template = Any
type Values = Mapping[str, Any]


class TemplateError(ValueError):
    """A template is malformed, or its values are missing; the message contains no value."""


class Allowance:
    """The remaining size of a request."""

    name: Final = "$allowance"
    """Where it stands among the values: no placeholder can have this name."""
    left = MOST_SIZE

    @classmethod
    def spend(cls, values: Values, size: int) -> None:
        """Subtract a size; raises TemplateError if it is too much."""
        allowance = values.get(cls.name)
        if allowance is None:
            return
        allowance.left -= size
        if allowance.left < 0:
            raise TemplateError("the request would be too large")


class Missing(Enum):
    """The value of a name ending in `?` that was not found."""

    VALUE = "missing"


def percent_encode(text: str) -> str:
    """Encode like JavaScript's encodeURIComponent."""
    return quote(text, safe=_PLAIN)


def as_text(value: Any) -> str:
    """Return a value as part of a longer text."""
    if isinstance(value, str):
        return value
    return as_json(value).decode()


def as_json(value: Any) -> bytes:
    """Return a value as JSON; raises TemplateError if that is not possible."""
    if value is Missing.VALUE:
        raise TemplateError("a value is missing")
    try:
        return orjson.dumps(value)
    except orjson.JSONEncodeError as err:
        raise TemplateError("a value cannot be said in JSON") from err


def _part(value: Any, argument: str, _: object) -> str:
    separator, _, index = argument.rpartition(":")
    return as_text(value).split(unquote(separator))[int(index)]


def _length(value: Any, *_: object) -> int:
    # JavaScript counts UTF-16 code units.
    return len(as_text(value).encode("utf-16-le", "surrogatepass")) // 2


def _time(value: Any, layout: str, zone: tzinfo | None) -> str:
    moment = datetime.fromtimestamp(int(value) / 1000, UTC).astimezone(zone)
    # JavaScript's milliseconds have three digits, Python's %f six.
    return moment.strftime(layout.replace("%f", f"{moment.microsecond // 1000:03d}"))


FILTERS: Final[dict[str, Callable[[Any, str, tzinfo | None], Any]]] = {
    "text": lambda value, *_: as_text(value),
    "number": lambda value, *_: orjson.loads(as_text(value)),
    "part": _part,
    "percent": lambda value, *_: percent_encode(as_text(value)),
    "base64": lambda value, *_: base64.b64encode(as_text(value).encode()).decode(),
    "base64url": lambda value, *_: base64.urlsafe_b64encode(as_text(value).encode()).decode().rstrip("="),
    "json": lambda value, *_: as_json(as_text(value)).decode()[1:-1],
    "lower": lambda value, *_: as_text(value).lower(),
    "upper": lambda value, *_: as_text(value).upper(),
    "seconds": lambda value, *_: int(value) // 1000,
    "decimals": lambda value, *_: int(value) / 1000 if int(value) % 1000 else int(value) // 1000,
    "micros": lambda value, *_: int(value) * 1000,
    "nanos": lambda value, *_: int(value) * 1_000_000,
    "hex": lambda value, *_: as_text(value).replace("-", ""),
    "minus": lambda value, argument, _: int(value) - int(argument),
    "plus": lambda value, argument, _: int(value) + int(argument),
    "length": _length,
    "pointer": lambda value, *_: as_text(value).replace("~", "~0").replace("/", "~1"),
    "utc": lambda value, layout, _: _time(value, layout, UTC),
    # That of the home, which the values name.
    "local": _time,
}
"""The filters, which take a value, an argument, and the zone of local times."""
SHIFTS: Final = ("minus:", "plus:")


def fill(template: Template, values: Values) -> Any:
    """Return the template with its placeholders filled; raises TemplateError if a value is missing."""
    Allowance.spend(values, _STEP)
    if isinstance(template, str):
        return fill_text(template, values)
    if isinstance(template, list):
        return [_or_null(fill(inner, values)) for inner in template]
    if isinstance(template, dict):
        return _fill_object(template, values)
    return template


def _fill_object(template: dict[str, Template], values: Values) -> Any:
    """Fill a literal object, or perform an operation."""
    if EACH in template:
        return dict(_members(template, values)) if "key" in template else list(_each(template, values))
    if JSON in template:
        return _counted(as_json(fill(template[JSON], values)).decode(), values)
    if JOIN in template:
        parts = [as_text(part) for part in _listed(fill(template[JOIN], values))]
        Allowance.spend(values, len(parts) * len(template["with"]))
        return _counted(template["with"].join(parts), values)
    if ENCODE in template:
        return _counted(_filtered(ENCODE, fill(template[ENCODE], values), [template["as"]]), values)
    if SAME in template:
        first, *others = (fill(inner, values) for inner in template[SAME])
        if any(as_json(other) != as_json(first) for other in others):
            raise TemplateError("a value cannot be said for certain")
        return first
    Allowance.spend(values, sum(map(len, template)))
    filled = ((key, fill(inner, values)) for key, inner in template.items())
    return {key: inner for key, inner in filled if inner is not Missing.VALUE}


def _counted(value: Any, values: Values) -> Any:
    """Return a value, and subtract its size from the allowance, if there is one."""
    if Allowance.name in values:
        Allowance.spend(values, len(as_json(value)) if isinstance(value, dict | list) else len(str(value)))
    return value


def _or_null(value: Any) -> Any:
    """Return a value for a list, with null for a missing one."""
    return None if value is Missing.VALUE else value


def fill_text(template: str, values: Values, encode: Callable[[str], str] | None = None) -> Any:
    """Fill one string; `encode` is applied to the values of placeholders, which then become text."""
    whole = PLACEHOLDER.fullmatch(template)
    if whole and encode is None:
        return _counted(_value(whole[1], values), values)
    Allowance.spend(values, len(template))
    apply = encode or (lambda text: text)
    return PLACEHOLDER.sub(lambda found: apply(_counted(as_text(_value(found[1], values)), values)), template)


def evaluate(expression: str, values: Values) -> Any:
    """Return what an expression gives; Missing.VALUE where it gives nothing."""
    try:
        return fill_text(f"{{{{{expression}}}}}", values)
    except TemplateError:
        return Missing.VALUE


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
    """Yield the scopes of the elements of the list that `$each` names; a missing list or null is empty."""
    source = template[EACH]
    try:
        elements = _value(source, values)
    except TemplateError:
        elements = None
    name = "recording" if source == RECORDINGS else "item"
    for index, element in enumerate(_listed(elements if elements is not None else [])):
        yield {**values, name: element, "index": index}


def names_every_recording(template: Template, values: Values) -> bool:
    """Return whether each recording is named by its own value; a request without one could mean anything."""
    try:
        return _names_each(template, {**values, Allowance.name: Allowance()})
    except TemplateError:
        return False


def _names_each(template: Template, values: Values) -> bool:
    Allowance.spend(values, _STEP)
    if isinstance(template, str):
        return uses(template, "recording") or uses(template, "item")
    if isinstance(template, dict) and EACH in template:
        parts = [template.get("key"), template["do"]]
        named = [_names_each(parts, inner) for inner in _elements(template, values)]
        return bool(named) and (all(named) if template[EACH] == RECORDINGS else any(named))
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
        unshifted = [step for step in filters if not step.startswith(SHIFTS)]
        if unshifted and _filtered(name, value, unshifted, zone) == _filtered(name, value - 1, unshifted, zone):
            raise TemplateError(f"{name} cannot be said exactly")
    return filtered


def _filtered(name: str, value: Any, filters: list[str], zone: tzinfo | None = None) -> Any:
    try:
        for step in filters:
            key, _, argument = step.partition(":")
            value = FILTERS[key](value, argument, zone)
    except (LookupError, ValueError, TypeError, OverflowError, OSError) as err:
        raise TemplateError(f"a value does not fit {name}") from err
    return value


def _look_up(name: str, values: Values) -> Any:
    """Look up a dotted name; `now:` is followed by a pointer into the response to the reading."""
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
    """Return the part of a list that a name means: an element, or the length."""
    return len(elements) if part == "length" else elements[int(part)]


_SELECTOR: Final = re.compile(r"\[([^=\]]+)=([^\]]*)\]")


def point(document: Any, pointer: str) -> Any:
    """Follow a JSON pointer, also into JSON texts; `[key=value]` selects a list's first object with that value."""
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


def look_at(document: Any, pointer: str, default: Any = None) -> Any:
    """Return what a JSON pointer leads to; `default` where nothing stands there."""
    try:
        return point(document, pointer)
    except TemplateError:
        return default


def root_of(expression: str) -> str:
    """Return the root name of an expression."""
    return re.split(r"[.:?|]", expression, maxsplit=1)[0].strip()


def uses(template: Template, root: str) -> bool:
    """Return whether a valid template uses a value."""
    if isinstance(template, str):
        return any(root_of(found[1]) == root for found in PLACEHOLDER.finditer(template))
    if isinstance(template, dict):
        return root_of(template.get(EACH, "")) == root or any(uses(inner, root) for inner in template.values())
    return isinstance(template, list | tuple) and any(uses(inner, root) for inner in template)


def texts_in(values: Any) -> Iterator[str]:
    """Return every text and number in nested values."""
    left = [values]
    while left:
        value = left.pop()
        if isinstance(value, Mapping):
            left.extend(value.values())
            left.extend(value)
        elif isinstance(value, list | tuple):
            left.extend(value)
        elif isinstance(value, str | int | float) and not isinstance(value, bool):
            yield as_text(value)
