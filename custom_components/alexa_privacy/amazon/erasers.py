"""Ways to make Amazon delete. What they send is never repeated; whether it worked, only a new listing shows."""

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from itertools import batched
from typing import Any, Final, override

from .answers import Expect
from .errors import Refused
from .first_requests import send_first
from .history import History, Window
from .recipes import DeleteRecipe, Recipes
from .recordings import Recording
from .session import AmazonSession
from .templates import RECORDINGS, TemplateError
from .traffic import Asking


class Method(StrEnum):
    """What a receipt calls the way it was done."""

    RECIPE = "recipe"
    SPOKEN = "spoken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is to go, and what complete listings of `windows`, oldest first, show besides."""

    recordings: Sequence[Recording]
    stay: Sequence[Recording]
    windows: Sequence[Window]
    everything: bool = False
    today: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One erase request, sent once by `send`, and the recordings it should make go."""

    recordings: Sequence[Recording]
    send: Callable[[], Awaitable[None]]


class Eraser(ABC):
    """One way to delete."""

    method: Method
    name: str

    @abstractmethod
    async def can_do(self, wish: Wish) -> bool:
        """Tell whether it can delete exactly what is wished, and touch nothing else."""

    @abstractmethod
    def steps(self, recordings: Sequence[Recording]) -> Iterator[Step]:
        """Return the requests that delete these recordings of a wish that can be done."""


class _RecipeEraser(Eraser):
    """Deletes by a learned request."""

    method = Method.RECIPE

    def __init__(self, session: AmazonSession, recipe: DeleteRecipe) -> None:
        """Send through one account's session."""
        self._session = session
        self._recipe = recipe

    def _step(self, recordings: Sequence[Recording], values: dict[str, Any]) -> Step:
        """Return a request with its values."""
        return Step(recordings, lambda: _send(self._session, self._recipe, values))


class EverythingEraser(_RecipeEraser):
    """Deletes the whole history with one request."""

    name = "delete_everything"

    @override
    async def can_do(self, wish: Wish) -> bool:
        """Nothing may have come since it was asked for."""
        return wish.everything and not wish.stay

    @override
    def steps(self, recordings: Sequence[Recording]) -> Iterator[Step]:
        yield self._step(recordings, {})


class RangeEraser(_RecipeEraser):
    """Deletes a time range with one request."""

    name = "delete_range"

    def __init__(self, session: AmazonSession, recipe: DeleteRecipe, history: History) -> None:
        """`history` shows what lies at the edges of a range that can only be named coarsely."""
        super().__init__(session, recipe)
        self._history = history

    @override
    async def can_do(self, wish: Wish) -> bool:
        """Whatever lies in the range that the request can name must be listed, and be wished gone."""
        span = self._nameable(wish.recordings)
        if span is None:
            return False
        start, end = span
        # Whether a page's range includes its last moment, only that page knows.
        if any(start <= recording.time <= end for recording in wish.stay):
            return False
        for window in _unlisted(wish.windows, start, end):
            async for _ in self._history.pages(*window):
                return False
        return True

    @override
    def steps(self, recordings: Sequence[Recording]) -> Iterator[Step]:
        span = self._nameable(recordings)
        assert span is not None
        yield self._step(recordings, {"start": span[0], "end": span[1]})

    def _nameable(self, recordings: Sequence[Recording]) -> tuple[int, int] | None:
        """Return the closest range around recordings that the request can name: some name seconds or days only."""
        times = [recording.time for recording in recordings]
        for around in (*_UNITS, self._local_day):
            start, end = around(min(times))[0], around(max(times))[1]
            values = {"start": start, "end": end, "csrf": "", **account_values(self._session)}
            with suppress(TemplateError):
                self._recipe.request.render(values)
                return start, end
        return None

    def _local_day(self, moment: int) -> tuple[int, int]:
        """Return when the local day of a moment begins and ends."""
        zone = self._session.zone
        day = datetime.fromtimestamp(moment / 1000, UTC).astimezone(zone).date()
        starts = (datetime.combine(each, time.min, zone) for each in (day, day + timedelta(days=1)))
        first, last = (int(start.timestamp() * 1000) for start in starts)
        return first, last


class RecordingsEraser(_RecipeEraser):
    """Deletes recordings by their identifiers, as many in a request as the recipe takes."""

    name = "delete_recordings"

    @override
    async def can_do(self, wish: Wish) -> bool:
        return True

    @override
    def steps(self, recordings: Sequence[Recording]) -> Iterator[Step]:
        for batch in batched(recordings, self._recipe.batch, strict=False):
            raw = [recording.raw for recording in batch]
            yield self._step(batch, {RECORDINGS: raw, "recording": raw[0]})


def recipe_erasers(session: AmazonSession, history: History, recipes: Recipes) -> list[Eraser]:
    """Return the ways that were taught, the one with the fewest requests first."""
    erasers: list[Eraser] = []
    if recipes.delete_everything:
        erasers.append(EverythingEraser(session, recipes.delete_everything))
    if recipes.delete_range:
        erasers.append(RangeEraser(session, recipes.delete_range, history))
    if recipes.delete_recordings:
        erasers.append(RecordingsEraser(session, recipes.delete_recordings))
    return erasers


async def _send(session: AmazonSession, recipe: DeleteRecipe, values: dict[str, Any]) -> None:
    """Send one erase request, once; Refused where it does not fit its recordings."""
    if RECORDINGS in values and not recipe.names_every_recording(values):
        raise Refused("the learned request would not name every recording")
    request = recipe.request
    values = {**values, **account_values(session)}
    try:
        values = await send_first(session, recipe.first, values, Asking.DELETION)
        await session.send(
            lambda csrf: request.render({**values, "csrf": csrf}),
            Asking.DELETION,
            csrf=request.uses_csrf,
            expect=Expect.ANYTHING,
            repeatable=False,
        )
    except TemplateError as err:
        raise Refused("the learned request does not fit this recording") from err


def account_values(session: AmazonSession) -> dict[str, Any]:
    """Return what recipes may name of the account itself, as far as it is known, and the zone of local times."""
    credentials = session.credentials
    known = {"customer_id": credentials.customer_id, "domain": credentials.domain}
    return {"account": {name: value for name, value in known.items() if value is not None}, "zone": session.zone}


def _unlisted(windows: Iterable[Window], start: int, end: int) -> Iterator[Window]:
    """Return the parts of a time range that no window, of some in order of time, covers."""
    for window in windows:
        if start < min(window.start, end):
            yield Window(start, min(window.start, end))
        start = max(start, window.end)
    if start < end:
        yield Window(start, end)


def _around(unit: int) -> Callable[[int], tuple[int, int]]:
    """Return what gives the unit (in ms) that a moment lies in: its beginning and its end."""
    return lambda moment: (moment - moment % unit, moment - moment % unit + unit)


_UNITS: Final = tuple(_around(unit) for unit in (1, 1000, 60_000, 86_400_000))
