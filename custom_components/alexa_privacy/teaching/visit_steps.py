"""The steps of a visit and their progress, judged by what was sent and listed."""

from collections.abc import Mapping, Sequence, Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, tzinfo
from http import HTTPStatus
from typing import Any, Final

import orjson

from ..amazon.learn import Exchange, LearnError, Lesson, missing_contrast, read_exchange
from ..amazon.learn.demonstrations import RecordMatcher, is_telemetry, may_delete
from ..amazon.learn.generalize.times import DAY
from ..amazon.learn.history_lists import find_list
from ..amazon.learn.history_reader import ConversationReader, HistoryReader
from ..amazon.learn.lesson_file import LessonFile
from ..amazon.learn.observed_listings import ObservedListings
from ..amazon.learn.setting_flips import are_alike, asks, is_of_another, partitions
from ..amazon.recipes.document import CONVERSATIONS
from ..amazon.recipes.template import texts_in
from ..amazon.recordings import Recording
from ..amazon.session import HISTORY_PAGE
from .trial import Newest, propose_another

_RANGES: Final = 2
_ENTRIES: Final = 2
_MOST_MORE: Final = 2
# How long a page may take to ask for what it asked for when it was loaded first, in milliseconds.
_PATIENCE: Final = 10_000
SWITCH: Final = 2
"""The number of values of a switch."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step; `key` and `placeholders` are its text."""

    key: str
    placeholders: Mapping[str, str] = field(default_factory=dict)

    def as_dict(self, *, done: bool) -> dict[str, Any]:
        """Return it as the page gets it; `waits` means that the page does it, not the owner."""
        waits = {"waits": True} if self.key == "load" else {}
        return {"key": self.key, "placeholders": dict(self.placeholders), "done": done, **waits}


@dataclass(frozen=True, kw_only=True)
class StepsProgress:
    """The progress of the steps."""

    done: frozenset[int] = frozenset()
    note: Step | None = None
    look: int | None = None
    """The order number of the last request that may have deleted something, while no list shows its effect."""
    around: tuple[int, int] | None = None
    """The time around which to list for that, if not the newest recordings."""
    load: int | None = None
    """A number that identifies the reason to reload the page; None if there is none."""
    unused: frozenset[int] = frozenset()
    """The order numbers of requests that belong to something else."""
    is_unclear: bool = False
    """Whether all steps are done, but show too little without another list."""
    more: Step | None = None
    """A further step, if even that shows too little."""


def describe_recording(recording: Recording, *, is_voice: bool = True) -> dict[str, str]:
    """Return the placeholders of a recording; only voice recordings have words and an Echo."""
    name = recording.echo.name if recording.echo else None
    moment = {"time": datetime.fromtimestamp(recording.time / 1000, UTC).isoformat()}
    if not is_voice:
        return moment | ({"device": name} if name else {})
    return {**moment, "device": name or "", "said": recording.said}


def steps_of(lesson: Lesson, proposed: Sequence[Recording], name: str = "", values: int = SWITCH) -> list[Step]:
    """Return the steps of a lesson; `name` is its subject, `values` the number of a setting's values."""
    match lesson:
        case Lesson.DELETE_RECORDINGS:
            return [Step(key="delete", placeholders=describe_recording(each)) for each in proposed]
        case Lesson.DELETE_RANGE:
            return [Step(key="delete_range", placeholders={"number": str(each + 1)}) for each in range(_RANGES)]
        case Lesson.DELETE_EVERYTHING:
            return [Step(key=key) for key in ("show_all", "delete_all", "show_all_again")]
        case Lesson.HISTORY:
            keys = ("show_history", *["delete_entry"] * _ENTRIES)
            return [Step(key=key, placeholders={"history": name}) for key in keys]
    plan, setting = _plan(values), name if lesson is Lesson.SETTING else lesson.value
    numbers = [plan[: place + 1].count(key) for place, key in enumerate(plan)]
    return [
        Step(key=key, placeholders={"number": str(number)} | ({} if key == "load" else {"setting": setting}))
        for key, number in zip(plan, numbers, strict=True)
    ]


def _plan(values: int) -> tuple[str, ...]:
    """Return the keys of the steps for a setting: to each other value and back.

    The page is reloaded after each change, and three more times after the second.
    """
    there, back = ("flip", "flip") if values == SWITCH else ("choose", "choose_back")
    first, again = (there, "load", back, "load"), max(1, values - 2)
    return (*first, "load", "load", "load", *again * first)


@dataclass(slots=True)
class Seen:
    """The exchanges so far, in memory only."""

    exchanges: list[Exchange] = field(default_factory=list, repr=False)
    shown: set[int] = field(default_factory=set)
    """The indexes of the pages that the owner saw."""
    own: set[int] = field(default_factory=lambda: {-1})
    """The indexes of our own listings."""

    def add(self, exchange: Exchange, *, is_shown: bool = False, is_own: bool = False) -> None:
        """Add an exchange."""
        place = len(self.exchanges)
        self.exchanges.append(replace(exchange, order=place))
        self.shown |= {place} if is_shown else set()
        self.own |= {place} if is_own else set()

    def copy(self) -> Seen:
        """Return a copy."""
        return Seen(list(self.exchanges), set(self.shown), set(self.own))


def progress_of(
    lesson: Lesson,
    proposed: Sequence[Recording],
    seen: Seen,
    now: int,
    history: str | None = None,
    zone: tzinfo | None = None,
    values: int = SWITCH,
) -> StepsProgress:
    """Return the progress of a lesson at `now` (epoch ms); `history` is the key of another history.

    Days are those of `zone`, the home's. `values` is the number of a taught setting's values.

    CPU-bound: not for the event loop.
    """
    match lesson:
        case Lesson.DELETE_RECORDINGS:
            return _of_recordings(proposed, seen.exchanges, max(seen.own), zone)
        case Lesson.DELETE_RANGE:
            return _of_ranges(seen.exchanges, max(seen.own))
        case Lesson.DELETE_EVERYTHING:
            return _of_everything(seen.exchanges, max(seen.own))
        case Lesson.HISTORY:
            return _of_history(seen.exchanges, history, zone)
    return _of_setting(seen.exchanges, seen.shown, now, values)


def _of_recordings(
    proposed: Sequence[Recording], exchanges: Sequence[Exchange], looked: int, zone: tzinfo | None
) -> StepsProgress:
    """Return the progress of deleting the proposed recordings, and of another one if needed."""
    listings = ObservedListings.read(exchanges)
    gone = {each.key: listings.recordings[each.key] for each in listings.vanished()}
    keys = [recording.key for recording in proposed]
    last = next(reversed(gone), None)
    note = None
    if last is not None and last not in keys:
        note = Step(key="other_recording", placeholders=describe_recording(gone[last]))
    done = frozenset(place for place, key in enumerate(keys) if key in gone)
    look, more = _unseen(exchanges, listings, looked), None
    missing = missing_contrast(exchanges, zone=zone) if len(done) == len(keys) else None
    if missing and look is None:
        there = [each for each in listings.recordings.values() if each.key not in gone]
        if another := propose_another(there, [*gone.values()], zone):
            more, note = Step(key="delete", placeholders=describe_recording(another)), _one_more(missing)
    return StepsProgress(done=done, note=note, look=look, is_unclear=missing is not None, more=more)


def _one_more(missing: LearnError) -> Step:
    """Return the step of another deletion, with the reason."""
    if missing.reason == "delete_too_few":
        return Step(key="too_few")
    return Step(key="one_more", placeholders={**missing.placeholders, "reason": missing.reason})


def _of_ranges(exchanges: Sequence[Exchange], looked: int) -> StepsProgress:
    """Return the progress of deleting ranges and listing their surroundings."""
    file = LessonFile(exchanges)
    deletions = file.deletions
    last = next((each for each in reversed(deletions) if each.missed > looked), None)
    if last is None:
        done = frozenset(range(min(len(deletions), _RANGES)))
        return StepsProgress(done=done, look=_unseen(file.exchanges, file.listings, looked))
    times = [file.listings.recordings[key].time for key in last.keys]
    around = min(times) - DAY, max(times) + DAY
    return StepsProgress(done=frozenset(range(min(len(deletions) - 1, _RANGES))), look=last.missed, around=around)


def _of_everything(exchanges: Sequence[Exchange], looked: int) -> StepsProgress:
    """Return the progress of listing everything, deleting it, and listing again."""
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


def _of_history(exchanges: Sequence[Exchange], history: str | None, zone: tzinfo | None) -> StepsProgress:
    """Return the progress of listing several pages of another history and deleting its entries."""
    try:
        reader = ConversationReader() if history == CONVERSATIONS else _history_reader(exchanges)
    except LearnError as err:
        # Before something is deleted, more may be listed.
        is_late = any(each.writes and each.worked and not is_telemetry(each) and not asks(each) for each in exchanges)
        note = Step(key="not_learnable", placeholders={**err.placeholders, "reason": err.reason}) if is_late else None
        return StepsProgress(note=note)
    listings = ObservedListings.read(exchanges, reader)
    gone, matcher = listings.vanished(), RecordMatcher(listings)
    last = next((each.order for each in reversed(exchanges) if _deletes_entry(each, listings, matcher)), None)
    is_unseen = last is not None and not any(each.missed > last for each in gone)
    is_listed = any(page.order > last and page.is_first for page in listings.pages) if last is not None else False
    # What two more do not show either, no further one is likely to.
    may_lack = _ENTRIES <= len(gone) < _ENTRIES + _MOST_MORE and not is_unseen
    missing = missing_contrast(exchanges, zone=zone, reader=reader) if may_lack else None
    note = _one_more(missing) if missing else None
    return StepsProgress(
        done=frozenset(range(bool(listings.pages) + min(len(gone), _ENTRIES))),
        more=Step(key="delete_entry") if missing else None,
        note=Step(key="entry_there") if is_unseen and is_listed else note,
        load=last if is_unseen and not is_listed else None,
    )


def _history_reader(exchanges: Sequence[Exchange]) -> HistoryReader:
    """Return the reader of the history that was listed; raises LearnError."""
    try:
        return find_list(exchanges).reader
    except LearnError as err:
        # What an entry keeps is seen only once the page is loaded again: as if it had been.
        again = [replace(each, order=len(exchanges) + each.order) for each in exchanges]
        try:
            return find_list([*exchanges, *again]).reader
        except LearnError:
            raise err from None


def _deletes_entry(exchange: Exchange, listings: ObservedListings, matcher: RecordMatcher) -> bool:
    """Return whether a request names an entry and may have deleted it."""
    if exchange.is_ping or listings.is_listing(exchange) or not may_delete(exchange, listings):
        return False
    names = any(text in listings.recordings for text in texts_in(list(exchange.parts())))
    return names or bool(matcher.mentioned(exchange))


def _writes(exchanges: Sequence[Exchange], listings: ObservedListings) -> list[Exchange]:
    """Return the requests that may have changed something."""
    return [each for each in exchanges if may_delete(each, listings) and not is_telemetry(each) and not asks(each)]


def _unseen(exchanges: Sequence[Exchange], listings: ObservedListings, looked: int) -> int | None:
    """Return the order number of the last request that may have deleted something that no own listing covers yet."""
    last = next((each.order for each in reversed(_writes(exchanges, listings))), None)
    if last is None or (looked > last and any(each.missed > last for each in listings.vanished())):
        return None
    return last


@dataclass(slots=True)
class _PageLoad:
    """The exchanges after one load of the page, until the next."""

    at: int | None = None
    """The time of the load; None before the first."""
    reads: set[tuple[str, str]] = field(default_factory=set)
    writes: list[Exchange] = field(default_factory=list)


def _of_setting(exchanges: Sequence[Exchange], shown: AbstractSet[int], now: int, values: int) -> StepsProgress:
    """Return the progress of changing the setting and reloading the page."""
    loads, plan = _page_loads(exchanges, shown), _plan(values)
    families: list[list[Exchange]] = []
    flipped: list[set[int]] = []
    for load in loads:
        flipped.append(set())
        for exchange in load.writes:
            known = (at for at, each in enumerate(families) if _is_same_setting(each[0], exchange, values))
            number = next(known, len(families))
            families += [[]] if number == len(families) else []
            families[number].append(exchange)
            flipped[-1].add(number)
    # The setting is what was flipped most often, of several the first.
    counts = {number: sum(number in found for found in flipped) for number in range(len(families))}
    main = max(counts, key=lambda number: (counts[number], -number), default=None)
    usual = next((load.reads for load in loads if load.writes), set())
    changes = [
        next(each for each in reversed(load.writes) if each in families[main])
        for load, found in zip(loads, flipped, strict=True)
        if main is not None and main in found
    ]
    # Until a value comes back, nothing shows where a request says it.
    ways = [labels for labels in partitions(changes) if values != SWITCH] or [tuple(range(len(changes)))]
    seen = [
        (load is not loads[-1] or usual <= load.reads or (load.at or 0) < now - _PATIENCE, main in found)
        for load, found in zip(loads, flipped, strict=True)
    ]
    at, is_right = max(_walk(plan, seen, labels) for labels in ways)
    # What is sent with every flip is a part of it; all else is of other settings.
    flips = [found for found in flipped if main in found]
    others = [number for number in counts if counts[number] != len(flips) or any(number not in each for each in flips)]
    unused = frozenset(exchange.order for number in others for exchange in families[number])
    last = max((exchange.order for family in families for exchange in family), default=-1)
    note = "other_setting" if last in unused else "" if is_right else "other_value"
    again = at if at < len(plan) and plan[at] == "load" else None
    most = max(counts.values(), default=0)
    rivals = {each.order for number in others if counts[number] == most for each in families[number]}
    if (not is_right and main in flipped[-1]) or last in rivals:
        # What a value shows that no step asks for is to be seen, too, and which of two settings is changed once more.
        again = -1 - last
    done = frozenset(range(at))
    return StepsProgress(done=done, note=Step(key=note) if note else None, load=again, unused=unused)


def _is_same_setting(one: Exchange, other: Exchange, values: int) -> bool:
    """Return whether two requests set the same setting; each of several values may have its own words."""
    return not is_of_another(one, other) or (values != SWITCH and are_alike(one, other))


def _walk(plan: Sequence[str], seen: Sequence[tuple[bool, bool]], labels: Sequence[int]) -> tuple[int, bool]:
    """Return the number of steps done, and whether the last change was the requested one.

    For each load of the page, `seen` has whether it happened and was followed by a change; `labels` are the values of
    the changes.
    """
    at, is_right, left, chosen = 0, True, iter(labels), list[int]()
    for is_loaded, is_changed in seen:
        at += at < len(plan) and plan[at] == "load" and is_loaded
        if not is_changed:
            continue
        label, step = next(left), plan[at] if at < len(plan) else "load"
        if step == "load":
            continue
        is_back = step == "choose_back" and len(chosen) > 1
        is_right = step == "flip" or (label == chosen[1] if is_back else label not in chosen)
        at += is_right
        chosen += [label] if is_right else []
    return at, is_right


def _page_loads(exchanges: Sequence[Exchange], shown: AbstractSet[int]) -> list[_PageLoad]:
    """Return the exchanges between the loads of pages."""
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
    """Convert a listing of our own to an exchange, as if the page had requested it."""
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
