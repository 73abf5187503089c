"""The background walk: counts older days once, newest first, to the very end of the history."""

import asyncio
from collections.abc import Callable
from typing import Final

from .amazon.errors import AmazonError, SignedOut, Throttled
from .amazon.history import History
from .const import LOGGER
from .ledger import Ledger

_RETRY_FIRST: Final = 60.0
_RETRY_MOST: Final = 15 * 60.0
# Listeners write states; once every so many pages is often enough.
_PAGES_BETWEEN_NEWS: Final = 20


class Walker:
    """Counts one account's past until it has reached the end."""

    def __init__(self, history: History, ledger: Ledger, on_progress: Callable[[], None]) -> None:
        """Count into `ledger`; `on_progress` is told now and then, and at the end."""
        self._history = history
        self._ledger = ledger
        self._on_progress = on_progress
        self._failing = False

    async def run(self) -> None:
        """Walk until the ledger is complete; waits where Amazon throttles or fails, and ends where it signs us out."""
        retry = _RETRY_FIRST
        while not self._ledger.complete and self._ledger.counted_since is not None:
            try:
                await self._walk()
            except Throttled as err:
                await asyncio.sleep(err.retry_after)
            except SignedOut:
                # The next poll meets the same and asks the owner to sign in again.
                return
            except AmazonError as err:
                if not self._failing:
                    LOGGER.warning("Counting older recordings stopped: %s; it goes on by itself", err)
                self._failing = True
                await asyncio.sleep(retry)
                retry = min(retry * 2, _RETRY_MOST)
            else:
                retry = _RETRY_FIRST

    async def _walk(self) -> None:
        """Walk from the oldest day that is counted to the end."""
        ledger = self._ledger
        ledger.forget_unfinished()
        if ledger.counted_since is None:
            return
        pages = 0
        async for page in self._history.pages(0, ledger.start_of(ledger.counted_since)):
            ledger.count_back(page)
            pages += 1
            if self._failing:
                LOGGER.info("Counting older recordings goes on")
                self._failing = False
            if pages % _PAGES_BETWEEN_NEWS == 0:
                self._on_progress()
        ledger.complete = True
        self._on_progress()
