"""Finds the responses that list the entries of a history, with their ids and times.

Only content counts: ids that stay the same for an entry, and times that fall from page to page.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import combinations
import re
from typing import Any, Final, NamedTuple
from urllib.parse import unquote

from ..recipes.model import ListingRecipe, RequestTemplate, TimeUnit
from ..recipes.template import as_text, texts_in
from ..recordings import MOST_IN_KEY
from ..taught_history import BEGINNING, moment_of, read_entry
from .exchange import Exchange
from .generalize.times import MINUTE, SECOND, granularity, is_moment, layouts, moment_of as time_said
from .history_paging import Answer, Paging, Path, find_paging, is_last
from .history_reader import FOR_EVER, ListedPage, TaughtReader
from .json_paths import places_in, pointer_of, request_leaves
from .observed_listings import ObservedListings
from .page_json import json_inside
from .refusals import TEMPLATE, LearnError, Place, readable_place, spend
from .vocabulary import identifiers, plain_words, words

_NEEDED: Final = 2
_AHEAD: Final = 10 * MINUTE
# The year 2100: seconds that are taken for milliseconds, or the other way around, are no times.
_LATEST: Final = 4_102_444_800_000
_LITTLE: Final = MINUTE
# Zones are quarters of an hour apart: what is said to the hour or day is a multiple of it.
_COARSE: Final = 15 * MINUTE
_FEW: Final = 4
_ID: Final = re.compile(
    r"(?:^|[_-])(?:id|key|uuid|guid|urn|arn)$|(?:^|[a-z0-9])(?:Id|ID|Key|Uuid|UUID|Guid|GUID|Urn|Arn)$"
)
# What is no time at which something happened, and what changes afterwards.
_NOT_ITS_OWN: Final = re.compile(
    r"expir|valid|until|retention|purge|delet|updat|modif|sync|fetch|index|process|receiv|ingest", re.IGNORECASE
)
_OVER: Final = re.compile(r"end|stop|finish|complet|close", re.IGNORECASE)
_STARTS: Final = frozenset({"start", "from", "begin", "since", "after", "min"})
_UNTIL: Final = frozenset({"end", "to", "until", "till", "before", "max"})

type _Time = tuple[Path, TimeUnit]


class AskedRange(NamedTuple):
    """The time range of a request, and the places of its ends."""

    start: int
    end: int
    starts: Place
    ends: Place


@dataclass(frozen=True, slots=True, repr=False)
class HistoryList:
    """A list that shows a history, page by page."""

    recipe: ListingRecipe
    id: Path
    time: Path
    answers: list[Answer]
    paging: Paging
    windows: list[AskedRange | None]
    pages: dict[int, ListedPage]

    @property
    def reader(self) -> TaughtReader:
        """The reader of its pages."""
        return TaughtReader(self.pages, ".".join(("recording", *self.id)))


def find_list(exchanges: Sequence[Exchange]) -> HistoryList:
    """Return the list from which entries disappeared; raises LearnError unless there is exactly one."""
    found: list[HistoryList] = []
    failed: list[tuple[int, LearnError]] = []
    for place, rows in _lists(exchanges).items():
        alone: dict[int, HistoryList | None] = {}
        for number, row in enumerate(rows):
            try:
                alone[number] = _read(place, row, exchanges)
            except LearnError as err:
                failed.append((sum(len(answer.entries) for answer in row), err))
                if err.reason == "history_one_page":
                    alone[number] = None
        for one, other in combinations(range(len(rows)), 2):
            # Later pages may be asked for elsewhere.
            if one in alone and alone[one] is None:
                with suppress(LearnError):
                    both = sorted([*rows[one], *rows[other]], key=lambda each: each.exchange.order)
                    found.append(_read(place, both, exchanges))
                    alone[other] = None
        found += [each for each in alone.values() if each is not None]
    if not found:
        raise max(failed, key=lambda each: each[0])[1] if failed else LearnError("history_no_list")
    gone = [each for each in found if len(ObservedListings.read(exchanges, each.reader).vanished()) >= _NEEDED]
    if len(gone) > 1:
        raise LearnError("history_two_lists", place=", ".join(each.recipe.records or "/" for each in gone))
    chosen = (gone or found)[0]
    _check_pages(exchanges, chosen)
    return chosen


def _check_pages(exchanges: Sequence[Exchange], found: HistoryList) -> None:
    """Refuse a list whose first page is part of the HTML page, so that no request gives it."""
    listed = {recording.key for page in found.pages.values() for recording in page.recordings}
    for page in (each for each in exchanges if each.is_private and each.is_page):
        for _, value in (each for inside in json_inside(page.text()) for each in places_in(inside.document)):
            for row in (dict(places_in(each)) for each in (value if isinstance(value, list) else ())):
                if found.time in row and as_text(row.get(found.id)) not in {*listed, "null"}:
                    raise LearnError("history_two_lists", place="HTML")


def _lists(exchanges: Sequence[Exchange]) -> dict[Path, list[list[Answer]]]:
    """Return the lists of objects in responses by their place, for each address."""
    found: dict[Path, dict[Any, list[Answer]]] = {}
    for exchange in exchanges:
        document = exchange.document() if exchange.is_private and exchange.worked else None
        address = exchange.method, *(part if plain_words(part) else "*" for part in unquote(exchange.path).split("/"))
        for place, value in places_in(document) if document is not None else ():
            if value is None or (isinstance(value, list) and all(isinstance(each, dict) for each in value)):
                spend(1 + len(value or ()))
                rows = [
                    {at: each for at, each in places_in(entry) if not isinstance(each, list)} for entry in value or ()
                ]
                found.setdefault(place, {}).setdefault(address, []).append(
                    Answer(exchange, document, value or [], rows)
                )
    filled = {place: [row for row in rows.values() if any(each.rows for each in row)] for place, rows in found.items()}
    return {place: rows for place, rows in filled.items() if rows}


def _read(place: Path, answers: list[Answer], exchanges: Sequence[Exchange]) -> HistoryList:
    """Return the history that a list shows; raises LearnError if it is not certain."""
    rows = [row for answer in answers for row in answer.rows]
    spend(TEMPLATE * len(rows))
    shared = [at for at in rows[0] if all(at in row for row in rows)]
    times = [(at, unit) for at in shared for unit in TimeUnit if _says_times(answers, at, unit)]
    own = {answer.exchange.order for answer in answers}
    writes = [each for each in exchanges if each.writes and each.order not in own]
    sent = "\n".join(text for each in writes for text in texts_in(list(each.parts())))
    ids = sorted(
        (at for at in shared if _names_each(answers, at, sent)),
        key=lambda at: (not any(as_text(row[at]) in sent for row in rows), len(at)),
    )
    if not ids:
        raise LearnError("history_no_ids")
    if not times:
        raise LearnError("history_no_time")
    kept = {at: _steady(answers, at, times) for at in ids}
    key = next((at for at in ids if all(kept[at])), next((at for at in ids if kept[at][1]), ids[0]))
    is_again, times = kept[key]
    if not times:
        raise LearnError("history_ids_change")
    if not (times := [each for each in times if _falls(answers, *each)]):
        raise LearnError("history_not_newest")
    at, unit = _own_time(rows, times)
    said = {moment_of(row[at], unit) or 0 for row in rows}
    if len(rows) >= _FEW and all(moment % _COARSE == 0 for moment in said):
        # Only days or hours: what is older than some days would not be known to the hour.
        raise LearnError("history_no_time")
    paging = find_paging(answers, key)
    if not is_again and paging.asked.count(None) > 1:
        raise LearnError("history_ids_change")
    recipe = ListingRecipe(
        request=RequestTemplate(method="GET", path=""),
        records=pointer_of(place),
        id=pointer_of(key),
        time=pointer_of(at),
        unit=unit,
    )
    windows = [_window(answer.exchange) for answer in answers]
    listed = [[moment_of(row[at], unit) or 0 for row in answer.rows] for answer in answers]
    if not all(
        own is None or own[0] <= moment <= own[1] for own, each in zip(windows, listed, strict=True) for moment in each
    ):
        windows = [None] * len(answers)
    return HistoryList(recipe, key, at, answers, paging, windows, _pages(answers, paging, recipe, windows))


def _says_times(answers: Sequence[Answer], at: Path, unit: TimeUnit) -> bool:
    """Return whether a member is a time of every entry and never in the future."""
    if _NOT_ITS_OWN.search(at[-1]):
        return False
    for answer in answers:
        sent = answer.exchange.time
        latest = sent + _AHEAD if sent is not None else _LATEST
        moments = [moment_of(row[at], unit) for row in answer.rows]
        if not all(moment is not None and BEGINNING <= moment <= latest for moment in moments):
            return False
    return True


def _names_each(answers: Sequence[Answer], at: Path, sent: str) -> bool:
    """Return whether a member may be the id of every entry, by its name or by the deletion requests."""
    is_named = _ID.search(at[-1]) is not None
    is_sent = False
    for answer in answers:
        values = [row[at] for row in answer.rows]
        if not all(isinstance(value, str | int) and not isinstance(value, bool) for value in values):
            return False
        texts = [as_text(value) for value in values]
        if len(set(texts)) < len(texts) or not all(0 < len(text) <= MOST_IN_KEY for text in texts):
            return False
        is_word = not all(any(identifiers(text)) for text in texts)
        if not is_named and texts and (is_word or all(is_moment(text) or layouts(text) for text in texts)):
            return False
        is_sent = is_sent or any(text in sent for text in texts)
    return is_named or is_sent


def _steady(answers: Sequence[Answer], key: Path, times: Sequence[_Time]) -> tuple[bool, list[_Time]]:
    """Return whether ids occur again, and the times that stay the same for every id."""
    seen: dict[str, dict[Path, Any]] = {}
    kept, is_again = list(times), False
    for row in (row for answer in answers for row in answer.rows):
        known = seen.setdefault(as_text(row[key]), row)
        is_again = is_again or known is not row
        kept = [each for each in kept if known[each[0]] == row[each[0]]]
    return is_again, kept


def _falls(answers: Sequence[Answer], at: Path, unit: TimeUnit) -> bool:
    """Return whether times fall along a list, and are not those of the page."""
    moments = [[moment_of(row[at], unit) or 0 for row in answer.rows] for answer in answers]
    is_varied = any(len(set(each)) > 1 for each in moments)
    return is_varied and all(each == sorted(each, reverse=True) for each in moments)


def _own_time(rows: Sequence[Mapping[Path, Any]], times: list[_Time]) -> _Time:
    """Return the entries' own time of several; of close ones the later, unless it is an end time.

    Raises LearnError if they are too different.
    """
    said = {each: [moment_of(row[each[0]], each[1]) or 0 for row in rows] for each in times}
    if any(max(moments) - min(moments) > _LITTLE for moments in zip(*said.values(), strict=True)):
        raise LearnError("history_times_differ", place=", ".join(readable_place(at) for at, _ in times))
    return max(times, key=lambda each: (not _OVER.search(each[0][-1]), sum(said[each]), -len(each[0])))


def _pages(
    answers: Sequence[Answer], paging: Paging, recipe: ListingRecipe, windows: Sequence[AskedRange | None]
) -> dict[int, ListedPage]:
    """Return the pages by the order of their exchanges; raises LearnError if one continues with newer entries."""
    pages: dict[int, ListedPage] = {}
    window, oldest = (0, FOR_EVER), FOR_EVER
    for answer, value, own in zip(answers, paging.asked, windows, strict=True):
        if value is None:
            window, oldest = own[:2] if own else (0, FOR_EVER), FOR_EVER
        entries = [read_entry(recipe, raw) for raw in answer.entries]
        if entries and entries[0].time > oldest:
            raise LearnError("history_not_newest")
        oldest = entries[-1].time if entries else oldest
        pages[answer.exchange.order] = ListedPage(
            entries, is_first=value is None, is_last=is_last(answer, paging.next), asked=window
        )
    return pages


def _window(exchange: Exchange) -> AskedRange | None:
    """Return the time range of a request, in two adjacent members; None if it has none."""
    called = [(place, value, set(words(str(place[-1])))) for place, value in request_leaves(exchange).items()]
    for first, start, _ in (each for each in called if each[2] & _STARTS):
        spend(TEMPLATE * len(called))
        for last, end, _ in (each for each in called if each[2] & _UNTIL):
            if first[:-1] == last[:-1]:
                bounds = _said(start), _said(end)
                if bounds[0] is not None and bounds[1] and bounds[0] < bounds[1]:
                    return AskedRange(bounds[0], bounds[1], first, last)
    return None


def _said(value: Any) -> int | None:
    """Return the time of a bound, to the second; None if it is not a time."""
    text = as_text(value)
    if text == "0" or is_moment(text):
        return int(text)
    exact = (layout for layout in layouts(text) if granularity(layout) <= SECOND)
    return next((moment for layout in exact if (moment := time_said(text, layout)) is not None), None)
