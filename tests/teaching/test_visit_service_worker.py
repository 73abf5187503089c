"""A visit within Home Assistant's own frontend, whose service worker keeps what it sees."""

from asyncio import sleep

from homeassistant.core import HomeAssistant
from playwright.async_api import Browser
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from tests.amazon_double import Account, AmazonDouble
from tests.browser.fixtures import chromium, expected_lingering_tasks, expected_lingering_timers
from tests.browser.frame import FrameVisit
from tests.browser.panel import OpenPage, entry, frontend as frontend_by_number, open_page
from tests.browser.visit import delete
from tests.helpers.lessons import key_of
from tests.helpers.page import Page

__all__ = [
    "chromium",
    "entry",
    "expected_lingering_tasks",
    "expected_lingering_timers",
    "frontend_by_number",
    "open_page",
]


@pytest.fixture
def frontend(frontend_by_number: str) -> str:
    """Return an address at which Home Assistant's frontend registers its service worker."""
    return frontend_by_number.replace("127.0.0.1", "localhost")


async def test_the_service_worker_keeps_nothing(
    hass: HomeAssistant,
    amazon: AmazonDouble,
    account: Account,
    entry: MockConfigEntry,
    chromium: Browser,
    frontend: str,
    open_page: OpenPage,
    page: Page,
) -> None:
    """With the worker in charge, Amazon's page works in an origin of its own, and no cache holds anything of it."""
    amazon.dialect = "list"
    outer = await open_page()
    # The page loads itself again once there is a worker.
    await outer.wait_for_function("navigator.serviceWorker.controller !== null", timeout=120_000)
    await sleep(3)
    await outer.goto(f"{frontend}/alexa-privacy")
    await outer.wait_for_function("navigator.serviceWorker.controller !== null", timeout=120_000)
    visit = FrameVisit(hass, page, entry.entry_id, frontend)
    await visit.open("delete_recordings")
    await visit.within(outer)
    assert await visit.frame.evaluate("self.origin") == "null"
    token = visit.snapshot["path"].split("/")[4]
    for step in list(visit.snapshot["steps"]):
        await delete(visit.frame, [key_of(account, step["placeholders"])], may_fail=True)
        await visit.step()
    await visit.learned()
    assert visit.snapshot["state"] == "learned", visit.snapshot["error"]
    await sleep(1)
    kept = await outer.evaluate(
        """async () => {
             const found = [];
             for (const name of await caches.keys()) {
               for (const request of await (await caches.open(name)).keys()) found.push(request.url);
             }
             return found;
           }"""
    )
    assert kept
    assert not [address for address in kept if token in address or "/api/" in address or "amazon" in address]
