"""Draw the pictures of the documents, each with a script of its own: into docs/pictures, or the given folder."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
import sys
from typing import ClassVar, override

from playwright.async_api import Browser, async_playwright

from tests.home import HomeProcess
from tests.home.browser import find_chromium
from tests.home.client import HomeClient


def pictures() -> Path:
    """Return where the pictures go."""
    return Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent / "docs" / "pictures"


@asynccontextmanager
async def chromium(*arguments: str) -> AsyncIterator[Browser]:
    """Start a browser."""
    found = find_chromium()
    if not found:
        sys.exit("No Chromium is found: install one, or name it in CHROMIUM")
    async with async_playwright() as playwright:
        # Nothing is browsed but our own pages, and as root there is no sandbox.
        browser = await playwright.chromium.launch(executable_path=found, args=["--no-sandbox", *arguments])
        yield browser
        await browser.close()


class HomeWithoutPauses(HomeProcess):
    """A whole Home Assistant that need not pause between requests."""

    module: ClassVar = "tests.home.clock"

    @override
    async def start(self, *more: object) -> HomeClient:
        """Start it, by the machine's clock."""
        return await super().start("--clock", self.folder / "clock", *more)
