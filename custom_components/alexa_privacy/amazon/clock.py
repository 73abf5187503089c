"""Amazon's clock, as the Date of its answers shows it."""

from collections.abc import Sequence
from datetime import UTC
from email.utils import parsedate_to_datetime
from time import time
from typing import Final

from .errors import TimeUnknown

# TLS certificates are valid for 398 days at most: a machine whose clock is further from Amazon's cannot connect, so
# such a Date is Amazon's mistake, or that of somebody in between.
_MOST_APART: Final = 400 * 24 * 60 * 60 * 1000
# Answers take a while, and clocks differ a little.
TOLERANCE: Final = 10 * 60 * 1000
# Below this, the difference is that of a Date without fractions and an answer's way.
_LEAST_APART: Final = 60 * 1000


def read_date(headers: Sequence[str]) -> int | None:
    """Return an answer's Date (epoch ms) of its headers of that name; None where there is no usable one."""
    if len(set(headers)) != 1:
        return None
    try:
        moment = parsedate_to_datetime(headers[0])
        # HTTP's times are UTC, also where they do not say so.
        seconds = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except ValueError, OverflowError, TypeError, IndexError:
        return None
    date = int(seconds * 1000)
    return date if abs(date - _local()) <= _MOST_APART else None


class AmazonClock:
    """What time it is at Amazon, as far as its last answers show: good for what is asked, not for what is deleted."""

    def __init__(self) -> None:
        """Begin with this machine's clock."""
        self._ahead = 0

    @property
    def ahead(self) -> int:
        """By how much (ms) Amazon's clock is ahead of this machine's."""
        return self._ahead

    def now(self) -> int:
        """Return the present (epoch ms)."""
        return _local() + self._ahead

    def read(self, date: int | None) -> None:
        """Learn from an answer that was just given."""
        if date is not None:
            ahead = date - _local()
            self._ahead = ahead if abs(ahead) > _LEAST_APART else 0


class ListingDates:
    """When the answers of one listing were given, by Amazon's clock."""

    def __init__(self) -> None:
        """Begin without an answer."""
        self.first: int | None = None
        """When the first answer that has a usable Date was given."""
        self._earliest: int | None = None
        self._latest: int | None = None
        self._is_certain = True

    @property
    def earliest(self) -> int:
        """The earliest time (epoch ms) of an answer; TimeUnknown where that is not certain."""
        return self._certain(self._earliest)

    @property
    def latest(self) -> int:
        """The latest time (epoch ms) of an answer; TimeUnknown where that is not certain."""
        return self._certain(self._latest)

    def add(self, date: int | None) -> None:
        """Take in the next answer's Date; one that is missing, or goes back, makes all of them uncertain."""
        if date is None or (self._latest is not None and date < self._latest - TOLERANCE):
            self._is_certain = False
            return
        self.first = date if self.first is None else self.first
        self._earliest = date if self._earliest is None else min(date, self._earliest)
        self._latest = date if self._latest is None else max(date, self._latest)

    def _certain(self, date: int | None) -> int:
        """Return a time that is certain."""
        if date is None or not self._is_certain:
            raise TimeUnknown("Amazon's answers do not say what time it is")
        return date


def _local() -> int:
    """Return the present by this machine's clock (epoch ms)."""
    return int(time() * 1000)
