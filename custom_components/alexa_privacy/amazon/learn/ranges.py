"""Which request deleted a range of time, or everything."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from ..templates import uses
from .errors import Unexplained
from .exchange import Exchange
from .generalise import Generaliser
from .identify import texts
from .lesson import Part
from .listings import Listings
from .scope import Scope, Sense, Surroundings
from .shapes import Sample, check_form, renders, request_form
from .values import Vocabulary, is_time, layouts, moment_of, moments

_SECOND: Final = 1000
_MINUTE: Final = 60 * _SECOND
_HOUR: Final = 60 * _MINUTE
_DAY: Final = 24 * _HOUR
_WIDE: Final = 2 * 365 * _DAY
_MOST_LAYOUTS: Final = 4
_BOTH: Final = 2


@dataclass(frozen=True, slots=True, repr=False)
class Cut:
    """A part of a recipe that a request taught, and whether listings leave no doubt."""

    name: str
    part: Part
    is_certain: bool


def learn_range(order: int, exchange: Exchange, around: Surroundings, listings: Listings) -> Cut | None:
    """Return how a range is deleted, if this request did that."""
    for start, end, inclusive in _bounds(exchange):
        known = [key for key in listings.known_at(order) if start <= listings.times[key] < end]
        gone = [listings.is_gone_next(key, order) for key in known]
        shown = listings.last_asked(order)
        is_shown = shown is not None and shown[0] == start and shown[1] in {end, end - 1}
        if False in gone or (True not in gone and not is_shown):
            continue
        words = (Vocabulary("start", start), Vocabulary("end", end, minus=inclusive))
        sample = Sample(exchange, Scope(around, words))
        try:
            part = _learn("delete_range", sample, {"start": start, "end": end})
        except Unexplained:
            continue
        if uses(part["request"], "start") and uses(part["request"], "end"):
            return Cut("delete_range", part, True in gone)
    return None


def learn_everything(order: int, exchange: Exchange, around: Surroundings, listings: Listings) -> Cut | None:
    """Return how everything is deleted, if nothing was left after this request."""
    page = listings.next_page(order)
    if page is None or page.keys:
        return None
    times = [listings.times[key] for key in listings.known_at(order) if page.covers(listings.times[key])]
    # Where nothing was shown before either, only its owner knows; the page then looks at once whether it worked.
    if not times and page.order != order + 1:
        return None
    try:
        part = _learn("delete_everything", Sample(exchange, Scope(around)), {})
    except Unexplained:
        return None
    # A time that is not the present is a bound of a range.
    if any(is_time(text) or any(moments(text)) for text in texts([_literals(part)])):
        return None
    return Cut("delete_everything", part, bool(times) and max(times) - page.start > _WIDE)


def _learn(name: str, sample: Sample, values: dict[str, Any]) -> Part:
    """Return the recipe of one request, proven on itself."""
    part = {"request": request_form([sample], Generaliser(Sense([])))}
    recipe = check_form(name, part)
    if not renders(recipe.request, {**values, **sample.scope.around.values()}, sample.exchange):
        raise Unexplained
    return part


def _bounds(exchange: Exchange) -> Iterator[tuple[int, int, int]]:
    """Return the ranges (epoch ms, end excluded) a request may name, and how much earlier it names the end."""
    said = dict.fromkeys(texts(exchange.parts()))
    for reading in range(_MOST_LAYOUTS):
        units = {moment: unit for text in said for moment, unit in _times(text, reading)}
        for times in (_far(units, exchange), sorted(units)):
            if len(times) == _BOTH:
                first, last = times
                end, minus = _end(last, units[last])
                yield first, end, minus
                if minus:
                    yield first, last, 0


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
        return round((datetime.fromtimestamp(last / 1000).astimezone() + timedelta(days=1)).timestamp() * 1000), 1
    if (last + unit) % _LARGER[unit] == 0:
        return last + unit, 1
    return last, 0


_UNITS: Final = {"seconds": _SECOND, "%f": 1, "%S": _SECOND, "%M": _MINUTE}
_LARGER: Final = {1: _SECOND, _SECOND: _MINUTE, _MINUTE: _HOUR}


def _literals(part: Part) -> Sequence[Any]:
    """Return everything in a recipe."""
    return list(part["request"].values())
