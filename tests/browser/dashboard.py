"""Pytest fixtures: a dashboard of Home Assistant's own frontend in a real browser, with the card on it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from playwright.async_api import Browser, BrowserContext, Locator, Page, expect
import pytest
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from tests.home.client import sign_in_script

type OpenDashboard = Callable[..., Awaitable[Page]]

CARD = {"type": "custom:alexa-privacy-card"}
PATH = "alexa-test"


@pytest.fixture
async def open_dashboard(
    frontend: str, hass_access_token: str, chromium: Browser, hass_ws_client: WebSocketGenerator
) -> AsyncIterator[OpenDashboard]:
    """Return what opens a dashboard with some cards in one section, for an administrator or another user."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []
    commands = await hass_ws_client()

    async def save(**message: Any) -> None:
        await commands.send_json_auto_id(message)
        answer = await commands.receive_json()
        assert answer["success"], answer

    await save(type="lovelace/dashboards/create", url_path=PATH, title="Home")

    async def open_it(
        *cards: dict[str, Any],
        token: str = hass_access_token,
        language: str = "en",
        view: dict[str, Any] | None = None,
        **options: Any,
    ) -> Page:
        shown = view or {"type": "sections", "sections": [{"type": "grid", "cards": [*cards]}]}
        await save(type="lovelace/config/save", url_path=PATH, config={"views": [shown]})
        context = await chromium.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        await context.add_init_script(sign_in_script(frontend, token, language))
        page = await context.new_page()
        page.on("pageerror", lambda error: complaints.append(f"{error.message}\n{error.stack}"))
        await page.goto(f"{frontend}/{PATH}/0")
        for number in range(len(cards)):
            await expect(card(page).nth(number).get_by_role("button").first).to_be_visible()
        return page

    yield open_it
    for context in contexts:
        for page in context.pages:
            # What Home Assistant is still sending would fail.
            await page.wait_for_load_state("networkidle")
        await context.close()
    assert [complaint for complaint in complaints if "card.js" in complaint] == []


def card(page: Page) -> Locator:
    """Return the cards on a page."""
    return page.locator("alexa-privacy-card")
