"""Settings that the owner names, taught on a phone: in the Voice History page, in a real browser."""

import re

from homeassistant.core import HomeAssistant
from homeassistant.helpers.translation import async_get_translations
from playwright.async_api import Page, expect
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.alexa_privacy.const import CONF_RECIPES, CONF_SETTING_NAMES, DOMAIN
from tests.amazon_double import Account
from tests.browser.fixtures import chromium, expected_lingering_tasks, expected_lingering_timers
from tests.browser.panel import AXE, OpenPage, complaints, frontend, open_page
from tests.conftest import SetUp, state
from tests.helpers.options import go_on, open_step

__all__ = ["chromium", "expected_lingering_tasks", "expected_lingering_timers", "frontend", "open_page"]

PHONE = {"viewport": {"width": 390, "height": 740}, "is_mobile": True, "has_touch": True, "device_scale_factor": 2}
FRAME = "alexa-privacy-teach iframe"
NAME = "Smart home: <b>Verlauf</b> & Ähnliches"


async def open_lesson(hass: HomeAssistant, entry: MockConfigEntry, page: Page, frontend: str, setting: str) -> None:
    """Choose a setting in the options, follow their link, and go to its page at Amazon's."""
    form = await open_step(hass, entry, "teach", "another_setting")
    form = await go_on(hass, form, {"setting": setting})
    form = await go_on(hass, form, {"next_step_id": "visit"})
    await page.goto(frontend + form["description_placeholders"]["page"])
    await page.frame_locator(FRAME).get_by_text("More settings").tap()
    # Once it is at rest, the frame is one that opens there.
    await expect(page.locator(FRAME)).to_have_attribute("src", re.compile("/more-settings$"))


async def change(page: Page, selector: str) -> None:
    """Change a setting on Amazon's page once it is at rest."""
    await expect(page.frame_locator(FRAME).locator("body[data-state=ready]")).to_be_visible()
    await page.frame_locator(FRAME).locator(selector).tap()


async def choose_values(page: Page, first: str, *others: str) -> None:
    """Do what the steps say, with a value between that they do not ask for, and the wrong number of values at first."""
    lesson = page.locator("alexa-privacy-teach")
    await page.get_by_role("button", name="12", exact=True).tap()
    await expect(page.locator(".guide ol li")).to_have_count(22)
    assert await page.evaluate("document.documentElement.scrollWidth") == 390
    reload = await page.get_by_role("button", name="Load Amazon's page again").bounding_box()
    assert reload
    assert reload["x"] + reload["width"] <= 390
    await page.get_by_role("button", name="Other number of values").tap()
    await page.get_by_role("button", name="4", exact=True).tap()
    for number, value in enumerate(others):
        await expect(lesson).to_contain_text("that you have not chosen yet" if number else "choose another value")
        await change(page, f'input[value="{value}"]')
        await expect(lesson).to_contain_text("choose the value again that it had before the last step")
        if number:
            await change(page, f'input[value="{others[0]}"]')
            await expect(lesson).to_contain_text("This step asks for another value")
        await change(page, f'input[value="{first}"]')
    await expect(lesson).to_contain_text("that you have not chosen yet")
    assert await complaints(page) == []
    await page.get_by_role("button", name="Other number of values").tap()
    await page.get_by_role("button", name="3", exact=True).tap()


async def test_a_phone_teaches_how_long_recordings_are_kept_and_a_switch(
    hass: HomeAssistant, account: Account, frontend: str, set_up: SetUp, open_page: OpenPage
) -> None:
    """As many values as the owner wants, then a switch: without a file, from any device, and usable at once."""
    await async_get_translations(hass, "en", "selector", {DOMAIN})
    entry = await set_up(account, options={})
    page = await open_page(**PHONE)
    await page.goto(f"{frontend}/alexa-privacy?teach=another_setting")
    await expect(page.get_by_text("First choose which setting to teach")).to_be_visible()
    lesson = page.locator("alexa-privacy-teach")
    await open_lesson(hass, entry, page, frontend, "recordings_kept")
    await page.add_script_tag(path=AXE)
    await expect(lesson).to_contain_text("show this setting now? How long to keep recordings")
    await page.get_by_role("button", name="It has more values").tap()
    await expect(lesson).to_contain_text("Amazon deletes older ones at once")
    assert await complaints(page) == []
    assert await page.evaluate("document.documentElement.scrollWidth") == 390
    await choose_values(page, "UNTIL_DELETED", "EIGHTEEN_MONTHS", "THREE_MONTHS")
    await expect(lesson).to_contain_text("Learned: How long to keep recordings")
    for name in ("Until deleted", "Eighteen months", "Three months"):
        await expect(lesson).to_contain_text(name)
    await page.get_by_role("button", name="Agree").tap()
    await expect(lesson).to_contain_text("can change this setting")
    await hass.async_block_till_done(wait_background_tasks=True)
    assert state(hass, "how_long_to_keep_recordings", "select") == "Until deleted"
    data = {"entity_id": "select.alexa_privacy_how_long_to_keep_recordings", "option": "Three months"}
    await hass.services.async_call("select", "select_option", data, blocking=True)
    assert account.choices["recording-retention"] == "THREE_MONTHS"
    assert CONF_SETTING_NAMES not in entry.options

    name = NAME.replace("<b>", "").replace("</b>", "")
    await open_lesson(hass, entry, page, frontend, name)
    await expect(lesson).to_contain_text(f"show this setting now? {name}")
    await page.get_by_role("button", name="It is on").tap()
    for flip in range(4):
        await expect(lesson).to_contain_text(f"Turn it {'on' if flip % 2 else 'off'}: {name}")
        await change(page, "#smart-home-history")
        await expect(page.locator(f".done:nth-child({flip + 1}), h2")).to_be_visible()
    await expect(lesson).to_contain_text(f"Learned: {name}")
    await page.get_by_role("button", name="Agree").tap()
    await expect(lesson).to_contain_text(f"Done: {name}")
    await hass.async_block_till_done(wait_background_tasks=True)
    (key,) = entry.options[CONF_RECIPES]["switches"]
    assert entry.options[CONF_SETTING_NAMES] == {key: name}
    assert state(hass, key, "switch") == "on"
    await hass.services.async_call("switch", "turn_off", {"entity_id": f"switch.alexa_privacy_{key}"}, blocking=True)
    assert account.choices == {"recording-retention": "THREE_MONTHS", "smart-home-history": False}
