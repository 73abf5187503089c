"""A recipe: one request as Amazon's own page sends it, in its public JSON form, checked and rendered.

docs/requests.md describes the form. Everything that is not described there is refused.
"""

from collections.abc import Collection, Mapping, Set as AbstractSet
from dataclasses import dataclass, field
from http import HTTPMethod
import json
import re
from time import time_ns
from typing import Any, Final, Self
from urllib.parse import quote, urlencode
from uuid import uuid4

import orjson

from ..responses import Request
from .paths import check_path
from .template import (
    RECORDINGS,
    Allowance,
    Template,
    TemplateError,
    Values,
    as_json,
    as_text,
    check,
    fill,
    fill_text,
    percent_encode,
    uses,
)

VERSION: Final = 1
SWITCHES: Final = ("human_review", "message_review", "deletion_by_voice")
MOST_BYTES: Final = 256 * 1024
MOST_BATCH: Final = 1000

_WRITING: Final = frozenset({HTTPMethod.POST, HTTPMethod.PUT, HTTPMethod.PATCH, HTTPMethod.DELETE})
_READING: Final = frozenset({HTTPMethod.GET, HTTPMethod.POST})
_HEADER_NAME: Final = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}")
_NOT_OURS: Final = frozenset(
    {"cookie", "authorization", "host", "content-length", "connection", "transfer-encoding", "upgrade", "te", "expect"}
    | {"origin", "referer", "user-agent", "accept-encoding", "forwarded"}
)
# Besides those of proxies and browsers, the ones that make some servers take another address or method for the real.
_NOT_OURS_BEGIN: Final = ("proxy-", "sec-", "x-forwarded-", "x-original-", "x-rewrite-", "x-http-method", "x-method-")
_BODIES: Final = ("json", "form", "text")
_CONTENT_TYPES: Final = {
    "json": "application/json",
    "form": "application/x-www-form-urlencoded",
    "text": "text/plain;charset=UTF-8",
}
# `time` is when the request is sent (epoch ms), `uuid` a fresh random one.
_COMMON: Final = frozenset({"csrf", "account", "time", "uuid"})


class RecipeError(ValueError):
    """A recipe is refused: `reason` is a translation key, `where` the place in the JSON."""

    def __init__(self, reason: str, where: str) -> None:
        """Keep reason and place."""
        super().__init__(f"{reason} at {where}")
        self.reason = reason
        self.where = where


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestTemplate:
    """One request with placeholders; always to the account's own privacy pages."""

    method: str
    path: str
    query: tuple[tuple[str, str], ...] | tuple[Template, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    body: tuple[str, Template] | None = None

    @property
    def uses_csrf(self) -> bool:
        """Return whether the anti-CSRF token stands anywhere in it."""
        return self.uses("csrf")

    def uses(self, root: str) -> bool:
        """Return whether a value is named anywhere in the request."""
        return uses(self.parts, root)

    @property
    def parts(self) -> list[Template]:
        """Everything in it that may hold placeholders."""
        return [self.path, list(self.query), list(self.headers.values()), self.body]

    def render(self, values: Values) -> Request:
        """Return the request with its placeholders filled; TemplateError where a value is missing or leads away."""
        try:
            return self._render(values)
        except UnicodeEncodeError as err:
            raise TemplateError("a value holds half a character") from err

    def _render(self, values: Values) -> Request:
        """Fill path, query, headers and body."""
        values = {"time": time_ns() // 1_000_000, "uuid": str(uuid4()), **values, Allowance.name: Allowance()}
        path = fill_text(self.path, values, percent_encode)
        check_path(path)
        query = urlencode(_pairs(self.query, values), quote_via=quote, safe="!'()*~")
        headers = {name: as_text(fill_text(value, values)) for name, value in self.headers.items()}
        if any("\n" in value or "\r" in value or "\0" in value for value in headers.values()):
            raise TemplateError("a header would break")
        target = quote(path, safe="%/:@!$&'()*+,;=~-._") + (f"?{query}" if query else "")
        return Request(method=self.method, target=target, headers=headers, body=self._body(values, headers))

    def fits(self, values: Values) -> bool:
        """Return whether the request can say exactly this."""
        try:
            self.render(values)
        except TemplateError:
            return False
        return True

    def _body(self, values: Values, headers: dict[str, str]) -> bytes | None:
        """Render the body, and name its type where the recipe does not."""
        if self.body is None:
            return None
        kind, template = self.body
        if not any(name.lower() == "content-type" for name in headers):
            headers["Content-Type"] = _CONTENT_TYPES[kind]
        if kind == "json":
            return as_json(fill(template, values))
        if kind == "form":
            return urlencode(_pairs(template, values)).encode()
        return as_text(fill(template, values)).encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteRecipe:
    """How to delete: `batch` recordings in one request, or a range, or everything."""

    request: RequestTemplate
    batch: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRecipe:
    """Where a setting is read, and in what form: in a JSON answer, or in JSON that follows some text of a page."""

    request: RequestTemplate
    at: str
    on: Any
    off: Any
    after: str | None = None
    escaped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchRecipe:
    """How a setting is set and, where known, read."""

    set: RequestTemplate
    on: Any
    off: Any
    read: ReadRecipe | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipes:
    """Everything the owner has taught."""

    delete_recordings: DeleteRecipe | None = None
    delete_range: DeleteRecipe | None = None
    delete_everything: DeleteRecipe | None = None
    switches: Mapping[str, SwitchRecipe] = field(default_factory=dict)

    def only(self, names: Collection[str]) -> Self:
        """Return these requests without the others."""
        return type(self)(
            delete_recordings=self.delete_recordings if "delete_recordings" in names else None,
            delete_range=self.delete_range if "delete_range" in names else None,
            delete_everything=self.delete_everything if "delete_everything" in names else None,
            switches={name: switch for name, switch in self.switches.items() if name in names},
        )


def _pairs(templates: tuple[Template, ...] | list[Template], values: Values) -> list[tuple[str, str]]:
    """Fill a list of [name, value]; a `$each` among them stands for several."""
    pairs: list[tuple[str, str]] = []
    for template in templates:
        filled = fill(template, values)
        for row in filled if isinstance(template, dict) else [filled]:
            if not _is_pair(row):
                raise TemplateError("a pair is missing")
            pairs.append((as_text(row[0]), as_text(row[1])))
    return pairs


def _is_pair(template: Template) -> bool:
    """Return a name with its value."""
    return isinstance(template, list) and len(template) == 2  # noqa: PLR2004 - a pair has two


def _gives_pairs(template: Template) -> bool:
    """Return whether a template, which may be a `$each`, gives pairs."""
    if not isinstance(template, dict) or "$each" not in template:
        return _is_pair(template)
    inner = template.get("do")
    if template.get("flat") and isinstance(inner, list):
        return all(_is_pair(pair) for pair in inner)
    return _gives_pairs(inner)


def parse_recipes(text: str) -> Recipes:
    """Read the public JSON form; RecipeError with reason and place. An empty text is no recipe at all."""
    if not text.strip():
        return Recipes()
    if len(text) > MOST_BYTES:
        raise RecipeError("recipe_too_long", "/")
    try:
        document = orjson.loads(text)
    except orjson.JSONDecodeError:
        raise RecipeError("recipe_not_json", "/") from None
    # What is read and what is sent must be the same: of two, one would be dropped in silence.
    json.loads(text, object_pairs_hook=_each_key_once)
    return read_recipes(document)


def _each_key_once(members: list[tuple[str, Any]]) -> None:
    """Refuse an object that has a key twice."""
    keys: set[str] = set()
    for key, _ in members:
        if key in keys:
            raise RecipeError("recipe_key_twice", f"/{key[:40]}")
        keys.add(key)


def read_recipes(document: Any) -> Recipes:
    """Read the parsed JSON form; RecipeError with reason and place."""
    if _size(document) > MOST_BYTES:
        raise RecipeError("recipe_too_long", "/")
    keys = {"version", "delete_recordings", "delete_range", "delete_everything", "switches"}
    _object(document, "", keys, required={"version"})
    if not _same(document["version"], VERSION):
        raise RecipeError("recipe_version", "/version")
    switches = document.get("switches", {})
    _object(switches, "/switches", set(SWITCHES))
    return Recipes(
        delete_recordings=_read_delete(document, "delete_recordings", {RECORDINGS, "recording"}),
        delete_range=_read_delete(document, "delete_range", {"start", "end"}),
        delete_everything=_read_delete(document, "delete_everything", set()),
        switches={name: _read_switch(inner, f"/switches/{name}") for name, inner in switches.items()},
    )


def _size(document: Any) -> int:
    """Return how long a document is as JSON; 0 where it is none, or too deep: that is refused where it stands."""
    try:
        return len(orjson.dumps(document))
    except orjson.JSONEncodeError:
        return 0


def _read_delete(document: dict[str, Any], name: str, roots: set[str]) -> DeleteRecipe | None:
    """Read one of the ways to delete."""
    if (value := document.get(name)) is None:
        return None
    where = f"/{name}"
    _object(value, where, {"request", "batch"} if RECORDINGS in roots else {"request"}, required={"request"})
    request = _read_request(value["request"], f"{where}/request", roots, _WRITING)
    batch = value.get("batch", 1)
    if type(batch) is not int or not 1 <= batch <= MOST_BATCH:
        raise RecipeError("recipe_shape", f"{where}/batch")
    several = request.uses(RECORDINGS)
    used = {root for root in roots if request.uses(root)}
    # A range with one end open deletes more than was asked for.
    if roots and (not used or ("start" in roots and used != roots)):
        raise RecipeError("recipe_placeholder", where)
    if batch > 1 and not several:
        raise RecipeError("recipe_shape", f"{where}/batch")
    return DeleteRecipe(request=request, batch=batch)


def _read_switch(value: Any, where: str) -> SwitchRecipe:
    """Read how a switch is set and read."""
    _object(value, where, {"set", "values", "read"}, required={"set", "values"})
    values = _read_values(value["values"], f"{where}/values")
    read = _read_reading(value["read"], values, f"{where}/read") if value.get("read") is not None else None
    request = _read_request(value["set"], f"{where}/set", {"value", "now"}, _WRITING)
    if not request.uses("value") or (request.uses("now") and read is None):
        raise RecipeError("recipe_placeholder", f"{where}/set")
    return SwitchRecipe(set=request, on=values["on"], off=values["off"], read=read)


def _read_values(values: Any, where: str) -> dict[str, Any]:
    """Read the two values of a setting."""
    _object(values, where, {"on", "off"}, required={"on", "off"})
    scalars = all(isinstance(inner, str | int | float | bool | None) for inner in values.values())
    if not scalars or _same(values["on"], values["off"]):
        raise RecipeError("recipe_shape", where)
    return dict(values)


def _read_reading(value: Any, values: dict[str, Any], where: str) -> ReadRecipe:
    """Read where a setting's state is found; it may be read in other values than it is set with."""
    _object(value, where, {"request", "at", "inside", "values"}, required={"request", "at"})
    values = _read_values(value.get("values", values), f"{where}/values")
    at, inside = value["at"], value.get("inside", {})
    _object(inside, f"{where}/inside", {"after", "escaped"})
    after, escaped = inside.get("after"), inside.get("escaped", False)
    if not isinstance(at, str) or (at and not at.startswith("/")):
        raise RecipeError("recipe_shape", f"{where}/at")
    if not isinstance(after, str | None) or after == "" or not isinstance(escaped, bool):
        raise RecipeError("recipe_shape", f"{where}/inside")
    request = _read_request(value["request"], f"{where}/request", set(), _READING)
    return ReadRecipe(request=request, at=at, **values, after=after, escaped=escaped)


def _read_request(value: Any, where: str, roots: set[str], methods: frozenset[HTTPMethod]) -> RequestTemplate:
    """Read one request, and refuse whatever could lead away from the privacy pages."""
    _object(value, where, {"method", "path", "query", "headers", *_BODIES}, required={"method", "path"})
    if not isinstance(value["method"], str) or value["method"] not in methods:
        raise RecipeError("recipe_method", f"{where}/method")
    known = frozenset(roots) | _COMMON
    body = _read_body(value, where, known)
    query = value.get("query", [])
    _check_pairs(query, f"{where}/query", known)
    return RequestTemplate(
        method=value["method"],
        path=_read_path(value["path"], f"{where}/path", known),
        query=tuple(query),
        headers=_read_headers(value.get("headers", {}), f"{where}/headers", known),
        body=body,
    )


def _read_path(path: Any, where: str, roots: frozenset[str]) -> str:
    """Check a path both as it is written and with its placeholders taken out."""
    if not isinstance(path, str):
        raise RecipeError("recipe_address", where)
    _checked(path, where, roots)
    try:
        check_path(re.sub(r"\{\{[^{}]*\}\}", "x", path))
    except TemplateError:
        raise RecipeError("recipe_address", where) from None
    return path


def _read_headers(headers: Any, where: str, roots: frozenset[str]) -> dict[str, str]:
    """Check the headers worth keeping."""
    _object(headers, where, None)
    for name, value in headers.items():
        lowered = name.lower()
        if not _HEADER_NAME.fullmatch(name) or lowered in _NOT_OURS or lowered.startswith(_NOT_OURS_BEGIN):
            raise RecipeError("recipe_header", f"{where}/{name[:40]}")
        if not isinstance(value, str) or re.search(r"[\r\n\x00]", value):
            raise RecipeError("recipe_header", f"{where}/{name}")
        _checked(value, f"{where}/{name}", roots)
    return dict(headers)


def _read_body(value: dict[str, Any], where: str, roots: frozenset[str]) -> tuple[str, Template] | None:
    """Read the body: at most one of its forms."""
    kinds = [kind for kind in _BODIES if kind in value]
    if not kinds:
        return None
    if len(kinds) > 1 or value["method"] == HTTPMethod.GET:
        raise RecipeError("recipe_shape", where)
    kind = kinds[0]
    if kind == "form":
        _check_pairs(value["form"], f"{where}/form", roots)
    elif kind == "text" and not isinstance(value["text"], str | dict):
        raise RecipeError("recipe_shape", f"{where}/text")
    else:
        _checked(value[kind], f"{where}/{kind}", roots)
    return kind, value[kind]


def _check_pairs(pairs: Any, where: str, roots: frozenset[str]) -> None:
    """Check a list of [name, value], where a `$each` may stand for several."""
    if not isinstance(pairs, list):
        raise RecipeError("recipe_shape", where)
    for pair in pairs:
        _checked(pair, where, roots)
        if not _gives_pairs(pair):
            raise RecipeError("recipe_shape", where)


def _checked(template: Template, where: str, roots: frozenset[str]) -> None:
    """Turn a template's complaint into a recipe's."""
    try:
        check(template, roots)
    except TemplateError as err:
        raise RecipeError("recipe_placeholder", where) from err


def _object(
    value: Any, where: str, known: AbstractSet[str] | None, *, required: AbstractSet[str] = frozenset()
) -> None:
    """Insist on an object with known keys."""
    if not isinstance(value, dict):
        raise RecipeError("recipe_shape", where or "/")
    if known is not None and (unknown := sorted(value.keys() - known)):
        raise RecipeError("recipe_unknown_key", f"{where}/{unknown[0][:40]}")
    if missing := sorted(required - value.keys()):
        raise RecipeError("recipe_shape", f"{where}/{missing[0]}")


def _same(one: Any, other: Any) -> bool:
    """Compare as JSON does: 1 is not true."""
    return type(one) is type(other) and one == other
