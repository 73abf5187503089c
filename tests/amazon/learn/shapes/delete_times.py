"""Deletions: the time of a recording, and that of the click."""

from urllib.parse import quote
from zoneinfo import ZoneInfo

from tests.amazon.learn.shapes.deletions import (
    at,
    by_day,
    by_second,
    key,
    shape,
    since,
    since_on_echo,
    until,
    utc,
    utc_of,
)
from tests.amazon.learn.shapes.ranges import iso
from tests.amazon.learn.simulator import DAY, EITHER, NOW, REFUSED, post, send, serial, token

shape("a time of the click", "now", lambda r, m: post("x", {"key": key(r), "at": m.time}, token(m)))
shape("a time of the click in seconds", "now", lambda r, m: post("x", {"key": key(r), "at": m.time // 1000}, token(m)))
shape("a time of the click, ISO", "now", lambda r, m: post("x", {"key": key(r), "at": m.iso()}, token(m)))
shape(
    "a time of the click, RFC 1123",
    "now",
    lambda r, m: post("x", {"key": key(r), "at": m.utc("%a, %d %b %Y %H:%M:%S GMT")}, token(m)),
)
shape(
    "a time of the click in nanoseconds",
    "now",
    lambda r, m: post("x", {"key": key(r), "at": m.time * 1_000_000}, token(m)),
)
shape("the day of the click", "now", lambda r, m: post("x", {"key": key(r), "deletedOn": m.utc("%Y-%m-%d")}, token(m)))
shape(
    "the local day of the click",
    "now",
    lambda r, m: post("x", {"key": key(r), "deletedOn": m.local("%d.%m.%Y")}, token(m)),
    world={"zone": ZoneInfo("America/New_York")},
    more={"zone": ZoneInfo("America/New_York")},
)
shape("a clock time", "now", lambda r, m: post("x", {"key": key(r), "shown": m.utc("%H:%M")}, token(m)), EITHER)
shape(
    "year, month, day apart",
    "now",
    lambda r, m: post(
        "x",
        {"key": key(r), "on": {"year": int(m.utc("%Y")), "month": int(m.utc("%m")), "day": int(m.utc("%d"))}},
        token(m),
    ),
    REFUSED,
)
shape(
    "the day in the path",
    "now",
    lambda r, m: send("DELETE", f"{m.utc('%Y/%m/%d')}/{quote(key(r), safe='')}", headers=token(m)),
    EITHER,
)
shape("the name of the day", "now", lambda r, m: post("x", {"key": key(r), "weekday": m.utc("%A")}, token(m)), REFUSED)
shape(
    "a start of the listing",
    "now",
    lambda r, m: post("x", {"key": key(r), "startTime": 1_795_176_000_000 - 7 * DAY}, token(m)),
    REFUSED,
)

WHEN = "when it was said"
EXACT = {
    "gone": lambda named, there: [r for r in there if r["timestamp"] == at(named) and serial(r) == serial(named[0])]
}
shape(
    "a decimal second", WHEN, lambda r, m: post("x", {"at": at(r) / 1000, "s": serial(r[0])}, token(m)), EITHER, **EXACT
)
shape("microseconds", WHEN, lambda r, m: post("x", {"at": at(r) * 1000, "s": serial(r[0])}, token(m)), EITHER, **EXACT)
shape(
    "ISO with an offset",
    WHEN,
    lambda r, m: post(
        "x", {"at": utc(at(r), "%Y-%m-%dT%H:%M:%S") + f".{at(r) % 1000:03d}+00:00", "s": serial(r[0])}, token(m)
    ),
    EITHER,
    **EXACT,
)
shape(
    "a day and a clock time",
    WHEN,
    lambda r, m: post(
        "x", {"date": utc(at(r), "%Y-%m-%d"), "time": utc(at(r), "%H:%M:%S"), "s": serial(r[0])}, token(m)
    ),
    EITHER,
    gone=by_second,
)
shape(
    "as Americans say it",
    WHEN,
    lambda r, m: post("x", {"at": utc(at(r), "%m/%d/%Y, %I:%M:%S %p"), "s": serial(r[0])}, token(m)),
    EITHER,
    gone=by_second,
)
shape(
    "a day in the address",
    WHEN,
    lambda r, m: send("DELETE", f"{utc(at(r), '%Y/%m/%d')}/{quote(key(r), safe='')}", headers=token(m)),
    EITHER,
)
shape(
    "the record's day besides", WHEN, lambda r, m: post("x", {"key": key(r), "day": utc(at(r), "%Y-%m-%d")}, token(m))
)
shape(
    "the record's time in another unit besides",
    WHEN,
    lambda r, m: post("x", {"key": key(r), "at": at(r) // 1000}, token(m)),
)
shape(
    "unmodified since",
    WHEN,
    lambda r, m: post(
        "x", {"key": key(r)}, {"x-unmodified-since": utc(at(r), "%a, %d %b %Y %H:%M:%S GMT"), **token(m)}
    ),
)
shape(
    "a minute around",
    WHEN,
    lambda r, m: post("x", {"from": at(r) - 30_000, "to": at(r) + 30_000, "s": serial(r[0])}, token(m)),
    EITHER,
    gone=lambda n, there: [r for r in there if serial(r) == serial(n[0]) and abs(r["timestamp"] - at(n)) <= 30_000],
)
shape(
    "a second around",
    WHEN,
    lambda r, m: post("x", {"from": at(r) - 500, "to": at(r) + 500}, token(m)),
    EITHER,
    gone=lambda n, there: [r for r in there if abs(r["timestamp"] - at(n)) <= 500],
)
shape(
    "a span in ISO",
    WHEN,
    lambda r, m: post("x", {"start": iso(at(r)), "end": iso(at(r) + 1000)}, token(m)),
    EITHER,
    gone=lambda n, there: [r for r in there if at(n) <= r["timestamp"] < at(n) + 1000],
)
shape(
    "a time and a duration",
    WHEN,
    lambda r, m: post("x", {"start": at(r), "durationMs": 1}, token(m)),
    EITHER,
    gone=lambda n, there: [r for r in there if r["timestamp"] == at(n)],
)
shape(
    "a time and a fixed end",
    WHEN,
    lambda r, m: post("x", {"start": at(r), "end": NOW + DAY}, token(m)),
    REFUSED,
    gone=since,
)
shape(
    "an end and a fixed start", WHEN, lambda r, m: post("x", {"start": 0, "end": at(r)}, token(m)), REFUSED, gone=until
)
shape(
    "since, on an Echo, by key",
    WHEN,
    lambda r, m: post("x", {"sinceKey": key(r)}, token(m)),
    REFUSED,
    gone=since_on_echo,
)
shape(
    "by day and Echo",
    WHEN,
    lambda r, m: post("x", {"key": key(r)}, token(m)),
    REFUSED,
    gone=lambda n, there: [r for r in by_day(n, there) if serial(r) == serial(n[0])],
)
shape(
    "with the one before",
    WHEN,
    lambda r, m: post("x", {"key": key(r)}, token(m)),
    REFUSED,
    gone=lambda n, there: (
        [r for r in there if r["recordKey"] == key(n)] + [r for r in there if r["timestamp"] < at(n)][:1]
    ),
)
shape(
    "its age in days", WHEN, lambda r, m: post("x", {"key": key(r), "days": (m.time - at(r)) // DAY}, token(m)), EITHER
)
shape("its hour", WHEN, lambda r, m: post("x", {"key": key(r), "hour": int(utc(at(r), "%H"))}, token(m)), EITHER)
shape("its month", WHEN, lambda r, m: post("x", {"key": key(r), "month": utc(at(r), "%Y-%m")}, token(m)), EITHER)
shape(
    "a folder of its month",
    WHEN,
    lambda r, m: send("DELETE", f"{utc(at(r), '%Y-%m')}/{quote(key(r), safe='')}", headers=token(m)),
    EITHER,
)

PARTS = "parts of a date"
shape(
    "a day of the week",
    PARTS,
    lambda r, m: post("x", {"key": key(r), "dow": utc_of(m.time).isoweekday()}, token(m)),
    EITHER,
)
shape(
    "a week of the year",
    PARTS,
    lambda r, m: post("x", {"key": key(r), "week": utc_of(m.time).isocalendar().week}, token(m)),
    EITHER,
)
shape(
    "a quarter",
    PARTS,
    lambda r, m: post("x", {"key": key(r), "quarter": (utc_of(m.time).month + 2) // 3}, token(m)),
    EITHER,
)
shape("an hour", PARTS, lambda r, m: post("x", {"key": key(r), "clientHour": utc_of(m.time).hour}, token(m)), EITHER)
shape("days since 1970", PARTS, lambda r, m: post("x", {"key": key(r), "day": m.time // DAY}, token(m)), EITHER)
shape(
    "a month in words",
    PARTS,
    lambda r, m: post("x", {"key": key(r), "shown": utc_of(m.time).strftime("%B %Y")}, token(m)),
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
