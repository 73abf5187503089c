"""Lessons by visit: Amazon's page in a frame of Home Assistant's, on a phone, in a real browser."""

from datetime import UTC, datetime

from homeassistant.core import HomeAssistant
import orjson
from playwright.async_api import Browser
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.alexa_privacy.amazon.learn import Lesson, learn_har
from custom_components.alexa_privacy.const import CONF_RECIPES
from custom_components.alexa_privacy.teaching.visit_session import VISITS
from tests.amazon_double import DIALECTS, Account, AmazonDouble
from tests.browser.fixtures import chromium, expected_lingering_tasks, expected_lingering_timers
from tests.browser.frame import PHONE, FrameVisit, visit
from tests.browser.har import record_har
from tests.browser.visit import Visit, delete, delete_range, press
from tests.helpers.lessons import key_of, proposed, span_of
from tests.helpers.open_visit import entry
from tests.helpers.page import Page

__all__ = ["chromium", "entry", "expected_lingering_tasks", "expected_lingering_timers", "visit"]

FLIPS = 4


@pytest.mark.parametrize("dialect", sorted(DIALECTS))
async def test_a_visit_teaches_what_a_file_teaches(
    hass: HomeAssistant,
    amazon: AmazonDouble,
    account: Account,
    entry: MockConfigEntry,
    chromium: Browser,
    page: Page,
    visit: FrameVisit,
    dialect: str,
) -> None:
    """The same clicks in the frame and in a browser of one's own lead to the same requests."""
    amazon.dialect = dialect
    twin = amazon.add_account(
        Account.generate(seed=7, size=120, now=datetime.now(UTC), days=30, email="twin@example.org")
    )
    deletion = Lesson.DELETE_RANGE if "range" in dialect else Lesson.DELETE_RECORDINGS
    for lesson in (deletion, Lesson.HUMAN_REVIEW, Lesson.DELETION_BY_VOICE):
        twin.settings = dict(account.settings)
        visit = FrameVisit(hass, page, entry.entry_id, visit.home)
        await visit.start(chromium, lesson)
        assert visit.snapshot["state"] == "open", visit.snapshot
        await do_steps(visit, account, lesson)
        snapshot = await visit.learned()
        assert snapshot["state"] == "learned", snapshot["error"]
        await visit.close()
        taught = hass.data[VISITS][entry.entry_id].learned

        clicks = Visit(flip=[lesson] * FLIPS, reload=True)
        if lesson is Lesson.DELETE_RECORDINGS:
            clicks = Visit(delete=[[key] for key in proposed(twin)], reload=True)
        elif lesson is Lesson.DELETE_RANGE:
            clicks = Visit(delete_ranges=[span_of(twin, 3, 5), span_of(twin, 10, 13)], reload=True)
        har = await record_har(chromium, amazon, twin, dialect, clicks)
        for ends_on, result in taught.items():
            from_file = learn_har(
                har,
                lesson=lesson,
                site=f"https://www.amazon.{amazon.site}",
                customer_id=twin.customer_id,
                zone=entry.runtime_data.session.zone,
                ends_on=ends_on,
            )
            # The same page has an address of Amazon's, and one of its own.
            own = f'"method":"GET","path":"{amazon.dialects[dialect].root}/settings"'.encode()
            expected = orjson.dumps(from_file.document).replace(own, b'"method":"GET","path":"/alexa-privacy/apd/myad"')
            assert orjson.dumps(result.document) == expected
            assert result.last_is_on == from_file.last_is_on


async def do_steps(visit: FrameVisit, account: Account, lesson: Lesson) -> None:
    """Do what the steps of a lesson say; in the end the page is closed, perhaps while it still lists."""
    if lesson is Lesson.DELETE_RECORDINGS:
        for step in list(visit.snapshot["steps"]):
            await delete(visit.frame, [key_of(account, step["placeholders"])], may_fail=True)
            await visit.step()
    elif lesson is Lesson.DELETE_RANGE:
        for span in (span_of(account, 3, 5), span_of(account, 10, 13)):
            await delete_range(visit.frame, span, time_zone=PHONE["timezone_id"], may_fail=True)
            await visit.step()
    else:
        for _ in range(FLIPS):
            await press(visit.frame, f"#{lesson}", may_fail=True)
            await visit.step()


async def test_everything_is_taught(
    hass: HomeAssistant,
    amazon: AmazonDouble,
    account: Account,
    entry: MockConfigEntry,
    chromium: Browser,
    visit: FrameVisit,
) -> None:
    """The whole history shown, deleted, and shown again; what deletes everything needs no test."""
    amazon.dialect = "range"
    await visit.start(chromium, Lesson.DELETE_EVERYTHING)
    assert [step["key"] for step in visit.snapshot["steps"]] == ["show_all", "delete_all", "show_all_again"]
    await visit.frame.fill("#from", "2014-01-01T00:00")
    await press(visit.frame, "#show")
    await visit.step()
    await press(visit.frame, "#delete-everything", may_fail=True)
    snapshot = await visit.learned()
    assert snapshot["state"] == "learned", snapshot["error"]
    assert account.held == 0
    await visit.commands.ask("visit/agree", subscription=visit.subscription)
    await visit.until(lambda snapshot: snapshot["state"] == "done")
    assert "delete_everything" in entry.options[CONF_RECIPES]
    await visit.close()
