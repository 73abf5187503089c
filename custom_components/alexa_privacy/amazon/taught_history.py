"""Lists a history whose listing was learned from the owner; a listing is complete, newest first, or an error."""

from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import accumulate
from typing import Any, Final, NamedTuple, override

import orjson

from .clock import ListingDates
from .deleters import account_values, ranges_around
from .errors import BadResponse, EndUnknown, ListingEndless, ListingIncomplete
from .history import MOST_RECORDS, Conversations, Page, SingleHistory, Source, check_no_error
from .recipes.model import Counted, HistoryRecipe, ListingRecipe, RequestTemplate, TimeUnit
from .recipes.template import Missing, TemplateError, look_at, point
from .recordings import LAST, MOST_IN_KEY, Echo, Kind, Recording, milliseconds, read_name
from .request_stats import RequestKind
from .responses import Request, Response
from .session import AmazonSession

# There was no Alexa before November 2014: what claims to be older is no time of an entry.
BEGINNING: Final = 1_414_800_000_000
_MINUTE: Final = 60_000
# So many pages have no end.
MOST_PAGES: Final = 5_000
_MOST_IN_PAGE_VALUE: Final = 7_000


class _Place(NamedTuple):
    """The position of a listing: what requests the next page, and where the previous one ended."""

    value: Any
    number: int
    entries: int
    oldest: int | None
    last: str | None


@dataclass(eq=False, repr=False)
class TaughtHistory(SingleHistory):
    """One of an account's other histories, listed as its page does."""

    _recipe: ListingRecipe
    _oldest: int | None = field(default=None, init=False)
    """The time (epoch ms) of the oldest entry that was ever listed."""
    _has_ended: bool = field(default=False, init=False)
    """Whether a list without a window was ever read to its end."""

    @property
    @override
    def has_window(self) -> bool:
        return self._recipe.has_window

    @override
    async def pages(
        self, start: int, end: int, dates: ListingDates | None = None, *, is_unknown: bool = False
    ) -> AsyncIterator[list[Recording]]:
        """Yield pages like `History.pages`; pages that are requested by a count are listed twice.

        A deletion in between shifts older entries, so one can be missed between two pages. A page may also list only
        a limited number of entries; if it has a time range, older ones are requested to check that.
        """
        shown, number, oldest = dict[str, int](), 0, end
        async for page in super().pages(start, end, dates, is_unknown=is_unknown):
            if any(shown.setdefault(entry.key, entry.time) != entry.time for entry in page):
                raise ListingIncomplete("two entries of the history have one id")
            number, oldest = number + 1, min(oldest, *(entry.time for entry in page))
            yield page
        if self.has_window and number > 1:
            self._insist_late(await self._newest(self._source, oldest), start, oldest)
        if self._recipe.next.count and number > 1:
            async for again in self._follow(self._source, start, end):
                self._insist_late((entry for entry in again.recordings if entry.key not in shown), start, end)

    @override
    async def _page(self, source: Source, start: int, end: int, token: str | None) -> Page:
        """Fetch one page; a list without a time range ends where it is older than requested."""
        recipe = self._recipe
        place = _Place(*orjson.loads(token)) if token else None
        request = recipe.more if place and recipe.more else recipe.request
        known = {**account_values(self._session), **({"page": place.value} if place else {})}
        page = await self._session.fetch(
            partial(self._render, request, known, start, end),
            RequestKind.HISTORY,
            partial(self._read, place),
            csrf=request.uses("csrf"),
            optional=True,
        )
        if self.has_window:
            return page
        if page.recordings or place:  # a list that is empty from the start may have failed
            self._check_end(page)
        is_past = any(each.time < start for each in page.recordings)
        return Page(page.recordings, None, page.size, page.date) if is_past else page

    def _check_end(self, page: Page) -> None:
        """Raise ListingIncomplete if a list has older entries than at its last end: it shows a limited number only."""
        times = [each.time for each in page.recordings]
        if self._has_ended and self._oldest is not None and any(time < self._oldest for time in times):
            raise ListingIncomplete("the history goes on where it had ended")
        self._oldest = min([*times, *([] if self._oldest is None else [self._oldest])], default=None)
        self._has_ended = self._has_ended or page.token is None

    @override
    async def first_page(self, start: int, end: int) -> tuple[list[Recording], bool]:
        """Return the newest entries of a time range; a list without one begins with newer entries."""
        async for page in self._follow(Source.V2, start, end):
            if page.recordings:
                return page.recordings, page.token is not None
        return [], False

    def _render(self, request: RequestTemplate, known: Mapping[str, Any], start: int, end: int, csrf: str) -> Request:
        """Fill in a request; its time range is widened, at least to whole minutes.

        The time that an entry says may be rounded, while Amazon goes by the exact one.
        """
        around = max(0, start - _MINUTE), min(end + _MINUTE, LAST)
        for unit, first, last in ranges_around(*around, self._session.zone):
            if unit < _MINUTE:
                continue
            with suppress(TemplateError):
                return request.render({**known, "start": first, "end": last, "csrf": csrf})
        raise BadResponse("the learned listing cannot be asked for this time")

    def _read(self, place: _Place | None, answer: Response) -> Page:
        """Return a page; raises BadResponse if it has another form, ListingIncomplete if its order is wrong."""
        recipe = self._recipe
        try:
            # A GraphQL answer names an error beside a list that is null.
            for inner in accumulate(recipe.records.split("/"), "{}/{}".format):
                if isinstance(around := point(answer.json, inner), dict):
                    check_no_error(around)
            listed = point(answer.json, recipe.records)
        except TemplateError as err:
            raise BadResponse("the history has no list of entries") from err
        if not isinstance(listed, list | None) or len(listed or ()) > MOST_RECORDS:
            raise BadResponse("the history's list has another form")
        entries = [read_entry(recipe, raw) for raw in listed or ()]
        if len({entry.key for entry in entries}) < len(entries):
            raise ListingIncomplete("two entries of the history have one id")
        before = place or _Place(None, 0, 0, None, None)
        times = [*([] if before.oldest is None else [before.oldest]), *(entry.time for entry in entries)]
        if times != sorted(times, reverse=True):
            raise ListingIncomplete("the history is not listed newest first")
        number, count = before.number + 1, before.entries + len(entries)
        value = self._next(answer, len(entries), number, count)
        if value is None:
            return Page(entries, None, len(entries), answer.date)
        oldest, last = (entries[-1].time, entries[-1].key) if entries else (before.oldest, before.last)
        # A page may begin with the entry that ended the one before, and hold no other.
        if number > MOST_PAGES or (len(entries) > 1 and last == before.last):
            raise ListingEndless("the history's pages go on without an end")
        try:
            token = orjson.dumps([value, number, count, oldest, last]).decode()
        except orjson.JSONEncodeError as err:
            raise BadResponse("the history's next page is named by half a character") from err
        return Page(entries, token, len(entries), answer.date)

    def _next(self, answer: Response, size: int, number: int, count: int) -> Any:
        """Return the value that requests the next page; None if there is none."""
        after = self._recipe.next
        if self._recipe.more is None:
            return None
        if after.count is not None:
            if not size:
                return None
            return count if after.count is Counted.ENTRIES else after.first + number - 1
        # An empty page may leave everything out, and is asked for once more.
        is_needed = size and after.at is not None and not after.absent
        if is_needed and look_at(answer.json, after.at or "", Missing.VALUE) is Missing.VALUE:
            raise EndUnknown("the history's answer does not say whether it goes on")
        value = answer.headers.get(after.header.lower()) if after.header else look_at(answer.json, after.at or "")
        if not isinstance(value, str | int | None) or len(str(value)) > _MOST_IN_PAGE_VALUE:
            raise BadResponse("the history's next page is named in another form")
        return None if value in ("", False) else value


def listing_of(session: AmazonSession, taught: HistoryRecipe) -> SingleHistory:
    """Return a taught history; the listing of conversations is built in."""
    return TaughtHistory(session, taught.listing) if taught.listing else Conversations(session)


def read_entry(recipe: ListingRecipe, raw: object) -> Recording:
    """Return an entry as a recording without words; raise BadResponse if it has no id or no time."""
    key = look_at(raw, recipe.id)
    is_id = isinstance(key, str | int) and not isinstance(key, bool) and 0 < len(str(key)) <= MOST_IN_KEY
    if not is_id or not isinstance(raw, dict):
        raise BadResponse("an entry has no id")
    name = read_name(look_at(raw, recipe.device)) if recipe.device is not None else None
    moment = moment_of(look_at(raw, recipe.time), recipe.unit)
    if moment is None or not BEGINNING <= moment <= LAST:
        raise BadResponse("an entry has no time")
    return Recording(str(key), moment, Kind.UNKNOWN, Echo(name, name) if name else None, raw)


def moment_of(value: object, unit: TimeUnit) -> int | None:
    """Return the time (epoch ms) that a value says in a unit; None if it says none, or no zone."""
    if unit is TimeUnit.ISO:
        with suppress(ValueError, TypeError, OverflowError):
            moment = datetime.fromisoformat(value) if isinstance(value, str) else None
            return int(moment.timestamp() * 1000) if moment and moment.tzinfo else None
        return None
    if unit is TimeUnit.SECONDS and isinstance(value, float):
        return milliseconds(value * 1000)
    found = milliseconds(value)
    return found * 1000 if found is not None and unit is TimeUnit.SECONDS else found
