"""The fields of the Voice History page in a real browser: they follow Home Assistant, wherever the browser is from."""

from calendar import monthrange
from datetime import date, datetime, timedelta
import re
from zoneinfo import ZoneInfo

from homeassistant.core import HomeAssistant
from playwright.async_api import expect
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from tests.amazon_double import Account, AmazonDouble
from tests.browser.fixtures import chromium, expected_lingering_tasks, expected_lingering_timers
from tests.browser.panel import AXE, OpenPage, choose, complaints, entry, frontend, open_page
from tests.conftest import SetUp

__all__ = ["chromium", "entry", "expected_lingering_tasks", "expected_lingering_timers", "frontend", "open_page"]

MONTHS = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
]


async def test_days_follow_home_assistant(
    hass: HomeAssistant, entry: MockConfigEntry, account: Account, open_page: OpenPage
) -> None:
    """A German Home Assistant has German days in an English browser, and its own today, whatever the browser's is."""
    page = await open_page(language="de", locale="en-US", timezone_id="Pacific/Kiritimati")
    await page.add_script_tag(path=AXE)
    today = datetime.now(ZoneInfo(hass.config.time_zone)).date()
    start = page.get_by_label("Ab", exact=True)
    open_calendar = page.get_by_role("button", name="Ab: Tag auswählen")
    await open_calendar.click()
    calendar = page.get_by_role("dialog", name="Ab: Tag auswählen")
    month = calendar.get_by_role("heading")
    await expect(month).to_have_text(f"{MONTHS[today.month - 1]} {today.year}")
    await expect(calendar.get_by_role("columnheader").first).to_have_accessible_name("Montag")
    await expect(calendar.locator("[aria-current=date]")).to_have_accessible_name(
        re.compile(rf", {today.day}\. {MONTHS[today.month - 1]} {today.year}$")
    )
    await expect(calendar.locator("[aria-current=date]")).to_be_focused()
    assert await complaints(page) == []
    for key in ("PageUp", "ArrowRight", "ArrowLeft", "Enter"):
        await page.keyboard.press(key)
    before = min(today.day, monthrange(*_before(today))[1])
    written = f"{before}.{_before(today)[1]}.{_before(today)[0]}"
    await expect(start).to_have_value(written)
    await expect(calendar).to_be_hidden()
    await expect(open_calendar).to_be_focused()

    # Typed; what is no day is not taken, and the field says how one is written.
    await start.fill("31.2.")
    await page.keyboard.press("Enter")
    assert await start.evaluate("field => field.validationMessage") == (
        f"Gib einen Tag ein, zum Beispiel {today.day}.{today.month}.{today.year}."
    )
    await page.keyboard.press("Tab")
    await expect(start).to_have_value(written)
    await start.fill(f"{today:%d.%m.%y}")
    await page.get_by_label("Bis", exact=True).fill(f"{today.isoformat()}")
    await page.keyboard.press("Enter")
    await expect(page.get_by_label("Bis", exact=True)).to_have_value(f"{today.day}.{today.month}.{today.year}")
    ledger = entry.runtime_data.store.voice.ledger
    of_today = sum(ledger.day_of(recording.timestamp) == today for recording in account.recordings)
    await expect(page.locator("article.row")).to_have_count(of_today)

    # A first day after the last one takes that along.
    await start.fill("1.1.2020")
    await page.keyboard.press("Enter")
    await page.get_by_label("Bis", exact=True).fill("31.12.2019")
    await page.keyboard.press("Enter")
    await expect(start).to_have_value("31.12.2019")


async def test_days_follow_the_users_profile(
    entry: MockConfigEntry, hass_ws_client: WebSocketGenerator, open_page: OpenPage
) -> None:
    """The date format and the first weekday chosen in Home Assistant's profile hold on the page, too."""
    locale = {"language": "en", "number_format": "language", "time_format": "24", "time_zone": "server"}
    profile = {**locale, "date_format": "YMD", "first_weekday": "saturday"}
    client = await hass_ws_client()
    await client.send_json_auto_id({"type": "frontend/set_user_data", "key": "language", "value": profile})
    assert (await client.receive_json())["success"]
    page = await open_page()
    until = page.get_by_label("Until", exact=True)
    await until.fill("2019/12/31")
    await page.keyboard.press("Enter")
    await expect(until).to_have_value("2019/12/31")
    await page.get_by_role("button", name="Until: Choose a day").click()
    calendar = page.get_by_role("dialog", name="Until: Choose a day")
    await expect(calendar.get_by_role("columnheader").first).to_have_accessible_name("Saturday")
    await expect(calendar.get_by_role("heading")).to_have_text("December 2019")
    await calendar.get_by_role("button", name="Next month").click()
    await expect(calendar.get_by_role("heading")).to_have_text("January 2020")
    await page.keyboard.press("Escape")
    await expect(calendar).to_be_hidden()
    await expect(until).to_have_value("2019/12/31")
    await page.keyboard.press("Enter")
    await calendar.get_by_role("button", name="Any day").click()
    await expect(until).to_have_value("")


async def test_values_are_chosen_with_the_keyboard(entry: MockConfigEntry, open_page: OpenPage) -> None:
    """A field opens its list by keys or by letters; Escape leaves it as it was; it holds up to a checker."""
    page = await open_page(viewport={"width": 390, "height": 780})
    await page.add_script_tag(path=AXE)
    await page.get_by_role("button", name="More filters").click()
    kind = page.get_by_role("combobox", name="Kind")
    await kind.focus()
    await page.keyboard.press("ArrowDown")
    await expect(kind).to_have_attribute("aria-expanded", "true")
    listbox = page.get_by_role("listbox", name="Kind")
    await expect(listbox.get_by_role("option", selected=True)).to_have_text("All kinds")
    assert await complaints(page) == []
    await page.keyboard.press("End")
    await expect(listbox.locator(".active")).to_have_text("Unknown kind")
    await page.keyboard.press("Escape")
    await expect(listbox).to_be_hidden()
    await expect(kind).to_have_text("All kinds")
    await page.keyboard.press("ArrowDown")
    # Keys that come faster than the list says that it is closed, as on a slow machine.
    await kind.evaluate(
        "(field, keys) => keys.forEach(key => field.dispatchEvent(new KeyboardEvent('keydown', {key})))",
        ["Escape", "u", "n"],
    )
    await expect(listbox.locator(".active")).to_have_text("Unintended")
    box = await listbox.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    await page.keyboard.press("Enter")
    await expect(kind).to_have_text("Unintended")
    await expect(page.locator("article.row", has_text="Unintended").first).to_be_visible()
    await expect(page.locator("article.row .kind.intended")).to_have_count(0)
    await kind.click()
    await expect(listbox).to_be_visible()
    await kind.click()
    await expect(listbox).to_be_hidden()


def _before(day: date) -> tuple[int, int]:
    """Return year and month of the month before."""
    last = day.replace(day=1) - timedelta(days=1)
    return last.year, last.month


async def test_filters_are_kept_in_the_address(
    entry: MockConfigEntry, account: Account, amazon: AmazonDouble, set_up: SetUp, open_page: OpenPage
) -> None:
    """Reload, back and forward, another account and a lesson find the filter again; no request has it in its path."""
    amazon.add_account(other := Account.generate(seed=5, size=3))
    await set_up(other)
    page = await open_page()
    paths: list[str] = []
    page.on("request", lambda request: paths.append(request.url))
    kind, words = page.get_by_label("Kind", exact=True), page.get_by_placeholder("Spoken words")
    await choose(page, "Kind", "Intended")
    await choose(page, "Echo", str(account.devices[0].name))
    await words.press_sequentially("walrus", delay=500)
    await expect(page).to_have_url(re.compile("#.*kind=intended"))
    assert "walrus" not in page.url
    await page.reload()
    await expect(kind).to_have_text("Intended")
    await expect(words).to_have_value("walrus")
    assert [path for path in paths if "walrus" in path or account.devices[0].serial in path or "intended" in path] == []

    await page.go_back()
    await expect(words).to_have_value("")
    await expect(kind).to_have_text("Intended")
    await page.go_back()
    await expect(page.get_by_label("Echo", exact=True)).to_have_text("All Echos")
    await page.get_by_label("Account", exact=True).click()
    await page.get_by_role("option").nth(1).click()
    await expect(kind).to_have_text("All kinds")
    await page.go_back()
    await expect(kind).to_have_text("Intended")

    await page.evaluate("history.pushState(null, '', '/alexa-privacy?kind=routine&from=never&to=x&echo=<b>&account=')")
    await page.reload()
    await expect(kind).to_have_text("Routine")
    await expect(page.get_by_label("From", exact=True)).to_have_value("")
    await expect(page.get_by_role("alert")).to_have_count(0)
