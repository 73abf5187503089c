"""Finds which recordings listings showed, and which disappeared later (amazon-protocol.md §2).

A page proves only what it covers: its time span and its filters.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Self

from ..recordings import Recording
from .exchange import Exchange
from .history_reader import HistoryReader, ListedPage

# There was no Alexa before November 2014.
_BEGINNING: Final = 1_414_800_000_000
_VOICE: Final = HistoryReader()

type Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True, repr=False)
class ListingPage:
    """One page of a listing, with the time span (epoch ms) in which it lists everything."""

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
    """A recording that one page listed, and a later one that covers it did not."""

    key: str
    seen: int
    missed: int


@dataclass(slots=True, repr=False)
class ObservedListings:
    """All pages of a file, in order, and all their recordings by key."""

    reader: HistoryReader = _VOICE
    records: dict[str, Record] = field(default_factory=dict)
    recordings: dict[str, Recording] = field(default_factory=dict)
    pages: list[ListingPage] = field(default_factory=list)
    addresses: set[tuple[str, str]] = field(default_factory=set)
    _shown: dict[frozenset[Any], set[str]] = field(default_factory=lambda: defaultdict(set))
    """All keys that were listed with some filters."""
    _timelines: dict[str, list[tuple[int, bool]]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def read(cls, exchanges: Iterable[Exchange], reader: HistoryReader = _VOICE) -> Self:
        """Find the pages of a history among a file's exchanges."""
        listings = cls(reader)
        for exchange in exchanges:
            if (page := reader.read(exchange)) is not None:
                listings._add(exchange, page)
        listings._time_lines()
        return listings

    def _add(self, exchange: Exchange, listed: ListedPage) -> None:
        self.addresses.add((exchange.method, exchange.path))
        times = {self._remember(each): each.time for each in listed.recordings}
        asked, is_last = listed.asked, listed.is_last
        if not times and not is_last:
            return
        before = self.pages[-1] if self.pages and not listed.is_first else None
        if before is not None and before.asked == asked:
            # A page goes on where the one before it ended; the moment between them, each may hold a part of.
            end = before.start - 2
        else:
            end = asked[1] if listed.is_first else max(times.values(), default=asked[0])
        start = asked[0] if is_last else min(times.values()) + 1
        filters = self.pages[-1].filters if self.pages and listed.is_like_before else listed.filters
        self._shown[filters].update(times)
        page = ListingPage(exchange.order, frozenset(times), start, end, asked, filters, listed.is_first, is_last)
        self.pages.append(page)

    def _remember(self, recording: Recording) -> str:
        """Keep a record; return its key."""
        known = self.records.get(recording.key)
        self.records[recording.key] = {**known, **recording.raw} if known else recording.raw
        self.recordings.setdefault(recording.key, recording)
        return recording.key

    def _time_lines(self) -> None:
        """Find, for each recording, the pages that showed it, and those that covered it."""
        by_time = sorted((recording.time, key) for key, recording in self.recordings.items())
        times = [time for time, _ in by_time]
        for page in self.pages:
            shown = self._shown[page.filters]
            for key in page.keys:
                self._timelines[key].append((page.order, True))
            for _, key in by_time[bisect_left(times, page.start) : bisect_right(times, page.end)]:
                if key not in page.keys and key in shown:
                    self._timelines[key].append((page.order, False))

    def is_listing(self, exchange: Exchange) -> bool:
        """Return whether a request asks for a listing, successfully or not."""
        is_answered = self.reader.is_listed(exchange) or not exchange.worked
        return (exchange.method, exchange.path) in self.addresses and is_answered

    def vanished(self) -> list[Vanished]:
        """Return the recordings that disappeared and did not come back, in the order that was seen."""
        found = []
        for key, line in self._timelines.items():
            seen = max((order for order, present in line if present), default=-1)
            missed = next((order for order, present in line if order > seen and not present), None)
            if missed is not None and seen >= 0:
                found.append(Vanished(key, seen, missed))
        return sorted(found, key=lambda each: (each.missed, each.seen, each.key))

    def first_seen(self, key: str) -> int:
        """Return the order of the first page that showed a recording."""
        return next(order for order, present in self._timelines[key] if present)

    def lists_again(self) -> bool:
        """Return whether, since a recording disappeared, a new one of the same moment is listed."""
        missed = {self.recordings[each.key].time: each.missed for each in reversed(self.vanished())}
        same = ((key, each.time) for key, each in self.recordings.items() if each.time in missed)
        return any(self.first_seen(key) >= missed[time] for key, time in same)

    def is_there_after(self, key: str, order: int) -> bool | None:
        """Return whether the next page after a request that covers a recording shows it; None if none does."""
        return next((present for page, present in self._timelines[key] if page > order), None)

    def was_there_before(self, key: str, order: int) -> bool:
        """Return whether the last page before a request that covers a recording showed it."""
        return next((present for page, present in reversed(self._timelines[key]) if page < order), False)

    def stayed(self, order: int) -> list[Recording]:
        """Return what was listed before a request and is listed after it."""
        return [
            recording
            for key, recording in self.recordings.items()
            if self.was_there_before(key, order) and self.is_there_after(key, order)
        ]

    def whole_before(self, order: int) -> Sequence[ListingPage]:
        """Return the pages of the last listing of the whole history before a request."""
        return _whole([page for page in self.pages if page.order < order])

    def whole_after(self, order: int) -> Sequence[ListingPage]:
        """Return the pages of the first listing of the whole history after a request."""
        for place, page in enumerate(self.pages):
            if page.order > order and page.is_first:
                end = next((at for at in range(place + 1, len(self.pages)) if self.pages[at].is_first), len(self.pages))
                if found := _whole(self.pages[place:end]):
                    return found
        return []


def _whole(pages: Sequence[ListingPage]) -> Sequence[ListingPage]:
    """Return the last listing among some pages, if it is complete and unfiltered."""
    begin = max((at for at, page in enumerate(pages) if page.is_first), default=len(pages))
    listing = pages[begin:]
    is_whole = all(not page.filters and page.asked[0] <= _BEGINNING for page in listing)
    return listing if listing and listing[-1].is_last and is_whole else []
