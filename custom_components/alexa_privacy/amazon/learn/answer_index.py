"""Where values of requests occur in a file: in what was answered or sent before."""

from collections.abc import Callable, Iterator, Sequence
from html import escape
import re
from typing import Final

import orjson

from ..recipes.template import as_text
from .exchange import Exchange
from .json_paths import texts_in
from .work import spend

_MOST_LOOKUPS: Final = 500
_SEARCHED: Final = 1000
_AT_ONCE: Final = 64 * 1024
_OVERLAP: Final = 200
_VERSIONS: Final = re.compile(
    rb'\\?"(\w{0,40}(?:version|revision|etag|rev|generation)\w{0,20})\\?"\s*:\s*\\?"?([\w.:-]{1,80})', re.IGNORECASE
)
_LABEL: Final = re.compile(r"[^a-z0-9]+")


class AnswerIndex:
    """Knows what all answers and requests of a file hold; each question is answered from the file once."""

    def __init__(self, exchanges: Sequence[Exchange], is_in_script: Callable[[str], bool] = lambda _: False) -> None:
        """Take a file's exchanges in their order; `is_in_script` knows its scripts."""
        self.exchanges = exchanges
        self.is_in_script = is_in_script
        self._answered: dict[str, list[int]] = {}
        self._size = sum(len(exchange.answer) for exchange in exchanges)
        self._sent: dict[str, list[int]] | None = None
        self._versions: dict[str, set[str]] | None = None

    def answered(self, text: str) -> list[int]:
        """Return the orders of the exchanges whose answers hold a text."""
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

    def was_answered(self, text: str, before: int) -> bool:
        """Return whether an answer before a request holds a text."""
        return any(order < before for order in self.answered(text))

    def sent(self, text: str) -> list[int]:
        """Return the orders of the requests that say a text as one of their values."""
        if self._sent is None:
            self._sent = {}
            for exchange in self.exchanges:
                for value in set(texts_in(list(exchange.parts()))):
                    self._sent.setdefault(value, []).append(exchange.order)
        return self._sent.get(text, [])

    def is_reused(self, text: str, since: int, order: int) -> bool:
        """Return whether a text was sent before `since`, or answered before a request of this order."""
        return any(sent < since for sent in self.sent(text)) or self.was_answered(text, order)

    def is_version(self, name: str, value: object) -> bool:
        """Return whether answers give a version of this name and value."""
        if self._versions is None:
            spend(self._size // _SEARCHED)
            self._versions = {}
            for found in self._versions_in_pieces():
                values = self._versions.setdefault(_label(found[1].decode("ascii", "replace")), set())
                values.add(found[2].decode("ascii", "replace"))
        return as_text(value) in self._versions.get(_label(name), set())

    def _versions_in_pieces(self) -> Iterator[re.Match[bytes]]:
        """Return what answers call a version; no piece is searched for long, and keeps other threads waiting."""
        for exchange in self.exchanges:
            for start in range(0, len(exchange.answer), _AT_ONCE):
                yield from _VERSIONS.finditer(exchange.answer, start, start + _AT_ONCE + _OVERLAP)


def _label(name: str) -> str:
    """Return a name without the ways of writing it."""
    return _LABEL.sub("", name.casefold())


def _forms(text: str) -> tuple[str, ...]:
    """Return a text as it may stand in JSON, in JSON within JSON, and in HTML."""
    once = orjson.dumps(text).decode()[1:-1]
    twice = orjson.dumps(once).decode()[1:-1]
    return text, text.replace("/", "\\/"), once, twice, escape(text)
