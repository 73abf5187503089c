"""Measure what counting, starting and polling cost, on the stand-in for Amazon; print tables in Markdown."""

from argparse import ArgumentParser
import asyncio
from pathlib import Path
import sys
from tempfile import TemporaryDirectory

from tests.home import AmazonProcess

from . import readers, table, whole
from .whole import Figures

SIZES = (1_000, 20_000, 175_000)
A_DAY = 18
LONGEST = 3652
"""Days of the longest history: ten years."""
READER_ROUNDS = 30


async def measure(size: int) -> Figures:
    """Measure one size."""
    days = min(-(-size // A_DAY), LONGEST)
    with TemporaryDirectory(prefix="alexa-privacy-bench-") as name:
        folder = Path(name)
        async with AmazonProcess(folder / "amazon") as amazon:
            # Nothing was said of late, so that the day of the polls has what it is given, whatever the time is.
            await amazon.start("--plain", "--quiet-days", "2", "--days", str(days), size=size)
            return await whole.measure(folder / "config", amazon, size, days)


async def compare() -> dict[str, readers.Cost]:
    """Measure what reading a page takes."""
    with TemporaryDirectory(prefix="alexa-privacy-bench-") as name:
        async with AmazonProcess(Path(name)) as amazon:
            await amazon.start("--plain", size=SIZES[0])
            return await readers.measure(amazon, READER_ROUNDS)


async def run(sizes: list[int]) -> int:
    """Print all tables; say with the exit code whether every bar is kept."""
    print(table.machine(), end="\n\n", flush=True)
    costs = await compare()
    print(table.readers(costs), end="\n\n", flush=True)
    figures = []
    for size in sizes:
        print(f"Counting {size:,} recordings …", file=sys.stderr, flush=True)
        figures.append(await measure(size))
    print(table.whole(figures))
    if missed := table.missed(figures, costs):
        print(f"\nMissed: {', '.join(missed)}.")
    return len(missed)


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
