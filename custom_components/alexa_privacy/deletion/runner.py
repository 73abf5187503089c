"""Runs one deletion: list its scope, plan, delete, verify, and return the receipt."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final

from homeassistant.exceptions import ServiceValidationError

from ..amazon.deleters import Deleter, DeletionPlan
from ..amazon.errors import AmazonError, BadRequest, Withdrawn
from ..amazon.history import PAGE_SIZE, History
from ..amazon.recordings import Recording
from ..amazon.voice import EchoUnavailable
from ..const import DOMAIN, LOGGER, Timing
from ..counts.ledger import Ledger
from ..store.checked_store import NotStoredError
from .guard import DeletionGuard, ExcessDeletionError, still_shown
from .job_store import JobStore
from .lister import Lister, PlanCancelledError
from .models import DeleterResult, DeletionEvent, Job, JobState, Phase
from .receipts import Receipt, Status
from .sender import RequestSender, is_about_recordings

FRUITLESS_ROUNDS: Final = 2

type _Chosen = tuple[Deleter, Sequence[Recording]]


class DeletionRefusedError(ServiceValidationError):
    """No deleter may delete this scope, and nothing was deleted: `key` says what is missing."""

    def __init__(self, key: str) -> None:
        """Initialize with a translation key."""
        super().__init__(translation_domain=DOMAIN, translation_key=key)


@dataclass(eq=False, repr=False)
class DeletionRunner:
    """Runs one deletion, once, by the first deleter that can do its scope, unless there is an objection to it."""

    _history: History
    _deleters: Sequence[Deleter]
    _ledger: Ledger
    """Verifying listings are counted there."""
    _job_store: JobStore
    _objection: Callable[[Deleter], DeletionRefusedError | None]
    _timing: Timing
    _retained_since: Callable[[], int | None]
    """What is older (epoch ms) Amazon deletes itself."""
    _job: Job
    _publish: Callable[[DeletionEvent], None]
    """Called with progress, with what is gone, and with what was learned about a way to delete."""

    def __post_init__(self) -> None:
        """Build what guards and lists."""
        retry_after = self._timing.retry_listing_after
        self._guard = DeletionGuard(self._history, self._ledger, self._retained_since)
        self._lister = Lister(self._history, self._ledger, self._job, self._publish, retry_after)

    async def run(self) -> Receipt:
        """Start or resume the deletion, and return its receipt.

        Raises DeletionRefusedError if nothing may delete exactly this, and AmazonError or EmptyUnconfirmedError if the
        plan's own listing fails; in all these cases nothing was deleted. Raises NotStoredError if no request was sent
        because it would not survive a crash.
        """
        job, error = self._job, None
        try:
            seen = await self._run()
        except NotStoredError as err:
            if job.state is None or not (job.state.accepted or job.state.pending):
                raise
            # Nothing more may be asked for, but what was asked for is still verified.
            seen, error = await self._verify_asked(job.state), err.translation_key
        state = job.state
        if state is None:
            return job.receipt(Status.FAILED if job.cancelled else Status.NOTHING_TO_DELETE)
        if state.left:
            LOGGER.warning(
                "Deletion incomplete: %s of %s recordings are %s",
                len(state.left),
                state.matched,
                "still listed" if seen else "not verified, because Amazon's listing failed",
            )
        return job.receipt(seen=seen, error=error)

    async def preview(self) -> Receipt:
        """Return what would be deleted, and how; raises the same errors as `run`."""
        plan = await self._plan()
        if not plan.recordings:
            return self._job.receipt(Status.NOTHING_TO_DELETE)
        requests, left, method = len(plan.stay) // PAGE_SIZE + len(plan.windows), plan, None
        while left.recordings and (chosen := await self._choose(left)):
            deleter, named = chosen
            requests, method = requests + sum(1 for _ in deleter.requests(named)), method or deleter.method
            keys = {recording.key for recording in named}
            left = replace(left, recordings=[each for each in left.recordings if each.key not in keys])
        preview = {**_describe(plan.recordings), "requests": requests}
        return replace(self._job.receipt(Status.DRY_RUN), method=method, preview=preview)

    async def _run(self) -> bool:
        """Start or resume, and stop on excess; return whether the last listing was complete."""
        state = self._job.state
        try:
            if state and state.excess:
                return await self._stop(state)
            return await (self._start() if state is None else self._resume(state))
        except ExcessDeletionError:
            assert self._job.state
            return await self._stop(self._job.state)

    async def _start(self) -> bool:
        """Plan, delete and verify; return whether the last listing was complete."""
        try:
            plan = await self._plan()
        except PlanCancelledError:
            return True
        if not plan.recordings:
            return True
        chosen = await self._choose(plan)
        await self._job_store.save_left(self._job)
        return await self._delete_and_verify(plan, chosen)

    async def _resume(self, state: JobState) -> bool:
        """Continue after an interruption; return whether the last listing was complete.

        Lists first: what was requested may be gone already, or disappear later.
        """
        if not state.left:
            # Everything was verified gone when it was interrupted.
            return True
        try:
            plan = await self._verify(state, set(state.left[: state.asked]) if state.pending else ())
            chosen = await self._choose(plan) if plan.recordings else None
        except AmazonError as err:
            LOGGER.debug("Failed to resume the deletion: %s", err)
            return False
        except DeletionRefusedError as err:
            LOGGER.warning("An interrupted deletion cannot be resumed: %s", err.translation_key)
            return True
        return await self._delete_and_verify(plan, chosen)

    async def _plan(self) -> DeletionPlan:
        """List the scope completely, and return the plan, which also becomes the job's state."""
        listed = await self._lister.list_scope()
        plan = self._lister.plan_from(listed, self._job.scope.matches)
        if plan.recordings:
            ids = [recording.id for recording in plan.recordings]
            others = [recording.id for recording in plan.stay]
            self._job.state = JobState(matched=len(ids), left=ids, others=others)
        return plan

    async def _choose(self, plan: DeletionPlan) -> _Chosen | None:
        """Return the first deleter that can delete exactly the plan or a part of it, with that part.

        None if a deleter of single recordings may be used, but can name none of these.
        """
        objections = []
        for deleter in self._deleters:
            if not (named := await deleter.nameable(plan)):
                continue
            if (objection := self._objection(deleter)) is None:
                return deleter, named
            objections.append(objection)
        if not any(deleter.one_by_one and self._objection(deleter) is None for deleter in self._deleters):
            raise (objections or [DeletionRefusedError("nothing_taught")])[0]
        assert self._job.state
        self._job.state.nameless = {recording.id for recording in plan.recordings}
        return None

    async def _choose_again(self, plan: DeletionPlan) -> _Chosen | None:
        """Return how to delete what is still listed; None if that cannot be done exactly."""
        try:
            return await self._choose(plan)
        except (AmazonError, DeletionRefusedError) as err:
            LOGGER.warning("Recordings that are still listed cannot be deleted exactly: %s", type(err).__name__)
            return None

    async def _delete_and_verify(self, plan: DeletionPlan, chosen: _Chosen | None) -> bool:
        """Delete, list again, and delete what is still there while that makes progress.

        Returns whether the last listing was complete.
        """
        job, state = self._job, self._job.state
        assert state
        sender = RequestSender(job, state, self._job_store, self._guard, self._lister.list_guarded, self._publish)
        fruitless, worked = 0, None
        while chosen and fruitless < FRUITLESS_ROUNDS and not job.cancelled:
            deleter, named = chosen
            if not (named := sender.worth_sending(named)):
                return True
            before = len(state.left)
            failure = await sender.send(deleter, plan, named, self._history.now(), self._timing.verify_after)
            if isinstance(failure, EchoUnavailable):
                # Nothing was said, so there is nothing to verify.
                raise failure
            try:
                plan = await self._verify(state, set(state.left[: state.taken]) if failure is None else ())
            except AmazonError as err:
                LOGGER.debug("Verification failed: %s", err)
                return False
            if len(state.left) < before:
                fruitless, worked = 0, deleter
                self._publish(DeleterResult(name=deleter.name, method=deleter.method, works=True))
            elif not is_about_recordings(failure) or not sender.worth_sending(named):
                fruitless += 1
                if not job.cancelled and (failure is None or isinstance(failure, Withdrawn | BadRequest)):
                    # Amazon accepted every request and did nothing, or knows none of them: retrying is useless.
                    if worked is not deleter:
                        self._publish(DeleterResult(name=deleter.name, method=deleter.method, works=False))
                    return True
            chosen = await self._choose_again(plan) if plan.recordings else None
        return True

    async def _verify_asked(self, state: JobState) -> bool:
        """Verify what was requested; return whether the last listing was complete."""
        try:
            await self._verify(state, set(state.left[: state.asked]))
        except ExcessDeletionError:
            return await self._stop(state)
        except AmazonError as err:
            LOGGER.debug("Verification failed: %s", err)
            return False
        return True

    async def _verify(self, state: JobState, accepted: Collection[str]) -> DeletionPlan:
        """List at growing intervals until what Amazon accepted is gone; return the plan for what is left."""
        self._publish(self._job.progress(Phase.VERIFYING))
        first, *later = self._timing.verify_after
        await self._job.pause(first)
        plan = await self._list_left(state)
        for delay in later:
            if self._job.cancelled or not any(recording.id in accepted for recording in plan.recordings):
                break
            await self._job.pause(delay)
            plan = await self._list_left(state)
        return plan

    async def _list_left(self, state: JobState) -> DeletionPlan:
        """List what is left, update the state and the counts, and return the plan for what is still listed."""
        left, now = set(state.left), self._history.now()
        listed = await self._lister.list_left(state, now)
        self._guard.check(state, listed)
        plan = self._lister.plan_from(listed, lambda recording: recording.id in left)
        self._lister.count(listed, now)
        named = dict.fromkeys(recording.id for recording in plan.recordings)
        shown = still_shown(state, listed)
        await self._note_left(state, [*named, *(name for name in state.left if name in shown and name not in named)])
        return plan

    async def _note_left(self, state: JobState, left: list[str]) -> None:
        """Start a new round with what is still listed, and publish what is gone since the last one."""
        gone = set(state.left).difference(left)
        state.begin_round(left)
        await self._job_store.save_left(self._job)
        self._publish(self._job.progress(Phase.VERIFYING))
        if chosen := gone & (self._job.scope.ids or frozenset()):
            self._publish(self._job.gone(chosen))

    async def _stop(self, state: JobState) -> bool:
        """Send nothing more, and count what is gone in excess; return whether the last listing was complete."""
        await self._job_store.save_left(self._job)
        # More may go meanwhile.
        await self._job.pause(self._timing.verify_after[1])
        seen, now = True, self._history.now()
        days = self._lister.days_of_left(state, now)
        try:
            listed = await self._guard.count_excess(
                state, days, now, lambda windows: self._lister.list_windows(windows, now, 1)
            )
        except AmazonError as err:
            LOGGER.debug("Failed to list the neighbors of deleted recordings: %s", err)
            seen = False
        else:
            self._lister.count(listed, now)
            shown = still_shown(state, listed)
            await self._note_left(state, [name for name in state.left if name in shown])
        if state.excess:
            LOGGER.error("A request deleted %s recordings that it was not asked to delete", state.excess)
            self._publish(DeleterResult(name=state.way or "", method=state.method, works=False, excess=state.excess))
        return seen


def _describe(recordings: Sequence[Recording]) -> dict[str, Any]:
    """Return the time range of recordings, and their counts by device and kind."""
    times = [datetime.fromtimestamp(recording.time / 1000, UTC) for recording in recordings]
    return {
        "oldest": min(times).isoformat(),
        "newest": max(times).isoformat(),
        "by_device": dict(Counter((each.echo and each.echo.name) or "" for each in recordings)),
        "by_kind": dict(Counter(each.kind.value for each in recordings)),
    }
