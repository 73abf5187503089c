"""Reads a HAR file, as Chrome, Firefox and Safari save it, into exchanges with the account's own site.

Entries are parsed one by one, so that other threads are not blocked for long.
"""

import base64
import binascii
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
import json
import re
from typing import Any, Final
from urllib.parse import quote_plus, urlsplit
import zlib

import orjson

from .exchange import Exchange, is_site, read_exchange
from .refusals import LearnError, spend

_MOST_DEPTH: Final = 1000
_AT_ONCE: Final = 256 * 1024
# Possessive: what is passed over is never tried again.
_MARK: Final = re.compile(rb'["{}\[\]]')
_PASSED: Final = re.compile(rb'(?:[^"{}]|"(?:[^"\\]|\\.)*+")*+', re.DOTALL)
_IN_STRING: Final = re.compile(rb'(?:[^"\\]|\\.)*+', re.DOTALL)
_ENTRIES: Final = [b"log", b"entries"]
_IN_STEAD: Final = b"0"


class Unfinished(Exception):
    """The file ends before its JSON does."""


def cut_entries(data: bytes) -> tuple[bytes, list[tuple[int, int]]]:
    """Return a file with a 0 in place of each entry, and the start and end of each entry.

    Raises Unfinished, or LearnError where the file is nested too deeply.
    """
    spans = list(_spans(data))
    rest, at = bytearray(), 0
    for start, end in spans:
        rest += data[at:start] + _IN_STEAD
        at = end
    return bytes(rest + data[at:]), spans


def _spans(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each object in the list `log.entries`."""
    at, open_marks = 0, bytearray()
    names: list[bytes] = []
    name = b""
    while (found := _find_mark(data, at)) is not None:
        mark, at = data[found], found + 1
        if mark in b"]}":
            del open_marks[-1:], names[-1:]
        elif mark == ord('"'):
            end = _end_of_string(data, at)
            name, at = data[at : min(end, at + 10)], end + 1
        elif names[1:] == _ENTRIES and open_marks == b"{{[" and mark == ord("{"):
            at = _end_of_object(data, at)
            yield found, at
        else:
            open_marks.append(mark)
            names.append(name)
            name = b""
            _check_depth(len(open_marks))
    if open_marks:
        raise Unfinished


def _find_mark(data: bytes, at: int) -> int | None:
    """Return the position of the next quote or bracket."""
    for start in range(at, len(data), _AT_ONCE):
        if found := _MARK.search(data, start, start + _AT_ONCE):
            return found.start()
    return None


def _end_of_object(data: bytes, at: int) -> int:
    """Return the end of an object that began before a position."""
    depth = 1
    while depth:
        at = _end(_PASSED, data, at)
        match data[at : at + 1]:
            case b"":
                raise Unfinished
            case b'"':
                at = _end_of_string(data, at + 1) + 1
            case b"{":
                at, depth = at + 1, depth + 1
                _check_depth(depth)
            case b"}":
                at, depth = at + 1, depth - 1
    return at


def _end_of_string(data: bytes, at: int) -> int:
    """Return the position of the quote that ends a string."""
    while True:
        end = _end(_IN_STRING, data, at)
        if data[end : end + 1] == b'"':
            return end
        if end == at:
            raise Unfinished
        at = end


def _end(pattern: re.Pattern[bytes], data: bytes, at: int) -> int:
    """Return the end of a match, possibly empty, within one chunk."""
    found = pattern.match(data, at, at + _AT_ONCE)
    return found.end() if found else at


def _check_depth(depth: int) -> None:
    if depth > _MOST_DEPTH:
        raise LearnError("har_hostile")


MOST_BYTES: Final = 256 * 1024 * 1024
MOST_ENTRY: Final = 8 * 1024 * 1024
# How many characters are read or searched in the time of a step.
_SEARCHED: Final = 1000
_AMAZON: Final = re.compile(r"www\.amazon\.[a-z.]{2,8}")
# A page's own requests have these kinds; what else a page fetches are pictures, scripts and styles.
_TEXTS: Final = ("json", "html", "text/plain", "xml")
_NO_TEXTS: Final = ("image", "font", "audio", "video", "css", "javascript", "ecmascript")
_SCRIPTS: Final = ("javascript", "ecmascript")
_ZIPPED: Final = (b"\x1f\x8b", b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")
# What a request may have to repeat of an answer; cookies are no part of it.
_ANSWER_HEADERS: Final = re.compile(r"(?!set-cookie)[a-z0-9-]{1,60}")


@dataclass(frozen=True, slots=True, repr=False)
class Har:
    """The content of a file: exchanges with the account's site, in order, and the scripts of all sites."""

    exchanges: list[Exchange]
    entries: int
    scripts: list[Mapping[str, Any]] = field(default_factory=list)

    def is_in_script(self, word: str) -> bool:
        """Return whether a script contains a word, which is then the same for every user."""
        wanted = word.encode("utf-8", "replace")
        spend(sum(len(str(content.get("text", ""))) for content in self.scripts) // _SEARCHED)
        return any(wanted in _decoded(content) for content in self.scripts)


def read_har(data: bytes, site: str) -> Har:
    """Read a file; raises LearnError if it is no HAR file, or contains nothing of the account's site."""
    if len(data) > MOST_BYTES:
        raise LearnError("har_too_large", megabytes=str(MOST_BYTES // 1024 // 1024))
    exchanges: list[Exchange] = []
    scripts: list[Mapping[str, Any]] = []
    hosts: set[str] = set()
    count = 0
    for order, entry in enumerate(_entries(data.removeprefix(b"\xef\xbb\xbf"))):
        count += 1
        content = _member(_member(entry, "response"), "content")
        if any(name in str(content.get("mimeType", "")).lower() for name in _SCRIPTS):
            scripts += [content] if _is_for_everybody(entry) else []
        elif (exchange := _read_entry(entry, site, order)) is not None:
            exchanges.append(exchange)
        hosts.update([host] if (host := _host(entry)) else [])
    if not exchanges:
        amazons = [host for host in hosts if _AMAZON.fullmatch(host)]
        if amazons:
            raise LearnError("har_other_site", site=min(amazons), own=urlsplit(site).hostname or "")
        raise LearnError("har_no_amazon", entries=str(count), site=urlsplit(site).hostname or "")
    if not any(exchange.answer for exchange in exchanges):
        raise LearnError("har_no_answers", entries=str(count))
    # Safari and some proxies save entries in the order they ended.
    exchanges.sort(key=lambda exchange: (exchange.time or 0, exchange.order))
    return Har(exchanges, count, scripts)


def _entries(data: bytes) -> Iterator[Any]:
    """Yield a file's entries; None for an entry that is too large."""
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


def _read_entry(entry: Any, site: str, order: int) -> Exchange | None:
    """Return the exchange of an entry; None if it is of another site or malformed."""
    request, response = _member(entry, "request"), _member(entry, "response")
    method, url = request.get("method"), request.get("url")
    if not isinstance(method, str) or not isinstance(url, str) or not is_site(url, site):
        return None
    status, content = response.get("status"), _member(response, "content")
    kind = str(content.get("mimeType", "")).lower()
    answer = b"" if any(text in kind for text in _NO_TEXTS) else _decoded(content)
    headers = list(_named(request.get("headers")))
    post = _member(request, "postData")
    if post and not any(name.lower() == "content-type" for name, _ in headers):
        headers.append(("content-type", str(post.get("mimeType", ""))))
    given = ((name.lower(), value) for name, value in _named(response.get("headers")))
    return read_exchange(
        method[:20],
        url,
        headers,
        _posted(post),
        status=status if isinstance(status, int) and not isinstance(status, bool) else 0,
        answer=answer if any(text in kind for text in _TEXTS) or answer.lstrip()[:1] in {b"{", b"["} else b"",
        answer_type=kind,
        answer_headers={name: value for name, value in given if _ANSWER_HEADERS.fullmatch(name)},
        time=_time(entry.get("startedDateTime")),
        order=order,
        is_ping=str(entry.get("_resourceType")) in {"ping", "beacon", "cspviolationreport"},
    )


def _is_for_everybody(entry: Any) -> bool:
    """Return whether a script may be cached, so that it is not made for one session."""
    url, headers = _member(entry, "request").get("url"), _named(_member(entry, "response").get("headers"))
    caching = next((value for name, value in headers if name.lower() == "cache-control"), "")
    path = url.partition("?")[0].partition("#")[0] if isinstance(url, str) else ""
    return path.endswith((".js", ".mjs")) and not re.search(r"no-store|no-cache|private", caching, re.IGNORECASE)


def _posted(post: dict[str, Any]) -> str | None:
    """Return a request's body; some browsers save only the fields of a form."""
    text = post.get("text")
    if isinstance(text, str) and text:
        return _from_base64(text).decode("utf-8", "replace") if post.get("encoding") == "base64" else _clean(text)
    fields = list(_named(post.get("params")))
    return "&".join(f"{quote_plus(name)}={quote_plus(value)}" for name, value in fields) or None


def _decoded(content: Mapping[str, Any]) -> bytes:
    text = content.get("text")
    if not isinstance(text, str) or len(text) > MOST_ENTRY:
        return b""
    return _from_base64(text) if content.get("encoding") == "base64" else text.encode("utf-8", "replace")


def _from_base64(text: str) -> bytes:
    """Decode base64, and decompress what some tools leave compressed."""
    try:
        data = base64.b64decode(text, validate=False)
        if data.startswith(_ZIPPED):
            data = zlib.decompressobj(zlib.MAX_WBITS | 32).decompress(data, MOST_ENTRY)
    except binascii.Error, ValueError, zlib.error:
        return b""
    return data


def _clean(text: str) -> str:
    """Replace lone surrogates, which cannot be encoded."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def _named(pairs: Any) -> Iterator[tuple[str, str]]:
    """Yield the name and value of each object of a list."""
    for pair in pairs if isinstance(pairs, list) else ():
        if not isinstance(pair, dict):
            continue
        name, value = pair.get("name"), pair.get("value", "")
        if isinstance(name, str) and isinstance(value, str):
            yield _clean(name), _clean(value)


def _member(value: Any, name: str) -> dict[str, Any]:
    """Return a member of an object if it is an object; else an empty one."""
    member = value.get(name) if isinstance(value, dict) else None
    return member if isinstance(member, dict) else {}


def _host(entry: Any) -> str | None:
    url = _member(entry, "request").get("url")
    try:
        return urlsplit(url).hostname if isinstance(url, str) else None
    except ValueError:
        return None


def _time(started: Any) -> int | None:
    try:
        return round(datetime.fromisoformat(started).timestamp() * 1000)
    except TypeError, ValueError, OverflowError:
        return None
