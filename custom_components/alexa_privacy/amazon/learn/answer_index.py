"""Finds where values occur in the responses and requests of a file."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cached_property
from html import escape
import re
from typing import Final

import orjson

from ..recipes.template import as_text, texts_in
from .exchange import Exchange
from .refusals import spend
from .vocabulary import label

_MOST_LOOKUPS: Final = 500
_SEARCHED: Final = 1000
_AT_ONCE: Final = 64 * 1024
_OVERLAP: Final = 200
_VERSIONS: Final = re.compile(
    rb'\\?"(\w{0,40}(?:version|revision|etag|rev|generation)\w{0,20})\\?"\s*:\s*\\?"?([\w.:-]{1,80})', re.IGNORECASE
)


class AnswerIndex:
    """An index of the values in all responses and requests of a file; each lookup is cached."""

    def __init__(self, exchanges: Sequence[Exchange], is_in_script: Callable[[str], bool] = lambda _: False) -> None:
        """Initialize with exchanges in order; `is_in_script` returns whether a script contains a word."""
        self.exchanges = exchanges
        self.is_in_script = is_in_script
        self._answered: dict[str, list[int]] = {}
        self._size = sum(len(exchange.answer) for exchange in exchanges)

    def answered(self, text: str) -> list[int]:
        """Return the order numbers of the exchanges whose responses contain a text."""
        if text not in self._answered:
            if len(self._answered) >= _MOST_LOOKUPS:
                return []
            spend(self._size // _SEARCHED)
            forms = {form.encode("utf-8", "replace") for form in _forms(text)}
            self._answered[text] = [
                exchange.order
                for exchange in self.exchanges
                if any(form in exchange.answer for form in forms)
                or any(text in value for value in exchange.answer_headers.values())
            ]
        return self._answered[text]

    @cached_property
    def _sent(self) -> dict[str, list[int]]:
        """The order numbers of the requests that have a text as a value, by text."""
        found: dict[str, list[int]] = defaultdict(list)
        for exchange in self.exchanges:
            for value in set(texts_in(list(exchange.parts()))):
                found[value].append(exchange.order)
        return found

    def is_reused(self, text: str, since: int, order: int) -> bool:
        """Return whether a text was sent before `since`, or received before the request with this order number."""
        return any(sent < since for sent in self._sent.get(text, ())) or any(
            each < order for each in self.answered(text)
        )

    def is_version(self, name: str, value: object) -> bool:
        """Return whether responses contain a version with this name and value."""
        return as_text(value) in self._versions.get(label(name), ())

    @cached_property
    def _versions(self) -> dict[str, set[str]]:
        """The values of version fields in responses, by name."""
        spend(self._size // _SEARCHED)
        found: dict[str, set[str]] = defaultdict(set)
        for exchange in self.exchanges:
            # No piece is searched for long, and keeps other threads waiting.
            for start in range(0, len(exchange.answer), _AT_ONCE):
                for name, value in _VERSIONS.findall(exchange.answer[start : start + _AT_ONCE + _OVERLAP]):
                    found[label(name.decode("ascii", "replace"))].add(value.decode("ascii", "replace"))
        return found


def _forms(text: str) -> tuple[str, ...]:
    """Return a text as it may be written in JSON, in JSON within JSON, and in HTML."""
    once = orjson.dumps(text).decode()[1:-1]
    twice = orjson.dumps(once).decode()[1:-1]
    return text, text.replace("/", "\\/"), once, twice, escape(text)
