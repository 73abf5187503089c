"""What the Voice History page costs: its module, and the requests that its first rows take."""

from dataclasses import dataclass

from tests.home import AmazonProcess, HomeClient
from tests.home.client import DOMAIN
from tests.home.process import ROOT

MODULE = ROOT / "custom_components" / DOMAIN / "panel" / "panel.js"


@dataclass(frozen=True, slots=True)
class PageCost:
    """What the page took."""

    module: int
    """Bytes, as served uncompressed."""
    requests: int
    """Requests to Amazon until the first rows are there."""


async def measure(client: HomeClient, amazon: AmazonProcess, entry: str) -> PageCost:
    """Open the list as the page does, and leave it at once."""
    await amazon.tell("/clear_log")
    event = await client.first_event(f"{DOMAIN}/recordings/subscribe", entry_id=entry)
    assert event["recordings"]
    requests = sum((await amazon.ask("/state"))["requests"].values())
    return PageCost(MODULE.stat().st_size, requests)
