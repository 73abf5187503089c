"""Requests to Amazon's site, its responses, and their classification (amazon-protocol.md §1)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC
from email.utils import parsedate_to_datetime
from enum import Enum
from html.parser import HTMLParser
from http import HTTPStatus
import re
from typing import Any, Final, override

from aiohttp import ClientResponse
import orjson
from yarl import URL

from .clock import read_date
from .errors import BadRequest, BadResponse, CannotConnect, Refused, SignedOut, Throttled, Withdrawn

# A parser blocks all threads while it runs, so its input is limited by size and
# by how many values there can be. A page of ten recordings has some 50 kB and 1,000 values.
MOST_JSON: Final = 2 * 1024 * 1024
MOST_VALUES: Final = 100_000
# The top of a page shows who is signed in; an error is a short text.
_MOST_HEAD: Final = 1024 * 1024
_MOST_ERROR: Final = 64 * 1024
_MOST_WORDS: Final = 1_000
_PIECE: Final = 64 * 1024

_THROTTLING_WORDS: Final = (b"throttlingexception", b"rate exceeded", b"too many requests")
_REDIRECTS: Final = {
    HTTPStatus.MOVED_PERMANENTLY,
    HTTPStatus.FOUND,
    HTTPStatus.SEE_OTHER,
    HTTPStatus.TEMPORARY_REDIRECT,
    HTTPStatus.PERMANENT_REDIRECT,
}
_PASSING: Final = {
    HTTPStatus.INTERNAL_SERVER_ERROR,
    HTTPStatus.BAD_GATEWAY,
    HTTPStatus.SERVICE_UNAVAILABLE,
    HTTPStatus.GATEWAY_TIMEOUT,
}
_SIGN_IN: Final = "/ap/"
_ADDRESS: Final = re.compile(r"[!-~]{1,8000}")
_AMAZON: Final = re.compile(r"([a-z0-9-]+\.)*amazon\.(com|[a-z]{2}|com?\.[a-z]{2})")
# What can be sent back in a header; Amazon's tokens are not longer.
_TOKEN: Final = re.compile(r"[!-~]{1,4000}")
_TAG: Final = re.compile(r"<(?:meta|form)\s[^<>]{1,4000}>", re.IGNORECASE)
_COOKIE_NAME: Final = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,200}")
_COOKIE_VALUE: Final = re.compile(r"[ -:<-~]{0,4000}")
MOST_COOKIES: Final = 7_000
"""Maximum length of all cookies: servers refuse longer headers."""
MOST_PAUSE: Final = 15 * 60.0
"""Maximum seconds an account waits when Amazon asks to (§1)."""
_SECONDS: Final = re.compile(r"[0-9]+")
_MOST_IN_DATE: Final = 64


class Expect(Enum):
    """The kind of response a request expects."""

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


@dataclass(frozen=True, slots=True)
class Response:
    """A response that has been classified as good."""

    status: int
    content_type: str
    body: bytes = field(repr=False)
    date: int | None = None
    """When it was sent, by Amazon's clock (epoch ms)."""
    json: Any = field(default=None, repr=False)
    """The parsed body, where JSON was asked for."""
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    """By their names in small letters."""
    script_cookies: Mapping[str, str] = field(default_factory=dict, repr=False)
    """The cookies that Amazon sets for its page's own scripts, where a page was asked for as it is."""

    @property
    def is_page(self) -> bool:
        """Return whether it is an HTML page, whatever its content type is."""
        return "html" in self.content_type or self.body[:_MOST_WORDS].lstrip()[:1] == b"<"

    @property
    def head(self) -> str:
        """The beginning of a page, which shows who is signed in."""
        return self.body[:_MOST_HEAD].decode("utf-8", "replace")


class StaleToken(Refused):
    """The anti-CSRF token is missing or stale."""


class PassingFault(CannotConnect):
    """A server error or broken connection; another attempt may succeed."""


class PageInstead(BadResponse):
    """Amazon returned a page instead of data: signed out, or the address is temporarily gone."""


def classify_response(response: ClientResponse, body: bytes, expect: Expect) -> Response:
    """Return a good response, or raise its error; Throttled has Amazon's Retry-After in seconds, or 0."""
    date = read_date(response.headers.getall("Date", ()))
    headers = {name.lower(): value for name, value in response.headers.items()}
    answer = Response(response.status, response.content_type, body, date, headers=headers)
    is_page = answer.is_page
    document: Any = None
    malformed: BadResponse | None = None
    is_data = not is_page and answer.status < HTTPStatus.BAD_REQUEST
    if is_data:
        try:
            document = parse(body)
        except BadResponse as err:
            malformed, is_data = err, False
    throttled = _in_objects(document) if is_data else _has_throttling_words(body[:_MOST_ERROR])
    if answer.status == HTTPStatus.TOO_MANY_REQUESTS or throttled:
        raise Throttled(_wanted_pause(response))
    _check_status(response, expect)
    if is_page and _read_head(answer.head).signs_in:
        raise SignedOut("Amazon requires a new sign-in")
    if is_page and expect in {Expect.JSON, Expect.AUDIO}:
        raise PageInstead("Amazon returned a page instead of data")
    if expect is not Expect.JSON:
        return answer
    if malformed:
        raise malformed
    return replace(answer, json=document)


def take_as_it_is(response: ClientResponse, body: bytes, *, is_shown: bool) -> Response:
    """Return any response for Amazon's own page; raises Throttled, SignedOut or BadResponse.

    What `is_shown` to the owner never is a sign-in page.
    """
    if response.status == HTTPStatus.TOO_MANY_REQUESTS:
        raise Throttled(_wanted_pause(response))
    redirect_target(response)
    answer = Response(
        response.status,
        response.content_type,
        body,
        headers={name.lower(): value for name, value in response.headers.items()},
        script_cookies={name: each.value for name, each in response.cookies.items() if not each["httponly"]},
    )
    if is_shown and answer.is_page and _read_head(answer.head).signs_in:
        raise SignedOut("Amazon requires a new sign-in")
    return answer


def _check_status(response: ClientResponse, expect: Expect) -> None:
    status = response.status
    if status == HTTPStatus.UNAUTHORIZED:
        raise SignedOut("Amazon requires a new sign-in")
    if status == HTTPStatus.FORBIDDEN:
        raise StaleToken("Amazon refused the request (403)")
    if status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}:
        raise Withdrawn("Amazon no longer knows this address (404)")
    if status in _PASSING:
        raise PassingFault(f"Amazon answers with a server error ({status})")
    if status == HTTPStatus.BAD_REQUEST:
        raise BadRequest("Amazon rejected the request as invalid (400)")
    # The response to a form may redirect within the site; a listing verifies the result, not the status.
    if redirect_target(response) is not None and expect is not Expect.ANYTHING:
        raise BadResponse("Amazon redirected instead of responding")
    accepted = HTTPStatus.BAD_REQUEST if expect is Expect.ANYTHING else HTTPStatus.MULTIPLE_CHOICES
    if not HTTPStatus.OK <= status < accepted:
        raise Refused(f"Amazon refuses the request ({status})")


def redirect_target(response: ClientResponse) -> URL | None:
    """Return the target of a redirect; None if the response is none.

    Raises SignedOut if it leads to Amazon's sign-in, and BadResponse if it leaves the origin that was asked.
    """
    if response.status not in _REDIRECTS:
        return None
    location = response.headers.get("Location", "")
    try:
        target = URL(location)
        url = response.url.join(target).with_fragment(None)
        origin = url.origin()
    except ValueError as err:
        raise BadResponse("Amazon redirected without an address") from err
    if not _ADDRESS.fullmatch(location) or (target.scheme and not target.host):
        raise BadResponse("Amazon redirected without an address")
    is_own = origin == response.url.origin() and url.raw_user is None and url.raw_password is None
    is_amazon = url.scheme == "https" and _AMAZON.fullmatch(url.host or "")
    if url.path.startswith(_SIGN_IN) and (is_own or is_amazon):
        raise SignedOut("Amazon requires a new sign-in")
    if not is_own:
        raise BadResponse("Amazon redirected to another site")
    return url


def parse(body: bytes) -> Any:
    """Return a body's JSON; raises BadResponse if it is invalid or too large."""
    if len(beginning(body)) < len(body):
        raise BadResponse("Amazon's response is too large")
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError as err:
        raise BadResponse("Amazon's response is not valid JSON") from err


def beginning(body: bytes) -> bytes:
    """Return as much of a body as the JSON parser may get."""
    values = 0
    for start in range(0, min(len(body), MOST_JSON), _PIECE):
        piece = body[start : start + _PIECE]
        values += len(piece) - len(piece.translate(None, b",:[{"))
        if values > MOST_VALUES:
            return body[:start]
    return body[:MOST_JSON]


def _in_objects(value: Any) -> bool:
    """Return whether short texts of nested objects contain the words; lists are skipped: they hold what was said."""
    left = [value]
    while left:
        value = left.pop()
        if isinstance(value, dict):
            left.extend(value.values())
        elif isinstance(value, str) and len(value) <= _MOST_WORDS and _has_throttling_words(value.encode()):
            return True
    return False


def _has_throttling_words(text: bytes) -> bool:
    lowered = text.lower()
    return any(words in lowered for words in _THROTTLING_WORDS)


def _wanted_pause(response: ClientResponse) -> float:
    """Return the seconds Amazon asks to wait; 0 if it does not say."""
    wanted = response.headers.get("Retry-After", "").strip()
    if _SECONDS.fullmatch(wanted):
        return min(float(wanted), MOST_PAUSE)
    if len(wanted) > _MOST_IN_DATE:
        return 0.0
    try:
        until = parsedate_to_datetime(wanted)
        now = parsedate_to_datetime(response.headers["Date"])
        return min(max(0.0, (until.replace(tzinfo=UTC) - now.replace(tzinfo=UTC)).total_seconds()), MOST_PAUSE)
    except KeyError, ValueError, OverflowError:
        return 0.0


def check_cookies(cookies: Mapping[str, str]) -> None:
    """Raise BadResponse if a cookie cannot be sent back unchanged, or all of them are too long for a header."""
    if not all(_COOKIE_NAME.fullmatch(name) and _COOKIE_VALUE.fullmatch(value) for name, value in cookies.items()):
        raise BadResponse("Amazon sent a cookie that cannot be sent back")
    if sum(len(name) + len(value) for name, value in cookies.items()) > MOST_COOKIES:
        raise BadResponse("Amazon sent more cookies than can be sent back")


class _Head(HTMLParser):
    """The anti-CSRF token of a page, and whether it is a sign-in page."""

    token: str | None = None
    has_form = False

    @property
    def signs_in(self) -> bool:
        """Return whether it is a sign-in page; a page with a token may contain a sign-in form for another user."""
        return self.has_form and self.token is None

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "meta" and values.get("name") == "csrf-token":
            self.token = values.get("content") or None
        if tag == "form" and "/ap/signin" in (values.get("action") or ""):
            self.has_form = True


def _read_head(page: str) -> _Head:
    """Parse the relevant tags, each on its own, in linear time."""
    head = _Head()
    for tag in _TAG.finditer(page):
        head.feed(tag[0])
    return head


def describe_page(page: str) -> dict[str, bool]:
    """Return what a page shows about the sign-in."""
    head = _read_head(page)
    return {"token": head.token is not None, "sign_in_form": head.has_form}


def find_csrf_token(page: str) -> str:
    """Return the anti-CSRF token of a privacy page; raises SignedOut on a sign-in form, else BadResponse (§1)."""
    head = _read_head(page)
    if head.signs_in:
        raise SignedOut("Amazon requires a new sign-in")
    if head.token is None:
        raise BadResponse("Amazon's page has no anti-CSRF token")
    if not is_token(head.token):
        raise BadResponse("Amazon's anti-CSRF token cannot be sent back")
    return head.token


def is_token(text: str) -> bool:
    """Return whether a text can be sent back as an anti-CSRF token."""
    return _TOKEN.fullmatch(text) is not None
