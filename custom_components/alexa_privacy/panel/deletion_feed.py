"""The page's one subscription to all of an account's deletions; it survives a reload."""

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import CALLBACK_TYPE, callback

from ..account import PrivacyConfigEntry
from ..deletion.models import DeletionEvent, Finished, Gone, Progress, ReceiptDelayed
from .listing import Send
from .rows import error, figures


class DeletionFeed:
    """Sends one account's deletion events from now on; a call ends it."""

    def __init__(self, entry: PrivacyConfigEntry, send: Send) -> None:
        """Follow the account's present queue, and each later one when the account is loaded again."""
        self._entry = entry
        self._send = send
        self._unsubscribe: CALLBACK_TYPE | None = None
        self._unfollow = entry.async_on_state_change(self._follow)
        self._follow()

    def __call__(self) -> None:
        """End it."""
        self._unfollow()
        self._leave()

    @callback
    def _follow(self) -> None:
        """Listen to the account's queue while it is loaded, after sending which deletions are not finished."""
        self._leave()
        if self._entry.state is ConfigEntryState.LOADED:
            deletions = self._entry.runtime_data.deletions
            self._send({"unfinished": deletions.receipt_ids})
            if deletions.progress.receipt_id:
                self._on_event(deletions.progress)
            self._unsubscribe = deletions.subscribe(self._on_event)

    def _leave(self) -> None:
        """Listen no more."""
        if self._unsubscribe:
            self._unsubscribe()
            self._unsubscribe = None

    @callback
    def _on_event(self, event: DeletionEvent) -> None:
        """Send what the page shows of an event."""
        match event:
            case Progress():
                self._send({"progress": figures(event)})
            case Gone(receipt_id=receipt_id, ids=ids):
                self._send({"receipt_id": receipt_id, "gone": sorted(ids)})
            case ReceiptDelayed(receipt=receipt, error=err):
                self._send({"receipt_id": receipt.receipt_id, "delayed": error(err)})
            case Finished(receipt=receipt, error=err):
                self._send({"receipt": receipt.as_dict(), "error": error(err) if err else None})
