"""Status of learned requests: tested, or no longer working; tied to the exact request, not to its name."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any, Final, Self

from homeassistant.util import dt as dt_util
import orjson

from ..amazon.recipes.document import DELETIONS, named_part, names_in
from ..store.checksum import read_moment

# What deletes everything cannot be tested on one recording.
TESTABLE: Final = DELETIONS[:2]
VOICE: Final = "spoken"


@dataclass(frozen=True, slots=True)
class RequestStatus:
    """When a request was seen to work, and since when it no longer works."""

    tested: datetime | None
    broken: datetime | None = None
    excess: int = 0
    """How many recordings it deleted that it was not asked to delete."""


class RequestStatuses:
    """The status of the requests of one document."""

    def __init__(self, known: dict[str, RequestStatus] | None = None, document: dict[str, Any] | None = None) -> None:
        """Initialize with the known status of these requests and others."""
        self._known = known if known is not None else {}
        document = document or {}
        self._prints = {name: fingerprint(document, name) for name in (*DELETIONS, *names_in(document))}
        # The request to an Echo is always the same.
        self._prints[VOICE] = VOICE

    def under(self, document: dict[str, Any] | None) -> Self:
        """Return the same statuses for another document."""
        return type(self)(self._known, document)

    def of(self, name: str) -> RequestStatus | None:
        """Return the status of a request in its current form."""
        return self._known.get(self._prints.get(name) or "")

    def is_tested(self, name: str) -> bool:
        """Return whether this exact request was seen to work and has not deleted other recordings since."""
        status = self.of(name)
        return status is not None and status.tested is not None and not status.excess

    def is_broken(self, name: str) -> bool:
        """Return whether the request no longer works, or deleted too much."""
        status = self.of(name)
        return status is not None and (status.broken is not None or status.excess > 0)

    def is_usable(self, name: str) -> bool:
        """Return whether this exact request was seen to work, and still does."""
        return self.is_tested(name) and not self.is_broken(name)

    @property
    def deleted_too_much(self) -> dict[str, int]:
        """How many recordings each request deleted that it was not asked to delete, by its name."""
        request_statuses = ((name, self.of(name)) for name in self._prints)
        return {name: status.excess for name, status in request_statuses if status and status.excess}

    @property
    def taught(self) -> list[str]:
        """The names of the requests that were taught."""
        return [name for name, fingerprint in self._prints.items() if fingerprint and name != VOICE]

    @property
    def broken(self) -> list[str]:
        """The names of the requests that no longer work."""
        return [name for name in self._prints if self.is_broken(name)]

    def to_test(self, *names: str) -> list[str]:
        """Return which of these were taught and are not tested, or no longer work."""
        return [name for name in names if self._prints.get(name) and not self.is_usable(name)]

    @property
    def waits_for_test(self) -> bool:
        """Return whether testable ways to delete were taught and none of them was ever used."""
        return bool(self.to_test(*TESTABLE)) and not any(self.of(name) for name in TESTABLE)

    def works(self, name: str) -> None:
        """Record that a request works."""
        if (fingerprint := self._prints.get(name)) and not self.is_usable(name):
            self._known[fingerprint] = RequestStatus(dt_util.utcnow())

    def fails(self, name: str) -> None:
        """Record that a tested request no longer works."""
        fingerprint, status = self._prints.get(name), self.of(name)
        if fingerprint and status and status.tested and not status.broken:
            self._known[fingerprint] = replace(status, broken=dt_util.utcnow())

    def recovers(self, name: str) -> None:
        """Record that what broke a request is over."""
        fingerprint, status = self._prints.get(name), self.of(name)
        if fingerprint and status:
            self._known[fingerprint] = replace(status, broken=None)

    def note_excess(self, name: str, count: int) -> None:
        """Record that a request deleted recordings that it was not asked to delete."""
        if fingerprint := self._prints.get(name):
            known = self.of(name) or RequestStatus(None)
            self._known[fingerprint] = replace(known, excess=max(count, known.excess))

    def forget(self, name: str) -> None:
        """Forget the status of a request."""
        self._known.pop(self._prints.get(name) or "", None)

    def as_dict(self) -> dict[str, Any]:
        """Return the stored form, including other requests: old ones that return need no new test."""
        return {
            fingerprint: [_text(status.tested), _text(status.broken), status.excess]
            for fingerprint, status in self._known.items()
        }

    @classmethod
    def from_dict(cls, stored: Any, document: dict[str, Any] | None = None) -> Self:
        """Return the statuses from `as_dict`; unreadable ones need a new test."""
        known: dict[str, RequestStatus] = {}
        for fingerprint, row in stored.items() if isinstance(stored, dict) else ():
            match row:
                case [(str() | None) as tested, (str() | None) as broken, int(excess)]:
                    with suppress(ValueError):
                        known[fingerprint] = RequestStatus(read_moment(tested), read_moment(broken), excess)
        return cls(known, document)


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def fingerprint(document: Mapping[str, Any], name: str) -> str | None:
    """Return a fingerprint that identifies a learned request; None if it was not taught."""
    part = document.get(name) if name in DELETIONS else named_part(document, name)
    if part is None:
        return None
    return _hash([name, part])


def listing_fingerprint(document: Mapping[str, Any], history: str) -> str:
    """Return a fingerprint of how a history is listed; the same for all that are built in."""
    return _hash((named_part(document, history) or {}).get("listing"))


def _hash(content: Any) -> str:
    """Return what is another for other JSON."""
    return sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()[:32]
