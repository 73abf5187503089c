"""Which recording is deleted first, and what is listed around it to see that nothing else goes."""

import asyncio
from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import cast
from zoneinfo import ZoneInfo

from hypothesis import given, settings, strategies as st
import pytest

from custom_components.alexa_privacy.amazon.deleters import Deleter, DeletionPlan
from custom_components.alexa_privacy.amazon.history import History, Window
from custom_components.alexa_privacy.amazon.recordings import Recording, read_record
from custom_components.alexa_privacy.counts.ledger import Ledger
from custom_components.alexa_privacy.deletion.guard import DeletionGuard
from custom_components.alexa_privacy.deletion.models import JobState
from custom_components.alexa_privacy.deletion.neighbors import Neighbors, Surroundings, most_telling

BEGIN = 1_700_000_000_000
HOUR = 3_600_000


def recording(time: int, echo: str = "S1") -> Recording:
    """Return a recording; one without an Echo has another kind of key."""
    return read_record({"recordKey": f"C#{time}#T#{echo}" if echo else f"{time}", "timestamp": time})


def planned(there: list[Recording], chosen: list[Recording], *windows: Window) -> DeletionPlan:
    """Return the plan to delete some of what windows show."""
    listed = [each for each in there if any(start <= each.time < end for start, end in windows)]
    stay = [each for each in listed if each not in chosen]
    return DeletionPlan(recordings=[each for each in listed if each in chosen], stay=stay, windows=windows)


class Listing:
    """Lists what is there, ten at a time."""

    def __init__(self, there: list[Recording]) -> None:
        """List these, oldest first."""
        self.there = there

    async def first_page(self, start: int, end: int) -> tuple[list[Recording], bool]:
        """Return the newest of a window."""
        return [each for each in reversed(self.there) if start <= each.time < end][:10], False


def around(there: list[Recording], first: list[Recording], plan: DeletionPlan, *, counted: bool) -> Neighbors:
    """Return the neighbors of what is deleted first: closely where that is one."""
    ledger = Ledger(ZoneInfo("UTC"))
    ledger.complete = counted
    ledger.count_days(date.min, date.max, there if counted else ())
    surroundings = Surroundings(cast(History, Listing(there)), ledger)
    return asyncio.run(surroundings.of(first, plan, there[-1].time + HOUR, closely=len(first) == 1))


gaps = st.sampled_from((400, 40_000, HOUR, 10 * HOUR))
steps = st.lists(st.tuples(gaps, st.sampled_from(("S1", "S1", "S2", ""))), min_size=1, max_size=40)


@settings(max_examples=300, deadline=None)
@given(steps, st.data(), st.booleans(), st.booleans())
def test_what_is_beside_it(steps: list[tuple[int, str]], data: st.DataObject, counted: bool, is_one: bool) -> None:
    """Both sides are listed wherever the plan's listing ends, also of the same Echo; all that lies there is known."""
    time, there = BEGIN, list[Recording]()
    for gap, echo in steps:
        time += gap
        there.append(recording(time, echo))
    start, end = sorted(data.draw(st.tuples(st.integers(0, len(there) - 1), st.integers(0, len(there) - 1))))
    begin = 0 if start == 0 and data.draw(st.booleans()) else there[start].time
    listed = there[start : end + 1]
    first = data.draw(st.lists(st.sampled_from(listed), min_size=1, max_size=1 if is_one else 5, unique_by=id))
    found = around(there, first, planned(there, first, Window(begin, there[end].time + 1)), counted=counted)

    def is_inside(each: Recording) -> bool:
        """Return whether it will be listed; windows may not hold their own edges."""
        return any(window.start < each.time < window.end for window in found.windows)

    oldest, newest = min(each.time for each in first), max(each.time for each in first)
    older = [each for each in there if each.time < oldest]
    newer = [each for each in there if each.time > newest]
    assert not older or is_inside(older[-1])
    assert not newer or (is_inside(newer[0]) if newer[0] in listed else any(map(is_inside, newer)))
    own = [each for each in there if each.echo and each.echo == first[0].echo]
    if counted and len(first) == 1 and own:
        beside = [each for each in own if each in newer] or [each for each in own if each in older]
        assert not beside or any(map(is_inside, beside))
    assert not {each.key for each in found.found} & {each.key for each in listed}
    # What lies there and is to stay must be known, or its loss would not be seen.
    known = {each.key for each in (*listed, *found.found)}
    assert all(each.key in known for each in there if is_inside(each))
    if len(first) == 1:
        assert sum(map(is_inside, there)) <= 7 + 1 + 7 + 1


@pytest.mark.parametrize(
    ("there", "chosen", "expected"),
    [
        # Something on both sides shows most.
        ([(0, "S1"), (60, "S2"), (120, "S1")], {0, 60, 120}, 60),
        # Then something within the same second.
        ([(0, "S1"), (60, "S1"), (120, "S1"), (121.2, "S2"), (121.4, "S2"), (200, "S2")], {60, 120, 121.2}, 121.2),
        # Then something newer of the same Echo, then something older of it.
        ([(0, "S3"), (60, "S1"), (120, "S2"), (180, "S2"), (240, "S4")], {60, 120, 180}, 120),
        ([(0, "S3"), (60, "S2"), (120, "S1"), (180, "S2"), (240, "S4")], {120, 180}, 180),
        # Then what is close by.
        ([(0, "S1"), (4000, "S1"), (8000, "S1"), (8030, "S1"), (12_000, "S1")], {4000, 8000}, 8000),
        (
            [(0, "S1"), (4000, "S1"), (8000, "S1"), (8000.9, "S1"), (12_000, "S1"), (12_100, "S1")],
            {4000, 8000.9},
            8000.9,
        ),
        # Else the newest.
        ([(0, "S1"), (60, "S1"), (120, "S1"), (180, "S1")], {60, 120}, 120),
        # What has no Echo is of no Echo's.
        ([(0, ""), (60, ""), (120, "S1"), (180, "S1"), (240, "")], {60, 120}, 120),
    ],
)
def test_the_most_telling_goes_first(there: list[tuple[float, str]], chosen: set[float], expected: float) -> None:
    """It is the one around which most would be seen to go as well."""
    history = [recording(BEGIN + int(seconds * 1000), echo) for seconds, echo in there]
    named = [each for each, (seconds, _) in zip(history, there, strict=True) if seconds in chosen]
    plan = planned(history, named, Window(0, BEGIN + 100_000_000))
    assert most_telling(plan, named).time == BEGIN + int(expected * 1000)


def test_windows_far_apart() -> None:
    """What lies in another window is not beside it, and each window knows its own."""
    history = [recording(BEGIN + hours * HOUR) for hours in (0, 1, 2, 50, 51, 52, 53)]
    windows = Window(BEGIN, BEGIN + 3 * HOUR), Window(BEGIN + 50 * HOUR, BEGIN + 52 * HOUR + 1)
    plan = planned(history, [history[2], history[3], history[5]], *windows)
    assert most_telling(plan, [history[2], history[3]]) is history[3]
    found = around(history, [history[3]], plan, counted=True)
    assert min(window.start for window in found.windows) == history[2].time - 1
    found = around(history, [history[2], history[5]], plan, counted=True)
    spans = [(history[1].time - 1, windows[0].end), (history[4].time - 1, windows[1].end)]
    assert sorted(found.windows)[:2] == spans
    assert found.found == [history[6]]


@pytest.mark.parametrize("everything", [True, False])
@pytest.mark.parametrize("one_by_one", [True, False])
def test_what_is_watched_first(everything: bool, one_by_one: bool) -> None:
    """Single recordings begin with one of them, and what is beside is watched; a request for all spares nothing."""
    history = [recording(BEGIN + hours * HOUR) for hours in range(9)]
    chosen = history if everything else history[3:6]
    window = Window(0, BEGIN + 9 * HOUR) if everything else Window(history[3].time, history[5].time + 1)
    plan = replace(planned(history, chosen, window), everything=everything)
    ledger = Ledger(ZoneInfo("UTC"))
    ledger.complete = True
    ledger.count_days(date.min, date.max, history)
    guard = DeletionGuard(cast(History, Listing(history)), ledger, lambda: None)
    state = JobState(matched=len(chosen), left=[each.id for each in chosen])
    deleter = cast(Deleter, SimpleNamespace(one_by_one=one_by_one, names_alike=lambda *_: False))
    first = asyncio.run(guard.begin(state, deleter, plan, chosen, history[-1].time + HOUR))
    assert len(first) == (1 if one_by_one else len(chosen))
    assert bool(state.guard) == (one_by_one or not everything)
    if not everything and not one_by_one:
        assert {history[2].id, history[8].id} <= {*state.others}
