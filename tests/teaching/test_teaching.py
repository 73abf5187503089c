"""Teaching: from what a real browser sent to learned requests that do what the page does."""

from homeassistant.const import STATE_OFF, STATE_ON
from homeassistant.core import HomeAssistant
from playwright.async_api import Browser
import pytest
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.alexa_privacy.amazon.learn import Lesson
from custom_components.alexa_privacy.const import CONF_RECIPES
from tests.amazon_double import DIALECTS, Account, AmazonDouble
from tests.browser.fixtures import chromium, expected_lingering_tasks, expected_lingering_timers
from tests.browser.har import as_chrome, as_firefox, as_safari, record_har, sanitized
from tests.browser.visit import Visit
from tests.conftest import SetUp, delete, state
from tests.helpers.lessons import proposed, show, span_of
from tests.helpers.options import go_on

__all__ = ["chromium", "expected_lingering_tasks", "expected_lingering_timers"]

SWITCHES = (Lesson.HUMAN_REVIEW, Lesson.MESSAGE_REVIEW, Lesson.DELETION_BY_VOICE)
FLIPS = 4


@pytest.mark.parametrize("dialect", sorted(DIALECTS))
async def test_what_a_browser_shows_is_learned_and_works(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    amazon: AmazonDouble,
    account: Account,
    set_up: SetUp,
    chromium: Browser,
    dialect: str,
) -> None:
    """One lesson after the other on a page the product has never seen; then it does the same, and proves it."""
    entry = await set_up(account, options={})
    amazon.dialect = dialect
    if "range" in dialect:
        visit = Visit(delete_ranges=[span_of(account, 3, 5), span_of(account, 10, 13)], reload=True)
        way = Lesson.DELETE_RANGE
    else:
        visit, way = Visit(delete=[[key] for key in proposed(account)], reload=True), Lesson.DELETE_RECORDINGS
    lessons = {way: visit} | {name: Visit(flip=[name] * FLIPS, reload=True) for name in SWITCHES}
    for lesson, shown in lessons.items():
        har = await record_har(chromium, amazon, account, dialect, shown)
        is_on = account.settings.get(lesson, True)
        form = await show(hass, hass_client, entry, lesson, har, is_on=is_on)
        assert form["step_id"] == "confirm", (lesson, form["errors"], form["description_placeholders"])
        form = await go_on(hass, form, {})
        while form["type"] == "form":
            assert form["step_id"] == "test"
            held = account.held
            form = await go_on(hass, form, {"recording": "2"})
            assert not form.get("errors"), form["errors"]
            assert account.held == held - 1
        assert form["type"] == ("create_entry" if lesson in SWITCHES else "abort")
    for name in SWITCHES:
        assert state(hass, name, "switch") == (STATE_ON if account.settings[name] else STATE_OFF)
        await hass.services.async_call("switch", "toggle", {"entity_id": f"switch.alexa_privacy_{name}"}, blocking=True)
    assert account.settings == {"human_review": False, "message_review": False, "deletion_by_voice": True}
    receipt = await delete(hass, older_than={"days": 10})
    assert receipt["status"] == "verified"
    assert not [r for r in account.recordings if r.timestamp < account.now - 10 * 86_400_000]
    assert account.held > 20


async def test_files_of_every_browser_teach(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    amazon: AmazonDouble,
    account: Account,
    set_up: SetUp,
    chromium: Browser,
    subtests: pytest.Subtests,
) -> None:
    """Chrome's, Firefox's and Safari's files, with and without cookies, teach the same."""
    entry = await set_up(account, options={})
    lessons = {
        Lesson.DELETE_RECORDINGS: Visit(delete=[[key] for key in proposed(account)], reload=True),
        Lesson.HUMAN_REVIEW: Visit(flip=["human_review"] * FLIPS, reload=True),
    }
    files = {lesson: await record_har(chromium, amazon, account, "list", shown) for lesson, shown in lessons.items()}
    for written_by in (sanitized, as_chrome, as_firefox, as_safari):
        with subtests.test(written_by.__name__):
            hass.config_entries.async_update_entry(entry, options={})
            await hass.config_entries.async_reload(entry.entry_id)
            await hass.async_block_till_done(wait_background_tasks=True)
            for lesson, har in files.items():
                form = await show(hass, hass_client, entry, lesson, written_by(har))
                assert form["step_id"] == "confirm", (form["errors"], form["description_placeholders"])
                form = await go_on(hass, form, {})
                if form["type"] == "form":
                    form = await go_on(hass, form, {"recording": "skip"})
                assert form["type"] == "create_entry"
            learned = entry.options[CONF_RECIPES]
            assert "human_review" in learned["switches"]
            assert learned["delete_recordings"]["request"]["path"] == amazon.dialects["list"].root + "/remove"
