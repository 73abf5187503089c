"""The models of a deletion: its job, the state of the job, and the events it publishes."""

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, Self
from uuid import uuid4

from homeassistant.exceptions import HomeAssistantError
from homeassistant.util import dt as dt_util

from ..amazon.deleters import Method
from ..amazon.history import Window
from ..amazon.recipes.document import VOICE_HISTORY
from ..amazon.recordings import time_of
from .receipts import CANCELLED, CANNOT_BE_NAMED, DELETED_TOO_MUCH, Receipt, Status
from .scope import Scope


class Phase(StrEnum):
    """The phase of a deletion."""

    IDLE = "idle"
    LISTING = "listing"
    DELETING = "deleting"
    VERIFYING = "verifying"


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """A deletion is stored, and runs when those before it have finished."""

    receipt_id: str


@dataclass(frozen=True, slots=True)
class Progress:
    """The progress of a deletion; figures only."""

    phase: Phase = Phase.IDLE
    found: int = 0
    asked: int = 0
    verified_gone: int = 0
    receipt_id: str | None = None
    history: str = VOICE_HISTORY
    waiting: bool = False
    """Whether Amazon has not responded for a while or cannot be reached; requests are retried."""

    def figures(self) -> dict[str, int]:
        """Return the figures that every user may see."""
        return {"found": self.found, "asked": self.asked, "verified_gone": self.verified_gone}


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """Some recordings of a scope by ids are verified gone; the ids are never stored or logged."""

    receipt_id: str
    history: str
    ids: frozenset[str] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleterResult:
    """The result of using a deleter: whether it works, and how many recordings it deleted in excess."""

    name: str
    method: Method | None
    works: bool
    excess: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptDelayed:
    """A deletion is done, but its receipt cannot be written yet; it finishes once that works."""

    receipt: Receipt
    error: HomeAssistantError


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """A deletion has ended and its receipt is stored; published once. `error` is why it failed, if it did."""

    receipt: Receipt
    error: HomeAssistantError | None = None


type DeletionEvent = Accepted | Progress | Gone | DeleterResult | ReceiptDelayed | Finished


# What is stored of a state whenever something was listed; a job has the rest.
_LISTED: Final = (
    *("matched", "left", "others", "guard", "checked"),
    *("excess", "others_gone", "sent", "tried", "round"),
)


@dataclass(slots=True, kw_only=True)
class JobState:
    """The stored progress of a deletion: ids that are left, which are not Amazon's keys, and figures.

    `left` is what was listed last, in the order it is deleted. Since then Amazon accepted requests for the first
    `taken` of them; those up to `asked` may have been accepted. `sent` is what was accepted before.
    """

    matched: int
    left: list[str]
    others: list[str] = field(default_factory=list)
    """What else was listed and should stay, unless it was seen to be gone."""
    guard: list[Window] = field(default_factory=list)
    """The windows of the neighbors of the first request, until these were seen to be still listed."""
    checked: set[str] = field(default_factory=set)
    """The names of the deleters whose first request deleted nothing else."""
    excess: int = 0
    """How many are gone in excess; as soon as there is one, no further request is sent."""
    others_gone: int = 0
    """How many of these should have stayed."""
    sent: set[str] = field(default_factory=set)
    tried: set[str] = field(default_factory=set)
    """What was requested before, whether or not Amazon accepted it: it may disappear at any time."""
    round: int = 0
    taken: int = 0
    asked: int = 0
    pending: bool = False
    """Whether sent requests may still take effect."""
    method: Method | None = None
    way: str | None = None
    """The name of the deleter that was used last."""
    nameless: set[str] = field(default_factory=set)
    """The ids that no deleter can name."""

    @property
    def accepted(self) -> int:
        """How many were in requests that Amazon accepted."""
        return len(self.sent.union(self.left[: self.taken]))

    @property
    def times(self) -> list[int]:
        """The times (epoch ms) of the recordings that are left, oldest first."""
        return sorted(map(time_of, self.left))

    def begin_round(self, left: list[str]) -> None:
        """Start a new round with the result of a new listing.

        A request whose response never came was accepted if its recordings are gone.
        """
        unanswered, still = self.left[self.taken : self.asked], set(left)
        self.sent.update(self.left[: self.taken], (name for name in unanswered if name not in still))
        self.tried.update(self.left[: self.asked])
        self.left, self.taken, self.asked = left, 0, 0
        self.round += 1

    def arrange(self, named: Iterable[str]) -> bool:
        """Move what is requested next right behind what was requested; return whether that changes the order."""
        before, done = self.left, self.left[: self.asked]
        first = [name for name in named if name not in done]
        known = {*done, *first}
        self.left = [*done, *first, *(name for name in before if name not in known)]
        return self.left != before

    def as_dict(self) -> dict[str, Any]:
        """Return the form that is stored after a listing."""
        return {name: getattr(self, name) for name in _LISTED}

    @classmethod
    def from_dict(cls, stored: Any) -> Self:
        """Return what `as_dict` gave."""
        guard = [Window(start, end) for start, end in stored["guard"]]
        sets = {name: set(stored[name]) for name in ("sent", "tried", "checked")}
        return cls(**{**stored, **sets, "guard": guard})


@dataclass(slots=True, kw_only=True)
class Job:
    """One deletion."""

    scope: Scope
    receipt_id: str = field(default_factory=lambda: uuid4().hex)
    history: str = VOICE_HISTORY
    listing: str = ""
    """What identifies the listing that its history had when it was accepted."""
    requests: str = ""
    """What identifies the requests that it was run with."""
    nightly: bool = False
    started: datetime = field(default_factory=dt_util.utcnow)
    state: JobState | None = None
    """Its progress; None until it has a plan."""
    forgotten: bool = False
    """Whether a restart came before it had a plan, so that its scope, which is never stored, is lost."""
    _stop: asyncio.Event = field(default_factory=asyncio.Event, repr=False)

    @property
    def cancelled(self) -> bool:
        """Return whether the owner cancelled it."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Cancel it; the current request still completes."""
        self._stop.set()

    def run_with(self, requests: str) -> None:
        """Run with some requests: what others have shown is not held for them, or against them."""
        if self.state and requests != self.requests:
            self.state.checked, self.state.way = set(), None
        self.requests = requests

    async def pause(self, seconds: float) -> None:
        """Wait, unless it is cancelled."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._stop.wait()

    def progress(self, phase: Phase, *, found: int = 0) -> Progress:
        """Return the progress; `found` is how many were listed so far, before there is a plan."""
        state = self.state
        if state is None:
            return Progress(phase, found, receipt_id=self.receipt_id, history=self.history)
        gone = state.matched - len(state.left)
        return Progress(phase, state.matched, state.accepted, gone, self.receipt_id, self.history)

    def gone(self, ids: Iterable[str]) -> Gone:
        """Return the event that some recordings of a scope by ids are gone."""
        return Gone(receipt_id=self.receipt_id, history=self.history, ids=frozenset(ids))

    def receipt(self, status: Status | None = None, *, seen: bool = True, error: str | None = None) -> Receipt:
        """Return a receipt with the current figures; `seen` is whether the last listing was complete."""
        state = self.state
        gone = state.matched - len(state.left) if state else 0
        nameless = len(state.nameless.intersection(state.left)) if state else 0
        left = len(state.left) - nameless if state else 0
        if status is None:
            status = Status.PARTIAL if gone else Status.FAILED
            if state and state.excess:
                status, error = Status.STOPPED, DELETED_TOO_MUCH
            elif state and not state.left:
                status = Status.VERIFIED
            elif nameless and not left:
                error = CANNOT_BE_NAMED
        done = status is not Status.DRY_RUN
        listed = state is not None or status is not Status.FAILED
        return Receipt(
            receipt_id=self.receipt_id,
            status=status,
            history=self.history,
            method=state.method if state else None,
            matched=(state.matched if state else 0) if listed else None,
            asked=state.accepted if state else 0,
            verified_gone=gone,
            still_listed=left if done and seen else 0,
            unknown=left if done and not seen else 0,
            cannot_be_named=nameless,
            others_gone=state.others_gone if state else 0,
            started=self.started,
            finished=dt_util.utcnow(),
            nightly=self.nightly,
            error=None if status is Status.VERIFIED else error or (CANCELLED if self.cancelled else None),
        )

    def as_dict(self) -> dict[str, Any]:
        """Return the form that is stored in addition to the state, with the progress of this round."""
        state = self.state
        return {
            "receipt_id": self.receipt_id,
            "scope": self.scope.as_dict(),
            "history": self.history,
            "listing": self.listing,
            "requests": self.requests,
            "cancelled": self.cancelled,
            "nightly": self.nightly,
            "started": self.started.isoformat(),
            "state": state and [state.round, state.taken, state.asked, state.pending, state.method, state.way],
        }

    @classmethod
    def from_dict(cls, stored: Any, state: JobState | None) -> Self:
        """Return what `as_dict` gave."""
        if stored["state"] and state:
            at_round, taken, asked, state.pending, method, state.way = stored["state"]
            state.method = Method(method) if method else None
            if at_round == state.round:
                state.taken, state.asked = taken, asked
        job = cls(
            scope=Scope.from_dict(stored["scope"]),
            receipt_id=stored["receipt_id"],
            history=stored["history"],
            listing=stored["listing"],
            requests=stored["requests"],
            nightly=stored["nightly"],
            started=datetime.fromisoformat(stored["started"]),
            state=state if stored["state"] else None,
            forgotten=stored["scope"] is None and not (stored["state"] and state),
        )
        if stored["cancelled"]:
            job.cancel()
        return job
