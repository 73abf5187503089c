"""Which older days are listed again, and when, to notice deletions in Amazon's app or by its retention."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final, NamedTuple, Self

from ..store.checksum import with_checksum, without_checksum
from .ledger import Ledger

_DAY: Final = timedelta(days=1)
_DAY_MS: Final = 24 * 60 * 60 * 1000
# Most deletions concern recent days: these are listed again every day, and the oldest, which retention takes.
RECENT: Final = timedelta(days=30)
# A window of so many recordings or days: few requests are wasted, and little is lost where it is interrupted.
WINDOW_RECORDINGS: Final = 100
WINDOW_DAYS: Final = 31


class Span(NamedTuple):
    """Whole days to list at once, both included; `is_end` if nothing older is known."""

    first: date
    last: date
    is_end: bool


@dataclass(slots=True)
class Sweep:
    """A pass from one day back to another; without `until`, to the oldest."""

    at: date
    until: date | None = None


class Rescan:
    """The progress of one account's rescan, and how many requests it may still send."""

    def __init__(self, ledger: Ledger, requests_a_day: int, *, has_window: bool = True) -> None:
        """Send at most `requests_a_day`.

        What `has_window` can be listed in parts; all else is listed whole, once a day where it is short.
        """
        self._has_window = has_window
        self._ledger = ledger
        self._budget = requests_a_day
        self._allowance = 0.0
        self._allowed_at: int | None = None
        self._day: date | None = None
        self._recent: Sweep | None = None
        self._edge_due = False
        self._older: Sweep | None = None
        self._current: Sweep | None = None
        self.in_hurry = False

    def hurry(self, today: date) -> None:
        """Start again with yesterday, with as many requests as needed."""
        self._older = Sweep(today - _DAY)
        self._recent, self._edge_due, self.in_hurry = None, False, True
        self._day = today

    def allow(self, now: int) -> None:
        """Update the budget, which grows evenly up to that of a day."""
        if self._allowed_at is not None:
            earned = self._budget * max(0, now - self._allowed_at) / _DAY_MS
            self._allowance = min(self._allowance + earned, self._budget)
        self._allowed_at = now

    def spend(self, requests: int) -> None:
        """Subtract sent requests from the budget."""
        self._allowance -= requests

    def next(self, today: date) -> Span | None:
        """Return the days to list next; None if nothing is due, or the budget is used up."""
        oldest = self._ledger.oldest()
        if oldest is None or not self._ledger.complete or not (self.in_hurry or self._allowance >= 1):
            return None
        bottom = self._ledger.day_of(oldest)
        if bottom >= today:
            return None
        self._begin(today)
        if self._recent and (span := self._window(self._recent, bottom)):
            self._current = self._recent
            return span
        self._recent = None
        if self._edge_due:
            self._current = None
            return self._edge(bottom, today)
        if self._older is None:
            return None
        self._current = self._older
        return self._window(self._older, bottom) or Span(bottom, bottom, is_end=True)

    def done(self, span: Span, now: int) -> None:
        """Record that a span was counted again."""
        if self._current is None:
            self._edge_due = False
            return
        self._current.at = span.first - _DAY
        if span.is_end and self._current is self._older:
            self._older, self.in_hurry = None, False
            self._ledger.rescanned_at = now

    def as_dict(self) -> dict[str, Any]:
        """Return the stored form: the progress of the pass over all days."""
        return with_checksum({"at": self._older and self._older.at, "in_hurry": self.in_hurry})

    def read(self, stored: Any) -> Self:
        """Resume from the result of `as_dict`; start again if it is corrupt."""
        with suppress(ValueError):
            content = without_checksum(stored)
            if content.get("at"):
                self._older, self.in_hurry = Sweep(date.fromisoformat(content["at"])), content["in_hurry"]
        return self

    def _begin(self, today: date) -> None:
        """Plan a new day: recent days first, then the oldest, then the others in turn."""
        if self._day == today or self.in_hurry:
            return
        self._day = today
        if not self._has_window:
            self._older = Sweep(today - _DAY)
            return
        self._recent = Sweep(today - _DAY, today - RECENT)
        self._edge_due = True
        self._older = self._older or Sweep(today - RECENT - _DAY)

    def _window(self, sweep: Sweep, bottom: date) -> Span | None:
        """Return the next days of a sweep; None at its end."""
        until = max(bottom, sweep.until or bottom)
        if sweep.at < until:
            return None
        if not self._has_window:
            return Span(bottom, sweep.at, is_end=True)
        first, found = sweep.at, self._ledger.total_on(sweep.at)
        while first > until and found < WINDOW_RECORDINGS and (sweep.at - first).days < WINDOW_DAYS:
            first -= _DAY
            found += self._ledger.total_on(first)
        return Span(first, sweep.at, is_end=first == bottom)

    def _edge(self, bottom: date, today: date) -> Span:
        last, found = bottom, self._ledger.total_on(bottom)
        while found < WINDOW_RECORDINGS and last < today - _DAY and (last - bottom).days < WINDOW_DAYS:
            last += _DAY
            found += self._ledger.total_on(last)
        return Span(bottom, last, is_end=True)
