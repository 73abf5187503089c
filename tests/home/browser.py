"""A real browser on the pages of the stand-in for Amazon, as the owner's would be."""

import os
import shutil

from playwright.async_api import async_playwright

from tests.browser.har import record
from tests.browser.visit import Visit

from .process import AmazonProcess


def find_chromium() -> str | None:
    """Find a Chromium: the one named in CHROMIUM, else one on PATH, the one without windows first, which is quicker."""
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


async def browse(chromium: str, amazon: AmazonProcess, dialect: str, visit: Visit) -> bytes:
    """Visit the pages of a dialect, signed in; return the HAR file."""
    signed_in = await amazon.tell("/browser")
    async with async_playwright() as playwright:
        # Nothing is browsed but our own pages, and as root there is no sandbox.
        arguments = ["--no-sandbox", *signed_in["arguments"]]
        browser = await playwright.chromium.launch(executable_path=chromium, args=arguments)
        return await record(browser, signed_in["cookies"], amazon.pages(dialect), visit)
