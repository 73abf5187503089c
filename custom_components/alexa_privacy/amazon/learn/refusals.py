"""The reasons why nothing could be learned, and the limit on the work."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final

# What one thing takes that is done again and again.
TEMPLATE: Final = 100
RENDERING: Final = 20


@dataclass(slots=True)
class Work:
    """The remaining work, in steps."""

    left: int


_WORK: Final[ContextVar[Work | None]] = ContextVar("work", default=None)


@contextmanager
def limited_to(steps: int) -> Iterator[Work]:
    """Limit the work in this context; raises LearnError too_much_work."""
    work = Work(steps)
    token = _WORK.set(work)
    try:
        yield work
    finally:
        _WORK.reset(token)
    # Where learning one part fails, learning tries the next: whatever it came to then was not the whole truth.
    if work.left < 0:
        raise LearnError("too_much_work")


def spend(steps: int = 1) -> None:
    """Count steps; raises LearnError too_much_work once none are left."""
    if (work := _WORK.get()) is not None:
        work.left -= steps
        if work.left < 0:
            raise LearnError("too_much_work")


REASONS: Final = frozenset(
    {
        # The file.
        *("har_hostile", "har_no_amazon", "har_no_answers", "har_not_har", "har_not_json", "har_other_account"),
        *("har_other_site", "har_too_large", "har_truncated", "too_much_work"),
        # A part of the request.
        *("part_ambiguous", "part_given", "part_names_nothing", "part_personal", "part_secret", "part_time"),
        *("part_unreadable", "part_varies", "part_zone", "request_unsupported"),
        # Deletions.
        *("delete_failed", "delete_few_named", "delete_no_contrast", "delete_no_listing", "delete_none_seen"),
        *("delete_not_around", "delete_not_seen", "delete_several_requests", "delete_too_few", "delete_took_others"),
        *("delete_listed_again", "delete_two_alike", "everything_filtered", "everything_limited", "everything_not_all"),
        *("range_no_contrast", "range_not_understood"),
        # Other histories.
        *("history_ids_change", "history_limited", "history_no_device", "history_no_end", "history_no_ids"),
        *("history_no_list", "history_no_time", "history_not_newest", "history_one_page", "history_paging"),
        *("history_repeats", "history_times_differ", "history_two_lists"),
        # Settings.
        *("setting_carries_others", "setting_direction", "setting_loads", "setting_reading_tie", "setting_several"),
        "setting_too_few",
    }
)
"""All reasons."""

type Place = tuple[str | int, ...]

_SEPARATOR: Final = " \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} "
_LONGEST_STEP: Final = 60


class LearnError(Exception):
    """Nothing was learned: `reason` is a translation key, `placeholders` what its text may name."""

    def __init__(self, reason: str, **placeholders: str) -> None:
        """Keep the reason and what its text needs."""
        super().__init__(reason)
        self.reason = reason
        self.placeholders = placeholders


class Unexplained(Exception):
    """A part of a request is not explained in all demonstrations: the reason and the place."""

    def __init__(self, reason: str, place: Place = ()) -> None:
        """Keep reason and place."""
        super().__init__(reason)
        self.reason = reason
        self.place = place

    def as_error(self) -> LearnError:
        """Return it as an error for the owner."""
        return LearnError(self.reason, place=readable_place(self.place))


def readable_place(place: Iterable[str | int]) -> str:
    """Return a readable place in a request, without any of its values."""
    return _SEPARATOR.join(f"[{step}]" if isinstance(step, int) else step[:_LONGEST_STEP] for step in place)


def last_name(place: Place) -> str:
    """Return the last step of a place that is a name, not a number; empty if there is none."""
    return next((step for step in reversed(place) if isinstance(step, str)), "")
