"""A listing that the page scrolls through: known rows at once, others as the page needs them."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any, Final

from homeassistant.core import CALLBACK_TYPE, HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import service

from .. import exceptions
from ..account import PrivacyConfigEntry
from ..amazon.listed import PART, ListedRecordings, Part
from ..amazon.recipes.document import VOICE_HISTORY
from ..amazon.recording_summary import RecordingSummary
from ..const import DOMAIN
from ..deletion.scope import Scope
from ..histories.account_history import AccountHistory
from .messages import error, row

# Two pages of Amazon's: a screenful.
ROWS: Final = 20

type Send = Callable[[dict[str, Any]], None]


@dataclass(eq=False, repr=False)
class Listing:
    """Sends what a scope matches, newest first, and pauses after some rows; `more` continues, calling it ends it."""

    _hass: HomeAssistant
    _entry: PrivacyConfigEntry
    _history: AccountHistory
    _scope: Scope
    _send: Send
    _refresh: bool
    """Whether to list up to now; otherwise up to the last poll where that is known."""
    _last: set[str] = field(default_factory=set, init=False)
    """What was sent of the moment that it has come to."""
    _listed: ListedRecordings | None = field(default=None, init=False)
    _parts: AsyncIterator[Part] | None = field(default=None, init=False)
    _task: asyncio.Task[None] | None = field(default=None, init=False)
    _found: int = field(default=0, init=False)
    _ended: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        """Begin at the newest."""
        self._key = self._history.key
        self._release: CALLBACK_TYPE = lambda: None
        self._start, self._end = self._scope.window(self._history.history.now())
        self._listed_to = self._end

    def __call__(self) -> None:
        """End it."""
        self._ended = True
        self._release()
        if self._task:
            self._task.cancel()

    def more(self) -> None:
        """Continue until the next pause; after an error, from where it occurred."""
        self._found = 0
        if self._task is None or self._task.done():
            self._task = self._entry.async_create_background_task(self._hass, self._run(), f"{DOMAIN} listing")

    async def _run(self) -> None:
        """List, and send errors."""
        try:
            service.async_get_config_entry(self._hass, DOMAIN, self._entry.entry_id)
            with exceptions.acting(self._hass, self._entry):
                await self._list()
        except HomeAssistantError as err:
            self._parts = None
            self._send({"error": error(err)})
        except asyncio.CancelledError:
            if not self._ended:
                interrupted = HomeAssistantError(translation_domain=DOMAIN, translation_key="listing_interrupted")
                self._send({"error": error(interrupted)})
            raise

    async def _list(self) -> None:
        """Send each part, even without a match, because the page shows how far it has searched."""
        # Each time an account is loaded, its histories are others.
        listed = self._entry.runtime_data.history(self._key).listed
        if self._listed is not listed:
            self._release()
            self._listed, self._release, self._parts = listed, listed.hold(), None
        if self._parts is None:
            self._parts = listed.pages(self._start, self._end, refresh=self._refresh)
        async for part in self._parts:
            self._refresh = False
            found = [each for each in part.recordings if each.id not in self._last and self._scope.matches(each)]
            if part.listed_to < self._listed_to:
                self._last.clear()
            self._listed_to = part.listed_to
            # A listing that starts again starts with what was at the end of the last one.
            self._end = max(part.listed_to, 0) + 1
            self._last.update(each.id for each in part.recordings if each.time == part.listed_to)
            if self._key == VOICE_HISTORY:
                self._entry.runtime_data.audio.remember(found)
            self._found += len(found)
            is_done = part.listed_to <= self._start and not part.asks_next
            is_paused = not is_done and self._found >= (ROWS if part.asks_next else PART)
            if found or part.asks_next or is_done:
                self._show(found, paused=is_paused, done=is_done)
            if is_done or is_paused:
                return
            # What is known comes without a pause; others have their turn.
            await asyncio.sleep(0)
        self._show([], done=True)

    def _show(self, found: list[RecordingSummary], *, paused: bool = False, done: bool = False) -> None:
        """Send rows, the progress of the listing, and whether it is paused or done."""
        rows = [row(recording, is_voice=self._key == VOICE_HISTORY) for recording in found]
        listed_to = self._start if done else self._listed_to
        self._send({"recordings": rows, "done": done, "paused": paused, "listed_to": listed_to})
