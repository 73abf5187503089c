"""Keeps one account's ledger true: polls, the background walk, and who may ask Amazon when."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from datetime import date
from typing import Any

from .amazon.errors import Withdrawn
from .amazon.history import History
from .ledger import Ledger
from .walk import Walker

type RunInBackground = Callable[[Coroutine[Any, Any, None], str], asyncio.Task[None]]


class Counting:
    """One account's counts, and the turns that polls, the walk and purges take."""

    def __init__(self, history: History, ledger: Ledger, *, on_news: Callable[[], None], run: RunInBackground) -> None:
        """Count into `ledger`; `on_news` is told when figures change, `run` starts what ends with the account."""
        self._history = history
        self._ledger = ledger
        self._run = run
        self._walker = Walker(history, ledger, on_news)
        self._walk: asyncio.Task[None] | None = None
        self._exclusive = asyncio.Lock()
        self._first = True

    @property
    def is_busy(self) -> bool:
        """Whether a purge, which counts what it lists itself, has its turn."""
        return self._exclusive.locked()

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Have Amazon for oneself while the walk and the polls wait."""
        async with self._exclusive:
            await self.stop_walk()
            try:
                yield
            finally:
                self.start_walk()

    async def look(self, now: int) -> bool:
        """Look at Amazon: one page the first time, from then on a whole poll; tell whether it was one."""
        async with self._exclusive:
            if self._first:
                await self._first_look(now)
                self._first = False
                return False
            await self._poll(now)
            return True

    def start_walk(self) -> None:
        """Begin or go on counting the past."""
        if self._walk is None and not self._ledger.complete:
            self._walk = self._run(self._walker.run(), "walk")

    async def stop_walk(self) -> None:
        """Make the walk stop; it goes on from the oldest whole day."""
        if self._walk is not None:
            self._walk.cancel()
            await asyncio.wait([self._walk])
            self._walk = None

    async def count_day(self, moment: int, now: int) -> None:
        """Count the day of a moment (epoch ms) again; raises AmazonError."""
        day = self._ledger.day_of(moment)
        end = min(self._ledger.end_of(day), now)
        self._ledger.count_days(day, day, await self._history.recordings(self._ledger.start_of(day), end))

    async def _first_look(self, now: int) -> None:
        """Ask for one page: enough to know that the account works; set-up never waits for its size."""
        since, start = self._poll_window(now)
        try:
            recordings, more = await self._history.first_page(start, now)
        except Withdrawn:
            # Signed in all the same; the first whole poll tries the other listing.
            return
        if recordings and not more:
            self._ledger.count_poll(since, self._ledger.day_of(now), recordings)

    async def _poll(self, now: int) -> None:
        """Count from the day of the last poll to now."""
        ledger = self._ledger
        since, start = self._poll_window(now)
        recordings = await self._history.recordings(start, now)
        newest = ledger.newest()
        if newest is not None and not any(recording.time == newest for recording in recordings):
            # The newest one known was deleted elsewhere, or the listing is broken.
            if not recordings and not await self._history.holds_anything(now):
                ledger.forget_all()
            else:
                since = await self._recount_from(ledger.day_of(newest), since)
                recordings = await self._history.recordings(ledger.start_of(since), now)
        ledger.count_poll(since, ledger.day_of(now), recordings)

    async def _recount_from(self, day: date, since: date) -> date:
        """Return the first day to count again; a day the walk is at is left to it, begun anew."""
        if self._ledger.complete or self._ledger.counted_since is None or day >= self._ledger.counted_since:
            return min(day, since)
        await self.stop_walk()
        self._ledger.forget_unfinished()
        self.start_walk()
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
            return since, 0 if ledger.complete else ledger.start_of(since)
        return since, min(ledger.start_of(since), newest)
