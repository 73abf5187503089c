"""Lessons in the options: one thing at a time, nothing is asked afterwards, and refusals say why."""

import threading
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers.translation import async_get_translations
import pytest
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.alexa_privacy.amazon.learn import LESSONS, LearnError, Lesson
from custom_components.alexa_privacy.const import CONF_RECIPES, DOMAIN
from custom_components.alexa_privacy.teaching import teaching_session
from custom_components.alexa_privacy.teaching.trial import candidates, list_newest, propose
from tests.amazon.learn.visits import ONE
from tests.amazon_double import Account, AmazonDouble
from tests.conftest import SetUp, state
from tests.helpers.lessons import deleting, hand_in, show, switching
from tests.helpers.options import go_on, open_step


async def statuses(hass: HomeAssistant, entry: Any) -> dict[str, str]:
    """Return how far each lesson has come, as the menu says it."""
    menu = await open_step(hass, entry, "teach")
    hass.config_entries.options.async_abort(menu["flow_id"])
    assert menu["menu_options"] == [*LESSONS, "another_setting", "another_history"]
    return {lesson: menu["description_placeholders"][lesson] for lesson in LESSONS}


async def test_the_menu_says_how_far_each_lesson_has_come(
    hass: HomeAssistant, account: Account, set_up: SetUp, recipes: dict[str, Any]
) -> None:
    """Not taught, to be tested, tested, or no longer working: each in words."""
    await async_get_translations(hass, "en", "selector", {DOMAIN})
    entry = await set_up(account, options={})
    assert set((await statuses(hass, entry)).values()) == {"not taught"}
    await hass.config_entries.async_remove(entry.entry_id)
    entry = await set_up(account, options={CONF_RECIPES: recipes}, proven=False)
    said = await statuses(hass, entry)
    assert said["delete_recordings"] == "to be tested"
    assert said["human_review"] == "to be tested"
    assert said["delete_everything"] == ("to be tested" if "delete_everything" in recipes else "not taught")
    known = entry.runtime_data.store.request_statuses
    known.works("delete_recordings")
    assert (await statuses(hass, entry))["delete_recordings"] == "tested"
    known.fails("delete_recordings")
    assert (await statuses(hass, entry))["delete_recordings"] == "no longer works"


async def test_two_recordings_are_proposed(hass: HomeAssistant, account: Account, set_up: SetUp) -> None:
    """By their time and words: inside the history of their Echo, in other hours, of two Echos where there are two."""
    entry = await set_up(account, options={})
    form = await open_step(hass, entry, "teach", "delete_recordings", "har")
    assert (form["step_id"], form["errors"]) == ("teach_delete_recordings", {})
    lines = form["description_placeholders"]["proposed"].split("\n")
    history = entry.runtime_data.voice.history
    newest = await list_newest(history, history.now())
    proposed = propose(newest, entry.runtime_data.session.zone)
    assert len(lines) == len(proposed) == 2
    for line, recording in zip(lines, proposed, strict=True):
        assert recording in candidates(newest)
        assert recording.said[:20].replace("`", "'") in line
    first, second = proposed
    assert first.time // 3_600_000 != second.time // 3_600_000
    assert first.echo
    assert second.echo
    assert first.echo.serial != second.echo.serial


async def test_a_history_without_two_such_recordings(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """The owner reads what is missing instead of two recordings."""
    entry = await set_up(account, options={})
    account.delete_elsewhere(*(recording.key for recording in account.recordings[2:]))
    form = await open_step(hass, entry, "teach", "delete_recordings", "har")
    assert form["errors"] == {"base": "teach_too_few"}


async def test_a_deletion(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, account: Account, set_up: SetUp
) -> None:
    """What was learned is shown as it is sent; after the owner's agreement it is tested, and nothing else is asked."""
    entry = await set_up(account, options={})
    places = _two_places(account)
    form = await show(hass, hass_client, entry, Lesson.DELETE_RECORDINGS, deleting(account, *places))
    assert (form["step_id"], form["errors"]) == ("confirm", {}), form["description_placeholders"]
    assert not form["data_schema"].schema
    assert f"`DELETE {ONE['path']}`" in form["description_placeholders"]["requests"]
    assert entry.options == {}
    form = await go_on(hass, form, {})
    assert form["step_id"] == "test"
    assert (await go_on(hass, form, {"recording": "skip"}))["type"] == "create_entry"
    assert entry.options[CONF_RECIPES] == {"version": 1, "delete_recordings": {"request": ONE}}


async def test_what_went_in_a_lesson_is_counted(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, account: Account, set_up: SetUp
) -> None:
    """The figures do not wait until the days of the deleted recordings are counted again."""
    entry = await set_up(account, options={})
    assert state(hass, "recordings") == str(account.held)
    form = await open_step(hass, entry, "teach", "delete_recordings", "har")
    places = _two_places(account)
    har = deleting(account, *places)
    account.delete_elsewhere(*(account.recordings[place].key for place in places))
    form = await hand_in(hass, hass_client, form, Lesson.DELETE_RECORDINGS, har)
    assert form["step_id"] == "confirm", form["errors"]
    await go_on(hass, form, {})
    assert state(hass, "recordings") == str(account.held)


@pytest.mark.parametrize("ends_on", [True, False])
async def test_a_setting(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    amazon: AmazonDouble,
    account: Account,
    set_up: SetUp,
    ends_on: bool,
) -> None:
    """The lesson says which setting it is: nothing is asked afterwards, and other settings stay as they were taught."""
    entry = await set_up(account, options={})
    har = switching(amazon, account, ends_on=ends_on)
    form = await show(hass, hass_client, entry, Lesson.MESSAGE_REVIEW, har, is_on=ends_on)
    assert (form["step_id"], form["errors"]) == ("confirm", {}), form["description_placeholders"]
    assert (await go_on(hass, form, {}))["type"] == "create_entry"
    form = await show(hass, hass_client, entry, Lesson.HUMAN_REVIEW, har, is_on=ends_on)
    assert (await go_on(hass, form, {}))["type"] == "create_entry"
    switches = entry.options[CONF_RECIPES]["switches"]
    assert switches["human_review"] == switches["message_review"]
    assert switches["human_review"]["values"] == {"on": True, "off": False}
    assert state(hass, "human_review", "switch") == "on"


async def test_an_answer_against_the_page_is_caught(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """Human review that is on must not be shown as off by a slip; an answer that is given again is taken."""
    entry = await set_up(account, options={})
    har = switching(amazon, account)
    form = await show(hass, hass_client, entry, Lesson.HUMAN_REVIEW, har, is_on=False)
    assert (form["step_id"], form["errors"]) == ("teach_setting", {"base": "setting_opposite"})
    assert entry.options == {}
    form = await hand_in(hass, hass_client, form, Lesson.HUMAN_REVIEW, har, is_on=False)
    assert form["step_id"] == "confirm"
    assert (await go_on(hass, form, {}))["type"] == "create_entry"
    assert entry.options[CONF_RECIPES]["switches"]["human_review"]["values"] == {"on": False, "off": True}


async def test_values_that_say_nothing_are_taken_as_the_owner_says(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """A page that says nothing but 1 and 0 of a name that says nothing leaves it to the owner."""
    entry = await set_up(account, options={})
    har = switching(amazon, account, dialect="form")
    form = await show(hass, hass_client, entry, Lesson.HUMAN_REVIEW, har, is_on=True)
    assert form["step_id"] == "confirm", form["errors"]


@pytest.mark.parametrize(
    ("har", "reason"),
    [(b"{}", "har_not_har"), (b"<html>", "har_not_json"), (b'{"log":{"entries":[]}}', "har_no_amazon")],
)
async def test_a_file_that_teaches_nothing_says_why(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, account: Account, set_up: SetUp, har: bytes, reason: str
) -> None:
    """The owner reads it in the form of the lesson, and nothing is stored."""
    entry = await set_up(account, options={})
    form = await show(hass, hass_client, entry, Lesson.DELETE_RANGE, har)
    assert (form["step_id"], form["errors"]) == ("teach_delete_range", {"base": reason})
    assert entry.options == {}


async def test_the_place_in_the_request_is_named(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, account: Account, set_up: SetUp
) -> None:
    """One demonstration is too few, and the owner reads how many were seen."""
    entry = await set_up(account, options={})
    form = await show(hass, hass_client, entry, Lesson.DELETE_RECORDINGS, deleting(account, _two_places(account)[0]))
    assert form["errors"] == {"base": "delete_too_few"}
    assert (form["description_placeholders"]["seen"], form["description_placeholders"]["needed"]) == ("1", "2")


async def test_learning_leaves_the_event_loop_alone(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    account: Account,
    set_up: SetUp,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A file is read and learned from in a thread; what nobody expected ends in the form."""
    threads = []

    def learn(*_: Any, **__: Any) -> Any:
        threads.append(threading.get_ident())
        raise RuntimeError("made up") if len(threads) > 1 else LearnError("har_hostile")

    monkeypatch.setattr(teaching_session, "learn_har", learn)
    entry = await set_up(account, options={})
    form = await show(hass, hass_client, entry, Lesson.DELETE_RANGE, b"{}")
    assert form["errors"] == {"base": "har_hostile"}
    form = await hand_in(hass, hass_client, form, Lesson.DELETE_RANGE, b"{}")
    assert form["errors"] == {"base": "unexpected"}
    assert threading.get_ident() not in threads


async def test_an_upload_that_is_gone(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, account: Account, set_up: SetUp
) -> None:
    """A file is read once; choosing it again is said."""
    entry = await set_up(account, options={})
    form = await show(hass, hass_client, entry, Lesson.DELETE_RANGE, b"{}")
    form = await go_on(hass, form, {"har": "0123456789abcdef0123456789abcdef"})
    assert form["errors"] == {"base": "har_gone"}


async def test_an_account_that_is_not_there_cannot_be_taught(
    hass: HomeAssistant, account: Account, set_up: SetUp
) -> None:
    """Teaching needs the account."""
    entry = await set_up(account, options={})
    assert await hass.config_entries.async_unload(entry.entry_id)
    result = await open_step(hass, entry, "teach")
    assert (result["type"], result["reason"]) == ("abort", "not_loaded")


def _two_places(account: Account) -> list[int]:
    """Return the places of two recordings that teach most: of two Echos, in other hours, among others of their days."""
    records = list(account.records)
    serials = [str(record["recordKey"].split("#")[3]) for record in records]
    days = [record["timestamp"] // 86_400_000 for record in records]
    found: dict[str, int] = {}
    for serial in dict.fromkeys(serials):
        own = [place for place, each in enumerate(serials) if each == serial]
        for newer, place, older in zip(own, own[1:], own[2:], strict=False):
            hours = {records[other]["timestamp"] // 3_600_000 for other in found.values()}
            if days[place] in {days[newer], days[older]} and records[place]["timestamp"] // 3_600_000 not in hours:
                found.setdefault(serial, place)
    return list(found.values())[:2]


async def test_a_lesson_leads_to_amazons_page(hass: HomeAssistant, account: Account, set_up: SetUp) -> None:
    """The first way is a visit, on the page Voice History at this lesson; nothing is left to do in the dialog."""
    entry = await set_up(account, options={})
    for lesson in LESSONS:
        ways = await open_step(hass, entry, "teach", lesson)
        assert ways["menu_options"] == ["visit", "har"]
        form: dict[str, Any] = await go_on(hass, ways, {"next_step_id": "visit"})
        address = f"/alexa-privacy?account={entry.entry_id}&teach={lesson}"
        assert form["description_placeholders"]["page"] == address
        assert (await go_on(hass, form, {}))["reason"] == "taught_on_page"
    assert entry.options == {}
