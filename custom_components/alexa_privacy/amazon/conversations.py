"""Conversations with the "new Alexa", which a listing of their own holds among utterances (amazon-protocol.md §2)."""

from http import HTTPMethod
from typing import Any, Final, override

import orjson

from .answers import Request
from .errors import BadAnswer
from .history import History, Page, Source
from .recordings import Recording, read_conversation
from .session import CSRF_HEADER, PRIVACY_PAGES
from .traffic import Asking

_LISTING: Final = f"{PRIVACY_PAGES}apd/rah/alexa-history-records-v2"
_JSON: Final = "application/json; charset=utf-8"


class Conversations(History):
    """One account's conversations, listed as the voice history is; there is no second listing to confirm an end."""

    @override
    async def _page(self, source: Source, start: int, end: int, token: str | None) -> Page:
        """Fetch one page."""
        target = f"{_LISTING}?startTime={start}&endTime={end}"
        body = orjson.dumps({"previousRequestToken": token})
        answer = await self._session.send(
            lambda csrf: Request(
                method=HTTPMethod.POST, target=target, headers={CSRF_HEADER: csrf, "Content-Type": _JSON}, body=body
            ),
            Asking.RAH,
            csrf=True,
        )
        return _read_page(answer.json)


def _read_page(answer: Any) -> Page:
    """Read a page's conversations and token; BadAnswer where it has another shape."""
    if not isinstance(answer, dict) or "alexaHistoryRecords" not in answer:
        raise BadAnswer("Amazon's listing has no list of records")
    records, token = answer["alexaHistoryRecords"], answer.get("paginationToken")
    if not isinstance(records, list | None) or not isinstance(token, str | None):
        raise BadAnswer("Amazon's listing has another shape")
    found: list[Recording] = [
        read_conversation(record)
        for record in records or ()
        if isinstance(record, dict) and record.get("recordType") == "conversation"
    ]
    return Page(found, token or None, not records)
