"""What demonstrated deletions must show: neighbors that stayed, different hours, and two Echos."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime, tzinfo
from typing import Final

from ..recordings import Recording
from .generalize.times import SECOND
from .refusals import LearnError

NEEDED: Final = 2
"""How many deletions are needed."""
LACKS: Final = frozenset({"delete_not_around", "delete_no_contrast", "delete_too_few"})
"""Reasons that another deletion may resolve."""
_HOUR: Final = 60 * 60 * SECOND
_ZONES: Final = ("utc", "local")

type Shown = tuple[Sequence[Recording], Sequence[Recording]]
"""What one request deleted, and what stayed."""


def check_contrast(shown: Sequence[Shown], listed: Collection[Recording], zone: tzinfo | None) -> None:
    """Require neighbors of the same Echo that stayed, different hours, and two Echos if there are two.

    `listed` is all that was listed. Raises LearnError delete_not_around or delete_no_contrast.
    """
    inside: list[Recording] = []
    near: set[str] = set()
    around = [(deleted, stayed) for deleted, stayed in shown if all(_is_around(each, stayed) for each in deleted)]
    if len(around) < NEEDED:
        outside = (each for deleted, stayed in shown for each in deleted if not _is_around(each, stayed))
        moment = datetime.fromtimestamp(next(outside).time / SECOND, UTC).astimezone(zone)
        raise LearnError("delete_not_around", time=f"{moment:%Y-%m-%d %H:%M}")
    for deleted, stayed in around:
        inside += deleted
        near |= {kind for each in deleted for other in stayed for kind in _same_days(each, other, zone)}
    if len(near) < len(_ZONES) and _has_near(listed, zone):
        raise LearnError("delete_no_contrast")
    if len({recording.time // _HOUR for recording in inside}) < NEEDED:
        raise LearnError("delete_no_contrast")
    echos = {recording.serial for recording in inside}
    if len(echos) == 1 and _can_be_shown(listed, echos):
        raise LearnError("delete_no_contrast")


def has_contrast(deleted: Sequence[Recording], listed: Collection[Recording], zone: tzinfo | None) -> bool:
    """Return whether deleting these recordings one by one would show enough, if all others stay."""
    keys = {each.key for each in deleted}
    if len(keys) < NEEDED:
        return False
    stayed = [each for each in listed if each.key not in keys]
    try:
        check_contrast([([each], stayed) for each in deleted], listed, zone)
    except LearnError:
        return False
    return True


def _is_around(recording: Recording, stayed: Iterable[Recording]) -> bool:
    """Return whether an older and a newer recording of the same Echo stayed."""
    same = [each.time - recording.time for each in stayed if each.serial == recording.serial]
    return any(apart > 0 for apart in same) and any(apart < 0 for apart in same)


def _can_be_shown(listed: Iterable[Recording], own: Collection[str]) -> bool:
    """Return whether another Echo has a recording with older and newer ones around it."""
    counts = Counter(each.serial for each in listed)
    return any(count > NEEDED for echo, count in counts.items() if echo not in own and echo)


def _days(recording: Recording, zone: tzinfo | None) -> dict[str, str]:
    """Return the day of a recording, in UTC and in local time."""
    moment = datetime.fromtimestamp(recording.time / SECOND, UTC)
    return {"utc": f"{moment:%Y-%m-%d}", "local": f"{moment.astimezone(zone):%Y-%m-%d}"}


def _same_days(one: Recording, other: Recording, zone: tzinfo | None) -> set[str]:
    """Return in which zones two recordings of one Echo are of the same day; none where it is not one."""
    if one.serial != other.serial:
        return set()
    days = _days(other, zone)
    return {kind for kind, day in _days(one, zone).items() if days[kind] == day}


def _has_near(recordings: Collection[Recording], zone: tzinfo | None) -> bool:
    """Return whether some Echo has two recordings of one day."""
    days = [(recording.serial, *_days(recording, zone).values()) for recording in recordings]
    return len(set(days)) < len(days)
