"""Unfinished deletions on disk, which are resumed after a restart, a crash or a power cut."""

import asyncio
from collections.abc import Container, Iterable
from contextlib import suppress
from typing import Any

from homeassistant.core import HomeAssistant

from ..const import LOGGER
from ..store.checked_store import CheckedStore, NotStoredError, OnWritten
from ..store.checksum import with_checksum, without_checksum
from .models import Job, JobState


class JobStore:
    """One account's unfinished deletions, in order; only the first one runs.

    What changes with each request is small and has its own file, beside the file with the ids of all recordings.
    """

    def __init__(self, hass: HomeAssistant, entry_id: str, *, on_written: OnWritten = lambda _: None) -> None:
        """Name the files; `load` reads them. Calls `on_written` after each write, with whether it succeeded."""
        self._jobs = CheckedStore(hass, f"{entry_id}.purge", on_written)
        self._state = CheckedStore(hass, f"{entry_id}.purge_plan", on_written)
        self._order = asyncio.Lock()
        self._unwritten: Job | None = None
        """The job whose state has to be written before others."""
        self.jobs: list[Job] = []

    async def load(self) -> None:
        """Read the unfinished jobs; corrupt ones are dropped: no receipt has claimed anything of them."""
        stored, state = await self._jobs.async_load(), await self._load_state()
        rows = stored.get("jobs") if isinstance(stored, dict) else ()
        for row in rows if isinstance(rows, list) else ():
            try:
                known = without_checksum(row)
                own = state.get("receipt_id") == known["receipt_id"]
                self.jobs.append(Job.from_dict(known, JobState.from_dict(state["state"]) if own else None))
            except (KeyError, TypeError, ValueError) as err:
                LOGGER.warning("A stored deletion cannot be read; discarded it: %s", type(err).__name__)
        if stored and not self.jobs:
            with suppress(NotStoredError):
                await self.remove()

    async def _load_state(self) -> dict[str, Any]:
        """Return the progress of the first job; empty, so that it starts again, if that cannot be read."""
        stored = await self._state.async_load()
        try:
            return without_checksum(stored) if stored else {}
        except ValueError:
            LOGGER.warning("The stored progress of a deletion cannot be read; starting it again")
            return {}

    async def add(self, job: Job) -> None:
        """Add a job that survives a restart; raises NotStoredError, and adds nothing, if it cannot be stored."""
        async with self._order:
            try:
                await self._write([*self.jobs, job])
            except NotStoredError:
                # It may be on disk all the same, and must not be resumed at the next start.
                with suppress(NotStoredError):
                    await self._write(self.jobs)
                raise
            self.jobs.append(job)

    async def save_progress(self) -> None:
        """Write the progress of the jobs; raises NotStoredError, and then no request may be sent."""
        async with self._order:
            if (job := self._unwritten) and job.state:
                await self._state.save(with_checksum({"receipt_id": job.receipt_id, "state": job.state.as_dict()}))
                self._unwritten = None
            await self._write(self.jobs)

    async def save_left(self, job: Job) -> None:
        """Write what is left to delete after a listing; if that fails, `save_progress` retries."""
        self._unwritten = job
        with suppress(NotStoredError):
            await self.save_progress()

    async def save_cancelled(self) -> None:
        """Write which jobs are canceled; if that fails, `save_progress` retries."""
        with suppress(NotStoredError):
            await self.save_progress()

    async def end(self, job: Job) -> None:
        """Remove a job, and all its ids."""
        self.jobs.remove(job)
        self._unwritten = None
        try:
            async with self._order:
                if job.state:
                    await self._state.remove()
                await self._write(self.jobs)
        except NotStoredError:
            LOGGER.warning("Failed to remove a finished deletion from disk; the next start removes it")

    async def keep_histories(self, known: Container[str]) -> None:
        """Drop the jobs of all histories but some, for good: one may be taught again by the same name."""
        for job in [job for job in self.jobs if job.history not in known]:
            await self.end(job)

    async def remove(self) -> None:
        """Delete the files."""
        await self._state.remove()
        await self._jobs.remove()

    async def _write(self, jobs: Iterable[Job]) -> None:
        """Write the jobs; without any, there is no file."""
        rows = [with_checksum(job.as_dict()) for job in jobs]
        await (self._jobs.save({"jobs": rows}) if rows else self._jobs.remove())
