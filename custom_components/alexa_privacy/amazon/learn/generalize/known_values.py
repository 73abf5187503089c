"""The values that a request may name, and the expressions for them."""

from collections.abc import Callable, Iterator, Mapping, Sequence, Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import cached_property
import re
from typing import Any, Final
from urllib.parse import quote

from ...recipes.model import same
from ...recipes.template import RECORDINGS, Missing, as_text, evaluate
from ..refusals import RENDERING, Place, spend
from .times import COUNTED, SECOND, ZONE, granularity, is_moment, layouts, now_layouts

_NAME: Final = re.compile(r"[A-Za-z0-9_$@-]{1,80}")
_SEPARATORS: Final = ("#", "::", "/", "|", ":", ",", ";", "~", "@", "=", ".", "_", "-")
_WITHIN_PARTS: Final = ("/", "-", ".", ":")
_SHORTEST_PART: Final = 3
_SHORTEST_NUMBER: Final = 6
_MOST_PARTS: Final = 12
_LONGEST: Final = 500
_MOST_DEPTH: Final = 6
_MOST_ELEMENTS: Final = 20
_LONG: Final = 5
# How far from a recording's time a bound around it may lie.
_SHIFTS: Final = ("", "plus:1", "minus:1", "plus:999", "plus:1000", "minus:1000")
_UUID: Final = re.compile(r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-4[0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}")
UUID_IN_TEXT: Final = re.compile(rf"(?<![0-9A-Za-z]){_UUID.pattern}(?![0-9A-Za-z])")


@dataclass(frozen=True, slots=True, repr=False)
class Expression:
    """A possible placeholder, the value it gives here, and its cost: higher is less likely."""

    text: str
    value: Any
    cost: int


@dataclass(eq=False, repr=False)
class KnownValues:
    """The nameable values of a recording, an item of it, a bound of a range, or a setting's value."""

    root: str
    value: Any
    """What the root stands for."""
    places: AbstractSet[Place] | None = None
    """Where alone it does, if that is known."""

    @cached_property
    def scalars(self) -> list[Expression]:
        """The values themselves."""
        return list(_scalars(self.root, self.value, 0))

    @cached_property
    def by_text(self) -> dict[str, list[Expression]]:
        """Every value and every part of one, by its text."""
        found: dict[str, list[Expression]] = {}
        for scalar in self.scalars:
            for expression in (scalar, *_parts(scalar)):
                spend()
                for form in (expression, *_variants(expression)):
                    found.setdefault(as_text(form.value), []).append(form)
        return found

    @cached_property
    def times(self) -> list[Expression]:
        """The values that are times in milliseconds, including parts of composite values."""
        return [each for group in self.by_text.values() for each in group if is_moment(each.value)]

    def lengths(self, length: int) -> Iterator[Expression]:
        """Return the texts that are of a length, in UTF-16 code units as JavaScript counts."""
        for scalar in self.scalars:
            if isinstance(scalar.value, str) and len(scalar.value.encode("utf-16-le", "surrogatepass")) == 2 * length:
                yield Expression(f"{scalar.text}|length", length, scalar.cost + 40)

    def objects(self) -> Iterator[tuple[str, Any]]:
        """Return the value and the objects and lists in it, by name."""
        yield from _objects(self.root, self.value)

    def explain(self, text: str) -> Iterator[Expression]:
        """Return every expression for a text."""
        yield from self.by_text.get(text, ())
        if not text[-1:].isalnum():
            return
        if is_moment(text):
            for time in self.times:
                if 0 < abs(shift := int(text) - int(time.value)) <= SECOND:
                    change = f"plus:{shift}" if shift > 0 else f"minus:{-shift}"
                    yield Expression(f"{time.text}|{change}", int(text), time.cost + 50)
        for layout in layouts(text):
            yield from self._as_times(text, layout)

    def _as_times(self, text: str, layout: str) -> Iterator[Expression]:
        """Return the expressions for times that a layout formats as this text."""
        for time in self.times:
            for cost, shift in enumerate(_SHIFTS):
                change = f"{shift}|" if shift else ""
                spend(RENDERING)
                values = {self.root: self.value, "zone": ZONE.get()}
                said = evaluate(f"{time.text}|{change}{layout}", values)
                if said is not Missing.VALUE and as_text(said) == text:
                    value = int(text) if layout in COUNTED and text.isdecimal() else said
                    yield Expression(f"{time.text}|{change}{layout}", value, time.cost + 30 + 10 * cost)


@dataclass(slots=True, repr=False)
class RequestContext:
    """The values of one request other than recordings: tokens, account, time; `met` are those it used."""

    tokens: frozenset[str] = frozenset()
    customers: frozenset[str] = frozenset()
    sent: int | None = None
    order: int = 0
    demonstration: int = 0
    """The demonstration it belongs to."""
    is_reused: Callable[[str], bool] = lambda _: False
    """Whether an earlier request or response already had a text, so that it was not made for this request."""
    met: dict[str, list[Any]] = field(default_factory=dict)
    fetched: dict[str, Any] = field(default_factory=dict)
    """The earlier responses, by the names under which a recipe fetches them again."""

    def explain(self, text: str) -> Iterator[Expression]:
        """Return the expressions for a text by values that are not a recording's."""
        if text in self.tokens:
            yield Expression("csrf", text, 0)
        if text in self.customers:
            yield Expression("account.customer_id", text, 15)
        if _UUID.fullmatch(text) and not self.is_reused(text):
            for change, said in (("", text.lower()), ("|upper", text.upper())):
                if said == text:
                    yield Expression(f"uuid{change}", text, 500)
        for layout, _ in now_layouts(text, self.sent) if self.sent is not None else ():
            # A day is said again and again; a second that was said before is no time of this click.
            if granularity(layout) > SECOND or not self.is_reused(text):
                value = int(text) if layout in {"", *COUNTED} and text.isdecimal() else text
                yield Expression(f"time|{layout}" if layout else "time", value, 500)

    def meet(self, expression: str, text: str) -> None:
        """Store the value of an expression, so that rendering gives exactly the same request."""
        root, _, filters = expression.partition("|")
        if root == "time" and self.sent is not None:
            layout = filters.removesuffix("|text").removesuffix("text").removesuffix("|number").removesuffix("number")
            moment = next((moment for name, moment in now_layouts(text, self.sent) if name == layout), None)
            self.met.setdefault(root, []).append((granularity(filters), moment))
        elif root in {"csrf", "account.customer_id", "uuid"}:
            self.met.setdefault(root, []).append(text.lower() if root == "uuid" else text)

    def values(self) -> Iterator[dict[str, Any]]:
        """Yield the values for rendering, for each possible time of the request."""
        met = {root: values[0] for root, values in self.met.items() if root in {"csrf", "uuid"}}
        account = {"customer_id": self.met.get("account.customer_id", [None])[0]}
        times = sorted(each for each in self.met.get("time", ()) if each[1] is not None)
        moments = [times[0][1] if times and times[0][0] == 1 else self.sent, *(moment for _, moment in times)]
        for moment in dict.fromkeys(moments):
            yield {
                **met,
                **self.fetched,
                "account": account,
                "zone": ZONE.get(),
                **({} if moment is None else {"time": moment}),
            }


@dataclass(frozen=True, slots=True, repr=False)
class NameScope:
    """The scope at one place of a request: values from the innermost outwards, and lists to iterate."""

    around: RequestContext
    known: tuple[KnownValues, ...] = ()
    lists: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    index: int | None = None
    list_name: str = ""
    _cache: dict[tuple[str, int], KnownValues] = field(default_factory=dict)

    def inside(self, name: str, element: Any, index: int) -> NameScope:
        """Return the scope of one element of a list."""
        root = "recording" if name == RECORDINGS else "item"
        own = self._cache.setdefault((root, id(element)), KnownValues(root, element))
        known = (own, *(each for each in self.known if each.root != root))
        return replace(self, known=known, lists=lists_of(root, element), index=index, list_name=name)

    @property
    def is_bound(self) -> bool:
        """Whether it is about a single recording."""
        return any(known.root == "recording" for known in self.known)

    def explain(self, value: Any, *, is_length: bool = False) -> dict[str, Expression]:
        """Return every expression for a value in its own type; outer scopes cost more."""
        text = as_text(value)
        found = [
            replace(each, cost=each.cost + 3 * distance)
            for distance, known in enumerate(self.known)
            for each in known.explain(text)
        ]
        if not isinstance(value, bool) and value is not None:
            found += self.around.explain(text)
        if is_length and text.isdecimal() and len(text) < _LONG:
            found += [each for known in self.known for each in known.lengths(int(text))]
        if RECORDINGS in self.lists and not self.is_bound and text == str(len(self.lists[RECORDINGS])):
            found.append(Expression(f"{RECORDINGS}.length", len(self.lists[RECORDINGS]), 5))
        if self.index is not None and text in {str(self.index), str(self.index + 1)}:
            name = "index" if text == str(self.index) else "index|plus:1"
            found.append(Expression(name, int(text), 5))
        typed = (_typed(each, value) for each in found)
        return {each.text: each for each in sorted(typed, key=lambda each: -each.cost)}

    def lacks(self, name: str) -> bool:
        """Return whether there is nothing of this name here."""
        return evaluate(name, self.values()) is Missing.VALUE

    def values(self) -> dict[str, Any]:
        """Return the values for rendering here."""
        return {known.root: known.value for known in self.known}

    def gives(self, expression: str, value: Any) -> bool:
        """Return whether an expression gives a value here."""
        return same(evaluate(expression, {**self.values(), "zone": ZONE.get()}), value)


def _typed(expression: Expression, wanted: Any) -> Expression:
    """Return an expression that gives a value in its own type."""
    if isinstance(wanted, str) and not isinstance(expression.value, str):
        return replace(expression, text=f"{expression.text}|text", value=wanted)
    if not isinstance(wanted, str) and isinstance(expression.value, str):
        return replace(expression, text=f"{expression.text}|number", value=wanted)
    return expression


def lists_of(root: str, value: Any) -> dict[str, list[Any]]:
    """Return the lists of objects or values that an element of a listing holds, by name."""
    found = {}
    for name, inner in value.items() if isinstance(value, Mapping) else ():
        if isinstance(inner, list) and _NAME.fullmatch(name):
            found[f"{root}.{name}"] = inner
        elif isinstance(inner, dict) and _NAME.fullmatch(name):
            found |= lists_of(f"{root}.{name}", inner)
    return found


def _scalars(name: str, value: Any, cost: int) -> Iterator[Expression]:
    """Yield the scalars in a value; names that a placeholder cannot contain are skipped."""
    if isinstance(value, Mapping) and cost < _MOST_DEPTH * 10:
        for key, inner in value.items():
            if _NAME.fullmatch(key):
                yield from _scalars(f"{name}.{key}", inner, cost + 1)
    elif isinstance(value, list) and cost < _MOST_DEPTH * 10:
        for index, inner in enumerate(value[:_MOST_ELEMENTS]):
            yield from _scalars(f"{name}.{index}", inner, cost + 10)
    elif isinstance(value, str | int | float | None):
        yield Expression(name, value, cost)


def _objects(name: str, value: Any, depth: int = 0) -> Iterator[tuple[str, Any]]:
    """Yield the objects and lists that are members of objects."""
    if isinstance(value, Mapping | list) and depth < _MOST_DEPTH:
        yield name, value
    for key, inner in value.items() if isinstance(value, Mapping) else ():
        if _NAME.fullmatch(key):
            yield from _objects(f"{name}.{key}", inner, depth + 1)


def _parts(whole: Expression, separators: tuple[str, ...] = _SEPARATORS) -> Iterator[Expression]:
    """Return the parts of a composite value, and parts of parts."""
    text = whole.value
    # Ids are made of parts; words, such as names of kinds, are whole.
    if not isinstance(text, str) or len(text) > _LONGEST or " " in text or not any(map(str.isdigit, text)):
        return
    for number, separator in enumerate(separators):
        parts = text.split(separator)
        if not 2 <= len(parts) <= _MOST_PARTS:  # noqa: PLR2004 - there is one part, or more
            continue
        argument = quote(separator, safe="#/:,;~@=._-")
        for index, part in enumerate(parts):
            # A year names no recording.
            if len(part) >= (_SHORTEST_NUMBER if part.isdecimal() else _SHORTEST_PART):
                places = (index, -1) if index == len(parts) - 1 else (index,)
                for place in places:
                    cost = whole.cost + 20 + 2 * number + (place < 0)
                    expression = Expression(f"{whole.text}|part:{argument}:{place}", part, cost)
                    yield expression
                    if separators is _SEPARATORS and separator in _SEPARATORS[:2]:
                        yield from _parts(expression, _WITHIN_PARTS)


def _variants(whole: Expression) -> Iterator[Expression]:
    """Return a text in lower and upper case, and escaped for a pointer, if these differ."""
    text = whole.value
    if isinstance(text, str) and len(text) <= _LONGEST:
        escaped = text.replace("~", "~0").replace("/", "~1")
        for name, said in (("lower", text.lower()), ("upper", text.upper()), ("pointer", escaped)):
            if said != text:
                yield Expression(f"{whole.text}|{name}", said, whole.cost + 60)
