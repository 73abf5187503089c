"""Amazon's clock, by the Date of its responses."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime
from time import time
from typing import Final

from .errors import TimeUnknown

# TLS certificates are valid for at most 398 days: a machine whose clock is further off cannot connect, so such a Date
# is wrong.
_MOST_APART: Final = 400 * 24 * 60 * 60 * 1000
# Responses take a while, and clocks differ slightly.
TOLERANCE: Final = 10 * 60 * 1000
# Smaller differences come from a Date without fractions and from the response time.
_LEAST_APART: Final = 60 * 1000


def read_date(headers: Sequence[str]) -> int | None:
    """Return a response's Date (epoch ms) from its `Date` headers; None if there is no usable one."""
    if len(set(headers)) != 1:
        return None
    try:
        moment = parsedate_to_datetime(headers[0])
        # HTTP times are UTC, even without a zone.
        seconds = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except ValueError, OverflowError, TypeError, IndexError:
        return None
    date = int(seconds * 1000)
    return date if abs(date - _local()) <= _MOST_APART else None


@dataclass(slots=True)
class AmazonClock:
    """Amazon's time, estimated from its last responses: precise enough for listings, but not for deletions."""

    ahead: int = 0
    """Milliseconds by which Amazon's clock is ahead of this machine's."""

    def now(self) -> int:
        """Return the current time (epoch ms)."""
        return _local() + self.ahead

    def read(self, date: int | None) -> None:
        """Update the clock from a response that just arrived."""
        if date is not None:
            ahead = date - _local()
            self.ahead = ahead if abs(ahead) > _LEAST_APART else 0


@dataclass(slots=True)
class ListingDates:
    """When the responses of one listing were sent, by Amazon's clock."""

    first: int | None = None
    """When the first response with a usable Date was sent."""
    _earliest: int | None = None
    _latest: int | None = None
    _is_certain: bool = True

    @property
    def earliest(self) -> int:
        """The earliest time (epoch ms) of a response; raises TimeUnknown if uncertain."""
        return self._certain(self._earliest)

    @property
    def latest(self) -> int:
        """The latest time (epoch ms) of a response; raises TimeUnknown if uncertain."""
        return self._certain(self._latest)

    def add(self, date: int | None) -> None:
        """Add the next response's Date; one that is missing or goes back makes all of them uncertain."""
        if date is None or (self._latest is not None and date < self._latest - TOLERANCE):
            self._is_certain = False
            return
        self.first = date if self.first is None else self.first
        self._earliest = date if self._earliest is None else min(date, self._earliest)
        self._latest = date if self._latest is None else max(date, self._latest)

    def _certain(self, date: int | None) -> int:
        """Return a time; raises TimeUnknown if it is uncertain."""
        if date is None or not self._is_certain:
            raise TimeUnknown("Amazon's responses do not show the time")
        return date


def _local() -> int:
    """Return the current time by this machine's clock (epoch ms)."""
    return int(time() * 1000)
