"""Counts per local day, device and kind, without transcripts, keys or persons."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any, Final, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ..amazon.recordings import Kind, Recording
from ..store.checksum import with_checksum, without_checksum
from .months import KINDS, CountBefore, Figures, Months, Tally, count_held, held_in, made_in

VERSION: Final = 3
_DAY: Final = timedelta(days=1)
# No moment (epoch ms) is later.
_EVER: Final = 2**62


@dataclass(slots=True)
class _Lost:
    """Dropped days and devices whose oldest and newest recordings have to be found again."""

    newest_of: set[str] = field(default_factory=set)
    oldest_on: date | None = None


class Ledger:
    """One account's counts, and which days they are complete for.

    Every day from `counted_since` to `counted_until` is counted; `complete` says that there is nothing before.
    Sums are kept, so that a figure costs little however many days there are.
    """

    def __init__(self, zone: ZoneInfo) -> None:
        """Initialize without counts; days are those of `zone`."""
        self.zone = zone
        self.site = ""
        """The Amazon site that is listed now."""
        self.sites: set[str] = set()
        """The sites where recordings were ever listed, or whose empty history the owner has confirmed."""
        self.names: dict[str, str | None] = {}
        self.counted_since: date | None = None
        self.counted_until: date | None = None
        self.complete = False
        self.counted_at: int | None = None
        """When today was last listed (epoch ms)."""
        self.rescanned_at: int | None = None
        """When the last listing of all older days was finished (epoch ms)."""
        self.newest_ever: int | None = None
        """Time of the newest recording ever seen (epoch ms)."""
        self.made_changed: date | None = None
        """The first day on which more were made than was known when this was last set to None."""
        self.made = Figures()
        """How many were ever made, of all days."""
        self.on_listed: Callable[[int, int, Collection[Recording]], None] = lambda *_: None
        """Call with each complete listing of a window (epoch ms, `end` excluded) that is counted."""
        self._months = Months()
        self._sums: defaultdict[str, Counter[Kind]] = defaultdict(Counter)
        self._last: dict[str, int] = {}
        self._seen: dict[str, int] = {}
        self._first: int | None = None
        self._named_at: dict[str, int] = {}

    @property
    def doubts_empty(self) -> bool:
        """Return whether an empty history may be due to a wrong site: an account looks empty there, too."""
        return not self._last and self.site not in self.sites

    def move_to(self, zone: ZoneInfo) -> None:
        """Start counting again in another time zone; keep how many were made."""
        self.forget_all()
        self.zone = zone
        self.counted_since = self.counted_until = self.counted_at = self.rescanned_at = None
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
        """Replace the counts of whole days from a complete listing; ignore recordings of other days."""
        dropped = self._drop(self._months.days(first, last))
        self._add((each for each in recordings if first <= self.day_of(each.time) <= last), dropped)

    def count_window(self, start: int, end: int, now: int, recordings: Collection[Recording]) -> None:
        """Replace the counts of the whole days in a window (epoch ms, `end` excluded), listed at `now`."""
        self.on_listed(start, min(end, now), recordings)
        first, last = self.whole_days(start, end, now)
        if first <= last:
            self.count_days(first, last, recordings)
            if start == 0 and self.counted_since is not None and last + _DAY >= self.counted_since:
                self.complete = True

    def whole_days(self, start: int, end: int, now: int) -> tuple[date, date]:
        """Return the first and last whole day in a window (epoch ms, `end` excluded)."""
        first = self.day_of(start) if start == self.start_of(self.day_of(start)) else self.day_of(start) + _DAY
        return date.min if start == 0 else first, self.day_of(end) if end >= now else self.day_of(end) - _DAY

    def count_poll(self, since: date, today: date, recordings: Iterable[Recording]) -> None:
        """Replace the counts of the days from `since` on, from a complete listing up to now."""
        self.count_days(since, date.max, recordings)
        self.counted_until = today
        if self.counted_since is None:
            self.counted_since = since

    def count_back(self, page: Iterable[Recording]) -> None:
        """Add a page of the backfill; the oldest day seen may continue on the next page."""
        page = list(page)
        self._add(page)
        oldest = min(self.day_of(recording.time) for recording in page)
        if self.counted_since is None or oldest + _DAY < self.counted_since:
            self.counted_since = oldest + _DAY

    def forget_unfinished(self) -> None:
        """Drop days that the backfill has not finished."""
        last = self.counted_since - _DAY if self.counted_since else date.max
        self._add((), self._drop(self._months.days(last=last)))

    def forget_all(self) -> None:
        """Record that Amazon lists nothing at all."""
        self.on_listed(0, _EVER, ())
        self._add((), self._drop(self._months.days()))
        self.complete = True

    def total(self, *, kind: Kind | None = None, echo: str | None = None) -> int:
        """Return the number of recordings: all, or those of a kind or a device."""
        sums = self._sums.values() if echo is None else [self._sums.get(echo, Counter[Kind]())]
        return sum(kinds.total() if kind is None else kinds[kind] for kinds in sums)

    def total_on(self, day: date) -> int:
        """Return the number of recordings of one day."""
        known = self._months.get(day)
        return known.held.recordings if known else 0

    def totals(self, first: date, last: date) -> dict[date, int]:
        """Return the number of recordings of each completely counted day."""
        since = date.min if self.complete or self.counted_since is None else self.counted_since
        return {day: self.total_on(day) for day in self._months.days(max(first, since), last)}

    def total_since(self, day: date) -> int | None:
        """Return the number of recordings since a recent day; None unless all of these days are counted."""
        if self.counted_since is None or (day < self.counted_since and not self.complete):
            return None
        return sum(self.total_on(each) for each in self._months.days(day))

    def before(self, moment: int) -> CountBefore:
        """Return the counts of the recordings made before a time (epoch ms)."""
        day = self.day_of(moment)
        count = self.total() - sum(self.total_on(each) for each in self._months.days(day))
        last = next((known for _, known in self._months.backwards(day - _DAY) if known.tallies), None)
        newest, is_exact = max(last.times()) if last else None, True
        known = self._months.get(day)
        for tally in known.tallies.values() if known else ():
            if tally.first < moment:
                # Where they lie on both sides, the last of them at least is younger.
                younger = tally.last >= moment
                count += tally.kinds.total() - younger
                is_exact &= not younger or tally.kinds.total() - younger == 1
                newest = max(newest or 0, tally.first if younger else tally.last)
        return CountBefore(count, self._first if count else None, newest, is_exact)

    def newest(self, echo: str | None = None) -> int | None:
        """Return the time of the newest recording known."""
        return max(self._last.values(), default=None) if echo is None else self._last.get(echo)

    def misses_any(self, start: int, end: int, listed: Iterable[Recording], gone: Collection[int] = ()) -> bool:
        """Return whether the listing of a window (epoch ms, `end` excluded) lacks any known recording.

        Those made at the times in `gone` may be missing.
        """
        shown: defaultdict[tuple[date, str], set[int]] = defaultdict(set)
        number, missing = Counter[date](), set(gone)
        for recording in listed:
            day = self.day_of(recording.time)
            shown[day, recording.serial].add(recording.time)
            number[day] += recording.time not in missing
        number.update(map(self.day_of, gone))
        for day in self._months.days(self.day_of(start) if start else date.min, self.day_of(end)):
            known = self._months.get(day)
            tallies = known.tallies if known else {}
            times = {(echo, time) for echo, tally in tallies.items() for time in (tally.first, tally.last)}
            inside = {(echo, time) for echo, time in times if (start <= time or not start) and time < end}
            if any(time not in shown[day, echo] and time not in missing for echo, time in inside):
                return True
            if known and inside == times and number[day] < known.held.recordings:
                return True
        return False

    def next_time(self, moment: int, echo: str | None = None) -> int | None:
        """Return the earliest time known that is not before a moment (epoch ms), of all recordings or of a device's."""
        days = self._months.forwards(self.day_of(moment))
        return next((min(times) for day in days if (times := [at for at in day.times(echo) if at >= moment])), None)

    def previous_time(self, moment: int, echo: str | None = None) -> int | None:
        """Return the latest time known that is before a moment (epoch ms), of all recordings or of a device's."""
        days = (day for _, day in self._months.backwards(self.day_of(moment)))
        return next((max(times) for day in days if (times := [at for at in day.times(echo) if at < moment])), None)

    def oldest(self) -> int | None:
        """Return the time of the oldest recording known."""
        return self._first

    def by_day(self, echo: str | None = None, first: date = date.min) -> Callable[[], list[tuple[date, int, int]]]:
        """Return a function that reads all and unintended recordings of every completely counted day that has any.

        It may be called in a thread, because years of days take some milliseconds.
        """
        since = first if self.complete or self.counted_since is None else max(first, self.counted_since)
        place = self._months.echoes.index(echo) if echo in self._months.echoes else None if echo is None else -1
        return partial(held_in, self._months.pack(), since, place)

    def counter(
        self, first: date, last: date, echoes: AbstractSet[str] | None, kinds: AbstractSet[Kind] | None
    ) -> Callable[[], int] | None:
        """Return a thread-safe function that counts recordings of some days; None if some are not counted."""
        since, until = self.counted_since, self.counted_until
        if self.doubts_empty or until is None or last > until or not (self.complete or (since and first >= since)):
            return None
        places = None if echoes is None else {self._months.echoes.index(echo) for echo in echoes & self.names.keys()}
        return partial(count_held, self._months.pack(), first, last, places, kinds)

    def made_since(self, day: date) -> Callable[[], list[tuple[date, Figures]]]:
        """Return a thread-safe function that reads how many were made on each day since one, oldest first."""
        return partial(made_in, self._months.pack(), day)

    def echoes(self) -> dict[str, str | None]:
        """Return serial and name of every device that has recordings, or had some when it was seen."""
        return {echo: self.names.get(echo) for echo in sorted(self._last.keys() | self._seen) if echo}

    def see_echoes(self, now: int) -> None:
        """Record that the devices with recordings are seen `now` (epoch ms), and that none was seen later."""
        self._seen = {echo: min(seen, now) for echo, seen in self._seen.items()} | dict.fromkeys(self._last, now)

    def see_echo(self, echo: str, name: str | None, now: int) -> None:
        """Record that a device exists, with or without recordings."""
        self._know(echo)
        self.names[echo] = self.names[echo] or name
        self._seen[echo] = max(now, self._seen.get(echo, now))

    def unseen_echoes(self, since: int) -> list[str]:
        """Return the devices without recordings that were last seen before a time (epoch ms)."""
        return [echo for echo in self.echoes() if echo not in self._last and self._seen[echo] < since]

    def forget_echo(self, echo: str) -> None:
        """Forget a device; one with recordings stays."""
        if echo not in self._last:
            self._seen.pop(echo, None)
            self._named_at.pop(echo, None)
            self.names[echo] = None

    def as_dict(self) -> dict[str, Any]:
        """Return the stored form: sums, and the days as texts."""
        content = {
            "version": VERSION,
            "zone": self.zone.key,
            "since": self.counted_since,
            "until": self.counted_until,
            "complete": self.complete,
            "counted_at": self.counted_at,
            "rescanned_at": self.rescanned_at,
            "newest_ever": self.newest_ever,
            "sites": sorted(self.sites),
            "made": list(self.made),
            "first": self._first,
            "echoes": [
                [
                    echo,
                    self.names.get(echo),
                    self._last.get(echo),
                    self._seen.get(echo),
                    [self._sums[echo][kind] for kind in KINDS],
                ]
                for echo in self._months.echoes
            ],
            "months": self._months.pack(),
        }
        return with_checksum(content)

    @classmethod
    def from_dict(cls, stored: Any) -> Self:
        """Return the ledger from `as_dict`; raises ValueError for another version or form."""
        content = without_checksum(stored)
        if content.get("version") != VERSION:
            raise ValueError("counted by another version")
        try:
            ledger = cls(ZoneInfo(content["zone"]))
            ledger._read(content)
        except (KeyError, TypeError, ValueError, IndexError, AttributeError, ZoneInfoNotFoundError) as err:
            raise ValueError("corrupt") from err
        return ledger

    def _read(self, stored: dict[str, Any]) -> None:
        self.counted_since = date.fromisoformat(stored["since"]) if stored["since"] else None
        self.counted_until = date.fromisoformat(stored["until"]) if stored["until"] else None
        self.complete = bool(stored["complete"])
        self.counted_at, self.rescanned_at = stored["counted_at"], stored["rescanned_at"]
        self.newest_ever, self._first = stored["newest_ever"], stored["first"]
        self.sites = set(map(str, stored["sites"]))
        recordings, unintended = stored["made"]
        self.made = Figures(recordings, unintended)
        for echo, name, last, seen, counts in stored["echoes"]:
            self.names[echo] = name
            if seen is not None:
                self._seen[echo] = seen
            if last is not None:
                self._last[echo] = self._named_at[echo] = last
                self._sums[echo] = Counter({kind: n for kind, n in zip(KINDS, counts, strict=True) if n})
        self._months = Months(stored["months"], [echo for echo, *_ in stored["echoes"]])

    def _drop(self, days: Iterable[date]) -> _Lost:
        """Forget what is held of days; return what has to be looked for then."""
        lost = _Lost()
        for day in days:
            known = self._months.change(day)
            for echo, tally in known.tallies.items():
                self._sums[echo] -= tally.kinds
                if tally.last == self._last[echo]:
                    lost.newest_of.add(echo)
                if tally.first == self._first:
                    lost.oldest_on = day
            known.tallies.clear()
        return lost

    def _add(self, recordings: Iterable[Recording], lost: _Lost | None = None) -> None:
        """Count recordings under their day and device, then look for what was lost."""
        fresh: defaultdict[date, Counter[Kind]] = defaultdict(Counter)
        newest_ever = self.newest_ever
        for recording in recordings:
            echo, day, moment = recording.serial, self.day_of(recording.time), recording.time
            self._name(echo, recording)
            self._months.change(day).tallies.setdefault(echo, Tally(moment, moment)).add(recording)
            self._sums[echo][recording.kind] += 1
            self._last[echo] = max(moment, self._last.get(echo, moment))
            self._first = moment if self._first is None else min(moment, self._first)
            # What is newer than all that was ever seen cannot have been counted before.
            fresh[day][recording.kind] += newest_ever is None or moment > newest_ever
            self.newest_ever = moment if self.newest_ever is None else max(moment, self.newest_ever)
        if fresh:
            self.sites.add(self.site)
        for day, kinds in fresh.items():
            self._make(day, kinds)
        if lost:
            self._find(lost, min(fresh, default=date.max))

    def _make(self, day: date, fresh: Counter[Kind]) -> None:
        """Take in what a listing shows of a day: what is fresh adds up, and never fewer were made than are held."""
        known = self._months.change(day)
        before, held, grown = known.made, known.held, known.made.plus(fresh)
        known.made = Figures(*map(max, grown, held, strict=True))
        if known.made != before:
            self.made = Figures(
                *(total + now - then for total, now, then in zip(self.made, known.made, before, strict=True))
            )
            self.made_changed = day if self.made_changed is None else min(day, self.made_changed)

    def _find(self, lost: _Lost, first_added: date) -> None:
        """Find the newest recording of each device, and the oldest of all, again."""
        for echo in lost.newest_of:
            last = self._last.pop(echo)
            if not self._sums[echo].total():
                del self._sums[echo]
                self._seen[echo] = max(last, self._seen.get(echo, last))
                continue
            on = (known.tallies[echo].last for _, known in self._months.backwards(date.max) if echo in known.tallies)
            self._last[echo] = next(on)
        if lost.oldest_on:
            start = min(lost.oldest_on, first_added)
            first_day = next((known for known in self._months.forwards(start) if known.tallies), None)
            self._first = min(first_day.times()) if first_day else None

    def _name(self, echo: str, recording: Recording) -> None:
        """Store the name of a device; the newest one wins."""
        self._know(echo)
        name = recording.echo.name if recording.echo else None
        if name and recording.time >= self._named_at.get(echo, recording.time):
            self.names[echo], self._named_at[echo] = name, recording.time

    def _know(self, echo: str) -> None:
        """Add a device to the list."""
        if echo not in self.names:
            self.names[echo] = None
            self._months.echoes.append(echo)
