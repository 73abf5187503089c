"""A HAR file, as Chrome, Firefox and Safari save it, read into exchanges with the account's own site."""

import base64
import binascii
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
import json
import re
from typing import Any, Final
from urllib.parse import quote_plus, urlsplit
import zlib

import orjson

from .errors import LearnError
from .exchange import Exchange, is_site, read_exchange

MOST_BYTES: Final = 256 * 1024 * 1024
MOST_ANSWER: Final = 16 * 1024 * 1024
_AMAZON: Final = re.compile(r"www\.amazon\.[a-z.]{2,8}")
# A page's own requests have these kinds; what else a page fetches are pictures, scripts and styles.
_TEXTS: Final = ("json", "html", "text/plain", "xml")
_NO_TEXTS: Final = ("image", "font", "audio", "video", "css", "javascript")
_ZIPPED: Final = (b"\x1f\x8b", b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")


@dataclass(frozen=True, slots=True, repr=False)
class Har:
    """What a file holds: exchanges with the account's site in their order, and figures of the rest."""

    exchanges: list[Exchange]
    entries: int
    _document: list[Any]

    def has_answered(self, text: str) -> bool:
        """Tell whether some answer, of whatever site, holds a text: then a page did not make it up."""
        return any(text in _text_of(entry) for entry in self._document)


def read_har(data: bytes, site: str) -> Har:
    """Read a file; LearnError where it is none, or holds nothing of the account's site."""
    if len(data) > MOST_BYTES:
        raise LearnError("har_too_large", megabytes=str(MOST_BYTES // 1024 // 1024))
    entries = _entries(_load(data))
    exchanges = [exchange for order, entry in enumerate(entries) if (exchange := _read_entry(entry, site, order))]
    if not exchanges:
        hosts = {host for entry in entries if (host := _host(entry)) and _AMAZON.fullmatch(host)}
        if hosts:
            raise LearnError("har_other_site", site=min(hosts), own=urlsplit(site).hostname or "")
        raise LearnError("har_no_amazon", entries=str(len(entries)), site=urlsplit(site).hostname or "")
    # Safari and some proxies save entries in the order they ended.
    exchanges.sort(key=lambda exchange: (exchange.time or 0, exchange.order))
    return Har(exchanges, len(entries), entries)


def _load(data: bytes) -> Any:
    """Parse a file's JSON."""
    try:
        return orjson.loads(data.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as err:
        reason = str(err)
    if "depth" in reason:
        raise LearnError("har_hostile")
    if "surrogate" in reason:
        # Half of a character, as pages may send it: the standard library lets it pass.
        try:
            return json.loads(data)
        except ValueError, RecursionError:
            raise LearnError("har_not_json") from None
    if data.lstrip()[:1] == b"{" and b'"log"' in data[:1000] and not data.rstrip().endswith(b"}"):
        raise LearnError("har_truncated")
    raise LearnError("har_not_json")


def _entries(document: Any) -> list[Any]:
    """Return a file's entries."""
    log = document.get("log") if isinstance(document, dict) else None
    entries = log.get("entries") if isinstance(log, dict) else None
    if not isinstance(entries, list):
        raise LearnError("har_not_har")
    return entries


def _read_entry(entry: Any, site: str, order: int) -> Exchange | None:
    """Read one entry; None where it is of another site or has no proper shape."""
    request, response = _member(entry, "request"), _member(entry, "response")
    method, url = request.get("method"), request.get("url")
    if not isinstance(method, str) or not isinstance(url, str) or not is_site(url, site):
        return None
    status, content = response.get("status"), _member(response, "content")
    kind = str(content.get("mimeType", "")).lower()
    answer = "" if any(text in kind for text in _NO_TEXTS) else _text_of(entry)
    headers = list(_named(request.get("headers")))
    post = _member(request, "postData")
    if post and not any(name.lower() == "content-type" for name, _ in headers):
        headers.append(("content-type", str(post.get("mimeType", ""))))
    return read_exchange(
        method[:20],
        url,
        headers,
        _posted(post),
        status=status if isinstance(status, int) else 0,
        answer=answer if any(text in kind for text in _TEXTS) or answer.lstrip()[:1] in {"{", "["} else "",
        answer_type=kind,
        time=_time(entry.get("startedDateTime")),
        order=order,
    )


def _posted(post: dict[str, Any]) -> str | None:
    """Return a request's body; some browsers give a form's fields only."""
    text = post.get("text")
    if isinstance(text, str) and text:
        return _decoded(text) if post.get("encoding") == "base64" else _clean(text)
    fields = list(_named(post.get("params")))
    return "&".join(f"{quote_plus(name)}={quote_plus(value)}" for name, value in fields) or None


def _text_of(entry: Any) -> str:
    """Return an answer's text."""
    content = _member(_member(entry, "response"), "content")
    text = content.get("text")
    if not isinstance(text, str) or len(text) > MOST_ANSWER:
        return ""
    if content.get("encoding") == "base64":
        kind = str(content.get("mimeType", "")).lower()
        return "" if any(name in kind for name in _NO_TEXTS) else _decoded(text)
    return _clean(text)


def _decoded(text: str) -> str:
    """Decode base64, and what some tools leave zipped in it."""
    try:
        data = base64.b64decode(text, validate=False)
        if data.startswith(_ZIPPED):
            data = zlib.decompressobj(zlib.MAX_WBITS | 32).decompress(data, MOST_ANSWER)
    except binascii.Error, ValueError, zlib.error:
        return ""
    return data.decode("utf-8", "replace")


def _clean(text: str) -> str:
    """Replace halves of characters, which cannot be encoded."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def _named(pairs: Any) -> Iterator[tuple[str, str]]:
    """Return the name and value of each object of a list."""
    for pair in pairs if isinstance(pairs, list) else ():
        name, value = _member({"pair": pair}, "pair").get("name"), _member({"pair": pair}, "pair").get("value", "")
        if isinstance(name, str) and isinstance(value, str):
            yield _clean(name), _clean(value)


def _member(value: Any, name: str) -> dict[str, Any]:
    """Return an object's member that is an object; an empty one where there is none."""
    member = value.get(name) if isinstance(value, dict) else None
    return member if isinstance(member, dict) else {}


def _host(entry: Any) -> str | None:
    """Return the host an entry speaks to."""
    url = _member(entry, "request").get("url")
    try:
        return urlsplit(url).hostname if isinstance(url, str) else None
    except ValueError:
        return None


def _time(started: Any) -> int | None:
    """Return epoch milliseconds of an ISO time."""
    try:
        return int(datetime.fromisoformat(started).timestamp() * 1000)
    except TypeError, ValueError, OverflowError:
        return None
