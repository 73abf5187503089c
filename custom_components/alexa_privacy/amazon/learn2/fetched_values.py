"""Values that an earlier answer gave, and that can be fetched again: an ETag, a version, a code, a token in a page."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
import re
from typing import Any, Final

from ..recipe_model import same
from ..templates import as_text
from .answer_index import AnswerIndex
from .demonstrations import Kind, RequestKinds
from .exchange import Exchange
from .generalize.leaf_choice import Node, Nodes
from .json_paths import at, places_of, pointer, steps
from .page_json import attributes, json_inside, text_before
from .refusals import Place, Unexplained
from .vocabulary import plain_words

_MOST_LEAVES: Final = 4000
_MOST_ANSWER: Final = 2 * 1024 * 1024
_SHORTEST: Final = 1
_LABEL: Final = re.compile(r"[^a-z0-9]+")
_NO_PLACE: Final[Place] = ()


@dataclass(frozen=True, slots=True)
class Way:
    """Where in the answers of one kind of request a value stands."""

    kind: Kind
    header: str | None = None
    after: str | None = None
    escaped: bool = False


@dataclass(slots=True, repr=False)
class Source:
    """A request whose answers give values, with the exchange of each demonstration."""

    name: str
    way: Way
    exchanges: dict[int, Exchange] = field(default_factory=dict)


class FetchedValues:
    """Finds where values of requests were given before, and remembers what has to be fetched for them."""

    def __init__(self, index: AnswerIndex, kinds: RequestKinds, steps: dict[int, Sequence[Exchange]]) -> None:
        """Take the requests of each demonstration that belong to it; besides them, only GETs are fetched again."""
        self._index = index
        self._kinds = kinds
        self._steps = steps
        self.sources: list[Source] = []
        self.documents: dict[int, dict[str, Any]] = defaultdict(dict)
        """What was answered, by demonstration and name."""

    def fetch(self, nodes: Nodes, place: Place) -> str | None:
        """Return the expression that gives a value from answers before; None where no answer gave it.

        Raises Unexplained where several places gave it, and nobody knows which is meant.
        """
        found = self._ways(nodes)
        if not found:
            return None
        label = _label(next((step for step in reversed(place) if isinstance(step, str)), ""))
        ranked = sorted((self._rank(way, where, label), number) for number, (way, where) in enumerate(found))
        best = [found[number] for rank, number in ranked if rank == ranked[0][0]]
        if len(best) > 1:
            raise Unexplained("part_ambiguous", place)
        way, where = best[0]
        source = self._source(way, nodes)
        document = self.documents[nodes[0].scope.around.demonstration][source.name]
        value = document if way.header else at(document, where)
        expression = source.name if not where else f"{source.name}:{pointer(document, where)}"
        wanted = nodes[0].value
        if isinstance(wanted, str) and not isinstance(value, str):
            return f"{expression}|text"
        return f"{expression}|number" if isinstance(value, str) and not isinstance(wanted, str) else expression

    def _ways(self, nodes: Nodes) -> list[tuple[Way, Place]]:
        """Return the ways and places that gave the value in every demonstration."""
        shared: dict[tuple[Way, Place], None] | None = None
        for node in nodes:
            own = dict.fromkeys(self._of_node(node, None if shared is None else {way.kind for way, _ in shared}))
            shared = own if shared is None else {each: None for each in shared if each in own}
            if not shared:
                return []
        return list(shared or ())

    def _of_node(self, node: Node, kinds: set[Kind] | None) -> Iterator[tuple[Way, Place]]:
        """Return the ways and places in which a value was given before one request."""
        around = node.scope.around
        text = as_text(node.value)
        if len(text) < _SHORTEST or isinstance(node.value, bool | None):
            return
        latest: dict[Kind, Exchange] = {}
        orders = set(self._index.answered(text))
        own = {each.order for each in self._steps.get(around.demonstration, ())}
        for exchange in self._index.exchanges:
            if exchange.order >= around.order:
                break
            if not exchange.is_private or not exchange.worked or not exchange.answer:
                continue
            if exchange.method == "GET" or exchange.order in own:
                latest[self._kinds.kind(exchange)] = exchange
        for kind, exchange in latest.items():
            if exchange.order in orders and (kinds is None or kind in kinds) and len(exchange.answer) <= _MOST_ANSWER:
                yield from self._in_answer(kind, exchange, node.value)

    def _in_answer(self, kind: Kind, exchange: Exchange, value: Any) -> Iterator[tuple[Way, Place]]:
        """Return the ways and places in which one answer gives a value."""
        for name, text in exchange.answer_headers.items():
            if text == value:
                yield Way(kind, header=name), _NO_PLACE
        if (document := exchange.document()) is not None:
            yield from ((Way(kind), place) for place in _places(document, value))
        elif exchange.is_page:
            page = exchange.text()
            others = [each.text() for each in self._alike(kind)]
            for inside in (*json_inside(page), *attributes(page)):
                places = [()] if same(inside.document, value) else _places(inside.document, value)
                after = text_before(page, inside.start, others) if places else None
                if after is not None:
                    yield from ((Way(kind, after=after, escaped=inside.escaped), place) for place in places)

    def _alike(self, kind: Kind) -> list[Exchange]:
        """Return all pages of a kind."""
        return [
            each
            for each in self._index.exchanges
            if each.is_private and each.worked and each.is_page and self._kinds.kind(each) == kind
        ]

    def _rank(self, way: Way, where: Place, label: str) -> tuple[int, int, int]:
        """Return how likely a place is meant: by its name, by where it stands."""
        name = way.header or (where[-1] if where else way.after or "")
        last = _label(str(name))
        alike = last == label or (not where and way.after is not None and label != "" and label in last)
        related = bool(last) and bool(label) and (last in label or label in last)
        return (0 if alike else 1 if related else 2, int(way.after is not None), len(where))

    def _source(self, way: Way, nodes: Nodes) -> Source:
        """Return the source of a way, and remember what it answered in each demonstration."""
        source = next((each for each in self.sources if each.way == way), None)
        if source is None:
            source = Source(f"answer{len(self.sources) + 1}", way)
            self.sources.append(source)
        for node in nodes:
            around = node.scope.around
            if around.demonstration in source.exchanges:
                continue
            own = {each.order for each in self._steps.get(around.demonstration, ())}
            exchange = max(
                (
                    each
                    for each in self._index.exchanges
                    if each.order < around.order
                    and each.is_private
                    and each.worked
                    and each.answer
                    and (each.method == "GET" or each.order in own)
                    and self._kinds.kind(each) == way.kind
                ),
                key=lambda each: each.order,
            )
            source.exchanges[around.demonstration] = exchange
            self.documents[around.demonstration][source.name] = answer_of(exchange, way)
        return source


def answer_of(exchange: Exchange, way: Way) -> Any:
    """Return what an answer gives in a way; None where it gives nothing."""
    if way.header is not None:
        return exchange.answer_headers.get(way.header)
    if way.after is None:
        return exchange.document()
    page = exchange.text()
    start = page.find(way.after) + len(way.after)
    return next((each.document for each in (*json_inside(page), *attributes(page)) if each.start == start), None)


def _places(document: Any, value: Any) -> list[Place]:
    """Return the places of a value that a pointer finds again: by names, not by their number in a list."""
    found = []
    for place in places_of(document, value, _MOST_LEAVES):
        named = list(steps(document, place))
        if all(_is_steady(step) for step in named):
            found.append(place)
    return found


def _is_steady(step: str) -> bool:
    """Return whether a step of a pointer leads to the same place in the next answer."""
    if step.startswith("[") and "=" in step:
        return plain_words(step.strip("[]").partition("=")[2])
    return not step.isdecimal()


def _label(name: str) -> str:
    """Return a name without the ways of writing it."""
    return _LABEL.sub("", name.casefold())
