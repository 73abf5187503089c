"""The backfill: counts all older days once, newest first."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from time import monotonic
from typing import Final

from ..amazon.errors import AmazonError, ListingEndless, SignedOut, Throttled
from ..amazon.history import History
from ..const import LOGGER
from .ledger import Ledger

_RETRY_MOST: Final = 15 * 60.0
# Listeners write states; once every so many pages is often enough.
_PAGES_BETWEEN_UPDATES: Final = 20
# In a history that takes some minutes it is worth a few requests to find out how long it is.
_PAGES_BEFORE_SEARCH: Final = 200
_MONTH: Final = 30 * 24 * 60 * 60 * 1000


@dataclass(eq=False, repr=False)
class Backfill:
    """Counts one account's older days until the oldest is reached."""

    _history: History
    _ledger: Ledger
    _on_progress: Callable[[], None]
    """Called now and then, and at the end."""
    _retry_first: float
    """So many seconds after a failure it is tried again, and later each time."""
    failure: AmazonError | None = field(default=None, init=False)
    """Why it waits to be tried again; None while all goes well."""
    is_hopeless: bool = field(default=False, init=False)
    """Whether to try again would only cost requests."""
    _pages: int = field(default=0, init=False)
    _end: int | None = field(default=None, init=False)
    _began: tuple[float, int] | None = field(default=None, init=False)
    """When it began, and from which time (epoch ms) on all was counted then."""

    @property
    def progress(self) -> int | None:
        """How much of the time from now back to the oldest recording is counted, in percent; None if not known."""
        ledger = self._ledger
        if ledger.complete:
            return 100
        if self._end is None or ledger.counted_since is None or ledger.counted_until is None:
            return None
        now = ledger.end_of(ledger.counted_until)
        counted, whole = now - ledger.start_of(ledger.counted_since), now - self._end
        return min(99, 100 * counted // whole)

    @property
    def seconds_left(self) -> float | None:
        """Estimated seconds left at the current speed; None if not known."""
        ledger = self._ledger
        if self._began is None or self._end is None or ledger.counted_since is None:
            return None
        began, first = self._began
        since = ledger.start_of(ledger.counted_since)
        return (monotonic() - began) * (since - self._end) / (first - since) if since < first else None

    async def run(self) -> None:
        """Count until the ledger is complete; wait if Amazon throttles or fails, and stop if it requires a sign-in."""
        retry = self._retry_first
        if self._ledger.counted_since is not None:
            since = self._ledger.start_of(self._ledger.counted_since)
            if self._began is None or since >= self._began[1]:
                self._began = monotonic(), since
        while not self._ledger.complete and self._ledger.counted_since is not None:
            try:
                await self._walk(self._ledger.counted_since)
            except Throttled as err:
                await asyncio.sleep(err.retry_after)
            except SignedOut:
                # The next poll meets the same and asks the owner to sign in again.
                return
            except ListingEndless as err:
                LOGGER.warning("Backfill stopped: %s", err)
                self.failure, self.is_hopeless = err, True
                self._on_progress()
                return
            except AmazonError as err:
                if self.failure is None:
                    LOGGER.warning("Backfill paused, will retry: %s", err)
                self.failure = err
                await asyncio.sleep(retry)
                retry = min(retry * 2, _RETRY_MOST)
            else:
                retry = self._retry_first

    async def _walk(self, since: date) -> None:
        """Count from the oldest counted day to the end."""
        ledger = self._ledger
        ledger.forget_unfinished()
        async for page in self._history.pages(0, ledger.start_of(since), is_unknown=True):
            ledger.count_back(page)
            self._pages += 1
            if self.failure is not None:
                LOGGER.info("Backfill resumed")
                self.failure = None
            if self._pages % _PAGES_BETWEEN_UPDATES == 0:
                self._on_progress()
            if self._pages == _PAGES_BEFORE_SEARCH and self._history.has_window:
                self._end = await self._search_end(min(recording.time for recording in page))
        ledger.complete = True
        self._on_progress()

    async def _search_end(self, known: int) -> int:
        """Return a time (epoch ms) that is at most a month before the oldest recording."""
        step = 12 * _MONTH
        while await self._is_before(known - step):
            known, step = known - step, step * 2
        empty = known - step
        while known - empty > _MONTH:
            middle = (known + empty) // 2
            if await self._is_before(middle):
                known = middle
            else:
                empty = middle
        return empty

    async def _is_before(self, moment: int) -> bool:
        if moment <= 0:
            return False
        found, more = await self._history.first_page(0, moment)
        return bool(found) or more
