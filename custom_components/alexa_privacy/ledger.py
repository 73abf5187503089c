"""Counts per local day, device and kind: no transcript, no key, no person."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Final, Self
from zoneinfo import ZoneInfo

from .amazon.recordings import Kind, Recording

VERSION: Final = 1
UNKNOWN_ECHO: Final = ""

_KINDS: Final = tuple(Kind)
_DAY: Final = timedelta(days=1)


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
    """

    def __init__(self, zone: ZoneInfo) -> None:
        """Begin with nothing counted; days are those of `zone`."""
        self.zone = zone
        self.days: dict[date, dict[str, Tally]] = {}
        self.names: dict[str, str | None] = {}
        self._named_at: dict[str, int] = {}
        self.counted_since: date | None = None
        self.counted_until: date | None = None
        self.complete = False

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
        for day in [day for day in self.days if first <= day <= last]:
            del self.days[day]
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
        """Replace the counts of the days up to today, from a complete listing of them."""
        self.count_days(since, today, recordings)
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
        for day in [day for day in self.days if self.counted_since is None or day < self.counted_since]:
            del self.days[day]

    def forget_all(self) -> None:
        """Know that nothing is held at all."""
        self.days.clear()
        self.complete = True

    def total(self, *, kind: Kind | None = None, echo: str | None = None, since: date | None = None) -> int:
        """Count what is known, of a kind, a device, or from a day on."""
        return sum(
            tally.kinds.total() if kind is None else tally.kinds[kind] for _, _, tally in self._tallies(echo, since)
        )

    def newest(self, echo: str | None = None) -> int | None:
        """Return the time of the newest recording known."""
        return max((tally.last for _, _, tally in self._tallies(echo)), default=None)

    def oldest(self) -> int | None:
        """Return the time of the oldest recording known."""
        return min((tally.first for _, _, tally in self._tallies()), default=None)

    def by_day(self) -> list[tuple[date, int, int]]:
        """Return all and unintended recordings of every day that has any and is counted to its end, oldest first."""
        since = date.min if self.complete or self.counted_since is None else self.counted_since
        return [
            (
                day,
                sum(tally.kinds.total() for tally in tallies.values()),
                sum(tally.kinds[Kind.UNINTENDED] for tally in tallies.values()),
            )
            for day, tallies in sorted(self.days.items())
            if day >= since
        ]

    def days_of(self, echo: str) -> list[date]:
        """Return the days on which a device is known to have recorded, newest first."""
        return sorted((day for day, tallies in self.days.items() if echo in tallies), reverse=True)

    def echoes(self) -> dict[str, str | None]:
        """Return serial and name of every device that has recordings."""
        held = {echo for _, echo, _ in self._tallies()} - {UNKNOWN_ECHO}
        return {echo: self.names.get(echo) for echo in sorted(held)}

    def as_dict(self) -> dict[str, Any]:
        """Return the form that is stored: a row a day and device, times relative to the day."""
        echoes = list(self.names)
        position = {echo: index for index, echo in enumerate(echoes)}
        return {
            "version": VERSION,
            "zone": self.zone.key,
            "echoes": [[echo, self.names[echo]] for echo in echoes],
            "since": self.counted_since.isoformat() if self.counted_since else None,
            "until": self.counted_until.isoformat() if self.counted_until else None,
            "complete": self.complete,
            "days": {
                day.isoformat(): [
                    [position[echo], tally.first - start, tally.last - start, *(tally.kinds[kind] for kind in _KINDS)]
                    for echo, tally in tallies.items()
                ]
                for day, tallies in self.days.items()
                for start in (self.start_of(day),)
            },
        }

    @classmethod
    def from_dict(cls, stored: Any, zone: ZoneInfo) -> Self:
        """Return what `as_dict` gave; ValueError where it is another version, zone or shape."""
        if not isinstance(stored, dict):
            raise ValueError("damaged")  # noqa: TRY004 - all that is wrong with a file is one error
        if stored.get("version") != VERSION or stored.get("zone") != zone.key:
            raise ValueError("counted by another version or in another time zone")
        ledger = cls(zone)
        try:
            ledger.names = dict(stored["echoes"])
            echoes = list(ledger.names)
            ledger.counted_since = date.fromisoformat(stored["since"]) if stored["since"] else None
            ledger.counted_until = date.fromisoformat(stored["until"]) if stored["until"] else None
            ledger.complete = bool(stored["complete"])
            for key, rows in stored["days"].items():
                day = date.fromisoformat(key)
                start = ledger.start_of(day)
                ledger.days[day] = {
                    echoes[row[0]]: Tally(
                        start + row[1], start + row[2], Counter(dict(zip(_KINDS, row[3:], strict=True)))
                    )
                    for row in rows
                }
        except (KeyError, TypeError, ValueError, IndexError, AttributeError) as err:
            raise ValueError("damaged") from err
        ledger._named_at = {echo: ledger.newest(echo) or 0 for echo in ledger.names}
        return ledger

    def _add(self, recordings: Iterable[Recording]) -> None:
        """Count recordings under their day and device; the newest name of a device stays."""
        for recording in recordings:
            echo = echo_id(recording)
            name = recording.echo.name if recording.echo else None
            if name and recording.time >= self._named_at.get(echo, recording.time):
                self.names[echo], self._named_at[echo] = name, recording.time
            self.names.setdefault(echo, None)
            tallies = self.days.setdefault(self.day_of(recording.time), {})
            tallies.setdefault(echo, Tally(recording.time, recording.time)).add(recording)

    def _tallies(self, echo: str | None = None, since: date | None = None) -> Iterator[tuple[date, str, Tally]]:
        """Go through what is counted."""
        for day, tallies in self.days.items():
            if since is not None and day < since:
                continue
            for name, tally in tallies.items():
                if echo is None or name == echo:
                    yield day, name, tally
