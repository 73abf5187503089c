"""Draw the Voice History page: a whole Home Assistant on the stand-in, seen by a real browser."""

import asyncio
from pathlib import Path
import tempfile

from playwright.async_api import Page

from tests.home import AmazonProcess
from tests.home.account import add_account
from tests.home.teaching import teach
from tools import HomeWithoutPauses, chromium, pictures

SAID = "what helps against snoring like a walrus"


async def draw(page: Page, name: str) -> None:
    """Take a picture of what is to be seen, once all of it is there."""
    await page.locator("article.row").first.wait_for()
    await page.locator("svg.bars").wait_for()
    await page.screenshot(path=pictures() / f"{name}.png")


async def ask_before_deleting(page: Page) -> None:
    """Find what was said, and ask for it to be deleted."""
    await page.get_by_placeholder("Spoken words").fill("walrus")
    await page.get_by_text(SAID).wait_for()
    await page.locator("article.row", has_not_text="walrus").first.wait_for(state="detached")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Delete")
    await page.get_by_role("dialog").wait_for()


async def main() -> None:
    """Draw it wide, dark with the question before deleting, and on a phone."""
    with tempfile.TemporaryDirectory() as folder:
        async with (
            AmazonProcess(Path(folder, "amazon")) as amazon,
            HomeWithoutPauses(Path(folder, "config"), amazon) as home,
            chromium() as browser,
        ):
            await amazon.start("--devices", "3", "--days", "90", size=900)
            client = await home.start()
            await client.onboard("mia", "a password")
            entry_id = await add_account(client, amazon)
            await teach(client, amazon, entry_id, "list", chromium=None)
            await amazon.tell("/say", words=SAID, reply="Sleep on your side.", minutes_ago=3)
            await client.wait_for_state((await client.entities())["recordings"], str.isdecimal)
            for name, width, height, scheme in (
                ("history", 1280, 880, "light"),
                ("history-dark", 1280, 720, "dark"),
                ("history-narrow", 390, 844, "light"),
            ):
                page = await browser.new_page(
                    viewport={"width": width, "height": height},
                    color_scheme="dark" if scheme == "dark" else "light",
                    timezone_id="Europe/Berlin",
                )
                await page.add_init_script(client.browser_sign_in())
                await page.goto(f"{home.url}/alexa-privacy")
                await page.get_by_text("Scroll for more.").wait_for()
                if scheme == "dark":
                    await ask_before_deleting(page)
                await draw(page, name)


if __name__ == "__main__":
    asyncio.run(main())
