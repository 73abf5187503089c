"""Which learned requests are proven, and which have stopped working; tied to the very request, not to its name."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any, Final, Self

from homeassistant.util import dt as dt_util
import orjson

from ..amazon.recipes.document import SWITCHES

DELETIONS: Final = ("delete_recordings", "delete_range", "delete_everything")
# One recording cannot prove what deletes everything.
TESTABLE: Final = DELETIONS[:2]
VOICE: Final = "spoken"


@dataclass(frozen=True, slots=True)
class RequestStatus:
    """Since when a request is known to work, and since when not to work any more."""

    proven: datetime | None
    broken: datetime | None = None
    taken_along: int = 0
    """How many recordings it deleted that it was not asked to delete."""


class RequestStatuses:
    """What one account knows of the requests of one document."""

    def __init__(self, known: dict[str, RequestStatus] | None = None, document: dict[str, Any] | None = None) -> None:
        """Know what was proven before, of these requests and others."""
        self._known = known if known is not None else {}
        self._prints = {name: fingerprint(document or {}, name) for name in (*DELETIONS, *SWITCHES)}
        # What is said to an Echo is always the same.
        self._prints[VOICE] = VOICE

    def under(self, document: dict[str, Any] | None) -> Self:
        """Return the same knowledge, seen from other learned requests."""
        return type(self)(self._known, document)

    def of(self, name: str) -> RequestStatus | None:
        """Return what is known of a request as it is taught now."""
        return self._known.get(self._prints[name] or "")

    def is_tested(self, name: str) -> bool:
        """Return whether this very request has been seen to work, and to delete nothing else since."""
        proof = self.of(name)
        return proof is not None and proof.proven is not None and not proof.taken_along

    def is_broken(self, name: str) -> bool:
        """Return whether it has been seen to work once and no longer does, or to delete too much."""
        proof = self.of(name)
        return proof is not None and (proof.broken is not None or proof.taken_along > 0)

    @property
    def deleted_too_much(self) -> dict[str, int]:
        """How many recordings each request deleted that it was not asked to delete, by its name."""
        request_statuses = ((name, self.of(name)) for name in self._prints)
        return {name: proof.taken_along for name, proof in request_statuses if proof and proof.taken_along}

    @property
    def taught(self) -> list[str]:
        """The names of what was taught."""
        return [name for name, fingerprint in self._prints.items() if fingerprint and name != VOICE]

    @property
    def broken(self) -> list[str]:
        """The names of what no longer works."""
        return [name for name in self._prints if self.is_broken(name)]

    def to_prove(self, *names: str) -> list[str]:
        """Return which of these were taught and are not proven, or do not work any more."""
        return [name for name in names if self._prints[name] and (not self.is_tested(name) or self.is_broken(name))]

    @property
    def waits_for_test(self) -> bool:
        """Return whether ways to delete were taught that one recording can prove, and none of them ever was used."""
        return bool(self.to_prove(*TESTABLE)) and not any(self.of(name) for name in TESTABLE)

    def works(self, name: str) -> bool:
        """Note that a request was seen to work; tell whether that is news."""
        fingerprint = self._prints[name]
        if fingerprint is None or (self.is_tested(name) and not self.is_broken(name)):
            return False
        self._known[fingerprint] = RequestStatus(dt_util.utcnow())
        return True

    def fails(self, name: str) -> bool:
        """Note that a proven request does not work any more; tell whether that is news."""
        fingerprint, proof = self._prints[name], self.of(name)
        if fingerprint is None or proof is None or proof.proven is None or proof.broken is not None:
            return False
        self._known[fingerprint] = replace(proof, broken=dt_util.utcnow())
        return True

    def takes_along(self, name: str, count: int) -> None:
        """Note that a request deleted recordings that it was not asked to delete."""
        if fingerprint := self._prints[name]:
            known = self.of(name) or RequestStatus(None)
            self._known[fingerprint] = replace(known, taken_along=max(count, known.taken_along))

    def forget(self, name: str) -> None:
        """Know nothing of a request."""
        self._known.pop(self._prints[name] or "", None)

    def as_dict(self) -> dict[str, Any]:
        """Return the form that is stored, of other requests too: who takes old ones back need not rehearse them."""
        return {
            fingerprint: [_text(proof.proven), _text(proof.broken), proof.taken_along]
            for fingerprint, proof in self._known.items()
        }

    @classmethod
    def from_dict(cls, stored: Any, document: dict[str, Any] | None) -> Self:
        """Return what `as_dict` gave, as far as it can be read: what cannot be has to be rehearsed again."""
        known: dict[str, RequestStatus] = {}
        for fingerprint, row in stored.items() if isinstance(stored, dict) else ():
            match row:
                case [(str() | None) as proven, (str() | None) as broken, int(taken_along)]:
                    with suppress(ValueError):
                        known[fingerprint] = RequestStatus(
                            _moment(proven) if proven else None, _moment(broken) if broken else None, taken_along
                        )
                case _:
                    continue
        return cls(known, document)


def _text(moment: datetime | None) -> str | None:
    """Write a moment, if there is one."""
    return moment.isoformat() if moment else None


def _moment(text: str) -> datetime:
    """Read a moment; ValueError where it is none, or of no zone."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("of no zone")
    return moment


def fingerprint(document: Mapping[str, Any], name: str) -> str | None:
    """Return what tells one learned request from any other, an imported one too; None where it was not taught."""
    part = document.get(name) if name in DELETIONS else document.get("switches", {}).get(name)
    if part is None:
        return None
    return sha256(orjson.dumps([name, part], option=orjson.OPT_SORT_KEYS)).hexdigest()[:32]
