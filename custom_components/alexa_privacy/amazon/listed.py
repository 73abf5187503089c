"""Keeps what was listed for the page in memory, so that another search takes no request.

It keeps time spans of which every recording is known. Everything outside of them is requested from Amazon, so what was
not listed is never taken for empty.
"""

from bisect import bisect_right
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Collection
from contextlib import aclosing, suppress
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Final, NamedTuple

from .history import LATE, History
from .recording_summary import RecordingSummary
from .recordings import Recording

MOST_ROWS: Final = 20_000
MOST_BYTES: Final = 32 * 1024 * 1024
KEPT_FOR: Final = 5 * 60.0
"""How long (seconds) listings are kept after the page was closed."""
# Searches that find nothing leave spans without a recording.
MOST_SPANS: Final = 100
# So many new ones a listing that was not made for the page adds at once: each takes some time.
MOST_NEW: Final = 100
# So many at a time block nothing, and are more than a screen shows.
PART: Final = 250
# A poll lists up to when it begins.
_POLL_TAKES: Final = 10 * 60 * 1000
_time: Final = attrgetter("time")
_size: Final = attrgetter("size")
_start: Final = attrgetter("start")
# Amazon may change what it shows of a recording for so long: words appear later than the recording.
_SETTLED_AFTER: Final = 60 * 60 * 1000


type CallLater = Callable[[float, Callable[[], None]], Callable[[], None]]
"""Has something called after some seconds; returns what cancels that."""


class _OutOfDateError(Exception):
    """What was known has changed since a page was requested."""


class Part(NamedTuple):
    """Some recordings, newest first."""

    recordings: list[RecordingSummary]
    listed_to: int
    """Everything newer than this (epoch ms) has been listed."""
    asks_next: bool
    """Whether it takes a request to continue."""


@dataclass(slots=True, repr=False, eq=False)
class _Span:
    """All recordings from `start` to before `end` (epoch ms), newest first; a start of 0 has no lower limit."""

    start: int
    end: int
    rows: list[RecordingSummary] = field(default_factory=list)

    def before(self, moment: int) -> int:
        """Return the index of the newest recording before a time."""
        return bisect_right(self.rows, -moment, key=lambda row: -row.time)

    def between(self, start: int, end: int) -> slice:
        """Return the slice of the recordings of a window."""
        return slice(self.before(end), self.before(start) if start else len(self.rows))

    @property
    def witness(self) -> int:
        """The start for listing what follows: a working listing then shows a known recording."""
        # Whether Amazon's windows include their own edges is not known.
        return max(self.start - 1, min(self.end - LATE, self.rows[0].time - 1 if self.rows else self.end))


class ListedRecordings:
    """Listed spans of one history, kept in memory while the page is open, and a while longer, within a limit."""

    def __init__(self, history: History, call_later: CallLater, fresh_for: float) -> None:
        """List missing spans from `history`; a listing up to now counts as complete for `fresh_for` seconds."""
        self._history = history
        self._call_later = call_later
        self._fresh_for = int(fresh_for * 1000)
        self._holders = 0
        self._cancel_clear: Callable[[], None] | None = None
        self._spans: list[_Span] = []
        """The newest first; none touches another."""
        self.rows = 0
        """How many recordings are kept."""
        self.size = 0
        """About how many bytes they take."""
        self._changes = 0
        self._seen_to = 0
        """Up to when it was last listed what there is, here or by a poll (epoch ms)."""
        self._is_ended = False

    def hold(self) -> Callable[[], None]:
        """Keep listings from now on; return a function that releases them, which forgets them a while later."""
        self._holders += 1
        self._keep()
        is_held = True

        def release() -> None:
            nonlocal is_held
            if is_held:
                is_held = False
                self._holders -= 1
                if not self._holders and not self._is_ended:
                    self._cancel_clear = self._call_later(KEPT_FOR, self.clear)

        return release

    def end(self) -> None:
        """Forget everything and keep nothing from now on."""
        self._is_ended = True
        self.clear()

    def clear(self) -> None:
        """Forget everything."""
        self._keep()
        self._changes += 1
        self._spans, self.rows, self.size = [], 0, 0

    def _keep(self) -> None:
        if self._cancel_clear:
            self._cancel_clear()
            self._cancel_clear = None

    def known(self, start: int, end: int) -> list[RecordingSummary] | None:
        """Return all recordings of a window (epoch ms, `end` excluded); None if they are not all known."""
        top = self._known_to(start, end)
        span = self._span_at(top)
        return span.rows[span.between(start, top)] if span and span.start <= start else None

    async def pages(self, start: int, end: int, *, refresh: bool = False) -> AsyncIterator[Part]:
        """Yield the recordings of a window (epoch ms, `end` excluded), newest first; complete if no error is raised.

        What was listed comes first and at once. What is newer than the last poll is listed only to `refresh`.
        Raises what `History.pages` raises. Recordings may come twice.
        """
        at = end if refresh else self._known_to(start, end)
        while at > start:
            if span := self._span_at(at):
                rows, at = self._next_part(span, start, at)
                yield Part(rows, at, asks_next=at > start and self._span_at(at) is None)
                continue
            older = next((span for span in self._spans if span.end < at), None)
            low = max(start, older.witness if older else 0)
            with suppress(_OutOfDateError):
                async with aclosing(self._ask(low, at)) as parts:
                    async for part in parts:
                        yield part
                        at = max(part.listed_to, 0) + 1
                        if self._span_at(at):
                            # This one has met what was listed before, or meanwhile.
                            break
                    else:
                        at = low

    async def _ask(self, start: int, end: int) -> AsyncGenerator[Part]:
        """Yield and keep what Amazon lists of a window; raises _OutOfDateError if what was known has changed."""
        # Pages part recordings of one moment: it is complete once the next page has come.
        done_to, oldest, waiting = end, end, dict[str, RecordingSummary]()
        changes, is_present = self._changes, end >= self._history.now() - LATE
        async for page in self._history.pages(start, end):
            if changes != self._changes:
                raise _OutOfDateError
            rows = sorted(map(RecordingSummary.of, page), key=_time, reverse=True)
            # Pages close to each other may be out of order.
            self._add([row for row in rows if done_to <= row.time < end])
            waiting |= {row.id: row for row in rows if row.time < done_to}
            oldest = min(oldest, rows[-1].time)
            # A window that begins at 0 has all that is older, too.
            if (complete := max(oldest, 0) + 1) < done_to:
                known = sorted(waiting.values(), key=_time, reverse=True)
                self._put(complete, done_to, [row for row in known if complete <= row.time < done_to])
                waiting = {row.id: row for row in known if row.time < complete}
                done_to = complete
                self._seen_to = max(self._seen_to, end if is_present else 0)
            yield Part(rows, oldest, asks_next=True)
        if changes != self._changes:
            raise _OutOfDateError
        self._put(start, done_to, sorted(waiting.values(), key=_time, reverse=True))
        self._seen_to = max(self._seen_to, end if is_present else 0)

    def _add(self, rows: list[RecordingSummary]) -> None:
        for row in rows:
            span = self._span_at(row.time + 1)
            if span and row.id not in {each.id for each in span.rows[span.between(row.time, row.time + 1)]}:
                span.rows.insert(span.before(row.time), row)
                self._count([row], 1)
        self._limit()

    def refresh(self, start: int, end: int, recordings: Collection[Recording]) -> None:
        """Replace what is known of a window (epoch ms, `end` excluded) with a complete listing.

        Only what was listed before is kept, and what is newer if that is little.
        """
        # A page that was asked for before may show what is gone.
        self._changes += 1
        now = self._history.now()
        end = min(end, now)
        if end >= now - _POLL_TAKES:
            # What Amazon's clock has still to come to is asked for again.
            self._seen_to = max([self._seen_to, end, *(each.time + 1 for each in recordings)])
        for place, span in enumerate([*self._spans]):
            first, last = max(start, span.start), min(end, span.end)
            if place == 0 and start <= span.end and sum(span.end <= each.time for each in recordings) <= MOST_NEW:
                last = end
            if first < last and span in self._spans:
                self._replace(span, first, last, recordings, now)

    def _replace(self, span: _Span, start: int, end: int, recordings: Collection[Recording], now: int) -> None:
        """Replace the end of a span from `start` on with a listing, reusing what is known."""
        before = span.rows[span.between(start, end)]
        known = {row.key_hash: row for row in before if row.time < now - _SETTLED_AFTER}
        inside = [each for each in recordings if (start <= each.time or not start) and each.time < end]
        if sum(hash(each.key) not in known for each in inside) > MOST_NEW + len(before) - len(known):
            self._forget(span)
            return
        rows = [known.get(hash(each.key)) or RecordingSummary.of(each) for each in inside]
        rows.sort(key=_time, reverse=True)
        if rows != before or span.end < end:
            self._put(start, end, rows)

    def _forget(self, span: _Span) -> None:
        self._count(span.rows, -1)
        self._spans.remove(span)

    def remove(self, ids: Collection[str]) -> None:
        """Forget recordings that are gone."""
        self._changes += 1
        for span in self._spans:
            if gone := [row for row in span.rows if row.id in ids]:
                span.rows = [row for row in span.rows if row.id not in ids]
                self._count(gone, -1)

    def _known_to(self, start: int, end: int) -> int:
        """Return up to when a window is known, or its end if a recent poll saw nothing newer."""
        if self._spans and self._seen_to:
            top = self._spans[0].end
            if start < top < end and self._seen_to <= top and self._history.now() - top <= self._fresh_for:
                return top
        return end

    def _span_at(self, moment: int) -> _Span | None:
        """Return the span that contains the time right before a moment."""
        return next((span for span in self._spans if span.start < moment <= span.end), None)

    def _next_part(self, span: _Span, start: int, end: int) -> tuple[list[RecordingSummary], int]:
        """Return a span's next recordings in a window, and how far back they go; those of one moment stay together."""
        start = max(start, span.start)
        places = span.between(start, end)
        if places.stop - places.start > PART and (oldest := span.rows[places.start + PART - 1].time) > start:
            return span.rows[span.between(oldest, end)], oldest
        return span.rows[places], start

    def _put(self, start: int, end: int, rows: list[RecordingSummary]) -> None:
        """Store the complete recordings of a window, newest first, and join it with the spans it touches."""
        if not self._holders and not self._cancel_clear:
            return
        touched = [span for span in self._spans if span.start <= end and start <= span.end]
        newer = next((span for span in touched if span.end > end), None)
        older = next((span for span in touched if span.start < start), None)
        for span in touched:
            self._count(span.rows[span.between(start, end)], -1)
        self._count(rows, 1)
        below = older.rows[older.before(start) :] if older else []
        joined = newer or _Span(start, end)
        del joined.rows[joined.before(end) :]
        joined.rows += rows
        joined.rows += below
        joined.start = min([start, *(span.start for span in touched)])
        joined.end = max([end, *(span.end for span in touched)])
        self._spans = sorted([joined, *(span for span in self._spans if span not in touched)], key=_start, reverse=True)
        self._limit()

    def _limit(self) -> None:
        while self.rows > MOST_ROWS or self.size > MOST_BYTES or len(self._spans) > MOST_SPANS:
            self._forget_oldest()

    def _forget_oldest(self) -> None:
        """Forget the oldest moment, or a span without any."""
        span = self._spans[-1]
        if span.rows:
            span.start = span.rows[-1].time + 1
            gone = span.rows[span.before(span.start) :]
            del span.rows[-len(gone) :]
            self._count(gone, -1)
        if not span.rows:
            self._spans.pop()

    def _count(self, rows: Collection[RecordingSummary], sign: int) -> None:
        self.rows += sign * len(rows)
        self.size += sign * sum(map(_size, rows))
