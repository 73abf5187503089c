"""Answers of a size or a shape that no Amazon should give: AmazonErrors within limits, over a real connection."""

from collections.abc import Iterator
import gzip
from itertools import chain, repeat
import threading
from typing import Any
import zlib

from aiohttp import ClientTimeout
import pytest

from custom_components.alexa_privacy.amazon import responses as answers, session as amazon_session
from custom_components.alexa_privacy.amazon.audio import Audio
from custom_components.alexa_privacy.amazon.errors import (
    BadResponse,
    CannotConnect,
)
from custom_components.alexa_privacy.amazon.history import History
from custom_components.alexa_privacy.amazon.recordings import read_record
from custom_components.alexa_privacy.amazon.session import AmazonSession
from custom_components.alexa_privacy.amazon.transfer import MOST_BYTES
from tests.amazon_double import Account, AmazonDouble, Fault
from tests.amazon_double.faults import raw
from tests.helpers.hostile import BOMB, MIB, NO_JSON, ask, bomb, is_well, listing, nothing_left_behind, records
from tests.helpers.session import session
from tests.helpers.timing import set_pace

__all__ = ["nothing_left_behind", "session"]


@pytest.mark.parametrize("body", NO_JSON.values(), ids=NO_JSON)
async def test_what_is_no_listing(amazon: AmazonDouble, account: Account, session: AmazonSession, body: bytes) -> None:
    """Neither listing is believed, and nothing but an AmazonError is raised."""
    for where in ("v1", "v2"):
        amazon.fail(Fault.RAW, where, raw=[raw(body)])
    with pytest.raises(BadResponse):
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
    classify, find_csrf_token = answers.classify_response, answers.find_csrf_token

    def noted(work: Any) -> Any:
        def call(*arguments: Any) -> Any:
            threads.append(threading.get_ident())
            return work(*arguments)

        return call

    monkeypatch.setattr(amazon_session, "classify_response", noted(classify))
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
    with pytest.raises(BadResponse, match="too large"):
        await wanted
    assert MOST_BYTES < sum(sent) < 2 * MOST_BYTES
    assert await is_well(session, account)


async def test_an_answer_that_trickles(amazon: AmazonDouble, account: Account, session: AmazonSession) -> None:
    """One that never ends, however slowly it comes, is given up when its time is over."""
    set_pace(session, timeout=ClientTimeout(total=0.3))
    for _ in range(2):
        amazon.fail(Fault.RAW, "v1", raw=chain([raw(b" ", length=10**9)], repeat(b" ")))
    with pytest.raises(CannotConnect):
        await ask(session)
    assert amazon.count("v1") == 2
    set_pace(session, timeout=ClientTimeout(total=60))
    assert await is_well(session, account)


def deflated(body: bytes) -> bytes:
    """Compress without the header that belongs to it, as some servers do."""
    machine = zlib.compressobj(wbits=-15)
    return machine.compress(body) + machine.flush()


@pytest.mark.parametrize(
    ("encoding", "body", "error"),
    [
        ("gzip", bomb(100, 31), "too large"),
        ("gzip", gzip.compress(b" " * (MOST_BYTES + 1)), "too large"),
        ("deflate", BOMB, "too large"),
        ("deflate", bomb(100, -15), "too large"),
        ("gzip", gzip.compress(bomb(100, 31)), "not valid JSON"),
        ("gzip", gzip.compress(listing())[:-9], "truncated"),
        ("gzip", gzip.compress(listing())[:9], "truncated"),
        ("gzip", b"no gzip at all", "decompressed"),
        ("deflate", b"\xff\xff\xff", "decompressed"),
        ("gzip", gzip.compress(listing())[:-8] + bytes(8), "decompressed"),
        ("gzip, gzip", gzip.compress(gzip.compress(listing())), "not requested"),
        ("br", b"\x0b\x02\x80{}\x03", "not requested"),
        ("zstd", b"(\xb5/\xfd", "not requested"),
        ("\N{SNOWMAN}", b"{}", "not requested"),
    ],
)
async def test_compressed_answers(
    amazon: AmazonDouble, account: Account, session: AmazonSession, encoding: str, body: bytes, error: str
) -> None:
    """A small answer that becomes a large one stays small; what cannot be decoded is no answer."""
    amazon.fail(Fault.RAW, "v1", raw=[raw(body, headers={"Content-Encoding": encoding})])
    with pytest.raises(BadResponse, match=error):
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
