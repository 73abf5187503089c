"""The names and values of a query or a form, of which some may be repeated for each recording or item."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
import re
from typing import Any, Final

from ..recipes.template import Template, uses
from .exchange import Pairs
from .generalise import Generaliser
from .learn_error import Unexplained
from .samples import Node, list_names
from .work import spend

_NUMBER: Final = re.compile(r"\d+")
_COUNTED: Final = re.compile(r"\[#?\]|\.#")


def pairs_template(nodes: Sequence[Node], generaliser: Generaliser) -> list[Template]:
    """Return the templates of pairs; Unexplained where there are none."""
    counts = [Counter(_keys(node.value)) for node in nodes]
    for name in list_names(nodes):
        sizes = [len(node.scope.lists.get(name, ())) for node in nodes]
        repeated = {key for key in counts[0] if _repeats([count[key] for count in counts], sizes, key)}
        if repeated:
            try:
                return _Pairs(generaliser, name, repeated).templates(nodes)
            except Unexplained:
                continue
    return _Pairs(generaliser, "", set()).templates(nodes)


class _Pairs:
    """Explains pairs of which some keys are repeated for the elements of one list."""

    def __init__(self, generaliser: Generaliser, name: str, repeated: set[str]) -> None:
        """Take the list's name and the keys."""
        self._generaliser, self._list, self._repeated = generaliser, name, repeated

    def templates(self, nodes: Sequence[Node]) -> list[Template]:
        """Return one template for each row."""
        rows = [list(self._rows(node)) for node in nodes]
        if len({len(each) for each in rows}) != 1:
            raise Unexplained
        return [
            self._row([node.of(row) for node, row in zip(nodes, column, strict=True)])
            for column in zip(*rows, strict=True)
        ]

    def _rows(self, node: Node) -> list[Pairs]:
        """Put together what is repeated: all keys in turn, or one key after the other."""
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

    def _row(self, nodes: Sequence[Node]) -> Template:
        """Return the template of one pair, or of the pairs that are repeated."""
        if _key(nodes[0].value[0][0]) not in self._repeated:
            return self._pair([node.of(node.value[0]) for node in nodes])
        children = [child for node in nodes for child in self._children(node)]
        sizes = {len(child.value) for child in children}
        if len(sizes) != 1:
            raise Unexplained
        with self._generaliser.going(self._list):
            places = range(sizes.pop())
            pairs = [self._pair([child.of(child.value[place]) for child in children]) for place in places]
        if not uses(pairs, "item" if self._list != "recordings" else "recording"):
            raise Unexplained
        if len(pairs) == 1:
            return {"$each": self._list, "do": pairs[0]}
        return {"$each": self._list, "do": pairs, "flat": True}

    def _children(self, node: Node) -> list[Node]:
        """Return the pairs of each element."""
        elements = node.scope.lists[self._list]
        size, rest = divmod(len(node.value), len(elements))
        if rest:
            raise Unexplained
        return [
            node.inside(node.value[place * size : (place + 1) * size], self._list, element, place)
            for place, element in enumerate(elements)
        ]

    def _pair(self, nodes: Sequence[Node]) -> list[Template]:
        """Return the template of one name and value."""
        names = [node.of(node.value[0]) for node in nodes]
        template = self._generaliser.text([node.of(node.value[1]) for node in nodes])
        # All values are texts here; what makes a text of one can be left out.
        value = template.replace("|text}}", "}}") if isinstance(template, str) else template
        return [self._name(names), value]

    def _name(self, nodes: Sequence[Node]) -> str:
        """Return the template of a name, which may count."""
        counted = {_counting(node) for node in nodes}
        if nodes[0].scope.index is not None and len(counted) == 1 and "{{" not in nodes[0].value:
            return counted.pop()
        return self._generaliser.plain(nodes)


def _counting(node: Node) -> str:
    """Return a name with the number that counts its elements taken out."""
    index = str(node.scope.index)
    return _NUMBER.sub(lambda found: "{{index}}" if found[0] == index else found[0], node.value, count=1)


def _repeats(counts: Sequence[int], sizes: Sequence[int], key: str) -> bool:
    """Return whether a key stands in each request once for each element of a list."""
    if counts != sizes or 0 in sizes:
        return False
    return bool(_COUNTED.search(key)) or any(size > 1 for size in sizes)


def _keys(pairs: Any) -> list[str]:
    """Return the keys of pairs."""
    spend(len(pairs))
    return [_key(name) for name, _ in pairs]


def _key(name: str) -> str:
    """Return a name with its numbers taken out."""
    return _NUMBER.sub("#", name)
