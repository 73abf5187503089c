"""Conversations with the "new Alexa", from a listing of their own (amazon-protocol.md §2)."""

from typing import Final, override

from .history import Page, SingleHistory, Source, read_listing
from .recordings import read_conversation
from .request_stats import RequestKind
from .responses import Response
from .session import PRIVACY_PAGES

_LISTING: Final = f"{PRIVACY_PAGES}apd/rah/alexa-history-records-v2"


class Conversations(SingleHistory):
    """One account's conversations, listed like the voice history, but without a second listing for verification."""

    @override
    async def _page(self, source: Source, start: int, end: int, token: str | None) -> Page:
        return await self._post(f"{_LISTING}?startTime={start}&endTime={end}", token, RequestKind.RAH, _read_page)


def _read_page(answer: Response) -> Page:
    """Return a page's conversations and token; raise BadResponse if it has another form."""
    records, token = read_listing(answer.json, "alexaHistoryRecords", "paginationToken")
    conversations = [each for each in records if isinstance(each, dict) and each.get("recordType") == "conversation"]
    return Page([*map(read_conversation, conversations)], token, len(records), answer.date)
