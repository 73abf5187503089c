"""Every shape of request is learned right or refused; none is learned wrongly, and none so that it does nothing."""

from dataclasses import replace

import pytest

from tests.amazon.learn.outcomes import SEEDS, kept, said
from tests.amazon.learn.random_pages import PAGES
from tests.amazon.learn.shapes import KINDS, verdict
from tests.amazon.learn.shapes.deletions import SHAPES
from tests.amazon.learn.shapes.ranges import RANGES, range_verdict, spans_of
from tests.amazon.learn.simulator import DAY, account, good_demonstrations, judge, lesson

KEPT = kept()
GOOD = {"right": {"right"}, "refused": {"refused"}, "either": {"right", "unread", "refused"}}


@pytest.mark.parametrize("name", KINDS)
def test_shape(name: str) -> None:
    """What was learned does on other recordings and in other states what the page would do; or its reason is known."""
    found = verdict(name)
    assert found.outcome in GOOD[KINDS[name][1]], found.why
    assert said(found) == KEPT[name]


def test_one_demonstration() -> None:
    """One deletion alone teaches nothing, whatever it looks like."""
    records = account()
    for name, shape in list(SHAPES.items())[::3]:
        world = lesson(shape.app, records, good_demonstrations(records)[:1], **shape.world)
        assert judge(shape.app, world, **shape.more).outcome == "refused", name
    for name, span in list(RANGES.items())[::3]:
        spans = span.spans or spans_of(span.unit, span.zone)
        assert range_verdict(replace(span, spans=spans[:1])).outcome == "refused", name


def test_a_range_that_held_nothing() -> None:
    """A range that was deleted by mistake, of a time without recordings, changes nothing of what is learned."""
    long_ago = min(record["timestamp"] for record in account()) // DAY * DAY - 40 * DAY
    for name, shape in list(RANGES.items())[::2]:
        empty = (long_ago, long_ago + max(3 * DAY, shape.unit))
        spans = [empty, *(shape.spans or spans_of(shape.unit, shape.zone))]
        assert range_verdict(replace(shape, spans=spans)).outcome == range_verdict(shape).outcome, name


@pytest.mark.parametrize("kind", PAGES)
@pytest.mark.parametrize("first", range(0, SEEDS, 20))
def test_random_pages(kind: str, first: int) -> None:
    """Random pages are learned right or refused, as ever: nothing is learned wrongly, and nothing does nothing."""
    found = {f"{kind} {seed}": PAGES[kind](seed) for seed in range(first, first + 20)}
    for name, (_, traits, each) in found.items():
        assert each.outcome in {"right", "refused"}, (name, traits, each.why)
    assert {name: said(each) for name, (*_, each) in found.items()} == {name: KEPT[name] for name in found}
