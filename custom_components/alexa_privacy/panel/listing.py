"""A listing that the page scrolls through: some rows at a time, and no request that nobody waits for."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any, Final

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import service

from .. import exceptions
from ..account import PrivacyConfigEntry
from ..amazon.history import History
from ..amazon.recordings import Recording
from ..const import DOMAIN
from ..deletion.scope import Scope
from .rows import error, row

# Two pages of Amazon's: a screenful.
ROWS: Final = 20

type Send = Callable[[dict[str, Any]], None]


class Listing:
    """Sends what a scope matches, newest first, and pauses after some rows; `more` continues, a call ends it."""

    def __init__(self, hass: HomeAssistant, entry: PrivacyConfigEntry, scope: Scope, send: Send) -> None:
        """List one account's recordings up to now."""
        self._hass = hass
        self._entry = entry
        self._scope = scope
        self._send = send
        window = scope.window(entry.runtime_data.history.now())
        self._start = window.start
        self._listed_to = window.end
        self._last: set[str] = set()
        self._history: History | None = None
        self._pages: AsyncIterator[list[Recording]] | None = None
        self._task: asyncio.Task[None] | None = None
        self._wanted = 0
        self._ended = False

    def __call__(self) -> None:
        """End it: no page shows it."""
        self._ended = True
        if self._task:
            self._task.cancel()

    def more(self) -> None:
        """Continue until as many rows are sent again; after an error, from where it occurred."""
        self._wanted = ROWS
        if self._task is None or self._task.done():
            self._task = self._entry.async_create_background_task(self._hass, self._run(), f"{DOMAIN} listing")

    async def _run(self) -> None:
        """List, and say what goes wrong."""
        try:
            service.async_get_config_entry(self._hass, DOMAIN, self._entry.entry_id)
            with exceptions.acting(self._hass, self._entry):
                await self._list()
        except HomeAssistantError as err:
            self._pages = None
            self._send({"error": error(err)})
        except asyncio.CancelledError:
            if not self._ended:
                interrupted = HomeAssistantError(translation_domain=DOMAIN, translation_key="listing_interrupted")
                self._send({"error": error(interrupted)})
            raise

    async def _list(self) -> None:
        """Send page by page, also those without a match: the page shows how far it has searched."""
        account = self._entry.runtime_data
        if self._pages is None or self._history is not account.history:
            self._history = account.history
            self._pages = account.history.pages(self._start, self._listed_to + 1 if self._last else self._listed_to)
        async for page in self._pages:
            # A listing that starts again starts with what was at the end of the last one.
            fresh = [recording for recording in page if recording.id not in self._last]
            self._last = {recording.id for recording in page}
            self._listed_to = min(recording.time for recording in page)
            found = [recording for recording in fresh if self._scope.matches(recording)]
            account.audio.remember(found)
            self._wanted -= len(found)
            is_paused = self._wanted <= 0
            self._show(found, paused=is_paused)
            if is_paused:
                return
        self._show([], done=True)

    def _show(self, found: list[Recording], *, paused: bool = False, done: bool = False) -> None:
        """Send rows, how far the listing has come, and whether nothing follows until `more` is called."""
        rows = [row(recording) for recording in found]
        listed_to = self._start if done else self._listed_to
        self._send({"recordings": rows, "done": done, "paused": paused, "listed_to": listed_to})
