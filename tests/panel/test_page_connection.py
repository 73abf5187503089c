"""The Voice History page in a real browser when its connection is cut, or the account is loaded anew."""

import asyncio
from typing import Any

from aiohttp import ClientConnectionResetError
from homeassistant.core import HomeAssistant
from playwright.async_api import Page, WebSocketRoute, expect
import pytest

from custom_components.alexa_privacy.const import CONF_RECIPES
from tests.amazon_double import Account, AmazonDouble, Fault
from tests.browser.fixtures import chromium, expected_lingering_tasks, expected_lingering_timers
from tests.browser.panel import OpenPage, choose, frontend, open_page
from tests.conftest import SetUp
from tests.helpers.timing import SetTiming

__all__ = ["chromium", "expected_lingering_tasks", "expected_lingering_timers", "frontend", "open_page"]


@pytest.fixture(autouse=True)
def connections_may_break(hass: HomeAssistant) -> None:
    """Accept what Home Assistant's own writer raises where a connection ends while it writes; all else fails a test."""
    fail = hass.loop.get_exception_handler()
    assert fail

    def handle(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """Pass everything else on."""
        if not isinstance(context.get("exception"), ClientConnectionResetError):
            fail(loop, context)

    hass.loop.set_exception_handler(handle)


class Line:
    """What lies between a browser and Home Assistant."""

    def __init__(self) -> None:
        """Begin with it whole."""
        self._routes: list[WebSocketRoute] = []
        self._cut = False

    async def lead_through(self, page: Page) -> None:
        """Lead a page's connections through here, from the next one on."""
        await page.route_web_socket("**/api/websocket", self._connect)

    async def cut(self) -> None:
        """Cut it, and let nobody connect."""
        self._cut = True
        for route in self._routes:
            await route.close()
        self._routes.clear()

    def mend(self) -> None:
        """Let them connect again."""
        self._cut = False

    async def _connect(self, route: WebSocketRoute) -> None:
        """Lead a connection through, if there is a way."""
        if self._cut:
            await route.close()
            return
        route.connect_to_server()
        self._routes.append(route)


async def tick(page: Page, *numbers: int) -> None:
    """Tick recordings, counted from the top."""
    for number in numbers:
        await page.locator("article.row").nth(number).get_by_role("checkbox").check()


async def list_on(page: Page) -> None:
    """Scroll to the end, and wait until more is listed than before."""
    listed = page.locator(".toolbar").get_by_role("status")
    before = await listed.inner_text()
    await page.locator("main").evaluate("main => main.scrollTo(0, main.scrollHeight)")
    await expect(listed).not_to_have_text(before)
    await expect(listed).to_contain_text("Scroll for more.")


async def test_a_connection_that_is_cut(frontend: str, account: Account, set_up: SetUp, open_page: OpenPage) -> None:
    """Rows and ticks stay, the list goes on where it was, and what was ticked can be deleted."""
    await set_up(account)
    page, line = await open_page(wait=False), Line()
    await line.lead_through(page)
    await page.reload()
    await expect(page.locator("article.row").first).to_be_visible()
    keys = [recording.key for recording in account.recordings]
    await tick(page, 0, 2)
    await line.cut()
    lost = page.get_by_text("Connection lost. Reconnecting…").first
    await expect(lost).to_be_visible()
    await tick(page, 3)
    line.mend()
    await expect(lost).to_be_hidden()
    await list_on(page)
    await page.get_by_role("button", name="Delete 3 recordings").click()
    await page.get_by_role("dialog").get_by_role("button", name="Delete", exact=True).click()
    await expect(page.get_by_text("3 of 3 deleted and verified gone.").first).to_be_visible()
    assert [recording.key for recording in account.recordings] == [keys[1], *keys[4:]]
    await expect(page.locator("article.row").first).to_be_visible()


async def test_a_connection_that_is_cut_while_deleting(
    frontend: str, account: Account, amazon: AmazonDouble, recipes: dict[str, Any], set_up: SetUp, open_page: OpenPage
) -> None:
    """The page says that the deletion goes on, finds it again, shows how far it is, and in the end its receipt."""
    recipes["delete_recordings"]["batch"] = 1
    await set_up(account, options={CONF_RECIPES: recipes})
    amazon.fail(Fault.SLOW, "delete", seconds=0.3, times=None)
    page, line = await open_page(wait=False), Line()
    await line.lead_through(page)
    await page.reload()
    await choose(page, "Kind", "Intended")
    await page.get_by_role("button", name="Delete all matching").click()
    await page.get_by_role("dialog").get_by_role("button", name="Delete", exact=True).click()
    await expect(page.get_by_text("requested, 0 verified gone")).to_be_visible()
    await line.cut()
    await expect(page.get_by_text("Connection lost. The deletion continues")).to_be_visible()
    line.mend()
    await expect(page.get_by_text("requested, 0 verified gone")).to_be_visible()
    await expect(page.get_by_text("Connection lost. The deletion continues")).to_have_count(0)
    amazon.heal()
    # The page hears the receipt of its own deletion, on the connection that it was not asked for on.
    await expect(page.locator(".banner").get_by_text("deleted and verified gone.")).to_be_visible()
    await expect(page.get_by_text("Amazon lists no matching recordings.")).to_be_visible()


async def test_an_account_that_is_loaded_anew(
    hass: HomeAssistant, account: Account, set_up: SetUp, open_page: OpenPage
) -> None:
    """While it is away the page says so; rows and ticks stay, and the list goes on once it is back."""
    entry = await set_up(account)
    page = await open_page()
    await tick(page, 0, 2)
    assert await hass.config_entries.async_unload(entry.entry_id)
    await expect(page.get_by_text("This account is not loaded right now.")).to_be_visible()
    await expect(page.get_by_role("button", name="Delete 2 recordings")).to_be_visible()
    assert await hass.config_entries.async_setup(entry.entry_id)
    await expect(page.get_by_text("This account is not loaded right now.")).to_have_count(0)
    await expect(page.get_by_role("button", name="Delete 2 recordings")).to_be_visible()
    await list_on(page)
    await expect(page.get_by_role("alert")).to_have_count(0)


async def test_an_outage_and_a_reload_while_deleting(
    frontend: str, account: Account, amazon: AmazonDouble, set_up: SetUp, timing: SetTiming, open_page: OpenPage
) -> None:
    """While Amazon is away the page says so; a page that is loaded again knows its own deletion, and its receipt."""
    timing(notice_silence_after=0.4, retry_listing_after=(0.2,) * 200)
    await set_up(account)
    page = await open_page()
    first = page.locator("article.row").first
    await tick(page, 0, 1)
    amazon.fail(Fault.SLOW, "delete", seconds=3600)
    await page.get_by_role("button", name="Delete 2 recordings").click()
    await page.get_by_role("dialog").get_by_role("button", name="Delete", exact=True).click()
    banner = page.locator(".banner").get_by_role("status")
    waiting = "Amazon does not respond or limits requests. Trying again…"
    await expect(banner).to_contain_text(waiting)
    await page.reload()
    await expect(banner).to_contain_text(waiting)
    await expect(banner).not_to_contain_text("Started elsewhere")
    amazon.heal()
    await expect(banner).to_have_text("2 of 2 deleted and verified gone.")
    await page.reload()
    await expect(banner).to_have_text("2 of 2 deleted and verified gone.")
    await page.get_by_role("button", name="Dismiss").click()
    await page.reload()
    await expect(first).to_be_visible()
    await expect(banner).to_have_count(0)
