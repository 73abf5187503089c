"""Sends the requests of a deletion: first as little as possible, then the rest if nothing else is gone."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Final

from ..amazon.deleters import Deleter, DeletionPlan, DeletionRequest
from ..amazon.errors import AmazonError, Refused
from ..amazon.recipes.model import MOST_BATCH
from ..amazon.recordings import Recording
from ..amazon.responses import StaleToken
from ..const import LOGGER
from .guard import DeletionGuard, Listed
from .job_store import JobStore
from .models import Job, JobState, Phase, Progress

# How many recordings are tried before a request counts as one that does nothing.
_MOST_FIRST: Final = 2
# After this many refusals in a row, single recordings are not to blame.
_MOST_REFUSED: Final = 3
# What was refused is asked for again in so many parts, to find out which recordings are to blame.
_PARTS: Final = 10


@dataclass(eq=False, repr=False)
class RequestSender:
    """Sends the requests of one job, each once, and notes each in the job store."""

    _job: Job
    _state: JobState
    _job_store: JobStore
    _guard: DeletionGuard
    _list_guarded: Callable[[], Awaitable[Listed]]
    """Lists around what went first."""
    _publish: Callable[[Progress], None]
    _refused: dict[str, int] = field(default_factory=dict, init=False)
    """How many recordings were in the request that Amazon refused, by key; 0 if it was refused alone twice."""
    _refused_in_a_row: int = field(default=0, init=False)

    def worth_sending(self, named: Iterable[Recording]) -> list[Recording]:
        """Return what to request: all but recordings that were refused alone twice."""
        if self._refused_in_a_row == _MOST_REFUSED:
            return []
        return [recording for recording in named if self._refused.get(recording.key) != 0]

    async def send(
        self, deleter: Deleter, plan: DeletionPlan, named: Sequence[Recording], now: int, delays: Sequence[float]
    ) -> AmazonError | None:
        """Request the deletion of `named`; if Amazon does not accept a request, return why, and skip the rest.

        Checks after `delays` whether the first one has taken effect and nothing else is gone; raises
        ExcessDeletionError if more is gone.
        """
        state, job = self._state, self._job
        state.pending, state.way, state.method = False, deleter.name, deleter.method
        rest, tries = list(named), 0
        try:
            while deleter.name not in state.checked:
                if tries == _MOST_FIRST:
                    return None
                tries += 1
                first = await self._guard.begin(state, deleter, plan, rest, now)
                keys = {recording.key for recording in first}
                rest = [recording for recording in rest if recording.key not in keys]
                state.arrange(each.id for each in (*first, *rest))
                await self._job_store.save_left(job)
                failure = await self._send_each(deleter.requests(first))
                if job.cancelled or not rest or failure:
                    return failure
                await self._check(delays)
        except AmazonError as err:
            return err
        groups = self._groups(rest)
        if state.arrange(each.id for each in chain.from_iterable(group for _, group in groups)):
            await self._job_store.save_left(job)
        return await self._send_each(chain.from_iterable(deleter.requests(group, most) for most, group in groups))

    def _groups(self, recordings: Iterable[Recording]) -> list[tuple[int, list[Recording]]]:
        """Return groups with their maximum request size; what was refused before comes last."""
        by_size: defaultdict[int, list[Recording]] = defaultdict(list)
        for recording in recordings:
            by_size[self._refused.get(recording.key, MOST_BATCH * _PARTS)].append(recording)
        return [(max(1, size // _PARTS), by_size[size]) for size in sorted(by_size, reverse=True)]

    async def _check(self, delays: Sequence[float]) -> None:
        """Check that what was requested is gone, and that its neighbors are still listed."""
        for delay in delays:
            await self._job.pause(delay)
            self._guard.check(self._state, await self._list_guarded())
            if self._state.way in self._state.checked or self._job.cancelled:
                break
        await self._job_store.save_left(self._job)

    async def _send_each(self, requests: Iterable[DeletionRequest]) -> AmazonError | None:
        """Send each request; return why Amazon did not accept one."""
        state = self._state
        for request in requests:
            if self._job.cancelled:
                break
            state.asked, state.pending = state.asked + len(request.recordings), True
            await self._job_store.save_progress()
            try:
                await request.send()
            except AmazonError as err:
                LOGGER.debug("A deletion request failed: %s", err)
                if is_about_recordings(err):
                    self._note_refused(request.recordings)
                return err
            self._refused_in_a_row = 0
            state.taken = state.asked
            self._publish(self._job.progress(Phase.DELETING))
        await self._job_store.save_progress()
        return None

    def _note_refused(self, recordings: Sequence[Recording]) -> None:
        self._refused_in_a_row += 1
        count = len(recordings)
        for recording in recordings:
            alone_again = count == 1 and self._refused.get(recording.key) == 1
            self._refused[recording.key] = 0 if alone_again else count


def is_about_recordings(failure: AmazonError | None) -> bool:
    """Return whether Amazon may accept the same request for other recordings."""
    return isinstance(failure, Refused) and not isinstance(failure, StaleToken)
