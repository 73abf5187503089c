"""Which recordings a request speaks of, and in which order."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
import re
from typing import Any, Final

from ..recipes.template import as_text
from ..recordings import Recording
from .encodings import decode_json, inner_values
from .exchange import MOST_DEPTH, Exchange
from .generalize.known_values import KnownValues
from .generalize.times import is_moment, layouts, moment_of
from .work import spend

# Ids and times have digits and are long; words that were said do not come into it.
_TOKEN: Final = re.compile(r"[A-Za-z0-9]{6,}")
_DIGIT: Final = re.compile(r"\d")
_LONGEST: Final = 64 * 1024
_MOST_TEXTS: Final = 20_000
_CROWD: Final = 50
_SEARCHED: Final = 20


class RecordMatcher:
    """Knows the identifying values of all recordings that were listed."""

    def __init__(self, recordings: Mapping[str, Recording]) -> None:
        """Index the values of recordings by their pieces."""
        self._by_token: dict[str, set[str]] = defaultdict(set)
        self._mentioned: dict[int, set[str]] = {}
        shared = {token for recording in recordings.values() for token in _of_many(recording)}
        for key, recording in recordings.items():
            for scalar in KnownValues("recording", recording.raw).scalars:
                self._add(key, as_text(scalar.value), shared)

    def _add(self, key: str, text: str, shared: set[str]) -> None:
        """Index one value of one recording."""
        if " " in text:
            return
        for token in set(_tokens(text)) - shared:
            self._by_token[token].add(key)
            if is_moment(token):
                self._by_token[str(int(token) // 1000)].add(key)

    def named(self, exchange: Exchange, among: Sequence[str]) -> list[str]:
        """Return which recordings of some a request names, in its order; one that others fit as well is not named."""
        wanted = set(among)
        found: dict[str, None] = {}
        for text in _texts(list(exchange.parts())):
            for token in _meanings(text):
                keys = self._by_token.get(token, set())
                if len(own := keys & wanted) == 1 and len(keys) <= _CROWD:
                    found |= dict.fromkeys(own)
        return list(found)

    def mentioned(self, exchange: Exchange) -> set[str]:
        """Return the recordings that a request can only mean."""
        if exchange.order not in self._mentioned:
            meant: set[str] = set()
            for text in _texts(list(exchange.parts())):
                for token in _meanings(text):
                    if len(keys := self._by_token.get(token, set())) == 1:
                        meant |= keys
            self._mentioned[exchange.order] = meant
        return self._mentioned[exchange.order]


def _of_many(recording: Recording) -> Iterator[str]:
    """Return the pieces that many recordings share: account, kind of device and device."""
    parts = recording.key.split("#")
    yield from (token for part in (parts[0], *parts[2:]) if len(parts) > 1 for token in _tokens(part))
    yield from _tokens(as_text(recording.raw.get("customerId")))


def _texts(values: Sequence[Any]) -> Iterator[str]:
    """Return every text in nested values in its order, also of what stands in them encoded."""
    left: list[tuple[Any, int]] = [(value, 0) for value in reversed(values)]
    seen = 0
    while left and seen < _MOST_TEXTS:
        value, depth = left.pop()
        inner: list[Any] = []
        if isinstance(value, dict):
            inner = [each for pair in value.items() for each in pair]
        elif isinstance(value, list | tuple):
            inner = list(value)
        elif isinstance(value, str) and (document := decode_json(value)) is not None:
            inner = [document]
        elif isinstance(value, str | int | float) and not isinstance(value, bool):
            seen += 1
            spend(1 + (len(value) if isinstance(value, str) else 0) // _SEARCHED)
            yield as_text(value)
            inner = list(inner_values(value)) if isinstance(value, str) else []
        if depth <= MOST_DEPTH:
            left += [(each, depth + 1) for each in reversed(inner)]


def _tokens(text: str) -> Iterator[str]:
    """Return the identifying pieces of a text, in small letters."""
    if len(text) <= _LONGEST:
        yield from (found[0].lower() for found in _TOKEN.finditer(text) if _DIGIT.search(found[0]))


def _meanings(text: str) -> Iterator[str]:
    """Return the identifying pieces of a text, and of the time it may be."""
    yield from _tokens(text)
    for layout in layouts(text):
        if (moment := moment_of(text, layout)) is not None:
            yield str(moment)
            yield str(moment // 1000)
