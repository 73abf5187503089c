"""Draw the teaching: developer tools and dialogs in plain shapes, and the stand-in's pages as they are."""

import asyncio
from datetime import UTC, datetime

from playwright.async_api import BrowserContext

from tests.amazon_double import Account, AmazonDouble
from tests.browser.har import sign_in
from tests.browser.visit import is_ready
from tools import chromium, pictures
from tools.developer_tools import chrome_record, firefox_record
from tools.dialogs import confirm, run_trial

DRAWN = {
    "chrome-record": chrome_record,
    "firefox-record": firefox_record,
    "confirm": confirm,
    "test": run_trial,
}
# What to click on each page, and how much of the page shows it.
PAGES = {
    "recordings": ("li:nth-child(2) button", 340),
    "settings": ("label:nth-of-type(1)", 210),
}
NOW = datetime(2026, 11, 20, 18, 30, tzinfo=UTC)


async def draw_pages() -> None:
    """Take a picture of each page of a stand-in dialect."""
    async with AmazonDouble(clock=lambda: NOW) as amazon, chromium(*amazon.chromium_arguments()) as browser:
        account = amazon.add_account(Account.generate(seed=7, size=60, now=NOW, days=20))
        root = f"https://www.amazon.{amazon.site}{amazon.dialects['list'].root}"
        context = await browser.new_context(ignore_https_errors=True, timezone_id="Europe/Berlin")
        await sign_in(context, amazon.login_data(account)["website_cookies"], root)
        for name, (click, height) in PAGES.items():
            await draw_page(context, f"{root}/{name}", name, click, height)


async def draw_page(context: BrowserContext, address: str, name: str, click: str, height: int) -> None:
    """Take a picture of the top of one page, with a frame around what to click."""
    page = await context.new_page()
    await page.clock.set_fixed_time(NOW)
    await page.set_viewport_size({"width": 860, "height": height})
    await page.goto(address)
    await is_ready(page)
    style = f"img {{ display: none }} {click} {{ outline: 3px solid #c2185b; outline-offset: 2px }}"
    await page.add_style_tag(content=style)
    await page.screenshot(path=pictures() / f"{name}.png")
    await page.close()


def main() -> None:
    """Draw them all."""
    for name, draw in DRAWN.items():
        (pictures() / f"{name}.svg").write_text(draw(), encoding="utf-8")
    asyncio.run(draw_pages())


if __name__ == "__main__":
    main()
