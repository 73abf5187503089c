"""Lessons of settings and histories that the owner names, and the check of a learned listing."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Final

from homeassistant.util.hass_dict import HassKey

from ..amazon.errors import BadResponse, ListingIncomplete, Refused, Withdrawn
from ..amazon.history import History
from ..amazon.learn import LearnError, LearnResult, Lesson
from ..amazon.recordings import Recording
from ..amazon.taught_history import BEGINNING
from ..const import DOMAIN
from ..counts.sync import AHEAD

# A list that can be asked for by time need not be read to its end.
_MOST_PAGES_BY_TIME: Final = 30
_MOST_PAGES: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedLesson:
    """A history or setting to teach."""

    lesson: Lesson
    key: str
    name: str | None = None
    """The name that the owner gave; None if it has a fixed name."""
    by_device: bool = False
    """Whether the entries of a history are to be counted by device."""


NAMED_LESSONS: Final[HassKey[dict[str, NamedLesson]]] = HassKey(f"{DOMAIN}_named_lessons")
"""What each account's owner chose last, by entry id, because the name must not be in an address."""


async def check_listing(history: History, learned: LearnResult, *, has_window: bool) -> None:
    """Check that a history is listed as its page showed it; raises LearnError if not, and AmazonError."""
    found: dict[str, Recording] = {}
    end, is_whole = history.now() + AHEAD, False
    try:
        is_whole = await _read(history.pages(0, end), found, _MOST_PAGES_BY_TIME if has_window else _MOST_PAGES)
        if not is_whole and has_window:
            # Nothing is so old: what goes on from there has no end.
            is_whole = await history.first_page(0, BEGINNING) == ([], False)
    except (BadResponse, ListingIncomplete, Refused, Withdrawn) as err:
        raise LearnError("history_no_end" if _shows(found, learned) else "history_not_listed") from err
    if not _shows(found, learned):
        raise LearnError("history_not_listed")
    if not is_whole:
        raise LearnError("history_no_end", pages=str(_MOST_PAGES))
    if has_window and len(found) > 1:
        await _check_window(history, sorted(entry.time for entry in found.values()), found)


async def _read(pages: AsyncIterator[list[Recording]], found: dict[str, Recording], most: int) -> bool:
    """Add the entries of pages; return whether these ended before there were too many."""
    async for page in pages:
        found.update((entry.key, entry) for entry in page)
        if not (most := most - 1):
            return False
    return True


def _shows(found: dict[str, Recording], learned: LearnResult) -> bool:
    """Return whether everything that the page listed last is listed, and nothing that was deleted."""
    return learned.listed <= found.keys() and not learned.gone & found.keys()


async def _check_window(history: History, times: list[int], found: dict[str, Recording]) -> None:
    """Check that a shorter time range lists exactly its entries; raises LearnError if not."""
    start, end = times[len(times) // 3], times[len(times) * 2 // 3] + 1
    try:
        part = {entry.key for entry in await history.recordings(start, end)}
    except (BadResponse, ListingIncomplete, Refused, Withdrawn) as err:
        raise LearnError("history_window") from err
    if part != {key for key, entry in found.items() if start <= entry.time < end}:
        raise LearnError("history_window")
