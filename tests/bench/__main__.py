"""Measure what counting, starting, polling and purging cost, on the stand-in for Amazon; print tables in Markdown."""

from argparse import ArgumentParser
import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
import sys
from tempfile import TemporaryDirectory

from tests.home import AmazonProcess

from . import readers, table, whole
from .home import WatchedHome

SIZES = (1_000, 20_000, 175_000)
A_DAY = 18
LONGEST = 3652
"""Days of the longest history: ten years."""
READER_ROUNDS = 30


@asynccontextmanager
async def amazon_of(size: int) -> AsyncIterator[tuple[AmazonProcess, Path]]:
    """Start the stand-in with an account of its own; give a folder with it."""
    with TemporaryDirectory(prefix="alexa-privacy-bench-") as name:
        async with AmazonProcess(Path(name) / "amazon") as amazon:
            # Nothing was said of late, so that the day of the polls has what it is given, whatever the time is.
            await amazon.start("--plain", "--quiet-days", "2", "--days", str(days_of(size)), size=size)
            yield amazon, Path(name) / "home"


async def run(sizes: list[int]) -> int:
    """Print all tables; return how many figures miss their bar."""
    print(table.machine(), end="\n\n", flush=True)
    async with amazon_of(sizes[0]) as (amazon, _):
        costs = await readers.measure(amazon, READER_ROUNDS)
    print(table.readers(costs), end="\n\n", flush=True)
    async with AsyncExitStack() as stack:
        accounts = []
        for size in sizes:
            print(f"Counting {size:,} recordings …", file=sys.stderr, flush=True)
            amazon, folder = await stack.enter_async_context(amazon_of(size))
            home = await stack.enter_async_context(WatchedHome(folder, amazon))
            accounts.append(whole.Account(home, amazon, size, days_of(size)))
            await accounts[-1].count()
        figures = await whole.compare(accounts)
    print(table.whole(figures))
    if missed := table.missed(costs, figures):
        print(f"\nMissed: {', '.join(missed)}.")
    return len(missed)


def days_of(size: int) -> int:
    """Return how many days of a household's life so many recordings take."""
    return min(-(-size // A_DAY), LONGEST)


def main() -> int:
    """Read the command line."""
    parser = ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument(
        "--size",
        type=int,
        action="append",
        help="how many recordings; may be given again (default: three sizes)",
    )
    sizes = sorted(parser.parse_args().size or SIZES)
    return min(asyncio.run(run(sizes)), 1)


if __name__ == "__main__":
    sys.exit(main())
