"""The lesson of another history on a phone: in the Voice History page, in a real browser."""

from homeassistant.core import HomeAssistant
from homeassistant.helpers.translation import async_get_translations
from playwright.async_api import expect
import pytest

from custom_components.alexa_privacy.const import CONF_RECIPES, DOMAIN
from tests.amazon_double import HISTORIES, Account, AmazonDouble
from tests.browser.fixtures import chromium, expected_lingering_tasks, expected_lingering_timers
from tests.browser.histories import delete_by_id, load_more
from tests.browser.panel import OpenPage, frontend, open_page
from tests.browser.visit import is_ready
from tests.conftest import SetUp
from tests.helpers.histories import converse, telling
from tests.helpers.options import go_on, open_step

__all__ = ["chromium", "expected_lingering_tasks", "expected_lingering_timers", "frontend", "open_page"]

PHONE = {"viewport": {"width": 390, "height": 740}, "is_mobile": True, "has_touch": True, "device_scale_factor": 2}
DIALECT = "smart-home-offset"


@pytest.fixture
def account(amazon: AmazonDouble) -> Account:
    """Open an account with other histories."""
    account = amazon.add_account(Account.generate(size=40, others=65, days=8, seed=5))
    converse(account)
    return account


async def test_a_phone_teaches_another_history(
    hass: HomeAssistant, account: Account, frontend: str, set_up: SetUp, open_page: OpenPage
) -> None:
    """It opens at the history's own page; entries have no words, and a device as that was wanted."""
    await async_get_translations(hass, "en", "selector", {DOMAIN})
    entry = await set_up(account, options={})
    page = await open_page(**PHONE)
    await page.goto(f"{frontend}/alexa-privacy?teach=history")
    await expect(page.get_by_text("First choose which history to teach")).to_be_visible()
    form = await open_step(hass, entry, "teach", "another_history")
    form = await go_on(hass, form, {"history": "smart_home_history", "by_device": True})
    form = await go_on(hass, form, {"next_step_id": "visit"})
    await page.goto(frontend + form["description_placeholders"]["page"])
    lesson = page.locator("alexa-privacy-teach")
    await expect(lesson).to_contain_text("let its list load at least one more page: Smart home history")
    await is_ready(page.frames[-1])
    assert await load_more(page.frames[-1])
    await expect(lesson).to_contain_text("Seen. Now delete an entry near the top")
    one, other = telling(account, DIALECT)
    await delete_by_id(page.frames[-1], one, may_fail=True)
    await expect(lesson).to_contain_text("Seen. Now delete another one")
    await is_ready(page.frames[-1])
    await delete_by_id(page.frames[-1], other, may_fail=True)
    await expect(lesson).to_contain_text("Learned: Smart home history")
    await expect(lesson).to_contain_text("Sent whenever entries of this history are deleted")
    await page.get_by_role("button", name="Agree").tap()
    await expect(lesson).to_contain_text("Which entry may the test delete?")
    assert "No text" not in await lesson.inner_text()
    await page.get_by_role("button", name="Delete and test").tap()
    await expect(lesson).to_contain_text("exactly this entry is gone")
    await expect(page.get_by_role("button", name="Share")).to_have_count(0)
    assert list(entry.options[CONF_RECIPES]["histories"]) == ["smart_home_history"]
    assert "device" in entry.options[CONF_RECIPES]["histories"]["smart_home_history"]["listing"]
    assert len(account.entries(HISTORIES[DIALECT].history)) == 62
