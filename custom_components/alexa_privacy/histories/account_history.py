"""One history of an account: its listing, counts and nightly purge."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from homeassistant.core import callback

from ..amazon.errors import AmazonError, CannotConnect, Throttled
from ..amazon.history import History
from ..amazon.listed import ListedRecordings
from ..const import LOGGER
from ..counts.sync import CountSync
from ..deletion.models import DeletionEvent, Finished, Gone
from ..deletion.receipts import Status
from ..deletion.schedule import Schedule
from ..store.account_store import HistoryStore

# A single failure passes; a page that has changed does not.
_BROKEN_AFTER: Final = 3
_MOST_DOUBLED: Final = 6


@dataclass(kw_only=True)
class AccountHistory:
    """The parts of one history."""

    key: str
    name: str
    """The name that the owner gave, or a translated one."""
    history: History
    kept: HistoryStore
    """Its stored data."""
    counts: CountSync
    listed: ListedRecordings
    """The recordings in memory that were listed for the page."""
    schedule: Schedule
    note_listing: Callable[[str, bool], None]
    """Called with the key and whether the listing works, when that changes."""
    _poll_failure: AmazonError | None = field(default=None, init=False)
    _failed_polls: int = field(default=0, init=False)
    _throttled: int = field(default=0, init=False)
    _resting: int = field(default=0, init=False)

    @property
    def failure(self) -> AmazonError | None:
        """Why it could not be listed completely the last time; None if it could."""
        return self._poll_failure or self.counts.failure

    @property
    def is_complete(self) -> bool:
        """Return whether all of it is counted, to an end that is one."""
        return self.kept.ledger.complete and not self.kept.end.is_doubtful

    @property
    def is_reached(self) -> bool:
        """Return whether the last poll could list it."""
        return self._poll_failure is None

    async def poll(self) -> bool:
        """Count new entries, unless a deletion runs; return whether the next history may be polled.

        A failure affects this history only. If it is throttled, it skips more polls each time, because throttling
        pauses the whole account.
        """
        self._resting = max(0, self._resting - 1)
        if self.counts.is_busy or self._resting:
            return True
        try:
            await self.counts.poll(self.history.now())
        except AmazonError as err:
            if self._poll_failure is None:
                LOGGER.warning("A history could not be listed, will retry: %s", err)
            self._poll_failure = err
            self._failed_polls += not isinstance(err, CannotConnect | Throttled)
            self._throttled = self._throttled + 1 if isinstance(err, Throttled) else 0
            self._resting = 2 ** min(self._throttled, _MOST_DOUBLED) if self._throttled else 0
            if self._failed_polls == _BROKEN_AFTER:
                self.note_listing(self.key, False)  # noqa: FBT003 - the answer to "can it be listed?"
        else:
            if self._failed_polls >= _BROKEN_AFTER:
                self.note_listing(self.key, True)  # noqa: FBT003 - likewise
            self._poll_failure, self._failed_polls, self._throttled = None, 0, 0
        return not self._throttled

    @callback
    def on_deletion_event(self, event: DeletionEvent) -> None:
        """Remove deleted recordings from memory, or everything if it is unknown which are deleted."""
        match event:
            case Gone(history=self.key, ids=ids):
                self.listed.remove(ids)
            case Finished(receipt=receipt) if receipt.history == self.key:
                if receipt.status not in {Status.VERIFIED, Status.NOTHING_TO_DELETE}:
                    self.listed.clear()

    async def end(self) -> None:
        """Stop before the account is unloaded."""
        self.listed.end()
        await self.counts.end()
