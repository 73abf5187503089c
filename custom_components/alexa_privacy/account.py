"""One account in Home Assistant: builds its parts, and owns them."""

import asyncio
from collections.abc import Coroutine, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ConfigEntryError, UnsupportedStorageVersionError
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.aiohttp_client import async_create_clientsession
from homeassistant.util import dt as dt_util

from .amazon.audio import Audio
from .amazon.conversations import Conversations
from .amazon.deleters import Deleter, recipe_deleters
from .amazon.history import History
from .amazon.phrases import Spoken
from .amazon.privacy_settings import Settings
from .amazon.recipes.document import RecipeError
from .amazon.session import AmazonSession
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
from .deletion.queue import DeletionQueue
from .deletion.runner import DeletionRunner
from .deletion.schedule import Schedule
from .repair.issues import given_names, in_words, report_requests, report_written
from .repair.protection import Protection
from .settings.account_settings import AccountSettings
from .settings.named_settings import named_settings, remove_forgotten
from .settings.watcher import SettingsWatch
from .store.account_store import AccountStorage
from .teaching.learned_requests import LearnedRequests

type PrivacyConfigEntry = ConfigEntry[Account]


@dataclass(frozen=True, kw_only=True)
class Account:
    """The parts of one account; what is kept of it on disk, `store` has."""

    timing: Timing
    session: AmazonSession
    history: History
    audio: Audio
    store: AccountStorage
    requests: LearnedRequests
    settings: AccountSettings
    counts: CountSync
    conversations: CountSync | None
    """Counted where the owner has switched their sensor on."""
    echoes: Echoes
    deletions: DeletionQueue
    schedule: Schedule
    protection: Protection
    coordinator: PrivacyCoordinator

    async def async_begin(self) -> None:
        """Do in the background what set-up did not wait for: a whole poll, then what was interrupted."""
        await self.coordinator.async_refresh()
        self.deletions.begin()
        entry = self.coordinator.config_entry
        entry.async_on_unload(self.schedule.begin())
        entry.async_on_unload(self.coordinator.async_watch_protection())

    async def async_end(self) -> None:
        """Write what is known before the account goes."""
        await self.counts.end()
        if self.conversations:
            await self.conversations.end()
        self.coordinator.async_keep()
        await self.store.end()


async def async_load_account(hass: HomeAssistant, entry: PrivacyConfigEntry) -> Account:
    """Return an account with what was kept of it; raises ConfigEntryError, and what `set_up_credentials` raises."""
    session = AmazonSession(
        async_create_clientsession(hass),
        set_up_credentials(hass, entry),
        on_signed_out=lambda: entry.async_start_reauth(hass),
        zone=dt_util.get_default_time_zone(),
        pace=TIMING,
    )
    on_written = partial(report_written, hass, entry)
    store = AccountStorage(hass, entry.entry_id, on_written=on_written)
    jobs = JobStore(hass, entry.entry_id, on_written=on_written)
    try:
        await store.load()
        await jobs.load()
    except UnsupportedStorageVersionError as err:
        raise ConfigEntryError(translation_domain=DOMAIN, translation_key="stored_by_newer") from err
    document, is_valid = entry.options.get(CONF_RECIPES) or {}, True
    judge = store.agreements.standing
    try:
        # In a thread: what others wrote there may be long.
        standing = await hass.async_add_executor_job(judge, document, store.request_statuses)
    except RecipeError as err:
        LOGGER.warning("Learned requests are invalid and not used: %s", err)
        document, is_valid = {}, False
        standing = judge(document, store.request_statuses)
    if is_valid:
        remove_forgotten(hass, entry, document)
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
    """Return an account, built around a session and what was loaded from disk."""

    def publish() -> None:
        """Publish what has changed between polls."""
        coordinator.async_publish()

    def publish_settings() -> None:
        """Report and publish what has changed of the settings."""
        protection.report_review()
        coordinator.async_publish()

    def run(work: Coroutine[Any, Any, None], name: str) -> asyncio.Task[None]:
        """Run something until it is done or the account is unloaded."""
        return entry.async_create_background_task(hass, work, f"{DOMAIN} {name}")

    interval = timedelta(minutes=entry.options.get(CONF_POLL_MINUTES, DEFAULT_POLL_MINUTES))
    store.ledger.site = store.conversations.site = session.credentials.domain
    history = History(session)
    recipes = requests.recipes
    watch = SettingsWatch(Settings(session, recipes.settings), list(recipes.settings), requests.note, timing)
    names = {key: in_words(hass, given_names(entry), [key]) for key in recipes.settings}
    settings = AccountSettings(hass, entry, watch, store.incidents, publish_settings, named_settings(recipes, names))
    protection = Protection(hass, entry, recipes, store, settings, interval=interval)
    rescan = Rescan(store.ledger, entry.options.get(CONF_RESCAN_REQUESTS, DEFAULT_RESCAN_REQUESTS))
    retry_after = timing.retry_backfill_after
    counts = CountSync(
        history, store.ledger, rescan.read(store.rescan), on_update=publish, run=run, retry_first=retry_after
    )
    echoes = Echoes(hass, entry, store.ledger, session)
    echoes.adopt(history.now())
    conversations = None
    if wants_conversations(hass, entry):
        # Counted like recordings, apart from them.
        rescan_none = Rescan(store.conversations, 0)
        conversations = CountSync(
            Conversations(session),
            store.conversations,
            rescan_none,
            on_update=publish,
            run=run,
            retry_first=retry_after,
            is_set_up=True,
        )
    deleters = [*recipe_deleters(session, history, recipes), *_voice_deleters(session, entry)]
    create_runner = partial(DeletionRunner, history, deleters, store.ledger, jobs, requests.objection, timing)
    deletions = DeletionQueue(hass, entry, create_runner, counts, store, jobs, timing.save_again_after)
    entry.async_on_unload(deletions.subscribe(requests.on_deletion_event))
    schedule = Schedule(hass, entry, deletions, store, publish)
    coordinator = PrivacyCoordinator(
        hass,
        entry,
        interval=interval,
        history=history,
        store=store,
        counts=counts,
        conversations=conversations,
        echoes=echoes,
        statistics=Statistics(hass, entry, store.ledger),
        settings=settings,
        deletions=deletions,
        protection=protection,
    )
    entry.async_on_unload(deletions.subscribe(coordinator.async_on_deletion_event))
    return Account(
        timing=timing,
        session=session,
        history=history,
        audio=Audio(session, history),
        store=store,
        requests=requests,
        settings=settings,
        counts=counts,
        conversations=conversations,
        echoes=echoes,
        deletions=deletions,
        schedule=schedule,
        protection=protection,
        coordinator=coordinator,
    )


def wants_conversations(hass: HomeAssistant, entry: ConfigEntry) -> bool:
    """Return whether the owner has switched the sensor on: their listing costs as much as that of recordings."""
    entities = er.async_get(hass)
    known = entities.async_get_entity_id("sensor", DOMAIN, f"{entry.unique_id}_conversations")
    registered = entities.async_get(known) if known else None
    return registered is not None and registered.disabled_by is None


def _voice_deleters(session: AmazonSession, entry: ConfigEntry) -> Iterator[Deleter]:
    """Return the ways to delete by voice, where the owner has switched that on."""
    spoken = entry.options.get(CONF_SPOKEN, {})
    if spoken.get("enabled"):
        for what in Spoken:
            yield VoiceDeleter(session, spoken["device"], what, spoken["language"])
