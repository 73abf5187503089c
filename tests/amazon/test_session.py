"""The connection to Amazon: how often it may be asked, and what is fetched anew."""

import asyncio
from dataclasses import replace

import pytest

from custom_components.alexa_privacy.amazon import session as amazon_session
from custom_components.alexa_privacy.amazon.errors import (
    BadResponse,
    CannotConnect,
    Refused,
    SignedOut,
    Throttled,
    Withdrawn,
)
from custom_components.alexa_privacy.amazon.history import History
from custom_components.alexa_privacy.amazon.request_stats import RequestKind
from custom_components.alexa_privacy.amazon.responses import Request
from custom_components.alexa_privacy.amazon.session import AmazonSession
from tests.amazon_double import Account, AmazonDouble, Fault
from tests.amazon_double.faults import INSTEAD, json
from tests.helpers.session import session
from tests.helpers.timing import set_pace

__all__ = ["session"]


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
    set_pace(session, throttle_first=30.0)
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

    set_pace(session, pause=3600.0)
    monkeypatch.setattr(asyncio, "sleep", sleep)
    await asyncio.gather(look(session), look(session))
    assert len(waits) == amazon.count() == 3
    first, *later = waits
    assert first <= 0
    assert all(3500 < wait <= 3600 for wait in later)


@pytest.mark.parametrize("target", ["https://example.org/alexa-privacy/", "//example.org/", "http://www.amazon.de/"])
async def test_nothing_is_sent_elsewhere(amazon: AmazonDouble, session: AmazonSession, target: str) -> None:
    """Whatever asks, a request goes to the account's own site."""
    with pytest.raises(Refused):
        await session.fetch(lambda _: Request(method="GET", target=target), RequestKind.PAGE, lambda _: None)
    assert not amazon.requests


async def test_where_a_request_comes_from(amazon: AmazonDouble, session: AmazonSession) -> None:
    """A browser says so of what may change something, and not of what only asks for a page."""
    await look(session)
    sent = {request.kind: request.headers for request in amazon.requests}
    assert "Origin" not in sent["page"]
    assert sent["v2"]["Origin"] == "https://www.amazon.de"
    assert sent["v2"]["Referer"] == "https://www.amazon.de/alexa-privacy/apd/rvh"


async def test_nothing_is_sent_once_the_account_is_gone(session: AmazonSession) -> None:
    """What comes too late is told that nobody can be asked."""
    await session._http.close()
    with pytest.raises(CannotConnect, match="no longer loaded"):
        await look(session)


async def test_no_content_has_no_type(amazon: AmazonDouble, session: AmazonSession) -> None:
    """As in a browser."""
    request = Request(method="POST", target="/alexa-privacy/made-up")
    with pytest.raises(Withdrawn):
        await session.fetch(lambda _: request, RequestKind.SETTING, lambda _: None)
    assert "Content-Type" not in amazon.requests[-1].headers


async def test_a_renewal_replaces_all_cookies(amazon: AmazonDouble, session: AmazonSession) -> None:
    """What belonged to the dead session is neither sent nor used any more, its anti-CSRF token least of all."""
    await look(session)
    session._fill_jar({".amazon.de": {"made-up-old": "cookie"}})
    amazon.expire_cookies()
    amazon.clear_log()
    await look(session)
    assert amazon.counts() == {"v2": 2, "token": 1, "page": 1}
    assert ["made-up-old" in request.headers.get("Cookie", "") for request in amazon.requests] == [True, *[False] * 3]


@pytest.mark.parametrize("status", [400, 401, 403])
async def test_a_sign_in_that_is_not_renewed_has_ended(
    amazon: AmazonDouble, monkeypatch: pytest.MonkeyPatch, session: AmazonSession, status: int
) -> None:
    """However Amazon says so."""
    monkeypatch.setitem(INSTEAD, Fault.REFUSED, lambda: json({}, status=status))
    amazon.expire_cookies()
    amazon.fail(Fault.REFUSED, "token")
    with pytest.raises(SignedOut):
        await look(session)


async def test_a_cookie_that_cannot_be_sent_back(session: AmazonSession) -> None:
    """It is no answer of Amazon's, and no mistake of ours."""
    with pytest.raises(BadResponse):
        AmazonSession(session._http, replace(session.credentials, cookies={"a name": "of two words"}))
