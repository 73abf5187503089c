"""What shapes of requests that delete recordings are made of."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from custom_components.alexa_privacy.amazon.responses import Request
from tests.amazon.learn.browser import Json
from tests.amazon.learn.simulator import DAY, RIGHT, DeleteApp, Moment, serial

type Records = Sequence[Json]


@dataclass(slots=True)
class Shape:
    """One shape: its kind, the page, and what is expected of a lesson."""

    kind: str
    app: DeleteApp
    expected: str = RIGHT
    batches: Sequence[int] = ()
    more: Json = field(default_factory=dict)
    """What the lesson is told besides."""
    world: Json = field(default_factory=dict)


SHAPES: dict[str, Shape] = {}


def shape(name: str, kind: str, send_: Any, expected: str = RIGHT, **more: Any) -> None:
    """Note a shape; `send_` makes of records and a moment what is sent, or is a page."""
    own = {key: more.pop(key) for key in ("batches", "more", "world") if key in more}
    app = send_ if isinstance(send_, DeleteApp) else DeleteApp(_several(send_), **more)
    assert name not in SHAPES, name
    SHAPES[name] = Shape(kind, app, expected, **own)


def _several(made: Callable[..., Any]) -> Callable[[Records, Moment], list[Request]]:
    """Return a page's requests as a list."""

    def send_all(records: Records, moment: Moment) -> list[Request]:
        """Send one request, or several."""
        found = made(records, moment)
        return found if isinstance(found, list) else [found]

    return send_all


def keys(records: Records) -> list[str]:
    """Return the keys of records."""
    return [record["recordKey"] for record in records]


def key(records: Records) -> str:
    """Return the key of the first record."""
    return str(records[0]["recordKey"])


def at(records: Records) -> int:
    """Return the time of the first record."""
    return int(records[0]["timestamp"])


def item(records: Records) -> Json:
    """Return the first item of the first record."""
    return dict((records[0].get("voiceHistoryRecordItems") or [{}])[0])


def each(make: Callable[[Json], Any]) -> Callable[[Records], list[Any]]:
    """Return what is made of every record."""
    return lambda records: [make(record) for record in records]


def utc_of(time: int) -> datetime:
    """Return a moment in UTC."""
    return datetime.fromtimestamp(time / 1000, UTC)


def utc(time: int, layout: str) -> str:
    """Return a time in UTC."""
    return utc_of(time).strftime(layout)


def since(named: Records, there: Records) -> list[Json]:
    """Everything younger goes along."""
    return [record for record in there if record["timestamp"] >= at(named)]


def until(named: Records, there: Records) -> list[Json]:
    """Everything older goes along."""
    return [record for record in there if record["timestamp"] <= at(named)]


def since_on_echo(named: Records, there: Records) -> list[Json]:
    """Everything younger of the same Echo goes along."""
    return [record for record in since(named, there) if serial(record) == serial(named[0])]


def by_day(named: Records, there: Records) -> list[Json]:
    """All of the day goes along."""
    return [record for record in there if record["timestamp"] // DAY == at(named) // DAY]


def by_device(named: Records, there: Records) -> list[Json]:
    """All of the Echo goes along."""
    return [record for record in there if serial(record) == serial(named[0])]


def by_second(named: Records, there: Records) -> list[Json]:
    """All of the same second and Echo go along."""
    return [
        record
        for record in there
        if record["timestamp"] // 1000 == at(named) // 1000 and serial(record) == serial(named[0])
    ]
