"""Which request deleted a range of time, or everything."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
import re
from typing import Any, Final

import orjson

from ..recipes.template import uses
from .exchange import Exchange
from .generalise import Generaliser
from .identify import texts
from .learn_error import Unexplained
from .learn_result import Part
from .listings import Listings
from .naming import Namespace, RequestContext, Sense
from .request_builder import Sample, check_form, renders, request_form
from .values import ZONE, Vocabulary, is_time, layouts, moment_of, times_in

_SECOND: Final = 1000
_MINUTE: Final = 60 * _SECOND
_HOUR: Final = 60 * _MINUTE
_DAY: Final = 24 * _HOUR
_WIDE: Final = 2 * 365 * _DAY
_MOST_LAYOUTS: Final = 4
_BOTH: Final = 2
_YEAR: Final = re.compile(r"(?<!\d)20[1-9]\d(?!\d)")
_START: Final = re.compile(r"\{\{start([^{}]*)\}\}")


@dataclass(frozen=True, slots=True, repr=False)
class Cut:
    """A part of a recipe that a request taught, and whether listings leave no doubt."""

    name: str
    part: Part
    is_certain: bool


@dataclass(frozen=True, slots=True, repr=False)
class _Bounds:
    """A range that a request may name (epoch ms, end excluded), and how much earlier it names the end."""

    start: int
    end: int
    minus: int


def learn_range(order: int, exchange: Exchange, around: RequestContext, listings: Listings) -> Cut | None:
    """Return how a range is deleted, if this request did that."""
    if not (named := list(_bounds(exchange))):
        return None
    shown = listings.last_asked(order)
    gone = {key: listings.is_gone_next(key, order) for key in listings.known_at(order)}
    scored: list[tuple[int, bool, _Bounds]] = []
    for bounds in named:
        inside = [gone[key] for key in gone if bounds.start <= listings.times[key] < bounds.end]
        outside = [gone[key] for key in gone if not bounds.start <= listings.times[key] < bounds.end]
        is_shown = shown is not None and shown[0] == bounds.start and shown[1] in {bounds.end, bounds.end - 1}
        if False not in inside and (True in inside or is_shown):
            scored.append((inside.count(True) - outside.count(True), is_shown, bounds))
    # What explains best what was gone comes first; of readings as good as each other, the more usual one.
    for _, _, bounds in sorted(scored, key=lambda each: each[:2], reverse=True):
        if (part := _cut_out(exchange, around, bounds)) is not None:
            return Cut("delete_range", part, any(found for found in gone.values()))
    return None


def _cut_out(exchange: Exchange, around: RequestContext, bounds: _Bounds) -> Part | None:
    """Return the recipe that deletes a range, if these are the bounds that a request names."""
    words = (Vocabulary("start", bounds.start), Vocabulary("end", bounds.end, minus=bounds.minus))
    try:
        part = _learn(
            "delete_range", Sample(exchange, Namespace(around, words)), {"start": bounds.start, "end": bounds.end}
        )
    except Unexplained:
        return None
    return part if uses(part["request"], "start") and uses(part["request"], "end") else None


def learn_everything(order: int, exchange: Exchange, around: RequestContext, listings: Listings) -> Cut | None:
    """Return how everything is deleted, if nothing was left after this request."""
    page = listings.next_page(order)
    if page is None or page.keys:
        return None
    times = [listings.times[key] for key in listings.known_at(order) if listings.tells(page, key)]
    # Where nothing was shown before either, only its owner knows; the page then looks at once whether it worked.
    if not times and page.order != order + 1:
        return None
    try:
        part = _learn("delete_everything", Sample(exchange, Namespace(around)), {})
    except Unexplained:
        return None
    is_certain = bool(times) and max(times) - page.start > _WIDE
    # A time that is not the present is a bound of a range; a year may be one in words of its own.
    said = texts([_literals(part)])
    if any(any(times_in(text)) or (not is_certain and _YEAR.search(text)) for text in said):
        return None
    return Cut("delete_everything", part, is_certain)


def _learn(name: str, sample: Sample, values: dict[str, Any]) -> Part:
    """Return the recipe of one request, proven on itself."""
    form = request_form([sample], Generaliser(Sense([])))
    # The only day of a range is its first and its last: in a request, the first comes first.
    part = {"request": form if uses(form, "end") or "end" not in values else _with_end(form)}
    recipe = check_form(name, part)
    if not renders(recipe.request, {**values, **sample.scope.around.values()}, sample.exchange):
        raise Unexplained
    return part


def _with_end(form: Part) -> Part:
    """Return a request that says the start of a range twice with its end in the second place."""
    text = orjson.dumps(form).decode()
    places = list(_START.finditer(text))
    if len(places) != _BOTH:
        raise Unexplained
    second = places[1]
    with_end: Part = orjson.loads(f"{text[: second.start()]}{{{{end|minus:1{second[1]}}}}}{text[second.end() :]}")
    return with_end


def _bounds(exchange: Exchange) -> Iterator[_Bounds]:
    """Return the ranges a request may name, the more usual ones first."""
    said = texts(exchange.parts())
    for reading in range(_MOST_LAYOUTS):
        units = {moment: unit for text in said for time in times_in(text) for moment, unit in _times(time, reading)}
        for times in (_far(units, exchange), sorted(units)):
            if len(times) == 1 and units[times[0]] == _DAY:
                yield _Bounds(times[0], *_end(times[0], _DAY))
            if len(times) != _BOTH:
                continue
            first, last = times
            end, minus = _end(last, units[last])
            yield _Bounds(first, end, minus)
            if minus:
                yield _Bounds(first, last, 0)


def _far(units: dict[int, int], exchange: Exchange) -> list[int]:
    """Return the times that are not the present."""
    return sorted(moment for moment in units if abs(moment - (exchange.time or 0)) > _MINUTE)


def _times(text: str, reading: int) -> Iterator[tuple[int, int]]:
    """Return the time a text means in one of its readings, and how exactly it says it."""
    if is_time(text):
        yield int(text), 1
    elif found := layouts(text):
        layout = found[reading % len(found)]
        unit = next((size for sign, size in _UNITS.items() if sign in layout), _DAY)
        if (moment := moment_of(text, layout)) is not None:
            yield moment, unit


def _end(last: int, unit: int) -> tuple[int, int]:
    """Return where a range ends, excluded: a last moment of an hour, minute or second, or a day, belongs to it."""
    if unit == _DAY and last % _DAY == 0:
        return last + _DAY, 1
    if unit == _DAY:
        return round((datetime.fromtimestamp(last / 1000, ZONE.get()) + timedelta(days=1)).timestamp() * 1000), 1
    if (last + unit) % _LARGER[unit] == 0:
        return last + unit, 1
    return last, 0


_UNITS: Final = {"seconds": _SECOND, "micros": 1, "decimals": 1, "%f": 1, "%S": _SECOND, "%M": _MINUTE}
_LARGER: Final = {1: _SECOND, _SECOND: _MINUTE, _MINUTE: _HOUR}


def _literals(part: Part) -> Sequence[Any]:
    """Return everything in a recipe."""
    return list(part["request"].values())
