"""From what a browser sent to a lesson."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import tzinfo
from time import time_ns
from typing import Any, Final

from .deletions import Deletion, LearnedDeletion, closely_alike, in_words, learn_deletions, roughly_alike
from .exchange import Exchange
from .har import Har, read_har
from .identify import Identifier
from .learn_error import LearnError
from .learn_result import Lesson, Part, Question
from .listings import Listings, Record
from .naming import RequestContext
from .personal import Personal
from .ranges import Cut, learn_everything, learn_range
from .secrets import HoldsSecret, Secrets
from .switches import Change, learn_pair, learn_switches
from .tokens import find_tokens, guess_tokens
from .values import ZONE
from .work import limited_to

_PATIENCE: Final = 60 * 60 * 1000
_MOST_WORK: Final = 60_000_000
_MOST_PASTED_WORK: Final = 1_000_000
NEITHER: Final = "none"
"""The option that none of a question's requests is it."""


def learn_har(data: bytes, *, site: str, customer_id: str | None = None, zone: tzinfo | None = None) -> Lesson:
    """Learn from a HAR file; LearnError where it teaches nothing. CPU-bound: not for the event loop.

    Local times in it are meant in `zone`, the home's.
    """
    with _learning(zone, _MOST_WORK):
        return _Teaching(read_har(data, site), customer_id).lesson()


def learn_copied_deletion(
    exchange: Exchange, listed: Sequence[Record], gone: Sequence[Record], *, zone: tzinfo | None = None
) -> Lesson:
    """Learn from one pasted request, which made `gone` go from what had been `listed`."""
    with _learning(zone, _MOST_PASTED_WORK):
        return _learn_copied_deletion(exchange, listed, gone)


@contextmanager
def _learning(zone: tzinfo | None, steps: int) -> Iterator[None]:
    """Mean local times in a zone, and limit the work; LearnError too_much_work where it takes more steps."""
    token = ZONE.set(zone)
    try:
        with limited_to(steps):
            yield
    finally:
        ZONE.reset(token)


def _learn_copied_deletion(exchange: Exchange, listed: Sequence[Record], gone: Sequence[Record]) -> Lesson:
    """Learn how the one pasted request names what it deleted."""
    if not gone:
        raise LearnError("copied_nothing_gone")
    records = _by_key(listed)
    keys, _ = Identifier(records).identify(exchange)
    wanted = _by_key(gone)
    named = [records[key] for key in keys if key in wanted] or list(gone)
    around = _pasted([exchange], _customers(records))
    deletion = Deletion(exchange, around, named, gone=True)
    try:
        readings = learn_deletions([deletion], list(records.values()), Personal(records), Secrets())
    except LearnError as err:
        raise LearnError("deletion_ambiguous" if err.reason == "har_ambiguous" else err.reason) from None
    part = readings[0].part if readings else None
    if part is None:
        raise LearnError("deletion_not_understood")
    return Lesson(delete_recordings=part, seen={"deletions": 1})


def learn_copied_switch(first: Exchange, second: Exchange) -> Lesson:
    """Learn from the two pasted requests of a switch that was flipped twice."""
    with _learning(None, _MOST_PASTED_WORK):
        around = _pasted([first, second])
        changes = [Change(order, exchange, around) for order, exchange in enumerate((first, second))]
        return Lesson(switches=[learn_pair(*changes)], seen={"switches": 1})


def _pasted(exchanges: Sequence[Exchange], customers: frozenset[str] = frozenset()) -> RequestContext:
    """Return what is known of requests that were pasted a while after they were sent."""
    return RequestContext(guess_tokens(exchanges), customers, time_ns() // 1_000_000, _PATIENCE)


@dataclass(slots=True)
class _Sorted:
    """A HAR's writing requests by what they did."""

    deletions: list[Deletion] = field(default_factory=list)
    ambiguous: int = 0
    failed: list[int] = field(default_factory=list)
    without_effect: set[Any] = field(default_factory=set)
    others: list[tuple[int, Exchange]] = field(default_factory=list)


class _Teaching:
    """One HAR on the way to a lesson."""

    def __init__(self, har: Har, customer_id: str | None) -> None:
        """Read what was listed."""
        self._har = har
        self._exchanges = har.exchanges
        self._listings = Listings.read(har.exchanges)
        self._records = self._listings.records
        self._customers = _customers(self._records)
        if customer_id and self._customers and customer_id not in self._customers:
            raise LearnError("har_other_account")
        self._tokens = find_tokens(har.exchanges)
        self._personal = Personal(self._records)
        self._secrets = Secrets(har.exchanges, har.has_answered)
        self._refused: LearnError | None = None
        self._sorted = self._sort()

    def lesson(self) -> Lesson:
        """Return what was learned; LearnError where that is nothing."""
        lesson = Lesson()
        why: LearnError | None = None
        try:
            self._learn_deletions(lesson)
        except LearnError as err:
            why = err
        self._learn_switches(lesson, self._learn_cuts(lesson))
        if lesson.is_empty:
            raise why or self._why_none()
        lesson.seen = self._seen(lesson)
        return lesson

    def _around(self, exchange: Exchange) -> RequestContext:
        """Return what is known of one request."""
        return RequestContext(self._tokens, self._customers, exchange.time, is_given=self._har.has_answered)

    def _writes(self) -> list[tuple[int, Exchange]]:
        """Return the requests that may have changed something."""
        return [(order, exchange) for order, exchange in enumerate(self._exchanges) if exchange.writes]

    def _sort(self) -> _Sorted:
        """Tell the requests that name recordings from others."""
        found = _Sorted()
        identifier = Identifier(self._records)
        for order, exchange in self._writes():
            certain, possible = identifier.identify(exchange)
            keys = [key for key in certain if self._is_known(key, order)]
            gone = [key for key in possible if self._is_known(key, order) and self._listings.is_gone(key, order)]
            if not keys and len(gone) == 1:
                keys = gone
            if keys:
                self._add(found, order, exchange, keys)
            elif self._listings.is_listing(exchange):
                continue
            elif gone:
                found.ambiguous += 1
            elif exchange.worked:
                found.others.append((order, exchange))
        return found

    def _is_known(self, key: str, order: int) -> bool:
        """Return whether a recording was listed before a request, and not gone by then."""
        return self._listings.first_seen[key] < order and not self._listings.was_gone(key, order)

    def _add(self, found: _Sorted, order: int, exchange: Exchange, keys: Sequence[str]) -> None:
        """Add a request that names recordings."""
        is_listing = self._listings.is_listing(exchange)
        # What deletes may answer with what is left; what asks for the next page may name the last of this one.
        states = [self._listings.is_gone(key, order - is_listing) for key in keys]
        gone = True if True in states else False if False in states else None
        if is_listing and not (gone and exchange.worked):
            return
        # Without a status, nobody saw the answer.
        if not exchange.worked and (exchange.status or not gone):
            found.failed.append(exchange.status)
        elif gone is False:
            found.without_effect.add(roughly_alike(exchange))
        else:
            records = [self._records[key] for key in keys]
            found.deletions.append(Deletion(exchange, self._around(exchange), records, gone, order))

    def _learn_deletions(self, lesson: Lesson) -> None:
        """Learn how recordings are deleted; ask where requests of several kinds may have done it."""
        records = list(self._records.values())
        deletions = self._sorted.deletions
        precise = [deletion for deletion in deletions if not self._took_others(deletion)]
        if deletions and not precise:
            raise LearnError("har_took_others")
        readings = learn_deletions(precise, records, self._personal, self._secrets)
        if precise and not readings:
            raise LearnError("har_not_understood")
        readings = [reading for reading in readings if reading.is_confirmed] or readings
        # What once did nothing is rather telemetry.
        idle = self._sorted.without_effect
        readings = [each for each in readings if roughly_alike(each.deletions[0].exchange) not in idle] or readings
        if len(readings) == 1:
            lesson.delete_recordings = readings[0].part
        elif readings:
            _ask_which(lesson, readings)

    def _took_others(self, deletion: Deletion) -> bool:
        """Return whether recordings went that none of the requests since the last listing named."""
        pages = [page.order for page in self._listings.pages]
        before = max((order for order in pages if order < deletion.order), default=0)
        after = min((order for order in pages if order >= deletion.order), default=None)
        others = [order for order, _ in self._sorted.others]
        if after is None or any(before < order <= after for order in others):
            return False
        until = min((order for order, exchange in self._writes() if order > after and order not in pages), default=None)
        named = {record["recordKey"] for each in self._sorted.deletions for record in each.records}
        return any(
            self._listings.is_gone_next(key, deletion.order - 1, until)
            for key in self._listings.known_at(deletion.order)
            if key not in named
        )

    def _learn_cuts(self, lesson: Lesson) -> list[tuple[int, Exchange]]:
        """Learn how ranges and everything are deleted; return the requests that did neither."""
        rest: list[tuple[int, Exchange]] = []
        found: dict[str, dict[Any, Cut]] = {name: {} for name in ("delete_range", "delete_everything")}
        idle = self._idle()
        for order, exchange in self._sorted.others:
            kind = closely_alike(exchange)
            if (cut := self._cut(order, exchange, may_empty=kind not in idle)) is not None:
                found[cut.name].setdefault(kind, cut)
            if cut is None or not cut.is_certain:
                rest.append((order, exchange))
        for name, cuts in found.items():
            _take(lesson, name, list(cuts.values()))
        return rest

    def _learn_switches(self, lesson: Lesson, rest: Sequence[tuple[int, Exchange]]) -> None:
        """Learn how switches are set, from requests that deleted nothing."""
        changes = [Change(order, exchange, self._around(exchange)) for order, exchange in rest]
        try:
            lesson.switches = learn_switches(changes, list(enumerate(self._exchanges)), self._personal, self._secrets)
        except LearnError as err:
            self._refused = err

    def _idle(self) -> set[Any]:
        """Return the kinds of requests after which recordings were still there at least once."""
        return {
            closely_alike(exchange)
            for order, exchange in self._sorted.others
            if (page := self._listings.next_page(order)) is not None and page.keys
        }

    def _cut(self, order: int, exchange: Exchange, *, may_empty: bool) -> Cut | None:
        """Return what a request without recordings deleted, if anything."""
        for learn in (learn_range, learn_everything) if may_empty else (learn_range,):
            cut = learn(order, exchange, self._around(exchange), self._listings)
            if cut is None or self._personal.is_in(cut.part):
                continue
            try:
                self._secrets.check(cut.part)
            except HoldsSecret:
                self._refused = LearnError("request_holds_secret")
            else:
                return cut
        return None

    def _why_none(self) -> LearnError:
        """Say why nothing was learned."""
        found = self._sorted
        # Where recordings were listed, it is rather their deletion that is missed.
        if self._refused and not (self._refused.reason == "har_no_switch" and self._records):
            return self._refused
        if not self._records:
            has_answers = any(exchange.answer for exchange in self._exchanges)
            return LearnError("har_no_listing" if has_answers else "har_no_answers", entries=str(self._har.entries))
        if found.failed:
            return LearnError("har_failed_deletion", status=str(found.failed[-1]))
        if found.ambiguous:
            return LearnError("har_ambiguous")
        if any(self._listings.is_gone(key, order) for key, order in self._listings.first_seen.items()):
            return LearnError("har_not_understood")
        return LearnError("har_no_deletion", recordings=str(len(self._records)), requests=str(len(self._exchanges)))

    def _seen(self, lesson: Lesson) -> dict[str, int]:
        """Return figures of what was seen."""
        return {
            "entries": self._har.entries,
            "requests": len(self._exchanges),
            "listings": len(self._listings.pages),
            "recordings": len(self._records),
            "deletions": len(self._sorted.deletions),
            "failed_deletions": len(self._sorted.failed),
            "deletions_without_effect": len(self._sorted.without_effect),
            "switches": len(lesson.switches),
            "left_out": self._har.entries - len(self._exchanges),
        }


def _take(lesson: Lesson, name: str, cuts: Sequence[Cut]) -> None:
    """Take what was learned, or ask whether it is so."""
    if len(cuts) == 1 and cuts[0].is_certain:
        setattr(lesson, name, cuts[0].part)
    elif cuts:
        options = {str(number): cut.part for number, cut in enumerate(cuts, 1)}
        words = dict(zip(options, in_words(list(options.values())), strict=True)) | {NEITHER: ""}
        readings: dict[str, dict[str, Part | None]] = {option: {name: part} for option, part in options.items()}
        lesson.ask(Question(name, f"which_{name}", words), {**readings, NEITHER: {}})


def _ask_which(lesson: Lesson, readings: Sequence[LearnedDeletion]) -> None:
    """Ask which of several requests deletes."""
    options = {str(number): reading.part for number, reading in enumerate(readings, 1)}
    words = dict(zip(options, in_words(list(options.values())), strict=True))
    parts: dict[str, dict[str, Part | None]] = {option: {"delete_recordings": part} for option, part in options.items()}
    lesson.ask(Question("delete_recordings", "which_delete_recordings", words), parts)


def _by_key(records: Sequence[Record]) -> dict[str, Record]:
    """Return records by their keys."""
    return {key: record for record in records if isinstance(key := record.get("recordKey"), str)}


def _customers(records: Mapping[str, Mapping[str, Any]]) -> frozenset[str]:
    """Return the customer ids in records."""
    ids = {record.get("customerId") for record in records.values()}
    return frozenset(found for found in ids if isinstance(found, str) and found)
