"""Ages are measured by Amazon's clock when recordings are listed, whatever the clock at home says, or said."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import product
from random import Random
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from tests.amazon_double import Account, AmazonDouble
from tests.amazon_double.history import History
from tests.conftest import SetUp, delete, poll, state
from tests.helpers.jobs import restart

NOW = datetime(2026, 11, 18, 12, 0, 0, tzinfo=UTC)
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
BEHIND = [-365 * DAY, -40 * DAY, -DAY, -20 * MINUTE, 0 * DAY, 5 * MINUTE]
AHEAD = [20 * MINUTE, DAY, 40 * DAY, 365 * DAY]


@pytest.fixture(autouse=True)
async def _at_home(hass: HomeAssistant) -> None:
    """Have midnight where these times mean it."""
    await hass.config.async_set_time_zone("US/Pacific")


@pytest.fixture
def account(amazon: AmazonDouble, freezer: FrozenDateTimeFactory) -> Account:
    """Give somebody an account with a month of history; Amazon's clock is right, and stands still."""
    freezer.move_to(NOW)
    amazon.now = lambda: NOW
    account = amazon.add_account(Account.generate(seed=7, size=60, now=NOW, days=30))
    account.say("what is the time", minutes_ago=1)
    return account


def keys(account: Account, since: datetime | None = None, until: datetime | None = None) -> set[str]:
    """Return what is listed that was recorded in a time range."""
    first, last = (moment.timestamp() * 1000 if moment else None for moment in (since, until))
    return {
        recording.key
        for recording in account.recordings
        if (first is None or first <= recording.timestamp) and (last is None or recording.timestamp < last)
    }


class Way:
    """A way to delete by age, and what it means by Amazon's clock."""

    def __init__(self, since: datetime | None, until: datetime | None, act: Callable[..., Any]) -> None:
        """Know what may go."""
        self.since, self.until, self.act = since, until, act

    async def __call__(self, hass: HomeAssistant, entry: MockConfigEntry) -> str:
        """Delete, and return how it ended."""
        try:
            await self.act(hass, entry)
        except HomeAssistantError as err:
            return str(err.translation_key)
        receipt = entry.runtime_data.store.receipts.last()
        assert receipt is not None
        return receipt.error or str(receipt.status)


async def _purge_now(_: HomeAssistant, entry: MockConfigEntry) -> None:
    await entry.runtime_data.voice.schedule.change(keep_days=10)
    await entry.runtime_data.voice.schedule.purge_now()


async def _in_background(hass: HomeAssistant, _: MockConfigEntry) -> None:
    await delete(hass, older_than={"days": 10}, wait=False)
    await hass.async_block_till_done(wait_background_tasks=True)


WAYS = {
    "purge now": Way(None, NOW - 10 * DAY, _purge_now),
    "older_than": Way(None, NOW - 10 * DAY, lambda hass, _: delete(hass, older_than={"days": 10})),
    "in the background": Way(None, NOW - 10 * DAY, _in_background),
    "last": Way(NOW - 5 * DAY, None, lambda hass, _: delete(hass, last={"days": 5})),
    "both": Way(NOW - 9 * DAY, NOW - 4 * DAY, lambda hass, _: delete(hass, last={"days": 9}, older_than={"days": 4})),
    "today": Way(dt_util.start_of_local_day(NOW), None, lambda _, entry: entry.runtime_data.deletions.delete_today()),
}


def requests(amazon: AmazonDouble, after: int | None, act: Callable[[], None]) -> None:
    """Let something happen when Amazon was asked so many times again."""
    left = iter(range(after or 0))

    def now() -> datetime:
        if after is not None and next(left, None) is None:
            act()
        return NOW

    amazon.now = now


@pytest.mark.parametrize("name", WAYS)
async def test_a_wrong_clock(
    hass: HomeAssistant,
    amazon: AmazonDouble,
    account: Account,
    set_up: SetUp,
    freezer: FrozenDateTimeFactory,
    name: str,
) -> None:
    """Wrong in either direction, noticed by a poll or not, corrected before any request of the listing or never."""
    entry, way = await set_up(account), WAYS[name]
    history, meant = list(account.history), keys(account, way.since, way.until)
    assert 0 < len(meant) < account.held
    scenarios = list(product([*BEHIND, *AHEAD], [False, True], [None, 0, 1, 3]))
    for offset, is_polled, corrected in Random(name).sample(scenarios, 12):  # noqa: S311 - a choice of scenarios
        account.history = History(history)
        freezer.move_to(NOW + offset)
        if is_polled:
            await poll(hass, entry)
        requests(amazon, corrected, lambda: freezer.move_to(NOW))
        status = await way(hass, entry)
        gone = {recording.key for recording in history} - keys(account)
        requests(amazon, None, lambda: None)
        freezer.move_to(NOW)
        await poll(hass, entry)
        if offset in AHEAD or (name == "today" and not is_polled and gone == set()):
            assert (status, gone) == ("time_unknown", set()), (offset, corrected)
        else:
            assert (status, gone) == ("verified", meant), (offset, corrected)


@pytest.mark.parametrize("offset", [-365 * DAY, -3 * DAY, -5 * 60 * MINUTE, 6 * 60 * MINUTE, 3 * DAY, 365 * DAY])
@pytest.mark.parametrize("when", ["from the beginning", "later", "after a restart"])
async def test_counts_by_a_wrong_clock(
    hass: HomeAssistant, account: Account, set_up: SetUp, freezer: FrozenDateTimeFactory, offset: timedelta, when: str
) -> None:
    """What is shown is what Amazon holds, also of its own today, and is so once the clock is right."""

    async def compare() -> None:
        """Look, and compare."""
        account.say("what is the time", minutes_ago=0.5)
        await poll(hass, entry)
        midnight = dt_util.start_of_local_day(NOW)
        for key, days in (("today", 0), ("7_days", 6), ("30_days", 29)):
            since = midnight - days * DAY
            assert state(hass, f"recordings_{key}") == str(len(keys(account, since))), key
        assert state(hass, "recordings") == str(account.held)

    if when == "from the beginning":
        freezer.move_to(NOW + offset)
    entry = await set_up(account)
    freezer.move_to(NOW + offset)
    if when == "after a restart":
        await restart(hass, entry)
    await compare()
    await compare()
    freezer.move_to(NOW)
    await compare()


def _absent(_: datetime) -> None:
    """Give no Date."""


DATES: list[Callable[[datetime], str | None]] = [
    lambda _: "yesterday",
    lambda _: "Thu, 01 Jan 1970 00:00:00 GMT",
    lambda _: "Fri, 31 Dec 9999 23:59:59 GMT",
    lambda moment: format_datetime(moment + 500 * DAY, usegmt=True),
    lambda moment: format_datetime(moment - DAY, usegmt=True),
]


@pytest.mark.parametrize(
    ("name", "date"), [*((name, _absent) for name in WAYS), *(("purge now", date) for date in DATES)]
)
async def test_an_answer_that_does_not_say_what_time_it_is(
    hass: HomeAssistant,
    amazon: AmazonDouble,
    account: Account,
    set_up: SetUp,
    name: str,
    date: Callable[[datetime], str | None],
) -> None:
    """Nothing goes by age, and the rest goes as ever."""
    entry = await set_up(account)
    right, amazon.date = amazon.date, date
    held = account.held
    assert await WAYS[name](hass, entry) == "time_unknown"
    assert (account.held, amazon.count("delete")) == (held, 0)
    with pytest.raises(HomeAssistantError) as error:
        await delete(hass, older_than={"days": 1}, dry_run=True)
    assert error.value.translation_key == "time_unknown"
    assert (await delete(hass, kind=["unintended"]))["status"] == "verified"
    amazon.date = right
    await poll(hass, entry)
    assert await WAYS[name](hass, entry) == "verified"
