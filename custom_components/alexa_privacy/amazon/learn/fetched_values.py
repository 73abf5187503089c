"""Where values occur in a file, and those that an answer gave and that can be fetched again: an ETag, a code."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
import re
from typing import Any, Final

import orjson

from ..recipes.model import same
from ..recipes.template import as_text
from .demonstrations import Kind, RequestKinds
from .exchange import Exchange
from .generalize.known_values import RequestContext
from .generalize.leaf_choice import Node, Nodes
from .json_paths import at, is_steady, places_of, pointer, steps, texts_in
from .page_json import attributes, json_inside, text_before
from .refusals import Place, Unexplained, spend

_MOST_LOOKUPS: Final = 500
_SEARCHED: Final = 1000
_AT_ONCE: Final = 64 * 1024
_OVERLAP: Final = 200
_VERSIONS: Final = re.compile(
    rb'\\?"(\w{0,40}(?:version|revision|etag|rev|generation)\w{0,20})\\?"\s*:\s*\\?"?([\w.:-]{1,80})', re.IGNORECASE
)


class AnswerIndex:
    """Knows what all answers and requests of a file hold; each question is answered from the file once."""

    def __init__(self, exchanges: Sequence[Exchange], is_in_script: Callable[[str], bool] = lambda _: False) -> None:
        """Take a file's exchanges in their order; `is_in_script` knows its scripts."""
        self.exchanges = exchanges
        self.is_in_script = is_in_script
        self._answered: dict[str, list[int]] = {}
        self._size = sum(len(exchange.answer) for exchange in exchanges)
        self._sent: dict[str, list[int]] | None = None
        self._versions: dict[str, set[str]] | None = None

    def answered(self, text: str) -> list[int]:
        """Return the orders of the exchanges whose answers hold a text."""
        if text not in self._answered:
            if len(self._answered) >= _MOST_LOOKUPS:
                return []
            spend(self._size // _SEARCHED)
            forms = {form.encode("utf-8", "replace") for form in _forms(text)}
            self._answered[text] = [
                exchange.order
                for exchange in self.exchanges
                if any(form in exchange.answer for form in forms)
                or any(text in value for value in exchange.answer_headers.values())
            ]
        return self._answered[text]

    def was_answered(self, text: str, before: int) -> bool:
        """Return whether an answer before a request holds a text."""
        return any(order < before for order in self.answered(text))

    def sent(self, text: str) -> list[int]:
        """Return the orders of the requests that say a text as one of their values."""
        if self._sent is None:
            self._sent = {}
            for exchange in self.exchanges:
                for value in set(texts_in(list(exchange.parts()))):
                    self._sent.setdefault(value, []).append(exchange.order)
        return self._sent.get(text, [])

    def is_reused(self, text: str, since: int, order: int) -> bool:
        """Return whether a text was sent before `since`, or answered before a request of this order."""
        return any(sent < since for sent in self.sent(text)) or self.was_answered(text, order)

    def is_version(self, name: str, value: object) -> bool:
        """Return whether answers give a version of this name and value."""
        if self._versions is None:
            spend(self._size // _SEARCHED)
            self._versions = {}
            for found in self._versions_in_pieces():
                values = self._versions.setdefault(_label(found[1].decode("ascii", "replace")), set())
                values.add(found[2].decode("ascii", "replace"))
        return as_text(value) in self._versions.get(_label(name), set())

    def _versions_in_pieces(self) -> Iterator[re.Match[bytes]]:
        """Return what answers call a version; no piece is searched for long, and keeps other threads waiting."""
        for exchange in self.exchanges:
            for start in range(0, len(exchange.answer), _AT_ONCE):
                yield from _VERSIONS.finditer(exchange.answer, start, start + _AT_ONCE + _OVERLAP)


def _forms(text: str) -> tuple[str, ...]:
    """Return a text as it may stand in JSON, in JSON within JSON, and in HTML."""
    once = orjson.dumps(text).decode()[1:-1]
    twice = orjson.dumps(once).decode()[1:-1]
    return text, text.replace("/", "\\/"), once, twice, escape(text)


_MOST_LEAVES: Final = 4000
_MOST_ANSWER: Final = 2 * 1024 * 1024
_SEVERAL: Final = 2
_LABEL: Final = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Way:
    """Where in the answers of one kind of request a value stands."""

    kind: Kind
    header: str | None = None
    after: str | None = None
    escaped: bool = False


@dataclass(slots=True, repr=False)
class AnswerSource:
    """A request whose answers give values, with the exchange of each demonstration."""

    name: str
    way: Way
    exchanges: dict[int, Exchange] = field(default_factory=dict)


class FetchedValues:
    """Finds where values of requests were given before, and remembers what has to be fetched for them."""

    def __init__(
        self,
        index: AnswerIndex,
        kinds: RequestKinds,
        steps: dict[int, Sequence[Exchange]],
        asking: Sequence[Exchange] = (),
    ) -> None:
        """Take the requests of each demonstration that belong to it; besides them, only what reads is sent again.

        That are GETs, and those POST requests of the page that only ask for something.
        """
        self._index = index
        self._kinds = kinds
        self._steps = steps
        self._asking = {each.order for each in asking}
        self.sources: list[AnswerSource] = []
        self.documents: dict[int, dict[str, Any]] = defaultdict(dict)
        """What was answered, by demonstration and name."""
        self._found: dict[int, dict[Kind, Exchange]] = {}

    def fetch(self, nodes: Nodes, place: Place) -> str | None:
        """Return the expression that gives a value from answers before; None where no answer gave it.

        Raises Unexplained where several places gave it, and nobody knows which is meant.
        """
        shared = dict.fromkeys(self._of_node(nodes[0]))
        for node in nodes[1:]:
            own = set(self._of_node(node, {way.kind for way, _ in shared}))
            shared = {each: None for each in shared if each in own}
        if not shared:
            return None
        label = _label(next((step for step in reversed(place) if isinstance(step, str)), ""))
        ranks = {each: _rank(*each, label) for each in shared}
        best = [each for each, rank in ranks.items() if rank == min(ranks.values())]
        if len(best) > 1:
            raise Unexplained("part_ambiguous", place)
        return self._expression(*best[0], nodes)

    def mirror(self, nodes: Nodes, place: Place, names: frozenset[str]) -> str | None:
        """Return the expression for what an answer says under the same name, beside names that the request has too."""
        if not place or not isinstance(place[-1], str) or len(names) < _SEVERAL:
            return None
        shared = dict.fromkeys(self._mirrored(nodes[0], place[-1], names))
        for node in nodes[1:]:
            own = set(self._mirrored(node, place[-1], names))
            shared = {each: None for each in shared if each in own}
        ranks = {each: _rank(*each, _label(place[-1])) for each in shared}
        best = [each for each, rank in ranks.items() if rank == min(ranks.values())]
        return self._expression(*best[0], nodes) if len(best) == 1 else None

    def _mirrored(self, node: Node, name: str, names: frozenset[str]) -> Iterator[tuple[Way, Place]]:
        """Return where the last answers before a request say its value under a name, beside other names of it."""
        for kind, exchange in self._latest(node.scope.around).items():
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

    def _of_node(self, node: Node, kinds: set[Kind] | None = None) -> Iterator[tuple[Way, Place]]:
        """Return the ways and places in which a value was given before one request."""
        text = as_text(node.value)
        if not text or isinstance(node.value, bool | None):
            return
        orders = set(self._index.answered(text))
        for kind, exchange in self._latest(node.scope.around).items():
            if exchange.order not in orders or not (kinds is None or kind in kinds):
                continue
            yield from (
                (Way(kind, header=name), ()) for name, said in exchange.answer_headers.items() if said == node.value
            )
            for way, document in self._documents(kind, exchange):
                places = [()] if same(document, node.value) else _places(document, node.value)
                yield from ((way, place) for place in places)

    def _latest(self, around: RequestContext) -> dict[Kind, Exchange]:
        """Return the last answer before a request by kind, of what can be sent again."""
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
        return self._found[around.order]

    def _documents(self, kind: Kind, exchange: Exchange) -> Iterator[tuple[Way, Any]]:
        """Return the JSON that an answer holds, and the way to each."""
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
        """Return all pages of a kind."""
        return [
            each
            for each in self._index.exchanges
            if each.is_private and each.worked and each.is_page and self._kinds.kind(each) == kind
        ]

    def _expression(self, way: Way, where: Place, nodes: Nodes) -> str:
        """Return the expression for a place, and remember what has to be fetched for it."""
        source = next((each for each in self.sources if each.way == way), None)
        if source is None:
            source = AnswerSource(f"answer{len(self.sources) + 1}", way)
            self.sources.append(source)
        for node in nodes:
            around = node.scope.around
            if around.demonstration not in source.exchanges:
                exchange = self._latest(around)[way.kind]
                source.exchanges[around.demonstration] = exchange
                self.documents[around.demonstration][source.name] = answer_of(exchange, way)
        document = self.documents[nodes[0].scope.around.demonstration][source.name]
        value = document if not where else at(document, where)
        expression = source.name if not where else f"{source.name}:{pointer(document, where)}"
        wanted = nodes[0].value
        if isinstance(wanted, str) and not isinstance(value, str):
            return f"{expression}|text"
        return f"{expression}|number" if isinstance(value, str) and not isinstance(wanted, str) else expression


def _rank(way: Way, where: Place, label: str) -> tuple[int, int, int]:
    """Return how likely a place is meant: by its name, by where it stands."""
    name = way.header or (where[-1] if where else way.after or "")
    last = _label(str(name))
    alike = last == label or (not where and way.after is not None and label != "" and label in last)
    related = bool(last) and bool(label) and (last in label or label in last)
    return (0 if alike else 1 if related else 2, int(way.after is not None), len(where))


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
    return [place for place in places_of(document, value, _MOST_LEAVES) if is_steady(document, place)]


def _label(name: str) -> str:
    """Return a name without the ways of writing it."""
    return _LABEL.sub("", name.casefold())
