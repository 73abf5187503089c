"""Waiting for what happens elsewhere."""

import asyncio
from collections.abc import Callable


async def until(condition: Callable[[], bool]) -> None:
    """Wait until a condition is true; TimeoutError where it never is."""
    async with asyncio.timeout(120):
        while not condition():  # noqa: ASYNC110 - what is waited for happens in other tasks, which notify nobody
            await asyncio.sleep(0.001)
