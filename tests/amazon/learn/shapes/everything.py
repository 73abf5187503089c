"""Requests that delete everything: what is right, what has to be refused."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import orjson

from custom_components.alexa_privacy.amazon.learn import LearnError, Lesson, learn_har
from custom_components.alexa_privacy.amazon.recipes.document import read_recipes
from tests.amazon.learn.browser import SITE, Json
from tests.amazon.learn.shapes.ranges import rendered, to_bin
from tests.amazon.learn.simulator import (
    DAY,
    EITHER,
    LATER,
    NOW,
    REFUSED,
    RIGHT,
    DeleteApp,
    Moment,
    Verdict,
    World,
    account,
    post,
    same_requests,
    send,
    token,
)


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
everything(
    "a recycle bin",
    ALL,
    lambda m: post("erase", {"which": "ALL"}, token(m)),
    REFUSED,
    gone=lambda there: to_bin(list(there), there),
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


everything("until now, in ISO", "everything", lambda m: post("erase", {"until": m.iso()}, token(m)), EITHER)
everything(
    "from long ago",
    "everything",
    lambda m: post("erase", {"from": "2014-11-01", "to": m.utc("%Y-%m-%d")}, token(m)),
    EITHER,
)
everything("a list of kinds", "everything", lambda m: post("erase", {"types": ["VOICE", "TEXT"]}, token(m)), EITHER)
everything("the newest hundred", "everything", lambda m: post("erase", {"limit": 100}, token(m)), REFUSED)
everything("a week", "everything", lambda m: post("erase", {"period": "P7D"}, token(m)), REFUSED)
everything("this month", "everything", lambda m: post("erase", {"month": m.utc("%Y-%m")}, token(m)), REFUSED)
everything("a selection", "everything", lambda m: post("erase", {"selection": "shown"}, token(m)), REFUSED)
everything(
    "prepare, then confirm",
    "everything",
    lambda m: [post("erase/prepare", {"which": "ALL"}, token(m)), post("erase/confirm", {"sure": True}, token(m))],
    EITHER,
)
