"""The connection to Amazon: how often it may be asked, and what is fetched anew."""

import asyncio

import pytest

from custom_components.alexa_privacy.amazon import session as amazon_session
from custom_components.alexa_privacy.amazon.errors import Throttled
from custom_components.alexa_privacy.amazon.history import History
from custom_components.alexa_privacy.amazon.session import AmazonSession
from tests.amazon_double import Account, AmazonDouble, Fault
from tests.session import renewed, session

__all__ = ["renewed", "session"]


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        """Begin some time after the machine was started."""
        self.now = 1000.0

    def __call__(self) -> float:
        """Return the time, as `monotonic` does."""
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Let the session read a clock that stands still."""
    clock = Clock()
    monkeypatch.setattr(amazon_session, "monotonic", clock)
    return clock


async def look(session: AmazonSession) -> None:
    """Ask Amazon for one page of the history."""
    await History(session).first_page(0, 1)


async def test_each_throttling_pauses_longer(
    amazon: AmazonDouble, monkeypatch: pytest.MonkeyPatch, clock: Clock, session: AmazonSession
) -> None:
    """Twice as long each time, up to a quarter of an hour; once Amazon answers, it begins anew."""
    monkeypatch.setattr(amazon_session, "THROTTLE_FIRST", 30.0)
    await look(session)
    pauses = []
    amazon.fail(Fault.THROTTLED, "v2", times=7)
    for _ in range(7):
        with pytest.raises(Throttled) as throttled:
            await look(session)
        assert throttled.value.retry_after == session.paused_for
        pauses.append(session.paused_for)
        clock.now += session.paused_for
    assert pauses == [30, 60, 120, 240, 480, 900, 900]
    assert session.paused_for == 0
    await look(session)
    amazon.fail(Fault.THROTTLED, "v2")
    with pytest.raises(Throttled):
        await look(session)
    assert session.paused_for == 30


async def test_the_token_is_fetched_again_after_half_a_day(
    amazon: AmazonDouble, clock: Clock, session: AmazonSession
) -> None:
    """Until then the one that is known does."""
    for hours, pages in ((0, 1), (12, 1), (0.1, 2), (12, 2)):
        clock.now += hours * 60 * 60
        await look(session)
        assert amazon.count("page") == pages


async def test_requests_are_paced_and_never_at_once(
    amazon: AmazonDouble, account: Account, monkeypatch: pytest.MonkeyPatch, session: AmazonSession
) -> None:
    """Whoever asks waits for the one before, and then for a pause."""
    waits: list[float] = []
    real_sleep = asyncio.sleep

    async def sleep(seconds: float) -> None:
        """Wait no longer than the other tasks take."""
        waits.append(seconds)
        await real_sleep(0)

    monkeypatch.setattr(amazon_session, "PAUSE", 3600.0)
    monkeypatch.setattr(asyncio, "sleep", sleep)
    await asyncio.gather(look(session), look(session))
    assert len(waits) == amazon.count() == 3
    first, *later = waits
    assert first <= 0
    assert all(3500 < wait <= 3600 for wait in later)
