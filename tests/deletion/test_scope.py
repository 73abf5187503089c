"""What is meant, and where to look for it: around each recording that is named, and not between those far apart."""

from itertools import pairwise
from typing import Any

from hypothesis import given, strategies as st
import pytest

from custom_components.alexa_privacy.amazon.history import Window
from custom_components.alexa_privacy.amazon.recordings import Kind, Recording, read_record, time_of
from custom_components.alexa_privacy.deletion.scope import Scope, covers, joined

MINUTE = 60_000
HOUR = 60 * MINUTE
NOW = 1_700_000_000_000


def named(*times: int) -> frozenset[str]:
    """Return the ids of recordings made then."""
    return frozenset(read_record({"recordKey": f"C#{time}#T#S", "timestamp": time}).id for time in times)


moments = st.integers(0, 2 * NOW)
limits = st.none() | moments
windows = st.lists(st.tuples(moments, st.integers(1, 1000 * HOUR)).map(lambda each: Window(each[0], sum(each)))).map(
    sorted
)


@given(st.frozensets(moments).map(lambda times: named(*times)), limits, limits)
def test_windows_around_names(ids: frozenset[str], start: int | None, end: int | None) -> None:
    """Each name within the limits is covered with what is close by; windows come in order, well apart."""
    found = Scope(ids=ids, start=start, end=end).windows(NOW)
    for time in map(time_of, ids):
        if (start is None or start <= time) and (end is None or time < end):
            around = max(time - MINUTE, start or 0), time + MINUTE if end is None else min(time + MINUTE, end)
            assert any(each.start <= around[0] and around[1] <= each.end for each in found)
    for earlier, later in pairwise(found):
        assert later.start - earlier.end > 12 * HOUR
    for each in found:
        assert (start or 0) <= each.start < each.end
        assert end is None or each.end <= end
        # No more than each name and half a day after it.
        assert each.end - each.start <= len(ids) * 12.1 * HOUR


@given(windows, st.integers(0, 100 * HOUR))
def test_joined_windows(given: list[Window], apart: int) -> None:
    """What is joined covers all, and nothing but that and short times in between."""
    found = joined(given, apart)
    for each in given:
        assert sum(window.start <= each.start and each.end <= window.end for window in found) == 1
    assert all(later.start - earlier.end > apart for earlier, later in pairwise(found))
    assert {each.start for each in found} <= {each.start for each in given}
    assert {each.end for each in found} <= {each.end for each in given}
    assert len(found) == sum(
        each.start - max((before.end for before in given[:place]), default=-apart - 1) > apart
        for place, each in enumerate(given)
    )


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        (Scope(), [Window(0, NOW)]),
        (Scope(start=5, end=9), [Window(5, 9)]),
        (Scope(end=NOW + 1), [Window(0, NOW)]),
        (Scope(ids=named(NOW + HOUR)), [Window(NOW + HOUR - MINUTE, NOW + HOUR + MINUTE)]),
        (Scope(ids=named(HOUR, 3 * HOUR)), [Window(HOUR - MINUTE, 3 * HOUR + MINUTE)]),
        (Scope(ids=named(HOUR, 99 * HOUR), start=2 * HOUR), [Window(99 * HOUR - MINUTE, 99 * HOUR + MINUTE)]),
        (Scope(ids=named(HOUR), end=HOUR - MINUTE), []),
        (Scope(ids=frozenset()), []),
    ],
)
def test_windows(scope: Scope, expected: list[Window]) -> None:
    """One window for what time limits; by a clock that is slow, what is named lies in the future."""
    assert scope.windows(NOW) == expected


def recording(
    time: int, echo: str, *, said: str = "", kind: str = "GENERAL", persons: tuple[str, ...] = ()
) -> Recording:
    """Return a recording."""
    item = {"recordItemType": "CUSTOMER_TRANSCRIPT", "transcriptText": said}
    people = [{"personFirstName": name} for name in persons]
    record: dict[str, Any] = {"recordKey": f"C#{time}#T#{echo}", "timestamp": time, "utteranceType": kind}
    return read_record({**record, "personsInfo": people, "voiceHistoryRecordItems": [item]})


RECORDINGS = (
    recording(0, "S0"),
    recording(10, "S1", said="Wie wird das W\u00e9tter?", persons=("Zoe",)),
    recording(20, "S2", said="the weather", kind="WAKE_WORD_ONLY", persons=("Adam", "ZOE")),
    recording(30, "S1", said="\u0301 alone", kind="SOMETHING_NEW"),
)


@pytest.mark.parametrize(
    ("limits", "meant"),
    [
        ({}, {0, 10, 20, 30}),
        ({"start": 10}, {10, 20, 30}),
        ({"end": 20}, {0, 10}),
        ({"start": 10, "end": 20}, {10}),
        ({"start": 0, "end": 0}, set()),
        ({"echoes": frozenset({"S1"})}, {10, 30}),
        ({"echoes": frozenset({"S1", "S2"}), "start": 11}, {20, 30}),
        ({"echoes": frozenset()}, set()),
        ({"kinds": frozenset({Kind.INTENDED})}, {0, 10}),
        ({"kinds": frozenset({Kind.UNINTENDED, Kind.UNKNOWN})}, {20, 30}),
        ({"persons": frozenset({"zoe"})}, {10, 20}),
        ({"persons": frozenset({"adam", "nobody"})}, {20}),
        ({"persons": frozenset()}, set()),
        ({"said": "WETTER"}, {10}),
        ({"said": "the"}, {20}),
        ({"said": "\u0301"}, {30}),
        ({"said": ""}, {0, 10, 20, 30}),
        ({"ids": frozenset({RECORDINGS[1].id, RECORDINGS[3].id})}, {10, 30}),
        ({"ids": frozenset({RECORDINGS[1].id}), "echoes": frozenset({"S2"})}, set()),
        ({"ids": frozenset()}, set()),
    ],
)
def test_what_is_meant(limits: dict[str, Any], meant: set[int]) -> None:
    """All that is given must hold; an empty choice means nothing."""
    assert {each.time for each in RECORDINGS if Scope(**limits).matches(each)} == meant


@pytest.mark.parametrize(
    ("limits", "start", "end"),
    [
        ({"last": 300}, 720, None),
        ({"last": 300, "start": 800}, 800, None),
        ({"last": 5000}, 0, None),
        ({"older_than": 300}, None, 700),
        ({"older_than": 300, "end": 600}, None, 600),
        ({"older_than": 300, "end": 800}, None, 700),
        ({"older_than": 5000}, None, 0),
        ({"last": 300, "older_than": 100}, 720, 900),
        ({"start": 5, "end": 9}, 5, 9),
        ({"start": 5, "is_today": True}, 5, None),
    ],
)
def test_ages(limits: dict[str, Any], start: int | None, end: int | None) -> None:
    """An age means only what it means whatever time it is between two moments, and looks where it may mean more."""
    scope = Scope(**limits)
    assert scope.depends_on_clock == ("start" not in limits or len(limits) > 2 or "end" not in limits)
    found = scope.at(1000, 1020)
    assert (found.start, found.end, found.depends_on_clock) == (start, end, False)
    around = scope.around(10**9)
    assert not around.depends_on_clock
    if "last" in limits:
        assert (around.start or 0) < 10**9 - limits["last"]
    if "older_than" in limits and "end" not in limits:
        assert (around.end or 0) > 10**9 - limits["older_than"]


@pytest.mark.parametrize(
    ("limits", "is_range", "is_everything"),
    [
        ({}, True, True),
        ({"start": 0}, True, False),
        ({"end": 9}, True, False),
        ({"last": 9}, True, False),
        ({"older_than": 9}, True, False),
        ({"start": 5, "is_today": True}, True, False),
        ({"echoes": frozenset({"S1"})}, False, False),
        ({"kinds": frozenset({Kind.ROUTINE})}, False, False),
        ({"persons": frozenset({"zoe"})}, False, False),
        ({"said": "x"}, False, False),
        ({"ids": frozenset({RECORDINGS[0].id})}, False, False),
    ],
)
def test_what_limits_it(limits: dict[str, Any], is_range: bool, is_everything: bool) -> None:
    """Only what nothing limits may go by a request for everything, only what time limits by one for a range.

    What is stored is what was; words and names never are, and what is left without them means nothing.
    """
    scope = Scope(**limits)
    assert (scope.is_range, scope.is_everything) == (is_range, is_everything)
    is_private = bool({"persons", "said"} & limits.keys())
    stored = scope.as_dict()
    assert (stored is None) == is_private
    assert Scope.from_dict(stored) == (Scope(start=0, end=0) if is_private else scope)


def test_a_limit_that_is_missing_is_no_limit_less() -> None:
    """A stored scope that lost one of its limits is refused: without it, more would be deleted than was said."""
    stored = Scope(start=5, end=9, ids=frozenset({"5-a"})).as_dict()
    assert stored
    for name in stored:
        with pytest.raises(KeyError):
            Scope.from_dict({key: value for key, value in stored.items() if key != name})


@given(windows, windows)
def test_what_was_listed_covers_what_is_needed(listed: list[Window], needed: list[Window]) -> None:
    """Each time range that is needed lies in one that was listed."""
    assert covers(listed, needed) == all(any(a <= start and end <= b for a, b in listed) for start, end in needed)
    assert covers(needed, needed)
