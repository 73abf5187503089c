"""The nightly purge: at its time, once a night, again where it failed, and the owner is told."""

from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.const import STATE_OFF, STATE_UNKNOWN
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
import pytest

from custom_components.alexa_privacy.const import CONF_KEEP_NOTHING
from custom_components.alexa_privacy.deletion.models import Job
from custom_components.alexa_privacy.deletion.nightly import Days, Nightly
from custom_components.alexa_privacy.deletion.receipts import Status
from custom_components.alexa_privacy.deletion.scope import Scope
from tests.amazon_double import Account, AmazonDouble, Fault
from tests.conftest import SetUp, problems, state
from tests.helpers.nights import (
    BERLIN,
    DAY,
    NAME,
    NOON,
    GoTo,
    at,
    choose,
    go_to,
    keep_nothing,
    keys,
    nightly,
    purge_now,
    recipes,
    told,
    younger,
)

__all__ = ["go_to", "recipes"]


@pytest.fixture
def account(amazon: AmazonDouble, go_to: GoTo) -> Account:
    """Give somebody an account with a month of history."""
    return amazon.add_account(Account.generate(seed=7, size=120, now=NOON.astimezone(UTC), days=30))


async def test_off_unless_it_is_wished(hass: HomeAssistant, go_to: GoTo, account: Account, set_up: SetUp) -> None:
    """Nobody's recordings are deleted by default."""
    entry = await set_up(account)
    assert state(hass, "nightly_purge", "switch") == STATE_OFF
    assert state(hass, "purge_time", "time") == "03:00:00"
    assert state(hass, "purge_days", "select") == "every_day"
    assert state(hass, "keep_recordings_for", "number") == "30"
    assert state(hass, "next_purge") == STATE_UNKNOWN
    await go_to(at(1, 3))
    assert not nightly(entry)
    assert account.held == 120


@pytest.mark.parametrize("keep", [0, 1, 7])
async def test_once_every_night(hass: HomeAssistant, go_to: GoTo, account: Account, set_up: SetUp, keep: int) -> None:
    """At its time what is old enough goes, and nothing more happens until the next night; a restart changes nothing."""
    entry = await set_up(account)
    await choose(hass, keep=keep)
    assert state(hass, "next_purge") == at(1, 3).astimezone(UTC).isoformat()
    await go_to(at(1, 2.9))
    assert account.held == 120
    stays = younger(account, at(1, 3) - keep * DAY) if keep else set()
    await go_to(at(1, 3))
    assert keys(account) == stays
    assert [receipt.status for receipt in nightly(entry)] == ["verified"]
    assert state(hass, "next_purge") == at(2, 3).astimezone(UTC).isoformat()
    said = account.say("what is the time")
    await hass.config_entries.async_reload(entry.entry_id)
    for hour in (3.1, 4, 12, 26.9):
        await go_to(at(1, hour))
    assert said in account.recordings
    assert len(nightly(entry)) == 1
    await go_to(at(2, 3))
    assert len(nightly(entry)) == 2
    assert keys(account) == (younger(account, at(2, 3) - keep * DAY) if keep else set())


async def test_a_missed_time_is_made_up_for(hass: HomeAssistant, go_to: GoTo, account: Account, set_up: SetUp) -> None:
    """Whoever was off for some nights purges once when it comes up."""
    entry = await set_up(account)
    await choose(hass)
    assert await hass.config_entries.async_unload(entry.entry_id)
    await go_to(at(3, 9))
    assert account.held == 120
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert account.held == 0
    await go_to(at(3, 9.1))
    assert len(nightly(entry)) == 1
    assert state(hass, "next_purge") == at(4, 3).astimezone(UTC).isoformat()


async def test_a_time_that_has_passed_waits_for_tomorrow(
    hass: HomeAssistant, go_to: GoTo, account: Account, set_up: SetUp
) -> None:
    """Neither switching it on nor choosing another time purges at once."""
    entry = await set_up(account)
    await choose(hass, at="11:00:00")
    await go_to(at(0, 12.1))
    assert state(hass, "next_purge") == at(1, 11).astimezone(UTC).isoformat()
    await choose(hass, at="12:05:00")
    await go_to(at(0, 12.2))
    assert not nightly(entry)
    await choose(hass, at="23:30:00")
    await go_to(at(0, 23.5))
    assert len(nightly(entry)) == 1


@pytest.mark.parametrize(
    ("day", "begins", "later"),
    [
        # The clock goes from three back to two: half past two comes twice.
        (datetime(2026, 10, 25, tzinfo=BERLIN), datetime(2026, 10, 25, 0, 30, tzinfo=UTC), (1, 2, 3)),
        # It goes from two on to three: half past two never comes.
        (datetime(2027, 3, 28, tzinfo=BERLIN), datetime(2027, 3, 28, 1, 30, tzinfo=UTC), (1, 2, 3)),
    ],
)
async def test_nights_on_which_the_clocks_change(
    hass: HomeAssistant,
    go_to: GoTo,
    account: Account,
    set_up: SetUp,
    day: datetime,
    begins: datetime,
    later: tuple[int, ...],
) -> None:
    """It runs once."""
    await go_to(day - timedelta(hours=12))
    entry = await set_up(account)
    await choose(hass, at="02:30:00")
    await go_to(begins - timedelta(minutes=1))
    assert not nightly(entry)
    await go_to(begins)
    assert len(nightly(entry)) == 1
    for hours in later:
        await go_to(begins + timedelta(hours=hours))
    assert len(nightly(entry)) == 1
    await go_to(datetime(day.year, day.month, day.day + 1, 2, 30, tzinfo=BERLIN))
    assert len(nightly(entry)) == 2


async def test_only_on_the_chosen_days(hass: HomeAssistant, go_to: GoTo, account: Account, set_up: SetUp) -> None:
    """From Wednesday on, the next night of a weekend is Saturday's."""
    entry = await set_up(account)
    await choose(hass, days="weekend")
    for day in (1, 2):
        await go_to(at(day, 3))
    assert not nightly(entry)
    assert state(hass, "next_purge") == at(3, 3).astimezone(UTC).isoformat()
    for day in (3, 4, 5, 6):
        await go_to(at(day, 3))
    assert len(nightly(entry)) == 2


async def test_a_failure_is_mended_the_same_night(
    hass: HomeAssistant, go_to: GoTo, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """It tries again by itself, also after a restart, and nobody is bothered."""
    entry = await set_up(account)
    await choose(hass)
    amazon.fail(Fault.UNAVAILABLE, "v2", times=None)
    amazon.fail(Fault.UNAVAILABLE, "v1", times=None)
    await go_to(at(1, 3))
    assert [receipt.status for receipt in nightly(entry)] == ["failed"]
    amazon.heal()
    await hass.config_entries.async_reload(entry.entry_id)
    await go_to(at(1, 3.1))
    assert len(nightly(entry)) == 1
    assert state(hass, "next_purge") == at(1, 3 + 1 / 6).astimezone(UTC).isoformat()
    await go_to(at(1, 3.2))
    assert [receipt.status for receipt in nightly(entry)] == ["failed", "verified"]
    assert account.held == 0
    assert not told(hass, entry)


async def test_a_night_that_is_given_up_is_reported(
    hass: HomeAssistant, go_to: GoTo, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """After some tries the owner is told what to do, also after a restart, until it works again."""
    entry = await set_up(account)
    await choose(hass)
    amazon.fail(Fault.UNAVAILABLE, "delete", times=None)
    for count, hours in enumerate((3, 3.2, 3.8, 5, 7.2), start=1):
        assert not told(hass, entry)
        await go_to(at(1, hours))
        assert len(nightly(entry)) == count
    assert told(hass, entry)
    await go_to(at(1, 12))
    assert len(nightly(entry)) == 5
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert told(hass, entry)
    amazon.heal()
    await purge_now(hass)
    assert account.held == 0
    assert not told(hass, entry)


async def test_what_another_try_does_not_mend_is_reported_at_once(
    hass: HomeAssistant, go_to: GoTo, account: Account, set_up: SetUp
) -> None:
    """Where nothing is taught any more, waiting teaches nothing; who switches it off is told no more."""
    entry = await set_up(account)
    await choose(hass)
    hass.config_entries.async_update_entry(entry, options={CONF_KEEP_NOTHING: True})
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    await go_to(at(1, 3))
    assert [receipt.error for receipt in nightly(entry)] == ["nothing_taught"]
    assert told(hass, entry)
    await hass.services.async_call("switch", "turn_off", {"entity_id": f"switch.{NAME}_nightly_purge"}, blocking=True)
    assert not told(hass, entry)


async def test_the_button_says_when_it_failed(
    hass: HomeAssistant, go_to: GoTo, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """A press is answered; it does not count as a night."""
    entry = await set_up(account)
    await keep_nothing(hass, wish=True)
    amazon.fail(Fault.IGNORED, "delete", times=None)
    with pytest.raises(HomeAssistantError) as error:
        await purge_now(hass)
    assert error.value.translation_key == "not_all_gone"
    assert not entry.runtime_data.store.voice.nightly.failed
    assert entry.runtime_data.store.voice.nightly.retry_at is None


@pytest.mark.parametrize("size", [0, 1, 120])
async def test_a_night_without_anything_to_do_is_cheap(
    hass: HomeAssistant, go_to: GoTo, amazon: AmazonDouble, set_up: SetUp, size: int
) -> None:
    """Two requests at most, and it counts as done, whether anything is kept, or was ever held, or not."""
    account = Account.generate(seed=7, size=size, now=NOON.astimezone(UTC), days=30)
    entry = await set_up(amazon.add_account(account))
    if not size:
        entry.runtime_data.store.confirm_empty()
        entry.runtime_data.coordinator.async_publish()
    for keep in (7, 1, 0):
        await choose(hass, keep=keep)
        await purge_now(hass)
        amazon.clear_log()
        await purge_now(hass)
        assert amazon.count() <= 2
        assert nightly(entry)[-1].status == "nothing_to_delete"
        assert entry.runtime_data.store.voice.nightly.verified == NOON


@pytest.mark.parametrize("keep", [1.5, 6.999, "nan"])
async def test_whole_days_are_kept(hass: HomeAssistant, account: Account, set_up: SetUp, keep: float | str) -> None:
    """Half a day is not rounded to fewer days than were meant."""
    entry = await set_up(account)
    await choose(hass, keep=7)
    number = {"entity_id": f"number.{NAME}_keep_recordings_for", "value": keep}
    with pytest.raises(ServiceValidationError) as error:
        await hass.services.async_call("number", "set_value", number, blocking=True)
    assert error.value.translation_key == "days_not_whole"
    assert entry.runtime_data.store.voice.nightly.keep_days == 7


def test_a_clock_that_was_ahead_keeps_nothing_from_running() -> None:
    """Whatever was noted while the clock was wrong, it runs once the clock is right."""
    rule = Nightly()
    rule.change(at(400, 12), enabled=True)
    rule.forget_future(at(1, 12))
    assert rule.next_run(at(1, 12)) == at(2, 3)
    assert not rule.is_due(at(1, 12))
    assert rule.is_due(at(2, 3))
    rule.on_receipt(Job(scope=Scope()).receipt(Status.FAILED), at(400, 3))
    assert rule.is_due(at(2, 3))


async def test_a_clock_that_was_ahead_for_a_night(
    hass: HomeAssistant, go_to: GoTo, account: Account, set_up: SetUp, freezer: FrozenDateTimeFactory
) -> None:
    """A night of next month that was done with does not stop those that come before."""
    entry = await set_up(account)
    await choose(hass, keep=7)
    await go_to(at(40, 3))
    assert len(nightly(entry)) == 1
    for when, nights in ((at(0, 13), 1), (at(1, 3), 2), (at(1, 4), 2), (at(2, 3), 3)):
        freezer.move_to(when)
        # Timers do not go back with a clock that is set; they fire every minute.
        entry.runtime_data.voice.schedule.check()
        await hass.async_block_till_done(wait_background_tasks=True)
        assert len(nightly(entry)) == nights
    assert {receipt.status for receipt in nightly(entry)[1:]} == {"nothing_to_delete"}


def test_twice_the_interval() -> None:
    """Overdue depends on how far the nights lie apart, and on when it was switched on."""
    now = at(0, 12)
    intervals = {days: Nightly(days=days).interval.days for days in Days}
    longer = {Days.EVERY_DAY: 1, Days.WEEKDAYS: 3, Days.WEEKEND: 6}
    assert intervals == dict.fromkeys(Days, 7) | longer
    rule = Nightly()
    rule.change(now, enabled=True)
    assert not rule.is_overdue(now + 2 * DAY)
    assert rule.is_overdue(now + 2.1 * DAY)
    rule.verified = now + 2 * DAY
    assert not rule.is_overdue(now + 4 * DAY)
    rule.change(now + 5 * DAY, enabled=False)
    assert not rule.is_overdue(now + 9 * DAY)


async def test_overdue_shows(
    hass: HomeAssistant, go_to: GoTo, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """Protection has lapsed when nothing was verified for twice the interval, whatever the reason."""
    account.settings["human_review"] = False
    entry = await set_up(account)
    await choose(hass)
    entry.runtime_data.store.voice.nightly.verified = None
    entry.runtime_data.store.voice.nightly.since = at(-3, 0)
    assert await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert problems(hass) == ["purge_overdue"]
    await go_to(at(1, 3))
    assert state(hass, "protection", "binary_sensor") == STATE_OFF


async def test_a_night_that_was_interrupted_goes_on(
    hass: HomeAssistant, go_to: GoTo, account: Account, set_up: SetUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It leaves one receipt, not two."""
    entry = await set_up(account)
    await choose(hass, keep=3)
    stays = younger(account, at(1, 3) - 3 * DAY)
    real_erase = account.erase

    def erase(*args: Any, **kwargs: Any) -> None:
        """Pull the plug while Amazon deletes."""
        real_erase(*args, **kwargs)
        hass.config_entries.async_schedule_reload(entry.entry_id)
        monkeypatch.setattr(account, "erase", real_erase)

    monkeypatch.setattr(account, "erase", erase)
    await go_to(at(1, 3))
    await hass.async_block_till_done(wait_background_tasks=True)
    await go_to(at(1, 3.1))
    assert [receipt.status for receipt in nightly(entry)] == ["verified"]
    assert keys(account) == stays


async def test_a_receipt_that_is_written_a_night_late(
    hass: HomeAssistant,
    go_to: GoTo,
    freezer: FrozenDateTimeFactory,
    account: Account,
    set_up: SetUp,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where the disk takes a receipt only when the next night has begun, that night is not taken for done."""
    entry = await set_up(account)
    await choose(hass, keep=7)
    store = entry.runtime_data.store
    save, is_late = store.save, False

    async def save_late() -> None:
        """Write the first night's receipt a day later."""
        nonlocal is_late
        if nightly(entry) and not is_late:
            is_late = True
            freezer.move_to(at(2, 3.5))
        await save()

    monkeypatch.setattr(store, "save", save_late)
    await go_to(at(1, 3))
    assert is_late
    await go_to(at(2, 4))
    assert [receipt.status for receipt in nightly(entry)] == ["verified", "verified"]
    assert keys(account) == younger(account, at(2, 4) - 7 * DAY)


async def test_a_receipt_that_was_written_before_the_end(
    hass: HomeAssistant, go_to: GoTo, account: Account, set_up: SetUp
) -> None:
    """Where Home Assistant stopped between writing a receipt and noting how the night ended, that is noted later."""
    entry = await set_up(account)
    await choose(hass, keep=7)
    await go_to(at(1, 3))
    store = entry.runtime_data.store
    before = replace(store.voice.nightly)
    await go_to(at(2, 3))
    after = replace(store.voice.nightly)
    assert after.receipt_id != before.receipt_id
    for name, value in asdict(before).items():
        setattr(store.voice.nightly, name, value)
    await store.save()
    assert await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert entry.runtime_data.store.voice.nightly == after
    assert [receipt.status for receipt in nightly(entry)] == ["verified", "verified"]
