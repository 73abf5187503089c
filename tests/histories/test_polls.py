"""A history that cannot be listed: when it is left alone, when its page has changed, and when it works again."""

from collections.abc import Sequence
from typing import Any, cast
from unittest.mock import Mock

import pytest

from custom_components.alexa_privacy.amazon.errors import BadResponse, CannotConnect, Throttled
from custom_components.alexa_privacy.histories.account_history import AccountHistory


class Polls:
    """A history whose polls go as they are told; notes what is noted, and how often Amazon was asked."""

    is_busy = False
    failure = None

    def __init__(self, outcomes: Sequence[type[Exception] | None]) -> None:
        """Fail so."""
        self.outcomes = [*outcomes]
        self.asked = 0
        self.noted: list[bool] = []
        parts: Any = dict.fromkeys(("kept", "listed", "schedule"), None)
        history = cast(Any, Mock(now=lambda: 0))
        self.history = AccountHistory(
            key="x", name="x", history=history, counts=cast(Any, self), note_listing=self.note, **parts
        )

    def note(self, key: str, works: bool) -> None:
        """Note whether the listing works."""
        assert key == "x"
        self.noted.append(works)

    async def poll(self, _now: int) -> None:
        """Go as told."""
        self.asked += 1
        if outcome := self.outcomes.pop(0):
            raise outcome(60)


@pytest.mark.parametrize(
    ("outcomes", "noted"),
    [
        ([BadResponse] * 2 + [None], []),
        ([BadResponse] * 3, [False]),
        ([BadResponse] * 5 + [None], [False, True]),
        ([CannotConnect] * 9 + [None], []),
        ([BadResponse, CannotConnect, BadResponse, BadResponse], [False]),
        ([BadResponse, BadResponse, None, BadResponse, BadResponse], []),
        ([BadResponse] * 3 + [None] + [BadResponse] * 3, [False, True, False]),
    ],
)
async def test_a_page_that_has_changed(outcomes: list[type[Exception] | None], noted: list[bool]) -> None:
    """It is noted once, and once when it works again; a line that is down is no change of a page."""
    polls = Polls(outcomes)
    for outcome in outcomes:
        assert await polls.history.poll()
        assert polls.history.is_reached == (outcome is None)
        assert type(polls.history.failure) is (outcome or type(None))
    assert polls.noted == noted
    assert polls.asked == len(outcomes)


async def test_a_page_that_asks_to_slow_down() -> None:
    """It is left alone for more polls each time, up to a limit; others wait for the account's pause alone."""
    polls = Polls([Throttled] * 9 + [None, Throttled])
    asked = []
    while polls.outcomes:
        before = polls.asked
        is_free = await polls.history.poll()
        asked.append(polls.asked > before)
        assert is_free == (not asked[-1] or polls.asked == 10)
    gaps = "".join("x" if each else "." for each in asked).split("x")
    assert [len(gap) for gap in gaps[1:]] == [1, 3, 7, 15, 31, 63, 63, 63, 63, 0, 0]
    assert polls.noted == []


async def test_a_purge_is_not_disturbed() -> None:
    """While it runs, nothing is counted."""
    polls = Polls([])
    polls.is_busy = True
    assert await polls.history.poll()
    assert polls.asked == 0
