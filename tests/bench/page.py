"""What the Voice History page costs: its module, and the requests that its first rows take."""

from dataclasses import dataclass

from tests.home import AmazonProcess, HomeClient
from tests.home.client import DOMAIN
from tests.home.process import ROOT

# What comes after the first rows is held back so long: nobody waits for it.
HELD = 60.0
MODULE = ROOT / "custom_components" / DOMAIN / "panel" / "panel.js"


@dataclass(frozen=True, slots=True)
class PageCost:
    """What the page took."""

    module: int
    """Bytes, as served uncompressed."""
    requests: int
    """Requests that Amazon has answered when the first rows are there."""


async def measure(client: HomeClient, amazon: AmazonProcess, entry: str) -> PageCost:
    """Open the list as the page does, and leave it at once."""
    await amazon.tell("/clear_log")
    await amazon.tell("/fault", fault="slow", times=None, after=1, seconds=HELD)
    event = await client.first_event(f"{DOMAIN}/recordings/subscribe", entry_id=entry)
    assert event["recordings"]
    requests = (await amazon.ask("/state"))["answered"]
    await amazon.tell("/heal")
    return PageCost(MODULE.stat().st_size, requests)
