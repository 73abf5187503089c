"""A lesson on Amazon's page within Home Assistant, given on a phone by a real browser."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from playwright.async_api import FrameLocator, Page, async_playwright, expect

from custom_components.alexa_privacy.amazon.recordings import Recording
from tests.browser.visit import Visit, delete_range

from .client import HomeClient
from .process import TIME_ZONE

PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 740},
    "is_mobile": True,
    "has_touch": True,
    "timezone_id": TIME_ZONE,
}
# A busy machine is not a wrong result, and the test of a deletion may take a while.
_PATIENCE = 120_000


async def give_lesson(
    home: HomeClient, chromium: str, entry_id: str, lesson: str, clicks: Visit, held: Sequence[Recording]
) -> str:
    """Open a lesson on the page Voice History, do what its steps say, agree and test; return what was learned.

    The steps of a deletion name one of the recordings that are `held` by its time and its Echo.
    """
    async with async_playwright() as playwright:
        # Nothing is browsed but our own pages, and as root there is no sandbox.
        browser = await playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        context = await browser.new_context(**PHONE)
        context.set_default_timeout(_PATIENCE)
        await context.add_init_script(home.browser_sign_in())
        page = await context.new_page()
        await page.goto(f"{home.url}/alexa-privacy?account={entry_id}&teach={lesson}")
        amazon = page.frame_locator("alexa-privacy-teach iframe")
        await _is_loaded(amazon)
        for number, _ in enumerate(clicks.delete, start=1):
            named = page.locator("alexa-privacy-teach .do ~ p strong").first
            moment = datetime.fromisoformat(str(await named.locator("time").get_attribute("datetime")))
            where = (await named.inner_text()).strip()
            [key] = [
                each.key
                for each in held
                if each.time == round(moment.timestamp() * 1000)
                and where.endswith((each.echo and each.echo.name) or "Unknown Echo")
            ]
            await amazon.locator(f'li[data-key="{key}"] button').tap()
            await _is_seen(page, number)
        for number, span in enumerate(clicks.delete_ranges, start=1):
            await delete_range(page.frames[1], span, time_zone=TIME_ZONE)
            await _is_seen(page, number)
        if clicks.flip:
            is_on = await amazon.locator(f"#{lesson}").is_checked()
            await page.get_by_role("button", name="It is on" if is_on else "It is off").tap()
        for number, setting in enumerate(clicks.flip, start=1):
            await _is_loaded(amazon)
            await amazon.locator(f"#{setting}").tap()
            await _is_seen(page, number)
        learned = await page.locator(".result").inner_text()
        await page.get_by_role("button", name="Agree").tap()
        if not clicks.flip:
            await page.get_by_role("button", name="Delete and test").tap()
        await expect(page.get_by_role("button", name="Finish")).to_be_visible(timeout=_PATIENCE)
        await browser.close()
        return learned


async def _is_loaded(amazon: FrameLocator) -> None:
    """Wait until Amazon's page is at rest."""
    await expect(amazon.locator("body[data-state=ready]")).to_be_visible(timeout=_PATIENCE)


async def _is_seen(page: Page, number: int) -> None:
    """Wait until a step is ticked off and the next one, or the result, is there."""
    await expect(page.locator(f"li.done:nth-child({number}) ~ li.now, h2")).to_be_visible(timeout=_PATIENCE)
    await expect(page.locator("alexa-privacy-teach progress")).to_have_count(0, timeout=_PATIENCE)
