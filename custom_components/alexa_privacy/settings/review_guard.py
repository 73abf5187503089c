"""Keeps human review off if the owner wants that: turns it off when it is found on, and notifies the owner."""

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from homeassistant.const import STATE_OFF, STATE_ON
from homeassistant.core import CALLBACK_TYPE
from homeassistant.util import dt as dt_util

from ..amazon.errors import AmazonError, SignedOut, Throttled
from ..const import LOGGER, REVIEW
from .watcher import SettingsWatch

OFTEN: Final = 3
MOST_INCIDENTS: Final = 100
_WEEK: Final = timedelta(days=7)


class Guarded(StrEnum):
    """What became of a review switch that was found on."""

    SWITCHED_OFF = "switched_off"
    FAILED = "failed"


class Guard:
    """One account's guard over the review switch."""

    def __init__(self, watch: SettingsWatch, incidents: list[datetime], *, wanted: bool) -> None:
        """Check what `watch` reads; `incidents`, which is kept, are the times at which it was found on."""
        self._watch = watch
        self._incidents = incidents
        self._failing = False
        self._listeners: list[Callable[[Guarded], None]] = []
        self.wanted = wanted

    @property
    def is_on(self) -> bool:
        """Return whether review is known to be on although the owner wants it off."""
        return self.wanted and (self._failing or self._watch.states.get(REVIEW) == STATE_ON)

    @property
    def comes_back(self) -> bool:
        """Return whether it was found on again and again within a week."""
        return self.wanted and len(self.incidents) >= OFTEN

    @property
    def incidents(self) -> list[datetime]:
        """When it was found on within a week, oldest first."""
        since = dt_util.utcnow() - _WEEK
        return [moment for moment in self._incidents if moment > since]

    def forget(self) -> None:
        """Start again, as if it had never been found on."""
        self._incidents.clear()
        self._failing = False

    def listen(self, listener: Callable[[Guarded], None]) -> CALLBACK_TYPE:
        """Notify of each time it is found on. Return an unsubscribe function."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    async def check(self) -> None:
        """Switch it off if it was read to be on; raises SignedOut and Throttled, the rest is left for the next poll."""
        if not self.wanted or self._watch.states.get(REVIEW) != STATE_ON:
            self._failing = self._failing and self._watch.states.get(REVIEW) is None
            return
        if not self._failing:
            self._incidents[:] = [*self._incidents[1 - MOST_INCIDENTS :], dt_util.utcnow()]
        try:
            done = await self._watch.set(REVIEW, STATE_OFF)
        except SignedOut, Throttled:
            raise
        except AmazonError as err:
            LOGGER.debug("Failed to turn human review off: %s", err)
            done = False
        if done:
            LOGGER.warning("Human review was on; turned it off")
        elif not self._failing:
            LOGGER.error("Human review is on and could not be turned off")
        if done or not self._failing:
            for listener in self._listeners:
                listener(Guarded.SWITCHED_OFF if done else Guarded.FAILED)
        self._failing = not done
