"""Which recordings a request speaks of."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
import re
from typing import Any, Final

from ..recipes.template import as_text
from .encodings import decode_json, inner_texts
from .exchange import MOST_DEPTH, Exchange
from .values import Vocabulary, is_time, moments
from .work import RENDERING, spend

# Ids and times have digits and are long; words that were said do not come into it.
_TOKEN: Final = re.compile(r"[A-Za-z0-9]{6,}")
_JOINTS: Final = re.compile(r"[,;|\s]+")
_DIGIT: Final = re.compile(r"\d")
_LONGEST: Final = 64 * 1024
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
        said = Texts(exchange.parts())
        certain: dict[str, None] = {}
        crowds: list[set[str]] = []
        for place, text in enumerate(said.texts):
            certain |= dict.fromkeys(self._certain(text))
            for crowd in self._crowds(text):
                nearest = _nearest(crowd, place, said)
                certain |= dict.fromkeys([nearest] if nearest else ())
                crowds += [] if nearest else [crowd]
        if certain:
            return list(certain), set()
        return [], set.intersection(*crowds) if crowds else set()

    def _crowds(self, text: str) -> Iterator[set[str]]:
        """Return the recordings that share a value of a text."""
        for token in _meanings(text):
            if 1 < len(keys := self._by_token.get(token, set())) <= _CROWD:
                yield keys

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


class Texts:
    """Every text in nested values, also of what stands in them encoded, and what it stands in."""

    def __init__(self, values: Iterable[Any]) -> None:
        """Go through some values."""
        self.texts: list[str] = []
        self._within: list[tuple[int, ...]] = []
        self._spans: list[tuple[int, int]] = []
        for value in values:
            self._add(value, ())

    def around(self, place: int) -> Iterator[list[str]]:
        """Return the texts that stand with one, from the smallest whole to the largest."""
        for span in reversed(self._within[place]):
            start, end = self._spans[span]
            yield self.texts[start:end]
        yield self.texts

    def _add(self, value: Any, within: tuple[int, ...]) -> None:
        """Go through one value."""
        if len(within) > 2 * MOST_DEPTH or len(self.texts) >= _MOST_TEXTS:
            return
        spend(RENDERING)
        start, own = len(self.texts), len(self._spans)
        self._spans.append((start, start))
        # What is joined comes piece by piece before it comes as a whole: pieces tell the order.
        for piece in _joined(value):
            self._add(piece, (*within, own))
        for inner in self._parts(value, (*within, own)):
            self._add(inner, (*within, own))
        self._spans[own] = (start, len(self.texts))

    def _parts(self, value: Any, within: tuple[int, ...]) -> Iterable[Any]:
        """Keep a text, or return what a value holds."""
        if isinstance(value, dict):
            return [*value, *value.values()]
        if isinstance(value, list | tuple):
            return value
        if not isinstance(value, str | int | float) or isinstance(value, bool):
            return ()
        if isinstance(value, str) and (document := decode_json(value)) is not None:
            return [document]
        self.texts.append(as_text(value))
        self._within.append(within)
        return inner_texts(value) if isinstance(value, str) else ()


def _joined(value: Any) -> list[str]:
    """Return the pieces of a text that lists something."""
    if not isinstance(value, str) or len(value) > _LONGEST or value[:1] in {"{", "["}:
        return []
    pieces = [piece for piece in _JOINTS.split(value) if piece]
    return pieces if len(pieces) > 1 else []


def texts(values: Iterable[Any]) -> list[str]:
    """Return every text in nested values, also of what stands in them encoded."""
    return Texts(values).texts


def _nearest(crowd: set[str], place: int, said: Texts) -> str | None:
    """Return the one recording of a moment whose device is named with it; None where there is not one."""
    devices = {key: key.lower().rpartition("#")[2] for key in crowd if "#" in key}
    for beside in said.around(place):
        spend(len(beside) + len(devices))
        together = "\n".join(beside).lower()
        if near := [key for key, device in devices.items() if device in together]:
            return near[0] if len(near) == 1 else None
    return None


def _not_of_one(key: str) -> list[str]:
    """Return the parts of a record's key that many share: account, kind of device and device (§3)."""
    parts = key.split("#")
    return [parts[0], *parts[2:]] if len(parts) > 1 else []


def _tokens(text: str) -> Iterator[str]:
    """Return the identifying pieces of a text, in small letters."""
    if len(text) <= _LONGEST:
        yield from (found[0].lower() for found in _TOKEN.finditer(text) if _DIGIT.search(found[0]))


def _meanings(text: str) -> Iterator[str]:
    """Return the identifying pieces of a text, and of the time it may be."""
    yield from _tokens(text)
    for moment in moments(text):
        yield str(moment // 1000)
