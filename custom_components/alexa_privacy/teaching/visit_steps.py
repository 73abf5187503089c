"""The steps of a visit, and how far they have come: by what was sent and listed, not by the owner's word."""

from collections.abc import Mapping, Sequence, Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any, Final

import orjson

from ..amazon.learn import Exchange, Lesson, read_exchange
from ..amazon.learn.demonstrations import find_deletions, is_telemetry, may_delete
from ..amazon.learn.generalize.times import DAY
from ..amazon.learn.lesson_file import LessonFile
from ..amazon.learn.observed_listings import ObservedListings
from ..amazon.learn.setting_flips import asks, is_of_another
from ..amazon.recordings import Recording
from ..amazon.session import HISTORY_PAGE
from .trial import Newest

_RANGES: Final = 2
# How long a page may take to ask for what it asked for when it was loaded first, in milliseconds.
_PATIENCE: Final = 10_000
# After each flip the page is loaded again; and after the second, three times without one.
_PLAN: Final = ("flip", "load", "flip", "load", "load", "load", "load", "flip", "load", "flip", "load")


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing to do; `key` and `placeholders` are its text."""

    key: str
    placeholders: Mapping[str, str] = field(default_factory=dict)

    def as_dict(self, *, done: bool) -> dict[str, Any]:
        """Return it as the page gets it; what waits for the page alone is nothing for the owner to do."""
        waits = {"waits": True} if self.key == "load" else {}
        return {"key": self.key, "placeholders": dict(self.placeholders), "done": done, **waits}


@dataclass(frozen=True, kw_only=True)
class StepsProgress:
    """How far the steps have come."""

    done: frozenset[int] = frozenset()
    note: Step | None = None
    look: int | None = None
    """The order of the last request that may have deleted something, while no list shows what it did."""
    around: tuple[int, int] | None = None
    """The time of which a list shows that; where it is not that of the newest recordings."""
    load: bool = False
    """Whether the page is to be loaded again."""
    unused: frozenset[int] = frozenset()
    """The orders of requests that belong to something else."""


def describe_recording(recording: Recording) -> dict[str, str]:
    """Return what a text may name of a recording."""
    name = recording.echo.name if recording.echo else None
    moment = datetime.fromtimestamp(recording.time / 1000, UTC)
    return {"time": moment.isoformat(), "device": name or "", "said": recording.said}


def steps_of(lesson: Lesson, proposed: Sequence[Recording]) -> list[Step]:
    """Return the steps of a lesson."""
    match lesson:
        case Lesson.DELETE_RECORDINGS:
            return [Step(key="delete", placeholders=describe_recording(each)) for each in proposed]
        case Lesson.DELETE_RANGE:
            return [Step(key="delete_range", placeholders={"number": str(each + 1)}) for each in range(_RANGES)]
        case Lesson.DELETE_EVERYTHING:
            return [Step(key=key) for key in ("show_all", "delete_all", "show_all_again")]
    numbers = [_PLAN[: place + 1].count(key) for place, key in enumerate(_PLAN)]
    return [
        Step(key=key, placeholders={"number": str(number)} | ({"setting": lesson.value} if key == "flip" else {}))
        for key, number in zip(_PLAN, numbers, strict=True)
    ]


@dataclass(slots=True)
class Seen:
    """What was sent and answered so far, in memory only."""

    exchanges: list[Exchange] = field(default_factory=list, repr=False)
    shown: set[int] = field(default_factory=set)
    """The places of the pages that the owner saw."""
    own: set[int] = field(default_factory=lambda: {-1})
    """The places of lists that we asked for."""

    def add(self, exchange: Exchange, *, is_shown: bool = False, is_own: bool = False) -> None:
        """Add what was sent and answered last."""
        place = len(self.exchanges)
        self.exchanges.append(replace(exchange, order=place))
        self.shown |= {place} if is_shown else set()
        self.own |= {place} if is_own else set()

    def copy(self) -> Seen:
        """Return what was seen until now."""
        return Seen(list(self.exchanges), set(self.shown), set(self.own))


def progress_of(lesson: Lesson, proposed: Sequence[Recording], seen: Seen, now: int) -> StepsProgress:
    """Return how far a lesson has come by `now` (epoch ms). CPU-bound: not for the event loop."""
    match lesson:
        case Lesson.DELETE_RECORDINGS:
            return _of_recordings(proposed, seen.exchanges, max(seen.own))
        case Lesson.DELETE_RANGE:
            return _of_ranges(seen.exchanges, max(seen.own))
        case Lesson.DELETE_EVERYTHING:
            return _of_everything(seen.exchanges, max(seen.own))
    return _of_setting(seen.exchanges, seen.shown, now)


def _of_recordings(proposed: Sequence[Recording], exchanges: Sequence[Exchange], looked: int) -> StepsProgress:
    """Return which of the proposed recordings are gone."""
    listings = ObservedListings.read(exchanges)
    gone = {each.key: each for each in listings.vanished()}
    keys = [recording.key for recording in proposed]
    last = next(reversed(gone), None)
    note = None
    if last is not None and last not in keys:
        note = Step(key="other_recording", placeholders=describe_recording(listings.recordings[last]))
    return StepsProgress(
        done=frozenset(place for place, key in enumerate(keys) if key in gone),
        note=note,
        look=_unseen(exchanges, listings, looked),
    )


def _of_ranges(exchanges: Sequence[Exchange], looked: int) -> StepsProgress:
    """Return how many ranges were deleted, with a list of what is around them after that."""
    file = LessonFile(exchanges)
    deletions = [each for each in find_deletions(file.exchanges, file.listings, file.matcher) if each.requests]
    last = next((each for each in reversed(deletions) if each.missed > looked), None)
    if last is None:
        done = frozenset(range(min(len(deletions), _RANGES)))
        return StepsProgress(done=done, look=_unseen(file.exchanges, file.listings, looked))
    times = [file.listings.recordings[key].time for key in last.keys]
    around = min(times) - DAY, max(times) + DAY
    return StepsProgress(done=frozenset(range(min(len(deletions) - 1, _RANGES))), look=last.missed, around=around)


def _of_everything(exchanges: Sequence[Exchange], looked: int) -> StepsProgress:
    """Return whether all was listed, deleted, and listed again."""
    listings = ObservedListings.read(exchanges)
    first = next((each.order for each in _writes(exchanges, listings) if listings.pages), len(exchanges))
    done = {0} if listings.whole_before(first) else set()
    missed = [each.missed for each in listings.vanished() if each.missed > first]
    if missed:
        done |= {1}
        after = listings.whole_after(min(missed) - 1)
        if after and not any(page.keys for page in after):
            # What was not seen before cannot be seen later: the learner says so.
            done = {0, 1, 2}
    return StepsProgress(done=frozenset(done), look=_unseen(exchanges, listings, looked))


def _writes(exchanges: Sequence[Exchange], listings: ObservedListings) -> list[Exchange]:
    """Return the requests that may have changed something."""
    return [each for each in exchanges if may_delete(each, listings) and not is_telemetry(each) and not asks(each)]


def _unseen(exchanges: Sequence[Exchange], listings: ObservedListings, looked: int) -> int | None:
    """Return the order of the last request that may have deleted something, until a list of ours shows what it did."""
    last = next((each.order for each in reversed(_writes(exchanges, listings))), None)
    if last is None or (looked > last and any(each.missed > last for each in listings.vanished())):
        return None
    return last


@dataclass(slots=True)
class _PageLoad:
    """What came after one load of the page, until the next."""

    at: int | None = None
    """When it was loaded; None before the first time."""
    reads: set[tuple[str, str]] = field(default_factory=set)
    writes: list[Exchange] = field(default_factory=list)


def _of_setting(exchanges: Sequence[Exchange], shown: AbstractSet[int], now: int) -> StepsProgress:
    """Return how often the setting was flipped, and the page loaded again after that."""
    loads = _page_loads(exchanges, shown)
    families: list[list[Exchange]] = []
    told: list[set[int]] = []
    for load in loads:
        told.append(set())
        for exchange in load.writes:
            known = (at for at, each in enumerate(families) if not is_of_another(each[0], exchange))
            number = next(known, len(families))
            families += [[]] if number == len(families) else []
            families[number].append(exchange)
            told[-1].add(number)
    # The setting is what was flipped most often, of several the first.
    counts = {number: sum(number in found for found in told) for number in range(len(families))}
    main = max(counts, key=lambda number: (counts[number], -number), default=None)
    usual = next((load.reads for load in loads if load.writes), set())
    at = 0
    for load, found in zip(loads, told, strict=True):
        is_last = load is loads[-1]
        is_loaded = not is_last or usual <= load.reads or (load.at or 0) < now - _PATIENCE
        at += at < len(_PLAN) and _PLAN[at] == "load" and is_loaded
        at += at < len(_PLAN) and _PLAN[at] == "flip" and main in found
    # What is sent with every flip is a part of it; all else is of other settings.
    flips = [found for found in told if main in found]
    others = [number for number in counts if counts[number] != len(flips) or any(number not in each for each in flips)]
    unused = frozenset(exchange.order for number in others for exchange in families[number])
    last = max((exchange.order for family in families for exchange in family), default=-1)
    return StepsProgress(
        done=frozenset(range(at)),
        note=Step(key="other_setting") if last in unused else None,
        load=at < len(_PLAN) and _PLAN[at] == "load",
        unused=unused,
    )


def _page_loads(exchanges: Sequence[Exchange], shown: AbstractSet[int]) -> list[_PageLoad]:
    """Return what was read and written between the loads of pages."""
    found = [_PageLoad()]
    for exchange in exchanges:
        is_page = exchange.order in shown and exchange.status == HTTPStatus.OK
        if not exchange.worked or is_telemetry(exchange):
            continue
        if exchange.writes and not asks(exchange):
            found[-1].writes.append(exchange)
        elif not is_page and not found[-1].writes:
            found[-1].reads.add((exchange.method, exchange.path))
        if is_page:
            found.append(_PageLoad(exchange.time))
    return found


def as_listing(newest: Newest, site: str, sent: int) -> Exchange:
    """Return a listing of our own as a page would have asked for it: it shows what a page does not."""
    query = f"startTime={newest.since}&endTime={newest.until}&recordType=VOICE_HISTORY"
    records = [dict(recording.raw) for recording in newest.recordings]
    return read_exchange(
        "GET",
        f"{site}{HISTORY_PAGE}/customer-history-records?{query}",
        (),
        None,
        status=HTTPStatus.OK,
        answer=orjson.dumps({"customerHistoryRecords": records or None, "encodedRequestToken": None}),
        answer_type="application/json",
        time=sent,
    )
