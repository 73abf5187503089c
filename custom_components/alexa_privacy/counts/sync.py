"""Keeps one account's counts up to date: polls, backfill and rescan, one at a time."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, Final

from homeassistant.core import CALLBACK_TYPE, callback

from ..amazon.errors import AmazonError, ListingIncomplete, Withdrawn
from ..amazon.history import LATE, History
from ..amazon.recordings import Recording
from ..const import LOGGER
from .backfill import Backfill
from .ledger import Ledger
from .rescan import Rescan

# A clock that is slow would hide what was recorded last.
AHEAD: Final = 60 * 60 * 1000
# After a longer absence the past is counted, not announced.
NEW_FOR: Final = 60 * 60 * 1000
MOST_NEW: Final = 50
# A page that has broken lists nothing, as one of which all is gone. Where nothing else lists the same, time decides.
EMPTY_FOR: Final = 24 * 60 * 60 * 1000

type RunInBackground = Callable[[Coroutine[Any, Any, None], str], asyncio.Task[None]]


@dataclass(eq=False, repr=False)
class Arrivals:
    """Finds what is new in a listing; for that, keeps the keys of the last minute's recordings in memory."""

    _newest: int | None
    """The time of the newest recording ever seen (epoch ms)."""
    _seen: set[str] = field(default_factory=set, init=False)

    def among(self, recordings: list[Recording]) -> list[Recording]:
        """Return what is new since the previous listing, oldest first; nothing for the first listing."""
        known = self._newest
        arrived = [] if known is None else [each for each in recordings if self._is_new(each, known)]
        self._newest = newest = max([known or 0, *(each.time for each in recordings)])
        self._seen = {each.key for each in recordings if each.time >= newest - LATE}
        return sorted(arrived, key=lambda recording: recording.time)

    def _is_new(self, recording: Recording, known: int) -> bool:
        """Return whether a recording is new: some are listed late, after later ones."""
        if recording.time > known:
            return True
        return bool(self._seen) and recording.time >= known - LATE and recording.key not in self._seen


class CountSync:
    """One history's counts; polls, work on older days and deletions take turns."""

    def __init__(
        self,
        history: History,
        ledger: Ledger,
        rescan: Rescan,
        *,
        on_update: Callable[[], None],
        run: RunInBackground,
        retry_first: float,
        is_set_up: bool = False,
    ) -> None:
        """Count into `ledger`; call `on_update` when counts change; `run` starts tasks that end with the account.

        After a failure the backfill waits `retry_first` seconds, and longer each time. The first look is a short one,
        unless the account `is_set_up` already.
        """
        self._history = history
        self._ledger = ledger
        self.rescan = rescan
        self._on_update = on_update
        self._run = run
        self.backfill = Backfill(history, ledger, on_update, retry_first)
        self._past: asyncio.Task[None] | None = None
        self._exclusive = asyncio.Lock()
        self._first = not is_set_up
        self._has_polled = False
        self._ended = False
        self._rescan_failure: AmazonError | None = None
        self._empty_since: int | None = None
        """Since when (epoch ms) listings are empty although recordings are known."""
        self._arrivals = Arrivals(ledger.newest_ever)
        self._listeners: list[Callable[[Recording], None]] = []

    @property
    def is_busy(self) -> bool:
        """Return whether a deletion, which counts what it lists itself, is running."""
        return self._exclusive.locked()

    @property
    def failure(self) -> AmazonError | None:
        """Why older days are not counted, or not listed again, right now; None while all goes well."""
        return self.backfill.failure or self._rescan_failure

    @asynccontextmanager
    async def exclusive(self) -> AsyncIterator[None]:
        """Pause polls and the work on older days while this context is held."""
        try:
            async with self._exclusive:
                await self.stop()
                yield
        finally:
            self.resume()

    async def poll(self, now: int) -> list[Recording] | None:
        """List one page the first time; later, count and return what is new.

        Raises what `History.pages` raises; counts do not change then.
        """
        if self._first:
            async with self._exclusive:
                await self._poll_first_page(now)
            self._first = False
            return None
        self._has_polled = True
        async with self._exclusive:
            arrived = await self._poll(now)
        self.rescan.allow(now)
        self._announce(arrived)
        return arrived

    def _announce(self, arrived: list[Recording]) -> None:
        """Call the listeners with new recordings that are not too old."""
        young = self._history.now() - NEW_FOR
        for recording in [recording for recording in arrived if recording.time >= young][-MOST_NEW:]:
            for listener in self._listeners:
                listener(recording)

    @callback
    def subscribe(self, listener: Callable[[Recording], None]) -> CALLBACK_TYPE:
        """Call `listener` with each new recording. Return an unsubscribe function."""
        self._listeners.append(listener)
        return partial(self._listeners.remove, listener)

    @property
    def start_of_today(self) -> int:
        """When today began (epoch ms)."""
        return self._ledger.start_of(self._ledger.day_of(self._history.now()))

    def recount(self, now: int) -> None:
        """List all older days again now, newest first, without a budget."""
        self.rescan.hurry(self._ledger.day_of(now))
        self.resume()

    def resume(self) -> None:
        """Continue the backfill or the rescan, if there is anything to do."""
        if self._ended or not self._has_polled or self.is_busy or (self._past is not None and not self._past.done()):
            return
        if not self._ledger.complete:
            if not self.backfill.is_hopeless:
                self._past = self._run(self.backfill.run(), "backfill")
        elif self.rescan.next(self._ledger.day_of(self._history.now())):
            self._past = self._run(self._list_again(), "rescan")

    async def stop(self) -> None:
        """Stop the work on older days; `resume` continues at the oldest complete day."""
        if self._past is not None:
            self._past.cancel()
            await asyncio.wait([self._past])
            self._past = None

    async def end(self) -> None:
        """Stop permanently, even if a cancelled poll would resume the work on older days."""
        self._ended = True
        await self.stop()

    async def count_day(self, moment: int, now: int) -> None:
        """Count the day of a time (epoch ms) again; raises AmazonError."""
        day = self._ledger.day_of(moment)
        end = min(self._ledger.end_of(day), now)
        self._ledger.count_days(day, day, await self._history.recordings(self._ledger.start_of(day), end))

    async def _list_again(self) -> None:
        """Rescan older days while there is something to list and the budget allows it."""
        ledger, rescan = self._ledger, self.rescan
        while span := rescan.next(ledger.day_of(self._history.now())):
            before = self._history.requests
            try:
                start = 0 if span.is_end else ledger.start_of(span.first)
                end = ledger.end_of(span.last)
                listed = await self._history.recordings(start, end)
                if ledger.misses_any(start, end, listed) and not await self._confirm(start, end, listed):
                    # The next poll finds out whether nothing at all is left.
                    return
            except AmazonError as err:
                if self._rescan_failure is None:
                    LOGGER.warning("Rescan paused, will retry: %s", err)
                self._rescan_failure = err
                return
            finally:
                rescan.spend(self._history.requests - before)
            if self._rescan_failure is not None:
                LOGGER.info("Rescan resumed")
                self._rescan_failure = None
            ledger.count_days(date.min if span.is_end else span.first, span.last, listed)
            ledger.on_listed(start, end, listed)
            rescan.done(span, self._history.now())
            self._on_update()

    async def _poll_first_page(self, now: int) -> None:
        """List one page: enough to know that the account works, and fast for histories of any size."""
        since, start = self._poll_window(now)
        try:
            recordings, more = await self._history.first_page(start, now + AHEAD)
        except Withdrawn:
            # Signed in all the same; the first whole poll tries the other listing.
            return
        if self._was_wrong(now):
            return
        if recordings and not more and not self._ledger.misses_any(start, now + AHEAD, recordings):
            self._ledger.count_poll(since, self._ledger.day_of(now), recordings)

    def _was_wrong(self, now: int) -> bool:
        """Return whether Amazon's response showed that `now` (epoch ms) was wrong."""
        return abs(self._history.now() - now) > AHEAD

    async def _poll(self, now: int, *, is_sure: bool = False) -> list[Recording]:
        """Count from the day of the last poll to now; return what was recorded since.

        A wrong clock of this machine shows only in the response; `is_sure` is whether `now` was corrected by it.
        """
        ledger = self._ledger
        until = now + AHEAD
        since, start = self._poll_window(now)
        newest = ledger.newest()
        recordings = await self._history.recordings(start, until, is_unknown=newest is None)
        if not is_sure and self._was_wrong(now):
            return await self._poll(self._history.now(), is_sure=True)
        if newest is not None and not any(recording.time == newest for recording in recordings):
            # The newest one known was deleted elsewhere, or the listing is broken: what it shows must show again.
            since = await self._recount_from(ledger.day_of(newest), since)
            if (earlier := ledger.start_of(since)) < start:
                wider = await self._history.recordings(earlier, until)
                self._history.compare(start, until, recordings, wider)
                start, recordings = earlier, wider
        if ledger.misses_any(start, until, recordings) and not await self._confirm(start, until, recordings):
            ledger.forget_all()
        if recordings:
            self._empty_since = None
        arrived = self._arrivals.among(recordings)
        ledger.count_poll(since, ledger.day_of(now), recordings)
        ledger.counted_at = now
        ledger.on_listed(start, now, recordings)
        return arrived

    async def _confirm(self, start: int, end: int, listed: list[Recording]) -> bool:
        """Confirm that what the listing of a window lacks is gone; return whether Amazon lists anything at all.

        Raises ListingIncomplete if nothing confirms it.
        """
        if listed:
            await self._history.confirm(start, end, listed)
            return True
        now = self._history.now()
        if await self._history.holds_anything(now + AHEAD):
            return True
        if not self._history.is_confirmed:
            self._empty_since = self._empty_since or now
            if now - self._empty_since < EMPTY_FOR:
                raise ListingIncomplete("Amazon lists nothing, and no other listing confirms it")
        return False

    async def _recount_from(self, day: date, since: date) -> date:
        """Return the first day to count again; the day that the backfill is at is left to it, from the start."""
        if self._ledger.complete or self._ledger.counted_since is None or day >= self._ledger.counted_since:
            return min(day, since)
        await self.stop()
        self._ledger.forget_unfinished()
        return since

    def _poll_window(self, now: int) -> tuple[date, int]:
        """Return the first day to count, and from when to list (epoch ms).

        The window reaches back to the newest recording known: a listing that works shows it again, so one that has
        broken cannot pass for a quiet day.
        """
        ledger = self._ledger
        today = ledger.day_of(now)
        since = min(today, ledger.counted_until or today)
        newest = ledger.newest()
        if newest is None:
            # Where nothing is left of any day, whatever turns up is counted on its own.
            return (date.min, 0) if ledger.complete else (since, ledger.start_of(since))
        return since, min(ledger.start_of(since), newest)
