"""Finds the requests that flipped a setting, and which of its values mean on."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
import re
from typing import Any, Final
from urllib.parse import unquote

from ..recipes.template import as_text
from .demonstrations import Kind, is_telemetry, may_delete
from .exchange import Exchange
from .json_paths import Leaves, request_leaves
from .lesson_file import LessonFile, addresses
from .refusals import LearnError, Place
from .vocabulary import plain_words, words

# What answers a question: whether that means on depends on what is asked.
_ANSWERS: Final = dict.fromkeys(
    {"true", "1", "yes", "y", "on", "enabled", "enable", "active", "activated", "activate", "set"}, 1
) | dict.fromkeys({"false", "0", "no", "n", "off", "disabled", "disable", "inactive", "deactivated", "deactivate"}, -1)
# What says by itself whether something may be done.
_CONSENTS: Final = dict.fromkeys(
    {"allow", "allowed", "accept", "accepted", "agree", "agreed", "grant", "granted", "permit", "permitted", "consent"}
    | {"consented", "join", "joined", "share", "subscribe", "subscribed", "participate", "open", "unlocked", "approve"}
    | {"approved", "include", "included", "start", "optin", "optedin", "resume", "show", "give", "use"},
    1,
) | dict.fromkeys(
    {"deny", "denied", "refuse", "refused", "reject", "rejected", "decline", "declined", "revoke", "revoked", "leave"}
    | {"left", "withdraw", "withdrawn", "block", "blocked", "forbid", "forbidden", "prohibit", "prohibited", "closed"}
    | {"unsubscribe", "unsubscribed", "locked", "lock", "exclude", "excluded", "stop", "pause", "paused", "hide"}
    | {"optout", "optedout", "never", "none"},
    -1,
)
_NOT: Final = frozenset({"not", "no", "dont", "never", "non"})
_NEGATIONS: Final = _NOT | {"do"}
# A name with such a word says that something is not done.
_NEGATIVE: Final = frozenset(
    {"disable", "disabled", "optout", "optedout", "refuse", "refused", "deny", "denied", "block", "blocked", "lock"}
    | {"locked", "prevent", "prohibit", "forbid", "exclude", "excluded", "suppress", "suppressed", "mute", "muted"}
    | {"hide", "hidden", "not", "dont", "no", "without", "restrict", "restricted", "stop", "decline", "declined"}
    | {"reject", "revoke", "revoked", "withdraw", "withdrawn", "pause", "paused", "skip", "incognito", "off", "never"}
)


def first_is_on(pairs: Iterable[tuple[Any, Any]], names: Iterable[str]) -> bool | None:
    """Return whether the first of two values, in one place or several, means on; None if words do not say.

    `names` are what the setting and its places are called.
    """
    called = [word for name in names for word in words(name)]
    negative = len({word for word in called if word in _NEGATIVE})
    signs = {sign for first, second in pairs if (sign := _sign(first, second, negative)) is not None}
    return None if len(signs) != 1 else signs.pop()


def _sign(first: Any, second: Any, negative: int) -> bool | None:
    """Return whether the first of two values means on; None if they do not say."""
    one, other = (words(as_text(value)) for value in (first, second))
    only_one, only_other = ([word for word in own if word not in rest] for own, rest in ((one, other), (other, one)))
    if (only_one or only_other) and {*only_one, *only_other} <= _NEGATIONS:
        # The same words, with and without a "not".
        consents = [_meaning(each, _CONSENTS) for each in (one, other)]
        if consents[0] != consents[1]:
            return consents[0] > consents[1]
        return bool(only_other) != (negative == 1) if negative <= 1 else None
    for meanings, depends in ((_CONSENTS, False), (_ANSWERS, True)):
        signs = [_meaning(each, meanings) for each in (only_one, only_other)]
        if 0 in signs and set(signs) == {0}:
            continue
        if signs[0] == signs[1] or len(only_one) > _MOST or len(only_other) > _MOST:
            return None
        if depends and negative > 1:
            return None
        is_on = signs[0] > signs[1]
        return is_on != (depends and negative == 1)
    return None


_MOST: Final = 3


def _meaning(said: list[str], meanings: dict[str, int]) -> int:
    """Return 1 if words mean on, -1 for off, 0 if it is not certain."""
    found = {meanings[word] for word in said if word in meanings}
    if len(found) != 1:
        return 0
    return found.pop() * (-1 if any(word in _NOT and meanings.get(word) is None for word in said) else 1)


def are_opposite(one: Any, other: Any) -> bool:
    """Return whether two values mean on and off of the same thing."""
    if type(one) is not type(other):
        return False
    if not isinstance(one, str):
        return {one, other} == {0, 1}
    return _sign(one, other, 0) is not None and _rest(one) == _rest(other)


def is_position(text: str) -> bool:
    """Return whether a text only means on or off."""
    return not _rest(text)


def _rest(text: str) -> list[str]:
    """Return the words of a text that mean neither on nor off."""
    return [word for word in words(text) if word not in {*_ANSWERS, *_CONSENTS, *_NEGATIONS}]


METHOD: Final[Place] = ("method",)
ABSENT: Final = "\0absent"
"""Stands for a value that a request lacks."""
_READS: Final = frozenset(
    {"get", "read", "list", "fetch", "load", "query", "search", "describe", "find", "lookup", "retrieve"}
    | {"view", "show"}
)
_WRITES: Final = frozenset(
    {"set", "update", "put", "save", "change", "modify", "enable", "disable", "select", "choose", "toggle", "delete"}
    | {"remove", "erase", "create", "add", "submit", "switch", "mutation", "store", "apply", "activate", "deactivate"}
    | {"opt", "optin", "optout", "grant", "revoke", "consent", "pick", "use", "start", "stop", "flip", "assume"}
)
_MOST_APART: Final = 3


@dataclass(frozen=True, slots=True, repr=False)
class Flips:
    """The requests of each flip, in order, the last of which sets; and other POSTs that ask for a state."""

    requests: list[list[Exchange]]
    asking: list[Exchange]


def find_flips(file: LessonFile) -> Flips:
    """Return the flips of one setting; raises LearnError if they are not certain."""
    asking = [each for each in file.exchanges if asks(each)]
    orders = {each.order for each in asking}
    writes = [each for each in file.exchanges if may_delete(each, file.listings) and each.order not in orders]
    acting = [each for each in writes if not is_telemetry(each)] or writes
    if not acting:
        raise LearnError("setting_too_few", address="-")
    series = _families(file, acting)
    flipping = [each for each in series if partitions(each)]
    if not flipping:
        raise LearnError("setting_too_few", address=addresses(acting))
    main = max(flipping, key=lambda each: each[0].order)
    steps = [each for each in series if each is not main]
    for other in steps:
        if not _goes_before(other, main):
            raise LearnError("setting_several", address=addresses(other))
    return Flips([list(row) for row in zip(*steps, main, strict=True)], asking)


def asks(exchange: Exchange) -> bool:
    """Return whether a POST only reads something, judged by its words."""
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
    """Return groups of requests that may set the positions of one setting."""
    kinds: dict[Kind, list[Exchange]] = defaultdict(list)
    for exchange in writes:
        kinds[file.kinds.kind(exchange)].append(exchange)
    families: list[list[Exchange]] = []
    for group in kinds.values():
        family = next((each for each in families if any(are_alike(one, group[0]) for one in each)), None)
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


def are_alike(one: Exchange, other: Exchange) -> bool:
    """Return whether two requests may set the same setting to two positions."""
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


def is_of_another(one: Exchange, other: Exchange) -> bool:
    """Return whether two requests certainly set two settings: their names differ, not the words for on or off."""
    first, second = (
        {place: value for place, value in leaves_of(each).items() if place[0] not in {"method", "header"}}
        for each in (one, other)
    )
    shared = first.keys() & second.keys()
    differing = [
        place
        for place in shared
        if first[place] != second[place]
        and _NAME.fullmatch(str(first[place]))
        and _NAME.fullmatch(str(second[place]))
        and not are_opposite(first[place], second[place])
    ]
    if differing and any(_is_on_or_off(first[place]) and _is_on_or_off(second[place]) for place in shared):
        return True
    apart = len(first.keys() ^ second.keys())
    return len(one.path.split("/")) != len(other.path.split("/")) or apart > _MOST_APART or len(differing) > 1


_NAME: Final = re.compile(r"[A-Za-z][A-Za-z_. -]{0,79}")


def _is_on_or_off(value: Any) -> bool:
    """Return whether a value only means on or off."""
    return isinstance(value, bool) or value in {0, 1} or (isinstance(value, str) and value != "" and is_position(value))


def _is_undone(one: Exchange, other: Exchange) -> bool:
    """Return whether one request undoes another to the same address."""
    return one.method != other.method and "DELETE" in {one.method, other.method}


def _masked(value: Any) -> Any:
    """Return a word, or a placeholder for a value that differs each time."""
    if isinstance(value, bool | None) or (isinstance(value, int) and value in {0, 1}):
        return value
    return value if isinstance(value, str) and plain_words(value) else "*"


type Labels = tuple[int, ...]


def partitions(requests: Sequence[Exchange]) -> dict[Labels, list[Place]]:
    """Return the places whose values recur, by the pattern of equal values, numbered in order of appearance."""
    said = [leaves_of(each) for each in requests]
    found: dict[Labels, list[Place]] = defaultdict(list)
    for place in dict.fromkeys(place for leaves in said for place in leaves):
        # As JSON, 1 is not true.
        values = [(type(value), value) for value in (leaves.get(place, ABSENT) for leaves in said)]
        known = list(dict.fromkeys(values))
        if 1 < len(known) < len(values):
            found[tuple(known.index(value) for value in values)].append(place)
    return found


def _goes_before(other: Sequence[Exchange], main: Sequence[Exchange]) -> bool:
    """Return whether requests were sent once before each flip, and at no other time."""
    if len(other) != len(main):
        return False
    ends = [-1, *(each.order for each in main)]
    return all(ends[number] < each.order < ends[number + 1] for number, each in enumerate(other))
