"""The nightly purge of a history: its settings, what it deletes, when it is due, and how the last one ended."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Any, Final, Self

from ..store.checksum import read_moment, with_checksum, without_checksum
from .receipts import CANNOT_BE_NAMED, DELETED_TOO_MUCH, Receipt, Status
from .scope import Scope

# How long to wait before each retry of a night that failed; after the last one the owner is notified.
RETRY_AFTER: Final = tuple(timedelta(minutes=minutes) for minutes in (10, 30, 60, 120))
LEAST_DAYS: Final = 1
MOST_DAYS: Final = 3650
# Errors that waiting does not fix: retrying would only cost requests.
HOPELESS: Final = frozenset({"nothing_taught", "not_tested", CANNOT_BE_NAMED, DELETED_TOO_MUCH})
_DAY: Final = timedelta(days=1)
_WEEK: Final = 7


class Days(StrEnum):
    """The days of the week on which it runs."""

    EVERY_DAY = "every_day"
    WEEKDAYS = "weekdays"
    WEEKEND = "weekend"
    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"

    def has(self, day: date) -> bool:
        """Return whether it runs on a day."""
        return day.weekday() in _WEEKDAYS[self]


_WEEKDAYS: Final[Mapping[Days, Collection[int]]] = {
    Days.EVERY_DAY: range(_WEEK),
    Days.WEEKDAYS: range(5),
    Days.WEEKEND: range(5, _WEEK),
    **{day: (index,) for index, day in enumerate(tuple(Days)[3:])},
}


@dataclass(slots=True, kw_only=True)
class Nightly:
    """The nightly purge of one history: the owner's settings, and the last night that is done.

    `now` is a local time in all methods. A night is identified by the day on which its purge is due.
    """

    enabled: bool = False
    at: time = time(3)
    days: Days = Days.EVERY_DAY
    keep_days: int = 30
    since: datetime | None = None
    """When it was turned on."""
    done: date | None = None
    """The last night that is done, successful or given up."""
    receipt_id: str | None = None
    """The receipt of the last known run."""
    tries: int = 0
    retry_at: datetime | None = None
    failed: bool = False
    """Whether the last night was given up."""
    verified: datetime | None = None
    """When a run was last verified, or had nothing to delete."""
    lost: bool = False
    """Whether the settings were corrupt: it is off until the owner changes them."""
    keep_nothing: bool = False
    """Whether nothing is kept, regardless of `keep_days`; stored with the options."""

    def change(self, now: datetime, **settings: Any) -> None:
        """Change settings; a time that has already passed applies from the next day on."""
        switched_on = settings.get("enabled", self.enabled) and not self.enabled
        waiting = self.is_waiting(now)
        self.lost = False
        for name, value in settings.items():
            setattr(self, name, value)
        if switched_on:
            self.since = now.astimezone(UTC)
        if not self.enabled or not waiting:
            self._finish(now)
        if not self.enabled:
            self.failed = False

    def follow(self, other: Self, now: datetime) -> None:
        """Copy days, time and `keep_days` from another, but not whether it is on."""
        if (self.at, self.days, self.keep_days) == (other.at, other.days, other.keep_days):
            return
        waiting = self.is_waiting(now)
        self.at, self.days, self.keep_days = other.at, other.days, other.keep_days
        if not waiting:
            self._finish(now)

    def if_enabled(self, now: datetime) -> Self:
        """Return a copy that is turned on now."""
        if self.enabled:
            return self
        enabled = replace(self)
        enabled.change(now, enabled=True)
        return enabled

    def begin_again(self, now: datetime) -> None:
        """Know nothing of what it did: from now on, it purges another list."""
        self.since, self.verified = now.astimezone(UTC) if self.enabled else None, None

    @property
    def is_first(self) -> bool:
        """Return whether no run was verified since it was turned on."""
        return self.enabled and self.since is not None and (self.verified is None or self.verified < self.since)

    def restore(self, other: Self) -> None:
        """Copy everything from another."""
        for part in fields(self):
            setattr(self, part.name, getattr(other, part.name))

    def is_waiting(self, now: datetime) -> bool:
        """Return whether a night's time has come and it is not done."""
        night = self._night(now)
        return self.enabled and night is not None and (self.done is None or self.done < night)

    def forget_future(self, now: datetime) -> None:
        """Forget nights in the future, so that a clock that was ahead does not keep it from running."""
        if self.done is not None and self.done > now.date():
            self._finish(now)

    def is_due(self, now: datetime) -> bool:
        """Return whether to run now."""
        if not self.is_waiting(now):
            return False
        return self.retry_at is None or not now < self.retry_at <= now + max(RETRY_AFTER)

    def next_run(self, now: datetime) -> datetime | None:
        """Return when it runs next; None if it is off."""
        if not self.enabled:
            return None
        done = self.done or now.date() - _DAY
        if self.is_waiting(now) and self.retry_at is not None and not self.is_due(now):
            return self.retry_at
        if self.is_waiting(now) and (night := self._night(now)):
            return self._moment(night, now)
        return next(
            moment
            for day in (max(done, now.date() - _DAY) + ahead * _DAY for ahead in range(1, 2 * _WEEK))
            if self.days.has(day)
            for moment in (self._moment(day, now),)
            if moment > now
        )

    def is_overdue(self, now: datetime) -> bool:
        """Return whether no run was verified for twice its interval."""
        last = max((moment for moment in (self.verified, self.since) if moment is not None), default=None)
        return self.enabled and last is not None and now - last > 2 * self.interval

    @property
    def interval(self) -> timedelta:
        """The longest time between two nights."""
        monday = date(2024, 1, 1)
        nights = [ahead for ahead in range(2 * _WEEK) if self.days.has(monday + ahead * _DAY)]
        return max(later - earlier for earlier, later in pairwise(nights)) * _DAY

    def scope(self) -> Scope:
        """Return what it deletes."""
        if self.keep_nothing:
            return Scope()
        return Scope(older_than=self.keep_days * _DAY // timedelta(milliseconds=1))

    def on_receipt(self, receipt: Receipt, now: datetime) -> None:
        """Record how a run ended; a failed one is retried a few times."""
        self.receipt_id = receipt.receipt_id
        if receipt.status in {Status.VERIFIED, Status.NOTHING_TO_DELETE}:
            self.failed, self.verified = False, now.astimezone(UTC)
            self._finish(now)
        elif receipt.cancelled:
            self._finish(now)
        elif self.is_waiting(now):
            self.tries += 1
            if receipt.error in HOPELESS or self.tries > len(RETRY_AFTER):
                self.failed = True
                self._finish(now)
            else:
                self.retry_at = now.astimezone(UTC) + RETRY_AFTER[self.tries - 1]

    def as_dict(self) -> dict[str, Any]:
        """Return the form that is stored."""
        content = asdict(self)
        del content["keep_nothing"]
        return with_checksum(content)

    @classmethod
    def from_dict(cls, stored: Any) -> Self:
        """Return what `as_dict` gave; ValueError, TypeError or KeyError if it is corrupt."""
        stored = without_checksum(stored)
        return cls(
            enabled=stored["enabled"] is True,
            at=time.fromisoformat(stored["at"]),
            days=Days(stored["days"]),
            keep_days=_days_of(stored["keep_days"]),
            since=read_moment(stored["since"]),
            done=date.fromisoformat(stored["done"]) if stored["done"] else None,
            receipt_id=stored["receipt_id"],
            tries=int(stored["tries"]),
            retry_at=read_moment(stored["retry_at"]),
            failed=bool(stored["failed"]),
            verified=read_moment(stored["verified"]),
            lost=bool(stored["lost"]),
        )

    def _finish(self, now: datetime) -> None:
        """Mark the latest night as done."""
        self.done, self.tries, self.retry_at = self._night(now), 0, None

    def _night(self, now: datetime) -> date | None:
        """Return the latest night whose time has come."""
        days = (now.date() - back * _DAY for back in range(_WEEK + 1))
        return next((day for day in days if self.days.has(day) and self._moment(day, now) <= now), None)

    def _moment(self, day: date, now: datetime) -> datetime:
        """Return when a night's purge begins: at the first of two such times, or later if clocks skip it."""
        return datetime.combine(day, self.at, now.tzinfo).astimezone(UTC)


def _days_of(stored: Any) -> int:
    """Return a valid number of days to keep; raises ValueError for anything else."""
    if type(stored) is not int or not LEAST_DAYS <= stored <= MOST_DAYS:
        raise ValueError("no such number of days")
    return stored
