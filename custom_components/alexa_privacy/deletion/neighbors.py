"""The neighbors of what is deleted first, which show whether a request deletes more than it names.

A request may have been learned wrongly in ways that listing what it was meant for does not show. It may delete
everything since a recording was made or up to then, all of its Echo, or the whole day, minute or second. Then what is
close by on both sides, and of the same Echo, is gone as well.

Listing from there to the newest recording would show everything that such a request can delete, but takes a thousand
requests in a long history. The nearest recordings show it just as surely: what deletes up to the newest recording
begins with them. Only if one of them is gone, the rest is listed to say how many.
"""

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice, pairwise
from operator import attrgetter
from typing import Final

from ..amazon.deleters import DeletionPlan
from ..amazon.history import History, Window
from ..amazon.recordings import Recording
from ..counts.ledger import Ledger
from ..counts.sync import AHEAD

# With one more on each side, a page is not quite full: whether another one follows costs no request.
_CLOSE: Final = 7
# How many are compared to find the one that shows most.
_MOST_WEIGHED: Final = 300
_SPANS: Final = (1000, 60_000, 3_600_000, 43_200_000)
_time: Final = attrgetter("time")


@dataclass(frozen=True, slots=True)
class Neighbors:
    """The windows of neighbors, and the neighbors that were not listed before."""

    windows: list[Window]
    found: list[Recording]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A time range that was listed, and what is in it, newest first."""

    window: Window
    recordings: Sequence[Recording]

    def close_to(self, place: int) -> range:
        """Return the indexes around one, including it."""
        first = max(0, min(place - _CLOSE // 2, len(self.recordings) - _CLOSE))
        return range(first, min(first + _CLOSE, len(self.recordings)))

    def beside(self, places: Sequence[int]) -> range:
        """Return the indexes from just before some to just after them."""
        return range(max(0, places[0] - 1), min(places[-1] + 2, len(self.recordings)))

    def span(self, places: range) -> Window:
        """Return the time range of some indexes, open-ended if nothing newer is listed."""
        end = self.recordings[places[0]].time + 1 if places[0] else self.window.end
        # Whether Amazon's windows hold their own edges is not known.
        return Window(self.recordings[places[-1]].time - 1, end)

    def weight(self, place: int) -> tuple[bool, bool, bool, bool, int]:
        """Return a sort key: how much the neighbors of one would show, the most dangerous excess first."""
        one, close = self.recordings[place], self.close_to(place)
        newer = [self.recordings[other] for other in range(close[0], place)]
        older = [self.recordings[other] for other in range(place + 1, close[-1] + 1)]
        gap = min((abs(other.time - one.time) for other in (*newer[-1:], *older[:1])), default=_SPANS[-1])
        return (
            bool(newer and older),
            any(other.time // 1000 == one.time // 1000 for other in (*newer, *older)),
            any(is_same_echo(one, other) for other in newer),
            any(is_same_echo(one, other) for other in older),
            sum(gap < span for span in _SPANS),
        )


def most_telling(plan: DeletionPlan, candidates: Iterable[Recording]) -> Recording:
    """Return the recording whose neighbors show most of what its request could delete in excess."""
    keys = {recording.key for recording in candidates}
    places = ((stretch, place) for stretch in _stretches(plan) for place in _to_weigh(stretch.recordings, keys))
    stretch, place = max(islice(places, _MOST_WEIGHED), key=lambda found: found[0].weight(found[1]))
    return stretch.recordings[place]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Finds the neighbors of recordings in one account's history: what the ledger knows to be there, and more."""

    _history: History
    _ledger: Ledger

    async def of(self, first: Sequence[Recording], plan: DeletionPlan, now: int, *, closely: bool) -> Neighbors:
        """Return the neighbors on both sides of what is deleted first; `closely` adds more, of the same Echo too.

        What the plan listed already costs nothing; raises AmazonError if something else cannot be listed.
        """
        keys = {recording.key for recording in first}
        windows, near = list[Window](), list[Recording]()
        for stretch in _stretches(plan):
            places = [place for place, recording in enumerate(stretch.recordings) if recording.key in keys]
            if places:
                around = stretch.close_to(places[0]) if closely else stretch.beside(places)
                windows.append(stretch.span(around))
                near += [stretch.recordings[place] for place in around]
        near = [recording for recording in near if recording.key not in keys]
        neighbors = Neighbors(windows, [])
        times = [recording.time for recording in first]
        if not any(recording.time <= min(times) for recording in near):
            await self._add_older(neighbors, min(times))
        if not any(recording.time >= max(times) for recording in near) and plan.windows[-1].end < now:
            await self._add_newer(neighbors, max(times), now + AHEAD)
        if closely:
            await self._add_of_same_echo(neighbors, first[0], near, plan)
        return neighbors

    async def _add_older(self, neighbors: Neighbors, moment: int) -> None:
        """Add the next older recording, unless it is known that there is none."""
        known = self._ledger.oldest()
        if self._ledger.complete and (known is None or known >= moment):
            return
        page, _ = await self._history.first_page(0, moment)
        if page:
            nearest = max(page, key=_time)
            neighbors.found.append(nearest)
            neighbors.windows.append(Window(nearest.time - 1, moment))

    async def _add_newer(self, neighbors: Neighbors, moment: int, end: int) -> None:
        page, _ = await self._history.first_page(moment + 1, end)
        if newest := sorted(page, key=_time)[-_CLOSE:]:
            neighbors.found.extend(newest)
            neighbors.windows.append(Window(newest[0].time - 1, end))

    async def _add_of_same_echo(
        self, neighbors: Neighbors, one: Recording, near: Collection[Recording], plan: DeletionPlan
    ) -> None:
        """Add the next newer recording of the same Echo, or an older one where there is none, unless one is near."""
        of_echo = [recording.time for recording in near if is_same_echo(one, recording)]
        moment = None
        if echo := one.echo:
            newest = self._ledger.newest(echo.serial)
            if newest is not None and newest > one.time:
                moment = (
                    None if max(of_echo, default=0) > one.time else self._ledger.next_time(one.time + 1, echo.serial)
                )
            elif not of_echo and self._ledger.total(echo=echo.serial) > 1:
                moment = self._ledger.previous_time(one.time, echo.serial)
        if moment is None:
            return
        window = Window(moment - 1, moment + 1)
        if not any(listed.start < moment < listed.end for listed in plan.windows):
            neighbors.found.extend((await self._history.first_page(*window))[0])
        neighbors.windows.append(window)


def _stretches(plan: DeletionPlan) -> Iterator[_Stretch]:
    """Yield the listed time ranges, newest first."""
    left = deque(sorted((*plan.recordings, *plan.stay), key=_time, reverse=True))
    for window in reversed(plan.windows):
        recordings = list[Recording]()
        while left and (left[0].time >= window.start or not window.start):
            recordings.append(left.popleft())
        yield _Stretch(window, recordings)


def _to_weigh(recordings: Sequence[Recording], keys: set[str]) -> Iterator[int]:
    """Yield the indexes of some recordings: first those that share a second with another, then newest first."""
    seconds = [recording.time // 1000 for recording in recordings]
    shared = {place for place, (one, other) in enumerate(pairwise(seconds)) if one == other}
    places = [place for place, recording in enumerate(recordings) if recording.key in keys]
    close = (place for place in places if place in shared or place - 1 in shared)
    return iter(dict.fromkeys(chain(close, places)))


def is_same_echo(one: Recording, other: Recording) -> bool:
    """Return whether two recordings are known to be of one device."""
    return one.echo is not None and other.echo is not None and one.echo.serial == other.echo.serial
