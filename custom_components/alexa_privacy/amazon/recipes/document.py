"""Parses recipes in their public JSON form, which docs/requests.md describes."""

from collections import Counter
from collections.abc import Mapping
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
    SettingRecipe,
    TimeUnit,
    same,
)
from .request_form import ANSWERS, HEADER_NAME, READING, WRITING, RecipeError, check_object, read_request
from .template import RECORDINGS

VERSION: Final = 1
DELETIONS: Final = ("delete_recordings", "delete_range", "delete_everything")
SWITCHES: Final = ("human_review", "message_review", "deletion_by_voice")
"""The settings with fixed names; the owner names all others."""
CONVERSATIONS: Final = "conversations"
"""The history whose listing is built in; only its deletion is taught."""
MOST_BYTES: Final = 256 * 1024

VOICE_HISTORY: Final = "voice"
"""The history of voice recordings."""
_NO_NAMES: Final = frozenset({"spoken", "history", "another_setting", VOICE_HISTORY})
GROUPS: Final = ("switches", "selects", "histories")
"""The groups of requests whose keys are those of settings and histories."""
_NAME: Final = re.compile(r"[a-z0-9_]{1,40}")


def parse_recipes(text: str) -> Recipes:
    """Parse the public JSON form; raises RecipeError with reason and place. An empty text has no recipes."""
    return read_recipes(parse_json(text)) if text.strip() else Recipes()


def parse_json(text: str) -> Any:
    """Parse JSON; raises RecipeError if it is too long, or has a key twice."""
    if len(text) > MOST_BYTES:
        raise RecipeError("recipe_too_long", "/")
    try:
        document = orjson.loads(text)
    except orjson.JSONDecodeError:
        raise RecipeError("recipe_not_json", "/") from None
    check_keys(text)
    return document


def check_keys(text: str) -> None:
    """Raise RecipeError if an object has a key twice: one of the two would be ignored."""

    def each_once(members: list[tuple[str, Any]]) -> None:
        for key, count in Counter(key for key, _ in members).items():
            if count > 1:
                raise RecipeError("recipe_key_twice", f"/{key[:40]}")

    json.loads(text, object_pairs_hook=each_once)


def read_recipes(document: Any) -> Recipes:
    """Read the parsed JSON form; raises RecipeError with reason and place."""
    if _size(document) > MOST_BYTES:
        raise RecipeError("recipe_too_long", "/")
    check_object(document, "", {"version", *DELETIONS, *GROUPS}, required={"version"})
    if not same(document["version"], VERSION):
        raise RecipeError("recipe_version", "/version")
    known = set[str]()
    for group in GROUPS:
        check_object(document.get(group, {}), f"/{group}", None)
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
    """Return whether a key is valid for a setting or history: 1 to 40 of a-z, 0-9 and _, and not used otherwise."""
    return _NAME.fullmatch(name) is not None and name not in {*DELETIONS, *_NO_NAMES}


def named_part(document: Mapping[str, Any], name: str) -> Mapping[str, Any] | None:
    """Return the part of a document that is about a setting or a history; None if it was not taught."""
    return next((document[group][name] for group in GROUPS if name in document.get(group, {})), None)


def names_in(document: Mapping[str, Any]) -> list[str]:
    """Return the names of the settings and histories in a document."""
    return [name for group in GROUPS for name in document.get(group, {})]


def _size(document: Any) -> int:
    """Return the length of a document as JSON; 0 if it is invalid or too deep, which is refused elsewhere."""
    try:
        return len(orjson.dumps(document))
    except orjson.JSONEncodeError:
        return 0


def _read_delete(document: dict[str, Any], where: str, name: str, roots: set[str]) -> DeleteRecipe | None:
    if (value := document.get(name)) is None:
        return None
    where = f"{where}/{name}"
    keys = {"request", "first"} | ({"batch"} if RECORDINGS in roots else set())
    check_object(value, where, keys, required={"request"})
    first = _read_first(value.get("first", {}), f"{where}/first", roots)
    answers = {each.name for each in first}
    request = read_request(value["request"], f"{where}/request", roots | answers, WRITING)
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
    """Read the requests that are sent first; each may use the responses to those before it."""
    check_object(value, where, set(ANSWERS))
    found: list[FirstRequest] = []
    for name, inner in value.items():
        here = f"{where}/{name}"
        check_object(inner, here, {"request", "header", "inside"}, required={"request"})
        header = inner.get("header")
        if header is not None and not (isinstance(header, str) and HEADER_NAME.fullmatch(header)):
            raise RecipeError("recipe_header", f"{here}/header")
        inside = _read_inside(inner.get("inside", {}), f"{here}/inside")
        known = roots | {each.name for each in found}
        request = read_request(inner["request"], f"{here}/request", known, READING | WRITING)
        found.append(FirstRequest(name=name, request=request, header=header, **inside))
    return tuple(found)


def _read_history(value: Any, name: str) -> HistoryRecipe:
    """Read how a history is listed, unless that is built in, and how its entries are deleted."""
    where, is_built_in = f"/histories/{name}", name == CONVERSATIONS
    check_object(value, where, {"delete"} | (set() if is_built_in else {"listing"}), required={"delete"})
    delete = _read_delete(value, where, "delete", {RECORDINGS, "recording"})
    if delete is None or (value.get("listing") is None) != is_built_in:
        raise RecipeError("recipe_shape", where)
    return HistoryRecipe(
        delete=delete, listing=None if is_built_in else _read_listing(value["listing"], f"{where}/listing")
    )


def _read_listing(value: Any, where: str) -> ListingRecipe:
    """Read how a history is listed; a time range needs both ends, and only `more` uses `page`."""
    required = {"request", "records", "id", "time", "unit"}
    check_object(value, where, {*required, "more", "next", "device"}, required=required)
    places = {name: value.get(name) for name in ("records", "id", "time", "device")}
    for name, place in places.items():
        if place is not None or name in value:
            _check_pointer(place, f"{where}/{name}")
    if value["unit"] not in [*TimeUnit] or ("more" in value) != ("next" in value):
        raise RecipeError("recipe_shape", where)
    window = {"start", "end"}
    request = read_request(value["request"], f"{where}/request", window, READING)
    more = read_request(value["more"], f"{where}/more", {*window, "page"}, READING) if "more" in value else None
    for each in (request, more) if more else (request,):
        if {root for root in window if each.uses(root)} not in (set(), window if request.uses("start") else set()):
            raise RecipeError("recipe_placeholder", where)
    if more and not more.uses("page"):
        raise RecipeError("recipe_placeholder", f"{where}/more")
    next_page = _read_next(value["next"], f"{where}/next") if more else NextPage()
    return ListingRecipe(request=request, more=more, next=next_page, unit=TimeUnit(value["unit"]), **places)


def _read_next(value: Any, where: str) -> NextPage:
    """Read where the next page is named, or what counts the pages."""
    match value:
        case {"at": place, **rest} if not rest or (rest.keys() == {"absent"} and rest["absent"] is True):
            _check_pointer(place, f"{where}/at")
            return NextPage(at=place, absent=bool(rest))
        case {"header": str(header), **rest} if not rest and HEADER_NAME.fullmatch(header):
            return NextPage(header=header)
        case {"count": Counted.ENTRIES, **rest} if not rest:
            return NextPage(count=Counted.ENTRIES)
        case {"count": Counted.PAGES, "first": 0 | 1 | 2 as first, **rest} if not rest and type(first) is int:
            return NextPage(count=Counted.PAGES, first=first)
    raise RecipeError("recipe_shape", where)


def _check_pointer(value: Any, where: str) -> None:
    if not isinstance(value, str) or (value and not value.startswith("/")):
        raise RecipeError("recipe_shape", where)


_POSITIONS: Final = ("on", "off")


def _read_setting(value: Any, where: str, positions: tuple[str, ...] | None) -> SettingRecipe:
    """Read how a setting is set and read; a switch has fixed positions."""
    check_object(value, where, {"set", "values", "read", "first"}, required={"set", "values"})
    values = _read_values(value["values"], f"{where}/values", positions)
    read = _read_reading(value["read"], values, f"{where}/read") if value.get("read") is not None else None
    first = _read_first(value.get("first", {}), f"{where}/first", {"value", "now"})
    roots = {"value", "now"} | {each.name for each in first}
    given = value["set"]
    if own := isinstance(given, dict) and given.keys() == values.keys():
        requests = {name: read_request(each, f"{where}/set/{name}", roots, WRITING) for name, each in given.items()}
    else:
        requests = dict.fromkeys(values, read_request(given, f"{where}/set", roots, WRITING))
    sent = [*requests.values(), *(each.request for each in first)]
    uses_now, uses_value = (any(request.uses(root) for request in sent) for root in ("now", "value"))
    if (uses_now and read is None) or not (uses_value or own):
        raise RecipeError("recipe_placeholder", f"{where}/set")
    return SettingRecipe(set=requests, values=values, read=read, first=first)


def _read_values(values: Any, where: str, positions: tuple[str, ...] | None) -> dict[str, Any]:
    """Read the values of a setting's positions, of which no two are the same."""
    known = None if positions is None else set(positions)
    check_object(values, where, known, required=set(positions or ()))
    scalars = all(isinstance(inner, str | int | float | bool | None) for inner in values.values())
    different = {(type(inner).__name__, inner) for inner in values.values()} if scalars else set()
    if len(values) < 2 or len(different) != len(values) or not all(map(_NAME.fullmatch, values)):  # noqa: PLR2004 - one is no choice
        raise RecipeError("recipe_shape", where)
    return dict(values)


def _read_reading(value: Any, values: dict[str, Any], where: str) -> ReadRecipe:
    """Read how a setting is read, possibly with other values than it is set with."""
    check_object(
        value, where, {"request", "at", "inside", "values", "null", "member", "means"}, required={"request", "at"}
    )
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
    inside = _read_inside(value.get("inside", {}), f"{where}/inside")
    return ReadRecipe(
        request=read_request(value["request"], f"{where}/request", set(), READING),
        at=value["at"],
        values=values,
        null=null,
        member=member,
        means=means,
        **inside,
    )


def _read_inside(inside: Any, where: str) -> dict[str, Any]:
    """Read which text precedes JSON in a page, if it is in one, and whether it is escaped."""
    check_object(inside, where, {"after", "escaped"})
    after, escaped = inside.get("after"), inside.get("escaped", False)
    if not isinstance(after, str | None) or after == "" or not isinstance(escaped, bool):
        raise RecipeError("recipe_shape", where)
    return {"after": after, "escaped": escaped}
