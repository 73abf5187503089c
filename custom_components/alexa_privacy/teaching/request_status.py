"""Status of learned requests: agreed to, tested, or no longer working; tied to the exact request, not to its name.

It is kept apart from the requests: nothing in an imported file can claim it.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from hashlib import sha256
from typing import Any, Final, Self

from homeassistant.util import dt as dt_util
import orjson

from ..amazon.recipes.document import DELETIONS, GROUPS, VOICE_HISTORY, named_part, names_in, read_recipes
from ..amazon.recipes.import_rules import objections_to
from ..amazon.recipes.model import Recipes
from ..settings.named_settings import settings_in
from ..store.checksum import read_moment

# What deletes everything cannot be tested on one recording.
TESTABLE: Final = DELETIONS[:2]
VOICE: Final = "spoken"
# Old ones are kept, so that requests that are imported again need no new agreement.
MOST_KEPT: Final = 500

type Document = Mapping[str, Any]


class Origin(StrEnum):
    """Where a request that may be used came from."""

    LESSON = "lesson"
    IMPORT = "import"


@dataclass(frozen=True, slots=True)
class RequestStatus:
    """When a request was seen to work, since when it no longer works, and where it came from if that was agreed to."""

    tested: datetime | None = None
    broken: datetime | None = None
    excess: int = 0
    """How many recordings it deleted that it was not asked to delete."""
    origin: Origin | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The requests that may be used; a deletion also needs a test."""

    recipes: Recipes
    agreed: dict[str, Any]
    """The document of all that was taught here or agreed to, tested or not."""
    waiting: tuple[str, ...]
    """The names of those that wait for the owner's agreement."""
    untested: tuple[str, ...]
    """The names of settings that were agreed to, and have to be tested first."""


@dataclass(eq=False, repr=False)
class RequestStatuses:
    """The status of the requests of one document."""

    _known: dict[str, RequestStatus] = field(default_factory=dict)
    """Those of other requests, too."""
    _document: Document = field(default_factory=dict)

    @cached_property
    def _prints(self) -> dict[str, str | None]:
        """The fingerprints of all requests by their names; that to an Echo is always the same."""
        names = (*DELETIONS, *names_in(self._document))
        return {**{name: fingerprint(self._document, name) for name in names}, VOICE: VOICE}

    def under(self, document: Document) -> Self:
        """Return the same statuses for another document."""
        return type(self)(self._known, document)

    def _status(self, name: str) -> RequestStatus:
        return self._known.get(self._prints.get(name) or "", RequestStatus())

    def _change(self, name: str, **changes: Any) -> None:
        if fingerprint := self._prints.get(name):
            self._known[fingerprint] = replace(self._status(name), **changes)

    def of(self, name: str) -> RequestStatus | None:
        """Return the status of a request in its current form; None if it was never seen to do anything."""
        status = self._status(name)
        return status if status.tested or status.excess else None

    def is_tested(self, name: str) -> bool:
        """Return whether this exact request was seen to work and has not deleted other recordings since."""
        status = self._status(name)
        return status.tested is not None and not status.excess

    def is_broken(self, name: str) -> bool:
        """Return whether the request no longer works, or deleted too much."""
        status = self._status(name)
        return status.broken is not None or status.excess > 0

    def is_usable(self, name: str) -> bool:
        """Return whether this exact request was seen to work, and still does."""
        return self.is_tested(name) and not self.is_broken(name)

    @property
    def deleted_too_much(self) -> dict[str, int]:
        """How many recordings each request deleted that it was not asked to delete, by its name."""
        return {name: excess for name in self._prints if (excess := self._status(name).excess)}

    @property
    def taught(self) -> list[str]:
        """The names of the requests that were taught."""
        return [name for name, fingerprint in self._prints.items() if fingerprint and name != VOICE]

    @property
    def broken(self) -> list[str]:
        """The names of the requests that no longer work."""
        return [name for name in self._prints if self.is_broken(name)]

    def to_test(self, *names: str) -> list[str]:
        """Return which of some requests were taught and are untested or broken."""
        return [name for name in names if self._prints.get(name) and not self.is_usable(name)]

    @property
    def waits_for_test(self) -> bool:
        """Return whether testable ways to delete were taught and none of them was ever used."""
        return bool(self.to_test(*TESTABLE)) and not any(self.of(name) for name in TESTABLE)

    def works(self, name: str) -> None:
        """Record that a request works."""
        if self._prints.get(name) and not self.is_usable(name):
            self._change(name, tested=dt_util.utcnow(), broken=None, excess=0)

    def fails(self, name: str) -> None:
        """Record that a tested request no longer works."""
        status = self._status(name)
        if status.tested and not status.broken:
            self._change(name, broken=dt_util.utcnow())

    def recovers(self, name: str) -> None:
        """Record that what broke a request is over."""
        if self._status(name).broken:
            self._change(name, broken=None)

    def note_excess(self, name: str, count: int) -> None:
        """Record that a request deleted recordings that it was not asked to delete."""
        self._change(name, excess=max(count, self._status(name).excess))

    def forget(self, name: str) -> None:
        """Forget the status of a request."""
        self._known.pop(self._prints.get(name) or "", None)

    def learn(self, names: Iterable[str]) -> None:
        """Record requests that a lesson of this account taught."""
        self._note_origin(names, Origin.LESSON)

    def agree(self, names: Iterable[str]) -> None:
        """Record that the owner agreed to requests; those that are not accepted from an import stay out."""
        self._note_origin(set(names) & set(self.standing().waiting), Origin.IMPORT)

    def _note_origin(self, names: Iterable[str], origin: Origin) -> None:
        for name in names:
            if key := self._prints.get(name):
                self._known[key] = replace(self._known.pop(key, RequestStatus()), origin=origin)
        for key in [key for key in self._known if key != VOICE][:-MOST_KEPT]:
            del self._known[key]

    @property
    def foreign(self) -> list[str]:
        """The names of the requests that no lesson of this account taught."""
        return [name for name in self.taught if self._status(name).origin is not Origin.LESSON]

    def standing(self) -> Standing:
        """Return which requests may be used and which wait; RecipeError if they are invalid.

        A setting from an import must be tested before it is used. CPU-bound: do not call it in the event loop.
        """
        document = self._document
        # First: what is invalid has no names.
        recipes, foreign = read_recipes(document) if document else Recipes(), self.foreign
        refused = objections_to(recipes) if foreign else {}
        accepted = [name for name in self.taught if name not in foreign or name not in refused]
        agreed = [name for name in accepted if self._status(name).origin]
        imported_settings = settings_in(document).keys() & foreign
        untested = [name for name in agreed if name in imported_settings and not self.is_tested(name)]
        usable = {*agreed} - {*untested}
        if usable != {*self.taught}:
            recipes = read_recipes(only(document, usable)) if usable else Recipes()
        return Standing(
            recipes=recipes,
            agreed=only(document, agreed),
            waiting=tuple(name for name in accepted if name not in agreed),
            untested=tuple(untested),
        )

    def as_dict(self) -> dict[str, Any]:
        """Return the stored form, including other requests: old ones that return need no new agreement and test."""
        return {
            fingerprint: [_text(status.tested), _text(status.broken), status.excess, status.origin]
            for fingerprint, status in self._known.items()
        }

    @classmethod
    def from_dict(cls, stored: Any) -> Self:
        """Return the statuses from `as_dict`; unreadable ones need a new agreement and test."""
        known: dict[str, RequestStatus] = {}
        for fingerprint, row in stored.items() if isinstance(stored, dict) else ():
            match row:
                case [(str() | None) as tested, (str() | None) as broken, int(excess), (str() | None) as origin]:
                    with suppress(ValueError):
                        read = read_moment(tested), read_moment(broken), excess, Origin(origin) if origin else None
                        known[fingerprint] = RequestStatus(*read)
        return cls(known)


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def only(document: Document, names: Iterable[str]) -> dict[str, Any]:
    """Return a document with some of its requests; empty without any."""
    names = set(names)
    found: dict[str, Any] = {name: document[name] for name in DELETIONS if name in names}
    for group in GROUPS:
        if parts := {name: part for name, part in document.get(group, {}).items() if name in names}:
            found[group] = parts
    return {"version": document["version"], **found} if found else {}


def fingerprint(document: Document, name: str) -> str | None:
    """Return a fingerprint that identifies a learned request; None if it was not taught."""
    part = document.get(name) if name in DELETIONS else named_part(document, name)
    if part is None:
        return None
    return _hash([name, part])


def listing_fingerprint(document: Document, history: str) -> str:
    """Return a fingerprint of how a history is listed; the same for all that are built in."""
    return _hash((named_part(document, history) or {}).get("listing"))


def deletion_fingerprint(document: Mapping[str, Any], history: str) -> str:
    """Return a fingerprint of all requests that delete from a history."""
    names = DELETIONS if history == VOICE_HISTORY else [history]
    return _hash([fingerprint(document, name) for name in names])


def _hash(content: Any) -> str:
    """Return a hash of JSON."""
    return sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()[:32]
