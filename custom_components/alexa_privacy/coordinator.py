"""Polls one account at Amazon, and publishes its state."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final, override

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.event import async_track_time_interval
from homeassistant.helpers.update_coordinator import DataUpdateCoordinator

from . import exceptions
from .amazon.recipes.document import VOICE_HISTORY
from .const import DOMAIN, LOGGER
from .counts.echoes import Echoes
from .counts.statistics import Statistics
from .data import AccountState, account_state
from .deletion.models import Accepted, DeletionEvent, Finished, Progress
from .deletion.queue import DeletionQueue
from .histories.account_history import AccountHistory
from .repair.issues import Issue, report
from .repair.protection import Protection
from .settings.account_settings import AccountSettings
from .store.account_store import AccountStorage

CHECK_PROTECTION_EVERY: Final = timedelta(minutes=1)


class PrivacyCoordinator(DataUpdateCoordinator[AccountState]):
    """Polls one account, and publishes its state."""

    config_entry: ConfigEntry

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        *,
        interval: timedelta,
        histories: Mapping[str, AccountHistory],
        store: AccountStorage,
        echoes: Echoes,
        statistics: Statistics,
        settings: AccountSettings,
        deletions: DeletionQueue,
        protection: Protection,
    ) -> None:
        """Poll, and publish the state of these parts of the account."""
        super().__init__(hass, LOGGER, config_entry=entry, name=DOMAIN, update_interval=interval)
        self._histories = histories
        self._voice = histories[VOICE_HISTORY]
        self._store = store
        self._echoes = echoes
        self._statistics = statistics
        self._settings = settings
        self._deletions = deletions
        self._protection = protection
        self.data = self._state()

    @override
    async def _async_update_data(self) -> AccountState:
        """Poll all histories and settings, unless a deletion runs, and return the state."""
        if not self._voice.counts.is_busy:
            try:
                with self._protection.contact.watching(), exceptions.polling():
                    await self._poll()
            finally:
                for history in self._histories.values():
                    history.counts.resume()
                # That a poll fails is published, too.
                self.data = replace(self.data, protection=self._protection.now())
            self.async_keep()
        return self._state()

    async def _poll(self) -> None:
        """List one page the first time, later all that is new, and read the settings when due; raises AmazonError."""
        now = self._voice.history.now
        if await self._voice.counts.poll(now()) is None:
            return
        await self._echoes.forget_unseen(now())
        await self._settings.poll()
        self._protection.report_review()
        for history in self._histories.values():
            if history is not self._voice and not await history.poll():
                break
        self._protection.contact.note_answer()

    @callback
    def async_publish(self) -> None:
        """Publish and store what has changed between polls."""
        self.async_show()
        self.async_keep()

    @callback
    def async_show(self) -> None:
        """Publish what has changed between polls; the caller stores it."""
        self._show(self._state())

    @callback
    def async_keep(self) -> None:
        """Store the state, and report an empty history that may be at another Amazon site."""
        report(
            self.hass,
            self.config_entry,
            Issue.EMPTY_UNCONFIRMED,
            exists=self._store.empty_unconfirmed,
            site=f"amazon.{self._store.voice.ledger.site}",
        )
        self._echoes.keep(self._voice.history.now())
        self._statistics.write()
        for history in self._histories.values():
            history.kept.rescan = history.counts.rescan.as_dict()
        self._store.save_soon()

    @callback
    def async_on_deletion_event(self, event: DeletionEvent) -> None:
        """Publish the progress of deletions, and everything that changed once one has ended."""
        match event:
            case Accepted() | Progress():
                progress, running = self._deletions.progress, self._deletions.running
                self._show(replace(self.data, purge=progress, purging=running, protection=self._protection.now()))
            case Finished():
                self.async_publish()

    @callback
    def async_watch_protection(self) -> CALLBACK_TYPE:
        """Check protection regularly, because time alone can change it. Return an unsubscribe function."""
        return async_track_time_interval(self.hass, self._check_protection, CHECK_PROTECTION_EVERY)

    @callback
    def _check_protection(self, _now: datetime) -> None:
        """Publish the state of protection if it has changed."""
        self._show(replace(self.data, protection=self._protection.now()))

    def _show(self, state: AccountState) -> None:
        """Publish a state if it has changed; a backfill calls this for every page."""
        if state != self.data:
            self.data = state
            self.async_update_listeners()

    def _state(self) -> AccountState:
        return account_state(
            self._store,
            histories=self._histories,
            settings=self._settings,
            deletions=self._deletions,
            protection=self._protection.now(),
        )
