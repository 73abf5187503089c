"""What a learned request can delete exactly: nothing may lie where it may reach."""

from collections.abc import AsyncIterator
from datetime import UTC
from types import SimpleNamespace
from typing import Any, cast

import pytest

from custom_components.alexa_privacy.amazon.deleters import DeletionPlan, RangeDeleter, RecordingsDeleter
from custom_components.alexa_privacy.amazon.history import History, Window
from custom_components.alexa_privacy.amazon.recipes.document import read_recipes
from custom_components.alexa_privacy.amazon.recipes.model import DeleteRecipe
from custom_components.alexa_privacy.amazon.recordings import Recording, read_record
from custom_components.alexa_privacy.amazon.session import AmazonSession

NOON = 1634212800000
ACCOUNT = cast("AmazonSession", SimpleNamespace(zone=UTC, credentials=SimpleNamespace(customer_id="CUST", domain="de")))


class Empty:
    """A history in which nothing else is listed."""

    async def pages(self, *_: int) -> AsyncIterator[Any]:
        """List nothing."""
        nothing: list[Any] = []
        for page in nothing:
            yield page


def record(time: int, serial: str = "SERIAL") -> Recording:
    """Return a recording."""
    return read_record({"recordKey": f"CUST#{time}#TYPE#{serial}", "timestamp": time, "customerId": "CUST"})


def recipe(name: str, body: Any, first: Any = None) -> DeleteRecipe:
    """Return a way to delete."""
    request = {"method": "POST", "path": "/alexa-privacy/made-up/x", "json": body}
    part = {"request": request, **({"first": first} if first else {})}
    found: DeleteRecipe = getattr(read_recipes({"version": 1, name: part}), name)
    return found


@pytest.mark.parametrize("first", [None, {"answer1": {"request": {"method": "GET", "path": "/alexa-privacy/made-up"}}}])
@pytest.mark.parametrize(
    ("unit", "after", "is_exact"),
    [
        ("seconds", 1, False),
        ("seconds", 1400, False),
        # The page may take the last second that it is told as a part of the range.
        ("seconds", 1999 - 500, False),
        ("seconds", 2000, True),
        ("utc:%Y-%m-%d %H:%M", 59_000, False),
        ("utc:%Y-%m-%d %H:%M", 119_000, False),
        ("utc:%Y-%m-%d %H:%M", 120_000, True),
        ("text", 1, False),
        ("text", 2, True),
    ],
)
async def test_a_range_may_end_a_little_later(unit: str, after: int, is_exact: bool, first: Any) -> None:
    """Whether its last moment, second or minute belongs to a range, only the page knows: nothing may lie in it."""
    named = recipe("delete_range", {"from": f"{{{{start|{unit}}}}}", "to": f"{{{{end|{unit}}}}}"}, first)
    deleter = RangeDeleter(ACCOUNT, named, cast("History", Empty()))
    wanted, other = record(NOON + 500), record(NOON + 500 + after)
    wish = DeletionPlan(recordings=[wanted], stay=[other], windows=[Window(0, NOON + 1_000_000)])
    assert list(await deleter.nameable(wish)) == ([wanted] if is_exact else [])


async def test_recordings_that_could_be_taken_for_others() -> None:
    """What the same Echo recorded in the same second is deleted together or not at all; other Echos do not matter."""
    deleter = RecordingsDeleter(ACCOUNT, recipe("delete_recordings", {"key": "{{recording.recordKey}}"}))
    alone, close, elsewhere = record(NOON), record(NOON + 60_000), record(NOON + 120_000)
    stay = [record(NOON + 60_400), record(NOON + 120_000, "OTHER")]
    wish = DeletionPlan(recordings=[alone, close, elsewhere], stay=stay, windows=[Window(0, NOON + 1_000_000)])
    assert list(await deleter.nameable(wish)) == [alone, elsewhere]
    together = DeletionPlan(recordings=[close, stay[0]], stay=[], windows=wish.windows)
    assert list(await deleter.nameable(together)) == [close, stay[0]]
