"""More shapes of requests: what may look like a constant, and what says the opposite of what it sets."""

from base64 import b64encode
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from tests.amazon.learn.shapes.deletions import EITHER, REFUSED, at, item, key, keys, shape, token
from tests.amazon.learn.shapes.ranges import NEW_YORK, say, span
from tests.amazon.learn.shapes.settings import DOC, setting, told
from tests.amazon.learn.simulator import DAY, form, post, send, serial

PARTS = "parts of a date"
NAMED = "named otherwise"
OPPOSITE = "the opposite is said"
BERLIN = ZoneInfo("Europe/Berlin")


def _now(time: int) -> datetime:
    """Return a moment."""
    return datetime.fromtimestamp(time / 1000, UTC)


shape(
    "a day of the week",
    PARTS,
    lambda r, m: post("x", {"key": key(r), "dow": _now(m.time).isoweekday()}, token(m)),
    EITHER,
)
shape(
    "a week of the year",
    PARTS,
    lambda r, m: post("x", {"key": key(r), "week": _now(m.time).isocalendar().week}, token(m)),
    EITHER,
)
shape(
    "a quarter",
    PARTS,
    lambda r, m: post("x", {"key": key(r), "quarter": (_now(m.time).month + 2) // 3}, token(m)),
    EITHER,
)
shape("an hour", PARTS, lambda r, m: post("x", {"key": key(r), "clientHour": _now(m.time).hour}, token(m)), EITHER)
shape("days since 1970", PARTS, lambda r, m: post("x", {"key": key(r), "day": m.time // DAY}, token(m)), EITHER)
shape(
    "a month in words",
    PARTS,
    lambda r, m: post("x", {"key": key(r), "shown": _now(m.time).strftime("%B %Y")}, token(m)),
    EITHER,
)
shape("minutes of an offset", PARTS, lambda r, m: post("x", {"key": key(r), "offsetMinutes": 60}, token(m)), REFUSED)
shape("a zone cut short", PARTS, lambda r, m: post("x", {"key": key(r), "zone": "CET"}, token(m)), REFUSED)
shape(
    "the age in hours",
    PARTS,
    lambda r, m: post("x", {"key": key(r), "ageHours": (m.time - at(r)) // 3_600_000}, token(m)),
    REFUSED,
)
shape("an expiry", PARTS, lambda r, m: post("x", {"key": key(r), "expires": m.time + 3_600_000}, token(m)), EITHER)
shape("a key and how", NAMED, lambda r, m: form("x", [("_method", "DELETE"), ("key", key(r)), ("csrf", m.csrf)]))
shape("a key with an end", NAMED, lambda r, m: post("x", {"id": f"{key(r)}#DELETE"}, token(m)))
shape("a key in hex", NAMED, lambda r, m: post("x", {"id": key(r).encode().hex()}, token(m)), EITHER)
shape(
    "a key in base64 in a header",
    NAMED,
    lambda r, m: send("DELETE", "x", headers={"x-id": b64encode(key(r).encode()).decode(), **token(m)}),
)
shape("small letters", NAMED, lambda r, m: post("x", {"id": key(r).lower()}, token(m)), EITHER)
shape(
    "an utterance and its Echo",
    NAMED,
    lambda r, m: post("x", {"u": item(r).get("utteranceId"), "device": serial(r[0])}, token(m)),
    EITHER,
)
shape("by GET", NAMED, lambda r, m: send("GET", "x", query=[("delete", key(r))], headers=token(m)), REFUSED)
shape(
    "another method in a header",
    NAMED,
    lambda r, m: post("x", {"key": key(r)}, {"x-http-method-override": "DELETE", **token(m)}),
    REFUSED,
)
shape(
    "selected first",
    NAMED,
    lambda r, m: [post("select", {"keys": keys(r)}, token(m)), post("deleteSelected", {}, token(m))],
    EITHER,
)
shape(
    "a minute and its Echo",
    NAMED,
    lambda r, m: post("x", {"device": serial(r[0]), "at": _now(at(r)).strftime("%Y-%m-%dT%H:%MZ")}, token(m)),
    EITHER,
    gone=lambda named, there: [
        r
        for r in there
        if serial(r) == serial(named[0]) and r["timestamp"] // 60_000 == named[0]["timestamp"] // 60_000
    ],
)

ZONE = "zones, said otherwise"
span(
    "days with minutes of an offset",
    ZONE,
    lambda a, b, m: post(
        "range", {"from": say(a, "%Y-%m-%d"), "to": say(b - 1, "%Y-%m-%d"), "offsetMinutes": 60}, token(m)
    ),
    REFUSED,
    unit=DAY,
)
span(
    "days with a zone cut short",
    ZONE,
    lambda a, b, m: post(
        "range", {"from": say(a, "%Y-%m-%d", NEW_YORK), "to": say(b - 1, "%Y-%m-%d", NEW_YORK), "zone": "EST"}, token(m)
    ),
    REFUSED,
    unit=DAY,
    zone=NEW_YORK,
)
span(
    "days since 1970, twice",
    ZONE,
    lambda a, b, m: post("range", {"from": a // DAY, "to": (b - 1) // DAY}, token(m)),
    EITHER,
    unit=DAY,
)
span(
    "its end first",
    ZONE,
    lambda a, b, m: form("range", [("until", b), ("since", a), ("csrf", m.csrf)]),
)
span("a range in a text", ZONE, lambda a, b, m: post("range", {"q": f"[{a} TO {b}]"}, token(m)), EITHER)

setting(
    "how it was is sent",
    OPPOSITE,
    lambda n, v, s, m: post("set", {"name": n, "current": not v}, token(m)),
    EITHER,
    reads=DOC,
)
setting(
    "turned over, and nothing said",
    OPPOSITE,
    lambda n, v, s, m: post("toggle", {"name": n}, token(m)),
    REFUSED,
    reads=DOC,
)
setting(
    "a time or null is set",
    OPPOSITE,
    lambda n, v, s, m: post("set", {"name": n, "optedOutAt": None if v else m.iso()}, token(m)),
    EITHER,
    reads=DOC,
)
setting(
    "told the other way round",
    OPPOSITE,
    lambda n, v, s, m: post("set", {"name": n, "enabled": v}, token(m)),
    EITHER,
    reads={"doc": lambda s, m: {"optOut": {n: not v for n, v in told(s).items()}}},
)
setting(
    "told of the time before only",
    OPPOSITE,
    lambda n, v, s, m: post("set", {"name": n, "enabled": v}, token(m)),
    EITHER,
    reads={"doc": lambda s, m: {"people": {"before": s["previous"]["people"]}}},
)
setting(
    "told of the time before only, and never set to what is set",
    OPPOSITE,
    lambda n, v, s, m: post("set", {"name": n, "enabled": v}, token(m)),
    EITHER,
    reads={"doc": lambda s, m: {"people": {"before": s["previous"]["people"]}}},
    lesson={"again": False},
)
setting(
    "never set to what is set, in words",
    OPPOSITE,
    lambda n, v, s, m: post("set", {"name": n, "state": "ENABLED" if v else "DISABLED"}, token(m)),
    reads=DOC,
    lesson={"again": False},
)
setting(
    "never set to what is set, in numbers",
    OPPOSITE,
    lambda n, v, s, m: form("set", [("name", n), ("state", int(v)), ("csrf", m.csrf)]),
    reads={"doc": lambda s, m: {n: int(v) for n, v in told(s).items()}},
    lesson={"again": False},
)
