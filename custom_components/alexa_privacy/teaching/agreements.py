"""The learned requests that an account's owner taught or agreed to.

It is kept apart from the requests, and tied to the exact form of each: nothing in an imported file can claim it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, Self

from ..amazon.recipes.document import DELETIONS, GROUPS, names_in, read_recipes
from ..amazon.recipes.import_rules import objections_to
from ..amazon.recipes.model import Recipes
from ..settings.named_settings import settings_in
from .request_status import RequestStatuses, fingerprint

# Old ones are kept, so that requests that are imported again need no new agreement.
MOST_KEPT: Final = 500

type Document = Mapping[str, Any]


class Origin(StrEnum):
    """Where a request that may be used came from."""

    LESSON = "lesson"
    IMPORT = "import"


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


class Agreements:
    """The requests that one account's owner taught, or agreed to after seeing what they send."""

    def __init__(self, known: dict[str, Origin] | None = None) -> None:
        """Initialize with the known origins by the fingerprints of requests."""
        self._known = known or {}

    def learn(self, document: Document, names: Iterable[str]) -> None:
        """Record requests that a lesson of this account taught."""
        self._note(document, names, Origin.LESSON)

    def agree(self, document: Document, names: Iterable[str]) -> None:
        """Record that the owner agreed to requests; those that are not accepted from an import stay out."""
        self._note(document, set(names) & set(self.waiting(document)), Origin.IMPORT)

    def _note(self, document: Document, names: Iterable[str], origin: Origin) -> None:
        for name in names:
            if key := fingerprint(document, name):
                self._known.pop(key, None)
                self._known[key] = origin
        for key in list(self._known)[:-MOST_KEPT]:
            del self._known[key]

    def origin(self, document: Document, name: str) -> Origin | None:
        """Return the origin of a request; None if the owner did not agree to it."""
        return self._known.get(fingerprint(document, name) or "")

    def foreign(self, document: Document) -> list[str]:
        """Return the names of requests that no lesson of this account taught."""
        return [name for name in _names(document) if self.origin(document, name) is not Origin.LESSON]

    def waiting(self, document: Document) -> list[str]:
        """Return the names of the requests that wait for the owner's agreement."""
        return self._sort(document, _read(document))[0]

    def _sort(self, document: Document, recipes: Recipes) -> tuple[list[str], list[str]]:
        """Return the names of requests that wait for the owner's agreement, and of those that have it."""
        foreign = self.foreign(document)
        refused = objections_to(recipes) if foreign else {}
        accepted = [name for name in _names(document) if name not in foreign or name not in refused]
        waiting = [name for name in accepted if self.origin(document, name) is None]
        return waiting, [name for name in accepted if name not in waiting]

    def standing(self, document: Document, request_statuses: RequestStatuses) -> Standing:
        """Return which requests may be used and which wait; RecipeError if they are invalid.

        A setting from an import must be tested before it is used. CPU-bound: do not call it in the event loop.
        """
        recipes = _read(document)
        waiting, agreed = self._sort(document, recipes)
        foreign, known = self.foreign(document), request_statuses.under(only(document, agreed))
        settings = settings_in(document)
        untested = [name for name in agreed if name in settings and name in foreign and not known.is_tested(name)]
        return Standing(
            recipes=recipes.only({*agreed} - {*untested}),
            agreed=only(document, agreed),
            waiting=tuple(waiting),
            untested=tuple(untested),
        )

    def as_dict(self) -> dict[str, str]:
        """Return the stored form."""
        return {key: origin.value for key, origin in self._known.items()}

    @classmethod
    def from_dict(cls, stored: Any) -> Self:
        """Return the agreements from `as_dict`; unreadable ones need a new agreement."""
        rows = stored.items() if isinstance(stored, dict) else ()
        return cls({key: Origin(value) for key, value in rows if value in [*Origin]})


def _read(document: Document) -> Recipes:
    """Return the requests of a document; none if nothing was taught."""
    return read_recipes(document) if document else Recipes()


def _names(document: Document) -> list[str]:
    return [name for name in (*DELETIONS, *names_in(document)) if fingerprint(document, name)]


def only(document: Document, names: Iterable[str]) -> dict[str, Any]:
    """Return a document with some of its requests; empty without any."""
    names = set(names)
    found: dict[str, Any] = {name: document[name] for name in DELETIONS if name in names}
    for group in GROUPS:
        if parts := {name: part for name, part in document.get(group, {}).items() if name in names}:
            found[group] = parts
    return {"version": document["version"], **found} if found else {}
