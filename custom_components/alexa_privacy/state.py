"""What the entities show, taken from the ledger; None is unknown."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from .amazon.recordings import Kind
from .storage import AccountStorage


@dataclass(frozen=True, slots=True, kw_only=True)
class EchoState:
    """What one Echo's sensors show."""

    name: str | None
    recordings: int | None
    unintended: int | None
    last: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountState:
    """What the account's entities show."""

    recordings: int | None = None
    today: int | None = None
    unintended: int | None = None
    oldest: datetime | None = None
    last: datetime | None = None
    deleted: int = 0
    last_deletion: datetime | None = None
    echoes: dict[str, EchoState] = field(default_factory=dict)
    switches: dict[str, bool | None] = field(default_factory=dict)
    broken: tuple[str, ...] = ()
    """Learned requests that do not work any more."""


def account_state(storage: AccountStorage, now: int, switches: dict[str, bool | None]) -> AccountState:
    """Return what is known now: totals only once the walk has reached the end, today only from a complete listing."""
    ledger, totals = storage.ledger, storage.totals
    complete, today = ledger.complete, ledger.day_of(now)
    return AccountState(
        recordings=ledger.total() if complete else None,
        today=ledger.total(since=today) if ledger.counted_until == today else None,
        unintended=ledger.total(kind=Kind.UNINTENDED) if complete else None,
        oldest=_moment(ledger.oldest()) if complete else None,
        last=_moment(ledger.newest()),
        deleted=totals.deleted,
        last_deletion=totals.last_deletion,
        echoes={
            serial: EchoState(
                name=name,
                recordings=ledger.total(echo=serial) if complete else None,
                unintended=ledger.total(kind=Kind.UNINTENDED, echo=serial) if complete else None,
                last=_moment(ledger.newest(serial)),
            )
            for serial, name in ledger.echoes().items()
        },
        switches=dict(switches),
        broken=tuple(storage.proofs.broken),
    )


def _moment(milliseconds: int | None) -> datetime | None:
    """Turn epoch milliseconds into a moment."""
    return None if milliseconds is None else datetime.fromtimestamp(milliseconds / 1000, UTC)
