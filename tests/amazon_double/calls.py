"""A request to the stand-in, and the routes that lead it to its answer."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

from aiohttp import web
from multidict import CIMultiDictProxy
import orjson

from tests.amazon_double.accounts import Account
from tests.amazon_double.faults import Fault, Planned
from tests.amazon_double.sessions import Session

CSRF_HEADER = "anti-csrftoken-a2z"


class Host(StrEnum):
    """Which of Amazon's hosts; all but the last two exist on every site."""

    WWW = "www"
    ALEXA = "alexa"
    API = "api"
    ALEXA_API = "api.amazonalexa.com"
    ASSETS = "m.media-amazon.com"


@dataclass
class Entry:
    """One line of the request log."""

    kind: str
    at: datetime
    method: str
    host: str
    path: str
    query: dict[str, str]
    raw_target: str
    """Path and query as they were sent."""
    headers: CIMultiDictProxy[str]
    body: str
    account: str | None
    """The e-mail of whose cookies came along."""
    status: int | None = None
    """None until answered, and for ever if the connection was dropped."""


@dataclass
class Call:
    """A request on its way to an answer."""

    entry: Entry
    request: web.Request
    signed_in: Session | None
    fault: Planned | None

    @property
    def session(self) -> Session:
        """The session, on routes that ask for one."""
        assert self.signed_in is not None
        return self.signed_in

    @property
    def account(self) -> Account:
        """The account, on routes that ask for a session."""
        return self.session.account

    @property
    def query(self) -> dict[str, str]:
        """The query."""
        return self.entry.query

    @property
    def fields(self) -> list[tuple[str, str]]:
        """The body as form fields, of which some may have the same name."""
        self._says_it_is("urlencoded")
        return parse_qsl(self.entry.body, keep_blank_values=True)

    @property
    def form(self) -> dict[str, str]:
        """The body as form fields, each with a name of its own."""
        return dict(self.fields)

    def json(self) -> Any:
        """Return the body as JSON."""
        self._says_it_is("json")
        return orjson.loads(self.entry.body)

    def _says_it_is(self, kind: str) -> None:
        """Insist on a content type: what a body is, Amazon does not guess."""
        if not self.request.content_type.endswith(kind):
            raise ValueError(self.request.content_type)

    def goes_wrong(self, fault: Fault) -> bool:
        """Return whether this fault is planned for this request."""
        return self.fault is not None and self.fault.fault is fault


def csrf_header(call: Call) -> str:
    """Find the anti-CSRF token where Amazon's page puts it."""
    return call.request.headers.get(CSRF_HEADER, "")


def csrf_field(name: str) -> Callable[[Call], str]:
    """Return what finds the anti-CSRF token in a form."""
    return lambda call: call.form.get(name, "")


def csrf_query(name: str) -> Callable[[Call], str]:
    """Return what finds the anti-CSRF token in the query."""
    return lambda call: call.query.get(name, "")


def csrf_json(name: str) -> Callable[[Call], str]:
    """Return what finds the anti-CSRF token in an object."""
    return lambda call: call.json()[name]


class Route(NamedTuple):
    """Where a kind of request is answered, and what it takes."""

    kind: str
    host: Host
    method: str
    path: str
    answer: Callable[[Call], Awaitable[web.Response]]
    signed_in: bool = True
    csrf: Callable[[Call], str] | None = None
    dialect: str | None = None
    kind_of: Callable[[str], str] | None = None
    """Tells the kind by the body, where one address is for all kinds."""
