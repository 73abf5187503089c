"""Counting: what the sensors say is what the stand-in holds, or unknown."""

from datetime import UTC, datetime
import gc
from typing import Any
from zoneinfo import ZoneInfo

from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import STATE_UNAVAILABLE, STATE_UNKNOWN
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr
from homeassistant.util import dt as dt_util, slugify
import pytest

from custom_components.alexa_privacy.account import Account as PrivacyAccount
from custom_components.alexa_privacy.const import DOMAIN
from tests.amazon_double import Account, AmazonDouble, Fault
from tests.conftest import SetUp, poll, state
from tests.helpers.waiting import until

LISTINGS = ("v2", "v1")


def today(account: Account) -> int:
    """Count what the stand-in holds of Home Assistant's today."""
    return account.held_on(dt_util.now().date(), ZoneInfo(str(dt_util.get_default_time_zone())))


async def test_counts_are_those_of_amazon(hass: HomeAssistant, account: Account, set_up: SetUp) -> None:
    """Every figure equals what is held, in total, today, and for each Echo."""
    account.say("good morning", minutes_ago=0.1)
    await set_up(account)
    times = [recording.timestamp for recording in account.recordings]
    assert state(hass, "recordings") == str(account.held)
    assert state(hass, "recordings_today") == str(today(account))
    assert state(hass, "unintended_recordings") == str(account.unintended)
    assert state(hass, "last_recording") == _iso(max(times))
    assert state(hass, "oldest_recording") == _iso(min(times))
    for device in account.devices:
        held = sum(recording.device is device for recording in account.recordings)
        figure = hass.states.get(f"sensor.{slugify(device.name)}_recordings")
        assert figure, device.name
        assert figure.state == str(held), device.name


@pytest.mark.parametrize("size", [0, 5, 200])
async def test_set_up_asks_twice(
    hass: HomeAssistant, amazon: AmazonDouble, set_up: SetUp, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the account's size, the page for its token and one page of recordings are enough to be there.

    Where the page holds all of today, today is counted.

    Cookies come from elsewhere, once at each start.
    """

    async def nothing(_: PrivacyAccount) -> None:
        """Leave out what is done in the background."""

    monkeypatch.setattr(PrivacyAccount, "async_begin", nothing)
    account = amazon.add_account(Account.generate(size=size, days=0.1))
    entry = await set_up(account)
    assert amazon.counts() == {"token": 1, "page": 1, "v2": 1}
    for expire in (amazon.expire_tokens, amazon.expire_csrf, amazon.expire_cookies):
        expire()
        amazon.clear_log()
        account.say("good night", minutes_ago=0.001)
        assert await hass.config_entries.async_reload(entry.entry_id)
        assert amazon.counts() == {"token": 1, "page": 1, "v2": 1}
        # A page that is not the last one says nothing of a whole day.
        assert state(hass, "recordings_today") == (str(today(account)) if size < 50 else STATE_UNKNOWN)


async def test_a_quiet_poll_asks_once(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """A poll on which nothing happened is one request."""
    account.say("good night", minutes_ago=1)
    entry = await set_up(account)
    amazon.clear_log()
    await poll(hass, entry)
    assert amazon.counts() == {"v2": 1}


async def test_a_poll_sees_what_is_new(hass: HomeAssistant, account: Account, set_up: SetUp) -> None:
    """A new recording is counted at the next poll."""
    entry = await set_up(account)
    held = account.held
    account.say("what time is it", minutes_ago=0.01)
    await poll(hass, entry)
    assert state(hass, "recordings") == str(held + 1)


@pytest.mark.parametrize("how_many", [1, 3])
async def test_a_poll_sees_what_was_deleted_elsewhere(
    hass: HomeAssistant, account: Account, set_up: SetUp, how_many: int
) -> None:
    """The newest recordings deleted in Amazon's app are missed at the next poll, whatever day they are of."""
    entry = await set_up(account)
    account.delete_elsewhere(*(recording.key for recording in account.recordings[:how_many]))
    for _ in range(how_many):
        await poll(hass, entry)
    assert state(hass, "recordings") == str(account.held)
    assert state(hass, "last_recording") == _iso(account.recordings[0].timestamp)


async def test_everything_deleted_elsewhere(hass: HomeAssistant, account: Account, set_up: SetUp) -> None:
    """Nothing left at all is believed when both listings say so."""
    entry = await set_up(account)
    account.delete_elsewhere(*(recording.key for recording in account.recordings))
    await poll(hass, entry)
    assert state(hass, "recordings") == "0"


async def test_a_listing_that_broke_is_not_an_empty_one(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """What killed the last such tool: a listing that answers with nothing makes figures unavailable, never 0."""
    entry = await set_up(account)
    amazon.withdrawn.add("v1")
    amazon.fail(Fault.NULL_LIST, "v2", times=None)
    await poll(hass, entry)
    assert state(hass, "recordings") == STATE_UNAVAILABLE
    amazon.heal()
    await poll(hass, entry)
    assert state(hass, "recordings") == str(account.held)


async def test_a_new_account_with_a_broken_listing_stays_unknown(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """The other listing contradicts the broken one: nothing is claimed."""
    amazon.fail(Fault.NULL_LIST, "v2", times=None)
    await set_up(account, wait=False)
    await until(lambda: amazon.count("v1") > 0)
    assert state(hass, "recordings") in {STATE_UNAVAILABLE, STATE_UNKNOWN}


async def test_a_restart_does_not_count_anew(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """What was counted is kept."""
    account.say("good night", minutes_ago=0.01)
    entry = await set_up(account)
    amazon.clear_log()
    assert await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert state(hass, "recordings") == str(account.held)
    assert amazon.count(*LISTINGS) <= 2 + today(account) // 10


@pytest.mark.parametrize(
    "stored", [{"histories": {"voice": {"ledger": {"version": 99}}}}, {"histories": []}, {"deleted": "many"}, {}]
)
async def test_damaged_counts_are_counted_anew(
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    account: Account,
    set_up: SetUp,
    stored: dict[str, Any],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A file that cannot be used is said once, and counted anew."""
    hass_storage[f"{DOMAIN}.known"] = {"version": 1, "minor_version": 1, "key": f"{DOMAIN}.known", "data": stored}
    await set_up(account, entry_id="known")
    assert state(hass, "recordings") == str(account.held)
    assert state(hass, "deleted_recordings") == "0"
    assert caplog.text.count("counting again") == (1 if stored else 0)


async def test_removal_leaves_nothing(
    hass: HomeAssistant, hass_storage: dict[str, Any], account: Account, set_up: SetUp
) -> None:
    """With the account go its file, its devices and its entities."""
    entry = await set_up(account)
    await hass.config_entries.async_unload(entry.entry_id)
    assert entry.state is ConfigEntryState.NOT_LOADED
    assert f"{DOMAIN}.{entry.entry_id}" in hass_storage
    await hass.config_entries.async_remove(entry.entry_id)
    await hass.async_block_till_done()
    assert not [key for key in hass_storage if key.startswith(DOMAIN)]
    assert not dr.async_entries_for_config_entry(dr.async_get(hass), entry.entry_id)
    assert not hass.states.async_entity_ids("sensor")


async def test_an_account_that_goes_while_it_is_polled_asks_no_more(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, caplog: pytest.LogCaptureFixture
) -> None:
    """The poll that is cut short lets nothing go on after it."""
    amazon.fail(Fault.SLOW, "v2", after=1, seconds=3600)
    entry = await set_up(account, wait=False)
    await until(lambda: amazon.count("v2") == 2)
    assert await hass.config_entries.async_unload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    gc.collect()
    assert amazon.count("v2") == 2
    assert "never retrieved" not in caplog.text
    assert entry.state is ConfigEntryState.NOT_LOADED


@pytest.mark.parametrize("oddity", ["empty_page", "boundary_repeats", "outside_window"])
async def test_odd_pages_are_counted_right(hass: HomeAssistant, account: Account, set_up: SetUp, oddity: str) -> None:
    """Empty pages with a token, repeated records and records from outside the window change no figure and no list."""
    for name in ("empty_page", "boundary_repeats", "outside_window"):
        setattr(account.oddities, name, name == oddity)
    await set_up(account)
    assert state(hass, "recordings") == str(account.held)
    ask = {"last": {"days": 99}}
    listed: Any = await hass.services.async_call(DOMAIN, "get_recordings", ask, blocking=True, return_response=True)
    assert len(listed["recordings"]) == account.held


@pytest.mark.parametrize(
    "record",
    [
        {"recordKey": "R", "recordType": "VOICE_HISTORY", "timestamp": 0},
        {"recordKey": "C#bad#T", "timestamp": 1_600_000_000_000, "utteranceType": 7, "device": []},
        {"recordKey": "C#1600000000000#T#S", "timestamp": 1_600_000_000_000, "voiceHistoryRecordItems": None},
        {"recordKey": "C#1600000000001#T#S", "timestamp": 1_600_000_000_001, "device": {"deviceName": None}},
    ],
)
async def test_odd_records_are_counted(
    hass: HomeAssistant, account: Account, set_up: SetUp, record: dict[str, Any]
) -> None:
    """A record with little in it is still one."""
    account.add(record)
    await set_up(account)
    assert state(hass, "recordings") == str(account.held)


def _iso(milliseconds: int) -> str:
    """Return a moment as a state shows it."""
    return datetime.fromtimestamp(milliseconds // 1000, UTC).isoformat()
