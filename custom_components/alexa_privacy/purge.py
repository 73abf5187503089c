"""A purge: scope → plan → erase → verify → receipt."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final, Self
from uuid import uuid4

from .amazon.erasers import Eraser, Method, Wish
from .amazon.errors import (
    AmazonError,
    BadRequest,
    CannotConnect,
    ListingIncomplete,
    Refused,
    Throttled,
    Withdrawn,
)
from .amazon.history import History
from .amazon.recordings import Recording
from .amazon.spoken import EchoUnavailable
from .const import LOGGER
from .ledger import Ledger
from .scope import Scope

# Amazon takes a while to forget; listing again sooner would call a deletion a failure.
VERIFY_AFTER: Final = (5.0, 30.0, 300.0)
# How long to wait before a listing that failed is tried again.
RETRY_AFTER: Final = (5.0, 30.0, 60.0)
FRUITLESS_ROUNDS: Final = 2


class Status(StrEnum):
    """How a purge ended."""

    VERIFIED = "verified"
    PARTIAL = "partial"
    FAILED = "failed"
    RUNNING = "running"
    DRY_RUN = "dry_run"
    NOTHING_TO_DELETE = "nothing_to_delete"


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What was asked, done and seen; figures only."""

    receipt_id: str
    status: Status
    method: Method | None = None
    matched: int = 0
    erased: int = 0
    verified_gone: int = 0
    still_listed: int = 0
    unknown: int = 0
    started: datetime
    finished: datetime | None = None

    @classmethod
    def running(cls) -> Self:
        """Return the receipt of a purge that has just begun."""
        return cls(receipt_id=uuid4().hex, status=Status.RUNNING, started=datetime.now(UTC))

    def as_dict(self) -> dict[str, Any]:
        """Return the form an action answers with."""
        times = {"started": self.started.isoformat(), "finished": self.finished and self.finished.isoformat()}
        method = self.method.value if self.method else None
        return {**asdict(self), "status": self.status.value, "method": method, **times}


class NoEraserError(Exception):
    """No way that was taught can delete exactly what is asked."""


class NotRehearsedError(Exception):
    """The request that could do it was learned but not rehearsed yet."""


class Verdict(StrEnum):
    """What a purge says of the way it was done."""

    WORKS = "works"
    BROKEN = "broken"


@dataclass(slots=True)
class _Job:
    """One purge while it runs; its recordings' keys live here and nowhere else."""

    receipt_id: str
    started: datetime
    plan: Sequence[Recording]
    left: Sequence[Recording]
    eraser: Eraser | None = None
    sent: set[str] = field(default_factory=set)
    seen: bool = True
    verdict: Verdict | None = None

    def receipt(self, status: Status | None = None) -> Receipt:
        """Return the figures as they stand."""
        matched, left = len(self.plan), len(self.left)
        if status is None:
            gone = matched - left
            status = Status.VERIFIED if not left else Status.PARTIAL if gone else Status.FAILED
        done = status in {Status.VERIFIED, Status.PARTIAL, Status.FAILED}
        return Receipt(
            receipt_id=self.receipt_id,
            status=status,
            method=self.eraser.method if self.eraser else None,
            matched=matched,
            erased=len(self.sent),
            verified_gone=matched - left if done else 0,
            still_listed=left if done and self.seen else 0,
            unknown=left if done and not self.seen else 0,
            started=self.started,
            finished=datetime.now(UTC),
        )


class Purger:
    """Runs one account's purges, one at a time."""

    def __init__(
        self,
        history: History,
        erasers: Sequence[Eraser],
        ledger: Ledger,
        *,
        may_use: Callable[[Eraser], bool],
        on_verdict: Callable[[Eraser, Verdict], None],
    ) -> None:
        """Delete by the first of `erasers` that can do a scope and that `may_use` allows.

        What verifying listings show is counted in `ledger`; `on_verdict` is told what a purge showed of its eraser.
        """
        self._history = history
        self._erasers = erasers
        self._ledger = ledger
        self._may_use = may_use
        self._on_verdict = on_verdict

    async def run(self, scope: Scope, *, dry_run: bool = False, receipt_id: str | None = None) -> Receipt:
        """Delete what the scope matches, and return what a new listing shows.

        Raises NoEraserError or NotRehearsedError where nothing that was taught can delete exactly this, and AmazonError
        where the plan's own listing fails; in all these cases nothing was deleted.
        """
        started = datetime.now(UTC)
        wish = await self._plan(scope, int(started.timestamp() * 1000))
        job = _Job(receipt_id or uuid4().hex, started, wish.recordings, wish.recordings)
        if not wish.recordings:
            return job.receipt(Status.NOTHING_TO_DELETE)
        job.eraser = await self._choose(wish)
        if dry_run:
            return job.receipt(Status.DRY_RUN)
        await self._erase_and_verify(job, job.eraser)
        if job.verdict:
            self._on_verdict(job.eraser, job.verdict)
        if job.left:
            LOGGER.warning(
                "%s of %s recordings are %s",
                len(job.left),
                len(job.plan),
                "still listed" if job.seen else "in doubt: Amazon's listing failed after deleting",
            )
        return job.receipt()

    async def _plan(self, scope: Scope, now: int) -> Wish:
        """Return what the scope matches in a complete listing; an empty one needs proof that the listing works."""
        window = scope.window(now)
        listed = await _patiently(lambda: self._history.recordings(window.start, window.end))
        if not listed and self._ledger.total():
            await _patiently(lambda: self._insist_listing_works(now, self._ledger.total()))
        self._ledger.count_window(window.start, window.end, now, listed)
        return Wish(
            recordings=[recording for recording in listed if scope.matches(recording)],
            stay=[recording for recording in listed if not scope.matches(recording)],
            start=window.start,
            end=window.end,
            everything=scope.is_everything,
            today=scope.is_range
            and scope.end is None
            and scope.start == self._ledger.start_of(self._ledger.day_of(now)),
        )

    async def _choose(self, wish: Wish) -> Eraser:
        """Return the first eraser that can delete exactly what is wished."""
        able = [eraser for eraser in self._erasers if await eraser.can_do(wish)]
        if usable := [eraser for eraser in able if self._may_use(eraser)]:
            return usable[0]
        raise NotRehearsedError if able else NoEraserError

    async def _insist_listing_works(self, now: int, others: int) -> None:
        """Raise ListingIncomplete where Amazon lists nothing at all although other recordings are known to be held."""
        if others > 0 and not await self._history.holds_anything(now):
            raise ListingIncomplete("Amazon lists nothing although recordings were counted")

    async def _erase_and_verify(self, job: _Job, eraser: Eraser) -> None:
        """Erase, list again, and erase what is still there, as long as that leads anywhere."""
        fruitless = 0
        while job.left and fruitless < FRUITLESS_ROUNDS:
            before = len(job.left)
            failure = await self._erase(job, eraser)
            if isinstance(failure, EchoUnavailable):
                # Nothing was said, so nothing needs to be verified.
                raise failure
            try:
                await self._verify(job, patient=failure is None)
            except AmazonError as err:
                LOGGER.debug("Verifying failed: %s", err)
                job.seen = False
                return
            if len(job.left) < before:
                job.verdict = Verdict.WORKS
                fruitless = 0
                continue
            fruitless += 1
            if failure is None or isinstance(failure, Withdrawn | BadRequest):
                # Amazon took every request and did nothing, or knows none of them: no use in asking again.
                job.verdict = job.verdict or Verdict.BROKEN
                return

    async def _erase(self, job: _Job, eraser: Eraser) -> AmazonError | None:
        """Send each erase request once; where Amazon does not take one, the rest is not sent, and why is returned."""
        for step in eraser.steps(job.left):
            try:
                await step.send()
            except AmazonError as err:
                LOGGER.debug("An erase request failed: %s", err)
                return err
            job.sent.update(recording.key for recording in step.recordings)
        return None

    async def _verify(self, job: _Job, *, patient: bool) -> None:
        """List again at growing distances until nothing is left; what is listed last is what is left."""
        for delay in VERIFY_AFTER if patient else VERIFY_AFTER[:1]:
            await asyncio.sleep(delay)
            await _patiently(lambda: self._list_left(job))
            if not job.left:
                return

    async def _list_left(self, job: _Job) -> None:
        """Keep of what was left what is still listed; the days that were listed are counted on the way."""
        first = self._ledger.day_of(min(recording.time for recording in job.left))
        last = self._ledger.day_of(max(recording.time for recording in job.left))
        now = int(datetime.now(UTC).timestamp() * 1000)
        listed = await self._history.recordings(self._ledger.start_of(first), min(self._ledger.end_of(last), now))
        if not listed:
            await self._insist_listing_works(now, self._ledger.total() - len(job.left))
        keys = {recording.key for recording in listed}
        job.left = [recording for recording in job.left if recording.key in keys]
        self._ledger.count_days(first, last, listed)


async def _patiently[T](ask: Callable[[], Awaitable[T]]) -> T:
    """Ask, and ask again where Amazon is too busy or away; raises the last error."""
    for delay in RETRY_AFTER:
        try:
            return await ask()
        except (CannotConnect, ListingIncomplete, Refused, Withdrawn) as err:
            LOGGER.debug("Listing failed, trying again: %s", err)
            await asyncio.sleep(delay)
        except Throttled as err:
            await asyncio.sleep(err.retry_after)
    return await ask()
