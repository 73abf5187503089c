"""What is seen of a long history: figures, the graph's days, and where in time a scrolled list is."""

from datetime import date

from playwright.async_api import Page, expect
from pytest_homeassistant_custom_component.common import MockConfigEntry

from tests.amazon_double import Account
from tests.browser.fixtures import chromium, expected_lingering_tasks, expected_lingering_timers
from tests.browser.panel import AXE, OpenPage, complaints, entry, frontend, open_page

__all__ = ["chromium", "entry", "expected_lingering_tasks", "expected_lingering_timers", "frontend", "open_page"]

PHONE = {"width": 390, "height": 844}

# What is right below the toolbar: the date that stands there, and that of the recording it stands on.
DATES = """(list) => {
  const root = list.shadowRoot;
  const main = list.scroller.getBoundingClientRect();
  const toolbar = list.getRootNode().querySelector(".toolbar").getBoundingClientRect();
  const at = root.elementsFromPoint(main.left + main.width / 2, toolbar.bottom + 5);
  const [heading, behind] = at.filter((each) => each.matches("article"));
  const days = list.rows.map((row) => list.texts.calendar.dayOf(row.time));
  // In front of each day's recordings is its heading.
  const items = days.flatMap((day, index) => (day === days[index - 1] ? [day] : [day, day]));
  return [heading.querySelector("h2")?.textContent.trim(), list.texts.day(items[(behind ?? heading).ariaPosInSet - 1])];
}"""


async def test_the_date_of_scrolled_recordings_stays_in_sight(
    account: Account, entry: MockConfigEntry, open_page: OpenPage
) -> None:
    """Wherever the list is scrolled to, the date of what is seen stands above it; the figures are Amazon's."""
    page = await open_page()
    await expect(page.locator(".totals")).to_contain_text(f"{account.held:,} recordings")
    listing = page.locator("alexa-privacy-list")
    for _ in range(3):
        await page.locator("main").evaluate("main => main.scrollBy(0, 700)")
        await page.evaluate("() => new Promise(requestAnimationFrame)")
        await expect(page.locator("article.row").first).to_be_visible()
    standing, meant = await listing.evaluate(DATES)
    assert standing == meant
    await page.add_script_tag(path=AXE)
    assert await complaints(page) == []


async def _chosen(page: Page) -> int:
    """Return how many of the graph's days are chosen."""
    first, last = await page.locator("alexa-privacy-graph").evaluate("({ chosen }) => [chosen.from, chosen.to]")
    return (date.fromisoformat(last) - date.fromisoformat(first)).days + 1


async def test_a_phone_shows_recordings_and_a_finger_changes_the_days(
    entry: MockConfigEntry, open_page: OpenPage
) -> None:
    """After the first steps, the first recording is in sight; a tap chooses a day, and a finger drags its end."""
    page = await open_page(viewport=PHONE, has_touch=True)
    for choice in ("Keep off", "Leave as it is"):
        await page.get_by_text(choice, exact=True).click()
    await expect(page.locator("alexa-privacy-first-run section")).to_have_count(0)
    box = await page.locator("article.row").first.bounding_box()
    assert box
    assert box["y"] + box["height"] <= PHONE["height"]
    graph = await page.locator("svg.bars").bounding_box()
    assert graph
    at = (PHONE["width"] - 150, graph["y"] + 20)
    await page.touchscreen.tap(*at)
    handles = page.locator(".handle")
    await expect(handles).to_have_count(2)
    assert await _chosen(page) == 1
    grip = await handles.first.bounding_box()
    assert grip
    touch = await page.context.new_cdp_session(page)
    x, y = grip["x"] + grip["width"] / 2, grip["y"] + 20
    for kind, points in (
        ("touchStart", [{"x": x, "y": y}]),
        ("touchMove", [{"x": x - 30, "y": y}]),
        ("touchMove", [{"x": x - 60, "y": y}]),
        ("touchEnd", []),
    ):
        await touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    await expect(page.locator(".told")).to_contain_text("2026 \u2013 ")
    assert await _chosen(page) > 2
    await page.get_by_role("button", name="All days").click()
    await expect(handles).to_have_count(0)
