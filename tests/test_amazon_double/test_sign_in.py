"""The real library signs in, through Home Assistant's own sessions."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from aioamazondevices.api import AmazonEchoApi
from aioamazondevices.exceptions import CannotAuthenticate, CannotRetrieveData
from aioamazondevices.structures import AmazonSaveDataConfig
from aiohttp import ClientConnectorError, ClientSession
from homeassistant.core import HomeAssistant
from homeassistant.helpers.aiohttp_client import async_create_clientsession
import pytest

from tests.amazon_double import Account, AmazonDouble, Fault
from tests.amazon_double.accounts import system_clock
from tests.helpers.double import NOW

type Library = Callable[..., AmazonEchoApi]


@pytest.fixture
def library(hass: HomeAssistant, account: Account, tmp_path: Path) -> Library:
    """Return what makes the library, for the account or with something wrong."""

    def make(*, email: str = account.email, password: str = account.password, **kwargs: Any) -> AmazonEchoApi:
        save_data = AmazonSaveDataConfig(path=tmp_path)
        return AmazonEchoApi(async_create_clientsession(hass), email, password, save_data=save_data, **kwargs)

    return make


async def test_end_to_end(amazon: AmazonDouble, account: Account, library: Library) -> None:
    """Sign-in starts at .com, ends on the account's site, and gives everything there is to store."""
    login_data = await library().login.login_mode_interactive(account.code)
    assert login_data["site"] == "https://www.amazon.de"
    assert login_data["customer_info"]["user_id"] == account.user_id
    assert login_data["account_customer_id"] == account.customer_id
    assert set(login_data["website_cookies"].values()) <= set(account.secrets) | {"de-DE"}
    assert login_data["store_authentication_cookie"]["cookie"] in account.secrets
    assert next(entry.host for entry in amazon.requests if entry.kind == "signin") == "www.amazon.com"
    assert amazon.requests[-1].host == "alexa.amazon.de"
    assert amazon.count("register") == amazon.count("capabilities") == 1


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"email": "nobody@example.org"}, "e-mail"),
        ({"password": "wrong"}, "password"),
        ({"code": "000000"}, "code"),
    ],
)
async def test_wrong(account: Account, library: Library, wrong: dict[str, str], message: str) -> None:
    """Each mistake is told in an error box."""
    code = wrong.pop("code", account.code)
    with pytest.raises(CannotAuthenticate, match=message):
        await library(**wrong).login.login_mode_interactive(code)


async def test_captcha(account: Account, library: Library) -> None:
    """A puzzle stops the library; in Japan a second try in Japanese gets past it."""
    account.captcha = "always"
    with pytest.raises(CannotAuthenticate):
        await library().login.login_mode_interactive(account.code)
    account.captcha = "unless Japanese"
    await library().login.login_mode_interactive(account.code)


async def test_older_page(account: Account, amazon: AmazonDouble, client: ClientSession) -> None:
    """A client that sends e-mail and password at once gets to the code."""
    answer = await client.get("/ap/signin")
    workflow = (await answer.text()).split('name="workflowState" value="')[1].split('"')[0]
    form = {"workflowState": workflow, "email": account.email, "password": account.password}
    answer = await client.post("/ap/signin", data=form)
    assert 'id="auth-mfa-otpcode"' in await answer.text()


async def test_stored_sign_in_reads_history(amazon: AmazonDouble, account: Account, library: Library) -> None:
    """The library's own history reader understands the "new Alexa" listing."""
    amazon.now = system_clock
    # Of four in a row one has no device in this listing, and the library leaves it out.
    said = [account.say("what a day", device=account.devices[1]).timestamp for _ in range(8)]
    api = library(login_data=amazon.login_data(account))
    await api.login.login_mode_stored_data()
    history = await api._history_handler.get_vocal_history()
    assert history[account.devices[1].serial].title == "what a day"
    assert history[account.devices[1].serial].timestamp in said
    assert amazon.count("rah") == 1


async def test_refused_renewal(amazon: AmazonDouble, account: Account, library: Library) -> None:
    """A refresh token that is not accepted any more renews nothing."""
    api = library(login_data=amazon.login_data(account))
    amazon.fail(Fault.REFUSED, "token")
    with pytest.raises(CannotRetrieveData):
        await api.login.login_mode_stored_data()
    await api.login.login_mode_stored_data()
    amazon.sign_everyone_out()
    with pytest.raises(CannotRetrieveData):
        await api._http_wrapper.refresh_data("auth_cookies")
    with pytest.raises(CannotAuthenticate):
        await api.login.obtain_account_customer_id()


async def test_renewal(amazon: AmazonDouble, account: Account, client: ClientSession, library: Library) -> None:
    """Whoever renews says who they are, and where; an access token is good for an hour."""
    login_data = amazon.login_data(account)
    await library(login_data=login_data).login.login_mode_stored_data()
    form = dict(next(parse_qsl(entry.body) for entry in amazon.requests if entry.kind == "token"))
    form["requested_token_type"] = "access_token"
    address = "https://api.amazon.com/auth/token"
    for name, wrong in (("domain", "www.amazon.made-up"), ("source_token", "made up"), ("source_token_type", "")):
        assert (await client.post(address, data=form | {name: wrong})).status == 400
    nobody = {name: value for name, value in form.items() if not name.startswith("di.")}
    assert (await client.post(address, data=nobody)).status == 400
    renewed = await (await client.post(address, data=form)).json()
    assert renewed["expires_in"] == 3600
    bearer = f"Bearer {renewed['access_token']}"
    app = amazon.sessions.bearer(bearer)
    assert app
    assert app.account is account
    amazon.now = lambda: NOW + timedelta(hours=1)
    assert amazon.sessions.bearer(bearer) is None


async def test_nobody_else_is_reached(hass: HomeAssistant, amazon: AmazonDouble) -> None:
    """Other names do not resolve, not even those that look like Amazon's."""
    session = async_create_clientsession(hass)
    for host in ("example.org", "www.amazon.de.example.org", "notamazon.de"):
        with pytest.raises(ClientConnectorError):
            await session.get(f"https://{host}/")
    assert not amazon.requests
