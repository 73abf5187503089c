"""Requests to Amazon's site, its answers, and what each of them means (amazon-protocol.md §1)."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from enum import Enum
from functools import cached_property
from html.parser import HTMLParser
from http import HTTPStatus
from typing import Any, Final, override

from aiohttp import ClientResponse
import orjson
from yarl import URL

from .errors import BadAnswer, BadRequest, CannotConnect, Refused, SignedOut, Throttled, Withdrawn

_THROTTLING_WORDS: Final = (b"throttlingexception", b"rate exceeded", b"too many requests")
_PASSING: Final = {
    HTTPStatus.INTERNAL_SERVER_ERROR,
    HTTPStatus.BAD_GATEWAY,
    HTTPStatus.SERVICE_UNAVAILABLE,
    HTTPStatus.GATEWAY_TIMEOUT,
}


class Expect(Enum):
    """What kind of answer a request asks for."""

    JSON = "json"
    HTML = "html"
    AUDIO = "audio"
    ANYTHING = "anything"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request to the account's own site; `target` is the encoded path with its query."""

    method: str
    target: str = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Answer:
    """An answer; what one is given has been understood already."""

    status: int
    content_type: str
    body: bytes = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    """By their names in small letters."""

    @cached_property
    def json(self) -> Any:
        """The parsed body; BadAnswer where it is not JSON."""
        try:
            return orjson.loads(self.body)
        except orjson.JSONDecodeError as err:
            raise BadAnswer("Amazon's answer is not the JSON that was asked for") from err

    def text(self) -> str:
        """Return the body as text."""
        return self.body.decode("utf-8", "replace")


class StaleToken(Refused):
    """The anti-CSRF token was missing or stale."""


class PassingFault(CannotConnect):
    """A server error or a broken connection that one more try may get past."""


def understand(response: ClientResponse, body: bytes, expect: Expect) -> Answer:
    """Return the answer, or raise what it means; Throttled holds Amazon's own wish in seconds, 0 if it names none."""
    headers = {name.lower(): value for name, value in response.headers.items()}
    answer, status = Answer(response.status, response.content_type, body, headers), response.status
    is_html = "html" in answer.content_type or body.lstrip()[:1] == b"<"
    if status == HTTPStatus.TOO_MANY_REQUESTS or _speaks_of_throttling(answer, is_html=is_html):
        wait = response.headers.get("Retry-After", "")
        raise Throttled(float(wait) if wait.isdecimal() else 0.0)
    if _is_sign_in(response) or status == HTTPStatus.UNAUTHORIZED:
        raise SignedOut("Amazon asks to sign in again")
    if status == HTTPStatus.FORBIDDEN:
        raise StaleToken("Amazon refuses the request (403)")
    if status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}:
        raise Withdrawn("Amazon does not know this address any more (404)")
    if status in _PASSING:
        raise PassingFault(f"Amazon answers with a server error ({status})")
    if status == HTTPStatus.BAD_REQUEST:
        raise BadRequest("Amazon does not understand the request (400)")
    # A form's answer may lead elsewhere; whether it worked is for a listing to say, not for the status.
    accepted = HTTPStatus.BAD_REQUEST if expect is Expect.ANYTHING else HTTPStatus.MULTIPLE_CHOICES
    if not HTTPStatus.OK <= status < accepted:
        raise Refused(f"Amazon refuses the request ({status})")
    if is_html and expect in {Expect.JSON, Expect.AUDIO}:
        raise SignedOut("Amazon answers with a page where data was asked for")
    return answer


def _is_sign_in(response: ClientResponse) -> bool:
    """Tell a sign-in page, or the way to it, from an answer."""
    location = URL(response.headers.get("Location", "")) if response.status in range(300, 400) else response.url
    return location.path.startswith("/ap/")


def _speaks_of_throttling(answer: Answer, *, is_html: bool) -> bool:
    """Tell a throttling message from an answer that merely quotes such words: what was said stands in lists."""
    if not is_html and answer.status < HTTPStatus.BAD_REQUEST:
        with suppress(BadAnswer):
            return _in_objects(answer.json)
    return _has_throttling_words(answer.body)


def _in_objects(value: Any) -> bool:
    """Look for the words in strings of nested objects, not in lists."""
    left = [value]
    while left:
        value = left.pop()
        if isinstance(value, dict):
            left.extend(value.values())
        elif isinstance(value, str) and _has_throttling_words(value.encode()):
            return True
    return False


def _has_throttling_words(text: bytes) -> bool:
    """Look for the words in any case."""
    lowered = text.lower()
    return any(words in lowered for words in _THROTTLING_WORDS)


def cookies_by_domain(answer: Any) -> dict[str, dict[str, str]]:
    """Read a renewal's answer; BadAnswer where it has another shape."""
    try:
        found = {
            str(domain): {str(cookie["Name"]): str(cookie["Value"]).replace('"', "") for cookie in cookies}
            for domain, cookies in answer["response"]["tokens"]["cookies"].items()
        }
    except (KeyError, TypeError, AttributeError) as err:
        raise BadAnswer("Amazon's renewal has another shape") from err
    if not any(found.values()):
        raise BadAnswer("Amazon's renewal holds no cookies")
    return found


class _MetaToken(HTMLParser):
    """Finds the anti-CSRF token, and whether the page is one to sign in."""

    token: str | None = None
    signs_in = False

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "meta" and values.get("name") == "csrf-token":
            self.token = values.get("content") or None
        if tag == "form" and "/ap/signin" in (values.get("action") or ""):
            self.signs_in = True


def find_csrf_token(page: str) -> str:
    """Return the anti-CSRF token of a privacy page; SignedOut on a sign-in form, else BadAnswer (§1)."""
    parser = _MetaToken()
    parser.feed(page)
    if parser.token:
        return parser.token
    if parser.signs_in:
        raise SignedOut("Amazon asks to sign in again")
    raise BadAnswer("Amazon's page holds no anti-CSRF token")


def seconds_ahead(now: float, date: str) -> float:
    """Return by how many seconds a moment is after an answer's date; 0 where that cannot be told."""
    try:
        return now - parsedate_to_datetime(date).timestamp()
    except ValueError:
        return 0.0
