"""One signed-in, paced session with Amazon: cookies, renewal, anti-CSRF tokens and error handling.

All requests go through here: a caller gets a valid response or an AmazonError.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import tzinfo
from enum import StrEnum
from functools import partial
from http import HTTPMethod
from http.cookies import SimpleCookie
from time import monotonic
from typing import Final

from aiohttp import ClientResponse, ClientSession
from yarl import URL

from .clock import AmazonClock, read_date
from .credentials import Credentials
from .errors import AmazonError, BadResponse, CannotConnect, Refused, SignedOut, Throttled, TokenRefused
from .pace import Pace
from .request_stats import KindStats, RequestKind, RequestStats
from .responses import (
    MOST_COOKIES,
    MOST_PAUSE,
    Expect,
    PageInstead,
    PassingFault,
    Request,
    Response,
    StaleToken,
    check_cookies,
    classify_response,
    find_csrf_token,
    is_token,
    redirect_target,
    take_as_it_is,
)
from .token_service import FORM, TOKEN_URL, TokenType, renewed_cookies, token_form
from .transfer import guarded, in_thread_if_large, receive, sent
from .unknown_responses import UnknownResponses

PRIVACY_PAGES: Final = "/alexa-privacy/"
HISTORY_PAGE: Final = "/alexa-privacy/apd/rvh"
CSRF_HEADER: Final = "anti-csrftoken-a2z"
_CSRF_COOKIE: Final = "csrf"

# Clients assume that an anti-CSRF token lives 2 to 24 h, and a stale one is noticed by its 403 (amazon-protocol.md §1).
CSRF_LIFETIME: Final = 12 * 60 * 60
# A privacy page that was loaded while signed in this recently need not be loaded again.
FRESH: Final = 60.0
MOST_REDIRECTS: Final = 3
_READING: Final = frozenset({HTTPMethod.GET, HTTPMethod.HEAD})

_USUAL: Final = Pace()
_USER_AGENT: Final = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/152.0.0.0 Safari/537.36"
)
_HEADERS: Final = {"User-Agent": _USER_AGENT, "Accept-Language": "en-US,en;q=0.8"}

type Render = Callable[[str], Request]


class Host(StrEnum):
    """The two hosts of the account's own site: one for the privacy pages, one for the Alexa app."""

    WWW = "www"
    ALEXA = "alexa"


class AmazonSession:
    """One account's session: at most one request at a time, paced; throttling pauses all of them."""

    def __init__(
        self,
        http: ClientSession,
        credentials: Credentials,
        *,
        on_signed_out: Callable[[], None] = lambda: None,
        zone: tzinfo | None = None,
        pace: Pace = _USUAL,
    ) -> None:
        """Take an aiohttp session of its own, and the home's `zone`.

        Call `on_signed_out` each time the owner has to sign in again.
        """
        self.credentials = credentials
        self.zone = zone
        self.pace = pace
        self.request_stats = RequestStats()
        self.clock = AmazonClock()
        self.unknown = UnknownResponses()
        self._http = http
        self._site = URL(credentials.site).origin()
        self._alexa = URL.build(scheme="https", host=f"{Host.ALEXA}.amazon.{credentials.domain}")
        self._on_signed_out = on_signed_out
        self._lock = asyncio.Lock()
        self._not_before = 0.0
        self._throttled_until = 0.0
        self.unanswered_since: float | None = None
        """When (monotonic) the first request without a response was sent; None once Amazon responds."""
        self._throttle_wait = self.pace.throttle_first
        self._csrf: str | None = None
        self._csrf_time = 0.0
        self._cookies: Mapping[str, Mapping[str, str]] = {}
        if credentials.cookies:
            check_cookies(credentials.cookies)
            self._cookies = {f".amazon.{credentials.domain}": credentials.cookies}
            self._fill_jar(self._cookies)

    @property
    def paused_for(self) -> float:
        """Seconds until the next request is allowed; 0 if it is allowed now."""
        return max(0.0, self._throttled_until - monotonic())

    @property
    def has_cookies(self) -> bool:
        """Return whether there are cookies: some that came with the sign-in, or made from its refresh token."""
        return bool(self._cookies)

    async def fetch[T](
        self,
        render: Render,
        kind: RequestKind,
        read: Callable[[Response], T],
        *,
        host: Host = Host.WWW,
        csrf: bool = False,
        expect: Expect = Expect.JSON,
        repeatable: bool = True,
        optional: bool = False,
    ) -> T:
        """Send what `render` builds with the anti-CSRF token (empty unless `csrf`); return what `read` returns for it.

        A dead session, a stale token and a passing fault are each fixed and tried again once, if `repeatable`. Nobody
        is asked to sign in again for what is `optional`: Amazon may want the password for that address alone. `read`
        may run in a thread; what it raises besides AmazonError is a BadResponse, and the outline of what it refuses is
        kept. Raises CannotConnect, SignedOut, Throttled, Withdrawn, Refused or BadResponse.
        """

        async def get_token() -> str:
            return await self._csrf_token(host) if csrf else ""

        async def attempt() -> T:
            return await self._once(render(await get_token()), kind, read, expect, host)

        async with self._lock:
            try:
                if repeatable:
                    return await self._insist(attempt)
                # At least cookies and token can be fetched repeatedly.
                token = await self._insist(get_token)
            except SignedOut:
                if not optional:
                    self._on_signed_out()
                raise
            try:
                return await self._once(render(token), kind, read, expect, host)
            except StaleToken:
                self._forget_csrf()
                raise

    async def pass_on(self, request: Request, *, is_shown: bool = False) -> Response:
        """Send a request of Amazon's own page, and return the response as it is; redirects are not followed.

        An ended session is renewed once, but only a reading is sent again. `is_shown`: whether the owner sees the page.
        Raises CannotConnect, SignedOut, Throttled, Refused, or BadResponse for what cannot be read or leads elsewhere.
        """
        url = self._address(self._site, request)
        headers = {**request.headers, "Origin": str(self._site)} if request.method not in _READING else request.headers

        async def attempt() -> Response:
            async with self._turn(RequestKind.VISIT, self.pace.visit_pause) as stats:
                response, body = await self._transfer(stats, RequestKind.VISIT, request, url, headers)
                return await self._digest(RequestKind.VISIT, response, body, partial(take_as_it_is, is_shown=is_shown))

        async with self._lock:
            try:
                if request.method in _READING:
                    return await self._insist(attempt)
                await self._make_cookies()
                try:
                    return await attempt()
                except SignedOut as err:
                    await self._renew()
                    raise Refused("the sign-in was renewed, and the request was not sent again") from err
            except SignedOut:
                self._on_signed_out()
                raise

    def cookies(self) -> dict[str, str]:
        """Return the cookies that go to the account's site."""
        return {name: cookie.value for name, cookie in self._http.cookie_jar.filter_cookies(self._site).items()}

    async def _insist[T](self, attempt: Callable[[], Awaitable[T]]) -> T:
        """Retry until it works or the same error occurs twice; the first attempt makes the cookies."""
        fixed: set[type[AmazonError]] = {TokenRefused}
        while True:
            try:
                fixed |= await self._make_cookies()
                return await attempt()
            except PageInstead as err:
                if not await self._is_signed_out():
                    raise
                if SignedOut in fixed:
                    raise SignedOut("Amazon requires a new sign-in") from err
                reason: type[AmazonError] = SignedOut
            except (StaleToken, SignedOut, PassingFault) as err:
                reason = type(err)
                if reason is StaleToken:
                    self._forget_csrf()
                if reason in fixed:
                    raise
            fixed.add(reason)
            if reason is SignedOut:
                await self._renew()

    async def _make_cookies(self) -> set[type[AmazonError]]:
        """Make cookies if there are none, and return the errors that new cookies would not fix."""
        if self._cookies:
            return set()
        await self._renew()
        return {SignedOut}

    async def _is_signed_out(self) -> bool:
        """Return whether the privacy page asks to sign in; one request, unless it was loaded a moment ago."""
        if self._csrf is not None and monotonic() - self._csrf_time < FRESH:
            return False
        self._csrf = None
        try:
            await self._csrf_token(Host.WWW)
        except SignedOut:
            return True
        return False

    async def _csrf_token(self, host: Host) -> str:
        """Return the anti-CSRF token: of the page, cached for a while, or of the Alexa app's cookie."""
        if host is Host.ALEXA:
            cookie = self._http.cookie_jar.filter_cookies(self._alexa).get(_CSRF_COOKIE)
            return cookie.value if cookie else ""
        if self._csrf is None or monotonic() - self._csrf_time > CSRF_LIFETIME:
            page = Request(method=HTTPMethod.GET, target=HISTORY_PAGE)
            self._csrf = await self._once(
                page, RequestKind.PAGE, lambda answer: find_csrf_token(answer.head), Expect.HTML, host
            )
            self._csrf_time = monotonic()
        return self._csrf

    def _forget_csrf(self) -> None:
        self._csrf = None
        self._http.cookie_jar.clear(lambda cookie: cookie.key == _CSRF_COOKIE)

    async def _once[T](
        self, request: Request, kind: RequestKind, read: Callable[[Response], T], expect: Expect, host: Host
    ) -> T:
        """Send one request to the account's site, follow redirects of GET within it, and return the response."""
        site = self._alexa if host is Host.ALEXA else self._site
        url = self._address(site, request)
        referer = {"Referer": str(site.with_path(HISTORY_PAGE))} if host is Host.WWW else {}
        headers = {**referer, **request.headers}
        if request.method != HTTPMethod.GET:
            headers["Origin"] = str(site)
        follow = request.method == HTTPMethod.GET and expect is not Expect.ANYTHING
        for _ in range(MOST_REDIRECTS + 1):
            async with self._turn(kind) as stats:
                response, body = await self._transfer(stats, kind, request, url, headers)
                found = await self._digest(kind, response, body, partial(_follow_or_read, expect, read, follow=follow))
                if not isinstance(found, URL):
                    return found
            # The request's own headers are not sent to the target of a redirect.
            url, headers = found, referer
        raise BadResponse("Amazon's redirects do not end")

    def _address(self, site: URL, request: Request) -> URL:
        """Return where a request goes; raises Refused if that is not the account's own site."""
        url = site.join(URL(request.target, encoded=True))
        if url.origin() != site:
            raise Refused("a request may only go to the account's own site")
        return url

    @asynccontextmanager
    async def _turn(self, kind: RequestKind, pause: float | None = None) -> AsyncIterator[KindStats]:
        """Wait until a request is allowed, for `pause` seconds at most, and record how it ends."""
        if self._http.closed:
            raise CannotConnect("the account is no longer loaded")
        if (wait := self.paused_for) > 0:
            raise Throttled(wait)
        await asyncio.sleep(min(self.pace.pause if pause is None else pause, self._not_before - monotonic()))
        self.unanswered_since = self.unanswered_since or monotonic()
        try:
            with self.request_stats.note(kind) as stats:
                yield stats
        except CannotConnect, Throttled:
            raise
        except BaseException:
            self.unanswered_since = None
            raise
        self.unanswered_since = None

    async def _transfer(
        self, stats: KindStats, kind: RequestKind, request: Request, url: URL, headers: Mapping[str, str]
    ) -> tuple[ClientResponse, bytes]:
        """Send a request and read the entire response within limits."""
        response: ClientResponse | None = None
        try:
            headers = {**_HEADERS, **headers}
            async with sent(self._http, request.method, url, headers, request.body, self.pace) as response:
                stats.status = response.status
                return response, await receive(response)
        except BadResponse as err:
            if response is not None:
                self.unknown.note(kind, err, response, None)
            raise
        finally:
            # The token service is another one than the privacy pages: set-up need not pause between the two.
            if kind is not RequestKind.RENEWAL:
                self._not_before = monotonic() + self.pace.pause
            self._tidy_jar()

    async def _digest[T](
        self, kind: RequestKind, response: ClientResponse, body: bytes, read: Callable[[ClientResponse, bytes], T]
    ) -> T:
        """Return what `read` returns for a response; throttling pauses the account, longer each time in a row."""
        try:
            found = await in_thread_if_large(len(body), guarded, read, response, body)
        except Throttled as err:
            wait = min(max(err.retry_after, self._throttle_wait), MOST_PAUSE)
            self._throttle_wait = min(self._throttle_wait * 2, MOST_PAUSE)
            self._throttled_until = monotonic() + wait
            raise Throttled(wait) from err
        except (BadResponse, Refused) as err:
            if not isinstance(err, StaleToken):
                await in_thread_if_large(len(body), self.unknown.note, kind, err, response, body)
            raise
        self._throttle_wait = self.pace.throttle_first
        self.clock.read(read_date(response.headers.getall("Date", ())))
        return found

    async def _renew(self) -> None:
        """Make fresh cookies from the refresh token; registering again would log other clients out (§1).

        Raises TokenRefused if Amazon refuses the token itself; any other failure may pass.
        """
        form = token_form(self.credentials.refresh_token, TokenType.COOKIES, self.credentials.domain)
        request = Request(method=HTTPMethod.POST, target=TOKEN_URL.path, body=form)
        async with self._turn(RequestKind.RENEWAL) as stats:
            response, body = await self._transfer(stats, RequestKind.RENEWAL, request, TOKEN_URL, FORM)
            read = partial(renewed_cookies, self.credentials.domain)
            by_domain = await self._digest(RequestKind.RENEWAL, response, body, read)
        self._http.cookie_jar.clear()
        self._csrf = None
        self._cookies = by_domain
        self._fill_jar(by_domain)

    def _fill_jar(self, by_domain: Mapping[str, Mapping[str, str]]) -> None:
        """Put cookies into the jar for a domain and all its hosts."""
        for domain, cookies in by_domain.items():
            jar: SimpleCookie = SimpleCookie()
            for name, value in cookies.items():
                jar[name] = value
                jar[name]["domain"] = domain
                jar[name]["path"] = "/"
            self._http.cookie_jar.update_cookies(jar, URL.build(scheme="https", host=domain.lstrip(".")))
        self._tidy_jar()

    def _tidy_jar(self) -> None:
        """Mark all cookies as secure, drop unusable tokens, and start over if a server would refuse their length."""
        jar = self._http.cookie_jar
        jar.clear(lambda cookie: cookie.key == _CSRF_COOKIE and not is_token(cookie.value))
        if sum(len(cookie.key) + len(cookie.value) for cookie in jar) > 2 * MOST_COOKIES:
            jar.clear()
            self._fill_jar(self._cookies)
        for cookie in jar:
            cookie["secure"] = True


def _follow_or_read[T](
    expect: Expect, read: Callable[[Response], T], response: ClientResponse, body: bytes, *, follow: bool
) -> T | URL:
    """Return what `read` returns for a response, or the target of a redirect to follow."""
    target = redirect_target(response) if follow else None
    return read(classify_response(response, body, expect)) if target is None else target
