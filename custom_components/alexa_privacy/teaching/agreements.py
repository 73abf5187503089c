"""Which learned requests an account's owner agreed to.

It is kept apart from the requests, and tied to the exact form of each: nothing in an imported file can claim it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, Self

from ..amazon.recipes.document import SWITCHES, read_recipes
from ..amazon.recipes.import_rules import objections
from ..amazon.recipes.model import Recipes
from .request_status import DELETIONS, RequestStatuses, fingerprint

# Old ones are kept, so that requests that are taken back need no new agreement.
MOST_KEPT: Final = 500

type Document = Mapping[str, Any]


class Origin(StrEnum):
    """Where a request that may be used came from."""

    LESSON = "lesson"
    IMPORT = "import"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The requests that may be used; a deletion among them besides needs a test of its own."""

    recipes: Recipes
    agreed: dict[str, Any]
    """The document of all that was taught here or agreed to, tested or not."""
    waiting: tuple[str, ...]
    """The names of those that wait for the owner's agreement."""
    untested: tuple[str, ...]
    """The names of settings that were agreed to, and have to be tested first."""


class Agreements:
    """What one account's owner taught, or agreed to after seeing what it sends."""

    def __init__(self, known: dict[str, Origin] | None = None) -> None:
        """Begin with what is known, by the fingerprints of requests."""
        self._known = known or {}

    def learn(self, document: Document, names: Iterable[str]) -> None:
        """Note requests that a lesson of this account taught."""
        self._note(document, names, Origin.LESSON)

    def agree(self, document: Document, names: Iterable[str]) -> None:
        """Note that the owner saw what requests send and agreed; those that are not accepted stay out."""
        self._note(document, set(names) & set(self.waiting(document)), Origin.IMPORT)

    def _note(self, document: Document, names: Iterable[str], origin: Origin) -> None:
        """Keep where requests came from."""
        for name in names:
            if key := fingerprint(document, name):
                self._known.pop(key, None)
                self._known[key] = origin
        for key in list(self._known)[:-MOST_KEPT]:
            del self._known[key]

    def origin(self, document: Document, name: str) -> Origin | None:
        """Return where a request came from; None where the owner did not agree to it."""
        return self._known.get(fingerprint(document, name) or "")

    def foreign(self, document: Document) -> list[str]:
        """Return the names of requests that no lesson of this account taught."""
        return [name for name in _names(document) if self.origin(document, name) is not Origin.LESSON]

    def waiting(self, document: Document) -> list[str]:
        """Return the names of requests that wait for the owner's agreement."""
        names = [name for name in self.foreign(document) if self.origin(document, name) is None]
        refused = objections(document) if names else {}
        return [name for name in names if name not in refused]

    def agreed(self, document: Document) -> dict[str, Any]:
        """Return the part of a document that was taught, or agreed to and is accepted from elsewhere."""
        foreign = self.foreign(document)
        refused = objections(document) if foreign else {}
        names = [name for name in _names(document) if self.origin(document, name) is not None]
        return _only(document, [name for name in names if name not in foreign or name not in refused])

    def untested(self, document: Document, request_statuses: RequestStatuses) -> list[str]:
        """Return the names of settings that were agreed to, and have to be tested before anything uses them."""
        known = request_statuses.under(self.agreed(document))
        foreign = self.foreign(document)
        return [name for name in known.taught if name in SWITCHES and name in foreign and not known.is_tested(name)]

    def standing(self, document: Document, request_statuses: RequestStatuses) -> Standing:
        """Return which requests may be used, and which wait for what. CPU-bound: not for the event loop."""
        agreed, untested = self.agreed(document), self.untested(document, request_statuses)
        usable = _only(agreed, [name for name in _names(agreed) if name not in untested])
        return Standing(
            recipes=read_recipes(usable) if usable else Recipes(),
            agreed=agreed,
            waiting=tuple(self.waiting(document)),
            untested=tuple(untested),
        )

    def as_dict(self) -> dict[str, str]:
        """Return the form that is stored."""
        return {key: origin.value for key, origin in self._known.items()}

    @classmethod
    def from_dict(cls, stored: Any) -> Self:
        """Return what `as_dict` gave, as far as it can be read: what cannot be has to be agreed to again."""
        rows = stored.items() if isinstance(stored, dict) else ()
        return cls({key: Origin(value) for key, value in rows if value in [*Origin]})


def _names(document: Document) -> list[str]:
    """Return the names of the requests in a document."""
    return [name for name in (*DELETIONS, *SWITCHES) if fingerprint(document, name)]


def _only(document: Document, names: Iterable[str]) -> dict[str, Any]:
    """Return a document with some of its requests; empty without any."""
    names = set(names)
    found: dict[str, Any] = {name: document[name] for name in DELETIONS if name in names}
    if switches := {name: part for name, part in document.get("switches", {}).items() if name in names}:
        found["switches"] = switches
    return {"version": document["version"], **found} if found else {}
