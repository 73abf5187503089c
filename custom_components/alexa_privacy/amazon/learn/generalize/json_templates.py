"""Generalizes JSON in requests about known recordings to a template for any recording.

It compares the same place of several requests: different values must be explained in each request.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
import re
from typing import Any, Final

import orjson

from ...recipes.model import same
from ...recipes.template import RECORDINGS, TEXT_FILTERS, Template, as_json, uses
from ..encodings import decode_json, decodings, encoded
from ..exchange import MOST_DEPTH
from ..refusals import TEMPLATE, Place, Unexplained, spend
from .known_values import NameScope, lists_of
from .leaf_choice import LeafChoice, Node, Nodes, OtherRecordings
from .text_parts import compose, joined, take_apart

_JOINTS: Final = (", ", ",", ";", "|", "\n", " ")
_LONGEST_TEXT: Final = 64 * 1024
_NAMED: Final = re.compile(r"\{\{((?:recording|item)\.[^{}|]+)([^{}]*)\}\}")
_SEVERAL: Final = 2
_JSON_RPC: Final = "jsonrpc"
_OF_AN_ITEM: Final = re.compile(r"recording(?:\.\w+)+\.\d")


@dataclass(eq=False, repr=False)
class Generalizer:
    """Finds templates; raises Unexplained if there are none."""

    choice: LeafChoice
    """Decides single values."""
    _others: OtherRecordings
    free: set[Place] = field(default_factory=set, init=False)
    """Places where any value serves, as long as it is another each time."""

    def template(self, nodes: Nodes, place: Place, depth: int = 0) -> Template:
        """Return the template of a place in JSON."""
        if depth > MOST_DEPTH:
            raise Unexplained("part_unreadable", place)
        spend(TEMPLATE * len(nodes))
        values = [node.value for node in nodes]
        if whole := next(_wholes(nodes), None):
            return f"{{{{{whole}}}}}"
        if all(isinstance(value, dict) for value in values):
            with self.choice.beside(values[0].values(), values[0]):
                return self._object(nodes, place, depth + 1)
        if all(isinstance(value, list) for value in values):
            with self.choice.beside(values[0]):
                return self._array(nodes, place, depth + 1)
        if all(isinstance(value, str) for value in values):
            return self.text(nodes, place, depth + 1)
        if any(isinstance(value, dict | list) for value in values):
            raise Unexplained("part_varies", place)
        return self.choice.leaf(nodes, place)

    def text(self, nodes: Nodes, place: Place, depth: int = 0) -> Template:
        """Return the template of a text, which may be encoded, composed or JSON."""
        if any(len(node.value) > _LONGEST_TEXT for node in nodes):
            raise Unexplained("part_unreadable", place)
        if any("{{" in node.value for node in nodes):
            raise Unexplained("part_unreadable", place)
        spend(TEMPLATE * len(nodes) + sum(len(node.value) for node in nodes))
        if all(decode_json(node.value) is not None for node in nodes):
            return self._json(nodes, place, depth)
        try:
            return self.choice.leaf(nodes, place)
        except Unexplained as err:
            if err.reason == "part_ambiguous":
                raise
            first = err
        ways: list[Callable[[], Template]] = [
            # A list is taken apart before its elements are decoded.
            lambda: self._joined(nodes, place, depth),
            lambda: self._decoded(nodes, TEXT_FILTERS, place, depth),
            lambda: self._repeated(nodes, place, depth),
            lambda: joined(compose(nodes, place, self.choice)),
        ]
        return _first(ways, first)

    def _json(self, nodes: Nodes, place: Place, depth: int) -> Template:
        """Return the template of JSON in a text."""
        try:
            template = self._decoded(nodes, ("$json",), place, depth)
        except Unexplained:
            # As a text that nobody reads, it may still be the value of something.
            if len({node.value for node in nodes}) == 1 or not self.choice.shared(nodes, place):
                raise
            return self.choice.leaf(nodes, place)
        if all(as_json(decode_json(node.value)).decode() == node.value for node in nodes):
            return template
        # With spaces, or escaped in another way, it has to be sent as it was.
        return joined(compose(nodes, place, self.choice))

    def _object(self, nodes: Nodes, place: Place, depth: int) -> Template:
        """Explain an object; if a request lacks a member, its recording must lack the value."""
        names = (*list_names(nodes), *_only_names(nodes))
        ways = [partial(self._keyed, nodes, name, place, depth) for name in names]
        with suppress(Unexplained):
            return _first(ways, Unexplained("part_varies", place))
        found: dict[str, Template] = {}
        for key in dict.fromkeys(key for node in nodes for key in node.value):
            here = (*place, key)
            if key.startswith("$") or "{{" in key:
                raise Unexplained("part_unreadable", here)
            self.choice.literal(key, here)
            present = [node.of(node.value[key]) for node in nodes if key in node.value]
            if key == "id" and _JSON_RPC in nodes[0].value and self._is_counter(present, here):
                found[key] = "{{time}}"
                continue
            template = self.template(present, here, depth)
            if len(present) < len(nodes):
                template = self._optional(template, [node for node in nodes if key not in node.value], here)
            found[key] = template
        return found

    def _is_counter(self, nodes: Nodes, place: Place) -> bool:
        """Return whether JSON-RPC's own `id` counts requests: the client chooses it (JSON-RPC 2.0, section 4)."""
        if not all(isinstance(node.value, int) and not isinstance(node.value, bool) for node in nodes):
            return False
        self.free.add(place)
        return True

    @staticmethod
    def _optional(template: Template, lacking: Nodes, place: Place) -> str:
        """Return the template of a member that is left out if a recording lacks its value."""
        found = _NAMED.fullmatch(template) if isinstance(template, str) else None
        if found is None or not all(node.scope.lacks(found[1]) for node in lacking):
            raise Unexplained("part_varies", place)
        return f"{{{{{found[1]}?{found[2]}}}}}"

    def _keyed(self, nodes: Nodes, name: str, place: Place, depth: int) -> Template:
        """Explain an object whose keys name the elements of a list."""
        keys = list(_elements([node.of(list(node.value)) for node in nodes], name, place))
        values = list(_elements([node.of(list(node.value.values())) for node in nodes], name, place))
        key = self.text(keys, (*place, "…")) if keys else None
        if not isinstance(key, str) or not speaks_of(key, name):
            raise Unexplained("part_varies", place)
        # Two recordings under one name would be one: then only one is sent at a time.
        is_one = any(node.scope.is_bound for node in nodes)
        if not (is_one or name != RECORDINGS or self._others.tells_apart(key)):
            raise Unexplained("part_ambiguous", place)
        return {"$each": name, "key": key, "do": self.template(values, (*place, "…"), depth)}

    def _array(self, nodes: Nodes, place: Place, depth: int) -> Template:
        """Explain a list: an element for each recording or item, or the same places in each request."""
        names = list_names(nodes)
        ways: list[Callable[[], Template]] = [
            *(lambda name=name: self._each(nodes, name, place, depth) for name in names),
            *(lambda name=name: self._each_of_each(nodes, name, place, depth) for name in _inner_names(nodes)),
            lambda: self._chunks(nodes, place, depth),
        ]
        by_place = partial(self._by_place, nodes, place, depth)
        if all(len(node.value) == 1 and node.scope.is_bound for node in nodes):
            return self._of_one(ways, by_place, place)
        return _first([*ways, by_place], Unexplained("part_varies", place))

    def _of_one(
        self, ways: Sequence[Callable[[], Template]], by_place: Callable[[], Template], place: Place
    ) -> Template:
        """Explain a list with one element: for the recording, its only item, or its first item."""
        try:
            plain = by_place()
        except Unexplained as err:
            return _first(ways, err)
        if not _OF_AN_ITEM.search(orjson.dumps(plain).decode()):
            return plain
        try:
            each = _first(ways, Unexplained("part_varies", place))
        except Unexplained:
            return plain
        # Other recordings with more items than one would show it.
        items = (lists_of("recording", record).get(each["$each"], ()) for record in self._others.records)
        if any(len(own) > 1 for own in items):
            raise Unexplained("part_ambiguous", place)
        return each

    def _each(self, nodes: Nodes, name: str, place: Place, depth: int) -> dict[str, Template]:
        """Explain a list that has one element for each element of another."""
        children = list(_elements(nodes, name, place))
        if not children:
            raise Unexplained("part_varies", place)
        template = self.template(children, (*place, 0), depth)
        if not speaks_of(template, name):
            raise Unexplained("part_names_nothing", place)
        return {"$each": name, "do": template}

    def _each_of_each(self, nodes: Nodes, name: str, place: Place, depth: int) -> Template:
        """Explain a list that has one element for each item of each recording."""
        children: list[Node] = []
        for node in nodes:
            pairs = [
                (recording, number, item, index)
                for number, recording in enumerate(node.scope.lists[RECORDINGS])
                for index, item in enumerate(node.scope.inside(RECORDINGS, recording, number).lists.get(name, ()))
            ]
            if len(pairs) != len(node.value):
                raise Unexplained("part_varies", place)
            children += [
                node.inside(None, RECORDINGS, recording, number).inside(value, name, item, index)
                for value, (recording, number, item, index) in zip(node.value, pairs, strict=True)
            ]
        template = self.template(children, (*place, 0), depth) if children else None
        if not uses(template, "item"):
            raise Unexplained("part_names_nothing", place)
        return {"$each": RECORDINGS, "do": {"$each": name, "do": template}, "flat": True}

    def _chunks(self, nodes: Nodes, place: Place, depth: int) -> Template:
        """Explain a list that has several elements for each recording."""
        children: list[Node] = []
        sizes = set()
        for node in nodes:
            recordings = node.scope.lists.get(RECORDINGS, ())
            size, rest = divmod(len(node.value), len(recordings) or 1)
            if rest or node.scope.is_bound or not recordings:
                raise Unexplained("part_varies", place)
            sizes.add(size)
            children += [
                node.inside(node.value[number * size : (number + 1) * size], RECORDINGS, recording, number)
                for number, recording in enumerate(recordings)
            ]
        if len(sizes) != 1 or max(len(node.scope.lists[RECORDINGS]) for node in nodes) < _SEVERAL:
            raise Unexplained("part_varies", place)
        template = self.template(children, place, depth)
        if not isinstance(template, list) or not uses(template, "recording"):
            raise Unexplained("part_names_nothing", place)
        return {"$each": RECORDINGS, "do": template, "flat": True}

    def _by_place(self, nodes: Nodes, place: Place, depth: int) -> Template:
        """Explain a list whose indexes mean the same in each request."""
        if len({len(node.value) for node in nodes}) != 1:
            raise Unexplained("part_varies", place)
        return [
            self.template([node.of(node.value[number]) for node in nodes], (*place, number), depth)
            for number in range(len(nodes[0].value))
        ]

    def _decoded(self, nodes: Nodes, ways: Sequence[str], place: Place, depth: int) -> Template:
        """Explain an encoded text."""
        failed = Unexplained("part_varies", place)
        found: list[Template] = []
        for how, inner in decodings([node.value for node in nodes]):
            if how not in ways:
                continue
            try:
                template = self.template(
                    [node.of(value) for node, value in zip(nodes, inner, strict=True)], place, depth
                )
            except Unexplained as err:
                failed = err
                continue
            found.append(encoded(template, how))
        if not found:
            raise failed
        # What is the same in two encodings may be another in them next time.
        return found[0] if len(found) == 1 else {"$same": found}

    def _joined(self, nodes: Nodes, place: Place, depth: int) -> Template:
        """Explain a text that joins a list."""
        for joint in _JOINTS:
            if not any(joint in node.value for node in nodes):
                continue
            try:
                template = self._array([node.of(node.value.split(joint)) for node in nodes], place, depth)
            except Unexplained:
                continue
            if isinstance(template, dict) and "$each" in template:
                return {"$join": template, "with": joint}
        raise Unexplained("part_varies", place)

    def _repeated(self, nodes: Nodes, place: Place, depth: int) -> Template:
        """Explain a text with the same part for each recording."""
        if list_names(nodes)[:1] != [RECORDINGS] or all(len(node.scope.lists[RECORDINGS]) == 1 for node in nodes):
            raise Unexplained("part_varies", place)
        found = [take_apart(node.value, _each_known(node.scope)) for node in nodes]
        several = [row for row in found if len(row.parts) > 1]
        if len({(row.joint, row.begin, row.first) for row in several}) != 1:
            raise Unexplained("part_varies", place)
        joint, begin, first = several[0].joint, several[0].begin, several[0].first
        heads = [_uncounted(row.head, begin, first) if len(row.parts) == 1 else row.head for row in found]
        parts = [node.of(list(row.parts)) for node, row in zip(nodes, found, strict=True)]
        each = self._each(parts, RECORDINGS, place, depth)
        if begin is not None:
            each["do"] = {"$join": ["{{index|plus:1}}" if first else "{{index}}", begin, each["do"]], "with": ""}
        head = self.text([node.of(head) for node, head in zip(nodes, heads, strict=True)], place, depth)
        tail = self.text([node.of(row.tail) for node, row in zip(nodes, found, strict=True)], place, depth)
        return {"$join": [text for text in (head, {"$join": each, "with": joint}, tail) if text], "with": ""}


def _uncounted(head: str, begin: str | None, first: int) -> str:
    """Return what comes before the number of the only part."""
    if begin is None:
        return head
    if not head.endswith(f"{first}{begin}"):
        raise Unexplained("part_varies")
    return head.removesuffix(f"{first}{begin}")


def _each_known(scope: NameScope) -> list[Any]:
    """Return what may be named of each recording alone."""
    return [scope.inside(RECORDINGS, each, number).known[0] for number, each in enumerate(scope.lists[RECORDINGS])]


def _wholes(nodes: Nodes) -> Iterator[str]:
    """Return the expressions that give an object or list exactly as a recording or item has it."""
    if not all(isinstance(node.value, dict | list) and node.value for node in nodes):
        return
    for known in nodes[0].scope.known:
        for expression, value in known.objects():
            if same(value, nodes[0].value) and all(node.scope.gives(expression, node.value) for node in nodes):
                yield expression


def _elements(nodes: Nodes, name: str, place: Place) -> Iterator[Node]:
    """Pair the elements of lists with the recordings or items they may be about."""
    for node in nodes:
        elements = node.scope.lists.get(name, ())
        if len(elements) != len(node.value):
            raise Unexplained("part_varies", place)
        for index, (value, element) in enumerate(zip(node.value, elements, strict=True)):
            yield node.inside(value, name, element, index)


def list_names(nodes: Nodes) -> list[str]:
    """Return the names of the lists that may be iterated here."""
    names = dict.fromkeys(name for node in nodes for name in node.scope.lists)
    return [name for name in names if name != RECORDINGS or not any(node.scope.is_bound for node in nodes)]


def _only_names(nodes: Nodes) -> list[str]:
    """Return the name of the list of recordings if a request is about its only one."""
    is_one = all(node.scope.is_bound and RECORDINGS in node.scope.lists for node in nodes)
    return [RECORDINGS] if is_one else []


def _inner_names(nodes: Nodes) -> list[str]:
    """Return the lists inside recordings, if recordings may be iterated."""
    if any(node.scope.is_bound or RECORDINGS not in node.scope.lists for node in nodes):
        return []
    return list(
        dict.fromkeys(
            name
            for node in nodes
            for number, recording in enumerate(node.scope.lists[RECORDINGS])
            for name in node.scope.inside(RECORDINGS, recording, number).lists
        )
    )


def _first(ways: Sequence[Callable[[], Template]], failed: Unexplained) -> Template:
    """Return the result of the first way that works; else raise the refusal with the deepest place."""
    for way in ways:
        try:
            return way()
        except Unexplained as err:
            if len(err.place) > len(failed.place) or (err.reason == "part_ambiguous" and failed.reason != err.reason):
                failed = err
    raise failed


def speaks_of(template: Template, name: str) -> bool:
    """Return whether a template names the elements of a list."""
    return uses(template, "recording" if name == RECORDINGS else "item")
