"""Pytest fixtures: Home Assistant's own frontend in a real browser, at the Voice History page."""

from asyncio import to_thread
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
from playwright.async_api import Browser, BrowserContext, Locator, Page, Request, expect
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.alexa_privacy.amazon.recordings import read_record
from custom_components.alexa_privacy.const import DOMAIN
from tests.amazon_double import Account
from tests.conftest import SetUp
from tests.home.client import sign_in_script

# A busy machine is not a wrong result.
expect.set_options(timeout=60_000)

type OpenPage = Callable[..., Awaitable[Page]]

AXE = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
EMBARRASSING = "what helps against snoring like a walrus"


@pytest.fixture
async def frontend(hass: HomeAssistant, hass_storage: dict[str, Any], hass_client: ClientSessionGenerator) -> str:
    """Serve Home Assistant's frontend; return its address."""
    steps = ["user", "core_config", "analytics", "integration"]
    hass_storage["onboarding"] = {"version": 4, "minor_version": 1, "key": "onboarding", "data": {"done": steps}}
    assert await async_setup_component(hass, "frontend", {})
    assert await async_setup_component(hass, DOMAIN, {})
    client = await hass_client()
    return str(client.make_url("")).rstrip("/")


@pytest.fixture
async def open_page(
    hass: HomeAssistant, frontend: str, hass_access_token: str, chromium: Browser
) -> AsyncIterator[OpenPage]:
    """Return what opens the page, signed in; in the end nothing but Home Assistant may have been asked."""
    contexts: list[BrowserContext] = []
    hosts: set[str | None] = set()
    complaints: list[str] = []

    async def open_it(*, language: str = "en", wait: bool = True, **options: Any) -> Page:
        usual = {"viewport": {"width": 1280, "height": 900}, "timezone_id": hass.config.time_zone}
        context = await chromium.new_context(**{**usual, **options})
        contexts.append(context)
        await context.add_init_script(sign_in_script(frontend, hass_access_token, language))
        page = await context.new_page()
        page.on("request", lambda request: hosts.add(_host(request)))
        page.on("pageerror", lambda error: complaints.append(f"{error.message}\n{error.stack}"))
        await page.goto(f"{frontend}/alexa-privacy")
        if wait:
            await expect(page.locator("article.row").first).to_be_visible()
        return page

    yield open_it
    for context in contexts:
        await context.close()
    assert hosts - {urlsplit(frontend).netloc, ""} == set()
    assert [complaint for complaint in complaints if "panel.js" in complaint] == []


@pytest.fixture
async def entry(frontend: str, account: Account, set_up: SetUp) -> MockConfigEntry:
    """Set up an account, with something in its history that is better gone."""
    account.say(EMBARRASSING, minutes_ago=5, reply="Sleep on your side.")
    return await set_up(account)


def _host(request: Request) -> str:
    """Return whom a request asks; nobody where the browser asks itself."""
    return urlsplit(request.url).netloc


async def download(page: Page, button: str) -> bytes:
    """Press a button and return the file that it saves."""
    async with page.expect_download() as saved:
        await page.get_by_role("button", name=button).click()
    path = await (await saved.value).path()
    return await to_thread(path.read_bytes)


def row(page: Page, words: str) -> Locator:
    """Return the row of what was said."""
    return page.locator("article.row", has_text=words)


async def choose(page: Page, field: str, option: str) -> None:
    """Choose one of a field's values by mouse."""
    await page.get_by_label(field, exact=True).click()
    await page.get_by_role("option", name=option, exact=True).click()


def written(day: date) -> str:
    """Return a day as an English page writes it."""
    return f"{day.month}/{day.day}/{day.year}"


def said(account: Account) -> list[str]:
    """Return what Amazon holds, newest first."""
    return [read_record(record).said for record in account.records]


async def delete_whole_history(page: Page, held: int) -> None:
    """Delete all there is, and show that it is meant."""
    await page.get_by_role("button", name="Delete entire history").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("To confirm, type the number of recordings").fill(str(held))
    await dialog.get_by_role("button", name="Delete", exact=True).click()


async def complaints(page: Page) -> list[str]:
    """Return what a checker of accessibility has to say about the page, in Home Assistant's own theme."""
    found = await page.locator("alexa-privacy-panel").evaluate("panel => axe.run(panel, { iframes: false })")
    return [
        f"{each['id']}: {node['html']}: {node['failureSummary']}"
        for each in found["violations"]
        for node in each["nodes"]
    ]
