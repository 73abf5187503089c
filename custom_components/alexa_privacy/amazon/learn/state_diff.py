"""Clicks whose requests repeat what an answer told, but for one value."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Final

import orjson

from ..recipes.template import as_text
from .json_paths import Leaves, Place, is_naming
from .states import State, Telling
from .toggle import Change, StateAt, Toggle
from .vocabulary import same

_TWO: Final = 2


def told_otherwise(changes: Iterable[Change], tellings: Sequence[Telling]) -> Iterator[Toggle]:
    """Return the switches of requests that repeat what an answer told, but for one value."""
    alike: dict[Any, list[Change]] = defaultdict(list)
    for change in changes:
        alike[change.exchange.method, change.exchange.path, change.exchange.kind, frozenset(change.leaves)].append(
            change
        )
    for group in alike.values():
        readings = [_Reading(telling) for telling in tellings]
        fitting = [reading for reading in readings if reading.fits(group) and reading.clicks]
        if fitting:
            yield from max(fitting, key=attrgetter("pairs")).toggles()


@dataclass(slots=True)
class _Click:
    """A request that sets something else than was told at some place, and what earlier ones had set by then."""

    change: Change
    before: Any
    since: Leaves


class _Reading:
    """The attempt to explain requests of one shape by the answers of one telling."""

    def __init__(self, telling: Telling) -> None:
        """Begin before anything was told."""
        self._telling = telling
        self.pairs = 0
        self.clicks: dict[tuple[Place, Place], list[_Click]] = defaultdict(list)
        self._untold: dict[Place, Leaves] = {}

    def fits(self, changes: Sequence[Change]) -> bool:
        """Return whether each request sets one thing otherwise at most, and answers tell later what was set before."""
        told: State | None = None
        since: Leaves = {}
        events: list[Change | State] = sorted((*changes, *self._telling.states), key=attrgetter("order"))
        for event in events:
            if isinstance(event, State):
                if any(not same(event.leaves.get(place), value) for place, value in since.items()):
                    return False
                told, since = event, {}
            elif told is not None and (difference := _difference(event, {**told.leaves, **since}, told.document)):
                self.pairs = len(difference.pairs)
                # What is told nowhere has to be the same each time that the same is set.
                untold = self._untold.setdefault(difference.of, difference.untold)
                if len(difference.differing) > 1 or untold != difference.untold:
                    return False
                for place, there in difference.differing:
                    known = since.get(there, told.leaves[there])
                    self.clicks[place, there].append(_Click(event, known, dict(since)))
                    since[there] = _as_told(event.said[place], known)
        return True

    def toggles(self) -> Iterator[Toggle]:
        """Return the switches whose two values are known."""
        for (place, there), clicks in self.clicks.items():
            last = clicks[-1]
            values = [click.change.said[place] for click in clicks]
            before = _as_said(last.before, values[-1])
            if len({(type(value), value) for value in (*values, before)}) == _TWO:
                state = StateAt(self._telling, there, last.before, _as_told(values[-1], last.before))
                yield Toggle(place, [click.change for click in clicks], values, before, state, last.since)


@dataclass(frozen=True, slots=True)
class _Difference:
    """What a request repeats of some part of an answer, where the two differ, and what else it says."""

    of: Place
    pairs: Sequence[tuple[Place, Place]]
    differing: Sequence[tuple[Place, Place]]
    untold: Leaves


def _difference(change: Change, told: Leaves, document: Any) -> _Difference | None:
    """Compare a request with the part of an answer of which it repeats most; None where it repeats nothing."""
    fresh = {place for place, value in change.leaves.items() if place[0] == "path" or value is None}
    said = {place: value for place, value in change.said.items() if place not in fresh}
    best: _Difference | None = None
    for own, there in _alignments(said, told):
        pairs = [(place, (*there, *place[len(own) :])) for place in said if place[: len(own)] == own]
        pairs = [(place, counterpart) for place, counterpart in pairs if counterpart in told]
        differing = [(place, other) for place, other in pairs if not is_told(said[place], told[other])]
        if len(pairs) == 1 or any(is_naming(document, other) for _, other in differing):
            continue
        if best is None or (len(pairs), -len(differing)) > (len(best.pairs), -len(best.differing)):
            untold = {place: said[place] for place in said.keys() - {place for place, _ in pairs}}
            best = _Difference(there, pairs, differing, untold)
    return best


def _alignments(said: Leaves, told: Leaves) -> set[tuple[Place, Place]]:
    """Return which part of a request may repeat which part of an answer."""
    by_name: dict[Any, list[Place]] = defaultdict(list)
    for there in told:
        by_name[there[-1:]].append(there)
    return {apart(place, there) for place in said for there in by_name[place[-1:]] if isinstance(place[-1], str)}


def apart(one: Place, other: Place) -> tuple[Place, Place]:
    """Return what two places begin with, their common end taken off."""
    size = 0
    # The first step of a place in a request is which part of the request it is in.
    while size < min(len(one) - 1, len(other)) and one[-1 - size] == other[-1 - size]:
        size += 1
    return one[: len(one) - size], other[: len(other) - size]


def is_told(said: Any, told: Any) -> bool:
    """Return whether a request repeats what an answer told, as text where it has nothing else."""
    return same(said, _as_said(told, said))


def _as_said(told: Any, like: Any) -> Any:
    """Return what an answer told as a request says it."""
    return as_text(told) if isinstance(like, str) and told is not None else told


def _as_told(said: Any, like: Any) -> Any:
    """Return what a request says as an answer tells it."""
    if not isinstance(said, str) or isinstance(like, str):
        return said
    try:
        return orjson.loads(said)
    except orjson.JSONDecodeError:
        return said
