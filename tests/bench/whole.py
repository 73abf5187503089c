"""A whole Home Assistant counts an account, starts again, polls and purges."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from tests.home import AmazonProcess, HomeClient
from tests.home.account import add_account
from tests.home.client import DOMAIN
from tests.home.process import TIME_ZONE

from . import browsing, page, purges
from .browsing import BrowsingCost
from .home import WHO, WatchedHome
from .page import PageCost
from .process import cpu_seconds, forget_peak, memory, peak_memory
from .purges import Purged

RELOADS = 25
POLLS = 10
A_DAY = {"quiet": 5, "usual": 18}
"""How many recordings the day of the polls has."""
LISTINGS = ("v2", "v1", "rah", "page", "csrf")
"""What the counting asks Amazon for."""
FIXED_REQUESTS = 4
"""Besides the walk's: the page with the token, the look at set-up, the first poll and what confirms its empty day."""
POLLS_A_DAY = 144
"""Every ten minutes, unless the owner chooses otherwise."""
PURGED_DAYS = 30
"""The oldest ones."""
PATIENCE = 1200


@dataclass(kw_only=True)
class Figures:
    """What one account costs."""

    size: int
    days: int
    requests: int = 0
    cpu: float = 0
    peak: int = 0
    """Bytes above what Home Assistant had without the account."""
    ledger: int = 0
    set_up: float = 0
    """CPU seconds."""
    memory: int = 0
    polls: dict[str, float] = field(default_factory=dict)
    """Requests a poll, by kind of day."""
    purge: Purged | None = None
    page: PageCost | None = None
    browsing: BrowsingCost | None = None
    """None where there is no browser."""
    block: float = 0
    block_of: str = ""

    def note_block(self, report: Any) -> None:
        """Keep the longest block of the event loop."""
        if report["longest_block"] > self.block:
            self.block, self.block_of = report["longest_block"], report["where"]


class Account:
    """One account in a Home Assistant of its own."""

    _client: HomeClient
    _entities: dict[str, str]
    _entry: str

    def __init__(self, home: WatchedHome, amazon: AmazonProcess, size: int, days: int) -> None:
        """Begin with a Home Assistant that has not run yet."""
        self._home = home
        self._amazon = amazon
        self.figures = Figures(size=size, days=days)

    async def count(self) -> None:
        """Add the account, wait until it is counted, and end."""
        home, figures = self._home, self.figures
        client = await home.begin()
        await client.onboard(*WHO)
        idle, cpu = memory(home.pid), cpu_seconds(home.pid)
        forget_peak(home.pid)
        await add_account(client, self._amazon)
        recordings = (await client.entities())["recordings"]
        await client.wait_for_state(recordings, str(figures.size).__eq__, within=PATIENCE)
        figures.cpu = cpu_seconds(home.pid) - cpu
        figures.peak = peak_memory(home.pid) - idle
        figures.requests = await _requests(self._amazon)
        figures.note_block(await home.end())
        figures.ledger = home.ledger

    async def start_again(self) -> None:
        """Start on the same folder."""
        self._client = await self._home.begin()
        await self._client.sign_in(*WHO)
        self._entities = await self._client.entities()
        await self._client.wait_for_state(self._entities["recordings"], str(self.figures.size).__eq__)
        self.figures.memory = memory(self._home.pid)
        entries = await self._client.get("/api/config/config_entries/entry")
        self._entry = next(entry["entry_id"] for entry in entries if entry["domain"] == DOMAIN)

    async def reload(self) -> None:
        """Set the account up anew."""
        await self._client.post(f"/api/config/config_entries/entry/{self._entry}/reload")

    async def use(self) -> None:
        """Poll, open the page, purge, and end."""
        client, amazon, figures = self._client, self._amazon, self.figures
        for day, recordings in A_DAY.items():
            figures.polls[day] = await _poll_on_a_day_of(recordings, client, amazon, self._entities)
        figures.page = await page.measure(client, amazon, self._entry)
        figures.browsing = await browsing.measure(client, amazon)
        keep_days = max(figures.days - PURGED_DAYS, figures.days // 2)
        figures.purge = await purges.measure(client, amazon, self._entry, keep_days)
        report = await self._home.end()
        figures.note_block(report)
        # The first one also loads what all accounts share.
        figures.set_up = median(report["set_ups"][1 : RELOADS + 1])


async def compare(accounts: Sequence[Account]) -> list[Figures]:
    """Start the counted accounts again, and use them."""
    for account in accounts:
        await account.start_again()
    for _ in range(RELOADS):
        # In turn, because a machine that does other things too is now slower, now faster.
        for account in accounts:
            await account.reload()
    for account in accounts:
        await account.use()
    return [account.figures for account in accounts]


async def _poll_on_a_day_of(
    recordings: int, client: HomeClient, amazon: AmazonProcess, entities: dict[str, str]
) -> float:
    """Have so much said today that it is as many recordings; return the requests a poll."""

    async def poll() -> None:
        await client.call("homeassistant.update_entity", entity_id=entities["recordings"])

    for _ in range(recordings - (await amazon.ask("/state", tz=TIME_ZONE))["held_today"]):
        await amazon.tell("/say", words="made up for the bench")
    await poll()
    await client.wait_for_state(entities["recordings_today"], str(recordings).__eq__)
    await amazon.tell("/clear_log")
    for _ in range(POLLS):
        await poll()
    return await _requests(amazon) / POLLS


async def _requests(amazon: AmazonProcess) -> int:
    """Count what counting has asked for."""
    counts = (await amazon.ask("/state"))["requests"]
    return sum(counts.get(kind, 0) for kind in LISTINGS)
