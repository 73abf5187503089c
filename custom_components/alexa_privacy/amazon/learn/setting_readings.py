"""Finds where the state of a setting is read: a place that followed every flip, both ways."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import unquote

from ..recipes.model import same
from ..recipes.template import Missing, as_text, look_at
from .exchange import Exchange
from .fetched_values import Way, answer_of
from .generalize.times import looks_like_time
from .json_paths import is_steady, leaves, pointer, request_leaves
from .lesson_file import LessonFile
from .page_json import json_inside, text_before
from .refusals import LearnError, Place
from .setting_flips import first_is_on
from .vocabulary import words

_MOST_ANSWER: Final = 2 * 1024 * 1024
_MOST_LEAVES: Final = 5000
_IDLE: Final = 3
_PREFIX: Final = 5
_SURE: Final = 10
_TWO: Final = 2
# Words that go with any setting, and words for how a setting was or would be.
_COMMON: Final = frozenset(
    {"active", "allowed", "body", "checked", "data", "disabled", "enabled", "name", "on", "op", "path", "replace", "id"}
    | {"key", "off", "option", "selected", "set", "setting", "settings", "state", "status", "type", "update", "value"}
    | {"values", "preference", "preferences", "privacy", "alexa", "made", "up", "json", "x", "apd", "choice", "choices"}
    | {"true", "false", "yes", "no", "config", "profile", "document", "current", "result", "results", "response"}
)
_PAST: Final = frozenset(
    {"previous", "prev", "previously", "last", "old", "former", "before", "was", "prior", "original", "default"}
)


@dataclass(frozen=True, slots=True, repr=False)
class Observation:
    """The content of one response, and the position set last before it; None before the first flip."""

    exchange: Exchange
    document: Any
    position: int | None


@dataclass(slots=True, repr=False)
class StateSource:
    """The responses to one request over time; for a page, the text before the JSON."""

    way: Way
    observations: list[Observation] = field(default_factory=list)


@dataclass(frozen=True, slots=True, repr=False)
class StatePlace:
    """A place that shows the state: by a value for each position, by null, or by a member of a list."""

    source: StateSource
    at: str
    values: Mapping[int, Any]
    null: int | None = None
    """The position that null means."""
    member: Any = None
    means: int | None = None
    """The position in which a list holds `member`."""

    def before(self, request: Exchange) -> Any:
        """Return the last response before a request; None if there was none."""
        seen = [each.document for each in self.source.observations if each.exchange.order < request.order]
        return seen[-1] if seen else None

    @property
    def is_by_value(self) -> bool:
        """Whether each position has its own value there."""
        return self.null is None and self.means is None


@dataclass(frozen=True, eq=False, repr=False)
class StateReader:
    """Finds where a setting is read."""

    _file: LessonFile
    _flips: Sequence[Exchange]
    """The requests that set it."""
    _positions: Sequence[int]
    """The position that each set."""
    _asking: Sequence[Exchange]
    """POST requests that only ask."""

    def read(
        self, wanted: Iterable[str], literals: Mapping[int, Any], *, first_is: bool | None = None
    ) -> StatePlace | None:
        """Return the place that shows the state best, with names similar to the request's; None if there is none.

        `first_is` is whether the first position is on, as far as the words of the requests say so. Raises LearnError
        where several show it just as well, or where what was shown cannot decide.
        """
        names = {word for name in wanted for word in words(name)} - _COMMON
        found = [place for source in self._sources() for place in self._places(source)]
        if not found:
            return None
        self._check_loads(found)
        # A value that was there before a flip is always the other one: setting what is set shows it, or what it means.
        is_plain = all(_says_what_was_set(each, literals, first_is) for each in found)
        if not is_plain and not self._has_same_value(found):
            raise LearnError("setting_loads")
        scored = [(self._rank(place, names, literals), number) for number, place in enumerate(found)]
        best = min(scored)[0]
        nearest = [found[number] for rank, number in scored if rank == best]
        if len({(id(each.source), each.at) for each in nearest}) > 1:
            raise LearnError("setting_reading_tie", place=" / ".join(sorted({each.at for each in nearest})[:2]))
        if best[0] == 0 and len(nearest[0].source.observations) < _SURE:
            return None
        return nearest[0]

    def _sources(self) -> Iterator[StateSource]:
        """Return what answered with JSON, or pages with JSON in them, by request."""
        alike: dict[Any, list[Exchange]] = defaultdict(list)
        orders = {each.order for each in self._asking}
        for exchange in self._file.exchanges:
            is_read = exchange.method == "GET" or exchange.order in orders
            if is_read and exchange.is_private and exchange.worked and 0 < len(exchange.answer) <= _MOST_ANSWER:
                alike[self._file.kinds.kind(exchange), self._content(exchange)].append(exchange)
        for (kind, _), exchanges in alike.items():
            if len(exchanges) <= 1:
                continue
            ways = [Way(kind)] if exchanges[-1].document() is not None else list(_ways_of_pages(kind, exchanges))
            for way in ways:
                documents = [answer_of(exchange, way) for exchange in exchanges]
                if all(document is not None for document in documents):
                    pairs = zip(exchanges, documents, strict=True)
                    yield StateSource(
                        way, [Observation(each, document, self._set_by(each)) for each, document in pairs]
                    )

    def _content(self, exchange: Exchange) -> str:
        """Return the content of a request, without values that differ each time."""
        around = self._file.around(exchange, 0)
        said = request_leaves(exchange).items()
        return repr([(place, value) for place, value in said if value is None or not any(around.explain(str(value)))])

    def _set_by(self, exchange: Exchange) -> int | None:
        """Return the position that was set last before an answer."""
        before = [p for flip, p in zip(self._flips, self._positions, strict=True) if flip.order < exchange.order]
        return before[-1] if before else None

    def _places(self, source: StateSource) -> Iterator[StatePlace]:
        """Return the places of a source that followed every flip."""
        seen = [each for each in source.observations if each.position is not None]
        if {each.position for each in seen} != set(self._positions):
            return
        last = seen[-1].document
        for at in (pointer(last, place) for place in leaves(last, _MOST_LEAVES) if is_steady(last, place)):
            stated = [look_at(each.document, at, Missing.VALUE) for each in source.observations]
            if Missing.VALUE in stated:
                continue
            if (found := self._follows(source, stated)) is not None:
                yield StatePlace(source, at, found)
            elif (null := self._null(source, stated)) is not None:
                yield StatePlace(source, at, {}, null=null)
        yield from self._members(source)

    def _follows(self, source: StateSource, stated: Sequence[Any]) -> dict[int, Any] | None:
        """Return the value shown in each position, if it never varies within one and differs between them."""
        values: dict[int, Any] = {}
        for observation, value in zip(source.observations, stated, strict=True):
            if isinstance(value, dict | list):
                return None
            if observation.position is not None and not same(values.setdefault(observation.position, value), value):
                return None
        first = [value for each, value in zip(source.observations, stated, strict=True) if each.position is None]
        if any(not same(value, first[0]) for value in first) or (
            first and not any(same(first[0], v) for v in values.values())
        ):
            return None
        different = {(type(value).__name__, value) for value in values.values()}
        is_null = any(value is None for value in values.values())
        return values if len(different) == len(values) and not is_null else None

    def _null(self, source: StateSource, stated: Sequence[Any]) -> int | None:
        """Return the position that null means, if the other position, and only that, has a time there."""
        if not all(value is None or type(value) is int or _is_time(value) for value in stated):
            return None
        pairs = zip(source.observations, stated, strict=True)
        nulls = {(each.position, value is None) for each, value in pairs if each.position is not None}
        # One position is always null, and another never.
        is_told = len(nulls) == _TWO == len(set(self._positions)) and len({is_null for _, is_null in nulls}) == _TWO
        return next(position for position, is_null in nulls if is_null) if is_told else None

    def _members(self, source: StateSource) -> Iterator[StatePlace]:
        """Return the lists with an element that is there in one position only."""
        last = source.observations[-1].document
        if len(set(self._positions)) != _TWO:
            return
        for at in (pointer(last, place) for place in _lists(last) if is_steady(last, place)):
            held = [look_at(each.document, at, Missing.VALUE) for each in source.observations]
            if not all(isinstance(each, list) for each in held):
                continue
            for member in dict.fromkeys(each for inner in held for each in inner if isinstance(each, str)):
                if (found := self._follows(source, [member in inner for inner in held])) is not None:
                    means = next(position for position, is_in in found.items() if is_in)
                    yield StatePlace(source, at, {}, member=member, means=means)

    def _check_loads(self, found: Sequence[StatePlace]) -> None:
        """Require loads before, between and after the flips, and some without a flip."""
        orders = [flip.order for flip in self._flips]
        for source in {id(each.source): each.source for each in found}.values():
            seen = [each.exchange.order for each in source.observations]
            between = any(orders[0] < order < orders[-1] for order in seen)
            pairs = zip([-1, *seen], seen, strict=False)
            idle = sum(not any(before < order < after for order in orders) for before, after in pairs)
            if seen[0] < orders[0] and between and seen[-1] > orders[-1] and idle >= _IDLE:
                return
        raise LearnError("setting_loads")

    def _has_same_value(self, found: Sequence[StatePlace]) -> bool:
        """Return whether an unchanged value was set again, and read before and after."""
        orders = [flip.order for flip in self._flips]
        for number in range(1, len(orders)):
            if self._positions[number] == self._positions[number - 1]:
                following = orders[number + 1] if number + 1 < len(orders) else None
                seen = [each.exchange.order for each in found[0].source.observations]
                if any(orders[number] < order and (following is None or order < following) for order in seen):
                    return True
        return False

    def _rank(self, place: StatePlace, names: set[str], literals: Mapping[int, Any]) -> tuple[int, int, int, int]:
        """Return a sort key for how similar a place is to the request: by names, values and depth."""
        request = place.source.observations[-1].exchange
        own = {word for step in place.at.split("/") for word in words(step)}
        asked = {word for segment in request.path.split("/")[2:] for word in words(unquote(segment))}
        asked |= {word for pair in request.query for part in pair for word in words(part)}
        stated = own | ({str(place.member).lower(), *words(str(place.member))} if place.member else set())
        near = sum(2 for name in names if name in stated) + sum(
            1 for name in names if name not in stated and any(_is_near(name, word) for word in stated | asked)
        )
        is_past = not own.isdisjoint(_PAST)
        is_same = place.is_by_value and all(
            same(value, literals.get(position)) for position, value in place.values.items()
        )
        how = (0 if is_same else 1 if place.is_by_value else 2) + (4 if is_past else 0)
        return -near, how, place.at.count("/"), len(request.answer) // 1000


def _is_time(value: Any) -> bool:
    """Return whether a text or a number with a fraction may be a time."""
    return isinstance(value, str | float) and looks_like_time(str(value))


def _lists(document: Any) -> Iterator[Place]:
    left: list[tuple[Place, Any]] = [((), document)]
    while left:
        place, value = left.pop()
        if isinstance(value, dict):
            left += [((*place, key), inner) for key, inner in value.items()]
        elif isinstance(value, list):
            if all(isinstance(each, str) for each in value):
                yield place
            left += [((*place, number), inner) for number, inner in enumerate(value) if isinstance(inner, dict | list)]


def _ways_of_pages(kind: Any, exchanges: Sequence[Exchange]) -> Iterator[Way]:
    """Return the ways to read the JSON values of a page."""
    pages = [exchange.text() for exchange in exchanges]
    for inside in json_inside(pages[-1]):
        after = text_before(pages[-1], inside.start, pages[:-1])
        if after is not None:
            yield Way(kind, after=after, escaped=inside.escaped)


def _is_near(name: str, word: str) -> bool:
    """Return whether two words begin alike, or one is part of the other."""
    if word in _COMMON or min(len(name), len(word)) < _PREFIX:
        return name == word and word not in _COMMON
    return name[:_PREFIX] == word[:_PREFIX] or name in word or word in name


def _says_what_was_set(place: StatePlace, literals: Mapping[int, Any], first_is: bool | None) -> bool:  # noqa: FBT001 - on or off
    """Return whether a place shows each position by the value that sets it, or by an equivalent one."""
    if not place.is_by_value:
        return False
    pair = [place.values[position] for position in sorted(place.values)]
    stated = first_is_on([(pair[0], pair[1])], [place.at]) if len(pair) == _TWO else None
    if None not in {stated, first_is}:
        return stated == first_is
    return all(as_text(value) == as_text(literals.get(position)) for position, value in place.values.items())
