"""Outlines of unexpected responses: structure, types and sizes, without values.

Diagnostics include them. Keys that may not be field names of Amazon's are left out: a response may have ids and names
of people as keys.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
import re
from typing import Any, Final

from aiohttp import ClientResponse

from .errors import AmazonError, BadResponse, SignedOut
from .request_stats import RequestKind
from .responses import Response, describe_page, parse, redirect_target

LEFT_OUT: Final = "…"
MOST_KEPT: Final = 5
MOST_DEPTH: Final = 8
MOST_PARTS: Final = 200
"""Maximum number of values in an outline."""
_MOST_MEMBERS: Final = 40
_MOST_ELEMENTS: Final = 3

# Amazon's names hold no digits but those of a version; ids, keys and dates do. A place in a list has two at most.
_NAME: Final = re.compile(r"[$A-Za-z_][A-Za-z_.-]{0,39}(?:[vV]\d)?|\d{1,2}")
# Kitchen and MADEUPCUSTOMER; few fields are called so, and these mean nobody.
_PROPER: Final = re.compile(r"[A-Z][a-z]+|[A-Z]{9,}")
_COMMON: Final = frozenset({"Code", "Data", "Error", "Errors", "Items", "Message", "Name", "Status", "Type", "Value"})
_MEDIA_TYPE: Final = re.compile(r"[a-z]{1,20}/[a-z0-9.+-]{1,60}")
_BEGINS: Final = ("{", "[", '"', "<", "RIFF")


@dataclass(frozen=True, slots=True)
class UnknownResponse:
    """One unexpected response."""

    at: datetime
    kind: RequestKind
    status: int
    content_type: str
    size: int | None
    """Decoded size in bytes; None if it was not read completely."""
    detail: str
    outline: Any


class UnknownResponses:
    """The last unexpected responses of an account, in memory."""

    def __init__(self) -> None:
        """Initialize without responses."""
        self._kept: deque[UnknownResponse] = deque(maxlen=MOST_KEPT)

    def __iter__(self) -> Iterator[UnknownResponse]:
        """Return them, oldest first; of equal ones, the last."""
        return iter(list(self._kept))

    def note(self, kind: RequestKind, error: AmazonError, response: ClientResponse, body: bytes | None) -> None:
        """Store the outline of a response."""
        content_type = response.content_type
        shown = content_type if _MEDIA_TYPE.fullmatch(content_type) else LEFT_OUT
        size = None if body is None else len(body)
        noted = UnknownResponse(
            datetime.now(UTC), kind, response.status, shown, size, str(error), _outline(response, body)
        )
        alike = [one for one in self._kept if (one.kind, one.detail) == (kind, noted.detail)]
        for one in alike:
            self._kept.remove(one)
        self._kept.append(noted)


def field_name(text: str) -> str:
    """Return a name if it can be one of Amazon's, else that it is omitted."""
    return text if _NAME.fullmatch(text) else LEFT_OUT


def _outline(response: ClientResponse, body: bytes | None) -> Any:
    if location := response.headers.get("Location"):
        return {"redirect": _destination(response, location)}
    if body is None:
        return None
    try:
        return outline(parse(body))
    except BadResponse:
        head = Response(response.status, response.content_type, body).head
        begins = next((sign for sign in _BEGINS if head.lstrip().startswith(sign)), LEFT_OUT)
        return {"begins": begins, **(describe_page(head) if begins == "<" else {})}


def _destination(response: ClientResponse, location: str) -> str:
    """Return the kind of a redirect's target; of another site, only that it is one."""
    try:
        target = redirect_target(response)
    except (BadResponse, SignedOut) as err:
        return str(err)
    path = target.path if target else location.partition("?")[0]
    return "/".join(part and field_name(part) for part in path.split("/")[:MOST_DEPTH])


class _Budget:
    """The remaining size of an outline."""

    left = MOST_PARTS


def outline(value: Any, depth: int = 0, budget: _Budget | None = None) -> Any:
    """Return the outline of a JSON document."""
    budget = budget or _Budget()
    budget.left -= 1
    if budget.left < 0:
        return LEFT_OUT
    if isinstance(value, dict | list) and depth >= MOST_DEPTH:
        return f"{_kind(value)} {LEFT_OUT}"
    if isinstance(value, dict):
        return _object(value, depth, budget)
    return [_kind(value), *_distinct(value, depth, budget)] if isinstance(value, list) else _kind(value)


def _kind(value: Any) -> str | None:
    """Return the type and size of a value."""
    if value is None:
        return None
    match value:
        case dict() | list():
            kind = "object" if isinstance(value, dict) else "list"
        case str():
            kind = "text"
        case bool():
            return "true or false"
        case float():
            return "number with a fraction"
        case _:
            return f"number of {len(str(abs(value)))} digits"
    return f"{kind} of {len(value)}"


def _object(value: dict[str, Any], depth: int, budget: _Budget) -> dict[str, Any]:
    """Outline an object's members; if the keys are data, such as ids, one member represents all."""
    members = list(value.items())
    if _is_map(value):
        return {f"{LEFT_OUT} ({len(members)} alike)": outline(members[0][1], depth + 1, budget)}
    result: dict[str, Any] = {}
    for key, inner in members[:_MOST_MEMBERS]:
        shown = LEFT_OUT if _PROPER.fullmatch(key) and key not in _COMMON else field_name(key)
        result[shown] = outline(inner, depth + 1, budget)
    if len(members) > _MOST_MEMBERS:
        result[f"{LEFT_OUT} (more)"] = _kind(value)
    return result


def _is_map(value: dict[str, Any]) -> bool:
    """Return whether an object's members are objects alike, which fields hardly ever are."""
    inner = list(value.values())
    return (
        len(inner) > 1
        and all(isinstance(each, dict) and each for each in inner)
        and all(each.keys() == inner[0].keys() for each in inner[1:])
    )


def _distinct(value: list[Any], depth: int, budget: _Budget) -> Iterator[Any]:
    """Outline the first elements that are not alike."""
    result: list[Any] = []
    for inner in value[:_MOST_MEMBERS]:
        shape = outline(inner, depth + 1, budget)
        if shape not in result and len(result) < _MOST_ELEMENTS:
            result.append(shape)
            yield shape
