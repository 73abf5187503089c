"""Values among other words of a text, plain or encoded."""

import base64
from collections.abc import Iterable, Iterator
import re
from typing import Final

from ..templates import percent_encode

_SHORTEST: Final = 5
_SHORTEST_ENCODED: Final = 12


def pieces_of(text: str, words: Iterable[str]) -> Iterator[str]:
    """Cut a text where values begin and end, longest values first."""
    at = 0
    for start, end in spans_of(text, forms_in(text, words)):
        if start > at:
            yield text[at:start]
        yield text[start:end]
        at = end
    if at < len(text):
        yield text[at:]


def forms_in(text: str, words: Iterable[str]) -> set[str]:
    """Return the values that stand in a text, plain or encoded."""
    return {form for word in words if _stands_out(word) for form in _forms(word) if form in text}


def spans_of(text: str, forms: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Return where values begin and end."""
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
