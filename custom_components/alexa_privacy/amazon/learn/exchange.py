"""One request of the owner's browser with its response, parsed into comparable parts."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
import re
from typing import Any, Final
from urllib.parse import unquote, unquote_plus, urlencode, urlsplit

import orjson

from ..recipes.document import check_keys
from ..session import PRIVACY_PAGES

MOST_DEPTH: Final = 24
MOST_BODY: Final = 1024 * 1024

_WRITING: Final = frozenset({"POST", "PUT", "PATCH", "DELETE"})
# To be sent again, elsewhere.
_SENT_ON: Final = frozenset({HTTPStatus.TEMPORARY_REDIRECT, HTTPStatus.PERMANENT_REDIRECT})
# What a browser sends by itself, what belongs to one connection, and what only traces requests.
_BROWSERS: Final = frozenset(
    {"accept-charset", "accept-encoding", "accept-language", "cache-control", "connection", "content-length", "cookie"}
    | {"device-memory", "dnt", "downlink", "dpr", "ect", "expect", "forwarded", "host", "if-modified-since"}
    | {"if-none-match", "keep-alive", "origin", "pragma", "priority", "range", "referer", "rtt", "save-data", "te"}
    | {"transfer-encoding", "upgrade", "upgrade-insecure-requests", "user-agent", "via", "viewport-width", "width"}
    | {"traceparent", "tracestate", "baggage", "sentry-trace", "newrelic", "x-amzn-trace-id", "ping-from", "ping-to"}
)
_BROWSERS_BEGIN: Final = ("sec-", "proxy-", ":", "x-b3-", "x-datadog-")
_DEFAULT_TYPES: Final = {
    "json": {"", "application/json"},
    "form": {"", "application/x-www-form-urlencoded"},
    "text": {"", "text/plain"},
}

type Pairs = list[list[str]]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Exchange:
    """One request to the account's own site with its response; header names are in lower case."""

    method: str
    path: str
    query: Pairs
    headers: Mapping[str, str]
    """The headers that the page itself set; `authorization` without its value."""
    cookies: tuple[str, ...] = ()
    """The values of the cookies that were sent."""
    kind: str | None = None
    """The kind of body, named as in recipes; `unreadable` if no recipe can send it."""
    body: Any = None
    status: int = 0
    answer: bytes = b""
    answer_type: str = ""
    answer_headers: Mapping[str, str] = field(default_factory=dict)
    time: int | None = None
    """When it was sent, in epoch milliseconds."""
    order: int = 0
    """Its order number."""
    is_ping: bool = False
    """Whether the page did not wait for the response, as with telemetry."""

    @property
    def is_private(self) -> bool:
        """Whether it goes to the privacy pages, where recipes may go."""
        return self.path.startswith(PRIVACY_PAGES)

    @property
    def writes(self) -> bool:
        """Whether it may change something."""
        return self.method in _WRITING

    @property
    def worked(self) -> bool:
        """Whether the status means success, or is unknown."""
        return self.status == 0 or (
            HTTPStatus.OK <= self.status < HTTPStatus.BAD_REQUEST and self.status not in _SENT_ON
        )

    @property
    def is_page(self) -> bool:
        """Whether the answer is HTML."""
        return self.answer.lstrip()[:1] == b"<"

    def document(self) -> Any:
        """Return the answer's JSON, parsed again at each call; None if it is none."""
        if self.answer.lstrip()[:1] in {b"{", b"["}:
            with suppress(ValueError):
                return read_json(self.answer)
        return None

    def text(self) -> str:
        """Return the answer as text."""
        return self.answer.decode("utf-8", "replace")

    def parts(self) -> Iterator[Any]:
        """Return all parts of it that may contain a value."""
        yield [unquote(segment) for segment in self.path.split("/")]
        yield self.query
        yield dict(self.headers)
        yield self.body

    def content(self) -> tuple[Any, ...]:
        """Return what identifies the same request at any time."""
        return self.method, self.path, self.query, dict(self.headers), self.kind, self.body


def is_site(url: str, site: str) -> bool:
    """Return whether an address belongs to a site, without tricks such as a user name."""
    try:
        split, own = urlsplit(url), urlsplit(site)
        same = (split.scheme, split.hostname, split.port or 443) == (own.scheme, own.hostname, own.port or 443)
    except ValueError:
        return False
    return same and split.scheme == "https" and "@" not in split.netloc and "\\" not in url


def read_exchange(
    method: str,
    url: str,
    headers: Iterable[tuple[str, str]],
    body: str | None,
    *,
    answer: str | bytes = b"",
    **more: Any,
) -> Exchange:
    """Return one exchange; its headers contain no cookies and no value of `authorization`."""
    split = urlsplit(url)
    sent = {name.lower(): value for name, value in headers}
    content_type = sent.get("content-type", "")
    kind, parsed = read_body(body, content_type) if body else (None, None)
    return Exchange(
        method=method.upper(),
        path=split.path,
        query=read_pairs(split.query),
        headers=_page_headers(sent, kind),
        cookies=tuple(_cookies(sent.get("cookie", ""))),
        kind=kind,
        body=parsed,
        answer=answer.encode("utf-8", "replace") if isinstance(answer, str) else answer,
        **more,
    )


def is_page_header(name: str) -> bool:
    """Return whether a header, in lower case, is one that a page sets itself."""
    return name not in _BROWSERS and not name.startswith(_BROWSERS_BEGIN)


def _page_headers(sent: Mapping[str, str], kind: str | None) -> dict[str, str]:
    """Return the headers that the page set, without redundant ones."""
    found = {}
    for name, value in sent.items():
        if not is_page_header(name):
            continue
        if name == "authorization":
            found[name] = ""
        elif name == "content-type":
            plain = value.replace(" ", "").lower().removesuffix(";charset=utf-8")
            if kind and plain not in _DEFAULT_TYPES.get(kind, set()):
                found[name] = value
        elif name != "accept" or not (value.strip() in {"", "*/*"} or "text/html" in value):
            found[name] = value
    return found


def _cookies(header: str) -> Iterator[str]:
    for cookie in header.split(";"):
        if value := cookie.partition("=")[2].strip().strip('"'):
            yield value


def read_body(text: str, content_type: str) -> tuple[str, Any]:
    """Return the kind of a body, named as in recipes, and its content."""
    kind = content_type.lower()
    if "multipart" in kind or "\ufffd" in text or re.search(r"[\x00-\x08\x0e-\x1f]", text):
        return "unreadable", None
    if "urlencoded" in kind:
        return "form", read_pairs(text)
    if ("json" in kind or text.lstrip()[:1] in {"{", "["}) and len(text) <= MOST_BODY:
        with suppress(ValueError):
            document = read_json(text)
            check_keys(text)
            return "json", document
    # Some pages send a form and call it text.
    pairs = read_pairs(text)
    is_form = all(len(pair) == 2 for pair in pairs) and urlencode([(pair[0], pair[1]) for pair in pairs]) == text  # noqa: PLR2004 - a name and a value
    return ("form", pairs) if is_form else ("text", text)


def read_pairs(text: str) -> Pairs:
    """Parse a query or a form in order; a name without an equals sign has no value."""
    pairs = (pair.partition("=") for pair in text.split("&") if pair)
    return [[unquote_plus(name), *([unquote_plus(value)] if equals else [])] for name, equals, value in pairs]


def read_json(text: str | bytes) -> Any:
    """Return JSON; raises ValueError if it is none, or nested too deeply."""
    document = orjson.loads(text)
    if is_deep(document):
        raise ValueError
    return document


def is_deep(document: Any) -> bool:
    """Return whether JSON is nested too deeply to learn from."""
    level = [document]
    for _ in range(MOST_DEPTH):
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
        if not level:
            return False
    return True
