"""The account's anti-CSRF tokens in a file (amazon-protocol.md §1)."""

from collections.abc import Iterable
import re
from typing import Final

import orjson

from ..errors import AmazonError
from ..responses import find_csrf_token
from ..session import CSRF_HEADER
from .exchange import Exchange

_META: Final = re.compile(rb"<meta[^<>]{0,200}csrf-token[^<>]{0,500}>", re.IGNORECASE)
_INPUT: Final = re.compile(rb"<input[^<>]{0,500}>", re.IGNORECASE)
_CALLED: Final = re.compile(rb"name=[\"']?[\w.-]*(?:csrf|xsrf|authenticity)", re.IGNORECASE)
_VALUE: Final = re.compile(rb"\bvalue=[\"']?([^\"'\s>]{8,})")
_SHORTEST: Final = 8


def find_tokens(exchanges: Iterable[Exchange]) -> frozenset[str]:
    """Return the tokens that the account's session knows how to fetch: those of pages, and of the usual header."""
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
    """Return the token of an answer that is nothing else."""
    try:
        document = orjson.loads(answer)
    except orjson.JSONDecodeError:
        return [answer.strip()]
    values = document.values() if isinstance(document, dict) else [document]
    return [value for value in values if isinstance(value, str)]
