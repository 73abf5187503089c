"""What the page may show in green: what was seen to be as it should be, and recently."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from homeassistant.util import dt as dt_util

from ..account import Account
from ..deletion.receipts import Status
from ..repair.protection import Problem, Protected
from ..teaching.request_status import TESTABLE

# A nightly purge may run once a week.
_RECENT: Final = timedelta(days=8)


def is_current(protected: Protected) -> bool:
    """Return whether Amazon was seen to answer; what was known before may be so no longer."""
    return not any(protected.holds[problem] is not False for problem in (Problem.SIGNED_OUT, Problem.UNREACHABLE))


def good_parts(account: Account, protected: Protected) -> Iterator[str]:
    """Go through the parts of the protection that were seen to be as they should be, not long ago."""
    if not is_current(protected):
        return
    holds, nightly, request_statuses = protected.holds, account.store.voice.nightly, account.store.request_statuses
    # Accepted is not off, and assumed is not seen.
    if account.protection.is_review_off:
        yield "review"
    if nightly.enabled and not (nightly.failed or holds[Problem.PURGE_OVERDUE] is not False):
        yield "nightly"
    deleted, last = account.store.receipts.deleted().last, account.store.receipts.last()
    # One in the future is a clock's mistake.
    if deleted is not None and timedelta() <= dt_util.utcnow() - deleted <= _RECENT:
        # A test is a deletion, too, and leaves no receipt.
        if last is None or last.status is Status.VERIFIED or (last.finished and deleted > last.finished):
            yield "receipt"
        # A request that was tested long ago may work no longer: a deletion has to have shown it.
        if request_statuses.taught and not (
            request_statuses.broken or request_statuses.to_test(*TESTABLE) or holds[Problem.DELETED_TOO_MUCH]
        ):
            yield "learned"
