"""The account's anti-CSRF tokens in a HAR (amazon-protocol.md §1)."""

from collections.abc import Iterable, Sequence
import re
from typing import Final

import orjson

from ..errors import AmazonError
from ..responses import find_csrf_token
from ..session import CSRF_HEADER
from .exchange import Exchange
from .json_paths import request_leaves

_META: Final = re.compile(r"<meta[^>]{0,200}csrf-token[^>]{0,500}>", re.IGNORECASE)
_INPUT: Final = re.compile(r"<input[^>]{0,500}>", re.IGNORECASE)
_CALLED: Final = re.compile(r"hidden.*(?:csrf|xsrf|token)|(?:csrf|xsrf|token).*hidden", re.IGNORECASE | re.DOTALL)
_VALUE: Final = re.compile(r"\bvalue=[\"']?([^\"'\s>]{8,})")
_SHORTEST: Final = 8
_RANDOM: Final = 16


def find_tokens(exchanges: Iterable[Exchange]) -> frozenset[str]:
    """Return every token that pages gave or requests sent."""
    found: set[str] = set()
    for exchange in exchanges:
        found |= {*_given(exchange), exchange.headers.get(CSRF_HEADER, ""), *exchange.twice}
    return frozenset(token for token in found if len(token) >= _SHORTEST)


def guess_tokens(exchanges: Sequence[Exchange]) -> frozenset[str]:
    """Return the tokens of requests whose page nobody has seen: what is called one, and nobody could remember."""
    known = find_tokens(exchanges)
    called = (
        (str(place[-1]), value)
        for exchange in exchanges
        for place, value in request_leaves(exchange).items()
        if place[0] != "path" and isinstance(value, str)
    )
    sure = {value for name, value in called if re.search("csrf|xsrf", name, re.IGNORECASE) and len(value) >= _SHORTEST}
    if known or sure:
        return known | sure
    return frozenset(
        value
        for exchange in exchanges
        for place, value in request_leaves(exchange).items()
        if isinstance(value, str) and "token" in str(place[-1]).lower() and len(value) >= _RANDOM
    )


def _given(exchange: Exchange) -> Iterable[str]:
    """Return the tokens an answer holds."""
    if exchange.path.endswith("/csrf-token"):
        return _texts(exchange.answer)
    tokens = [
        value[1] for each in _INPUT.findall(exchange.answer) if _CALLED.search(each) and (value := _VALUE.search(each))
    ]
    for meta in _META.findall(exchange.answer):
        try:
            tokens.append(find_csrf_token(meta))
        except AmazonError:
            continue
    return tokens


def _texts(answer: str) -> list[str]:
    """Return the token of an answer that is nothing else."""
    try:
        document = orjson.loads(answer)
    except orjson.JSONDecodeError:
        return [answer.strip()]
    values = document.values() if isinstance(document, dict) else [document]
    return [value for value in values if isinstance(value, str)]
