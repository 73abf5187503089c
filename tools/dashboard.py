"""Draw the demo's dashboard: a whole Home Assistant on the stand-in, with more than a year of history."""

import asyncio
from pathlib import Path
import tempfile

from tests.home import AmazonProcess, dashboard
from tests.home.account import add_account, import_recipes
from tests.home.client import wait_until
from tools import HomeWithoutPauses, chromium, pictures

STATISTICS = 2
DRAWN = 8.0  # seconds after which the graphs stand still


async def main() -> None:
    """Count, open the dashboard, take the picture."""
    with tempfile.TemporaryDirectory() as folder:
        async with (
            AmazonProcess(Path(folder, "amazon")) as amazon,
            HomeWithoutPauses(Path(folder, "config"), amazon) as home,
            chromium() as browser,
        ):
            await amazon.start("--devices", "3", "--days", "400", size=900)
            client = await home.start()
            await client.onboard("demo", "alexa-privacy")
            await import_recipes(client, await add_account(client, amazon), await amazon.recipes("list"))
            recordings = (await client.entities())["recordings"]
            await client.wait_for_state(recordings, str.isdecimal, within=180)

            async def has_statistics() -> bool:
                return len(await dashboard.statistics(client)) == STATISTICS

            await wait_until(has_statistics, within=60, what="the long-term statistics")
            path = await dashboard.install(client)
            page = await browser.new_page(viewport={"width": 1240, "height": 585})
            await page.add_init_script(client.browser_sign_in())
            await page.goto(home.url + path)
            await page.wait_for_selector("ha-card")
            await asyncio.sleep(DRAWN)
            await page.screenshot(path=pictures() / "dashboard.png")


if __name__ == "__main__":
    asyncio.run(main())
