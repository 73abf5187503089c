"""Adding an account, signing in again, changing how, with a password: with the real sign-in library."""

import asyncio
from typing import Any

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers.translation import async_get_translations
import pytest

from custom_components.alexa_privacy import config_flow
from custom_components.alexa_privacy.amazon.errors import CannotConnect
from custom_components.alexa_privacy.amazon.sign_in_pages import SignInPage
from custom_components.alexa_privacy.const import CONF_CREDENTIALS, CONF_RECIPES, DOMAIN
from tests.amazon_double import Account, AmazonDouble, Fault
from tests.conftest import SetUp, state
from tests.helpers.sign_in import answers, begin, choose, enter, enter_password, land

OTHER_EMAIL = "noah@example.org"


@pytest.fixture
def other(amazon: AmazonDouble) -> Account:
    """Give somebody else an account."""
    return amazon.add_account(Account.generate(seed=8, size=5, email=OTHER_EMAIL))


def suggested(form: Any) -> str:
    """Return the email that a form suggests."""
    [username] = [key.default() for key in form["data_schema"].schema if str(key) == "username"]
    return str(username)


async def test_sign_in(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, hass_storage: dict[str, Any]
) -> None:
    """From nothing to a counted account; the password is nowhere."""
    form = await begin(hass)
    assert (form["type"], form["step_id"], form["errors"]) == (FlowResultType.FORM, "password", {})
    result = await enter(hass, form, answers(account, code=f" {account.code[:3]} {account.code[3:]}"))

    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["title"] == account.email
    entry = result["result"]
    assert entry.unique_id == account.user_id
    assert entry.data.keys() == {"username", CONF_CREDENTIALS}
    assert entry.data[CONF_CREDENTIALS]["site"] == "https://www.amazon.de"
    assert entry.data[CONF_CREDENTIALS]["customer_id"] == account.customer_id
    assert entry.state is ConfigEntryState.LOADED
    assert state(hass, "recordings") == str(account.held)

    await hass.async_stop(force=True)
    assert entry.data[CONF_CREDENTIALS]["refresh_token"] in repr(hass_storage["core.config_entries"])
    for kept in (repr(dict(entry.data)), repr(hass_storage)):
        assert account.password not in kept
        assert account.code not in kept


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"username": "nobody@example.org"}, "No account of ours has this e-mail address"),
        ({"password": "wrong"}, "This password is not the right one"),
        ({"code": "000000"}, "This code is not valid"),
    ],
)
async def test_refused(hass: HomeAssistant, account: Account, wrong: dict[str, str], message: str) -> None:
    """Amazon's own words are shown, the e-mail is kept in the form, and the next attempt works."""
    result = await enter(hass, await begin(hass), answers(account, **wrong))
    assert (result["type"], result["step_id"]) == (FlowResultType.FORM, "password")
    assert result["errors"] == {"base": "invalid_auth"}
    assert message in result["description_placeholders"]["message"]
    assert suggested(result) == wrong.get("username", account.email)
    assert not hass.config_entries.async_entries(DOMAIN)

    result = await enter(hass, result, answers(account))
    assert result["type"] is FlowResultType.CREATE_ENTRY


async def test_error_is_shown_once(hass: HomeAssistant, account: Account) -> None:
    """An error of one attempt is not shown with the next one's."""
    result = await enter(hass, await begin(hass), answers(account, code="000000"))
    assert result["description_placeholders"]["message"]
    account.captcha = "always"
    result = await enter(hass, result, answers(account))
    assert result["errors"] == {"base": "page_captcha"}
    assert not result["description_placeholders"]["message"]


@pytest.mark.parametrize("is_named", [True, False])
async def test_country_missing(hass: HomeAssistant, amazon: AmazonDouble, account: Account, is_named: bool) -> None:
    """An account without a country of residence is told so, and signs in once it has one."""
    country = account.country
    if is_named:
        account.country = ""
    else:
        amazon.fail(Fault.NO_LIST, "me", times=None)
    result = await enter(hass, await begin(hass), answers(account))
    assert (result["step_id"], result["errors"]) == ("password", {"base": "country_missing"})
    account.country = country
    amazon.heal()
    result = await enter(hass, result, answers(account))
    assert result["type"] is FlowResultType.CREATE_ENTRY


async def test_captcha(hass: HomeAssistant, account: Account) -> None:
    """A captcha that does not go away leads to the browser; one that Japanese avoids is no obstacle."""
    account.captcha = "always"
    result = await enter(hass, await begin(hass), answers(account))
    assert result["errors"] == {"base": "page_captcha"}
    account.captcha = "unless Japanese"
    assert (await enter(hass, result, answers(account)))["type"] is FlowResultType.CREATE_ENTRY


@pytest.mark.parametrize("where", ["signin", "register", "token", "welcome", "me"])
async def test_unreachable(hass: HomeAssistant, amazon: AmazonDouble, account: Account, where: str) -> None:
    """A connection that breaks at any step."""
    amazon.fail(Fault.DROPPED, where, times=None)
    result = await enter(hass, await begin(hass), answers(account))
    assert (result["step_id"], result["errors"]) == ("password", {"base": "cannot_connect"})
    amazon.heal()
    assert (await enter(hass, result, answers(account)))["type"] is FlowResultType.CREATE_ENTRY


@pytest.mark.parametrize(
    ("fault", "where"),
    [
        (Fault.NO_LIST, "register"),
        (Fault.JSON_LIST, "register"),
        (Fault.JSON_STRING, "register"),
        (Fault.TRUNCATED, "register"),
        (Fault.HTML, "register"),
        (Fault.BAD_REQUEST, "register"),
        (Fault.NO_LIST, "token"),
        (Fault.REFUSED, "token"),
        (Fault.HTML, "welcome"),
        (Fault.TRUNCATED, "me"),
        (Fault.NOT_FOUND, "capabilities"),
    ],
)
async def test_odd_answers(
    hass: HomeAssistant,
    amazon: AmazonDouble,
    account: Account,
    fault: Fault,
    where: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """What nobody expects ends in the form, is logged without secrets, and the next attempt works."""
    amazon.fail(fault, where, times=None)
    result = await enter(hass, await begin(hass), answers(account))
    assert (result["step_id"], result["errors"]) == ("password", {"base": "unknown"})
    assert "Sign-in failed" in caplog.text
    assert not any(secret in caplog.text for secret in account.secrets)
    amazon.heal()
    assert (await enter(hass, result, answers(account)))["type"] is FlowResultType.CREATE_ENTRY


async def test_something_unexpected(
    hass: HomeAssistant, account: Account, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """What the library fails at ends in the form too, instead of in a dialog that waits for ever."""

    def fail(*_: Any, **__: Any) -> None:
        raise IndexError(account.password)

    with monkeypatch.context() as patched:
        patched.setattr("custom_components.alexa_privacy.amazon.password_login.AmazonEchoApi", fail)
        result = await enter(hass, await begin(hass), answers(account))
    assert (result["step_id"], result["errors"]) == ("password", {"base": "unknown"})
    assert "unexpectedly: IndexError" in caplog.text
    assert account.password not in caplog.text
    assert (await enter(hass, result, answers(account)))["type"] is FlowResultType.CREATE_ENTRY


async def test_failing_at_once(hass: HomeAssistant, account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sign-in that fails before it has asked for anything ends in the form, tried once."""
    tries = 0

    async def fail(*_: Any) -> None:
        nonlocal tries
        tries += 1
        raise CannotConnect

    with monkeypatch.context() as patched:
        patched.setattr(config_flow, "sign_in", fail)
        result = await enter(hass, await begin(hass), answers(account))
    assert (result["step_id"], result["errors"], tries) == ("password", {"base": "cannot_connect"}, 1)


async def test_already_configured(hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp) -> None:
    """An account is added once."""
    entry = await set_up(account)
    before = dict(entry.data)
    devices = amazon.apps(account)
    result = await enter(hass, await begin(hass), answers(account))
    assert (result["type"], result["reason"]) == (FlowResultType.ABORT, "already_configured")
    assert dict(entry.data) == before
    assert amazon.apps(account) == devices
    assert len(hass.config_entries.async_entries(DOMAIN)) == 1


async def test_abandoned(hass: HomeAssistant, amazon: AmazonDouble, account: Account) -> None:
    """A dialog that is closed while it signs in leaves no account and no device."""
    amazon.fail(Fault.SLOW, "signin", times=None, seconds=0.1)
    form = await begin(hass)
    await hass.config_entries.flow.async_configure(form["flow_id"], answers(account))
    async with asyncio.timeout(5):
        while not amazon.count("signin"):  # noqa: ASYNC110 - the stand-in has no event for it
            await asyncio.sleep(0.01)
    hass.config_entries.flow.async_abort(form["flow_id"])
    await hass.async_block_till_done(wait_background_tasks=True)
    assert not hass.config_entries.async_entries(DOMAIN)
    assert amazon.count("register") == amazon.count("deregister") == 1
    assert amazon.apps(account) == []


async def test_reauthentication(hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp) -> None:
    """When Amazon signs the account out, the owner is asked, may err, and the account goes on."""
    entry = await set_up(account)
    options = dict(entry.options)
    amazon.sign_everyone_out()
    await entry.runtime_data.coordinator.async_refresh()
    await hass.async_block_till_done(wait_background_tasks=True)
    (flow,) = hass.config_entries.flow.async_progress()
    assert (flow["step_id"], flow["context"]["source"]) == ("reauth_confirm", "reauth")

    form = await hass.config_entries.flow.async_configure(flow["flow_id"])
    assert form["description_placeholders"] is not None
    assert form["description_placeholders"]["account"] == account.email
    form = await choose(hass, form, "password")
    assert suggested(form) == account.email
    result = await enter(hass, form, answers(account, password="wrong"))
    assert (result["step_id"], result["errors"]) == ("password", {"base": "invalid_auth"})
    assert "not the right one" in result["description_placeholders"]["message"]

    result = await enter(hass, result, answers(account))
    assert (result["type"], result["reason"]) == (FlowResultType.ABORT, "reauth_successful")
    assert entry.state is ConfigEntryState.LOADED
    assert entry.data.keys() == {"username", CONF_CREDENTIALS}
    assert dict(entry.options) == options
    assert entry.runtime_data.coordinator.last_update_success


async def test_signed_out_while_away(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """Set-up that finds itself signed out asks too."""
    entry = await set_up(account)
    await hass.config_entries.async_unload(entry.entry_id)
    amazon.sign_everyone_out()
    await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert entry.state is ConfigEntryState.SETUP_ERROR
    assert [flow["step_id"] for flow in hass.config_entries.flow.async_progress()] == ["reauth_confirm"]


@pytest.mark.parametrize("source", ["reauth", "reconfigure"])
async def test_wrong_account(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, other: Account, set_up: SetUp, source: str
) -> None:
    """Whose e-mail leads to another account of Amazon's now is not let in."""
    entry = await set_up(account)
    before = dict(entry.data)
    other.email, account.email = account.email, OTHER_EMAIL
    menu = await (entry.start_reauth_flow(hass) if source == "reauth" else entry.start_reconfigure_flow(hass))
    result = await enter_password(hass, menu, other)
    assert (result["type"], result["reason"]) == (FlowResultType.ABORT, "wrong_account")
    assert dict(entry.data) == before
    assert amazon.apps(other) == []


async def test_reconfigure(hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp) -> None:
    """A new sign-in replaces the old one; where nobody lends one there is no such way."""
    entry = await set_up(account)
    before = entry.data[CONF_CREDENTIALS]["refresh_token"]
    menu = await entry.start_reconfigure_flow(hass)
    assert (menu["step_id"], menu["menu_options"]) == ("reconfigure", ["browser", "password"])
    form = await enter_password(hass, menu, account, code="000000")
    assert (form["step_id"], form["errors"]) == ("password", {"base": "invalid_auth"})
    result = await enter(hass, form, answers(account))
    assert (result["type"], result["reason"]) == (FlowResultType.ABORT, "reconfigure_successful")
    assert entry.data[CONF_CREDENTIALS]["refresh_token"] != before
    assert entry.options.keys() == {CONF_RECIPES}
    assert entry.state is ConfigEntryState.LOADED


async def test_long_message_is_cut(hass: HomeAssistant, account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    """Amazon may write a novel; the dialogue shows its beginning."""
    monkeypatch.setattr("custom_components.alexa_privacy.auth._LONGEST_MESSAGE", 9)
    result = await enter(hass, await begin(hass), answers(account, code="000000"))
    assert result["description_placeholders"]["message"] == "A problem"


async def test_a_page_that_only_a_browser_can_answer(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account
) -> None:
    """Each has its own text; it leaves no device, and is one step away from the browser, where the account gets in."""
    account.meets = {"approval"}
    form = await enter(hass, await begin(hass), answers(account))
    assert (form["step_id"], form["errors"]) == ("password", {"base": "page_approval"})
    assert amazon.apps(account) == []
    texts = await async_get_translations(hass, "en", "config", [DOMAIN])
    for page in SignInPage:
        assert "Use your browser instead" in texts[f"component.{DOMAIN}.config.error.page_{page}"]
    [offer] = [key for key in form["data_schema"].schema if str(key) == "use_browser"]
    assert offer.description == {"suggested_value": True}
    # What a browser sends where only the suggestion was left in place.
    form = await enter(hass, form, {"username": account.email, "use_browser": True})
    assert (form["step_id"], form["errors"]) == ("browser", {})
    form = await enter(hass, form, {"site": "de"})
    result = await enter(hass, form, {"address": await land(amazon, account, form)})
    assert result["type"] is FlowResultType.CREATE_ENTRY


async def test_nothing_entered_after_an_error(hass: HomeAssistant, amazon: AmazonDouble, account: Account) -> None:
    """Who enters nothing and does not want the browser either is asked again, and Amazon is not."""
    form = await begin(hass)
    assert {str(key) for key in form["data_schema"].schema} == {"username", "password", "code"}
    form = await enter(hass, form, answers(account, code="000000"))
    amazon.clear_log()
    for nothing in ({}, {"password": account.password}, {"code": account.code}, {"use_browser": False}):
        form = await enter(hass, form, {"username": account.email} | nothing)
        assert (form["step_id"], form["errors"]) == ("password", {"base": "password_missing"})
    assert not amazon.requests
    assert (await enter(hass, form, answers(account)))["type"] is FlowResultType.CREATE_ENTRY


async def test_the_library_takes_the_account_elsewhere(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """An account that the library signs in at another site, where nothing is listed, stays where it is."""
    entry = await set_up(account)
    before, devices = dict(entry.data), amazon.apps(account)
    account.home_region = "FE"
    form = await enter_password(hass, await entry.start_reconfigure_flow(hass), account)
    assert (form["step_id"], form["errors"]) == ("password", {"base": "nothing_listed"})
    assert form["description_placeholders"]["found"] == "amazon.co.jp"
    assert dict(entry.data) == before
    assert amazon.apps(account) == devices


async def test_address_is_cut_off(hass: HomeAssistant, amazon: AmazonDouble, account: Account) -> None:
    """Where the library's message quotes an address, the address and what is in its query are kept from the owner."""
    amazon.fail(Fault.HTML, "signin", after=3)
    result = await enter(hass, await begin(hass), answers(account))
    assert result["errors"] == {"base": "page_other"}
    assert not any(text in str(result["description_placeholders"]) for text in ("https", "openid"))
