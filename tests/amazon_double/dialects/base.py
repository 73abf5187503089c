"""What all dialects have in common: where they live, their two pages, and how faults touch them."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Mapping
from functools import cache
from pathlib import Path
from typing import ClassVar

from aiohttp import web

from tests.amazon_double.accounts import Account
from tests.amazon_double.calls import CSRF_HEADER, Call, Host, Route, csrf_header
from tests.amazon_double.faults import Fault
from tests.amazon_double.privacy import FOR_EVER
from tests.amazon_double.records import Json, Recording
from tests.amazon_double.sessions import Sessions

PAGES = Path(__file__).parent.parent / "pages"
CSRF = {CSRF_HEADER: "{{csrf}}"}
"""The header that recipes send."""


class Dialect(ABC):
    """One made-up way to delete and to set."""

    name: ClassVar[str]
    recordings_script: ClassVar[str]
    """JavaScript: `dialect` with what it can of erase(records), eraseRange(start, end) and eraseEverything()."""
    settings_script: ClassVar[str]
    """JavaScript: `dialect` with read() and set(name, on)."""

    def __init__(self, sessions: Sessions) -> None:
        """Know who is signed in."""
        self._sessions = sessions

    @property
    def root(self) -> str:
        """Where it lives; nobody could take this for an address of Amazon's."""
        return f"/alexa-privacy/made-up-{self.name}"

    @abstractmethod
    def requests(self) -> list[Route]:
        """Return the routes that delete, set and read."""

    @abstractmethod
    def recipes(self) -> Json:
        """Return the recipes that make the requests its pages make."""

    def routes(self) -> list[Route]:
        """Return all routes."""
        routes = [
            Route("recordings_page", Host.WWW, "GET", f"{self.root}/recordings", self._recordings_page),
            Route("settings_page", Host.WWW, "GET", f"{self.root}/settings", self._settings_page),
            Route("picture", Host.WWW, "GET", f"{self.root}/picture.svg", self._picture, signed_in=False),
            Route("telemetry", Host.WWW, "POST", f"{self.root}/telemetry", self._telemetry),
            *self.requests(),
        ]
        return [route._replace(dialect=self.name) for route in routes]

    def route(
        self,
        kind: str,
        method: str,
        path: str,
        answer: Callable[[Call], web.Response],
        csrf: Callable[[Call], str] | None = csrf_header,
    ) -> Route:
        """Return a route below its root."""

        async def answer_call(call: Call) -> web.Response:
            return answer(call)

        return Route(kind, Host.WWW, method, f"{self.root}/{path}", answer_call, csrf=csrf)

    def state(self, account: Account) -> str:  # noqa: ARG002 - most dialects have nothing there
        """Return what the settings page carries besides its switches."""
        return ""

    def show(self, call: Call, *, recordings: bool) -> web.Response:
        """Show the recordings, each with a button, or the switches."""
        if recordings:
            return self._page("recordings.html", call, self.recordings_script)
        return self._page("settings.html", call, self.settings_script)

    async def _recordings_page(self, call: Call) -> web.Response:
        """Show the recordings."""
        return self.show(call, recordings=True)

    async def _settings_page(self, call: Call) -> web.Response:
        """Show the switches."""
        return self.show(call, recordings=False)

    async def _picture(self, _call: Call) -> web.Response:
        """Show a picture, which has nothing to do with anything."""
        return web.Response(text='<svg xmlns="http://www.w3.org/2000/svg"/>', content_type="image/svg+xml")

    async def _telemetry(self, _call: Call) -> web.Response:
        """Take note of what is done on the pages."""
        return web.Response(status=204)

    def _page(self, file: str, call: Call, script: str) -> web.Response:
        """Fill a page."""
        text = page(file)
        for name, value in {
            "script": script,
            "state": self.state(call.account),
            "root": self.root,
            "csrf": self._sessions.csrf(call.session),
        }.items():
            text = text.replace(f"%{name}%", value)
        return web.Response(text=text, content_type="text/html")


@cache
def page(file: str) -> str:
    """Read a page."""
    return (PAGES / file).read_text("utf-8")


def everything(account: Account) -> list[Recording]:
    """Return all there is, conversations too."""
    return between(account, 0, FOR_EVER)


def between(account: Account, start: int, end: int) -> list[Recording]:
    """Return all there is from one time until before another, conversations too."""
    return list(account.listed(start, end - 1, conversations=True))


def erase(call: Call, recordings: Collection[Recording]) -> None:
    """Delete for a request, as far as its fault allows."""
    if call.goes_wrong(Fault.IGNORED):
        return
    if call.goes_wrong(Fault.HALF):
        recordings = list(recordings)[::2]
    if call.goes_wrong(Fault.GREEDY):
        older = (next(call.account.history_of(each).before(each.order), each) for each in recordings)
        recordings = {*recordings, *older}
    late = call.fault.seconds if call.fault and call.goes_wrong(Fault.LATE) else 0
    call.account.erase(recordings, late_seconds=late)


def store(call: Call, settings: Mapping[str, bool]) -> None:
    """Set switches for a request, as far as its fault allows."""
    if not call.goes_wrong(Fault.IGNORED):
        call.account.settings |= settings
