"""The first use of a learned request: on one recording the owner names, verified."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from .amazon.erasers import Eraser, Wish
from .amazon.history import History, Window
from .amazon.recordings import Recording
from .purge import VERIFY_AFTER

# Enough to choose from, and to see that nothing else went, for a few requests.
ENOUGH: Final = 30


class Outcome(StrEnum):
    """What a rehearsal showed; translation keys."""

    GONE = "gone"
    STILL_LISTED = "still_listed"
    TOOK_OTHERS = "took_others"
    CANNOT_SINGLE_OUT = "cannot_single_out"


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest recordings as a listing showed them, and from when on (epoch ms) it is complete."""

    recordings: Sequence[Recording]
    since: int
    until: int

    @property
    def customer_id(self) -> str | None:
        """Whose recordings they are; None where Amazon does not say, or there are none."""
        ids = {recording.raw.get("customerId") for recording in self.recordings}
        found = ids.pop() if len(ids) == 1 else None
        return found if isinstance(found, str) and found else None


async def list_newest(history: History, now: int) -> Newest:
    """Return the newest recordings, some pages of them; raises what a listing raises."""
    found: dict[str, Recording] = {}
    async for page in history.pages(0, now):
        found.update((recording.key, recording) for recording in page)
        if len(found) >= ENOUGH:
            # Others of that very moment may stand on the next page.
            since = min(recording.time for recording in found.values()) + 1
            return Newest([recording for recording in found.values() if recording.time >= since], since, now)
    return Newest(list(found.values()), 0, now)


async def list_gone(history: History, newest: Newest) -> list[Recording]:
    """Return which of the newest recordings a new, complete listing does not show any more."""
    listed = {recording.key for recording in await history.recordings(newest.since, newest.until)}
    return [recording for recording in newest.recordings if recording.key not in listed]


async def rehearse(history: History, eraser: Eraser, newest: Newest, chosen: Recording) -> Outcome:
    """Delete one recording and see that it is gone, and that nothing else is; raises AmazonError where that fails."""
    wish = Wish(
        recordings=[chosen],
        stay=[recording for recording in newest.recordings if recording.key != chosen.key],
        windows=[Window(newest.since, newest.until)],
    )
    if not await eraser.can_do(wish):
        return Outcome.CANNOT_SINGLE_OUT
    for step in eraser.steps([chosen]):
        await step.send()
    for delay in VERIFY_AFTER:
        await asyncio.sleep(delay)
        gone = {recording.key for recording in await list_gone(history, newest)}
        if gone - {chosen.key}:
            return Outcome.TOOK_OTHERS
        if gone:
            return Outcome.GONE
    return Outcome.STILL_LISTED
