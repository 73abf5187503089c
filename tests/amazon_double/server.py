"""The stand-in itself: one TLS port that answers as all of Amazon's hosts."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime
from email.utils import format_datetime
from functools import cache, partial
import logging
import ssl
from typing import Self
from urllib.parse import quote

from aiohttp import web
import trustme

from tests.amazon_double import faults, greedy, habits, other_histories, thief
from tests.amazon_double.accounts import Account, Clock, system_clock
from tests.amazon_double.apps import Apps
from tests.amazon_double.calls import Call, Entry, Host, Route
from tests.amazon_double.dialects import DIALECTS
from tests.amazon_double.echo import Echo
from tests.amazon_double.faults import Fault, Faults, Planned
from tests.amazon_double.privacy import Privacy
from tests.amazon_double.records import Json
from tests.amazon_double.resolver import AmazonResolver
from tests.amazon_double.sessions import App, Sessions
from tests.amazon_double.sign_in import SignIn
from tests.amazon_double.sites import SITES, country, home_region, site_of

LOGGER = logging.getLogger(__name__)


class AmazonDouble:
    """Amazon, on this machine."""

    def __init__(self, site: str = "de", *, port: int = 0, clock: Clock = system_clock) -> None:
        """Prepare; nothing listens yet."""
        self.site = site
        self.port = port
        self.now = clock
        """The clock; may be replaced by another at any time."""
        self.date: Callable[[datetime], str | None] = partial(format_datetime, usegmt=True)
        """What the Date of an answer says of the time it was asked for; None for no Date."""
        self.accounts: list[Account] = []
        self.requests: list[Entry] = []
        self.withdrawn: set[str] = set()
        """Kinds of requests that are answered 404 from now on."""
        self.dialect: str | None = None
        """The only dialect that is spoken; None for all."""
        self.smart_home = "smart-home-offset"
        """The dialect of the smart home history that Amazon's own address shows."""
        self.sessions = Sessions(self._clock)
        self.dialects = {name: dialect(self.sessions) for name, dialect in DIALECTS.items()}
        self._faults = Faults()
        self._runner: web.AppRunner | None = None

    # Its life

    async def start(self) -> None:
        """Listen."""
        app = web.Application(client_max_size=2**24)
        app.on_response_prepare.append(without_empty_date)
        # To look plain addresses up costs less than to make a resource of each.
        plain: dict[tuple[str, str], Route] = {}
        for route in self._routes():
            if "{" in route.path:
                app.router.add_route(route.method, route.path, partial(self._serve, route))
            else:
                plain[route.method, route.path] = route
        nowhere = Route("unknown", Host.WWW, "*", "/{path:.*}", self._nowhere, signed_in=False)

        async def serve(request: web.Request) -> web.Response:
            return await self._serve(plain.get((request.method, request.rel_url.path_safe), nowhere), request)

        app.router.add_route(nowhere.method, nowhere.path, serve)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1, handler_cancellation=True)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port, ssl_context=server_context())
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        """Listen no more."""
        if self._runner:
            await self._runner.cleanup()

    async def __aenter__(self) -> Self:
        """Start."""
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stop."""
        await self.stop()

    # How to reach it

    def resolver(self) -> AmazonResolver:
        """Return what sends Amazon's host names here."""
        return AmazonResolver(self.port)

    def ssl_context(self) -> ssl.SSLContext:
        """Return a client's context that trusts this Amazon, and nobody else."""
        return client_context()

    def chromium_arguments(self) -> list[str]:
        """Return what makes Chromium take this for Amazon."""
        rules = ",".join(f"MAP {host}:443 127.0.0.1:{self.port}" for host in hosts())
        return [f"--host-resolver-rules={rules}", "--ignore-certificate-errors"]

    # What tests do with it

    def add_account(self, account: Account) -> Account:
        """Give somebody an account."""
        account.clock = self._clock
        account.site, account.country, account.home_region = self.site, country(self.site), home_region(self.site)
        self.accounts.append(account)
        return account

    def apps(self, account: Account) -> list[App]:
        """Return the apps that are registered as an account's devices."""
        return self.sessions.apps_of(account)

    def login_data(self, account: Account) -> Json:
        """Sign an account in behind the scenes; see Sessions.login_data."""
        return self.sessions.login_data(account, self.site)

    def fail(
        self,
        fault: Fault,
        where: str = "*",
        *,
        times: int | None = 1,
        after: int = 0,
        seconds: float = 0,
        raw: Iterable[bytes] = (),
    ) -> Planned:
        """Plan a fault for requests of a kind; `times=None` for all of them, `after` so many good ones."""
        planned = Planned(fault, where, times, after, seconds, raw)
        self._faults.add(planned)
        return planned

    def heal(self) -> None:
        """Plan no more faults."""
        self._faults.heal()

    def count(self, *kinds: str) -> int:
        """Count the requests of some kinds, or all."""
        return sum(entry.kind in kinds or not kinds for entry in self.requests)

    def counts(self) -> dict[str, int]:
        """Count the requests by kind."""
        return dict(Counter(entry.kind for entry in self.requests))

    def paths(self) -> list[str]:
        """Return the paths that were asked for, in order."""
        return [entry.path for entry in self.requests]

    def clear_log(self) -> None:
        """Forget the requests so far."""
        self.requests.clear()

    def sign_everyone_out(self) -> None:
        """Let nothing that was issued be good any more, as after a change of password."""
        self.expire_cookies()
        self.expire_tokens()
        self.sessions.refresh_tokens.clear()

    def expire_cookies(self) -> None:
        """Let cookies end; a refresh token still gets new ones."""
        self.sessions.sessions.clear()

    def expire_tokens(self) -> None:
        """Let access tokens end; a refresh token still gets new ones."""
        self.sessions.access_tokens.clear()

    def expire_csrf(self) -> None:
        """Let anti-CSRF tokens go stale; the pages give new ones."""
        self.sessions.expire_csrf()

    # How it answers

    async def _serve(self, route: Route, request: web.Request) -> web.Response:
        """Log a request and answer it, unless a fault is due."""
        session = self.sessions.find({**request.cookies}, site_of(request.host))
        body = (await request.read()).decode(errors="replace")
        entry = Entry(
            kind=route.kind_of(body) if route.kind_of else route.kind,
            at=self.now(),
            method=request.method,
            host=request.host,
            path=request.path,
            query=dict(request.query),
            raw_target=request.path_qs,
            headers=request.headers,
            body=body,
            account=session.account.email if session else None,
        )
        self.requests.append(entry)
        call = Call(entry, request, session, self._faults.take(entry.kind))
        if session and route.host is Host.WWW and route.dialect is None and route.kind not in {"telemetry", "unknown"}:
            return await self._in_turn(route, call)
        return await self._respond(route, call)

    async def _in_turn(self, route: Route, call: Call) -> web.Response:
        """Answer on the privacy pages, where who does not wait for one answer before asking again is too fast."""
        session = call.session
        others, answered = session.turn.locked(), session.answered
        async with session.turn:
            # One that nobody waited for any more does not count.
            if others and session.answered > answered:
                call.fault = Planned(Fault.THROTTLED, call.entry.kind, times=0, after=0)
            answer = await self._respond(route, call)
            session.answered += call.entry.status is not None
            return answer

    async def _respond(self, route: Route, call: Call) -> web.Response:
        """Answer as the fault wills that is due."""
        request, entry = call.request, call.entry
        await faults.delay(call.fault)
        if call.goes_wrong(Fault.DROPPED):
            return drop(request)
        if call.fault and call.goes_wrong(Fault.RAW):
            return await faults.pour(request, call.fault)
        answer = faults.spoil(call.fault, await self._answer(route, call))
        if call.goes_wrong(Fault.DROPPED_AFTER):
            return drop(request)
        if call.goes_wrong(Fault.SILENT):
            await asyncio.Event().wait()
        answer.headers["Date"] = self.date(entry.at) or ""
        entry.status = answer.status
        return answer

    async def _answer(self, route: Route, call: Call) -> web.Response:
        """Work out the answer."""
        if call.fault and call.fault.fault in faults.INSTEAD:
            return faults.INSTEAD[call.fault.fault]()
        if call.entry.kind in self.withdrawn or not self._is_at(route, call.entry.host):
            return await self._nowhere(call)
        if call.goes_wrong(Fault.SIGN_IN) or (route.signed_in and call.signed_in is None):
            return self._ask_to_sign_in(route, call)
        if call.goes_wrong(Fault.STALE_CSRF):
            self.sessions.expire_csrf()
        try:
            if route.csrf and not self.sessions.csrf_is_good(call.session, route.csrf(call)):
                return faults.html("Forbidden", status=403)
            return await route.answer(call)
        except KeyError, TypeError, ValueError:
            LOGGER.warning("A request that makes no sense: %s %s", call.entry.method, call.entry.path, exc_info=True)
            return faults.json({"message": "Made up: this request makes no sense"}, status=400)

    def _ask_to_sign_in(self, route: Route, call: Call) -> web.Response:
        """Send a browser to the sign-in page; an app is only told off."""
        if route.host is not Host.WWW:
            return faults.json({"message": "Unauthorized"}, status=401)
        back = quote(f"https://{call.entry.host}{call.request.rel_url}", safe="")
        return faults.redirect(f"https://{call.entry.host}/ap/signin?openid.return_to={back}")

    async def _nowhere(self, _call: Call) -> web.Response:
        """Answer for what does not exist."""
        return faults.html("Page not found", status=404)

    def _is_at(self, route: Route, host: str) -> bool:
        """Return whether a route belongs to a host and, among dialects, to the one that is spoken."""
        return host in names(route.host) and (self.dialect is None or route.dialect in {None, self.dialect})

    def _routes(self) -> list[Route]:
        """Gather the routes of all rooms."""
        apps = Apps(self.sessions)
        return [
            *apps.routes(),
            *SignIn(self.accounts, self.sessions, apps).routes(),
            *(self._shown(route) for route in Privacy(self.sessions).routes()),
            *Echo(self.sessions).routes(),
            *greedy.routes(),
            *habits.routes(),
            *thief.routes(),
            *other_histories.routes(self.sessions, lambda: self.smart_home),
            *(route for dialect in self.dialects.values() for route in dialect.routes()),
        ]

    def _shown(self, route: Route) -> Route:
        """Let Amazon's own addresses show the pages of the dialect that is spoken."""
        if route.kind != "page" or not route.path.endswith(("/rvh", "/myad")):
            return route

        async def answer(call: Call) -> web.Response:
            return self.dialects[self.dialect or "list"].show(call, recordings=route.path.endswith("/rvh"))

        return route._replace(answer=answer)

    def _clock(self) -> datetime:
        """Tell the time by the clock that is set."""
        return self.now()


def names(host: Host) -> set[str]:
    """Return the names of a host."""
    return {host} if host in {Host.ALEXA_API, Host.ASSETS} else {f"{host}.amazon.{site}" for site in SITES}


def hosts() -> list[str]:
    """Return every host name that is answered for."""
    return sorted(set().union(*(names(host) for host in Host)))


# Certificates are made once in a process, for all stand-ins: they take longer than to start one.


@cache
def authority() -> trustme.CA:
    """Return who signs the certificate."""
    return trustme.CA()


@cache
def server_context() -> ssl.SSLContext:
    """Return a context with a certificate for every host name."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority().issue_cert(*hosts()).configure_cert(context)
    return context


@cache
def client_context() -> ssl.SSLContext:
    """Return a context that trusts the certificate."""
    return ssl.create_default_context(cadata=authority().cert_pem.bytes().decode())


async def without_empty_date(_request: web.Request, response: web.StreamResponse) -> None:
    """Leave out a Date that says nothing; aiohttp would put in its own."""
    if not response.headers.get("Date"):
        response.headers.pop("Date", None)


def drop(request: web.Request) -> web.Response:
    """Cut a connection; the response is for form's sake."""
    assert request.transport is not None
    request.transport.abort()
    return web.Response()
