"""Lessons of other histories by visit: on their pages in the frame, in a real browser."""

from datetime import timedelta

from homeassistant.core import HomeAssistant
from homeassistant.helpers.translation import async_get_translations
from playwright.async_api import Browser
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.alexa_privacy.amazon.learn import Lesson
from custom_components.alexa_privacy.const import CONF_RECIPES, CONF_SETTING_NAMES, DOMAIN
from tests.amazon_double import HISTORIES, Account, AmazonDouble
from tests.browser.fixtures import chromium, expected_lingering_tasks, expected_lingering_timers
from tests.browser.frame import FrameVisit, visit
from tests.browser.histories import delete_by_id, load_more
from tests.browser.visit import delete
from tests.helpers.histories import converse, telling
from tests.helpers.lessons import key_of
from tests.helpers.open_visit import entry
from tests.helpers.options import go_on, open_step

__all__ = ["chromium", "entry", "expected_lingering_tasks", "expected_lingering_timers", "visit"]

NAME = "Geräusche im Haus"
TAUGHT = {
    "smart_home_history": ("smart-home-offset", "smart_home_history"),
    "gerausche_im_haus": ("sounds-cursor", NAME),
    "conversations": ("conversations-list", "conversations"),
}


@pytest.fixture
def account(amazon: AmazonDouble) -> Account:
    """Open an account with other histories."""
    account = amazon.add_account(Account.generate(size=40, others=65, days=8, seed=5))
    converse(account)
    return account


async def test_all_histories_are_taught_by_visits(
    hass: HomeAssistant,
    amazon: AmazonDouble,
    account: Account,
    entry: MockConfigEntry,
    chromium: Browser,
    visit: FrameVisit,
) -> None:
    """Voice recordings and three others: shown, agreed to and tested in the frame, then counted and purged."""
    await async_get_translations(hass, "en", "selector", {DOMAIN})
    amazon.dialect = "list"
    await visit.start(chromium, Lesson.DELETE_RECORDINGS)
    for step in list(visit.snapshot["steps"]):
        await delete(visit.frame, [key_of(account, step["placeholders"])], may_fail=True)
        await visit.step()
    await agree_and_test(visit)
    for key, (dialect, name) in TAUGHT.items():
        history = HISTORIES[dialect].history
        before = account.entries(history)
        form = await open_step(hass, entry, "teach", "another_history")
        form = await go_on(hass, form, {"history": name, "by_device": False})
        form = await go_on(hass, form, {"next_step_id": "visit"})
        assert form["description_placeholders"]["page"].endswith(f"?account={entry.entry_id}&teach=history")
        assert (await go_on(hass, form, {}))["reason"] == "taught_on_page"
        await visit.start(chromium, Lesson.HISTORY)
        assert [step["key"] for step in visit.snapshot["steps"]] == ["show_history", "delete_entry", "delete_entry"]
        assert not await visit.show(HISTORIES[dialect].page)
        ids = telling(account, dialect)
        assert await load_more(visit.frame)
        await visit.step()
        for each in ids:
            assert visit.snapshot["state"] == "open", visit.snapshot["error"]
            await delete_by_id(visit.frame, each, may_fail=True)
            await visit.step()
        await agree_and_test(visit)
        await hass.async_block_till_done(wait_background_tasks=True)
        left = account.entries(history)
        assert len(left) == len(before) - 3
        assert entry.runtime_data.histories[key].kept.ledger.total() == len(left)
    assert list(entry.options[CONF_RECIPES]["histories"]) == list(TAUGHT)
    assert entry.options[CONF_SETTING_NAMES] == {"gerausche_im_haus": NAME}
    await visit.close()
    # What was taught works at once: purged by age, and verified.
    for key, (dialect, _) in TAUGHT.items():
        history = HISTORIES[dialect].history
        before = account.entries(history)
        receipt = await hass.services.async_call(
            DOMAIN,
            "delete_recordings",
            {"config_entry_id": entry.entry_id, "history": key, "older_than": {"hours": 30}},
            blocking=True,
            return_response=True,
        )
        assert receipt
        assert receipt["status"] in {"verified", "nothing_to_delete"}
        limit = account.now - timedelta(hours=30) // timedelta(milliseconds=1)
        assert account.entries(history) == [each for each in before if each.timestamp >= limit]


async def agree_and_test(visit: FrameVisit) -> None:
    """Agree to what was learned, and test it on the first candidate."""
    snapshot = visit.snapshot if visit.snapshot["state"] == "learned" else await visit.learned()
    assert snapshot["state"] == "learned", snapshot["error"]
    await visit.commands.ask("visit/agree", subscription=visit.subscription)
    snapshot = await visit.until(lambda snapshot: snapshot["state"] in {"to_test", "refused"})
    assert snapshot["candidates"], snapshot["error"]
    await visit.commands.ask("visit/test", subscription=visit.subscription, recording=snapshot["candidates"][0]["id"])
    snapshot = await visit.until(lambda snapshot: snapshot["state"] in {"done", "refused", "to_test"})
    assert snapshot["state"] == "done", snapshot["error"]
