"""Stops a deletion as soon as anything is gone that was not requested."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from itertools import chain
from typing import Final

from ..amazon.deleters import Deleter, DeletionPlan
from ..amazon.history import History, Window
from ..amazon.recordings import Recording, time_of
from ..counts.ledger import Ledger
from ..counts.sync import AHEAD
from .models import JobState
from .neighbors import Surroundings, most_telling
from .scope import joined

type Listed = Mapping[Window, Sequence[Recording]]
type ListWindows = Callable[[Iterable[Window]], Awaitable[Listed]]

# How many days before what is known to be affected to list first, to see whether more is; twice as many each time.
_FURTHER: Final = 30
_DAY: Final = 24 * 60 * 60 * 1000


class ExcessDeletionError(Exception):
    """A request deleted what it was not asked to delete."""


class DeletionGuard:
    """Compares what is listed after a request with what was listed before."""

    def __init__(self, history: History, ledger: Ledger, retained_since: Callable[[], int | None]) -> None:
        """Find neighbors in `history`; compare with `ledger` to count what else is gone.

        What is older than `retained_since` (epoch ms) Amazon deletes itself.
        """
        self._surroundings = Surroundings(history, ledger)
        self._ledger = ledger
        self._retained_since = retained_since

    async def begin(
        self, state: JobState, deleter: Deleter, plan: DeletionPlan, named: Sequence[Recording], now: int
    ) -> Sequence[Recording]:
        """Return what to delete first, as little as possible, and store its neighbors in the state.

        Raises AmazonError if these cannot be listed.
        """
        if plan.everything and not deleter.one_by_one:
            return named
        first = [most_telling(plan, named)] if deleter.one_by_one else named
        neighbors = await self._surroundings.of(first, plan, now, closely=deleter.one_by_one)
        state.guard = joined(sorted([*state.guard, *neighbors.windows]))
        known = {*state.others, *state.left}
        state.others += [recording.id for recording in neighbors.found if recording.id not in known]
        if not deleter.one_by_one:
            return first
        # What the same request names goes with it.
        lies_near = _within(state.guard)
        close = (each for each in named if each is not first[0] and lies_near(each.time))
        return [*first, *(each for each in close if deleter.names_alike(first[0], each))]

    def check(self, state: JobState, listed: Listed) -> None:
        """Compare a complete listing with what has to be there; raises ExcessDeletionError if some of it is gone."""
        gone = missing(state, listed)
        if (excess := self._without_expired(gone)) and state.pending:
            state.guard = joined(sorted([*state.guard, *listed]))
            state.excess, state.others_gone = len(excess), len(excess.difference(state.left))
            raise ExcessDeletionError
        # Before anything was asked for, somebody else deletes; and Amazon itself at any time.
        state.others = [name for name in state.others if name not in gone]
        if state.way and not still_shown(state, listed).issuperset(state.left[: state.asked]):
            state.checked.add(state.way)
            state.guard = []

    async def count_excess(
        self, state: JobState, days: Iterable[Window], now: int, list_windows: ListWindows
    ) -> Listed:
        """Count the recordings that are gone in excess, and return what was listed for that.

        Beyond what was listed before, what is gone shows by what was counted on each day: listings reach to the newest
        recording, and back to where nothing is gone. Raises AmazonError.
        """
        days = list(days)
        listed = dict(await list_windows(joined(sorted([*days, *state.guard]))))
        if gone := self._without_expired(missing(state, listed)):
            lost, asked = ([*map(time_of, names)] for names in (gone, state.tried.union(state.left[: state.asked])))
            start = self._ledger.start_of(self._ledger.day_of(min(lost + asked)))
            end = now + AHEAD if max(lost) > max(asked) else self._ledger.end_of(self._ledger.day_of(max(asked)))
            listed = dict(await list_windows(joined(sorted([*days, *state.guard, Window(start, end)]))))
            if min(lost) < min(asked):
                await self._reach_back(state, listed, start, now, list_windows)
        self._count_gone(state, listed, now)
        return listed

    async def _reach_back(
        self,
        state: JobState,
        listed: dict[Window, Sequence[Recording]],
        start: int,
        now: int,
        list_windows: ListWindows,
    ) -> None:
        """List older days, back to the oldest recording, while more is gone there."""
        ledger, further = self._ledger, _FURTHER
        self._count_gone(state, listed, now)
        while (known := ledger.previous_time(start)) is not None:
            before, end = state.excess, start
            start = max(0, ledger.start_of(ledger.day_of(known - further * _DAY)))
            further *= 2
            listed.update(await list_windows([Window(start, end)]))
            self._count_gone(state, listed, now)
            if state.excess == before:
                return

    def _count_gone(self, state: JobState, listed: Listed, now: int) -> None:
        """Count what is gone: by what was listed before, and of whole days by what was counted before."""
        lacks, day_of, since = missing(state, listed), self._ledger.day_of, self._retained_since() or 0
        gone = self._without_expired(lacks)
        expired = Counter(day_of(time_of(name)) for name in lacks - gone - {*state.left})
        newest = self._ledger.newest_ever or 0
        here = {each.id: each.time for each in chain.from_iterable(listed.values())}
        left = {name: time_of(name) for name in state.left if name not in here}
        # What has come since it was counted, or was deleted as it was meant to be, is not lost.
        accounted = Counter(day_of(time) for time in (*here.values(), *left.values()) if time <= newest)
        others = Counter(day_of(time_of(name)) for name in gone.difference(state.left))
        for window in listed:
            for day, counted in self._ledger.totals(*self._ledger.whole_days(*window, now)).items():
                if self._ledger.end_of(day) > since:
                    others[day] = max(others[day], counted - accounted[day] - expired[day])
        state.others_gone = others.total()
        state.excess = state.others_gone + len(gone.intersection(state.left))

    def _without_expired(self, gone: set[str]) -> set[str]:
        """Return what is gone, except what Amazon deletes itself."""
        since = self._retained_since() or 0
        return {name for name in gone if time_of(name) >= since}


def missing(state: JobState, listed: Listed) -> set[str]:
    """Return what a complete listing does not show of what has to be there."""
    return has_to_be_there(state, listed) - shown_ids(listed)


def has_to_be_there(state: JobState, windows: Iterable[Window]) -> set[str]:
    """Return what has to be there in some windows: what is to stay, and what nothing was asked for."""
    lies_in = _within(windows)
    return {name for name in (*state.others, *state.left[state.asked :]) if lies_in(time_of(name))} - state.tried


def shown_ids(listed: Listed) -> set[str]:
    """Return the ids of the listed recordings."""
    return {recording.id for recording in chain.from_iterable(listed.values())}


def still_shown(state: JobState, listed: Listed) -> set[str]:
    """Return what is left and still listed, even if only under another key of the same moment."""
    shown = shown_ids(listed)
    known = {*state.others, *state.left, *state.tried, *state.sent}
    moments = {time_of(name) for name in shown - known}
    return {name for name in state.left if name in shown or (moments and time_of(name) in moments)}


def _within(windows: Iterable[Window]) -> Callable[[int], bool]:
    """Return a function that checks whether a time is inside one of some windows, not at its edge."""
    windows = sorted(windows)
    starts = [window.start for window in windows]

    def lies_in(moment: int) -> bool:
        """Return whether it is: Amazon's windows may or may not include their edges."""
        place = bisect_left(starts, moment) - 1
        return place >= 0 and moment < windows[place].end

    return lies_in
