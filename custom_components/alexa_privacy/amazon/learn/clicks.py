"""Clicks on switches: what a request says otherwise than the page was told, or than another request."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Any, Final

from ..templates import as_text
from .exchange import Exchange
from .leaves import Leaves, Place, is_naming, request_leaves
from .scope import Surroundings
from .states import Telling

_SIGNS: Final = frozenset(
    {"true", "false", "on", "off", "yes", "no", "1", "0"}
    | {"enabled", "disabled", "enable", "disable", "allow", "deny", "opt-in", "opt-out"}
)
_TWO: Final = 2


class Change:
    """A request that may have set something."""

    def __init__(self, order: int, exchange: Exchange, around: Surroundings) -> None:
        """Take a request, its place among the others, and what is known of it."""
        self.order = order
        self.exchange = exchange
        self.around = around

    @cached_property
    def leaves(self) -> Leaves:
        """What it says, without what is different each time."""
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
class StateAt:
    """A place in an answer that tells the state of a switch, and the values that mean the switch's last two."""

    telling: Telling
    place: Place
    first: Any
    last: Any


@dataclass(frozen=True, slots=True, repr=False)
class Toggle:
    """The clicks on one switch: the place of its value, and its last two values."""

    place: Place
    changes: Sequence[Change]
    values: Sequence[Any]
    first: Any
    state: StateAt | None = None
    since: Leaves = field(default_factory=dict)
    """What earlier clicks changed since the answer told it."""

    @property
    def last(self) -> Any:
        """The value that the last click set."""
        return self.values[-1]


def same(one: Any, other: Any) -> bool:
    """Compare as JSON does: 1 is not true."""
    return type(one) is type(other) and bool(one == other)


def find_toggles(changes: Sequence[Change], tellings: Sequence[Telling]) -> list[Toggle]:
    """Return the switches that were clicked."""
    told = list(_told_otherwise(changes, tellings))
    explained = {change.order for toggle in told for change in toggle.changes}
    explained |= _by_method(changes)
    names = _names(tellings)
    groups: dict[Any, list[tuple[Change, Leaves]]] = defaultdict(list)
    for change in changes:
        if change.order not in explained:
            said = change.leaves
            groups[change.exchange.method, change.exchange.kind, frozenset(said)].append((change, said))
    found = [toggle for group in groups.values() if len(group) > 1 for toggle in _in_group(group, names)]
    return told + (found if tellings else [toggle for toggle in found if not _may_be_two(toggle)])


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


def _may_be_two(toggle: Toggle) -> bool:
    """Tell whether two requests may rather have set two switches alike: what says yes or no is the same in both."""
    first, *others = (change.leaves for change in toggle.changes)
    beside = (value for place, value in first.items() if place != toggle.place)
    return len(others) == 1 and not _is_sign(toggle.last) and any(_is_sign(value) for value in beside)


def _told_otherwise(changes: Iterable[Change], tellings: Sequence[Telling]) -> Iterator[Toggle]:
    """Return the switches of requests that repeat what an answer told, but for one value."""
    clicks: dict[Any, list[tuple[Change, Any, Any, Leaves]]] = defaultdict(list)
    where: dict[Any, tuple[Telling, Place]] = {}
    later: dict[tuple[int, int], Leaves] = defaultdict(dict)
    for change in changes:
        found = [
            (*difference, number, state)
            for number, telling in enumerate(tellings)
            if (state := telling.before(change.order))
            and (difference := _difference(change, {**state.leaves, **later[number, state.order]}, state.document))
        ]
        if not found:
            continue
        _, place, there, number, state = max(found, key=lambda each: each[0])
        said, known = request_leaves(change.exchange)[place], later[number, state.order]
        key = (change.exchange.method, place, number, there)
        clicks[key].append((change, known.get(there, state.leaves[there]), said, dict(known)))
        where[key] = (tellings[number], there)
        known[there] = said
    for key, each in clicks.items():
        values = [said for _, _, said, _ in each]
        _, before, _, since = each[-1]
        if len({(type(value), value) for value in (*values, before)}) == _TWO:
            telling, there = where[key]
            state_at = StateAt(telling, there, before, values[-1])
            yield Toggle(key[1], [change for change, *_ in each], values, before, state_at, since)


def _difference(change: Change, told: Leaves, document: Any) -> tuple[int, Place, Place] | None:
    """Return how much of an answer a request repeats, where it differs, and where the answer does."""
    said = {place: value for place, value in change.leaves.items() if place[0] != "path"}
    best: tuple[int, Place, Place] | None = None
    for own, there in _alignments(said, told):
        pairs = [(place, (*there, *place[len(own) :])) for place in said if place[: len(own)] == own]
        pairs = [(place, counterpart) for place, counterpart in pairs if counterpart in told]
        differing = [(place, other) for place, other in pairs if not same(said[place], told[other])]
        if len(differing) != 1 or len(pairs) == 1 or is_naming(document, differing[0][1]):
            continue
        if best is None or len(pairs) > best[0]:
            best = (len(pairs), *differing[0])
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


def _in_group(group: Sequence[tuple[Change, Leaves]], names: set[Any]) -> list[Toggle]:
    """Return the switches among requests of one shape, of which each was clicked more than once."""
    varying = [place for place in group[0][1] if len({_typed(said[place]) for _, said in group}) > 1]
    stating = [place for place in varying if not _is_name(place, {said[place] for _, said in group}, names)]
    found = {place: toggles for place in stating if (toggles := _at(place, group, varying))}
    signs = {place for place in found if all(_is_sign(said[place]) for _, said in group)}
    if signs:
        return [toggle for place in signs for toggle in found[place]]
    if not found:
        return []
    # A name and a value may both be all that differs; it is the value that goes to and fro.
    best = max(found, key=lambda place: (_returns(found[place], group), -len(found[place])))
    clicks = {change.order for toggle in found[best] for change in toggle.changes}
    others = [toggle for place in found if place != best for toggle in found[place]]
    return found[best] + [toggle for toggle in others if not clicks & {change.order for change in toggle.changes}]


def _is_name(place: Place, values: set[Any], names: set[Any]) -> bool:
    """Tell whether a place says which switch is meant: in a list of what is on, one name is enough to tell."""
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


def _returns(toggles: Sequence[Toggle], group: Sequence[tuple[Change, Leaves]]) -> int:
    """Count how often a switch was clicked to and fro without another in between."""
    neighbours = {(one[0].order, two[0].order) for one, two in pairwise(group)}
    clicks = (pairwise(change.order for change in toggle.changes) for toggle in toggles)
    return sum(click in neighbours for each in clicks for click in each)


def _is_sign(value: Any) -> bool:
    """Tell whether a value says yes or no."""
    return isinstance(value, bool) or as_text(value).lower() in _SIGNS


def says_yes_or_no(said: Mapping[Place, Any]) -> bool:
    """Tell whether anything in a request says yes or no, as what sets a switch would."""
    return any(_is_sign(value) for place, value in said.items() if place[0] != "path")


def _typed(value: Any) -> tuple[str, Any]:
    """Return a value that is not equal to one of another type."""
    return type(value).__name__, value
