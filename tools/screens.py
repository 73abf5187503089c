"""Draw what an owner sees: a whole Home Assistant on the stand-in, seen by a real browser.

Only the pictures of the documents are drawn, unless `--all` asks for every screen in every look.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
import sys
import tempfile
from typing import Final

from playwright.async_api import Browser, Page

from tests.home import AmazonProcess, dashboard
from tests.home.account import add_account
from tests.home.client import HomeClient, wait_until
from tests.home.teaching import teach
from tools import HomeWithoutPauses, chromium, pictures

SAID: Final = "what helps against snoring like a walrus"
PAGE: Final = "/alexa-privacy"
INTEGRATION: Final = "/config/integrations/integration/alexa_privacy"
STATISTICS: Final = 2
DRAWN: Final = 8.0  # seconds after which a dashboard's graphs stand still


@dataclass(frozen=True, kw_only=True)
class Look:
    """Who looks, and at what screen."""

    width: int = 1280
    height: int = 880
    dark: bool = False
    language: str = "en"


LOOKS: Final = {
    "light": Look(),
    "dark": Look(height=720, dark=True),
    "phone": Look(width=390, height=844),
    "german": Look(language="de"),
    "arabic": Look(language="ar"),
}
# Which picture of the documents shows which screen in which look.
DOCUMENTED: Final = {
    ("first-run", "light"): "first-run",
    ("history", "light"): "history",
    ("delete", "dark"): "history-dark",
    ("history", "phone"): "history-narrow",
    ("dashboard", "light"): "dashboard",
}


async def has_listed(page: Page) -> None:
    """Wait until the page shows recordings and its graph."""
    await page.locator("article.row").first.wait_for()
    await page.locator("svg.bars").wait_for()


async def is_asked(page: Page) -> None:
    """Find what was said, and ask for it to be deleted."""
    await has_listed(page)
    await page.locator("input[type=search]").fill("walrus")
    await page.locator("article.row", has_not_text="walrus").first.wait_for(state="detached")
    await page.get_by_text(SAID).wait_for()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Delete")
    await page.get_by_role("dialog").wait_for()


async def is_opened(page: Page) -> None:
    """Choose some days, and open a recording of theirs."""
    await has_listed(page)
    await page.locator("[role=slider]").press("End")
    for _ in range(9):
        await page.keyboard.press("Shift+ArrowLeft")
    await page.keyboard.press("Enter")
    await page.locator(".handle").first.wait_for()
    await page.locator(".summary").nth(1).click()
    await page.locator(".details").wait_for()


async def is_first(page: Page) -> None:
    """Wait until the page of an account that is not taught is there."""
    await page.locator("alexa-privacy-account").wait_for()
    await page.locator("article.row").first.wait_for()


async def is_at_amazon(page: Page) -> None:
    """Wait until a lesson shows Amazon's page, and says what to do there."""
    await page.locator("alexa-privacy-teach .do").wait_for()
    await page.frame_locator("alexa-privacy-teach iframe").locator("body[data-state=ready]").wait_for()


async def is_menu(page: Page) -> None:
    """Open the menu of the options."""
    await page.locator("ha-config-entry-row ha-icon-button").nth(1).click()
    await page.locator("step-flow-menu").wait_for()


async def stands_still(page: Page) -> None:
    """Wait until the cards of a dashboard are drawn."""
    await page.wait_for_selector("ha-card")
    await asyncio.sleep(DRAWN)


async def finish_first_steps(home: HomeClient) -> None:
    """Keep nights clean and human review off, as the last of the first steps ask for."""
    account = await home.entities()
    await home.call("switch.turn_on", entity_id=account["nightly_purge"])
    await home.call("switch.turn_off", entity_id=account["human_review"])
    await home.wait_for_state(account["human_review"], "off".__eq__)


type Prepare = Callable[[Page], Awaitable[None]]


class Artist:
    """Draws screens of one Home Assistant."""

    def __init__(self, browser: Browser, home: HomeClient) -> None:
        """Draw what this browser shows of this home."""
        self._browser = browser
        self._home = home
        self._all = "--all" in sys.argv
        if self._all:
            sys.argv.remove("--all")
            if not sys.argv[1:]:
                sys.exit("Say which folder all these pictures go to")

    async def draw(self, screen: str, path: str, prepare: Prepare) -> None:
        """Draw a screen in each look, or in those of the documents."""
        for name, look in LOOKS.items():
            picture = f"{screen}-{name}" if self._all else DOCUMENTED.get((screen, name))
            if picture:
                await self._take(look, path, prepare, pictures() / f"{picture}.png")

    async def _take(self, look: Look, path: str, prepare: Prepare, picture: Path) -> None:
        """Take one picture."""
        context = await self._browser.new_context(
            viewport={"width": look.width, "height": look.height},
            color_scheme="dark" if look.dark else "light",
            timezone_id="Europe/Berlin",
            locale=look.language,
        )
        await context.add_init_script(self._home.browser_sign_in(look.language))
        page = await context.new_page()
        await page.goto(self._home.url + path)
        await prepare(page)
        await page.screenshot(path=picture)
        await context.close()


async def main() -> None:
    """Draw the first run, teach, and draw the rest."""
    with tempfile.TemporaryDirectory() as folder:
        async with (
            AmazonProcess(Path(folder, "amazon")) as amazon,
            HomeWithoutPauses(Path(folder, "config"), amazon) as home,
            chromium() as browser,
        ):
            await amazon.start("--devices", "3", "--days", "400", size=1500)
            client = await home.start()
            await client.onboard("mia", "a password")
            artist = Artist(browser, client)
            entry_id = await add_account(client, amazon)
            recordings = (await client.entities())["recordings"]
            await client.wait_for_state(recordings, str.isdecimal, within=180)
            await artist.draw("first-run", PAGE, is_first)
            await artist.draw("lesson", f"{PAGE}?account={entry_id}&teach=delete_recordings", is_at_amazon)
            await artist.draw("options", INTEGRATION, is_menu)
            await teach(client, amazon, entry_id, "list", chromium=None)
            await amazon.tell("/say", words=SAID, reply="Sleep on your side.", minutes_ago=3)
            # Else the list has it, and the figures beside the title do not.
            held = str((await amazon.ask("/state"))["held"])
            await client.call("homeassistant.update_entity", entity_id=recordings)
            await client.wait_for_state(recordings, held.__eq__)
            await finish_first_steps(client)
            await artist.draw("history", PAGE, has_listed)
            await artist.draw("delete", PAGE, is_asked)
            await artist.draw("opened", PAGE, is_opened)

            async def has_statistics() -> bool:
                return len(await dashboard.statistics(client)) == STATISTICS

            await wait_until(has_statistics, within=60, what="the long-term statistics")
            await artist.draw("dashboard", await dashboard.install(client), stands_still)


if __name__ == "__main__":
    asyncio.run(main())
