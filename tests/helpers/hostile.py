"""Answers that no Amazon should give, and what a session makes of them."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any
import zlib

import orjson
import pytest

from custom_components.alexa_privacy.amazon.errors import (
    AmazonError,
)
from custom_components.alexa_privacy.amazon.history import History
from custom_components.alexa_privacy.amazon.request_stats import RequestKind
from custom_components.alexa_privacy.amazon.responses import Request
from custom_components.alexa_privacy.amazon.session import AmazonSession
from tests.amazon_double import Account
from tests.amazon_double.faults import raw

PAGE = "/alexa-privacy/apd/rvh"
MIB = 1024 * 1024


@pytest.fixture(autouse=True)
def nothing_left_behind(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
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
        RequestKind.V1,
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


def bomb(size: int, wbits: int = zlib.MAX_WBITS) -> bytes:
    """Return so many MiB of brackets, compressed: one MiB again and again, with a checksum that nobody gets to."""
    machine = zlib.compressobj(wbits=wbits)
    first, again = (machine.compress(b"[" * MIB) + machine.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    return first + again * (size - 1) + machine.flush()


BOMB = bomb(200)


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


async def outcome(asking: Any) -> type[AmazonError] | None:
    """Return what an answer meant; anything but an AmazonError goes on."""
    try:
        await asking
    except AmazonError as err:
        return type(err)
    return None
