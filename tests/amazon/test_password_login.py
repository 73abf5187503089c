"""Sign in with email, password and code: what is met instead of the code page, and what is left behind."""

from collections.abc import AsyncIterator
from typing import Any

from aiohttp import ClientSession, CookieJar, TCPConnector
import pytest

from custom_components.alexa_privacy.amazon.credentials import Credentials
from custom_components.alexa_privacy.amazon.errors import (
    AmazonError,
    CountryMissing,
    SignInRefused,
    UnexpectedSignInPage,
)
from custom_components.alexa_privacy.amazon.password_login import sign_in
from custom_components.alexa_privacy.amazon.registration import deregister
from custom_components.alexa_privacy.amazon.sign_in_pages import SignInPage, read_sign_in_page
from tests.amazon_double import Account, AmazonDouble, Fault
from tests.helpers.leaks import found
from tests.helpers.timing import QUICK


@pytest.fixture
async def http(amazon: AmazonDouble, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[ClientSession]:
    """Return an aiohttp session of one sign-in; the library does not wait before it tries again."""

    async def no_sleep(_seconds: float) -> None:
        """Go on at once."""

    monkeypatch.setattr("aioamazondevices.http_wrapper.asyncio.sleep", no_sleep)
    connector = TCPConnector(resolver=amazon.resolver(), ssl=amazon.ssl_context())
    async with ClientSession(connector=connector, cookie_jar=CookieJar()) as session:
        yield session


async def enter(http: ClientSession, account: Account, **instead: str) -> Credentials:
    """Enter email, password and code."""
    entered = {"email": account.email, "password": account.password, "code": account.code} | instead
    return await sign_in(http, entered["email"], entered["password"], entered["code"])


async def test_a_sign_in_with_a_password(amazon: AmazonDouble, account: Account, http: ClientSession) -> None:
    """It stores what a sign-in in the browser stores, and its device has our name and can be removed."""
    credentials = await enter(http, account)
    (app,) = amazon.apps(account)
    assert credentials.as_dict() == {
        "site": "https://www.amazon.de",
        "user_id": account.user_id,
        "customer_id": account.customer_id,
        "serial": app.serial,
        "refresh_token": credentials.refresh_token,
    }
    assert app.name == "Home Assistant: Alexa Privacy"
    await deregister(http, credentials, pace=QUICK)
    assert amazon.apps(account) == []


PAGES: dict[Any, SignInPage] = {
    "passkey": SignInPage.PASSKEY,
    "approval": SignInPage.APPROVAL,
    "code_choice": SignInPage.CODE_BY_MESSAGE,
    "account_picker": SignInPage.ACCOUNT_PICKER,
    "phone_number": SignInPage.PHONE_NUMBER,
    "new_password": SignInPage.NEW_PASSWORD,
}


@pytest.mark.parametrize(("challenge", "page"), PAGES.items())
async def test_a_page_instead_of_the_code(
    amazon: AmazonDouble, account: Account, http: ClientSession, challenge: Any, page: SignInPage
) -> None:
    """It is named; nothing is registered, and nothing of the sign-in stands in the error."""
    account.meets = {challenge}
    with pytest.raises(UnexpectedSignInPage) as raised:
        await enter(http, account)
    assert raised.value.page is page
    assert amazon.count("register") == 0
    assert_silent(raised.value, account)


async def test_a_page_that_nobody_has_seen(amazon: AmazonDouble, account: Account, http: ClientSession) -> None:
    """It is another one, and no wrong password."""
    amazon.fail(Fault.HTML, "signin")
    with pytest.raises(UnexpectedSignInPage) as raised:
        await enter(http, account)
    assert raised.value.page is SignInPage.OTHER


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"email": "nobody@example.org"}, "e-mail"),
        ({"password": "wrong"}, "password"),
        ({"code": "000000"}, "code"),
    ],
)
async def test_what_is_wrong_is_said_in_amazons_words(
    account: Account, http: ClientSession, wrong: dict[str, str], message: str
) -> None:
    """A page that asks again for what was entered is none of the others."""
    with pytest.raises(SignInRefused, match=message) as raised:
        await enter(http, account, **wrong)
    assert type(raised.value) is SignInRefused
    assert_silent(raised.value, account)


async def test_no_country_of_residence(amazon: AmazonDouble, account: Account, http: ClientSession) -> None:
    """It turns out after the registration, which is undone."""
    account.country = ""
    with pytest.raises(CountryMissing):
        await enter(http, account)
    assert amazon.count("register") == amazon.count("deregister") == 1
    assert amazon.apps(account) == []


@pytest.mark.parametrize("where", ["token", "welcome", "capabilities", "me"])
@pytest.mark.parametrize("fault", [Fault.DROPPED, Fault.HTML, Fault.BAD_REQUEST])
async def test_a_failure_after_the_registration_leaves_no_device(
    amazon: AmazonDouble, account: Account, http: ClientSession, fault: Fault, where: str
) -> None:
    """Wherever it happens."""
    amazon.fail(fault, where, times=None)
    with pytest.raises(AmazonError) as raised:
        await enter(http, account)
    assert amazon.count("register") == amazon.count("deregister") == 1
    assert amazon.apps(account) == []
    assert_silent(raised.value, account)


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        ("", SignInPage.OTHER),
        ("<html>", SignInPage.OTHER),
        ("<p>claimspicker and auth-mfa-otpcode</p>", SignInPage.OTHER),
        ('<input id="ap_password"><span id="auth-signin-via-passkey-btn">', None),
        ('<input id="ap_password"><input id="auth-captcha-guess">', SignInPage.CAPTCHA),
        ("<form name='claimspicker'>", SignInPage.CODE_BY_MESSAGE),
        ('<FORM ID = "pollingForm">', SignInPage.APPROVAL),
        ('<div class="a-section cvf-account-switcher">', SignInPage.ACCOUNT_PICKER),
        ("<" * 100_000, SignInPage.OTHER),
        ('id="' * 100_000, SignInPage.OTHER),
    ],
    ids=lambda value: str(value)[:30],
)
def test_pages_by_their_marks(page: str, kind: SignInPage | None) -> None:
    """Ids, names and classes say what a page is, not its words; a passkey that is offered besides is no page."""
    assert read_sign_in_page(page) is kind


def assert_silent(error: BaseException, account: Account) -> None:
    """Check that an error and all that led to it name no secret, and no address with a query."""
    current: BaseException | None = error
    while current is not None:
        text = f"{current!r} {current}"
        assert not found(set(account.secrets), set(), text)
        assert "openid" not in text
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
