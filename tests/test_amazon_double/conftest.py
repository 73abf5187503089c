"""What the stand-in's own tests share."""

from collections.abc import AsyncIterator
from http.cookies import SimpleCookie

from aiohttp import ClientSession, CookieJar, TCPConnector
import orjson
import pytest
from yarl import URL

from custom_components.alexa_privacy.amazon.recipes.document import parse_recipes
from custom_components.alexa_privacy.amazon.recipes.model import Recipes
from tests.amazon_double import DIALECTS, Account, AmazonDouble
from tests.browser.fixtures import chromium
from tests.helpers.double import NOW

__all__ = ["chromium"]


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
