"""One account in Home Assistant: looks at Amazon regularly, and ties its counts, settings and purges together."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final, override

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.event import async_track_time_interval
from homeassistant.helpers.update_coordinator import DataUpdateCoordinator

from . import exceptions as failures
from .amazon.audio import Audio
from .amazon.conversations import Conversations
from .amazon.deleters import Deleter, EverythingDeleter, Method, recipe_deleters
from .amazon.history import History
from .amazon.phrases import Spoken
from .amazon.privacy_settings import Settings
from .amazon.recordings import Recording
from .amazon.session import AmazonSession
from .amazon.voice import VoiceDeleter
from .const import (
    CONF_ACCEPT_REVIEW,
    CONF_KEEP_REVIEW_OFF,
    CONF_POLL_MINUTES,
    CONF_RESCAN_REQUESTS,
    CONF_SPOKEN,
    DEFAULT_POLL_MINUTES,
    DEFAULT_RESCAN_REQUESTS,
    DOMAIN,
    LOGGER,
    REVIEW,
)
from .counts.echoes import Echoes
from .counts.rescan import Rescan
from .counts.statistics import Statistics
from .counts.sync import CountSync
from .data import AccountState, account_state
from .deletion.job_store import JobStore
from .deletion.queue import DeletionQueue
from .deletion.receipts import Receipt, Status
from .deletion.runner import DeletedTooMuchError, DeletionRunner, NotTestedError
from .deletion.schedule import Schedule
from .deletion.scope import Scope
from .repair.issues import Issue, report, report_request_statuses
from .repair.protection import Protection
from .settings.review_guard import Guard
from .settings.watcher import SettingsWatch
from .store.account_store import AccountStorage
from .store.checked_store import NotStoredError
from .teaching.agreements import Standing
from .teaching.request_status import VOICE

# After a longer absence the past is counted, not announced.
NEWS_FOR: Final = 60 * 60 * 1000
MOST_NEWS: Final = 50
JUDGE_EVERY: Final = timedelta(minutes=1)

type PrivacyConfigEntry = ConfigEntry[PrivacyCoordinator]


class PrivacyCoordinator(DataUpdateCoordinator[AccountState]):
    """One account: its counts, its settings and its purges."""

    config_entry: PrivacyConfigEntry

    def __init__(
        self,
        hass: HomeAssistant,
        entry: PrivacyConfigEntry,
        session: AmazonSession,
        standing: Standing,
        storage: AccountStorage,
        job_store: JobStore,
    ) -> None:
        """Tie one account's parts together."""
        options = entry.options
        minutes = options.get(CONF_POLL_MINUTES, DEFAULT_POLL_MINUTES)
        super().__init__(hass, LOGGER, config_entry=entry, name=DOMAIN, update_interval=timedelta(minutes=minutes))
        recipes = standing.recipes
        self.recipes = recipes
        self.session = session
        self.history = History(session)
        self.audio = Audio(session, self.history)
        self.settings = Settings(session, recipes.switches)
        self.document = storage.document
        """The learned requests as they are stored; `recipes` are those of them that may be used."""
        self.agreements = storage.agreements
        self.standing = standing
        self.ledger = storage.ledger
        self.ledger.site = storage.conversations.site = session.credentials.domain
        self.request_statuses = storage.request_statuses
        self.receipts = storage.receipts
        self.nightly = storage.nightly
        self._storage = storage
        self._statistics = Statistics(hass, entry, storage.ledger)
        self.watch = SettingsWatch(self.settings, list(recipes.switches), self._judge)
        self.guard = Guard(self.watch, storage.incidents, wanted=options.get(CONF_KEEP_REVIEW_OFF, False))
        self.protection = Protection(
            hass, entry, recipes, storage, self.watch, self.guard, interval=timedelta(minutes=minutes)
        )
        self._protected = self.protection.now()
        self.rescan = Rescan(self.ledger, options.get(CONF_RESCAN_REQUESTS, DEFAULT_RESCAN_REQUESTS)).read(
            storage.rescan
        )
        self.counts = CountSync(self.history, self.ledger, self.rescan, on_update=self._publish, run=self._run)
        self.echoes = Echoes(hass, entry, self.ledger, session)
        self.echoes.adopt(self.history.now())
        self._conversations = self._count_conversations() if wants_conversations(hass, entry) else None
        self._recording_listeners: list[Callable[[Recording], None]] = []
        runner = DeletionRunner(
            self.history,
            [*recipe_deleters(session, self.history, recipes), *voice_deleters(session, options)],
            self.ledger,
            job_store,
            objection=self._objection,
            on_result=self._on_deleter_result,
            on_taken_along=self._hear_taken_along,
        )
        self.deletions = DeletionQueue(
            hass,
            entry,
            runner,
            self.counts,
            storage,
            job_store,
            on_update=self._publish,
            on_progress=self._publish_progress,
        )
        self.schedule = Schedule(hass, entry, self.deletions, storage, self._publish)
        self.deletions.listen(self.schedule.hear)
        self.data = self._state()

    @override
    async def _async_update_data(self) -> AccountState:
        """Count today, and read the settings when it is time."""
        if not self.counts.is_busy:
            try:
                with self.protection.contact.watching(), failures.polling():
                    await self._look()
            finally:
                self._resume()
            self._keep()
        return self._state()

    async def _look(self) -> None:
        """Look at Amazon: one page the first time; then all there is to see."""
        arrived = await self.counts.look(self.history.now())
        if arrived is None:
            return
        self._announce(arrived)
        await self.echoes.forget_unseen(self.history.now())
        await self.watch.read_when_due()
        await self.guard.look()
        self._tell_of_review()
        if self._conversations:
            await self._conversations.look(self.history.now())
        self.protection.contact.note_answer()

    def _resume(self) -> None:
        """Let the work on older days go on."""
        self.counts.resume()
        if self._conversations:
            self._conversations.resume()

    def _announce(self, arrived: Sequence[Recording]) -> None:
        """Tell of new recordings; what is old by now is no news."""
        young = self.history.now() - NEWS_FOR
        for recording in [recording for recording in arrived if recording.time >= young][-MOST_NEWS:]:
            for tell in self._recording_listeners:
                tell(recording)

    @callback
    def async_listen_for_recordings(self, tell: Callable[[Recording], None]) -> CALLBACK_TYPE:
        """Call `tell` with each new recording; return what ends that."""
        self._recording_listeners.append(tell)
        return partial(self._recording_listeners.remove, tell)

    async def async_begin(self) -> None:
        """Do in the background what set-up did not wait for: a whole poll, then what was interrupted."""
        await self.async_refresh()
        self.deletions.begin()
        self.config_entry.async_on_unload(self.schedule.begin())
        self.config_entry.async_on_unload(async_track_time_interval(self.hass, self._judge_protection, JUDGE_EVERY))

    @callback
    def _judge_protection(self, _now: datetime) -> None:
        """Show how well the account is protected where that has changed by time alone, or elsewhere."""
        before, self._protected = self._protected, self.protection.now()
        if self._protected != before:
            self.async_update_listeners()

    async def async_end(self) -> None:
        """Write what is known before the account goes."""
        await self.counts.end()
        if self._conversations:
            await self._conversations.end()
        self._keep()
        await self._storage.end()

    async def async_set_switch(self, name: str, *, on: bool) -> None:
        """Set a setting at Amazon and read it back; HomeAssistantError where it did not take."""
        if name == REVIEW and on and self.guard.wanted:
            raise ServiceValidationError(translation_domain=DOMAIN, translation_key="review_kept_off")
        try:
            with failures.acting(self.hass, self.config_entry):
                taken = await self.watch.set(name, on=on)
        finally:
            self._tell_of_review()
            self._publish()
        if not taken:
            raise HomeAssistantError(translation_domain=DOMAIN, translation_key="setting_not_taken")

    async def async_keep_review_off(self) -> None:
        """Switch human review off now and keep it off, and count anew how often it comes back.

        Raises as `async_set_switch`.
        """
        await self.async_set_switch(REVIEW, on=False)
        self._forget_incidents()
        if not self.guard.wanted:
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
        self.guard.forget()
        self._tell_of_review()
        self._publish()

    def _tell_of_review(self) -> None:
        """Tell the owner where human review is on, is found on again and again, or cannot be switched off."""
        if not self.guard.wanted and (is_on := self.protection.is_review_unwanted) is not None:
            report(self.hass, self.config_entry, Issue.REVIEW_ON, exists=is_on)
        report(self.hass, self.config_entry, Issue.REVIEW_COMES_BACK, exists=self.guard.comes_back)
        report(self.hass, self.config_entry, Issue.REVIEW_STAYS_ON, exists=self.guard.is_on)

    async def async_delete_today(self) -> int:
        """Delete what was recorded since local midnight, and return how much is gone.

        HomeAssistantError where any of it may still be there.
        """
        today = self.ledger.start_of(self.ledger.day_of(self.history.now()))
        return self._insist_all_gone(await self.deletions.run(Scope(start=today, is_today=True)))

    async def async_purge_now(self) -> int:
        """Delete what the next nightly purge would, and return how much is gone; raises as `async_delete_today`."""
        return self._insist_all_gone(await self.schedule.run_now())

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
        self.deletions.cancel()

    @callback
    def async_forget_echo(self, serial: str) -> bool:
        """Forget an Echo without recordings, whose device the owner removes; return whether it is gone."""
        if is_gone := self.echoes.forget(serial):
            self._storage.save_soon()
            self.data = self._state()
            self.async_update_listeners()
        return is_gone

    async def async_rehearsed(self, recording: Recording) -> None:
        """Count a deletion that a rehearsal verified, and its day again; raises AmazonError where that fails."""
        report_request_statuses(self.hass, self.config_entry, self.request_statuses)
        self._storage.receipts.add_one()
        await self.counts.count_day(recording.time, self.history.now())
        with suppress(NotStoredError):
            # An issue says so; it is tried again.
            await self._storage.save()
        self._publish()

    async def async_keep_requests(self) -> None:
        """Store at once what is known of learned requests."""
        with suppress(NotStoredError):
            # An issue says so; what is not stored is asked for again after a restart.
            await self._storage.save()

    async def async_save(self) -> None:
        """Write what is known now; raises NotStoredError."""
        await self._storage.save()

    async def async_allow_voice(self) -> None:
        """Allow deletion by voice again, whatever it has deleted before."""
        self.request_statuses.forget(VOICE)
        await self.async_note_proofs()

    async def async_note_proofs(self) -> None:
        """Keep what a test showed of a learned request, and tell the owner."""
        report_request_statuses(self.hass, self.config_entry, self.request_statuses)
        await self._storage.save()
        self._publish()

    def _objection(self, deleter: Deleter) -> Exception | None:
        """Return why a way to delete must not be used: it was not tested, or has deleted too much since.

        What deletes everything cannot be tested on one recording: it is used where everything is asked for, where
        nothing could be deleted that was not meant.
        """
        if deleter.name in self.request_statuses.deleted_too_much:
            return DeletedTooMuchError()
        testable = deleter.method is Method.REQUEST and not isinstance(deleter, EverythingDeleter)
        return NotTestedError() if testable and not self.request_statuses.is_tested(deleter.name) else None

    def _on_deleter_result(self, deleter: Deleter, works: bool) -> None:  # noqa: FBT001 - the answer to "does it work?"
        """Note what a purge showed of a learned request."""
        if deleter.method is Method.REQUEST:
            self._judge(deleter.name, works)

    def _hear_taken_along(self, name: str, count: int) -> None:
        """Note that a way to delete has deleted recordings that it was not asked to delete, and tell the owner."""
        self.request_statuses.takes_along(name, count)
        self._storage.save_soon()
        report_request_statuses(self.hass, self.config_entry, self.request_statuses)

    def _judge(self, name: str, works: bool) -> None:  # noqa: FBT001 - the answer to "does it work?"
        """Note what was seen of a learned request, and tell the owner where it stopped working."""
        if self.request_statuses.works(name) if works else self.request_statuses.fails(name):
            self._storage.save_soon()
        report_request_statuses(self.hass, self.config_entry, self.request_statuses)

    def _run(self, work: Coroutine[Any, Any, None], name: str) -> asyncio.Task[None]:
        """Run something until it is done or the account is unloaded."""
        return self.config_entry.async_create_background_task(self.hass, work, f"{DOMAIN} {name}")

    def _publish(self) -> None:
        """Show what the ledger knows now, between polls."""
        self.data = self._state()
        self._keep()
        self.async_update_listeners()

    @callback
    def async_confirm_empty(self) -> None:
        """Believe that the history is empty, as the owner says: this is the account's own site."""
        self.ledger.sites.add(self.ledger.site)
        self._publish()

    def _keep(self) -> None:
        """Put what is known now where it stays, and tell the owner where an empty history may be a wrong one."""
        report(
            self.hass,
            self.config_entry,
            Issue.EMPTY_UNCONFIRMED,
            exists=self._storage.empty_unconfirmed,
            site=f"amazon.{self.ledger.site}",
        )
        self.echoes.keep(self.history.now())
        self._statistics.write()
        self._storage.rescan = self.rescan.as_dict()
        self._storage.save_soon()

    def _count_conversations(self) -> CountSync:
        """Count conversations like recordings, apart from them."""
        ledger = self._storage.conversations
        return CountSync(
            Conversations(self.session),
            ledger,
            Rescan(ledger, 0),
            on_update=self._publish,
            run=self._run,
            is_set_up=True,
        )

    def _publish_progress(self) -> None:
        """Show how far a purge has come; nothing else has changed."""
        self.data = replace(self.data, purge=self.deletions.progress, purging=self.deletions.running)
        self.async_update_listeners()

    def _state(self) -> AccountState:
        """Return what the entities show."""
        state = account_state(self._storage, self.history.now(), self.watch.states, self.counts.progress)
        return replace(state, purge=self.deletions.progress, purging=self.deletions.running)


def wants_conversations(hass: HomeAssistant, entry: ConfigEntry) -> bool:
    """Return whether the owner has switched the sensor on: their listing costs as much as that of recordings."""
    entities = er.async_get(hass)
    known = entities.async_get_entity_id("sensor", DOMAIN, f"{entry.unique_id}_conversations")
    registered = entities.async_get(known) if known else None
    return registered is not None and registered.disabled_by is None


def voice_deleters(session: AmazonSession, options: Mapping[str, Any]) -> list[Deleter]:
    """Return the ways to delete by voice, where the owner has switched that on."""
    spoken = options.get(CONF_SPOKEN, {})
    if not spoken.get("enabled"):
        return []
    return [VoiceDeleter(session, spoken["device"], what, spoken["language"]) for what in Spoken]
