"""Answers that no Amazon should give: each is an AmazonError within limits, and the next request is as good as new.

They come over a real connection, as bytes.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import partial
import gzip
from itertools import chain, repeat
from random import Random
import threading
from typing import Any
import zlib

from aiohttp import ClientSession, ClientTimeout, CookieJar, TCPConnector
import orjson
import pytest
from yarl import URL

from custom_components.alexa_privacy.amazon import answers, session as amazon_session
from custom_components.alexa_privacy.amazon.answers import Expect, Request
from custom_components.alexa_privacy.amazon.audio import Audio
from custom_components.alexa_privacy.amazon.credentials import Credentials
from custom_components.alexa_privacy.amazon.errors import (
    AmazonError,
    BadAnswer,
    CannotConnect,
    SignedOut,
    Throttled,
)
from custom_components.alexa_privacy.amazon.history import History
from custom_components.alexa_privacy.amazon.household import first_names
from custom_components.alexa_privacy.amazon.recordings import read_record
from custom_components.alexa_privacy.amazon.session import AmazonSession
from custom_components.alexa_privacy.amazon.spoken import list_echos
from custom_components.alexa_privacy.amazon.traffic import Asking
from custom_components.alexa_privacy.amazon.transfer import MOST_BYTES
from tests.amazon_double import Account, AmazonDouble, Fault
from tests.amazon_double.faults import raw
from tests.amazon_double.privacy import silence
from tests.session import renewed, session

__all__ = ["renewed", "session"]

PAGE = "/alexa-privacy/apd/rvh"
MIB = 1024 * 1024


@pytest.fixture(autouse=True)
def _nothing_left_behind(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Let no task end in an exception that nobody takes."""
    yield
    assert "never retrieved" not in caplog.text
    assert "Unhandled" not in caplog.text


async def ask(session: AmazonSession) -> Any:
    """Ask for one page of the older listing, which needs no token."""
    return await session.fetch(
        lambda _: Request(
            method="GET",
            target=f"{PAGE}/customer-history-records?startTime=0&endTime=1&recordType=VOICE_HISTORY&maxRecordSize=10",
        ),
        Asking.V1,
        lambda answer: answer.json,
    )


async def is_well(session: AmazonSession, account: Account) -> bool:
    """Return whether the whole history is listed."""
    session._throttled_until = 0.0
    return len(await History(session).recordings(0, account.now + 1)) == account.held


def listing(**answer: Any) -> bytes:
    """Return a page of a listing."""
    return orjson.dumps({"customerHistoryRecords": [], "encodedRequestToken": None, **answer})


def records(count: int) -> bytes:
    """Return a page with so many records."""
    return b'{"customerHistoryRecords":[' + b",".join([b'{"recordKey":"k","timestamp":1}'] * count) + b"]}"


# What is read of an answer


NO_JSON = {
    "nothing": b"",
    "text": b"hello",
    "half": b'{"customerHistoryRecords":[{"recordKey":"C#1#T#S"',
    "two": b"{}{}",
    "not a number": b'{"customerHistoryRecords":[],"x":NaN}',
    "infinite": b'{"customerHistoryRecords":[],"x":Infinity}',
    "no UTF-8": b'{"customerHistoryRecords":[],"x":"\xff\xfe"}',
    "overlong UTF-8": b'{"customerHistoryRecords":[],"x":"\xc0\xae"}',
    "half a character": b'{"customerHistoryRecords":[],"x":"\\ud800"}',
    "deeply nested": b'{"customerHistoryRecords":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "nested objects": b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "many digits": b'{"customerHistoryRecords":[],"x":' + b"9" * MIB + b"}",
    "many records": records(1_001),
    "a million records": records(250_000),
    "lists": b'{"customerHistoryRecords":[' + b"[]," * 500_000 + b"[]]}",
    "many keys": b"{" + b",".join(b'"%d":0' % key for key in range(150_000)) + b"}",
    "a long text": listing(padding="x" * 3 * MIB),
    "spaces": b" " * 4 * MIB + listing(),
    "a long token": listing(encodedRequestToken="t" * 100_000),
    "a long key": listing(customerHistoryRecords=[{"recordKey": "k" * 100_000, "timestamp": 1}]),
    "a time of many digits": listing(customerHistoryRecords=[{"recordKey": "k", "timestamp": 2**63}]),
    "a time as text": listing(customerHistoryRecords=[{"recordKey": "k", "timestamp": "9" * 5000}]),
    "records as an object": listing(customerHistoryRecords={"recordKey": "k"}),
    "records as a text": listing(customerHistoryRecords="kkkk"),
    "a record in a list": listing(customerHistoryRecords=[[{"recordKey": "k", "timestamp": 1}]]),
    "a token as a number": listing(encodedRequestToken=7),
    "a list": b"[]",
    "null": b"null",
}


@pytest.mark.parametrize("body", NO_JSON.values(), ids=NO_JSON)
async def test_what_is_no_listing(amazon: AmazonDouble, account: Account, session: AmazonSession, body: bytes) -> None:
    """Neither listing is believed, and nothing but an AmazonError is raised."""
    for where in ("v1", "v2"):
        amazon.fail(Fault.RAW, where, raw=[raw(body)])
    with pytest.raises(BadAnswer):
        await History(session).recordings(0, account.now)
    assert await is_well(session, account)


async def test_the_other_listing_is_asked(amazon: AmazonDouble, account: Account, session: AmazonSession) -> None:
    """What one listing answers that is not understood does not matter where the other one works."""
    for body in NO_JSON.values():
        for where in ("v1", "v2"):
            amazon.heal()
            amazon.fail(Fault.RAW, where, times=None, raw=[raw(body)])
            assert await is_well(session, account)


async def test_as_many_as_a_page_may_have(amazon: AmazonDouble, account: Account, session: AmazonSession) -> None:
    """Up to the limits an answer is read."""
    amazon.fail(Fault.RAW, "v2", raw=[raw(records(1_000))])
    assert len((await History(session).first_page(0, 2))[0]) == 1
    amazon.fail(Fault.RAW, "v2", raw=[raw(listing(padding="x" * MIB))])
    assert await History(session).first_page(0, 2) == ([], False)


async def test_large_answers_are_read_in_a_thread(
    amazon: AmazonDouble, account: Account, session: AmazonSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that nothing else has to wait for them; small ones are not worth one."""
    threads: list[int] = []
    understand, find_csrf_token = answers.understand, answers.find_csrf_token

    def noted(work: Any) -> Any:
        def call(*arguments: Any) -> Any:
            threads.append(threading.get_ident())
            return work(*arguments)

        return call

    monkeypatch.setattr(amazon_session, "understand", noted(understand))
    monkeypatch.setattr(amazon_session, "find_csrf_token", noted(find_csrf_token))
    await History(session).first_page(0, account.now)
    assert set(threads) == {threading.get_ident()}
    threads.clear()
    amazon.fail(Fault.RAW, "v1", raw=[raw(listing(padding="x" * 100_000))])
    await ask(session)
    page = b'<meta name="csrf-token" content="t">' + b"<p>" * 50_000
    amazon.fail(Fault.RAW, "page", raw=[raw(page, headers={"Content-Type": "text/html"})])
    session._forget_csrf()
    await session._csrf_token(amazon_session.Host.WWW)
    assert len(threads) == 3
    assert threading.get_ident() not in threads


# How long an answer is, and how it is encoded


def endless(beginning: bytes, piece: bytes, sent: list[int]) -> Iterator[bytes]:
    """Return an answer without an end, and note how much of it was taken."""
    yield beginning
    for again in repeat(piece):
        sent.append(len(again))
        yield again


CHUNK = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"


@pytest.mark.parametrize(
    ("headers", "piece"),
    [
        ({"Transfer-Encoding": "chunked"}, CHUNK),
        ({"Transfer-Encoding": "chunked", "Content-Encoding": "gzip"}, CHUNK),
        ({"Content-Length": str(10**15)}, b"x" * 0x10000),
        ({"Content-Length": str(10**15), "Content-Type": "text/html"}, b"<" * 0x10000),
        ({"Content-Length": str(10**15), "Content-Type": "audio/wav"}, b"\0" * 0x10000),
        ({"Connection": "close"}, b"[[[[" * 0x4000),
    ],
    ids=str,
)
async def test_endless_answers(
    amazon: AmazonDouble, account: Account, session: AmazonSession, headers: dict[str, str], piece: bytes
) -> None:
    """No more is taken than the limit, whatever the answer says of its length."""
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    sent: list[int] = []
    where = {"text/html": "page", "audio/wav": "audio"}.get(headers.get("Content-Type", ""), "v1")
    amazon.fail(Fault.RAW, where, raw=endless(f"HTTP/1.1 200 OK\r\n{lines}\r\n".encode(), piece, sent))
    recording = next(item for item in map(read_record, account.records) if item.utterance_id)
    audio = Audio(session, History(session))
    audio.remember([recording])
    asking = {"v1": ask(session), "page": session._csrf_token(amazon_session.Host.WWW), "audio": audio.fetch("")}
    asking["audio"].close()
    asking["audio"] = audio.fetch(recording.id)
    wanted = asking.pop(where)
    for unwanted in asking.values():
        unwanted.close()
    with pytest.raises(BadAnswer, match="too large"):
        await wanted
    assert MOST_BYTES < sum(sent) < 2 * MOST_BYTES
    assert await is_well(session, account)


async def test_an_answer_that_trickles(
    amazon: AmazonDouble, account: Account, session: AmazonSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that never ends, however slowly it comes, is given up when its time is over."""
    monkeypatch.setattr(amazon_session, "TIMEOUT", ClientTimeout(total=0.3))
    for _ in range(2):
        amazon.fail(Fault.RAW, "v1", raw=chain([raw(b" ", length=10**9)], repeat(b" ")))
    with pytest.raises(CannotConnect):
        await ask(session)
    assert amazon.count("v1") == 2
    monkeypatch.setattr(amazon_session, "TIMEOUT", ClientTimeout(total=60))
    assert await is_well(session, account)


BOMB = zlib.compress(b"[" * 200 * MIB, 9)


def deflated(body: bytes) -> bytes:
    """Compress without the header that belongs to it, as some servers do."""
    machine = zlib.compressobj(wbits=-15)
    return machine.compress(body) + machine.flush()


@pytest.mark.parametrize(
    ("encoding", "body", "error"),
    [
        ("gzip", gzip.compress(b"[" * 100 * MIB), "too large"),
        ("gzip", gzip.compress(b" " * (MOST_BYTES + 1)), "too large"),
        ("deflate", BOMB, "too large"),
        ("deflate", deflated(b"[" * 100 * MIB), "too large"),
        ("gzip", gzip.compress(gzip.compress(b"[" * 100 * MIB)), "not the JSON"),
        ("gzip", gzip.compress(listing())[:-9], "in the middle"),
        ("gzip", gzip.compress(listing())[:9], "in the middle"),
        ("gzip", b"no gzip at all", "decompressed"),
        ("deflate", b"\xff\xff\xff", "decompressed"),
        ("gzip", gzip.compress(listing())[:-8] + bytes(8), "decompressed"),
        ("gzip, gzip", gzip.compress(gzip.compress(listing())), "not asked for"),
        ("br", b"\x0b\x02\x80{}\x03", "not asked for"),
        ("zstd", b"(\xb5/\xfd", "not asked for"),
        ("\N{SNOWMAN}", b"{}", "not asked for"),
    ],
)
async def test_compressed_answers(
    amazon: AmazonDouble, account: Account, session: AmazonSession, encoding: str, body: bytes, error: str
) -> None:
    """A small answer that becomes a large one stays small; what cannot be decoded is no answer."""
    amazon.fail(Fault.RAW, "v1", raw=[raw(body, headers={"Content-Encoding": encoding})])
    with pytest.raises(BadAnswer, match=error):
        await ask(session)
    assert await is_well(session, account)


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(listing())),
        ("GZip", gzip.compress(listing())),
        ("x-gzip", gzip.compress(listing())),
        ("deflate", zlib.compress(listing())),
        ("deflate", deflated(listing())),
        ("identity", listing()),
        ("", listing()),
        ("gzip", gzip.compress(listing(padding="x" * MIB))),
    ],
)
async def test_answers_that_can_be_decoded(
    amazon: AmazonDouble, session: AmazonSession, encoding: str, body: bytes
) -> None:
    """What was asked for is understood in every form that servers give it."""
    amazon.fail(Fault.RAW, "v1", raw=[raw(body, headers={"Content-Encoding": encoding})])
    assert (await ask(session))["customerHistoryRecords"] == []
    assert amazon.requests[-1].headers["Accept-Encoding"] == "gzip, deflate"


# Where an answer leads


ELSEWHERE = [
    "http://www.amazon.de/alexa-privacy/apd/rvh",
    "http://www.amazon.de/ap/signin",
    "https://example.org/",
    "https://example.org/ap/signin",
    "https://example.org/alexa-privacy/apd/rvh",
    "//example.org/alexa-privacy/apd/rvh",
    "https://www.amazon.de:444/alexa-privacy/apd/rvh",
    "https://www.amazon.de.example.org/alexa-privacy/apd/rvh",
    "https://www.amazon.de@example.org/alexa-privacy/apd/rvh",
    "https://example.org\\@www.amazon.de/alexa-privacy/apd/rvh",
    "https://mia@www.amazon.de/alexa-privacy/apd/rvh",
    "https://mia:secret@www.amazon.de/alexa-privacy/apd/rvh",
    "https://:secret@www.amazon.de/alexa-privacy/apd/rvh",
    "https://alexa.amazon.de/alexa-privacy/apd/rvh",
    "https://www.amazon.com/alexa-privacy/apd/rvh",
    "https://evil-amazon.de/ap/signin",
    "https://amazon.de.evil/ap/signin",
    "https://amazon.evil.org/ap/signin",
    "ftp://www.amazon.de/ap/signin",
    "javascript:alert(1)",
    "data:text/html,hello",
    "file:///etc/passwd",
    "https:",
    "https:///",
    "https:alexa-privacy",
    "http://[",
    "//[::1",
    "https://www.amazon.de:99999/",
    "https://www.amazon.de:port/",
    "https://" + "a" * 5000 + ".de/",
    "https://\N{SNOWMAN}.example/",
    "https://xn--\N{SNOWMAN}/",
    "https://www.amazon.de%2eexample.org/",
    "\udcff\udcfe//",
]
STATUSES = ["301 Moved", "302 Found", "303 See Other", "307 Temporary Redirect", "308 Permanent Redirect"]


def leads(location: str | None, status: str = "302 Found") -> bytes:
    """Return a redirect."""
    return raw(status=status, headers={} if location is None else {"Location": location})


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
        with pytest.raises(BadAnswer):
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
        await session.send(
            lambda csrf: Request(
                method="GET",
                target=f"{PAGE}/persons-in-household",
                headers={"anti-csrftoken-a2z": csrf, "Authorization": "Bearer x", "X-Made-Up": "x"},
            ),
            Asking.PERSONS,
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
    with pytest.raises(BadAnswer):
        await History(session).first_page(0, 1)
    assert amazon.counts() == {"v2": 1, "v1": 1}


@pytest.mark.parametrize("status", STATUSES)
async def test_a_form_may_lead_elsewhere_on_the_site(amazon: AmazonDouble, session: AmazonSession, status: str) -> None:
    """Where nothing is read of the answer it is one; it is not followed, and off the site it is none."""
    target = "/alexa-privacy/apd/home"

    async def post() -> int:
        request = Request(method="POST", target=target, body=b"x")
        answer = await session.send(lambda _: request, Asking.DELETION, expect=Expect.ANYTHING, repeatable=False)
        return answer.status

    amazon.fail(Fault.RAW, "unknown", raw=[leads("/alexa-privacy/apd/rvh", status)])
    assert await post() == int(status[:3])
    for location, error in (("https://example.org/", BadAnswer), ("/ap/signin", SignedOut), (None, BadAnswer)):
        amazon.fail(Fault.RAW, "unknown", raw=[leads(location, status)])
        with pytest.raises(error):
            await post()
    assert amazon.counts() == {"unknown": 4}


async def test_redirects_end(amazon: AmazonDouble, account: Account, session: AmazonSession) -> None:
    """A circle is left."""
    amazon.fail(Fault.RAW, "page", times=None, raw=[leads("/alexa-privacy/apd/rvh")])
    with pytest.raises(BadAnswer, match="do not end"):
        await session._csrf_token(amazon_session.Host.WWW)
    assert amazon.count("page") == 4
    amazon.heal()
    assert await is_well(session, account)


async def test_a_renewal_leads_nowhere(
    amazon: AmazonDouble, session: AmazonSession, renewed: list[Credentials]
) -> None:
    """The refresh token goes to its one address."""
    for location in ELSEWHERE:
        amazon.expire_cookies()
        amazon.clear_log()
        amazon.fail(Fault.RAW, "token", raw=[leads(location, "307 Temporary Redirect")])
        with pytest.raises(BadAnswer):
            await ask(session)
        assert amazon.counts() == {"v1": 1, "token": 1}
    assert not renewed


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
        session = AmazonSession(http, credentials)
        target = f"http://www.amazon.de:{in_the_open.port}/alexa-privacy/apd/rvh"
        amazon.fail(Fault.RAW, where, raw=[leads(target)])
        with pytest.raises(BadAnswer):
            await (ask(session) if where == "v1" else session._csrf_token(amazon_session.Host.WWW))
    assert not in_the_open.heard
    assert not http.cookie_jar.filter_cookies(URL(target))


# What is kept of an answer


async def test_cookies_are_for_amazon_alone(
    amazon: AmazonDouble, account: Account, session: AmazonSession, renewed: list[Credentials]
) -> None:
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
    assert len(renewed) == 1


COOKIES = {
    "line breaks": "a=b\rc",
    "octets": "a=\udcff\udcfe",
    "no name": "=b",
    "nothing": "",
    "a long name": "n" * 4000 + "=b",
    "a long value": "a=" + "v" * 8000,
    "another domain": "session-token=x; Domain=example.org",
    "another site": "session-token=x; Domain=.amazon.com",
    "an expiry that is none": "a=b; Expires=Thu, 99 Foo 99999 99:99:99 GMT",
    "an age that is none": "a=b; Max-Age=" + "9" * 400,
    "quotes": 'a="b\\"; c="',
    "a snowman": "a=\N{SNOWMAN}",
    "commas": "a=b, c=d; e=f",
    "attributes": "a=b" + "; Path=/" * 500,
}


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
    amazon: AmazonDouble, account: Account, session: AmazonSession, renewed: list[Credentials], cookies: Any
) -> None:
    """What could not be sent back, or belongs elsewhere, is not kept; the next renewal is as good as ever."""
    amazon.expire_cookies()
    amazon.fail(Fault.RAW, "token", raw=[raw(orjson.dumps({"response": {"tokens": {"cookies": cookies}}}))])
    with pytest.raises(BadAnswer):
        await ask(session)
    assert not renewed
    assert await is_well(session, account)
    assert len(renewed) == 1


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
    with pytest.raises(BadAnswer):
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
    with pytest.raises(BadAnswer, match="token"):
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
        with pytest.raises(BadAnswer):
            await session._csrf_token(amazon_session.Host.WWW)
    else:
        assert await session._csrf_token(amazon_session.Host.WWW) == (token or "x")


# How long Amazon asks to wait


NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
PAUSES = {
    "": 30,
    "5": 30,
    "60": 60,
    "0060": 60,
    " 60 ": 60,
    "900": 900,
    "901": 900,
    "9" * 400: 900,
    "9" * 5000: 900,
    "-5": 30,
    "1e9": 30,
    "60.5": 30,
    "inf": 30,
    "\N{ARABIC-INDIC DIGIT NINE}" * 9: 30,
    format_datetime(NOW + timedelta(seconds=120), usegmt=True): 120,
    format_datetime(NOW + timedelta(days=400), usegmt=True): 900,
    format_datetime(NOW - timedelta(days=400), usegmt=True): 30,
    "Fri, 31 Dec 9999 23:59:59 GMT": 900,
    "Fri, 31 Dec 99999 23:59:59 GMT": 30,
    "Fri, 31 Dec 99999999999999999999 23:59:59 GMT": 30,
    "Fri, 20 Nov 2026 12:02:00 +9999": 30,
    "Fri, 20 Nov 2026 12:02:00 -0000": 120,
    "soon": 30,
    "\udcff": 30,
}


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


# Everything at random


MALFORMED = {
    "nothing": b"",
    "noise": bytes(range(256)) * 10,
    "no status": b"HTTP/1.1\r\n\r\n",
    "a status of letters": b"HTTP/1.1 abc OK\r\n\r\n",
    "a status of many digits": b"HTTP/1.1 " + b"9" * 400 + b" OK\r\n\r\n",
    "another protocol": b"SSH-2.0-OpenSSH\r\n",
    "an old protocol": b"<html>hello",
    "many headers": b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: y\r\n" % at for at in range(5000)) + b"\r\n{}",
    "a long header": b"HTTP/1.1 200 OK\r\nX: " + b"y" * 1_000_000 + b"\r\n\r\n{}",
    "a header without an end": b"HTTP/1.1 200 OK\r\nX: y",
    "a header with a zero": b"HTTP/1.1 200 OK\r\nX: a\0b\r\nContent-Length: 2\r\n\r\n{}",
    "two lengths": b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
    "a length of letters": b"HTTP/1.1 200 OK\r\nContent-Length: two\r\n\r\n{}",
    "a length below zero": b"HTTP/1.1 200 OK\r\nContent-Length: -2\r\n\r\n{}",
    "chunks of letters": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n{}\r\n0\r\n\r\n",
    "a chunk without an end": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffff\r\n{}",
    "chunks and a length": raw(b"2\r\n{}\r\n0\r\n\r\n", headers={"Transfer-Encoding": "chunked"}),
    "a content type": b'HTTP/1.1 200 OK\r\nContent-Type: \xff;=;;"\r\nContent-Length: 2\r\n\r\n{}',
    "a charset": b'HTTP/1.1 200 OK\r\nContent-Type: text/html; charset="no such"\r\nContent-Length: 1\r\n\r\nx',
    "switching": b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n\0\0\0",
    "go on": b"HTTP/1.1 100 Continue\r\n\r\n" * 50,
    "no content": b"HTTP/1.1 204 No Content\r\n\r\n",
    "not modified": b"HTTP/1.1 304 Not Modified\r\n\r\n",
    "a status beyond": raw(b"{}", status="999 Odd"),
    "an early end": raw(b"{", length=1000),
}


async def outcome(asking: Any) -> type[AmazonError] | None:
    """Return what an answer meant; anything but an AmazonError goes on."""
    try:
        await asking
    except AmazonError as err:
        return type(err)
    return None


@pytest.mark.parametrize("answer", MALFORMED.values(), ids=MALFORMED)
@pytest.mark.parametrize("where", ["v1", "v2", "page", "token"])
async def test_malformed_answers(
    amazon: AmazonDouble, account: Account, session: AmazonSession, where: str, answer: bytes
) -> None:
    """What is no HTTP is an AmazonError, wherever it comes, and the next answer is read."""
    if where == "token":
        amazon.expire_cookies()
    amazon.fail(Fault.RAW, where, times=3, raw=[answer])
    for _ in range(2):
        await outcome(ask(session) if where == "v1" else History(session).first_page(0, 1))
    amazon.heal()
    assert await is_well(session, account)


@pytest.mark.parametrize("seed", range(12))
async def test_answers_at_random(amazon: AmazonDouble, account: Account, session: AmazonSession, seed: int) -> None:
    """Whatever is thrown together: an AmazonError or an answer, a pause within bounds, and a session that goes on."""
    random = Random(seed)  # noqa: S311 - made-up data
    bodies = [
        *NO_JSON.values(),
        listing(),
        records(3),
        silence(),
        BOMB,
        gzip.compress(listing()),
        b"<html>",
        b"<" * 9000,
    ]
    bodies = [body for body in bodies if len(body) < MIB]
    types = ["application/json", "text/html", "audio/wav", "", "x", "text/html; charset=utf-16", "\udcff/\udcfe"]
    everything: list[Callable[[AmazonSession], Any]] = [
        ask,
        first_names,
        list_echos,
        lambda session: History(session).recordings(0, account.now),
    ]
    for _ in range(40):
        headers = {
            "Content-Type": random.choice(types),
            **pick(random, "Location", [*ELSEWHERE, "/ap/signin", "/alexa-privacy/apd/rvh", "activity"]),
            **pick(random, "Content-Encoding", ["gzip", "deflate", "br", "gzip, gzip", "\udcff"]),
            **pick(random, "Retry-After", list(PAUSES)),
            **pick(random, "Set-Cookie", list(COOKIES.values())),
            **pick(random, "Date", ["", "soon", "Fri, 31 Dec 9999 23:59:59 GMT"]),
        }
        status = random.choice(
            ["200 OK", *STATUSES, "401 x", "403 x", "404 x", "418 x", "429 x", "500 x", "503 x", "999 x"]
        )
        body = random.choice(bodies)
        answer = raw(body, status=status, headers=headers, length=random.choice([None, 0, len(body) + 5]))
        if random.random() < 0.2:
            at = random.randrange(len(answer))
            answer = answer[:at] + random.randbytes(random.randrange(20)) + answer[at + random.randrange(20) :]
        where = random.choice(["v1", "v2", "page", "token", "persons", "devices", "*"])
        if random.random() < 0.3:
            amazon.expire_cookies()
        amazon.fail(Fault.RAW, where, times=random.choice([1, 2, None]), raw=[answer])
        await outcome(random.choice(everything)(session))
        assert session.paused_for <= 15 * 60
        amazon.heal()
        session._throttled_until = 0.0
        assert await is_well(session, account)


def pick(random: Random, name: str, values: list[str]) -> dict[str, str]:
    """Return a header now and then."""
    return {name: random.choice(values)} if random.random() < 0.4 else {}
