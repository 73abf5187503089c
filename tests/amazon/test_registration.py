"""A device is registered for a code, and removed again."""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
import json as plain_json
from typing import Any

from aiohttp import ClientSession, CookieJar, TCPConnector
import pytest
from yarl import URL

from custom_components.alexa_privacy.amazon import registration
from custom_components.alexa_privacy.amazon.credentials import Credentials
from custom_components.alexa_privacy.amazon.errors import (
    AmazonError,
    BadResponse,
    CannotConnect,
    CodeExpired,
    RegistrationRefused,
    SignedOut,
    Throttled,
    TokenRefused,
)
from custom_components.alexa_privacy.amazon.history import History
from custom_components.alexa_privacy.amazon.login import LandingPage, SignInAttempt, read_landing_page
from custom_components.alexa_privacy.amazon.registration import deregister, register
from custom_components.alexa_privacy.amazon.session import AmazonSession
from custom_components.alexa_privacy.amazon.sites import SITES
from tests.amazon_double import Account, AmazonDouble, Fault
from tests.amazon_double.faults import INSTEAD, html, json, raw
from tests.helpers.sign_in_pages import sign_in_at_amazon
from tests.helpers.timing import QUICK


@pytest.fixture
async def http(amazon: AmazonDouble) -> AsyncIterator[ClientSession]:
    """Return an aiohttp session of one sign-in."""
    connector = TCPConnector(resolver=amazon.resolver(), ssl=amazon.ssl_context())
    async with ClientSession(connector=connector, cookie_jar=CookieJar()) as session:
        yield session


async def arrive(amazon: AmazonDouble, account: Account, attempt: SignInAttempt) -> LandingPage:
    """Sign in at Amazon and paste the address."""
    return read_landing_page(await sign_in_at_amazon(amazon, account, attempt.address), attempt)


async def sign_in(amazon: AmazonDouble, account: Account, http: ClientSession, domain: str = "de") -> Credentials:
    """Sign in all the way."""
    attempt = SignInAttempt.begin(domain)
    return await register(http, attempt, await arrive(amazon, account, attempt), pace=QUICK)


async def listed(amazon: AmazonDouble, credentials: Credentials) -> int:
    """Return how many recordings a sign-in lists, with nothing but what is stored of it."""
    stored = Credentials.from_dict(plain_json.loads(plain_json.dumps(credentials.as_dict())))
    connector = TCPConnector(resolver=amazon.resolver(), ssl=amazon.ssl_context())
    async with ClientSession(connector=connector, cookie_jar=CookieJar()) as http:
        history = History(AmazonSession(http, stored, pace=QUICK))
        recordings, _ = await history.first_page(0, history.now())
        return len(recordings)


async def test_a_sign_in(amazon: AmazonDouble, account: Account, http: ClientSession) -> None:
    """Account, device and refresh token are what there is to store, and enough to list from then on."""
    attempt = SignInAttempt.begin("de")
    landing = await arrive(amazon, account, attempt)
    assert landing.account == account.user_id
    assert amazon.apps(account) == []
    credentials = await register(http, attempt, landing, pace=QUICK)
    assert credentials.as_dict() == {
        "site": "https://www.amazon.de",
        "user_id": account.user_id,
        "customer_id": account.customer_id,
        "serial": attempt.serial,
        "refresh_token": credentials.refresh_token,
    }
    (app,) = amazon.apps(account)
    assert (app.serial, app.name, app.site) == (attempt.serial, "Home Assistant: Alexa Privacy", "de")
    assert await listed(amazon, credentials) > 0
    assert amazon.count("register") == 1
    assert amazon.count("capabilities", "welcome") == 0


@pytest.mark.parametrize("site", SITES)
async def test_every_site(amazon: AmazonDouble, account: Account, http: ClientSession, site: str) -> None:
    """All of it is asked of the site that was chosen, and of the token service."""
    credentials = await sign_in(amazon, account, http, site)
    own = {f"{host}.amazon.{site}" for host in ("www", "alexa", "api")}
    assert {request.host for request in amazon.requests} == own | {"api.amazon.com"}
    assert credentials.domain == site
    await deregister(http, credentials, pace=QUICK)
    assert amazon.apps(account) == []


@pytest.mark.parametrize(
    "meets",
    [
        {"passkey"},
        {"approval"},
        {"code_choice"},
        {"account_picker"},
        {"phone_number"},
        {"new_password"},
        {"code_choice", "account_picker", "phone_number", "new_password"},
    ],
    ids=lambda pages: "+".join(sorted(pages)),
)
@pytest.mark.parametrize("captcha", ["never", "always"])
async def test_whatever_amazon_asks(
    amazon: AmazonDouble, account: Account, http: ClientSession, meets: set[Any], captcha: Any
) -> None:
    """A person gets past every page; nothing of it concerns the sign-in."""
    account.meets, account.captcha = meets, captcha
    credentials = await sign_in(amazon, account, http)
    assert await listed(amazon, credentials) > 0


async def test_an_account_of_the_far_east(amazon: AmazonDouble, account: Account, http: ClientSession) -> None:
    """At another site than its own it lists nothing, without an error; signed in at its own it lists all."""
    account.site, account.home_region = "com.au", "FE"
    assert await listed(amazon, await sign_in(amazon, account, http, "co.jp")) == 0
    assert await listed(amazon, await sign_in(amazon, account, http, "com.au")) > 0


async def test_a_code_is_good_once(amazon: AmazonDouble, account: Account, http: ClientSession) -> None:
    """Pasted again it registers nothing, and the device that it did register stays."""
    attempt = SignInAttempt.begin("de")
    landing = await arrive(amazon, account, attempt)
    await register(http, attempt, landing, pace=QUICK)
    with pytest.raises(CodeExpired):
        await register(http, attempt, landing, pace=QUICK)
    assert [app.serial for app in amazon.apps(account)] == [attempt.serial]


async def test_the_page_of_an_earlier_link(amazon: AmazonDouble, account: Account, http: ClientSession) -> None:
    """Its code belongs to another verifier, or another device."""
    earlier, attempt = SignInAttempt.begin("de"), SignInAttempt.begin("de")
    landing = await arrive(amazon, account, earlier)
    for wrong in (attempt, replace(earlier, verifier=attempt.verifier), replace(earlier, serial=attempt.serial)):
        with pytest.raises(CodeExpired):
            await register(http, wrong, landing, pace=QUICK)
    assert amazon.apps(account) == []
    assert (await register(http, earlier, landing, pace=QUICK)).serial == earlier.serial


async def test_a_code_of_another_site(amazon: AmazonDouble, account: Account, http: ClientSession) -> None:
    """It is good at its own only."""
    attempt = SignInAttempt.begin("de")
    landing = await arrive(amazon, account, attempt)
    with pytest.raises(CodeExpired):
        await register(http, replace(attempt, domain="fr"), landing, pace=QUICK)
    assert amazon.apps(account) == []


ANSWERS: list[tuple[Callable[[], Any], type[AmazonError]]] = [
    (lambda: json({"response": {"error": {"code": "InvalidValue", "message": "x"}}}, status=400), CodeExpired),
    (lambda: json({"response": {"error": {"code": "CredentialError", "message": "x"}}}, status=401), CodeExpired),
    (lambda: json({"response": {"error": {"code": "Forbidden", "message": "x"}}}, status=403), RegistrationRefused),
    (lambda: json({"response": {"error": {"code": "DeviceLimit"}}}), RegistrationRefused),
    (lambda: json({"response": {}}), RegistrationRefused),
    (lambda: json({"response": []}), BadResponse),
    (lambda: json([]), BadResponse),
    (lambda: json({}, status=400), BadResponse),
    (lambda: json({"response": {"error": {"code": "a b\n"}}}, status=400), BadResponse),
    (lambda: json({"response": {"error": {"code": "ServerError"}}}, status=500), CannotConnect),
    (lambda: json({"message": "Rate exceeded"}, status=400), Throttled),
    (lambda: json({}, status=429), Throttled),
    (lambda: html("Service unavailable", status=503), CannotConnect),
    (lambda: html("Sign in", body='<form action="/ap/signin"></form>'), BadResponse),
    (lambda: html("Forbidden", status=403), BadResponse),
    (lambda: json({"response": {"success": {}}}), BadResponse),
    (lambda: json({"response": {"success": {"tokens": {"bearer": {"access_token": 7}}}}}), BadResponse),
]


@pytest.mark.parametrize(("answer", "error"), ANSWERS)
async def test_a_registration_that_amazon_refuses(
    amazon: AmazonDouble,
    account: Account,
    http: ClientSession,
    monkeypatch: pytest.MonkeyPatch,
    answer: Callable[[], Any],
    error: type[AmazonError],
) -> None:
    """Each answer is understood, and the request is not repeated."""
    attempt = SignInAttempt.begin("de")
    landing = await arrive(amazon, account, attempt)
    monkeypatch.setitem(INSTEAD, Fault.REFUSED, answer)
    amazon.fail(Fault.REFUSED, "register")
    with pytest.raises(AmazonError) as raised:
        await register(http, attempt, landing, pace=QUICK)
    assert type(raised.value) is error or isinstance(raised.value, error)
    assert amazon.count("register") == 1
    assert_silent(raised.value, landing.code, attempt.verifier, attempt.serial)


@pytest.mark.parametrize(
    ("fault", "where", "error"),
    [
        (Fault.DROPPED, "me", CannotConnect),
        (Fault.UNAVAILABLE, "me", CannotConnect),
        (Fault.THROTTLED, "me", Throttled),
        (Fault.UNAUTHORIZED, "me", SignedOut),
        (Fault.DROPPED, "token", CannotConnect),
        (Fault.REFUSED, "token", TokenRefused),
        (Fault.TRUNCATED, "token", BadResponse),
    ],
)
async def test_a_failure_leaves_no_device_behind(
    amazon: AmazonDouble,
    account: Account,
    http: ClientSession,
    fault: Fault,
    where: str,
    error: type[AmazonError],
) -> None:
    """What was registered before something failed is removed again."""
    amazon.fail(fault, where, times=None)
    with pytest.raises(AmazonError) as raised:
        await sign_in(amazon, account, http)
    assert isinstance(raised.value, error)
    assert amazon.count("register") == amazon.count("deregister") == 1
    assert amazon.apps(account) == []


@pytest.mark.parametrize("fault", [Fault.HTML, Fault.NOT_FOUND, Fault.JSON_LIST, Fault.NO_LIST, Fault.BAD_REQUEST])
async def test_an_account_that_is_not_described(
    amazon: AmazonDouble, account: Account, http: ClientSession, fault: Fault
) -> None:
    """The sign-in is as good without the id that devices are named by."""
    amazon.fail(fault, "me", times=None)
    credentials = await sign_in(amazon, account, http)
    assert credentials.customer_id is None
    assert await listed(amazon, credentials) > 0


async def test_a_device_that_cannot_be_removed_hides_no_error(
    amazon: AmazonDouble, account: Account, http: ClientSession
) -> None:
    """The reason why the sign-in failed is what is raised."""
    amazon.fail(Fault.THROTTLED, "me", times=None)
    amazon.fail(Fault.DROPPED, "deregister", times=None)
    with pytest.raises(Throttled):
        await sign_in(amazon, account, http)
    assert len(amazon.apps(account)) == 1


async def test_one_device_is_removed_and_no_other(amazon: AmazonDouble, account: Account, http: ClientSession) -> None:
    """The refresh token of that one ends, and those of the others do not."""
    other = Credentials.from_login_data(amazon.login_data(account))
    credentials = await sign_in(amazon, account, http)
    assert len(amazon.apps(account)) == 2
    amazon.clear_log()
    await deregister(http, credentials, pace=QUICK)
    assert [app.serial for app in amazon.apps(account)] == [other.serial]
    assert amazon.counts() == {"token": 1, "deregister": 1}
    assert amazon.requests[-1].host == "api.amazon.de"
    with pytest.raises(TokenRefused):
        await listed(amazon, credentials)
    assert await listed(amazon, other) > 0
    with pytest.raises(TokenRefused):
        await deregister(http, credentials, pace=QUICK)


async def test_a_borrowed_device_is_never_removed(amazon: AmazonDouble, account: Account, http: ClientSession) -> None:
    """Nothing is even asked."""
    credentials = replace(Credentials.from_login_data(amazon.login_data(account)), serial=None)
    with pytest.raises(ValueError, match="borrowed"):
        await deregister(http, credentials, pace=QUICK)
    assert not amazon.requests


@pytest.mark.parametrize(
    ("fault", "where", "error"),
    [
        (Fault.DROPPED, "token", CannotConnect),
        (Fault.REFUSED, "token", TokenRefused),
        (Fault.JSON_LIST, "token", BadResponse),
        (Fault.HTML, "token", BadResponse),
        (Fault.UNAVAILABLE, "deregister", CannotConnect),
        (Fault.THROTTLED_200, "deregister", Throttled),
        (Fault.UNAUTHORIZED, "deregister", SignedOut),
        (Fault.HTML, "deregister", BadResponse),
    ],
)
async def test_a_removal_that_fails(
    amazon: AmazonDouble,
    account: Account,
    http: ClientSession,
    fault: Fault,
    where: str,
    error: type[AmazonError],
) -> None:
    """It says so, and can be tried again."""
    credentials = await sign_in(amazon, account, http)
    amazon.fail(fault, where)
    with pytest.raises(AmazonError) as raised:
        await deregister(http, credentials, pace=QUICK)
    assert isinstance(raised.value, error)
    assert_silent(raised.value, credentials.refresh_token)
    await deregister(http, credentials, pace=QUICK)
    assert amazon.apps(account) == []


@pytest.mark.parametrize("where", ["register", "token", "deregister"])
async def test_no_secret_follows_a_redirect(
    amazon: AmazonDouble, account: Account, http: ClientSession, where: str
) -> None:
    """Code, token and verifier go to the one address they are for."""
    leads = raw(status="307 Temporary Redirect", headers={"Location": "https://www.amazon.de/ap/maplanding"})
    credentials = await sign_in(amazon, account, http)
    amazon.clear_log()
    amazon.fail(Fault.RAW, where, raw=[leads])
    with pytest.raises(AmazonError):
        await (sign_in(amazon, account, http) if where == "register" else deregister(http, credentials, pace=QUICK))
    # The person who signs in gets there once.
    assert amazon.count("landing") == (where == "register")


REFUSALS = [
    *((status, {"error": name}, True) for status in (400, 401, 403) for name in ("invalid_grant", "invalid_token")),
    (400, {"response": {"error": {"code": "InvalidToken", "message": "x"}}}, True),
    (401, {"response": {"error": {"code": "CredentialError"}}}, True),
    (400, {"error": "unauthorized_client"}, True),
    (401, {"message": "Unauthorized"}, True),
    (403, {}, True),
    (400, {"error": "invalid_request"}, False),
    (400, {"error": "unsupported_token_type"}, False),
    (400, {"error": "ServiceUnavailable"}, False),
    (403, {"response": {"error": {"code": "ServerError"}}}, False),
    (400, {"message": "Rate exceeded"}, False),
    (400, {"message": "Bad request"}, False),
    (403, {"message": "Forbidden"}, False),
    (401, {"error": None}, False),
    (401, {"error": "what is this?"}, False),
    (400, [], False),
    (500, {"error": "invalid_grant"}, False),
    (404, {"error": "invalid_grant"}, False),
    (200, {"error": "invalid_grant"}, False),
]


@pytest.mark.parametrize(("status", "answer", "is_refused"), REFUSALS)
async def test_only_a_refused_token_means_signing_in_again(
    amazon: AmazonDouble,
    account: Account,
    http: ClientSession,
    monkeypatch: pytest.MonkeyPatch,
    status: int,
    answer: Any,
    is_refused: bool,
) -> None:
    """Everything else backs off and is tried again."""
    stored = Credentials.from_dict(Credentials.from_login_data(amazon.login_data(account)).as_dict())
    asked_to_sign_in: list[None] = []
    session = AmazonSession(http, stored, on_signed_out=lambda: asked_to_sign_in.append(None), pace=QUICK)
    monkeypatch.setitem(INSTEAD, Fault.REFUSED, lambda: json(answer, status=status))
    amazon.fail(Fault.REFUSED, "token", times=None)
    with pytest.raises(AmazonError) as raised:
        await History(session).first_page(0, 1)
    assert isinstance(raised.value, TokenRefused) is isinstance(raised.value, SignedOut) is is_refused
    assert len(asked_to_sign_in) == is_refused
    if is_refused:
        assert amazon.counts() == {"token": 1}
    amazon.heal()
    session._throttled_until = 0.0
    await History(session).first_page(0, 1)


@pytest.mark.parametrize("fault", [Fault.HTML, Fault.DROPPED, Fault.UNAVAILABLE, Fault.TRUNCATED, Fault.SIGN_IN])
async def test_a_token_service_that_is_away(
    amazon: AmazonDouble, account: Account, http: ClientSession, fault: Fault
) -> None:
    """Nobody is asked to sign in for that, not even by a page that asks to."""
    stored = Credentials.from_dict(Credentials.from_login_data(amazon.login_data(account)).as_dict())
    session = AmazonSession(http, stored, on_signed_out=pytest.fail, pace=QUICK)
    amazon.fail(fault, "token", times=None)
    if fault is Fault.SIGN_IN:
        amazon.heal()
        leads = raw(status="302 Found", headers={"Location": "https://www.amazon.com/ap/signin"})
        amazon.fail(Fault.RAW, "token", times=None, raw=[leads])
    with pytest.raises((CannotConnect, BadResponse)):
        await History(session).first_page(0, 1)
    assert amazon.count("page", "v2", "v1") == 0


async def test_cookies_of_the_start_are_not_made_twice(
    amazon: AmazonDouble, account: Account, http: ClientSession
) -> None:
    """Where fresh cookies open nothing, more of them would not either."""
    stored = Credentials.from_dict(Credentials.from_login_data(amazon.login_data(account)).as_dict())
    amazon.fail(Fault.SIGN_IN, "page", times=None)
    with pytest.raises(SignedOut):
        await History(AmazonSession(http, stored, pace=QUICK)).first_page(0, 1)
    assert amazon.counts() == {"token": 1, "page": 1}


async def test_a_start_does_not_pause(amazon: AmazonDouble, account: Account, http: ClientSession) -> None:
    """Between the token service and the page there is nothing to wait for."""
    stored = Credentials.from_dict(Credentials.from_login_data(amazon.login_data(account)).as_dict())
    session = AmazonSession(http, stored, pace=replace(QUICK, pause=3600.0))
    async with session._lock:
        await session._renew()
    assert session._not_before == 0.0


def test_what_is_sent_is_encoded_once() -> None:
    """The addresses of the app services are those of the site."""
    assert registration._app_url("co.uk", registration.REGISTER) == URL("https://api.amazon.co.uk/auth/register")


def assert_silent(error: BaseException, *secrets: str) -> None:
    """Check that an error and all that led to it name no secret and no query."""
    seen: list[BaseException | None] = [error]
    while seen:
        current = seen.pop()
        if current is None:
            continue
        text = repr(current) + str(current) + repr(current.args)
        assert not [secret for secret in secrets if secret in text]
        seen += [current.__cause__, current.__context__]
