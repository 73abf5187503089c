"""What goes wrong goes wrong as planned, and only then."""

from time import monotonic
from typing import Any

from aiohttp import ClientError, ClientSession
import orjson
import pytest

from tests.amazon_double import AmazonDouble, Fault
from tests.helpers.double import ALL, V1, V2, csrf

TEN = 10


async def ask(client: ClientSession, token: str | None = None) -> tuple[int, str, str]:
    """Ask for a page; return status, content type and body."""
    query = ALL | ({"previousRequestToken": token} if token else {})
    answer = await client.get(V1, params=query, allow_redirects=False)
    return answer.status, answer.content_type, await answer.text()


@pytest.mark.parametrize(
    ("fault", "status", "content_type", "part"),
    [
        (Fault.UNAUTHORIZED, 401, "application/json", "Unauthorized"),
        (Fault.SIGN_IN, 302, "application/octet-stream", ""),
        (Fault.HTML, 200, "text/html", "<html>"),
        (Fault.NOT_FOUND, 404, "text/html", "not found"),
        (Fault.BAD_REQUEST, 400, "application/json", "Bad"),
        (Fault.THROTTLED, 429, "application/json", "Rate exceeded"),
        (Fault.THROTTLED_WITHOUT_BODY, 429, "application/octet-stream", ""),
        (Fault.THROTTLED_200, 200, "application/json", "ThrottlingException"),
        (Fault.UNAVAILABLE, 503, "text/html", "unavailable"),
        (Fault.JSON_LIST, 200, "application/json", "[]"),
        (Fault.JSON_STRING, 200, "application/json", '"customerHistoryRecords"'),
        (Fault.NO_LIST, 200, "application/json", "{"),
        (Fault.NULL_LIST, 200, "application/json", '{"customerHistoryRecords":null,"encodedRequestToken":null'),
    ],
)
async def test_instead(
    amazon: AmazonDouble, client: ClientSession, fault: Fault, status: int, content_type: str, part: str
) -> None:
    """One request gets the fault, the next one the truth."""
    amazon.fail(fault, "v1")
    assert (await client.get("/alexa-privacy/apd/rvh")).status == 200
    assert (await ask(client))[:2] == (status, content_type)
    good = await ask(client)
    assert good[0] == 200
    assert len(orjson.loads(good[2])["customerHistoryRecords"]) == TEN
    amazon.fail(fault, "v1")
    assert part in (await ask(client))[2]
    assert amazon.counts() == {"page": 1, "v1": 3}
    assert [entry.status for entry in amazon.requests] == [200, status, 200, status]


async def test_times_after_and_heal(amazon: AmazonDouble, client: ClientSession) -> None:
    """A fault may come late, several times, or for ever."""
    amazon.fail(Fault.UNAVAILABLE, "v1", after=2, times=2)
    assert [(await ask(client))[0] for _ in range(6)] == [200, 200, 503, 503, 200, 200]
    amazon.fail(Fault.UNAVAILABLE, times=None)
    assert [(await ask(client))[0] for _ in range(3)] == [503, 503, 503]
    amazon.heal()
    assert (await ask(client))[0] == 200


async def test_stale_csrf(amazon: AmazonDouble, client: ClientSession) -> None:
    """403 until a new token is fetched."""
    amazon.fail(Fault.STALE_CSRF, "v2")
    headers = await csrf(client)
    body = {"previousRequestToken": None}
    for expected in (403, 403):
        assert (await client.post(V2, params=ALL, json=body, headers=headers)).status == expected
    headers = await csrf(client)
    assert (await client.post(V2, params=ALL, json=body, headers=headers)).status == 200


async def test_connection(amazon: AmazonDouble, client: ClientSession) -> None:
    """Connections are cut, answers are slow or end in the middle."""
    amazon.fail(Fault.DROPPED, "v2")
    with pytest.raises(ClientError):
        await client.post(V2, params=ALL, json={})
    amazon.fail(Fault.SLOW, "v1", seconds=0.2)
    start = monotonic()
    assert (await ask(client))[0] == 200
    assert monotonic() - start >= 0.2
    amazon.fail(Fault.TRUNCATED, "v1")
    status, _, body = await ask(client)
    assert status == 200
    with pytest.raises(orjson.JSONDecodeError):
        orjson.loads(body)


async def test_tokens(amazon: AmazonDouble, client: ClientSession) -> None:
    """Tokens may repeat, or lead from empty page to empty page."""
    amazon.fail(Fault.REPEATING_TOKEN, "v1", times=None)
    first: dict[str, Any] = orjson.loads((await ask(client))[2])
    token = first["encodedRequestToken"]
    assert token
    second = orjson.loads((await ask(client, token))[2])
    assert second["encodedRequestToken"] == token
    amazon.heal()
    amazon.fail(Fault.EMPTY_FOR_EVER, "v1", times=None)
    tokens = {orjson.loads((await ask(client, token))[2])["encodedRequestToken"] for _ in range(3)}
    assert len(tokens) == 3


async def test_withdrawn(amazon: AmazonDouble, client: ClientSession) -> None:
    """A listing may be taken away."""
    amazon.withdrawn.add("v1")
    assert (await ask(client))[:2] == (404, "text/html")
    assert (await client.get("/alexa-privacy/apd/nothing-here")).status == 404
    assert (await client.get(f"https://alexa.amazon.de{V1}", params=ALL)).status == 404
