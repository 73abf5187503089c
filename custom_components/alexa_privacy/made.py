"""How many recordings were made each day, whether or not Amazon still holds them: what statistics show."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple, Self

from .amazon.recordings import Kind


class Made(NamedTuple):
    """One day's recordings: all, and those nobody meant to make."""

    recordings: int = 0
    unintended: int = 0

    def plus(self, kinds: Mapping[Kind, int]) -> Self:
        """Return the figures with some more recordings."""
        more = sum(kinds.values())
        return type(self)(self.recordings + more, self.unintended + kinds.get(Kind.UNINTENDED, 0))


class MadeDays:
    """Each local day's recordings; deletions take nothing away."""

    def __init__(self) -> None:
        """Begin with no day."""
        self._days: dict[date, Made] = {}
        self.newest: int | None = None
        """Time of the newest recording ever seen (epoch ms)."""
        self.changed: date | None = None
        """The first day that changed since this was last set to None."""

    def see(self, day: date, held: Made, fresh: Made) -> None:
        """Take in what a listing shows: what is fresh adds up, and never fewer were made than are held."""
        known = self._days.get(day, Made())
        made = Made(
            max(known.recordings + fresh.recordings, held.recordings),
            max(known.unintended + fresh.unintended, held.unintended),
        )
        if made != known:
            self._days[day] = made
            self.changed = day if self.changed is None else min(day, self.changed)

    def is_fresh(self, moment: int) -> bool:
        """Tell whether a recording of this time (epoch ms) cannot have been seen before."""
        return self.newest is None or moment > self.newest

    def days(self) -> Iterator[tuple[date, Made]]:
        """Go through the days that have any, in their order."""
        yield from sorted(self._days.items())

    def as_dict(self, held: Mapping[date, Made]) -> dict[str, Any]:
        """Return the form that is stored: only what differs from what is held."""
        days = {day.isoformat(): list(made) for day, made in self._days.items() if made != held.get(day)}
        return {"newest": self.newest, "days": days}

    @classmethod
    def from_dict(cls, stored: Any, held: Mapping[date, Made]) -> Self:
        """Return what `as_dict` gave; what is damaged is left out."""
        made = cls()
        made._days = dict(held)
        if not isinstance(stored, dict):
            return made
        newest, days = stored.get("newest"), stored.get("days")
        made.newest = newest if isinstance(newest, int) else None
        for key, row in days.items() if isinstance(days, dict) else ():
            match row:
                case [int(recordings), int(unintended)]:
                    made._days[date.fromisoformat(key)] = Made(recordings, unintended)
                case _:
                    continue
        return made
