"""Finds values of requests that an earlier response gave and that can be fetched again, such as an ETag."""

from collections import defaultdict
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

from ..recipes.model import same
from ..recipes.template import as_text
from .answer_index import AnswerIndex
from .demonstrations import Kind, RequestKinds
from .exchange import Exchange
from .generalize.known_values import RequestContext
from .generalize.leaf_choice import Node, Nodes
from .json_paths import at, is_steady, places_of, pointer, steps
from .page_json import attributes, json_inside, text_before
from .refusals import Place, Unexplained, last_name
from .vocabulary import label

_MOST_LEAVES: Final = 4000
_MOST_ANSWER: Final = 2 * 1024 * 1024
_SEVERAL: Final = 2


@dataclass(frozen=True, slots=True)
class Way:
    """How to find a value in the responses to one kind of request."""

    kind: Kind
    header: str | None = None
    after: str | None = None
    escaped: bool = False


@dataclass(slots=True, repr=False)
class AnswerSource:
    """A request whose responses give values, with its exchange in each demonstration."""

    name: str
    way: Way
    exchanges: dict[int, Exchange] = field(default_factory=dict)


@dataclass(eq=False, repr=False)
class FetchedValues:
    """Finds the earlier responses that gave values of requests, and collects what has to be fetched."""

    _index: AnswerIndex
    _kinds: RequestKinds
    _steps: dict[int, Sequence[Exchange]]
    """The requests of each demonstration that belong to it; besides them, only what reads is sent again."""
    _asking: set[int]
    """What reads besides GETs: the orders of the page's POST requests that only ask for something."""
    sources: list[AnswerSource] = field(default_factory=list, init=False)
    documents: dict[int, dict[str, Any]] = field(default_factory=lambda: defaultdict(dict), init=False)
    """What was answered, by demonstration and name."""
    _found: dict[int, dict[Kind, Exchange]] = field(default_factory=dict, init=False)

    def fetch(self, nodes: Nodes, place: Place) -> str | None:
        """Return the expression that gives a value from earlier responses; None if none gave it.

        Raises Unexplained if several places gave it, and it is unclear which is meant.
        """
        best = _likeliest(nodes, last_name(place), self._given)
        if len(best) > 1:
            raise Unexplained("part_ambiguous", place)
        return self._expression(*best[0], nodes) if best else None

    def mirror(self, nodes: Nodes, place: Place, names: frozenset[str]) -> str | None:
        """Return the expression for a response's value with the same name, beside other names of the request."""
        if not place or not isinstance(place[-1], str) or len(names) < _SEVERAL:
            return None
        best = _likeliest(nodes, place[-1], partial(self._mirrored, place[-1], names))
        return self._expression(*best[0], nodes) if len(best) == 1 else None

    def _mirrored(
        self, name: str, names: frozenset[str], node: Node, kinds: Container[Kind] | None
    ) -> Iterator[tuple[Way, Place]]:
        """Return where the last responses before a request have its value under a name, beside its other names."""
        for kind, exchange in self._latest(node.scope.around, kinds):
            if name.encode() not in exchange.answer or len(exchange.answer) > _MOST_ANSWER:
                continue
            for way, document in self._documents(kind, exchange):
                for place in _places(document, node.value):
                    if not place or place[-1] != name:
                        continue
                    around = at(document, place[:-1])
                    is_named = len(place) > 1 and list(steps(document, place))[-2].startswith(f"[{name}=")
                    if isinstance(around, dict) and len(names & around.keys()) >= _SEVERAL and not is_named:
                        yield way, place

    def _given(self, node: Node, kinds: Container[Kind] | None) -> Iterator[tuple[Way, Place]]:
        """Return the ways and places in which a value was given before one request."""
        text = as_text(node.value)
        if not text or isinstance(node.value, bool | None):
            return
        orders = set(self._index.answered(text))
        for kind, exchange in self._latest(node.scope.around, kinds):
            if exchange.order not in orders:
                continue
            yield from (
                (Way(kind, header=name), ()) for name, said in exchange.answer_headers.items() if said == node.value
            )
            for way, document in self._documents(kind, exchange):
                places = [()] if same(document, node.value) else _places(document, node.value)
                yield from ((way, place) for place in places)

    def _latest(self, around: RequestContext, kinds: Container[Kind] | None = None) -> Iterator[tuple[Kind, Exchange]]:
        """Return the last response before a request by kind, of all repeatable requests or some kinds of them."""
        if around.order not in self._found:
            own = {each.order for each in self._steps.get(around.demonstration, ())}
            self._found[around.order] = {
                self._kinds.kind(exchange): exchange
                for exchange in self._index.exchanges[: around.order]
                if exchange.is_private
                and exchange.worked
                and exchange.answer
                and (exchange.method == "GET" or exchange.order in own | self._asking)
            }
        yield from (each for each in self._found[around.order].items() if kinds is None or each[0] in kinds)

    def _documents(self, kind: Kind, exchange: Exchange) -> Iterator[tuple[Way, Any]]:
        """Return each JSON document in a response, with the way to it."""
        if len(exchange.answer) > _MOST_ANSWER:
            return
        if (document := exchange.document()) is not None:
            yield Way(kind), document
        elif exchange.is_page:
            page = exchange.text()
            others = [each.text() for each in self._alike(kind)]
            for inside in (*json_inside(page), *attributes(page)):
                if (after := text_before(page, inside.start, others)) is not None:
                    yield Way(kind, after=after, escaped=inside.escaped), inside.document

    def _alike(self, kind: Kind) -> list[Exchange]:
        return [
            each
            for each in self._index.exchanges
            if each.is_private and each.worked and each.is_page and self._kinds.kind(each) == kind
        ]

    def _expression(self, way: Way, where: Place, nodes: Nodes) -> str:
        """Return the expression for a place, and record what has to be fetched for it."""
        source = next((each for each in self.sources if each.way == way), None)
        if source is None:
            source = AnswerSource(f"answer{len(self.sources) + 1}", way)
            self.sources.append(source)
        for node in nodes:
            around = node.scope.around
            if around.demonstration not in source.exchanges:
                [(_, exchange)] = self._latest(around, {way.kind})
                source.exchanges[around.demonstration] = exchange
                self.documents[around.demonstration][source.name] = answer_of(exchange, way)
        document = self.documents[nodes[0].scope.around.demonstration][source.name]
        value = document if not where else at(document, where)
        expression = source.name if not where else f"{source.name}:{pointer(document, where)}"
        wanted = nodes[0].value
        if isinstance(wanted, str) and not isinstance(value, str):
            return f"{expression}|text"
        return f"{expression}|number" if isinstance(value, str) and not isinstance(wanted, str) else expression


def _likeliest(
    nodes: Nodes, name: str, find: Callable[[Node, Container[Kind] | None], Iterator[tuple[Way, Place]]]
) -> list[tuple[Way, Place]]:
    """Return the likeliest ways and places that are found for every node: all that rank the same."""
    shared = dict.fromkeys(find(nodes[0], None))
    for node in nodes[1:]:
        own = set(find(node, {way.kind for way, _ in shared}))
        shared = {each: None for each in shared if each in own}
    ranks = {each: _rank(*each, label(name)) for each in shared}
    return [each for each, rank in ranks.items() if rank == min(ranks.values())]


def _rank(way: Way, where: Place, wanted: str) -> tuple[int, int, int]:
    """Return a sort key for how likely a place is meant: by its name and its depth."""
    name = way.header or (where[-1] if where else way.after or "")
    last = label(str(name))
    alike = last == wanted or (not where and way.after is not None and wanted != "" and wanted in last)
    related = bool(last) and bool(wanted) and (last in wanted or wanted in last)
    return (0 if alike else 1 if related else 2, int(way.after is not None), len(where))


def answer_of(exchange: Exchange, way: Way) -> Any:
    """Return what a way finds in a response; None if it finds nothing."""
    if way.header is not None:
        return exchange.answer_headers.get(way.header)
    if way.after is None:
        return exchange.document()
    page = exchange.text()
    start = page.find(way.after) + len(way.after)
    return next((each.document for each in (*json_inside(page), *attributes(page)) if each.start == start), None)


def _places(document: Any, value: Any) -> list[Place]:
    """Return the places of a value that a pointer can find again: by names, not by list indexes."""
    return [place for place in places_of(document, value, _MOST_LEAVES) if is_steady(document, place)]
