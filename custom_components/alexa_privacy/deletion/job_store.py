"""The purges that are not done yet, on disk: what a restart, a crash or a power cut leaves, the next start takes up."""

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from homeassistant.core import HomeAssistant

from ..const import LOGGER
from ..store.checked_store import CheckedStore, NotStoredError, OnWritten
from ..store.checksum import opened, sealed
from .models import Job, Plan


class JobStore:
    """One account's purges, in the order they were asked for; only the first one runs.

    What changes with each request is small and stands in a file of its own, beside the ids of all recordings.
    """

    def __init__(self, hass: HomeAssistant, entry_id: str, *, on_written: OnWritten = lambda _: None) -> None:
        """Name the files; `load` reads them. Calls `on_written` after each write, with whether it succeeded."""
        self._jobs = CheckedStore(hass, f"{entry_id}.purge", on_written)
        self._plan = CheckedStore(hass, f"{entry_id}.purge_plan", on_written)
        self._order = asyncio.Lock()
        self._unwritten: Job | None = None
        """The purge whose plan has to be written first."""
        self.jobs: list[Job] = []

    async def load(self) -> None:
        """Read what was not done; what is damaged is forgotten, and nothing of it was claimed."""
        stored, plan = await self._jobs.async_load(), await self._load_plan()
        rows = stored.get("jobs") if isinstance(stored, dict) else ()
        for row in rows if isinstance(rows, list) else ():
            try:
                known = opened(row)
                own = plan.get("receipt_id") == known["receipt_id"]
                self.jobs.append(Job.from_dict(known, Plan.from_dict(plan["plan"]) if own else None))
            except (KeyError, TypeError, ValueError) as err:
                LOGGER.warning("A stored deletion cannot be read; discarded it: %s", type(err).__name__)
        if stored and not self.jobs:
            with suppress(NotStoredError):
                await self.remove()

    async def _load_plan(self) -> dict[str, Any]:
        """Read what was to go; without it, a purge begins anew."""
        stored = await self._plan.async_load()
        try:
            return opened(stored) if stored else {}
        except ValueError:
            LOGGER.warning("The stored progress of a deletion cannot be read; starting it again")
            return {}

    async def add(self, job: Job) -> None:
        """Take a purge up; from now on it survives. Raises NotStoredError where it would not, and takes up nothing."""
        async with self._order:
            try:
                await self._write([*self.jobs, job])
            except NotStoredError:
                # It may be there all the same, and must not come up at the next start.
                with suppress(NotStoredError):
                    await self._write(self.jobs)
                raise
            self.jobs.append(job)

    async def note(self) -> None:
        """Write how far the purges have come; raises NotStoredError, and then nothing may be asked for."""
        async with self._order:
            await self._write_plan()
            await self._write(self.jobs)

    async def note_left(self, job: Job) -> None:
        """Write what is still to go, as a listing has just shown it; where that fails, `note` tries again."""
        self._unwritten = job
        with suppress(NotStoredError):
            await self.note()

    async def end(self, job: Job) -> None:
        """Forget a purge that has left its receipt, and all its ids."""
        self.jobs.remove(job)
        self._unwritten = None
        try:
            async with self._order:
                if job.plan:
                    await self._plan.remove()
                await self._write(self.jobs)
        except NotStoredError:
            LOGGER.warning("Failed to remove a finished deletion from disk; the next start removes it")

    async def remove(self) -> None:
        """Delete the files."""
        await self._plan.remove()
        await self._jobs.remove()

    async def _write_plan(self) -> None:
        """Write the plan if it has changed."""
        if (job := self._unwritten) and job.plan:
            await self._plan.save(sealed({"receipt_id": job.receipt_id, "plan": job.plan.as_dict()}))
            self._unwritten = None

    async def _write(self, jobs: Iterable[Job]) -> None:
        """Write what is not done; without any, there is no file."""
        rows = [sealed(job.as_dict()) for job in jobs]
        await (self._jobs.save({"jobs": rows}) if rows else self._jobs.remove())
