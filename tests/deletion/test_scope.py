"""Where to look for what is meant: around each recording that is named, and not between those far apart."""

from itertools import pairwise

from hypothesis import given, strategies as st
import pytest

from custom_components.alexa_privacy.amazon.history import Window
from custom_components.alexa_privacy.amazon.recordings import read_record, time_of
from custom_components.alexa_privacy.deletion.scope import Scope, joined

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
