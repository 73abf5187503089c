"""Ranges: how their bounds are said."""

from base64 import urlsafe_b64encode

import orjson

from tests.amazon.learn.shapes.ranges import iso, say, span
from tests.amazon.learn.simulator import (
    DAY,
    EITHER,
    REFUSED,
    form,
    post,
    send,
    serial,
    token,
)

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

FORMS = "ranges in other forms"
span(
    "in a query, in ISO with an offset",
    FORMS,
    lambda a, b, m: send(
        "DELETE",
        "range",
        headers=token(m),
        query=[("from", iso(a).replace("Z", "+00:00")), ("to", iso(b).replace("Z", "+00:00"))],
    ),
)
span("decimal seconds", FORMS, lambda a, b, m: post("range", {"from": a / 1000, "to": b / 1000}, token(m)), EITHER)
span(
    "nanoseconds", FORMS, lambda a, b, m: post("range", {"from": a * 1_000_000, "to": b * 1_000_000}, token(m)), EITHER
)
span(
    "ISO with microseconds",
    FORMS,
    lambda a, b, m: post("range", {"from": iso(a)[:-1] + "000Z", "to": iso(b)[:-1] + "000Z"}, token(m)),
    EITHER,
)
span(
    "days without signs",
    FORMS,
    lambda a, b, m: send("DELETE", f"range/{say(a, '%Y%m%d')}/{say(b - 1, '%Y%m%d')}", headers=token(m)),
    unit=DAY,
)
span(
    "days with their first and last second",
    FORMS,
    lambda a, b, m: post(
        "range", {"from": say(a, "%Y-%m-%dT00:00:00Z"), "to": say(b - 1, "%Y-%m-%dT23:59:59Z")}, token(m)
    ),
    EITHER,
    unit=DAY,
)
span(
    "days with their last millisecond",
    FORMS,
    lambda a, b, m: post("range", {"from": a, "to": b - 1}, token(m)),
    unit=DAY,
)
span(
    "the day after is excluded",
    FORMS,
    lambda a, b, m: post("range", {"from": say(a, "%Y-%m-%d"), "before": say(b, "%Y-%m-%d")}, token(m)),
    unit=DAY,
)
span("words around", FORMS, lambda a, b, m: post("range", {"filter": f"time >= {a} AND time < {b}"}, token(m)), EITHER)
span(
    "GraphQL",
    FORMS,
    lambda a, b, m: post("g", {"query": f"mutation {{ purge(from: {a}, to: {b}) {{ ok }} }}"}, token(m)),
    EITHER,
)
span(
    "GraphQL with variables",
    FORMS,
    lambda a, b, m: post(
        "g",
        {
            "operationName": "Purge",
            "query": "mutation Purge($a: Long!, $b: Long!) { purge(a: $a, b: $b) { ok } }",
            "variables": {"a": a, "b": b},
        },
        token(m),
    ),
)
span(
    "base64 of JSON",
    FORMS,
    lambda a, b, m: send(
        "DELETE", "range/" + urlsafe_b64encode(orjson.dumps({"a": a, "b": b})).decode().rstrip("="), headers=token(m)
    ),
    EITHER,
)
span(
    "one text with both",
    FORMS,
    lambda a, b, m: send("DELETE", "range", headers=token(m), query=[("range", f"{a}-{b}")]),
    EITHER,
)
span(
    "one text with both days",
    FORMS,
    lambda a, b, m: send(
        "DELETE", "range", headers=token(m), query=[("range", f"{say(a, '%Y-%m-%d')}/{say(b - 1, '%Y-%m-%d')}")]
    ),
    EITHER,
    unit=DAY,
)
span(
    "the start is excluded",
    FORMS,
    lambda a, b, m: post("range", {"after": a - 1, "before": b}, token(m)),
    EITHER,
    unit=1000,
)
span(
    "the bounds twice",
    FORMS,
    lambda a, b, m: post("range", {"from": a, "to": b, "shown": {"from": iso(a), "to": iso(b)}}, token(m)),
)
span(
    "hours of a day",
    FORMS,
    lambda a, b, m: post("range", {"day": say(a, "%Y-%m-%d"), "fromHour": 0, "toHour": 24}, token(m)),
    EITHER,
    unit=DAY,
)
span(
    "days back from now",
    FORMS,
    lambda a, b, m: post("range", {"fromDaysAgo": (m.time - a) // DAY, "toDaysAgo": (m.time - b) // DAY}, token(m)),
    REFUSED,
    unit=DAY,
)
span(
    "how many days",
    FORMS,
    lambda a, b, m: post("range", {"from": say(a, "%Y-%m-%d"), "days": (b - a) // DAY}, token(m)),
    EITHER,
    unit=DAY,
)
span(
    "parts of dates",
    FORMS,
    lambda a, b, m: post(
        "range",
        {
            "from": {"y": int(say(a, "%Y")), "m": int(say(a, "%m")), "d": int(say(a, "%d"))},
            "to": {"y": int(say(b - 1, "%Y")), "m": int(say(b - 1, "%m")), "d": int(say(b - 1, "%d"))},
        },
        token(m),
    ),
    EITHER,
    unit=DAY,
)
span(
    "a start alone",
    FORMS,
    lambda a, b, m: post("range", {"since": a}, token(m)),
    REFUSED,
    gone=lambda a, _b, there: [r for r in there if r["timestamp"] >= a],
)
span(
    "an end alone",
    FORMS,
    lambda a, b, m: post("range", {"until": b}, token(m)),
    REFUSED,
    gone=lambda _a, b, there: [r for r in there if r["timestamp"] < b],
)
span(
    "prepare, then confirm",
    FORMS,
    lambda a, b, m: [
        post("range/prepare", {"from": a, "to": b}, token(m)),
        post("range/confirm", {"from": a, "to": b, "sure": True}, token(m)),
    ],
    EITHER,
)
span(
    "the customer besides", FORMS, lambda a, b, m: post(f"customers/{m.customer}/range", {"from": a, "to": b}, token(m))
)
span(
    "only one Echo",
    FORMS,
    lambda a, b, m: post("range", {"from": a, "to": b, "serials": ["G090LF11806303HD"]}, token(m)),
    REFUSED,
    gone=lambda a, b, there: [r for r in there if a <= r["timestamp"] < b and serial(r) == serial(there[0])],
)
