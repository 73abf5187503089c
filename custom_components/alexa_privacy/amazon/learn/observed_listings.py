"""What listings in a file show: which recordings there were, and which were gone later (amazon-protocol.md §2).

A page proves only what it covers: its span of time, and what passes its filters.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
import re
from typing import Any, Final, Self

import orjson

from ..errors import BadResponse
from ..recordings import Recording, read_record
from .exchange import Exchange
from .json_paths import request_leaves

_LISTS: Final = ("customerHistoryRecords", "alexaHistoryRecords")
_TOKENS: Final = ("encodedRequestToken", "paginationToken")
_ASKS_FOR: Final = "previousRequestToken"
# What says which page of a listing, of which time, and of what all listings are; all else may be a filter.
_NO_FILTER: Final = re.compile(r"token|csrf|time|size|recordtype|pagetype", re.IGNORECASE)
FOR_EVER: Final = 253_402_300_799_000
# There was no Alexa before November 2014.
_BEGINNING: Final = 1_414_800_000_000

type Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True, repr=False)
class ListingPage:
    """One page of a listing: what it lists, and the span of time (epoch ms) in which it lists everything."""

    order: int
    keys: frozenset[str]
    start: int
    end: int
    asked: tuple[int, int]
    filters: frozenset[Any]
    is_first: bool
    is_last: bool


@dataclass(frozen=True, slots=True, repr=False)
class Vanished:
    """A recording that was listed in one page (by its order) and no more in a later one that would have shown it."""

    key: str
    seen: int
    missed: int


@dataclass(slots=True, repr=False)
class ObservedListings:
    """All pages of a file in their order, and all recordings in them by key."""

    records: dict[str, Record] = field(default_factory=dict)
    recordings: dict[str, Recording] = field(default_factory=dict)
    pages: list[ListingPage] = field(default_factory=list)
    first_seen: dict[str, int] = field(default_factory=dict)
    addresses: set[tuple[str, str]] = field(default_factory=set)
    _shown: dict[frozenset[Any], set[str]] = field(default_factory=lambda: defaultdict(set))
    """What was ever listed with some filters."""
    _timelines: dict[str, list[tuple[int, bool]]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def read(cls, exchanges: Iterable[Exchange]) -> Self:
        """Find the pages among a file's exchanges."""
        listings = cls()
        for exchange in exchanges:
            if any(name.encode() in exchange.answer for name in _LISTS):
                listings._add(exchange)
        listings._time_lines()
        return listings

    def _add(self, exchange: Exchange) -> None:
        """Add one exchange, if it is a listing."""
        try:
            answer = orjson.loads(exchange.answer)
        except orjson.JSONDecodeError:
            return
        name = next((name for name in _LISTS if isinstance(answer, dict) and name in answer), None)
        records = answer[name] if name else None
        if name is None or not isinstance(records, list | None) or not exchange.worked:
            return
        self.addresses.add((exchange.method, exchange.path))
        found = [self._remember(raw, exchange.order) for raw in records or ()]
        times = {recording.key: recording.time for recording in found if recording is not None}
        asked = _window(exchange)
        body = exchange.body if isinstance(exchange.body, dict) else {}
        is_first = not body.get(_ASKS_FOR) and not any(
            pair[1:] != [""] for pair in exchange.query if pair[0] == _ASKS_FOR
        )
        is_last = not any(answer.get(token) for token in _TOKENS)
        if not times and not is_last:
            return
        before = self.pages[-1] if self.pages and not is_first else None
        if before is not None and before.asked == asked:
            # A page goes on where the one before it ended; the moment between them, each may hold a part of.
            end = before.start - 2
        else:
            end = asked[1] if is_first else max(times.values(), default=asked[0])
        start = asked[0] if is_last else min(times.values()) + 1
        # What answers with a listing without being asked for one lists like the page before.
        filters = _filters(exchange) if exchange.query or not self.pages else self.pages[-1].filters
        self._shown[filters].update(times)
        self.pages.append(ListingPage(exchange.order, frozenset(times), start, end, asked, filters, is_first, is_last))

    def _remember(self, raw: object, order: int) -> Recording | None:
        """Keep a record as the voice history gives it; None where it is none."""
        try:
            recording = read_record(_as_history(raw))
        except BadResponse:
            return None
        known = self.records.get(recording.key)
        self.records[recording.key] = {**known, **recording.raw} if known else recording.raw
        self.recordings.setdefault(recording.key, recording)
        self.first_seen.setdefault(recording.key, order)
        return recording

    def _time_lines(self) -> None:
        """Note of each recording which pages showed it, and which would have."""
        by_time = sorted((recording.time, key) for key, recording in self.recordings.items())
        times = [time for time, _ in by_time]
        for page in self.pages:
            shown = self._shown[page.filters]
            for key in page.keys:
                self._timelines[key].append((page.order, True))
            for _, key in by_time[bisect_left(times, page.start) : bisect_right(times, page.end)]:
                if key not in page.keys and key in shown and self.first_seen[key] < page.order:
                    self._timelines[key].append((page.order, False))

    def is_listing(self, exchange: Exchange) -> bool:
        """Return whether a request asks for a listing, or for one that it did not get."""
        is_answered = any(name.encode() in exchange.answer for name in _LISTS)
        return (exchange.method, exchange.path) in self.addresses and (is_answered or not exchange.worked)

    def vanished(self) -> list[Vanished]:
        """Return what was gone at some time and did not come back, in the order in which that was seen."""
        found = []
        for key, line in self._timelines.items():
            seen = max((order for order, present in line if present), default=-1)
            missed = next((order for order, present in line if order > seen and not present), None)
            if missed is not None and seen >= 0:
                found.append(Vanished(key, seen, missed))
        return sorted(found, key=lambda each: (each.missed, each.seen, each.key))

    def is_there_after(self, key: str, order: int) -> bool | None:
        """Return whether the next page after a request that could show a recording does; None where none could."""
        return next((present for page, present in self._timelines[key] if page > order), None)

    def was_there_before(self, key: str, order: int) -> bool:
        """Return whether the last page before a request that could show a recording did."""
        return next((present for page, present in reversed(self._timelines[key]) if page < order), False)

    def stayed(self, order: int) -> list[Recording]:
        """Return what was listed before a request and is listed after it."""
        return [
            recording
            for key, recording in self.recordings.items()
            if self.was_there_before(key, order) and self.is_there_after(key, order)
        ]

    def whole_before(self, order: int) -> list[ListingPage]:
        """Return the pages of the last listing before a request that goes from the beginning of time to now."""
        return self._whole([page for page in self.pages if page.order < order], order)

    def whole_after(self, order: int) -> list[ListingPage]:
        """Return the pages of the first listing after a request that goes from the beginning of time to now."""
        for place, page in enumerate(self.pages):
            if page.order > order and page.is_first:
                end = next((at for at in range(place + 1, len(self.pages)) if self.pages[at].is_first), len(self.pages))
                if found := self._whole(self.pages[place:end], page.order):
                    return found
        return []

    def _whole(self, pages: list[ListingPage], order: int) -> list[ListingPage]:
        """Return the last listing among some pages, if it is whole and unfiltered."""
        begin = max((at for at, page in enumerate(pages) if page.is_first), default=None)
        if begin is None:
            return []
        listing = pages[begin:]
        is_whole = listing[-1].is_last and all(not page.filters and page.asked[0] <= _BEGINNING for page in listing)
        return listing if is_whole and order > 0 else []

    @property
    def is_filtered(self) -> bool:
        """Whether every listing was limited to something."""
        return all(page.filters for page in self.pages)


def echo_of(recording: Recording) -> str:
    """Return which Echo made a recording; an empty text where that is not known."""
    return recording.echo.serial if recording.echo else ""


def _as_history(raw: object) -> object:
    """Return a record of the "new Alexa" listing in the voice history's form, as far as the two are known to agree."""
    if not isinstance(raw, dict) or "recordKey" in raw or not isinstance(raw.get("activityKey"), str):
        return raw
    kept = {name: raw[name] for name in ("timestamp", "customerId", "utteranceType", "intent") if name in raw}
    return {"recordKey": raw["activityKey"], **kept}


def _filters(exchange: Exchange) -> frozenset[Any]:
    """Return what a listing may be limited to."""
    said = request_leaves(exchange).items()
    return frozenset(
        (place, value)
        for place, value in said
        if place[0] in {"query", "body"} and not _NO_FILTER.search(str(place[-1])) and value not in {None, ""}
    )


def _window(exchange: Exchange) -> tuple[int, int]:
    """Return the window a listing was asked for."""
    pairs = [pair for pair in exchange.query if len(pair) > 1]
    asked = {name: value for name, value in pairs if value.isdecimal() and len(value) <= len(str(FOR_EVER))}
    return int(asked.get("startTime", 0)), int(asked.get("endTime", FOR_EVER))
