"""One account's purges: asked for, done one after the other, and each ended by its receipt."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import CALLBACK_TYPE, HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.dispatcher import async_dispatcher_connect, async_dispatcher_send
from homeassistant.util import dt as dt_util

from .. import exceptions as failures
from ..amazon.deleters import Method
from ..const import DOMAIN, LOGGER
from ..counts.sync import CountSync
from ..store.account_store import AccountStorage
from ..store.checked_store import NotStoredError
from .job_store import JobStore
from .models import Job, Phase, Progress
from .receipts import Receipt, Status
from .runner import DeletionRunner
from .scope import Scope

# How long to wait before a receipt that could not be written is tried again.
SAVE_AGAIN_AFTER: Final = 60.0

# An account that is removed is unloaded first.
REMOVED_WITHIN: Final = 30.0

type _Ended = tuple[Receipt, HomeAssistantError | None]


def watch(hass: HomeAssistant, entry_id: str, listener: Callable[[], None]) -> CALLBACK_TYPE:
    """Tell when an account's purges have come further, also once it was loaded anew; the answer ends that."""
    return async_dispatcher_connect(hass, _signal(entry_id), listener)


def _signal(entry_id: str) -> str:
    """Return what is sent when an account's purges have come further."""
    return f"{DOMAIN}_{entry_id}_purges"


class DeletionQueue:
    """Runs purges until they are done; those that are interrupted go on at the next start."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        runner: DeletionRunner,
        counts: CountSync,
        storage: AccountStorage,
        job_store: JobStore,
        *,
        on_update: Callable[[], None],
        on_progress: Callable[[], None],
    ) -> None:
        """`on_update` is told when a receipt is there, `on_progress` when `progress` has changed."""
        self._hass = hass
        self._entry = entry
        self._runner = runner
        self._counts = counts
        self._storage = storage
        self._job_store = job_store
        self._on_update = on_update
        self._on_progress = on_progress
        self._worker: asyncio.Task[None] | None = None
        self._waiting: dict[str, asyncio.Future[_Ended | None]] = {}
        self._listeners: list[Callable[[Receipt], None]] = []
        self.progress = Progress()
        self.failure: HomeAssistantError | None = None
        """Why the last purge failed."""

    @property
    def running(self) -> bool:
        """Return whether anything is being purged, or waits for it."""
        return bool(self._job_store.jobs)

    @property
    def has_nightly(self) -> bool:
        """Return whether the nightly purge runs, or waits for it."""
        return any(job.nightly for job in self._job_store.jobs)

    def listen(self, listener: Callable[[Receipt], None]) -> CALLBACK_TYPE:
        """Tell of each receipt; the answer ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def begin(self) -> None:
        """Do what there is to do."""
        if self._job_store.jobs and (self._worker is None or self._worker.done()):
            self._worker = self._entry.async_create_background_task(self._hass, self._work(), f"{DOMAIN} purges")

    async def run(
        self,
        scope: Scope,
        *,
        dry_run: bool = False,
        nightly: bool = False,
        on_progress: Callable[[Progress], None] = lambda _: None,
    ) -> Receipt:
        """Purge when those before it are done, and return the receipt; HomeAssistantError where it cannot be."""
        job = Job(scope=scope, nightly=nightly, on_progress=on_progress)
        if dry_run:
            async with self._counts.exclusive():
                with failures.acting(self._hass, self._entry):
                    preview = await self._runner.preview(job)
            return preview
        waiting = self._waiting[job.receipt_id] = asyncio.Future()
        try:
            await self._accept(job)
        except NotStoredError:
            del self._waiting[job.receipt_id]
            raise
        ended = await waiting
        if ended is None:
            key = "purge_removed" if await self._is_removed() else "purge_interrupted"
            raise HomeAssistantError(translation_domain=DOMAIN, translation_key=key)
        receipt, error = ended
        if error:
            raise error
        return receipt

    async def _is_removed(self) -> bool:
        """Return whether the account was unloaded in order to be removed, once that is known."""
        with suppress(TimeoutError):
            async with asyncio.timeout(REMOVED_WITHIN), self._entry.setup_lock:
                pass
        return self._hass.config_entries.async_get_entry(self._entry.entry_id) is None

    async def start(self, scope: Scope, *, nightly: bool = False) -> Receipt:
        """Purge in the background; what goes wrong stands in the receipt that is kept.

        Raises NotStoredError where it would not survive, unless it is the nightly purge, which nobody waits for.
        """
        job = Job(scope=scope, nightly=nightly)
        try:
            await self._accept(job)
        except NotStoredError as err:
            if not nightly:
                raise
            receipt = job.receipt(Status.FAILED, error=err.translation_key)
            self._keep(receipt)
            self._announce(receipt)
            return receipt
        return job.receipt(Status.RUNNING)

    def cancel(self, receipt_id: str | None = None) -> None:
        """End a purge, or all of them: the one that runs once its present request is answered."""
        for job in self._job_store.jobs:
            if receipt_id in {None, job.receipt_id}:
                job.cancel()

    async def _accept(self, job: Job) -> None:
        """Take a purge up, and tell who asked for it what it is called; raises NotStoredError."""
        await self._job_store.add(job)
        job.tell(Phase.IDLE)
        self.begin()

    async def _work(self) -> None:
        """Purge until there is nothing more to do."""
        try:
            while self._job_store.jobs:
                job = self._job_store.jobs[0]
                if job.receipt_id in self._storage.receipts:
                    # It was done when something came between its receipt and its end.
                    await self._job_store.end(job)
                    continue
                async with self._counts.exclusive():
                    receipt, error = await self._purge(job)
                await self._end(job, receipt)
                if not self._answer(job, (receipt, error)) and error:
                    LOGGER.error("Deletion failed: %s", error)
        finally:
            for waiting in self._waiting.values():
                if not waiting.done():
                    waiting.set_result(None)
            self._waiting.clear()

    async def _purge(self, job: Job) -> _Ended:
        """Run one purge; what goes wrong is part of what it ends with."""
        if job.forgotten:
            return job.receipt(Status.FAILED, error="purge_forgotten"), None
        asker = job.on_progress

        def tell(progress: Progress) -> None:
            """Show the progress, and tell who asked for the purge."""
            self.progress = progress
            self._on_progress()
            async_dispatcher_send(self._hass, _signal(self._entry.entry_id))
            asker(progress)

        job.on_progress, self.failure = tell, None
        try:
            with failures.acting(self._hass, self._entry):
                receipt = await self._runner.run(job)
        except HomeAssistantError as err:
            self.failure = err
            return job.receipt(Status.FAILED, error=err.translation_key), err
        except Exception as err:  # noqa: BLE001 - one purge that meets a mistake of ours must not stop all after it
            LOGGER.error("Deletion failed unexpectedly: %s", type(err).__name__)
            receipt = job.receipt(Status.FAILED, seen=False, error="unexpected")
            return receipt, HomeAssistantError(translation_domain=DOMAIN, translation_key="unexpected")
        if receipt.method is Method.VOICE and receipt.status is Status.FAILED and receipt.still_listed:
            key = "voice_deleted_nothing"
            return replace(receipt, error=key), HomeAssistantError(translation_domain=DOMAIN, translation_key=key)
        return receipt, None

    async def _end(self, job: Job, receipt: Receipt) -> None:
        """Keep the receipt, then forget the purge; nothing is claimed before the receipt is on disk."""
        self._keep(receipt)
        while True:
            try:
                await self._storage.save()
                break
            except NotStoredError as err:
                self._answer(job, (receipt, err))
                await asyncio.sleep(SAVE_AGAIN_AFTER)
        await self._job_store.end(job)
        self.progress = Progress()
        self._announce(receipt)

    def _keep(self, receipt: Receipt) -> None:
        """Keep a receipt in memory."""
        self._storage.receipts.add(receipt)
        if receipt.nightly:
            self._storage.nightly.hear(receipt, dt_util.now())

    def _answer(self, job: Job, ended: _Ended) -> bool:
        """Answer who waits for a purge; return whether anybody does."""
        waiting = self._waiting.pop(job.receipt_id, None)
        if waiting is None or waiting.done():
            return False
        waiting.set_result(ended)
        return True

    def _announce(self, receipt: Receipt) -> None:
        """Show a receipt to all who listen."""
        self._on_update()
        async_dispatcher_send(self._hass, _signal(self._entry.entry_id))
        for listener in self._listeners:
            listener(receipt)
