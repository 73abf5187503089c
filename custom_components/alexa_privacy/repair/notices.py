"""The texts of notifications: about problems while they last, and receipts. Figures and names only."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any, Final, NamedTuple

from homeassistant.util import dt as dt_util

from ..amazon.recipes.document import DELETIONS, VOICE_HISTORY
from ..deletion.receipts import CANCELLED, Receipt, Status
from ..settings.account_settings import AccountSettings
from ..store.account_store import AccountStorage
from ..teaching.request_status import VOICE
from .issues import format_time
from .protection import Problem, Protection


class Notice(StrEnum):
    """The kinds of notifications."""

    NIGHT_FAILED = "night_failed"
    REVIEW_ON = "review_on"
    DELETION_STOPPED = "deletion_stopped"
    SIGN_IN = "sign_in"
    RECEIPT = "receipt"


PROBLEMS: Final = [notice.value for notice in Notice if notice is not Notice.RECEIPT]
# The texts that say what is counted.
_COUNTING: Final = {"deleted_too_much", "receipt_verified", "receipt_stopped"}
NOT_KEPT: Final = "setting_not_kept"
# What is added up where several deletions end at once, and shown of each.
_SUMS: Final = ("verified_gone", "still_listed", "unknown", "cannot_be_named", "others_gone")


class NoticeText(NamedTuple):
    """A text by its translation key, with its figures, if known."""

    key: str
    figures: Mapping[str, Any] = {}
    history: str = VOICE_HISTORY
    """The key of its history; the text names it unless it is that of voice recordings."""


class LastingProblem(NamedTuple):
    """A lasting problem; `exists` is None while unknown."""

    notice: Notice
    name: str
    exists: bool | None
    text: NoticeText


def lasting_problems(
    protection: Protection, storage: AccountStorage, settings: AccountSettings
) -> Iterator[LastingProblem]:
    """Return all possible problems of an account, with whether each exists."""
    holds, statuses, now = protection.now().holds, storage.request_statuses, dt_util.now()
    for key, kept in storage.histories.items():
        nightly, own = kept.nightly, "" if key == VOICE_HISTORY else f"_{key}"
        night = next((each for each in reversed([*storage.receipts]) if each.receipt_id == nightly.receipt_id), None)
        figures = {name: getattr(night, name) for name in _SUMS} if night else {}
        text = NoticeText("night_failed", figures, key)
        yield LastingProblem(Notice.NIGHT_FAILED, f"{Notice.NIGHT_FAILED}{own}", nightly.failed, text)
        # A night that failed has been notified.
        overdue = protection.is_overdue(nightly) and (not nightly.failed or None)
        last = format_time(nightly.verified) if nightly.verified else "-"
        yield LastingProblem(
            Notice.NIGHT_FAILED, f"night_overdue{own}", overdue, NoticeText("night_overdue", {"last": last}, key)
        )
    for name in (*DELETIONS, VOICE, *storage.histories.keys() - {VOICE_HISTORY}):
        excess = statuses.deleted_too_much.get(name)
        history = name if name in storage.histories else VOICE_HISTORY
        too_much = NoticeText(_of("deleted_too_much", history), {"count": excess}, history)
        text = too_much if excess else NoticeText("request_broken", history=history)
        nightly = storage.histories[history].nightly
        # A night that is tried again may show that the request works.
        stopped = statuses.is_broken(name) and (bool(excess) or not nightly.is_waiting(now) or None)
        yield LastingProblem(Notice.DELETION_STOPPED, f"{name}_stopped", stopped, text)
    guard, not_kept = settings.guard, any(kept.is_failing for kept in settings.kept.values())
    yield LastingProblem(Notice.REVIEW_ON, NOT_KEPT, not_kept, NoticeText(NOT_KEPT))
    # Before the guard has failed, it may be about to turn it off.
    review = None if guard.is_violated and not guard.is_failing else protection.is_review_unwanted
    yield LastingProblem(
        Notice.REVIEW_ON, Notice.REVIEW_ON, review, NoticeText("review_stays_on" if guard.is_failing else "review_on")
    )
    yield LastingProblem(Notice.SIGN_IN, Notice.SIGN_IN, holds[Problem.SIGNED_OUT], NoticeText("sign_in"))


def receipt_texts(receipts: list[Receipt]) -> Iterator[NoticeText]:
    """Return a text for each history: for its receipt, or with the sums of several."""
    for history in dict.fromkeys(receipt.history for receipt in receipts):
        own = [receipt for receipt in receipts if receipt.history == history]
        figures = {name: sum(getattr(receipt, name) for receipt in own) for name in _SUMS}
        if len(own) > 1:
            yield NoticeText("receipts", {"count": len(own), **figures}, history)
            continue
        is_cancelled = own[0].error == CANCELLED and own[0].status is not Status.STOPPED
        key = "receipt_canceled" if is_cancelled else f"receipt_{own[0].status}"
        yield NoticeText(_of(key, history), figures, history)


def _of(key: str, history: str) -> str:
    """Return the key of a text; texts that count recordings have another one for entries of other histories."""
    return key if history == VOICE_HISTORY or key not in _COUNTING else f"{key}_entries"
