"""Complete listings for one deletion: of its scope, of what is left of it, and of the days around it."""

from collections.abc import Awaitable, Callable, Collection, Iterable
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Final

from homeassistant.exceptions import HomeAssistantError

from ..amazon.clock import TOLERANCE, ListingDates
from ..amazon.deleters import DeletionPlan
from ..amazon.errors import CannotConnect, ListingIncomplete, Refused, Throttled, TimeUnknown, Withdrawn
from ..amazon.history import History, Window
from ..amazon.recordings import Recording
from ..const import DOMAIN, LOGGER
from ..counts.ledger import Ledger
from ..counts.sync import AHEAD
from .guard import Listed, has_to_be_there, missing
from .models import Job, JobState, Phase, Progress
from .scope import Scope, covers, joined

# One by a clock that may be wrong, and one by Amazon's.
LISTINGS: Final = 2
# In no time zone is a day longer (ms).
_LONGEST_DAY: Final = 25 * 60 * 60 * 1000


class EmptyUnconfirmedError(HomeAssistantError):
    """Amazon lists nothing at this site and never did: the recordings may be at another."""

    def __init__(self) -> None:
        """Initialize with the translation key."""
        super().__init__(translation_domain=DOMAIN, translation_key="empty_unconfirmed")


class PlanCancelledError(Exception):
    """The deletion was cancelled before any request was sent."""


@dataclass(eq=False, repr=False)
class Lister:
    """Lists what one deletion has to see; every listing is complete, or an error.

    The ledger knows what has to be there.
    """

    _history: History
    _ledger: Ledger
    _job: Job
    _publish: Callable[[Progress], None]
    """Called after each page of a plan."""
    _retry_after: Iterable[float]
    """A listing that fails is tried again after each of these (seconds)."""

    async def list_scope(self) -> Listed:
        """Return a complete listing of the job's scope, and replace ages in that scope by times.

        Ages count from the time of the responses, so the first time range is a guess; the second one is right.
        Raises PlanCancelledError, EmptyUnconfirmedError and AmazonError.
        """
        job = self._job
        if job.cancelled:
            raise PlanCancelledError
        self._publish(job.progress(Phase.LISTING))
        for _ in range(LISTINGS):
            now, dates = self._history.now(), ListingDates()
            windows = [*map(self._with_older, job.scope.around(now).windows(now + AHEAD))]
            listed = await self.list_windows(windows, now, self._ledger.total(), dates)
            scope = self._by_amazons_clock(dates) if job.scope.depends_on_clock else job.scope
            if covers(listed, scope.windows(now if dates.first is None else dates.first)):
                job.scope = scope
                await self._confirm(listed)
                self.count(listed, now)
                return listed
        raise TimeUnknown("Amazon's clock, or this machine's, was set again and again")

    async def list_left(self, state: JobState, now: int) -> Listed:
        """Return a complete listing of the days of what is left, and of the neighbors that must still exist."""
        # As the plan did: what a request would name as well, and stands at an edge, must be seen in every round.
        windows = joined(sorted([*map(self._with_older, self.days_of_left(state, now)), *state.guard]))
        listed = await self.list_windows(windows, now, self._ledger.total() - len(set(state.left)))
        await self._confirm(listed, state.times)
        return listed

    async def list_guarded(self) -> Listed:
        """Return a complete listing around what was deleted first."""
        state = self._job.state
        assert state
        listed = dict[Window, list[Recording]]()
        for window in state.guard:
            listed[window] = await self._with_retries(partial(self._list_window, window, 0, None))
        if not all(listed.values()):
            await self._with_retries(lambda: self._ensure_listing_works(listed, self._history.now()))
        await self._confirm(listed, state.times)
        return listed

    async def list_windows(
        self, windows: Iterable[Window], now: int, others: int, dates: ListingDates | None = None
    ) -> Listed:
        """Return a complete listing of each window, newest first; adds the times of its responses to `dates`.

        Windows reach to a recording that is known to be there, so that an empty listing cannot pass for an empty
        history. If one is empty all the same, and `others` are held, something has to be listed elsewhere.
        """
        listed: dict[Window, list[Recording]] = {}
        found = 0
        for window in reversed(self._with_witnesses(windows, now)):
            listed[window] = await self._with_retries(partial(self._list_window, window, found, dates))
            found += len(listed[window])
        if not all(listed.values()) and (others > 0 or self._ledger.doubts_empty):
            await self._with_retries(lambda: self._ensure_listing_works(listed, now))
        return listed

    def count(self, listed: Listed, now: int) -> None:
        """Count the days that were listed completely."""
        for window, found in listed.items():
            self._ledger.count_window(window.start, window.end, now, found)

    def plan_from(self, listed: Listed, is_meant: Callable[[Recording], bool]) -> DeletionPlan:
        """Split complete listings into what should be deleted and what should stay."""
        scope, found = self._job.scope, [*chain.from_iterable(listed.values())]
        today = self._start_of_day(self._history.now())
        # All that may still be recorded today.
        is_open = scope.end is None or scope.end >= self._ledger.end_of(self._ledger.day_of(today))
        return DeletionPlan(
            recordings=[recording for recording in found if is_meant(recording)],
            stay=[recording for recording in found if not is_meant(recording)],
            windows=sorted(listed),
            everything=scope.is_everything,
            today=today if scope.is_range and scope.start == today and is_open else None,
        )

    def days_of_left(self, state: JobState, now: int) -> list[Window]:
        """Return the days up to now to list for what is left: one span, or some if recordings were named."""
        if not (times := state.times):
            return []
        # A clock that was set back must not hide what is left.
        ledger, scope, now = self._ledger, self._job.scope, max(now, times[-1] + 1)
        if scope.ids is None:
            # Whether everything may still be meant depends on what is younger.
            end = now + AHEAD if scope.is_everything else min(ledger.end_of(ledger.day_of(times[-1])), now)
            return [Window(ledger.start_of(ledger.day_of(times[0])), end)]
        days = sorted(set(map(ledger.day_of, times)))
        return [Window(ledger.start_of(day), min(ledger.end_of(day), now)) for day in days]

    def _with_older(self, window: Window) -> Window:
        """Extend a window to the next older known recording, so that the listing shows whether that stays.

        Until everything is counted that one is not known: then by a day, because a request may name a whole day.
        """
        if window.start <= 0:
            return window
        if not self._ledger.complete:
            return Window(max(0, window.start - _LONGEST_DAY), window.end)
        older = self._ledger.previous_time(window.start)
        # Whether Amazon's windows include their own edges is not known.
        return window if older is None else Window(older - 1, window.end)

    def _with_witnesses(self, windows: Iterable[Window], now: int) -> list[Window]:
        """Extend each window to the next newer known recording, or by a day likewise, and join those that touch."""
        if not self._ledger.complete:
            until = now + AHEAD
            return joined(Window(start, max(end, min(end + _LONGEST_DAY, until))) for start, end in windows)
        known = ((window, self._ledger.next_time(window.end)) for window in windows)
        return joined(window if time is None else Window(window.start, time + 1) for window, time in known)

    def _by_amazons_clock(self, dates: ListingDates) -> Scope:
        """Return the job's scope with times instead of ages; raises TimeUnknown if they are uncertain."""
        job = self._job
        if job.started.timestamp() * 1000 > dates.earliest + TOLERANCE:
            raise TimeUnknown("this was requested at a time that is in the future by Amazon's clock")
        if job.scope.is_today and job.scope.start != self._start_of_day(dates.latest):
            raise TimeUnknown("another day has begun, or the clock was set")
        return job.scope.at(dates.earliest, dates.latest)

    def _start_of_day(self, moment: int) -> int:
        return self._ledger.start_of(self._ledger.day_of(moment))

    async def _list_window(self, window: Window, before: int, dates: ListingDates | None) -> list[Recording]:
        """Return a complete listing, after `before` recordings in other windows.

        Raises PlanCancelledError at the next page if the job is cancelled before it has a plan.
        """
        found: dict[str, Recording] = {}
        async for page in self._history.pages(*window, dates):
            found.update((recording.key, recording) for recording in page)
            if self._job.state is None:
                if self._job.cancelled:
                    raise PlanCancelledError
                self._publish(self._job.progress(Phase.LISTING, found=before + len(found)))
        return sorted(found.values(), key=lambda recording: recording.time, reverse=True)

    async def _ensure_listing_works(self, windows: Iterable[Window], now: int) -> None:
        """Raise ListingIncomplete if Amazon lists nothing at all, unless that shows what else was deleted.

        Raises EmptyUnconfirmedError if it never listed anything, unless something was planned: at another site.
        """
        if not await self._history.holds_anything(now):
            if self._ledger.doubts_empty and self._job.state is None:
                raise EmptyUnconfirmedError
            is_own_site = self._ledger.site in self._ledger.sites
            if self._job.state and is_own_site and has_to_be_there(self._job.state, windows):
                return
            raise ListingIncomplete("Amazon lists nothing although recordings were counted")

    async def _confirm(self, listed: Listed, gone: Collection[int] = ()) -> None:
        """Check that what listings lack, apart from what was made at the times in `gone`, was deleted elsewhere."""
        state = self._job.state
        for window, found in listed.items():
            misses = self._ledger.misses_any(*window, found, gone)
            if found and (misses or (state and missing(state, {window: found}))):
                await self._with_retries(partial(self._history.confirm, *window, found))

    async def _with_retries[T](self, ask: Callable[[], Awaitable[T]]) -> T:
        """Call `ask`; retry while Amazon is busy or unreachable and the job is not cancelled; raises the last error."""
        job = self._job
        for delay in self._retry_after:
            try:
                return await ask()
            except (CannotConnect, ListingIncomplete, Refused, Withdrawn, Throttled) as err:
                LOGGER.debug("Listing failed, will retry: %s", err)
                await job.pause(err.retry_after if isinstance(err, Throttled) else delay)
                if job.cancelled:
                    if job.state is None:
                        raise PlanCancelledError from err
                    raise
        return await ask()
