"""Which learned requests are proven, and which have stopped working; tied to the very request, not to its name."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Final, Self

from homeassistant.util import dt as dt_util
import orjson

from .amazon.recipes import SWITCHES

DELETIONS: Final = ("delete_recordings", "delete_range", "delete_everything")
# One recording cannot prove what deletes everything.
REHEARSABLE: Final = DELETIONS[:2]


@dataclass(frozen=True, slots=True)
class Proof:
    """Since when a request is known to work, and since when not to work any more."""

    proven: datetime
    broken: datetime | None = None


class Proofs:
    """What one account knows of the requests of one document."""

    def __init__(self, known: dict[str, Proof] | None = None, document: dict[str, Any] | None = None) -> None:
        """Know what was proven before, of these requests and others."""
        self._known = known if known is not None else {}
        self._prints = {name: _fingerprint(document or {}, name) for name in (*DELETIONS, *SWITCHES)}

    def under(self, document: dict[str, Any] | None) -> Self:
        """Return the same knowledge, seen from other learned requests."""
        return type(self)(self._known, document)

    def of(self, name: str) -> Proof | None:
        """Return what is known of a request as it is taught now."""
        return self._known.get(self._prints[name] or "")

    def is_proven(self, name: str) -> bool:
        """Whether this very request has been seen to work."""
        return self.of(name) is not None

    def is_broken(self, name: str) -> bool:
        """Whether it has been seen to work once, and not any more."""
        proof = self.of(name)
        return proof is not None and proof.broken is not None

    @property
    def taught(self) -> list[str]:
        """The names of what was taught."""
        return [name for name, fingerprint in self._prints.items() if fingerprint]

    @property
    def broken(self) -> list[str]:
        """The names of what no longer works."""
        return [name for name in self._prints if self.is_broken(name)]

    def to_prove(self, *names: str) -> list[str]:
        """Return which of these were taught and are not proven, or do not work any more."""
        return [name for name in names if self._prints[name] and (not self.is_proven(name) or self.is_broken(name))]

    @property
    def waits_for_rehearsal(self) -> bool:
        """Whether ways to delete were taught that one recording can prove, and none of them ever was."""
        return bool(self.to_prove(*REHEARSABLE)) and not any(self.is_proven(name) for name in REHEARSABLE)

    def works(self, name: str) -> bool:
        """Note that a request was seen to work; tell whether that is news."""
        fingerprint = self._prints[name]
        if fingerprint is None or (self.is_proven(name) and not self.is_broken(name)):
            return False
        self._known[fingerprint] = Proof(dt_util.utcnow())
        return True

    def fails(self, name: str) -> bool:
        """Note that a proven request does not work any more; tell whether that is news."""
        fingerprint, proof = self._prints[name], self.of(name)
        if fingerprint is None or proof is None or proof.broken is not None:
            return False
        self._known[fingerprint] = Proof(proof.proven, dt_util.utcnow())
        return True

    def as_dict(self) -> dict[str, Any]:
        """Return the form that is stored, of other requests too: who takes old ones back need not rehearse them."""
        return {
            fingerprint: [proof.proven.isoformat(), proof.broken.isoformat() if proof.broken else None]
            for fingerprint, proof in self._known.items()
        }

    @classmethod
    def from_dict(cls, stored: Any, document: dict[str, Any] | None) -> Self:
        """Return what `as_dict` gave, as far as it can be read: what cannot be has to be rehearsed again."""
        known: dict[str, Proof] = {}
        for fingerprint, row in stored.items() if isinstance(stored, dict) else ():
            match row:
                case [str(proven), (str() | None) as broken]:
                    with suppress(ValueError):
                        known[fingerprint] = Proof(_moment(proven), _moment(broken) if broken else None)
                case _:
                    continue
        return cls(known, document)


def _moment(text: str) -> datetime:
    """Read a moment; ValueError where it is none, or of no zone."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("of no zone")
    return moment


def _fingerprint(document: dict[str, Any], name: str) -> str | None:
    """Return what tells one learned request from another; None where it was not taught."""
    part = document.get(name) if name in DELETIONS else document.get("switches", {}).get(name)
    if part is None:
        return None
    return sha256(orjson.dumps([name, part], option=orjson.OPT_SORT_KEYS)).hexdigest()[:16]
