"""The listing answers of a HAR: which recordings there were, and which were gone later (amazon-protocol.md §2)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
import re
from typing import Any, Final, Self

import orjson

from ..errors import BadResponse
from ..recordings import read_record
from .exchange import Exchange
from .json_paths import request_leaves

_LISTS: Final = ("customerHistoryRecords", "alexaHistoryRecords")
_TOKENS: Final = ("encodedRequestToken", "paginationToken")
_ASKS_FOR: Final = "previousRequestToken"
# What says which page of a listing, or of which time; all else may be a filter.
_NO_FILTER: Final = re.compile(r"token|csrf|time|size", re.IGNORECASE)
FOR_EVER: Final = 253_402_300_799_000

type Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True, repr=False)
class ListedPage:
    """One page of a listing: what it lists, and the span of time (epoch ms) in which it lists everything."""

    order: int
    keys: frozenset[str]
    start: int
    end: int
    asked: tuple[int, int]
    filters: frozenset[Any]

    def covers(self, time: int) -> bool:
        """Return whether a recording of that time would have been on this page."""
        return self.start <= time <= self.end


@dataclass(slots=True, repr=False)
class Listings:
    """All pages of a HAR in their order."""

    records: dict[str, Record] = field(default_factory=dict)
    times: dict[str, int] = field(default_factory=dict)
    pages: list[ListedPage] = field(default_factory=list)
    first_seen: dict[str, int] = field(default_factory=dict)
    addresses: set[tuple[str, str]] = field(default_factory=set)
    _shown: dict[frozenset[Any], set[str]] = field(default_factory=lambda: defaultdict(set))
    """What was ever listed with some filters."""

    @classmethod
    def read(cls, exchanges: Iterable[Exchange]) -> Self:
        """Find the pages among a HAR's exchanges."""
        listings = cls()
        for order, exchange in enumerate(exchanges):
            if any(name in exchange.answer for name in _LISTS):
                listings._add(order, exchange)
        return listings

    def _add(self, order: int, exchange: Exchange) -> None:
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
        times = {key: time for raw in records or () for key, time in [self._remember(raw, order)] if key}
        asked = _window(exchange)
        body = exchange.body if isinstance(exchange.body, dict) else {}
        is_first = not body.get(_ASKS_FOR) and not any(value for name, value in exchange.query if name == _ASKS_FOR)
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
        self.pages.append(ListedPage(order, frozenset(times), start, end, asked, filters))

    def _remember(self, raw: object, order: int) -> tuple[str, int]:
        """Keep a record as the voice history gives it; an empty key where it has none."""
        record = _as_history(raw)
        try:
            recording = read_record(record)
        except BadResponse:
            return "", 0
        known = self.records.get(recording.key)
        self.records[recording.key] = {**known, **recording.raw} if known else recording.raw
        self.times[recording.key] = recording.time
        self.first_seen.setdefault(recording.key, order)
        return recording.key, recording.time

    def is_listing(self, exchange: Exchange) -> bool:
        """Return whether a request asks for a listing, or for one that it did not get."""
        is_answered = any(name in exchange.answer for name in _LISTS)
        return (exchange.method, exchange.path) in self.addresses and (is_answered or not exchange.worked)

    def tells(self, page: ListedPage, key: str) -> bool:
        """Return whether a page shows that a recording was there, or that it was not."""
        return key in page.keys or (page.covers(self.times[key]) and key in self._shown[page.filters])

    def known_at(self, order: int) -> list[str]:
        """Return the keys of what was listed before a request, and not seen to be gone by then."""
        return [key for key, first in self.first_seen.items() if first < order and not self.was_gone(key, order)]

    def was_gone(self, key: str, order: int) -> bool:
        """Return whether the last page before a request that could show a recording did not."""
        for page in reversed(self.pages):
            if page.order < order and self.tells(page, key):
                return key not in page.keys
        return False

    def is_gone(self, key: str, order: int) -> bool | None:
        """Return whether a recording was gone at some time after a request; None where no later page could show it."""
        later = [page for page in self.pages if page.order > order and self.tells(page, key)]
        return any(key not in page.keys for page in later) if later else None

    def is_gone_next(self, key: str, order: int, until: int | None = None) -> bool | None:
        """Return whether a recording was gone when next looked for; None where nobody did."""
        for page in self.pages:
            if order < page.order < (until or FOR_EVER) and self.tells(page, key):
                return key not in page.keys
        return None

    def next_page(self, order: int) -> ListedPage | None:
        """Return the next page after a request."""
        return next((page for page in self.pages if page.order > order), None)

    def last_asked(self, order: int) -> tuple[int, int] | None:
        """Return the window of the last listing before a request."""
        return next((page.asked for page in reversed(self.pages) if page.order < order), None)


def _as_history(raw: object) -> object:
    """Return a record of the "new Alexa" listing in the voice history's form, as far as the two are known to agree."""
    if not isinstance(raw, dict) or "recordKey" in raw or not isinstance(raw.get("activityKey"), str):
        return raw
    kept = {name: raw[name] for name in ("timestamp", "customerId", "utteranceType", "intent") if name in raw}
    return {"recordKey": raw["activityKey"], **kept}


def _filters(exchange: Exchange) -> frozenset[Any]:
    """Return what a listing was asked of, and for whatever it may be limited to."""
    said = request_leaves(exchange).items()
    return frozenset((place, value) for place, value in said if not _NO_FILTER.search(str(place[-1])))


def _window(exchange: Exchange) -> tuple[int, int]:
    """Return the window a listing was asked for."""
    asked = {name: value for name, value in exchange.query if value.isdecimal() and len(value) <= len(str(FOR_EVER))}
    return int(asked.get("startTime", 0)), int(asked.get("endTime", FOR_EVER))
