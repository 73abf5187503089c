"""Take the README's picture of the dashboard, from a demo with a year and a half of history."""

import asyncio
from pathlib import Path
import sys
import tempfile

from playwright.async_api import ViewportSize, async_playwright

from . import dashboard
from .account import add_account, import_recipes
from .browser import find_chromium
from .process import ROOT, AmazonProcess, HomeProcess

PICTURE = ROOT / "docs" / "pictures" / "dashboard.png"
SIZE = ViewportSize(width=1240, height=900)
DRAWN = 8.0  # seconds after which the graphs stand still


async def main() -> int:
    """Count, open the dashboard, take the picture."""
    chromium = find_chromium()
    if not chromium:
        sys.exit("No Chromium is found: install one, or name it in CHROMIUM")
    folder = Path(tempfile.mkdtemp(prefix="alexa-privacy-picture-"))
    async with AmazonProcess(folder) as amazon, HomeProcess(folder / "config", amazon) as home:
        await amazon.start("--days", "400", size=900)
        client = await home.start()
        await client.onboard("demo", "alexa-privacy")
        await import_recipes(client, await add_account(client, amazon), await amazon.recipes("list"))
        recordings = (await client.entities())["recordings"]
        await client.wait_for_state(recordings, str.isdecimal, within=180)
        await asyncio.sleep(2)
        path = await dashboard.install(client)
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            page = await browser.new_page(viewport=SIZE)
            await page.add_init_script(client.browser_sign_in())
            await page.goto(home.url + path)
            await page.wait_for_selector("ha-card")
            await asyncio.sleep(DRAWN)
            await page.screenshot(path=PICTURE)
            await browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
