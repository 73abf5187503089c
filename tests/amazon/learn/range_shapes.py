"""Requests that delete a range of time, or everything: what is right, what has to be refused."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
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
    DeleteApp,
    Moment,
    Verdict,
    World,
    account,
    answer_to,
    form,
    post,
    same_requests,
    send,
    serial,
)

RIGHT, REFUSED, EITHER = "right", "refused", "either"
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


def token(moment: Moment) -> Json:
    """Return the usual header."""
    return {"anti-csrftoken-a2z": moment.csrf}


def say(time: int, layout: str, zone: tzinfo | None = UTC) -> str:
    """Return a time; `%f` has three digits."""
    moment = datetime.fromtimestamp(time / 1000, zone or UTC)
    return moment.strftime(layout.replace("%f", f"{time % 1000:03d}"))


def iso(time: int) -> str:
    """Return a time as JavaScript's toISOString does."""
    return say(time, "%Y-%m-%dT%H:%M:%S.%fZ")


TIMES = "bounds in a form"
span("milliseconds", TIMES, lambda a, b, m: post("range", {"from": a, "to": b, "device": "ALL"}, token(m)))
span(
    "the last millisecond",
    TIMES,
    lambda a, b, m: form("range", [("from", a), ("to", b - 1), ("token", m.csrf)]),
    unit=1000,
)
span("texts", TIMES, lambda a, b, m: post("range", {"from": str(a), "to": str(b)}, token(m)))
span(
    "seconds",
    TIMES,
    lambda a, b, m: send("DELETE", "range", headers=token(m), query=[("from", a // 1000), ("to", b // 1000)]),
    unit=1000,
)
span("microseconds", TIMES, lambda a, b, m: post("range", {"from": a * 1000, "to": b * 1000}, token(m)))
span(
    "the last second",
    TIMES,
    lambda a, b, m: post("range", {"from": a // 1000, "to": (b - 1) // 1000}, token(m)),
    unit=60_000,
)
span(
    "ISO",
    TIMES,
    lambda a, b, m: post("range", {"history": "VOICE", "range": {"from": iso(a), "to": iso(b - 1)}}, token(m)),
    unit=1000,
)
span(
    "days in UTC, home in UTC",
    TIMES,
    lambda a, b, m: post("range", {"from": say(a, "%Y-%m-%d"), "to": say(b - 1, "%Y-%m-%d")}, token(m)),
    unit=DAY,
)
span(
    "German days",
    TIMES,
    lambda a, b, m: post("range", {"from": say(a, "%d.%m.%Y"), "to": say(b - 1, "%d.%m.%Y")}, token(m)),
    unit=DAY,
)
span("bounds beside now", TIMES, lambda a, b, m: post("range", {"from": a, "to": b, "at": m.time}, token(m)))
span("a list of bounds", TIMES, lambda a, b, m: post("range", [a, b], token(m)))
span(
    "only the range is listed",
    TIMES,
    lambda a, b, m: post("range", {"from": a, "to": b}, token(m)),
    REFUSED,
    listed=True,
)

ZONES = "zones"
LOCAL = "%Y-%m-%d"


def local(name: str, zone: tzinfo) -> None:
    """Note shapes of local days and times in a zone."""
    span(
        f"local days in {name}",
        ZONES,
        lambda a, b, m: post("range", {"from": say(a, LOCAL, zone), "to": say(b - 1, LOCAL, zone)}, token(m)),
        EITHER,
        unit=DAY,
        zone=zone,
    )
    layout = "%Y-%m-%dT%H:%M:%S%z"
    span(
        f"local times in {name}",
        ZONES,
        lambda a, b, m: post("range", {"from": say(a, layout, zone), "to": say(b, layout, zone)}, token(m)),
        unit=1000,
        zone=zone,
    )


local("New York", NEW_YORK)
local("Auckland", AUCKLAND)
span(
    "days of elsewhere",
    ZONES,
    lambda a, b, m: post(
        "range",
        {"from": say(a, LOCAL, NEW_YORK), "to": say(b - 1, LOCAL, NEW_YORK), "timeZone": "America/New_York"},
        token(m),
    ),
    REFUSED,
    unit=DAY,
    zone=NEW_YORK,
    home=ZoneInfo("Europe/Berlin"),
)
span(
    "days of elsewhere, not said",
    ZONES,
    lambda a, b, m: post("range", {"from": say(a, LOCAL, NEW_YORK), "to": say(b - 1, LOCAL, NEW_YORK)}, token(m)),
    REFUSED,
    unit=DAY,
    zone=NEW_YORK,
    home=ZoneInfo("Europe/Berlin"),
)
span(
    "days with the home's zone",
    ZONES,
    lambda a, b, m: post(
        "range",
        {"from": say(a, LOCAL, AUCKLAND), "to": say(b - 1, LOCAL, AUCKLAND), "timeZone": "Pacific/Auckland"},
        token(m),
    ),
    EITHER,
    unit=DAY,
    zone=AUCKLAND,
)
span(
    "days with an offset",
    ZONES,
    lambda a, b, m: post("range", {"from": say(a, LOCAL), "to": say(b - 1, LOCAL), "utcOffset": 60}, token(m)),
    REFUSED,
    unit=DAY,
)

MORE = "more or less than it says"
span(
    "until now, said",
    MORE,
    lambda a, b, m: post("range", {"from": a, "to": m.time}, token(m)),
    REFUSED,
    gone=lambda a, _b, there: [r for r in there if r["timestamp"] >= a],
)
span(
    "an end that is ignored",
    MORE,
    lambda a, b, m: post("range", {"from": a, "to": b}, token(m)),
    REFUSED,
    gone=lambda a, _b, there: [r for r in there if r["timestamp"] >= a],
)
span(
    "a start that is ignored",
    MORE,
    lambda a, b, m: post("range", {"from": a, "to": b}, token(m)),
    REFUSED,
    gone=lambda _a, b, there: [r for r in there if r["timestamp"] < b],
)
span(
    "whole days",
    MORE,
    lambda a, b, m: post("range", {"from": a, "to": b}, token(m)),
    REFUSED,
    gone=lambda a, b, there: [r for r in there if a // DAY <= r["timestamp"] // DAY <= (b - 1) // DAY],
)
span(
    "an Echo that is filtered",
    MORE,
    lambda a, b, m: post("range", {"from": a, "to": b, "deviceFilter": "dev-2"}, token(m)),
    REFUSED,
    gone=lambda a, b, there: [r for r in there if a <= r["timestamp"] < b and serial(r).endswith(("A", "D"))],
)
span(
    "the same end twice",
    MORE,
    lambda a, b, m: post("range", {"from": a, "to": b}, token(m)),
    REFUSED,
    spans=((NOW - 60 * HOUR, NOW - 30 * HOUR), (NOW - 50 * HOUR, NOW - 30 * HOUR)),
)
span("a range and a duration", MORE, lambda a, b, m: post("range", {"from": a, "durationMs": b - a}, token(m)), EITHER)
span(
    "one day",
    MORE,
    lambda a, b, m: post("range", {"day": say(a, LOCAL)}, token(m)),
    EITHER,
    unit=DAY,
    spans=(
        (NOW // DAY * DAY - 2 * DAY, NOW // DAY * DAY - DAY),
        (NOW // DAY * DAY - 4 * DAY, NOW // DAY * DAY - 3 * DAY),
    ),
)
span(
    "from before all recordings on",
    MORE,
    lambda a, b, m: post("range", {"from": a, "to": b}, token(m)),
    REFUSED,
    spans=((NOW - 400 * HOUR, NOW - 100 * HOUR), (NOW - 60 * HOUR, NOW - 30 * HOUR)),
)
span(
    "until after all recordings",
    MORE,
    lambda a, b, m: post("range", {"from": a, "to": b}, token(m)),
    REFUSED,
    spans=((NOW - 100 * HOUR, NOW - 70 * HOUR), (NOW - 20 * HOUR, NOW + 1)),
)
span(
    "days but for their first and last seconds",
    MORE,
    lambda a, b, m: post("range", {"from": a, "to": b}, token(m)),
    REFUSED,
    spans=tuple((NOW // DAY * DAY - days * DAY + 5000, NOW // DAY * DAY - (days - 1) * DAY - 5000) for days in (4, 2)),
)
span(
    "nothing goes",
    MORE,
    lambda a, b, m: post("range", {"from": a, "to": b}, token(m)),
    REFUSED,
    gone=lambda a, b, there: [],
)
span(
    "local days, and a zone that is another than the home's",
    MORE,
    lambda a, b, m: post("range", {"from": say(a, LOCAL, AUCKLAND), "to": say(b, LOCAL, AUCKLAND), "in": "Asia/Tokyo"}),
    REFUSED,
    unit=DAY,
    zone=AUCKLAND,
)
span(
    "a session id",
    MORE,
    lambda a, b, m: post("range", {"from": a, "to": b, "sid": f"262-{m.session}1234567-7654321"}, token(m)),
    REFUSED,
)


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


@dataclass(slots=True)
class EverythingShape:
    """One shape of a request that deletes everything, or seems to."""

    kind: str
    send: Callable[[Moment], Any]
    expected: str = RIGHT
    listed: Json = field(default_factory=dict)
    gone: Callable[[Sequence[Json]], list[Json]] = list


EVERYTHING: dict[str, EverythingShape] = {}


def everything(name: str, kind: str, send_: Callable[[Moment], Any], expected: str = RIGHT, **more: Any) -> None:
    """Note a shape."""
    EVERYTHING[name] = EverythingShape(kind, send_, expected, **more)


ALL = "everything"
everything("by method", ALL, lambda m: send("DELETE", "recordings", headers=token(m)))
everything("a word", ALL, lambda m: post("erase", {"history": "VOICE", "range": "ALL"}, token(m)))
everything("from the beginning until now", ALL, lambda m: post("erase", {"from": 0, "to": m.time}, token(m)), EITHER)
everything("with a time", ALL, lambda m: post("erase", {"which": "ALL", "now": m.time}, token(m)))
everything("today", ALL, lambda m: post("erase", {"range": "TODAY"}, token(m)), REFUSED)
everything("the last days, in a word", ALL, lambda m: post("erase", {"range": "LAST_7_DAYS"}, token(m)), REFUSED)
everything("the last days, in a number", ALL, lambda m: post("erase", {"days": 7}, token(m)), REFUSED)
everything(
    "the last days, in a query", ALL, lambda m: send("DELETE", "erase", headers=token(m), query=[("days", 7)]), REFUSED
)
everything("an Echo", ALL, lambda m: post("erase", {"deviceFilter": "dev-2"}, token(m)), REFUSED)
everything(
    "what was filtered",
    ALL,
    lambda m: post("erase", {"deviceFilter": "dev-2"}, token(m)),
    REFUSED,
    listed={"filters": {"deviceFilter": "dev-2"}},
)
everything(
    "all, but filtered",
    ALL,
    lambda m: post("erase", {"which": "ALL"}, token(m)),
    REFUSED,
    listed={"filters": {"deviceFilter": "dev-2"}},
)
everything(
    "what was shown", ALL, lambda m: post("erase", {"which": "ALL"}, token(m)), REFUSED, listed={"start": NOW - 7 * DAY}
)
everything(
    "not all", ALL, lambda m: post("erase", {"which": "ALL"}, token(m)), REFUSED, gone=lambda there: list(there[5:])
)
everything("nothing goes", ALL, lambda m: post("erase", {"which": "ALL"}, token(m)), REFUSED, gone=lambda there: [])
everything("by telemetry", ALL, lambda m: post("metrics", {"which": "ALL"}, token(m)), REFUSED)
everything("one Echo that is all of them", ALL, lambda m: post("erase", {"device": "all devices"}, token(m)), EITHER)
everything("for a duration", ALL, lambda m: post("erase", {"keep": "P0D"}, token(m)), REFUSED)
everything("no days are kept", ALL, lambda m: post("erase", {"days": 0}, token(m)), EITHER)
everything("a session id", ALL, lambda m: post("erase", {"sid": f"262-{m.session}1234567-7654321"}, token(m)), REFUSED)
everything("the day", ALL, lambda m: post("erase", {"which": "ALL", "on": m.utc("%Y-%m-%d")}, token(m)))


def everything_verdict(name: str) -> Verdict:
    """Teach it, and use what was learned."""
    shape = EVERYTHING[name]
    world = World(account())
    page = DeleteApp(lambda _records, _moment: [])
    world.open(page)
    world.list(**shape.listed)
    moment = world.tick()
    found = shape.send(moment)
    for request in found if isinstance(found, list) else [found]:
        world.send(page, request, moment)
    gone = shape.gone(world.records)
    world.records = [record for record in world.records if record not in gone]
    world.list(**shape.listed)
    try:
        result = learn_har(world.browser.har(), lesson=Lesson.DELETE_EVERYTHING, site=SITE)
    except LearnError as err:
        return Verdict("refused", f"{err.reason} {err.placeholders.get('place', '')}".strip())
    recipe = read_recipes(result.document).delete_everything
    assert recipe is not None
    later = World(account(), now=LATER, session="s2")
    moment = replace(later.tick(), version=99)
    sent = rendered(recipe, 0, 0, moment)
    wanted = shape.send(moment)
    same = same_requests(wanted if isinstance(wanted, list) else [wanted], sent)
    return Verdict("right" if same else "inert", orjson.dumps(result.document).decode())
