"""One account in Home Assistant: looks at Amazon regularly, and ties its counts, settings and purges together."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Final, override

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers.event import async_track_time_interval
from homeassistant.helpers.update_coordinator import DataUpdateCoordinator

from . import exceptions as failures
from .amazon.history import History
from .amazon.recordings import Recording
from .const import (
    CONF_ACCEPT_REVIEW,
    CONF_KEEP_REVIEW_OFF,
    DOMAIN,
    LOGGER,
    REVIEW,
)
from .counts.echoes import Echoes
from .counts.statistics import Statistics
from .counts.sync import CountSync
from .data import AccountState, account_state
from .deletion.queue import DeletionQueue
from .deletion.receipts import Receipt, Status
from .deletion.schedule import Schedule
from .deletion.scope import Scope
from .repair.issues import Issue, report
from .repair.protection import Protection
from .settings.review_guard import Guard
from .settings.watcher import SettingsWatch
from .store.account_store import AccountStorage
from .store.checked_store import NotStoredError
from .teaching.learned_requests import LearnedRequests

# After a longer absence the past is counted, not announced.
NEWS_FOR: Final = 60 * 60 * 1000
MOST_NEWS: Final = 50
JUDGE_EVERY: Final = timedelta(minutes=1)


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
        requests: LearnedRequests,
        settings: SettingsWatch,
        review: Guard,
        counts: CountSync,
        conversations: CountSync | None,
        echoes: Echoes,
        statistics: Statistics,
        deletions: DeletionQueue,
        schedule: Schedule,
        protection: Protection,
    ) -> None:
        """Poll and publish what the account's parts know."""
        super().__init__(hass, LOGGER, config_entry=entry, name=DOMAIN, update_interval=interval)
        self._history = history
        self._store = store
        self._requests = requests
        self._settings = settings
        self._review = review
        self._counts = counts
        self._conversations = conversations
        self._echoes = echoes
        self._statistics = statistics
        self._deletions = deletions
        self._schedule = schedule
        self._protection = protection
        self._protected = protection.now()
        self._recording_listeners: list[Callable[[Recording], None]] = []
        self.data = self._state()

    @override
    async def _async_update_data(self) -> AccountState:
        """Count today, and read the settings when it is time."""
        if not self._counts.is_busy:
            try:
                with self._protection.contact.watching(), failures.polling():
                    await self._look()
            finally:
                self._resume()
            self.async_keep()
        return self._state()

    async def _look(self) -> None:
        """Look at Amazon: one page the first time; then all there is to see."""
        arrived = await self._counts.look(self._history.now())
        if arrived is None:
            return
        self._announce(arrived)
        await self._echoes.forget_unseen(self._history.now())
        await self._settings.read_when_due()
        await self._review.look()
        self._tell_of_review()
        if self._conversations:
            await self._conversations.look(self._history.now())
        self._protection.contact.note_answer()

    def _resume(self) -> None:
        """Let the work on older days go on."""
        self._counts.resume()
        if self._conversations:
            self._conversations.resume()

    def _announce(self, arrived: Sequence[Recording]) -> None:
        """Tell of new recordings; what is old by now is no news."""
        young = self._history.now() - NEWS_FOR
        for recording in [recording for recording in arrived if recording.time >= young][-MOST_NEWS:]:
            for tell in self._recording_listeners:
                tell(recording)

    @callback
    def async_listen_for_recordings(self, tell: Callable[[Recording], None]) -> CALLBACK_TYPE:
        """Call `tell` with each new recording; return what ends that."""
        self._recording_listeners.append(tell)
        return partial(self._recording_listeners.remove, tell)

    @callback
    def async_watch_protection(self) -> CALLBACK_TYPE:
        """Publish what changes by time alone; return an unsubscribe function."""
        return async_track_time_interval(self.hass, self._judge_protection, JUDGE_EVERY)

    @callback
    def _judge_protection(self, _now: datetime) -> None:
        """Show how well the account is protected where that has changed by time alone, or elsewhere."""
        before, self._protected = self._protected, self._protection.now()
        if self._protected != before:
            self.async_update_listeners()

    async def async_set_switch(self, name: str, *, on: bool) -> None:
        """Set a setting at Amazon and read it back; HomeAssistantError where it did not take."""
        if name == REVIEW and on and self._review.wanted:
            raise ServiceValidationError(translation_domain=DOMAIN, translation_key="review_kept_off")
        try:
            with failures.acting(self.hass, self.config_entry):
                taken = await self._settings.set(name, on=on)
        finally:
            self._tell_of_review()
            self.async_publish()
        if not taken:
            raise HomeAssistantError(translation_domain=DOMAIN, translation_key="setting_not_taken")

    async def async_keep_review_off(self) -> None:
        """Switch human review off now and keep it off, and count anew how often it comes back.

        Raises as `async_set_switch`.
        """
        await self.async_set_switch(REVIEW, on=False)
        self._forget_incidents()
        if not self._review.wanted:
            self._reload_with(**{CONF_KEEP_REVIEW_OFF: True, CONF_ACCEPT_REVIEW: False})

    @callback
    def async_leave_review(self) -> None:
        """Accept that human review is on, and no longer keep it off."""
        self._forget_incidents()
        self._reload_with(**{CONF_KEEP_REVIEW_OFF: False, CONF_ACCEPT_REVIEW: True})

    def _reload_with(self, **options: bool) -> None:
        """Load the account again with other preferences."""
        options = {**self.config_entry.options, **options}
        self.hass.config_entries.async_update_entry(self.config_entry, options=options)
        self.hass.config_entries.async_schedule_reload(self.config_entry.entry_id)

    def _forget_incidents(self) -> None:
        """Begin anew to count how often human review is found on."""
        self._review.forget()
        self._tell_of_review()
        self.async_publish()

    def _tell_of_review(self) -> None:
        """Tell the owner where human review is on, is found on again and again, or cannot be switched off."""
        if not self._review.wanted and (is_on := self._protection.is_review_unwanted) is not None:
            report(self.hass, self.config_entry, Issue.REVIEW_ON, exists=is_on)
        report(self.hass, self.config_entry, Issue.REVIEW_COMES_BACK, exists=self._review.comes_back)
        report(self.hass, self.config_entry, Issue.REVIEW_STAYS_ON, exists=self._review.is_on)

    async def async_delete_today(self) -> int:
        """Delete what was recorded since local midnight, and return how much is gone.

        HomeAssistantError where any of it may still be there.
        """
        today = self._store.ledger.start_of(self._store.ledger.day_of(self._history.now()))
        return self._insist_all_gone(await self._deletions.run(Scope(start=today, is_today=True)))

    async def async_purge_now(self) -> int:
        """Delete what the next nightly purge would, and return how much is gone; raises as `async_delete_today`."""
        return self._insist_all_gone(await self._schedule.run_now())

    def _insist_all_gone(self, receipt: Receipt) -> int:
        """Return how much is gone; HomeAssistantError where any of it may still be there."""
        if receipt.cancelled:
            raise HomeAssistantError(translation_domain=DOMAIN, translation_key="purge_cancelled")
        if receipt.status is Status.STOPPED:
            raise HomeAssistantError(
                translation_domain=DOMAIN,
                translation_key="stopped",
                translation_placeholders={"others_gone": str(receipt.others_gone)},
            )
        if receipt.status in {Status.PARTIAL, Status.FAILED}:
            raise HomeAssistantError(
                translation_domain=DOMAIN,
                translation_key="not_all_gone",
                translation_placeholders={
                    "verified_gone": str(receipt.verified_gone),
                    "still_listed": str(receipt.still_listed),
                    "unknown": str(receipt.unknown),
                    "cannot_be_named": str(receipt.cannot_be_named),
                },
            )
        return receipt.verified_gone

    async def async_cancel_purges(self) -> None:
        """End what is being purged; what was not asked to be erased yet stays."""
        self._deletions.cancel()

    @callback
    def async_forget_echo(self, serial: str) -> bool:
        """Forget an Echo without recordings, whose device the owner removes; return whether it is gone."""
        if is_gone := self._echoes.forget(serial):
            self._store.save_soon()
            self.data = self._state()
            self.async_update_listeners()
        return is_gone

    async def async_rehearsed(self, recording: Recording) -> None:
        """Count a deletion that a rehearsal verified, and its day again; raises AmazonError where that fails."""
        self._requests.report()
        self._store.receipts.add_one()
        await self._counts.count_day(recording.time, self._history.now())
        with suppress(NotStoredError):
            # An issue says so; it is tried again.
            await self._store.save()
        self.async_publish()

    async def async_allow_voice(self) -> None:
        """Allow deletion by voice again, whatever it has deleted before."""
        await self._requests.allow_voice()
        self.async_publish()

    async def async_note_proofs(self) -> None:
        """Keep what a test showed of a learned request, and tell the owner."""
        self._requests.report()
        await self._store.save()
        self.async_publish()

    @callback
    def async_publish(self) -> None:
        """Show what the ledger knows now, between polls."""
        self.data = self._state()
        self.async_keep()
        self.async_update_listeners()

    @callback
    def async_confirm_empty(self) -> None:
        """Believe that the history is empty, as the owner says: this is the account's own site."""
        self._store.ledger.sites.add(self._store.ledger.site)
        self.async_publish()

    @callback
    def async_keep(self) -> None:
        """Put what is known now where it stays, and tell the owner where an empty history may be a wrong one."""
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
    def async_publish_progress(self) -> None:
        """Show how far a purge has come; nothing else has changed."""
        self.data = replace(self.data, purge=self._deletions.progress, purging=self._deletions.running)
        self.async_update_listeners()

    def _state(self) -> AccountState:
        """Return what the entities show."""
        state = account_state(self._store, self._history.now(), self._settings.states, self._counts.progress)
        return replace(state, purge=self._deletions.progress, purging=self._deletions.running)
