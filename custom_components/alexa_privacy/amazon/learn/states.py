"""Answers that tell the state of settings: JSON, or JSON inside HTML."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import orjson

from .exchange import Exchange, is_deep
from .json_paths import Leaves, leaves
from .pages import json_inside, text_before

_MOST_ANSWER: Final = 2 * 1024 * 1024
_MOST_STATES: Final = 400

type Source = tuple[Any, ...]


@dataclass(frozen=True, slots=True, repr=False)
class State:
    """What one answer told, and when."""

    order: int
    exchange: Exchange
    document: Any
    leaves: Leaves


@dataclass(frozen=True, slots=True, repr=False)
class Telling:
    """The same request's answers over time; in a page, what stands before the JSON."""

    states: Sequence[State]
    after: str | None = None
    escaped: bool = False

    def before(self, order: int) -> State | None:
        """Return what was told last before a request."""
        return next((state for state in reversed(self.states) if state.order < order), None)


def find_tellings(exchanges: Iterable[tuple[int, Exchange]], tokens: frozenset[str]) -> list[Telling]:
    """Return what told settings, among a HAR's requests that change nothing."""
    answered = [
        (order, exchange)
        for order, exchange in exchanges
        if exchange.is_private and exchange.worked and exchange.answer and len(exchange.answer) <= _MOST_ANSWER
    ]
    found: list[Telling] = []
    alike: dict[Source, list[tuple[int, Exchange]]] = defaultdict(list)
    for order, exchange in answered[-_MOST_STATES:]:
        alike[_source(exchange, tokens)].append((order, exchange))
    for same in alike.values():
        documents = [_document(exchange.answer) for _, exchange in same]
        if all(document is not None for document in documents):
            states = [
                State(order, exchange, document, leaves(document))
                for (order, exchange), document in zip(same, documents, strict=True)
            ]
            found.append(Telling(states))
        elif all(exchange.answer.lstrip()[:1] == "<" for _, exchange in same):
            found += _pages(same)
    return found


def _source(exchange: Exchange, tokens: frozenset[str]) -> Source:
    """Return what makes two requests the same."""
    body = orjson.dumps(exchange.body).decode() if exchange.kind else ""
    for token in tokens:
        body = body.replace(token, "")
    query = tuple((name, value) for name, value in exchange.query if value not in tokens)
    return exchange.method, exchange.path, query, body


def _document(answer: str) -> Any:
    """Return an answer's JSON; None where it is none."""
    if answer.lstrip()[:1] not in {"{", "["}:
        return None
    try:
        document = orjson.loads(answer)
    except orjson.JSONDecodeError:
        return None
    return None if is_deep(document) else document


def _pages(same: Sequence[tuple[int, Exchange]]) -> list[Telling]:
    """Return the JSON values of a page, each with all its versions."""
    last = same[-1][1].answer
    others = [exchange.answer for _, exchange in same[:-1]]
    versions = [{inside.start: inside for inside in json_inside(exchange.answer)} for _, exchange in same]
    found = []
    for inside in versions[-1].values():
        after = text_before(last, inside.start, others)
        if after is None:
            continue
        states = [
            State(order, exchange, version[start].document, leaves(version[start].document))
            for (order, exchange), version in zip(same, versions, strict=True)
            if (start := exchange.answer.find(after) + len(after)) in version
        ]
        if len(states) == len(same):
            found.append(Telling(states, after, inside.escaped))
    return found
