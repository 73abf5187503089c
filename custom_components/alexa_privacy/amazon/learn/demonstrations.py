"""Finds what the owner did: which recordings requests name, and which requests came before a deletion."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
import re
from typing import Any, Final
from urllib.parse import unquote

import orjson

from ..recipes.template import as_text
from ..recordings import Recording
from .encodings import decode_json, inner_values
from .exchange import MOST_DEPTH, Exchange
from .generalize.known_values import KnownValues
from .generalize.times import is_moment, layouts, moment_of
from .history_reader import HistoryReader
from .json_paths import request_leaves
from .observed_listings import ObservedListings, Vanished
from .refusals import spend
from .vocabulary import plain_words

# Ids and times have digits and are long; words that were said do not come into it.
_TOKEN: Final = re.compile(r"[A-Za-z0-9]{6,}")
_DIGIT: Final = re.compile(r"\d")
_LONGEST: Final = 64 * 1024
_MOST_TEXTS: Final = 20_000
_CROWD: Final = 50
_SEARCHED: Final = 20


class RecordMatcher:
    """An index of the identifying values of all listed recordings."""

    def __init__(self, listings: ObservedListings) -> None:
        """Index the values of recordings by their tokens."""
        recordings, reader = listings.recordings, listings.reader
        self._by_token: dict[str, set[str]] = defaultdict(set)
        self._meant: dict[int, list[set[str]]] = {}
        shared = {token for recording in recordings.values() for token in _of_many(recording, reader)}
        for key, recording in recordings.items():
            for scalar in KnownValues("recording", recording.raw).scalars:
                self._add(key, as_text(scalar.value), shared)

    def _add(self, key: str, text: str, shared: set[str]) -> None:
        if " " in text:
            return
        for token in set(_tokens(text)) - shared:
            self._by_token[token].add(key)
            if is_moment(token):
                self._by_token[str(int(token) // 1000)].add(key)

    def named(self, exchange: Exchange, among: Sequence[str]) -> list[str]:
        """Return which of some recordings a request names, in order; ambiguous ones are not named."""
        wanted = set(among)
        own = [keys & wanted for keys in self._meanings(exchange) if len(keys) <= _CROWD]
        return list(dict.fromkeys(key for keys in own if len(keys) == 1 for key in keys))

    def named_by(self, requests: Iterable[Exchange], among: Sequence[str]) -> set[str]:
        """Return which of some recordings any of several requests names."""
        return {key for request in requests for key in self.named(request, among)}

    def mentioned(self, exchange: Exchange) -> set[str]:
        """Return the recordings that a request names unambiguously."""
        return {key for keys in self._meanings(exchange) if len(keys) == 1 for key in keys}

    def _meanings(self, exchange: Exchange) -> list[set[str]]:
        """Return the recordings that each token of a request may mean, in order."""
        if exchange.order not in self._meant:
            pieces = (piece for text in _texts(list(exchange.parts())) for piece in _meanings(text))
            self._meant[exchange.order] = [self._by_token[piece] for piece in pieces if piece in self._by_token]
        return self._meant[exchange.order]


def _of_many(recording: Recording, reader: HistoryReader) -> Iterator[str]:
    """Return the tokens that many recordings share."""
    yield from (token for part in reader.shared(recording) for token in _tokens(part))
    yield from _tokens(as_text(recording.raw.get("customerId")))


def _texts(values: Sequence[Any]) -> Iterator[str]:
    """Return every text in nested values in order, including decoded ones."""
    left: list[tuple[Any, int]] = [(value, 0) for value in reversed(values)]
    seen = 0
    while left and seen < _MOST_TEXTS:
        value, depth = left.pop()
        inner: list[Any] = []
        if isinstance(value, dict):
            inner = [each for pair in value.items() for each in pair]
        elif isinstance(value, list | tuple):
            inner = list(value)
        elif isinstance(value, str) and (document := decode_json(value)) is not None:
            inner = [document]
        elif isinstance(value, str | int | float) and not isinstance(value, bool):
            seen += 1
            spend(1 + (len(value) if isinstance(value, str) else 0) // _SEARCHED)
            yield as_text(value)
            inner = list(inner_values(value)) if isinstance(value, str) else []
        if depth <= MOST_DEPTH:
            left += [(each, depth + 1) for each in reversed(inner)]


def _tokens(text: str) -> Iterator[str]:
    """Return the identifying tokens of a text, in lower case."""
    if len(text) <= _LONGEST:
        yield from (found[0].lower() for found in _TOKEN.finditer(text) if _DIGIT.search(found[0]))


def _meanings(text: str) -> Iterator[str]:
    """Return the identifying tokens of a text, and of the time it may be."""
    yield from _tokens(text)
    for layout in layouts(text):
        if (moment := moment_of(text, layout)) is not None:
            yield str(moment)
            yield str(moment // 1000)


_TELEMETRY: Final = re.compile(
    r"telemetry|metrics?\b|analytics|beacon|clickstream|\btrack(?:ing)?\b|\brum\b|\bcsm\b|\blogs?\b|\bevents?\b|impression"
    r"|heartbeat|pageview|\bping\b|\bstats?\b",
    re.IGNORECASE,
)
_CAMEL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|_")
_LONGEST_WORD: Final = 500
_NUMBER: Final = re.compile(r"(?<![^\W_])\d+(?![^\W_])")

type Kind = tuple[Any, ...]
type Requests = dict[Kind, list[list[Exchange]]]
"""Requests by their kind and the deletion that they belong to."""


@dataclass(slots=True, repr=False)
class Deletion:
    """Recordings that disappeared together, and the requests between the last page with and the first without them."""

    keys: list[str]
    missed: int
    """The order number of the page that showed the last of them to be gone."""
    requests: list[Exchange]


class RequestKinds:
    """Groups requests by purpose, by their words; ids, times and recordings' values do not count."""

    def __init__(self, records: Iterable[Mapping[str, Any]] = ()) -> None:
        """Initialize with the words of recordings."""
        self._brought = {
            as_text(scalar.value) for record in records for scalar in KnownValues("recording", record).scalars
        }
        self._known: dict[int, Kind] = {}

    def kind(self, exchange: Exchange) -> Kind:
        """Return a key that requests with the same purpose share."""
        if exchange.order not in self._known:
            self._known[exchange.order] = self._kind(exchange)
        return self._known[exchange.order]

    def _kind(self, exchange: Exchange) -> Kind:
        """Build a kind: method, address, names, and the words among the values."""
        path = tuple(self._word(unquote(segment)) for segment in exchange.path.split("/"))
        query = tuple(sorted({re.sub(r"\d+", "#", pair[0]) for pair in exchange.query}))
        headers = tuple(sorted((name, self._word(value)) for name, value in exchange.headers.items()))
        body: Any = exchange.kind
        if exchange.kind == "form":
            body = ("form", tuple(sorted({re.sub(r"\d+", "#", pair[0]) for pair in exchange.body})))
        elif isinstance(exchange.body, dict):
            body = ("json", tuple(sorted(self._word(key) for key in exchange.body)))
        said = request_leaves(exchange)
        words = {
            (str(place[-1]), self._word(value))
            for place, value in said.items()
            if place[0] in {"query", "body"} and isinstance(value, str) and isinstance(place[-1], str)
        }
        return exchange.method, path, query, headers, body, tuple(sorted(word for word in words if word[1] != "*"))

    def _word(self, text: str) -> str:
        """Return a word of the page unchanged, and one placeholder for everything else."""
        is_sentence = " " in text and "{" not in text
        if is_sentence or len(text) > _LONGEST_WORD or text in self._brought:
            return "*"
        # Numbers that stand alone may count.
        word = _NUMBER.sub("0", text)
        return word if plain_words(word) or word == "0" else "*"


def is_telemetry(exchange: Exchange) -> bool:
    """Return whether a request only reports what was done on a page."""
    if exchange.is_ping or exchange.method == "DELETE":
        return exchange.is_ping
    return any(_TELEMETRY.search(_CAMEL.sub(" ", unquote(segment))) for segment in exchange.path.split("/")[2:])


def find_deletions(exchanges: Sequence[Exchange], listings: ObservedListings, matcher: RecordMatcher) -> list[Deletion]:
    """Return recordings that disappeared together, in order, if requests may have deleted them."""
    found: list[Deletion] = []
    writes = [each for each in exchanges if may_delete(each, listings)]
    for gone in listings.vanished():
        requests = [each for each in writes if gone.seen < each.order <= gone.missed] or _late(gone, writes, matcher)
        orders = {each.order for each in requests}
        deletion = next((each for each in found if orders & {request.order for request in each.requests}), None)
        if deletion is not None:
            orders |= {each.order for each in deletion.requests}
            deletion.keys.append(gone.key)
            deletion.missed = max(deletion.missed, gone.missed)
            deletion.requests = [each for each in writes if each.order in orders]
        elif requests:
            found.append(Deletion([gone.key], gone.missed, requests))
    return found


def _late(gone: Vanished, writes: Sequence[Exchange], matcher: RecordMatcher) -> list[Exchange]:
    """Return the last request that names a recording that was still listed right after it."""
    before = (each for each in reversed(writes) if each.order < gone.seen)
    last = next((each for each in before if gone.key in matcher.mentioned(each)), None)
    return [last] if last is not None else []


def may_delete(exchange: Exchange, listings: ObservedListings) -> bool:
    """Return whether a request may have changed something: it writes, succeeded, and is no listing."""
    if not exchange.writes or not exchange.worked:
        return False
    return not (listings.is_listing(exchange) and (listings.reader.asks(exchange) or not exchange.body))


def without_repeats(requests: Sequence[Exchange]) -> list[Exchange]:
    """Return requests without exact repetitions."""
    seen: set[bytes] = set()
    found = []
    for exchange in requests:
        content = orjson.dumps(exchange.content(), option=orjson.OPT_SORT_KEYS)
        if content not in seen:
            seen.add(content)
            found.append(exchange)
    return found


def by_kind(deletions: Sequence[Deletion], kinds: RequestKinds) -> Requests:
    """Return, for each kind of request, those of each deletion."""
    found: Requests = defaultdict(lambda: [[] for _ in deletions])
    for number, deletion in enumerate(deletions):
        for exchange in without_repeats(deletion.requests):
            found[kinds.kind(exchange)][number].append(exchange)
    return dict(found)


def without(is_another: Callable[[Exchange], bool], table: Requests) -> Requests:
    """Return the kinds of requests that are not all of another purpose."""
    return {kind: rows for kind, rows in table.items() if not all(is_another(each) for row in rows for each in row)}
