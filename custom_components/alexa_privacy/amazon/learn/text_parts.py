"""Values among other words of a text, plain or encoded."""

import base64
from collections.abc import Collection, Iterable, Iterator
from itertools import takewhile
import re
from typing import Final

from ..recipes.template import percent_encode
from .work import spend

_SHORTEST: Final = 5
_SHORTEST_ENCODED: Final = 12
# How many forms are compared with a place of a text in the time of a step.
_TRIED_AT_ONCE: Final = 10


def pieces_of(text: str, forms: Collection[str]) -> Iterator[str]:
    """Cut a text where values begin and end, longest values first."""
    at = 0
    for start, end in spans_of(text, forms):
        if start > at:
            yield text[at:start]
        yield text[start:end]
        at = end
    if at < len(text):
        yield text[at:]


def forms_of(words: Iterable[str]) -> list[str]:
    """Return how values may stand in a text, plain or encoded, the shortest first."""
    return sorted({form for word in words if _stands_out(word) for form in _forms(word)}, key=len)


def forms_in(text: str, forms: Iterable[str]) -> set[str]:
    """Return which forms, the shortest first, stand in a text."""
    fitting = list(takewhile(lambda form: len(form) <= len(text), forms))
    spend(1 + len(fitting) // _TRIED_AT_ONCE)
    return {form for form in fitting if form in text}


def spans_of(text: str, forms: Collection[str]) -> Iterator[tuple[int, int]]:
    """Return where values begin and end."""
    spend(len(text) * len(forms) // _TRIED_AT_ONCE)
    pattern = "|".join(_alone(form) for form in sorted(forms, key=len, reverse=True))
    if pattern:
        yield from (found.span() for found in re.finditer(pattern, text))


def _stands_out(word: str) -> bool:
    """Tell a value from a word that any text may hold."""
    return len(word) >= _SHORTEST and (" " in word or any(character.isdigit() for character in word))


def _forms(word: str) -> Iterator[str]:
    """Return a value as it is, and as it may be encoded."""
    yield word
    if len(word) < _SHORTEST_ENCODED:
        return
    once = percent_encode(word)
    if once != word:
        yield once
        yield percent_encode(once)
    in_bytes = word.encode()
    yield base64.b64encode(in_bytes).decode()
    yield base64.urlsafe_b64encode(in_bytes).decode().rstrip("=")


def _alone(word: str) -> str:
    """Return a pattern for a word that is no part of a longer one: digits among digits, letters among letters."""
    before, after = _kind(word[0]), _kind(word[-1])
    start = f"(?<!{before})" if before else ""
    end = f"(?!{after})" if after else ""
    return start + re.escape(word) + end


def _kind(character: str) -> str:
    """Return a pattern for characters of the same kind; none where any may stand beside."""
    return next((kind for kind in ("[0-9]", "[A-Za-z]") if re.match(kind, character)), "")
