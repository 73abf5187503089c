"""The walk: every fault on every page of a history, and records that nobody would make up."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise, product
from time import monotonic
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import ClientSession, ClientTimeout, TCPConnector
import pytest

from custom_components.alexa_privacy.amazon.credentials import Credentials
from custom_components.alexa_privacy.amazon.errors import AmazonError, BadResponse
from custom_components.alexa_privacy.amazon.history import History
from custom_components.alexa_privacy.amazon.recordings import read_record
from custom_components.alexa_privacy.amazon.session import AmazonSession
from custom_components.alexa_privacy.counts import backfill as walk
from custom_components.alexa_privacy.counts.ledger import Ledger
from custom_components.alexa_privacy.counts.rescan import Rescan
from custom_components.alexa_privacy.counts.sync import CountSync
from tests.amazon_double import Account, AmazonDouble, Fault
from tests.helpers.timing import QUICK, set_pace
from tests.helpers.waiting import until

PAGES = 4
FAULTS = [
    fault
    for fault in Fault
    if fault not in {Fault.DROPPED_AFTER, Fault.SLOW, Fault.IGNORED, Fault.LATE, Fault.HALF, Fault.REFUSED}
]


@pytest.fixture
def account(amazon: AmazonDouble) -> Account:
    """Give somebody some pages of history."""
    return amazon.add_account(Account.generate(seed=3, size=PAGES * 10 - 3, now=datetime.now(UTC), days=60))


@pytest.fixture
async def http(amazon: AmazonDouble) -> AsyncIterator[ClientSession]:
    """Open connections to the stand-in."""
    async with ClientSession(connector=TCPConnector(resolver=amazon.resolver(), ssl=amazon.ssl_context())) as session:
        yield session


class Household:
    """One account's counting, without a Home Assistant."""

    def __init__(
        self,
        http: ClientSession,
        amazon: AmazonDouble,
        account: Account,
        ledger: Ledger,
        *,
        retry_first: float = QUICK.retry_backfill_after,
    ) -> None:
        """Begin with what a ledger knows."""
        self.session = AmazonSession(
            http, Credentials.from_login_data(amazon.login_data(account)), pace=replace(QUICK, throttle_first=0.0)
        )
        self.ledger = ledger
        self.tasks: list[asyncio.Task[None]] = []
        self.history = History(self.session)
        self.counts = CountSync(
            self.history,
            ledger,
            Rescan(ledger, 0),
            on_update=lambda: None,
            run=self._run,
            retry_first=retry_first,
            is_set_up=True,
        )

    def _run(self, work: Any, _: str) -> asyncio.Task[None]:
        self.tasks.append(asyncio.create_task(work))
        return self.tasks[-1]

    async def count(self, patience: int = 12) -> None:
        """Poll, and walk in between, until all is counted."""
        for _ in range(patience):
            with suppress(AmazonError):
                await self.counts.poll(self.history.now())
            self.counts.resume()
            await asyncio.gather(*self.tasks, return_exceptions=True)
            if self.ledger.complete:
                return

    async def begin(self) -> None:
        """Look, and begin to walk."""
        await self.counts.poll(self.history.now())
        self.counts.resume()


@pytest.fixture
def retry_first() -> float:
    """Return how many seconds after a failure it is tried again; a test may say otherwise."""
    return QUICK.retry_backfill_after


@pytest.fixture
def household(http: ClientSession, amazon: AmazonDouble, account: Account, retry_first: float) -> Household:
    """Return an account that has not been counted yet."""
    return Household(http, amazon, account, Ledger(ZoneInfo("Europe/Berlin")), retry_first=retry_first)


@pytest.mark.parametrize(("fault", "page"), product(FAULTS, range(PAGES + 1)), ids=lambda value: str(value).lower())
async def test_every_fault_on_every_page(
    amazon: AmazonDouble,
    account: Account,
    household: Household,
    fault: Fault,
    page: int,
) -> None:
    """The count is right in the end, or unknown; on the way it is never complete and wrong."""
    # Only what never answers is waited for.
    set_pace(household.session, timeout=ClientTimeout(sock_read=0.2 if fault is Fault.SILENT else 60))
    # The other listing would contradict what is only passing.
    amazon.fail(fault, "v2", times=2, after=page)
    await household.count()
    ledger = household.ledger
    assert ledger.complete
    assert ledger.total() == account.held
    assert sum(held for _, held, _ in ledger.by_day()()) == account.held


@pytest.mark.parametrize("retry_first", [60.0])
@pytest.mark.parametrize("fault", [Fault.NOT_FOUND, Fault.TRUNCATED, Fault.NULL_LIST, Fault.EMPTY_FOR_EVER])
async def test_what_does_not_end_is_not_counted(amazon: AmazonDouble, household: Household, fault: Fault) -> None:
    """A history whose end nobody can see has no total, however long one looks; the log says so once."""
    await household.begin()
    assert not household.ledger.complete
    amazon.withdrawn.add("v1")
    amazon.fail(fault, "v2", times=None)
    asked = len(amazon.requests)
    await until(lambda: len(amazon.requests) > asked)
    await household.counts.stop()
    assert not household.ledger.complete


@pytest.mark.parametrize("retry_first", [60.0])
async def test_pauses_grow_to_a_quarter_of_an_hour(
    amazon: AmazonDouble, account: Account, household: Household, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However long Amazon is away, an account is counted soon after it is back, and all of it."""
    pauses: list[float] = []

    async def pause(seconds: float) -> None:
        """Do not wait; after half a day Amazon is back."""
        pauses.append(seconds)
        if sum(pauses) > 12 * 60 * 60:
            amazon.heal()

    monkeypatch.setattr(walk, "asyncio", SimpleNamespace(sleep=pause))
    await household.counts.poll(household.history.now())
    amazon.fail(Fault.NOT_FOUND, times=None)
    household.counts.resume()
    await asyncio.gather(*household.tasks)
    assert household.ledger.total() == account.held
    assert pauses[0] == 60.0
    assert all(earlier <= later for earlier, later in pairwise(pauses))
    assert pauses[-1] == max(pauses) == 15 * 60.0


@pytest.mark.parametrize("after", range(1, PAGES + 1))
async def test_what_was_interrupted_goes_on(
    http: ClientSession, amazon: AmazonDouble, account: Account, household: Household, after: int
) -> None:
    """A walk that ends anywhere goes on from what was stored, and counts nothing twice and nothing short."""
    task = asyncio.create_task(household.count())
    await until(lambda: amazon.count("v2") > after or task.done())
    task.cancel()
    await household.counts.stop()
    await asyncio.gather(task, return_exceptions=True)
    later = Household(http, amazon, account, Ledger.from_dict(household.ledger.as_dict()))
    amazon.clear_log()
    await later.count()
    assert later.ledger.complete
    assert later.ledger.total() == account.held
    assert amazon.count("v2") <= PAGES + 3


async def test_a_walk_costs_a_request_a_page(amazon: AmazonDouble, http: ClientSession) -> None:
    """Ten recordings a request, and a handful for the beginning and the end."""
    account = amazon.add_account(Account.generate(seed=5, size=1000, now=datetime.now(UTC)))
    household = Household(http, amazon, account, Ledger(ZoneInfo("Europe/Berlin")))
    await household.count()
    assert household.ledger.total() == 1000
    assert amazon.count("v2", "v1") <= 1.02 * 100 + 4


NOW = int(datetime.now(UTC).timestamp() * 1000)
ODD: dict[str, list[dict[str, Any]]] = {
    "a time in a minute": [{"recordKey": f"C#{NOW + 60_000}#T#S", "timestamp": NOW + 60_000}],
    "no time at all": [{"recordKey": "C#0#T#S", "timestamp": 0}],
    "many in one second": [
        {"recordKey": f"C#{NOW - 90_000_000}#T#S{n}", "timestamp": NOW - 90_000_000} for n in range(300)
    ],
    "null for everything": [{"recordKey": "C#16#T#S", "timestamp": 16, "device": None, "utteranceType": None}],
}


@pytest.mark.parametrize("name", ODD)
async def test_odd_records(account: Account, household: Household, name: str) -> None:
    """They are counted like all others."""
    account.add(*ODD[name])
    await household.count()
    assert household.ledger.complete
    assert household.ledger.total() == account.held


@pytest.mark.parametrize(
    ("record", "time"),
    [
        ({"recordKey": "C#x#T#S", "timestamp": "1600000000000"}, 1_600_000_000_000),
        ({"recordKey": "C#1600000000000#T#S", "timestamp": "--5"}, 1_600_000_000_000),
        ({"recordKey": "C#1600000000000#T#S", "timestamp": None}, 1_600_000_000_000),
        ({"recordKey": "C#1600000000000#T#S"}, 1_600_000_000_000),
        ({"recordKey": "R", "timestamp": 1600000000000.5}, 1_600_000_000_000),
        ({"recordKey": "R", "timestamp": -5}, -5),
    ],
)
def test_odd_times(record: dict[str, Any], time: int) -> None:
    """A time is read where there is one."""
    assert read_record(record).time == time


@pytest.mark.parametrize(
    "record",
    [
        {"timestamp": 1600000000000},
        {"recordKey": 5, "timestamp": 1600000000000},
        {"recordKey": "R"},
        {"recordKey": "R", "timestamp": "soon"},
        {"recordKey": "R", "timestamp": True},
        {"recordKey": "R", "timestamp": 10**18},
        {"recordKey": "R", "timestamp": -(10**18)},
        {"recordKey": "R", "timestamp": "9" * 5000},
        {"recordKey": "R", "timestamp": float("inf")},
        "R",
    ],
)
def test_records_that_cannot_be_counted(record: Any) -> None:
    """Without a key or a time that a calendar has, a listing is no listing."""
    with pytest.raises(BadResponse):
        read_record(record)


async def test_a_device_renamed_in_the_middle(account: Account, household: Household) -> None:
    """It is one device, under its newest name."""
    for minutes, name in ((300, "Old name"), (200, "Middle"), (100, "New name")):
        moment = NOW - minutes * 60_000
        account.add({"recordKey": f"C#{moment}#A1TYPE#SERIAL", "timestamp": moment, "device": {"deviceName": name}})
    await household.count()
    assert household.ledger.echoes()["SERIAL"] == "New name"
    assert household.ledger.total(echo="SERIAL") == 3


@pytest.mark.parametrize("years", [1, 4, 9])
async def test_how_far_it_has_got(
    amazon: AmazonDouble, http: ClientSession, monkeypatch: pytest.MonkeyPatch, years: int
) -> None:
    """Unknown while nobody knows the end; in a long history it is looked for, to within a month."""
    monkeypatch.setattr(walk, "_PAGES_BEFORE_SEARCH", 3)
    account = amazon.add_account(Account.generate(seed=3, size=70, now=datetime.now(UTC), days=365 * years))
    household = Household(http, amazon, account, Ledger(ZoneInfo("Europe/Berlin")))
    ledger, counting = household.ledger, household.counts.backfill
    assert counting.progress is None
    assert counting.seconds_left is None
    began = monotonic()
    task = asyncio.create_task(household.count())
    await until(lambda: counting.progress is not None or task.done())
    progress: int | None = counting.progress
    assert progress
    assert ledger.counted_since
    assert amazon.count("v2") < 3 + 16
    counted = account.now - ledger.start_of(ledger.counted_since)
    whole = account.now - account.recordings[-1].timestamp
    assert 100 * counted // (whole + 32 * 86_400_000) <= progress <= 100 * counted // whole + 1
    # As long as the rest takes at the speed so far; about a month of it is not known.
    seconds: float | None = counting.seconds_left
    assert seconds is not None
    assert 0 < seconds <= (monotonic() - began) * (whole + 32 * 86_400_000 - counted) / (counted - 86_400_000)
    await task
    assert counting.progress == 100
