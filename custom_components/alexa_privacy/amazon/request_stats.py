"""Requests since the start by kind: number, last time and result. No addresses, no content."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from .errors import AmazonError


class RequestKind(StrEnum):
    """The purpose of a request."""

    PAGE = "page"
    V2 = "v2"
    V1 = "v1"
    RAH = "rah"
    HISTORY = "history"
    AUDIO = "audio"
    PERSONS = "persons"
    DEVICES = "devices"
    COMMAND = "command"
    SETTING_READ = "setting_read"
    SETTING = "setting"
    DELETION = "deletion"
    RENEWAL = "renewal"
    ACCOUNT = "account"
    VISIT = "visit"


@dataclass(slots=True)
class KindStats:
    """The requests of one kind."""

    sent: int = 0
    at: datetime | None = None
    status: int | None = None
    """Of the last one; None without a response."""
    error: type[AmazonError] | None = None
    """The error of the last one; None if it succeeded."""
    errors: Counter[type[AmazonError]] = field(default_factory=Counter)


@dataclass(slots=True)
class RequestStats:
    """One account's requests, in memory."""

    kinds: dict[RequestKind, KindStats] = field(default_factory=dict)

    @property
    def sent(self) -> int:
        """Number of requests sent."""
        return sum(stats.sent for stats in self.kinds.values())

    @contextmanager
    def note(self, kind: RequestKind) -> Iterator[KindStats]:
        """Count a request that is sent now; an error that is raised is its result."""
        stats = self.kinds.setdefault(kind, KindStats())
        stats.sent += 1
        stats.at, stats.status, stats.error = datetime.now(UTC), None, None
        try:
            yield stats
        except AmazonError as err:
            stats.error = type(err)
            stats.errors[type(err)] += 1
            raise
