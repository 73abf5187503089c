"""Finds anti-CSRF tokens in pages (amazon-protocol.md §1), and JSON with the text that precedes it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from json import JSONDecodeError, JSONDecoder
import re
from typing import Any, Final

import orjson

from ..errors import AmazonError
from ..responses import find_csrf_token
from ..session import CSRF_HEADER
from .exchange import Exchange, is_deep
from .refusals import TEMPLATE, spend

_META: Final = re.compile(rb"<meta[^<>]{0,200}csrf-token[^<>]{0,500}>", re.IGNORECASE)
_INPUT: Final = re.compile(rb"<input[^<>]{0,500}>", re.IGNORECASE)
_CALLED: Final = re.compile(rb"name=[\"']?[\w.-]*(?:csrf|xsrf|authenticity)", re.IGNORECASE)
_VALUE: Final = re.compile(rb"\bvalue=[\"']?([^\"'\s>]{8,})")
_SHORTEST: Final = 8


def find_tokens(exchanges: Iterable[Exchange]) -> frozenset[str]:
    """Return the tokens that the session can fetch itself: those in pages and in the usual header."""
    metas: set[str] = set()
    inputs: set[str] = set()
    for exchange in exchanges:
        if CSRF_HEADER in exchange.headers:
            metas.add(exchange.headers[CSRF_HEADER])
        if not exchange.is_private or not exchange.answer:
            continue
        if exchange.path.rstrip("/").endswith("/csrf-token"):
            metas.update(_texts(exchange.text()))
        elif b"csrf" in exchange.answer or b"xsrf" in exchange.answer:
            metas.update(_of_metas(exchange.answer))
            inputs.update(_of_inputs(exchange.answer))
    # A form's hidden field is what the page sends where it has no other token.
    found = metas or inputs
    return frozenset(token for token in found if len(token) >= _SHORTEST)


def _of_metas(answer: bytes) -> Iterable[str]:
    """Return the tokens in a page's head."""
    for meta in _META.findall(answer):
        try:
            yield find_csrf_token(meta.decode("utf-8", "replace"))
        except AmazonError:
            continue


def _of_inputs(answer: bytes) -> Iterable[str]:
    """Return the tokens in a page's hidden fields."""
    for field in _INPUT.findall(answer):
        if b"hidden" in field and _CALLED.search(field) and (value := _VALUE.search(field)):
            yield value[1].decode("utf-8", "replace")


def _texts(answer: str) -> list[str]:
    """Return the token of a response that contains nothing else."""
    try:
        document = orjson.loads(answer)
    except orjson.JSONDecodeError:
        return [answer.strip()]
    values = document.values() if isinstance(document, dict) else [document]
    return [value for value in values if isinstance(value, str)]


_BEGINNINGS: Final = re.compile(
    r"""<script\b[^<>]{0,300}>\s*(?=[{\[])|[\w$\])"']\s*[=(:]\s*(?=[{\[]|["'](?:[{\[]|&quot;|&\#34;))"""
)
_ATTRIBUTE: Final = re.compile(r"(?:\b(?:content|value|data-[\w-]{1,40}))=(?=\"([^\"\\<>&]{1,500})\")")
_MOST_PAGE: Final = 4 * 1024 * 1024
_MOST_TRIED: Final = 3000
_MOST_FOUND: Final = 60
_AFTER: Final = (16, 24, 40, 60, 90, 140, 200)


@dataclass(frozen=True, slots=True, repr=False)
class PageJson:
    """JSON in a page, with its position."""

    start: int
    document: Any
    escaped: bool = False


def json_inside(page: str) -> Iterator[PageJson]:
    """Return the JSON values in a page."""
    if len(page) > _MOST_PAGE:
        return
    end = tried = found = 0
    for beginning in _BEGINNINGS.finditer(page):
        start = beginning.end()
        if start < end:
            continue
        tried += 1
        spend(TEMPLATE)
        inside, end = _value(page, start)
        if inside is None and page[start] in "\"'":
            inside, end = _attribute(page, start + 1)
        if inside is not None:
            found += 1
            yield inside
        if tried >= _MOST_TRIED or found >= _MOST_FOUND:
            return


def attributes(page: str) -> Iterator[PageJson]:
    """Return the attributes of a page that may contain JSON."""
    for found in _ATTRIBUTE.finditer(page[:_MOST_PAGE]):
        yield PageJson(found.end(), found[1])


def text_before(page: str, start: int, others: Sequence[str]) -> str | None:
    """Return the shortest unique text before a position, which other versions of the page have, too."""
    for length in _AFTER:
        begin = max(0, start - length)
        # Begin where a word does.
        begin = max(page.rfind(mark, max(0, begin - _AFTER[0]), begin + 1) for mark in " <>\"'\n;,") + 1 or begin
        after = page[begin:start]
        if page.find(after) + len(after) == start and all(after in other for other in others):
            return after
    return None


def _value(page: str, start: int) -> tuple[PageJson | None, int]:
    """Decode plain JSON, or JSON in a script's string; return its end, too."""
    try:
        document, end = JSONDecoder().raw_decode(page, start)
        inner = JSONDecoder().decode(document) if isinstance(document, str) else document
    except JSONDecodeError, RecursionError:
        return None, start
    return (PageJson(start, document), end) if _is_useful(inner) else (None, start)


def _attribute(page: str, start: int) -> tuple[PageJson | None, int]:
    """Decode escaped JSON in an attribute."""
    end = page.find(page[start - 1], start)
    try:
        document = JSONDecoder().decode(unescape(page[start:end]))
    except JSONDecodeError, RecursionError:
        return None, start
    return (PageJson(start, document, escaped=True), end) if _is_useful(document) else (None, start)


def _is_useful(document: Any) -> bool:
    """Return whether JSON may contain settings."""
    return isinstance(document, dict | list) and bool(document) and not is_deep(document)
