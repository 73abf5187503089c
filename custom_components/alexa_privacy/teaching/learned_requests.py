"""One account's learned requests: which of them may be used, what use has shown of each, and what the owner is told."""

from contextlib import suppress

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant

from ..amazon.deleters import Deleter, EverythingDeleter, Method
from ..amazon.recipes.model import Recipes
from ..deletion.runner import DeletedTooMuchError, NotTestedError
from ..repair.issues import report_request_statuses
from ..store.account_store import AccountStorage
from ..store.checked_store import NotStoredError
from .agreements import Standing
from .request_status import VOICE


class LearnedRequests:
    """What one account learned, and what is noted of it in the account's store."""

    def __init__(self, hass: HomeAssistant, entry: ConfigEntry, store: AccountStorage, standing: Standing) -> None:
        """Use what `standing` allows."""
        self._hass = hass
        self._entry = entry
        self._store = store
        self.standing = standing

    @property
    def recipes(self) -> Recipes:
        """The requests that may be used."""
        return self.standing.recipes

    def objection(self, deleter: Deleter) -> Exception | None:
        """Return why a way to delete must not be used: it was not tested, or has deleted too much since.

        What deletes everything cannot be tested on one recording: it is used where everything is asked for, where
        nothing could be deleted that was not meant.
        """
        statuses = self._store.request_statuses
        if deleter.name in statuses.deleted_too_much:
            return DeletedTooMuchError()
        testable = deleter.method is Method.REQUEST and not isinstance(deleter, EverythingDeleter)
        return NotTestedError() if testable and not statuses.is_tested(deleter.name) else None

    def note_deleter(self, deleter: Deleter, works: bool) -> None:  # noqa: FBT001 - the answer to "does it work?"
        """Note what a deletion showed of a learned request."""
        if deleter.method is Method.REQUEST:
            self.note(deleter.name, works)

    def note(self, name: str, works: bool) -> None:  # noqa: FBT001 - the answer to "does it work?"
        """Note whether a request works, and report one that no longer does."""
        statuses = self._store.request_statuses
        if statuses.works(name) if works else statuses.fails(name):
            self._store.save_soon()
        self.report()

    def note_taken_along(self, name: str, count: int) -> None:
        """Note that a way to delete has deleted recordings that it was not asked to delete, and report it."""
        self._store.request_statuses.takes_along(name, count)
        self._store.save_soon()
        self.report()

    def report(self) -> None:
        """Create or clear the repairs about requests that no longer work, delete too much, or wait for a test."""
        report_request_statuses(self._hass, self._entry, self._store.request_statuses)

    async def save(self) -> None:
        """Store at once what is known of learned requests."""
        with suppress(NotStoredError):
            # An issue says so; what is not stored is asked for again after a restart.
            await self._store.save()

    async def allow_voice(self) -> None:
        """Allow deletion by voice again, whatever it has deleted before; raises NotStoredError."""
        self._store.request_statuses.forget(VOICE)
        self.report()
        await self._store.save()
