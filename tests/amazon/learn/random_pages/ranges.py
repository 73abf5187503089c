"""Random pages that delete ranges of time: random bounds, transports, extras and semantics."""

from collections.abc import Callable, Sequence
from datetime import UTC, tzinfo
from hashlib import md5
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import orjson

from custom_components.alexa_privacy.amazon.responses import Request
from tests.amazon.learn.browser import Json
from tests.amazon.learn.shapes.ranges import RangeShape, iso, range_verdict, say
from tests.amazon.learn.simulator import DAY, Moment, Verdict, form, post, send

type Bound = Callable[[int, tzinfo | None], Any]

_EXACT: dict[str, tuple[Bound, int]] = {
    "milliseconds": (lambda t, _: t, 1),
    "texts": (lambda t, _: str(t), 1),
    "seconds": (lambda t, _: t // 1000, 1000),
    "micros": (lambda t, _: t * 1000, 1),
    "iso": (lambda t, _: iso(t), 1),
    "iso in seconds": (lambda t, _: say(t, "%Y-%m-%dT%H:%M:%SZ"), 1000),
    "minutes": (lambda t, zone: say(t, "%Y-%m-%d %H:%M", zone), 60_000),
    "days": (lambda t, zone: say(t, "%Y-%m-%d", zone), DAY),
    "American days": (lambda t, zone: say(t, "%m/%d/%Y", zone), DAY),
    "German days": (lambda t, zone: say(t, "%d.%m.%Y", zone), DAY),
}
_NAMES = (("from", "to"), ("startTime", "endTime"), ("begin", "end"), ("after", "before"), ("a", "b"))
# What is wrong when it is kept or guessed: an exact recipe exists for the first ones only.
_EXTRAS: dict[str, Callable[[int, int, Moment], Any]] = {
    "history": lambda a, b, m: "VOICE",
    "device": lambda a, b, m: "ALL",
    "schema": lambda a, b, m: 2,
    "requestId": lambda a, b, m: m.uuid,
    "clientTime": lambda a, b, m: m.time,
    "customerId": lambda a, b, m: m.customer,
    "deletedOn": lambda a, b, m: m.utc("%Y-%m-%d"),
    "locale": lambda a, b, m: "de-DE",
}
_UNKNOWN: dict[str, Callable[[int, int, Moment], Any]] = {
    "sessionId": lambda a, b, m: f"262-{int(md5(m.session.encode()).hexdigest()[:6], 16):08d}-1234567",
    "seq": lambda a, b, m: m.number,
    "sig": lambda a, b, m: md5(f"{a} {m.session}".encode()).hexdigest(),
    "hours": lambda a, b, m: (b - a) // 3_600_000,
    "ref": lambda a, b, m: a // 7,
}


def _semantics(name: str) -> Callable[[int, int, Sequence[Json]], list[Json]]:
    """Return what goes by a request for a range."""
    bounds: dict[str, Callable[[int, int, int], bool]] = {
        "exact": lambda t, a, b: a <= t < b,
        "since": lambda t, a, b: a <= t,
        "until": lambda t, a, b: t < b,
        "whole days": lambda t, a, b: a // DAY <= t // DAY <= (b - 1) // DAY,
        "a day more": lambda t, a, b: a - DAY <= t < b + DAY,
    }
    goes = bounds[name]
    return lambda start, end, there: [record for record in there if goes(record["timestamp"], start, end)]


def verdict(seed: int) -> tuple[bool, list[str], Verdict]:
    """Teach and use a random page; return whether an exact recipe exists, what it is, and what became of it."""
    random = Random(seed)
    kind = random.choice(list(_EXACT))
    bound, unit = _EXACT[kind]
    zone = random.choice((UTC, None, ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")))
    is_last = unit > 1 and (unit == DAY or random.random() < 0.4)
    start_name, end_name = random.choice(_NAMES)
    transport = random.choice(("json", "nested", "list", "form", "query", "path", "header", "inner", "lists"))
    csrf = random.choice(("header", "header", "body", "none"))
    known = random.sample(list(_EXTRAS), random.choice((0, 0, 1, 2, 3)))
    unknown = random.sample(list(_UNKNOWN), random.choice((0, 0, 0, 0, 1)))
    semantics = random.choice(("exact",) * 8 + ("since", "until", "whole days", "a day more"))
    if unit == DAY and semantics == "whole days":
        semantics = "exact"

    def make(start: int, end: int, moment: Moment) -> Request:
        """Return what the page sends."""
        first, last = bound(start, zone), bound(end - 1 if is_last else end, zone)
        headers: Json = {"anti-csrftoken-a2z": moment.csrf} if csrf == "header" else {}
        more = {name: {**_EXTRAS, **_UNKNOWN}[name](start, end, moment) for name in (*known, *unknown)}
        if csrf == "body":
            more["csrfToken"] = moment.csrf
        named = {start_name: first, end_name: last}
        pairs = [(name, value if isinstance(value, str) else str(value)) for name, value in {**named, **more}.items()]
        match transport:
            case "json":
                return post("purge", {**named, **more}, headers)
            case "nested":
                return post("purge", {"range": named, **more}, headers)
            case "list":
                return post("purge", {"range": [first, last], **more}, headers)
            case "lists":
                return post("purge", {"ranges": [named], **more}, headers)
            case "form":
                return form("purge", pairs, headers)
            case "query":
                return send("DELETE", "purge", headers=headers, query=pairs)
            case "path":
                where = f"purge/{first}/{last}".replace(" ", "%20").replace("/", "/", 1)
                return send("DELETE", where, headers=headers, query=pairs[2:])
            case "header":
                return send(
                    "DELETE", "purge", headers={**headers, **{f"x-{name.lower()}": text for name, text in pairs}}
                )
            case _:
                return post("purge", {"input": orjson.dumps({**named, **more}).decode()}, headers)

    shape = RangeShape("random", make, unit=unit, gone=_semantics(semantics), zone=zone)
    traits = [kind, str(zone), f"last:{is_last}", transport, csrf, *known, *unknown, semantics]
    return not unknown and semantics == "exact", traits, range_verdict(shape)
