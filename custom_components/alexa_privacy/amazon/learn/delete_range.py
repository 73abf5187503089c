"""Learns how a time range is deleted, from two ranges that differ at both ends, and how everything is deleted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import product
import re
from typing import Any, Final

import orjson

from ..recipes.template import as_text, uses
from .contrast import NEEDED
from .delete_records import acting_requests
from .demonstrations import by_kind, is_telemetry, without
from .exchange import Exchange
from .generalize.known_values import KnownValues, NameScope, RequestContext
from .generalize.request_builder import Form
from .generalize.times import DAY, MINUTE, SECOND, ZONE, granularity, is_moment, layouts, moment_of, times_in
from .json_paths import request_leaves
from .lesson_file import LessonFile, addresses
from .observed_listings import ListingPage
from .recipe_builder import RecipeBuilder
from .refusals import LearnError, Place, Unexplained, last_name, readable_place
from .vocabulary import words

_PATIENCE: Final = 10 * MINUTE
# What says that not everything is meant.
_LIMITS: Final = frozenset(
    {"today", "yesterday", "last", "day", "days", "week", "weeks", "month", "months", "hour", "hours", "recent", "past"}
    | {"selected", "selection", "visible", "shown", "page", "filtered", "current", "session", "older", "newer", "since"}
)
_ALL: Final = frozenset({"all", "any", "everything", "every", "each", "whole", "full", "*", ""})
_COUNTS: Final = re.compile(r"day|week|month|hour|minute|limit|count|size|max|top|first|age|older|newer|last|number")
_WHOSE: Final = re.compile(r"device|serial|person|profile|actor|echo|room|group|filter|type|kind|category")
DURATION: Final = re.compile(r"-?P(?:\d+[YMWD])*(?:T(?:\d+[HMS])+)?|\d{1,3} ?(?:[hdwmy]|mo)", re.IGNORECASE)


def learn_delete_everything(file: LessonFile) -> Form:
    """Return the public JSON form of the recipe; raises LearnError if it is not certain."""
    file.check_deletions()
    if all(page.filters for page in file.listings.pages):
        raise LearnError("everything_filtered")
    whole = [each for each in file.deletions if _is_everything(file, each.requests[0], each.missed)]
    if not whole:
        raise LearnError("everything_not_all")
    table = without(is_telemetry, by_kind(whole, file.kinds))
    acting = sorted((rows for rows in table.values() if all(rows)), key=lambda rows: rows[0][0].order)
    if not acting:
        raise LearnError("delete_several_requests", address=addresses(whole[0].requests))
    steps = [[row[0] for row in rows] for rows in zip(*acting, strict=True)]
    for request in (row[-1] for row in steps):
        if (limit := next(_limits(request), None)) is not None:
            raise LearnError("everything_limited", place=readable_place(limit))
    try:
        return RecipeBuilder(file, steps, NameScope).recipe()
    except Unexplained as err:
        raise err.as_error() from None


def _is_everything(file: LessonFile, request: Exchange, missed: int) -> bool:
    """Return whether all was listed before a request, and nothing is left in a listing of all after it."""
    before, after = file.listings.whole_before(request.order), file.listings.whole_after(missed - 1)
    if not before or not after or not all(_is_up_to_now(file, page) for page in (*before, *after)):
        return False
    return any(page.keys for page in before) and not any(page.keys for page in after)


def _is_up_to_now(file: LessonFile, page: ListingPage) -> bool:
    """Return whether a listing goes up to the time of its request."""
    sent = file.exchanges[page.order].time
    return sent is None or page.asked[1] >= sent - _PATIENCE


def _limits(request: Exchange) -> Iterator[Place]:
    """Return the places of a request that may limit what it deletes."""
    for place, value in request_leaves(request).items():
        name = last_name(place).lower()
        if place[0] == "header" or isinstance(value, bool | None):
            continue
        text = as_text(value)
        said = {*words(text)} or {text}
        if said & _LIMITS and not said & _ALL:
            yield place
        elif _COUNTS.search(name) and text.isdecimal():
            if place[0] != "path" and int(value) != 0:
                yield place
        elif DURATION.fullmatch(text) or (
            place[0] != "path" and _WHOSE.search(name) and "history" not in said and not said & _ALL
        ):
            yield place


_LARGER: Final = {1: SECOND, SECOND: MINUTE, MINUTE: 60 * MINUTE}
_MOST_TRIED: Final = 40
_LONGEST: Final = 10_000
_LOCAL: Final = re.compile(r"\blocal:")

type Span = tuple[int, int]


@dataclass(frozen=True, slots=True, repr=False)
class _Bound:
    """A place of a request that contains a time, with one interpretation."""

    place: Place
    layout: str
    moments: tuple[int, ...]
    """One for each demonstration."""

    @property
    def unit(self) -> int:
        """The precision in milliseconds."""
        return granularity(self.layout) if self.layout else 1

    @property
    def is_last(self) -> bool:
        """Whether each is the last moment of a second, a minute or an hour."""
        unit = self.unit
        return unit in _LARGER and all((moment + unit) % _LARGER[unit] == 0 for moment in self.moments)


def learn_delete_range(file: LessonFile) -> Form:
    """Return the public JSON form of the recipe; raises LearnError if it is not certain."""
    file.check_deletions(NEEDED)
    acting = acting_requests(file, lambda request, rows: _was_empty(file, request, rows))
    steps = [[row[0] for row in rows if row] for rows in zip(*acting.values(), strict=True)]
    if any(len(each) != len(acting) for each in steps):
        raise LearnError("delete_several_requests", address=addresses([each for row in steps for each in row]))
    return _learn(file, steps)


def _was_empty(file: LessonFile, request: Exchange, rows: Sequence[Sequence[Exchange]]) -> bool:
    """Return whether a request may have named a range that held nothing, as others of its kind named what went."""
    if not all(rows):
        return False
    stayed = [recording.time for recording in file.listings.stayed(request.order)]
    return any(
        _fits(file, spans) and not any(start <= time < end for time in stayed)
        for (start, end), *spans in _spans([request, *(row[0] for row in rows)])
    )


def _learn(file: LessonFile, steps: Sequence[Sequence[Exchange]]) -> Form:
    """Return the one recipe by which all ranges were deleted."""
    requests = [row[-1] for row in steps]
    found: dict[bytes, tuple[Form, list[Span]]] = {}
    failed: Unexplained | None = None
    spans = list(_spans(requests))
    fitting = [each for each in spans if _fits(file, each)]
    if not fitting:
        raise LearnError("delete_took_others" if spans else "range_not_understood", address=addresses(requests[:1]))
    for each in fitting[:_MOST_TRIED]:
        try:
            form = _form(file, steps, each)
        except Unexplained as err:
            failed = failed or err
            continue
        if uses(form, "start") and uses(form, "end"):
            found.setdefault(orjson.dumps(form), (form, each))
    if not found:
        raise failed.as_error() if failed else LearnError("range_not_understood", address=addresses(requests[:1]))
    if len(found) > 1:
        raise LearnError("part_ambiguous", place=readable_place(("body",) if requests[0].kind else ("query",)))
    [(form, chosen)] = found.values()
    _check_contrast(file, steps, chosen, is_by_day="%H" not in str(form) and "%Y" in str(form))
    _check_zone(file, form, requests)
    return form


def _form(file: LessonFile, steps: Sequence[Sequence[Exchange]], spans: Sequence[Span]) -> Form:
    """Return the recipe that gives every request, if these were the ranges."""

    def scope(around: RequestContext) -> NameScope:
        """Return what a request may name: the bounds of its range."""
        start, end = spans[around.demonstration]
        return NameScope(around, (KnownValues("start", start), KnownValues("end", end)))

    return RecipeBuilder(file, steps, scope).recipe()


def _spans(requests: Sequence[Exchange]) -> Iterator[list[Span]]:
    """Return the possible ranges of requests, each with one range per request."""
    bounds = list(_bounds(requests))
    seen: set[tuple[Span, ...]] = set()
    for first, last in product(bounds, bounds):
        if first.place == last.place and first is not last:
            continue
        if first.is_last:
            # What begins with the last moment of a second may begin after it.
            continue
        if not all(one <= other for one, other in zip(first.moments, last.moments, strict=True)):
            continue
        for ends in _ends(last, is_alone=first is last):
            spans = tuple(zip(first.moments, ends, strict=True))
            if spans not in seen and all(start < end for start, end in spans):
                seen.add(spans)
                yield list(spans)


def _bounds(requests: Sequence[Exchange]) -> Iterator[_Bound]:
    """Return the places of requests that contain a different time in each, other than the time of sending."""
    said = [request_leaves(request) for request in requests]
    for place in said[0]:
        values = [leaves.get(place) for leaves in said]
        yield from _bounds_in(place, values)
        texts = [as_text(value) for value in values if isinstance(value, str | int) and not isinstance(value, bool)]
        if len(texts) == len(requests):
            yield from _read_bounds(place, texts)


def _read_bounds(place: Place, texts: Sequence[str]) -> Iterator[_Bound]:
    """Return the interpretations of texts as times, unless these are the same in all."""
    if len(set(texts)) == 1:
        return
    if all(map(is_moment, texts)):
        yield _Bound(place, "", tuple(map(int, texts)))
    for layout in sorted(set(layouts(texts[0])).intersection(*map(layouts, texts[1:]))):
        moments = [moment_of(text, layout) for text in texts]
        if all(moment is not None for moment in moments):
            yield _Bound(place, layout, tuple(moment for moment in moments if moment is not None))


def _bounds_in(place: Place, values: Sequence[Any]) -> Iterator[_Bound]:
    """Return the times in texts that are otherwise the same, as in a query language."""
    if not all(isinstance(value, str) and len(value) <= _LONGEST for value in values):
        return
    found = [list(times_in(value)) for value in values]
    between = {_without(value, own) for value, own in zip(values, found, strict=True)}
    if len(between) != 1 or len({len(own) for own in found}) != 1 or not between.pop():
        return
    for number, column in enumerate(zip(*found, strict=True)):
        yield from _read_bounds((*place, number), [each[0] for each in column])


def _without(text: str, found: Sequence[re.Match[str]]) -> str:
    for each in reversed(found):
        text = text[: each.start()] + text[each.end() :]
    return text


def _ends(bound: _Bound, *, is_alone: bool) -> Iterator[tuple[int, ...]]:
    """Return the possible ends of ranges, excluded: a request's end may or may not belong to its range."""
    unit = bound.unit
    if unit == DAY:
        zone = UTC if bound.layout.startswith("utc:") else ZONE.get()
        yield tuple(_next_day(moment, zone) for moment in bound.moments)
        if not is_alone:
            yield bound.moments
    elif not is_alone:
        # Such a moment belongs to a range.
        yield tuple(moment + unit for moment in bound.moments) if bound.is_last else bound.moments


def _next_day(moment: int, zone: Any) -> int:
    local = datetime.fromtimestamp(moment / SECOND, UTC).astimezone(zone).date() + timedelta(days=1)
    return round(datetime(local.year, local.month, local.day, tzinfo=zone).timestamp() * SECOND)


def _fits(file: LessonFile, spans: Sequence[Span]) -> bool:
    """Return whether exactly the recordings in each range disappeared, as far as listings show."""
    for deletion, (start, end) in zip(file.deletions, spans, strict=True):
        order = deletion.requests[0].order
        gone = {file.listings.recordings[key].time for key in deletion.keys}
        stayed = [recording.time for recording in file.listings.stayed(order)]
        if not all(start <= time < end for time in gone) or any(start <= time < end for time in stayed):
            return False
    return True


def _check_contrast(
    file: LessonFile, steps: Sequence[Sequence[Exchange]], spans: Sequence[Span], *, is_by_day: bool
) -> None:
    """Require ranges that differ at both ends, with older and newer recordings around them that stayed."""
    if len({start for start, _ in spans}) < len(spans) or len({end for _, end in spans}) < len(spans):
        raise LearnError("range_no_contrast")
    is_near = is_by_day
    for row, (start, end) in zip(steps, spans, strict=True):
        stayed = [recording.time for recording in file.listings.stayed(row[0].order)]
        older, newer = [time for time in stayed if time < start], [time for time in stayed if time >= end]
        if not older or not newer:
            raise LearnError("range_no_contrast")
        # A page may take a range for the days it lies in.
        is_near = is_near or start // DAY == max(older) // DAY or end // DAY == min(newer) // DAY
    if not is_near:
        raise LearnError("range_no_contrast")


def _check_zone(file: LessonFile, form: Form, requests: Sequence[Exchange]) -> None:
    """Refuse local times in a zone that may not be the home's."""
    if not _LOCAL.search(str(form)):
        return
    for place, value in request_leaves(requests[0]).items():
        if isinstance(value, str) and file.checks.names_other_zone(value):
            raise LearnError("part_zone", place=readable_place(place))
