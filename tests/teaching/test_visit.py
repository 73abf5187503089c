"""Lessons by visit: their steps, how they end, and what is left of them."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.alexa_privacy.amazon.learn import Lesson, read_exchange
from custom_components.alexa_privacy.const import CONF_RECIPES
from custom_components.alexa_privacy.teaching.visit_session import PATIENCE, VISITS
from custom_components.alexa_privacy.teaching.visit_steps import Seen, progress_of
from tests.amazon_double import Account, AmazonDouble
from tests.conftest import state
from tests.helpers.lessons import key_of
from tests.helpers.open_visit import OpenVisit, entry, visit
from tests.helpers.options import go_on, open_step
from tests.helpers.page import CommandFailed
from tests.helpers.waiting import wait

__all__ = ["entry", "visit"]

PAGE = "/alexa-privacy/apd/rvh"
SETTINGS = "/alexa-privacy/apd/myad"

type Visiting = Callable[..., OpenVisit]


async def test_the_page_is_soon_there(visit: OpenVisit, amazon: AmazonDouble) -> None:
    """Opening takes two requests besides the page's own, for a setting none."""
    amazon.clear_log()
    await visit.open()
    await visit.page()
    assert amazon.counts() == {"v2": 2, "page": 1}
    await visit.close()
    amazon.clear_log()
    await visit.open("human_review")
    await visit.page(SETTINGS)
    assert amazon.counts() == {"page": 1}
    await visit.close()


async def test_deletion_is_taught_and_tested(
    hass: HomeAssistant, visit: OpenVisit, account: Account, entry: MockConfigEntry
) -> None:
    """Two deletions on the page, an agreement, and the test on the recording that is proposed."""
    snapshot = await visit.open()
    assert [step["key"] for step in snapshot["steps"]] == ["delete", "delete"]
    assert [step["done"] for step in snapshot["steps"]] == [False, False]
    assert snapshot["current"] == 0
    assert snapshot["path"].endswith(PAGE)
    assert snapshot["note"] is None
    headers = await visit.csrf()
    await visit.list(headers)
    keys = [key_of(account, step["placeholders"]) for step in snapshot["steps"]]
    await visit.delete(keys[1], headers)
    snapshot = await visit.until("open")
    while not any(step["done"] for step in snapshot["steps"]):
        snapshot = await visit.until("open")
    assert [step["done"] for step in snapshot["steps"]] == [False, True]
    assert snapshot["current"] == 0
    await visit.delete(keys[0], headers)
    snapshot = await visit.until("learned")
    assert "/alexa-privacy/made-up-list/remove" in snapshot["result"]
    assert snapshot["path"] is None
    assert (await visit.ask(PAGE))[0] == HTTPStatus.NOT_FOUND
    assert CONF_RECIPES not in entry.options

    await visit.commands.ask("visit/agree", subscription=visit.subscription)
    snapshot = await visit.until("to_test")
    assert entry.options[CONF_RECIPES]["delete_recordings"]
    held = account.held
    chosen = snapshot["candidates"][0]
    assert chosen["time"]
    key = key_of(account, chosen)
    await visit.commands.ask("visit/test", subscription=visit.subscription, recording=chosen["id"])
    assert (await visit.until("done"))["error"] is None
    assert account.held == held - 1
    assert not account.find([key])
    assert entry.runtime_data.store.request_statuses.is_tested("delete_recordings")
    assert hass.data[VISITS] == {}


@pytest.mark.parametrize("place", ["visit_session.progress_of", "teaching_session.learn_exchanges"])
async def test_what_fails_unexpectedly_is_said(
    visit: OpenVisit, account: Account, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, place: str
) -> None:
    """The lesson ends with a message, instead of a page that waits until it expires; the log has nothing personal."""

    def fail(*_: Any, **__: Any) -> None:
        raise IndexError(account.password)

    monkeypatch.setattr(f"custom_components.alexa_privacy.teaching.{place}", fail)
    snapshot = await visit.open()
    headers = await visit.csrf()
    await visit.list(headers)
    for step in snapshot["steps"]:
        await visit.delete(key_of(account, step["placeholders"]), headers)
    assert (await visit.until("refused"))["error"]["key"] == "unexpected"
    assert "unexpectedly: IndexError" in caplog.text
    assert account.password not in caplog.text


@pytest.mark.parametrize("answer", [True, False])
async def test_a_setting_is_taught(
    hass: HomeAssistant, visit: OpenVisit, account: Account, entry: MockConfigEntry, answer: bool
) -> None:
    """Four flips with the page loaded in between; the owner says how it is, twice where the page says otherwise."""
    snapshot = await visit.open("human_review")
    assert snapshot["path"].endswith(SETTINGS)
    assert [step["key"] for step in snapshot["steps"]].count("flip") == 4
    assert snapshot["steps"][0] == {
        "key": "flip",
        "placeholders": {"number": "1", "setting": "human_review"},
        "done": False,
    }
    is_on = account.settings["human_review"]
    loads = 0
    headers = await load_settings(visit)
    while snapshot["state"] == "open":
        step = snapshot["steps"][snapshot["current"]]
        if step["key"] == "flip":
            is_on = not is_on
            await visit.flip("human-review", headers, on=is_on)
        else:
            assert step["waits"]
            while snapshot["load"] == loads:
                snapshot = await visit.until("open")
            loads += 1
            await load_settings(visit)
        current = snapshot["current"]
        while snapshot["state"] == "open" and snapshot["current"] == current:
            snapshot = await visit.until("open", "learning")
    assert loads == 7
    snapshot = await visit.until("learned", "refused")
    assert snapshot["state"] == "learned", snapshot["error"]
    with pytest.raises(CommandFailed, match="Not possible"):
        await visit.commands.ask("visit/agree", subscription=visit.subscription)
    await visit.commands.ask("visit/agree", subscription=visit.subscription, is_on=answer)
    if answer is not is_on:
        snapshot = await visit.until("learned")
        assert snapshot["error"]["key"] == "setting_opposite"
        assert "opposite" in snapshot["error"]["message"]
        await visit.commands.ask("visit/agree", subscription=visit.subscription, is_on=answer)
    await visit.until("done")
    await hass.async_block_till_done(wait_background_tasks=True)
    assert state(hass, "human_review", "switch") == ("on" if answer else "off")


async def load_settings(visit: OpenVisit) -> list[tuple[str, str]]:
    """Load the settings page; return the headers that its script sends."""
    text = await visit.page(SETTINGS)
    await visit.ask("/alexa-privacy/made-up-list/preferences")
    token = text.split('name="csrf-token" content="')[1].split('"')[0]
    return [("anti-csrftoken-a2z", token), ("content-type", "application/json")]


@pytest.mark.parametrize("lesson", Lesson)
def test_a_page_that_is_open_is_no_step(lesson: Lesson) -> None:
    """Before anything is done there, no step is done, and there is nothing to say."""
    seen = Seen()
    for _ in range(2):
        page = read_exchange("GET", f"https://www.amazon.de{SETTINGS}", (), None, status=200, answer="<html>")
        seen.add(page, is_shown=True)
        progress = progress_of(lesson, [], seen, 0)
        assert (progress.done, progress.note) == (frozenset(), None)


async def test_how_many_values_a_setting_has(hass: HomeAssistant, visit: OpenVisit, entry: MockConfigEntry) -> None:
    """Said while Amazon's page is open, of a setting that the owner names; the steps go to each value and back."""
    assert (await visit.open("another_setting"))["error"]["key"] == "setting_not_chosen"
    form = await open_step(hass, entry, "teach", "another_setting")
    form = await go_on(hass, form, {"setting": "recordings_kept"})
    form = await go_on(hass, form, {"next_step_id": "visit"})
    assert form["description_placeholders"]["page"].endswith("&teach=another_setting")
    await visit.open("another_setting")
    for values in (1, 13, "3", None):
        with pytest.raises(CommandFailed):
            await visit.commands.ask("visit/values", subscription=visit.subscription, values=values)
    for values in (3, 12, 4):
        await visit.commands.ask("visit/values", subscription=visit.subscription, values=values)
        keys = [step["key"] for step in (await visit.until("open"))["steps"]]
        assert keys[:8] == ["choose", "load", "choose_back", *["load"] * 4, "choose"]
        assert (keys.count("choose"), keys.count("choose_back")) == (values - 1, values - 1)
    assert visit.snapshot["name"] == "How long to keep recordings"
    await visit.open("human_review")
    with pytest.raises(CommandFailed, match="Not possible"):
        await visit.commands.ask("visit/values", subscription=visit.subscription, values=3)


async def test_another_recording_does_no_harm(visit: OpenVisit, account: Account) -> None:
    """A deletion that was not asked for is said, and is a demonstration too."""
    await visit.open()
    keys = [key_of(account, step["placeholders"]) for step in visit.snapshot["steps"]]
    other = next(recording for recording in account.recordings[4:20] if recording.key not in keys)
    headers = await visit.csrf()
    await visit.list(headers)
    await visit.delete(other.key, headers)
    snapshot = await visit.noted("other_recording")
    assert key_of_any(snapshot["note"]["placeholders"]) == other.timestamp
    assert not any(step["done"] for step in snapshot["steps"])
    for key in keys:
        await visit.delete(key, headers)
    assert (await visit.until("learned", "refused"))["state"] == "learned"


def key_of_any(placeholders: dict[str, str]) -> int:
    """Return the time of what is named."""
    moment = dt_util.parse_datetime(placeholders["time"])
    assert moment
    return round(moment.timestamp() * 1000)


async def test_another_setting_does_no_harm(visit: OpenVisit, account: Account) -> None:
    """A flip of another setting is said, and is not used."""
    await visit.open("human_review")
    before = account.settings["human_review"]
    headers = await load_settings(visit)
    is_on, snapshot, strayed, loads = before, visit.snapshot, False, 0
    while snapshot["state"] == "open":
        current = snapshot["current"]
        if snapshot["steps"][current]["key"] == "load":
            while snapshot["load"] == loads:
                snapshot = await visit.until("open")
            loads = snapshot["load"]
            await load_settings(visit)
        elif current and not strayed:
            strayed = True
            await visit.flip("message-review", headers, on=False)
            snapshot = await visit.noted("other_setting")
            assert snapshot["current"] == current
            continue
        else:
            is_on = not is_on
            await visit.flip("human-review", headers, on=is_on)
        while snapshot["state"] == "open" and snapshot["current"] == current:
            snapshot = await visit.until("open", "learning")
    assert strayed
    snapshot = await visit.until("learned", "refused")
    assert snapshot["state"] == "learned", snapshot["error"]
    assert "human-review" not in snapshot["result"] or "message" not in snapshot["result"]


async def test_another_setting_first(visit: OpenVisit, account: Account) -> None:
    """Which of two settings is meant shows as soon as one of them is changed again; the first is not used."""
    snapshot = await visit.open("human_review")
    headers, is_on, loads = await load_settings(visit), account.settings["human_review"], 0
    await visit.flip("message-review", headers, on=False)
    while snapshot["state"] == "open":
        before = snapshot["current"], snapshot["load"]
        if snapshot["load"] > loads:
            loads = snapshot["load"]
            await load_settings(visit)
        if before[0] and snapshot["steps"][before[0]]["key"] == "flip":
            is_on = not is_on
            await visit.flip("human-review", headers, on=is_on)
        while snapshot["state"] == "open" and (snapshot["current"], snapshot["load"]) == before:
            snapshot = await visit.until("open", "learning")
    snapshot = await visit.until("learned", "refused")
    assert snapshot["state"] == "learned", snapshot["error"]
    assert "human-review" in snapshot["result"]


async def test_a_deletion_that_the_page_does_not_list(visit: OpenVisit, account: Account) -> None:
    """A page that only takes a row away is enough: Alexa Privacy lists for itself what is gone."""
    await visit.open()
    keys = [key_of(account, step["placeholders"]) for step in visit.snapshot["steps"]]
    headers = await visit.csrf()
    for number, key in enumerate(keys):
        await visit.delete(key, headers, lists=False)
        while visit.snapshot["state"] == "open" and sum(step["done"] for step in visit.snapshot["steps"]) <= number:
            await visit.until("open", "learning")
    assert (await visit.until("learned", "refused"))["state"] == "learned", visit.snapshot["error"]


async def test_a_page_that_lists_no_further_than_what_went(visit: OpenVisit, account: Account) -> None:
    """A page that lists a part of the history does not show all that stayed: we list for ourselves before we learn.

    Otherwise the last deletion would look like one at the end of the history.
    """
    await visit.open()
    keys = [key_of(account, step["placeholders"]) for step in visit.snapshot["steps"]]
    times = {recording.key: recording.timestamp for recording in account.recordings}
    headers = await visit.csrf()
    await visit.list(headers)
    await visit.delete(keys[0], headers)
    await visit.delete(keys[1], headers, lists=False)
    await visit.list(headers, until=times[keys[1]] + 1)
    assert (await visit.until("learned", "refused"))["state"] == "learned", visit.snapshot["error"]


async def test_what_no_other_shows_is_not_asked_for(visit: OpenVisit, account: Account) -> None:
    """Where no further deletion can show enough, the reason is said instead of asking for one after the other."""
    await visit.open()
    headers = await visit.csrf()
    await visit.list(headers)
    keys = [key_of(account, step["placeholders"]) for step in visit.snapshot["steps"]]
    others = {recording.key for recording in account.recordings} - {*keys}
    account.delete_elsewhere(*others)
    for key in keys:
        await visit.delete(key, headers)
    snapshot = await visit.until("learned", "refused")
    assert snapshot["state"] == "refused"
    assert snapshot["error"]["message"]


async def test_too_few(visit: OpenVisit, account: Account) -> None:
    """Two deletions without a list between them look like one that takes both: another one is asked for."""
    await visit.open()
    headers = await visit.csrf()
    await visit.list(headers)
    keys = [key_of(account, step["placeholders"]) for step in visit.snapshot["steps"]]
    await visit.delete(keys[0], headers, lists=False)
    await visit.delete(keys[1], headers)
    snapshot = await visit.noted("too_few")
    await visit.delete(key_of(account, snapshot["steps"][2]["placeholders"]), headers)
    assert (await visit.until("learned", "refused"))["state"] == "learned", visit.snapshot["error"]


async def test_one_more_is_asked_for(visit: OpenVisit, account: Account) -> None:
    """Where the page shows another Echo further down, one of its recordings is asked for, instead of starting again."""
    first = account.recordings[0].device
    account.delete_elsewhere(*(each.key for each in account.recordings[:90] if each.device != first))
    snapshot = await visit.open()
    assert len({step["placeholders"]["device"] for step in snapshot["steps"]}) == 1
    headers = await visit.csrf()
    await visit.list(headers)
    for step in snapshot["steps"]:
        await visit.delete(key_of(account, step["placeholders"]), headers)
    snapshot = await visit.noted("one_more")
    assert "two of them" in snapshot["note"]["placeholders"]["why"]
    assert [step["done"] for step in snapshot["steps"]] == [True, True, False]
    assert snapshot["current"] == 2
    more = snapshot["steps"][2]["placeholders"]
    assert more["device"] != snapshot["steps"][0]["placeholders"]["device"]
    await visit.delete(key_of(account, more), headers)
    assert (await visit.until("learned", "refused"))["state"] == "learned", visit.snapshot["error"]


async def test_without_a_list_the_file_is_offered(hass: HomeAssistant, visit: OpenVisit) -> None:
    """A page that lists nothing within ten seconds may not work so; a list that comes later is welcome."""
    await visit.open()
    await visit.page()
    wait(hass, PATIENCE + 1)
    assert (await visit.noted("no_listing"))["state"] == "open"
    headers = await visit.csrf()
    assert (visit.snapshot["note"] or {})["key"] == "no_listing"
    await visit.list(headers)
    await visit.noted(None)
