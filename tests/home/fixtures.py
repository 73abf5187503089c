"""Fixtures for tests on a whole Home Assistant."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from .browser import find_chromium
from .process import AmazonProcess, HomeProcess

__all__ = ["amazon_process", "find_chromium", "home_process"]


@pytest.fixture
async def amazon_process(tmp_path: Path, socket_enabled: None) -> AsyncIterator[AmazonProcess]:
    """Prepare the stand-in for Amazon; the test starts it with the account it needs."""
    async with AmazonProcess(tmp_path / "amazon") as amazon:
        yield amazon


@pytest.fixture
async def home_process(tmp_path: Path, amazon_process: AmazonProcess) -> AsyncIterator[HomeProcess]:
    """Prepare a whole Home Assistant; the test starts it once Amazon runs."""
    async with HomeProcess(tmp_path / "config", amazon_process) as home:
        yield home
