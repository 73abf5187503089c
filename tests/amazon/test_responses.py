"""What Amazon's answers mean, one by one, off a real connection."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import ClientResponse, web
import pytest
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.alexa_privacy.amazon.errors import (
    AmazonError,
    BadRequest,
    BadResponse,
    Refused,
    SignedOut,
    Throttled,
    Withdrawn,
)
from custom_components.alexa_privacy.amazon.responses import (
    Expect,
    PageInstead,
    classify_response,
    find_csrf_token,
)
from custom_components.alexa_privacy.amazon.token_service import cookies_by_domain

type Ask = Callable[..., Awaitable[ClientResponse]]


@pytest.fixture
def ask(aiohttp_client: ClientSessionGenerator, socket_enabled: None) -> Ask:
    """Return what fetches an answer that one wishes for."""

    async def fetch(**wished: Any) -> ClientResponse:
        async def answer(_: web.Request) -> web.Response:
            return web.Response(**{"content_type": "application/json", **wished})

        app = web.Application()
        app.router.add_get("/", answer)
        client = await aiohttp_client(app)
        response: ClientResponse = await client.get("/", allow_redirects=False)
        return response

    return fetch


@pytest.mark.parametrize(
    ("wished", "expect", "error"),
    [
        ({"status": 401, "text": "{}"}, Expect.JSON, SignedOut),
        ({"status": 404, "text": "{}"}, Expect.JSON, Withdrawn),
        ({"status": 410, "text": "{}"}, Expect.ANYTHING, Withdrawn),
        ({"status": 400, "text": "{}"}, Expect.JSON, BadRequest),
        ({"status": 418, "text": "{}"}, Expect.ANYTHING, Refused),
        ({"status": 302, "headers": {"Location": "/alexa-privacy/x"}}, Expect.JSON, BadResponse),
        ({"status": 302, "headers": {"Location": "/ap/signin"}}, Expect.ANYTHING, SignedOut),
        ({"text": "<html>", "content_type": "text/html"}, Expect.JSON, PageInstead),
        ({"text": "<html>", "content_type": "text/html"}, Expect.AUDIO, PageInstead),
        ({"text": "<p>Rate exceeded", "content_type": "text/html"}, Expect.HTML, Throttled),
        ({"status": 400, "text": '["Too many requests"]'}, Expect.JSON, Throttled),
        ({"text": "ThrottlingException: later"}, Expect.JSON, Throttled),
        ({"text": '{"error": {"__type": "ThrottlingException"}}'}, Expect.JSON, Throttled),
    ],
)
async def test_what_goes_wrong(ask: Ask, wished: dict[str, Any], expect: Expect, error: type[AmazonError]) -> None:
    """Status, words and kind of an answer say what is wrong."""
    response = await ask(**wished)
    with pytest.raises(error) as raised:
        classify_response(response, await response.read(), expect)
    assert raised.type is error


@pytest.mark.parametrize(
    ("wished", "expect"),
    [
        ({"text": '{"customerHistoryRecords": [{"said": "too many requests"}]}'}, Expect.JSON),
        ({"text": '{"in":' * 1000 + "{}" + "}" * 1000}, Expect.JSON),
        ({"status": 302, "headers": {"Location": "/alexa-privacy/x"}}, Expect.ANYTHING),
        ({"text": "<html>", "content_type": "text/html"}, Expect.HTML),
    ],
)
async def test_what_is_fine(ask: Ask, wished: dict[str, Any], expect: Expect) -> None:
    """Words that were said are no throttling, what is nested deeply neither, and a form may lead elsewhere."""
    response = await ask(**wished)
    assert classify_response(response, await response.read(), expect).status == wished.get("status", 200)


def test_pages_and_their_tokens() -> None:
    """A page's token is taken from its head, a sign-in form is told from a page without one."""
    assert find_csrf_token('<meta name="csrf-token" content="good">') == "good"
    with pytest.raises(SignedOut):
        find_csrf_token('<meta name="csrf-token" content=""><form action="/ap/signin">')
    with pytest.raises(BadResponse):
        find_csrf_token("<p>We are sorry")


@pytest.mark.parametrize(
    "answer", [None, [], {"response": {}}, {"response": {"tokens": {"cookies": {".amazon.de": [{"Name": "x"}]}}}}]
)
def test_a_renewal_of_another_shape(answer: Any) -> None:
    """Cookies that cannot be read are no empty jar."""
    with pytest.raises(BadResponse, match="form"):
        cookies_by_domain(answer)


def test_a_renewal_without_cookies() -> None:
    """Neither are none at all."""
    with pytest.raises(BadResponse, match="no cookies"):
        cookies_by_domain({"response": {"tokens": {"cookies": {".amazon.de": []}}}})
