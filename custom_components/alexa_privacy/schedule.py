"""Runs the nightly purge when it is due, and tells the owner where that does not work."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.event import async_track_time_interval
from homeassistant.util import dt as dt_util

from .const import DOMAIN
from .issues import Issue, report
from .purges import Purges
from .receipts import Receipt
from .storage import AccountStorage

EVERY: Final = timedelta(minutes=1)


class Schedule:
    """One account's nightly purge."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        purges: Purges,
        storage: AccountStorage,
        on_news: Callable[[], None],
    ) -> None:
        """`on_news` is told when what is shown has changed."""
        self._hass = hass
        self._entry = entry
        self._purges = purges
        self._storage = storage
        self._on_news = on_news
        self._was_overdue = False
        self._starting = False

    @callback
    def begin(self) -> CALLBACK_TYPE:
        """Look again and again whether it is due, so that a clock that is set is noticed; the answer ends that."""
        self._report()
        self.check()
        return async_track_time_interval(self._hass, self.check, EVERY, cancel_on_shutdown=True)

    async def change(self, **settings: Any) -> None:
        """Change the owner's settings, keep them, and look whether anything is due."""
        self._storage.nightly.change(dt_util.now(), **settings)
        await self._storage.save()
        self._tell()
        self.check()

    async def run_now(self) -> Receipt:
        """Purge what the next night would; HomeAssistantError where that cannot be."""
        return await self._purges.run(self._storage.nightly.scope(dt_util.now()), nightly=True)

    @callback
    def hear(self, _receipt: Receipt) -> None:
        """Tell how it stands after a purge."""
        self._tell()

    @callback
    def check(self, _now: datetime | None = None) -> None:
        """Run if it is due; one that was interrupted goes on by itself."""
        nightly, now = self._storage.nightly, dt_util.now()
        nightly.forget_future(now)
        if nightly.is_due(now) and not self._purges.has_nightly and not self._starting:
            self._starting = True
            self._entry.async_create_background_task(self._hass, self._run(), f"{DOMAIN} nightly purge")
        if nightly.is_overdue(now) != self._was_overdue:
            self._tell()

    async def _run(self) -> None:
        """Run; how it ends, the receipt tells."""
        try:
            await self._purges.start(self._storage.nightly.scope(dt_util.now()), nightly=True)
        finally:
            self._starting = False

    def _tell(self) -> None:
        """Show how it stands."""
        self._was_overdue = self._storage.nightly.is_overdue(dt_util.now())
        self._report()
        self._on_news()

    def _report(self) -> None:
        """Tell the owner what to mend."""
        nightly = self._storage.nightly
        report(self._hass, self._entry, Issue.PURGE_FAILED, exists=nightly.failed)
        report(self._hass, self._entry, Issue.PURGE_SETTINGS_LOST, exists=nightly.lost)
