"""A proxy for Amazon's own privacy pages during one lesson.

The browser opens them below an unguessable path, in a sandbox with its own origin: they can neither read Home
Assistant's tokens nor reach its API. Amazon's cookies stay in Home Assistant, and the browser's never go to Amazon.
"""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
import re
import secrets
from time import time
from typing import Any, Final
from urllib.parse import quote, unquote

from aiohttp import hdrs, web
import orjson
from yarl import URL

from ..amazon.errors import AmazonError, CannotConnect, SignedOut, Throttled
from ..amazon.learn import Exchange, read_exchange
from ..amazon.learn.exchange import MOST_BODY, is_page_header
from ..amazon.responses import Request, Response
from ..amazon.session import PRIVACY_PAGES, AmazonSession
from ..amazon.transfer import in_thread_if_large
from ..const import DOMAIN

ADDRESS: Final = f"/api/{DOMAIN}/visit/"
# Where a page sends, in one simple request, what a browser would ask Home Assistant's permission for.
PACKED: Final = "/!"
SANDBOX: Final = "sandbox allow-scripts allow-forms allow-modals"
# Amazon's hosts for the scripts and pictures of all its pages; browsers load them without cookies.
ASSETS: Final = " ".join(
    f"https://{host}"
    for host in ("m.media-amazon.com", "images-na.ssl-images-amazon.com", "images-eu.ssl-images-amazon.com")
)
MOST_KEPT: Final = 64 * 1024 * 1024

_AGAIN: Final = frozenset({HTTPStatus.TEMPORARY_REDIRECT, HTTPStatus.PERMANENT_REDIRECT})
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"})
_HOOK: Final = Path(__file__).with_name("visit_hook.js").read_text("utf-8")
_MOST_DECODED: Final = 8
_MOST_HEADERS: Final = 60
_TARGET: Final = re.compile(r"/[!-\"$-~]{1,8000}")
_UNSAFE: Final = re.compile(r"\\|//|[\x00-\x1f\x7f]|/\.{1,2}(?:[/;]|$)")
_HEADER: Final = re.compile(r"[a-z0-9-]{1,60}")
_HEADER_VALUE: Final = re.compile(r"[\t -~]{0,8000}")
_PROXIES: Final = ("x-forwarded", "x-real-ip")
# What the browser says itself, where the page did not pack it.
_DIRECT: Final = frozenset({"accept", "accept-language", "content-type"})
# What a page's scripts may read of an answer, besides its type; nothing that a proxy before Home Assistant obeys.
_ANSWERED: Final = re.compile(
    r"(?!x-frame|x-content-type|x-accel|x-sendfile|x-lighttpd|x-litespeed)(?:x-.+|.*csrf.*|etag|content-language)"
)
_TEXTS: Final = re.compile(r"json|html|text/|xml|urlencoded|javascript")
_NOT_KEPT: Final = re.compile(r"image|font|audio|video|css|script")
_CHARSET: Final = re.compile(r"charset=\"?([\w-]{1,40})", re.IGNORECASE)
# Everything is limited: what a page holds must not keep a thread busy.
_HEAD: Final = re.compile(r"<head(?:\s[^<>]{0,2000})?>", re.IGNORECASE)
_DOCTYPE: Final = re.compile(r"<!doctype[^<>]{0,2000}>", re.IGNORECASE)
_META: Final = re.compile(
    r"<meta\s[^<>]{0,2000}?http-equiv\s?=\s?[\"']?(?:content-sec|refresh)[^<>]{0,8000}>", re.IGNORECASE
)
_LINK: Final = r"""(\s(?:src|href|action|formaction|poster)\s?=\s?["']?)(?:{site})?/(?![/"'\s>])"""
_FORMS: Final[tuple[Callable[[str], str], ...]] = (
    str,
    lambda text: text.replace("/", "\\/"),
    lambda text: quote(text, safe=""),
)


class OutsideVisitError(Exception):
    """A request that a visit may not send."""


@dataclass(slots=True)
class PageRequest:
    """A request of a page: path and query at Amazon, headers and body."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes = b""
    is_shown: bool = False
    """Whether the response is shown to the owner, and not read by a script."""
    is_ping: bool = False


@dataclass(kw_only=True)
class Visit:
    """One visit: checks, sends and answers the requests of its pages."""

    session: AmazonSession
    first_page: str
    run: Callable[[Coroutine[Any, Any, Response | AmazonError]], asyncio.Task[Response | AmazonError]]
    on_exchange: Callable[[Exchange, PageRequest], None]
    on_failure: Callable[[AmazonError], None]
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    _page: str = ""
    _cookies: dict[str, str] = field(default_factory=dict, repr=False)
    """The cookies with anti-CSRF tokens that Amazon's page reads itself."""
    _kept: int = 0

    @property
    def prefix(self) -> str:
        """The prefix of the pages' addresses in the browser."""
        return f"{ADDRESS}{self.token}"

    @property
    def path(self) -> str:
        """The address of the page that was shown last."""
        return self.prefix + (self._page or self.first_page)

    @property
    def is_full(self) -> bool:
        """Return whether the visit has exceeded the limit of any lesson."""
        return self._kept > MOST_KEPT

    async def answer(self, request: web.Request, rest: str) -> web.Response:
        """Respond to one request of the browser; `rest` is what follows the prefix."""
        try:
            sent = await self._read(request, rest)
        except OutsideVisitError:
            return web.Response(status=HTTPStatus.FORBIDDEN, text="Not part of this lesson")
        if sent.is_shown and sent.method == hdrs.METH_GET:
            self._page = sent.target
        # A browser that hangs up does not take back what was sent: what came of it is to be seen.
        response = await asyncio.shield(self.run(self._ask(sent)))
        if isinstance(response, AmazonError):
            return _failed(response)
        return await in_thread_if_large(len(response.body), self.show, sent, response)

    async def _read(self, request: web.Request, rest: str) -> PageRequest:
        """Parse a browser's request; raises OutsideVisitError."""
        if (request.content_length or 0) > MOST_BODY:
            raise OutsideVisitError
        body = await request.read()
        if len(body) > MOST_BODY:
            raise OutsideVisitError
        if rest == PACKED and request.method == hdrs.METH_POST:
            sent = unpack(body)
        else:
            given = {name.lower(): value for name, value in request.headers.items()}
            headers = {name: value for name, value in given.items() if name in _DIRECT}
            is_shown = given.get("accept", "").startswith("text/html")
            sent = PageRequest(request.method, rest, headers, body, is_shown)
        check(sent.method, sent.target)
        sent.headers = {name: self._inward(value, request.host) for name, value in sent.headers.items()}
        if sent.body and _TEXTS.search(sent.headers.get("content-type", "text/")):
            text = sent.body.decode("utf-8", "surrogateescape")
            sent.body = self._inward(text, request.host).encode("utf-8", "surrogateescape")
        return sent

    def _inward(self, text: str, host: str) -> str:
        """Replace the visit's addresses in a text with Amazon's."""
        if not host or (host not in text and self.token not in text and quote(host, safe="") not in text):
            return text
        site = self.session.credentials.site.rstrip("/")
        origins = [f"{scheme}://{host}" for scheme in ("https", "http")]
        pairs = [(origin + self.prefix, site) for origin in origins] + [(origin, site) for origin in origins]
        for mine, theirs in [*pairs, (self.prefix, "")]:
            for form in _FORMS:
                text = text.replace(form(mine), form(theirs))
        return text

    async def _ask(self, sent: PageRequest) -> Response | AmazonError:
        """Send a request to Amazon; return the response or the error."""
        site = self.session.credentials.site.rstrip("/")
        # As the session writes names, so that none is sent twice.
        headers = {name.title(): value for name, value in sent.headers.items()}
        headers[hdrs.REFERER] = site + (self._page or self.first_page)
        request = Request(method=sent.method, target=sent.target, headers=headers, body=sent.body or None)
        cookies, moment = self.session.cookies(), round(time() * 1000)
        try:
            response = await self.session.pass_on(request, is_shown=sent.is_shown)
        except AmazonError as err:
            self.on_failure(err)
            return err
        self._cookies |= {name: each for name, each in response.script_cookies.items() if "csrf" in name.lower()}
        if "script" in response.content_type:
            return response
        answer = b"" if _NOT_KEPT.search(response.content_type) else response.body
        self._kept += len(sent.body) + len(answer)
        exchange = read_exchange(
            sent.method,
            site + sent.target,
            [*sent.headers.items(), ("cookie", "; ".join(f"{name}={value}" for name, value in cookies.items()))],
            sent.body.decode("utf-8", "replace") or None,
            status=response.status,
            answer=answer,
            answer_type=response.content_type,
            answer_headers={name: value for name, value in response.headers.items() if name != "set-cookie"},
            time=moment,
            is_ping=sent.is_ping,
        )
        self.on_exchange(exchange, sent)
        return response

    def show(self, sent: PageRequest, response: Response) -> web.Response:
        """Return a response for the browser."""
        status, kind = response.status, response.headers.get("content-type", "application/octet-stream")
        if location := response.headers.get("location", ""):
            return self._redirect(status, location, sent)
        headers = {name: value for name, value in response.headers.items() if _ANSWERED.fullmatch(name)}
        body = response.body
        if sent.is_shown and response.is_page:
            charset = _CHARSET.search(kind)
            try:
                text = body.decode(charset[1] if charset else "utf-8", "replace")
            except LookupError:
                text = body.decode("utf-8", "replace")
            body, kind = self._page_of(text, sent.target).encode(), "text/html; charset=utf-8"
        return web.Response(status=status, body=body, headers={**headers, hdrs.CONTENT_TYPE: kind})

    def _redirect(self, status: int, location: str, sent: PageRequest) -> web.Response:
        """Return a redirect within the privacy pages; a script's request is not sent again."""
        if not sent.is_shown and status in _AGAIN:
            return web.Response(status=HTTPStatus.BAD_GATEWAY, text="Amazon's answer cannot be shown")
        site = URL(self.session.credentials.site)
        try:
            url = site.join(URL(sent.target, encoded=True)).join(URL(location, encoded=True))
            check(hdrs.METH_GET, url.raw_path_qs)
        except OutsideVisitError, ValueError:
            return web.Response(status=HTTPStatus.FORBIDDEN, text="Not part of this lesson")
        return web.Response(status=status, headers={hdrs.LOCATION: self.prefix + url.raw_path_qs})

    def _page_of(self, text: str, target: str) -> str:
        """Return a page with our script before its own, so that all its requests come here."""
        site = self.session.credentials.site.rstrip("/")
        text = re.sub(
            _LINK.format(site=re.escape(site)), rf"\g<1>{self.prefix}/", _META.sub("", text), flags=re.IGNORECASE
        )
        config = {"site": site, "prefix": self.prefix, "target": target, "cookies": list(self._cookies.items())}
        imports = {PRIVACY_PAGES: self.prefix + PRIVACY_PAGES, f"{site}/": f"{self.prefix}/"}
        found = _HEAD.search(text) or _DOCTYPE.search(text)
        at = found.end() if found else 0
        script = _HOOK.replace("/*CONFIG*/", _in_script(config))
        import_map = _in_script({"imports": imports})
        return f"{text[:at]}<script>{script}</script><script type=importmap>{import_map}</script>{text[at:]}"


def check(method: str, target: str) -> None:
    """Raise OutsideVisitError unless a request goes to the privacy pages, however its address is decoded."""
    path = target.partition("?")[0]
    if method not in _METHODS or not _TARGET.fullmatch(target):
        raise OutsideVisitError
    for _ in range(_MOST_DECODED):
        if not path.startswith(PRIVACY_PAGES) or _UNSAFE.search(path):
            raise OutsideVisitError
        if (decoded := unquote(path)) == path:
            break
        path = decoded
    else:
        raise OutsideVisitError
    if URL(target, encoded=True).raw_path_qs != target:
        raise OutsideVisitError


def unpack(packed: bytes) -> PageRequest:
    """Return the request that our script packed into a simple one; raises OutsideVisitError."""
    line, _, body = packed.partition(b"\n")
    try:
        noted = orjson.loads(line)
        headers = {name.lower(): value for name, value in noted["headers"]}
        sent = PageRequest(noted["method"], noted["target"], headers, body, is_ping=noted.get("ping") is True)
        texts = [sent.method, sent.target, *headers.values()]
        if not all(isinstance(text, str) for text in texts) or len(headers) > _MOST_HEADERS:
            raise OutsideVisitError
    except (AttributeError, KeyError, TypeError, ValueError) as err:
        raise OutsideVisitError from err
    if not all(_HEADER.fullmatch(name) and _HEADER_VALUE.fullmatch(value) for name, value in headers.items()):
        raise OutsideVisitError
    sent.headers = {
        name: value for name, value in headers.items() if is_page_header(name) and not name.startswith(_PROXIES)
    }
    return sent


def dress(response: web.Response, prefix: str, host: str, origin: str | None) -> web.Response:
    """Add the headers for sandboxing and against caching, to every response because each may be opened directly."""
    # With its scheme: without, WebKit finds nothing to match in a sandbox. A proxy in front may end TLS.
    own = f"http://{host}{prefix}/ https://{host}{prefix}/"
    policy = {
        "default-src": "'none'",
        "script-src": f"{own} {ASSETS} 'unsafe-inline' 'unsafe-eval' blob:",
        "style-src": f"{own} {ASSETS} 'unsafe-inline'",
        "img-src": f"{own} {ASSETS} data: blob:",
        "font-src": f"{own} {ASSETS} data:",
        "media-src": f"{own} data: blob:",
        "connect-src": f"{own} {ASSETS}",
        "worker-src": f"{own} blob:",
        "form-action": own,
        "base-uri": own,
        "frame-ancestors": "'self'",
    }
    response.headers.update(
        {
            "Content-Security-Policy": "; ".join([*(" ".join(each) for each in policy.items()), SANDBOX]),
            "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), publickey-credentials-get=()",
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
            hdrs.CACHE_CONTROL: "no-store",
        }
    )
    if origin == "null":
        # The page itself: scripts of other sites do not know the path.
        response.headers.update({"Access-Control-Allow-Origin": "null", "Access-Control-Expose-Headers": "*"})
    return response


def _failed(err: AmazonError) -> web.Response:
    """Return the response for a failed request."""
    match err:
        case Throttled(retry_after=seconds):
            headers = {hdrs.RETRY_AFTER: f"{seconds:.0f}"}
            return web.Response(status=HTTPStatus.TOO_MANY_REQUESTS, headers=headers, text="Amazon asks to wait")
        case SignedOut():
            return web.Response(status=HTTPStatus.FORBIDDEN, text="Amazon asks to sign in again")
        case CannotConnect():
            return web.Response(status=HTTPStatus.BAD_GATEWAY, text="Amazon cannot be reached")
    return web.Response(status=HTTPStatus.BAD_GATEWAY, text="Amazon's answer cannot be shown")


def _in_script(value: Mapping[str, Any]) -> str:
    """Return JSON that is safe inside a script of a page."""
    return orjson.dumps(value).decode().replace("<", "\\u003c")
