"""Signing in on Amazon's own page: every way through the dialog, with the stand-in's pages and registrations."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
import logging
import re
import sys
from typing import Any
from urllib.parse import parse_qs, urlsplit

from homeassistant.config_entries import ConfigEntry, ConfigEntryState, ConfigFlowContext
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType, UnknownFlow
import pytest

from custom_components.alexa_privacy.const import CONF_CREDENTIALS, DOMAIN
from tests.amazon_double import Account, AmazonDouble, Fault
from tests.conftest import SetUp, state
from tests.helpers.borrowing import add_borrowed, lend
from tests.helpers.sign_in import choose, enter, enter_password, land, open_link, sign_in_there, ways

BROWSER = ["browser", "password"]
CODE = "openid.oa2.authorization_code="


@pytest.fixture
def other(amazon: AmazonDouble) -> Account:
    """Give somebody else an account."""
    return amazon.add_account(Account.generate(seed=8, size=5, email="noah@example.org"))


def names(amazon: AmazonDouble, account: Account) -> list[str]:
    """Return the names of an account's devices that apps have registered."""
    return [app.name for app in amazon.apps(account)]


def serials(amazon: AmazonDouble, account: Account) -> set[str]:
    """Return their serial numbers."""
    return {app.serial for app in amazon.apps(account)}


def link(form: Any) -> str:
    """Return the link that a form shows."""
    return str(form["description_placeholders"]["link"])


def unnamed(address: str) -> str:
    """Leave out whose a landing page is."""
    return re.sub(r"openid\.(identity|claimed_id)=[^&]*&?", "", address)


async def settle(hass: HomeAssistant) -> None:
    """Wait for what is done in the background."""
    await hass.async_block_till_done(wait_background_tasks=True)


async def again(hass: HomeAssistant, entry: ConfigEntry, source: str = "reconfigure") -> Any:
    """Open the dialog that signs an account in again."""
    context = ConfigFlowContext(source=source, entry_id=entry.entry_id)
    return await hass.config_entries.flow.async_init(DOMAIN, context=context, data=dict(entry.data))


async def test_from_nothing_to_an_account(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, hass_storage: dict[str, Any]
) -> None:
    """The browser is the first way; nothing but a refresh token, ids and a serial number is kept."""
    hass.config.country = "DE"
    menu = await ways(hass)
    assert (menu["type"], menu["step_id"], menu["menu_options"]) == (FlowResultType.MENU, "user", BROWSER)
    form = await choose(hass, menu, "browser")
    assert (form["step_id"], form["errors"]) == ("browser", {})
    form = await enter(hass, form, {})
    assert (form["step_id"], form["errors"]) == ("browser_finish", {})
    address = await land(amazon, account, form)
    assert amazon.count("register") == 0
    result = await enter(hass, form, {"address": address})

    assert (result["type"], result["title"]) == (FlowResultType.CREATE_ENTRY, "Amazon (amazon.de)")
    entry = result["result"]
    assert (entry.unique_id, entry.state) == (account.user_id, ConfigEntryState.LOADED)
    assert state(hass, "recordings") == str(account.held)
    [app] = amazon.apps(account)
    assert (app.name, app.site) == ("Home Assistant: Alexa Privacy", "de")
    assert entry.data.keys() == {CONF_CREDENTIALS}
    stored = dict(entry.data[CONF_CREDENTIALS])
    token = stored.pop("refresh_token")
    assert stored == {
        "site": "https://www.amazon.de",
        "user_id": account.user_id,
        "customer_id": account.customer_id,
        "serial": app.serial,
    }
    await hass.async_stop(force=True)
    assert [secret for secret in account.secrets if secret in repr(hass_storage)] == [token]


@pytest.mark.parametrize(
    ("country", "site"),
    [("DE", "de"), ("AT", "de"), ("GB", "co.uk"), ("AU", "com.au"), ("JP", "co.jp"), ("BR", "com.br"), (None, "com")],
)
async def test_the_country_suggests_the_site(hass: HomeAssistant, country: str | None, site: str) -> None:
    """It may be changed."""
    hass.config.country = country
    form = await choose(hass, await ways(hass), "browser")
    [(field, selector)] = form["data_schema"].schema.items()
    assert (str(field), field.default()) == ("site", site)
    shown = {option["value"]: option["label"] for option in selector.config["options"]}
    assert shown[site] == f"amazon.{site}"
    form = await enter(hass, form, {"site": "fr"})
    assert link(form).startswith("https://www.amazon.fr/ap/signin?")
    assert form["description_placeholders"]["site"] == "amazon.fr"


@pytest.mark.parametrize(
    "page", ["passkey", "approval", "code_choice", "account_picker", "phone_number", "new_password"]
)
async def test_whatever_amazon_asks(hass: HomeAssistant, amazon: AmazonDouble, account: Account, page: Any) -> None:
    """What ends the other way is between the owner and Amazon here."""
    account.meets = {page}
    result = await sign_in_there(hass, amazon, account, await ways(hass))
    assert result["type"] is FlowResultType.CREATE_ENTRY


BAD: list[tuple[Callable[[str], str], str]] = [
    (lambda _: "", "not_the_landing_page"),
    (lambda _: "https://www.amazon.de/", "not_the_landing_page"),
    (lambda _: "https://www.amazon.de/ap/signin?openid.mode=checkid_setup", "not_the_landing_page"),
    (lambda address: address.replace("https:", "http:"), "not_the_landing_page"),
    (lambda address: address.replace("www.amazon.de", "www.amazon.de.example.org"), "not_the_landing_page"),
    (lambda address: address.replace("www.amazon.de", "example.org"), "not_the_landing_page"),
    (lambda address: address.replace("amazon.de/", "amazon.fr/"), "other_site"),
    (lambda address: address.replace(CODE, "openid.oa2.nothing="), "no_code"),
    (lambda address: address.split("?")[0] + "?openid.mode=id_res", "no_code"),
    (lambda address: f"{address}&{CODE}ANsecond", "several_codes"),
    (
        lambda address: f"<!doctype html><html><body>{'Page not found' * 9_000} {address}</body></html>",
        "not_the_landing_page",
    ),
]


@pytest.mark.parametrize(("spoil", "error"), BAD, ids=[f"{number} {error}" for number, (_, error) in enumerate(BAD)])
async def test_what_is_no_landing_page(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, spoil: Callable[[str], str], error: str
) -> None:
    """It is said what to do, Amazon is not asked, and the right address of the same sign-in still works."""
    form = await open_link(hass, await ways(hass))
    address = await land(amazon, account, form)
    result = await enter(hass, form, {"address": spoil(address)})
    assert (result["type"], result["step_id"], result["errors"]) == (
        FlowResultType.FORM,
        "browser_finish",
        {"base": error},
    )
    if error == "other_site":
        assert result["description_placeholders"]["found"] == "amazon.fr"
    assert link(result) == link(form)
    assert amazon.count("register") == 0
    result = await enter(hass, result, {"address": address})
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert amazon.count("register") == 1


@pytest.mark.parametrize("around", ["  {}  ", '"{}"', "<{}>", "{}\n", "„{}“"])
@pytest.mark.parametrize("is_broken", [False, True])
async def test_how_an_address_may_be_copied(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, around: str, is_broken: bool
) -> None:
    """Quotes, spaces and line breaks are not the owner's fault."""
    form = await open_link(hass, await ways(hass))
    address = await land(amazon, account, form)
    if is_broken:
        address = f"{address[:90]}\r\n{address[90:]}"
    result = await enter(hass, form, {"address": around.format(address)})
    assert result["type"] is FlowResultType.CREATE_ENTRY


async def test_an_earlier_link(hass: HomeAssistant, amazon: AmazonDouble, account: Account) -> None:
    """Each link is good for its own dialog only; the next one is new, and works."""
    earlier = await land(amazon, account, await open_link(hass, await ways(hass)))
    form = await open_link(hass, await ways(hass))
    result = await enter(hass, form, {"address": earlier})
    assert (result["step_id"], result["errors"]) == ("browser_finish", {"base": "code_expired"})
    assert challenge(result) != challenge(form)
    assert amazon.apps(account) == []
    result = await enter(hass, result, {"address": await land(amazon, account, result)})
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert len(amazon.apps(account)) == 1


def challenge(form: Any) -> tuple[str, str]:
    """Return what a link says of its attempt: the challenge and the device."""
    query = parse_qs(urlsplit(link(form)).query)
    return query["openid.oa2.code_challenge"][0], query["openid.oa2.client_id"][0]


async def test_after_six_minutes(hass: HomeAssistant, amazon: AmazonDouble, account: Account) -> None:
    """It is said that there were five, and a new link works."""
    form = await open_link(hass, await ways(hass))
    address = await land(amazon, account, form)
    late = datetime.now(UTC) + timedelta(minutes=6)
    amazon.now = lambda: late
    result = await enter(hass, form, {"address": address})
    assert (result["step_id"], result["errors"]) == ("browser_finish", {"base": "code_expired"})
    assert challenge(result) != challenge(form)
    result = await enter(hass, result, {"address": await land(amazon, account, result)})
    assert result["type"] is FlowResultType.CREATE_ENTRY


async def test_a_code_is_used_once(hass: HomeAssistant, amazon: AmazonDouble, account: Account) -> None:
    """Pasted a second time after its account was removed, it registers nothing."""
    form = await open_link(hass, await ways(hass))
    address = await land(amazon, account, form)
    entry = (await enter(hass, form, {"address": address}))["result"]
    await hass.config_entries.async_remove(entry.entry_id)
    result = await enter(hass, await open_link(hass, await ways(hass)), {"address": address})
    assert result["errors"] == {"base": "code_expired"}
    assert amazon.apps(account) == []


async def test_submitted_twice(hass: HomeAssistant, amazon: AmazonDouble, account: Account) -> None:
    """Two clicks make one device and one account."""
    form = await open_link(hass, await ways(hass))
    address = {"address": await land(amazon, account, form)}
    amazon.fail(Fault.SLOW, "register", times=None, seconds=0.2)
    flows = hass.config_entries.flow
    results = await asyncio.gather(*(flows.async_configure(form["flow_id"], address) for _ in range(3)))
    await settle(hass)
    assert sorted(result["type"] for result in results) == ["create_entry", "form", "form"]
    assert [result["errors"] for result in results if "errors" in result] == [{}, {}]
    assert amazon.count("register") == len(amazon.apps(account)) == 1
    assert [entry.state for entry in hass.config_entries.async_entries(DOMAIN)] == [ConfigEntryState.LOADED]


@pytest.mark.parametrize("where", ["register", "token", "me"])
async def test_unreachable(hass: HomeAssistant, amazon: AmazonDouble, account: Account, where: str) -> None:
    """Where Amazon is away there is another try, and no device is left behind."""
    form = await open_link(hass, await ways(hass))
    address = await land(amazon, account, form)
    amazon.fail(Fault.DROPPED, where, times=None)
    result = await enter(hass, form, {"address": address})
    assert (result["step_id"], result["errors"]) == ("browser_finish", {"base": "cannot_connect"})
    assert amazon.apps(account) == []
    amazon.heal()
    if where != "register":
        # The code is used up: Amazon says so, and the next link works.
        result = await enter(hass, result, {"address": address})
        assert result["errors"] == {"base": "code_expired"}
        address = await land(amazon, account, result)
    result = await enter(hass, result, {"address": address})
    assert result["type"] is FlowResultType.CREATE_ENTRY


@pytest.mark.parametrize("fault", [Fault.NO_LIST, Fault.JSON_STRING, Fault.TRUNCATED, Fault.HTML, Fault.BAD_REQUEST])
async def test_odd_answers(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, fault: Fault, caplog: pytest.LogCaptureFixture
) -> None:
    """What nobody expects ends in the form with a new link, and is logged without secrets."""
    form = await open_link(hass, await ways(hass))
    address = await land(amazon, account, form)
    amazon.fail(fault, "register")
    result = await enter(hass, form, {"address": address})
    assert (result["type"], result["step_id"]) == (FlowResultType.FORM, "browser_finish")
    assert result["errors"]["base"] in {"unknown", "registration_refused"}
    assert challenge(result) != challenge(form)
    assert not any(secret in caplog.text for secret in account.secrets)
    result = await enter(hass, result, {"address": await land(amazon, account, result)})
    assert result["type"] is FlowResultType.CREATE_ENTRY


async def test_something_unexpected(
    hass: HomeAssistant,
    amazon: AmazonDouble,
    account: Account,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A fault of ours ends in the form too, and says nothing of the code."""
    form = await open_link(hass, await ways(hass))
    address = await land(amazon, account, form)

    async def fail(*_: Any, **__: Any) -> None:
        raise IndexError(address)

    with monkeypatch.context() as patched:
        patched.setattr("custom_components.alexa_privacy.amazon.registration.register", fail)
        result = await enter(hass, form, {"address": address})
    assert (result["step_id"], result["errors"]) == ("browser_finish", {"base": "unknown"})
    assert "unexpectedly: IndexError" in caplog.text
    assert CODE not in caplog.text


@pytest.mark.parametrize("is_named", [True, False])
async def test_an_account_that_is_set_up(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, is_named: bool
) -> None:
    """It is refused before anything is registered where the address names it, and deregistered where it does not."""
    entry = await set_up(account)
    before, devices = dict(entry.data), serials(amazon, account)
    form = await open_link(hass, await ways(hass))
    address = await land(amazon, account, form)
    result = await enter(hass, form, {"address": address if is_named else unnamed(address)})
    assert (result["type"], result["reason"]) == (FlowResultType.ABORT, "already_configured")
    assert amazon.count("register") == amazon.count("deregister") == (not is_named)
    assert (dict(entry.data), serials(amazon, account)) == (before, devices)


@pytest.mark.parametrize("is_named", [True, False])
@pytest.mark.parametrize("source", ["reauth", "reconfigure"])
async def test_another_account(
    hass: HomeAssistant,
    amazon: AmazonDouble,
    account: Account,
    other: Account,
    set_up: SetUp,
    source: str,
    is_named: bool,
) -> None:
    """So is somebody else's where one's own is to be signed in again."""
    entry = await set_up(account)
    before, devices = dict(entry.data), serials(amazon, account)
    form = await open_link(hass, await again(hass, entry, source))
    address = await land(amazon, other, form)
    result = await enter(hass, form, {"address": address if is_named else unnamed(address)})
    assert (result["type"], result["reason"]) == (FlowResultType.ABORT, "wrong_account")
    assert amazon.count("register") == amazon.count("deregister") == (not is_named)
    assert amazon.apps(other) == []
    assert (dict(entry.data), serials(amazon, account)) == (before, devices)


async def test_closed_while_registering(hass: HomeAssistant, amazon: AmazonDouble, account: Account) -> None:
    """A dialog that is closed too late leaves no device."""
    form = await open_link(hass, await ways(hass))
    address = await land(amazon, account, form)
    amazon.fail(Fault.SLOW, "me", times=None, seconds=0.2)
    submitted = hass.async_create_task(hass.config_entries.flow.async_configure(form["flow_id"], {"address": address}))
    async with asyncio.timeout(10):
        while not amazon.apps(account):  # noqa: ASYNC110 - the stand-in has no event for it
            await asyncio.sleep(0.01)
    hass.config_entries.flow.async_abort(form["flow_id"])
    await settle(hass)
    with pytest.raises(UnknownFlow):
        await submitted
    assert (amazon.count("register"), amazon.count("deregister")) == (1, 1)
    assert amazon.apps(account) == []
    assert not hass.config_entries.async_entries(DOMAIN)


@pytest.mark.parametrize("source", ["reauth", "reconfigure"])
async def test_signing_in_again(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, source: str
) -> None:
    """The new device takes the place of the one before; the site is suggested, and everything else stays."""
    entry = await set_up(account)
    options, [before] = dict(entry.options), serials(amazon, account)
    if source == "reauth":
        amazon.expire_cookies()
    menu = await again(hass, entry, source)
    step = "reauth_confirm" if source == "reauth" else "reconfigure"
    assert (menu["type"], menu["step_id"], menu["menu_options"]) == (FlowResultType.MENU, step, BROWSER)
    assert menu["description_placeholders"]["account"] == entry.title
    form = await choose(hass, menu, "browser")
    [field] = form["data_schema"].schema
    assert field.default() == "de"
    form = await enter(hass, form, {})
    result = await enter(hass, form, {"address": await land(amazon, account, form)})
    assert (result["type"], result["reason"]) == (FlowResultType.ABORT, f"{source}_successful")
    [after] = serials(amazon, account)
    assert after == entry.data[CONF_CREDENTIALS]["serial"] != before
    assert entry.data.keys() == {CONF_CREDENTIALS}
    assert dict(entry.options) == options
    assert entry.state is ConfigEntryState.LOADED
    assert entry.runtime_data.coordinator.last_update_success
    assert not hass.config_entries.flow.async_progress()


async def test_one_dialog_answers_the_other(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """Who is asked to sign in and changes the sign-in instead is not asked any more."""
    entry = await set_up(account)
    amazon.sign_everyone_out()
    await entry.runtime_data.coordinator.async_refresh()
    await settle(hass)
    assert [flow["step_id"] for flow in hass.config_entries.flow.async_progress()] == ["reauth_confirm"]
    result = await sign_in_there(hass, amazon, account, await again(hass, entry))
    assert result["reason"] == "reconfigure_successful"
    assert not hass.config_entries.flow.async_progress()
    assert entry.runtime_data.protection.now().holds["signed_out"] is False


async def test_moved_to_another_site(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """What is at the other site is listed there before the account moves."""
    entry = await set_up(account)
    account.site = "com.au"
    result = await sign_in_there(hass, amazon, account, await again(hass, entry), "com.au")
    assert result["reason"] == "reconfigure_successful"
    assert entry.data[CONF_CREDENTIALS]["site"] == "https://www.amazon.com.au"
    assert state(hass, "recordings") == str(account.held)
    assert serials(amazon, account) == {entry.data[CONF_CREDENTIALS]["serial"]}


@pytest.mark.parametrize("source", ["reauth", "reconfigure"])
async def test_nothing_at_another_site(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, source: str
) -> None:
    """A site that lists nothing is not taken: the account stays where it is, and the site can be chosen again."""
    entry = await set_up(account)
    before, devices = dict(entry.data), serials(amazon, account)
    form = await sign_in_there(hass, amazon, account, await again(hass, entry, source), "com.au")
    assert (form["step_id"], form["errors"]) == ("browser", {"base": "nothing_listed"})
    assert form["description_placeholders"]["found"] == "amazon.com.au"
    assert (dict(entry.data), serials(amazon, account)) == (before, devices)
    assert amazon.count("register") == amazon.count("deregister") == 1
    form = await enter(hass, form, {"site": "de"})
    result = await enter(hass, form, {"address": await land(amazon, account, form)})
    assert result["reason"] == f"{source}_successful"
    assert len(amazon.apps(account)) == 1


async def test_from_borrowed_to_own(hass: HomeAssistant, amazon: AmazonDouble, account: Account) -> None:
    """The device of Alexa Devices stays, whatever becomes of ours."""
    lender = lend(hass, amazon, account)
    [lent] = serials(amazon, account)
    entry = await add_borrowed(hass, lender)
    result = await sign_in_there(hass, amazon, account, await again(hass, entry))
    assert result["reason"] == "reconfigure_successful"
    assert len(serials(amazon, account)) == 2
    form = await choose(hass, await again(hass, entry), "borrow")
    result = await enter(hass, form, {"entry": lender.entry_id})
    assert result["reason"] == "reconfigure_successful"
    assert serials(amazon, account) == {lent}
    await hass.config_entries.async_remove(entry.entry_id)
    await settle(hass)
    assert serials(amazon, account) == {lent}


async def test_removed(hass: HomeAssistant, amazon: AmazonDouble, account: Account) -> None:
    """With the account, its device goes, and no other."""
    others = amazon.login_data(account)["device_info"]["device_serial_number"]
    entry = (await sign_in_there(hass, amazon, account, await ways(hass)))["result"]
    assert len(amazon.apps(account)) == 2
    await hass.config_entries.async_remove(entry.entry_id)
    await settle(hass)
    assert serials(amazon, account) == {others}


@pytest.mark.parametrize(
    ("fault", "where"),
    [(Fault.DROPPED, "deregister"), (Fault.REFUSED, "token"), (Fault.HTML, "deregister"), (Fault.SILENT, "token")],
)
async def test_removed_while_amazon_is_away(
    hass: HomeAssistant,
    amazon: AmazonDouble,
    account: Account,
    fault: Fault,
    where: str,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The account goes all the same, soon, and the log says what is left at Amazon."""
    monkeypatch.setattr("custom_components.alexa_privacy.auth.DEREGISTER_WITHIN", 0.5)
    entry = (await sign_in_there(hass, amazon, account, await ways(hass)))["result"]
    caplog.clear()
    amazon.fail(fault, where, times=None)
    await hass.config_entries.async_remove(entry.entry_id)
    assert not hass.config_entries.async_entries(DOMAIN)
    [record] = [record for record in caplog.records if record.levelno >= logging.WARNING and DOMAIN in record.name]
    assert "could not be removed at Amazon" in record.getMessage()
    assert not any(secret in caplog.text for secret in account.secrets)


async def test_the_library_is_not_needed(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sign-in library, large and slow to load, is not loaded on this way, nor at a start; only for a password."""

    def loaded() -> list[str]:
        return [name for name in sys.modules if name.startswith("aioamazondevices") or name.endswith("password_login")]

    for name in loaded():
        package, _, module = name.rpartition(".")
        if package:
            # Loading it again would leave the new one there, for the tests that follow.
            monkeypatch.setattr(f"{package}.{module}", sys.modules[name])
    for name in loaded():
        monkeypatch.delitem(sys.modules, name)
    entry = (await sign_in_there(hass, amazon, account, await ways(hass)))["result"]
    await hass.config_entries.async_reload(entry.entry_id)
    await settle(hass)
    await hass.config_entries.async_remove(entry.entry_id)
    assert loaded() == []
    await enter_password(hass, await ways(hass), account)
    assert loaded() != []
