"""Generalizes queries and forms, whose fields may be repeated for each recording or item."""

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
import re
from typing import Any, Final

from ...recipes.template import Template
from ..exchange import Pairs
from ..refusals import Place, Unexplained
from .json_templates import Generalizer, list_names, speaks_of
from .leaf_choice import Node, Nodes

_NUMBER: Final = re.compile(r"\d+")
_COUNTED: Final = re.compile(r"\[#?\]|\.#")
_PAIR: Final = 2


def pairs_template(nodes: Nodes, generalizer: Generalizer, place: Place) -> list[Template]:
    """Return the templates of pairs; raises Unexplained if there are none."""
    if any(len(pair) != _PAIR for node in nodes for pair in node.value):
        raise Unexplained("part_unreadable", place)
    failed: Unexplained | None = None
    for name in list_names(nodes):
        repeated = {key for key in _keys(nodes[0].value) if _repeats(nodes, key, name)}
        if repeated:
            try:
                return _Fields(generalizer, name, repeated, place).templates(nodes)
            except Unexplained as err:
                failed = err
    try:
        return _Fields(generalizer, "", set(), place).templates(nodes)
    except Unexplained as err:
        raise failed if failed is not None and len(failed.place) > len(err.place) else err from None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class _Fields:
    """Explains fields, some of which are repeated for each element of a list."""

    _generalizer: Generalizer
    _list: str
    _repeated: set[str]
    _place: Place

    def templates(self, nodes: Nodes) -> list[Template]:
        rows = [list(self._rows(node)) for node in nodes]
        if len({len(each) for each in rows}) != 1:
            raise Unexplained("part_varies", self._place)
        return [
            self._row([node.of(row) for node, row in zip(nodes, column, strict=True)])
            for column in zip(*rows, strict=True)
        ]

    def _rows(self, node: Node) -> list[Pairs]:
        """Group repeated fields: all keys in turn, or one key after the other."""
        rows: list[Pairs] = []
        for repeats, group in groupby(node.value, lambda pair: _key(pair[0]) in self._repeated):
            run = list(group)
            keys = _keys(run)
            elements = len(node.scope.lists.get(self._list, ()))
            if not repeats:
                rows += [[pair] for pair in run]
            elif keys == keys[: len(keys) // elements] * elements:
                rows.append(run)
            else:
                rows += [list(block) for _, block in groupby(run, lambda pair: _key(pair[0]))]
        return rows

    def _row(self, nodes: Nodes) -> Template:
        """Return the template of one field, or of repeated fields."""
        if len({_key(node.value[0][0]) for node in nodes}) != 1:
            raise Unexplained("part_varies", self._place)
        if _key(nodes[0].value[0][0]) not in self._repeated:
            return self._pair([node.of(node.value[0]) for node in nodes], numbered=False)
        children = [child for node in nodes for child in self._children(node)]
        sizes = {len(child.value) for child in children}
        if len(sizes) != 1:
            raise Unexplained("part_varies", self._place)
        pairs = [
            self._pair([child.of(child.value[number]) for child in children], numbered=True)
            for number in range(sizes.pop())
        ]
        if not speaks_of(pairs, self._list):
            raise Unexplained("part_names_nothing", self._place)
        if len(pairs) == 1:
            return {"$each": self._list, "do": pairs[0]}
        return {"$each": self._list, "do": pairs, "flat": True}

    def _children(self, node: Node) -> list[Node]:
        elements = node.scope.lists[self._list]
        size, rest = divmod(len(node.value), len(elements))
        if rest:
            raise Unexplained("part_varies", self._place)
        return [
            node.inside(node.value[number * size : (number + 1) * size], self._list, element, number)
            for number, element in enumerate(elements)
        ]

    def _pair(self, nodes: Nodes, *, numbered: bool) -> list[Template]:
        names = [node.of(node.value[0]) for node in nodes]
        here = (*self._place, names[0].value)
        template = self._generalizer.text([node.of(node.value[1]) for node in nodes], here)
        # All values are texts here; what makes a text of one can be left out.
        value = template.replace("|text}}", "}}") if isinstance(template, str) else template
        return [self._name(names, here, numbered=numbered), value]

    def _name(self, names: Nodes, place: Place, *, numbered: bool) -> Template:
        """Return the template of a name, which may contain a counter."""
        if numbered:
            for first, count in ((0, "{{index}}"), (1, "{{index|plus:1}}")):
                counted = {_counting(node, first, count) for node in names}
                if len(counted) == 1 and "{{" not in names[0].value and "{{" in (name := counted.pop()):
                    self._generalizer.choice.literal(_NUMBER.sub("", names[0].value), place)
                    return name
        return self._generalizer.text(names, place)


def _counting(node: Node, first: int, placeholder: str) -> str:
    """Return a name without its first number, if that counts the elements."""
    index = str((node.scope.index or 0) + first)
    return _NUMBER.sub(lambda found: placeholder if found[0] == index else found[0], node.value, count=1)


def _repeats(nodes: Nodes, key: str, name: str) -> bool:
    """Return whether a key occurs once for each element of a list."""
    counts = [(Counter(_keys(node.value))[key], len(node.scope.lists.get(name, ()))) for node in nodes]
    if any(count != elements or not elements for count, elements in counts):
        return False
    return bool(_COUNTED.search(key)) or any(elements > 1 for _, elements in counts)


def _keys(pairs: Any) -> list[str]:
    return [_key(name) for name, *_ in pairs]


def _key(name: str) -> str:
    """Return a name without its numbers."""
    return _NUMBER.sub("#", name)
