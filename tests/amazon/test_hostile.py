"""Malformed answers and answers at random: AmazonErrors, and the next request is as good as new."""

from collections.abc import Callable
import gzip
from random import Random
from typing import Any

import pytest

from custom_components.alexa_privacy.amazon.history import History
from custom_components.alexa_privacy.amazon.household import first_names
from custom_components.alexa_privacy.amazon.session import AmazonSession
from custom_components.alexa_privacy.amazon.voice import list_echos
from tests.amazon_double import Account, AmazonDouble, Fault
from tests.amazon_double.faults import raw
from tests.amazon_double.privacy import silence
from tests.helpers.hostile import (
    BOMB,
    COOKIES,
    ELSEWHERE,
    MIB,
    NO_JSON,
    PAUSES,
    STATUSES,
    ask,
    is_well,
    listing,
    nothing_left_behind,
    outcome,
    records,
)
from tests.helpers.session import session

__all__ = ["nothing_left_behind", "session"]

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


@pytest.mark.parametrize("seed", range(6))
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
