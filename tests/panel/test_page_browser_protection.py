"""What the Voice History page says of protection, in a real browser on a real Home Assistant."""

from datetime import timedelta
import re

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
from playwright.async_api import expect
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from tests.amazon_double import Account, AmazonDouble, Fault
from tests.browser.fixtures import chromium, expected_lingering_tasks, expected_lingering_timers
from tests.browser.panel import AXE, EMBARRASSING, OpenPage, complaints, entry, frontend, open_page
from tests.conftest import delete, poll

__all__ = ["chromium", "entry", "expected_lingering_tasks", "expected_lingering_timers", "frontend", "open_page"]


async def test_what_is_said_of_protection_leads_to_where_it_is_changed(
    entry: MockConfigEntry, account: Account, open_page: OpenPage
) -> None:
    """The review switch opens from here; what changes there shows here."""
    page = await open_page()
    await expect(
        page.get_by_role("region", name="Protection").get_by_text("On: people may listen", exact=True)
    ).to_be_visible()
    await page.get_by_text("What human review means").click()
    await expect(page.get_by_text("Only a very small fraction is reviewed.")).to_be_visible()
    await page.get_by_role("button", name="Change: Human review").click()
    await page.get_by_role("switch", name="Toggle").click()
    await expect(page.get_by_text("On: people may listen", exact=True)).to_have_count(0)
    assert account.settings["human_review"] is False


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_accessibility(
    entry: MockConfigEntry, amazon: AmazonDouble, open_page: OpenPage, scheme: str, width: int
) -> None:
    """A checker finds no fault: not with an open recording and a tick, a question, a deletion or its end."""
    page = await open_page(color_scheme=scheme, viewport={"width": width, "height": 900})
    await page.add_script_tag(path=AXE)
    if width == 360:
        await page.locator("alexa-privacy-protection summary").first.click()
    await page.get_by_text("What human review means").click()
    await page.locator(".summary").first.click()
    await expect(page.get_by_text("What was said", exact=True)).to_be_visible()
    await page.locator("article.row").nth(1).get_by_role("checkbox").check()
    assert await complaints(page) == []
    await page.get_by_role("button", name="1 selected").click()
    await page.get_by_role("button", name="Delete entire history").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_contain_text("Delete 121 recordings?")
    assert await complaints(page) == []
    amazon.fail(Fault.SLOW, "delete", after=1, seconds=3600)
    await dialog.get_by_label("To confirm").fill("121")
    await dialog.get_by_role("button", name="Delete", exact=True).click()
    await expect(page.get_by_text("Deleting 121: 1 requested")).to_be_visible()
    assert await complaints(page) == []
    await page.get_by_role("button", name="Cancel deletion").click()
    await expect(page.get_by_text("Canceling: the current request finishes first.")).to_be_visible()
    amazon.heal()
    await expect(page.get_by_text("Canceled.").first).to_be_visible()
    assert await complaints(page) == []


async def test_green_is_what_was_seen(hass: HomeAssistant, entry: MockConfigEntry, open_page: OpenPage) -> None:
    """Nothing is green before it was seen to be well, and nothing is once the connection is gone."""
    page = await open_page()
    good = page.locator(".part.good")
    await expect(page.locator(".part")).to_have_count(4)
    await expect(good).to_have_count(0)
    target = {"entity_id": "switch.alexa_privacy_human_review"}
    await hass.services.async_call("switch", "turn_off", target, blocking=True)
    await delete(hass, said=EMBARRASSING)
    await expect(good).to_have_count(3)
    await page.context.set_offline(True)
    await page.evaluate("document.querySelector('home-assistant').hass.connection.socket.close()")
    await expect(good).to_have_count(0)
    await expect(page.get_by_text("Last known: Off").first).to_be_visible()
    await page.context.set_offline(False)
    await expect(good).to_have_count(3)


async def test_the_first_night_is_told_before_it_is_switched_on(
    hass: HomeAssistant, entry: MockConfigEntry, account: Account, open_page: OpenPage
) -> None:
    """How many it would delete, and of which days, beside the way to switch it on."""
    page = await open_page()
    await hass.services.async_call(
        "number", "set_value", {"entity_id": "number.alexa_privacy_keep_recordings_for", "value": 10}, blocking=True
    )
    nightly = page.locator(".part", has_text="Nightly purge")
    for said in ("If turned on, the first purge deletes", "The next purge deletes"):
        run = dt_util.now().replace(hour=3, minute=0, second=0, microsecond=0)
        run += timedelta(days=run <= dt_util.now())
        cut = (run - timedelta(days=10)).timestamp() * 1000
        old = [recording.timestamp for recording in account.recordings if recording.timestamp < cut]
        days = [dt_util.as_local(dt_util.utc_from_timestamp(time / 1000)) for time in (old[-1], old[0])]
        first, last = (f"{day:%b} {day.day}, {day.year}" for day in days)
        await expect(nightly).to_contain_text(re.compile(rf"{said} (≤ )?{len(old)} recordings \({first} . {last}\)\."))
        await page.get_by_role("button", name="Change: Nightly purge").click()
        await page.get_by_role("switch", name="Toggle").click()
        await page.keyboard.press("Escape")


async def test_signed_out_leads_to_the_sign_in(
    hass: HomeAssistant, entry: MockConfigEntry, account: Account, amazon: AmazonDouble, open_page: OpenPage
) -> None:
    """What Amazon asks for is said, and two clicks further it is asked."""
    page = await open_page()
    await page.add_script_tag(path=AXE)
    amazon.sign_everyone_out()
    await poll(hass, entry)
    await expect(page.get_by_text("Amazon requires you to sign in again.")).to_be_visible()
    assert await complaints(page) == []
    await page.get_by_role("button", name="Sign in again").click()
    await page.get_by_role("button", name="Reconfigure").click()
    await expect(page.get_by_text(f"Amazon requires {account.email} to sign in again.")).to_be_visible()


async def test_an_account_that_is_signed_out_leads_to_the_sign_in(
    hass: HomeAssistant, entry: MockConfigEntry, account: Account, amazon: AmazonDouble, open_page: OpenPage
) -> None:
    """So it does where the account cannot even be set up."""
    amazon.sign_everyone_out()
    await hass.config_entries.async_reload(entry.entry_id)
    page = await open_page(wait=False)
    await page.get_by_role("button", name="Sign in again").click()
    await page.get_by_role("button", name="Reconfigure").click()
    await expect(page.get_by_text(f"Amazon requires {account.email} to sign in again.")).to_be_visible()
