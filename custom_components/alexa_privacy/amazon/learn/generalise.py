"""From what requests say of known recordings to the template that says it of any.

The same place of several requests is looked at together: what differs must be a value that explains it in each.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
import re
from typing import Any, Final

import orjson

from ..recipes.template import RECORDINGS, TEXT_FILTERS, Template, as_text, uses
from .encodings import decodings, encoded
from .exchange import MOST_DEPTH
from .learn_error import Unexplained
from .naming import Sense
from .repeats import take_apart
from .samples import Node, Nodes, elements, inner_names, list_names, only_names, typed, wholes
from .text_parts import pieces_of
from .values import Reading
from .work import TEMPLATE, spend

_JOINTS: Final = (", ", ",", ";", "|", "\n", " ")
_LITERAL_BELOW: Final = 1_000_000
_LONGEST_TEXT: Final = 64 * 1024
_FAR_FETCHED: Final = 20
_NAMED: Final = re.compile(r"\{\{((?:recording|item)\.[^{}|]+)([^{}]*)\}\}")
_WORD: Final = re.compile(r"[A-Z][A-Z_]*")


class Generaliser:
    """Finds templates; Unexplained where there is none."""

    def __init__(self, sense: Sense) -> None:
        """Judge expressions by the recordings of one account."""
        self._sense = sense
        self._list = ""

    def template(self, nodes: Nodes, depth: int = 0) -> Template:
        """Return the template of a place in JSON."""
        spend(TEMPLATE * len(nodes))
        if depth > MOST_DEPTH:
            raise Unexplained
        values = [node.value for node in nodes]
        if whole := next(wholes(nodes), None):
            return f"{{{{{whole}}}}}"
        if all(isinstance(value, dict) for value in values):
            return self._object(nodes, depth + 1)
        if all(isinstance(value, list) for value in values):
            return self._array(nodes, depth + 1)
        if all(isinstance(value, str) for value in values):
            return self.text(nodes, depth + 1)
        if any(isinstance(value, dict | list) for value in values):
            raise Unexplained
        return self._leaf(nodes)

    def plain(self, nodes: Nodes) -> str:
        """Return the template of a text that can hold placeholders, but nothing more."""
        template = self.text(nodes, MOST_DEPTH - 2)
        if not isinstance(template, str):
            raise Unexplained
        # Inside a text, every value is text already.
        return template.replace("|text}}", "}}")

    def text(self, nodes: Nodes, depth: int = 0) -> Template:
        """Return the template of a text, whatever it is made of."""
        if any(len(node.value) > _LONGEST_TEXT for node in nodes):
            return self._literal(nodes)
        ways: list[Callable[[], Template]] = [
            lambda: self._leaf(nodes, named=True),
            # A list is taken apart before its elements are decoded; JSON is full of commas.
            lambda: self._decoded(nodes, ("$json",), depth),
            lambda: self._joined(nodes, depth),
            lambda: self._decoded(nodes, TEXT_FILTERS, depth),
            lambda: self._repeated(nodes, depth),
            lambda: self._composed(nodes),
            lambda: self._leaf(nodes),
        ]
        return _first(ways)

    @contextmanager
    def going(self, name: str) -> Iterator[None]:
        """Remember which list is gone through, for as long as it is."""
        outer, self._list = self._list, name
        try:
            yield
        finally:
            self._list = outer

    def _object(self, nodes: Nodes, depth: int) -> Template:
        """Go through an object's members; one that some requests lack must be one that their recordings lack."""
        for name in (*list_names(nodes), *only_names(nodes)):
            try:
                return self._keyed(nodes, name, depth)
            except Unexplained:
                continue
        members = dict.fromkeys(key for node in nodes for key in node.value)
        found: dict[str, Template] = {}
        for key in members:
            present = [node.of(node.value[key]) for node in nodes if key in node.value]
            template = self.template(present, depth)
            if len(present) < len(nodes):
                template = _optional(template)
            elif self._is_often_missing(template):
                template = _optional(str(template))
            if key.startswith("$") or "{{" in key:
                raise Unexplained
            found[key] = template
        return found

    def _is_often_missing(self, template: Template) -> bool:
        """Return whether a member is one that some records lack, and that a request can do without."""
        found = _NAMED.fullmatch(template) if isinstance(template, str) else None
        return found is not None and self._sense.is_dispensable(found[1], self._list)

    def _keyed(self, nodes: Nodes, name: str, depth: int) -> Template:
        """Explain an object whose keys name the elements of a list."""
        keys = list(elements([node.of(list(node.value)) for node in nodes], name))
        values = list(elements([node.of(list(node.value.values())) for node in nodes], name))
        if not keys:
            raise Unexplained
        with self.going(name):
            key = self.plain(keys)
            # Two recordings under one name would be one: then only one is sent at a time.
            is_one = any(node.scope.is_bound for node in nodes)
            if not _speaks_of(key, name) or not (is_one or name != RECORDINGS or self._sense.tells_apart(key)):
                raise Unexplained
            return {"$each": name, "key": key, "do": self.template(values, depth)}

    def _array(self, nodes: Nodes, depth: int) -> Template:
        """Explain a list: an element for each recording or item, or the same places in each request."""
        names = list_names(nodes)
        ways: list[Callable[[], Template]] = [
            *(lambda name=name: self._each(nodes, name, depth) for name in names),
            *(lambda name=name: self._each_of_each(nodes, name, depth) for name in inner_names(nodes)),
            lambda: self._chunks(nodes, depth),
            lambda: self._places(nodes, depth),
        ]
        # A list of one may be a list of recordings or of the only recording's only item.
        if names[:1] == [RECORDINGS]:
            template = _first(ways[:1], None)
            if template is not None and not re.search(r"recording\.\w+\.\d", _dump(template)):
                return template
            if template is not None:
                ways = [*ways[1:-1], lambda: template]
        return _first(ways)

    def _each(self, nodes: Nodes, name: str, depth: int) -> dict[str, Template]:
        """Explain a list that has one element for each element of another."""
        children = list(elements(nodes, name))
        with self.going(name):
            template = self.template(children, depth)
        if not children or not _speaks_of(template, name):
            raise Unexplained
        return {"$each": name, "do": template}

    def _each_of_each(self, nodes: Nodes, name: str, depth: int) -> Template:
        """Explain a list that has one element for each item of each recording."""
        children: list[Node] = []
        for node in nodes:
            pairs = [
                (recording, place, item, index)
                for place, recording in enumerate(node.scope.lists[RECORDINGS])
                for index, item in enumerate(node.scope.inside(RECORDINGS, recording, place).lists.get(name, ()))
            ]
            if len(pairs) != len(node.value):
                raise Unexplained
            children += [
                node.inside(None, RECORDINGS, recording, place).inside(value, name, item, index)
                for value, (recording, place, item, index) in zip(node.value, pairs, strict=True)
            ]
        with self.going(name):
            template = self.template(children, depth)
        if not children or not uses(template, "item"):
            raise Unexplained
        return {"$each": RECORDINGS, "do": {"$each": name, "do": template}, "flat": True}

    def _chunks(self, nodes: Nodes, depth: int) -> Template:
        """Explain a list that has several elements for each recording."""
        children: list[Node] = []
        sizes = set()
        for node in nodes:
            recordings = node.scope.lists.get(RECORDINGS, ())
            size, rest = divmod(len(node.value), len(recordings) or 1)
            if rest or node.scope.is_bound or len(recordings) < 2:  # noqa: PLR2004 - one would explain anything
                raise Unexplained
            sizes.add(size)
            children += [
                node.inside(node.value[place * size : (place + 1) * size], RECORDINGS, recording, place)
                for place, recording in enumerate(recordings)
            ]
        template = self.template(children, depth) if len(sizes) == 1 else None
        if not isinstance(template, list) or not uses(template, "recording"):
            raise Unexplained
        return {"$each": RECORDINGS, "do": template, "flat": True}

    def _places(self, nodes: Nodes, depth: int) -> Template:
        """Explain a list whose places mean the same in each request."""
        if len({len(node.value) for node in nodes}) != 1:
            raise Unexplained
        return [
            self.template([node.of(node.value[place]) for node in nodes], depth) for place in range(len(nodes[0].value))
        ]

    def _decoded(self, nodes: Nodes, encodings: Sequence[str], depth: int) -> Template:
        """Explain what an encoded text holds."""
        for how, inner in decodings(nodes):
            if how not in encodings:
                continue
            try:
                template = self.template([node.of(value) for node, value in zip(nodes, inner, strict=True)], depth)
            except Unexplained:
                continue
            if not is_literal(template):
                return encoded(template, how)
        raise Unexplained

    def _joined(self, nodes: Nodes, depth: int) -> Template:
        """Explain a text that lists something."""
        for joint in _JOINTS:
            if not any(joint in node.value for node in nodes):
                continue
            try:
                template = self._array([node.of(node.value.split(joint)) for node in nodes], depth)
            except Unexplained:
                continue
            if isinstance(template, dict):
                return {"$join": template, "with": joint}
        raise Unexplained

    def _repeated(self, nodes: Nodes, depth: int) -> Template:
        """Explain a text that says the same of each recording."""
        if list_names(nodes)[:1] != [RECORDINGS] or all(len(node.scope.lists[RECORDINGS]) == 1 for node in nodes):
            raise Unexplained
        found = [take_apart(node.value, node.scope.of_each(RECORDINGS)) for node in nodes]
        several = [repeats for repeats in found if len(repeats.parts) > 1]
        if len({(repeats.joint, repeats.begin, repeats.tail) for repeats in several}) != 1:
            raise Unexplained
        joint, begin = several[0].joint, several[0].begin
        parts = [node.of(list(repeats.parts)) for node, repeats in zip(nodes, found, strict=True)]
        each = self._each(parts, RECORDINGS, depth)
        if begin is not None:
            each["do"] = {"$join": ["{{index}}", begin, each["do"]], "with": ""}
        head = self.plain([node.of(repeats.head) for node, repeats in zip(nodes, found, strict=True)])
        tail = self.plain([node.of(repeats.tail) for node, repeats in zip(nodes, found, strict=True)])
        whole = [text for text in (head, {"$join": each, "with": joint}, tail) if text]
        return whole[0] if len(whole) == 1 else {"$join": whole, "with": ""}

    def _composed(self, nodes: Nodes) -> str:
        """Explain a text that holds values among other words."""
        pieces = [list(pieces_of(node.value, node.scope.forms_in(node.value))) for node in nodes]
        if len({len(row) for row in pieces}) != 1 or len(pieces[0]) < 2:  # noqa: PLR2004 - one piece is no composition
            raise Unexplained
        template = ""
        for column in zip(*pieces, strict=True):
            places = [node.of(piece) for node, piece in zip(nodes, column, strict=True)]
            template += self.plain(places)
        if "{{" not in template:
            raise Unexplained
        return template

    def _leaf(self, nodes: Nodes, *, named: bool = False) -> Template:
        """Return the best expression for a value, or the value itself where it is the same everywhere."""
        best = self._best(nodes)
        constant = len({(type(node.value), node.value) for node in nodes}) == 1
        if best is None or (constant and self._is_better_literal(nodes[0].value, best)):
            if named:
                raise Unexplained
            return self._literal(nodes)
        for node in nodes:
            node.scope.around.meet(best.expression, as_text(node.value))
        return f"{{{{{best.expression}}}}}"

    @staticmethod
    def _literal(nodes: Nodes) -> Template:
        """Return a value that is the same in each request."""
        value = nodes[0].value
        if any(type(node.value) is not type(value) or node.value != value for node in nodes):
            raise Unexplained
        if isinstance(value, str) and "{{" in value:
            raise Unexplained
        return value

    def _best(self, nodes: Nodes) -> Reading | None:
        """Return the least far-fetched expression that explains a value in each request."""
        telling = [node for node in nodes if not node.is_mute]
        shared = {reading.expression: reading for reading in typed(telling[0])} if telling else {}
        for node in telling[1:]:
            shared = {reading.expression: reading for reading in typed(node) if reading.expression in shared}
        # What says nothing by itself, such as null, may be what a recording has there.
        fitting = [
            reading
            for reading in shared.values()
            if all(node.gives(reading.expression) for node in nodes if node.is_mute)
        ]
        return min(fitting, key=lambda reading: self._sense.cost(reading, self._list), default=None)

    def _is_better_literal(self, value: Any, best: Reading) -> bool:
        """Return whether a value that never changes is rather a word of the page than one of a recording."""
        if not best.expression.startswith(("recording", "item", "index")):
            return False
        if isinstance(value, int | float):
            return abs(value) < _LITERAL_BELOW
        has_digits = any(character.isdigit() for character in value)
        if len(value) < 3 or (not has_digits and best.rank >= _FAR_FETCHED):  # noqa: PLR2004 - too short to mean much
            return True
        return self._sense.variety(best, self._list) <= 1 and bool(_WORD.fullmatch(value))


def is_literal(template: Template) -> bool:
    """Return whether a template says the same of everything."""
    return "{{" not in _dump(template)


def _dump(template: Template) -> str:
    """Return a template as text."""
    return orjson.dumps(template).decode()


def _first(ways: Iterable[Callable[[], Template]], *default: Template) -> Template:
    """Return what the first way that works gives."""
    for way in ways:
        try:
            return way()
        except Unexplained:
            continue
    if default:
        return default[0]
    raise Unexplained


def _speaks_of(template: Template, name: str) -> bool:
    """Return whether a template names the elements of a list."""
    return uses(template, "recording" if name == RECORDINGS else "item")


def _optional(template: Template) -> str:
    """Let a value be missing."""
    found = _NAMED.fullmatch(template) if isinstance(template, str) else None
    if found is None:
        raise Unexplained
    return f"{{{{{found[1]}?{found[2]}}}}}"
