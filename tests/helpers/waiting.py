"""Waiting for what happens elsewhere."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.common import async_fire_time_changed


async def until(condition: Callable[[], bool]) -> None:
    """Wait until a condition is true; TimeoutError where it never is."""
    async with asyncio.timeout(120):
        while not condition():  # noqa: ASYNC110 - what is waited for happens in other tasks, which notify nobody
            await asyncio.sleep(0.001)


def wait(hass: HomeAssistant, seconds: float) -> None:
    """Let time pass."""
    async_fire_time_changed(hass, dt_util.utcnow() + timedelta(seconds=seconds))
