"""The requests of a deletion: first as little as can be, and the rest once nothing else is seen to be gone."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Sequence
from itertools import chain
from typing import Final

from ..amazon.deleters import Deleter, Step, Wish
from ..amazon.errors import AmazonError, Refused
from ..amazon.recipes.model import MOST_BATCH
from ..amazon.recordings import Recording
from ..amazon.responses import StaleToken
from ..const import LOGGER
from .guard import DeletionGuard, Listed
from .job_store import JobStore
from .models import Job, Phase, Plan

# So many recordings are tried before a request counts as one that does nothing.
_MOST_FIRST: Final = 2
# When so many requests in a row are refused, it is not because of single recordings.
_MOST_REFUSED: Final = 3
# What was refused is asked for again in parts, to find out which recordings are to blame.
_PARTS: Final = 10


class Requests:
    """Sends the requests of one job, each once."""

    def __init__(
        self, job: Job, plan: Plan, job_store: JobStore, guard: DeletionGuard, look: Callable[[], Awaitable[Listed]]
    ) -> None:
        """Note each step in `job_store`; `look` lists what is around what was deleted first."""
        self._job = job
        self._plan = plan
        self._job_store = job_store
        self._guard = guard
        self._look = look
        self._refused: dict[str, int] = {}
        """In a request for how many the recordings were that Amazon refused, by their keys; 0 where it was alone twice.
        """
        self._refused_in_a_row = 0

    def worth_sending(self, named: Iterable[Recording]) -> list[Recording]:
        """Return what to ask for: what was refused alone twice is not asked for again."""
        if self._refused_in_a_row == _MOST_REFUSED:
            return []
        return [recording for recording in named if self._refused.get(recording.key) != 0]

    async def send(
        self, deleter: Deleter, wish: Wish, named: Sequence[Recording], now: int, delays: Sequence[float]
    ) -> AmazonError | None:
        """Ask for all that is named; where Amazon does not take a request, the rest is not sent, and why is returned.

        Whether the first one has taken effect, and nothing else is gone, is looked up after `delays`; raises
        TakenAlongError where more is gone.
        """
        plan, job = self._plan, self._job
        plan.pending, plan.way, plan.method = False, deleter.name, deleter.method
        rest, tries = list(named), 0
        try:
            while deleter.name not in plan.checked:
                if tries == _MOST_FIRST:
                    return None
                tries += 1
                first = await self._guard.begin(plan, deleter, wish, rest, now)
                keys = {recording.key for recording in first}
                rest = [recording for recording in rest if recording.key not in keys]
                plan.arrange(each.id for each in (*first, *rest))
                await self._job_store.note_left(job)
                failure = await self._send_each(deleter.steps(first))
                if job.cancelled or not rest or failure:
                    return failure
                await self._check(delays)
        except AmazonError as err:
            return err
        groups = self._groups(rest)
        if plan.arrange(each.id for each in chain.from_iterable(group for _, group in groups)):
            await self._job_store.note_left(job)
        return await self._send_each(chain.from_iterable(deleter.steps(group, most) for most, group in groups))

    def _groups(self, recordings: Iterable[Recording]) -> list[tuple[int, list[Recording]]]:
        """Return what to ask for together, and in requests for how many at most; last what was refused before."""
        by_size: defaultdict[int, list[Recording]] = defaultdict(list)
        for recording in recordings:
            by_size[self._refused.get(recording.key, MOST_BATCH * _PARTS)].append(recording)
        return [(max(1, size // _PARTS), by_size[size]) for size in sorted(by_size, reverse=True)]

    async def _check(self, delays: Sequence[float]) -> None:
        """Look whether what was asked for is gone, and its neighbours are there."""
        for delay in delays:
            await self._job.pause(delay)
            self._guard.check(self._plan, await self._look())
            if self._plan.way in self._plan.checked or self._job.cancelled:
                break
        await self._job_store.note_left(self._job)

    async def _send_each(self, steps: Iterable[Step]) -> AmazonError | None:
        """Send each request; return why Amazon did not take one."""
        plan = self._plan
        for step in steps:
            if self._job.cancelled:
                break
            plan.asked, plan.pending = plan.asked + len(step.recordings), True
            await self._job_store.note()
            try:
                await step.send()
            except AmazonError as err:
                LOGGER.debug("A deletion request failed: %s", err)
                if is_about_recordings(err):
                    self._note_refused(step.recordings)
                return err
            self._refused_in_a_row = 0
            plan.taken = plan.asked
            self._job.tell(Phase.DELETING)
        await self._job_store.note()
        return None

    def _note_refused(self, recordings: Sequence[Recording]) -> None:
        """Note what was refused together."""
        self._refused_in_a_row += 1
        count = len(recordings)
        for recording in recordings:
            alone_again = count == 1 and self._refused.get(recording.key) == 1
            self._refused[recording.key] = 0 if alone_again else count


def is_about_recordings(failure: AmazonError | None) -> bool:
    """Return whether Amazon may take the same request for other recordings."""
    return isinstance(failure, Refused) and not isinstance(failure, StaleToken)
