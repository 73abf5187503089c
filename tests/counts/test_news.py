"""Events for new recordings, and conversations counted apart."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.const import STATE_UNAVAILABLE, STATE_UNKNOWN
from homeassistant.core import Event, EventStateChangedData, HomeAssistant, State, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.event import async_track_state_change_event
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.alexa_privacy.const import DOMAIN
from tests.amazon_double import Account, AmazonDouble, Fault
from tests.conftest import SetUp, poll, state

EVENT = "event.alexa_privacy_recording"


@pytest.fixture
def events(hass: HomeAssistant) -> list[State]:
    """Collect what the event entity tells."""
    told: list[State] = []

    @callback
    def note(event: Event[EventStateChangedData]) -> None:
        new = event.data["new_state"]
        if new and new.state not in {STATE_UNKNOWN, STATE_UNAVAILABLE, *(each.state for each in told)}:
            told.append(new)

    async_track_state_change_event(hass, EVENT, note)
    return told


async def test_new_recordings_are_told(
    hass: HomeAssistant, account: Account, set_up: SetUp, events: list[State]
) -> None:
    """Each once, in the order they were made, without words; what was there before is no news."""
    entry = await set_up(account)
    assert events == []
    account.say("turn on the light", device=account.devices[0], minutes_ago=0.3)
    account.say("", device=account.devices[1], minutes_ago=0.2, utterance_type="FALSE_WAKE_WORD_1P")
    for _ in range(3):
        await poll(hass, entry)
    assert [(event.attributes["event_type"], event.attributes["kind"]) for event in events] == [
        ("recording", "intended"),
        ("unintended", "unintended"),
    ]
    assert events[0].attributes["device"] == account.devices[0].name
    assert "light" not in str(events)


async def test_of_very_many_the_newest_are_told(hass: HomeAssistant, account: Account, set_up: SetUp) -> None:
    """A flood of events helps nobody."""
    entry = await set_up(account)
    told: list[str] = []
    entry.runtime_data.voice.counts.subscribe(lambda recording: told.append(recording.said))
    for number in range(60):
        account.say(f"number {number}", minutes_ago=(60 - number) / 100)
    await poll(hass, entry)
    assert told == [f"number {number}" for number in range(10, 60)]


async def test_one_that_shows_up_late_is_told(
    hass: HomeAssistant, account: Account, set_up: SetUp, events: list[State]
) -> None:
    """A recording that Amazon lists after a later one is news as well, and only once."""
    entry = await set_up(account)
    account.say("the later one", minutes_ago=0.01, device=account.devices[0])
    await poll(hass, entry)
    account.say("the earlier one", minutes_ago=0.1, device=account.devices[1])
    await poll(hass, entry)
    await poll(hass, entry)
    assert [event.attributes["device"] for event in events] == [account.devices[0].name, account.devices[1].name]


async def test_what_happened_during_an_absence_is_told_if_it_is_young(
    hass: HomeAssistant, account: Account, set_up: SetUp, events: list[State]
) -> None:
    """After a restart the last hour is news, what is older is not."""
    entry = await set_up(account)
    await hass.config_entries.async_unload(entry.entry_id)
    newest = (account.now - account.recordings[0].timestamp) / 60_000
    account.say("long ago", minutes_ago=min(70, newest / 2 + 60))
    account.say("just now", minutes_ago=0.1)
    await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert len(events) == 1


async def test_a_failed_poll_loses_no_news(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, events: list[State]
) -> None:
    """What could not be seen is told at the next poll."""
    entry = await set_up(account)
    account.say("hello", minutes_ago=0.1)
    amazon.fail(Fault.TRUNCATED, "v2")
    await poll(hass, entry)
    await poll(hass, entry)
    assert len(events) == 1


@pytest.fixture
def count_conversations(hass: HomeAssistant, account: Account) -> Callable[[], None]:
    """Return what switches the sensor on, as the owner would."""

    def enable() -> None:
        entities = er.async_get(hass)
        entity_id = entities.async_get_entity_id("sensor", DOMAIN, f"{account.user_id}_conversations")
        assert entity_id
        entities.async_update_entity(entity_id, disabled_by=None)

    return enable


async def test_conversations_are_counted_apart(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, count_conversations: Any
) -> None:
    """They are counted only where the owner wants it, and are no recordings."""
    entry = await set_up(account)
    assert amazon.count("rah") == 0
    count_conversations()
    assert await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert state(hass, "conversations") == str(len(account.conversations))
    assert int(state(hass, "conversations")) > 0
    assert state(hass, "recordings") == str(account.held)
    amazon.clear_log()
    await poll(hass, entry)
    assert amazon.count("rah") <= 1 + account.held // 10


async def test_a_listing_of_conversations_that_fails(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, count_conversations: Any
) -> None:
    """Without a complete listing their number is unknown; what is known of recordings stays."""
    entry = await set_up(account)
    count_conversations()
    amazon.fail(Fault.NO_LIST, "rah", times=None)
    assert await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert state(hass, "conversations") in {"unknown", "unavailable"}
    amazon.heal()
    await poll(hass, entry)
    assert state(hass, "conversations") == str(len(account.conversations))
    assert state(hass, "recordings") == str(account.held)


async def test_the_ledger_is_written_in_the_middle_of_a_walk(
    hass: HomeAssistant, account: Account, set_up: SetUp, hass_storage: dict[str, Any], freezer: FrozenDateTimeFactory
) -> None:
    """However often something changes, half a minute later it is on disk."""
    entry = await set_up(account)
    key = f"{DOMAIN}.{entry.entry_id}"
    hass_storage.pop(key, None)
    storage = entry.runtime_data.store
    for _ in range(4):
        storage.save_soon()
        freezer.tick(timedelta(seconds=11))
        async_fire_time_changed(hass)
        await hass.async_block_till_done()
    assert key in hass_storage
