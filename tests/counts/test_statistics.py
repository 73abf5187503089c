"""Long-term statistics: years of history on the first evening, and what was made stays although it is deleted."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from homeassistant.components.recorder.core import Recorder
from homeassistant.components.recorder.statistics import get_metadata, list_statistic_ids, statistics_during_period
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.components.recorder.common import (
    async_wait_recording_done,
    do_adhoc_statistics,
)

from custom_components.alexa_privacy.const import DOMAIN
from custom_components.alexa_privacy.counts.statistics import statistic_ids
from tests.amazon_double import Account, AmazonDouble
from tests.conftest import SetUp, delete, poll

BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _home_assistant_first(recorder_mock: Recorder) -> None:
    """Let there be a recorder before all else."""


@pytest.fixture
def account(amazon: AmazonDouble) -> Account:
    """Give somebody three years of history."""
    return amazon.add_account(Account.generate(seed=2, size=100, now=dt_util.utcnow(), days=3 * 365))


async def rows(hass: HomeAssistant, recorder: Recorder, statistic_id: str, period: Any = "hour") -> list[Any]:
    """Return what a graph is drawn from."""
    await async_wait_recording_done(hass)
    found = await recorder.async_add_executor_job(
        statistics_during_period, hass, BEGINNING, None, {statistic_id}, period, None, {"change", "state", "sum"}
    )
    return list(found.get(statistic_id, []))


async def compiled(hass: HomeAssistant, recorder: Recorder) -> set[str]:
    """Return which statistics there are, once those of the sensors are compiled."""
    now = dt_util.utcnow()
    await async_wait_recording_done(hass)
    do_adhoc_statistics(hass, start=now.replace(minute=now.minute // 5 * 5, second=0, microsecond=0))
    return await known(hass, recorder)


async def known(hass: HomeAssistant, recorder: Recorder) -> set[str]:
    """Return which statistics the recorder keeps."""
    await async_wait_recording_done(hass)
    return set(await recorder.async_add_executor_job(get_metadata, hass))


def per_day(account: Account) -> dict[date, int]:
    """Count what the stand-in holds of each local day."""
    days: dict[date, int] = {}
    for recording in account.recordings:
        day = dt_util.as_local(dt_util.utc_from_timestamp(recording.timestamp / 1000)).date()
        days[day] = days.get(day, 0) + 1
    return days


@pytest.mark.parametrize("zone", ["US/Pacific", "Asia/Kolkata", "Europe/Berlin"])
async def test_years_on_the_first_evening(
    hass: HomeAssistant, recorder_mock: Recorder, account: Account, set_up: SetUp, zone: str
) -> None:
    """Each day has its row, in the hour in which it began or the next, and the sum is all of them."""
    await hass.config.async_set_time_zone(zone)
    entry = await set_up(account)
    found = await rows(hass, recorder_mock, statistic_ids(entry)["recordings"])
    shown = {dt_util.as_local(dt_util.utc_from_timestamp(row["start"])).date(): row["state"] for row in found}
    assert shown == per_day(account)
    assert found[-1]["sum"] == account.held
    unintended = await rows(hass, recorder_mock, statistic_ids(entry)["unintended"], "month")
    assert unintended[-1]["sum"] == account.unintended
    assert sum(row["change"] for row in unintended) == account.unintended


async def test_deleting_does_not_rewrite_history(
    hass: HomeAssistant, recorder_mock: Recorder, account: Account, set_up: SetUp
) -> None:
    """Deleted recordings were made all the same; new ones add to them."""
    entry = await set_up(account)
    statistic_id = statistic_ids(entry)["recordings"]
    made, before = account.held, await rows(hass, recorder_mock, statistic_id)
    await delete(hass, everything=True)
    account.say("what time is it", minutes_ago=0.01)
    await poll(hass, entry)
    after = await rows(hass, recorder_mock, statistic_id)
    assert after[-1]["sum"] == made + 1
    assert after[: len(before) - 1] == before[:-1]


async def test_nothing_is_rewritten_without_need(
    hass: HomeAssistant,
    recorder_mock: Recorder,
    account: Account,
    set_up: SetUp,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A poll without news writes nothing; one with news writes that day."""
    entry = await set_up(account)
    written: list[int] = []

    def note(_: HomeAssistant, __: Any, statistics: list[Any]) -> None:
        written.append(len(statistics))

    monkeypatch.setattr("custom_components.alexa_privacy.counts.statistics.async_add_external_statistics", note)
    await poll(hass, entry)
    assert written == []
    account.say("what time is it", minutes_ago=0.01)
    await poll(hass, entry)
    assert written == [1, 1]


async def test_a_restart_goes_on(hass: HomeAssistant, recorder_mock: Recorder, account: Account, set_up: SetUp) -> None:
    """What was made before a restart is part of the sum after it."""
    entry = await set_up(account)
    made = account.held
    await delete(hass, older_than={"days": 30})
    assert await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    account.say("what time is it", minutes_ago=0.01)
    await poll(hass, entry)
    assert (await rows(hass, recorder_mock, statistic_ids(entry)["recordings"]))[-1]["sum"] == made + 1


async def test_they_tell_nothing_personal_and_go_with_the_account(
    hass: HomeAssistant, recorder_mock: Recorder, account: Account, set_up: SetUp
) -> None:
    """Neither name nor mail stands in them; an account that is removed takes its own with it."""
    entry = await set_up(account)
    await async_wait_recording_done(hass)
    known = await recorder_mock.async_add_executor_job(list_statistic_ids, hass)
    ours = [each for each in known if each["source"] == DOMAIN]
    assert len(ours) == 2
    for secret in (account.email, account.customer_id, account.user_id, *(device.name for device in account.devices)):
        assert secret not in str(ours)
    await hass.config_entries.async_remove(entry.entry_id)
    await async_wait_recording_done(hass)
    known = await recorder_mock.async_add_executor_job(list_statistic_ids, hass)
    assert not [each for each in known if each["source"] == DOMAIN]


async def test_those_of_the_sensors_go_with_the_account(
    hass: HomeAssistant, recorder_mock: Recorder, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """Also of one that was renamed, and of an Echo that is gone; another account's stay, under whatever name."""
    entry = await set_up(account)
    registry = er.async_get(hass)
    registry.async_update_entity("sensor.alexa_privacy_recordings", new_entity_id="sensor.listening")
    gone = next(
        entity_id for entity_id in registry.entities if entity_id.endswith("_recordings") and "alexa" not in entity_id
    )
    before = await compiled(hass, recorder_mock)
    assert {"sensor.listening", "sensor.alexa_privacy_recordings_today", gone} <= before
    registry.async_remove("sensor.alexa_privacy_recordings_today")

    other = await set_up(amazon.add_account(Account.generate(seed=3, size=20, now=dt_util.utcnow())))
    own = {entity.entity_id for entity in er.async_entries_for_config_entry(registry, other.entry_id)}
    assert "sensor.alexa_privacy_recordings_today" in own
    registry.async_remove(gone)
    assert {"sensor.listening", gone} <= await compiled(hass, recorder_mock)
    await hass.config_entries.async_remove(entry.entry_id)
    after = await known(hass, recorder_mock)
    assert "sensor.alexa_privacy_recordings_today" in after
    assert after <= own | {*statistic_ids(other).values()}


async def test_a_record_from_before_alexa(
    hass: HomeAssistant, recorder_mock: Recorder, account: Account, set_up: SetUp
) -> None:
    """A record without a true time is counted, and does not squeeze the graph."""
    account.add({"recordKey": "C#0#T#S", "timestamp": 0})
    entry = await set_up(account)
    found = await rows(hass, recorder_mock, statistic_ids(entry)["recordings"])
    assert dt_util.utc_from_timestamp(found[0]["start"]) > dt_util.utcnow() - timedelta(days=4 * 365)
    assert found[-1]["sum"] == account.held
