"""A whole Home Assistant counts an account, starts again, polls and purges."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.home import AmazonProcess, HomeClient
from tests.home.account import add_account
from tests.home.client import DOMAIN
from tests.home.process import TIME_ZONE

from . import page, purges
from .home import WHO, WatchedHome
from .page import PageCost
from .process import cpu_seconds, forget_peak, memory, peak_memory
from .purges import Purged

RELOADS = 15
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
    memory: int = 0
    polls: dict[str, float] = field(default_factory=dict)
    """Requests a poll, by kind of day."""
    purge: Purged | None = None
    page: PageCost | None = None
    block: float = 0
    block_of: str = ""

    def note_block(self, report: Any) -> None:
        """Keep the longest block of the event loop."""
        if report["longest_block"] > self.block:
            self.block, self.block_of = report["longest_block"], report["where"]


async def measure(folder: Path, amazon: AmazonProcess, size: int, days: int) -> Figures:
    """Count the account in a new Home Assistant, start that again, let it poll and purge."""
    figures = Figures(size=size, days=days)
    async with WatchedHome(folder, amazon) as home:
        await _count(home, amazon, figures)
        await _start_again(home, amazon, figures)
    return figures


async def _count(home: WatchedHome, amazon: AmazonProcess, figures: Figures) -> None:
    """Add the account, and wait until it is counted."""
    client = await home.begin()
    await client.onboard(*WHO)
    idle, cpu = memory(home.pid), cpu_seconds(home.pid)
    forget_peak(home.pid)
    await add_account(client, amazon)
    recordings = (await client.entities())["recordings"]
    await client.wait_for_state(recordings, str(figures.size).__eq__, within=PATIENCE)
    figures.cpu = cpu_seconds(home.pid) - cpu
    figures.peak = peak_memory(home.pid) - idle
    figures.requests = await _requests(amazon)
    figures.note_block(await home.end())
    figures.ledger = home.ledger


async def _start_again(home: WatchedHome, amazon: AmazonProcess, figures: Figures) -> None:
    """Start on the same folder, set the account up several times, poll and purge."""
    client = await home.begin()
    await client.sign_in(*WHO)
    entities = await client.entities()
    await client.wait_for_state(entities["recordings"], str(figures.size).__eq__)
    figures.memory = memory(home.pid)
    entries = await client.get("/api/config/config_entries/entry")
    entry = next(entry["entry_id"] for entry in entries if entry["domain"] == DOMAIN)
    for _ in range(RELOADS):
        await client.post(f"/api/config/config_entries/entry/{entry}/reload")
    for day, recordings in A_DAY.items():
        figures.polls[day] = await _poll_on_a_day_of(recordings, client, amazon, entities)
    figures.page = await page.measure(client, amazon, entry)
    figures.purge = await purges.measure(client, amazon, entry, max(figures.days - PURGED_DAYS, figures.days // 2))
    report = await home.end()
    figures.note_block(report)
    figures.set_up = min(report["set_ups"])


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
