"""Finds how a page of a history leads to the next: the value that requests it, and where that comes from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
import re
from typing import Any, Final, NamedTuple

from ..recipes.model import Counted
from ..recipes.template import as_text
from .exchange import Exchange
from .generalize.request_builder import Form
from .json_paths import WITHIN, places_in, pointer_of, request_leaves
from .refusals import TEMPLATE, LearnError, Place, spend
from .vocabulary import plain_words

_MOST_DIGITS: Final = 6
_LEADS_ON: Final = re.compile(r"next|cursor|token|continu|offset|after|more|marker|bookmark|scroll", re.IGNORECASE)

type Path = tuple[str, ...]


@dataclass(frozen=True, repr=False)
class Answer:
    """A response with a list of objects, and their scalars by place."""

    exchange: Exchange
    document: Any
    entries: list[Mapping[str, Any]]
    rows: list[dict[Path, Any]]

    @cached_property
    def said(self) -> dict[str, Any]:
        """The values of the members of its objects, by pointer."""
        return {pointer_of(place): value for place, value in places_in(self.document)}


class Paging(NamedTuple):
    """How the pages of a list were requested."""

    asked: list[Any]
    """The value that requested each page; None for first pages."""
    places: set[Place]
    """The places of that value."""
    begins: Any
    """The value that requests the first page."""
    next: Form
    """Where it comes from, in the form of a recipe."""


def find_paging(answers: Sequence[Answer], key: Path) -> Paging:
    """Return how pages lead to each other; raises LearnError if it is not certain. `key` is the place of the ids."""
    leaves = [request_leaves(answer.exchange) for answer in answers]
    options: dict[str, tuple[list[Any], dict[str, Form]]] = {}
    places: set[Place] = set()
    for place in dict.fromkeys(place for each in leaves for place in each):
        first, *others = (each.get(place) for each in leaves)
        asked = [None, *(None if value in {first, None, ""} else value for value in others)]
        fits = {str(each): each for each in _fits(answers, asked, first)} if asked.count(None) < len(asked) else {}
        if fits:
            places.add(_outside(place))
            options.setdefault(str([*map(as_text, asked)]), (asked, {}))[1].update(fits)
    if len(options) != 1:
        raise LearnError("history_paging" if options else "history_one_page")
    [(asked, fits)] = options.values()
    listed: set[str] = set()
    for answer, value in zip(answers, asked, strict=True):
        ids = {as_text(row[key]) for row in answer.rows}
        if value is not None and ids and ids <= listed:
            raise LearnError("history_repeats")
        listed = ids if value is None else listed | ids
    begins = next((value for place, value in leaves[0].items() if _outside(place) in places), None)
    return Paging(asked, places, begins, _with_end(answers, _best(answers, list(fits.values()))))


def _outside(place: Place) -> Place:
    """Return a place without the steps into JSON inside a text."""
    return tuple(step for step in place if step != WITHIN)


def _fits(answers: Sequence[Answer], asked: Sequence[Any], first: Any) -> Iterator[Form]:
    """Return the sources that give every value that requested a page."""
    spend(10 * TEMPLATE * len(answers))
    yield from _counts(answers, asked, first)
    later = [(answers[at - 1], answers[at], as_text(value)) for at, value in enumerate(asked) if value is not None]
    for name in later[0][0].exchange.answer_headers:
        given = ((one.exchange.answer_headers, other.exchange.answer_headers, text) for one, other, text in later)
        if all(_moves(one.get(name), other.get(name), text) for one, other, text in given):
            yield {"header": name}
    for path, _ in places_in(later[0][0].document):
        at = pointer_of(path)
        is_word = bool(path) and all(map(plain_words, path))
        if is_word and all(_moves(one.said.get(at), other.said.get(at), text) for one, other, text in later):
            yield {"at": at}


def _counts(answers: Sequence[Answer], asked: Sequence[Any], first: Any) -> Iterator[Form]:
    """Return the possible counters that request pages: of entries, or of pages."""
    entries = number = 0
    offsets, seconds = set[bool](), set[int | None]()
    for answer, value in zip(answers, asked, strict=True):
        if value is None:
            entries = number = 0
        else:
            text = as_text(value)
            offsets.add(text == str(entries))
            seconds.add(int(text) - number + 1 if text.isdecimal() and len(text) < _MOST_DIGITS else None)
        entries, number = entries + len(answer.rows), number + 1
    if offsets == {True}:
        yield {"count": Counted.ENTRIES.value}
    second = seconds.pop() if len(seconds) == 1 else None
    if second in {1, 2} and not (as_text(first).isdecimal() and as_text(first) != str(second - 1)):
        yield {"count": Counted.PAGES.value, "first": second}


def _moves(before: Any, after: Any, asked: str) -> bool:
    """Return whether a response gave the value that requested the next page, which then gave another value."""
    if not isinstance(before, str | int) or isinstance(before, bool):
        return False
    return as_text(before) == asked and (after is None or as_text(after) != asked)


def _best(answers: Sequence[Answer], fits: list[Form]) -> Form:
    """Return the source that leads to the next page; raises LearnError if several may differ later."""
    given = [each for each in fits if "count" not in each]
    telling = [each for each in given if _LEADS_ON.search(str(each.get("at") or each.get("header")))]
    counted = [each for each in fits if "count" in each]
    chosen = telling or counted or given
    ends = {tuple(is_last(answer, each) for answer in answers) for each in chosen}
    if len(ends) > 1 or (chosen is counted and len(counted) > 1):
        raise LearnError("history_paging")
    return min(chosen, key=lambda each: ("header" in each, len(str(each))))


def _with_end(answers: Sequence[Answer], following: Form) -> Form:
    """Return the source with how it ends: by an absent value, if some response lacks it."""
    lacks = any(following.get("at") not in answer.said for answer in answers if answer.rows)
    return {**following, "absent": True} if "at" in following and lacks else following


def is_last(answer: Answer, following: Form) -> bool:
    """Return whether no page follows one."""
    if "count" in following:
        return not answer.rows
    if "header" in following:
        return not answer.exchange.answer_headers.get(following["header"])
    return not answer.said.get(following["at"])
