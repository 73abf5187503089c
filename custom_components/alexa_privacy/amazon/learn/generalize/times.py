"""Times in requests: which filters could have formatted a time as a text, and what looks like a time."""

from collections.abc import Iterator
from contextvars import ContextVar
from datetime import UTC, datetime, tzinfo
from functools import lru_cache
from itertools import product
import re
from typing import Any, Final

import orjson

from ...recipes.template import as_text, fill_text
from ..refusals import RENDERING, spend

ZONE: Final[ContextVar[tzinfo | None]] = ContextVar("zone", default=None)
"""The zone of local times while something is learned; the system's if it is None."""

SECOND: Final = 1000
MINUTE: Final = 60 * SECOND
DAY: Final = 24 * 60 * MINUTE
# Epoch milliseconds of the years in which there is an Alexa.
_FIRST: Final = 1_356_998_400_000
_LAST: Final = 4_102_444_800_000
# A browser's clock, and how long a page may take from a click to its request.
_AHEAD: Final = 2 * SECOND
_BEFORE: Final = 30 * SECOND

COUNTED: Final = {
    "seconds": (re.compile(r"\d{10}"), 1 / SECOND),
    "decimals": (re.compile(r"\d{10}\.\d{1,3}"), 1 / SECOND),
    "micros": (re.compile(r"\d{16}"), 1000),
    "nanos": (re.compile(r"\d{19}"), 1_000_000),
}
"""Filters for units other than milliseconds: the pattern of their output, and the units per millisecond."""

_DATES: Final = (
    (re.compile(r"\d{4}([-/.]?)\d{2}\1\d{2}"), ("%Y{0}%m{0}%d",)),
    (re.compile(r"\d{1,2}([-/.])\d{1,2}\1\d{4}"), ("%d{0}%m{0}%Y", "%m{0}%d{0}%Y")),
    (re.compile(r"\d{1,2}([-/.])\d{1,2}\1\d{2}"), ("%d{0}%m{0}%y", "%m{0}%d{0}%y")),
    (re.compile(r"[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4}()"), ("%a, %d %b %Y",)),
    (re.compile(r"[A-Z][a-z]{2} [A-Z][a-z]{2} \d{1,2} \d{4}()"), ("%a %b %d %Y",)),
    (re.compile(r"[A-Z][a-z]{2} \d{1,2}, \d{4}()"), ("%b %d, %Y",)),
    (re.compile(r"[A-Z][a-z]{2,} \d{1,2}, \d{4}()"), ("%B %d, %Y",)),
    (re.compile(r"\d{1,2} [A-Z][a-z]{2} \d{4}()"), ("%d %b %Y",)),
    (re.compile(r"\d{1,2} [A-Z][a-z]{2,} \d{4}()"), ("%d %B %Y",)),
)
_GAP: Final = re.compile(r"T|, | |$")
_CLOCK: Final = re.compile(r"(\d{1,2})(:?)(\d{2})(?:\2(\d{2}))?([.,]\d{3})?( ?[AP]M)?")
_ZONE: Final = re.compile(r"(Z| ?GMT| ?UTC)?([+-]\d{2}(:?)\d{2})?")
_MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec"
_IN_WORDS: Final = re.compile(
    rf"\b(?:{_MONTHS.replace(' ', '|')})[a-z]*\.? \d|\d\.? (?:{_MONTHS.replace(' ', '|')})|\d年|\d月", re.IGNORECASE
)
_NUMBERS: Final = re.compile(
    r"(?<![0-9A-Za-z.])(?:\d{19}|\d{16}|\d{13}|\d{10}(?:\.\d{1,3})?)(?![0-9A-Za-z])"
    r"|(?<!\d)\d{4}([-/.])\d{1,2}\1\d{1,2}(?!\d)|(?<!\d)\d{1,2}([-/])\d{1,2}\2(?:\d{4}|\d{2})(?!\d)"
    r"|(?<!\d)\d{1,2}\.\d{1,2}\.\d{4}(?!\d)|(?<![\d.])20[1-9]\d[01]\d[0-3]\d(?!\d)"
)
_TIME_OF_DAY: Final = re.compile(r"(?<![\d:])(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?![\d:])")


def is_moment(value: Any) -> bool:
    """Return whether a value can be a time in milliseconds."""
    if isinstance(value, str):
        return len(value) == 13 and value.isdecimal() and _FIRST <= int(value) < _LAST  # noqa: PLR2004 - digits until 2286
    return isinstance(value, int) and not isinstance(value, bool) and _FIRST <= value < _LAST


def looks_like_time(text: str) -> bool:
    """Return whether a text may contain a date or a time in any notation."""
    if _IN_WORDS.search(text) or _TIME_OF_DAY.search(text):
        return True
    return any(_is_plausible(found[0]) for found in _NUMBERS.finditer(text))


def times_in(text: str) -> Iterator[re.Match[str]]:
    """Return the parts of a text that a time layout may have produced."""
    for found in _IN_TEXT.finditer(text):
        if is_moment(found[0]) or layouts(found[0]):
            yield found


_IN_TEXT: Final = re.compile(
    r"(?<![0-9A-Za-z.])(?:\d{19}|\d{16}|\d{13}|\d{10}(?:\.\d{1,3})?)(?![0-9A-Za-z])"
    r"|(?<![0-9A-Za-z])\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{3})?)?(?:Z|[+-]\d\d:?\d\d)?)?(?!\d)"
    r"|[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT"
)


def _is_plausible(text: str) -> bool:
    """Return whether digits can be a date or a time since Alexa exists."""
    if text.replace(".", "", 1).isdecimal() and not _is_date(text):
        scale = {10: SECOND, 13: 1, 16: 1 / 1000, 19: 1 / 1_000_000}.get(len(text.partition(".")[0]))
        return scale is not None and _FIRST <= float(text) * scale < _LAST
    return True


def _is_date(text: str) -> bool:
    """Return whether digits are a date without separators, or with dots."""
    return len(text) == 8 or "." in text  # noqa: PLR2004 - YYYYMMDD


def layouts(text: str) -> tuple[str, ...]:
    """Return the filters that could have formatted a time as this text, with every padding that gives the same."""
    return _layouts(text, is_utc=_is_utc(ZONE.get()))


@lru_cache(maxsize=64)
def _is_utc(zone: tzinfo | None) -> bool:
    """Return whether local time is UTC in winter and summer."""
    moments = (datetime.fromtimestamp(seconds, UTC).astimezone(zone) for seconds in (1_768_000_000, 1_784_000_000))
    return not any(moment.utcoffset() for moment in moments)


@lru_cache(maxsize=4096)
def _layouts(text: str, *, is_utc: bool) -> tuple[str, ...]:
    """Return the filters that could have formatted a time as this text if local time is or is not UTC."""
    counted = [name for name, (pattern, _) in COUNTED.items() if pattern.fullmatch(text)]
    if counted or len(text) > 60 or not text[:1].strip():  # noqa: PLR2004 - longer than any time
        return tuple(counted)
    found = []
    for date, rest in _date_layouts(text):
        gap = _GAP.match(rest)
        if gap is None:
            continue
        clock_text = rest[gap.end() :]
        if not clock_text:
            found += [date] if not gap[0] else []
        else:
            clocks = [clock for clock in _clock_layouts(clock_text) if gap[0] != "T" or "%-H" not in clock]
            found += [f"{date}{gap[0]}{clock}" for clock in clocks]
    found += [clock for clock in _clock_layouts(text) if ":" in text]
    return tuple(f"{zone}:{layout}" for layout in found for zone in _zones(layout, is_utc=is_utc))


def _date_layouts(text: str) -> Iterator[tuple[str, str]]:
    """Return the possible layouts of a date at the start of a text, with the rest of the text."""
    for pattern, made in _DATES:
        if (match := pattern.match(text)) is None:
            continue
        for layout in (each.format(match[1]) for each in made):
            try:
                moment = datetime.strptime(match[0], layout)  # noqa: DTZ007 - only compared
            except ValueError:
                continue
            without_zeros = layout.replace("%d", "%-d").replace("%m", "%-m")
            for padded in (layout,) if layout.startswith("%Y") else (layout, without_zeros):
                if moment.strftime(padded) == match[0]:
                    yield padded, text[match.end() :]


def _clock_layouts(text: str) -> Iterator[str]:
    """Return the possible layouts of a time of day, with or without its zone."""
    if (clock := _CLOCK.match(text)) is None or (zone := _ZONE.fullmatch(text, clock.end())) is None:
        return
    hour, colon, _, second, fraction, half = clock.groups()
    if (fraction and not second) or (len(hour) == 1 and not colon):
        return
    hours = ["%I" if half else "%H"]
    if len(hour) == 1 or int(hour) >= 10:  # noqa: PLR2004 - with two digits, nobody sees a missing zero
        hours.append("%-I" if half else "%-H")
    if len(hour) == 1:
        hours = hours[1:]
    name, offset, inner = zone.groups()
    end = f"{colon}%M" + (f"{colon}%S" if second else "") + (f"{fraction[0]}%f" if fraction else "")
    end += (half[:-2] + "%p" if half else "") + (name or "") + ("" if not offset else "%:z" if inner else "%z")
    yield from (f"{first}{end}" for first in hours)


def _zones(layout: str, *, is_utc: bool) -> tuple[str, ...]:
    """Return the possible zones of a time layout."""
    if re.search(r"(?:Z| ?GMT| ?UTC)$", layout):
        return ("utc",)
    return ("local",) if is_utc else ("local", "utc")


def granularity(expression: str) -> int:
    """Return the precision of a time expression in milliseconds."""
    last = expression.rpartition("|")[2]
    if not last.startswith(("utc:", "local:")):
        return SECOND if last == "seconds" else 1
    return 1 if "%f" in last else SECOND if "%S" in last else MINUTE if "%M" in last else DAY


def moment_of(text: str, layout: str) -> int | None:
    """Return the epoch milliseconds that a text means in one layout; None if it names no day."""
    zone, _, pattern = layout.partition(":")
    if zone in COUNTED:
        return (
            round(float(text) / COUNTED[zone][1])
            if zone in {"seconds", "decimals"}
            else int(text) // int(COUNTED[zone][1])
        )
    if "%d" not in pattern and "%-d" not in pattern:
        return None
    plain = pattern.replace("%-", "%").replace("%:z", "%z")
    try:
        moment = datetime.strptime(text, plain)  # noqa: DTZ007 - set below
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC if zone == "utc" else ZONE.get())
        return round(moment.timestamp() * SECOND)
    except ValueError, OverflowError:
        return None


def say(moment: int, layout: str) -> Any:
    """Return what a filter makes of a time: a number if it counts units, else a text."""
    said = fill_text(f"{{{{time|{layout}}}}}", {"time": moment, "zone": ZONE.get()})
    return orjson.loads(as_text(said)) if layout in COUNTED else said


def now_layouts(text: str, sent: int) -> Iterator[tuple[str, int]]:
    """Return the filters that give a text from the time of sending, with that time; the filter may be empty."""
    if is_moment(text):
        if -_BEFORE <= int(text) - sent <= _AHEAD:
            yield "", int(text)
        return
    for layout in layouts(text):
        moment = moment_of(text, layout)
        if moment is None:
            spend(RENDERING * (_BEFORE + _AHEAD) // SECOND)
            around = (sent - back * SECOND for back in range(-_AHEAD // SECOND, _BEFORE // SECOND))
            moment = next((each for each in around if say(each, layout) == text), None)
            if moment is not None:
                yield layout, moment
        elif moment - _AHEAD <= sent < moment + granularity(layout) + _BEFORE:
            yield (
                layout,
                moment if granularity(layout) <= SECOND else min(max(sent, moment), moment + granularity(layout) - 1),
            )


def date_parts(moments: list[int]) -> set[int]:
    """Return the numbers (such as year, month, day) that may express the days of times, in UTC and local time."""
    found: set[int] = set()
    for moment, zone in product(moments, (UTC, ZONE.get())):
        local = datetime.fromtimestamp(moment / SECOND, UTC).astimezone(zone)
        found |= {local.year, local.month, local.day, local.hour, local.minute, local.second, local.year % 100}
        found |= {local.month - 1, local.isoweekday(), local.weekday(), local.isoweekday() % 7}
        found |= {local.timetuple().tm_yday, local.isocalendar().week, (local.month + 2) // 3}
    return found


def day_names(moments: list[int]) -> set[str]:
    """Return the names of the days and months of times, long and short, in lower case."""
    found: set[str] = set()
    for moment, zone in product(moments, (UTC, ZONE.get())):
        local = datetime.fromtimestamp(moment / SECOND, UTC).astimezone(zone)
        for names, place, size in ((_DAY_NAMES, local.weekday(), 7), (_MONTH_NAMES, local.month - 1, 12)):
            words = names.split()
            for name in words[place::size]:
                found |= {name, name[:3], name[:2]} if len(name) > 3 else {name}  # noqa: PLR2004 - short already
    return found - {"", "ma", "do", "so", "di", "mi", "me", "sa", "se", "fr", "mo", "we", "th", "no", "de", "in"}


_DAY_NAMES: Final = (
    "monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag"
    " sonntag lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo"
    " lunedì martedì mercoledì giovedì venerdì sabato domenica segunda terça quarta quinta sexta sábado domingo"
    " maandag dinsdag woensdag donderdag vrijdag zaterdag zondag 月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日"
)
_MONTH_NAMES: Final = (
    "january february march april may june july august september october november december"
    " januar februar märz april mai juni juli august september oktober november dezember"
    " janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
    " enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
    " gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"
    " janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"
    " januari februari maart april mei juni juli augustus september oktober november december"
)
