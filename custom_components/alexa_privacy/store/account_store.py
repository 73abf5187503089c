"""What an account keeps on disk: the ledger, its receipts, and which requests were agreed to and are tested."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from typing import Any, Final, override
from zoneinfo import ZoneInfo

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from ..const import LOGGER
from ..counts.ledger import Ledger
from ..deletion.nightly import Nightly
from ..deletion.receipts import Receipts
from ..teaching.agreements import Agreements
from ..teaching.request_status import RequestStatuses
from .checked_store import CheckedStore, NotStoredError, OnWritten

_SAVE_AFTER: Final = 30.0
_SET_ASIDE: Final = "set_aside"


class _Store(CheckedStore):
    """One account's file; what is of another version is moved to `aside`."""

    def __init__(self, hass: HomeAssistant, name: str, on_written: OnWritten, aside: CheckedStore) -> None:
        """Keep in `aside` what cannot be used."""
        super().__init__(hass, name, on_written)
        self._aside = aside

    @override
    async def _async_migrate_func(
        self, old_major_version: int, old_minor_version: int, old_data: dict[str, Any]
    ) -> dict[str, Any]:
        """Keep nothing of a form that is not known, but set it aside."""
        LOGGER.warning("Stored data has another version; counting again, and the nightly purge is off")
        await self._aside.async_save(old_data)
        return {}


class AccountStorage:
    """One account's file."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry_id: str,
        *,
        on_written: OnWritten = lambda _: None,
    ) -> None:
        """Name the file; `load` reads it. Calls `on_written` after each write, with whether it succeeded."""
        self._hass = hass
        self._on_written = on_written
        self._aside = CheckedStore(hass, f"{entry_id}.{_SET_ASIDE}", on_written)
        self._store = _Store(hass, entry_id, self._note_written, self._aside)
        self._zone = ZoneInfo(hass.config.time_zone)
        self._is_save_due = False
        self._is_ended = False
        self.ledger = Ledger(self._zone)
        self.conversations = Ledger(self._zone)
        self.rescan: Any = None
        self.receipts = Receipts()
        self.nightly = Nightly()
        self.incidents: list[datetime] = []
        """When human review was found on although the owner wants it off."""
        self.agreements = Agreements()
        self.request_statuses = RequestStatuses()
        """Those of no request yet: which may be used, the agreements say."""

    async def load(self) -> None:
        """Read what was kept; what is corrupt is moved away and counted again."""
        stored: Any = await self._store.async_load()
        if not stored:
            self.nightly.lost = stored is not None
            return
        if not isinstance(stored, dict):
            stored = {}
        self.agreements = Agreements.from_dict(stored.get("agreements"))
        self.request_statuses = RequestStatuses.from_dict(stored.get("request_statuses"))
        self.receipts, self.rescan = Receipts.from_dict(stored.get("receipts")), stored.get("rescan")
        self.incidents = list(_moments(stored.get("incidents")))
        try:
            self.nightly = Nightly.from_dict(stored.get("nightly"))
        except KeyError, TypeError, ValueError:
            LOGGER.warning("Settings of the nightly purge are corrupt; turned it off")
            self.nightly.lost = True
        self.ledger = await self._load_ledger(stored, "ledger")
        if "conversations" in stored:
            self.conversations = await self._load_ledger(stored, "conversations")

    async def _load_ledger(self, stored: dict[str, Any], name: str) -> Ledger:
        """Return one of the stored ledgers, or a new one."""
        try:
            # In a thread, because the data of a time zone may have to be read from disk.
            ledger = await self._hass.async_add_executor_job(Ledger.from_dict, stored.get(name))
        except ValueError as err:
            LOGGER.warning("Stored counts are invalid (%s); counting again", err)
            await self._aside.async_save(stored)
            return Ledger(self._zone)
        if ledger.zone.key != self._zone.key:
            LOGGER.info("The time zone changed; counting days again")
            ledger.move_to(self._zone)
        return ledger

    @property
    def empty_unconfirmed(self) -> bool:
        """Return whether all is counted, Amazon lists nothing, and it never did: another site may have the history."""
        return self.ledger.complete and self.ledger.doubts_empty and self.conversations.doubts_empty

    def confirm_empty(self) -> None:
        """Note that the history is empty, as the owner says: this is the account's own site."""
        self.ledger.sites.add(self.ledger.site)

    def save_soon(self) -> None:
        """Write after a while, together with what else changes until then."""
        if not (self._is_save_due or self._is_ended):
            # Asking again would put it off, for ever where something changes all the time.
            self._is_save_due = True
            self._store.async_delay_save(self._as_dict, _SAVE_AFTER)

    async def save(self) -> None:
        """Write now; raises NotStoredError where it is not on disk then."""
        await self._store.save(self._as_dict())

    async def end(self) -> None:
        """Write now, and cancel later writes: by then the files may be removed, or belong to another entry."""
        self._is_ended = True
        try:
            await self.save()
        except NotStoredError:
            LOGGER.error("Failed to write counts to disk; changes since the last write will be counted again")

    async def remove(self) -> None:
        """Delete the files."""
        await self._store.remove()
        await self._aside.remove()

    def _note_written(self, works: bool) -> None:  # noqa: FBT001 - the answer to "was it written?"
        """Write again after a while where it failed."""
        self._on_written(works)
        if not works:
            self.save_soon()

    def _as_dict(self) -> dict[str, Any]:
        self._is_save_due = False
        return {
            "ledger": self.ledger.as_dict(),
            **({"conversations": self.conversations.as_dict()} if self.conversations.counted_since else {}),
            "rescan": self.rescan,
            "agreements": self.agreements.as_dict(),
            "request_statuses": self.request_statuses.as_dict(),
            "receipts": self.receipts.as_dict(),
            "nightly": self.nightly.as_dict(),
            "incidents": [moment.isoformat() for moment in self.incidents],
        }


def _moments(stored: Any) -> Iterator[datetime]:
    """Return the moments of a stored list, without those that are corrupt."""
    for moment in stored if isinstance(stored, list) else ():
        with suppress(TypeError, ValueError):
            yield dt_util.as_utc(datetime.fromisoformat(moment))
