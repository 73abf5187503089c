"""Purges among faults: only the scope goes, what is left is named, and no more is claimed than is so."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from time import time
from typing import Any

from aiohttp import ClientTimeout
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from hypothesis import HealthCheck, given, settings, strategies as st
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.alexa_privacy.amazon import clock
from custom_components.alexa_privacy.const import CONF_RECIPES
from custom_components.alexa_privacy.deletion.receipts import Receipt, Status
from tests.amazon_double import Account, AmazonDouble, Fault
from tests.amazon_double.records import Recording
from tests.conftest import SetUp, delete, poll, state
from tests.helpers.jobs import restart
from tests.helpers.timing import SetTiming
from tests.helpers.waiting import until

# How a sign-in is refused is for tests of the sign-in, and what deletes too much for those of the guard.
FAULTS = [fault for fault in Fault if fault not in {Fault.REFUSED, Fault.GREEDY}]
HANGING = {Fault.SILENT, Fault.SLOW}
PLACES = [("v2", 0), ("v2", 1), ("delete", 0), ("delete", 1), ("delete", 3), ("v2", 3)]


@pytest.fixture
def impatience(timing: SetTiming) -> None:
    """Do not wait long for answers that never come."""
    timing(timeout=ClientTimeout(sock_read=1))


@pytest.fixture
def recipes(amazon: AmazonDouble) -> dict[str, Any]:
    """Return requests that take few recordings at a time, so that there is a middle."""
    recipes = amazon.dialects["list"].recipes()
    recipes["delete_recordings"]["batch"] = 5
    return recipes


def keys(recordings: Iterable[Recording]) -> set[str]:
    """Return the keys of recordings."""
    return {recording.key for recording in recordings}


def between(account: Account, newest: int, oldest: int) -> tuple[dict[str, str], set[str]]:
    """Return the scope from one recording to another, counted from the newest one on, and what it means."""
    chosen = account.recordings[newest : oldest + 1]
    start, end = chosen[-1].timestamp, chosen[0].timestamp + 1
    scope = {"start": moment(start), "end": moment(end)}
    return scope, {r.key for r in account.recordings if start <= r.timestamp < end}


def moment(milliseconds: int) -> str:
    """Return a time as actions take it."""
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=milliseconds)).isoformat()


async def purge(hass: HomeAssistant, entry: MockConfigEntry, scope: dict[str, Any]) -> Receipt:
    """Purge, and return the one receipt that this leaves, whatever happened."""
    before = list(entry.runtime_data.store.receipts)
    with suppress(HomeAssistantError):
        await delete(hass, config_entry_id=entry.entry_id, **scope)
    receipt: Receipt
    [receipt] = [receipt for receipt in entry.runtime_data.store.receipts if receipt not in before]
    assert not entry.runtime_data.deletions.running
    return receipt


def judge(receipt: Receipt, before: set[str], meant: set[str], after: set[str]) -> None:
    """Compare what a receipt claims with what the stand-in knows."""
    gone = before - after
    assert gone <= meant
    if receipt.matched is None:
        assert (receipt.status, gone) == (Status.FAILED, set())
        return
    assert receipt.matched == len(meant)
    assert receipt.verified_gone + receipt.still_listed + receipt.unknown == receipt.matched
    assert receipt.verified_gone <= len(gone)
    if not receipt.unknown:
        assert receipt.verified_gone == len(gone)
    expected = Status.VERIFIED if receipt.verified_gone == len(meant) else Status.PARTIAL if gone else Status.FAILED
    assert receipt.status in {expected, *([Status.PARTIAL, Status.FAILED] if receipt.unknown else [])} or not meant


@pytest.mark.parametrize(
    ("fault", "times"),
    [*((fault, 1) for fault in FAULTS), *((fault, None) for fault in FAULTS if fault not in HANGING)],
)
async def test_every_fault_at_every_step(
    hass: HomeAssistant,
    amazon: AmazonDouble,
    account: Account,
    set_up: SetUp,
    timing: SetTiming,
    fault: Fault,
    times: int | None,
) -> None:
    """Passing or lasting, while planning, erasing or verifying; afterwards the rest is purged as if nothing was."""
    if fault in HANGING:
        timing(timeout=ClientTimeout(sock_read=0.5))
    entry = await set_up(account)
    places = PLACES if times == 1 else PLACES[1::2]
    for kind, after in places:
        scope, meant = between(account, 3, 21)
        before = keys(account.recordings)
        amazon.fail(fault, kind, after=after, times=times, seconds=3600)
        receipt = await purge(hass, entry, scope)
        amazon.heal()
        judge(receipt, before, meant, keys(account.recordings))
        assert (await purge(hass, entry, scope)).status in {Status.VERIFIED, Status.NOTHING_TO_DELETE}
        assert keys(account.recordings) == before - meant


async def test_recordings_of_one_moment(hass: HomeAssistant, amazon: AmazonDouble, set_up: SetUp) -> None:
    """Several Echos may hear the same at the same millisecond; a scope by device takes its own only."""
    account = amazon.add_account(Account.generate(size=0))
    now = account.now - 60_000
    for device in account.devices:
        account.add(Recording(now, account.customer_id, device, account.say("hello").phrase))
    entry = await set_up(account)
    before = keys(account.recordings)
    _, meant = between(account, len(account.devices), len(account.devices))
    assert len(meant) == len(account.devices)
    amazon.fail(Fault.HALF, "delete")
    receipt = await purge(hass, entry, {"start": moment(now), "end": moment(now + 1)})
    judge(receipt, before, meant, keys(account.recordings))
    assert receipt.status is Status.VERIFIED


async def test_requests_that_are_forgotten_in_the_middle(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, recipes: dict[str, Any]
) -> None:
    """A purge whose learned requests are gone after a restart tells what it has not done."""
    entry = await set_up(account)
    scope, meant = between(account, 0, 29)
    before = keys(account.recordings)
    amazon.fail(Fault.SILENT, "delete", after=2)
    await delete(hass, wait=False, **scope)
    await until(lambda: amazon.count("delete") == 3)
    hass.config_entries.async_update_entry(entry, options={})
    await restart(hass, entry)
    [receipt] = entry.runtime_data.store.receipts
    judge(receipt, before, meant, keys(account.recordings))
    assert (receipt.status, receipt.verified_gone, receipt.still_listed) == (Status.PARTIAL, 11, len(meant) - 11)


async def test_a_clock_that_is_set_back_hides_nothing(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What cannot be there yet by a wrong clock is listed all the same, and not called gone."""
    entry = await set_up(account)
    scope, meant = between(account, 0, 19)
    before = keys(account.recordings)

    def erase(*_: Any, **__: Any) -> None:
        """Set the clock back, and delete nothing."""
        monkeypatch.setattr(clock, "time", lambda: time() - 900 * 24 * 60 * 60)

    monkeypatch.setattr(account, "erase", erase)
    receipt = await purge(hass, entry, scope)
    judge(receipt, before, meant, keys(account.recordings))
    assert (receipt.status, receipt.still_listed) == (Status.FAILED, len(meant))


@pytest.mark.parametrize(("dialect", "batch"), [("list", 25), ("path", 1), ("nested", 10)])
@pytest.mark.parametrize("size", [7, 120, 260])
async def test_what_a_purge_costs(
    hass: HomeAssistant, amazon: AmazonDouble, set_up: SetUp, dialect: str, batch: int, size: int
) -> None:
    """Listing, erasing and verifying n recordings take no more than 2 n/10 + n/batch + 10 requests."""
    account = amazon.add_account(Account.generate(seed=3, size=size, days=20))
    recipes = amazon.dialects[dialect].recipes()
    assert recipes["delete_recordings"].get("batch", 1) == batch
    recipes.pop("delete_everything", None)
    recipes.pop("delete_range", None)
    await set_up(account, options={CONF_RECIPES: recipes})
    amazon.clear_log()
    receipt = await delete(hass, everything=True)
    assert receipt["verified_gone"] == size
    assert amazon.count() <= 2 * size / 10 + size / batch + 10


FAULTY = st.tuples(st.sampled_from(FAULTS), st.sampled_from(["v2", "v1", "delete"]), st.integers(0, 6))
SPAN = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(sorted)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("purge"), SPAN, st.sampled_from([None, "kind"]), st.lists(FAULTY, max_size=2)),
        st.tuples(st.just("interrupt"), SPAN, st.sampled_from([Fault.SILENT, Fault.SLOW]), st.integers(0, 2)),
        st.tuples(st.just("say"), st.integers(1, 5)),
        st.tuples(st.just("delete elsewhere"), st.integers(0, 30)),
        st.tuples(st.just("poll")),
    ),
    min_size=1,
    max_size=5,
)


class Household:
    """An account, what happens to it, and what must be so afterwards."""

    def __init__(self, hass: HomeAssistant, amazon: AmazonDouble, entry: MockConfigEntry, account: Account) -> None:
        """Know who is who."""
        self.hass, self.amazon, self.entry, self.account = hass, amazon, entry, account

    async def do(self, step: Any) -> None:
        """Do one step."""
        match step:
            case ["purge", [newest, oldest], more, faults]:
                await self.purge(newest, oldest, more, faults)
            case ["interrupt", [newest, oldest], fault, after]:
                await self.interrupt(newest, oldest, fault, after)
            case ["say", times]:
                for number in range(times):
                    self.account.say(f"number {number}", device=self.account.devices[number % 3])
            case ["delete elsewhere", place]:
                self.account.delete_elsewhere(*keys(self.account.recordings[place : place + 2]))
            case _:
                await poll(self.hass, self.entry)

    def scope(self, newest: int, oldest: int, more: str | None) -> tuple[dict[str, Any], set[str]]:
        """Return a scope, and what it means; of a place beyond the oldest one, the oldest."""
        last = self.account.held - 1
        scope, meant = between(self.account, min(newest, last), min(oldest, last))
        recordings = self.account.find(meant)
        if more == "kind":
            return {**scope, "kind": ["unintended"]}, keys(r for r in recordings if r.unintended)
        return scope, meant

    async def purge(self, newest: int, oldest: int, more: str | None, faults: list[Any]) -> None:
        """Purge among faults, and judge."""
        scope, meant = self.scope(newest, oldest, more)
        before = keys(self.account.recordings)
        for fault, where, after in faults:
            self.amazon.fail(fault, where, after=after, seconds=3600)
        receipt = await purge(self.hass, self.entry, scope)
        self.amazon.heal()
        judge(receipt, before, meant, keys(self.account.recordings))

    async def interrupt(self, newest: int, oldest: int, fault: Fault, after: int) -> None:
        """Interrupt a purge, let somebody speak, begin again, and judge."""
        scope, meant = self.scope(newest, oldest, None)
        before, known = keys(self.account.recordings), list(self.entry.runtime_data.store.receipts)
        self.amazon.clear_log()
        self.amazon.fail(fault, "delete", after=after, seconds=3600)
        await delete(self.hass, config_entry_id=self.entry.entry_id, wait=False, **scope)
        purges = self.entry.runtime_data.deletions
        await until(lambda: self.amazon.count("delete") > after or not purges.running)
        self.account.say("is anybody there")
        self.amazon.heal()
        await restart(self.hass, self.entry)
        [receipt] = [receipt for receipt in self.entry.runtime_data.store.receipts if receipt not in known]
        judge(receipt, before, meant, keys(self.account.recordings))
        assert receipt.status is Status.VERIFIED


@given(seed=st.integers(0, 9), dialect=st.sampled_from(["list", "path", "range"]), steps=STEPS)
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@pytest.mark.usefixtures("impatience")
async def test_whatever_happens(
    hass: HomeAssistant, amazon: AmazonDouble, set_up: SetUp, seed: int, dialect: str, steps: list[Any]
) -> None:
    """Random accounts, scopes, faults and interruptions; the stand-in is the judge of every receipt."""
    account = amazon.add_account(Account.generate(seed=seed, size=45, days=9, email=f"{seed}@example.org"))
    recipes = amazon.dialects[dialect].recipes()
    if "delete_recordings" in recipes:
        recipes["delete_recordings"]["batch"] = min(5, recipes["delete_recordings"].get("batch", 1))
    entry = await set_up(account, options={CONF_RECIPES: recipes})
    try:
        household = Household(hass, amazon, entry, account)
        for step in steps:
            await household.do(step)
        deleted = sum(receipt.verified_gone for receipt in entry.runtime_data.store.receipts)
        assert state(hass, "deleted_recordings") == str(deleted)
    finally:
        amazon.heal()
        await hass.config_entries.async_remove(entry.entry_id)
