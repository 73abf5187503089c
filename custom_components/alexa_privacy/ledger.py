"""Counts per local day, device and kind: no transcript, no key, no person."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Final, Self
from zoneinfo import ZoneInfo

from .amazon.recordings import Kind, Recording
from .made import Made, MadeDays

VERSION: Final = 2
UNKNOWN_ECHO: Final = ""

_KINDS: Final = tuple(Kind)
_DAY: Final = timedelta(days=1)

type Row = list[int]


class OtherZoneError(ValueError):
    """The stored days are those of another time zone."""


@dataclass(slots=True)
class Tally:
    """What one device recorded on one day; times are epoch milliseconds."""

    first: int
    last: int
    kinds: Counter[Kind] = field(default_factory=Counter)

    def add(self, recording: Recording) -> None:
        """Count one recording."""
        self.first = min(self.first, recording.time)
        self.last = max(self.last, recording.time)
        self.kinds[recording.kind] += 1


def echo_id(recording: Recording) -> str:
    """Return what a recording's device is counted under."""
    return recording.echo.serial if recording.echo else UNKNOWN_ECHO


class Ledger:
    """One account's counts, and which days they are complete for.

    Every day from `counted_since` to `counted_until` is counted; `complete` says that nothing lies before.
    Sums are kept, so that a figure costs little however many days there are.
    """

    def __init__(self, zone: ZoneInfo) -> None:
        """Begin with nothing counted; days are those of `zone`."""
        self.zone = zone
        self.made = MadeDays()
        self.names: dict[str, str | None] = {}
        self.counted_since: date | None = None
        self.counted_until: date | None = None
        self.complete = False
        self.counted_at: int | None = None
        """When today was last listed (epoch ms)."""
        self.audited_at: int | None = None
        """When the last listing of all older days was finished (epoch ms)."""
        self._days: dict[date, dict[str, Tally]] = {}
        self._rows: dict[date, list[Row]] = {}
        self._held: dict[date, Made] = {}
        self._sums: defaultdict[str, Counter[Kind]] = defaultdict(Counter)
        self._days_of: defaultdict[str, set[date]] = defaultdict(set)
        self._named_at: dict[str, int] = {}

    def day_of(self, moment: int) -> date:
        """Return the local day of a moment (epoch ms)."""
        return datetime.fromtimestamp(moment / 1000, self.zone).date()

    def start_of(self, day: date) -> int:
        """Return when a local day begins (epoch ms)."""
        return int(datetime.combine(day, time.min, self.zone).timestamp() * 1000)

    def end_of(self, day: date) -> int:
        """Return when the next local day begins (epoch ms)."""
        return self.start_of(day + _DAY)

    def count_days(self, first: date, last: date, recordings: Iterable[Recording]) -> None:
        """Replace the counts of whole days by a complete listing's; recordings of other days are passed over."""
        for day in [day for day in self._days if first <= day <= last]:
            self._drop(day)
        self._add(recording for recording in recordings if first <= self.day_of(recording.time) <= last)

    def count_window(self, start: int, end: int, now: int, recordings: Iterable[Recording]) -> None:
        """Replace the counts of the days that lie whole in a completely listed window (epoch ms, `end` excluded)."""
        first = self.day_of(start) if start == self.start_of(self.day_of(start)) else self.day_of(start) + _DAY
        if start == 0:
            first = date.min
        last = self.day_of(now) if end >= now else self.day_of(end) - _DAY
        if first <= last:
            self.count_days(first, last, recordings)
            if start == 0 and self.counted_since is not None and last + _DAY >= self.counted_since:
                self.complete = True

    def count_poll(self, since: date, today: date, recordings: Iterable[Recording]) -> None:
        """Replace the counts of the days from `since` on, from a complete listing up to now."""
        self.count_days(since, date.max, recordings)
        self.counted_until = today
        if self.counted_since is None:
            self.counted_since = since

    def count_back(self, page: Iterable[Recording]) -> None:
        """Add a page of the walk; days before the oldest one seen are not begun, that day itself may go on."""
        page = list(page)
        self._add(page)
        oldest = min(self.day_of(recording.time) for recording in page)
        if self.counted_since is None or oldest + _DAY < self.counted_since:
            self.counted_since = oldest + _DAY

    def forget_unfinished(self) -> None:
        """Drop the days that the walk has not counted to their end."""
        for day in [day for day in self._days if self.counted_since is None or day < self.counted_since]:
            self._drop(day)

    def forget_all(self) -> None:
        """Know that nothing is held at all."""
        for day in list(self._days):
            self._drop(day)
        self.complete = True

    def total(self, *, kind: Kind | None = None, echo: str | None = None) -> int:
        """Count what is known, all of it or of a kind or a device."""
        sums = self._sums.values() if echo is None else [self._sums.get(echo, Counter[Kind]())]
        return sum(kinds.total() if kind is None else kinds[kind] for kinds in sums)

    def total_on(self, day: date) -> int:
        """Count what is known of one day."""
        return self._held.get(day, Made()).recordings

    def total_since(self, day: date) -> int | None:
        """Count from a recent day on; None where not all of these days are counted."""
        if self.counted_since is None or (day < self.counted_since and not self.complete):
            return None
        return sum(held.recordings for on, held in self._held.items() if on >= day)

    def newest(self, echo: str | None = None) -> int | None:
        """Return the time of the newest recording known."""
        days = self._days if echo is None else self._days_of.get(echo)
        if not days:
            return None
        tallies = self._days[max(days)]
        return max(tally.last for name, tally in tallies.items() if echo in {None, name})

    def oldest(self) -> int | None:
        """Return the time of the oldest recording known."""
        return min(tally.first for tally in self._days[min(self._days)].values()) if self._days else None

    def by_day(self) -> list[tuple[date, int, int]]:
        """Return all and unintended recordings of every day that has any and is counted to its end, oldest first."""
        since = date.min if self.complete or self.counted_since is None else self.counted_since
        return [(day, *held) for day, held in sorted(self._held.items()) if day >= since]

    def days_of(self, echo: str) -> list[date]:
        """Return the days on which a device is known to have recorded, newest first."""
        return sorted(self._days_of.get(echo, ()), reverse=True)

    def echoes(self) -> dict[str, str | None]:
        """Return serial and name of every device that has recordings."""
        return {echo: self.names.get(echo) for echo in sorted(self._days_of) if echo != UNKNOWN_ECHO}

    def as_dict(self) -> dict[str, Any]:
        """Return the form that is stored: a row a day and device, times relative to the day."""
        position = {echo: index for index, echo in enumerate(self.names)}
        for day in self._days.keys() - self._rows.keys():
            self._rows[day] = self._as_rows(day, position)
        return {
            "version": VERSION,
            "zone": self.zone.key,
            "echoes": [[echo, name] for echo, name in self.names.items()],
            "since": self.counted_since.isoformat() if self.counted_since else None,
            "until": self.counted_until.isoformat() if self.counted_until else None,
            "complete": self.complete,
            "counted_at": self.counted_at,
            "audited_at": self.audited_at,
            "days": {day.isoformat(): rows for day, rows in self._rows.items()},
            "made": self.made.as_dict(self._held),
        }

    @classmethod
    def from_dict(cls, stored: Any, zone: ZoneInfo) -> Self:
        """Return what `as_dict` gave; ValueError where it is of another version, zone or shape."""
        if not isinstance(stored, dict):
            raise ValueError("damaged")  # noqa: TRY004 - all that is wrong with a file is one error
        if stored.get("version") != VERSION:
            raise ValueError("counted by another version")
        if stored.get("zone") != zone.key:
            raise OtherZoneError("counted in another time zone")
        ledger = cls(zone)
        try:
            ledger._read(stored)
        except (KeyError, TypeError, ValueError, IndexError, AttributeError) as err:
            raise ValueError("damaged") from err
        return ledger

    def _read(self, stored: dict[str, Any]) -> None:
        """Take in a stored ledger; raises whatever a wrong shape raises."""
        self.names = dict(stored["echoes"])
        self.counted_since = date.fromisoformat(stored["since"]) if stored["since"] else None
        self.counted_until = date.fromisoformat(stored["until"]) if stored["until"] else None
        self.complete = bool(stored["complete"])
        self.counted_at, self.audited_at = stored["counted_at"], stored["audited_at"]
        echoes = list(self.names)
        for key, rows in stored["days"].items():
            day = date.fromisoformat(key)
            start = self.start_of(day)
            for position, first, last, *counts in rows:
                kinds = Counter({kind: count for kind, count in zip(_KINDS, counts, strict=False) if count})
                self._take(day, echoes[position], Tally(start + first, start + last, kinds))
            self._rows[day] = rows
        self._named_at = {echo: self.newest(echo) or 0 for echo in self.names}
        self.made = MadeDays.from_dict(stored.get("made"), self._held)

    def _as_rows(self, day: date, position: dict[str, int]) -> list[Row]:
        """Return what is stored of a day; kinds at the end that did not occur are left out."""
        start = self.start_of(day)
        rows = []
        for echo, tally in self._days[day].items():
            counts = [tally.kinds[kind] for kind in _KINDS]
            while not counts[-1]:
                counts.pop()
            rows.append([position[echo], tally.first - start, tally.last - start, *counts])
        return rows

    def _take(self, day: date, echo: str, tally: Tally) -> None:
        """Know a whole tally."""
        self._days.setdefault(day, {})[echo] = tally
        self._held[day] = self._held.get(day, Made()).plus(tally.kinds)
        self._sums[echo] += tally.kinds
        self._days_of[echo].add(day)

    def _drop(self, day: date) -> None:
        """Forget what was counted of a day."""
        self._rows.pop(day, None)
        self._held.pop(day, None)
        for echo, tally in self._days.pop(day).items():
            self._sums[echo] -= tally.kinds
            self._days_of[echo].discard(day)
            if not self._days_of[echo]:
                del self._days_of[echo], self._sums[echo]

    def _add(self, recordings: Iterable[Recording]) -> None:
        """Count recordings under their day and device; the newest name of a device stays."""
        seen: defaultdict[date, Counter[Kind]] = defaultdict(Counter)
        fresh: defaultdict[date, Counter[Kind]] = defaultdict(Counter)
        newest = self.made.newest
        for recording in recordings:
            echo, day = echo_id(recording), self.day_of(recording.time)
            self._name(echo, recording)
            self._days.setdefault(day, {}).setdefault(echo, Tally(recording.time, recording.time)).add(recording)
            self._sums[echo][recording.kind] += 1
            self._days_of[echo].add(day)
            seen[day][recording.kind] += 1
            if self.made.is_fresh(recording.time):
                fresh[day][recording.kind] += 1
            newest = recording.time if newest is None else max(newest, recording.time)
        self.made.newest = newest
        for day, kinds in seen.items():
            self._rows.pop(day, None)
            self._held[day] = self._held.get(day, Made()).plus(kinds)
            self.made.see(day, self._held[day], Made().plus(fresh[day]))

    def _name(self, echo: str, recording: Recording) -> None:
        """Learn what a device is called."""
        name = recording.echo.name if recording.echo else None
        if name and recording.time >= self._named_at.get(echo, recording.time):
            self.names[echo], self._named_at[echo] = name, recording.time
        self.names.setdefault(echo, None)
