"""How long Amazon keeps recordings, read from the names of the setting's values."""

from calendar import monthrange
from datetime import UTC, datetime, timedelta
from math import inf
import re
from typing import Final, NamedTuple

from ..amazon.recipes.model import SettingRecipe

_ONES: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety"
_NUMBERS: Final = {word: number for number, word in enumerate(_ONES.split())}
_NUMBERS.update((word, number * 10) for number, word in enumerate(_TENS.split(), 2))
# In months and days, by the first letter.
_UNITS: Final = {"d": (0, 1), "w": (0, 7), "m": (1, 0), "y": (12, 0)}
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_LONGEST_TEXT: Final = 80
_MOST_DAYS: Final = 36525
_WORD: Final = re.compile(r"\d+|[A-Z]+(?![a-z])|[A-Z]?[a-z]+", re.ASCII)
_NUMBER: Final = rf"\d{{1,5}}|{'|'.join(_NUMBERS)}"
_UNIT: Final = "(?:day|week|month|year)s?"
_SPAN: Final = re.compile(rf"\b(?:({_NUMBER}) ({_UNIT})|({_UNIT}) ({_NUMBER}))\b|^p (\d{{1,5}}) ([dwmy])$", re.ASCII)
_NONE: Final = re.compile(r"\b(?:0|don|dont|never|no|none|not|off|zero)\b")
# With one of these besides, a text may mean something else.
_ELSE: Final = "don|dont|except|hundred|least|minimum|never|no|not|off|or|thousand|until|without"
_UNSURE: Final = re.compile(rf"\b(?:\d+|{_NUMBER}|{_UNIT}|{_ELSE})\b", re.ASCII)


class Duration(NamedTuple):
    """A duration in calendar months and days."""

    months: int
    days: int

    def before(self, now: int) -> int:
        """Return the time that is this long before another (both epoch ms, calendar months of UTC)."""
        moment = _EPOCH + timedelta(milliseconds=now)
        months = moment.year * 12 + moment.month - 1 - self.months
        if moment.day > monthrange(months // 12, months % 12 + 1)[1]:
            # On the 31st, a month that has 30 days was over that long ago.
            months, moment = months + 1, moment.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        moment = moment.replace(year=months // 12, month=months % 12 + 1) - timedelta(days=self.days)
        return (moment - _EPOCH) // timedelta(milliseconds=1)


def read_retention(recipe: SettingRecipe, position: str) -> Duration | None:
    """Return how long recordings are kept in a position; None if its name and values do not agree."""
    said = [position, recipe.values[position], recipe.read.values.get(position) if recipe.read else None]
    found = {_read(text) for text in said if isinstance(text, str) and len(text) <= _LONGEST_TEXT} - {None}
    return found.pop() if len(found) == 1 else None


def longest_kept(recipe: SettingRecipe, positions: list[str]) -> str:
    """Return the position that keeps recordings longest, because testing it deletes the fewest; else the first."""

    def days(position: str) -> float:
        kept, said = read_retention(recipe, position), f"{position} {recipe.values[position]}"
        is_none = _NONE.search(" ".join(_WORD.findall(said)).lower())
        return kept.months * 31 + kept.days if kept else -1 if is_none else inf

    return max(positions, key=days)


def _read(text: str) -> Duration | None:
    """Return the duration in a text such as `SAVE_18_MONTHS`, `threeMonths`, "90 days" or `P18M`.

    "0 days" is not a duration, because it is uncertain what Amazon then deletes.
    """
    words = " ".join(_WORD.findall(text)).lower()
    span = _SPAN.search(words)
    if span is None or _UNSURE.search(f"{words[: span.start()]} {words[span.end() :]}"):
        return None
    number, unit = span[1] or span[4] or span[5], span[2] or span[3] or span[6]
    count, (months, days) = _NUMBERS[number] if number in _NUMBERS else int(number), _UNITS[unit[0]]
    return Duration(count * months, count * days) if 0 < count * (months * 31 + days) <= _MOST_DAYS else None
