"""What must not be in a recipe: anything of the recordings it was learned from."""

from collections.abc import Iterator, Mapping
import re
from typing import Any, Final

from ..recipes.template import as_text
from .identify import texts
from .values import Vocabulary

_PLACEHOLDER: Final = re.compile(r"\{\{[^{}]*\}\}")
_WORDS: Final = re.compile(r"[^\W_]+")
# What people call things and each other (§3).
_CALLED: Final = ("deviceName", "personFirstName")
_SHORTEST_WITHIN: Final = 8


class Personal:
    """Knows every value of the recordings that were listed."""

    def __init__(self, records: Mapping[str, Mapping[str, Any]]) -> None:
        """Take records."""
        self._whole: set[str] = set()
        self._words: set[str] = set()
        for record in records.values():
            for scalar in Vocabulary("recording", record).scalars:
                self._add(as_text(scalar.value), is_name=scalar.expression.endswith(_CALLED))

    def _add(self, text: str, *, is_name: bool) -> None:
        """Know one value: a name or words as they are, and the ids in it."""
        if is_name or " " in text:
            self._whole.add(text.casefold())
        self._words.update(_ids(text))

    def is_in(self, part: Any) -> bool:
        """Return whether a recipe holds any of it."""
        for text in texts([part]):
            plain = _PLACEHOLDER.sub(" ", text)
            if plain.strip().casefold() in self._whole or any(word in self._words for word in _ids(plain)):
                return True
        return False


def _ids(text: str) -> Iterator[str]:
    """Return the words of a text that are ids: long, with digits."""
    for found in _WORDS.finditer(text):
        word = found[0].casefold()
        if len(word) >= _SHORTEST_WITHIN and any(map(str.isdigit, word)):
            yield word
