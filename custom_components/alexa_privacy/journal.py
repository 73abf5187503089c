"""The purges that are not done yet, on disk: what a restart, a crash or a power cut leaves, the next start takes up."""

from typing import Any, Final

from homeassistant.core import HomeAssistant
from homeassistant.helpers.storage import Store

from .const import DOMAIN, LOGGER
from .job import Job, Plan
from .seal import opened, sealed

_VERSION: Final = 1


class Journal:
    """One account's purges, in the order they were asked for; only the first one runs.

    What changes with each request is small and stands in a file of its own, beside the ids of all recordings.
    """

    def __init__(self, hass: HomeAssistant, entry_id: str) -> None:
        """Name the files; `load` reads them."""
        self._jobs = _store(hass, f"{DOMAIN}.{entry_id}.purge")
        self._plan = _store(hass, f"{DOMAIN}.{entry_id}.purge_plan")
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
                LOGGER.warning("A purge that was not done cannot be read any more: %s", type(err).__name__)
        if stored and not self.jobs:
            await self.remove()

    async def _load_plan(self) -> dict[str, Any]:
        """Read what was to go; without it, a purge begins anew."""
        stored = await self._plan.async_load()
        try:
            return opened(stored) if stored else {}
        except ValueError:
            LOGGER.warning("What a purge was at cannot be read any more; it begins anew")
            return {}

    async def add(self, job: Job) -> None:
        """Take a purge up; from now on it survives."""
        self.jobs.append(job)
        await self.note()

    async def note(self) -> None:
        """Write how far the purges have come."""
        await self._jobs.async_save({"jobs": [sealed(job.as_dict()) for job in self.jobs]})

    async def note_left(self, job: Job) -> None:
        """Write what is still to go, as a listing has just shown it."""
        assert job.plan
        await self._plan.async_save(sealed({"receipt_id": job.receipt_id, "plan": job.plan.as_dict()}))
        await self.note()

    async def end(self, job: Job) -> None:
        """Forget a purge that has left its receipt, and all its ids."""
        self.jobs.remove(job)
        if job.plan:
            await self._plan.async_remove()
        await (self.note() if self.jobs else self._jobs.async_remove())

    async def remove(self) -> None:
        """Delete the files."""
        await self._plan.async_remove()
        await self._jobs.async_remove()


def _store(hass: HomeAssistant, key: str) -> Store[dict[str, Any]]:
    """Return a file that is written at once or not at all, and that only Home Assistant reads."""
    return Store(hass, _VERSION, key, private=True, atomic_writes=True)
