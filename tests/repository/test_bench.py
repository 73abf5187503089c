"""The bench measures and prints its tables."""

import asyncio
import re
import sys

from tests.home.process import ROOT


async def test_bench(socket_enabled: None) -> None:
    """A small account is counted, started, polled and purged; every figure is there."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.bench", "--size", "150"),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    output, errors = (text.decode() for text in await process.communicate())
    cells = dict(re.findall(r"^\| (.*?) \| (.*) \|$", output, re.MULTILINE))
    assert {"Alexa Privacy", "requests to count it"} <= cells.keys(), errors
    assert cells["requests to count it"].startswith("20 |")
    assert cells["requests a poll, on a quiet day"].startswith("1.0 |")
    assert cells["requests a poll, on a usual day"].startswith("2.0 |")
    assert cells["requests until the page's first rows"].startswith("1 |")
    assert re.match("(0 for [0-9]{2,}|-) ", cells["requests of another search of what the page has listed"])
    assert cells["CPU of Amazon's page of 200 kB in a visit"].endswith("≤ 30 ms")
    assert int(cells["recordings of a purge"].split()[0]) > 50
    assert not re.search(r"\| (0|0\.0|0\.00)( |$)", cells["peak memory above idle while counting"])
