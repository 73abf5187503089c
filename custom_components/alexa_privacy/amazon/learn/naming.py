"""What may be named at one place of a request, and how sensible it is to name it there."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
import re
from typing import Any, Final

import orjson

from ..recipes.template import RECORDINGS, TemplateError, as_text, fill_text
from .text_parts import forms_in, forms_of
from .values import COUNTED, ZONE, Reading, Vocabulary, is_time, layouts, lists_of, moments, times_in
from .work import RENDERING, spend

_UUID: Final = re.compile(
    r"(?<![0-9A-Za-z])[0-9a-fA-F]{8}(?P<dash>-?)(?:[0-9a-fA-F]{4}(?P=dash)){3}[0-9a-fA-F]{12}(?![0-9A-Za-z])"
)
# A browser's clock, and how long a page may take from a click to its request.
_PRESENT: Final = 3 * 60 * 1000
_FRESH_RANK: Final = 500
_MET: Final = frozenset({"csrf", "account.customer_id", "uuid", "time"})
_MOST_SAMPLES: Final = 200


@dataclass(slots=True, repr=False)
class RequestContext:
    """What is known of one request besides recordings: its token, its account, its time; `met` is what it named."""

    tokens: frozenset[str] = frozenset()
    customers: frozenset[str] = frozenset()
    time: int | None = None
    patience: int = _PRESENT
    is_given: Callable[[str], bool] = lambda _: False
    met: dict[str, Any] = field(default_factory=dict)

    def readings(self, text: str) -> Iterator[Reading]:
        """Return the ways to say a text by what is not a recording's."""
        if text in self.tokens:
            yield Reading("csrf", text, 0)
        if text in self.customers:
            yield Reading("account.customer_id", text, 15)
        if (uuid := _UUID.fullmatch(text)) and not self.is_given(text):
            filters = ("" if uuid["dash"] else "|hex") + ("" if text == text.lower() else "|upper")
            yield Reading(f"uuid{filters}", text, _FRESH_RANK)
        yield from self._present(text)

    def _present(self, text: str) -> Iterator[Reading]:
        """Return the ways to say the present time."""
        if self.time is None or not text[:1].isdigit():
            return
        if is_time(text) and abs(int(text) - self.time) < self.patience:
            yield Reading("time", int(text), _FRESH_RANK)
        for layout in layouts(text):
            if any(abs(moment - self.time) < self.patience for moment in moments(text)):
                value = orjson.loads(text) if layout in COUNTED else text
                yield Reading(f"time|{layout}", value, _FRESH_RANK)

    def meet(self, expression: str, text: str) -> None:
        """Remember what an expression stood for, so that rendering can be compared."""
        root = expression.partition("|")[0]
        if root not in _MET:
            return
        value: Any = text
        if root == "time":
            value = int(text) if is_time(text) else next(moments(text), None)
        elif root == "uuid":
            value = text.lower()
        self.met[root] = value

    def values(self) -> dict[str, Any]:
        """Return what rendering needs to give the very same request."""
        account = {"customer_id": self.met.get("account.customer_id")}
        plain = {name: value for name, value in self.met.items() if "." not in name}
        return {**plain, "account": account, "zone": ZONE.get()}


@dataclass(frozen=True, slots=True, repr=False)
class Namespace:
    """What may be named at one place: vocabularies from the inside out, and lists to go through."""

    around: RequestContext
    words: tuple[Vocabulary, ...] = ()
    lists: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    index: int | None = None
    _known: dict[tuple[str, int], Vocabulary] = field(default_factory=dict)

    def inside(self, name: str, element: Any, index: int) -> Namespace:
        """Return the scope of one element of a list."""
        root = "recording" if name == RECORDINGS else "item"
        own = self._known.setdefault((root, id(element)), Vocabulary(root, element))
        words = (own, *(known for known in self.words if known.root != root))
        return replace(self, words=words, lists=lists_of(root, element), index=index)

    def of_each(self, name: str) -> list[Vocabulary]:
        """Return what may be named of each element of a list alone."""
        return [self.inside(name, element, index).words[0] for index, element in enumerate(self.lists[name])]

    @property
    def is_bound(self) -> bool:
        """Return whether one recording is what this is about."""
        return any(known.root == "recording" for known in self.words)

    def readings(self, text: str) -> list[Reading]:
        """Return every way to say a text here; what lies further out is further-fetched."""
        found = [
            Reading(reading.expression, reading.value, reading.rank + 3 * distance)
            for distance, known in enumerate(self.words)
            for reading in known.readings(text)
        ]
        found += self.around.readings(text)
        if RECORDINGS in self.lists and not self.is_bound and text == str(len(self.lists[RECORDINGS])):
            found.append(Reading(f"{RECORDINGS}.length", len(self.lists[RECORDINGS]), _FRESH_RANK))
        if self.index is not None and text == str(self.index):
            found.append(Reading("index", self.index, _FRESH_RANK))
        return found

    def forms_in(self, text: str) -> set[str]:
        """Return the values that stand in a text, plain or encoded."""
        uuids = (found[0] for found in _UUID.finditer(text))
        found = forms_in(text, forms_of([*times_in(text), *uuids, *self.around.tokens, *self.around.customers]))
        return found.union(*(forms_in(text, known.forms) for known in self.words))


class Sense:
    """Judges expressions by the other recordings of the same listings: whether they have them, and differ in them."""

    def __init__(self, records: Sequence[Mapping[str, Any]]) -> None:
        """Take recordings; a good number of them is enough."""
        step = max(1, len(records) // _MOST_SAMPLES)
        self._records = records[::step]
        self._known: dict[tuple[str, str], tuple[float, int]] = {}

    def cost(self, reading: Reading, list_name: str) -> float:
        """Return how far-fetched a reading is, and how many recordings could not say it."""
        return reading.rank + 100 * (1 - self._look(reading.expression, list_name)[0])

    def variety(self, reading: Reading, list_name: str) -> int:
        """Return how many different values an expression has."""
        return self._look(reading.expression, list_name)[1]

    def tells_apart(self, template: str) -> bool:
        """Return whether a text that names a recording is another for each."""
        spend(RENDERING * len(self._records))
        said = [_said_text(template, {"recording": record}) for record in self._records]
        return len(set(said)) == len(said)

    def is_dispensable(self, expression: str, list_name: str) -> bool:
        """Return whether some recordings lack a value, and it is none that tells them apart."""
        share, variety = self._look(expression, list_name)
        return share < 1 and variety * 2 < len(self._records)

    def _look(self, expression: str, list_name: str) -> tuple[float, int]:
        """Evaluate an expression for every recording, or for every item of theirs."""
        root = expression.partition(".")[0]
        if root not in {"recording", "item"}:
            return 1.0, 2
        if (expression, list_name) not in self._known:
            values = [{root: element} for element in self._elements(root, list_name)]
            spend(RENDERING * len(values))
            said = [text for each in values if (text := _said(expression, each)) is not None]
            self._known[expression, list_name] = (len(said) / max(1, len(values)), len(set(said)))
        return self._known[expression, list_name]

    def _elements(self, root: str, list_name: str) -> Sequence[Any]:
        """Return all recordings, or all items of theirs."""
        if root == "recording":
            return self._records
        return [item for record in self._records for item in lists_of("recording", record).get(list_name, ())]


def _said(expression: str, values: Mapping[str, Any]) -> str | None:
    """Return what an expression gives, as text; None where the value is missing or null."""
    return _said_text(f"{{{{{expression}}}}}", values)


def _said_text(template: str, values: Mapping[str, Any]) -> str | None:
    """Return what a text with placeholders gives; None where a value is missing, or null is all there is."""
    try:
        value = fill_text(template, {**values, "zone": ZONE.get()})
    except TemplateError:
        return None
    return None if value is None else as_text(value)
