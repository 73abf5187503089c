"""Ranges: more or less is deleted than is said."""

from tests.amazon.learn.shapes.range_zones import LOCAL
from tests.amazon.learn.shapes.ranges import AUCKLAND, HOUR, say, span, to_bin
from tests.amazon.learn.simulator import (
    DAY,
    EITHER,
    NOW,
    REFUSED,
    post,
    serial,
    token,
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
    "a recycle bin",
    MORE,
    lambda a, b, m: post("range", {"from": a, "to": b}, token(m)),
    REFUSED,
    gone=lambda a, b, there: to_bin([r for r in there if a <= r["timestamp"] < b], there),
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
