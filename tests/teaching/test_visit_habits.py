"""Pages of large web apps in a visit: which of their habits work in the sandbox."""

from asyncio import ensure_future

from homeassistant.core import HomeAssistant
from playwright.async_api import Browser
import pytest

from tests.amazon_double import AmazonDouble
from tests.amazon_double.habits import HABITS, ROOT, address
from tests.browser.fixtures import chromium, expected_lingering_tasks, expected_lingering_timers
from tests.browser.frame import FrameVisit, visit
from tests.helpers.open_visit import entry

__all__ = ["chromium", "entry", "expected_lingering_tasks", "expected_lingering_timers", "visit"]

# What a sandbox takes away and nothing gives back: a page that moves itself, or the frame, goes by real addresses.
LOST = {
    "busts frames",
    "checks location.hostname",
    "fetch: of an empty frame",
    "location: address",
    "location: path",
    "location: reload",
    "service worker, needed",
    "storage: database, needed",
    "worker that asks",
}
GROUPS = 4


@pytest.mark.parametrize("group", range(GROUPS))
async def test_habits(
    hass: HomeAssistant,
    amazon: AmazonDouble,
    chromium: Browser,
    visit: FrameVisit,
    group: int,
) -> None:
    """All but those that a sandbox cannot give work: what a page asks arrives, and the page gets its answer."""
    await visit.start(chromium, "human_review")
    visit.page.on("dialog", lambda dialog: ensure_future(dialog.accept()))
    works = {}
    for name, habit in list(HABITS.items())[group::GROUPS]:
        amazon.clear_log()
        # What does not work never says so.
        reason = await visit.show(address(name), 8 if name in LOST else 60)
        bodies = [
            entry.body
            for entry in amazon.requests
            if entry.path.startswith(ROOT) and entry.path.endswith(("/api", "/form"))
        ]
        says = habit.says in "".join(bodies) and visit.home not in "".join(bodies)
        works[name] = "yes" if bodies and says and not reason else f"no: {reason} {len(bodies)}"
    await visit.close()
    assert {name: told for name, told in works.items() if told != "yes" and name not in LOST} == {}
    assert {name for name, told in works.items() if told == "yes"} & LOST == set()


def test_enough_habits_work() -> None:
    """No fewer than 31 of 40."""
    assert HABITS.keys() >= LOST
    assert len(HABITS) >= 40
    assert len(HABITS.keys() - LOST) >= 31
