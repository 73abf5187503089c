"""The scope of a deletion or listing: time, age, device, person, kind and words, combined by AND.

An age becomes a time only when recordings are listed, by Amazon's clock: this machine's clock may be wrong.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any, Final, Self

from ..amazon.clock import TOLERANCE
from ..amazon.history import Window
from ..amazon.recording_summary import RecordingSummary
from ..amazon.recordings import Kind, Recording, time_of
from ..amazon.transcripts import folded

# Recordings that are named one by one are listed with what is close by: whether Amazon's windows hold their own
# edges is not known.
_AROUND: Final = 60_000
# A listing costs one request at least, and one for every ten recordings. A household makes about ten in half a day: to
# list so short a time in between costs no more than to list what is before and after apart.
_APART: Final = 12 * 60 * 60 * 1000
# What is stored: neither words nor names.
_LIMITS: Final = ("start", "end", "last", "older_than", "is_today")
_SETS: Final = ("echoes", "kinds", "ids")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """All given limits must hold; times are epoch milliseconds, `end` excluded, and ages are milliseconds."""

    start: int | None = None
    end: int | None = None
    last: int | None = None
    """The maximum age."""
    older_than: int | None = None
    """The minimum age."""
    is_today: bool = False
    """Whether `start` is the start of today."""
    echoes: frozenset[str] | None = None
    persons: frozenset[str] | None = None
    kinds: frozenset[Kind] | None = None
    said: str | None = None
    ids: frozenset[str] | None = None

    @property
    def depends_on_clock(self) -> bool:
        """Return whether it has an age, so that it depends on Amazon's clock."""
        return self.last is not None or self.older_than is not None or self.is_today

    def at(self, earliest: int, latest: int) -> Self:
        """Return the scope with times instead of ages, if the time is between `earliest` and `latest` (epoch ms).

        It matches only what it would match at each of these times.
        """
        start, end = self.start, self.end
        if self.last is not None:
            start = max(start or 0, latest - self.last)
        if self.older_than is not None:
            old = max(0, earliest - self.older_than)
            end = old if end is None else min(end, old)
        return replace(self, start=start, end=end, last=None, older_than=None, is_today=False)

    def around(self, now: int) -> Self:
        """Return a scope with times instead of ages that includes all it may match at about `now` (epoch ms)."""
        return self.at(now + TOLERANCE, now - TOLERANCE)

    def window(self, now: int) -> Window:
        """Return the time range of `start` and `end` up to now, which may be empty."""
        start, end = self.start or 0, now if self.end is None else min(self.end, now)
        return Window(start, max(start, end))

    def windows(self, now: int) -> list[Window]:
        """Return the time ranges that recordings of this scope are in, oldest first: one, or several around `ids`."""
        if self.ids is None:
            return [self.window(now)]
        first, last = self.start or 0, self.end
        around = ((time - _AROUND, time + _AROUND) for time in sorted(map(time_of, self.ids)))
        limited = (Window(max(first, start), end if last is None else min(last, end)) for start, end in around)
        return joined((window for window in limited if window.start < window.end), _APART)

    @property
    def is_range(self) -> bool:
        """Return whether it is limited by time only, if at all."""
        return not (self.echoes or self.persons or self.kinds or self.said or self.ids)

    @property
    def is_everything(self) -> bool:
        """Return whether nothing limits it."""
        return self.is_range and self.start is None and self.end is None and not self.depends_on_clock

    def matches(self, recording: Recording | RecordingSummary) -> bool:
        """Return whether a recording matches; the scope must not have ages."""
        if not self._holds(recording.time):
            return False
        if self.echoes is not None and recording.serial not in self.echoes:
            return False
        if self.ids is not None and recording.id not in self.ids:
            return False
        if self.kinds is not None and recording.kind not in self.kinds:
            return False
        if self.persons is not None and self.persons.isdisjoint(name.casefold() for name in recording.persons):
            return False
        return self._is_said(recording)

    def _is_said(self, recording: Recording | RecordingSummary) -> bool:
        """Return whether the words were said; accents, case and the width of letters make no difference."""
        if not self.said:
            return True
        # Words of nothing but accents would be in everything.
        return words in recording.searched if (words := folded(self.said)) else self.said in recording.said

    def _holds(self, moment: int) -> bool:
        """Return whether a time (epoch ms) is between `start` and `end`; a start of 0 has no lower limit."""
        return (not self.start or self.start <= moment) and (self.end is None or moment < self.end)

    def as_dict(self) -> dict[str, Any] | None:
        """Return the stored form; None if words or names limit it, which are never stored."""
        if self.persons is not None or self.said:
            return None
        sets = {name: getattr(self, name) for name in _SETS}
        return {
            **{name: getattr(self, name) for name in _LIMITS},
            **{name: None if kept is None else sorted(kept) for name, kept in sets.items()},
        }

    @classmethod
    def from_dict(cls, stored: dict[str, Any] | None) -> Self:
        """Return the scope from `as_dict`; an empty one if that was None.

        KeyError if something is missing: left out, it would limit nothing.
        """
        if stored is None:
            return cls(start=0, end=0)
        limits: dict[str, Any] = {name: stored[name] for name in _LIMITS}
        sets: dict[str, Any] = {name: frozenset(stored[name]) for name in _SETS if stored[name] is not None}
        if "kinds" in sets:
            sets["kinds"] = frozenset(map(Kind, sets["kinds"]))
        return cls(**limits, **sets)


def covers(windows: Collection[Window], needed: Iterable[Window]) -> bool:
    """Return whether each of the needed time ranges is within one of `windows`."""
    return all(any(each.start <= one.start and one.end <= each.end for each in windows) for one in needed)


def joined(windows: Iterable[Window], apart: int = 0) -> list[Window]:
    """Join sorted windows with gaps of at most `apart`."""
    found: list[Window] = []
    for window in windows:
        if found and window.start - found[-1].end <= apart:
            found[-1] = Window(found[-1].start, max(found[-1].end, window.end))
        else:
            found.append(window)
    return found
