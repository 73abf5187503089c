"""Conversations with the "new Alexa", from a listing of their own (amazon-protocol.md §2)."""

from http import HTTPMethod
from typing import Final, override

import orjson

from .history import History, Page, Source, read_listing
from .recordings import Recording, read_conversation
from .request_stats import RequestKind
from .responses import Request, Response
from .session import CSRF_HEADER, PRIVACY_PAGES

_LISTING: Final = f"{PRIVACY_PAGES}apd/rah/alexa-history-records-v2"
_JSON: Final = "application/json; charset=utf-8"


class Conversations(History):
    """One account's conversations, listed like the voice history, but without a second listing for verification."""

    @override
    async def _page(self, source: Source, start: int, end: int, token: str | None) -> Page:
        """Fetch one page."""
        target = f"{_LISTING}?startTime={start}&endTime={end}"
        body = orjson.dumps({"previousRequestToken": token})
        return await self._session.fetch(
            lambda csrf: Request(
                method=HTTPMethod.POST, target=target, headers={CSRF_HEADER: csrf, "Content-Type": _JSON}, body=body
            ),
            RequestKind.RAH,
            _read_page,
            csrf=True,
        )


def _read_page(answer: Response) -> Page:
    """Return a page's conversations and token; raise BadResponse if it has another form."""
    records, token = read_listing(answer.json, "alexaHistoryRecords", "paginationToken")
    found: list[Recording] = [
        read_conversation(record)
        for record in records
        if isinstance(record, dict) and record.get("recordType") == "conversation"
    ]
    return Page(found, token, len(records), answer.date)
