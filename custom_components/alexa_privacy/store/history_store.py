"""What an account keeps of one history: its counts, and its nightly purge."""

from contextlib import suppress
from typing import Any, Self
from zoneinfo import ZoneInfo

from homeassistant.core import HomeAssistant

from ..const import LOGGER
from ..counts.ledger import Ledger
from ..deletion.nightly import Nightly


class HistoryStore:
    """The part of one history in the account's file."""

    def __init__(self, zone: ZoneInfo, *, lost: bool = False) -> None:
        """Start without counts; `lost` says that there were settings of its nights."""
        self.ledger = Ledger(zone)
        self.rescan: Any = None
        self.nightly = Nightly(lost=lost)
        self.listing = ""
        """What identifies the listing that is counted."""
        self.is_valid = True
        """Whether all that was stored could be used."""

    def begin(self, listing: str) -> bool:
        """Count again if another listing is to be counted than before; return whether it is."""
        if is_another := bool(self.listing) and listing != self.listing:
            self.ledger = Ledger(self.ledger.zone)
        self.listing = listing
        return is_another

    def as_dict(self) -> dict[str, Any]:
        """Return the stored form."""
        return {
            "listing": self.listing,
            "ledger": self.ledger.as_dict(),
            "rescan": self.rescan,
            "nightly": self.nightly.as_dict(),
        }

    @classmethod
    async def load(cls, hass: HomeAssistant, zone: ZoneInfo, stored: Any) -> Self:
        """Return what `as_dict` gave, as far as it is valid."""
        stored = stored if isinstance(stored, dict) else {}
        kept = cls(zone, lost=True)
        kept.rescan, kept.listing = stored.get("rescan"), str(stored.get("listing", ""))
        with suppress(KeyError, TypeError, ValueError):
            kept.nightly = Nightly.from_dict(stored.get("nightly"))
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
