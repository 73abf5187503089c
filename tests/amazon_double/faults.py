"""What can go wrong at Amazon, on demand and per request."""

import asyncio
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

from aiohttp import web
import orjson


class Fault(Enum):
    """A way to go wrong."""

    STALE_CSRF = auto()
    """403 until a new anti-CSRF token is fetched."""
    UNAUTHORIZED = auto()
    SIGN_IN = auto()
    """A redirect to the sign-in page."""
    HTML = auto()
    """A page, status 200, where JSON was asked."""
    NOT_FOUND = auto()
    BAD_REQUEST = auto()
    THROTTLED = auto()
    THROTTLED_WITHOUT_BODY = auto()
    THROTTLED_200 = auto()
    """The words of a throttled answer in one with status 200."""
    UNAVAILABLE = auto()
    DROPPED = auto()
    """The connection is cut before anything is done."""
    DROPPED_AFTER = auto()
    """What was asked is done, and the connection is cut instead of an answer."""
    SILENT = auto()
    """What was asked is done, and no answer ever comes."""
    SLOW = auto()
    """The answer comes after so many `seconds`, or once all is healed."""
    TRUNCATED = auto()
    """Half of the JSON."""
    JSON_LIST = auto()
    JSON_STRING = auto()
    NO_LIST = auto()
    """A JSON object without what was asked for."""
    NULL_LIST = auto()
    """Null for a list that is not empty, and no token."""
    REPEATING_TOKEN = auto()
    """Each page has the token it was asked with."""
    EMPTY_FOR_EVER = auto()
    """Empty pages, each with a new token."""
    CUT_SHORT = auto()
    """A page that is not the last has no token."""
    EMPTY_WINDOW = auto()
    """Nothing in a window, though a listing from the beginning of time shows it."""
    HALF_A_WINDOW = auto()
    """Every second recording of a window, though a listing from the beginning of time shows all."""
    IGNORED = auto()
    """A deletion or a setting is answered 200, and nothing happens."""
    LATE = auto()
    """A deletion takes effect after so many `seconds`."""
    HALF = auto()
    """A deletion leaves out every second recording."""
    GREEDY = auto()
    """A deletion takes the next older entry of the history along."""
    ENDLESS = auto()
    """A listing of another history goes on with older and older entries that are not there."""
    UNSORTED = auto()
    """A page of another history begins with its oldest entry."""
    REFUSED = auto()
    """The refresh token is not accepted any more."""
    RAW = auto()
    """Whatever bytes the fault holds come instead of an answer, then the connection ends."""


@dataclass
class Planned:
    """A fault that waits for its request."""

    fault: Fault
    where: str
    times: int | None
    after: int
    seconds: float = 0
    raw: Iterable[bytes] = ()
    healed: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass
class Faults:
    """Faults that are planned, in the order they were."""

    planned: list[Planned] = field(default_factory=list)

    def add(self, planned: Planned) -> None:
        """Plan a fault."""
        self.planned.append(planned)

    def heal(self) -> None:
        """Plan none any more, and let nothing wait for its answer."""
        for planned in self.planned:
            planned.healed.set()
        self.planned.clear()

    def take(self, kind: str) -> Planned | None:
        """Return the fault for a request of this kind, if one is due."""
        for planned in self.planned:
            if planned.where not in {kind, "*"} or planned.times == 0:
                continue
            if planned.after:
                planned.after -= 1
                continue
            if planned.times is not None:
                planned.times -= 1
            return planned
        return None


def html(title: str, *, status: int = 200, head: str = "", body: str = "") -> web.Response:
    """Answer with a page."""
    text = f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head><body><h1>{title}</h1>{body}</body></html>"
    return web.Response(status=status, text=text, content_type="text/html")


def json(value: Any, *, status: int = 200) -> web.Response:
    """Answer with JSON."""
    return web.Response(status=status, body=orjson.dumps(value), content_type="application/json", charset="utf-8")


def redirect(location: str) -> web.Response:
    """Answer with a redirect."""
    return web.Response(status=302, headers={"Location": location})


def raw(
    body: bytes = b"", *, status: str = "200 OK", headers: Mapping[str, str] | None = None, length: int | None = None
) -> bytes:
    """Return an answer as it goes over the network, which may lie about its length."""
    told = {"Content-Type": "application/json", "Content-Length": str(len(body) if length is None else length)}
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in (told | dict(headers or {})).items())]
    return "\r\n".join(lines).encode("utf-8", "surrogateescape") + b"\r\n\r\n" + body


INSTEAD = {
    Fault.UNAUTHORIZED: lambda: json({"message": "Unauthorized"}, status=401),
    Fault.HTML: lambda: html("Alexa Privacy"),
    Fault.NOT_FOUND: lambda: html("Page not found", status=404),
    Fault.BAD_REQUEST: lambda: json({"message": "Bad request"}, status=400),
    Fault.THROTTLED: lambda: json({"message": "Rate exceeded"}, status=429),
    Fault.THROTTLED_WITHOUT_BODY: lambda: web.Response(status=429),
    Fault.THROTTLED_200: lambda: json({"__type": "ThrottlingException", "message": "Too many requests"}),
    Fault.UNAVAILABLE: lambda: html("Service unavailable", status=503),
    Fault.JSON_LIST: lambda: json([]),
    Fault.JSON_STRING: lambda: json("customerHistoryRecords"),
    Fault.NO_LIST: lambda: json({"unexpected": True}),
    Fault.REFUSED: lambda: json({"error": "invalid_grant", "error_description": "Made up: refused"}, status=400),
}
"""Answers that take the place of the true one, which then is never worked out."""


async def delay(planned: Planned | None) -> None:
    """Let a slow answer wait."""
    if planned and planned.fault is Fault.SLOW:
        with suppress(TimeoutError):
            await asyncio.wait_for(planned.healed.wait(), planned.seconds)


def spoil(planned: Planned | None, answer: web.Response) -> web.Response:
    """Damage a true answer."""
    if planned and planned.fault is Fault.TRUNCATED:
        body = answer.body
        assert isinstance(body, bytes)
        return web.Response(status=answer.status, body=body[: len(body) // 2], content_type=answer.content_type)
    return answer


async def pour(request: web.Request, planned: Planned) -> web.Response:
    """Send raw bytes, as many as are taken, and end the connection; the response is for form's sake."""
    transport = request.transport
    assert transport is not None
    for piece in planned.raw:
        await asyncio.sleep(0)
        while transport.get_write_buffer_size() and not transport.is_closing():  # noqa: ASYNC110 - nothing tells of it
            await asyncio.sleep(0)
        if transport.is_closing():
            break
        transport.write(piece)
    transport.close()
    return web.Response()
