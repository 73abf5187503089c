"""Recipes in their public JSON form, which docs/requests.md describes; everything else is refused."""

from collections.abc import Iterable, Mapping, Set as AbstractSet
from http import HTTPMethod
import json
import re
from typing import Any, Final

import orjson

from .model import (
    MOST_BATCH,
    Counted,
    DeleteRecipe,
    FirstRequest,
    HistoryRecipe,
    ListingRecipe,
    NextPage,
    ReadRecipe,
    Recipes,
    RequestTemplate,
    SettingRecipe,
    TimeUnit,
    is_pair,
    same,
)
from .paths import check_path
from .template import RECORDINGS, Template, TemplateError, check, percent_encode

VERSION: Final = 1
DELETIONS: Final = ("delete_recordings", "delete_range", "delete_everything")
SWITCHES: Final = ("human_review", "message_review", "deletion_by_voice")
"""The settings that have names of their own; the owner names all others."""
CONVERSATIONS: Final = "conversations"
"""The history whose listing is built in, and only its deletion taught."""
MOST_BYTES: Final = 256 * 1024

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
# `time` is when the request is sent (epoch ms), `uuid` a fresh random one.
_COMMON: Final = frozenset({"csrf", "account", "time", "uuid"})
ANSWERS: Final = tuple(f"answer{number}" for number in range(1, 6))
"""What the answers to requests that are sent first are called."""
VOICE_HISTORY: Final = "voice"
"""The history of voice recordings."""
_NO_NAMES: Final = frozenset({"spoken", "history", "another_setting", VOICE_HISTORY})
GROUPS: Final = ("switches", "selects", "histories")
"""Groups of requests whose names are those of settings and histories."""
_NAME: Final = re.compile(r"[a-z0-9_]{1,40}")


class RecipeError(ValueError):
    """A recipe is refused: `reason` is a translation key, `where` the place in the JSON."""

    def __init__(self, reason: str, where: str) -> None:
        """Keep reason and place."""
        super().__init__(f"{reason} at {where}")
        self.reason = reason
        self.where = where


def parse_recipes(text: str) -> Recipes:
    """Read the public JSON form; RecipeError with reason and place. An empty text is no recipe at all."""
    return read_recipes(parse_json(text)) if text.strip() else Recipes()


def parse_json(text: str) -> Any:
    """Return what a text of JSON says; RecipeError if it is too long, or has a key twice."""
    if len(text) > MOST_BYTES:
        raise RecipeError("recipe_too_long", "/")
    try:
        document = orjson.loads(text)
    except orjson.JSONDecodeError:
        raise RecipeError("recipe_not_json", "/") from None
    # What is read and what is sent must be the same: of two, one would be dropped in silence.
    json.loads(text, object_pairs_hook=_each_key_once)
    return document


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
    _object(document, "", {"version", *DELETIONS, *GROUPS}, required={"version"})
    if not same(document["version"], VERSION):
        raise RecipeError("recipe_version", "/version")
    known = set[str]()
    for group in GROUPS:
        _object(document.get(group, {}), f"/{group}", None)
        for name in document.get(group, {}):
            is_reserved = name in SWITCHES if group == "histories" else name == CONVERSATIONS
            if not is_setting_name(name) or name in known or is_reserved:
                raise RecipeError("recipe_unknown_key", f"/{group}/{name[:40]}")
            known.add(name)
    switches, selects, histories = (document.get(group, {}) for group in GROUPS)
    return Recipes(
        delete_recordings=_read_delete(document, "", "delete_recordings", {RECORDINGS, "recording"}),
        delete_range=_read_delete(document, "", "delete_range", {"start", "end"}),
        delete_everything=_read_delete(document, "", "delete_everything", set()),
        switches={name: _read_setting(inner, f"/switches/{name}", _POSITIONS) for name, inner in switches.items()},
        selects={name: _read_setting(inner, f"/selects/{name}", None) for name, inner in selects.items()},
        histories={name: _read_history(inner, name) for name, inner in histories.items()},
    )


def is_setting_name(name: str) -> bool:
    """Return whether a setting or history may have a name: 1 to 40 of a-z, 0-9 and _, and no name of something else."""
    return _NAME.fullmatch(name) is not None and name not in {*DELETIONS, *_NO_NAMES}


def named_part(document: Mapping[str, Any], name: str) -> Mapping[str, Any] | None:
    """Return the part of a document that is about a setting or a history; None if it was not taught."""
    return next((document[group][name] for group in GROUPS if name in document.get(group, {})), None)


def names_in(document: Mapping[str, Any]) -> list[str]:
    """Return the names of the settings and histories in a document."""
    return [name for group in GROUPS for name in document.get(group, {})]


def read_request(form: Any, roots: Iterable[str]) -> RequestTemplate:
    """Read one request's JSON form, which may name `roots` and what answers gave; RecipeError with reason and place."""
    return _read_request(form, "", {*roots, *ANSWERS}, _READING | _WRITING)


def _size(document: Any) -> int:
    """Return how long a document is as JSON; 0 where it is none, or too deep: that is refused where it stands."""
    try:
        return len(orjson.dumps(document))
    except orjson.JSONEncodeError:
        return 0


def _read_delete(document: dict[str, Any], where: str, name: str, roots: set[str]) -> DeleteRecipe | None:
    if (value := document.get(name)) is None:
        return None
    where = f"{where}/{name}"
    keys = {"request", "first"} | ({"batch"} if RECORDINGS in roots else set())
    _object(value, where, keys, required={"request"})
    first = _read_first(value.get("first", {}), f"{where}/first", roots)
    answers = {each.name for each in first}
    request = _read_request(value["request"], f"{where}/request", roots | answers, _WRITING)
    batch = value.get("batch", 1)
    if type(batch) is not int or not 1 <= batch <= MOST_BATCH:
        raise RecipeError("recipe_shape", f"{where}/batch")
    requests = [request, *(each.request for each in first)]
    used = {root for root in roots for each in requests if each.uses(root)}
    # A range with one end open deletes more than was asked for.
    if roots and (not used or ("start" in roots and used != roots)):
        raise RecipeError("recipe_placeholder", where)
    if batch > 1 and RECORDINGS not in used:
        raise RecipeError("recipe_shape", f"{where}/batch")
    return DeleteRecipe(request=request, batch=batch, first=first)


def _read_first(value: Any, where: str, roots: set[str]) -> tuple[FirstRequest, ...]:
    """Read the requests that are sent first, each of which may name what those before it answered."""
    _object(value, where, set(ANSWERS))
    found: list[FirstRequest] = []
    for name, inner in value.items():
        here = f"{where}/{name}"
        _object(inner, here, {"request", "header", "inside"}, required={"request"})
        header = inner.get("header")
        if header is not None and not (isinstance(header, str) and _HEADER_NAME.fullmatch(header)):
            raise RecipeError("recipe_header", f"{here}/header")
        after, escaped = _read_inside(inner.get("inside", {}), f"{here}/inside")
        known = roots | {each.name for each in found}
        request = _read_request(inner["request"], f"{here}/request", known, _READING | _WRITING)
        found.append(FirstRequest(name=name, request=request, header=header, after=after, escaped=escaped))
    return tuple(found)


def _read_history(value: Any, name: str) -> HistoryRecipe:
    """Read how a history is listed, unless that is built in, and how its entries are deleted."""
    where, is_built_in = f"/histories/{name}", name == CONVERSATIONS
    _object(value, where, {"delete"} | (set() if is_built_in else {"listing"}), required={"delete"})
    delete = _read_delete(value, where, "delete", {RECORDINGS, "recording"})
    if delete is None or (value.get("listing") is None) != is_built_in:
        raise RecipeError("recipe_shape", where)
    return HistoryRecipe(
        delete=delete, listing=None if is_built_in else _read_listing(value["listing"], f"{where}/listing")
    )


def _read_listing(value: Any, where: str) -> ListingRecipe:
    """Read how a history is listed; a window has both ends, and only a next page names where it begins."""
    required = {"request", "records", "id", "time", "unit"}
    _object(value, where, {*required, "more", "next", "device"}, required=required)
    places = {name: value.get(name) for name in ("records", "id", "time", "device")}
    for name, place in places.items():
        if place is not None or name in value:
            _check_pointer(place, f"{where}/{name}")
    if value["unit"] not in [*TimeUnit] or ("more" in value) != ("next" in value):
        raise RecipeError("recipe_shape", where)
    window = {"start", "end"}
    request = _read_request(value["request"], f"{where}/request", window, _READING)
    more = _read_request(value["more"], f"{where}/more", {*window, "page"}, _READING) if "more" in value else None
    for each in (request, more) if more else (request,):
        if {root for root in window if each.uses(root)} not in (set(), window if request.uses("start") else set()):
            raise RecipeError("recipe_placeholder", where)
    if more and not more.uses("page"):
        raise RecipeError("recipe_placeholder", f"{where}/more")
    next_page = _read_next(value["next"], f"{where}/next") if more else NextPage()
    return ListingRecipe(request=request, more=more, next=next_page, unit=TimeUnit(value["unit"]), **places)


def _read_next(value: Any, where: str) -> NextPage:
    """Read where the next page is named, or what is counted instead."""
    _object(value, where, {"at", "absent", "header", "count", "first"})
    header, count, first = value.get("header"), value.get("count"), value.get("first", 0)
    is_header = isinstance(header, str) and _HEADER_NAME.fullmatch(header) is not None
    is_count = count in [*Counted] and type(first) is int and 0 <= first <= 2  # noqa: PLR2004 - pages begin at 0 or 1
    if "at" in value:
        _check_pointer(value["at"], f"{where}/at")
    is_at = "at" in value and value.get("absent", True) is True
    if value.keys() not in ({"at"}, {"at", "absent"}, {"header"}, {"count"}, {"count", "first"}) or not (
        is_at or is_header or (is_count and ("first" in value) == (count == Counted.PAGES))
    ):
        raise RecipeError("recipe_shape", where)
    count = Counted(count) if count else None
    return NextPage(at=value.get("at"), absent="absent" in value, header=header, count=count, first=first)


def _check_pointer(value: Any, where: str) -> None:
    if not isinstance(value, str) or (value and not value.startswith("/")):
        raise RecipeError("recipe_shape", where)


_POSITIONS: Final = ("on", "off")


def _read_setting(value: Any, where: str, positions: tuple[str, ...] | None) -> SettingRecipe:
    """Read how a setting is set and read: a switch, whose positions are known, or any other."""
    _object(value, where, {"set", "values", "read", "first"}, required={"set", "values"})
    values = _read_values(value["values"], f"{where}/values", positions)
    read = _read_reading(value["read"], values, f"{where}/read") if value.get("read") is not None else None
    first = _read_first(value.get("first", {}), f"{where}/first", {"value", "now"})
    roots = {"value", "now"} | {each.name for each in first}
    given = value["set"]
    if own := isinstance(given, dict) and given.keys() == values.keys():
        requests = {name: _read_request(each, f"{where}/set/{name}", roots, _WRITING) for name, each in given.items()}
    else:
        requests = dict.fromkeys(values, _read_request(given, f"{where}/set", roots, _WRITING))
    sent = [*requests.values(), *(each.request for each in first)]
    uses_now, uses_value = (any(request.uses(root) for request in sent) for root in ("now", "value"))
    if (uses_now and read is None) or not (uses_value or own):
        raise RecipeError("recipe_placeholder", f"{where}/set")
    return SettingRecipe(set=requests, values=values, read=read, first=first)


def _read_values(values: Any, where: str, positions: tuple[str, ...] | None) -> dict[str, Any]:
    """Read the values of a setting's positions, of which no two are the same."""
    known = None if positions is None else set(positions)
    _object(values, where, known, required=set(positions or ()))
    scalars = all(isinstance(inner, str | int | float | bool | None) for inner in values.values())
    different = {(type(inner).__name__, inner) for inner in values.values()} if scalars else set()
    if len(values) < 2 or len(different) != len(values) or not all(map(_NAME.fullmatch, values)):  # noqa: PLR2004 - one is no choice
        raise RecipeError("recipe_shape", where)
    return dict(values)


def _read_reading(value: Any, values: dict[str, Any], where: str) -> ReadRecipe:
    """Read where a setting's state is found; it may be told in other values than it is set with."""
    _object(value, where, {"request", "at", "inside", "values", "null", "member", "means"}, required={"request", "at"})
    positions = tuple(values)
    values = _read_values(value.get("values", values), f"{where}/values", positions)
    _check_pointer(value["at"], f"{where}/at")
    null, means, member = value.get("null"), value.get("means"), value.get("member")
    is_scalar = isinstance(member, str | int | float | bool)
    if len({"null", "means", "values"} & value.keys()) > 1 or ("means" in value) != ("member" in value):
        raise RecipeError("recipe_shape", where)
    if any(name not in _POSITIONS or positions != _POSITIONS for name in (null, means) if name is not None):
        raise RecipeError("recipe_shape", where)
    if "member" in value and not is_scalar:
        raise RecipeError("recipe_shape", f"{where}/member")
    after, escaped = _read_inside(value.get("inside", {}), f"{where}/inside")
    return ReadRecipe(
        request=_read_request(value["request"], f"{where}/request", set(), _READING),
        at=value["at"],
        values=values,
        after=after,
        escaped=escaped,
        null=null,
        member=member,
        means=means,
    )


def _read_inside(inside: Any, where: str) -> tuple[str | None, bool]:
    _object(inside, where, {"after", "escaped"})
    after, escaped = inside.get("after"), inside.get("escaped", False)
    if not isinstance(after, str | None) or after == "" or not isinstance(escaped, bool):
        raise RecipeError("recipe_shape", where)
    return after, escaped


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


def _read_path(path: Any, where: str, roots: frozenset[str]) -> str | tuple[Template, ...]:
    """Check a path both as it is written and with its placeholders taken out."""
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
    _object(headers, where, None)
    for name, value in headers.items():
        lowered = name.lower()
        if not _HEADER_NAME.fullmatch(name) or lowered in _NOT_OURS or lowered.startswith(_NOT_OURS_BEGIN):
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
    """Turn a template's complaint into a recipe's."""
    try:
        check(template, roots)
    except TemplateError as err:
        raise RecipeError("recipe_placeholder", where) from err


def _object(
    value: Any, where: str, known: AbstractSet[str] | None, *, required: AbstractSet[str] = frozenset()
) -> None:
    if not isinstance(value, dict):
        raise RecipeError("recipe_shape", where or "/")
    if known is not None and (unknown := sorted(value.keys() - known)):
        raise RecipeError("recipe_unknown_key", f"{where}/{unknown[0][:40]}")
    if missing := sorted(required - value.keys()):
        raise RecipeError("recipe_shape", f"{where}/{missing[0]}")


def _gives_pairs(template: Template) -> bool:
    """Return whether a template, which may be a `$each`, gives pairs."""
    if not isinstance(template, dict) or "$each" not in template:
        return is_pair(template)
    inner = template.get("do")
    if template.get("flat") and isinstance(inner, list):
        return all(is_pair(pair) for pair in inner)
    return _gives_pairs(inner)
