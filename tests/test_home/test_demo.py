"""The demo as a newcomer meets it."""

import asyncio
from pathlib import Path
import re
import signal

import aiohttp

from tests.commands import ROOT, python_of
from tests.home.demo import PASSWORD, USERNAME


async def test_demo(tmp_path: Path, socket_enabled: None) -> None:
    """It prints address, user and password, answers there, and ends by Ctrl-C."""
    demo = await asyncio.create_subprocess_exec(
        *(*python_of("scripts/demo"), "--recordings", "30", "--folder", str(tmp_path)),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        start_new_session=True,
    )
    try:
        assert demo.stdout
        printed = (await demo.stdout.readuntil(b"Ctrl-C stops it.")).decode()
        assert f"user {USERNAME}, password {PASSWORD}" in printed
        [page, dashboard] = re.findall(r"^  (http\S+)$", printed, re.MULTILINE)
        async with aiohttp.ClientSession() as session:
            for address in (page, dashboard):
                async with session.get(address) as response:
                    assert response.status == 200
        demo.send_signal(signal.SIGINT)
        assert await demo.stdout.read() == b"\n\nStopped.\n"
        assert await demo.wait() == 0
    finally:
        if demo.returncode is None:
            demo.terminate()
            await demo.wait()
