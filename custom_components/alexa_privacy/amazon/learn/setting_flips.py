"""Which requests flipped a setting: those alike but for a value that comes back, and what was sent with each."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
import re
from typing import Any, Final
from urllib.parse import unquote

from .demonstrations import Kind, is_telemetry, may_delete
from .exchange import Exchange
from .json_paths import Leaves, request_leaves
from .lesson_file import LessonFile, addresses
from .refusals import LearnError, Place
from .setting_positions import are_opposite, words
from .vocabulary import plain_words

METHOD: Final[Place] = ("method",)
ABSENT: Final = "\0absent"
"""Stands for what a request does not say."""
_READS: Final = frozenset(
    {
        "get",
        "read",
        "list",
        "fetch",
        "load",
        "query",
        "search",
        "describe",
        "find",
        "lookup",
        "retrieve",
        "view",
        "show",
    }
)
_WRITES: Final = frozenset(
    {"set", "update", "put", "save", "change", "modify", "enable", "disable", "select", "choose", "toggle", "delete"}
    | {"remove", "erase", "create", "add", "submit", "switch", "mutation", "store", "apply", "activate", "deactivate"}
    | {"opt", "optin", "optout", "grant", "revoke", "consent", "pick", "use", "start", "stop", "flip", "assume"}
)
_MOST_APART: Final = 3
_LEAST: Final = 2


@dataclass(frozen=True, slots=True, repr=False)
class Flips:
    """The requests of each flip in their order, the last of which sets; and what else asks for a state."""

    requests: list[list[Exchange]]
    asking: list[Exchange]


def find_flips(file: LessonFile) -> Flips:
    """Return what flipped one setting; LearnError where that is not certain."""
    asking = [each for each in file.exchanges if asks(each)]
    orders = {each.order for each in asking}
    writes = [each for each in file.exchanges if may_delete(each, file.listings) and each.order not in orders]
    acting = [each for each in writes if not is_telemetry(each)] or writes
    if not acting:
        raise LearnError("setting_too_few", address="-")
    series = _families(file, acting)
    flipping = [each for each in series if len(each) > _LEAST and _flips(each)]
    if not flipping:
        raise LearnError("setting_too_few", address=addresses(acting))
    main = max(flipping, key=lambda each: each[0].order)
    others = [each for each in series if each is not main]
    steps: list[list[Exchange]] = []
    for other in others:
        if not _goes_before(other, main):
            raise LearnError("setting_several", address=addresses(other))
        steps.append(other)
    steps.sort(key=lambda each: each[0].order)
    return Flips([list(row) for row in zip(*steps, main, strict=True)], asking)


def asks(exchange: Exchange) -> bool:
    """Return whether a POST only asks for something, as far as its words say."""
    if exchange.method != "POST" or exchange.document() is None or not exchange.worked:
        return False
    said = request_leaves(exchange)
    texts = [value for place, value in said.items() if isinstance(value, str) and place[0] != "path"]
    if any(re.match(r"\s*(?:query\b|\{)", text) and "{" in text for text in texts):
        return not any(re.search(r"\bmutation\b", text) for text in texts)
    last = exchange.path.rstrip("/").rpartition("/")[2]
    named = {"x-amz-target", "operationName", "method", "operation", "action"}
    operation = [
        word
        for text in (last, *(value for place, value in said.items() if isinstance(value, str) and place[-1] in named))
        for word in words(unquote(text))
    ]
    return not _READS.isdisjoint(operation) and _WRITES.isdisjoint(operation)


def _families(file: LessonFile, writes: Sequence[Exchange]) -> list[list[Exchange]]:
    """Return the requests put together that may be the positions of one setting."""
    kinds: dict[Kind, list[Exchange]] = defaultdict(list)
    for exchange in writes:
        kinds[file.kinds.kind(exchange)].append(exchange)
    families: list[list[Exchange]] = []
    for group in kinds.values():
        family = next((each for each in families if any(_are_alike(one, group[0]) for one in each)), None)
        if family is None:
            families.append(list(group))
        else:
            family.extend(group)
    for family in families:
        family.sort(key=lambda each: each.order)
    return sorted(families, key=lambda family: family[0].order)


def leaves_of(exchange: Exchange) -> Leaves:
    """Return every scalar of a request by its place, its method too."""
    return {METHOD: exchange.method, **request_leaves(exchange)}


def _are_alike(one: Exchange, other: Exchange) -> bool:
    """Return whether two requests may set one setting to two positions."""
    first, second = leaves_of(one), leaves_of(other)
    if len(one.path.split("/")) != len(other.path.split("/")) or one.kind != other.kind:
        return {one.kind, other.kind} - {None} != set() and one.path == other.path and _is_undone(one, other)
    apart = first.keys() ^ second.keys()
    differing = [place for place in first.keys() & second.keys() if _masked(first[place]) != _masked(second[place])]
    if len(apart) + len(differing) > _MOST_APART:
        return False
    if all(place == METHOD or are_opposite(first[place], second[place]) for place in differing):
        return True
    # Settings of more than two positions have words of their own.
    return not apart and len(differing) == 1 and differing[0] != METHOD


def _is_undone(one: Exchange, other: Exchange) -> bool:
    """Return whether one request takes back what another to the same address did."""
    return one.method != other.method and "DELETE" in {one.method, other.method}


def _masked(value: Any) -> Any:
    """Return a word, or a sign for what is another each time."""
    if isinstance(value, bool | None) or (isinstance(value, int) and value in {0, 1}):
        return value
    return value if isinstance(value, str) and plain_words(value) else "*"


def _flips(family: Sequence[Exchange]) -> bool:
    """Return whether some value of requests comes back."""
    return any(len(set(labels)) > 1 and len(set(labels)) < len(labels) for labels in partitions(family))


type Labels = tuple[int, ...]


def partitions(requests: Sequence[Exchange]) -> dict[Labels, list[Place]]:
    """Return the places whose values come back, by which requests have the same: the first one has 0, and so on."""
    said = [leaves_of(each) for each in requests]
    found: dict[Labels, list[Place]] = defaultdict(list)
    for place in dict.fromkeys(place for leaves in said for place in leaves):
        values = [_typed(leaves.get(place, ABSENT)) for leaves in said]
        known = list(dict.fromkeys(values))
        if 1 < len(known) < len(values):
            found[tuple(known.index(value) for value in values)].append(place)
    return found


def _typed(value: Any) -> tuple[str, Any]:
    """Return a value that is not equal to one of another type."""
    return type(value).__name__, value


def _goes_before(other: Sequence[Exchange], main: Sequence[Exchange]) -> bool:
    """Return whether requests were sent once before each flip, and at no other time."""
    if len(other) != len(main):
        return False
    ends = [-1, *(each.order for each in main)]
    return all(ends[number] < each.order < ends[number + 1] for number, each in enumerate(other))
