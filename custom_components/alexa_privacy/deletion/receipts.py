"""The receipts of the last deletions, with figures only."""

from collections import deque
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, NamedTuple, Self

from homeassistant.exceptions import HomeAssistantError
from homeassistant.util import dt as dt_util

from ..amazon.deleters import Method
from ..amazon.recipes.document import VOICE_HISTORY
from ..const import DOMAIN, LOGGER
from ..store.checksum import read_moment, with_checksum, without_checksum

MOST_RECEIPTS: Final = 100
CANCELLED: Final = "purge_cancelled"
CANNOT_BE_NAMED: Final = "cannot_be_named"
DELETED_TOO_MUCH: Final = "deleted_too_much"
# What an event contains of a receipt.
FIGURES: Final = (
    *("history", "method", "matched", "asked", "verified_gone", "still_listed", "unknown", "cannot_be_named"),
    *("others_gone", "nightly", "error"),
)


class Status(StrEnum):
    """How a deletion ended."""

    VERIFIED = "verified"
    PARTIAL = "partial"
    FAILED = "failed"
    STOPPED = "stopped"
    RUNNING = "running"
    DRY_RUN = "dry_run"
    NOTHING_TO_DELETE = "nothing_to_delete"


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What was requested and verified; `matched` is None if nothing could be listed, `error` is why it failed."""

    receipt_id: str
    status: Status
    history: str = VOICE_HISTORY
    method: Method | None = None
    matched: int | None = 0
    asked: int = 0
    verified_gone: int = 0
    still_listed: int = 0
    unknown: int = 0
    cannot_be_named: int = 0
    others_gone: int = 0
    started: datetime
    finished: datetime | None = None
    nightly: bool = False
    error: str | None = None
    preview: dict[str, Any] = field(default_factory=dict)
    """What else a dry run found."""

    @property
    def cancelled(self) -> bool:
        """Return whether the owner cancelled it."""
        return self.error == CANCELLED

    def require_all_gone(self) -> int:
        """Return how many recordings are gone; raises HomeAssistantError if any may still be there."""
        if self.cancelled:
            raise HomeAssistantError(translation_domain=DOMAIN, translation_key=CANCELLED)
        if self.status not in {Status.STOPPED, Status.PARTIAL, Status.FAILED}:
            return self.verified_gone
        stopped = self.status is Status.STOPPED
        key = "stopped" if stopped else "not_all_gone"
        figures = ["others_gone"] if stopped else ["verified_gone", "still_listed", "unknown", "cannot_be_named"]
        raise HomeAssistantError(
            translation_domain=DOMAIN,
            translation_key=key,
            translation_placeholders={name: str(getattr(self, name)) for name in figures},
        )

    def figures(self) -> dict[str, Any]:
        """Return the figures of an event: method, result, and why it failed."""
        figures = self.as_dict()
        return {name: figures[name] for name in FIGURES}

    def as_dict(self) -> dict[str, Any]:
        """Return the form that an action returns, and that is stored."""
        times = {"started": self.started.isoformat(), "finished": self.finished and self.finished.isoformat()}
        method = self.method.value if self.method else None
        figures = {**asdict(self), "status": self.status.value, "method": method, **times}
        del figures["preview"]
        return {**figures, **self.preview}

    @classmethod
    def from_dict(cls, stored: Any) -> Self:
        """Return what `as_dict` gave; raises ValueError, TypeError or KeyError if it is corrupt."""
        return cls(
            **{
                **stored,
                "status": Status(stored["status"]),
                "method": Method(stored["method"]) if stored["method"] else None,
                "started": datetime.fromisoformat(stored["started"]),
                "finished": read_moment(stored["finished"]),
            }
        )


class Deleted(NamedTuple):
    """How many entries of a history are verified gone, and when a deletion was last verified."""

    number: int = 0
    last: datetime | None = None


@dataclass(eq=False, repr=False)
class Receipts:
    """One account's last receipts, and the totals of each history."""

    _kept: deque[Receipt] = field(default_factory=deque)
    _sums: dict[str, Deleted] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Receipt]:
        """Iterate over them, oldest first."""
        return iter(self._kept)

    def last(self, history: str = VOICE_HISTORY, *, nightly: bool = False) -> Receipt | None:
        """Return the newest one of a history, or of its nightly purges."""
        own = (receipt for receipt in reversed(self._kept) if receipt.history == history)
        return next((receipt for receipt in own if receipt.nightly or not nightly), None)

    def deleted(self, history: str = VOICE_HISTORY) -> Deleted:
        """Return the totals of a history."""
        return self._sums.get(history, Deleted())

    def forget(self, history: str) -> None:
        """Forget receipts and totals of a history."""
        self._sums.pop(history, None)
        kept = [receipt for receipt in self._kept if receipt.history != history]
        self._kept.clear()
        self._kept.extend(kept)

    def __contains__(self, receipt_id: object) -> bool:
        """Return whether there is a receipt of a deletion."""
        return any(receipt.receipt_id == receipt_id for receipt in self._kept)

    def add(self, receipt: Receipt) -> None:
        """Add a receipt, and add what is verified gone to the totals."""
        self._kept.append(receipt)
        if len(self._kept) > MOST_RECEIPTS:
            # The last one of each history stays.
            self._kept.remove(next(each for each in self._kept if each is not self.last(each.history)))
        last = receipt.finished if receipt.status is Status.VERIFIED else None
        self._add(receipt.history, receipt.verified_gone, last)

    def add_one(self, history: str = VOICE_HISTORY) -> None:
        """Count a single verified deletion."""
        self._add(history, 1, dt_util.utcnow())

    def _add(self, history: str, number: int, last: datetime | None) -> None:
        known = self.deleted(history)
        self._sums[history] = Deleted(known.number + number, last or known.last)

    def as_dict(self) -> dict[str, Any]:
        """Return the form that is stored."""
        return {
            "sums": with_checksum(self._sums),
            "kept": [with_checksum(receipt.as_dict()) for receipt in self._kept],
        }

    @classmethod
    def from_dict(cls, stored: Any) -> Self:
        """Return the valid part of `as_dict`; corrupt totals are computed from the receipts."""
        receipts = cls()
        rows = stored.get("kept") if isinstance(stored, dict) else None
        for row in rows if isinstance(rows, list) else ():
            try:
                receipts.add(Receipt.from_dict(without_checksum(row)))
            except KeyError, TypeError, ValueError:
                LOGGER.warning("A stored receipt is corrupt; discarded it")
        try:
            sums = without_checksum(stored["sums"])
            receipts._sums = {key: Deleted(number, read_moment(last)) for key, (number, last) in sums.items()}
        except KeyError, TypeError, ValueError:
            LOGGER.warning("The stored number of deleted recordings is corrupt; counted it from the receipts")
        return receipts
