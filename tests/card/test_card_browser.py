"""The dashboard card in a real browser, on a real Home Assistant."""

import re

from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr
from playwright.async_api import Page, expect
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from tests.amazon_double import Account, AmazonDouble, Fault
from tests.browser.dashboard import CARD, OpenDashboard, card, open_dashboard
from tests.browser.fixtures import chromium, expected_lingering_tasks, expected_lingering_timers
from tests.browser.panel import AXE, entry, frontend
from tests.conftest import SetUp, poll

__all__ = ["chromium", "entry", "expected_lingering_tasks", "expected_lingering_timers", "frontend", "open_dashboard"]


async def complaints(page: Page) -> list[str]:
    """Return what a checker of accessibility has to say about the cards."""
    await page.add_script_tag(path=AXE)
    found = await card(page).first.evaluate("card => axe.run(card.parentElement, { iframes: false })")
    return [f"{each['id']}: {node['html']}" for each in found["violations"] for node in each["nodes"]]


async def test_it_is_picked_and_deletes(
    hass: HomeAssistant, entry: MockConfigEntry, account: Account, open_dashboard: OpenDashboard
) -> None:
    """It is found in the card picker, with a preview, and deletes today's recordings once that is confirmed."""
    page = await open_dashboard()
    await page.goto(f"{page.url}?edit=1")
    await page.get_by_role("button", name="Add card").first.click()
    await page.get_by_text("By card", exact=True).click()
    await page.get_by_placeholder("Search cards").fill("alexa")
    preview = page.locator("hui-card-picker .card", has=card(page))
    await expect(preview).to_contain_text(str(account.held))
    await preview.click()
    await expect(page.get_by_label("Hide graph")).to_be_visible()
    await expect(page.locator("hui-dialog-edit-card").get_by_text("Account", exact=True)).to_be_visible()
    await page.get_by_role("button", name="Save").click()
    await page.get_by_role("button", name="Done").click()

    shown, held = card(page), account.held
    today = hass.states.get("sensor.alexa_privacy_recordings_today")
    assert today
    await expect(shown).to_contain_text("Human review is on")
    await expect(shown.get_by_role("button", name=f"{today.state} Recordings today")).to_be_visible()
    assert await complaints(page) == []
    await shown.get_by_role("button", name="Delete today").click()
    dialog = page.get_by_role("dialog", name="Delete today's recordings?")
    await expect(dialog).to_contain_text(f"{today.state} recordings since midnight")
    await expect(dialog.get_by_role("button", name="Cancel")).to_be_focused()
    assert await complaints(page) == []
    await page.keyboard.press("Enter")
    await expect(dialog).to_have_count(0)
    assert account.held == held
    await shown.get_by_role("button", name="Delete today").click()
    await dialog.get_by_role("button", name="Delete", exact=True).click()
    await expect(shown.get_by_role("status")).to_have_text(f"{today.state} of {today.state} deleted and verified gone.")
    assert account.held == held - int(today.state)
    await expect(shown.get_by_role("button", name="0 Recordings today")).to_be_visible()
    await shown.get_by_role("button", name="Voice History").click()
    await expect(page.locator("alexa-privacy-panel")).to_be_visible()


async def test_several_accounts_and_unknown_figures(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    amazon: AmazonDouble,
    set_up: SetUp,
    open_dashboard: OpenDashboard,
) -> None:
    """In German, dark, on a phone: it asks which account is meant, shows the one that is, and no 0 for unknown."""
    noah = await set_up(amazon.add_account(Account.generate(seed=11, size=9, email="noah@example.org")), options={})
    page = await open_dashboard(
        CARD,
        {**CARD, "config_entry_id": noah.entry_id},
        {**CARD, "config_entry_id": "gone"},
        language="de",
        color_scheme="dark",
        viewport={"width": 390, "height": 900},
    )
    which, his, gone = (card(page).nth(number) for number in range(3))
    await expect(which).to_contain_text("Es gibt mehrere Konten.")
    await expect(gone).to_contain_text("Dieses Konto ist nicht mehr eingerichtet.")
    await expect(his).to_contain_text("noah@example.org")
    await expect(his).to_contain_text("wurde noch nicht angelernt.")
    await expect(his.get_by_role("button", name="9 Aufnahmen", exact=True)).to_be_visible()
    amazon.fail(Fault.UNAVAILABLE, "v2", times=None)
    await poll(hass, noah)
    await expect(his.get_by_role("button", name="Unbekannt")).to_have_count(2)
    assert await complaints(page) == []
    assert await page.evaluate("document.scrollingElement.scrollWidth") <= 390
    await his.get_by_role("button", name="Löschen anlernen").click()
    await expect(page).to_have_url(re.compile(rf"/alexa-privacy\?account={noah.entry_id}&teach=delete_recordings$"))


async def test_others_see_figures_only(
    entry: MockConfigEntry, account: Account, open_dashboard: OpenDashboard, hass_read_only_access_token: str
) -> None:
    """Who is no administrator sees what Amazon holds, and no button that deletes or leads to the page."""
    page = await open_dashboard(CARD, token=hass_read_only_access_token)
    await expect(card(page).get_by_role("button", name=f"{account.held} Recordings")).to_be_visible()
    await expect(card(page).locator("figcaption")).to_contain_text("in the last 28 days")
    await expect(card(page).locator(".buttons")).to_have_count(0)


@pytest.mark.parametrize(
    ("language", "first"),
    [
        ("en", ["Delete today", "Human review", "Nightly purge", "Next purge", "Protection", "Recordings"]),
        ("de", ["Heutige Aufnahmen löschen", "Menschliche Überprüfung", "Nächtliche Löschung"]),
    ],
)
async def test_the_device_page_on_a_phone(
    hass: HomeAssistant,
    frontend: str,
    account: Account,
    set_up: SetUp,
    open_dashboard: OpenDashboard,
    language: str,
    first: list[str],
) -> None:
    """What is needed most comes first, and no label is cut."""
    hass.config.language = language
    entry = await set_up(account)
    devices = dr.async_entries_for_config_entry(dr.async_get(hass), entry.entry_id)
    (device,) = [device for device in devices if device.entry_type is dr.DeviceEntryType.SERVICE]
    page = await open_dashboard(language=language, viewport={"width": 390, "height": 844})
    await page.goto(f"{frontend}/config/devices/device/{device.id}")
    rows = page.locator("ha-device-entities-card hui-generic-entity-row .info")
    await expect(rows.nth(20)).to_be_attached()
    labels = [label.strip() for label in await rows.all_inner_texts()]
    assert labels[: len(first)] == first
    cut = "rows => rows.filter(row => row.scrollWidth > row.clientWidth).map(row => row.textContent.trim())"
    assert await rows.evaluate_all(cut) == []
