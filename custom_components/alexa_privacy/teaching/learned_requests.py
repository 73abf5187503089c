"""One account's learned requests: which may be used, whether each works, and their repairs."""

from contextlib import suppress
from dataclasses import dataclass

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback

from ..amazon.deleters import Deleter, EverythingDeleter, Method
from ..amazon.recipes.document import DELETIONS
from ..amazon.recipes.model import Recipes
from ..deletion.models import DeleterResult, DeletionEvent
from ..deletion.receipts import DELETED_TOO_MUCH
from ..deletion.runner import DeletionRefusedError
from ..repair.issues import report_request_statuses
from ..store.account_store import AccountStorage
from ..store.checked_store import NotStoredError
from .request_status import TESTABLE, VOICE, Document, Standing


@dataclass(frozen=True, eq=False, repr=False)
class LearnedRequests:
    """One account's learned requests and their status in the account's store."""

    _hass: HomeAssistant
    _entry: ConfigEntry
    _store: AccountStorage
    document: Document
    """The requests as they are stored, whether they may be used or not."""
    standing: Standing
    """Which of them may be used."""

    @property
    def recipes(self) -> Recipes:
        """The requests that may be used."""
        return self.standing.recipes

    @property
    def usable(self) -> list[str]:
        """The names of the learned ways to delete that were tested where they can be, and still work."""
        statuses = self._store.request_statuses
        return [
            name
            for name in DELETIONS
            if name in statuses.taught
            and not statuses.is_broken(name)
            and (name not in TESTABLE or statuses.is_tested(name))
        ]

    def objection(self, deleter: Deleter) -> DeletionRefusedError | None:
        """Return why a deleter must not be used: it was not tested, or deleted too much since.

        The request for everything cannot be tested on one recording. It is only used to delete everything, so it
        cannot delete too much.
        """
        statuses = self._store.request_statuses
        if deleter.name in statuses.deleted_too_much:
            return DeletionRefusedError(DELETED_TOO_MUCH)
        testable = deleter.method is Method.REQUEST and not isinstance(deleter, EverythingDeleter)
        return DeletionRefusedError("not_tested") if testable and not statuses.is_tested(deleter.name) else None

    @callback
    def on_deletion_event(self, event: DeletionEvent) -> None:
        """Record the results of deleters, and report those that delete too much or stop working."""
        match event:
            case DeleterResult(name=name, excess=excess) if excess:
                self._store.request_statuses.note_excess(name, excess)
                self._keep_and_report()
            case DeleterResult(name=name, method=Method.REQUEST, works=works):
                self.note(name, works)

    def note(self, name: str, works: bool) -> None:  # noqa: FBT001 - the answer to "does it work?"
        """Record whether a request works, and report one that no longer does."""
        statuses = self._store.request_statuses
        (statuses.works if works else statuses.fails)(name)
        self._keep_and_report()

    def note_listing(self, history: str, works: bool) -> None:  # noqa: FBT001 - the answer to "can it be listed?"
        """Record whether a history can be listed; if not, nothing of it is deleted."""
        statuses = self._store.request_statuses
        (statuses.recovers if works else statuses.fails)(history)
        self._keep_and_report()

    def _keep_and_report(self) -> None:
        """Store soon what was noted, and report it."""
        self._store.save_soon()
        self.report()

    def report(self) -> None:
        """Create or clear the repairs about requests that no longer work, delete too much, or wait for a test."""
        report_request_statuses(self._hass, self._entry, self._store.request_statuses)

    async def save(self) -> None:
        """Store the status of learned requests immediately."""
        with suppress(NotStoredError):
            # A repair reports it; what is not stored must be tested again after a restart.
            await self._store.save()

    async def allow_voice(self) -> None:
        """Allow deletion by voice again, whatever it deleted before; raises NotStoredError if that cannot be stored."""
        self._store.request_statuses.forget(VOICE)
        self.report()
        await self._store.save()
