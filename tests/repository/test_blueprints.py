"""The blueprints: Home Assistant loads each of them, and it does its work on the stand-in."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from shutil import copytree
from typing import Any
from urllib.parse import quote

from homeassistant.const import WEEKDAYS
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
from homeassistant.util.yaml import load_yaml_dict
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_fire_time_changed

from custom_components.alexa_privacy.const import CONF_RECIPES, DOMAIN
from tests.amazon_double import Account, AmazonDouble, Fault
from tests.conftest import SetUp, poll
from tests.helpers.automations import come_night, told
from tests.helpers.documents import REPOSITORY, page
from tests.helpers.timing import SetTiming
from tests.helpers.waiting import until

ROOT = Path(__file__).parents[2]
BLUEPRINTS = ROOT / "blueprints"
IMPORT = "https://my.home-assistant.io/redirect/blueprint_import/?blueprint_url="
AT = "03:00:00"
SOON = {"milliseconds": 1}

type Automate = Callable[..., Awaitable[None]]


@pytest.fixture
async def entry(hass: HomeAssistant, account: Account, set_up: SetUp) -> MockConfigEntry:
    """Set an account up."""
    return await set_up(account)


@pytest.fixture
async def automate(hass: HomeAssistant, tmp_path: Path) -> AsyncIterator[Automate]:
    """Yield what makes an automation of a blueprint, as its owner would."""
    hass.config.config_dir = str(tmp_path)
    copytree(BLUEPRINTS, tmp_path / "blueprints")

    async def make(name: str, **inputs: Any) -> None:
        assert await async_setup_component(hass, "persistent_notification", {})
        use = {"path": f"alexa_privacy/{name}.yaml", "input": inputs}
        config = {"automation": {"alias": name, "use_blueprint": use}}
        assert await async_setup_component(hass, "automation", config)
        await hass.async_block_till_done()
        automation = hass.states.get(f"automation.{name}")
        assert automation is not None
        assert automation.state == "on"

    yield make
    await hass.services.async_call("automation", "turn_off", {"entity_id": "all"}, blocking=True)


def running(hass: HomeAssistant, name: str) -> int:
    """Return how many runs of an automation there are."""
    automation = hass.states.get(f"automation.{name}")
    assert automation is not None
    runs: int = automation.attributes["current"]
    return runs


async def test_a_night_keeps_the_newest_and_tells(
    hass: HomeAssistant, account: Account, entry: MockConfigEntry, automate: Automate
) -> None:
    """What is older than the days to keep is gone, and the receipt is sent."""
    kept = account.held_between(account.now - 3 * 24 * 3_600_000, account.now)
    gone = account.held - kept
    await automate("nightly_purge", at=AT, keep_days=3)
    assert told(hass) == []
    await come_night(hass)
    assert account.held == kept
    assert told(hass) == [f"Deleted recordings: {gone}. Amazon no longer lists them."]


async def test_a_night_left_as_it_is(
    hass: HomeAssistant, account: Account, entry: MockConfigEntry, automate: Automate
) -> None:
    """A month stays, of the account that was chosen; it is silent if so wished."""
    kept = account.held_between(account.now - 30 * 24 * 3_600_000, account.now)
    await automate("nightly_purge", at=AT, account=entry.entry_id, only_problems=True)
    await come_night(hass)
    assert account.held == kept
    assert told(hass) == []


@pytest.mark.parametrize("days", [0, -1])
async def test_a_night_never_keeps_nothing(
    hass: HomeAssistant, account: Account, entry: MockConfigEntry, automate: Automate, days: int
) -> None:
    """No number of days, entered by hand either, stands for the whole history."""
    await automate("nightly_purge", at=AT, keep_days=days)
    await come_night(hass)
    assert account.held == 120
    assert told(hass) == ["The purge failed. Check the log for details."]


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        (Fault.IGNORED, "Verified gone: 0 of {old}. Still listed: {old}. Not verified: 0."),
        (None, "The purge failed. Check the log for details."),
    ],
)
async def test_a_night_that_fails_is_told(
    hass: HomeAssistant,
    amazon: AmazonDouble,
    account: Account,
    set_up: SetUp,
    automate: Automate,
    fault: Fault | None,
    message: str,
) -> None:
    """That Amazon did nothing, or that nothing was taught, reaches even who wants to hear of problems only."""
    recipes = amazon.dialects["list"].recipes()
    await set_up(account, options={CONF_RECIPES: recipes} if fault else {})
    if fault:
        amazon.fail(fault, "delete", times=99)
    await automate("nightly_purge", at=AT, keep_days=1, only_problems=True)
    old = account.held_between(0, account.now - 24 * 3_600_000)
    await come_night(hass)
    assert account.held == 120
    assert told(hass) == [message.format(old=old)]


async def test_what_guests_said_is_cleared(
    hass: HomeAssistant, account: Account, entry: MockConfigEntry, automate: Automate
) -> None:
    """What was recorded while guest mode was on is gone, and nothing else."""
    helpers = {
        "input_boolean": {"guests": {"name": "Guests"}},
        "input_datetime": {"guests_came": {"name": "Guests came", "has_date": True, "has_time": True}},
    }
    for domain, helper in helpers.items():
        assert await async_setup_component(hass, domain, {domain: helper})
    await automate("guest_mode", guest_mode="input_boolean.guests", began="input_datetime.guests_came", delay=SOON)
    account.say("what the family said", minutes_ago=0.1)
    before = {recording.key for recording in account.recordings}

    await hass.services.async_call("input_boolean", "turn_on", {"entity_id": "input_boolean.guests"}, blocking=True)
    said = account.say("what a guest said")
    await until(lambda: account.now > said.timestamp)
    await hass.services.async_call("input_boolean", "turn_off", {"entity_id": "input_boolean.guests"}, blocking=True)
    account.say("what the family said next")
    await until(lambda: bool(told(hass)))
    assert told(hass) == ["Guest mode is off. Verified gone: 1 of 1. Still listed: 0. Not verified: 0."]
    assert {recording.key for recording in account.recordings} >= before
    assert account.held == len(before) + 1


async def test_false_wakes_go(
    hass: HomeAssistant, account: Account, entry: MockConfigEntry, automate: Automate
) -> None:
    """Not at once: the owner may listen. Then they and no others are gone, and so is what came meanwhile."""
    await automate("false_wake", recording="event.alexa_privacy_recording", delay={"hours": 5})
    meant = account.say("what is the time", minutes_ago=0.1)
    await poll(hass, entry)
    assert running(hass, "false_wake") == 0

    woken = account.say("", utterance_type="FALSE_WAKE_WORD_1P")
    await entry.runtime_data.coordinator.async_refresh()
    await until(lambda: running(hass, "false_wake") == 1)
    later = account.say("", utterance_type="WAKE_WORD_ONLY")
    assert account.find([woken.key])
    async_fire_time_changed(hass, dt_util.utcnow() + timedelta(hours=5))
    await until(lambda: not account.find([woken.key, later.key]))
    assert account.find([meant.key])


async def test_a_week_is_reported(
    hass: HomeAssistant, account: Account, entry: MockConfigEntry, automate: Automate
) -> None:
    """On the day that was chosen, and on no other, what the sensors show is sent."""
    sensors = [f"sensor.alexa_privacy_{key}" for key in ("recordings", "unintended_recordings")]
    today = dt_util.start_of_local_day()
    await automate("weekly_report", at=AT, weekday=WEEKDAYS[today.weekday()], sensors=sensors)
    for days in range(6):
        await come_night(hass, today + timedelta(days=days))
    assert told(hass) == []
    await come_night(hass, today + timedelta(days=6))
    recordings, unintended = told(hass)[0].splitlines()
    assert recordings == f"- Alexa Privacy Recordings: {account.held} recordings"
    assert unintended == f"- Alexa Privacy Unintended recordings: {account.unintended} recordings"


async def test_review_that_turns_on_is_told(
    hass: HomeAssistant, account: Account, set_up: SetUp, automate: Automate, timing: SetTiming
) -> None:
    """Once it is found on, whoever turned it on; not again while it stays on."""
    timing(read_settings_every=-1.0)
    account.settings["human_review"] = False
    entry = await set_up(account)
    await automate("review_warning", review="switch.alexa_privacy_human_review")
    await poll(hass, entry)
    assert told(hass) == []
    for on in (True, True, False):
        account.settings["human_review"] = on
        await poll(hass, entry)
    assert told(hass) == ["Alexa Privacy Human review is on: people at Amazon may listen to what was said."]


async def test_a_script_has_the_receipt(hass: HomeAssistant, account: Account, entry: MockConfigEntry) -> None:
    """What the action answers can be used in the steps after it, and handed on."""
    steps = [
        {"action": f"{DOMAIN}.delete_recordings", "data": {"everything": True}, "response_variable": "receipt"},
        {"variables": {"result": {"gone": "{{ receipt.verified_gone }}", "status": "{{ receipt.status }}"}}},
        {"stop": "Done", "response_variable": "result"},
    ]
    held = account.held
    assert await async_setup_component(hass, "script", {"script": {"purge": {"sequence": steps}}})
    answer = await hass.services.async_call("script", "purge", blocking=True, return_response=True)
    assert answer == {"gone": held, "status": "verified"}


def test_every_blueprint_can_be_imported() -> None:
    """The page links to each by its name, the blueprint says where it comes from, and Home Assistant finds it there."""
    for path in BLUEPRINTS.rglob("*.yaml"):
        address = f"{REPOSITORY}/blob/main/{path.relative_to(ROOT)}"
        blueprint = load_yaml_dict(path)["blueprint"]
        assert blueprint["source_url"] == address
        name = blueprint["name"].removeprefix("Alexa Privacy: ")
        link = f"[{name[0].upper()}{name[1:]}]({IMPORT}{quote(address, safe='')})"
        assert page("automations").count(link) == 1
