"""Fixtures for tests on a whole Home Assistant, and where a browser is found."""

from collections.abc import AsyncIterator
import os
from pathlib import Path
import shutil

import pytest

from .process import AmazonProcess, HomeProcess


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


def find_chromium() -> str | None:
    """Find a Chromium: the one named in CHROMIUM, else one on PATH."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
