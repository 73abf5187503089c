"""Learns how a history other than voice recordings is listed and its entries deleted."""

from collections.abc import Collection, Sequence
import re
from typing import Any, Final

from ..recipes.template import PLACEHOLDER, TemplateError, as_text, fill_text
from .delete_range import DURATION
from .delete_records import learn_delete_recordings
from .demonstrations import without_repeats
from .exchange import Exchange
from .generalize.known_values import KnownValues, NameScope, RequestContext
from .generalize.request_builder import Form
from .generalize.times import ZONE
from .history_lists import AskedRange, HistoryList
from .history_paging import Answer, Path
from .history_reader import FOR_EVER, NO_FILTER
from .json_paths import leaves, pointer_of, request_leaves
from .lesson_file import LessonFile
from .recipe_builder import RecipeBuilder
from .refusals import LearnError, Place, Unexplained, readable_place
from .vocabulary import plain_words, words

_SPANS: Final = frozenset(f"{unit}{end}" for unit in ("hour", "day", "week", "month", "year") for end in ("", "s"))
_LIMITS: Final = _SPANS | {"today", "yesterday", "last", "past", "recent", "recently", "latest"}
# What is limited by a number.
_LIMITED: Final = _SPANS | {"period", "span", "range", "window", "age", "since", "past", "last"}
_MOMENTS: Final = 1_000_000_000
# A time that goes by the time of the request.
_RELATIVE: Final = re.compile(r"(?:now|today)(?:\(\))? ?- ?\w+(?:/\w)?|-\d{1,3} ?[a-z]+", re.IGNORECASE)
# One that is written into a GraphQL query itself.
_INLINE: Final = re.compile(r"\b(?:filter|where|search)\w*\s*:\s*[^\s$]", re.IGNORECASE)
_FILTERS: Final = frozenset({"filter", "filters", "where", "search", "contains", "only", "exclude", "q"}) | {
    each
    for one, more in (
        *(("category", "categories"), ("status", "statuses"), ("person", "persons")),
        *((word, f"{word}s") for word in ("type", "kind", "state", "device", "source", "profile", "room")),
        *((word, f"{word}s") for word in ("appliance", "endpoint", "group", "label", "member", "tag")),
        *((word, f"{word}s") for word in ("area", "channel", "floor", "home", "house", "location", "skill", "topic")),
    )
    for each in (one, more)
}
# What a filter may hold besides: it says how much of the list a page holds, and in which order.
_NO_FILTERS: Final = frozenset({"limit", "count", "max", "page", "first", "offset", "order", "sort", "direction"})
_ALL: Final = frozenset({"all", "any", "every", "everything"})
# What some entries are and others are not: whether a request wants them or not, it leaves some out.
_STATES: Final = frozenset(
    {"active", "archived", "dismissed", "favorite", "favorites", "favourite", "favourites", "flagged", "hidden"}
    | {"inactive", "mine", "muted", "pinned", "starred", "unread", "unseen", "visible"}
)
# What a request may leave out of a list, and what of each entry.
_INCLUDES: Final = _ALL | {"include", "included", "includes", "including", "older", "show", "with"}
_OF_ENTRIES: Final = frozenset(
    {"audio", "count", "counts", "detail", "details", "header", "headers", "icon", "icons", "image", "images"}
    | {"link", "links", "media", "metadata", "name", "names", "summaries", "summary", "text", "texts", "thumbnail"}
    | {"thumbnails", "total", "totals", "transcript", "transcripts"}
)
_YES: Final = frozenset({"true", "1", "yes", "y", "on"})
_NO: Final = frozenset({"false", "0", "no", "n", "off"})
_BOUND: Final = re.compile(r"\{\{(start|end)([^{}]*)\}\}")
_PAGE: Final = re.compile(r"\{\{page[^{}]*\}\}")
_NOW: Final = re.compile(r"time\|(?:utc|local):")
# Where a list begins, as its page may say it.
_BEGINS: Final = (0, 1, "0", "1")
_DEVICE: Final = re.compile(r"device|echo|speaker|appliance|endpoint|source", re.IGNORECASE)
_CALLED: Final = re.compile(r"name|label|title", re.IGNORECASE)


def learn_history(file: LessonFile, found: HistoryList, *, by_device: bool) -> Form:
    """Return the public JSON form of a history's recipe; raises LearnError if it is not certain."""
    delete = learn_delete_recordings(file)
    _check_told_apart(file, delete)
    _check_now(file, delete)
    _check_end(file)
    recipe = found.recipe
    listing: Form = {**_requests(file, found), "records": recipe.records, "id": recipe.id, "time": recipe.time}
    listing |= {"unit": recipe.unit.value, "next": found.paging.next}
    if by_device:
        listing["device"] = pointer_of(_device(found.answers))
    named = {name: listing.get(name, "") for name in ("records", "id", "time", "device")}
    for name, place in (named | found.paging.next).items():
        steps = str(place).split("/")[1:]
        if not all(plain_words(step) and not file.checks.is_personal(step) for step in steps):
            raise LearnError("part_personal", place=name)
    return {"listing": listing, "delete": delete}


def _requests(file: LessonFile, found: HistoryList) -> Form:
    """Return the forms of the requests for the first page and for the others."""
    firsts = [answer.exchange for answer, asked in zip(found.answers, found.paging.asked, strict=True) if asked is None]
    window = next((each for each in found.windows if each), None)
    _check_whole(firsts, {window.starts, window.ends} if window else ())
    failed: Unexplained | None = None
    for has_window in (True, False):
        windows = dict(zip((answer.exchange.order for answer in found.answers), found.windows, strict=True))
        if has_window and any(windows[each.order] is None for each in firsts):
            continue
        try:
            return _forms(file, found, firsts, windows if has_window else {})
        except Unexplained as err:
            failed = failed or err
    assert failed is not None
    raise failed.as_error()


def _forms(
    file: LessonFile, found: HistoryList, firsts: Sequence[Exchange], windows: dict[int, AskedRange | None]
) -> Form:
    """Return both forms, with or without time ranges; raises Unexplained if they do not give every request."""
    asked = {answer.exchange.order: value for answer, value in zip(found.answers, found.paging.asked, strict=True)}
    later = [answer.exchange for answer in found.answers if asked[answer.exchange.order] is not None]
    forms: Form = {}
    for name, requests in (("request", without_repeats(firsts)), ("more", without_repeats(later))):

        def scope(around: RequestContext) -> NameScope:
            """Return what a request may name: its page, and the window that is listed."""
            value, window = asked[around.order], windows.get(around.order)
            value = found.paging.begins if value is None and found.paging.begins in _BEGINS else value
            known = [] if value is None else [KnownValues("page", value, found.paging.places)]
            if window is not None:
                bounds = ("start", window.start, window.starts), ("end", window.end, window.ends)
                known += [KnownValues(name, bound, {place}) for name, bound, place in bounds]
            return NameScope(around, tuple(known))

        builder = RecipeBuilder(file, [[each] for each in requests], scope)
        forms[name] = builder.form(requests) if name == "more" else _begun(builder.form(requests), found.paging.begins)
        if builder.fetched.sources:
            raise Unexplained("part_given", ("query",))
    _check_bounds(forms, has_window=bool(windows))
    _check_counts(firsts, later, asked)
    return forms


def _begun(form: Any, begins: Any) -> Any:
    """Return the form of the first page's request, with the count that it starts from."""
    if isinstance(form, dict):
        return {name: _begun(inner, begins) for name, inner in form.items()}
    if isinstance(form, list):
        return [_begun(inner, begins) for inner in form]
    return begins if isinstance(form, str) and _PAGE.fullmatch(form) else form


def _check_bounds(forms: Form, *, has_window: bool) -> None:
    """Refuse a time range with only one variable end, or with ends in two different forms."""
    for form in forms.values():
        ways: dict[str, set[str]] = {"start": set(), "end": set()}
        for bound, way in _BOUND.findall(str(form)):
            ways[bound].add(way.removesuffix("|text"))
        if ways["start"] != ways["end"] or (has_window and form is forms["request"] and not ways["start"]):
            raise Unexplained("part_time", ("query",))


def _check_counts(firsts: Sequence[Exchange], later: Sequence[Exchange], asked: dict[int, Any]) -> None:
    """Refuse numbers of later pages that may be counts, but that the first page lacks."""
    usual = {place: as_text(value) for each in firsts for place, value in request_leaves(each).items()}
    for each in later:
        for place, value in request_leaves(each).items():
            text = as_text(value)
            if text.isdecimal() and text not in {usual.get(place), as_text(asked[each.order])} and len(text) < 10:  # noqa: PLR2004 - a time has more digits
                raise Unexplained("part_ambiguous", place)


def _check_whole(firsts: Sequence[Exchange], known: Collection[Place]) -> None:
    """Refuse a list that may be limited to the last days or by a filter; `known` are the places of time ranges."""
    for place, value in request_leaves(firsts[0]).items():
        text, last = as_text(value), str(place[-1])
        name, said = {*words(last)}, {*words(text)}
        is_number = text.isdecimal() and 0 < int(text) < _MOMENTS and place[0] != "path"
        is_span = DURATION.fullmatch(text) or _RELATIVE.fullmatch(text) or said & _LIMITS
        # What names a filter may be a list, or say it in several members.
        inside = {word for step in place[1:] for word in words(str(step))} | ({"q"} & {last.lower()})
        filters = _FILTERS & inside if place[0] in {"query", "body"} else {"filter", "filters"} & name
        is_free = name & _NO_FILTERS or NO_FILTER.search(last) or said & _ALL or place in known
        is_filter = _INLINE.search(text) or (filters and value not in {None, "", False} and not is_free)
        if is_span or is_filter or (is_number and name & _LIMITED) or _leaves_out(place, text.lower()):
            raise LearnError("history_limited", place=readable_place(place))


def _leaves_out(place: Place, text: str) -> bool:
    """Return whether a flag of a request may exclude some entries."""
    name = set(words(str(place[-1])))
    if place[0] not in {"query", "body"}:
        return False
    if name & _STATES:
        return text in _YES | _NO
    return bool(name & _INCLUDES) and text in _NO and not name & _OF_ENTRIES


def _check_told_apart(file: LessonFile, form: Form) -> None:
    """Require values other than ids that a deletion names to differ between both demonstrations, if they ever do."""
    gone = {each.key for each in file.listings.vanished()}
    for expression in {found[1] for found in PLACEHOLDER.finditer(str(form))}:
        said: dict[bool, set[str]] = {True: set(), False: set()}
        for key, recording in file.listings.recordings.items():
            try:
                said[key in gone].add(as_text(fill_text(f"{{{{{expression}}}}}", {"recording": recording.raw})))
            except TemplateError:
                continue
        if len(said[True]) == 1 and said[False] - said[True]:
            raise LearnError("delete_no_contrast")


def _check_end(file: LessonFile) -> None:
    """Refuse a list that had older entries after its end was shown: it shows a limited number only."""
    listings, oldest = file.listings, FOR_EVER
    for page in listings.pages:
        oldest = min([FOR_EVER if page.is_first else oldest, *(listings.recordings[key].time for key in page.keys)])
        later = (each for key, each in listings.recordings.items() if listings.first_seen(key) > page.order)
        if page.is_last and any(page.asked[0] <= each.time < oldest for each in later if oldest < FOR_EVER):
            raise LearnError("history_no_end")


def _check_now(file: LessonFile, form: Form) -> None:
    """Refuse a value that may be the day of the request or of the entry, because both are always the same."""
    moments = [
        (sent, file.listings.recordings[key].time)
        for each in file.deletions
        for key in each.keys
        if (sent := each.requests[0].time) is not None
    ]
    for place, text in leaves(form["request"]).items():
        for expression in (found[1] for found in PLACEHOLDER.finditer(as_text(text)) if _NOW.match(found[1])):
            said = [
                [fill_text(f"{{{{{expression}}}}}", {"time": time, "zone": ZONE.get()}) for time in both]
                for both in moments
            ]
            if said and all(sent == own for sent, own in said):
                said_at = place if place[0] in {"path", "query", "headers"} else ("body", *place[1:])
                raise LearnError("part_ambiguous", place=readable_place(said_at))


def _device(answers: Sequence[Answer]) -> Path:
    """Return where entries name their device; raises LearnError unless exactly one member does."""
    rows = [row for answer in answers for row in answer.rows]
    found: list[Path] = []
    for place in rows[0]:
        texts = [row.get(place) for row in rows]
        is_device = any(_DEVICE.search(str(step)) for step in place) and all(isinstance(each, str) for each in texts)
        if is_device and all(texts) and len(set(texts)) < len(rows):
            found.append(place)
    named = [place for place in found if _CALLED.search(str(place[-1]))] or found
    if len(named) != 1:
        raise LearnError("history_no_device")
    return named[0]
