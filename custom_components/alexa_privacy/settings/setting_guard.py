"""Keeps a setting at a position: sets it back when it was changed, and notifies the owner."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from homeassistant.util import dt as dt_util

from ..amazon.errors import AmazonError, SignedOut, Throttled
from ..const import LOGGER, REVIEW
from .watcher import SettingsWatch

OFTEN: Final = 3
MOST_INCIDENTS: Final = 100
_WEEK: Final = timedelta(days=7)


class Guarded(StrEnum):
    """The result for a setting that was found changed."""

    SWITCHED_OFF = "switched_off"
    """Human review was turned off."""
    SET_BACK = "set_back"
    FAILED = "failed"


@dataclass(eq=False, repr=False)
class SettingGuard:
    """The guard over one setting of an account, by what `_watch` reads."""

    _watch: SettingsWatch
    _name: str
    wanted: str | None
    """The position to keep it in, if there is one."""
    _incidents: list[datetime]
    """When it was found otherwise, of which listeners are notified; it is stored."""
    _listeners: Iterable[Callable[[str, Guarded], None]]
    _failing: bool = field(default=False, init=False)
    _unfinished: bool = field(default=False, init=False)
    """Whether it was found otherwise, and Amazon asked to wait before it was known to be set back."""

    @property
    def is_violated(self) -> bool:
        """Return whether the setting is known to be at another position."""
        position = self._watch.states.get(self._name)
        return self.wanted is not None and (self._failing or self._unfinished or position not in {None, self.wanted})

    @property
    def is_failing(self) -> bool:
        """Return whether it was found changed and could not be set back."""
        return self.wanted is not None and self._failing

    @property
    def comes_back(self) -> bool:
        """Return whether it was found changed too often within a week."""
        return self.wanted is not None and len(self.incidents) >= OFTEN

    @property
    def incidents(self) -> list[datetime]:
        """The times of the last week at which it was found changed, oldest first."""
        since = dt_util.utcnow() - _WEEK
        return [moment for moment in self._incidents if moment > since]

    def forget(self) -> None:
        """Forget all incidents."""
        self._incidents.clear()
        self._failing = self._unfinished = False

    async def check(self) -> None:
        """Set it back if it was changed; raises SignedOut and Throttled; the next poll handles other errors."""
        position = self._watch.states.get(self._name)
        if self.wanted is None or position in {None, self.wanted}:
            if self._unfinished and position is not None:
                self._unfinished = False
                self._report(done=True)
            self._failing = self._failing and position is None
            return
        if not (self._failing or self._unfinished):
            self._incidents[:] = [*self._incidents[1 - MOST_INCIDENTS :], dt_util.utcnow()]
        self._unfinished = not self._failing
        try:
            done = await self._watch.set(self._name, self.wanted)
        except SignedOut, Throttled:
            raise
        except AmazonError as err:
            LOGGER.debug("Failed to set a setting back: %s", err)
            done = False
        self._unfinished = False
        self._report(done=done)
        self._failing = not done

    def _report(self, *, done: bool) -> None:
        """Log the result and call the listeners, once for a lasting failure."""
        is_review = self._name == REVIEW
        if done:
            LOGGER.warning("Human review was on; turned it off" if is_review else "A kept setting changed; set it back")
        elif not self._failing:
            failure = "Human review is on and could not be turned off" if is_review else "A kept setting stays changed"
            LOGGER.error(failure)
        if done or not self._failing:
            back = Guarded.SWITCHED_OFF if is_review else Guarded.SET_BACK
            for listener in self._listeners:
                listener(self._name, back if done else Guarded.FAILED)
