"""Lists a history whose listing was learned from the owner; a listing is complete, newest first, or an error."""

from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import accumulate
from typing import Any, Final, NamedTuple, Self, override

import orjson

from .clock import ListingDates
from .deleters import account_values, ranges_around
from .errors import BadResponse, EndUnknown, ListingEndless, ListingIncomplete
from .history import MOST_RECORDS, Conversations, Page, SingleHistory, Source, Window, check_no_error
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
# So many lists of different lengths that end with the same entry are not cut there.
_AGREEING: Final = 3


class _Place(NamedTuple):
    """The position of a listing: what requests the next page, and where the previous one ended."""

    value: Any
    number: int
    entries: int
    oldest: int | None
    last: str | None


@dataclass(slots=True)
class ListEnd:
    """What was seen of the end of a list without a window, which may show no more than so many entries."""

    oldest: int | None = None
    """The time (epoch ms) of the oldest entry with which it ever ended."""
    is_doubtful: bool = False
    """Whether older entries turned up: then it is cut, or had ended too early once."""
    last: int | None = None
    """The time (epoch ms) of the entry with which it ended last, since it is in doubt."""
    lengths: set[int] = field(default_factory=set)
    """How many entries it had when it ended there."""

    def see(self, moment: int | None) -> None:
        """Take in the time of the oldest entry that was listed."""
        self.is_doubtful |= self.oldest is not None and moment is not None and moment < self.oldest

    def ends(self, last: int | None, length: int) -> bool:
        """Take in with which entry a list ended, and how long it was; return whether that is its end.

        What is cut ends with another entry once it has others. Where it does not, the end before was the wrong one.
        """
        if self.is_doubtful:
            self.lengths = {*self.lengths, length} if last == self.last else {length}
            self.last = last
            if len(self.lengths) < _AGREEING:
                return False
            self.oldest, self.is_doubtful, self.lengths = last, False, set()
        # A list that is empty may have failed.
        self.oldest = min((time for time in (self.oldest, last) if time is not None), default=None)
        return True

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Self:
        """Return what was stored."""
        return cls(**{**stored, "lengths": set(stored["lengths"])})


@dataclass(eq=False, repr=False)
class TaughtHistory(SingleHistory):
    """One of an account's other histories, listed as its page does."""

    _recipe: ListingRecipe
    end: ListEnd = field(default_factory=ListEnd, init=False)
    """What was seen of its end, before as well."""
    _ended: tuple[int | None, int] | None = field(default=None, init=False)
    """With which entry the list ended that was read last, and how long it was; None where it was not read so far."""

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
        ended = self._ended
        if self._recipe.next.count and number > 1:
            async for again in self._follow(self._source, start, end):
                self._insist_late((entry for entry in again.recordings if entry.key not in shown), start, end)
        if not self.has_window and ended and not self.end.ends(*ended):
            raise ListingIncomplete("the history goes on where it had ended")

    @override
    async def _confirm_end(
        self, source: Source, window: Window, oldest: int, dates: ListingDates | None
    ) -> list[Recording]:
        """Confirm as any history; where that listing ended says nothing of the one that it confirms."""
        ended = self._ended
        late = await super()._confirm_end(source, window, oldest, dates)
        self._ended = ended
        return late

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
        last = page.recordings[-1].time if page.recordings else place and place.oldest
        self.end.see(last)
        self._ended = None if page.token else (last, page.size + (place.entries if place else 0))
        is_past = any(each.time < start for each in page.recordings)
        return Page(page.recordings, None, page.size, page.date) if is_past else page

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
