"""Polls one account at Amazon, and publishes what is known of it."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final, override

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.event import async_track_time_interval
from homeassistant.helpers.update_coordinator import DataUpdateCoordinator

from . import exceptions
from .amazon.history import History
from .const import DOMAIN, LOGGER
from .counts.echoes import Echoes
from .counts.statistics import Statistics
from .counts.sync import CountSync
from .data import AccountState, account_state
from .deletion.models import Accepted, DeletionEvent, Finished, Progress
from .deletion.queue import DeletionQueue
from .repair.issues import Issue, report
from .repair.protection import Protection
from .settings.account_settings import AccountSettings
from .store.account_store import AccountStorage

CHECK_PROTECTION_EVERY: Final = timedelta(minutes=1)


class PrivacyCoordinator(DataUpdateCoordinator[AccountState]):
    """Polls one account, and publishes what is known of it."""

    config_entry: ConfigEntry

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        *,
        interval: timedelta,
        history: History,
        store: AccountStorage,
        counts: CountSync,
        conversations: CountSync | None,
        echoes: Echoes,
        statistics: Statistics,
        settings: AccountSettings,
        deletions: DeletionQueue,
        protection: Protection,
    ) -> None:
        """Poll and publish what these parts of the account know."""
        super().__init__(hass, LOGGER, config_entry=entry, name=DOMAIN, update_interval=interval)
        self._history = history
        self._store = store
        self._counts = counts
        self._conversations = conversations
        self._echoes = echoes
        self._statistics = statistics
        self._settings = settings
        self._deletions = deletions
        self._protection = protection
        self.data = self._state()

    @override
    async def _async_update_data(self) -> AccountState:
        """Count today, and read the settings when it is time."""
        if not self._counts.is_busy:
            try:
                with self._protection.contact.watching(), exceptions.polling():
                    await self._poll()
            finally:
                self._resume()
                # That a poll fails is published, too.
                self.data = replace(self.data, protection=self._protection.now())
            self.async_keep()
        return self._state()

    async def _poll(self) -> None:
        """List one page the first time, then all there is to see; raises AmazonError."""
        if await self._counts.poll(self._history.now()) is None:
            return
        await self._echoes.forget_unseen(self._history.now())
        await self._settings.poll()
        self._protection.report_review()
        if self._conversations:
            await self._conversations.poll(self._history.now())
        self._protection.contact.note_answer()

    def _resume(self) -> None:
        """Resume the work on older days."""
        self._counts.resume()
        if self._conversations:
            self._conversations.resume()

    @callback
    def async_publish(self) -> None:
        """Publish and keep what has changed between polls."""
        self.data = self._state()
        self.async_keep()
        self.async_update_listeners()

    @callback
    def async_show(self) -> None:
        """Publish what has changed between polls; the caller keeps it."""
        self.data = self._state()
        self.async_update_listeners()

    @callback
    def async_keep(self) -> None:
        """Put what is known where it stays, and report an empty history that may be the wrong one."""
        report(
            self.hass,
            self.config_entry,
            Issue.EMPTY_UNCONFIRMED,
            exists=self._store.empty_unconfirmed,
            site=f"amazon.{self._store.ledger.site}",
        )
        self._echoes.keep(self._history.now())
        self._statistics.write()
        self._store.rescan = self._counts.rescan.as_dict()
        self._store.save_soon()

    @callback
    def async_on_deletion_event(self, event: DeletionEvent) -> None:
        """Publish how far deletions have come, and what has changed when one has ended."""
        match event:
            case Accepted() | Progress():
                self.data = replace(
                    self.data,
                    purge=self._deletions.progress,
                    purging=self._deletions.running,
                    protection=self._protection.now(),
                )
                self.async_update_listeners()
            case Finished():
                self.async_publish()

    @callback
    def async_watch_protection(self) -> CALLBACK_TYPE:
        """Publish what changes by time alone. Return an unsubscribe function."""
        return async_track_time_interval(self.hass, self._check_protection, CHECK_PROTECTION_EVERY)

    @callback
    def _check_protection(self, _now: datetime) -> None:
        """Publish how well the account is protected, if that has changed by time alone, or elsewhere."""
        protection = self._protection.now()
        if protection != self.data.protection:
            self.data = replace(self.data, protection=protection)
            self.async_update_listeners()

    def _state(self) -> AccountState:
        """Return what the entities show."""
        return account_state(
            self._store,
            now=self._history.now(),
            progress=self._counts.progress,
            settings=self._settings,
            deletions=self._deletions,
            protection=self._protection.now(),
        )
