"""What a request may name: the values of a recording, and the ways in which a text may say them."""

from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from functools import cached_property
import re
from typing import Any, Final
from urllib.parse import quote

import orjson

from ..recipes.template import as_text, fill_text
from .text_parts import forms_of
from .work import RENDERING, spend

ZONE: Final[ContextVar[tzinfo | None]] = ContextVar("zone", default=None)
"""The zone that local times are said in while something is learned; the system's where it is None."""

# Epoch milliseconds of the years in which there is an Alexa.
_TIMES: Final = range(1_356_998_400_000, 4_102_444_800_000)
_NAME: Final = re.compile(r"[A-Za-z0-9_$@-]{1,80}")
_SEPARATORS: Final = ("#", "::", "/", "|", ":", ",", ";", "~", "@", "=", ".", "_", "-")
_WITHIN_PARTS: Final = ("/", "-", ".", ":")
_SHORTEST_PART: Final = 3
_MOST_PARTS: Final = 12
_LONGEST: Final = 500
_MOST_DEPTH: Final = 6
_ISO: Final = re.compile(
    r"(?P<date>\d{4}([-/.]?)\d\d\2\d\d|\d\d([-/.])\d\d\3\d{4})"
    r"(?:(?P<gap>T|\s|,\s)(?P<clock>\d\d:?\d\d(?::?\d\d)?)(?P<fraction>[.,]\d{3})?(?P<zone>Z|[+-]\d\d:?\d\d)?)?"
)


COUNTED: Final = {
    "seconds": re.compile(r"\d{10}"),
    "decimals": re.compile(r"\d{10}\.\d{1,3}"),
    "micros": re.compile(r"\d{16}"),
}
"""Filters that count a time in something else than milliseconds."""
_TIME_LIKE: Final = re.compile(
    rf"(?<![0-9A-Za-z])(?:\d{{16}}|\d{{13}}|\d{{10}}(?:\.\d{{1,3}})?)(?![0-9A-Za-z])|(?<!\d)(?:{_ISO.pattern})(?!\d)"
)


@dataclass(frozen=True, slots=True, repr=False)
class Reading:
    """One way to say a value: an expression for a placeholder, what it gives, and how far-fetched it is."""

    expression: str
    value: Any
    rank: int


class Vocabulary:
    """Everything that may be named of one thing: a recording, an item of it, a range, a request's surroundings."""

    def __init__(self, root: str, value: Any, *, minus: int = 0) -> None:
        """Take what `root` stands for; a bound of a range may be said that much earlier."""
        self.root = root
        self.value = value
        self._minus = minus

    @property
    def objects(self) -> Iterator[str]:
        """The names of the thing, where it is an object, and of the objects in it."""
        return _objects(self.root, self.value)

    @cached_property
    def scalars(self) -> list[Reading]:
        """The values themselves."""
        if self._minus:
            return [Reading(f"{self.root}|minus:{self._minus}", self.value - self._minus, 0)]
        return list(_scalars(self.root, self.value, 0))

    @cached_property
    def by_text(self) -> dict[str, list[Reading]]:
        """Every value and every part of one, by its text."""
        found: dict[str, list[Reading]] = {}
        for scalar in self.scalars:
            for reading in (scalar, *_parts(scalar)):
                for form in (reading, *_variants(reading)):
                    found.setdefault(as_text(form.value), []).append(form)
        return found

    @cached_property
    def forms(self) -> list[str]:
        """How these may stand inside a text, the shortest first."""
        return forms_of(self.by_text)

    @cached_property
    def times(self) -> list[Reading]:
        """The values that are times in milliseconds, parts of composite ones too."""
        readings = (reading for group in self.by_text.values() for reading in group)
        return [reading for reading in readings if is_time(reading.value)]

    def readings(self, text: str) -> list[Reading]:
        """Return every way to say a text."""
        found = list(self.by_text.get(text, ()))
        if not found and text[:1].isdigit():
            found = [reading for layout in layouts(text) for reading in self._as_times(text, layout)]
        return found

    def _as_times(self, text: str, layout: str) -> Iterator[Reading]:
        """Return the times that a layout says as this text."""
        spend(RENDERING * len(self.times))
        for time in self.times:
            expression = f"{time.expression}|{layout}"
            if (said := _say(expression, self.root, self.value)) == text:
                yield Reading(expression, orjson.loads(said) if layout in COUNTED else said, time.rank + 30)


def lists_of(root: str, value: Any) -> dict[str, list[Any]]:
    """Return the lists of objects or values that an element of a listing holds, by name."""
    found = {}
    for name, inner in value.items() if isinstance(value, Mapping) else ():
        if isinstance(inner, list) and _NAME.fullmatch(name):
            found[f"{root}.{name}"] = inner
        elif isinstance(inner, dict) and _NAME.fullmatch(name):
            found |= lists_of(f"{root}.{name}", inner)
    return found


def layouts(text: str) -> list[str]:
    """Return the filters that could have made a text of a time."""
    if counted := next((name for name, pattern in COUNTED.items() if pattern.fullmatch(text)), None):
        return [counted]
    if not (found := _ISO.fullmatch(text)):
        return []
    tail = _clock_layout(found)
    # What names no zone is rather local, even where that is the same for half of the year.
    zones = ("utc",) if found["zone"] == "Z" else ("local", "utc")
    return [f"{zone}:{date}{tail}" for date in _date_layouts(found) for zone in zones]


def moments(text: str) -> Iterator[int]:
    """Return the epoch milliseconds that a text may mean."""
    return (moment for layout in layouts(text) if (moment := moment_of(text, layout)) is not None)


def times_in(text: str) -> Iterator[str]:
    """Return whatever in a text may be a time."""
    for found in _TIME_LIKE.finditer(text):
        if is_time(found[0]) or any(moment in _TIMES for moment in moments(found[0])):
            yield found[0]


def moment_of(text: str, layout: str) -> int | None:
    """Return the epoch milliseconds that a text means in one layout."""
    zone, _, pattern = layout.partition(":")
    if zone in COUNTED:
        return int(text) // 1000 if zone == "micros" else round(float(text) * 1000)
    try:
        moment = datetime.strptime(text, pattern.replace("%:z", "%z"))  # noqa: DTZ007 - set below
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC if zone == "utc" else ZONE.get())
        return round(moment.timestamp() * 1000)
    except ValueError, OverflowError:
        return None


def _date_layouts(found: re.Match[str]) -> list[str]:
    """Return how a date may be laid out."""
    if found[2] is not None:
        return [f"%Y{found[2]}%m{found[2]}%d"]
    return [f"%d{found[3]}%m{found[3]}%Y", f"%m{found[3]}%d{found[3]}%Y"]


def _clock_layout(found: re.Match[str]) -> str:
    """Return how the time of day is laid out."""
    if (clock := found["clock"]) is None:
        return ""
    colon = ":" if ":" in clock else ""
    zone = found["zone"] or ""
    layout = {"": "", "Z": "Z"}.get(zone, "%:z" if ":" in zone else "%z")
    seconds = f"{colon}%S" if len(clock.replace(":", "")) == len("HHMMSS") else ""
    fraction = f"{found['fraction'][0]}%f" if found["fraction"] else ""
    return f"{found['gap']}%H{colon}%M{seconds}{fraction}{layout}"


def _scalars(name: str, value: Any, rank: int) -> Iterator[Reading]:
    """Walk a value's members and elements; names that a placeholder cannot hold are passed over."""
    if isinstance(value, Mapping) and rank < _MOST_DEPTH * 10:
        for key, inner in value.items():
            if _NAME.fullmatch(key):
                yield from _scalars(f"{name}.{key}", inner, rank + 1)
    elif isinstance(value, list) and rank < _MOST_DEPTH * 10:
        for index, inner in enumerate(value[:20]):
            yield from _scalars(f"{name}.{index}", inner, rank + 10)
    elif isinstance(value, str | int | float) and not isinstance(value, bool) and value != "":
        yield Reading(name, value, rank)


def _objects(name: str, value: Any) -> Iterator[str]:
    """Walk the objects that members of objects are."""
    if isinstance(value, Mapping):
        yield name
        for key, inner in value.items():
            if _NAME.fullmatch(key):
                yield from _objects(f"{name}.{key}", inner)


def _parts(whole: Reading, separators: tuple[str, ...] = _SEPARATORS) -> Iterator[Reading]:
    """Return the parts of a composite value, and parts of parts."""
    text = whole.value
    if not isinstance(text, str) or len(text) > _LONGEST or " " in text:
        return
    for number, separator in enumerate(separators):
        parts = text.split(separator)
        if not 2 <= len(parts) <= _MOST_PARTS:  # noqa: PLR2004 - there is one part, or more
            continue
        argument = quote(separator, safe="#/:,;~@=._-")
        for index, part in enumerate(parts):
            if len(part) >= _SHORTEST_PART:
                places = (index, -1) if index == len(parts) - 1 else (index,)
                for place in places:
                    rank = whole.rank + 20 + 2 * number + (place < 0)
                    reading = Reading(f"{whole.expression}|part:{argument}:{place}", part, rank)
                    yield reading
                    if separators is _SEPARATORS and separator in _SEPARATORS[:2]:
                        yield from _parts(reading, _WITHIN_PARTS)


def _variants(whole: Reading) -> Iterator[Reading]:
    """Return a text in small and capital letters, where that makes a difference."""
    text = whole.value
    if isinstance(text, str) and len(text) <= _LONGEST:
        for name, said in (("lower", text.lower()), ("upper", text.upper())):
            if said != text:
                yield Reading(f"{whole.expression}|{name}", said, whole.rank + 60)


def is_time(value: Any) -> bool:
    """Return whether a value can be a time in milliseconds."""
    if isinstance(value, str):
        return len(value) == 13 and value.isdecimal() and int(value) in _TIMES  # noqa: PLR2004 - digits until 2286
    return isinstance(value, int) and not isinstance(value, bool) and value in _TIMES


def _say(expression: str, root: str, value: Any) -> str | None:
    """Return the text that an expression gives."""
    try:
        return as_text(fill_text(f"{{{{{expression}}}}}", {root: value, "zone": ZONE.get()}))
    except ValueError:
        return None
