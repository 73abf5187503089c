"""Counts by day, packed by month: years are a few short texts until one of their days is read."""

from collections import Counter, OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from itertools import compress
from typing import Final, NamedTuple, Self

from ..amazon.recordings import Kind, Recording

_MOST_OPEN: Final = 4
KINDS: Final = tuple(Kind)
_DAY_MS: Final = 24 * 60 * 60 * 1000
_EPOCH: Final = date(1970, 1, 1).toordinal()


class Figures(NamedTuple):
    """The number of recordings, and of unintended ones."""

    recordings: int = 0
    unintended: int = 0

    def plus(self, kinds: Mapping[Kind, int]) -> Self:
        """Return the figures with some more recordings."""
        return type(self)(self.recordings + sum(kinds.values()), self.unintended + kinds.get(Kind.UNINTENDED, 0))


NONE: Final = Figures()


@dataclass(slots=True)
class Tally:
    """One device's recordings on one day; times are epoch milliseconds."""

    first: int
    last: int
    kinds: Counter[Kind] = field(default_factory=Counter)

    def add(self, recording: Recording) -> None:
        """Count one recording."""
        self.first = min(self.first, recording.time)
        self.last = max(self.last, recording.time)
        self.kinds[recording.kind] += 1


@dataclass(slots=True)
class Day:
    """The recordings of a day that Amazon still lists, by device, and how many were made, deleted or not."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    made: Figures = NONE

    @property
    def held(self) -> Figures:
        """Number of recordings that Amazon still lists."""
        figures = Figures()
        for tally in self.tallies.values():
            figures = figures.plus(tally.kinds)
        return figures

    def times(self, echo: str | None = None) -> Iterator[int]:
        """Yield the known times (epoch ms) of all devices, or of one: those of the first and last recording."""
        for name, tally in self.tallies.items():
            if echo in {None, name}:
                yield from (tally.first, tally.last)


@dataclass(frozen=True, slots=True)
class CountBefore:
    """The recordings before a time; unless `is_exact`, `count` may include later ones of the same day."""

    count: int
    oldest: int | None
    newest: int | None
    is_exact: bool


class Months:
    """Days by their date."""

    def __init__(self, packed: Mapping[str, str] | None = None, echoes: list[str] | None = None) -> None:
        """Initialize from the result of `pack`, and the devices that it names by their index."""
        self._packed = dict(packed or {})
        self._open: OrderedDict[str, dict[date, Day]] = OrderedDict()
        self.echoes = echoes if echoes is not None else []

    def get(self, day: date) -> Day | None:
        """Return a day; do not change it."""
        key = _key(day)
        return self._month(key).get(day) if key in self._packed or key in self._open else None

    def change(self, day: date) -> Day:
        """Return a day that may be changed."""
        month = self._month(_key(day))
        self._packed.pop(_key(day), None)
        return month.setdefault(day, Day())

    def days(self, first: date = date.min, last: date = date.max) -> list[date]:
        """Yield the known days of a span, oldest first."""
        keys = self._keys(first, last)
        return [day for key in keys for day in sorted(self._month(key)) if first <= day <= last]

    def backwards(self, last: date) -> Iterator[tuple[date, Day]]:
        """Yield the known days up to one, newest first."""
        for key in reversed(self._keys(last=last)):
            month = self._month(key)
            yield from ((day, month[day]) for day in sorted(month, reverse=True) if day <= last)

    def forwards(self, first: date) -> Iterator[Day]:
        """Yield the known days since one, oldest first."""
        for key in self._keys(first):
            month = self._month(key)
            yield from (month[day] for day in sorted(month) if day >= first)

    def pack(self) -> dict[str, str]:
        """Return all months as texts, oldest first; only changed ones are packed again."""
        for key in self._open.keys() - self._packed.keys():
            self._pack(key)
        return {key: text for key, text in sorted(self._packed.items()) if text}

    def _pack(self, key: str) -> None:
        place = {echo: index for index, echo in enumerate(self.echoes)}
        days = sorted(self._open[key].items())
        self._packed[key] = " ".join(_pack(day, known, place) for day, known in days if known != Day())

    def _keys(self, first: date = date.min, last: date = date.max) -> list[str]:
        begin, end = _key(first), _key(last)
        return sorted(key for key in self._packed.keys() | self._open.keys() if begin <= key <= end)

    def _month(self, key: str) -> dict[date, Day]:
        """Return an unpacked month; only a few stay unpacked."""
        if key not in self._open:
            days = _read({key: self._packed.get(key, "")}, date.min)
            self._open[key] = {day: _unpack(day, made, rows, self.echoes) for day, made, rows in days}
            if len(self._open) > _MOST_OPEN:
                eldest = next(iter(self._open))
                if eldest not in self._packed:
                    self._pack(eldest)
                del self._open[eldest]
        self._open.move_to_end(key)
        return self._open[key]


def held_in(packed: Mapping[str, str], since: date, place: int | None = None) -> list[tuple[date, int, int]]:
    """Return all and unintended listed recordings of every day that has any, oldest first, of all devices or one."""
    found = []
    for day, _, rows in _read(packed, since):
        counts = [row[3:] for row in rows if place is None or row[0] == place]
        if counts:
            found.append((day, sum(map(sum, counts)), sum(kinds[1] for kinds in counts if len(kinds) > 1)))
    return found


def count_held(
    packed: Mapping[str, str],
    first: date,
    last: date,
    places: AbstractSet[int] | None,
    kinds: AbstractSet[Kind] | None,
) -> int:
    """Return the number of listed recordings from `first` to `last`, of all devices and kinds or some."""
    wanted = [kinds is None or kind in kinds for kind in KINDS]
    rows = (row for _, _, of_day in _read(packed, first, last) for row in of_day)
    return sum(sum(compress(row[3:], wanted)) for row in rows if places is None or row[0] in places)


def made_in(packed: Mapping[str, str], since: date) -> list[tuple[date, Figures]]:
    """Return how many were made on each day since one, oldest first."""
    return [(day, made) for day, made, _ in _read(packed, since) if made.recordings]


def _read(
    packed: Mapping[str, str], first: date, last: date = date.max
) -> Iterator[tuple[date, Figures, Iterator[list[int]]]]:
    """Yield the days of a span: the day, how many were made, and a row for each device."""
    for key, text in packed.items():
        for number, made, *tallies in (day.split(":") for day in text.split() if _key(first) <= key <= _key(last)):
            if first <= (day := _date(key, number)) <= last:
                yield day, Figures(*map(int, made.split(","))), ([*map(int, row.split(","))] for row in tallies)


def _pack(day: date, known: Day, place: Mapping[str, int]) -> str:
    """Pack a day: its number, how many were made, and each device's index, first and last time and counts by kind."""
    start = (day.toordinal() - _EPOCH) * _DAY_MS
    parts = [f"{day.day:02}", f"{known.made.recordings},{known.made.unintended}"]
    for echo, tally in known.tallies.items():
        counts = [tally.kinds[kind] for kind in KINDS]
        while not counts[-1]:
            counts.pop()
        parts.append(",".join(map(str, [place[echo], tally.first - start, tally.last - start, *counts])))
    return ":".join(parts)


def _unpack(day: date, made: Figures, rows: Iterable[list[int]], echoes: list[str]) -> Day:
    start = (day.toordinal() - _EPOCH) * _DAY_MS
    known = Day(made=made)
    for place, first, last, *counts in rows:
        kinds = Counter({kind: count for kind, count in zip(KINDS, counts, strict=False) if count})
        known.tallies[echoes[place]] = Tally(start + first, start + last, kinds)
    return known


def _key(day: date) -> str:
    return f"{day.year:04}-{day.month:02}"


def _date(key: str, number: str) -> date:
    return date(int(key[:4]), int(key[5:]), int(number))
