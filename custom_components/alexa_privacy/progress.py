"""Tasks behind a progress step of a flow."""

import asyncio
from collections.abc import Coroutine

from homeassistant.core import HomeAssistant


def begin_task[T](hass: HomeAssistant, work: Coroutine[None, None, T]) -> asyncio.Task[T]:
    """Start what a progress step shows, so that it cannot be done before the step is shown.

    Home Assistant hands the same input to the step after the progress; a task that fails at once would be started
    again and again, and nothing else would run.
    """
    return hass.async_create_task(work, eager_start=False)
