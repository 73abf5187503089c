"""How everything is deleted, learned from a whole listing before and an empty one after, and the owner's word."""

from collections.abc import Iterator
import re
from typing import Final

from ..recipes.template import as_text
from .demonstrations import by_kind, find_deletions, is_telemetry, without_repeats
from .exchange import Exchange
from .generalize.known_values import NameScope
from .generalize.request_builder import Form
from .generalize.times import MINUTE
from .json_paths import request_leaves
from .lesson_file import LessonFile, addresses
from .observed_listings import ListingPage
from .recipe_builder import RecipeBuilder
from .refusals import LearnError, Place, Unexplained, in_words

_PATIENCE: Final = 10 * MINUTE
# What says that not everything is meant.
_LIMITS: Final = frozenset(
    {"today", "yesterday", "last", "day", "days", "week", "weeks", "month", "months", "hour", "hours", "recent", "past"}
    | {"selected", "selection", "visible", "shown", "page", "filtered", "current", "session", "older", "newer", "since"}
)
_ALL: Final = frozenset({"all", "any", "everything", "every", "each", "whole", "full", "*", ""})
_COUNTS: Final = re.compile(r"day|week|month|hour|minute|limit|count|size|max|top|first|age|older|newer|last|number")
_WHOSE: Final = re.compile(r"device|serial|person|profile|actor|echo|room|group|filter|type|kind|category")
_WORD: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


def learn_delete_everything(file: LessonFile) -> Form:
    """Return the public JSON form of the recipe; LearnError where it is not certain."""
    deletions = [each for each in find_deletions(file.exchanges, file.listings, file.matcher) if each.requests]
    if not deletions:
        raise file.why_nothing_gone()
    if file.listings.is_filtered:
        raise LearnError("everything_filtered")
    whole = [each for each in deletions if _is_everything(file, each.requests[0], each.missed)]
    if not whole:
        raise LearnError("everything_not_all")
    table = by_kind(whole, file.kinds)
    kinds = [kind for kind, rows in table.items() if all(rows) and not all(is_telemetry(e) for r in rows for e in r)]
    kinds.sort(key=lambda kind: table[kind][0][0].order)
    if not kinds:
        raise LearnError("delete_several_requests", address=addresses(whole[0].requests))
    steps = [[without_repeats(table[kind][number])[0] for kind in kinds] for number in range(len(whole))]
    for request in (row[-1] for row in steps):
        if (limit := next(_limits(request), None)) is not None:
            raise LearnError("everything_limited", place=in_words(limit))
    try:
        return RecipeBuilder(file, steps, NameScope).recipe()
    except Unexplained as err:
        raise err.as_error() from None


def _is_everything(file: LessonFile, request: Exchange, missed: int) -> bool:
    """Return whether all was listed before a request, and nothing is left in a listing of all after it."""
    before, after = file.listings.whole_before(request.order), file.listings.whole_after(missed - 1)
    if not before or not after or not all(_is_up_to_now(file, page) for page in (*before, *after)):
        return False
    return any(page.keys for page in before) and not any(page.keys for page in after)


def _is_up_to_now(file: LessonFile, page: ListingPage) -> bool:
    """Return whether a listing goes up to when it was asked for."""
    sent = file.exchanges[page.order].time
    return sent is None or page.asked[1] >= sent - _PATIENCE


def _limits(request: Exchange) -> Iterator[Place]:
    """Return the places of a request that may limit what it deletes."""
    for place, value in request_leaves(request).items():
        name = str(next((step for step in reversed(place) if isinstance(step, str)), "")).lower()
        if place[0] == "header" or isinstance(value, bool | None):
            continue
        words = _words(as_text(value))
        if words & _LIMITS and not words & _ALL:
            yield place
        elif _COUNTS.search(name) and isinstance(value, int | float | str) and as_text(value).isdecimal():
            if place[0] != "path" and int(value) != 0:
                yield place
        elif place[0] != "path" and _WHOSE.search(name) and "history" not in words and not words & _ALL:
            yield place


def _words(text: str) -> set[str]:
    """Return the words of a text."""
    return {word.lower() for word in _WORD.findall(text)} or {text}
