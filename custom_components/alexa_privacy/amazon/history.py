"""Lists Amazon's voice history and conversations; a listing is complete or an error (amazon-protocol.md §2)."""

from collections import deque
from collections.abc import AsyncIterator, Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from http import HTTPMethod
from typing import Any, ClassVar, Final, NamedTuple, override
from urllib.parse import quote_plus

import orjson

from .clock import ListingDates
from .errors import AmazonError, BadResponse, ListingIncomplete, Refused, Withdrawn
from .recordings import Recording, read_conversation, read_record
from .request_stats import RequestKind
from .responses import Request, Response
from .session import CSRF_HEADER, HISTORY_PAGE, PRIVACY_PAGES, AmazonSession

_V2: Final = f"{HISTORY_PAGE}/customer-history-records-v2"
_V1: Final = f"{HISTORY_PAGE}/customer-history-records"
_CONVERSATIONS: Final = f"{PRIVACY_PAGES}apd/rah/alexa-history-records-v2"
_JSON: Final = "application/json; charset=utf-8"

# Amazon returns ten records a page, whatever is requested.
PAGE_SIZE: Final = 10
MOST_RECORDS: Final = 1_000
# What an answer says of a failure, in small letters.
_ERRORS: Final = frozenset({"error", "errors", "errormessage", "exception", "fault"})
# A token is sent back in a URL; Amazon's known tokens are shorter.
_MOST_IN_TOKEN: Final = 7_000
# An empty page with a token is not the end, but so many in a row are an error.
EMPTY_PAGES: Final = 100
# New recordings appear 2 to 16 s late.
LATE: Final = 60_000
# The errors of a listing that is temporarily gone.
_SILENT: Final = (BadResponse, Refused, Withdrawn)
# Pages repeat records at their boundary only, so the keys of a few pages find every repetition.
_REMEMBERED_PAGES: Final = 5


class Window(NamedTuple):
    """A time range (epoch ms, `end` excluded)."""

    start: int
    end: int


class Source(Enum):
    """The two listings of the same voice history."""

    V2 = "v2"
    V1 = "v1"

    @property
    def other(self) -> Source:
        """The listing that can confirm this one."""
        return Source.V1 if self is Source.V2 else Source.V2


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a listing, with the token of the next page."""

    recordings: list[Recording]
    token: str | None
    size: int
    """Number of its records, whether or not they are new and in the window."""
    date: int | None = None
    """When it was sent, by Amazon's clock (epoch ms)."""


@dataclass(slots=True, eq=False, repr=False)
class _Passed:
    """The keys of the last few pages of a listing."""

    _pages: deque[dict[str, Recording]] = field(default_factory=deque)
    _forgotten: int | None = None

    def fresh(self, page: Iterable[Recording]) -> list[Recording]:
        """Return the new records; raises ListingIncomplete if a page repeats older ones, or reuses their keys."""
        page = list(page)
        known = {key: recording.time for earlier in self._pages for key, recording in earlier.items()}
        if any(known.get(recording.key, recording.time) != recording.time for recording in page):
            raise ListingIncomplete("Amazon lists two records with one key")
        fresh = {recording.key: recording for recording in page if recording.key not in known}
        if not fresh:
            return []
        newest = max(recording.time for recording in fresh.values())
        if self._forgotten is not None and newest > self._forgotten:
            raise ListingIncomplete("Amazon's pages repeat older ones")
        self._pages.append(fresh)
        if len(self._pages) > _REMEMBERED_PAGES:
            self._forgotten = max(recording.time for recording in self._pages.popleft().values())
        return list(fresh.values())


@dataclass(eq=False, repr=False)
class History:
    """One account's voice history."""

    is_confirmed: ClassVar = True
    """Whether another listing can confirm that nothing is left."""
    _session: AmazonSession
    _source: Source = field(default=Source.V2, init=False)

    def now(self) -> int:
        """Return the current time (epoch ms) by Amazon's clock."""
        return self._session.clock.now()

    @property
    def has_window(self) -> bool:
        """Return whether a time range can be listed without listing everything newer."""
        return True

    @property
    def requests(self) -> int:
        """Number of requests the session has sent."""
        return self._session.request_stats.sent

    async def recordings(self, start: int, end: int, *, is_unknown: bool = False) -> list[Recording]:
        """Return all recordings from `start` to before `end` (epoch ms), newest first; raises as `pages` does."""
        found: dict[str, Recording] = {}
        async for page in self.pages(start, end, is_unknown=is_unknown):
            found.update((recording.key, recording) for recording in page)
        return sorted(found.values(), key=lambda recording: recording.time, reverse=True)

    async def first_page(self, start: int, end: int) -> tuple[list[Recording], bool]:
        """Return the newest recordings of a window with one request, and whether more may follow."""
        page = await self._begin(start, end)
        fresh = {recording.key: recording for recording in page.recordings if _lies_in(recording, start, end)}
        return list(fresh.values()), page.token is not None

    async def holds_anything(self, end: int) -> bool:
        """Return whether Amazon lists any recording; raises ListingIncomplete if only one of two listings is empty.

        A single empty listing proves nothing: it may be broken.
        """
        unheard: AmazonError | None = None
        for source in Source:
            try:
                if await self._newest(source, end):
                    return True
            except _SILENT as err:
                unheard = err
        if unheard:
            raise ListingIncomplete("Amazon lists nothing, and nothing confirms it") from unheard
        return False

    async def confirm(self, start: int, end: int, listed: Collection[Recording]) -> None:
        """Compare the listing of a window (epoch ms, `end` excluded) with the same range of the entire history.

        The other listing is asked first, and the same one where that does not show what is listed. Raises
        ListingIncomplete where neither does, or one shows more, and what AmazonSession.fetch raises.
        """
        for source in (self._source.other, self._source):
            try:
                if await self._shows(source, start, end, listed):
                    return
            except _SILENT:
                continue
        raise ListingIncomplete("Amazon lists more in a window than in the entire history")

    def compare(self, start: int, end: int, first: Iterable[Recording], second: Iterable[Recording]) -> None:
        """Raise ListingIncomplete if two listings of the same window (epoch ms, `end` excluded) differ."""
        one, other = ({each.key: each for each in listed if _lies_in(each, start, end)} for listed in (first, second))
        self._insist_late(((one | other)[key] for key in one.keys() ^ other.keys()), start, end)

    async def _shows(self, source: Source, start: int, end: int, listed: Collection[Recording]) -> bool:
        """Return whether a listing of the entire history contains that of a window; raises as `confirm` does."""
        keys, shown = {recording.key for recording in listed}, set[str]()
        async for page in self._follow(source, 0, end):
            self._insist_late((each for each in page.recordings if each.key not in keys), start, end)
            shown.update(each.key for each in page.recordings)
            if not all(_lies_in(each, start, end) for each in page.recordings):
                break
        else:
            # The history begins in the window, or its pages end too soon.
            oldest = min(recording.time for recording in listed)
            self._insist_late(await self._newest(source, oldest), start, oldest)
        return all(each.key in shown or self._is_late(each) for each in listed)

    async def pages(
        self, start: int, end: int, dates: ListingDates | None = None, *, is_unknown: bool = False
    ) -> AsyncIterator[list[Recording]]:
        """Yield the pages of a window (epoch ms, `end` excluded), newest first; complete if no error is raised.

        An empty last page is checked with another request, and so is a full one if it `is_unknown` how many
        recordings there are.

        Adds the times of its answers to `dates`. Raises ListingIncomplete where the end is not a real one, and what
        AmazonSession.fetch raises.
        """
        first = await self._begin(start, end)
        source, oldest, last = self._source, end, first
        async for last in self._follow(source, start, end, first, dates):
            if last.recordings:
                oldest = min(oldest, *(recording.time for recording in last.recordings))
                yield last.recordings
        is_in_doubt = last.size == 0 or (last.size >= PAGE_SIZE and is_unknown)
        if is_in_doubt and (late := await self._confirm_end(source, Window(start, end), oldest, dates)):
            yield late

    async def _follow(
        self, source: Source, start: int, end: int, first: Page | None = None, dates: ListingDates | None = None
    ) -> AsyncIterator[Page]:
        """Yield all pages of one listing, each with its new records in the window."""
        page = first or await self._page(source, start, end, None)
        seen_tokens: set[int] = set()
        passed = _Passed()
        empty_pages = 0
        while True:
            if dates:
                dates.add(page.date)
            fresh = passed.fresh(each for each in page.recordings if _lies_in(each, start, end))
            yield replace(page, recordings=fresh)
            if page.token is None:
                return
            empty_pages = 0 if page.size else empty_pages + 1
            if hash(page.token) in seen_tokens or empty_pages > EMPTY_PAGES:
                raise ListingIncomplete("Amazon's pages repeat without an end")
            seen_tokens.add(hash(page.token))
            page = await self._page(source, start, end, page.token)

    async def _begin(self, start: int, end: int) -> Page:
        """Fetch a window's first page; if one listing is gone or returns another form, use the other one."""
        try:
            return await self._page(self._source, start, end, None)
        except (Withdrawn, BadResponse) as err:
            try:
                page = await self._page(self._source.other, start, end, None)
            except Withdrawn:
                raise err from None
            self._source = self._source.other
            return page

    async def _confirm_end(
        self, source: Source, window: Window, oldest: int, dates: ListingDates | None
    ) -> list[Recording]:
        """Verify the end of a listing by the other listing of the entire history.

        A broken listing looks like an empty one; only a second listing shows the difference, and one that is empty
        itself does not count. Returns recordings of the last minute, which listings show some seconds late.
        """
        for other in (source.other, source):
            try:
                shown = await self._newest(other, oldest, dates)
            except _SILENT:
                if other is source:
                    raise
                continue
            if shown or window.start == 0:
                return self._insist_late(shown, window.start, oldest)
        return []

    def _insist_late(self, missing: Iterable[Recording], start: int, end: int) -> list[Recording]:
        """Return the missing recordings of a window; raises ListingIncomplete if one is too old to be merely late."""
        missing = [recording for recording in missing if _lies_in(recording, start, end)]
        if not all(map(self._is_late, missing)):
            raise ListingIncomplete("Amazon's listings contradict each other")
        return missing

    def _is_late(self, recording: Recording) -> bool:
        """Return whether a recording is so new that one listing may show it before another does."""
        return recording.time >= self.now() - LATE

    async def _newest(self, source: Source, end: int, dates: ListingDates | None = None) -> list[Recording]:
        """Return the newest recordings before a time (epoch ms), as one listing shows them."""
        async for page in self._follow(source, 0, end, dates=dates):
            if page.recordings:
                return page.recordings
        return []

    async def _page(self, source: Source, start: int, end: int, token: str | None) -> Page:
        window = f"startTime={start}&endTime={end}&recordType=VOICE_HISTORY&maxRecordSize={PAGE_SIZE}"
        if source is Source.V1:
            follow = f"&previousRequestToken={quote_plus(token)}" if token else ""
            request = Request(method=HTTPMethod.GET, target=f"{_V1}?{window}{follow}")
            return await self._session.fetch(lambda _: request, RequestKind.V1, read_page)
        return await self._post(f"{_V2}?{window}", token, RequestKind.V2, read_page)

    async def _post(self, target: str, token: str | None, kind: RequestKind, read: Callable[[Response], Page]) -> Page:
        """Fetch the page of a token from one of Amazon's newer listings."""
        body = orjson.dumps({"previousRequestToken": token})
        return await self._session.fetch(
            lambda csrf: Request(
                method=HTTPMethod.POST, target=target, headers={CSRF_HEADER: csrf, "Content-Type": _JSON}, body=body
            ),
            kind,
            read,
            csrf=True,
        )


class SingleHistory(History):
    """A history with a single listing, which has to confirm its own end."""

    is_confirmed = False

    @override
    async def _confirm_end(
        self, source: Source, window: Window, oldest: int, dates: ListingDates | None
    ) -> list[Recording]:
        """List again before the end: a single empty response may be a fault."""
        return self._insist_late(await self._newest(source, oldest, dates), window.start, oldest)


class Conversations(SingleHistory):
    """One account's conversations with the "new Alexa", which have a listing of their own."""

    @override
    async def _page(self, source: Source, start: int, end: int, token: str | None) -> Page:
        target = f"{_CONVERSATIONS}?startTime={start}&endTime={end}"
        return await self._post(target, token, RequestKind.RAH, _read_conversations)


def _lies_in(recording: Recording, start: int, end: int) -> bool:
    """Return whether a recording is in a window; a start of 0 has no lower limit."""
    return (start <= recording.time or not start) and recording.time < end


def read_page(answer: Response) -> Page:
    """Return a page's records and token; raises BadResponse if it has another form."""
    records, token = read_listing(answer.json, "customerHistoryRecords", "encodedRequestToken")
    return Page([read_record(record) for record in records], token, len(records), answer.date)


def _read_conversations(answer: Response) -> Page:
    """Return a page's conversations and token; raises BadResponse if it has another form."""
    records, token = read_listing(answer.json, "alexaHistoryRecords", "paginationToken")
    conversations = [each for each in records if isinstance(each, dict) and each.get("recordType") == "conversation"]
    return Page([*map(read_conversation, conversations)], token, len(records), answer.date)


def read_listing(document: Any, records_name: str, token_name: str) -> tuple[list[Any], str | None]:
    """Return the records of one of Amazon's listings, and the token of the next page."""
    if not isinstance(document, dict) or records_name not in document:
        raise BadResponse("Amazon's listing has no list of records")
    check_no_error(document)
    records, token = document[records_name], document.get(token_name)
    if not isinstance(records, list | None) or not isinstance(token, str | None):
        raise BadResponse("Amazon's listing has another form")
    if len(records or ()) > MOST_RECORDS or len(token or "") > _MOST_IN_TOKEN:
        raise BadResponse("Amazon's listing has more records than a page can")
    return records or [], token or None


def check_no_error(answer: Mapping[str, Any]) -> None:
    """Raise BadResponse if a response reports a failure: it may list nothing, or not everything."""
    said = {name.lower(): value for name, value in answer.items()}
    if said.get("success") is False or any(said.get(name) for name in _ERRORS):
        raise BadResponse("Amazon's listing names an error")
