"""The first minutes in a real browser, each click and each field counted: from nothing to a verified deletion."""

from homeassistant.core import HomeAssistant
from playwright.async_api import Browser, FrameLocator, expect

from custom_components.alexa_privacy.const import DOMAIN
from tests.amazon_double import Account, AmazonDouble
from tests.browser.fixtures import chromium, expected_lingering_tasks, expected_lingering_timers
from tests.browser.owner import Owner
from tests.browser.panel import frontend
from tests.conftest import state
from tests.helpers.lessons import key_of
from tests.home.client import sign_in_script

__all__ = ["chromium", "expected_lingering_tasks", "expected_lingering_timers", "frontend"]

MOST_ACTIONS = 25
MOST_AFTER_SIGN_IN = 12


async def sign_in(owner: Owner, account: Account) -> None:
    """Add the account, from the link in the documents."""
    await owner.press("OK")
    await owner.choose_browser()
    amazon_page = await owner.open_link()
    await owner.enter(amazon_page, account)
    await owner.enter_code(amazon_page, account)
    await amazon_page.wait_for_url("**/ap/maplanding?**")
    await owner.paste(amazon_page.url)
    await expect(owner.page.get_by_role("button", name="Finish")).to_be_visible()


async def delete_as_said(owner: Owner, amazon: FrameLocator, account: Account, words: str) -> None:
    """Delete the recording that a step names, on Amazon's page."""
    lesson = owner.page.locator("alexa-privacy-teach")
    await expect(lesson).to_contain_text(words)
    await expect(amazon.locator("body[data-state=ready]")).to_be_visible()
    named = await lesson.locator(".do ~ p time").first.get_attribute("datetime")
    await owner.click_in_frame(amazon.locator(f'li[data-key="{key_of(account, {"time": str(named)})}"] button'))


async def test_first_verified_deletion(
    hass: HomeAssistant,
    amazon: AmazonDouble,
    account: Account,
    frontend: str,
    hass_access_token: str,
    chromium: Browser,
) -> None:
    """Twenty-five actions at most, twelve of them after the sign-in, and nothing is to be searched for."""
    hass.config.country = "DE"
    context = await chromium.new_context(viewport={"width": 1280, "height": 900})
    await context.add_init_script(sign_in_script(frontend, hass_access_token))
    page = await context.new_page()
    owner = Owner(page)
    # The link to it is one click, too.
    owner.actions = 1
    await page.goto(f"{frontend}/config/integrations/dashboard/add?domain={DOMAIN}")
    await sign_in(owner, account)
    signed_in = owner.actions

    # While its devices come, the button says that their areas are skipped.
    await owner.click(page.get_by_role("button", name="Finish"))
    await owner.click(page.get_by_role("link", name="Voice History"))
    steps = page.locator("alexa-privacy-first-run .step")
    await expect(steps.locator("h3")).to_have_text(["Teach how to delete", "Test", "Nightly purge", "Human review"])
    await expect(steps.nth(1).get_by_role("button")).to_have_count(0)
    await owner.press("Teach: Delete recordings")
    amazon_page, held = page.frame_locator("alexa-privacy-teach iframe"), account.held
    await delete_as_said(owner, amazon_page, account, "delete this recording")
    await delete_as_said(owner, amazon_page, account, "Now delete this one")
    await owner.press("Agree")
    await expect(page.get_by_role("radio")).to_have_count(3)
    await owner.press("Delete and test")
    await expect(page.get_by_text("Tested: exactly this recording is gone")).to_be_visible()
    assert account.held == held - 3
    assert state(hass, "deleted_recordings") == "1"
    after, in_all = owner.actions - signed_in, owner.actions + owner.at_amazon
    assert after <= MOST_AFTER_SIGN_IN
    assert in_all <= MOST_ACTIONS

    # The rest is decided on the same page; then nothing is left of the first steps.
    await page.get_by_role("button", name="Finish").click()
    await expect(steps.locator("h3")).to_have_text(["Nightly purge", "Human review"])
    await page.get_by_role("button", name="Turn on", exact=True).click()
    await page.get_by_role("button", name="Leave as it is").click()
    await expect(steps).to_have_count(0)
    assert state(hass, "nightly_purge", "switch") == "on"
    await context.close()
