"""An account's file: its histories, receipts, agreements, and the status of learned requests."""

from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final, Self, override
from zoneinfo import ZoneInfo

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from ..amazon.recipes.document import VOICE_HISTORY
from ..amazon.taught_history import ListEnd
from ..const import LOGGER
from ..counts.ledger import Ledger
from ..deletion.nightly import Nightly
from ..deletion.receipts import Receipts
from ..teaching.request_status import RequestStatuses
from .checked_store import CheckedStore, NotStoredError, OnWritten
from .checksum import with_checksum, without_checksum

_SAVE_AFTER: Final = 30.0
_SET_ASIDE: Final = "set_aside"


class HistoryStore:
    """The part of one history in the account's file."""

    def __init__(self, zone: ZoneInfo, *, lost: bool = False) -> None:
        """Start without counts; `lost` is whether settings of its nightly purge were lost."""
        self.ledger = Ledger(zone)
        self.end = ListEnd()
        self.rescan: Any = None
        self.nightly = Nightly(lost=lost)
        self.listing = ""
        """The fingerprint of the listing that is counted."""
        self.is_valid = True
        """Whether everything stored was valid."""

    def begin(self, listing: str) -> None:
        """Count again if the listing has changed."""
        if self.listing and listing != self.listing:
            self.ledger, self.end = Ledger(self.ledger.zone), ListEnd()
            self.nightly.begin_again(dt_util.utcnow())
        self.listing = listing

    def as_dict(self) -> dict[str, Any]:
        """Return the stored form."""
        return {
            "listing": self.listing,
            "ledger": self.ledger.as_dict(),
            "end": with_checksum(asdict(self.end)),
            "rescan": self.rescan,
            "nightly": self.nightly.as_dict(),
        }

    @classmethod
    async def load(cls, hass: HomeAssistant, zone: ZoneInfo, stored: Any) -> Self:
        """Return the valid part of what `as_dict` returned."""
        stored = stored if isinstance(stored, dict) else {}
        kept = cls(zone, lost=True)
        kept.rescan, kept.listing = stored.get("rescan"), str(stored.get("listing", ""))
        with suppress(KeyError, TypeError, ValueError):
            kept.nightly = Nightly.from_dict(stored.get("nightly"))
        with suppress(KeyError, TypeError, ValueError):
            kept.end = ListEnd.from_dict(without_checksum(stored.get("end")))
        if kept.nightly.lost:
            LOGGER.warning("Settings of the nightly purge are corrupt; turned it off")
        try:
            # In a thread, because the data of a time zone may have to be read from disk.
            kept.ledger = await hass.async_add_executor_job(Ledger.from_dict, stored.get("ledger"))
        except ValueError as err:
            LOGGER.warning("Stored counts are invalid (%s); counting again", err)
            kept.is_valid = False
        if kept.ledger.zone.key != zone.key:
            LOGGER.info("The time zone changed; counting days again")
            kept.ledger.move_to(zone)
        return kept


class _Store(CheckedStore):
    """One account's file; a file of another version is moved to `aside`."""

    def __init__(self, hass: HomeAssistant, name: str, on_written: OnWritten, aside: CheckedStore) -> None:
        """Move unusable data to `aside`."""
        super().__init__(hass, name, on_written)
        self._aside = aside

    @override
    async def _async_migrate_func(
        self, old_major_version: int, old_minor_version: int, old_data: dict[str, Any]
    ) -> dict[str, Any]:
        """Move data of an unknown version to `aside`, and start empty."""
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
        self.histories = {VOICE_HISTORY: HistoryStore(self._zone)}
        """The data of each history."""
        self._is_lost = False
        self.receipts = Receipts()
        self.incidents: dict[str, list[datetime]] = {}
        """When each setting that the owner keeps was found otherwise."""
        self.request_statuses = RequestStatuses()
        """Those of no request yet."""

    async def load(self) -> None:
        """Read the file; corrupt data is moved away and counted again."""
        stored: Any = await self._store.async_load()
        if not stored:
            self.voice.nightly.lost = self._is_lost = stored is not None
            return
        if not isinstance(stored, dict):
            stored = {}
        self.request_statuses = RequestStatuses.from_dict(stored.get("request_statuses"))
        self.receipts = Receipts.from_dict(stored.get("receipts"))
        incidents = stored.get("incidents")
        incidents = incidents.items() if isinstance(incidents, dict) else ()
        self.incidents = {name: list(_moments(moments)) for name, moments in incidents}
        histories = stored.get("histories")
        self._is_lost = not isinstance(histories, dict)
        rows = histories if isinstance(histories, dict) else {VOICE_HISTORY: None}
        for key, row in ({VOICE_HISTORY: None} | rows).items():
            self.histories[key] = await HistoryStore.load(self._hass, self._zone, row)
        if not all(kept.is_valid for kept in self.histories.values()):
            await self._aside.async_save(stored)

    @property
    def voice(self) -> HistoryStore:
        """The data of voice recordings."""
        return self.histories[VOICE_HISTORY]

    def history(self, key: str) -> HistoryStore:
        """Return the data of a history, which may be new."""
        return self.histories.setdefault(key, HistoryStore(self._zone, lost=self._is_lost))

    def keep_histories(self, taught: Collection[str], *, counted: Collection[str] = ()) -> None:
        """Forget all histories except these, and the nightly purge of those that are only counted."""
        for key in self.histories.keys() - taught:
            if key in counted:
                self.histories[key].nightly = Nightly()
            else:
                del self.histories[key]
                self.receipts.forget(key)

    @property
    def is_at_doubtful_site(self) -> bool:
        """Return whether Amazon lists nothing and never did, so that another site may have the histories."""
        return all(kept.ledger.doubts_empty for kept in self.histories.values())

    @property
    def empty_unconfirmed(self) -> bool:
        """Return whether counting is complete, but nothing shows that this is the account's own site."""
        return self.voice.ledger.complete and self.is_at_doubtful_site

    def confirm_empty(self) -> None:
        """Record that the owner confirmed that the history is empty."""
        for kept in self.histories.values():
            kept.ledger.sites.add(kept.ledger.site)

    def save_soon(self) -> None:
        """Write after a while, together with later changes."""
        if not (self._is_save_due or self._is_ended):
            # Asking again would put it off, for ever where something changes all the time.
            self._is_save_due = True
            self._store.async_delay_save(self._as_dict, _SAVE_AFTER)

    async def save(self) -> None:
        """Write now; raises NotStoredError if that fails."""
        await self._store.save(self._as_dict())

    async def end(self) -> None:
        """Write now, and cancel later writes: the files may be removed then."""
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
        """Retry after a while if a write failed."""
        self._on_written(works)
        if not works:
            self.save_soon()

    def _as_dict(self) -> dict[str, Any]:
        self._is_save_due = False
        return {
            "histories": {key: kept.as_dict() for key, kept in self.histories.items()},
            "request_statuses": self.request_statuses.as_dict(),
            "receipts": self.receipts.as_dict(),
            "incidents": {name: [moment.isoformat() for moment in moments] for name, moments in self.incidents.items()},
        }


def _moments(stored: Any) -> Iterator[datetime]:
    for moment in stored if isinstance(stored, list) else ():
        with suppress(TypeError, ValueError):
            yield dt_util.as_utc(datetime.fromisoformat(moment))
