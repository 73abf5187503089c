"""The page's subscription to all deletions of a history; it survives a reload of the account."""

from collections.abc import Collection

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import CALLBACK_TYPE, callback

from ..account import PrivacyConfigEntry
from ..deletion.models import DeletionEvent, Finished, Gone, Progress, ReceiptDelayed
from .listing import Send
from .messages import error, figures


class DeletionFeed:
    """Sends the events of all deletions of one history from now on; calling it ends it."""

    def __init__(self, entry: PrivacyConfigEntry, history: str, send: Send, receipt_ids: Collection[str] = ()) -> None:
        """Follow the account's queue, also when the account is loaded again.

        The receipts of `receipt_ids` that have ended are sent first.
        """
        self._entry = entry
        self._history = history
        self._send = send
        self._receipt_ids = receipt_ids
        self._unsubscribe: CALLBACK_TYPE | None = None
        self._release: CALLBACK_TYPE | None = None
        self._unfollow = entry.async_on_state_change(self._follow)
        self._follow()

    def __call__(self) -> None:
        """End it."""
        self._unfollow()
        self._leave()

    @callback
    def _follow(self) -> None:
        """Subscribe to the account's queue while it has the history, after sending the unfinished deletions."""
        self._leave()
        if self._entry.state is ConfigEntryState.LOADED and self._history in self._entry.runtime_data.histories:
            account = self._entry.runtime_data
            deletions = account.deletions
            for receipt in account.store.receipts:
                if receipt.receipt_id in self._receipt_ids:
                    self._send({"receipt": receipt.as_dict(), "error": None})
            self._send({"unfinished": deletions.receipt_ids(self._history)})
            if deletions.progress.receipt_id:
                self._on_event(deletions.progress)
            self._unsubscribe = deletions.subscribe(self._on_event)
            # As long as the page is open, what it has listed is kept.
            self._release = account.histories[self._history].listed.hold()

    def _leave(self) -> None:
        if self._unsubscribe and self._release:
            self._unsubscribe()
            self._release()
            self._unsubscribe = self._release = None

    @callback
    def _on_event(self, event: DeletionEvent) -> None:
        match event:
            case Progress(history=self._history):
                self._send({"progress": figures(event)})
            case Gone(receipt_id=receipt_id, history=self._history, ids=ids):
                self._send({"receipt_id": receipt_id, "gone": sorted(ids)})
            case ReceiptDelayed(receipt=receipt, error=err) if receipt.history == self._history:
                self._send({"receipt_id": receipt.receipt_id, "delayed": error(err)})
            case Finished(receipt=receipt, error=err) if receipt.history == self._history:
                self._send({"receipt": receipt.as_dict(), "error": error(err) if err else None})
