"""The Voice History page in a real browser, on a real Home Assistant."""

from datetime import datetime
import re
from typing import Any

from homeassistant.core import HomeAssistant
from playwright.async_api import expect
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from tests.amazon_double import Account, AmazonDouble, Fault
from tests.amazon_double.records import Person
from tests.browser.fixtures import chromium, expected_lingering_tasks, expected_lingering_timers
from tests.browser.panel import EMBARRASSING, OpenPage, download, entry, frontend, open_page, row, said
from tests.conftest import SetUp
from tests.helpers.timing import set_pace

__all__ = ["chromium", "entry", "expected_lingering_tasks", "expected_lingering_timers", "frontend", "open_page"]


async def test_the_household_is_offered(
    entry: MockConfigEntry, account: Account, amazon: AmazonDouble, open_page: OpenPage
) -> None:
    """Who was not met in a recording yet can be chosen, once somebody comes to the filters."""
    account.persons = [*account.persons, Person("P", "Zoe")]
    page = await open_page()
    assert amazon.count("persons") == 0
    persons = page.get_by_label("Person", exact=True)
    await persons.click()
    await page.get_by_role("option", name="Zoe").click()
    await expect(persons).to_have_text("Zoe")
    await expect(page.get_by_text("Amazon lists no matching recordings.")).to_be_visible()
    assert amazon.count("persons") == 1


async def test_tables_are_exported(entry: MockConfigEntry, account: Account, open_page: OpenPage) -> None:
    """CSV holds a line for each of all recordings, however little is on the screen."""
    page = await open_page()
    lines = (await download(page, "Export CSV")).decode("utf-8-sig").split("\r\n")
    assert lines[0] == "time,device,persons,kind,said,replied"
    newest = datetime.fromisoformat(lines[1].partition(",")[0]).timestamp()
    assert newest == account.recordings[0].timestamp / 1000
    assert len(re.findall(r"^\d{4}-\d\d-\d\dT", "\n".join(lines), re.MULTILINE)) == account.held


async def test_a_recording_is_played_and_saved(
    entry: MockConfigEntry, account: Account, amazon: AmazonDouble, open_page: OpenPage
) -> None:
    """The audio comes through Home Assistant, can be sought in, and is saved as it is."""
    page = await open_page()
    await row(page, EMBARRASSING).get_by_role("button", name=re.compile("Play the recording")).click()
    audio = page.locator("audio")
    await expect(audio).to_be_visible()
    length = await audio.evaluate(
        "audio => new Promise(done => { audio.ondurationchange = () => done(audio.duration); "
        "if (audio.duration) done(audio.duration); })"
    )
    assert length == pytest.approx(0.1)
    assert await audio.evaluate("audio => audio.seekable.end(0)") == pytest.approx(0.1)
    assert (await download(page, "Download")).startswith(b"RIFF")
    assert amazon.count("audio") == 1


async def test_missing_audio_is_said(entry: MockConfigEntry, amazon: AmazonDouble, open_page: OpenPage) -> None:
    """Where Amazon has lost the audio, the page says so; where Amazon is away, that."""
    page = await open_page()
    play = row(page, EMBARRASSING).get_by_role("button", name=re.compile("Play the recording"))
    amazon.fail(Fault.NOT_FOUND, "audio")
    await play.click()
    await expect(page.get_by_text("Amazon has no audio for this recording.")).to_be_visible()
    amazon.fail(Fault.UNAVAILABLE, "audio", times=None)
    await play.click()
    await expect(page.get_by_text("Could not load the audio from Amazon. Try again later.")).to_be_visible()


async def test_words_are_text_whatever_they_hold(
    hass: HomeAssistant, frontend: str, amazon: AmazonDouble, set_up: SetUp, open_page: OpenPage
) -> None:
    """HTML, emoji, right-to-left and endless words are shown and do nothing; a null device is no trouble."""
    account = amazon.add_account(Account.generate(seed=3, size=0))
    hostile = "<img src=x onerror='document.title=1'><script>document.title=2</script>"
    words = [hostile, "🧸 שלום עולם", "w" * 10_000, "${hostile} {count}"]
    for number, text in enumerate(words):
        account.say(text, minutes_ago=number + 1, reply=hostile, utterance_type="OF_TOMORROW")
    nobody = account.recordings[0].record() | {
        "device": None,
        "recordKey": "C#1700000000000#TYPE#S",
        "timestamp": account.now,
    }
    account.add(nobody)
    await set_up(account)
    page = await open_page()
    for text in words:
        await expect(page.locator(".summary", has_text=text).first).to_contain_text(text)
        await expect(page.locator(".summary", has_text=text).first).to_contain_text(hostile)
    await expect(page.locator("article.row").first).to_contain_text("Unknown Echo")
    await expect(page.locator("article img, article script")).to_have_count(0)
    assert "1" not in await page.title()
    box = await page.locator("article.row").nth(3).bounding_box()
    assert box
    assert box["height"] < 100


async def test_a_search_goes_on_can_be_stopped_and_is_not_repeated(
    entry: MockConfigEntry, account: Account, amazon: AmazonDouble, open_page: OpenPage
) -> None:
    """It says how far it is; what was listed once is searched without a request, and what matches is deleted so."""
    page = await open_page()
    session = entry.runtime_data.session
    amazon.clear_log()
    words = page.get_by_placeholder("Spoken words")
    set_pace(session, pause=0.5)
    await words.fill("nobody ever said this")
    await expect(page.get_by_text(re.compile("0 found, [0-9]+ days? searched…"))).to_be_visible()
    await page.get_by_role("button", name="Stop", exact=True).click()
    await expect(page.get_by_text("Stopped: 0 found")).to_be_visible()
    asked = amazon.count("v2")
    assert asked < account.held / 10
    set_pace(session, pause=0.0)
    await page.get_by_role("button", name="Continue", exact=True).click()
    await expect(page.get_by_text("Amazon lists no matching recordings.")).to_be_visible()
    # What was searched before it was stopped is not listed again.
    assert amazon.count("v2") <= account.held / 10 + 4
    amazon.clear_log()
    await words.fill("WÁLRUS")
    await expect(page.get_by_text("1 listed in total.")).to_be_visible()
    await expect(row(page, EMBARRASSING)).to_be_visible()
    await page.get_by_role("button", name="Clear", exact=True).click()
    await expect(page.locator("article.row").nth(5)).to_be_visible()
    await words.fill("WÁLRUS")
    await expect(page.get_by_text("1 listed in total.")).to_be_visible()
    assert amazon.count("v2") == 0
    set_pace(session, pause=5.0)
    await page.get_by_role("button", name="Delete all matching").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_contain_text("Delete about 1 recording?")
    await expect(dialog).to_contain_text(re.compile("Counting: [0-9]+ so far…"))
    set_pace(session, pause=0.0)
    await dialog.get_by_role("button", name="Delete", exact=True).click()
    await expect(page.get_by_role("status").filter(has_text="1 of 1 deleted and verified gone.")).to_be_visible()
    await expect(page.get_by_text("Amazon lists no matching recordings.")).to_be_visible()
    assert EMBARRASSING not in said(account)


@pytest.mark.parametrize(
    ("fault", "message"), [(Fault.UNAVAILABLE, "Cannot reach Amazon"), (Fault.SIGN_IN, "sign in again")]
)
async def test_a_failing_amazon_is_said_and_tried_again(
    entry: MockConfigEntry, amazon: AmazonDouble, open_page: OpenPage, fault: Fault, message: str
) -> None:
    """What stands in the way is told, what is listed stays, and the listing goes on from there."""
    page = await open_page()
    first = await page.locator("article.row .summary").first.inner_text()
    amazon.fail(fault, "v2", times=None)
    await page.locator("main").evaluate("main => main.scrollTo(0, main.scrollHeight)")
    await expect(page.get_by_role("alert")).to_contain_text(message)
    amazon.heal()
    await page.get_by_role("button", name="Try again").click()
    await expect(page.get_by_role("alert")).to_have_count(0)
    await page.locator("main").evaluate("main => main.scrollTo(0, 0)")
    await expect(page.locator("article.row .summary").first).to_have_text(first)


async def test_years_are_scrolled_through_in_little_memory(
    frontend: str, amazon: AmazonDouble, set_up: SetUp, open_page: OpenPage
) -> None:
    """A history of 20,000 recordings is listed to its end; the document never holds more than some screens of it."""
    account = amazon.add_account(Account.generate(seed=7, size=20_000))
    await set_up(account)
    page = await open_page()
    devtools = await page.context.new_cdp_session(page)
    before = await _memory(devtools)
    most = await page.locator("alexa-privacy-list").evaluate(SCROLL_TO_END)
    await expect(page.get_by_text("20,000 listed in total.")).to_be_visible()
    assert 10 < most < 100
    assert await _memory(devtools) - before < 40e6
    await page.keyboard.press("/")
    await expect(page.get_by_placeholder("Spoken words")).to_be_focused()


# Goes to the end again and again until all is listed; returns the most items that were in the document at a time.
SCROLL_TO_END = """async (list) => {
  const main = list.scroller;
  let most = 0;
  while (!list.done) {
    main.scrollTop = main.scrollHeight;
    await new Promise(requestAnimationFrame);
    most = Math.max(most, list.shadowRoot.querySelectorAll("article").length);
  }
  return most;
}"""


async def _memory(devtools: Any) -> float:
    """Return what the page holds in memory once what nobody uses is gone."""
    await devtools.send("HeapProfiler.collectGarbage")
    return float((await devtools.send("Runtime.getHeapUsage"))["usedSize"])


@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("he", "dark")])
async def test_narrow_screens_hold_it(entry: MockConfigEntry, open_page: OpenPage, language: str, scheme: str) -> None:
    """On the narrowest of phones nothing has to be scrolled sideways, in either direction of writing."""
    page = await open_page(language=language, color_scheme=scheme, viewport={"width": 320, "height": 640})
    main = page.locator("main")
    assert await main.evaluate("main => main.scrollWidth - main.clientWidth") == 0
    direction = await main.evaluate("main => getComputedStyle(main).direction")
    assert direction == ("rtl" if language == "he" else "ltr")
    background = await main.evaluate("main => getComputedStyle(main.getRootNode().host).backgroundColor")
    lightness = sum(int(part) for part in re.findall(r"\d+", background)[:3])
    assert (lightness > 380) == (scheme == "light")
