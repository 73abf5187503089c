"""Redirects: nothing is sent elsewhere, whatever Amazon's answer says."""

import asyncio
from collections.abc import AsyncIterator
from functools import partial

from aiohttp import ClientSession, CookieJar, TCPConnector
import pytest
from yarl import URL

from custom_components.alexa_privacy.amazon import session as amazon_session
from custom_components.alexa_privacy.amazon.audio import Audio
from custom_components.alexa_privacy.amazon.credentials import Credentials
from custom_components.alexa_privacy.amazon.errors import (
    AmazonError,
    BadResponse,
    SignedOut,
)
from custom_components.alexa_privacy.amazon.history import History
from custom_components.alexa_privacy.amazon.recordings import read_record
from custom_components.alexa_privacy.amazon.request_stats import RequestKind
from custom_components.alexa_privacy.amazon.responses import Expect, Request
from custom_components.alexa_privacy.amazon.session import AmazonSession
from custom_components.alexa_privacy.amazon.voice import list_echos
from tests.amazon_double import Account, AmazonDouble, Fault
from tests.helpers.hostile import ELSEWHERE, PAGE, STATUSES, ask, is_well, leads, nothing_left_behind
from tests.helpers.session import session
from tests.helpers.timing import QUICK

__all__ = ["nothing_left_behind", "session"]


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("where", ["v1", "v2", "page", "devices", "audio"])
async def test_nothing_follows_elsewhere(
    amazon: AmazonDouble, account: Account, session: AmazonSession, where: str, status: str
) -> None:
    """Whatever it was an answer to, and whatever kind of redirect it is, nothing is sent there."""
    recording = next(item for item in map(read_record, account.records) if item.utterance_id)
    audio = Audio(session, History(session))
    audio.remember([recording])
    asking = {
        "v1": partial(ask, session),
        "v2": partial(History(session).first_page, 0, 1),
        "page": partial(History(session).first_page, 0, 1),
        "devices": partial(list_echos, session),
        "audio": partial(audio.fetch, recording.id),
    }[where]
    amazon.withdrawn.add("v1" if where != "v1" else "v2")
    for location in (*ELSEWHERE, None):
        if where == "devices" and location == "https://alexa.amazon.de/alexa-privacy/apd/rvh":
            continue
        session._forget_csrf()
        amazon.clear_log()
        amazon.fail(Fault.RAW, where, raw=[leads(location, status)])
        with pytest.raises(BadResponse):
            await asking()
        assert amazon.count(where) == 1
        assert amazon.counts().keys() <= {where, "page", "v1", "v2"}
        amazon.heal()
    amazon.withdrawn.clear()
    assert await is_well(session, account)


@pytest.mark.parametrize(
    "location",
    [
        "/ap/signin",
        "/ap/signin?openid.return_to=x",
        "/ap/cvf/request",
        "https://www.amazon.de/ap/signin",
        "https://www.amazon.com/ap/signin",
        "https://signin.amazon.co.uk/ap/signin",
        "../../../ap/signin",
        "//www.amazon.de/ap/signin",
        "/x/../ap/signin",
    ],
)
async def test_what_leads_to_the_sign_in(amazon: AmazonDouble, session: AmazonSession, location: str) -> None:
    """It is not loaded: cookies are renewed once, then the owner has to sign in."""
    amazon.fail(Fault.RAW, "v1", times=None, raw=[leads(location)])
    with pytest.raises(SignedOut):
        await ask(session)
    assert amazon.counts() == {"v1": 2, "token": 1}


@pytest.mark.parametrize("status", STATUSES)
async def test_what_stays_is_followed(
    amazon: AmazonDouble, account: Account, session: AmazonSession, status: str
) -> None:
    """On the same site a page may lead on; nothing but the cookies goes along."""
    amazon.fail(Fault.RAW, "page", raw=[leads("activity?ref=x#y", status)])
    amazon.fail(Fault.RAW, "page", raw=[leads("https://www.amazon.de/alexa-privacy/apd/home", status)])
    assert await is_well(session, account)
    assert [entry.raw_target for entry in amazon.requests if entry.kind == "page"] == [
        "/alexa-privacy/apd/rvh",
        "/alexa-privacy/apd/activity?ref=x",
        "/alexa-privacy/apd/home",
    ]
    amazon.clear_log()
    amazon.fail(Fault.RAW, "persons", raw=[leads(f"{PAGE}/customer-history-records?startTime=0&endTime=1", status)])
    with pytest.raises(AmazonError):
        await session.fetch(
            lambda csrf: Request(
                method="GET",
                target=f"{PAGE}/persons-in-household",
                headers={"anti-csrftoken-a2z": csrf, "Authorization": "Bearer x", "X-Made-Up": "x"},
            ),
            RequestKind.PERSONS,
            lambda _: None,
            csrf=True,
        )
    first, second = (entry for entry in amazon.requests if entry.kind in {"persons", "v1"})
    assert first.headers["anti-csrftoken-a2z"]
    assert second.path == f"{PAGE}/customer-history-records"
    assert not {"anti-csrftoken-a2z", "authorization", "x-made-up"} & {name.lower() for name in second.headers}


@pytest.mark.parametrize("status", STATUSES)
async def test_what_is_posted_is_never_sent_on(amazon: AmazonDouble, session: AmazonSession, status: str) -> None:
    """A body goes where it was meant to, and nowhere else; a listing that leads on is no listing."""
    await History(session).first_page(0, 1)
    amazon.clear_log()
    amazon.withdrawn.add("v1")
    amazon.fail(Fault.RAW, "v2", raw=[leads(f"{PAGE}/customer-history-records-v2/?startTime=0&endTime=1", status)])
    with pytest.raises(BadResponse):
        await History(session).first_page(0, 1)
    assert amazon.counts() == {"v2": 1, "v1": 1}


@pytest.mark.parametrize("status", STATUSES)
async def test_a_form_may_lead_elsewhere_on_the_site(amazon: AmazonDouble, session: AmazonSession, status: str) -> None:
    """Where nothing is read of the answer it is one; it is not followed, and off the site it is none."""
    target = "/alexa-privacy/apd/home"

    async def post() -> int:
        request = Request(method="POST", target=target, body=b"x")
        return await session.fetch(
            lambda _: request,
            RequestKind.DELETION,
            lambda answer: answer.status,
            expect=Expect.ANYTHING,
            repeatable=False,
        )

    amazon.fail(Fault.RAW, "unknown", raw=[leads("/alexa-privacy/apd/rvh", status)])
    assert await post() == int(status[:3])
    for location, error in (("https://example.org/", BadResponse), ("/ap/signin", SignedOut), (None, BadResponse)):
        amazon.fail(Fault.RAW, "unknown", raw=[leads(location, status)])
        with pytest.raises(error):
            await post()
    assert amazon.counts() == {"unknown": 4}


async def test_redirects_end(amazon: AmazonDouble, account: Account, session: AmazonSession) -> None:
    """A circle is left."""
    amazon.fail(Fault.RAW, "page", times=None, raw=[leads("/alexa-privacy/apd/rvh")])
    with pytest.raises(BadResponse, match="do not end"):
        await session._csrf_token(amazon_session.Host.WWW)
    assert amazon.count("page") == 4
    amazon.heal()
    assert await is_well(session, account)


async def test_a_renewal_leads_nowhere(amazon: AmazonDouble, session: AmazonSession) -> None:
    """The refresh token goes to its one address."""
    for location in ELSEWHERE:
        amazon.expire_cookies()
        amazon.clear_log()
        amazon.fail(Fault.RAW, "token", raw=[leads(location, "307 Temporary Redirect")])
        with pytest.raises(BadResponse):
            await ask(session)
        assert amazon.counts() == {"v1": 1, "token": 1}


class Open:
    """An Amazon that listens without TLS, too."""

    def __init__(self) -> None:
        """Begin without having heard anything."""
        self.heard = b""
        self.port = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Note what comes."""
        self.heard += await reader.read(10_000)
        writer.close()


@pytest.fixture
async def in_the_open(amazon: AmazonDouble) -> AsyncIterator[Open]:
    """Listen where cookies could be read along the way."""
    listener = Open()
    server = await asyncio.start_server(listener.serve, "127.0.0.1")
    listener.port = server.sockets[0].getsockname()[1]
    yield listener
    server.close()


@pytest.mark.parametrize("where", ["v1", "page"])
async def test_no_cookie_goes_over_an_open_connection(
    amazon: AmazonDouble, account: Account, in_the_open: Open, where: str
) -> None:
    """Neither by a redirect nor otherwise."""
    connector = TCPConnector(resolver=amazon.resolver(), ssl=amazon.ssl_context())
    credentials = Credentials.from_login_data(amazon.login_data(account))
    async with ClientSession(connector=connector, cookie_jar=CookieJar()) as http:
        session = AmazonSession(http, credentials, pace=QUICK)
        target = f"http://www.amazon.de:{in_the_open.port}/alexa-privacy/apd/rvh"
        amazon.fail(Fault.RAW, where, raw=[leads(target)])
        with pytest.raises(BadResponse):
            await (ask(session) if where == "v1" else session._csrf_token(amazon_session.Host.WWW))
    assert not in_the_open.heard
    assert not http.cookie_jar.filter_cookies(URL(target))
