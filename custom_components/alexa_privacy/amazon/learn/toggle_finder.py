"""Which switches were clicked: what a request says otherwise than the page was told, or than another request."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, Final

from .json_paths import Leaves, Place, is_naming
from .state_diff import told_otherwise
from .states import Telling
from .toggle import Change, Toggle
from .vocabulary import are_opposite, same, says_yes_or_no

_TWO: Final = 2


def find_toggles(changes: Sequence[Change], tellings: Sequence[Telling]) -> list[Toggle]:
    """Return the switches that were clicked."""
    told = list(told_otherwise(changes, tellings))
    explained = {change.order for toggle in told for change in toggle.changes}
    explained |= _by_method(changes)
    names = _names(tellings)
    groups: dict[Any, list[Change]] = defaultdict(list)
    for change in changes:
        if change.order not in explained:
            groups[change.exchange.method, change.exchange.kind, frozenset(change.leaves)].append(change)
    for group in groups.values():
        others = [change for change in changes if change not in group]
        told += _in_group([(change, change.leaves) for change in group], names, others)
    return told


def _by_method(changes: Iterable[Change]) -> set[int]:
    """Return the requests that differ from another in nothing but what is done: then that is the value."""
    alike: dict[Any, list[Change]] = defaultdict(list)
    for change in changes:
        alike[frozenset((place, _typed(value)) for place, value in change.leaves.items())].append(change)
    several = (each for each in alike.values() if len({change.exchange.method for change in each}) > 1)
    return {change.order for each in several for change in each}


def _names(tellings: Iterable[Telling]) -> set[Any]:
    """Return what answers call something by, and never say of it."""
    called: set[Any] = set()
    said: set[Any] = set()
    for state in (state for telling in tellings for state in telling.states):
        for place, value in state.leaves.items():
            called.update(place)
            is_listed = bool(place) and isinstance(place[-1], int)
            (called if is_listed or is_naming(state.document, place) else said).add(value)
    return {name for name in called - said if isinstance(name, str)}


def _in_group(group: Sequence[tuple[Change, Leaves]], names: set[Any], others: Sequence[Change]) -> list[Toggle]:
    """Return the switches among requests of one shape, of which each was clicked more than once."""
    varying = [place for place in group[0][1] if len({_typed(said[place]) for _, said in group}) > 1]
    stating = [place for place in varying if not _is_name(place, {said[place] for _, said in group}, names)]
    found = {place: toggles for place in stating if (toggles := _at(place, group, varying))}
    sure = [toggle for toggles in found.values() for toggle in toggles if are_opposite(toggle.first, toggle.last)]
    if sure or len(found) != 1:
        # A name and a value may both be all that differs, and both go to and fro.
        return sure
    [(place, toggles)] = found.items()
    # What says yes or no elsewhere is rather the value.
    if says_yes_or_no({other: value for other, value in group[0][1].items() if other != place}):
        return []
    return [replace(toggle, is_sure=len(varying) == 1 and _goes_to_and_fro(toggle, others)) for toggle in toggles]


def _goes_to_and_fro(toggle: Toggle, others: Sequence[Change]) -> bool:
    """Return whether a value comes back, as a name would only if another request had undone what was done to it."""
    both = (toggle.first, toggle.last)
    said = (value for change in others for value in change.leaves.values())
    return len(toggle.values) > _TWO and not any(same(value, each) for value in said for each in both)


def _is_name(place: Place, values: set[Any], names: set[Any]) -> bool:
    """Return whether a place says which switch is meant: in a list of what is on, one name is enough to tell."""
    return bool(values & names) if isinstance(place[-1], int) and place[0] != "path" else values <= names


def _at(place: Place, group: Sequence[tuple[Change, Leaves]], varying: Sequence[Place]) -> list[Toggle]:
    """Return the switches whose value stands at one place, where all else is the same."""
    cells: dict[Any, list[tuple[Change, Leaves]]] = defaultdict(list)
    for change, said in group:
        cells[tuple(_typed(said[other]) for other in varying if other != place)].append((change, said))
    toggles = []
    for cell in cells.values():
        values = [said[place] for _, said in cell]
        # A switch has two values, and a click never sets what is set already.
        if len({_typed(value) for value in values}) == _TWO and not any(same(*pair) for pair in pairwise(values)):
            toggles.append(Toggle(place, [change for change, _ in cell], values, values[-2]))
    return toggles


def _typed(value: Any) -> tuple[str, Any]:
    """Return a value that is not equal to one of another type."""
    return type(value).__name__, value
