"""What must not be in a recipe either: a constant that may be a secret of the owner's session.

A page may carry a token under a name that says nothing. Nobody can tell one from an id that has to be sent: what looks
random is let through only where it is no secret to anybody.
"""

from collections.abc import Callable, Iterator, Sequence
import re
from typing import Any, Final

import orjson

from .exchange import Exchange
from .identify import texts
from .learn_error import Unexplained
from .learn_result import Part
from .pages import json_inside

_PLACEHOLDER: Final = re.compile(r"\{\{[^{}]*\}\}")
_WORD: Final = re.compile(r"[A-Za-z0-9+/_=-]{16,}")
_LONG: Final = 20
_TURN: Final = re.compile(r"(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])")
_TURNS: Final = 3
_NUMBER: Final = re.compile(r"\d{10,}")
# What names a version of the page or of a query in it.
_HASH: Final = re.compile(r"(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})", re.IGNORECASE)
_SECRETIVE: Final = re.compile(r"token|secret|nonce|csrf|xsrf|auth|session|key", re.IGNORECASE)


class HoldsSecret(Unexplained):
    """A request holds what may be a secret."""


class Secrets:
    """Knows where a request's constants come from."""

    def __init__(
        self, exchanges: Sequence[Exchange] = (), has_answered: Callable[[str], bool] = lambda _: False
    ) -> None:
        """Take what was answered; `has_answered` also knows scripts, which are the same for everybody."""
        self._exchanges = exchanges
        self._has_answered = has_answered

    def check(self, part: Part | None) -> None:
        """Raise HoldsSecret where a recipe has a constant that may be one."""
        for text in texts([part]):
            for word in random_words(text):
                if self._may_be_secret(word):
                    raise HoldsSecret

    def _may_be_secret(self, word: str) -> bool:
        """Tell what the account's own pages gave, or nobody knows from where, from what is public."""
        given = [exchange.answer for exchange in self._exchanges if word in exchange.answer]
        if given:
            return not any(_names_something(word, answer) for answer in given)
        return len(word) >= _LONG and not _HASH.fullmatch(word) and not self._has_answered(word)


def random_words(text: str) -> Iterator[str]:
    """Return what looks random in a template's constants: letters and digits in turn, or long numbers."""
    for found in _WORD.finditer(_PLACEHOLDER.sub(" ", text)):
        if len(_TURN.findall(found[0])) >= _TURNS or _NUMBER.search(found[0]):
            yield found[0]


def _names_something(word: str, answer: str) -> bool:
    """Return whether an answer tells the objects of a list apart by a word: then it is the id of one."""
    documents = [inside.document for inside in json_inside(answer)] if answer.lstrip()[:1] == "<" else []
    if not documents:
        try:
            documents = [orjson.loads(answer)]
        except orjson.JSONDecodeError:
            return False
    return any(_is_id(word, document) for document in documents)


def _is_id(word: str, document: Any) -> bool:
    """Return whether a word is the id of one of several objects in a list."""
    level = [document]
    while level:
        rows = [[each for each in outer if isinstance(each, dict)] for outer in level if isinstance(outer, list)]
        if any(_tells_apart(word, row) for row in rows):
            return True
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
    return False


def _tells_apart(word: str, rows: Sequence[dict[str, Any]]) -> bool:
    """Return whether a word is a member of one row, and every row has another."""
    if len(rows) < 2:  # noqa: PLR2004 - of one object, anything is an id
        return False
    names = {name for row in rows for name, value in row.items() if value == word and not _SECRETIVE.search(name)}
    return any(len({str(row.get(name)) for row in rows}) == len(rows) for name in names)
