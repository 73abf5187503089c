"""Tests that show that a learned request does not work: the form says why, and nothing is used."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, tzinfo
from itertools import combinations
from typing import Any, override
from zoneinfo import ZoneInfo

from homeassistant.core import HomeAssistant
from hypothesis import example, given, strategies as st
import pytest

from custom_components.alexa_privacy.amazon.deleters import Deleter, DeletionPlan, DeletionRequest, Method
from custom_components.alexa_privacy.amazon.errors import ListingIncomplete
from custom_components.alexa_privacy.amazon.learn import has_contrast
from custom_components.alexa_privacy.amazon.recordings import Recording, read_record
from custom_components.alexa_privacy.const import CONF_RECIPES
from custom_components.alexa_privacy.teaching.trial import (
    DeletionTestResult,
    Newest,
    candidates,
    propose,
    propose_another,
    run_trial,
)
from tests.amazon.learn.random_pages.histories import history_of
from tests.amazon.learn.random_pages.history_server import Server
from tests.amazon.learn.simulator import NOW
from tests.amazon_double import Account, AmazonDouble, Fault
from tests.amazon_double.greedy import greedy
from tests.conftest import SetUp, state
from tests.helpers.options import go_on, open_step
from tests.helpers.waiting import until

HOURS = 1_796_000_400_000 // 3_600_000 * 3_600_000
OF_DAYS = {"from": "{{start|local:%Y-%m-%d}}", "to": "{{end|local:%Y-%m-%d}}"}
OF_YEARS = {"from": "{{start|utc:%Y}}", "to": "{{end|utc:%Y}}"}


@pytest.fixture
def account(amazon: AmazonDouble) -> Account:
    """Give somebody a short history, all of it said today and yesterday."""
    return amazon.add_account(Account.generate(seed=7, size=8, days=0.5))


async def test_nothing_went(hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp) -> None:
    """A request that Amazon takes and forgets is not tested, and may be tried again."""
    entry = await set_up(account, proven=False)
    form = await open_step(hass, entry, "test")
    amazon.fail(Fault.IGNORED, "delete")
    form = await go_on(hass, form, {"recording": "1"})
    assert form["errors"] == {"base": "test_still_listed"}
    assert not entry.runtime_data.store.request_statuses.is_tested("delete_recordings")
    result = await go_on(hass, form, {"recording": "1"})
    assert (result["type"], result["reason"]) == ("abort", "tested")
    assert entry.runtime_data.store.request_statuses.is_tested("delete_recordings")
    assert state(hass, "deleted_recordings") == "1"


async def test_a_test_waits_for_deletions(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """What a deletion takes while a request is tested would look like its doing, and the other way around."""
    entry = await set_up(account, proven=False)
    form = await open_step(hass, entry, "test")
    amazon.clear_log()
    async with entry.runtime_data.voice.counts.exclusive():
        step = await hass.config_entries.options.async_configure(form["flow_id"], {"recording": "1"})
        assert step["type"] == "progress"
        await asyncio.sleep(0.2)
        assert not amazon.requests
    result = await go_on(hass, form, {})
    assert (result["type"], result["reason"]) == ("abort", "tested")


def test_recordings_of_one_second_come_last() -> None:
    """Recordings that one Echo made in the same second are neither offered first for a test nor proposed."""
    account = Account.generate(seed=7, size=12, devices=1, days=2)
    records = sorted(account.records, key=lambda record: -record["timestamp"])
    twins = [{**record, "recordKey": f"again-{record['recordKey']}"} for record in records[1:7]]
    newest = Newest([read_record(record) for record in [*records, *twins]], 0, records[0]["timestamp"])
    of_two = {record["recordKey"] for record in [*records[1:7], *twins]}
    offered = [recording.key in of_two for recording in candidates(newest)]
    assert offered == sorted(offered)
    assert set(offered) == {False, True}
    proposed = propose(newest, None)
    assert len(proposed) == 2
    assert not of_two & {recording.key for recording in proposed}


def test_recordings_with_others_of_their_hour_are_proposed() -> None:
    """A page that deletes the whole hour of a recording is to show it in the lesson."""
    record = Account.generate(seed=7, size=1, devices=1, days=1).records[0]
    hour, newest = 3_600_000, record["timestamp"] // 3_600_000 * 3_600_000
    times = [newest - each * hour for each in range(12)] + [newest - each * hour + 300_000 for each in (3, 7)]
    records = [record | {"timestamp": time, "recordKey": f"K{time}"} for time in times]
    proposed = propose(Newest([read_record(each) for each in records], 0, newest), None)
    assert [(newest - recording.time + 300_000) // hour for recording in proposed] == [3, 7]


ECHOS = ("KITCHEN0", "HALL0000", None)


def said_at(moments: list[tuple[int, int, str | None]]) -> list[Recording]:
    """Return recordings, newest first, of quarters of an hour, seconds and Echos."""
    found = []
    for number, (quarters, seconds, echo) in enumerate(moments):
        time = HOURS + quarters * 900_000 + seconds * 1000
        key = f"A{number}#{time}#TYPE#{echo}" if echo else f"{number}"
        found.append(read_record({"timestamp": time, "recordKey": key, "device": {"deviceName": echo}}))
    return sorted(found, key=lambda each: -each.time)


@given(
    said=st.lists(st.tuples(st.integers(0, 200), st.integers(0, 2), st.sampled_from(ECHOS)), max_size=14),
    zone=st.sampled_from([None, UTC, ZoneInfo("Asia/Tokyo")]),
)
@example(
    said=[*((-number, 0, ECHOS[0]) for number in range(60)), *((-90 - each, 0, ECHOS[1]) for each in range(4))],
    zone=None,
)
def test_the_learner_takes_what_is_proposed(said: list[tuple[int, int, str | None]], zone: tzinfo | None) -> None:
    """If two deletions can show enough, such two are proposed; one more is asked for only if that is enough then."""
    recordings = said_at(said)
    inside = candidates(Newest(recordings, 0, 0))
    proposed = propose(Newest(recordings, 0, 0), zone)
    can_be = any(has_contrast(pair, recordings, zone) for pair in combinations(inside[:14], 2))
    assert (len(proposed) == 2 and has_contrast(proposed, recordings, zone)) or not can_be
    gone = inside[:2]
    left = [each for each in recordings if each not in gone]
    another = propose_another(left, gone, zone)
    can_be = any(has_contrast([*gone, each], recordings, zone) for each in candidates(Newest(left, 0, 0)))
    assert (another is not None) is can_be
    if another:
        assert another not in gone
        assert has_contrast([*gone, another], recordings, zone)


async def test_others_went(hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp) -> None:
    """Whatever took another recording along is not used."""
    greedy_request = greedy({"from": "{{recording.timestamp}}", "to": "{{time}}"})
    options = {CONF_RECIPES: {"version": 1, "delete_recordings": greedy_request}}
    entry = await set_up(account, options=options, proven=False)
    form = await open_step(hass, entry, "test")
    form = await go_on(hass, form, {"recording": "1"})
    assert form["errors"] == {"base": "test_took_others"}
    assert not entry.runtime_data.store.request_statuses.is_tested("delete_recordings")
    assert list(entry.runtime_data.store.request_statuses.deleted_too_much) == ["delete_recordings"]


@pytest.mark.parametrize("held", [0, 1, 2])
async def test_too_few_to_test(hass: HomeAssistant, amazon: AmazonDouble, set_up: SetUp, held: int) -> None:
    """Without an older and a newer recording beside it none is offered, and the form says why."""
    account = amazon.add_account(Account.generate(seed=7, size=held, days=0.5))
    entry = await set_up(account, proven=False)
    form = await open_step(hass, entry, "test")
    assert form["errors"] == {"base": "test_too_few"}
    assert amazon.count("delete") == 0


@pytest.mark.parametrize("span", [OF_DAYS, OF_YEARS])
async def test_a_range_that_is_too_coarse(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, span: dict[str, str]
) -> None:
    """A request that names days cannot take one recording of several, one that names years none at all."""
    recipes: dict[str, Any] = amazon.dialects["range"].recipes()
    recipes["delete_range"]["request"]["json"] = span
    entry = await set_up(account, options={CONF_RECIPES: recipes}, proven=False)
    form = await open_step(hass, entry, "test")
    form = await go_on(hass, form, {"recording": "1"})
    assert form["errors"] == {"base": "test_cannot_single_out"}
    assert amazon.count("delete") == 0


async def test_reloaded_in_the_middle(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """What was not seen is not claimed, and the same dialog goes on with the account as it is set up then."""
    entry = await set_up(account, proven=False)
    form = await open_step(hass, entry, "test")
    amazon.fail(Fault.SLOW, "delete", seconds=3600)
    amazon.clear_log()
    options = hass.config_entries.options
    await options.async_configure(form["flow_id"], {"recording": "1"})
    await until(lambda: amazon.count("delete") == 1)
    await hass.config_entries.async_reload(entry.entry_id)
    amazon.heal()
    await until(lambda: options.async_get(form["flow_id"])["step_id"] == "test")
    form = dict(await options.async_configure(form["flow_id"]))
    assert form["errors"] == {"base": "cannot_connect"}
    assert not entry.runtime_data.store.request_statuses.is_tested("delete_recordings")
    done = await go_on(hass, form, {"recording": "1"})
    assert (done["type"], done["reason"]) == ("abort", "tested")
    assert entry.runtime_data.store.request_statuses.is_tested("delete_recordings")
    assert state(hass, "deleted_recordings") == "1"


class _Clicks(Deleter):
    """Deletes as a server is told."""

    method, name = Method.REQUEST, "sounds"

    def __init__(self, server: Server, *, moves: bool = False) -> None:
        """Delete from a server, or move to its recycle bin."""
        self._server, self._moves = server, moves

    @override
    async def nameable(self, plan: DeletionPlan) -> Sequence[Recording]:
        """Name everything."""
        return plan.recordings

    @override
    def requests(self, recordings: Sequence[Recording], most: int | None = None) -> Iterator[DeletionRequest]:
        """Return one request."""

        async def send() -> None:
            entries = self._server.entries
            [place] = [at for at, each in enumerate(entries) if each.id == recordings[0].key]
            entries[place : place + 1] = [replace(entries[place], id=f"{0:020x}")] if self._moves else []

        yield DeletionRequest(recordings, send)


@pytest.mark.parametrize("window", ["none", "all"])
@pytest.mark.parametrize(
    ("moves", "expected"),
    [(False, (DeletionTestResult.GONE, 0)), (True, (DeletionTestResult.STILL_LISTED, 0))],
    ids=["gone", "moved"],
)
async def test_a_recycle_bin(window: str, moves: bool, expected: tuple[DeletionTestResult, int]) -> None:
    """What is listed instead at the same moment was not deleted, whatever its id is now."""
    server, history = history_of(window=window)
    listed = await history.recordings(NOW - 86_400_000, NOW)
    given_up = run_trial(history, _Clicks(server, moves=moves), listed[5], listed[9].time, NOW, (0, 0, 0), lambda: None)
    assert await given_up == expected


@pytest.mark.parametrize("place", [0, -1])
async def test_the_neighbors_are_gone_by_then(place: int) -> None:
    """Where nothing newer, or nothing older, is listed any longer, nothing is deleted."""
    server, history = history_of(window="all")
    listed = await history.recordings(0, NOW)
    trial = run_trial(history, _Clicks(server), listed[place], 0, NOW, (0,), lambda: None)
    assert await trial == (DeletionTestResult.NO_NEIGHBORS, 0)
    assert listed == await history.recordings(0, NOW)


async def test_a_list_of_the_newest_entries_only() -> None:
    """A list without time ranges is read to its end before and after: older entries turn up where it hides some."""
    server, history = history_of()
    server.shape.broken = "capped"
    listed = await history.recordings(NOW - 86_400_000, NOW)
    with pytest.raises(ListingIncomplete, match="goes on where it had ended"):
        await run_trial(history, _Clicks(server), listed[5], listed[9].time, NOW, (0, 0, 0), lambda: None)


@pytest.mark.parametrize(
    ("ids", "expected"), [(["A1", "A1"], "A1"), (["A1", "A2"], None), (["", ""], None), ([5, 5], None), ([], None)]
)
def test_whose_recordings_they_are(account: Account, ids: list[Any], expected: str | None) -> None:
    """An id that is no text, or not the same everywhere, is none."""
    records = [{**record, "customerId": name} for record, name in zip(account.records, ids, strict=False)]
    assert Newest([read_record(record) for record in records], 0, 0).customer_id == expected
