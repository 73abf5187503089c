"""How long Amazon keeps recordings, read from what it calls that."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given, strategies as st
import pytest

from custom_components.alexa_privacy.amazon.recipes.document import read_recipes
from custom_components.alexa_privacy.amazon.recipes.model import SettingRecipe
from custom_components.alexa_privacy.settings.retention import Duration, longest_kept, read_retention
from tests.amazon_double.dialects.list import choice_recipe

MONTHS_18 = Duration(18, 0)


def recipe(values: dict[str, Any]) -> SettingRecipe:
    """Return a setting with such values."""
    document = {"version": 1, "selects": {"recordings_kept": choice_recipe("recording-retention", values)}}
    return read_recipes(document).selects["recordings_kept"]


def ms(year: int, month: int = 1, day: int = 1, *clock: int) -> int:
    """Return a time of UTC (epoch ms)."""
    hours, minutes, seconds = (*clock, 0, 0, 0)[:3]
    moment = datetime(year, month, day, tzinfo=UTC) + timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return int(moment.timestamp() * 1000)


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("SAVE_18_MONTHS", MONTHS_18),
        ("saveFor18Months", MONTHS_18),
        ("EIGHTEEN_MONTHS", MONTHS_18),
        ("18MONTHS", MONTHS_18),
        ("retention-months-18", MONTHS_18),
        ("P18M", MONTHS_18),
        ("P1Y", Duration(12, 0)),
        ("18 months", MONTHS_18),
        ("SAVE_3_MONTHS", Duration(3, 0)),
        ("threeMonths", Duration(3, 0)),
        ("KEEP_ONE_YEAR", Duration(12, 0)),
        ("90 days", Duration(0, 90)),
        ("P90D", Duration(0, 90)),
        ("two weeks", Duration(0, 14)),
        ("UNTIL_DELETED", None),
        ("until I delete them", None),
        ("DO_NOT_SAVE", None),
        ("Don't save for 3 months", None),
        ("NEVER_AFTER_18_MONTHS", None),
        ("at least 3 months", None),
        ("3 or 18 months", None),
        ("3 months, 18 devices", None),
        ("one hundred eighty days", None),
        ("TWENTY_FOUR_MONTHS", None),
        ("P1Y6M", None),
        ("PlanMonths", None),
        ("1.5 years", None),
        ("0 days", None),
        ("zero months", None),
        ("P0M", None),
        ("P", None),
        ("PT18M", None),
        ("18", None),
        ("18 Monate", None),
        ("99999 years", None),
        ("P99999Y", None),
        ("9" * 5000 + " days", None),
        ("P" + "9" * 5000 + "M", None),
        (18, None),
        (True, None),
        (None, None),
    ],
)
def test_what_a_value_says(value: Any, kept: Duration | None) -> None:
    """A number with a unit is a duration; whatever may mean something else is none."""
    assert read_retention(recipe({"one": value, "other": "x"}), "one") == kept


def test_the_position_says_it_where_the_value_does_not() -> None:
    """Values that disagree say nothing."""
    assert read_retention(recipe({"18_months": 2, "other": 0}), "18_months") == MONTHS_18
    assert read_retention(recipe({"18_months": "P3M", "other": 0}), "18_months") is None


@pytest.mark.parametrize(
    ("now", "kept", "since"),
    [
        ((2026, 11, 26, 12, 30, 15), Duration(3, 0), (2026, 8, 26, 12, 30, 15)),
        ((2026, 11, 26, 12, 30, 15), MONTHS_18, (2025, 5, 26, 12, 30, 15)),
        ((2026, 1, 15), Duration(1, 0), (2025, 12, 15)),
        ((2026, 3, 1), Duration(0, 90), (2025, 12, 1)),
        ((2028, 5, 29, 9), Duration(3, 0), (2028, 2, 29, 9)),
        ((2027, 5, 28, 23, 59), Duration(3, 0), (2027, 2, 28, 23, 59)),
        ((2027, 5, 29, 0, 1), Duration(3, 0), (2027, 3, 1)),
        ((2027, 5, 31, 12), Duration(3, 0), (2027, 3, 1)),
        ((2027, 12, 31, 12), Duration(1, 0), (2027, 12, 1)),
    ],
)
def test_calendar_months(now: tuple[int, ...], kept: Duration, since: tuple[int, ...]) -> None:
    """A month is from one day to the same day; where there is none, to the end of that month."""
    assert kept.before(ms(*now) + 7) in {ms(*since) + 7, ms(*since)}
    assert kept.before(ms(*now)) == ms(*since)


@given(
    now=st.integers(ms(2020, 1, 1), ms(2040, 1, 1)),
    later=st.integers(0, 40 * 24 * 60 * 60 * 1000),
    kept=st.builds(Duration, st.integers(0, 40), st.integers(0, 400)),
)
def test_it_never_goes_back(now: int, later: int, kept: Duration) -> None:
    """What is too old stays so, and a month is between 28 and 31 days."""
    since = kept.before(now)
    assert since <= kept.before(now + later)
    day = 24 * 60 * 60 * 1000
    assert (28 * kept.months + kept.days - 3) * day <= now - since <= (31 * kept.months + kept.days + 3) * day


@pytest.mark.parametrize(
    ("before", "other"),
    [
        ("until_deleted", "month18"),
        ("month18", "until_deleted"),
        ("month3", "until_deleted"),
        ("none", "until_deleted"),
    ],
)
def test_the_test_deletes_as_little_as_it_can(before: str, other: str) -> None:
    """To set how long recordings are kept to less may delete them at once."""
    said = {
        "none": "DO_NOT_SAVE",
        "month3": "THREE_MONTHS",
        "month18": "EIGHTEEN_MONTHS",
        "until_deleted": "UNTIL_DELETED",
    }
    assert longest_kept(recipe(said), [each for each in said if each != before]) == other
    assert longest_kept(recipe({"a": True, "b": False, "c": None}), ["b", "c"]) == "b"


def test_a_setting_that_is_only_set() -> None:
    """Where Amazon does not show it, its request alone says how long; where both do, they must agree."""
    shown = recipe({"a": "SAVE_18_MONTHS", "b": "SAVE_3_MONTHS"})
    assert shown.read
    assert read_retention(replace(shown, read=None), "a") == MONTHS_18
    other = replace(shown.read, values={"a": "SAVE_3_MONTHS", "b": "SAVE_3_MONTHS"})
    assert read_retention(replace(shown, read=other), "a") is None
    assert read_retention(replace(shown, read=other), "b") == Duration(3, 0)
