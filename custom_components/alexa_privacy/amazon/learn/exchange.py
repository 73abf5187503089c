"""One request of the owner's browser with its answer, freed of what is secret."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
import re
from typing import Any, Final
from urllib.parse import unquote, unquote_plus, urlencode, urlsplit

import orjson

from ..session import PRIVACY_PAGES
from .work import spend

MOST_DEPTH: Final = 24
MOST_BODY: Final = 1024 * 1024

_SECRET: Final = re.compile(r"auth|cookie|session|secret|password|credential|signature|api-?key|bearer", re.IGNORECASE)
_BOUNDARY: Final = re.compile(r"multipart/[^;]*;\s*boundary=\"?([^\";]{8,70})")
_SHORTEST_TOKEN: Final = 16
# How many characters are searched in the time of a step.
_SEARCHED: Final = 1000
_PARTING: Final = "----a-part-of-a-form"
_WRITING: Final = frozenset({"POST", "PUT", "PATCH", "DELETE"})
# To be sent again, elsewhere.
_SENT_ON: Final = frozenset({HTTPStatus.TEMPORARY_REDIRECT, HTTPStatus.PERMANENT_REDIRECT})

type Pairs = list[list[str]]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Exchange:
    """One request to the account's own site and its answer; header names are lower case."""

    method: str
    path: str
    query: Pairs
    headers: Mapping[str, str]
    kind: str | None = None
    body: Any = None
    status: int = 0
    answer: str = ""
    answer_type: str = ""
    time: int | None = None
    order: int = 0
    twice: frozenset[str] = frozenset()
    """What it sends in a cookie and elsewhere too."""
    is_private: bool = field(default=False)
    """Whether it goes to the privacy pages, where recipes may go."""

    @property
    def writes(self) -> bool:
        """Return whether it may change something."""
        return self.is_private and self.method in _WRITING

    @property
    def worked(self) -> bool:
        """Return whether Amazon answered as it does when it did something."""
        return HTTPStatus.OK <= self.status < HTTPStatus.BAD_REQUEST and self.status not in _SENT_ON

    def parts(self) -> Iterator[Any]:
        """Return everything in it that may hold a value."""
        yield from (unquote(segment) for segment in self.path.split("/"))
        yield self.query
        yield list(self.headers.values())
        yield self.body


def is_site(url: str, site: str) -> bool:
    """Return whether an address belongs to a site, and is what it seems to be."""
    try:
        split, own = urlsplit(url), urlsplit(site)
        same = (split.scheme, split.hostname, split.port or 443) == (own.scheme, own.hostname, own.port or 443)
    except ValueError:
        return False
    return same and split.scheme == "https" and "@" not in split.netloc and "\\" not in url


def read_exchange(
    method: str, url: str, headers: Iterable[tuple[str, str]], body: str | None, **answer: Any
) -> Exchange:
    """Return one exchange; whatever is secret is dropped here."""
    split = urlsplit(url)
    headers = list(headers)
    kept = {name.lower(): value for name, value in headers if not _SECRET.search(name) and not name.startswith(":")}
    body = _with_one_boundary(kept, body)
    kind, parsed = read_body(body, kept.get("content-type", "")) if body else (None, None)
    said = "\n".join([unquote(url), *kept.values(), body or "", unquote_plus(body or "")])
    return Exchange(
        method=method.upper(),
        path=split.path,
        query=read_pairs(split.query),
        headers=kept,
        kind=kind,
        body=parsed,
        twice=frozenset(value for value in _cookies(headers) if _is_in(value, said)),
        is_private=split.path.startswith(PRIVACY_PAGES),
        **answer,
    )


def _is_in(value: str, said: str) -> bool:
    """Return whether a cookie's value may be a token, and stands elsewhere too."""
    spend(len(said) // _SEARCHED)
    return len(value) >= _SHORTEST_TOKEN and value in said


def _cookies(headers: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Return the values of cookies."""
    for cookies in (value for name, value in headers if name.lower() == "cookie"):
        yield from (cookie.partition("=")[2].strip('"') for cookie in cookies.split("; "))


def _with_one_boundary(headers: dict[str, str], body: str | None) -> str | None:
    """Part a form of several parts as all others are: what a browser parts them with is another each time."""
    found = _BOUNDARY.search(headers.get("content-type", ""))
    if body is None or found is None:
        return body
    headers["content-type"] = headers["content-type"].replace(found[1], _PARTING)
    return body.replace(found[1], _PARTING)


def read_body(text: str, content_type: str) -> tuple[str, Any]:
    """Return the form of a body, as recipes name it, and what it says."""
    if "urlencoded" in content_type:
        return "form", read_pairs(text)
    if ("json" in content_type or text.lstrip()[:1] in {"{", "["}) and len(text) <= MOST_BODY:
        try:
            document = orjson.loads(text)
        except orjson.JSONDecodeError:
            return "text", text
        if not is_deep(document):
            return "json", document
    # Some pages send a form and call it text.
    pairs = read_pairs(text)
    return (
        ("form", pairs)
        if "=" in text and urlencode([(name, value) for name, value in pairs]) == text
        else ("text", text)
    )


def read_pairs(text: str) -> Pairs:
    """Read a query or a form, in its order."""
    pairs = (pair.partition("=") for pair in text.split("&") if pair)
    return [[unquote_plus(name), unquote_plus(value)] for name, _, value in pairs]


def is_deep(document: Any) -> bool:
    """Return whether JSON is nested deeper than anything worth learning."""
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
