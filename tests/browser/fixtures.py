"""Pytest fixtures: a browser that takes the stand-in for Amazon."""

from collections.abc import AsyncIterator

from playwright.async_api import Browser, async_playwright
import pytest

from tests.amazon_double import AmazonDouble
from tests.home.fixtures import find_chromium


@pytest.fixture
async def chromium(amazon: AmazonDouble) -> AsyncIterator[Browser]:
    """Start a browser; where there is none, the test is skipped."""
    executable = find_chromium()
    if executable is None:
        pytest.skip("no Chromium found: install one, or name it in CHROMIUM")
    arguments = ["--no-sandbox", *amazon.chromium_arguments()]
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=executable, args=arguments)
        yield browser
        await browser.close()


@pytest.fixture
def expected_lingering_tasks() -> bool:
    """Give a browser on a busy machine its time to hang up."""
    return True


@pytest.fixture
def expected_lingering_timers() -> bool:
    """Give the connections it kept open theirs."""
    return True
