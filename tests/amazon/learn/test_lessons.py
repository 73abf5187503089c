"""Every shape of request is learned right or refused; none is learned wrongly, and none so that it does nothing."""

from dataclasses import replace

import pytest

from tests.amazon.learn.delete_shapes import SHAPES
from tests.amazon.learn.many_apps import PAGES
from tests.amazon.learn.range_shapes import RANGES, range_verdict, spans_of
from tests.amazon.learn.shapes import KINDS, verdict
from tests.amazon.learn.simulator import account, good_demonstrations, judge, lesson

GOOD = {"right": {"right"}, "refused": {"refused"}, "either": {"right", "unread", "refused"}}


@pytest.fixture(autouse=True)
def _found_by_home_assistant() -> None:
    """Run without Home Assistant: nothing here knows it."""


@pytest.mark.parametrize("name", KINDS)
def test_shape(name: str) -> None:
    """What was learned does on other recordings and in other states what the page would do."""
    found = verdict(name)
    assert found.outcome in GOOD[KINDS[name][1]], found.why


def test_one_demonstration() -> None:
    """One deletion alone teaches nothing, whatever it looks like."""
    records = account()
    for name, shape in list(SHAPES.items())[::3]:
        world = lesson(shape.app, records, good_demonstrations(records)[:1], **shape.world)
        assert judge(shape.app, world, **shape.more).outcome == "refused", name
    for name, span in list(RANGES.items())[::3]:
        spans = span.spans or spans_of(span.unit, span.zone)
        assert range_verdict(replace(span, spans=spans[:1])).outcome == "refused", name


@pytest.mark.parametrize("kind", PAGES)
@pytest.mark.parametrize("first", range(0, 100, 20))
def test_random_pages(kind: str, first: int) -> None:
    """Random pages are learned right or refused: nothing is learned wrongly, and next to nothing does nothing."""
    found = [(seed, *PAGES[kind](seed)) for seed in range(first, first + 20)]
    assert not [(seed, traits, each.why) for seed, _, traits, each in found if each.outcome == "wrong"]
    assert sum(each.outcome == "inert" for *_, each in found) <= 1
