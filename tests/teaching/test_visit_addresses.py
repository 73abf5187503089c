"""Where a visit leads, and what it answers: nothing but the account's own privacy pages, always in a sandbox."""

from collections.abc import Callable
from http import HTTPStatus
import random
from typing import Any
from urllib.parse import quote, unquote

from homeassistant.core import HomeAssistant
from hypothesis import given, settings, strategies as st
import orjson
import pytest
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.alexa_privacy.amazon.responses import Response
from custom_components.alexa_privacy.teaching.visit import OutsideVisitError, PageRequest, check, unpack
from custom_components.alexa_privacy.teaching.visit_session import VISITS
from tests.amazon_double import Account, AmazonDouble, Fault
from tests.conftest import SetUp
from tests.helpers.open_visit import OpenVisit
from tests.helpers.page import Page
from tests.helpers.waiting import until

OK = "/alexa-privacy/apd/rvh"
OUTSIDE = [
    *(
        "/",
        "/ap/signin",
        "/gp/css/homepage.html",
        "/alexa-privacy",
        "/alexa-privacyx/apd",
        "//evil.example/alexa-privacy/",
    ),
    *("/alexa-privacy/../ap/signin", "/alexa-privacy/apd/../../ap/signin", "/alexa-privacy/%2e%2e/ap/signin"),
    *(
        "/alexa-privacy/%252e%252e/ap",
        "/alexa-privacy/%25252e%25252e%25252fap",
        "/alexa-privacy/..%2fap",
        "/alexa-privacy/..",
    ),
    *(
        "/alexa-privacy/..;x/ap",
        "/alexa-privacy/.%2e/ap",
        "/alexa-privacy\\..\\ap",
        "/alexa-privacy/%5c..%5cap",
        "/alexa-privacy/a/..%3bb/",
    ),
    *(
        "/alexa-privacy//evil.example/",
        "/alexa-privacy/%2f/x",
        "/alexa-privacy/%00",
        "/alexa-privacy/a%0d%0aX: 1",
        "/ALEXA-PRIVACY/apd",
    ),
    *(
        "/alexa-privacy/\u2025/ap",
        "/%61lexa-privacy/../ap",
        "@evil.example/alexa-privacy/",
        ":443/alexa-privacy/",
        ".evil.example/alexa-privacy/",
    ),
]
ODD_PARTS = [
    "..",
    ".",
    "%2e",
    "%252e",
    "/",
    "%2f",
    "//",
    "\\",
    "%5c",
    ";",
    "@evil.example",
    "ap",
    "signin",
    "%00",
    "?",
    "#",
    "a",
    "alexa-privacy",
]
BROWSERS = {
    "Cookie": "ingress_session=hidden; session=of-home-assistant",
    "Authorization": "Bearer of-home-assistant",
    "X-Forwarded-For": "192.0.2.7",
    "User-Agent": "Phone of the owner",
    "X-Requested-With": "io.homeassistant.companion",
    "Proxy-Authorization": "Basic of-home-assistant",
}


@pytest.fixture
async def visit(
    account: Account, set_up: SetUp, page: Page, hass_client_no_auth: ClientSessionGenerator, amazon: AmazonDouble
) -> OpenVisit:
    """Open a lesson."""
    entry = await set_up(account, options={})
    visit = OpenVisit(page, await hass_client_no_auth(), entry.entry_id)
    await visit.open()
    amazon.clear_log()
    return visit


def assert_only_allowed(amazon: AmazonDouble) -> None:
    """See that nothing but privacy pages was asked for, by nobody but the account, with nothing of the browser."""
    for entry in amazon.requests:
        path = entry.raw_target.partition("?")[0]
        for _ in range(10):
            assert path.startswith("/alexa-privacy/"), entry.raw_target
            assert ".." not in path.split("/"), entry.raw_target
            assert "//" not in path, entry.raw_target
            path = unquote(path)
        assert entry.host == "www.amazon.de"
        assert entry.account
        said = str(dict(entry.headers))
        assert "of-home-assistant" not in said
        assert "192.0.2.7" not in said
        assert "Phone" not in said


@pytest.mark.parametrize("target", OUTSIDE)
def test_addresses_outside_are_refused(target: str) -> None:
    """However it is written, what leads out is no address of a visit."""
    with pytest.raises(OutsideVisitError):
        check("GET", target)


@pytest.mark.parametrize(
    "target",
    [OK, "/alexa-privacy/x?y=/../z&a=%2e%2e%2f", "/alexa-privacy/a%20b/c.d/..e", f"{OK}?u=https://evil.example/"],
)
def test_addresses_of_pages_are_allowed(target: str) -> None:
    """What a page asks for is, whatever its query says."""
    check("GET", target)
    for method in ("CONNECT", "OPTIONS", "TRACE", "get", "GET\r\n"):
        with pytest.raises(OutsideVisitError):
            check(method, target)


@settings(max_examples=300)
@given(st.lists(st.sampled_from(ODD_PARTS), max_size=12), st.integers(0, 3))
def test_odd_addresses_stay_inside(parts: list[str], times: int) -> None:
    """What is allowed begins with the privacy pages at each decoding, and never goes up."""
    path = "/".join(parts)
    for _ in range(times):
        path = quote(path)
    target = f"/alexa-privacy/{path}"
    try:
        check("GET", target)
    except OutsideVisitError:
        return
    decoded = target.partition("?")[0]
    for _ in range(10):
        assert decoded.startswith("/alexa-privacy/")
        assert not {"..", "."} & {part.partition(";")[0] for part in decoded.split("/")}
        assert "\\" not in decoded
        decoded = unquote(decoded)


@settings(max_examples=300)
@given(
    st.binary(max_size=200)
    | st.recursive(
        st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=20),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(st.sampled_from(["method", "target", "headers", "ping", "x"]), inner, max_size=5)
        ),
        max_leaves=12,
    ).map(lambda value: orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS) + b"\nbody")
)
def test_packed_requests_are_read_or_refused(packed: bytes) -> None:
    """Whatever is packed is a request in proper form, or none."""
    try:
        sent = unpack(packed)
    except OutsideVisitError:
        return
    assert isinstance(sent.method, str)
    assert isinstance(sent.target, str)
    assert all("\n" not in value for value in sent.headers.values())


async def test_nothing_else_reaches_amazon(visit: OpenVisit, amazon: AmazonDouble) -> None:
    """Hundreds of odd requests, packed and not: the stand-in is asked for privacy pages alone."""
    chance = random.Random(16)  # noqa: S311 - the same ones each time
    for target in OUTSIDE:
        assert (await visit.send("GET", target))[0] == HTTPStatus.FORBIDDEN
    assert not amazon.requests
    for _ in range(150):
        path = "/".join(chance.choices(ODD_PARTS, k=chance.randrange(1, 8)))
        target = chance.choice(
            [f"/alexa-privacy/{path}", path, f"/{path}", f"https://evil.example/{path}", f"{OK}?{path}"]
        )
        method = chance.choice(
            ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "CONNECT", "TRACE", "X\r\nY"]
        )
        headers = [each for each in BROWSERS.items() if each[0] != "Authorization" and chance.random() < 0.5]
        headers += [
            (
                chance.choice(["host", "x-a\r\nb", "origin", "referer", "cookie", "content-length"]),
                chance.choice(["evil.example", "a\r\nb: c", "9"]),
            )
        ]
        body = chance.choice([None, b"\x00\xff", b"a=1"])
        status, _ = await visit.send(method, target, body, headers)
        assert status in {200, 400, 403, 404}, status
        assert "sandbox" in visit.headers["Content-Security-Policy"]
    for _ in range(100):
        path = "/".join(chance.choices([part for part in ODD_PARTS if "#" not in part], k=chance.randrange(1, 6)))
        method = chance.choice(["GET", "POST", "PUT", "DELETE", "OPTIONS", "HEAD"])
        await visit.ask(f"/alexa-privacy/{path}", method, headers=BROWSERS)
    await visit.ask(OK, headers=BROWSERS)
    assert amazon.count("page") >= 1
    assert_only_allowed(amazon)


async def test_what_the_browser_sends_stays_here(visit: OpenVisit, amazon: AmazonDouble, account: Account) -> None:
    """The browser's cookies, its name, and what a proxy adds never reach Amazon; Amazon's cookies never reach it."""
    await visit.ask(OK, headers={**BROWSERS, "Accept": "text/html"})
    own = {"x-amz-thing": "1", "Authorization": "Bearer of-the-page", "X-Requested-With": "XMLHttpRequest"}
    status, _ = await visit.send("GET", OK, None, [*{**BROWSERS, **own}.items()])
    assert status == HTTPStatus.OK
    assert_only_allowed(amazon)
    sent = amazon.requests[-1].headers
    assert {name: sent[name] for name in own} == own
    assert "Set-Cookie" not in visit.headers
    cookies = amazon.login_data(account)["website_cookies"].values()
    assert not [value for value in cookies if value in str(visit.headers)]


async def test_addresses_in_bodies_are_amazons(visit: OpenVisit, amazon: AmazonDouble) -> None:
    """Where a page says where it is, it says Amazon's address; all else goes through byte for byte."""
    origin = str(visit.client.make_url("")).rstrip("/")
    here = origin + visit.prefix + OK
    body = {
        "page": here,
        "escaped": "%s",
        "origin": origin,
        "encoded": quote(here, safe=""),
        "umlaut": "ä",
        "path": visit.prefix + OK,
    }
    raw = orjson.dumps(body).replace(b"%s", here.replace("/", "\\/").encode())
    await visit.send(
        "POST", "/alexa-privacy/made-up-list/telemetry", raw, [("content-type", "application/json"), ("x-page", here)]
    )
    entry = amazon.requests[-1]
    theirs = f"https://www.amazon.de{OK}"
    assert orjson.loads(entry.body) == {
        "page": theirs,
        "escaped": theirs,
        "origin": "https://www.amazon.de",
        "encoded": quote(theirs, safe=""),
        "umlaut": "ä",
        "path": OK,
    }
    assert entry.headers["x-page"] == theirs
    assert visit.token not in entry.body
    binary = bytes(range(256))
    await visit.send(
        "POST", "/alexa-privacy/made-up-list/telemetry", binary, [("content-type", "application/octet-stream")]
    )
    assert amazon.requests[-1].body == binary.decode(errors="replace")


async def test_no_proxy_is_told_anything(hass: HomeAssistant, visit: OpenVisit) -> None:
    """A proxy before Home Assistant would answer with another page instead, outside the sandbox, or a file."""
    told = {"x-accel-redirect": "/", "X-Sendfile": "/config/secrets.yaml", "X-LiteSpeed-Location": "/", "x-amzn-a": "b"}
    session = hass.data[VISITS][visit.entry_id]
    assert session._visit
    answer = Response(200, "text/plain", b"", headers={name.lower(): value for name, value in told.items()})
    shown = session._visit.show(PageRequest("GET", OK, {}), answer)
    assert {name.lower() for name in shown.headers} == {"content-type", "x-amzn-a"}


async def test_redirects_stay_inside(hass: HomeAssistant, visit: OpenVisit) -> None:
    """One that leads out, or nowhere, is refused with a sentence; one that would send a deletion again is not shown."""
    page = hass.data[VISITS][visit.entry_id]._visit
    assert page

    def shown(location: str, status: int = 302, *, is_shown: bool = True) -> tuple[int, str | None]:
        answer = Response(status, "text/html", b"", headers={"location": location})
        found = page.show(PageRequest("GET", OK, {}, is_shown=is_shown), answer)
        assert found.text or "Location" in found.headers
        return found.status, found.headers.get("Location")

    for location in ("/alexa-privacy/apd/myad?a=b", "https://www.amazon.de/alexa-privacy/apd/myad?a=b", "myad?a=b"):
        assert shown(location) == (302, f"{visit.prefix}/alexa-privacy/apd/myad?a=b")
    for location in ("/ap/signin", "https://www.amazon.de/ap/signin?a=b", "../../ap", "https://[", "https://a:b/"):
        assert shown(location) == (403, None), location
    assert shown(OK, 307) == (307, visit.prefix + OK)
    assert shown(OK, 302, is_shown=False) == (302, visit.prefix + OK)
    assert shown(OK, 308, is_shown=False) == (502, None)


async def test_every_answer_is_in_a_sandbox(
    hass: HomeAssistant, visit: OpenVisit, amazon: AmazonDouble, timing: Callable[..., None]
) -> None:
    """Pages, pictures, data, refusals, errors and pages that are gone: each may be opened by itself."""

    def sandboxed() -> None:
        policy = visit.headers["Content-Security-Policy"]
        assert policy.endswith("; sandbox allow-scripts allow-forms allow-modals")
        assert "frame-ancestors 'self'" in policy
        assert "allow-same-origin" not in policy
        assert visit.headers["Cache-Control"] == "no-store"
        assert visit.headers["X-Content-Type-Options"] == "nosniff"
        assert visit.headers["Referrer-Policy"] == "no-referrer"
        assert "Set-Cookie" not in visit.headers

    async def check_all(*asked: Any) -> list[int]:
        statuses = []
        for address, method, more in asked:
            status, _ = await visit.ask(address, method, **more)
            statuses.append(status)
            sandboxed()
        return statuses

    html: dict[str, Any] = {"headers": {"Accept": "text/html"}}
    session = hass.data[VISITS][visit.entry_id]._account.session
    statuses = await check_all(
        (OK, "GET", html),
        ("/alexa-privacy/made-up-list/picture.svg", "GET", {}),
        ("/alexa-privacy/made-up-list/preferences", "GET", {}),
        ("/alexa-privacy/nowhere", "GET", html),
        ("/ap/signin", "GET", html),
        ("", "GET", html),
        ("/!", "POST", {"data": b"nonsense"}),
        ("/!", "GET", {}),
        (OK, "OPTIONS", {"headers": {"Access-Control-Request-Method": "POST", "Origin": "null"}}),
        (OK, "HEAD", {}),
        ("/!", "POST", {"data": b"x" * (1024 * 1024 + 1)}),
    )
    assert statuses == [200, 200, 200, 404, 403, 404, 403, 403, 403, 404, 403]
    for fault, status in {
        Fault.DROPPED: 502,
        Fault.UNAVAILABLE: 503,
        Fault.THROTTLED: 429,
        Fault.BAD_REQUEST: 400,
        Fault.HTML: 200,
    }.items():
        amazon.fail(fault, "page", times=2)
        assert await check_all((OK, "GET", html)) == [status], fault
        amazon.heal()
        # Nothing is asked of Amazon for a moment after it wanted to be asked less.
        await until(lambda: session.paused_for <= 0)
    token = visit.token
    for wrong in ("x", token[:-1], f"{token}x", "%00", ""):
        visit.token = wrong
        assert await check_all((OK, "GET", html)) == [404]
    visit.token = token
    await visit.close()
    assert await check_all((OK, "GET", html), ("/!", "POST", {"data": b"x"})) == [404, 404]
