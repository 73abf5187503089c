"""Decides what a value is in all demonstrations: an expression, a constant, or unexplained."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
import re
from typing import Any, Final

from ...recipes.model import same
from ...recipes.template import RECORDINGS, Template, TemplateError, as_json, as_text, fill_text, root_of
from ..leak_checks import ConstantChecks
from ..refusals import RENDERING, Place, Unexplained, spend
from ..vocabulary import label
from .known_values import Expression, NameScope, lists_of
from .times import ZONE

_MOST: Final = 300
_MISSING: Final = b""

type Outputs = tuple[bytes, ...]


class OtherRecordings:
    """A sample of all listed recordings."""

    def __init__(self, records: Sequence[Mapping[str, Any]] = ()) -> None:
        """Initialize with recordings as Amazon lists them."""
        step = max(1, len(records) // _MOST)
        self.records = records[::step]
        self._known: dict[tuple[str, str], Outputs] = {}

    def outputs(self, expression: str, list_name: str = "") -> Outputs:
        """Return what an expression gives for each recording, or each element of its lists; may be empty."""
        if (expression, list_name) not in self._known:
            spend(RENDERING * len(self.records))
            scopes = self._scopes(expression, list_name)
            self._known[expression, list_name] = tuple(_output(f"{{{{{expression}}}}}", values) for values in scopes)
        return self._known[expression, list_name]

    def _scopes(self, expression: str, list_name: str) -> list[dict[str, Any]]:
        """Return the scope of each recording, or of each element of a list in it."""
        fixed = {"zone": ZONE.get(), RECORDINGS: [None], "index": 0}
        if not expression.startswith("item"):
            return [{**fixed, "recording": record, RECORDINGS: [record]} for record in self.records]
        return [
            {**fixed, "recording": record, "item": item, "index": index}
            for record in self.records
            for index, item in enumerate(lists_of("recording", record).get(list_name, ()))
        ]

    def is_everywhere(self, value: Any, expression: str, list_name: str = "") -> bool:
        """Return whether an expression gives the same value for all recordings for which it gives any."""
        return set(self.outputs(expression, list_name)) <= {as_json(value), _MISSING}

    def tells_apart(self, template: str) -> bool:
        """Return whether a template gives a different text for each recording."""
        spend(RENDERING * len(self.records))
        said = [_output(template, {"recording": record, "zone": ZONE.get()}) for record in self.records]
        return len(set(said)) == len(said)


def _output(template: str, values: Mapping[str, Any]) -> bytes:
    """Return what a text with placeholders gives, in JSON; empty if a value is missing."""
    try:
        return as_json(fill_text(template, values))
    except TemplateError:
        return _MISSING


_AROUND: Final = frozenset({"csrf", "account", "time", "uuid"})
_NAMING: Final = frozenset({"recording", "item"})
_SMALL: Final = 10
_SHORT: Final = 3
_MOST_SAME: Final = 4
_SAID: Final = "transcriptText"
_LENGTH: Final = re.compile(r"len|size|chars|bytes")
_BESIDE: Final = re.compile(r"\|(?:plus|minus):\d+")


@dataclass(frozen=True, slots=True, repr=False)
class Node:
    """A value in a request, and the scope at its place."""

    value: Any
    scope: NameScope

    def of(self, value: Any) -> Node:
        """Return a node with another value and the same scope."""
        return replace(self, value=value)

    def inside(self, value: Any, name: str, element: Any, index: int) -> Node:
        """Return a node with another value, in the scope of one element of a list."""
        return Node(value, self.scope.inside(name, element, index))


type Nodes = Sequence[Node]


@dataclass(eq=False, repr=False)
class LeafChoice:
    """Decides what single values are; raises Unexplained if it is not certain."""

    _checks: ConstantChecks
    """What may be a constant."""
    _others: OtherRecordings
    _fetch: Callable[[Nodes, Place], str | None]
    """Finds what answers gave before."""
    _mirror: Callable[[Nodes, Place, frozenset[str]], str | None] | None
    """Finds what a request repeats of an answer that has the same names beside each other."""
    _names: frozenset[str] = field(default=frozenset(), init=False)
    near_year: bool = field(default=False, init=False)
    """Whether a year stands beside what is looked at: then a small number is a month or a day."""

    @contextmanager
    def beside(self, values: Iterable[Any], names: Iterable[str] = ()) -> Iterator[None]:
        """Set the values beside the current one, and their names if there are any."""
        outer = self.near_year, self._names
        self.near_year, self._names = any(map(self._checks.is_year, values)), frozenset(names)
        try:
            yield
        finally:
            self.near_year, self._names = outer

    def leaf(self, nodes: Nodes, place: Place) -> Template:
        """Return the template of a value."""
        value = nodes[0].value
        is_constant = all(same(node.value, value) for node in nodes)
        shared = self.shared(nodes, place)
        problem = None
        if is_constant:
            if not shared and self._mirror and (mirrored := self._mirror(nodes, place, self._names)):
                return f"{{{{{mirrored}}}}}"
            if (problem := self._problem(value, place)) is None:
                return self._constant(value, shared, nodes, place)
        if shared:
            return self.chosen(shared, nodes, place)
        if fetched := self._fetch(nodes, place):
            return f"{{{{{fetched}}}}}"
        raise Unexplained(problem or self._checks.reason(node.value for node in nodes), place)

    def literal(self, text: str, place: Place) -> str:
        """Return a text between placeholders, if it may be a constant."""
        if problem := self._problem(text, place):
            raise Unexplained(problem, place)
        return text

    def _problem(self, value: Any, place: Place) -> str | None:
        """Return why a value may not be a constant at its place; None if it may."""
        if self.near_year and self._checks.is_date_part(value):
            return "part_time"
        return self._checks.problem(value, place)

    def shared(self, nodes: Nodes, place: Place) -> dict[str, Expression]:
        """Return the expressions that give the value of each node."""
        name = label(str(place[-1])) if place else ""
        is_length = _LENGTH.search(name) is not None
        found = nodes[0].scope.explain(nodes[0].value, is_length=is_length)
        for node in nodes[1:]:
            if found:
                others = node.scope.explain(node.value, is_length=is_length)
                found = {text: each for text, each in found.items() if text in others}
        if len(nodes) > 1 and all(same(node.value, nodes[0].value) for node in nodes):
            # What is random is another each time.
            found = {text: each for text, each in found.items() if root_of(text) != "uuid"}
        if all(_is_bare(node.value) for node in nodes):
            found = {
                text: each for text, each in found.items() if root_of(text) not in _NAMING or label(_last(text)) == name
            }
        placed = {known.root: known.places for known in nodes[0].scope.known if known.places is not None}
        here = {text: each for text, each in found.items() if place in placed.get(root_of(text), ())}
        return here or {text: each for text, each in found.items() if root_of(text) not in placed}

    def _constant(self, value: Any, shared: dict[str, Expression], nodes: Nodes, place: Place) -> Template:
        """Return the constant, unless an expression would give other values for other recordings."""
        if shared and any(place in (known.places or ()) for known in nodes[0].scope.known):
            return self.chosen(shared, nodes, place)
        named = nodes[0].scope.list_name
        naming = {text: each for text, each in shared.items() if root_of(text) not in {"csrf", "account", "uuid"}}
        if any(root_of(text) == "time" for text in naming):
            # A constant that is the present time by chance is no constant: nobody sees which.
            raise Unexplained("part_ambiguous", place)
        if not all(self._others.is_everywhere(value, text, named) for text in naming):
            raise Unexplained("part_ambiguous", place)
        alike = [each for each in naming.values() if place and label(_last(each.text)) == label(str(place[-1]))]
        if alike or (naming and all("|length" in text or text.startswith(RECORDINGS) for text in naming)):
            return self.chosen({each.text: each for each in alike or naming.values()}, nodes, place)
        return value

    def chosen(self, shared: dict[str, Expression], nodes: Nodes, place: Place) -> Template:
        """Return the placeholder of the right expression; raises Unexplained if several differ for other recordings."""
        best = self._best(shared, nodes, place)
        if any(_last(expression) == _SAID for expression in best):
            # Nobody sees whether longer words would be cut short.
            raise Unexplained("part_personal", place)
        for node in nodes:
            for expression in best:
                node.scope.around.meet(expression, as_text(node.value))
        templates = [f"{{{{{expression}}}}}" for expression in best]
        return templates[0] if len(templates) == 1 else {"$same": templates}

    def _best(self, shared: dict[str, Expression], nodes: Nodes, place: Place) -> list[str]:
        """Return the right expression, or several that must agree whenever they are used."""
        naming = {text: each for text, each in shared.items() if root_of(text) not in _AROUND}
        roots = {root_of(text) for text in shared}
        if "csrf" in roots:
            return ["csrf"]
        if not naming:
            by_root = {root: sorted(text for text in shared if root_of(text) == root) for root in roots}
            if "account" in by_root:
                return by_root["account"][:1]
            if "uuid" in by_root:
                return by_root["uuid"][:1]
            return _few(by_root["time"], place)
        if roots & {"time", "uuid"}:
            raise Unexplained("part_ambiguous", place)
        if naming.keys() - {text for text in naming if root_of(text) in {"start", "end"}} == set():
            return _few(_bounds(naming), place)
        return _few(self._agreed(naming, nodes, place), place)

    def _agreed(self, naming: dict[str, Expression], nodes: Nodes, place: Place) -> list[str]:
        """Return the cheapest of the expressions that agree on all other recordings, in all its time layouts."""
        list_name = nodes[0].scope.list_name
        outputs = {text: self._others.outputs(text, list_name) for text in naming}
        most = max(map(_said, outputs.values()), default=0)
        kept = [each for each in naming.values() if _said(outputs[each.text]) == most]
        # Only in a coarser unit can a moment and the one beside it be the same: the moment itself names less.
        kept = [each for each in kept if (plain := _BESIDE.sub("", each.text)) == each.text or plain not in naming]
        if len({outputs[each.text] for each in kept}) > 1:
            varied = min(len(set(outputs[each.text])) for each in kept)
            nearest = min(map(_distance, kept))
            near = [each for each in kept if _distance(each) == nearest]
            # What is another for most recordings is no coincidence: what lies nearest is meant.
            is_telling = varied * 2 > len(self._others.records)
            if not is_telling or len({outputs[each.text] for each in near}) > 1:
                raise Unexplained("part_ambiguous", place)
            kept = near
        nearest_of_all = min(kept, key=lambda each: (each.cost, each.text)).text
        return [each.text for each in kept if _before_layout(each.text) == _before_layout(nearest_of_all)]


def _before_layout(expression: str) -> str:
    """Return an expression without its time layout."""
    return re.sub(r"\|(?:local|utc):[^|]*", "|", expression)


def _few(texts: Sequence[str], place: Place) -> list[str]:
    """Return ambiguous expressions if they are few enough to require that all agree."""
    if len(texts) > _MOST_SAME:
        raise Unexplained("part_ambiguous", place)
    return list(texts)


def _bounds(naming: Mapping[str, Expression]) -> list[str]:
    """Return the cheapest expression of each bound of a range."""
    found: dict[str, list[str]] = {}
    for each in sorted(naming.values(), key=lambda each: (each.cost, each.text)):
        found.setdefault(_before_layout(each.text), []).append(each.text)
    nearest: dict[str, list[str]] = {}
    for texts in found.values():
        nearest.setdefault(root_of(texts[0]), texts)
    return [text for texts in nearest.values() for text in texts]


def _said(outputs: Outputs) -> int:
    """Return the number of recordings for which there is an output."""
    return sum(bool(output) for output in outputs)


def _distance(expression: Expression) -> int:
    """Return the depth of a value in a record."""
    return expression.text.partition("|")[0].count(".")


def _is_bare(value: Any) -> bool:
    """Return whether a value is too common to show where it comes from."""
    if isinstance(value, bool | None):
        return True
    if isinstance(value, int | float):
        return abs(value) < _SMALL
    return isinstance(value, str) and (len(value) < _SHORT or value in {"true", "false", "null"})


def _last(expression: str) -> str:
    return expression.partition("|")[0].rpartition(".")[2]
