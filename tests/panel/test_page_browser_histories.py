"""The tabs of the Voice History page in a real browser, where an account has other histories than its recordings."""

import os
from pathlib import Path
import re
from typing import Any

from homeassistant.core import HomeAssistant
from playwright.async_api import expect
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.alexa_privacy.const import CONF_RECIPES, CONF_SETTING_NAMES
from tests.amazon_double import HISTORIES, Account, AmazonDouble, Fault
from tests.browser.fixtures import chromium, expected_lingering_tasks, expected_lingering_timers
from tests.browser.panel import AXE, OpenPage, complaints, frontend, open_page
from tests.conftest import SetUp, poll

__all__ = ["chromium", "expected_lingering_tasks", "expected_lingering_timers", "frontend", "open_page"]

SIZE = 30
TAUGHT = {"smart_home_history": "smart-home-offset", "detected_sounds": "sounds-window"}
NAMES = {"smart_home_history": "Smart home history", "detected_sounds": "Detected sounds"}
PHONE = {"width": 390, "height": 844}


@pytest.fixture
async def entry(
    frontend: str, amazon: AmazonDouble, set_up: SetUp, recipes: dict[str, Any]
) -> tuple[MockConfigEntry, Account]:
    """Set up an account with two more histories; the request of the second one was not tested."""
    account = amazon.add_account(Account.generate(size=60, others=SIZE, days=20, seed=11))
    histories: dict[str, Any] = {}
    for key, dialect in TAUGHT.items():
        histories |= HISTORIES[dialect].document(key)["histories"]
    options = {CONF_RECIPES: {**recipes, "histories": histories}, CONF_SETTING_NAMES: NAMES}
    entry = await set_up(account, options=options)
    entry.runtime_data.store.request_statuses.works("smart_home_history")
    return entry, account


async def test_a_tab_for_each_history(
    hass: HomeAssistant, entry: tuple[MockConfigEntry, Account], amazon: AmazonDouble, open_page: OpenPage
) -> None:
    """Reached with the keyboard, kept in the address, deleted from as recordings are; what fails has no figures."""
    loaded, account = entry
    page = await open_page()
    await page.add_script_tag(path=AXE)
    tab = page.get_by_role("tab")
    await expect(tab).to_have_text(["Voice recordings", *NAMES.values()])
    await expect(tab.first).to_have_attribute("aria-selected", "true")
    await tab.first.focus()
    await page.keyboard.press("ArrowRight")
    await expect(tab.nth(1)).to_be_focused()
    await expect(tab.first).to_have_attribute("aria-selected", "true")
    await page.keyboard.press("Enter")
    panel = page.get_by_role("tabpanel", name="Smart home history")
    await expect(page.locator(".totals")).to_have_text(re.compile(rf"^{SIZE} entries · \d+ today$"))
    await expect(page).to_have_url(re.compile(r"#history=smart_home_history$"))
    newest = account.entries("smart_home")[0]
    rows = panel.locator("article.row")
    await expect(rows.first).to_contain_text(newest.device.name)
    await expect(panel.get_by_role("button", name=re.compile("^Play"))).to_have_count(0)
    for label in ("Spoken words", "Kind", "Person", "Echo"):
        await expect(panel.get_by_label(label, exact=True)).to_have_count(0)
    assert await complaints(page) == []
    await _keep(page, "histories-light")

    # Two entries go, verified, and nothing else.
    for number in (0, 1):
        await rows.nth(number).get_by_role("checkbox").check()
    await panel.get_by_role("button", name="Delete 2 entries").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog.get_by_role("heading")).to_have_text("Delete 2 entries?")
    await dialog.get_by_role("button", name="Delete", exact=True).click()
    await expect(panel.get_by_text("2 of 2 deleted and verified gone.").first).to_be_visible()
    await expect(page.locator(".totals")).to_have_text(re.compile(rf"^{SIZE - 2} entries"))
    assert len(account.entries("smart_home")) == SIZE - 2
    assert newest not in account.entries("smart_home")

    # Days of this history alone; back and forward find them and the other tab again.
    await panel.get_by_label("From", exact=True).fill("1/1/2020")
    await page.keyboard.press("Enter")
    await expect(page).to_have_url(re.compile(r"#history=smart_home_history&from=2020-01-01$"))
    await tab.first.click()
    await expect(page.get_by_role("tabpanel", name="Voice recordings")).to_contain_text("Unintended")
    await expect(page.locator(".totals")).to_have_text(re.compile(rf"^{account.held} recordings"))
    await expect(page).to_have_url(re.compile(r"/alexa-privacy$"))
    await page.go_back()
    await expect(panel.get_by_label("From", exact=True)).to_have_value("1/1/2020")
    await page.reload()
    await expect(panel.get_by_label("From", exact=True)).to_have_value("1/1/2020")
    await expect(panel.get_by_text("2 of 2 deleted and verified gone.").first).to_be_visible()

    # What cannot be listed is not counted, and says why.
    amazon.fail(Fault.UNSORTED, "smart_home_list", times=None)
    account.note("smart_home")
    account.note("smart_home", minutes_ago=1)
    await poll(hass, loaded)
    await expect(panel).to_contain_text("Not counted. Amazon's list is incomplete")
    await expect(page.locator(".totals")).to_have_text("Total unknown · today unknown")
    await expect(panel.get_by_role("slider")).to_have_count(0)


async def test_what_was_not_tested(
    entry: tuple[MockConfigEntry, Account], amazon: AmazonDouble, frontend: str, open_page: OpenPage
) -> None:
    """It is not deleted with: the button leads to its test, and the test back to the tab."""
    page = await open_page()
    await page.get_by_role("tab", name="Detected sounds").click()
    sounds = page.get_by_role("tabpanel", name="Detected sounds")
    await expect(sounds).to_contain_text("Not tested yet")
    await sounds.get_by_role("button", name="Delete entire history").click()
    await expect(page).to_have_url(re.compile(r"test=history#history=detected_sounds$"))
    await expect(page.get_by_role("heading", level=2)).to_have_text("Test: Detected sounds")
    assert amazon.count("sounds_delete") == 0
    await page.get_by_role("radio").first.check()
    await page.get_by_role("button", name="Delete and test").click()
    await page.get_by_role("button", name="Finish").click()
    await expect(sounds).to_contain_text("All tested")
    assert len(entry[1].entries("sounds")) == SIZE - 1
    assert len(entry[1].entries("smart_home")) == SIZE


async def test_tabs_on_a_phone(entry: tuple[MockConfigEntry, Account], open_page: OpenPage) -> None:
    """They scroll, in German and from right to left, and the page does not."""
    for language, forth in (("de", "ArrowRight"), ("ar", "ArrowLeft")):
        page = await open_page(language=language, viewport=PHONE)
        tab = page.get_by_role("tab")
        await tab.first.focus()
        for _ in range(2):
            await page.keyboard.press(forth)
        await expect(tab.nth(2)).to_be_focused()
        await expect(tab.nth(2)).to_be_in_viewport(ratio=0.95)
        await page.keyboard.press(forth)
        await page.keyboard.press("Enter")
        await expect(tab.first).to_be_in_viewport(ratio=0.95)
        await tab.nth(1).click()
        await expect(page.locator("article.row").first).to_be_visible()
        assert await page.evaluate("document.scrollingElement.scrollWidth") <= PHONE["width"]
        await _keep(page, f"histories-{language}")


async def test_recordings_alone_have_no_tabs(
    frontend: str, set_up: SetUp, account: Account, open_page: OpenPage
) -> None:
    """Nothing is added where there is nothing else, also where the address names another history."""
    await set_up(account)
    page = await open_page()
    await page.goto(f"{frontend}/alexa-privacy#history=vacuum&from=2020-01-01")
    await expect(page.locator("article.row").first).to_be_visible()
    await expect(page.get_by_role("tab")).to_have_count(0)
    await expect(page.get_by_role("tabpanel")).to_have_count(0)


async def _keep(page: Any, name: str) -> None:
    """Keep a picture where somebody wants to look at it."""
    if folder := os.environ.get("PAGE_PICTURES"):
        await page.screenshot(path=Path(folder) / f"{name}.png")
