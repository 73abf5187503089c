"""A session that is signed in to the stand-in, without a Home Assistant."""

from collections.abc import AsyncIterator

from aiohttp import ClientSession, CookieJar, TCPConnector
import pytest

from custom_components.alexa_privacy.amazon.credentials import Credentials
from custom_components.alexa_privacy.amazon.session import AmazonSession
from tests.amazon_double import Account, AmazonDouble
from tests.helpers.timing import QUICK


@pytest.fixture
async def session(amazon: AmazonDouble, account: Account) -> AsyncIterator[AmazonSession]:
    """Sign the account in."""
    connector = TCPConnector(resolver=amazon.resolver(), ssl=amazon.ssl_context())
    async with ClientSession(connector=connector, cookie_jar=CookieJar()) as http:
        credentials = Credentials.from_login_data(amazon.login_data(account))
        yield AmazonSession(http, credentials, pace=QUICK)
