"""The actions, automations and settings that the documents show do what it says they do."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
import json
import re
from typing import Any

from homeassistant.components.recorder import CONFIG_SCHEMA as RECORDER_SCHEMA
from homeassistant.components.recorder.core import Recorder
from homeassistant.const import EVENT_STATE_CHANGED
from homeassistant.core import Context, Event, HomeAssistant, callback
from homeassistant.helpers import config_validation as cv, entity_registry as er
from homeassistant.helpers.script import Script
from homeassistant.setup import async_setup_component
from homeassistant.util.yaml import parse_yaml
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.components.recorder.common import async_wait_recording_done

from custom_components.alexa_privacy import sensor
from custom_components.alexa_privacy.const import CONF_RECIPES, DOMAIN
from tests.amazon_double import Account, AmazonDouble, Fault
from tests.conftest import SetUp
from tests.helpers.automations import come_night, told
from tests.helpers.documents import DOCUMENTS, ROOT, blocks, page

SAID = "where did I hide the presents"
KITCHEN, OWN = "event.kitchen_voice_event", "sensor.last_words"
LAST_CALLED = "alexa_media_last_called_event"
HOUR, DAY = 3_600_000, 24 * 3_600_000
# Every example, in the order of the page: a new one needs a test here.
DRY_RUN, FALSE_WAKES, NIGHTLY, LAST_HOUR, RECOUNT, CARD, FIND, EXCLUDE, PURGE = map(
    parse_yaml, [example for document in DOCUMENTS.values() for example in blocks("yaml", document)]
)

type Night = Callable[[], Awaitable[list[str]]]


@pytest.fixture
def recorder_config() -> dict[str, Any]:
    """Keep copies out of the recorder by the lines of its page."""
    return dict(RECORDER_SCHEMA(EXCLUDE)["recorder"])


@pytest.fixture(autouse=True)
def _home_assistant_first(recorder_mock: Recorder) -> None:
    """Record for real; the recorder has to be there first."""


@pytest.fixture
def account(amazon: AmazonDouble) -> Account:
    """Give somebody two months of history."""
    return amazon.add_account(Account.generate(seed=7, size=120, now=datetime.now(UTC), days=60))


@pytest.fixture
async def entry(account: Account, set_up: SetUp) -> MockConfigEntry:
    """Set an account up."""
    return await set_up(account)


async def run(hass: HomeAssistant, action: Any) -> Any:
    """Run an example as a script would, and return what it answers."""
    result = await Script(hass, cv.SCRIPT_SCHEMA([action]), "Example", DOMAIN).async_run(context=Context())
    assert result
    return result.variables.get(action.get("response_variable"))


async def test_a_dry_run(hass: HomeAssistant, account: Account, entry: MockConfigEntry) -> None:
    """It tells how many are older, and deletes none."""
    held, older = account.held, account.held_between(0, account.now - 30 * DAY)
    plan = await run(hass, DRY_RUN)
    assert (plan["status"], plan["matched"]) == ("dry_run", older)
    assert 0 < older < held == account.held


async def test_false_wakes_of_two_hours(hass: HomeAssistant, account: Account, entry: MockConfigEntry) -> None:
    """They go, and nothing else does."""
    gone = [account.say("", minutes_ago=minutes, utterance_type="FALSE_WAKE_WORD_1P") for minutes in (5, 90)]
    account.say("", minutes_ago=150, utterance_type="FALSE_WAKE_WORD_1P")
    account.say(SAID, minutes_ago=20)
    stays = [each.key for each in account.recordings if each.timestamp < account.now - 2 * HOUR or not each.unintended]
    receipt = await run(hass, FALSE_WAKES)
    assert receipt["status"] == "verified"
    assert receipt["matched"] == receipt["verified_gone"] >= len(gone)
    assert [each.key for each in account.recordings] == stays


async def test_the_last_hour(hass: HomeAssistant, account: Account, entry: MockConfigEntry) -> None:
    """What was said in it is answered, newest first and not more than asked for."""
    for number in range(25):
        account.say(f"number {number}", minutes_ago=2 * number + 1)
    found = await run(hass, LAST_HOUR)
    listed = [each.phrase.said for each in account.listed(account.now - HOUR, account.now)]
    assert [each["said"] for each in found["recordings"]] == listed[:20]
    assert found["complete"] is False


async def test_counted_anew(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, entry: MockConfigEntry
) -> None:
    """All older days are listed again."""
    amazon.clear_log()
    assert await run(hass, RECOUNT) is None
    await hass.async_block_till_done(wait_background_tasks=True)
    assert amazon.count("v2") >= account.held / 10


@pytest.fixture
async def night(hass: HomeAssistant) -> AsyncIterator[Night]:
    """Yield what sets the automation up, lets the night come, and returns what the owner was told."""

    async def come() -> list[str]:
        for component in ("persistent_notification", "automation"):
            assert await async_setup_component(hass, component, {"automation": NIGHTLY})
        await hass.async_block_till_done()
        await come_night(hass)
        return told(hass)

    yield come
    await hass.services.async_call("automation", "turn_off", {"entity_id": "all"}, blocking=True)


async def test_the_nightly_automation(account: Account, entry: MockConfigEntry, night: Night) -> None:
    """What is older than a day goes, and nobody is bothered."""
    account.say(SAID, minutes_ago=60)
    stays = account.held_between(account.now - DAY, account.now)
    assert await night() == []
    assert account.held == stays > 0


async def test_the_nightly_automation_tells(
    amazon: AmazonDouble, account: Account, entry: MockConfigEntry, night: Night
) -> None:
    """Where not all is gone, the owner hears of it."""
    older = account.held_between(0, account.now - DAY)
    amazon.fail(Fault.IGNORED, where="delete", times=None)
    assert await night() == [f"Verified gone: 0 of {older}. Still listed: {older}. Not verified: 0."]


async def test_the_nightly_automation_tells_of_errors(account: Account, set_up: SetUp, night: Night) -> None:
    """Where nothing could be tried, too."""
    await set_up(account, options={CONF_RECIPES: {"version": 1}})
    assert await night() == ["Nothing could be deleted. Check the log for details."]


async def speak(hass: HomeAssistant, words: str) -> None:
    """Let an integration, an event and an entity of the owner hold what was said."""
    hass.states.async_set(KITCHEN, words, {"voice_command": words})
    hass.bus.async_fire(LAST_CALLED, {"summary": words})
    hass.states.async_set(OWN, words)
    await async_wait_recording_done(hass)


async def test_copies(hass: HomeAssistant, recorder_mock: Recorder, entry: MockConfigEntry) -> None:
    """What was recorded before is found and purged; once the lines are there, no more is recorded."""
    er.async_get(hass).async_get_or_create("event", "alexa_devices", "k", suggested_object_id="kitchen_voice_event")

    @callback
    def record(event: Event) -> None:
        """Keep what the lines exclude, as before they were there."""
        if event.data.get("entity_id") != OWN:
            recorder_mock.queue_task(event)

    excluded = [hass.bus.async_listen(kind, record) for kind in (str(EVENT_STATE_CHANGED), LAST_CALLED)]
    await speak(hass, SAID)
    for stop in excluded:
        stop()
    await speak(hass, "thank you")
    found = await run(hass, FIND)
    kept = {each.get("entity_id") or each["event_type"]: each for each in found["entities"] + found["events"]}
    assert {name: (each["rows"], each["recorded"]) for name, each in kept.items()} == {
        KITCHEN: (1, False),
        LAST_CALLED: (1, False),
        OWN: (2, True),
    }
    purged = await run(hass, PURGE)
    assert (purged["before"]["rows"], purged["after"]["rows"]) == (2, 0)


def test_the_card_is_described_with_its_options() -> None:
    """The example of the card has only options that the card has, and the page describes each of them."""
    form = (ROOT / "frontend/src/card-form.ts").read_text()
    taken = re.findall(
        r"^  (\w+)\??: ", form.partition("export interface CardConfig")[2].partition("}")[0], re.MULTILINE
    )
    assert isinstance(CARD, dict)
    assert CARD["type"] == "custom:alexa-privacy-card"
    assert CARD.keys() <= set(taken)
    described = re.findall(r"^\| `(\w+)` \|", page("card"), re.MULTILINE)
    assert described == [name for name in taken if name != "type"]


async def test_a_sensor_is_added_in_ten_lines(
    hass: HomeAssistant, account: Account, set_up: SetUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The description that the architecture shows makes a sensor, and its name is where names are."""
    [example], [words] = (blocks(language, page("architecture")) for language in ("python", "json"))
    assert len((example + words).splitlines()) <= 10
    added = eval(example, vars(sensor))  # noqa: S307 - what our own page shows
    monkeypatch.setattr(sensor, "ACCOUNT_SENSORS", (*sensor.ACCOUNT_SENSORS, added))
    entry = await set_up(account)
    entity_id = er.async_get(hass).async_get_entity_id("sensor", DOMAIN, f"{entry.unique_id}_recordings_per_day")
    assert entity_id
    shown, month = hass.states.get(entity_id), hass.states.get("sensor.alexa_privacy_recordings_30_days")
    assert shown
    assert month
    assert float(shown.state) == pytest.approx(int(month.state) / 30)
    assert json.loads(f"{{{words}}}").keys() == {added.key}
