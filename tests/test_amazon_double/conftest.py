"""What the stand-in's own tests share."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from http.cookies import SimpleCookie
from typing import Any

from aiohttp import ClientSession, CookieJar, TCPConnector
import orjson
import pytest
from yarl import URL

from custom_components.alexa_privacy.amazon.recipes.model import Recipes, RequestTemplate
from custom_components.alexa_privacy.amazon.recipes.schema import parse_recipes
from tests.amazon_double import DIALECTS, Account, AmazonDouble
from tests.amazon_double.records import Json
from tests.browser.fixtures import chromium

__all__ = ["chromium"]

SWITCHES = ("human_review", "message_review", "deletion_by_voice")
NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.fixture
def account(amazon: AmazonDouble) -> Account:
    """Open an account with a history."""
    amazon.now = lambda: NOW
    return amazon.add_account(Account.generate(seed=5, size=240, now=NOW))


@pytest.fixture
async def client(amazon: AmazonDouble, account: Account) -> AsyncIterator[ClientSession]:
    """Return a client with the account's cookies."""
    connector = TCPConnector(resolver=amazon.resolver(), ssl=amazon.ssl_context())
    async with ClientSession(URL("https://www.amazon.de"), connector=connector, cookie_jar=CookieJar()) as session:
        cookies: SimpleCookie = SimpleCookie()
        for name, value in amazon.login_data(account)["website_cookies"].items():
            cookies[name] = value
            cookies[name]["domain"] = "amazon.de"
        session.cookie_jar.update_cookies(cookies, URL("https://www.amazon.de"))
        yield session


@pytest.fixture(params=sorted(DIALECTS))
def recipes(amazon: AmazonDouble, request: pytest.FixtureRequest) -> Recipes:
    """Speak one dialect only; return what the integration makes of its recipes."""
    amazon.dialect = request.param
    return parse_recipes(orjson.dumps(amazon.dialects[request.param].recipes()).decode())


async def send(client: ClientSession, template: RequestTemplate, **values: Any) -> tuple[int, str]:
    """Send what a recipe says."""
    page = await (await client.get("/alexa-privacy/apd/rvh")).text()
    token = page.split('name="csrf-token" content="')[1].split('"')[0]
    rendered = template.render({**values, "csrf": token})
    answer = await client.request(
        rendered.method,
        URL(rendered.target, encoded=True),
        headers=rendered.headers,
        skip_auto_headers={"Content-Type"},
        data=rendered.body,
    )
    return answer.status, await answer.text()


def batch(records: list[Json]) -> dict[str, Any]:
    """Return records as a recipe names them."""
    return {"recordings": records, "recording": records[0]}
