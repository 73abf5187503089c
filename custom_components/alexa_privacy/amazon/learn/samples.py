"""Values in requests, each with what may be named where it stands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..recipes.template import RECORDINGS, TemplateError, as_text, fill_text
from .learn_error import Unexplained
from .naming import Namespace
from .values import Reading


@dataclass(frozen=True, slots=True, repr=False)
class Node:
    """A value in a request, and what may be named where it stands."""

    value: Any
    scope: Namespace

    def of(self, value: Any) -> Node:
        """Return another value of the same place."""
        return replace(self, value=value)

    @property
    def is_mute(self) -> bool:
        """Return whether the value alone says nothing of where it comes from."""
        return self.value is None or isinstance(self.value, bool) or self.value == ""

    def gives(self, expression: str) -> bool:
        """Return whether an expression gives the value here."""
        try:
            given = fill_text(f"{{{{{expression}}}}}", {known.root: known.value for known in self.scope.words})
        except TemplateError:
            return False
        return type(given) is type(self.value) and bool(given == self.value)

    def inside(self, value: Any, name: str, element: Any, index: int) -> Node:
        """Return a value that speaks of one element of a list."""
        return Node(value, self.scope.inside(name, element, index))


type Nodes = Sequence[Node]


def elements(nodes: Nodes, name: str) -> Iterator[Node]:
    """Pair the elements of lists with what they may speak of."""
    for node in nodes:
        elements = node.scope.lists.get(name, ())
        if len(elements) != len(node.value):
            raise Unexplained
        for index, (value, element) in enumerate(zip(node.value, elements, strict=True)):
            yield node.inside(value, name, element, index)


def list_names(nodes: Nodes) -> list[str]:
    """Return the lists that may be gone through here."""
    names = dict.fromkeys(name for node in nodes for name in node.scope.lists)
    return [name for name in names if name != RECORDINGS or not any(node.scope.is_bound for node in nodes)]


def only_names(nodes: Nodes) -> list[str]:
    """Return the list of recordings where a request is about its only one."""
    is_one = all(node.scope.is_bound and RECORDINGS in node.scope.lists for node in nodes)
    return [RECORDINGS] if is_one else []


def inner_names(nodes: Nodes) -> list[str]:
    """Return the lists that recordings hold, where recordings may be gone through."""
    if any(node.scope.is_bound or RECORDINGS not in node.scope.lists for node in nodes):
        return []
    return list(
        dict.fromkeys(
            name
            for node in nodes
            for place, recording in enumerate(node.scope.lists[RECORDINGS])
            for name in node.scope.inside(RECORDINGS, recording, place).lists
        )
    )


def typed(node: Node) -> Iterator[Reading]:
    """Return the expressions that give a value in its own type."""
    wanted = node.value
    for reading in node.scope.readings(as_text(wanted)):
        if isinstance(wanted, str) == isinstance(reading.value, str):
            if isinstance(wanted, str) or wanted == reading.value:
                yield reading
        elif isinstance(wanted, str):
            yield replace(reading, expression=f"{reading.expression}|text")
        else:
            yield replace(reading, expression=f"{reading.expression}|number")


def wholes(nodes: Nodes) -> Iterator[str]:
    """Return the expressions that give an object, or null, as a recording or an item has it."""
    objects = [node for node in nodes if node.value is not None]
    if objects and all(isinstance(node.value, dict) and node.value for node in objects):
        for known in objects[0].scope.words:
            for expression in known.objects:
                if all(node.gives(expression) for node in nodes):
                    yield expression
