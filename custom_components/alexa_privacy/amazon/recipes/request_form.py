"""Parses one request in its public JSON form, and refuses all that could lead away from the privacy pages."""

from collections.abc import Iterable, Set as AbstractSet
from http import HTTPMethod
import re
from typing import Any, Final

from .model import RequestTemplate, is_pair
from .paths import check_path
from .template import Template, TemplateError, percent_encode
from .template_check import check

WRITING: Final = frozenset({HTTPMethod.POST, HTTPMethod.PUT, HTTPMethod.PATCH, HTTPMethod.DELETE})
READING: Final = frozenset({HTTPMethod.GET, HTTPMethod.POST})
HEADER_NAME: Final = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}")
_NOT_OURS: Final = frozenset(
    {"cookie", "authorization", "host", "content-length", "connection", "transfer-encoding", "upgrade", "te", "expect"}
    | {"origin", "referer", "user-agent", "accept-encoding", "forwarded"}
)
# Besides those of proxies and browsers, the ones that make some servers take another address or method for the real.
_NOT_OURS_BEGIN: Final = ("proxy-", "sec-", "x-forwarded-", "x-original-", "x-rewrite-", "x-http-method", "x-method-")
_BODIES: Final = ("json", "form", "text")
# `time` is when the request is sent (epoch ms), `uuid` a fresh random one.
_COMMON: Final = frozenset({"csrf", "account", "time", "uuid"})
ANSWERS: Final = tuple(f"answer{number}" for number in range(1, 6))
"""The names of the responses to requests that are sent first."""


class RecipeError(ValueError):
    """A recipe is refused: `reason` is a translation key, `where` the place in the JSON."""

    def __init__(self, reason: str, where: str) -> None:
        """Store reason and place."""
        super().__init__(f"{reason} at {where}")
        self.reason = reason
        self.where = where


def check_object(
    value: Any, where: str, known: AbstractSet[str] | None, *, required: AbstractSet[str] = frozenset()
) -> None:
    """Check that a value is an object with only known members and all required ones."""
    if not isinstance(value, dict):
        raise RecipeError("recipe_shape", where or "/")
    if known is not None and (unknown := sorted(value.keys() - known)):
        raise RecipeError("recipe_unknown_key", f"{where}/{unknown[0][:40]}")
    if missing := sorted(required - value.keys()):
        raise RecipeError("recipe_shape", f"{where}/{missing[0]}")


def read_request(
    value: Any, where: str, roots: Iterable[str], methods: AbstractSet[HTTPMethod] = READING | WRITING
) -> RequestTemplate:
    """Read one request, which may name `roots`; raises RecipeError with reason and place."""
    check_object(value, where, {"method", "path", "query", "headers", *_BODIES}, required={"method", "path"})
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


def _read_path(path: Any, where: str, roots: frozenset[str]) -> str | tuple[Template, ...]:
    """Check a path both as it is written and without its placeholders."""
    if isinstance(path, list):
        _checked(path, where, roots)
        is_plain = (isinstance(segment, str) and "{{" not in segment for segment in path)
        plain = "/".join(percent_encode(each) if plain else "x" for each, plain in zip(path, is_plain, strict=True))
        return tuple(path) if _read_path(plain, where, roots) else ()
    if not isinstance(path, str):
        raise RecipeError("recipe_address", where)
    _checked(path, where, roots)
    try:
        check_path(re.sub(r"\{\{[^{}]*\}\}", "x", path))
    except TemplateError:
        raise RecipeError("recipe_address", where) from None
    return path


def _read_headers(headers: Any, where: str, roots: frozenset[str]) -> dict[str, Template]:
    check_object(headers, where, None)
    for name, value in headers.items():
        lowered = name.lower()
        if not HEADER_NAME.fullmatch(name) or lowered in _NOT_OURS or lowered.startswith(_NOT_OURS_BEGIN):
            raise RecipeError("recipe_header", f"{where}/{name[:40]}")
        is_line = isinstance(value, str) and not re.search(r"[\r\n\x00]", value)
        if not is_line and not (isinstance(value, dict) and any(key.startswith("$") for key in value)):
            raise RecipeError("recipe_header", f"{where}/{name}")
        _checked(value, f"{where}/{name}", roots)
    return dict(headers)


def _read_body(value: dict[str, Any], where: str, roots: frozenset[str]) -> tuple[str, Template] | None:
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
    """Check a template, and convert its error to a RecipeError."""
    try:
        check(template, roots)
    except TemplateError as err:
        raise RecipeError("recipe_placeholder", where) from err


def _gives_pairs(template: Template) -> bool:
    """Return whether a template, which may be a `$each`, gives pairs."""
    if not isinstance(template, dict) or "$each" not in template:
        return is_pair(template)
    inner = template.get("do")
    if template.get("flat") and isinstance(inner, list):
        return all(is_pair(pair) for pair in inner)
    return _gives_pairs(inner)
