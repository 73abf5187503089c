"""The state of Amazon's privacy settings: read regularly, set, and read back."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from time import monotonic

from ..amazon.errors import AmazonError, BadRequest, Refused, SignedOut, Throttled, Withdrawn
from ..amazon.privacy_settings import Settings
from ..const import LOGGER, Timing
from .named_settings import is_named_by_owner


class SettingsWatch:
    """The positions of one account's settings as Amazon last showed them; None is unknown."""

    def __init__(
        self, settings: Settings, names: list[str], on_result: Callable[[str, bool], None], timing: Timing
    ) -> None:
        """Call `on_result` with the name of each learned request and whether it works."""
        self._settings = settings
        self._on_result = on_result
        self._timing = timing
        self._read_at = float("-inf")
        self._seen_at: dict[str, float] = {}
        self.states: dict[str, str | None] = dict.fromkeys(names)
        self.failures: dict[str, AmazonError] = {}
        """The last error of reading or setting each setting."""

    def can_read(self, name: str) -> bool:
        """Return whether a setting can be read at Amazon."""
        return self._settings.can_read(name)

    async def read_when_due(self) -> None:
        """Read all readable settings, if due; a setting is unknown if reading it fails."""
        if monotonic() - self._read_at <= self._timing.read_settings_every:
            return
        for name, known in self.states.items():
            if not self._settings.can_read(name):
                continue
            try:
                self.states[name] = await self._settings.read_position(name)
                self._seen_at[name] = monotonic()
                self.failures.pop(name, None)
            except SignedOut, Throttled:
                raise
            except AmazonError as err:
                if isinstance(err, Withdrawn | BadRequest):
                    self._on_result(name, False)  # noqa: FBT003 - the answer to "does it work?"
                if known is not None:
                    shown = "that the owner named" if is_named_by_owner(name) else name
                    LOGGER.warning("Failed to read the setting %s: %s", shown, err)
                self.states[name] = None
                self.failures[name] = err
        self._read_at = monotonic()

    def is_seen(self, name: str, position: str, *, within: timedelta) -> bool:
        """Return whether Amazon itself recently showed a setting in a position."""
        seen_at = self._seen_at.get(name, float("-inf"))
        is_readable = self._settings.can_read(name)
        return self.states.get(name) == position and is_readable and monotonic() - seen_at <= within.total_seconds()

    async def set(self, name: str, position: str) -> bool:
        """Set a setting and return whether Amazon shows it so; raises AmazonError.

        After an error, the state is unknown, and the next poll reads it.
        """
        self.states[name] = None
        self._read_at = float("-inf")
        try:
            if position not in self._settings.recipes[name].positions:
                raise Refused("the learned request has no such position")
            await self._settings.set_position(name, position)
        except AmazonError as err:
            self.failures[name] = err
            if isinstance(err, Withdrawn | BadRequest):
                self._on_result(name, False)  # noqa: FBT003 - likewise
            raise
        self.failures.pop(name, None)
        if not self._settings.can_read(name):
            self.states[name] = position
            return True
        shown = await self._read_back(name, wanted=position)
        self.states[name] = shown
        self._seen_at[name] = monotonic()
        if shown != position:
            self.failures[name] = Refused("Amazon takes the request, and shows the setting unchanged")
        self._on_result(name, shown == position)
        return shown == position

    async def _read_back(self, name: str, *, wanted: str) -> str | None:
        """Return a setting as Amazon shows it, once it is as wanted or the time is up."""
        shown = None
        for delay in self._timing.read_back_after:
            await asyncio.sleep(delay)
            shown = await self._settings.read_position(name)
            if shown == wanted:
                break
        return shown
