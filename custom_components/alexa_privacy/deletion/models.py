"""One purge, from being asked for to its receipt: what is to go, and how far that has come."""

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Self
from uuid import uuid4

from homeassistant.util import dt as dt_util

from ..amazon.deleters import Method
from ..amazon.history import Window
from ..amazon.recordings import time_of
from .receipts import CANCELLED, CANNOT_BE_NAMED, DELETED_TOO_MUCH, Receipt, Status
from .scope import Scope


class Phase(StrEnum):
    """What a purge is at."""

    IDLE = "idle"
    LISTING = "listing"
    DELETING = "deleting"
    VERIFYING = "verifying"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a purge has come; figures, and the ids of what was just seen to be gone."""

    phase: Phase = Phase.IDLE
    found: int = 0
    asked: int = 0
    verified_gone: int = 0
    gone: frozenset[str] = field(default=frozenset(), repr=False)
    receipt_id: str | None = None

    def figures(self) -> dict[str, int]:
        """Return what everybody may see."""
        return {"found": self.found, "asked": self.asked, "verified_gone": self.verified_gone}


@dataclass(slots=True, kw_only=True)
class Plan:
    """What a purge is to make go, by ids, which are no keys.

    `left` is what was listed last, in the order it is deleted. Since then requests for the first `taken` of them were
    taken by Amazon; those up to `asked` may have been. `sent` is what was taken before.
    """

    matched: int
    left: list[str]
    others: list[str] = field(default_factory=list)
    """What was listed besides and is to stay, as far as it has not been seen to be gone."""
    guard: list[Window] = field(default_factory=list)
    """Where the neighbours of what was asked for first are, until they are seen to be there still."""
    checked: set[str] = field(default_factory=set)
    """The names of the ways whose first request was seen to take nothing else along."""
    taken_along: int = 0
    """How many are gone that nothing was asked for; as soon as there is one, nothing more is asked for."""
    others_gone: int = 0
    """How many of these were to stay."""
    sent: set[str] = field(default_factory=set)
    tried: set[str] = field(default_factory=set)
    """What was asked for before, whether or not Amazon took it: it may go at any time."""
    round: int = 0
    taken: int = 0
    asked: int = 0
    pending: bool = False
    """Whether what was sent may still take effect."""
    method: Method | None = None
    way: str | None = None
    """The name of the way that was used last."""
    nameless: set[str] = field(default_factory=set)
    """What no way can name."""

    @property
    def accepted(self) -> int:
        """How many were in requests that Amazon took."""
        return len(self.sent.union(self.left[: self.taken]))

    @property
    def times(self) -> list[int]:
        """When (epoch ms) the recordings were made that are left, oldest first."""
        return sorted(map(time_of, self.left))

    def begin_round(self, left: list[str]) -> None:
        """Know what a new listing shows; a request whose answer never came was taken if its recordings are gone."""
        unanswered, still = self.left[self.taken : self.asked], set(left)
        self.sent.update(self.left[: self.taken], (name for name in unanswered if name not in still))
        self.tried.update(self.left[: self.asked])
        self.left, self.taken, self.asked = left, 0, 0
        self.round += 1

    def arrange(self, named: Iterable[str]) -> bool:
        """Put what is to be asked for next behind what was asked for; return whether that changes the order."""
        before, done = self.left, self.left[: self.asked]
        first = [name for name in named if name not in done]
        known = {*done, *first}
        self.left = [*done, *first, *(name for name in before if name not in known)]
        return self.left != before

    def as_dict(self) -> dict[str, Any]:
        """Return what is stored when something was listed."""
        return {
            "matched": self.matched,
            "left": self.left,
            "others": self.others,
            "guard": [list(window) for window in self.guard],
            "checked": sorted(self.checked),
            "taken_along": self.taken_along,
            "others_gone": self.others_gone,
            "sent": sorted(self.sent),
            "tried": sorted(self.tried),
            "round": self.round,
        }

    @classmethod
    def from_dict(cls, stored: Any) -> Self:
        """Return what `as_dict` gave."""
        guard = [Window(start, end) for start, end in stored["guard"]]
        sets = {name: set(stored[name]) for name in ("sent", "tried", "checked")}
        return cls(**{**stored, **sets, "guard": guard})


@dataclass(slots=True, kw_only=True)
class Job:
    """One purge."""

    scope: Scope
    receipt_id: str = field(default_factory=lambda: uuid4().hex)
    nightly: bool = False
    started: datetime = field(default_factory=dt_util.utcnow)
    plan: Plan | None = None
    forgotten: bool = False
    """Whether a restart came before it was planned, and its scope holds what is never stored."""
    on_progress: Callable[[Progress], None] = lambda _: None
    _stop: asyncio.Event = field(default_factory=asyncio.Event, repr=False)

    @property
    def cancelled(self) -> bool:
        """Return whether the owner does not want it any more."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """End it as soon as what is under way is done."""
        self._stop.set()

    async def pause(self, seconds: float) -> None:
        """Wait, but not once it is cancelled."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._stop.wait()

    def tell(self, phase: Phase, *, found: int | None = None, gone: Iterable[str] = ()) -> None:
        """Say how far it has come, and what was just seen to be gone."""
        plan = self.plan
        if plan:
            progress = Progress(phase, plan.matched, plan.accepted, plan.matched - len(plan.left), frozenset(gone))
        else:
            progress = Progress(phase, found or 0)
        self.on_progress(replace(progress, receipt_id=self.receipt_id))

    def receipt(self, status: Status | None = None, *, seen: bool = True, error: str | None = None) -> Receipt:
        """Return the figures as they stand; `seen` tells whether the last listing was complete."""
        plan = self.plan
        gone = plan.matched - len(plan.left) if plan else 0
        nameless = len(plan.nameless.intersection(plan.left)) if plan else 0
        left = len(plan.left) - nameless if plan else 0
        if status is None:
            status = Status.PARTIAL if gone else Status.FAILED
            if plan and plan.taken_along:
                status, error = Status.STOPPED, DELETED_TOO_MUCH
            elif plan and not plan.left:
                status = Status.VERIFIED
            elif nameless and not left:
                error = CANNOT_BE_NAMED
        done = status is not Status.DRY_RUN
        listed = plan is not None or status is not Status.FAILED
        return Receipt(
            receipt_id=self.receipt_id,
            status=status,
            method=plan.method if plan else None,
            matched=(plan.matched if plan else 0) if listed else None,
            asked=plan.accepted if plan else 0,
            verified_gone=gone,
            still_listed=left if done and seen else 0,
            unknown=left if done and not seen else 0,
            cannot_be_named=nameless,
            others_gone=plan.others_gone if plan else 0,
            started=self.started,
            finished=dt_util.utcnow(),
            nightly=self.nightly,
            error=error or (CANCELLED if self.cancelled and status is not Status.VERIFIED else None),
        )

    def as_dict(self) -> dict[str, Any]:
        """Return what is stored besides its plan: how far this round has come."""
        plan = self.plan
        return {
            "receipt_id": self.receipt_id,
            "scope": self.scope.as_dict(),
            "nightly": self.nightly,
            "started": self.started.isoformat(),
            "plan": plan and [plan.round, plan.taken, plan.asked, plan.pending, plan.method, plan.way],
        }

    @classmethod
    def from_dict(cls, stored: Any, plan: Plan | None) -> Self:
        """Return what `as_dict` gave."""
        if stored["plan"] and plan:
            at_round, taken, asked, plan.pending, method, plan.way = stored["plan"]
            plan.method = Method(method) if method else None
            if at_round == plan.round:
                plan.taken, plan.asked = taken, asked
        return cls(
            scope=Scope.from_dict(stored["scope"]),
            receipt_id=stored["receipt_id"],
            nightly=stored["nightly"],
            started=datetime.fromisoformat(stored["started"]),
            plan=plan if stored["plan"] else None,
            forgotten=stored["scope"] is None and not (stored["plan"] and plan),
        )
