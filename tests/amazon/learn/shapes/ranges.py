"""What shapes of requests that delete a range are made of, and what becomes of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import orjson

from custom_components.alexa_privacy.amazon.learn import LearnError, Lesson, learn_har
from custom_components.alexa_privacy.amazon.recipes.document import read_recipes
from custom_components.alexa_privacy.amazon.recipes.first_requests import answered
from custom_components.alexa_privacy.amazon.recipes.model import DeleteRecipe
from custom_components.alexa_privacy.amazon.recipes.template import TemplateError
from custom_components.alexa_privacy.amazon.responses import Request
from tests.amazon.learn.browser import SITE, Json
from tests.amazon.learn.simulator import (
    DAY,
    LATER,
    NOW,
    RIGHT,
    DeleteApp,
    Moment,
    Verdict,
    World,
    account,
    answer_to,
    same_requests,
)

HOUR = DAY // 24
NEW_YORK, AUCKLAND = ZoneInfo("America/New_York"), ZoneInfo("Pacific/Auckland")

type Span = tuple[int, int]


@dataclass(slots=True)
class RangeShape:
    """One shape of a request that deletes a range, its end excluded."""

    kind: str
    send: Callable[[int, int, Moment], Any]
    expected: str = RIGHT
    unit: int = 1
    gone: Callable[[int, int, Sequence[Json]], list[Json]] = lambda start, end, there: [
        record for record in there if start <= record["timestamp"] < end
    ]
    spans: Sequence[Span] | None = None
    zone: tzinfo | None = None
    home: tzinfo | None = None
    """The home's zone, where it is another than the page's."""
    listed: bool = False
    """Whether only the range is listed, as pages do that show it."""


RANGES: dict[str, RangeShape] = {}


def span(name: str, kind: str, send_: Callable[[int, int, Moment], Any], expected: str = RIGHT, **more: Any) -> None:
    """Note a shape."""
    assert name not in RANGES, name
    RANGES[name] = RangeShape(kind, send_, expected, **more)


def to_bin(gone: list[Json], there: Any) -> list[Json]:
    """List recordings with other keys, and return those with the old ones."""
    there += [{**record, "recordKey": f"{record['recordKey']}#BIN"} for record in gone]
    return gone


def say(time: int, layout: str, zone: tzinfo | None = UTC) -> str:
    """Return a time; `%f` has three digits."""
    moment = datetime.fromtimestamp(time / 1000, zone or UTC)
    return moment.strftime(layout.replace("%f", f"{time % 1000:03d}"))


def iso(time: int) -> str:
    """Return a time as JavaScript's toISOString does."""
    return say(time, "%Y-%m-%dT%H:%M:%S.%fZ")


def range_verdict(shape: RangeShape) -> Verdict:
    """Teach a range, and use what was learned on others."""
    zone = shape.zone
    world = World(account(), zone=zone)
    page = DeleteApp(lambda _records, _moment: [])
    world.open(page)
    world.list()
    for start, end in shape.spans or spans_of(shape.unit, zone):
        if shape.listed:
            world.browser.list([r for r in world.records if start <= r["timestamp"] < end], start=start, end=end)
        moment = world.tick()
        for request in _requests(shape, start, end, moment):
            world.send(page, request, moment)
        gone = shape.gone(start, end, world.records)
        world.records = [record for record in world.records if record not in gone]
        if shape.listed:
            world.browser.list([r for r in world.records if start <= r["timestamp"] < end], start=start, end=end)
        else:
            world.open(page)
            world.list()
    try:
        result = learn_har(world.browser.har(), lesson=Lesson.DELETE_RANGE, site=SITE, zone=shape.home or zone)
    except LearnError as err:
        return Verdict("refused", f"{err.reason} {err.placeholders.get('place', '')}".strip())
    recipe = read_recipes(result.document).delete_range
    assert recipe is not None
    return _use(shape, recipe, orjson.dumps(result.document).decode())


def spans_of(unit: int, zone: tzinfo | None) -> list[Span]:
    """Return two ranges that differ at both ends, of a unit."""
    if unit < DAY:
        first = NOW // unit * unit - 130 * HOUR
        return [(first, first + 30 * HOUR + 7 * unit), (first + 70 * HOUR + 11 * unit, first + 100 * HOUR + 3 * unit)]
    today = datetime.fromtimestamp(NOW / 1000, zone or UTC).date()
    starts = [
        round(datetime.combine(today - timedelta(days=d), datetime.min.time(), zone or UTC).timestamp() * 1000)
        for d in (5, 4, 2, 1)
    ]
    return (
        [(starts[0], starts[1]), (starts[2], starts[3] + 0)]
        if unit > DAY
        else [(starts[0], starts[1] + DAY), (starts[2], starts[3])]
    )


def _requests(shape: RangeShape, start: int, end: int, moment: Moment) -> list[Request]:
    """Return what the page sends."""
    found = shape.send(start, end, moment)
    return found if isinstance(found, list) else [found]


def _use(shape: RangeShape, recipe: DeleteRecipe, document: str) -> Verdict:
    """Delete other ranges, and say what became of them."""
    later = World(account(), now=LATER, session="s2", zone=shape.zone)
    right = 0
    for back in range(6, 40):
        moment = later.tick()
        day = datetime.fromtimestamp((LATER - back * DAY) / 1000, shape.zone or UTC).date()
        start = round(datetime.combine(day, datetime.min.time(), shape.zone or UTC).timestamp() * 1000)
        end = round(
            datetime.combine(day + timedelta(days=back % 3 + 1), datetime.min.time(), shape.zone or UTC).timestamp()
            * 1000
        )
        if shape.unit < DAY:
            start, end = start + back * shape.unit * 997, end - back * shape.unit * 991
        try:
            sent = rendered(recipe, start, end, moment)
        except TemplateError:
            continue
        # Whether the last second or minute belongs to a range, only the page knows: nothing may lie in it.
        unit = shape.unit if shape.unit < DAY else 0
        ends = [each for each in (end, end + unit) if same_requests(_requests(shape, start, each, moment), sent)]
        if not ends:
            return Verdict("inert", f"{sent[-1].target} {sent[-1].body!r} for {say(start, '%c')} to {say(end, '%c')}")
        wanted = [record for record in later.records if start <= record["timestamp"] < end]
        if any(end <= record["timestamp"] < end + unit for record in later.records):
            continue
        if shape.gone(start, ends[0], later.records) != wanted:
            return Verdict("wrong", f"{sent[-1].target} {sent[-1].body!r}")
        right += 1
    return Verdict("right" if right > 5 else "inert", document)


def rendered(recipe: DeleteRecipe, start: int, end: int, moment: Moment) -> list[Request]:
    """Return what a recipe sends."""
    values: Json = {
        "start": start,
        "end": end,
        "csrf": moment.csrf,
        "account": {"customer_id": moment.customer},
        "zone": moment.zone,
        "time": moment.time,
        "uuid": moment.uuid,
    }
    page = DeleteApp(lambda _records, _moment: [])
    sent: list[Request] = []
    for first in recipe.first:
        request = first.request.render(values)
        values[first.name] = answered(first, answer_to(page, request, moment))
        sent += [] if request.method == "GET" else [request]
    return [*sent, recipe.request.render(values)]
