"""Where the state of a switch is told, found by how it changes with the clicks and by what it is called."""

from collections.abc import Iterator, Sequence
import re
from typing import Any, Final
from urllib.parse import unquote

from ..recipes.template import as_text
from .json_paths import Leaves, Place, request_leaves
from .states import State, Telling
from .toggle import StateAt, Toggle
from .vocabulary import same

_OTHER: Final = re.compile(r"[^a-z0-9]+")
_LONGEST_NAME: Final = 80
_SHORTEST_PART: Final = 5
_BOTH: Final = 2
# Words that any setting may be called with.
_COMMON: Final = frozenset(
    {"", "active", "allowed", "body", "checked", "data", "disabled", "enabled", "name", "on", "op", "path", "replace"}
    | {"id", "key", "off", "option", "selected", "set", "setting", "settings", "state", "status", "type", "update"}
    | {"value", "values"}
)


def find_reading(toggle: Toggle, tellings: Sequence[Telling]) -> StateAt | None:
    """Return where a switch is read; None where nothing tells it for sure."""
    wanted = _request_labels(toggle)
    found: list[tuple[tuple[int, int, int], StateAt]] = []
    for telling in tellings:
        asked = _asked(telling)
        for place in telling.states[0].leaves:
            if (told := _meaning(toggle, telling, place)) is not None:
                values, seen = told
                likeness = _likeness(wanted, _labels(telling.states[-1].leaves, place) | asked)
                # A list of plain values is rather what may be chosen than what is.
                score = (likeness, seen, int(isinstance(place[-1], str)))
                found.append((score, StateAt(telling, place, *values)))
    best = max((score for score, _ in found), default=None)
    if best is None or (not best[0] and best[1] < _BOTH):
        return None
    states = [state for score, state in found if score == best]
    # Where several tell the same just as well, any of them may be meant only if they cannot disagree.
    return states[-1] if len(states) == 1 or (best[1] == _BOTH and _is_one(states)) else None


def _is_one(states: Sequence[StateAt]) -> bool:
    """Return whether answers of several requests give the same place."""
    return len({id(state.telling) for state in states}) == len(states)


def _meaning(toggle: Toggle, telling: Telling, place: Place) -> tuple[tuple[Any, Any], int] | None:
    """Return what a place tells before and after the last click, and how many of the two were seen."""
    seen: dict[bool, Any] = {}
    for state in telling.states:
        if place not in state.leaves:
            return None
        told, is_last = state.leaves[place], same(_set_by(toggle, state), toggle.last)
        if not same(seen.setdefault(is_last, told), told):
            return None
    if len(seen) == _BOTH:
        return None if same(seen[False], seen[True]) else ((seen[False], seen[True]), _BOTH)
    is_last, told = next(iter(seen.items()))
    one, other = (toggle.last, toggle.first) if is_last else (toggle.first, toggle.last)
    if (counterpart := _counterpart(told, one, other)) is None:
        return None
    return ((counterpart, told) if is_last else (told, counterpart)), 1


def _counterpart(told: Any, one: Any, other: Any) -> Any:
    """Return what would be told of the other value, if one value is told like this; None where nobody knows."""
    if isinstance(told, bool):
        return not told
    if same(told, one):
        return other
    if isinstance(told, int) and as_text(told) == as_text(one) and as_text(other).isdecimal():
        return int(other)
    return None


def _set_by(toggle: Toggle, state: State) -> Any:
    """Return the value that holds when an answer tells: the last click's, or before all the one not clicked first."""
    before = [value for change, value in zip(toggle.changes, toggle.values, strict=True) if change.order < state.order]
    if before:
        return before[-1]
    return toggle.last if same(toggle.values[0], toggle.first) else toggle.first


def _request_labels(toggle: Toggle) -> set[str]:
    """Return what a switch may be called in its own requests."""
    said = request_leaves(toggle.changes[0].exchange)
    texts = {value for place, value in said.items() if isinstance(value, str) and place != toggle.place}
    return ({_label(text) for text in texts if len(text) < _LONGEST_NAME} | set(_steps(toggle.place))) - _COMMON


def _asked(telling: Telling) -> set[str]:
    """Return what was asked for, where one address tells several settings."""
    exchange = telling.states[-1].exchange
    segments = {_label(unquote(segment)) for segment in exchange.path.split("/")}
    return segments | {_label(value) for _, value in exchange.query}


def _labels(leaves: Leaves, place: Place) -> set[str]:
    """Return what a place in an answer is called: its steps, and the texts beside it."""
    beside = {
        _label(value)
        for other, value in leaves.items()
        if other[:-1] == place[:-1] and other != place and isinstance(value, str)
    }
    return set(_steps(place)) | beside


def is_common(word: str) -> bool:
    """Return whether a word could be said of any setting."""
    return _label(word) in _COMMON


def _likeness(wanted: set[str], labels: set[str]) -> int:
    """Return how much two sets of names agree: whole names first, then one within another."""
    whole = wanted & labels
    parts = [name for name in wanted - whole if any(_are_alike(name, label) for label in labels - _COMMON)]
    return 2 * len(whole) + len(parts)


def _are_alike(name: str, label: str) -> bool:
    """Return whether two names begin alike, or one is part of the other."""
    if min(len(name), len(label)) < _SHORTEST_PART:
        return False
    return name[:_SHORTEST_PART] == label[:_SHORTEST_PART] or name in label or label in name


def _steps(place: Place) -> Iterator[str]:
    """Return the names on the way to a place."""
    return (_label(step) for step in place if isinstance(step, str))


def _label(text: str) -> str:
    """Return a name without the ways of writing it."""
    return _OTHER.sub("", text.casefold())
