"""What is kept of an answer: cookies, tokens and pauses, checked where they come in."""

from email.utils import format_datetime
from typing import Any

import orjson
import pytest
from yarl import URL

from custom_components.alexa_privacy.amazon import session as amazon_session
from custom_components.alexa_privacy.amazon.credentials import Credentials
from custom_components.alexa_privacy.amazon.errors import (
    BadResponse,
    Throttled,
)
from custom_components.alexa_privacy.amazon.history import History
from custom_components.alexa_privacy.amazon.session import AmazonSession
from tests.amazon_double import Account, AmazonDouble, Fault
from tests.amazon_double.faults import raw
from tests.helpers.hostile import COOKIES, MIB, NOW, PAUSES, ask, is_well, listing, nothing_left_behind, outcome
from tests.helpers.session import session

__all__ = ["nothing_left_behind", "session"]


async def test_cookies_are_for_amazon_alone(amazon: AmazonDouble, account: Account, session: AmazonSession) -> None:
    """However they came: from the sign-in, with an answer or by a renewal."""
    jar = session._http.cookie_jar
    amazon.fail(
        Fault.RAW,
        "v1",
        raw=[raw(listing(), headers={"Set-Cookie": "session-id-time=1; Path=/; Domain=.amazon.de; Max-Age=1000"})],
    )
    for _ in range(2):
        await ask(session)
        assert await is_well(session, account)
        assert jar.filter_cookies(URL("https://www.amazon.de/"))
        assert jar.filter_cookies(URL("https://alexa.amazon.de/"))
        for other in (
            "http://www.amazon.de/",
            "http://alexa.amazon.de/",
            "https://example.org/",
            "https://amazon.com/",
        ):
            assert not jar.filter_cookies(URL(other))
        amazon.expire_cookies()
    assert amazon.count("token") == 1


@pytest.mark.parametrize("cookie", COOKIES.values(), ids=COOKIES)
async def test_odd_cookies(amazon: AmazonDouble, account: Account, session: AmazonSession, cookie: str) -> None:
    """What cannot be sent back does not keep anything else from being sent."""
    amazon.fail(Fault.RAW, "v1", raw=[raw(listing(), headers={"Set-Cookie": cookie})])
    await outcome(ask(session))
    assert await is_well(session, account)
    amazon.expire_cookies()
    assert await is_well(session, account)


async def test_many_cookies(amazon: AmazonDouble, account: Account, session: AmazonSession) -> None:
    """More cookies than a server takes do not lock anybody out."""
    for turn in range(4):
        headers = {
            f"X-{at}": f"x\r\nSet-Cookie: c{turn}-{at}={'v' * 1000}; Domain=.amazon.de; Path=/" for at in range(20)
        }
        amazon.fail(Fault.RAW, "v1", raw=[raw(listing(), headers=headers)])
        await ask(session)
        assert await is_well(session, account)


@pytest.mark.parametrize(
    "cookies",
    [
        {".amazon.de": [{"Name": "a", "Value": "b\r\nX: y"}]},
        {".amazon.de": [{"Name": "a; b", "Value": "c"}]},
        {".amazon.de": [{"Name": "a", "Value": "b; Domain=example.org"}]},
        {".amazon.de": [{"Name": "a\n", "Value": "b"}]},
        {".amazon.de": [{"Name": "", "Value": "b"}]},
        {".amazon.de": [{"Name": "a", "Value": "\N{SNOWMAN}"}]},
        {".amazon.de": [{"Name": "a", "Value": "v" * 5000}]},
        {".amazon.de": [{"Name": f"a{at}", "Value": "v" * 100} for at in range(1000)]},
        {".example.org": [{"Name": "session-token", "Value": "b"}]},
        {".amazon.com": [{"Name": "session-token", "Value": "b"}]},
        {"evilamazon.de": [{"Name": "session-token", "Value": "b"}]},
        {".de": [{"Name": "session-token", "Value": "b"}]},
        {".amazon.de": []},
        {".amazon.de": 7},
        {".amazon.de": [["Name", "Value"]]},
        [],
        None,
    ],
    ids=lambda cookies: str(cookies)[:60],
)
async def test_cookies_of_a_renewal(
    amazon: AmazonDouble, account: Account, session: AmazonSession, cookies: Any
) -> None:
    """What could not be sent back, or belongs elsewhere, is not kept; the next renewal is as good as ever."""
    amazon.expire_cookies()
    amazon.fail(Fault.RAW, "token", raw=[raw(orjson.dumps({"response": {"tokens": {"cookies": cookies}}}))])
    with pytest.raises(BadResponse):
        await ask(session)
    assert await is_well(session, account)
    assert amazon.count("token") == 2


@pytest.mark.parametrize(
    "changed",
    [
        {"cookies": {"a": "b\r\nX: y"}},
        {"cookies": {"a; b": "c"}},
        {"cookies": {"a": "\N{SNOWMAN}"}},
        {"cookies": {"a": "v" * 10_000}},
        {"refresh_token": "Atnr|\ud800"},
        {"refresh_token": "Atnr|\r\n"},
        {"user_id": "amzn1\n"},
        {"customer_id": "A\udcff"},
    ],
    ids=str,
)
def test_a_sign_in_that_cannot_be_used(amazon: AmazonDouble, account: Account, changed: dict[str, Any]) -> None:
    """It is refused where it is read, and not when it is sent."""
    credentials = Credentials.from_login_data(amazon.login_data(account))
    with pytest.raises(BadResponse):
        Credentials.from_dict({**credentials.as_dict(), **changed})


@pytest.mark.parametrize(
    "content",
    [
        *("a&#13;&#10;b", "a&#0;b", "a b", "a\tb", "ü", "&#x1F600;", "t" * 4001, "&#127;", "&#xD800;", " t", "t "),
        "a\nb",
    ],
)
async def test_tokens_that_cannot_be_sent_back(
    amazon: AmazonDouble, account: Account, session: AmazonSession, content: str
) -> None:
    """A token is checked where it comes in, and a bad one is not kept."""
    page = f'<html><head><meta name="csrf-token" content="{content}"></head>'.encode()
    amazon.withdrawn.add("v1")
    amazon.fail(Fault.RAW, "page", raw=[raw(page, headers={"Content-Type": "text/html"})])
    with pytest.raises(BadResponse, match="token"):
        await History(session).first_page(0, 1)
    assert amazon.count("v2") == 0
    amazon.withdrawn.clear()
    assert await is_well(session, account)


@pytest.mark.parametrize(
    ("page", "token"),
    [
        (b"<META NAME='csrf-token' CONTENT='x'>", None),
        (b'<meta name=csrf-token content="good/+=:@1">', "good/+=:@1"),
        (b'<meta\n  content="good"\n  name="csrf-token"\n/>', "good"),
        (b'<meta name="csrf-token" content="a&amp;b">', "a&b"),
        (b"<meta " * MIB + b'<meta name="csrf-token" content="good">', None),
        (b"<!--" * 100_000 + b'<meta name="csrf-token" content="good">', "good"),
        (b"<a " * 100_000 + b'<meta name="csrf-token" content="good">', "good"),
        (b"<" * 200_000 + b'<meta name="csrf-token" content="good">', "good"),
        (b"\xff\xfe\x00" * 100 + b'<meta name="csrf-token" content="good">', "good"),
        (b"<p>" + b"x" * 2 * MIB + b'<meta name="csrf-token" content="late">', None),
        (b"<meta name=" + b"&" * 900_000, None),
    ],
    ids=lambda page: str(page)[:40],
)
async def test_pages_of_any_kind(amazon: AmazonDouble, session: AmazonSession, page: bytes, token: str | None) -> None:
    """The token is found at the top of a page, however that is written, or the page has none."""
    amazon.fail(Fault.RAW, "page", raw=[raw(page, headers={"Content-Type": "text/html"})])
    if token is None and b"META" not in page:
        with pytest.raises(BadResponse):
            await session._csrf_token(amazon_session.Host.WWW)
    else:
        assert await session._csrf_token(amazon_session.Host.WWW) == (token or "x")


@pytest.mark.parametrize(("wanted", "pause"), PAUSES.items(), ids=lambda each: str(each)[:40])
async def test_pauses_are_bounded(
    amazon: AmazonDouble,
    account: Account,
    session: AmazonSession,
    monkeypatch: pytest.MonkeyPatch,
    wanted: str,
    pause: float,
) -> None:
    """As long as Amazon wishes, at least half a minute, and never longer than a quarter of an hour."""
    session._throttle_wait = 30.0
    headers = {"Retry-After": wanted, "Date": format_datetime(NOW, usegmt=True)}
    amazon.fail(Fault.RAW, "v1", raw=[raw(b"{}", status="429 Too Many Requests", headers=headers)])
    with pytest.raises(Throttled) as throttled:
        await ask(session)
    assert throttled.value.retry_after == pytest.approx(pause, abs=0.01)
    assert 0 < session.paused_for <= pause
    assert await is_well(session, account)


@pytest.mark.parametrize(
    "date",
    [
        *("", "soon", "Fri, 20 Nov 99999 12:00:00 GMT", "Fri, 20 Nov 99999999999999999999 12:00:00 GMT", "\udcff"),
        *("Fri, 20 Nov 2026 12:00:00 +9999", "Fri, 99 Nov 2026 12:00:00 GMT", "x" * 8000, "1 2 3 4 5 6 7", ",,,,"),
    ],
    ids=lambda date: date[:40],
)
async def test_dates_that_are_none(amazon: AmazonDouble, session: AmazonSession, date: str) -> None:
    """Nothing is concluded from them."""
    amazon.fail(Fault.RAW, "v1", raw=[raw(listing(), headers={"Date": date})])
    await ask(session)
    assert session.clock.ahead == 0
