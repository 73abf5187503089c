"""Where the state of a switch is told, found by how it changes with the clicks and by what it is called."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
import re
from typing import Any, Final

from .leaves import Leaves, Place, request_leaves
from .states import State, Telling
from .toggles import Toggle, same

_LABEL: Final = re.compile(r"[^a-z0-9]+")
_PROVEN: Final = 2


@dataclass(frozen=True, slots=True, repr=False)
class StateAt:
    """A place in an answer that tells the state of a switch, and the values that mean the switch's last two."""

    telling: Telling
    place: Place
    first: Any
    last: Any


def find_reading(toggle: Toggle, tellings: Sequence[Telling]) -> StateAt | None:
    """Return where a switch is read; None where nothing tells it for sure."""
    wanted = _request_labels(toggle)
    found: list[tuple[tuple[int, int], StateAt]] = []
    for telling in tellings:
        for place in telling.states[0].leaves:
            if (told := _meaning(toggle, telling, place)) is not None:
                (first, last), seen = told
                labels = len(wanted & _labels(telling.states[-1].leaves, place))
                found.append(((labels, seen), StateAt(telling, place, first, last)))
    best = max((score for score, _ in found), default=None)
    if best is None or (not best[0] and best[1] < _PROVEN):
        return None
    states = [state for score, state in found if score == best]
    # The same may be told by several answers; within one, two places are one too many.
    return states[-1] if len([state for state in states if state.telling is states[-1].telling]) == 1 else None


def _meaning(toggle: Toggle, telling: Telling, place: Place) -> tuple[tuple[Any, Any], int] | None:
    """Return what a place tells before and after the last click, and how many of the two were seen."""
    values = (toggle.first, toggle.last)
    seen: dict[bool, Any] = {}
    for state in telling.states:
        if place not in state.leaves:
            return None
        told, is_last = state.leaves[place], same(_set_by(toggle, state), toggle.last)
        if isinstance(told, dict | list) or not same(seen.setdefault(is_last, told), told):
            return None
    if len(seen) == _PROVEN:
        return None if same(seen[False], seen[True]) else ((seen[False], seen[True]), _PROVEN)
    is_last, told = next(iter(seen.items()))
    for one, other in ((values[is_last], values[not is_last]), _booleans(told)):
        if same(told, one):
            return ((other, one) if is_last else (one, other)), 1
    return None


def _booleans(told: Any) -> tuple[Any, Any]:
    """Return a truth value and the other one; for anything else, what equals nothing."""
    return (told, not told) if isinstance(told, bool) else (_NOTHING, _NOTHING)


_NOTHING: Final = object()


def _set_by(toggle: Toggle, state: State) -> Any:
    """Return the value that holds when an answer tells: the last click's, or before all the one not clicked first."""
    before = [value for change, value in zip(toggle.changes, toggle.values, strict=True) if change.order < state.order]
    if before:
        return before[-1]
    return toggle.last if same(toggle.values[0], toggle.first) else toggle.first


def _request_labels(toggle: Toggle) -> set[str]:
    """Return what a switch may be called in its own requests."""
    said = request_leaves(toggle.changes[0].exchange)
    labels = set(_steps(toggle.place[1:]))
    for place, value in said.items():
        if place[0] == "path" or not (isinstance(value, str) and place != toggle.place):
            continue
        labels |= {_label(value)} if len(value) < 80 else set()  # noqa: PLR2004 - a name is short
    if toggle.place[0] in {"query", "body"} and isinstance(toggle.place[-1], int):
        # In a query or a form, the name stands before the value.
        labels.add(_label(str(said.get((*toggle.place[:-1], 0), ""))))
    labels |= {_label(str(said[place])) for place in said if place[0] == "path"}
    return labels - {""}


def _labels(leaves: Leaves, place: Place) -> set[str]:
    """Return what a place in an answer is called: its steps, and the texts beside it."""
    beside = {
        _label(value)
        for other, value in leaves.items()
        if other[:-1] == place[:-1] and other != place and isinstance(value, str)
    }
    return (set(_steps(place)) | beside) - {""}


def _steps(place: Place) -> Iterator[str]:
    """Return the names on the way to a place."""
    return (_label(step) for step in place if isinstance(step, str))


def _label(text: str) -> str:
    """Return a name without the ways of writing it."""
    return _LABEL.sub("", text.casefold())
