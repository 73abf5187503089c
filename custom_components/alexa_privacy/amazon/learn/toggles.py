"""Requests that differ in one value: the clicks on a switch."""

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from .exchange import Exchange
from .leaves import Leaves, Place, request_leaves
from .scope import Surroundings
from .states import Telling

_SIGNS: Final = frozenset({"true", "false", "on", "off", "yes", "no", "1", "0", "enabled", "disabled"})


@dataclass(frozen=True, slots=True, repr=False)
class Change:
    """A request that may have set something."""

    order: int
    exchange: Exchange
    around: Surroundings

    def leaves(self) -> Leaves:
        """Return what it says, without what is different each time."""
        return {
            place: None if place[0] != "path" and self.is_fresh(value) else value
            for place, value in request_leaves(self.exchange).items()
        }

    def is_fresh(self, value: Any) -> bool:
        """Tell whether a value is the token, a random id or the present time."""
        if isinstance(value, bool) or not isinstance(value, str | int):
            return False
        readings = self.around.readings(str(value))
        return any(reading.expression.partition("|")[0] in {"csrf", "uuid", "time"} for reading in readings)


@dataclass(frozen=True, slots=True, repr=False)
class Toggle:
    """The requests of one switch in their order, and the place of its value."""

    place: Place
    changes: Sequence[Change]
    values: Sequence[Any]
    names: Sequence[str]
    """What tells this switch's requests from another's."""

    @property
    def first(self) -> Any:
        """The value before the last click."""
        return next(value for value in reversed(self.values) if not same(value, self.last))

    @property
    def last(self) -> Any:
        """The value that the last click set."""
        return self.values[-1]


def find_toggles(changes: Iterable[Change], tellings: Sequence[Telling]) -> list[Toggle]:
    """Return the switches that were clicked more than once."""
    groups: dict[Any, list[tuple[Change, Leaves]]] = defaultdict(list)
    for change in changes:
        said = change.leaves()
        groups[change.exchange.method, change.exchange.kind, frozenset(said)].append((change, said))
    return [toggle for group in groups.values() if len(group) > 1 for toggle in _in_group(group, tellings)]


def _in_group(group: Sequence[tuple[Change, Leaves]], tellings: Sequence[Telling]) -> list[Toggle]:
    """Return the switches among requests of one shape."""
    varying = [place for place in group[0][1] if len({_typed(said[place]) for _, said in group}) > 1]
    following = {place for place in varying if _follows(place, group, tellings)}
    found = {
        place: toggles
        for place in varying
        if (toggles := _at(place, group, [other for other in varying if other != place], following))
    }
    signs = {place for place in found if all(_is_sign(said[place]) for _, said in group)}
    if signs:
        return [toggle for place in signs for toggle in found[place]]
    if not found:
        return []
    # A name and a value may both differ alone; only a value goes to and fro.
    best = max(found, key=lambda place: (_returns(found[place], group), -len(found[place])))
    return [toggle for place in found if place == best or not _shares(place, best, group) for toggle in found[place]]


def _at(
    place: Place, group: Sequence[tuple[Change, Leaves]], others: Sequence[Place], following: AbstractSet[Place]
) -> list[Toggle]:
    """Return the switches whose value stands at one place: all else is the same, or follows what a page told."""
    cells: dict[Any, list[tuple[Change, Leaves]]] = defaultdict(list)
    for change, said in group:
        cells[tuple(_typed(said[other]) for other in others if other not in following)].append((change, said))
    toggles = []
    for cell in cells.values():
        values = [said[place] for _, said in cell]
        if len({_typed(value) for value in values}) == 2:  # noqa: PLR2004 - a switch has two
            names = [str(cell[0][1][other]) for other in others if other not in following]
            toggles.append(Toggle(place, [change for change, _ in cell], values, names))
    return toggles


def _follows(place: Place, group: Sequence[tuple[Change, Leaves]], tellings: Sequence[Telling]) -> bool:
    """Tell whether a value always is what an answer told just before, at a place of the same name."""
    for telling in tellings:
        states = [telling.before(change.order) for change, _ in group]
        if any(state is None for state in states):
            continue
        for candidate in states[0].leaves if states[0] else ():
            if candidate[-1:] == place[-1:] and all(
                state is not None and candidate in state.leaves and same(state.leaves[candidate], said[place])
                for state, (_, said) in zip(states, group, strict=True)
            ):
                return True
    return False


def _shares(place: Place, other: Place, group: Sequence[tuple[Change, Leaves]]) -> bool:
    """Tell whether two places change together somewhere: then one names what the other sets."""
    pairs = [(_typed(said[place]), _typed(said[other])) for _, said in group]
    return any(one[0] != two[0] and one[1] != two[1] for one, two in pairwise(pairs))


def _returns(toggles: Sequence[Toggle], group: Sequence[tuple[Change, Leaves]]) -> int:
    """Count how often a switch was clicked to and fro without another in between."""
    neighbours = {(one[0].order, two[0].order) for one, two in pairwise(group)}
    clicks = (pairwise(change.order for change in toggle.changes) for toggle in toggles)
    return sum(click in neighbours for each in clicks for click in each)


def _is_sign(value: Any) -> bool:
    """Tell whether a value says yes or no."""
    return isinstance(value, bool) or (isinstance(value, str) and value.lower() in _SIGNS)


def _typed(value: Any) -> tuple[str, Any]:
    """Return a value that is not equal to one of another type."""
    return type(value).__name__, value


def same(one: Any, other: Any) -> bool:
    """Compare as JSON does: 1 is not true."""
    return type(one) is type(other) and bool(one == other)
