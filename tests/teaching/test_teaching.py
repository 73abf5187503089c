"""Teaching: from what a real browser sent to learned requests that do what the page does."""

from datetime import UTC, datetime
from typing import Any

from homeassistant.const import STATE_OFF, STATE_ON
from homeassistant.core import HomeAssistant
from playwright.async_api import Browser
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.alexa_privacy.const import CONF_RECIPES
from tests.amazon.learn.browser import Browser as Recorder, template, values
from tests.amazon.learn.visits import KEYS, ONE
from tests.amazon_double import DIALECTS, Account, AmazonDouble
from tests.browser.fixtures import chromium
from tests.browser.har import as_chrome, as_firefox, as_safari, record_har, sanitized
from tests.browser.visit import Visit
from tests.conftest import SetUp, delete, state
from tests.helpers.options import go_on, open_step, upload

__all__ = ["chromium"]

SWITCHES = ("human_review", "message_review", "deletion_by_voice")


@pytest.fixture
def expected_lingering_tasks() -> bool:
    """Give a browser on a busy machine its time to hang up."""
    return True


@pytest.fixture
def expected_lingering_timers() -> bool:
    """Give the connections it kept open theirs."""
    return True


async def teach(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, entry: MockConfigEntry, har: bytes
) -> dict[str, Any]:
    """Show a HAR file to the options, as far as to what was found."""
    file = await upload(hass, hass_client, har)
    form = await open_step(hass, entry, "teach", "teach_har")
    return await go_on(hass, form, {"har": file})


def say_which(form: dict[str, Any], account: Account) -> dict[str, Any]:
    """Answer which learned switch is which by the order in which they were flipped, all on after the last click."""
    answers: dict[str, Any] = {}
    for number, name in enumerate(SWITCHES, 1):
        if any(str(key) == f"switch_{number}" for key in form["data_schema"].schema):
            answers |= {
                f"switch_{number}": name,
                f"switch_{number}_on": STATE_ON if account.settings[name] else STATE_OFF,
            }
    return answers


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
    """Delete and flip on a page the product has never seen; then it does the same, and proves it."""
    entry = await set_up(account, options={})
    amazon.dialect = dialect
    flips = [name for name in SWITCHES for _ in range(2)]
    keys = [recording.key for recording in account.recordings]
    one_by_one = "range" not in dialect
    visit = (
        Visit(delete=[keys[4:5], keys[7:8]], flip=flips, look_again=True)
        if one_by_one
        else Visit(delete_range=_span_of(account, 4, 6), flip=flips, look_again=True)
    )
    har = await record_har(chromium, amazon, account, dialect, visit)
    form = await teach(hass, hass_client, entry, har)
    assert form["step_id"] == "confirm", (form.get("errors"), form.get("description_placeholders"))
    result = await go_on(hass, form, say_which(form, account))
    while result["step_id"] == "test":
        held = account.held
        result = await go_on(hass, result, {"recording": "2"})
        assert not result.get("errors"), result["errors"]
        assert account.held == held - 1
        if result["type"] == "create_entry":
            break
    assert result["type"] == "create_entry"
    await hass.async_block_till_done(wait_background_tasks=True)
    for name in SWITCHES:
        assert state(hass, name, "switch") == (STATE_ON if account.settings[name] else STATE_OFF)
        await hass.services.async_call("switch", "toggle", {"entity_id": f"switch.alexa_privacy_{name}"}, blocking=True)
    assert account.settings == {"human_review": False, "message_review": False, "deletion_by_voice": True}
    receipt = await delete(hass, older_than={"days": 10})
    assert receipt["status"] == "verified"
    assert not [r for r in account.recordings if r.timestamp < account.now - 10 * 86_400_000]
    assert account.held > 20


@pytest.mark.parametrize("written_by", [sanitized, as_chrome, as_firefox, as_safari])
async def test_files_of_every_browser_teach(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    amazon: AmazonDouble,
    account: Account,
    set_up: SetUp,
    chromium: Browser,
    written_by: Any,
) -> None:
    """Chrome's, Firefox's and Safari's files, with and without cookies, teach the same."""
    entry = await set_up(account, options={})
    key = account.recordings[5].key
    har = await record_har(chromium, amazon, account, "list", Visit(delete=[[key]], flip=["human_review"] * 2))
    form = await teach(hass, hass_client, entry, written_by(har))
    assert form["step_id"] == "confirm", form["errors"]
    result = await go_on(hass, form, say_which(form, account))
    result = await go_on(hass, result, {"recording": "skip"})
    assert result["type"] == "create_entry"
    learned = entry.options[CONF_RECIPES]
    assert "human_review" in learned["switches"]
    assert learned["delete_recordings"]["request"]["path"] == amazon.dialects["list"].root + "/remove"


async def test_two_switches_are_not_the_same(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    amazon: AmazonDouble,
    account: Account,
    set_up: SetUp,
    chromium: Browser,
) -> None:
    """What is said of them is asked again where it cannot be; one that is left out is not learned."""
    entry = await set_up(account, options={})
    flips = ["human_review", "human_review", "message_review", "message_review"]
    har = await record_har(chromium, amazon, account, "list", Visit(flip=flips))
    form = await teach(hass, hass_client, entry, har)
    twice = {f"switch_{number}": "human_review" for number in (1, 2)}
    states = {f"switch_{number}_on": STATE_ON for number in (1, 2)}
    form = await go_on(hass, form, twice | states)
    assert (form["step_id"], form["errors"]) == ("confirm", {"base": "switch_twice"})
    result = await go_on(hass, form, twice | states | {"switch_2": "ignore"})
    assert result["type"] == "create_entry"
    assert entry.options[CONF_RECIPES]["switches"].keys() == {"human_review"}


async def test_which_request_deleted_is_asked_where_it_may_be_two(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    account: Account,
    set_up: SetUp,
) -> None:
    """What the owner chooses is learned, and the other is not."""
    entry = await set_up(account, options={})
    records = list(account.records)
    recorder = Recorder(now=account.now)
    recorder.list(records)
    for request in (ONE, KEYS):
        recorder.send(template(request).render(values(records[:1])))
    recorder.list(records[1:])
    form = await teach(hass, hass_client, entry, recorder.har())
    assert [str(question) for question in form["data_schema"].schema] == ["delete_recordings"]
    form = await go_on(hass, form, {"delete_recordings": "2"})
    assert form["step_id"] == "test"
    assert (await go_on(hass, form, {"recording": "skip"}))["type"] == "create_entry"
    assert entry.options[CONF_RECIPES]["delete_recordings"]["request"] == KEYS


def _span_of(account: Account, first: int, last: int) -> Any:
    """Return a range of minutes that holds some recordings."""
    times = [recording.timestamp for recording in account.recordings]
    return (
        datetime.fromtimestamp(times[last] / 1000, UTC),
        datetime.fromtimestamp(times[first] / 1000, UTC),
    )
