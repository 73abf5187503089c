"""What the Voice History page costs: its module, the requests that its first rows take, and Amazon's page in it."""

from dataclasses import dataclass
from time import process_time
from types import SimpleNamespace
from typing import Any

from custom_components.alexa_privacy.amazon.responses import Response
from custom_components.alexa_privacy.teaching.visit import PageRequest, Visit
from tests.home import AmazonProcess, HomeClient
from tests.home.client import DOMAIN
from tests.home.process import ROOT

# What comes after the first rows is held back so long: nobody waits for it.
HELD = 60.0
LARGE = 200_000
ROUNDS = 20
MODULE = ROOT / "custom_components" / DOMAIN / "panel" / "panel.js"


@dataclass(frozen=True, slots=True)
class PageCost:
    """What the page took."""

    module: int
    """Bytes, as served uncompressed."""
    requests: int
    """Requests that Amazon has answered when the first rows are there."""
    visit: float
    """CPU seconds that a large page of Amazon's takes on its way to the browser, in a visit."""


async def measure(client: HomeClient, amazon: AmazonProcess, entry: str) -> PageCost:
    """Open the list as the page does, and leave it at once."""
    await amazon.tell("/clear_log")
    await amazon.tell("/fault", fault="slow", times=None, after=1, seconds=HELD)
    event = await client.first_event(f"{DOMAIN}/recordings/subscribe", entry_id=entry)
    assert event["recordings"]
    requests = (await amazon.ask("/state"))["answered"]
    await amazon.tell("/heal")
    return PageCost(MODULE.stat().st_size, requests, visit_cost())


def visit_cost() -> float:
    """Return the CPU seconds of one page, at its slowest."""
    session: Any = SimpleNamespace(credentials=SimpleNamespace(site="https://www.amazon.de"))
    nothing: Any = None
    visit = Visit(
        session=session, first_page="/alexa-privacy/apd/rvh", run=nothing, on_exchange=nothing, on_failure=nothing
    )
    row = "<li><a href='https://www.amazon.de/alexa-privacy/x'>Said</a><img src='/alexa-privacy/x.png'>"
    page = f"<!DOCTYPE html><html><head><title>Large</title></head><body>{row * (LARGE // len(row))}".encode()
    response = Response(200, "text/html", page, headers={"content-type": "text/html; charset=utf-8"})
    sent = PageRequest("GET", visit.first_page, {}, is_shown=True)
    took = []
    for _ in range(ROUNDS):
        begun = process_time()
        visit.show(sent, response)
        took.append(process_time() - begun)
    return max(took)
