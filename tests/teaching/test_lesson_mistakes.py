"""What an owner may do wrong in a lesson: the form says what to do, and nothing is lost."""

from collections.abc import Callable, Sequence
from typing import Any

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.alexa_privacy.amazon.learn import Lesson
from custom_components.alexa_privacy.const import CONF_RECIPES
from tests.amazon.learn.browser import Browser, Json, template, values
from tests.amazon.learn.visits import KEYS, ONE
from tests.amazon_double import Account, AmazonDouble
from tests.conftest import SetUp
from tests.helpers.lessons import deleting, hand_in, show, switching
from tests.helpers.options import go_on, open_step

PLACES = (3, 9)
BOTH: Json = {**KEYS, "json": {"keys": {"$each": "recordings", "do": "{{recording.recordKey}}"}}}


def visit(account: Account, steps: Sequence[Sequence[int]], *, form: Json = ONE, status: int = 200) -> bytes:
    """Return a file in which recordings were deleted without reloading the list in between, or after all."""
    records = list(account.records)
    browser = Browser(now=account.now)
    browser.list(records)
    for places in steps:
        named = [records[place] for place in places]
        browser.send(template(form).render(values(named)), answer={}, status=status)
    gone = {place for places in steps for place in places} if status < 400 else set[int]()
    if len(steps) == 1 or status >= 400:
        browser.list([record for place, record in enumerate(records) if place not in gone])
    return browser.har()


MISTAKES: dict[str, tuple[Callable[[Account], bytes], str]] = {
    "a picture": (lambda _: b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "har_not_json"),
    "nothing": (lambda _: b"", "har_not_json"),
    "cut short": (lambda account: deleting(account, *PLACES)[:-200], "har_truncated"),
    "another account": (
        lambda account: deleting(account, *PLACES).replace(account.customer_id.encode(), b"A0000000000OTHER"),
        "har_other_account",
    ),
    "another site": (
        lambda account: deleting(account, *PLACES).replace(b"www.amazon.de", b"www.amazon.com"),
        "har_other_site",
    ),
    "two at once": (lambda account: visit(account, [PLACES], form=BOTH), "delete_too_few"),
    "not reloaded": (lambda account: visit(account, [[3], [9]]), "delete_not_seen"),
    "refused": (lambda account: visit(account, [[3]], status=403), "delete_failed"),
    "the newest": (lambda account: deleting(account, 0, 1), "delete_not_around"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
async def test_a_mistake_is_said_and_the_lesson_goes_on(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, account: Account, set_up: SetUp, mistake: str
) -> None:
    """The form of the same lesson takes the next file, and nothing was stored."""
    make, reason = MISTAKES[mistake]
    entry = await set_up(account, options={})
    form = await show(hass, hass_client, entry, Lesson.DELETE_RECORDINGS, make(account))
    assert (form["step_id"], form["errors"]) == ("teach_delete_recordings", {"base": reason})
    assert entry.options == {}


async def test_a_file_of_another_lesson(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """A setting teaches no deletion, and a deletion no setting and no range."""
    entry = await set_up(account, options={})
    form = await show(hass, hass_client, entry, Lesson.DELETE_RECORDINGS, switching(amazon, account))
    assert form["errors"] == {"base": "delete_no_listing"}
    form = await show(hass, hass_client, entry, Lesson.HUMAN_REVIEW, deleting(account, *PLACES))
    assert form["errors"] == {"base": "setting_too_few"}
    assert entry.options == {}


async def test_two_dialogs_at_the_same_time(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """What one dialog taught meanwhile stays when the other, which was open through the reload, is finished."""
    entry = await set_up(account, options={})
    har = switching(amazon, account)
    first: dict[str, Any] = await open_step(hass, entry, "teach", Lesson.MESSAGE_REVIEW, "har")
    form = await show(hass, hass_client, entry, Lesson.HUMAN_REVIEW, har)
    assert (await go_on(hass, form, {}))["type"] == "create_entry"
    form = await hand_in(hass, hass_client, first, Lesson.MESSAGE_REVIEW, har)
    assert form["step_id"] == "confirm", form["errors"]
    assert (await go_on(hass, form, {}))["type"] == "create_entry"
    assert set(entry.options[CONF_RECIPES]["switches"]) == {"human_review", "message_review"}
