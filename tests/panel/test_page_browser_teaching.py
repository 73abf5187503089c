"""Lessons on a phone: Amazon's page in the Voice History page, in a real browser on a real Home Assistant."""

from datetime import timedelta
import re

from homeassistant.core import HomeAssistant
from playwright.async_api import FrameLocator, Locator, Page, expect
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.alexa_privacy.const import CONF_RECIPES
from custom_components.alexa_privacy.teaching.visit_life import CloseReason
from custom_components.alexa_privacy.teaching.visit_session import VISITS
from tests.amazon_double import Account, AmazonDouble
from tests.browser.fixtures import chromium, expected_lingering_tasks, expected_lingering_timers
from tests.browser.panel import AXE, OpenPage, complaints, frontend, open_page
from tests.browser.visit import delete_range
from tests.conftest import SetUp, state
from tests.helpers.lessons import key_of, span_of
from tests.helpers.shared import Place, made_up, place

__all__ = ["chromium", "expected_lingering_tasks", "expected_lingering_timers", "frontend", "open_page", "place"]

PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True, "device_scale_factor": 2}
MOST_TAPS = 6


@pytest.fixture
async def entry(account: Account, frontend: str, set_up: SetUp) -> MockConfigEntry:
    """Set up an account that was taught nothing."""
    return await set_up(account, options={})


class Phone:
    """A thumb, and how often it taps."""

    def __init__(self, page: Page) -> None:
        """Begin to count."""
        self.page = page
        self.taps = 0

    @property
    def amazon(self) -> FrameLocator:
        """Amazon's page."""
        return self.page.frame_locator("alexa-privacy-teach iframe")

    async def tap(self, target: Locator) -> None:
        """Tap, and count it."""
        await target.tap()
        self.taps += 1

    async def press(self, name: str) -> None:
        """Tap a button of the page."""
        await self.tap(self.page.get_by_role("button", name=name, exact=True))

    async def delete_next(self, account: Account) -> str:
        """Delete the recording that the step names, on Amazon's page; return its key."""
        time = await self.page.locator("alexa-privacy-teach .do ~ p time").first.get_attribute("datetime")
        key = key_of(account, {"time": str(time)})
        await self.tap(self.amazon.locator(f'li[data-key="{key}"] button'))
        return key

    async def is_loaded(self) -> None:
        """Wait until Amazon's page is at rest."""
        await expect(self.amazon.locator("body[data-state=ready]")).to_be_visible()

    async def says(self, words: str) -> None:
        """Wait until the lesson says something."""
        await expect(self.page.locator("alexa-privacy-teach")).to_contain_text(words)


# What each dialect's page teaches in a frame, tests/teaching compares with a file's.
@pytest.mark.parametrize("dialect", ["form", "list"])
async def test_a_phone_teaches_deleting_and_a_setting(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, open_page: OpenPage, dialect: str
) -> None:
    """Six taps at most for each: what is done on Amazon's page, agreement, and the test of a deletion."""
    amazon.dialect = dialect
    entry = await set_up(account, options={})
    page = await open_page(**PHONE)
    held, before = account.held, dict(account.settings)
    await page.get_by_role("button", name="Teach: Delete recordings").tap()
    phone = Phone(page)
    await phone.says("delete this recording")
    goes = [await phone.delete_next(account)]
    await phone.says("Seen. Now delete this one")
    goes.append(await phone.delete_next(account))
    await phone.says("Learned: Delete recordings")
    await phone.says("Sent whenever recordings are deleted")
    await expect(page.locator(".result code").first).to_contain_text("/alexa-privacy/")
    await expect(page.locator("h2")).to_be_focused()
    assert not entry.options
    await phone.press("Agree")
    await phone.press("Delete and test")
    await phone.says("exactly this recording is gone")
    assert phone.taps <= MOST_TAPS
    assert account.held == held - 3
    assert not account.find(goes)
    assert entry.options[CONF_RECIPES].keys() == {"version", "delete_recordings"}
    assert entry.runtime_data.store.request_statuses.is_tested("delete_recordings")

    await page.get_by_role("button", name="Next: Human review").tap()
    phone.taps = 0
    await phone.says("How does Amazon's page below show this setting now?")
    await phone.is_loaded()
    is_on = await phone.amazon.locator("#human_review").is_checked()
    assert is_on is before["human_review"]
    await phone.press("It is on" if is_on else "It is off")
    for flip in range(1, 5):
        turn = "off" if (flip % 2 == 1) is is_on else "on"
        await phone.says(f"Turn it {turn}: Human review")
        await phone.is_loaded()
        await phone.tap(phone.amazon.locator("#human_review"))
        await expect(page.locator(f".done:nth-child({flip}), h2")).to_be_visible()
    await phone.says("Learned: Human review")
    assert account.settings == before
    await phone.press("Agree")
    await phone.says("can change this setting")
    assert phone.taps <= MOST_TAPS
    await phone.press("Finish")
    await expect(page.locator("article.row").first).to_be_visible()
    await expect(page.get_by_role("button", name=re.compile("Teach"))).to_have_count(0)
    assert entry.options[CONF_RECIPES]["switches"].keys() == {"human_review"}
    assert state(hass, "human_review", "switch") == ("on" if is_on else "off")


async def test_a_phone_teaches_ranges(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, open_page: OpenPage
) -> None:
    """A page that deletes no single recording teaches to delete ranges."""
    amazon.dialect = "range"
    entry = await set_up(account, options={})
    page = await open_page(**PHONE)
    await open_lesson(page, entry, "delete_range")
    phone = Phone(page)
    await phone.says("delete a time range that has older and newer recordings")
    await phone.is_loaded()
    zone, after = hass.config.time_zone, timedelta(minutes=1)
    newest = span_of(account, 0, 0)[1]
    await delete_range(page.frames[1], (newest + after, newest + after), time_zone=zone)
    await phone.says("Nothing has gone from the list since Amazon's page last sent something.")
    await delete_range(page.frames[1], span_of(account, 3, 5), time_zone=zone)
    await phone.says("Seen. Now delete another range")
    await delete_range(page.frames[1], span_of(account, 10, 13), time_zone=zone)
    await phone.says("Learned: Delete a time range")
    held = account.held
    await phone.press("Agree")
    await phone.press("Delete and test")
    await phone.says("exactly this recording is gone")
    assert account.held == held - 1
    assert entry.options[CONF_RECIPES].keys() == {"version", "delete_range"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_a_lesson_is_accessible_and_fits(
    entry: MockConfigEntry, account: Account, open_page: OpenPage, scheme: str
) -> None:
    """A checker finds no fault at any step, nothing is wider than the phone, and most of it is Amazon's page."""
    page = await open_page(**PHONE, color_scheme=scheme)
    await page.add_script_tag(path=AXE)
    phone = Phone(page)

    async def is_fine() -> None:
        assert await complaints(page) == []
        assert await page.evaluate("document.documentElement.scrollWidth") == 360

    await page.get_by_role("button", name="Teach: Delete recordings").tap()
    await expect(phone.amazon.locator("li").first).to_be_visible()
    box = await page.locator("alexa-privacy-teach iframe").bounding_box()
    assert box
    assert box["height"] > 740 / 2
    await is_fine()
    named = [str(await time.get_attribute("datetime")) for time in await page.locator(".do ~ p time").all()]
    goes = {key_of(account, {"time": time}) for time in named}
    other = next(each for each in account.recordings[8:12] if each.key not in goes)
    await phone.tap(phone.amazon.locator(f'li[data-key="{other.key}"] button'))
    await phone.says("That was another recording. No harm done")
    await is_fine()
    await page.get_by_role("button", name="Back to Voice History").tap()
    await page.get_by_role("button", name="Teach: Delete recordings").tap()
    await phone.says("delete this recording")
    await phone.delete_next(account)
    await phone.says("Seen. Now delete this one")
    await phone.delete_next(account)
    await phone.says("Learned: Delete recordings")
    await is_fine()
    await phone.press("Agree")
    await expect(page.get_by_role("radio")).to_have_count(3)
    await is_fine()
    await phone.press("Skip the test")
    await expect(page.locator("article.row").first).to_be_visible()
    await page.get_by_role("button", name="Teach: Human review").first.tap()
    await phone.says("How does Amazon's page below show this setting now?")
    await is_fine()


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_what_others_have_tested_is_used_and_shared(
    account: Account, entry: MockConfigEntry, open_page: OpenPage, place: Place, scheme: str
) -> None:
    """Offered, agreed to and tested in two taps; then shown with the way to the form, accessible and no wider."""
    place(made_up())
    page = await open_page(**PHONE, color_scheme=scheme)
    await open_lesson(page, entry, "delete_recordings")
    await page.add_script_tag(path=AXE)
    phone = Phone(page)

    async def is_fine() -> None:
        assert await complaints(page) == []
        assert await page.evaluate("document.documentElement.scrollWidth") == 360

    await phone.says("Others have tested: Delete recordings")
    await phone.says("Tested by made-up on Nov 20, 2026")
    await is_fine()
    held = account.held
    await phone.press("Use it")
    await phone.press("Delete and test")
    await phone.says("exactly this recording is gone")
    assert (account.held, phone.taps) == (held - 1, 2)
    await phone.press("Share")
    await phone.says("Nothing has been sent")
    form = page.get_by_role("link", name="Open the form on GitHub")
    assert "template=shared_request.yml" in str(await form.get_attribute("href"))
    await is_fine()


async def test_deleting_before_it_is_taught_leads_to_the_lesson(entry: MockConfigEntry, open_page: OpenPage) -> None:
    """And back from there is the account again, with nothing asked for."""
    page = await open_page(**PHONE)
    await page.locator("article.row").first.get_by_role("button", name=re.compile("Delete the recording")).tap()
    await Phone(page).says("delete this recording")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await page.get_by_role("button", name="Back to Voice History").tap()
    await expect(page.locator("article.row").first).to_be_visible()


async def test_a_visit_that_is_over_is_opened_again(
    hass: HomeAssistant, entry: MockConfigEntry, open_page: OpenPage
) -> None:
    """The same place says so, and one tap further Amazon's page is there again at another address."""
    page = await open_page(**PHONE)
    await open_lesson(page, entry, "delete_recordings")
    phone = Phone(page)
    await expect(phone.amazon.locator("li").first).to_be_visible()
    frame = page.locator("alexa-privacy-teach iframe")
    first = await frame.get_attribute("src")
    hass.data[VISITS][entry.entry_id].close(CloseReason.EXPIRED)
    await phone.says("The 15 minutes are over.")
    await expect(frame).to_have_count(0)
    await phone.press("Open again")
    await expect(phone.amazon.locator("li").first).to_be_visible()
    assert await frame.get_attribute("src") != first


async def test_a_lesson_goes_on_after_a_reload(entry: MockConfigEntry, account: Account, open_page: OpenPage) -> None:
    """What was seen is not lost with the page."""
    page = await open_page(**PHONE)
    await open_lesson(page, entry, "delete_recordings")
    phone = Phone(page)
    await phone.says("delete this recording")
    await phone.delete_next(account)
    await phone.says("Seen. Now delete this one")
    await page.reload()
    await phone.says("Seen. Now delete this one")
    await phone.delete_next(account)
    await phone.says("Learned: Delete recordings")


async def open_lesson(page: Page, entry: MockConfigEntry, lesson: str) -> None:
    """Open a lesson by its address, as the options do."""
    await page.goto(f"{page.url.partition('?')[0]}?account={entry.entry_id}&teach={lesson}")
