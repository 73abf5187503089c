"""Ranges: days of a time zone."""

from datetime import tzinfo
from zoneinfo import ZoneInfo

from tests.amazon.learn.shapes.ranges import AUCKLAND, NEW_YORK, say, span
from tests.amazon.learn.simulator import DAY, EITHER, REFUSED, form, post, token

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
