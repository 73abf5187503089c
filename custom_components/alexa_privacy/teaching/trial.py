"""The test of a learned request, which is its first use.

A deletion is tested on one recording inside the history, verified with its neighbors; a setting is changed, and
changed back.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from enum import StrEnum
from itertools import combinations
from typing import Final

from ..amazon.deleters import Deleter, DeletionPlan
from ..amazon.errors import AmazonError
from ..amazon.history import History, Window
from ..amazon.learn import has_contrast
from ..amazon.privacy_settings import Settings
from ..amazon.recordings import Recording
from ..const import Timing
from ..deletion.neighbors import is_same_echo
from ..settings.retention import longest_kept
from ..settings.watcher import SettingsWatch

# Enough to choose from, and to see that nothing else was deleted, with few requests.
ENOUGH: Final = 30
_HOUR: Final = 3_600_000


class DeletionTestResult(StrEnum):
    """The result of a deletion's test; the values are translation keys."""

    GONE = "gone"
    NO_NEIGHBORS = "no_neighbors"
    NOT_LISTED = "not_listed"
    STILL_LISTED = "still_listed"
    TOOK_OTHERS = "took_others"
    CANNOT_SINGLE_OUT = "cannot_single_out"


class SettingTestResult(StrEnum):
    """The result of a setting's test; the values are translation keys."""

    WORKS = "works"
    NOT_FOLLOWED = "not_followed"
    DELETED = "deleted"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest recordings, and the time (epoch ms) since which they are complete."""

    recordings: Sequence[Recording]
    since: int
    until: int

    @property
    def customer_id(self) -> str | None:
        """The customer id of the recordings; None if Amazon does not say, or there are none."""
        ids = {recording.raw.get("customerId") for recording in self.recordings}
        found = ids.pop() if len(ids) == 1 else None
        return found if isinstance(found, str) and found else None


async def list_newest(history: History, now: int, enough: int = ENOUGH) -> Newest:
    """List at least `enough` of the newest recordings, if there are so many; raises AmazonError."""
    found: dict[str, Recording] = {}
    async for page in history.pages(0, now):
        found.update((recording.key, recording) for recording in page)
        if len(found) >= enough:
            # Others of the same time may be on the next page.
            since = min(recording.time for recording in found.values()) + 1
            return Newest([recording for recording in found.values() if recording.time >= since], since, now)
    return Newest(list(found.values()), 0, now)


async def list_gone(history: History, newest: Newest, retained_since: Callable[[], int | None]) -> list[Recording]:
    """Return which of the newest recordings a new complete listing no longer shows.

    Omits those older than `retained_since` (epoch ms), which Amazon deletes itself.
    """
    listed = {recording.key for recording in await history.recordings(newest.since, newest.until)}
    since = retained_since() or 0
    return [recording for recording in newest.recordings if recording.key not in listed and recording.time >= since]


def candidates(newest: Newest) -> list[Recording]:
    """Return candidates for a test, newest first: with neighbors in the history and of the same Echo.

    At an end of the history, a request that also deletes everything before or after a recording would pass. Those
    that their Echo made in the same second come last: few requests tell them apart.
    """
    listed = sorted(newest.recordings, key=lambda recording: recording.time, reverse=True)
    inside = [
        recording
        for place, recording in enumerate(listed)
        if all(any(is_same_echo(recording, other) for other in side) for side in (listed[:place], listed[place + 1 :]))
    ]
    found, moments = inside or listed[1:-1], Counter(each.second for each in listed)
    return sorted(found, key=lambda recording: moments[recording.second] > 1)


def propose(newest: Newest, zone: tzinfo | None) -> list[Recording]:
    """Return two recordings whose deletion teaches most, newest first; none if there are no two.

    They stand inside the history of their Echo, in different hours, of two Echos where there are two, and near others
    of the same day and hour: what a request says of a day, an Echo or an hour must not fit both, and one that deletes
    a whole day or hour shows it.
    """
    inside = candidates(newest)
    pairs = [pair for pair in combinations(inside, 2) if pair[0].time // _HOUR != pair[1].time // _HOUR]
    return _most_telling(pairs, newest.recordings, zone)


def propose_another(there: Sequence[Recording], gone: Sequence[Recording], zone: tzinfo | None) -> Recording | None:
    """Return a recording whose deletion shows what those before it do not; None where there is none."""
    shown = {recording.serial for recording in gone}
    inside = sorted(candidates(Newest(there, 0, 0)), key=lambda recording: recording.serial in shown)[:ENOUGH]
    more = _most_telling([(*gone, each) for each in inside], [*there, *gone], zone)
    return more[-1] if more and has_contrast(more, [*there, *gone], zone) else None


def _most_telling(
    choices: Iterable[Sequence[Recording]], listed: Sequence[Recording], zone: tzinfo | None
) -> list[Recording]:
    """Return the choice that teaches most; choices that the learner would refuse come last."""

    def day_of(recording: Recording) -> tuple[object, object]:
        return datetime.fromtimestamp(recording.time / 1000, UTC).astimezone(zone).date(), recording.echo

    def hour_of(recording: Recording) -> tuple[object, object]:
        return recording.time // _HOUR, recording.echo

    def worth(choice: Sequence[Recording]) -> tuple[bool, int, int, int, int]:
        return (
            all(moments[recording.second] == 1 for recording in choice),
            len({recording.serial for recording in choice}),
            sum(day_of(recording) in crowded for recording in choice),
            sum(hour_of(recording) in crowded for recording in choice),
            len({day_of(recording)[0] for recording in choice}),
        )

    moments = Counter(each.second for each in listed)
    crowded = {span for of in (day_of, hour_of) for span, count in Counter(map(of, listed)).items() if count > 1}
    best = sorted(choices, key=worth, reverse=True)
    telling = (choice for choice in best if has_contrast(choice, listed, zone))
    return list(next(telling, best[0] if best else ()))


async def run_trial(
    history: History,
    deleter: Deleter,
    chosen: Recording,
    since: int,
    until: int,
    verify_after: Iterable[float],
    retained_since: Callable[[], int | None],
) -> tuple[DeletionTestResult, int]:
    """Delete one recording, verify that it is gone, and return how many others since `since` are gone.

    Times are epoch ms; what is older than `retained_since` Amazon deletes itself. Where nothing older is listed since
    then, the next older one is watched too. Raises AmazonError.
    """
    if not history.has_window:
        # It is read from its newest entry anyway: to its end, it shows whether it lists no more than so many.
        since = 0
    before = await history.recordings(since, until)
    if not any(recording.time <= chosen.time for recording in before if recording.key != chosen.key):
        older, _ = await history.first_page(0, since)
        before += sorted(older, key=lambda recording: recording.time)[-1:]
        since = min(since, *(recording.time - 1 for recording in before))
    others = [recording for recording in before if recording.key != chosen.key]
    if len(others) == len(before):
        return DeletionTestResult.NOT_LISTED, 0
    if not any(each.time <= chosen.time for each in others) or not any(each.time >= chosen.time for each in others):
        return DeletionTestResult.NO_NEIGHBORS, 0
    if not await deleter.nameable(DeletionPlan(recordings=[chosen], stay=others, windows=[Window(since, until)])):
        return DeletionTestResult.CANNOT_SINGLE_OUT, 0
    for request in deleter.requests([chosen]):
        await request.send()
    excess = 0
    for delay in verify_after:
        await asyncio.sleep(delay)
        found = await history.recordings(since, until)
        listed, known = {recording.key for recording in found}, {recording.key for recording in before}
        retained = retained_since() or 0
        # A test on what may be gone by itself shows nothing if its neighbors may be gone likewise.
        retained = retained if chosen.time >= retained else 0
        gone = sum(recording.key not in listed for recording in others if recording.time >= retained)
        if excess:
            return DeletionTestResult.TOOK_OTHERS, max(gone, excess)
        # What is listed instead, at the same moment, is the same under another key.
        is_there = any(each.time == chosen.time and each.key not in known for each in found) or chosen.key in listed
        if not gone and not is_there:
            return DeletionTestResult.GONE, 0
        # More may disappear in the meantime.
        excess = gone
    return (DeletionTestResult.TOOK_OTHERS if excess else DeletionTestResult.STILL_LISTED), excess


async def try_setting(
    settings: Settings, history: History, name: str, timing: Timing, retained_since: Callable[[], int | None]
) -> SettingTestResult:
    """Change a setting and change it back, reading it each time; raises AmazonError if nothing was changed.

    Stops, and does not send the request again, if recordings are gone after the change. What is older than
    `retained_since` (epoch ms) Amazon deletes itself.
    """
    newest = await list_newest(history, history.now())
    before, recipe = await settings.read_position(name), settings.recipes[name]
    other = longest_kept(recipe, [position for position in recipe.positions if position != before])
    watch = SettingsWatch(settings, [name], lambda _name, _works: None, timing)
    try:
        followed = await watch.set(name, other)
    except AmazonError:
        if await _is_still(settings, name, before):
            raise
        return SettingTestResult.LEFT
    try:
        if await list_gone(history, newest, retained_since):
            return SettingTestResult.DELETED
        if not followed:
            return SettingTestResult.NOT_FOLLOWED
        return SettingTestResult.WORKS if await watch.set(name, before) else SettingTestResult.LEFT
    except AmazonError:
        return SettingTestResult.LEFT


async def _is_still(settings: Settings, name: str, before: str) -> bool:
    """Return whether Amazon still shows a setting unchanged."""
    try:
        return await settings.read_position(name) == before
    except AmazonError:
        return False
