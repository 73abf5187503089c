"""Adding an account in a real browser: Home Assistant's own dialog in one tab, Amazon's pages in the next."""

from collections.abc import AsyncIterator

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from playwright.async_api import Browser, Page, expect
import pytest

from custom_components.alexa_privacy.const import DOMAIN
from tests.amazon_double import Account, AmazonDouble
from tests.browser.fixtures import chromium, expected_lingering_tasks, expected_lingering_timers
from tests.browser.owner import Owner
from tests.browser.panel import frontend
from tests.home.client import sign_in_script

__all__ = ["chromium", "expected_lingering_tasks", "expected_lingering_timers", "frontend"]

MOST_ACTIONS = 5
PHONE = {"viewport": {"width": 412, "height": 915}, "has_touch": True, "is_mobile": True}


@pytest.fixture(params=[{}, PHONE], ids=["computer", "phone"])
async def owner(
    hass: HomeAssistant, frontend: str, hass_access_token: str, chromium: Browser, request: pytest.FixtureRequest
) -> AsyncIterator[Owner]:
    """Open the dialog that adds an account, on a computer or on a phone."""
    hass.config.country = "DE"
    context = await chromium.new_context(**request.param)
    await context.add_init_script(sign_in_script(frontend, hass_access_token))
    page = await context.new_page()
    await page.goto(f"{frontend}/config/integrations/dashboard/add?domain={DOMAIN}")
    await page.get_by_role("button", name="OK").click()
    yield Owner(page)
    await context.close()


async def finish(hass: HomeAssistant, owner: Owner, amazon_page: Page, account: Account) -> None:
    """Take the address of Amazon's last page to the dialog, and see the account set up."""
    await amazon_page.wait_for_url("**/ap/maplanding?**")
    await expect(amazon_page.get_by_text("Page not found")).to_be_visible()
    await owner.paste(amazon_page.url)
    await expect(owner.page.get_by_role("button", name="Finish")).to_be_visible()
    await hass.async_block_till_done(wait_background_tasks=True)
    [entry] = hass.config_entries.async_entries(DOMAIN)
    assert (entry.state, entry.unique_id) == (ConfigEntryState.LOADED, account.user_id)
    assert owner.actions <= MOST_ACTIONS


async def test_approval_on_the_phone(hass: HomeAssistant, amazon: AmazonDouble, account: Account, owner: Owner) -> None:
    """Amazon asks for no code but for approval; the page goes on by itself once the owner has given it."""
    account.meets = {"approval"}
    await owner.choose_browser()
    amazon_page = await owner.open_link()
    await owner.enter(amazon_page, account)
    await expect(amazon_page.get_by_text("Approve the notification sent to your phone.")).to_be_visible()
    account.approved = True
    await finish(hass, owner, amazon_page, account)


async def test_choice_of_an_account(hass: HomeAssistant, amazon: AmazonDouble, account: Account, owner: Owner) -> None:
    """Amazon asks which account after the code; a wrong paste before the end costs nothing but another."""
    account.meets = {"account_picker"}
    await owner.choose_browser()
    amazon_page = await owner.open_link()
    await owner.enter(amazon_page, account)
    picker = await owner.enter_code(amazon_page, account)
    await amazon_page.get_by_role("button", name=account.name, exact=True).click()
    await amazon_page.wait_for_url("**/ap/maplanding?**")

    counted = owner.actions
    await owner.paste(picker)
    await expect(owner.page.get_by_text("This is not the address of the page on which Amazon ends.")).to_be_visible()
    owner.actions = counted
    await finish(hass, owner, amazon_page, account)
