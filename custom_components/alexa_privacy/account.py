"""Builds and owns the parts of one account."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import CALLBACK_TYPE, HassJob, HomeAssistant, callback
from homeassistant.exceptions import ConfigEntryError, ServiceValidationError, UnsupportedStorageVersionError
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.aiohttp_client import async_create_clientsession
from homeassistant.helpers.event import async_call_later
from homeassistant.util import dt as dt_util

from .amazon.audio import Audio
from .amazon.deleters import Deleter, RecordingsDeleter, recipe_deleters
from .amazon.history import Conversations, History
from .amazon.listed import ListedRecordings
from .amazon.phrases import Spoken
from .amazon.privacy_settings import Settings
from .amazon.recipes.document import CONVERSATIONS, VOICE_HISTORY
from .amazon.recipes.request_form import RecipeError
from .amazon.session import AmazonSession
from .amazon.taught_history import TaughtHistory, listing_of
from .amazon.voice import VoiceDeleter
from .auth import set_up_credentials
from .const import (
    CONF_POLL_MINUTES,
    CONF_RECIPES,
    CONF_RESCAN_REQUESTS,
    CONF_SPOKEN,
    DEFAULT_POLL_MINUTES,
    DEFAULT_RESCAN_REQUESTS,
    DOMAIN,
    LOGGER,
    TIMING,
    Timing,
)
from .coordinator import PrivacyCoordinator
from .counts.echoes import Echoes
from .counts.rescan import Rescan
from .counts.statistics import Statistics
from .counts.sync import CountSync
from .deletion.job_store import JobStore
from .deletion.models import DeletionEvent, Job
from .deletion.queue import DeletionQueue
from .deletion.runner import DeletionRunner
from .deletion.schedule import Schedule
from .histories.account_history import AccountHistory
from .repair.issues import Issue, forget_histories, given_names, report, report_requests, request_names
from .repair.protection import Protection
from .settings.account_settings import AccountSettings
from .settings.named_settings import remove_forgotten
from .settings.watcher import SettingsWatch
from .store.account_store import AccountStorage
from .teaching.learned_requests import LearnedRequests
from .teaching.request_status import deletion_fingerprint, listing_fingerprint

# However seldom Amazon is polled, what the page shows is no older.
_FRESH_FOR: Final = timedelta(minutes=30)

# Of the requests for older days each day, another history may send one of so many in addition.
_SHARE_OF_OTHERS: Final = 4

type PrivacyConfigEntry = ConfigEntry[Account]


@dataclass(frozen=True, kw_only=True)
class Account:
    """The parts of one account; `store` has what is on disk."""

    timing: Timing
    session: AmazonSession
    audio: Audio
    store: AccountStorage
    requests: LearnedRequests
    settings: AccountSettings
    histories: Mapping[str, AccountHistory]
    """By key: voice recordings first, then conversations, then those that the owner taught."""
    echoes: Echoes
    deletions: DeletionQueue
    protection: Protection
    coordinator: PrivacyCoordinator

    @property
    def voice(self) -> AccountHistory:
        """The voice recordings."""
        return self.histories[VOICE_HISTORY]

    def history(self, key: str) -> AccountHistory:
        """Return a history; raises ServiceValidationError if there is none with this key."""
        if key not in self.histories:
            raise ServiceValidationError(
                translation_domain=DOMAIN,
                translation_key="history_unknown",
                translation_placeholders={"history": key, "histories": ", ".join(self.histories)},
            )
        return self.histories[key]

    @property
    def taught_histories(self) -> list[AccountHistory]:
        """The other histories that the owner taught how to delete from."""
        return [self.histories[key] for key in self.requests.recipes.histories]

    async def async_change_nights(self, **settings: Any) -> None:
        """Change when all nightly purges run and what they keep; raises what `Schedule.change` raises."""
        others = [each.kept.nightly for each in self.histories.values() if each is not self.voice]
        await self.voice.schedule.change(followers=others, **settings)

    async def async_begin(self) -> None:
        """Start in the background what setup did not wait for: a full poll, then interrupted work."""
        await self.coordinator.async_refresh()
        self.deletions.begin()
        entry = self.coordinator.config_entry
        for each in self.histories.values():
            entry.async_on_unload(each.schedule.begin())
        entry.async_on_unload(self.coordinator.async_watch_protection())

    async def async_end(self) -> None:
        """Write everything to disk before the account is unloaded."""
        for each in self.histories.values():
            await each.end()
        self.coordinator.async_keep()
        await self.store.end()


async def async_load_account(hass: HomeAssistant, entry: PrivacyConfigEntry) -> Account:
    """Load an account from disk; raises ConfigEntryError, and what `set_up_credentials` raises."""
    session = AmazonSession(
        async_create_clientsession(hass),
        set_up_credentials(hass, entry),
        on_signed_out=lambda: entry.async_start_reauth(hass),
        zone=dt_util.get_default_time_zone(),
        pace=TIMING,
    )

    def on_written(works: bool) -> None:  # noqa: FBT001 - "was it written?"
        """Create an issue if a write to disk failed, and clear it once a write succeeds."""
        report(hass, entry, Issue.NOT_STORED, exists=not works)

    store = AccountStorage(hass, entry.entry_id, on_written=on_written)
    jobs = JobStore(hass, entry.entry_id, on_written=on_written)
    try:
        await store.load()
        await jobs.load()
    except UnsupportedStorageVersionError as err:
        raise ConfigEntryError(translation_domain=DOMAIN, translation_key="stored_by_newer") from err
    document, is_valid = entry.options.get(CONF_RECIPES) or {}, True
    try:
        # In a thread: what others wrote there may be long.
        standing = await hass.async_add_executor_job(store.request_statuses.under(document).standing)
    except RecipeError as err:
        LOGGER.warning("Learned requests are invalid and not used: %s", err)
        document, is_valid = {}, False
        standing = store.request_statuses.standing()
    if is_valid:
        remove_forgotten(hass, entry, document)
        forget_histories(hass, entry, document.get("histories", {}))
        # What waits for an agreement is no history yet, but what was kept of it is not forgotten.
        taught = {VOICE_HISTORY, *document.get("histories", {})}
        store.keep_histories(taught, counted={CONVERSATIONS} if wants_conversations(hass, entry) else ())
        await jobs.keep_histories(store.histories)
    store.request_statuses = store.request_statuses.under(standing.agreed)
    report_requests(hass, entry, standing, store.request_statuses, readable=is_valid)
    requests = LearnedRequests(hass, entry, store, document, standing)
    account = build_account(hass, entry, session, store, jobs, requests, TIMING)
    account.requests.report()
    return account


def build_account(
    hass: HomeAssistant,
    entry: PrivacyConfigEntry,
    session: AmazonSession,
    store: AccountStorage,
    jobs: JobStore,
    requests: LearnedRequests,
    timing: Timing,
) -> Account:
    """Build an account from a session and what was loaded from disk."""

    def publish() -> None:
        coordinator.async_publish()

    def publish_settings() -> None:
        protection.report_review()
        coordinator.async_publish()

    def run(work: Coroutine[Any, Any, None], name: str) -> asyncio.Task[None]:
        """Run something until it is done or the account is unloaded."""
        return entry.async_create_background_task(hass, work, f"{DOMAIN} {name}")

    interval = timedelta(minutes=entry.options.get(CONF_POLL_MINUTES, DEFAULT_POLL_MINUTES))
    recipes = requests.recipes
    listings = _listings(hass, entry, session, requests)
    # What is newer than a poll that failed is asked for.
    fresh_for = min(2 * interval, _FRESH_FOR).total_seconds()
    budget = entry.options.get(CONF_RESCAN_REQUESTS, DEFAULT_RESCAN_REQUESTS)
    listed, counts, deleters = {}, {}, {}
    for key, history in listings.items():
        kept = store.history(key)
        kept.begin(listing_fingerprint(requests.document, key))
        if isinstance(history, TaughtHistory):
            history.end = kept.end
        kept.nightly.follow(store.voice.nightly, dt_util.now())
        kept.ledger.site = session.credentials.domain
        listed[key] = ListedRecordings(history, partial(_call_later, hass), fresh_for)
        kept.ledger.on_listed = listed[key].refresh
        counts[key] = CountSync(
            history,
            kept.ledger,
            Rescan(
                kept.ledger,
                budget if key == VOICE_HISTORY else budget // _SHARE_OF_OTHERS,
                has_window=history.has_window,
            ).read(kept.rescan),
            on_update=publish,
            run=run,
            retry_first=timing.retry_backfill_after,
            is_set_up=key != VOICE_HISTORY,
        )
        taught = recipes.histories.get(key)
        deleters[key] = [RecordingsDeleter(session, taught.delete, key)] if taught else list[Deleter]()
    voice, ledger = listings[VOICE_HISTORY], store.voice.ledger
    deleters[VOICE_HISTORY] = [*recipe_deleters(session, voice, recipes), *_voice_deleters(session, entry)]

    def create_runner(job: Job, publish: Callable[[DeletionEvent], None]) -> DeletionRunner:
        key = job.history
        job.run_with(deletion_fingerprint(requests.document, key))
        return DeletionRunner(
            listings[key],
            deleters[key],
            store.history(key).ledger,
            jobs,
            requests.objection,
            timing,
            partial(settings.retained_since, key),
            job,
            publish,
        )

    watch = SettingsWatch(Settings(session, recipes.settings), list(recipes.settings), requests.note, timing)
    names = {key: request_names(hass, given_names(entry), [key]) for key in (*recipes.settings, *listings)}
    settings = AccountSettings(
        hass, entry, watch, store.incidents, publish_settings, recipes, names, voice.now, interval
    )
    protection = Protection(hass, entry, recipes, store, settings, interval)
    echoes = Echoes(hass, entry, ledger, session)
    echoes.adopt(voice.now())
    deletions = DeletionQueue(hass, entry, create_runner, counts, store, jobs, timing, lambda: session.unanswered_since)
    entry.async_on_unload(deletions.subscribe(requests.on_deletion_event))
    histories = {
        key: AccountHistory(
            key=key,
            name=names[key],
            history=history,
            kept=store.history(key),
            counts=counts[key],
            listed=listed[key],
            schedule=Schedule(hass, entry, deletions, store, key, publish),
            note_listing=requests.note_listing,
        )
        for key, history in listings.items()
    }
    for each in histories.values():
        entry.async_on_unload(deletions.subscribe(each.on_deletion_event))
    coordinator = PrivacyCoordinator(
        hass,
        entry,
        interval=interval,
        histories=histories,
        store=store,
        echoes=echoes,
        statistics=Statistics(hass, entry, ledger),
        settings=settings,
        deletions=deletions,
        protection=protection,
    )
    entry.async_on_unload(deletions.subscribe(coordinator.async_on_deletion_event))
    return Account(
        timing=timing,
        session=session,
        audio=Audio(session, voice),
        store=store,
        requests=requests,
        settings=settings,
        histories=histories,
        echoes=echoes,
        deletions=deletions,
        protection=protection,
        coordinator=coordinator,
    )


def _listings(
    hass: HomeAssistant, entry: ConfigEntry, session: AmazonSession, requests: LearnedRequests
) -> dict[str, History]:
    listings = {VOICE_HISTORY: History(session)}
    if wants_conversations(hass, entry) or CONVERSATIONS in requests.recipes.histories:
        listings[CONVERSATIONS] = Conversations(session)
    taught = requests.recipes.histories.items()
    return listings | {key: listing_of(session, recipe) for key, recipe in taught if recipe.listing}


def wants_conversations(hass: HomeAssistant, entry: ConfigEntry) -> bool:
    """Return whether the sensor is enabled: listing conversations costs as much as listing recordings."""
    entities = er.async_get(hass)
    known = entities.async_get_entity_id("sensor", DOMAIN, f"{entry.unique_id}_conversations")
    registered = entities.async_get(known) if known else None
    return registered is not None and registered.disabled_by is None


def _call_later(hass: HomeAssistant, delay: float, action: Callable[[], None]) -> CALLBACK_TYPE:
    """Call an action after some seconds, unless Home Assistant stops before. Return what cancels that."""
    return async_call_later(hass, delay, HassJob(callback(lambda _now: action()), cancel_on_shutdown=True))


def _voice_deleters(session: AmazonSession, entry: ConfigEntry) -> Iterator[Deleter]:
    """Return the deleters for deletion by voice, if the owner turned it on."""
    spoken = entry.options.get(CONF_SPOKEN, {})
    if spoken.get("enabled"):
        for what in Spoken:
            yield VoiceDeleter(session, spoken["device"], what, spoken["language"])
