"""Reads the listings of a history from exchanges: which list it, and what each page lists (amazon-protocol.md §2)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
import re
from typing import Any, Final, override

import orjson

from ..errors import BadResponse
from ..recordings import Recording, read_conversation, read_record
from .exchange import Exchange
from .json_paths import request_leaves

_ASKS_FOR: Final = "previousRequestToken"
# What says which page of a listing, of which time, and of what all listings are; all else may be a filter.
NO_FILTER: Final = re.compile(r"token|csrf|time|size|recordtype|pagetype", re.IGNORECASE)
FOR_EVER: Final = 253_402_300_799_000
# Members that say what an entry is, in words of the page; and those that say what somebody called or said.
_OF_THE_PAGE: Final = re.compile(
    r"type|kind|category|class|status|state|locale|lang|market|version|schema|format", re.IGNORECASE
)
_OF_SOMEBODY: Final = re.compile(
    r"name|label|title|text|device|appliance|echo|speaker|room|zone|place|location|person|user|who|alias|descr|summary"
    r"|said|utter|transcript|phrase|source",
    re.IGNORECASE,
)
_ENUMERATED: Final = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*|[A-Z0-9]+(?:[-_.][A-Z0-9]+)*")
_SHORTEST: Final = 3


@dataclass(frozen=True, slots=True, repr=False)
class ListedPage:
    """What one exchange lists of a history, and its request."""

    recordings: list[Recording]
    is_first: bool
    is_last: bool
    asked: tuple[int, int] = (0, FOR_EVER)
    filters: frozenset[Any] = frozenset()
    """Its possible filters."""
    is_like_before: bool = False
    """Whether its filters are those of the page before, if there is one."""


class HistoryReader:
    """Reads the voice history, from its own listings and those of the "new Alexa"."""

    unique = re.compile(
        r"(?:recording|item)\.?(?:.*\.)?(?:recordKey|utteranceId|recordItemKey)(?!.*\|part:)|[^|]*uuid"
        r"|\.utteranceId\|part:::"
    )
    """The names of values that differ for each entry, even with the same time and device."""
    lists: tuple[str, ...] = ("customerHistoryRecords", "alexaHistoryRecords")
    tokens: tuple[str, ...] = ("encodedRequestToken", "paginationToken")

    def is_listed(self, exchange: Exchange) -> bool:
        """Return whether a response may list entries."""
        return any(name.encode() in exchange.answer for name in self.lists)

    def asks(self, exchange: Exchange) -> bool:
        """Return whether a request names the page it asks for."""
        return exchange.kind == "json" and isinstance(exchange.body, dict) and _ASKS_FOR in exchange.body

    def read(self, exchange: Exchange) -> ListedPage | None:
        """Return what an exchange lists; None if it is no listing."""
        if not self.is_listed(exchange) or not exchange.worked:
            return None
        try:
            answer = orjson.loads(exchange.answer)
        except orjson.JSONDecodeError:
            return None
        name = next((name for name in self.lists if isinstance(answer, dict) and name in answer), None)
        records = answer[name] if name else None
        if name is None or not isinstance(records, list | None):
            return None
        body = exchange.body if isinstance(exchange.body, dict) else {}
        asked_for = [pair for pair in exchange.query if pair[0] == _ASKS_FOR and pair[1:] != [""]]
        return ListedPage(
            list(self._entries(records or [])),
            is_first=not body.get(_ASKS_FOR) and not asked_for,
            is_last=not any(answer.get(token) for token in self.tokens),
            asked=_window(exchange),
            filters=_filters(exchange),
            # What answers with a listing without being asked for one lists like the page before.
            is_like_before=not exchange.query,
        )

    def _entries(self, records: list[Any]) -> Iterator[Recording]:
        for raw in records:
            try:
                recording = self.entry(raw)
            except BadResponse:
                continue
            if recording is not None:
                yield recording

    def entry(self, raw: Any) -> Recording | None:
        """Return an entry; None, or raises BadResponse, if it is none."""
        return read_record(_as_history(raw))

    def shared(self, recording: Recording) -> Sequence[str]:
        """Return the parts of an entry's id that many entries share: account, type and serial number of the device."""
        parts = recording.key.split("#")
        return (parts[0], *parts[2:]) if len(parts) > 1 else ()

    def labels(self, recordings: Iterable[Recording]) -> Iterable[str]:
        """Return further texts of entries that no constant may be; none for the voice history."""
        return ()


class OtherReader(HistoryReader):
    """Reads another history, whose ids have no known parts and whose labels may name persons."""

    @override
    def shared(self, recording: Recording) -> Sequence[str]:
        return ()

    @override
    def labels(self, recordings: Iterable[Recording]) -> Iterable[str]:
        return labels_of(recordings)


class ConversationReader(OtherReader):
    """Reads conversations with the "new Alexa"."""

    unique = re.compile(r"recording\.conversationId(?![\w.]|.*\|part:)")
    lists = ("alexaHistoryRecords",)
    tokens = ("paginationToken",)

    @override
    def entry(self, raw: Any) -> Recording | None:
        is_one = isinstance(raw, dict) and raw.get("recordType") == "conversation"
        return read_conversation(raw) if is_one else None


class TaughtReader(OtherReader):
    """Reads a history whose pages were found among all exchanges."""

    def __init__(self, pages: Mapping[int, ListedPage], id_name: str) -> None:
        """Initialize with the pages by the order of their exchanges, and the name of an entry's id in templates."""
        self.pages = pages
        self.unique = re.compile(rf"{re.escape(id_name)}(?![\w.]|.*\|part:)")

    @override
    def is_listed(self, exchange: Exchange) -> bool:
        return exchange.order in self.pages

    @override
    def asks(self, exchange: Exchange) -> bool:
        return exchange.order in self.pages

    @override
    def read(self, exchange: Exchange) -> ListedPage | None:
        return self.pages.get(exchange.order)


def labels_of(recordings: Iterable[Recording]) -> Iterator[str]:
    """Return all texts of entries, except words of the page."""
    left: list[tuple[str, Any]] = [("", recording.raw) for recording in recordings]
    while left:
        name, value = left.pop()
        if isinstance(value, Mapping):
            left.extend((f"{name}.{key}", inner) for key, inner in value.items())
        elif isinstance(value, list):
            left.extend((name, inner) for inner in value)
        elif isinstance(value, str) and len(value) >= _SHORTEST:
            is_word = _ENUMERATED.fullmatch(value) and not _OF_SOMEBODY.search(name)
            if not (is_word or (_OF_THE_PAGE.search(name.rpartition(".")[2]) and " " not in value)):
                yield value


def _as_history(raw: object) -> object:
    """Convert a record of the "new Alexa" listing to the voice history's form, as far as the two agree."""
    if not isinstance(raw, dict) or "recordKey" in raw or not isinstance(raw.get("activityKey"), str):
        return raw
    kept = {name: raw[name] for name in ("timestamp", "customerId", "utteranceType", "intent") if name in raw}
    return {"recordKey": raw["activityKey"], **kept}


def _filters(exchange: Exchange) -> frozenset[Any]:
    said = request_leaves(exchange).items()
    return frozenset(
        (place, value)
        for place, value in said
        if place[0] in {"query", "body"} and not NO_FILTER.search(str(place[-1])) and value not in {None, ""}
    )


def _window(exchange: Exchange) -> tuple[int, int]:
    pairs = [pair for pair in exchange.query if len(pair) > 1]
    asked = {name: value for name, value in pairs if value.isdecimal() and len(value) <= len(str(FOR_EVER))}
    return int(asked.get("startTime", 0)), int(asked.get("endTime", FOR_EVER))
