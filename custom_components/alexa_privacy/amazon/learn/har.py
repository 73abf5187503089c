"""A HAR file, as Chrome, Firefox and Safari save it, read into exchanges with the account's own site.

Nothing here takes long in one go, so that other threads are not kept waiting: entries are parsed one by one.
"""

import base64
import binascii
from collections.abc import Iterator
from datetime import datetime
from functools import cached_property
import json
import re
from typing import Any, Final
from urllib.parse import quote_plus, urlsplit
import zlib

import orjson

from .exchange import Exchange, is_site, read_exchange
from .har_entries import Unfinished, cut_entries
from .learn_error import LearnError
from .work import spend

MOST_BYTES: Final = 256 * 1024 * 1024
MOST_ENTRY: Final = 8 * 1024 * 1024
_AMAZON: Final = re.compile(r"www\.amazon\.[a-z.]{2,8}")
# A page's own requests have these kinds; what else a page fetches are pictures, scripts and styles.
_TEXTS: Final = ("json", "html", "text/plain", "xml")
_NO_TEXTS: Final = ("image", "font", "audio", "video", "css", "javascript")
_UUID: Final = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
_UUID_LENGTH: Final = 36
_AT_ONCE: Final = 256 * 1024
# How many characters are searched in the time of a step.
_SEARCHED: Final = 1000
_ZIPPED: Final = (b"\x1f\x8b", b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")


class Har:
    """What a file holds: exchanges with the account's site in their order, and figures of the rest."""

    def __init__(self, exchanges: list[Exchange], entries: int, answers: list[str]) -> None:
        """Keep what was answered, of whatever site."""
        self.exchanges = exchanges
        self.entries = entries
        self._answers = answers
        self._size = sum(map(len, answers))
        self._known: dict[str, bool] = {}

    def has_answered(self, text: str) -> bool:
        """Return whether some answer, of whatever site, holds a text: then a page did not make it up."""
        if _UUID.fullmatch(text):
            return text in self._uuids
        if text not in self._known:
            spend(self._size // _SEARCHED)
            self._known[text] = any(text in answer for answer in self._answers)
        return self._known[text]

    @cached_property
    def _uuids(self) -> frozenset[str]:
        """Every UUID that was answered: pages make up many, and each would be looked up in the whole file."""
        spend(self._size // _SEARCHED)
        return frozenset(
            found
            for answer in self._answers
            for start in range(0, len(answer), _AT_ONCE)
            for found in _UUID.findall(answer, start, start + _AT_ONCE + _UUID_LENGTH)
        )


def read_har(data: bytes, site: str) -> Har:
    """Read a file; LearnError where it is none, or holds nothing of the account's site."""
    if len(data) > MOST_BYTES:
        raise LearnError("har_too_large", megabytes=str(MOST_BYTES // 1024 // 1024))
    exchanges, answers, hosts = [], [], set()
    count = 0
    for order, entry in enumerate(_entries(data.removeprefix(b"\xef\xbb\xbf"))):
        count += 1
        answers.append(answer := _text_of(entry))
        if exchange := _read_entry(entry, answer, site, order):
            exchanges.append(exchange)
        elif (host := _host(entry)) and _AMAZON.fullmatch(host):
            hosts.add(host)
    if not exchanges and hosts:
        raise LearnError("har_other_site", site=min(hosts), own=urlsplit(site).hostname or "")
    if not exchanges:
        raise LearnError("har_no_amazon", entries=str(count), site=urlsplit(site).hostname or "")
    # Safari and some proxies save entries in the order they ended.
    exchanges.sort(key=lambda exchange: (exchange.time or 0, exchange.order))
    return Har(exchanges, count, [answer for answer in answers if answer])


def _entries(data: bytes) -> Iterator[Any]:
    """Return a file's entries; None in place of one that is too large to be worth reading."""
    try:
        rest, spans = cut_entries(data)
    except Unfinished:
        is_har = data.lstrip()[:1] == b"{" and b'"log"' in data[:1000] and not data.rstrip().endswith(b"}")
        raise LearnError("har_truncated" if is_har else "har_not_json") from None
    document = _load(rest)
    log = document.get("log") if isinstance(document, dict) else None
    entries = log.get("entries") if isinstance(log, dict) else None
    if not isinstance(entries, list):
        raise LearnError("har_not_har")
    whole = memoryview(data)
    for start, end in spans:
        spend((end - start) // _SEARCHED)
        yield _load(whole[start:end]) if end - start <= MOST_ENTRY else None


def _load(data: bytes | memoryview) -> Any:
    """Parse JSON."""
    if len(data) > MOST_ENTRY:
        raise LearnError("har_not_har")
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError as err:
        reason = str(err)
    if "depth" in reason:
        raise LearnError("har_hostile")
    if "surrogate" in reason:
        # Half of a character, as pages may send it: the standard library lets it pass.
        try:
            return json.loads(bytes(data))
        except ValueError, RecursionError:
            pass
    raise LearnError("har_not_json")


def _read_entry(entry: Any, text: str, site: str, order: int) -> Exchange | None:
    """Read one entry with the text that was answered; None where it is of another site or has no proper shape."""
    request, response = _member(entry, "request"), _member(entry, "response")
    method, url = request.get("method"), request.get("url")
    if not isinstance(method, str) or not isinstance(url, str) or not is_site(url, site):
        return None
    status, content = response.get("status"), _member(response, "content")
    kind = str(content.get("mimeType", "")).lower()
    answer = "" if any(name in kind for name in _NO_TEXTS) else text
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
        answer=answer if any(name in kind for name in _TEXTS) or answer.lstrip()[:1] in {"{", "["} else "",
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
    if not isinstance(text, str):
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
            data = zlib.decompressobj(zlib.MAX_WBITS | 32).decompress(data, MOST_ENTRY)
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
