"""Times as requests say them: each layout is understood as it was said, and what is no time is none."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given, settings, strategies as st
import pytest

from custom_components.alexa_privacy.amazon.learn.generalize.times import (
    ZONE,
    date_parts,
    day_names,
    granularity,
    is_moment,
    layouts,
    looks_like_time,
    moment_of,
    now_layouts,
    say,
    times_in,
)

NOON = int(datetime(2026, 11, 3, 12, 34, 56, 789000, tzinfo=UTC).timestamp() * 1000)
BERLIN = ZoneInfo("Europe/Berlin")
SAID = {
    "seconds": 1000,
    "decimals": 1,
    "micros": 1,
    "nanos": 1,
    "utc:%Y-%m-%dT%H:%M:%S.%fZ": 1,
    "utc:%Y-%m-%dT%H:%M:%SZ": 1000,
    "local:%Y-%m-%dT%H:%M:%S.%f%:z": 1,
    "local:%Y-%m-%d %H:%M": 60_000,
    "local:%Y%m%d": 86_400_000,
    "local:%-d.%-m.%Y, %H:%M": 60_000,
    "local:%m/%d/%Y %I:%M %p": 60_000,
    "utc:%a, %d %b %Y %H:%M:%S GMT": 1000,
    "local:%b %d, %Y": 86_400_000,
    "local:%B %-d, %Y": 86_400_000,
}


@settings(max_examples=60, deadline=None)
@given(st.integers(1_420_000_000_000, 2_000_000_000_000).filter(lambda moment: moment % 1000))
def test_what_is_said_is_understood(moment: int) -> None:
    """Each layout is found again, with the moment as exactly as it says it."""
    token = ZONE.set(BERLIN)
    try:
        for layout, unit in SAID.items():
            text = str(say(moment, layout))
            found = moment_of(text, layout)
            # What is said twice in autumn is the earlier one.
            assert found is not None
            assert 0 <= moment - found < unit or (moment - found - 3_600_000 < unit and "local" in layout)
            assert layout in layouts(text) or layout.replace("%-", "%") in layouts(text)
            assert granularity(layout) == unit
    finally:
        ZONE.reset(token)


@pytest.mark.parametrize(
    ("text", "layout", "expected"),
    [
        ("2026-02-31", "utc:%Y-%m-%d", None),
        ("0001-01-01", "utc:%Y-%m-%d", -62_135_596_800_000),
        ("12:30", "utc:%H:%M", None),
        ("1762173296", "seconds", 1_762_173_296_000),
        ("1762173296.5", "decimals", 1_762_173_296_500),
        ("1762173296789012", "micros", 1_762_173_296_789),
        ("1762173296789012345", "nanos", 1_762_173_296_789),
        ("2026-11-03T12:34:56+01:00", "local:%Y-%m-%dT%H:%M:%S%:z", NOON - 3_600_789),
    ],
)
def test_moments(text: str, layout: str, expected: int | None) -> None:
    """A text that names no day is no moment."""
    assert moment_of(text, layout) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1_356_998_400_000, True),
        (1_356_998_399_999, False),
        (4_102_444_799_999, True),
        (4_102_444_800_000, False),
        ("1762173296789", True),
        ("0762173296789", False),
        ("17621732967890", False),
        (1_762_173_296, False),
        (True, False),
        (1.7e12, False),
        (None, False),
    ],
)
def test_milliseconds(value: Any, expected: bool) -> None:
    """Only those of the years in which there is an Alexa are times."""
    assert is_moment(value) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on Nov 3", True),
        ("3. november", True),
        ("11月3日", True),
        ("at 12:34", True),
        ("at 7:05:59", True),
        ("at 25:00", False),
        ("at 12:60", False),
        ("1762173296", True),
        ("0762173296", False),
        ("1762173296789", True),
        ("9962173296789", False),
        ("1762173296789012", True),
        ("1762173296789012345", True),
        ("x1762173296", False),
        ("2026-11-03", True),
        ("3/11/26", True),
        ("3.11.2026", True),
        ("20261103", True),
        ("20269903", False),
        ("20991103", True),
        ("20001103", False),
        ("1.2.3", False),
        ("version 12", False),
    ],
)
def test_what_looks_like_a_time(text: str, expected: bool) -> None:
    """Dates, clocks and counted times do; other numbers do not."""
    assert looks_like_time(text) == expected


def test_times_in_a_text() -> None:
    """What stands in a text is found whole."""
    text = (
        "from 1762173296789 to '2026-11-03T12:34:56.789Z', 2026-11-03 or Tue, 03 Nov 2026 12:34:56 GMT; 17621732967 x"
    )
    assert [each[0] for each in times_in(text)] == [
        *("1762173296789", "2026-11-03T12:34:56.789Z", "2026-11-03", "Tue, 03 Nov 2026 12:34:56 GMT"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (str(NOON), [("", NOON)]),
        (str(NOON + 2000), [("", NOON + 2000)]),
        (str(NOON + 2001), []),
        (str(NOON - 30_000), [("", NOON - 30_000)]),
        (str(NOON - 30_001), []),
        (str(NOON // 1000), [("seconds", NOON // 1000 * 1000)]),
        (str(NOON // 1000 + 2), [("seconds", (NOON // 1000 + 2) * 1000)]),
        (str(NOON // 1000 + 3), []),
        (str(NOON // 1000 - 30), [("seconds", (NOON // 1000 - 30) * 1000)]),
        (str(NOON // 1000 - 31), []),
        ("2026-11-03", [("utc:%Y-%m-%d", NOON)]),
        ("2026-11-04", []),
    ],
)
def test_the_present(text: str, expected: list[tuple[str, int]]) -> None:
    """A request says when it was sent, or a little before or after; of a day, the present moment counts."""
    token = ZONE.set(BERLIN)
    try:
        found = [each for each in now_layouts(text, NOON) if not each[0].startswith("local")]
    finally:
        ZONE.reset(token)
    assert found == expected


def test_parts_of_a_date() -> None:
    """Any number or name by which a day of now may be said, in UTC and at home."""
    token = ZONE.set(BERLIN)
    try:
        parts, names = date_parts([NOON]), day_names([NOON])
    finally:
        ZONE.reset(token)
    assert parts == {2026, 11, 3, 12, 13, 34, 56, 26, 10, 2, 1, 307, 45, 4}
    assert {"tuesday", "tue", "dienstag", "martes", "火曜日", "november", "nov", "novembre"} <= names
    assert not names & {"di", "no", "", "monday", "october", "mo"}
