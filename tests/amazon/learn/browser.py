"""A browser that only records: what it is told to send ends in a HAR file."""

import base64
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import orjson

from custom_components.alexa_privacy.amazon.recipes.document import read_recipes
from custom_components.alexa_privacy.amazon.recipes.model import RequestTemplate
from custom_components.alexa_privacy.amazon.responses import Request

SITE = "https://www.amazon.de"
TOKEN = "made-up-token/0123456789abcdef+ghij=="
LISTING = "/alexa-privacy/apd/rvh/customer-history-records-v2"
PAGE = "/alexa-privacy/apd/rvh"

type Json = dict[str, Any]


class Browser:
    """Records exchanges; its clock moves on by two seconds with each."""

    def __init__(self, *, now: int, site: str = SITE, tokens: bool = True) -> None:
        """Begin at a time in epoch milliseconds."""
        self.now = now
        self.site = site
        self.entries: list[Json] = []
        if tokens:
            self.page(f'<html><head><meta name="csrf-token" content="{TOKEN}"></head></html>')

    def add(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        status: int = 200,
        answer: Any = None,
        kind: str = "application/json",
        encoded: bool = False,
        answer_headers: Mapping[str, str] | None = None,
        resource: str = "fetch",
    ) -> None:
        """Record one exchange."""
        self.now += 2000
        text = answer if isinstance(answer, str) else "" if answer is None else orjson.dumps(answer).decode()
        sent = {"Host": "x", "Cookie": "session-token=made-up-cookie", "User-Agent": "made up", **(headers or {})}
        request: Json = {
            "method": method,
            "url": url if url.startswith(("http", "java", "data", "ws")) else self.site + url,
            "httpVersion": "HTTP/2",
            "headers": [{"name": name, "value": value} for name, value in sent.items()],
            "queryString": [],
        }
        if body is not None:
            request["postData"] = {"mimeType": _type(sent), "text": body.decode("utf-8", "replace")}
        content: Json = {"size": len(text), "mimeType": kind, "text": text}
        if encoded:
            content |= {"text": base64.b64encode(text.encode()).decode(), "encoding": "base64"}
        started = datetime.fromtimestamp(self.now / 1000, UTC).isoformat(timespec="milliseconds")
        self.entries.append(
            {
                "startedDateTime": started.replace("+00:00", "Z"),
                "_resourceType": resource,
                "request": request,
                "response": {
                    "status": status,
                    "headers": [{"name": name, "value": value} for name, value in (answer_headers or {}).items()],
                    "content": content,
                },
            }
        )

    def page(self, html: str, path: str = PAGE) -> None:
        """Open a page."""
        self.add("GET", path, answer=html, kind="text/html;charset=UTF-8")

    def list(
        self,
        records: Sequence[Json],
        *,
        start: int = 0,
        end: int | None = None,
        answer: Json | None = None,
        token: str = TOKEN,
        filters: Mapping[str, str] | None = None,
    ) -> None:
        """List recordings, ten a page."""
        pages = [records[at : at + 10] for at in range(0, len(records), 10)] or [()]
        asked_for = {"startTime": start, "endTime": end or self.now + 2000, "recordType": "VOICE_HISTORY"}
        query = urlencode({**asked_for, **(filters or {})})
        for number, page in enumerate(pages):
            following = f"token-{number + 1}" if number + 1 < len(pages) else None
            asked = f"token-{number}" if number else None
            self.add(
                "POST",
                f"{LISTING}?{query}",
                headers={"anti-csrftoken-a2z": token, "content-type": "application/json"},
                body=orjson.dumps({"previousRequestToken": asked}),
                answer=answer or {"customerHistoryRecords": [*page] or None, "encodedRequestToken": following},
            )

    def send(self, request: Request, **answer: Any) -> None:
        """Send what a recipe renders."""
        self.add(request.method, request.target, headers=request.headers, body=request.body, **answer)

    def get(self, path: str, answer: Any) -> None:
        """Ask for JSON."""
        self.add("GET", path, answer=answer)

    def har(self) -> bytes:
        """Save the file."""
        return orjson.dumps({"log": {"version": "1.2", "creator": {"name": "made up"}, "entries": self.entries}})


def template(form: Json, name: str = "delete_recordings") -> RequestTemplate:
    """Return the template of a request's public JSON form."""
    request: RequestTemplate = getattr(read_recipes({"version": 1, name: {"request": form}}), name).request
    return request


def values(records: Sequence[Json], **more: Any) -> Json:
    """Return what a request may name."""
    customer = records[0]["customerId"] if records else "CUSTOMER"
    named: Json = {"recordings": list(records), "recording": records[0]} if records else {}
    return {**named, "csrf": TOKEN, "account": {"customer_id": customer}, **more}


def _type(headers: Mapping[str, str]) -> str:
    """Return a body's type."""
    return next((value for name, value in headers.items() if name.lower() == "content-type"), "")
