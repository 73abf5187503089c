"""Pytest fixtures: a stand-in that runs, and a Home Assistant that takes it for Amazon."""

from collections.abc import AsyncIterator
import ssl
from typing import Any

import pytest

from tests.amazon_double import AmazonDouble


@pytest.fixture
def site() -> str:
    """Say what follows amazon. in the accounts' address; a test may say otherwise."""
    return "de"


@pytest.fixture
async def amazon(site: str, socket_enabled: None, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[AmazonDouble]:
    """Run the stand-in; the sessions that Home Assistant makes from now on reach it and trust it."""
    async with AmazonDouble(site) as double:

        def resolver(*_: Any) -> Any:
            return double.resolver()

        def client_context(*_: Any, **__: Any) -> ssl.SSLContext:
            return double.ssl_context()

        monkeypatch.setattr("homeassistant.helpers.aiohttp_client._async_make_resolver", resolver)
        monkeypatch.setattr("homeassistant.util.ssl.client_context", client_context)
        yield double
