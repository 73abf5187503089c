"""One signed-in, paced connection to Amazon: cookies, renewal, anti-CSRF, and what each answer means."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import tzinfo
from enum import StrEnum
from http import HTTPMethod, HTTPStatus
from http.cookies import CookieError, SimpleCookie
from time import monotonic
from typing import Any, Final

from aiohttp import ClientError, ClientHandlerType, ClientRequest, ClientResponse, ClientSession, ClientTimeout
from yarl import URL

from .answers import (
    Answer,
    Expect,
    PassingFault,
    Request,
    StaleToken,
    cookies_by_domain,
    find_csrf_token,
    understand,
)
from .clock import AmazonClock
from .credentials import Credentials
from .errors import AmazonError, BadAnswer, CannotConnect, Refused, SignedOut, Throttled
from .traffic import Asked, Asking, Traffic

PRIVACY_PAGES: Final = "/alexa-privacy/"
HISTORY_PAGE: Final = "/alexa-privacy/apd/rvh"
CSRF_HEADER: Final = "anti-csrftoken-a2z"
_CSRF_COOKIE: Final = "csrf"

# Page-to-page pauses of 0.3 to 1 s are in use; long histories need 30 s or more for an answer; clients assume that an
# anti-CSRF token lives 2 to 24 h, and a stale one is noticed by its 403 (amazon-protocol.md §1).
PAUSE: Final = 0.5
TIMEOUT: Final = ClientTimeout(total=60)
CSRF_LIFETIME: Final = 12 * 60 * 60
THROTTLE_FIRST: Final = 30.0
THROTTLE_MOST: Final = 15 * 60.0

_TOKEN_URL: Final = URL("https://api.amazon.com/auth/token")
_USER_AGENT: Final = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/152.0.0.0 Safari/537.36"
)

type Render = Callable[[str], Request]


class Host(StrEnum):
    """The two hosts of the account's own site: that of the privacy pages, and that of the Alexa app."""

    WWW = "www"
    ALEXA = "alexa"


class AmazonSession:
    """One account's connection: at most one request at a time, paced; throttling pauses all of them."""

    def __init__(
        self,
        http: ClientSession,
        credentials: Credentials,
        *,
        on_renewed: Callable[[Credentials], None] | None = None,
        zone: tzinfo | None = None,
    ) -> None:
        """Take an aiohttp session of its own; `on_renewed` is told of fresh cookies, `zone` is the home's."""
        self.credentials = credentials
        self.zone = zone
        self.traffic = Traffic()
        self.clock = AmazonClock()
        self._http = http
        self._site = URL(credentials.site)
        self._alexa = URL.build(scheme="https", host=f"{Host.ALEXA}.amazon.{credentials.domain}")
        self._on_renewed = on_renewed
        self._lock = asyncio.Lock()
        self._not_before = 0.0
        self._throttled_until = 0.0
        self._throttle_wait = THROTTLE_FIRST
        self._csrf: str | None = None
        self._csrf_time = 0.0
        self._fill_jar({f".amazon.{credentials.domain}": credentials.cookies})

    @property
    def paused_for(self) -> float:
        """Seconds until Amazon may be asked again; 0 if it may be now."""
        return max(0.0, self._throttled_until - monotonic())

    async def send(
        self,
        render: Render,
        asking: Asking,
        *,
        host: Host = Host.WWW,
        csrf: bool = False,
        expect: Expect = Expect.JSON,
        repeatable: bool = True,
    ) -> Answer:
        """Send what `render` makes of the anti-CSRF token (empty unless `csrf`), and return the understood answer.

        A dead session, a stale token and a passing fault are each mended and tried again once, if `repeatable`. Raises
        CannotConnect, SignedOut, Throttled, Withdrawn, Refused or BadAnswer.
        """
        mended: set[type[AmazonError]] = set()
        async with self._lock:
            while True:
                try:
                    request = render(await self._csrf_token(host) if csrf else "")
                    return await self._once(request, asking, expect, host)
                except (StaleToken, SignedOut, PassingFault) as err:
                    if isinstance(err, StaleToken):
                        self._forget_csrf()
                    if type(err) in mended or not repeatable:
                        raise
                    mended.add(type(err))
                    if isinstance(err, SignedOut):
                        await self._renew()

    async def _csrf_token(self, host: Host) -> str:
        """Return the anti-CSRF token: of the page unless it is known and young enough, or the Alexa app's cookie."""
        if host is Host.ALEXA:
            cookie = self._http.cookie_jar.filter_cookies(self._alexa).get(_CSRF_COOKIE)
            return cookie.value if cookie else ""
        if self._csrf is None or monotonic() - self._csrf_time > CSRF_LIFETIME:
            page = await self._once(Request(method=HTTPMethod.GET, target=HISTORY_PAGE), Asking.PAGE, Expect.HTML)
            self._csrf = find_csrf_token(page.text())
            self._csrf_time = monotonic()
        return self._csrf

    def _forget_csrf(self) -> None:
        """Let the anti-CSRF tokens of both hosts be fetched anew."""
        self._csrf = None
        self._http.cookie_jar.clear(lambda cookie: cookie.key == _CSRF_COOKIE)

    async def _once(self, request: Request, asking: Asking, expect: Expect, host: Host = Host.WWW) -> Answer:
        """Send one request to the account's site and say what its answer means."""
        site = self._alexa if host is Host.ALEXA else self._site
        url = site.join(URL(request.target, encoded=True))
        if url.origin() != site:
            raise Refused("a request may only go to the account's own site")
        referer = {"Referer": str(site.with_path(HISTORY_PAGE))} if host is Host.WWW else {}
        headers = {**referer, **request.headers}
        if request.method != HTTPMethod.GET:
            headers["Origin"] = str(site)
        async with self._turn(asking) as asked:
            response, body = await self._transfer(
                asked,
                request.method,
                url,
                headers=headers,
                data=request.body,
                allow_redirects=expect is Expect.HTML,
                # A browser names no content type where there is no content.
                skip_auto_headers={"Content-Type"},
            )
            return self._understand(response, body, expect)

    @asynccontextmanager
    async def _turn(self, asking: Asking) -> AsyncIterator[Asked]:
        """Wait until a request may be sent, and note how it ends."""
        if self._http.closed:
            raise CannotConnect("the account is not set up any more")
        if (wait := self.paused_for) > 0:
            raise Throttled(wait)
        await asyncio.sleep(min(PAUSE, self._not_before - monotonic()))
        with self.traffic.note(asking) as asked:
            yield asked

    async def _transfer(self, asked: Asked, method: str, url: URL, **options: Any) -> tuple[ClientResponse, bytes]:
        """Send, and read the whole answer."""
        options["headers"] = {"User-Agent": _USER_AGENT, "Accept-Language": "en-US,en;q=0.8", **options["headers"]}
        try:
            async with self._http.request(
                method, url, timeout=TIMEOUT, middlewares=(_never_resend,), **options
            ) as response:
                asked.status = response.status
                return response, await response.read()
        except (ClientError, TimeoutError) as err:
            raise PassingFault(f"Amazon could not be reached ({type(err).__name__})") from err
        finally:
            self._not_before = monotonic() + PAUSE

    def _understand(self, response: ClientResponse, body: bytes, expect: Expect) -> Answer:
        """Return the answer; throttling pauses the account, each time for longer until an answer comes again."""
        try:
            answer = understand(response, body, expect)
        except Throttled as err:
            wait = max(err.retry_after, self._throttle_wait)
            self._throttle_wait = min(self._throttle_wait * 2, THROTTLE_MOST)
            self._throttled_until = monotonic() + wait
            raise Throttled(wait) from err
        self._throttle_wait = THROTTLE_FIRST
        self.clock.read(answer.date)
        return answer

    async def _renew(self) -> None:
        """Fetch fresh cookies with the refresh token; registering again would log other clients out (§1)."""
        form = {
            "app_name": "AioAmazonDevices",
            "app_version": "2.2.663733.0",
            "di.sdk.version": "6.12.4",
            "di.hw.version": "iPhone",
            "di.os.name": "iOS",
            "di.os.version": "18.5",
            "platform": "iOS",
            "current_version": "6.12.4",
            "previous_version": "6.12.4",
            "package_name": "com.amazon.echo",
            "source_token": self.credentials.refresh_token,
            "source_token_type": "refresh_token",
            "requested_token_type": "auth_cookies",
            "domain": self._site.host,
        }
        async with self._turn(Asking.RENEWAL) as asked:
            response, body = await self._transfer(
                asked, "POST", _TOKEN_URL, data=form, headers={}, allow_redirects=False
            )
            if response.status in {HTTPStatus.BAD_REQUEST, HTTPStatus.FORBIDDEN}:
                raise SignedOut("Amazon does not renew this sign-in any more")
            by_domain = cookies_by_domain(self._understand(response, body, Expect.JSON).json)
        self._http.cookie_jar.clear()
        self._fill_jar(by_domain)
        self._csrf = None
        fresh = {name: value for cookies in by_domain.values() for name, value in cookies.items()}
        self.credentials = replace(self.credentials, cookies=fresh)
        if self._on_renewed:
            self._on_renewed(self.credentials)

    def _fill_jar(self, by_domain: Mapping[str, Mapping[str, str]]) -> None:
        """Put cookies into the jar for a domain and all its hosts."""
        for domain, cookies in by_domain.items():
            jar: SimpleCookie = SimpleCookie()
            for name, value in cookies.items():
                try:
                    jar[name] = value
                except CookieError as err:
                    raise BadAnswer("Amazon gave a cookie that cannot be sent back") from err
                jar[name]["domain"] = domain
                jar[name]["path"] = "/"
            self._http.cookie_jar.update_cookies(jar, URL.build(scheme="https", host=domain.lstrip(".")))


async def _never_resend(request: ClientRequest, handler: ClientHandlerType) -> ClientResponse:
    """Keep aiohttp from sending a PUT or DELETE a second time by itself when a kept-alive connection breaks."""
    try:
        return await handler(request)
    except ClientError as err:
        raise PassingFault(f"Amazon could not be reached ({type(err).__name__})") from err
