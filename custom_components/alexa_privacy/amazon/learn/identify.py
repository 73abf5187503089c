"""Which recordings a request speaks of."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
import re
from typing import Any, Final

from ..templates import as_text
from .encodings import inner_texts
from .exchange import MOST_DEPTH, Exchange
from .values import Vocabulary, is_time, moments

# Ids and times have digits and are long; words that were said do not come into it.
_TOKEN: Final = re.compile(r"(?=[A-Za-z]*\d)[A-Za-z0-9]{6,}")
_MOST_TEXTS: Final = 20_000
_CROWD: Final = 50


class Identifier:
    """Knows the identifying values of all recordings that were listed."""

    def __init__(self, records: Mapping[str, Mapping[str, Any]]) -> None:
        """Index the values of records by key."""
        self._by_value: dict[str, set[str]] = defaultdict(set)
        self._by_token: dict[str, set[str]] = defaultdict(set)
        self._values: dict[str, set[str]] = defaultdict(set)
        self._shared: set[str] = set()
        for key, record in records.items():
            self._shared.update(_tokens(as_text(record.get("customerId"))))
            self._shared.update(token for part in _not_of_one(key) for token in _tokens(part))
        for key, record in records.items():
            for scalar in Vocabulary("recording", record).scalars:
                self._add(key, scalar.value)

    def _add(self, key: str, value: Any) -> None:
        """Index one value of one recording."""
        text = as_text(value)
        tokens = set(_tokens(text)) - self._shared
        if " " in text or not tokens:
            return
        self._by_value[text].add(key)
        self._values[key].add(text)
        for token in tokens:
            self._by_token[token].add(key)
            if is_time(token):
                self._by_token[str(int(token) // 1000)].add(key)

    def identify(self, exchange: Exchange) -> tuple[list[str], set[str]]:
        """Return the keys of the recordings that a request names, in its order, and of those it may as well mean."""
        certain: dict[str, None] = {}
        crowds: list[set[str]] = []
        for text in texts(exchange.parts()):
            for key in self._certain(text):
                certain[key] = None
            crowds += [keys for token in _meanings(text) if 1 < len(keys := self._by_token.get(token, set())) <= _CROWD]
        if certain:
            return list(certain), set()
        return [], set.intersection(*crowds) if crowds else set()

    def _certain(self, text: str) -> Iterator[str]:
        """Return the recordings that a text can only mean."""
        if len(keys := self._by_value.get(text, set())) == 1:
            yield from keys
        for token in _meanings(text):
            keys = self._by_token.get(token, set())
            if len(keys) == 1:
                yield from keys
            elif len(keys) <= _CROWD:
                # Two recordings of the same moment share most of their values, but not the whole of them.
                yield from (
                    key
                    for key in keys
                    if any(len(self._by_value[value]) == 1 and value in text for value in self._values[key])
                )


def texts(values: Iterable[Any]) -> Iterator[str]:
    """Return every text in nested values, also of what stands in them encoded."""
    left = _MOST_TEXTS
    stack = [(value, 0) for value in values][::-1]
    while stack and left:
        value, depth = stack.pop()
        left -= 1
        if depth > 2 * MOST_DEPTH:
            continue
        if isinstance(value, dict):
            stack += [(inner, depth + 1) for inner in (*reversed(value.values()), *reversed(value))]
        elif isinstance(value, list | tuple):
            stack += [(inner, depth + 1) for inner in reversed(value)]
        elif isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
            text = as_text(value)
            yield text
            if isinstance(value, str):
                stack += [(inner, depth + 1) for inner in inner_texts(value)]


def _not_of_one(key: str) -> list[str]:
    """Return the parts of a record's key that many share: account, kind of device and device (§3)."""
    parts = key.split("#")
    return [parts[0], *parts[2:]] if len(parts) > 1 else []


def _tokens(text: str) -> Iterator[str]:
    """Return the identifying pieces of a text, in small letters."""
    for found in _TOKEN.finditer(text):
        yield found[0].lower()


def _meanings(text: str) -> Iterator[str]:
    """Return the identifying pieces of a text, and of the time it may be."""
    yield from _tokens(text)
    for moment in moments(text):
        yield str(moment // 1000)
