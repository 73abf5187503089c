"""Adding an account, signing in again, changing how: with the real sign-in library."""

import asyncio
from typing import Any

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
import pytest

from custom_components.alexa_privacy import config_flow
from custom_components.alexa_privacy.amazon.errors import CannotConnect
from custom_components.alexa_privacy.const import CONF_CREDENTIALS, CONF_RECIPES, DOMAIN
from tests.amazon_double import Account, AmazonDouble, Fault
from tests.conftest import SetUp, state
from tests.helpers.sign_in import again, answers, begin, enter

OTHER_EMAIL = "noah@example.org"


@pytest.fixture
def other(amazon: AmazonDouble) -> Account:
    """Give somebody else an account."""
    return amazon.add_account(Account.generate(seed=8, size=5, email=OTHER_EMAIL))


async def test_sign_in(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, hass_storage: dict[str, Any]
) -> None:
    """From nothing to a counted account; the password is nowhere."""
    form = await begin(hass)
    assert (form["type"], form["step_id"], form["errors"]) == (FlowResultType.FORM, "sign_in", {})
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
    assert (result["type"], result["step_id"]) == (FlowResultType.FORM, "sign_in")
    assert result["errors"] == {"base": "invalid_auth"}
    assert message in result["description_placeholders"]["message"]
    suggested = {str(key): key.default() for key in result["data_schema"].schema if str(key) == "username"}
    assert suggested == {"username": wrong.get("username", account.email)}
    assert not hass.config_entries.async_entries(DOMAIN)

    result = await enter(hass, result, answers(account))
    assert result["type"] is FlowResultType.CREATE_ENTRY


async def test_error_is_shown_once(hass: HomeAssistant, account: Account) -> None:
    """An error of one attempt is not shown with the next one's."""
    result = await enter(hass, await begin(hass), answers(account, code="000000"))
    assert result["description_placeholders"]["message"]
    account.captcha = "always"
    result = await enter(hass, result, answers(account))
    assert result["errors"] == {"base": "invalid_auth"}
    assert "not valid" not in result["description_placeholders"]["message"]


@pytest.mark.parametrize("is_named", [True, False])
async def test_country_missing(hass: HomeAssistant, amazon: AmazonDouble, account: Account, is_named: bool) -> None:
    """An account without a country of residence is told so, and signs in once it has one."""
    country = account.country
    if is_named:
        account.country = ""
    else:
        amazon.fail(Fault.NO_LIST, "me", times=None)
    result = await enter(hass, await begin(hass), answers(account))
    assert (result["step_id"], result["errors"]) == ("sign_in", {"base": "country_missing"})
    account.country = country
    amazon.heal()
    result = await enter(hass, result, answers(account))
    assert result["type"] is FlowResultType.CREATE_ENTRY


async def test_captcha(hass: HomeAssistant, account: Account) -> None:
    """A captcha that does not go away is refused with the page's title; one that Japanese avoids is no obstacle."""
    account.captcha = "always"
    result = await enter(hass, await begin(hass), answers(account))
    assert result["errors"] == {"base": "invalid_auth"}
    assert "captcha" in result["description_placeholders"]["message"]
    account.captcha = "unless Japanese"
    assert (await enter(hass, result, answers(account)))["type"] is FlowResultType.CREATE_ENTRY


@pytest.mark.parametrize("where", ["signin", "register", "token", "welcome", "me"])
async def test_unreachable(hass: HomeAssistant, amazon: AmazonDouble, account: Account, where: str) -> None:
    """A connection that breaks at any step."""
    amazon.fail(Fault.DROPPED, where, times=None)
    result = await enter(hass, await begin(hass), answers(account))
    assert (result["step_id"], result["errors"]) == ("sign_in", {"base": "cannot_connect"})
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
    assert (result["step_id"], result["errors"]) == ("sign_in", {"base": "unknown"})
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
    assert (result["step_id"], result["errors"]) == ("sign_in", {"base": "unknown"})
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
        patched.setattr(config_flow, "_sign_in", fail)
        result = await enter(hass, await begin(hass), answers(account))
    assert (result["step_id"], result["errors"], tries) == ("sign_in", {"base": "cannot_connect"}, 1)


async def test_already_configured(hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp) -> None:
    """An account is added once."""
    entry = await set_up(account)
    before = dict(entry.data)
    result = await enter(hass, await begin(hass), answers(account))
    assert (result["type"], result["reason"]) == (FlowResultType.ABORT, "already_configured")
    assert dict(entry.data) == before
    assert len(hass.config_entries.async_entries(DOMAIN)) == 1


async def test_abandoned(hass: HomeAssistant, amazon: AmazonDouble, account: Account) -> None:
    """Closing the dialogue ends signing in."""
    amazon.fail(Fault.SLOW, "signin", times=None, seconds=0.1)
    form = await begin(hass)
    await hass.config_entries.flow.async_configure(form["flow_id"], answers(account))
    async with asyncio.timeout(5):
        while not amazon.count("signin"):  # noqa: ASYNC110 - the stand-in has no event for it
            await asyncio.sleep(0.01)
    hass.config_entries.flow.async_abort(form["flow_id"])
    await hass.async_block_till_done(wait_background_tasks=True)
    assert not hass.config_entries.async_entries(DOMAIN)
    assert amazon.count("register") == 0


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
    assert form["description_placeholders"]["username"] == account.email
    result = await enter(hass, form, again(account, password="wrong"))
    assert (result["step_id"], result["errors"]) == ("reauth_confirm", {"base": "invalid_auth"})
    assert "not the right one" in result["description_placeholders"]["message"]

    result = await enter(hass, result, again(account))
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
async def test_wrong_account(hass: HomeAssistant, account: Account, other: Account, set_up: SetUp, source: str) -> None:
    """Whose e-mail leads to another account of Amazon's now is not let in."""
    entry = await set_up(account)
    before = dict(entry.data)
    other.email, account.email = account.email, OTHER_EMAIL
    form = await (entry.start_reauth_flow(hass) if source == "reauth" else entry.start_reconfigure_flow(hass))
    result = await enter(hass, form, again(other))
    assert (result["type"], result["reason"]) == (FlowResultType.ABORT, "wrong_account")
    assert dict(entry.data) == before


async def test_reconfigure(hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp) -> None:
    """A new sign-in replaces the old one; where nobody lends one there is no such field."""
    entry = await set_up(account)
    before = entry.data[CONF_CREDENTIALS]["refresh_token"]
    form = await entry.start_reconfigure_flow(hass)
    assert (form["step_id"], form["errors"]) == ("reconfigure", {})
    assert {str(key) for key in form["data_schema"].schema} == {"password", "code"}

    for nothing in ({}, {"password": account.password}, {"code": account.code}, {"password": "", "code": ""}):
        form = await enter(hass, form, nothing)
        assert (form["step_id"], form["errors"]) == ("reconfigure", {"base": "sign_in_missing"})
    assert amazon.count("signin") == 0

    form = await enter(hass, form, again(account, code="000000"))
    assert (form["step_id"], form["errors"]) == ("reconfigure", {"base": "invalid_auth"})
    result = await enter(hass, form, again(account))
    assert (result["type"], result["reason"]) == (FlowResultType.ABORT, "reconfigure_successful")
    assert entry.data[CONF_CREDENTIALS]["refresh_token"] != before
    assert entry.options.keys() == {CONF_RECIPES}
    assert entry.state is ConfigEntryState.LOADED


async def test_long_message_is_cut(hass: HomeAssistant, account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    """Amazon may write a novel; the dialogue shows its beginning."""
    monkeypatch.setattr("custom_components.alexa_privacy.config_flow._LONGEST_MESSAGE", 9)
    result = await enter(hass, await begin(hass), answers(account, code="000000"))
    assert result["description_placeholders"]["message"] == "A problem"


async def test_address_is_cut_off(hass: HomeAssistant, amazon: AmazonDouble, account: Account) -> None:
    """A library message that quotes an address keeps the address, and what is in its query, to itself."""
    amazon.fail(Fault.HTML, "signin", after=3)
    result = await enter(hass, await begin(hass), answers(account))
    assert result["errors"] == {"base": "invalid_auth"}
    assert "https" not in result["description_placeholders"]["message"]
    assert "openid" not in result["description_placeholders"]["message"]
    assert result["description_placeholders"]["message"]
