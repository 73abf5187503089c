"""The audit: deletions made elsewhere on older days show within days, at a price that the owner sets."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import cycle, islice
from zoneinfo import ZoneInfo

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.alexa_privacy.amazon.recordings import read_record
from custom_components.alexa_privacy.const import CONF_RECIPES, CONF_RESCAN_REQUESTS, DOMAIN
from custom_components.alexa_privacy.counts.ledger import Ledger
from custom_components.alexa_privacy.counts.rescan import Rescan
from tests.amazon_double import Account, AmazonDouble, Fault
from tests.conftest import SetUp, poll, state

LISTINGS = ("v2", "v1")
TODAY = date(2026, 11, 20)
DAY = timedelta(days=1)
DAY_MS = 24 * 60 * 60 * 1000


@pytest.fixture
def account(amazon: AmazonDouble) -> Account:
    """Give somebody a year of history."""
    return amazon.add_account(Account.generate(seed=11, size=400, now=dt_util.utcnow(), days=365))


def between(account: Account, oldest: int, newest: int) -> list[str]:
    """Return the keys of recordings so many days old."""
    now = account.now
    return [each.key for each in account.recordings if oldest > (now - each.timestamp) / 86_400_000 >= newest]


async def days_pass(hass: HomeAssistant, entry: MockConfigEntry, freezer: FrozenDateTimeFactory, days: int) -> None:
    """Let days go by, with a poll every six hours."""
    for _ in range(4 * days):
        freezer.tick(timedelta(hours=6))
        await poll(hass, entry)


@pytest.mark.parametrize(("oldest", "newest"), [(20, 5), (400, 330), (200, 100)])
async def test_deletions_elsewhere_show(
    hass: HomeAssistant,
    amazon: AmazonDouble,
    account: Account,
    set_up: SetUp,
    freezer: FrozenDateTimeFactory,
    oldest: int,
    newest: int,
) -> None:
    """Recent days and the oldest within two days, whatever else within some more."""
    entry = await set_up(account, options={CONF_RESCAN_REQUESTS: 20})
    gone = between(account, oldest, newest)
    account.delete_elsewhere(*gone)
    assert gone
    assert state(hass, "recordings") == str(account.held + len(gone))
    await days_pass(hass, entry, freezer, 2 if (oldest, newest) != (200, 100) else 6)
    assert state(hass, "recordings") == str(account.held)
    made = entry.runtime_data.store.voice.ledger.made
    assert made.recordings == account.held + len(gone)


async def test_something_older_than_the_oldest_shows(
    hass: HomeAssistant, account: Account, set_up: SetUp, freezer: FrozenDateTimeFactory
) -> None:
    """What turns up before the first day that was counted is found with the oldest days, and counted once."""
    entry = await set_up(account, options={CONF_RESCAN_REQUESTS: 20})
    oldest = account.recordings[-1]
    account.add(replace(oldest, timestamp=oldest.timestamp - 40 * DAY_MS))
    assert state(hass, "recordings") == str(account.held - 1)
    await days_pass(hass, entry, freezer, 2)
    assert state(hass, "recordings") == str(account.held)
    await days_pass(hass, entry, freezer, 2)
    assert state(hass, "recordings") == str(account.held)


async def test_it_keeps_to_its_budget(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, freezer: FrozenDateTimeFactory
) -> None:
    """A day's requests are those of the polls and, at most, the budget and the end of a window."""
    entry = await set_up(account, options={CONF_RESCAN_REQUESTS: 20})
    await poll(hass, entry)
    for _ in range(3):
        amazon.clear_log()
        await days_pass(hass, entry, freezer, 1)
        assert 4 < amazon.count(*LISTINGS) <= 4 * 2 + 20 + 12


def counted(every: int, number: int) -> Rescan:
    """Return the audit of 400 days that are counted, with so many recordings every so many days."""
    ledger = Ledger(ZoneInfo("UTC"))
    midday = [ledger.start_of(TODAY - age * DAY) + 43_200_000 for age in range(1, 401, every)]
    echos = [[read_record({"recordKey": f"C#{time}#T#S{n}", "timestamp": time}) for n in range(3)] for time in midday]
    ledger.count_poll(TODAY - 400 * DAY, TODAY, [each for of_day in echos for each in islice(cycle(of_day), number)])
    ledger.complete = True
    return Rescan(ledger, 20)


@pytest.mark.parametrize(("every", "number", "most_days"), [(1, 5, 20), (10, 1, 32), (1, 100, 1)])
def test_a_round_lists_every_day_once(every: int, number: int, most_days: int) -> None:
    """The recent days first, then the oldest, then those between, in windows of some days or recordings."""
    audit = counted(every, number)
    audit.allow(0)
    audit.allow(DAY_MS)
    spans = []
    while span := audit.next(TODAY):
        spans.append(span)
        audit.done(span, DAY_MS)
    oldest = spans[-1].first
    edge = next(span for span in spans if span.is_end)
    rest = [span for span in spans if span is not edge]
    days = [span.last - back * DAY for span in rest for back in range((span.last - span.first).days + 1)]
    assert days == [TODAY - age * DAY for age in range(1, (TODAY - oldest).days + 1)]
    assert (rest[spans.index(edge)].last, edge.first) == (TODAY - 31 * DAY, oldest)
    assert max((span.last - span.first).days + 1 for span in spans) == most_days
    assert [span.is_end for span in rest] == [*[False] * (len(rest) - 1), True]
    assert audit.next(TODAY) is None
    tomorrow = audit.next(TODAY + DAY)
    assert tomorrow
    assert tomorrow.last == TODAY


def listed(audit: Rescan, today: date, windows: int) -> list[date]:
    """List so many windows, and return the last day of each."""
    days = []
    for _ in range(windows):
        span = audit.next(today)
        assert span
        days.append(span.last)
        audit.done(span, DAY_MS)
    return days


def test_a_new_day_goes_on_with_the_round() -> None:
    """After the recent and the oldest days, those between follow where they were left."""
    audit = counted(1, 100)
    audit.allow(0)
    audit.allow(DAY_MS)
    assert listed(audit, TODAY, 40)[-1] == TODAY - 39 * DAY
    assert listed(audit, TODAY + DAY, 33)[-1] == TODAY - 42 * DAY


def test_what_may_be_spent() -> None:
    """It grows evenly up to a day's, and a clock that is set back takes nothing of it away."""
    audit = counted(1, 1)
    audit.allow(100 * DAY_MS)
    assert audit.next(TODAY) is None
    audit.allow(100 * DAY_MS + DAY_MS // 25)
    assert audit.next(TODAY) is None
    audit.allow(100 * DAY_MS + DAY_MS // 20)
    assert audit.next(TODAY) is not None
    audit.allow(109 * DAY_MS)
    audit.allow(50 * DAY_MS)
    audit.spend(19)
    assert audit.next(TODAY) is not None
    audit.spend(1)
    assert audit.next(TODAY) is None


async def test_without_a_budget(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, freezer: FrozenDateTimeFactory
) -> None:
    """Nothing but polls."""
    entry = await set_up(account, options={CONF_RESCAN_REQUESTS: 0})
    amazon.clear_log()
    await days_pass(hass, entry, freezer, 2)
    assert amazon.count(*LISTINGS) <= 8 * 2


async def test_recount_lists_all_at_once(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """Whatever the budget, all older days are listed again, and it is said when that was finished."""
    await set_up(account, options={CONF_RESCAN_REQUESTS: 0})
    account.delete_elsewhere(*between(account, 300, 50))
    await hass.services.async_call(DOMAIN, "recount", {}, blocking=True)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert state(hass, "recordings") == str(account.held)
    shown = hass.states.get("sensor.alexa_privacy_recordings")
    assert shown
    assert shown.attributes["rescanned_at"] is not None
    assert amazon.count(*LISTINGS) > account.held / 10


async def test_a_recount_goes_on_after_a_restart(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """What was asked for is not forgotten."""
    entry = await set_up(account, options={CONF_RESCAN_REQUESTS: 0})
    account.delete_elsewhere(*between(account, 360, 100))
    amazon.fail(Fault.UNAVAILABLE, "v2", times=2, after=3)
    await hass.services.async_call(DOMAIN, "recount", {}, blocking=True)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert state(hass, "recordings") != str(account.held)
    assert await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert state(hass, "recordings") == str(account.held)


@pytest.mark.parametrize("fault", [Fault.NULL_LIST, Fault.UNAVAILABLE, Fault.TRUNCATED, Fault.EMPTY_FOR_EVER])
async def test_a_fault_takes_nothing_away(
    hass: HomeAssistant,
    amazon: AmazonDouble,
    account: Account,
    set_up: SetUp,
    fault: Fault,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A listing that fails leaves figures as they were; one line says so, and one that it works again."""
    entry = await set_up(account, options={CONF_RESCAN_REQUESTS: 0})
    amazon.withdrawn.add("v1")
    amazon.fail(fault, "v2", times=None)
    for _ in range(2):
        await hass.services.async_call(DOMAIN, "recount", {}, blocking=True)
        await hass.async_block_till_done(wait_background_tasks=True)
    assert state(hass, "recordings") == str(account.held)
    assert caplog.text.count("Rescan paused") == 1
    amazon.heal()
    await poll(hass, entry)
    assert caplog.text.count("Rescan resumed") == 1
    assert state(hass, "recordings") == str(account.held)


async def test_another_time_zone_counts_anew(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, recipes: dict[str, object]
) -> None:
    """Days that begin at another time are other days; the sums are the same."""
    await set_up(account, options={CONF_RECIPES: recipes})
    amazon.clear_log()
    await hass.config.async_update(time_zone="Asia/Kolkata")
    await hass.async_block_till_done(wait_background_tasks=True)
    entry = hass.config_entries.async_entries(DOMAIN)[0]
    assert entry.runtime_data.store.voice.ledger.zone.key == "Asia/Kolkata"
    assert state(hass, "recordings") == str(account.held)
    assert amazon.count("v2") > account.held / 10


async def test_midnight(
    hass: HomeAssistant, account: Account, set_up: SetUp, freezer: FrozenDateTimeFactory, amazon: AmazonDouble
) -> None:
    """What was today is yesterday: counted to its end, and not today any more."""
    tomorrow = dt_util.start_of_local_day() + timedelta(days=2)
    freezer.move_to(tomorrow - timedelta(minutes=20))
    entry = await set_up(account)
    for words in ("one", "two"):
        account.say(words, minutes_ago=1)
    await poll(hass, entry)
    assert state(hass, "recordings_today") == "2"
    freezer.move_to(tomorrow - timedelta(minutes=5))
    account.say("three", minutes_ago=0)
    freezer.move_to(tomorrow + timedelta(minutes=10))
    account.say("four", minutes_ago=0.1)
    await poll(hass, entry)
    assert state(hass, "recordings_today") == "1"
    week = dt_util.start_of_local_day(tomorrow - timedelta(days=6))
    assert state(hass, "recordings_7_days") == str(account.held_between(int(week.timestamp() * 1000), account.now))
    assert state(hass, "recordings") == str(account.held)
