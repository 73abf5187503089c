"""Splits texts into constants and values, or into one part for each recording."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
import re
from typing import Final
from urllib.parse import unquote

from ...recipes.template import Template, percent_encode
from ..encodings import encoded
from ..refusals import Place, Unexplained, spend
from .known_values import UUID_IN_TEXT, KnownValues
from .leaf_choice import LeafChoice, Node, Nodes
from .times import times_in

_SHORTEST: Final = 4
_MOST: Final = 50
_SEARCHED: Final = 1000
_MOST_COMPOSED: Final = 16 * 1024
_NUMBER: Final = re.compile(r"\d+")


@dataclass(frozen=True, slots=True, repr=False)
class TextRow:
    """A split text: what comes before, between and after the parts, each about one recording.

    Each part begins with `begin`; if parts are numbered from `first` on, with its number before that.
    """

    head: str
    parts: Sequence[str]
    joint: str
    tail: str
    begin: str | None = None
    first: int = 0


def compose(nodes: Nodes, place: Place, choice: LeafChoice) -> list[Template]:
    """Return the parts of texts, constants and templates of values; raises Unexplained if the constants differ."""
    texts = [node.value for node in nodes]
    if any(len(text) > _MOST_COMPOSED for text in texts):
        raise Unexplained("part_varies", place)
    spend(sum(map(len, texts)))
    spans = _value_spans(nodes)
    at = [0] * len(texts)
    parts: list[Template] = []
    literal = ""
    while True:
        if (found := _next_value(spans, at)) is not None:
            if literal:
                parts.append(choice.literal(literal, place))
                literal = ""
            pieces = [
                node.of(node.value[start : start + size]) for node, start, size in zip(nodes, at, found, strict=True)
            ]
            parts.append(_value(pieces, place, choice))
            at = [start + size for start, size in zip(at, found, strict=True)]
            continue
        rest = [text[start : start + 1] for text, start in zip(texts, at, strict=True)]
        if len(set(rest)) != 1:
            raise Unexplained("part_varies", place)
        if not rest[0]:
            break
        literal += rest[0]
        at = [start + 1 for start in at]
    if literal:
        parts.append(choice.literal(literal, place))
    return parts


def _value(nodes: Nodes, place: Place, choice: LeafChoice) -> Template:
    """Return the template of a value inside a text, which may be percent-encoded there."""
    plain = [node.of(unquote(node.value)) for node in nodes]
    if any(
        inner.value == node.value or percent_encode(inner.value) != node.value
        for inner, node in zip(plain, nodes, strict=True)
    ):
        return choice.leaf(nodes, place)
    return encoded(choice.leaf(plain, place), "percent")


type _Spans = list[dict[int, dict[str, int]]]


def _value_spans(nodes: Nodes) -> _Spans:
    """Return the position and length, in each text, of values that occur in all texts, by expression."""
    shared: dict[str, list[str]] = {}
    for number, node in enumerate(nodes):
        own = dict(_named_in(node))
        if number == 0:
            shared = {name: [form] for name, form in own.items()}
        else:
            shared = {name: [*forms, own[name]] for name, forms in shared.items() if name in own}
    found: _Spans = [defaultdict(dict) for _ in nodes]
    for name, forms in shared.items():
        for place, (node, form) in enumerate(zip(nodes, forms, strict=True)):
            # No part of a longer number or word there.
            for match in re.finditer(_alone(form), node.value):
                found[place][match.start()][name] = len(form)
    return found


def _named_in(node: Node) -> Iterator[tuple[str, str]]:
    """Return the expressions whose value occurs in a text, with the value as it is written there."""
    text = node.value
    for known in node.scope.known:
        spend(len(known.by_text) * (1 + len(text) // _SEARCHED))
        for value, expressions in known.by_text.items():
            if len(value) >= _SHORTEST and any(map(str.isalnum, value)):
                for name, form in (("", value), ("|percent", percent_encode(value))):
                    if form in text and (not name or form != value):
                        yield from ((f"{each.text}{name}", form) for each in expressions)
    for root, values in (("csrf", node.scope.around.tokens), ("account.customer_id", node.scope.around.customers)):
        yield from ((root, value) for value in values if value in text)
    # What may be a time or a random id has no name that texts could share but its form.
    ways = [node.scope.around.explain, *(known.explain for known in node.scope.known)]
    for kind, matches in (("?time", times_in(text)), ("?uuid", UUID_IN_TEXT.finditer(text))):
        for number, match in enumerate(matches):
            if any(any(explain(match[0])) for explain in ways):
                yield f"{kind}{number}", match[0]


def _next_value(spans: _Spans, at: Sequence[int]) -> list[int] | None:
    """Return the length, in each text, of the longest value that begins here in all texts; None if there is none."""
    here = [spans[place].get(start, {}) for place, start in enumerate(at)]
    shared = set.intersection(*map(set, here))
    if not shared:
        return None
    longest = max(shared, key=lambda name: ([each[name] for each in here], name))
    return [each[longest] for each in here]


def _alone(word: str) -> str:
    """Return a pattern for a word that is not part of a longer number or word."""
    before, after = _kind(word[0]), _kind(word[-1])
    start = f"(?<!{before})" if before else ""
    end = f"(?!{after})" if after else ""
    return start + re.escape(word) + end


def _kind(character: str) -> str:
    """Return a pattern for characters of the same kind; empty if any may be adjacent."""
    return next((kind for kind in ("[0-9]", "[A-Za-z]") if re.match(kind, character)), "")


def take_apart(text: str, recordings: Sequence[KnownValues]) -> TextRow:
    """Split a text; raises Unexplained unless it names the recordings in their order."""
    if len(recordings) > _MOST:
        raise Unexplained("part_varies")
    owners: dict[str, set[int]] = defaultdict(set)
    for number, known in enumerate(recordings):
        spend(len(known.by_text) * (1 + len(text) // _SEARCHED))
        for form in _forms_in(text, known.by_text):
            owners[form].add(number)
    reach: dict[int, tuple[int, int]] = {}
    number = 0
    for start, end in _spans_of(text, owners):
        those = owners[text[start:end]]
        number = next((each for each in (number, number + 1) if each in those), -1)
        reach[number] = (reach.get(number, (start, end))[0], end)
    if set(reach) != set(range(len(recordings))):
        raise Unexplained("part_varies")
    spans = [reach[number] for number in range(len(recordings))]
    parts = [text[start:end] for start, end in spans]
    gaps = [text[one[1] : two[0]] for one, two in pairwise(spans)]
    return _counted(text[: spans[0][0]], parts, gaps, text[spans[-1][1] :])


def _counted(head: str, parts: Sequence[str], gaps: Sequence[str], tail: str) -> TextRow:
    """Return a row with the common separator of the parts, which may number them."""
    if len(set(gaps)) <= 1 and not any(_ends(head, gaps, first) for first in (0, 1)):
        return TextRow(head, parts, gaps[0] if gaps else "", tail)
    for first in (0, 1):
        cuts = {_cut(gap, str(place)) for place, gap in enumerate(gaps, first + 1)}
        if len(cuts) == 1 and (cut := cuts.pop()) is not None and head.endswith(f"{first}{cut[1]}"):
            return TextRow(head.removesuffix(f"{first}{cut[1]}"), parts, cut[0], tail, cut[1], first)
    raise Unexplained("part_varies")


def _ends(head: str, gaps: Sequence[str], first: int) -> bool:
    """Return whether the texts before the first two parts number them."""
    cut = _cut(gaps[0], str(first + 1)) if gaps else None
    return cut is not None and head.endswith(f"{first}{cut[1]}")


def _cut(gap: str, number: str) -> tuple[str, str] | None:
    """Return what surrounds a number, if it occurs exactly once."""
    places = [found for found in _NUMBER.finditer(gap) if found[0] == number]
    return (gap[: places[0].start()], gap[places[0].end() :]) if len(places) == 1 else None


def _forms_in(text: str, words: Iterable[str]) -> set[str]:
    """Return the values that occur in a text, plain or percent-encoded."""
    telling = (word for word in words if len(word) > _SHORTEST and (" " in word or any(map(str.isdigit, word))))
    return {form for word in telling for form in (word, percent_encode(word)) if form in text}


def _spans_of(text: str, forms: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Return where values begin and end, longest values first."""
    pattern = "|".join(_alone(form) for form in sorted(forms, key=len, reverse=True))
    if pattern:
        yield from (found.span() for found in re.finditer(pattern, text))


def joined(parts: Sequence[Template]) -> Template:
    """Return one template of the parts of a text."""
    if all(isinstance(part, str) for part in parts):
        # Inside a text, every value is text already.
        return "".join(str(part).replace("|text}}", "}}") for part in parts)
    return parts[0] if len(parts) == 1 else {"$join": list(parts), "with": ""}
