"""Runs one account's deletions one after the other, and publishes all their events."""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from time import monotonic
from typing import Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.event import async_track_time_interval

from .. import exceptions
from ..amazon.deleters import Method
from ..amazon.recipes.document import VOICE_HISTORY
from ..const import DOMAIN, LOGGER, Timing
from ..counts.sync import CountSync
from ..store.account_store import AccountStorage
from ..store.checked_store import NotStoredError
from .job_store import JobStore
from .models import Accepted, DeletionEvent, Finished, Job, Progress, ReceiptDelayed
from .receipts import Receipt, Status
from .runner import DeletionRunner
from .scope import Scope

# An account that is removed is unloaded first.
REMOVED_WITHIN: Final = 30.0

type _Result = tuple[Receipt, HomeAssistantError | None]
type CreateRunner = Callable[[Job, Callable[[DeletionEvent], None]], DeletionRunner]


@dataclass(eq=False, repr=False)
class DeletionQueue:
    """Runs deletions until they are done; those that are interrupted resume at the next start.

    Each job has a runner of its own, and runs while polls and work of its history are paused. A receipt that cannot be
    written is written again later.
    """

    _hass: HomeAssistant
    _entry: ConfigEntry
    _create_runner: CreateRunner
    _counts: Mapping[str, CountSync]
    """Those of each history that can be listed."""
    _storage: AccountStorage
    _job_store: JobStore
    _timing: Timing
    _unanswered_since: Callable[[], float | None]
    """Returns when (monotonic) Amazon was first asked for what it has not answered."""
    _waiting: bool = field(default=False, init=False)
    _worker: asyncio.Task[None] | None = field(default=None, init=False)
    _awaited: set[str] = field(default_factory=set, init=False)
    """Whose result a caller waits for."""
    _listeners: dict[CALLBACK_TYPE, Callable[[DeletionEvent], None]] = field(default_factory=dict, init=False)
    progress: Progress = field(default_factory=Progress, init=False)
    """How far the deletion that runs has come."""
    failure: HomeAssistantError | None = field(default=None, init=False)
    """Why the last deletion failed."""

    @property
    def running(self) -> bool:
        """Return whether a deletion is running or waiting."""
        return bool(self._job_store.jobs)

    def receipt_ids(self, history: str) -> list[str]:
        """Return the unfinished deletions of a history, in the order they run."""
        return [job.receipt_id for job in self._job_store.jobs if job.history == history]

    def has_nightly(self, history: str) -> bool:
        """Return whether the nightly purge of a history is running or waiting."""
        return any(job.nightly and job.history == history for job in self._job_store.jobs)

    @callback
    def subscribe(self, listener: Callable[[DeletionEvent], None]) -> CALLBACK_TYPE:
        """Call `listener` with every event of every deletion, in order. Return an unsubscribe function."""

        @callback
        def unsubscribe() -> None:
            self._listeners.pop(unsubscribe, None)

        self._listeners[unsubscribe] = listener
        return unsubscribe

    def begin(self) -> None:
        """Start the worker if there are jobs."""
        if self._job_store.jobs and (self._worker is None or self._worker.done()):
            self._worker = self._entry.async_create_background_task(self._hass, self._work(), f"{DOMAIN} deletions")

    async def preview(
        self,
        scope: Scope,
        on_progress: Callable[[Progress], None] = lambda _: None,
        *,
        history: str = VOICE_HISTORY,
    ) -> Receipt:
        """Return what deleting a scope would delete, once the deletions before it are done.

        Calls `on_progress` after each page that is listed. Raises HomeAssistantError if it cannot be deleted.
        """

        def report(event: DeletionEvent) -> None:
            """Pass on progress; a preview has no other events."""
            if isinstance(event, Progress):
                on_progress(event)

        async with self._counts[history].exclusive():
            with exceptions.acting(self._hass, self._entry):
                return await self._create_runner(Job(scope=scope, history=history), report).preview()

    async def start(self, scope: Scope, *, history: str = VOICE_HISTORY) -> Receipt:
        """Delete in the background, and return a receipt with status `running`; raises NotStoredError."""
        job = Job(scope=scope, history=history)
        await self._accept(job)
        return job.receipt(Status.RUNNING)

    async def start_nightly(self, scope: Scope, history: str) -> None:
        """Delete in the background; errors are in the receipt, because nobody waits for it."""
        job = Job(scope=scope, history=history, nightly=True)
        try:
            await self._accept(job)
        except NotStoredError as err:
            receipt = job.receipt(Status.FAILED, error=err.translation_key)
            self._storage.receipts.add(receipt)
            self._publish(Finished(receipt=receipt, error=err))

    async def run(self, scope: Scope, *, history: str = VOICE_HISTORY, nightly: bool = False) -> Receipt:
        """Delete once the deletions before it are done, and return the receipt; raises HomeAssistantError if it fails.

        If the receipt cannot be written, raises NotStoredError without waiting until it can.
        """
        job = Job(scope=scope, history=history, nightly=nightly)
        result: asyncio.Future[_Result] = asyncio.Future()

        @callback
        def take(event: DeletionEvent) -> None:
            if isinstance(event, Finished | ReceiptDelayed) and event.receipt.receipt_id == job.receipt_id:
                unsubscribe()
                result.set_result((event.receipt, event.error))

        unsubscribe = self.subscribe(take)
        self._awaited.add(job.receipt_id)
        try:
            await self._accept(job)
            assert self._worker
            await asyncio.wait((result, self._worker), return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._awaited.discard(job.receipt_id)
            unsubscribe()
        if not result.done():
            key = "purge_removed" if await self._is_removed() else "purge_interrupted"
            raise HomeAssistantError(translation_domain=DOMAIN, translation_key=key)
        receipt, error = result.result()
        if error:
            raise error
        return receipt

    async def run_today(self) -> Receipt:
        """Delete what was recorded since local midnight; raises HomeAssistantError if that fails."""
        return await self.run(Scope(start=self._counts[VOICE_HISTORY].start_of_today, is_today=True))

    async def delete_today(self) -> int:
        """Delete what was recorded since local midnight, and return how many recordings are gone.

        Raises HomeAssistantError if any of them may still be there.
        """
        return (await self.run_today()).require_all_gone()

    def cancel(self, receipt_id: str | None = None) -> None:
        """Cancel one deletion, or all; the running one ends after its current request."""
        for job in self._job_store.jobs:
            if receipt_id in {None, job.receipt_id}:
                job.cancel()
        # A restart must not resume it.
        self._entry.async_create_background_task(self._hass, self._job_store.save_cancelled(), f"{DOMAIN} cancel")

    async def _is_removed(self) -> bool:
        """Return whether the account was unloaded because it is removed, once that is known."""
        with suppress(TimeoutError):
            async with asyncio.timeout(REMOVED_WITHIN), self._entry.setup_lock:
                pass
        return self._hass.config_entries.async_get_entry(self._entry.entry_id) is None

    async def _accept(self, job: Job) -> None:
        """Store a job and run it in its turn; raises NotStoredError."""
        job.listing = self._storage.history(job.history).listing
        await self._job_store.add(job)
        self._publish(Accepted(receipt_id=job.receipt_id))
        self.begin()

    async def _work(self) -> None:
        while self._job_store.jobs:
            job = self._job_store.jobs[0]
            if job.receipt_id in self._storage.receipts:
                # It had ended when it was interrupted between its receipt and the removal of its job.
                await self._job_store.end(job)
                continue
            if counts := self._counts.get(job.history):
                with self._watched(job):
                    async with counts.exclusive():
                        receipt, error = await self._run(job)
            else:
                # What was taught of it cannot be used right now.
                receipt, error = job.receipt(Status.FAILED, seen=False, error="nothing_taught"), None
            await self._finish(job, receipt, error)

    @contextmanager
    def _watched(self, job: Job) -> Iterator[None]:
        """While a job runs, publish each change of whether Amazon has not responded for too long."""
        began, limit = monotonic(), self._timing.notice_silence_after

        @callback
        def look(_now: datetime) -> None:
            since = self._unanswered_since()
            waiting = since is not None and monotonic() - max(since, began) >= limit
            if waiting != self._waiting:
                self._waiting = waiting
                self._publish(replace(self.progress, receipt_id=job.receipt_id, history=job.history))

        unsubscribe = async_track_time_interval(
            self._hass, look, timedelta(seconds=limit / 8), name=f"{DOMAIN} silence", cancel_on_shutdown=True
        )
        try:
            yield
        finally:
            unsubscribe()
            self._waiting = False

    async def _run(self, job: Job) -> _Result:
        """Run one job; what goes wrong is part of its result."""
        if job.forgotten or job.listing != self._storage.history(job.history).listing:
            # Of another listing, its ids may mean something else, or nothing: that they are not listed shows nothing.
            return job.receipt(seen=False, error="purge_forgotten"), None
        self.failure = None
        try:
            with exceptions.acting(self._hass, self._entry):
                receipt = await self._create_runner(job, self._publish).run()
        except HomeAssistantError as err:
            self.failure = err
            return job.receipt(Status.FAILED, error=err.translation_key), err
        except Exception as err:  # noqa: BLE001 - a bug that one deletion runs into must not stop all after it
            LOGGER.error("Deletion failed unexpectedly: %s", type(err).__name__)
            receipt = job.receipt(Status.FAILED, seen=False, error="unexpected")
            return receipt, HomeAssistantError(translation_domain=DOMAIN, translation_key="unexpected")
        if receipt.method is Method.VOICE and receipt.status is Status.FAILED and receipt.still_listed:
            key = "voice_deleted_nothing"
            return replace(receipt, error=key), HomeAssistantError(translation_domain=DOMAIN, translation_key=key)
        return receipt, None

    async def _finish(self, job: Job, receipt: Receipt, error: HomeAssistantError | None) -> None:
        """Write the receipt, remove the job, then publish the end: nothing is claimed before it is on disk."""
        self._storage.receipts.add(receipt)
        while True:
            try:
                await self._storage.save()
                break
            except NotStoredError as err:
                self._publish(ReceiptDelayed(receipt=receipt, error=err))
                await asyncio.sleep(self._timing.save_again_after)
        await self._job_store.end(job)
        self.progress = Progress()
        ids = job.scope.ids
        if ids and receipt.status in {Status.VERIFIED, Status.NOTHING_TO_DELETE} and job.scope == Scope(ids=ids):
            # What had gone before was seen to be gone, too, unless something else limits what was looked for.
            self._publish(job.gone(ids))
        if error and job.receipt_id not in self._awaited:
            LOGGER.error("Deletion failed: %s", error)
        self._publish(Finished(receipt=receipt, error=error))

    @callback
    def _publish(self, event: DeletionEvent) -> None:
        """Call every listener with an event; a failing listener stops neither the others nor the deletion."""
        if isinstance(event, Progress):
            event = self.progress = replace(event, waiting=self._waiting)
        for unsubscribe, listener in tuple(self._listeners.items()):
            if unsubscribe not in self._listeners:
                # Another listener has just unsubscribed it.
                continue
            try:
                listener(event)
            except Exception as err:  # noqa: BLE001 - whatever is wrong with a listener, the deletion is not
                LOGGER.error("Listener of deletions failed: %s", type(err).__name__)
