"""How random pages of other histories speak: their answers, ids, times, paging, windows, decoys and deletions."""

from dataclasses import dataclass, field
from random import Random
from typing import Any

from tests.amazon.learn.browser import Json

_BROKEN = ("no ids", "shuffled", "repeats", "one page", "takes neighbors", "takes the day", "does nothing", "new ids")
_BROKEN_MORE = ("two lists", "last days", "session", "half ids", "counter", "clock ahead", "recycle bin", "hours only")
PLAIN: Json = {
    "records": ("data", "entries"),
    "id": ("source", "ref", "key"),
    "time": ("when",),
    "unit": "iso",
    "paging": "token",
    "param": "cursor",
    "transport": "query",
    "size": 10,
    "first": None,
    "window": "none",
    "naming": "id",
    "deletion": "json",
    "csrf": True,
    "broken": None,
}
"""A shape that is learned."""


@dataclass(slots=True)
class Shape:
    """How a page and its server speak."""

    records: tuple[str, ...]
    id: tuple[str, ...]
    time: tuple[str, ...]
    unit: str
    paging: str
    param: str
    transport: str
    size: int
    first: Any
    window: str
    naming: str
    deletion: str
    csrf: bool
    broken: str | None
    decoys: set[str] = field(default_factory=set)
    extras: dict[str, Any] = field(default_factory=dict)


def shape_of(random: Random) -> Shape:
    """Return a random shape."""
    records = random.choice(((), ("entries",), ("data", "entries"), ("result", "history", "items")))
    paging = random.choice(("token", "token", "number token", "header", "entries", "pages", "last"))
    paging = "header" if not records and "token" in paging else paging
    broken = random.choice((*_BROKEN, *_BROKEN_MORE)) if random.random() < 0.3 else None
    empty: dict[str, Any] = {"entries": random.choice((None, 0, "")), "pages": random.choice((None, 1, 0))}
    extras: dict[str, Any] = {}
    for name in random.sample(("limit", "locale", "view", "now", "uuid", "customer"), random.choice((0, 1, 2, 3))):
        extras[name] = {"limit": 10, "locale": "de-DE", "view": "timeline"}.get(name, name)
    decoys = {
        "expires",
        "updated",
        "view id",
        "position",
        "group",
        "devices",
        "total",
        "other list",
        "past",
        "bucket",
        "answers",
    }
    return Shape(
        records=records,
        id=random.choice((("id",), ("eventId",), ("meta", "id"), ("source", "ref", "key"), ("handle",))),
        time=random.choice((("timestamp",), ("when",), ("meta", "occurred"), ("event", "startTime"))),
        unit=random.choice(("ms", "ms text", "s", "decimals", "iso", "iso seconds", "iso offset")),
        paging=paging,
        param=random.choice(("cursor", "pageToken", "p", "offset")),
        transport=random.choice(("query", "query", "json", "nested", "form", "path", "graphql")),
        size=random.choice((5, 8, 10)),
        first=empty.get(paging, random.choice((None, ""))),
        window=random.choice(("none", "none", "none", "all", "all iso", "month", "seconds", "end")),
        naming=random.choice(("id", "id", "id", "id time", "id device", "ids", "time", "composite", "label")),
        deletion=random.choice(("path", "query", "json", "form", "nested", "graphql")),
        csrf=random.random() < 0.7,
        broken=broken,
        decoys=set(random.sample(sorted(decoys), random.choice((0, 1, 2, 3)))),
        extras=extras,
    )
