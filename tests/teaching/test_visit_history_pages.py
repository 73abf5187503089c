"""The pages of other histories in the frame of a visit, on a phone, in a real browser."""

from homeassistant.core import HomeAssistant
from playwright.async_api import Browser
import pytest

from custom_components.alexa_privacy.amazon.learn import Lesson
from tests.amazon_double import HISTORIES, Account, AmazonDouble
from tests.browser.fixtures import chromium, expected_lingering_tasks, expected_lingering_timers
from tests.browser.frame import FrameVisit, visit
from tests.browser.histories import delete_entry, load_more, shown
from tests.helpers.open_visit import entry

__all__ = ["chromium", "entry", "expected_lingering_tasks", "expected_lingering_timers", "visit"]


@pytest.fixture
def account(amazon: AmazonDouble) -> Account:
    """Open an account with other histories."""
    account = amazon.add_account(Account.generate(size=50, others=45, days=25, seed=5))
    for minutes in range(9):
        account.note("conversations", minutes_ago=minutes)
    return account


async def test_pages_work_in_a_visit(
    hass: HomeAssistant,
    amazon: AmazonDouble,
    account: Account,
    chromium: Browser,
    visit: FrameVisit,
) -> None:
    """All pages work in the frame of a visit, on a phone."""
    amazon.dialect = "path"
    await visit.start(chromium, Lesson.DELETE_RECORDINGS)
    for dialect in HISTORIES.values():
        assert not await visit.show(dialect.page)
        first = len(await shown(visit.frame))
        assert await load_more(visit.frame)
        assert len(await shown(visit.frame)) > first
        deletable = [at for at, key in enumerate(await shown(visit.frame)) if key or dialect.name == "nameless"]
        expected = account.entries(dialect.history)
        assert await delete_entry(visit.frame, deletable[2]) == dialect.id_of(expected.pop(2))
        assert account.entries(dialect.history) == expected
    await visit.close()
