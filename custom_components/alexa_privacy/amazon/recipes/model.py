"""The models of recipes: requests as Amazon's own page sends them, with placeholders.

`document` reads the public JSON form.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from time import time_ns
from typing import Any, Final
from urllib.parse import quote, urlencode
from uuid import uuid4

from ..responses import Request
from .paths import check_path
from .template import (
    Allowance,
    Template,
    TemplateError,
    Values,
    as_json,
    as_text,
    fill,
    fill_text,
    names_every_recording,
    percent_encode,
    uses,
)

MOST_BATCH: Final = 1000
_CONTENT_TYPES: Final = {
    "json": "application/json",
    "form": "application/x-www-form-urlencoded",
    "text": "text/plain;charset=UTF-8",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestTemplate:
    """One request with placeholders; always to the account's own privacy pages."""

    method: str
    path: str | tuple[Template, ...]
    """A text, or a list of segments if one of them is an operation."""
    query: tuple[Template, ...] = ()
    headers: Mapping[str, Template] = field(default_factory=dict)
    body: tuple[str, Template] | None = None

    def uses(self, root: str) -> bool:
        """Return whether the request uses a value."""
        return uses(self.parts, root)

    @property
    def parts(self) -> list[Template]:
        """All parts that may contain placeholders."""
        path = self.path if isinstance(self.path, str) else list(self.path)
        return [path, list(self.query), list(self.headers.values()), self.body]

    def render(self, values: Values) -> Request:
        """Return the request with its placeholders filled; raises TemplateError if a value is missing or leads away."""
        try:
            return self._render(values)
        except UnicodeEncodeError as err:
            raise TemplateError("a value holds half a character") from err

    def _render(self, values: Values) -> Request:
        values = {"time": time_ns() // 1_000_000, "uuid": str(uuid4()), **values, Allowance.name: Allowance()}
        if isinstance(self.path, str):
            path = fill_text(self.path, values, percent_encode)
        else:
            path = "/".join(percent_encode(as_text(fill(segment, values))) for segment in self.path)
        check_path(path)
        query = urlencode(_pairs(self.query, values), quote_via=quote, safe="!'()*~")
        headers = {name: as_text(fill(value, values)) for name, value in self.headers.items()}
        if any("\n" in value or "\r" in value or "\0" in value for value in headers.values()):
            raise TemplateError("a header would break")
        target = quote(path, safe="%/:@!$&'()*+,;=~-._") + (f"?{query}" if query else "")
        return Request(method=self.method, target=target, headers=headers, body=self._body(values, headers))

    def _body(self, values: Values, headers: dict[str, str]) -> bytes | None:
        """Render the body, and name its type where the recipe does not."""
        if self.body is None:
            return None
        kind, template = self.body
        if not any(name.lower() == "content-type" for name in headers):
            headers["Content-Type"] = _CONTENT_TYPES[kind]
        if kind == "json":
            return as_json(fill(template, values))
        if kind == "form":
            return urlencode(_pairs(template, values)).encode()
        return as_text(fill(template, values)).encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstRequest:
    """A request that is sent before another, which may use its response: a header, JSON, or JSON in a page."""

    name: str
    request: RequestTemplate
    header: str | None = None
    after: str | None = None
    escaped: bool = False


class AnyAnswer(dict[str, Any]):
    """A placeholder for a future response, which contains anything."""

    def __missing__(self, key: str) -> AnyAnswer:
        """Return itself for any member."""
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteRecipe:
    """How to delete: up to `batch` recordings in one request, a range, or everything."""

    request: RequestTemplate
    batch: int = 1
    first: tuple[FirstRequest, ...] = ()

    @property
    def requests(self) -> list[RequestTemplate]:
        """All requests that are sent, in order."""
        return [*(each.request for each in self.first), self.request]

    def rendered(self, values: Values) -> list[Request]:
        """Return all requests that would be sent, with any responses; raises TemplateError."""
        known = {**{first.name: AnyAnswer() for first in self.first}, **values}
        return [request.render(known) for request in self.requests]

    def names_every_recording(self, values: Values) -> bool:
        """Return whether the requests name each recording by its own value."""
        return any(names_every_recording(request.parts, values) for request in self.requests)


class TimeUnit(StrEnum):
    """The unit of an entry's time."""

    MILLISECONDS = "ms"
    SECONDS = "s"
    ISO = "iso"


class Counted(StrEnum):
    """What counts the position of the next page."""

    ENTRIES = "entries"
    PAGES = "pages"


@dataclass(frozen=True, slots=True, kw_only=True)
class NextPage:
    """The value of `page` for the next page: from the response, from one of its headers, or a count."""

    at: str | None = None
    header: str | None = None
    count: Counted | None = None
    absent: bool = False
    """Whether the last response lacks that value; otherwise a missing one is an error."""
    first: int = 0
    """The number of the second page, if pages are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingRecipe:
    """How a history is listed, newest first; places are JSON pointers into a response or an entry.

    `request` gets the first page, `more` every other one; without `more` there is only one page.
    """

    request: RequestTemplate
    more: RequestTemplate | None = None
    next: NextPage = NextPage()
    records: str
    id: str
    time: str
    unit: TimeUnit
    device: str | None = None

    @property
    def has_window(self) -> bool:
        """Return whether the requests have a time range."""
        return self.request.uses("start")


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRecipe:
    """How a history other than voice recordings is listed, unless built in, and how its entries are deleted.

    Requests of `delete` name an entry as `recording`.
    """

    delete: DeleteRecipe
    listing: ListingRecipe | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRecipe:
    """How a setting is read: from a JSON response, or from JSON that follows some text of a page.

    `values` has the value of each position. Instead, `null` may be the position that null means, with any other value
    for the other one, or `member` an element that a list has only in the position `means`.
    """

    request: RequestTemplate
    at: str
    values: Mapping[str, Any]
    after: str | None = None
    escaped: bool = False
    null: str | None = None
    member: Any = None
    means: str | None = None

    def position(self, found: Any) -> str | None:
        """Return the position of a value; None if there is none."""
        other = {"on": "off", "off": "on"}
        if self.null is not None:
            return self.null if found is None else other[self.null]
        if self.means is not None:
            if not isinstance(found, list):
                return None
            return self.means if any(same(each, self.member) for each in found) else other[self.means]
        return next((name for name, meaning in self.values.items() if same(found, meaning)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingRecipe:
    """How a setting is set to each of its positions and, if known, read."""

    set: Mapping[str, RequestTemplate]
    values: Mapping[str, Any]
    read: ReadRecipe | None = None
    first: tuple[FirstRequest, ...] = ()

    @property
    def positions(self) -> list[str]:
        """The names of its positions, which are slugs: `on` and `off`, or the options of a select."""
        return list(self.values)

    def uses(self, root: str) -> bool:
        """Return whether anything that is sent to set it names a value."""
        return any(request.uses(root) for request in (*(each.request for each in self.first), *self.set.values()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipes:
    """Everything the owner has taught."""

    delete_recordings: DeleteRecipe | None = None
    delete_range: DeleteRecipe | None = None
    delete_everything: DeleteRecipe | None = None
    switches: Mapping[str, SettingRecipe] = field(default_factory=dict)
    selects: Mapping[str, SettingRecipe] = field(default_factory=dict)
    histories: Mapping[str, HistoryRecipe] = field(default_factory=dict)

    @property
    def deletions(self) -> dict[str, DeleteRecipe]:
        """The ways to delete recordings that were taught, by name."""
        known = {
            "delete_recordings": self.delete_recordings,
            "delete_range": self.delete_range,
            "delete_everything": self.delete_everything,
        }
        return {name: recipe for name, recipe in known.items() if recipe}

    @property
    def settings(self) -> dict[str, SettingRecipe]:
        """All settings by name: switches and selects."""
        return {**self.switches, **self.selects}


def _pairs(templates: Iterable[Template], values: Values) -> list[tuple[str, str]]:
    """Fill a list of [name, value]; a `$each` in it gives several."""
    pairs: list[tuple[str, str]] = []
    for template in templates:
        filled = fill(template, values)
        for row in filled if isinstance(template, dict) else [filled]:
            if not is_pair(row):
                raise TemplateError("a pair is missing")
            pairs.append((as_text(row[0]), as_text(row[1])))
    return pairs


def is_pair(template: Template) -> bool:
    """Return whether a template is a [name, value]."""
    return isinstance(template, list) and len(template) == 2  # noqa: PLR2004 - a pair has two


def same(one: Any, other: Any) -> bool:
    """Return whether two values are the same JSON: 1 is not true."""
    return type(one) is type(other) and bool(one == other)
