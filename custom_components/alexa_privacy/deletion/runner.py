"""A purge: scope → plan → erase → verify → receipt."""

from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from itertools import chain
from typing import Any, Final

from ..amazon.clock import TOLERANCE, ListingDates
from ..amazon.deleters import Deleter, Wish
from ..amazon.errors import (
    AmazonError,
    BadRequest,
    CannotConnect,
    ListingIncomplete,
    Refused,
    Throttled,
    TimeUnknown,
    Withdrawn,
)
from ..amazon.history import PAGE_SIZE, History, Window
from ..amazon.recordings import Recording
from ..amazon.voice import EchoUnavailable
from ..const import LOGGER
from ..counts.ledger import Ledger
from ..counts.sync import AHEAD
from ..store.checked_store import NotStoredError
from .guard import DeletionGuard, Listed, TakenAlongError
from .job_store import JobStore
from .models import Job, Phase, Plan
from .receipts import Receipt, Status
from .scope import Scope, covers, joined
from .sender import Requests, is_about_recordings

# Amazon takes a while to forget; listing again sooner would call a deletion a failure.
VERIFY_AFTER: Final = (5.0, 30.0, 300.0)
# How long to wait before a listing that failed is tried again.
RETRY_AFTER: Final = (5.0, 30.0, 60.0)
FRUITLESS_ROUNDS: Final = 2
# One by a clock that may be wrong, and one by Amazon's.
LISTINGS: Final = 2

type _Chosen = tuple[Deleter, Sequence[Recording]]


class NoDeleterError(Exception):
    """No way that was taught can delete exactly what is asked."""


class NotTestedError(Exception):
    """The request that could do it was learned but not rehearsed yet."""


class DeletedTooMuchError(Exception):
    """The request that could do it deleted more than it was asked to, and was not tested again since."""


class EmptyUnconfirmedError(Exception):
    """Amazon lists nothing at this site and never did: the recordings may be at another."""


class _Cancelled(Exception):
    """The owner does not want it any more, and nothing was erased yet."""


class DeletionRunner:
    """Runs one account's purges, one at a time."""

    def __init__(
        self,
        history: History,
        deleters: Sequence[Deleter],
        ledger: Ledger,
        job_store: JobStore,
        *,
        objection: Callable[[Deleter], Exception | None],
        on_result: Callable[[Deleter, bool], None],
        on_taken_along: Callable[[str, int], None],
    ) -> None:
        """Delete by the first of `deleters` that can do a scope, unless there is an `objection` to it.

        What verifying listings show is counted in `ledger`, how far a purge has come stands in `job_store`. Calls
        `on_result` when an eraser was seen to work or not, and `on_taken_along` with its name and how many recordings
        it deleted that it was not asked to delete.
        """
        self._history = history
        self._deleters = deleters
        self._ledger = ledger
        self._job_store = job_store
        self._objection = objection
        self._on_result = on_result
        self._on_taken_along = on_taken_along
        self._guard = DeletionGuard(history, ledger)

    async def run(self, job: Job) -> Receipt:
        """Delete what the scope matches, or go on with it, and return what a new listing shows.

        Raises NoEraserError where nothing that was taught can delete exactly this, NotRehearsedError or
        DeletedTooMuchError where what can must not be used, and AmazonError where the plan's own listing fails; in all
        these cases nothing was deleted. Raises NotStoredError where nothing was asked for because it would not survive
        a crash.
        """
        error = None
        try:
            seen = await self._run(job)
        except NotStoredError as err:
            if job.plan is None or not (job.plan.accepted or job.plan.pending):
                raise
            # Without a journal nothing more is asked for, but what was is still looked for.
            seen, error = await self._look_again(job), err.translation_key
        plan = job.plan
        if plan is None:
            return job.receipt(Status.FAILED if job.cancelled else Status.NOTHING_TO_DELETE)
        if plan.left:
            LOGGER.warning(
                "Deletion incomplete: %s of %s recordings are %s",
                len(plan.left),
                plan.matched,
                "still listed" if seen else "not verified, because Amazon's listing failed",
            )
        return job.receipt(seen=seen, error=error if plan.left else None)

    async def preview(self, job: Job) -> Receipt:
        """Tell what a purge would delete, and how; raises as `run` does."""
        wish = await self._plan(job)
        if not wish.recordings:
            return job.receipt(Status.NOTHING_TO_DELETE)
        requests, left, method = len(wish.stay) // PAGE_SIZE + len(wish.windows), wish, None
        while left.recordings and (chosen := await self._choose(job, left)):
            deleter, named = chosen
            requests, method = requests + sum(1 for _ in deleter.steps(named)), method or deleter.method
            keys = {recording.key for recording in named}
            left = replace(left, recordings=[each for each in left.recordings if each.key not in keys])
        preview = {**_describe(wish.recordings), "requests": requests}
        return replace(job.receipt(Status.DRY_RUN), method=method, preview=preview)

    async def _plan(self, job: Job) -> Wish:
        """Return what the scope matches in a complete listing; an empty one needs proof that the listing works."""
        if job.cancelled:
            raise _Cancelled
        job.tell(Phase.LISTING)
        # From here on, ages are times.
        job.scope, listed, now = await self._list_scope(job)
        await self._confirm(job, listed)
        self._count(listed, now)
        wish = self._wish(job, listed, job.scope.matches)
        if wish.recordings:
            ids = [recording.id for recording in wish.recordings]
            job.plan = Plan(matched=len(ids), left=ids, others=[recording.id for recording in wish.stay])
        return wish

    async def _list_scope(self, job: Job) -> tuple[Scope, Listed, int]:
        """Return the scope with times instead of ages, a complete listing of it, and when that was begun.

        Where to list is a guess; what is meant, only the listing's own answers say. Once they were given, the guess is
        right.
        """
        for _ in range(LISTINGS):
            now, dates = self._history.now(), ListingDates()
            windows = [*map(self._with_older, job.scope.around(now).windows(now + AHEAD))]
            listed = await self._list(job, windows, now, self._ledger.total(), dates)
            scope = self._by_amazons_clock(job, dates) if job.scope.depends_on_clock else job.scope
            if covers(listed, scope.windows(now if dates.first is None else dates.first)):
                return scope, listed, now
        raise TimeUnknown("Amazon's clock, or this machine's, was set again and again")

    def _with_older(self, window: Window) -> Window:
        """Make a window reach back to the next older recording known: what stands at its edge must be seen to stay."""
        if self._ledger.complete and window.start > 0:
            older = self._ledger.previous_time(window.start)
            # Whether Amazon's windows hold their own edges is not known.
            return window if older is None else Window(older - 1, window.end)
        return window

    def _by_amazons_clock(self, job: Job, dates: ListingDates) -> Scope:
        """Return a job's scope with times instead of ages; TimeUnknown where it is not certain which these are."""
        if job.started.timestamp() * 1000 > dates.earliest + TOLERANCE:
            raise TimeUnknown("this was asked for at a time that lies in the future by Amazon's clock")
        if job.scope.is_today and job.scope.start != self._start_of_day(dates.latest):
            raise TimeUnknown("another day has begun, or the clock was set")
        return job.scope.at(dates.earliest, dates.latest)

    def _start_of_day(self, moment: int) -> int:
        """Return when the local day of a moment begins (both epoch ms)."""
        return self._ledger.start_of(self._ledger.day_of(moment))

    def _with_witnesses(self, windows: Iterable[Window]) -> list[Window]:
        """Make each window reach on to the next recording known, and join those that meet."""
        if not self._ledger.complete:
            return joined(windows)
        known = ((window, self._ledger.next_time(window.end)) for window in windows)
        return joined(window if time is None else Window(window.start, time + 1) for window, time in known)

    async def _confirm(self, job: Job, listed: Listed, gone: Collection[int] = ()) -> None:
        """Make sure that what listings lack, but for what was made at the times in `gone`, was deleted elsewhere."""
        for window, found in listed.items():
            lacks = self._ledger.misses_any(*window, found, gone) or self._guard.lacks(job.plan, {window: found})
            if found and lacks:
                await _patiently(job, partial(self._history.confirm, *window, found))

    def _count(self, listed: Listed, now: int) -> None:
        """Count the days that were listed whole."""
        for window, found in listed.items():
            self._ledger.count_window(window.start, window.end, now, found)

    def _wish(self, job: Job, listed: Listed, meant: Callable[[Recording], bool]) -> Wish:
        """Sort what complete listings show into what is meant and what is not."""
        scope, found = job.scope, [*chain.from_iterable(listed.values())]
        today = self._start_of_day(self._history.now())
        return Wish(
            recordings=[recording for recording in found if meant(recording)],
            stay=[recording for recording in found if not meant(recording)],
            windows=sorted(listed),
            everything=scope.is_everything,
            today=today if scope.is_range and scope.start == today and self._is_open(scope, today) else None,
        )

    def _is_open(self, scope: Scope, today: int) -> bool:
        """Return whether a scope has all that may still be recorded today in it."""
        return scope.end is None or scope.end >= self._ledger.end_of(self._ledger.day_of(today))

    async def _choose(self, job: Job, wish: Wish) -> _Chosen | None:
        """Return the first eraser that can delete exactly what is wished or some of it, and what of it.

        None where a way to delete single recordings may be used, and names none of these.
        """
        objections = []
        for deleter in self._deleters:
            if not (named := await deleter.nameable(wish)):
                continue
            if (objection := self._objection(deleter)) is None:
                return deleter, named
            objections.append(objection)
        if not any(deleter.one_by_one and self._objection(deleter) is None for deleter in self._deleters):
            raise (objections or [NoDeleterError()])[0]
        assert job.plan
        job.plan.nameless = {recording.id for recording in wish.recordings}
        return None

    async def _list(
        self, job: Job, windows: Iterable[Window], now: int, others: int, dates: ListingDates | None = None
    ) -> Listed:
        """Return a complete listing of each window, newest first; adds the times of its answers to `dates`.

        With a recording in it that is known to be there, an empty listing cannot pass for an empty history; where one
        is empty all the same, and `others` are held, something has to be listed elsewhere.
        """
        listed: dict[Window, list[Recording]] = {}
        found = 0
        for window in reversed(self._with_witnesses(windows)):
            listed[window] = await _patiently(job, partial(self._list_window, job, window, found, dates))
            found += len(listed[window])
        if not all(listed.values()) and (others > 0 or self._ledger.doubts_empty):
            await _patiently(job, lambda: self._insist_listing_works(job, listed, now))
        return listed

    async def _list_window(self, job: Job, window: Window, before: int, dates: ListingDates | None) -> list[Recording]:
        """Return a complete listing, after so many in others; the plan's own ends at a page where it is cancelled."""
        found: dict[str, Recording] = {}
        async for page in self._history.pages(*window, dates):
            found.update((recording.key, recording) for recording in page)
            if job.plan is None:
                if job.cancelled:
                    raise _Cancelled
                job.tell(Phase.LISTING, found=before + len(found))
        return sorted(found.values(), key=lambda recording: recording.time, reverse=True)

    async def _insist_listing_works(self, job: Job, windows: Iterable[Window], now: int) -> None:
        """Raise ListingIncomplete where Amazon lists nothing at all, unless that shows what was taken along.

        Raises EmptyUnconfirmedError where it never listed anything.
        """
        if not await self._history.holds_anything(now):
            if self._ledger.doubts_empty:
                raise EmptyUnconfirmedError
            if job.plan and self._guard.watches(job.plan, windows):
                return
            raise ListingIncomplete("Amazon lists nothing although recordings were counted")

    async def _begin(self, job: Job) -> bool:
        """Plan, then erase and verify; tell whether the last listing was complete."""
        try:
            wish = await self._plan(job)
        except _Cancelled:
            return True
        if not wish.recordings:
            return True
        chosen = await self._choose(job, wish)
        await self._job_store.note_left(job)
        return await self._delete_and_verify(job, wish, chosen)

    async def _run(self, job: Job) -> bool:
        """Begin or go on, and stop where more is gone than was asked for; tell as `_begin` does."""
        try:
            if job.plan and job.plan.taken_along:
                return await self._stop(job)
            return await (self._begin(job) if job.plan is None else self._resume(job))
        except TakenAlongError:
            return await self._stop(job)

    async def _look_again(self, job: Job) -> bool:
        """Find out what has come of what was asked for; tell as `_begin` does."""
        assert job.plan
        try:
            await self._verify(job, set(job.plan.left[: job.plan.asked]))
        except TakenAlongError:
            return await self._stop(job)
        except AmazonError as err:
            LOGGER.debug("Verification failed: %s", err)
            return False
        return True

    async def _resume(self, job: Job) -> bool:
        """Go on after an interruption: list first, for what was asked for may have been done, or be under way."""
        plan = job.plan
        assert plan
        if not plan.left:
            # All was seen to be gone when it was interrupted.
            return True
        try:
            wish = await self._verify(job, set(plan.left[: plan.asked]) if plan.pending else ())
            chosen = await self._choose(job, wish) if wish.recordings else None
        except AmazonError as err:
            LOGGER.debug("Failed to resume the deletion: %s", err)
            return False
        except (NoDeleterError, NotTestedError, DeletedTooMuchError) as err:
            LOGGER.warning("An interrupted deletion cannot be resumed: %s", type(err).__name__)
            return True
        return await self._delete_and_verify(job, wish, chosen)

    async def _delete_and_verify(self, job: Job, wish: Wish, chosen: _Chosen | None) -> bool:
        """Erase, list again, and erase what is still there, as long as that leads anywhere; tell as `_begin` does."""
        plan = job.plan
        assert plan
        requests = Requests(job, plan, self._job_store, self._guard, partial(self._list_guarded, job))
        fruitless, worked = 0, None
        while chosen and fruitless < FRUITLESS_ROUNDS and not job.cancelled:
            deleter, named = chosen
            if not (named := requests.worth_sending(named)):
                return True
            before = len(wish.recordings)
            failure = await requests.send(deleter, wish, named, self._history.now(), VERIFY_AFTER)
            if isinstance(failure, EchoUnavailable):
                # Nothing was said, so nothing needs to be verified.
                raise failure
            try:
                wish = await self._verify(job, set(plan.left[: plan.taken]) if failure is None else ())
            except AmazonError as err:
                LOGGER.debug("Verification failed: %s", err)
                return False
            if len(wish.recordings) < before:
                fruitless, worked = 0, deleter
                self._on_result(deleter, True)  # noqa: FBT003 - the answer to "does it work?"
            elif not is_about_recordings(failure) or not requests.worth_sending(named):
                fruitless += 1
                if not job.cancelled and (failure is None or isinstance(failure, Withdrawn | BadRequest)):
                    # Amazon took every request and did nothing, or knows none of them: no use in asking again.
                    if worked is not deleter:
                        self._on_result(deleter, False)  # noqa: FBT003 - likewise
                    return True
            chosen = await self._choose_again(job, wish) if wish.recordings else None
        return True

    async def _choose_again(self, job: Job, wish: Wish) -> _Chosen | None:
        """Return how to delete what is still listed; None where that cannot be done exactly."""
        try:
            return await self._choose(job, wish)
        except (AmazonError, NoDeleterError, NotTestedError, DeletedTooMuchError) as err:
            LOGGER.warning("Recordings that are still listed cannot be deleted exactly: %s", type(err).__name__)
            return None

    async def _list_guarded(self, job: Job) -> Listed:
        """Return what is listed around what was deleted first."""
        plan = job.plan
        assert plan
        listed = dict[Window, list[Recording]]()
        for window in plan.guard:
            listed[window] = await _patiently(job, partial(self._list_window, job, window, 0, None))
        if not all(listed.values()):
            await _patiently(job, lambda: self._insist_listing_works(job, listed, self._history.now()))
        await self._confirm(job, listed, plan.times)
        return listed

    async def _stop(self, job: Job) -> bool:
        """Ask for nothing more, and find out how many recordings were taken along; tell as `_begin` does."""
        plan = job.plan
        assert plan
        await self._job_store.note_left(job)
        # More may go meanwhile.
        await job.pause(VERIFY_AFTER[1])
        now, left = self._history.now(), set(plan.left)
        days = self._days_of(plan.times, job.scope, now) if left else []
        seen = True
        try:
            listed = await self._guard.reckon(plan, days, now, lambda windows: self._list(job, windows, now, 1))
        except AmazonError as err:
            LOGGER.debug("Failed to list the neighbors of deleted recordings: %s", err)
            seen = False
        else:
            self._count(listed, now)
            shown = {recording.id for recording in chain.from_iterable(listed.values())}
            plan.begin_round([name for name in plan.left if name in shown])
            await self._job_store.note_left(job)
            job.tell(Phase.VERIFYING, gone=left.difference(plan.left))
        if plan.taken_along:
            LOGGER.error("A request deleted %s recordings that it was not asked to delete", plan.taken_along)
            self._on_taken_along(plan.way or "", plan.taken_along)
        return seen

    async def _verify(self, job: Job, accepted: Collection[str]) -> Wish:
        """List again at growing distances until what Amazon accepted is gone; what is listed last is what is left."""
        assert job.plan
        job.tell(Phase.VERIFYING)
        first, *later = VERIFY_AFTER
        await job.pause(first)
        wish = await self._list_left(job)
        for delay in later:
            if job.cancelled or not any(recording.id in accepted for recording in wish.recordings):
                break
            await job.pause(delay)
            wish = await self._list_left(job)
        return wish

    async def _list_left(self, job: Job) -> Wish:
        """Keep of what was left what is still listed; the days that were listed are counted on the way."""
        plan = job.plan
        assert plan
        now, left = self._history.now(), set(plan.left)
        windows = joined(sorted([*self._days_of(plan.times, job.scope, now), *plan.guard]))
        listed = await self._list(job, windows, now, self._ledger.total() - len(left))
        await self._confirm(job, listed, plan.times)
        self._guard.check(plan, listed)
        wish = self._wish(job, listed, lambda recording: recording.id in left)
        plan.begin_round([recording.id for recording in wish.recordings])
        self._count(listed, now)
        await self._job_store.note_left(job)
        job.tell(Phase.VERIFYING, gone=left.difference(plan.left))
        return wish

    def _days_of(self, times: Sequence[int], scope: Scope, now: int) -> list[Window]:
        """Return the whole days up to now to list for what was made then: one span, or some where it was named."""
        # A clock set back must not hide what is left.
        ledger, now = self._ledger, max(now, times[-1] + 1)
        if scope.ids is None:
            # What is younger tells whether everything may still be meant.
            end = now + AHEAD if scope.is_everything else min(ledger.end_of(ledger.day_of(times[-1])), now)
            return [Window(ledger.start_of(ledger.day_of(times[0])), end)]
        days = sorted(set(map(ledger.day_of, times)))
        return [Window(ledger.start_of(day), min(ledger.end_of(day), now)) for day in days]


def _describe(recordings: Sequence[Recording]) -> dict[str, Any]:
    """Return from when to when recordings were made, and how many by device and kind."""
    times = [datetime.fromtimestamp(recording.time / 1000, UTC) for recording in recordings]
    return {
        "oldest": min(times).isoformat(),
        "newest": max(times).isoformat(),
        "by_device": dict(Counter((each.echo and each.echo.name) or "" for each in recordings)),
        "by_kind": dict(Counter(each.kind.value for each in recordings)),
    }


async def _patiently[T](job: Job, ask: Callable[[], Awaitable[T]]) -> T:
    """Ask, and ask again where Amazon is too busy or away, unless it is cancelled; raises the last error."""
    for delay in RETRY_AFTER:
        try:
            return await ask()
        except (CannotConnect, ListingIncomplete, Refused, Withdrawn, Throttled) as err:
            LOGGER.debug("Listing failed, will retry: %s", err)
            await job.pause(err.retry_after if isinstance(err, Throttled) else delay)
            if job.cancelled:
                if job.plan is None:
                    raise _Cancelled from err
                raise
    return await ask()
