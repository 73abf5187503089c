"""Deleting on the Voice History page, in a real browser on a real Home Assistant."""

from datetime import UTC, date, datetime, timedelta
import json
from typing import Any
from zoneinfo import ZoneInfo

from homeassistant.core import HomeAssistant
from playwright.async_api import expect
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.alexa_privacy.amazon.recordings import Kind, read_record
from custom_components.alexa_privacy.const import CONF_RECIPES
from tests.amazon_double import Account, AmazonDouble, Fault
from tests.amazon_double.phrases import Phrase
from tests.amazon_double.records import Recording
from tests.browser.fixtures import chromium, expected_lingering_tasks, expected_lingering_timers
from tests.browser.panel import (
    EMBARRASSING,
    OpenPage,
    choose,
    delete_whole_history,
    download,
    entry,
    frontend,
    open_page,
    row,
    said,
    written,
)
from tests.conftest import SetUp, delete

__all__ = ["chromium", "entry", "expected_lingering_tasks", "expected_lingering_timers", "frontend", "open_page"]


async def test_delete_one_with_the_keyboard(entry: MockConfigEntry, account: Account, open_page: OpenPage) -> None:
    """Find and delete one recording without a mouse: search, arrow down, delete, confirm; Enter alone cancels."""
    page, held = await open_page(), account.held
    await page.keyboard.press("/")
    await page.keyboard.type("walrus")
    await page.keyboard.press("Enter")
    await expect(page.locator("article.row")).to_have_count(1)
    await page.keyboard.press("ArrowDown")
    await expect(row(page, EMBARRASSING)).to_be_focused()
    for leave in ("Enter", "Escape", "Space"):
        await page.keyboard.press("Delete")
        await expect(page.get_by_role("button", name="Cancel", exact=True)).to_be_focused()
        await page.keyboard.press(leave)
        await expect(page.get_by_role("dialog")).to_have_count(0)
        await row(page, EMBARRASSING).focus()
    assert account.held == held
    await page.keyboard.press("Delete")
    await expect(page.get_by_role("dialog")).to_contain_text("Delete 1 recording?")
    await expect(page.get_by_role("dialog")).to_contain_text(EMBARRASSING)
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("1 of 1 deleted and verified gone.").first).to_be_visible()
    await expect(row(page, EMBARRASSING)).to_have_count(0)
    assert account.held == held - 1
    assert EMBARRASSING not in said(account)


async def test_ticked_recordings_are_deleted(entry: MockConfigEntry, account: Account, open_page: OpenPage) -> None:
    """Tick two with the mouse: they go, all others stay."""
    page = await open_page()
    before = [recording.key for recording in account.recordings]
    for number in (0, 2):
        await page.locator("article.row").nth(number).get_by_role("checkbox").check()
    await page.get_by_role("button", name="Delete 2 recordings").click()
    await page.get_by_role("dialog").get_by_role("button", name="Delete", exact=True).click()
    await expect(page.get_by_text("2 of 2 deleted and verified gone.").first).to_be_visible()
    assert [recording.key for recording in account.recordings] == [before[1], *before[3:]]


async def test_a_deletion_is_cancelled_with_the_keyboard(
    entry: MockConfigEntry, account: Account, amazon: AmazonDouble, open_page: OpenPage
) -> None:
    """What was asked for while the owner changed their mind goes; the page says how much is gone, and what is not."""
    page, held = await open_page(), account.held
    amazon.fail(Fault.SLOW, "delete", after=1, seconds=3600)
    await delete_whole_history(page, held)
    cancel = page.get_by_role("button", name="Cancel deletion")
    await expect(page.get_by_text(f"Deleting {held}: 1 requested")).to_be_visible()
    await cancel.focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Canceling: the current request finishes first.")).to_be_visible()
    amazon.heal()
    await expect(
        page.get_by_text(f"Canceled. 26 of {held} deleted and verified gone. {held - 26} are").first
    ).to_be_visible()
    assert account.held == held - 26


async def test_what_others_delete_is_seen_and_cancelled(
    hass: HomeAssistant,
    frontend: str,
    account: Account,
    amazon: AmazonDouble,
    recipes: dict[str, Any],
    set_up: SetUp,
    open_page: OpenPage,
) -> None:
    """A page that is opened later shows what runs; once it has ended, the list is that of Amazon."""
    recipes["delete_recordings"]["batch"] = 1
    await set_up(account, options={CONF_RECIPES: recipes})
    amazon.fail(Fault.SLOW, "delete", seconds=0.5, times=None)
    held = account.held
    await delete(hass, everything=True, wait=False)
    page = await open_page()
    await expect(page.get_by_text(f"Started elsewhere. Deleting {held}:")).to_be_visible()
    await page.get_by_role("button", name="Cancel deletion").click()
    await expect(page.get_by_role("button", name="Cancel deletion")).to_have_count(0)
    gone = held - account.held
    assert 0 < gone < held
    await expect(page.get_by_text(f"Canceled. {gone} of {held} deleted and verified gone.").first).to_be_visible()
    newest = read_record(account.recordings[0].record())
    await expect(page.locator("article.row").first).to_contain_text(newest.said)


async def test_a_day_is_ticked_and_deleted(
    hass: HomeAssistant, entry: MockConfigEntry, account: Account, open_page: OpenPage
) -> None:
    """A day's tick takes all of that day and nothing else."""
    ledger = entry.runtime_data.store.voice.ledger
    day = ledger.day_of(account.recordings[0].timestamp)
    page = await open_page()
    of_day = sum(ledger.day_of(recording.timestamp) == day for recording in account.recordings)
    held = account.held
    await page.locator("article.heading").first.get_by_role("checkbox").check()
    await page.get_by_role("button", name=f"Delete {of_day} recordings").click()
    await page.get_by_role("dialog").get_by_role("button", name="Delete", exact=True).click()
    await expect(page.get_by_text(f"{of_day} of {of_day} deleted and verified gone.").first).to_be_visible()
    assert account.held == held - of_day
    assert not [recording for recording in account.recordings if ledger.day_of(recording.timestamp) == day]


async def test_all_that_match_are_exported_and_deleted(
    entry: MockConfigEntry, account: Account, open_page: OpenPage
) -> None:
    """Filters combine; what matches is counted, saved and deleted, and nothing else."""
    echo = account.devices[0]
    records = [read_record(record) for record in account.records]
    matching = [
        recording
        for recording in records
        if recording.kind is Kind.INTENDED and recording.echo and recording.echo.serial == echo.serial
    ]
    page, held = await open_page(), account.held
    await choose(page, "Kind", "Intended")
    await choose(page, "Echo", echo.name)
    await page.get_by_role("button", name="Delete all matching").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_contain_text(f"Delete {len(matching)} recordings?")
    named = sum(bool(recording.echo and recording.echo.name) for recording in matching)
    await expect(dialog).to_contain_text(f"{echo.name} {named}")
    assert account.held == held

    exported = json.loads(await download(page, "Export first"))
    assert [each["said"] for each in exported] == [recording.said for recording in matching]
    await page.get_by_role("button", name="Delete all matching").click()
    await dialog.get_by_role("button", name="Delete", exact=True).click()
    await expect(page.get_by_text("Amazon lists no matching recordings.")).to_be_visible()
    assert account.held == held - len(matching)


async def test_a_click_in_the_graph_means_that_day(
    entry: MockConfigEntry, account: Account, open_page: OpenPage
) -> None:
    """By mouse and by keyboard, the list holds the day that was chosen and nothing else; so does what is deleted."""
    page, ledger = await open_page(), entry.runtime_data.store.voice.ledger
    graph = page.get_by_role("slider", name="Recordings per day")
    box = await graph.bounding_box()
    assert box
    await graph.click(position={"x": box["width"] / 2, "y": 60})
    chosen = str(await graph.get_attribute("aria-valuetext")).partition(": ")[0]
    await expect(page.locator("article h2")).to_have_text([chosen])
    await graph.focus()
    await page.keyboard.press("Home")
    await page.keyboard.press("Enter")
    oldest = ledger.day_of(account.recordings[-1].timestamp)
    for bound in ("From", "Until"):
        await expect(page.get_by_label(bound, exact=True)).to_have_value(written(oldest))
    await page.keyboard.press("ArrowRight")
    await page.keyboard.press("ArrowRight")
    await page.keyboard.press("Enter")
    day = oldest + timedelta(days=2)
    await expect(page.get_by_label("From", exact=True)).to_have_value(written(day))
    others = [recording.key for recording in account.recordings if ledger.day_of(recording.timestamp) != day]
    of_day = account.held - len(others)
    await page.get_by_role("button", name="Delete all matching").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_contain_text(f"Delete {of_day} recordings?")
    await expect(dialog).to_contain_text(f"on {day:%A, %B} {day.day}, {day.year}")
    await dialog.get_by_role("button", name="Delete", exact=True).click()
    await expect(page.get_by_text(f"{of_day} of {of_day} deleted and verified gone.").first).to_be_visible()
    assert [recording.key for recording in account.recordings] == others


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Europe/Berlin", date(2026, 3, 29), 23),
        ("Europe/Berlin", date(2026, 10, 25), 25),
        ("America/Santiago", date(2026, 9, 6), 23),
        ("Asia/Kathmandu", date(2026, 5, 17), 24),
    ],
)
async def test_a_day_is_deleted_to_the_millisecond(
    hass: HomeAssistant,
    frontend: str,
    amazon: AmazonDouble,
    set_up: SetUp,
    open_page: OpenPage,
    zone: str,
    day: date,
    hours: int,
) -> None:
    """A day of the home takes what was said from its first moment to its last, wherever the browser is."""
    await hass.config.async_update(time_zone=zone)
    first, last = _bounds(day, ZoneInfo(zone))
    assert (last - first) / 3_600_000 == hours
    account = amazon.add_account(Account.generate(seed=3, size=0))
    times = {"before": first - 1, "first": first, "middle": (first + last) // 2, "last": last - 1, "after": last}
    for words, time in times.items():
        account.add(
            Recording(time, account.customer_id, account.device(None), Phrase(words, "OK", "Made up", "MadeUp"))
        )
    await set_up(account)
    page = await open_page(timezone_id="Pacific/Kiritimati")
    await page.get_by_role("slider", name="Recordings per day").focus()
    for key in ("Home", "ArrowRight", "Enter"):
        await page.keyboard.press(key)
    await expect(page.get_by_label("From", exact=True)).to_have_value(written(day))
    await expect(page.locator("article.row")).to_have_count(3)
    await page.get_by_role("button", name="Delete all matching").click()
    await expect(page.get_by_role("dialog")).to_contain_text("Delete 3 recordings?")
    await page.get_by_role("dialog").get_by_role("button", name="Delete", exact=True).click()
    await expect(page.get_by_text("3 of 3 deleted and verified gone.").first).to_be_visible()
    assert said(account) == ["after", "before"]


def _bounds(day: date, zone: ZoneInfo) -> tuple[int, int]:
    """Return when a day begins and when the next one does, found by asking of each minute what day it is."""
    midnight = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
    minutes = range(midnight - 86_400, midnight + 2 * 86_400, 60)
    of_day = [moment for moment in minutes if datetime.fromtimestamp(moment, zone).date() == day]
    return of_day[0] * 1000, (of_day[-1] + 60) * 1000


async def test_several_days_are_chosen_by_dragging(
    entry: MockConfigEntry, account: Account, open_page: OpenPage
) -> None:
    """The days that were dragged over, and no others."""
    page = await open_page()
    graph = page.get_by_role("slider", name="Recordings per day")
    await graph.hover()  # once it stands still
    box = await graph.bounding_box()
    assert box
    days = int(str(await graph.get_attribute("aria-valuemax")))
    width = box["width"] / days
    oldest = entry.runtime_data.store.voice.ledger.day_of(account.recordings[-1].timestamp)
    await page.mouse.move(box["x"] + 7.5 * width, box["y"] + 50)
    await page.mouse.down()
    await page.mouse.move(box["x"] + 4.5 * width, box["y"] + 50, steps=5)
    await page.mouse.up()
    for bound, ahead in (("From", 4), ("Until", 7)):
        day = oldest + timedelta(days=ahead)
        await expect(page.get_by_label(bound, exact=True)).to_have_value(written(day))


async def test_the_whole_history_takes_more_than_a_click(
    entry: MockConfigEntry, account: Account, amazon: AmazonDouble, open_page: OpenPage
) -> None:
    """Presses alone delete nothing; with the keyboard alone, the number of recordings does it."""
    page, held = await open_page(), account.held
    await page.get_by_role("button", name="Delete entire history").focus()
    await page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_contain_text(f"Delete {held} recordings?")
    await expect(dialog).to_contain_text(f"The entire voice history of {account.email}")
    delete_it = dialog.get_by_role("button", name="Delete", exact=True)
    await expect(dialog.get_by_role("button", name="Cancel")).to_be_focused()
    await expect(delete_it).to_be_disabled()
    field = dialog.get_by_label("To confirm, type the number of recordings")
    await field.focus()
    await page.keyboard.type(f"{held}0")
    await page.keyboard.press("Enter")
    await expect(delete_it).to_be_disabled()
    await page.keyboard.press("Backspace")
    await page.keyboard.press("Enter")
    await expect(delete_it).to_be_enabled()
    assert amazon.count("delete") == 0
    for _ in range(3):
        await page.keyboard.press("Tab")
    await expect(delete_it).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.get_by_text(f"{held} of {held} deleted and verified gone.").first).to_be_visible()
    assert account.held == 0


async def test_a_day_half_typed_takes_no_limit_away(
    entry: MockConfigEntry, account: Account, open_page: OpenPage
) -> None:
    """While a day is being typed, and where it is left half typed, the one before stays in force."""
    page = await open_page()
    await page.get_by_role("slider", name="Recordings per day").focus()
    for key in ("Home", "Enter"):
        await page.keyboard.press(key)
    oldest = entry.runtime_data.store.voice.ledger.day_of(account.recordings[-1].timestamp)
    start = page.get_by_label("From", exact=True)
    await expect(start).to_have_value(written(oldest))
    await start.press_sequentially("/3")
    await page.get_by_role("button", name="Delete all matching").click()
    await expect(page.get_by_role("dialog")).to_contain_text(f"on {oldest:%A, %B} {oldest.day}, {oldest.year}")
    await expect(start).to_have_value(written(oldest))
