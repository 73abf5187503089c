"""The data that entities show; None is unknown."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Final

from homeassistant.const import STATE_OFF, STATE_ON
from homeassistant.util import dt as dt_util

from .amazon.recipes.document import CONVERSATIONS, VOICE_HISTORY
from .amazon.recordings import Kind
from .counts.ledger import Ledger
from .deletion.models import Progress
from .deletion.nightly import Nightly
from .deletion.queue import DeletionQueue
from .histories.account_history import AccountHistory
from .repair.protection import ProtectionState
from .settings.account_settings import AccountSettings
from .settings.named_settings import NamedSetting
from .store.account_store import AccountStorage

# Today and the days before it.
_WEEK: Final = timedelta(days=6)
_MONTH: Final = timedelta(days=29)


@dataclass(frozen=True, slots=True, kw_only=True)
class EchoState:
    """What one Echo's sensors show."""

    name: str | None
    recordings: int | None
    unintended: int | None
    last: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryState:
    """What the entities of a history other than voice recordings show."""

    is_reached: bool
    """Whether the last poll could list it."""
    held: int | None
    today: int | None
    oldest: datetime | None
    last_deletion: datetime | None
    nightly: bool
    """Whether it is purged every night."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingState:
    """What the entity of one taught Amazon setting shows."""

    position: str | None
    is_readable: bool
    """Whether Amazon itself shows the setting; otherwise its state is what was set last."""
    named: NamedSetting | None
    """The names of it and its positions, if the owner named it."""

    @property
    def is_on(self) -> bool | None:
        """Return whether a switch is on; None is unknown."""
        return {STATE_ON: True, STATE_OFF: False}.get(self.position or "")

    @property
    def is_named_switch(self) -> bool:
        """Return whether it is a switch that the owner named."""
        return self.named is not None and not self.named.options

    @property
    def options(self) -> Mapping[str, str]:
        """The names of its positions; empty for a switch."""
        return self.named.options if self.named else {}


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountState:
    """What the account's entities show."""

    empty_unconfirmed: bool = False
    """Whether Amazon lists nothing and never did, so that the history may be at another site."""

    recordings: int | None = None
    today: int | None = None
    week: int | None = None
    month: int | None = None
    conversations: int | None = None
    histories: dict[str, HistoryState] = field(default_factory=dict)
    """The other histories, by their keys."""
    progress: int | None = None
    counted_since: date | None = None
    counted_at: datetime | None = None
    """When today was last listed."""
    rescanned_at: datetime | None = None
    """When the last pass over all older days ended."""
    unintended: int | None = None
    oldest: datetime | None = None
    last: datetime | None = None
    deleted: int = 0
    last_deletion: datetime | None = None
    echoes: dict[str, EchoState] = field(default_factory=dict)
    settings: dict[str, SettingState] = field(default_factory=dict)
    purge: Progress = field(default_factory=Progress)
    purging: bool = False
    nightly: Nightly
    next_purge: datetime | None = None
    protection: ProtectionState


def account_state(
    storage: AccountStorage,
    *,
    histories: Mapping[str, AccountHistory],
    settings: AccountSettings,
    deletions: DeletionQueue,
    protection: ProtectionState,
) -> AccountState:
    """Return the current state: totals only once the backfill is complete, days only if they are counted."""
    voice, ledger, deleted = histories[VOICE_HISTORY], storage.voice.ledger, storage.receipts.deleted()
    in_doubt = storage.is_at_doubtful_site
    complete, today = ledger.complete and not in_doubt, ledger.day_of(voice.history.now())
    current = ledger.counted_until == today and not in_doubt
    others = {key: _history_state(each, storage) for key, each in histories.items() if each is not voice}
    return AccountState(
        empty_unconfirmed=storage.empty_unconfirmed,
        recordings=ledger.total() if complete else None,
        today=ledger.total_since(today) if current else None,
        week=ledger.total_since(today - _WEEK) if current else None,
        month=ledger.total_since(today - _MONTH) if current else None,
        unintended=ledger.total(kind=Kind.UNINTENDED) if complete else None,
        conversations=others[CONVERSATIONS].held if CONVERSATIONS in others else None,
        histories=others,
        progress=None if storage.empty_unconfirmed else voice.counts.backfill.progress,
        counted_since=ledger.counted_since,
        counted_at=_moment(ledger.counted_at),
        rescanned_at=_moment(ledger.rescanned_at),
        oldest=_moment(ledger.oldest()) if complete else None,
        last=_moment(ledger.newest()),
        deleted=deleted.number,
        last_deletion=deleted.last,
        echoes={
            serial: _echo_state(ledger, serial, name, complete=complete) for serial, name in ledger.echoes().items()
        },
        settings={
            name: SettingState(
                position=position, is_readable=settings.watch.can_read(name), named=settings.named.get(name)
            )
            for name, position in settings.watch.states.items()
        },
        purge=deletions.progress,
        purging=deletions.running,
        nightly=replace(storage.voice.nightly),
        next_purge=storage.voice.nightly.next_run(dt_util.now()),
        protection=protection,
    )


def _echo_state(ledger: Ledger, serial: str, name: str | None, *, complete: bool) -> EchoState:
    return EchoState(
        name=name,
        recordings=ledger.total(echo=serial) if complete else None,
        unintended=ledger.total(kind=Kind.UNINTENDED, echo=serial) if complete else None,
        last=_moment(ledger.newest(serial)),
    )


def _history_state(history: AccountHistory, storage: AccountStorage) -> HistoryState:
    """Return the state of another history; without counts if the account may be at another site."""
    ledger = history.kept.ledger
    complete, today = history.is_complete and not storage.is_at_doubtful_site, ledger.day_of(history.history.now())
    return HistoryState(
        is_reached=history.is_reached,
        held=ledger.total() if complete else None,
        today=ledger.total_since(today) if complete and ledger.counted_until == today else None,
        oldest=_moment(ledger.oldest()) if complete else None,
        last_deletion=storage.receipts.deleted(history.key).last,
        nightly=history.kept.nightly.enabled,
    )


def _moment(milliseconds: int | None) -> datetime | None:
    return None if milliseconds is None else datetime.fromtimestamp(milliseconds / 1000, UTC)
