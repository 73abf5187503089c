"""Ways to delete at Amazon. Requests are never repeated; only a new listing shows whether they worked."""

from abc import ABC, abstractmethod
import asyncio
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from enum import StrEnum
from itertools import batched
from typing import Any, Final, override

from .errors import Refused
from .history import History, Window
from .recipes.first_requests import send_once
from .recipes.model import MOST_BATCH, DeleteRecipe, Recipes
from .recipes.template import RECORDINGS, TemplateError
from .recipes.unmistakable import unmistakable, what_is_sent
from .recordings import Recording
from .request_stats import RequestKind
from .session import AmazonSession


class Method(StrEnum):
    """The method of a deletion, as receipts name it."""

    REQUEST = "request"
    VOICE = "voice"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeletionPlan:
    """The recordings to delete, and all others in complete listings of `windows`, oldest first."""

    recordings: Sequence[Recording]
    stay: Sequence[Recording]
    windows: Sequence[Window]
    everything: bool = False
    today: int | None = None
    """When today began (epoch ms), if the plan is exactly all of today."""


@dataclass(frozen=True, slots=True)
class DeletionRequest:
    """One deletion request, sent once by `send`, and the recordings it should delete."""

    recordings: Sequence[Recording]
    send: Callable[[], Awaitable[None]]


class Deleter(ABC):
    """Base class of the ways to delete."""

    method: Method
    name: str
    one_by_one = False
    """Whether it can start with a single recording."""

    @abstractmethod
    async def nameable(self, plan: DeletionPlan) -> Sequence[Recording]:
        """Return the recordings that it can delete exactly, without any that should stay."""

    @abstractmethod
    def requests(self, recordings: Sequence[Recording], most: int | None = None) -> Iterator[DeletionRequest]:
        """Return the requests that delete nameable recordings; each names at most `most`."""

    def names_alike(self, _one: Recording, _other: Recording) -> bool:
        """Return whether a request for one recording also names another."""
        return False


@dataclass(eq=False, repr=False)
class _RecipeDeleter(Deleter):
    """Deletes by a learned request."""

    method = Method.REQUEST
    _session: AmazonSession
    _recipe: DeleteRecipe

    def _request(self, recordings: Sequence[Recording], values: dict[str, Any]) -> DeletionRequest:
        return DeletionRequest(recordings, lambda: _send(self._session, self._recipe, values))


class EverythingDeleter(_RecipeDeleter):
    """Deletes the entire history with one request."""

    name = "delete_everything"

    @override
    async def nameable(self, plan: DeletionPlan) -> Sequence[Recording]:
        """Return all recordings if the plan is the whole history, and nothing was added since."""
        return plan.recordings if plan.everything and not plan.stay else ()

    @override
    def requests(self, recordings: Sequence[Recording], most: int | None = None) -> Iterator[DeletionRequest]:
        yield self._request(recordings, {})


@dataclass(eq=False, repr=False)
class RangeDeleter(_RecipeDeleter):
    """Deletes a time range with one request."""

    name = "delete_range"
    _history: History
    """Lists what is at the edges of a range that can only be named coarsely."""

    @override
    async def nameable(self, plan: DeletionPlan) -> Sequence[Recording]:
        """Return all recordings if the nameable range around them contains nothing else."""
        return plan.recordings if await self._is_exact(plan.recordings, _times(plan), plan.windows) else ()

    async def _is_exact(
        self, recordings: Sequence[Recording], listed: Sequence[int], windows: Sequence[Window]
    ) -> bool:
        """Return whether the closest range that can be named contains only these; `listed` are all times, in order."""
        span = self._span(recordings)
        if span is None:
            return False
        start, end, last = span
        # Whether a page's range includes its last moment, or second, or minute, only that page knows.
        if bisect_right(listed, last) - bisect_left(listed, start) > len(recordings):
            return False
        for window in _unlisted(windows, start, max(end, last)):
            async for _ in self._history.pages(*window):
                return False
        return True

    @override
    def requests(self, recordings: Sequence[Recording], most: int | None = None) -> Iterator[DeletionRequest]:
        span = self._span(recordings)
        assert span is not None
        yield self._request(recordings, {"start": span[0], "end": span[1]})

    def _span(self, recordings: Sequence[Recording]) -> tuple[int, int, int] | None:
        """Return the closest range around recordings that the request can name: some name seconds or days only.

        The third is its last moment, if the page takes the end it is given as a part of the range.
        """
        times = [recording.time for recording in recordings]
        account = account_values(self._session)
        for unit, start, end in ranges_around(min(times), max(times), self._session.zone):
            with suppress(TemplateError):
                self._recipe.rendered({"start": start, "end": end, "csrf": "", **account})
                return start, end, end if unit == _DAY else end + unit - 1
        return None


@dataclass(eq=False, repr=False)
class RecordingsDeleter(_RecipeDeleter):
    """Deletes recordings by their identifiers, in batches of the recipe's size."""

    one_by_one = True
    name: str = "delete_recordings"
    """Or that of another history, whose entries it deletes."""

    @override
    async def nameable(self, plan: DeletionPlan) -> Sequence[Recording]:
        """Return the recordings that a request can name without naming a recording that should stay."""
        # Rendering thousands of requests takes seconds.
        account = account_values(self._session)
        return await asyncio.to_thread(unmistakable, self._recipe, plan.recordings, plan.stay, account)

    @override
    def names_alike(self, one: Recording, other: Recording) -> bool:
        account = account_values(self._session)
        return what_is_sent(self._recipe, one, account) == what_is_sent(self._recipe, other, account)

    @override
    def requests(self, recordings: Sequence[Recording], most: int | None = None) -> Iterator[DeletionRequest]:
        for batch in batched(recordings, min(self._recipe.batch, most or MOST_BATCH), strict=False):
            raw = [recording.raw for recording in batch]
            yield self._request(batch, {RECORDINGS: raw, "recording": raw[0]})


class MomentDeleter(RangeDeleter):
    """Deletes recordings without a request of their own, each by the range of its exact time."""

    one_by_one = True

    @override
    async def nameable(self, plan: DeletionPlan) -> Sequence[Recording]:
        """Return the recordings at whose exact time nothing else was recorded."""
        listed, found = _times(plan), list[Recording]()
        for recordings in _by_moment(plan.recordings):
            if await self._is_exact(recordings, listed, plan.windows):
                found += recordings
        return found

    @override
    def names_alike(self, one: Recording, other: Recording) -> bool:
        return one.time == other.time

    @override
    def requests(self, recordings: Sequence[Recording], most: int | None = None) -> Iterator[DeletionRequest]:
        for group in _by_moment(recordings):
            yield from super().requests(group)


def recipe_deleters(session: AmazonSession, history: History, recipes: Recipes) -> list[Deleter]:
    """Return the deleters that were taught, the one with the fewest requests first."""
    deleters: list[Deleter] = []
    if recipes.delete_everything:
        deleters.append(EverythingDeleter(session, recipes.delete_everything))
    if recipes.delete_range:
        deleters.append(RangeDeleter(session, recipes.delete_range, history))
    if recipes.delete_recordings:
        deleters.append(RecordingsDeleter(session, recipes.delete_recordings))
    if recipes.delete_range and recipes.delete_recordings:
        deleters.append(MomentDeleter(session, recipes.delete_range, history))
    return deleters


def _times(plan: DeletionPlan) -> list[int]:
    """Return the times of all listed recordings, oldest first."""
    return sorted(recording.time for recording in (*plan.recordings, *plan.stay))


def _by_moment(recordings: Iterable[Recording]) -> list[list[Recording]]:
    moments: defaultdict[int, list[Recording]] = defaultdict(list)
    for recording in recordings:
        moments[recording.time].append(recording)
    return list(moments.values())


async def _send(session: AmazonSession, recipe: DeleteRecipe, values: dict[str, Any]) -> None:
    """Send one deletion request, once; raises Refused if it does not fit its recordings."""
    if RECORDINGS in values and not recipe.names_every_recording(values):
        raise Refused("the learned request would not name every recording")
    values = {**values, **account_values(session)}
    try:
        await send_once(session, recipe.first, recipe.request, values, RequestKind.DELETION)
    except TemplateError as err:
        raise Refused("the learned request does not fit this recording") from err


def account_values(session: AmazonSession) -> dict[str, Any]:
    """Return the account's values for recipes, and the time zone for local times."""
    credentials = session.credentials
    known = {"customer_id": credentials.customer_id, "domain": credentials.domain}
    return {"account": {name: value for name, value in known.items() if value is not None}, "zone": session.zone}


def _unlisted(windows: Iterable[Window], start: int, end: int) -> Iterator[Window]:
    """Return the parts of a time range that the sorted windows do not cover."""
    for window in windows:
        if start < min(window.start, end):
            yield Window(start, min(window.start, end))
        start = max(start, window.end)
    if start < end:
        yield Window(start, end)


def ranges_around(first: int, last: int, zone: tzinfo | None) -> Iterator[tuple[int, int, int]]:
    """Yield (unit in ms, start, end) of the ranges (epoch ms, end excluded) around two times, the closest first.

    Some requests can say seconds, minutes or days only; days are those of UTC, then those of a zone.
    """

    def local_day(moment: int) -> tuple[int, int]:
        day = datetime.fromtimestamp(moment / 1000, UTC).astimezone(zone).date()
        starts = (datetime.combine(each, time.min, zone) for each in (day, day + timedelta(days=1)))
        start, end = (int(start.timestamp() * 1000) for start in starts)
        return start, end

    for unit, around in (*_UNITS, (_DAY, local_day)):
        yield unit, around(first)[0], around(last)[1]


def _around(unit: int) -> Callable[[int], tuple[int, int]]:
    """Return a function that returns start and end of the unit (in ms) that contains a time."""
    return lambda moment: (moment - moment % unit, moment - moment % unit + unit)


_DAY: Final = 86_400_000
_UNITS: Final = tuple((unit, _around(unit)) for unit in (1, 1000, 60_000, _DAY))
