"""Borrowing the sign-in of Alexa Devices: read, never changed, and repaired when it cannot be read any more."""

from copy import deepcopy
from typing import Any

from homeassistant.config_entries import SOURCE_IGNORE, SOURCE_RECONFIGURE, ConfigEntry, ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import issue_registry as ir
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.alexa_privacy.account import Account as PrivacyAccount
from custom_components.alexa_privacy.const import (
    ALEXA_DEVICES,
    CONF_BORROWED,
    CONF_CREDENTIALS,
    CONF_RECIPES,
    DOMAIN,
    LOGIN_DATA,
)
from tests.amazon_double import Account, AmazonDouble, Fault
from tests.conftest import SetUp, poll, state
from tests.helpers.borrowing import add_borrowed, choose_borrow, lend
from tests.helpers.sign_in import choose, enter, enter_password, ways
from tests.helpers.system_health import health


@pytest.fixture
def lender(hass: HomeAssistant, amazon: AmazonDouble, account: Account) -> MockConfigEntry:
    """Give Alexa Devices the account."""
    return lend(hass, amazon, account)


async def reconfigure(hass: HomeAssistant, entry: ConfigEntry) -> Any:
    """Open the dialog that changes the sign-in."""
    return await hass.config_entries.flow.async_init(
        DOMAIN, context={"source": SOURCE_RECONFIGURE, "entry_id": entry.entry_id}
    )


def repairs(hass: HomeAssistant) -> set[str]:
    """Return what repairs are asked for, by their texts' names."""
    return {issue.translation_key or "" for (domain, _), issue in ir.async_get(hass).issues.items() if domain == DOMAIN}


async def test_borrow(hass: HomeAssistant, amazon: AmazonDouble, account: Account, lender: MockConfigEntry) -> None:
    """The account is counted without signing in, and keeps nothing but whom it borrows from."""
    form = await choose_borrow(hass)
    (selector,) = form["data_schema"].schema.values()
    assert selector.config["options"] == [{"value": lender.entry_id, "label": "Mia's Alexa"}]

    entry = await add_borrowed(hass, lender)
    assert (entry.title, entry.unique_id) == (account.email, account.user_id)
    assert dict(entry.data) == {"username": account.email, CONF_BORROWED: lender.entry_id}
    assert state(hass, "recordings") == str(account.held)
    assert amazon.count("signin", "register", "token") == 0


async def test_set_up_asks_twice(
    hass: HomeAssistant, amazon: AmazonDouble, lender: MockConfigEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page for its token and a page of recordings, to try the sign-in and to set up with it."""

    async def nothing(_: PrivacyAccount) -> None:
        """Leave out what is done in the background."""

    monkeypatch.setattr(PrivacyAccount, "async_begin", nothing)
    await add_borrowed(hass, lender)
    assert amazon.counts() == {"page": 2, "v2": 2}


async def test_menu_still_offers_sign_in(hass: HomeAssistant, account: Account, lender: MockConfigEntry) -> None:
    """Who does not want to borrow signs in."""
    result = await enter_password(hass, await ways(hass), account)
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert CONF_BORROWED not in result["result"].data


async def test_ignored_entry_lends_nothing(hass: HomeAssistant, account: Account) -> None:
    """An Alexa Devices entry that was discovered and ignored has no sign-in."""
    MockConfigEntry(domain=ALEXA_DEVICES, source=SOURCE_IGNORE).add_to_hass(hass)
    menu = await ways(hass)
    assert menu["menu_options"] == ["browser", "password"]


async def test_lender_is_only_read(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, lender: MockConfigEntry
) -> None:
    """Not even fresh cookies change the lender's data, nor are they kept in ours."""
    before, modified = deepcopy(dict(lender.data)), lender.modified_at
    entry = await add_borrowed(hass, lender)
    amazon.expire_cookies()
    await poll(hass, entry)
    assert entry.runtime_data.coordinator.last_update_success
    assert amazon.count("token") == 1
    assert dict(lender.data) == before
    assert lender.modified_at == modified
    assert dict(entry.data) == {"username": account.email, CONF_BORROWED: lender.entry_id}


async def test_lender_without_username(hass: HomeAssistant, amazon: AmazonDouble, account: Account) -> None:
    """The lender's title serves where it keeps no e-mail."""
    lender = MockConfigEntry(domain=ALEXA_DEVICES, title="Home", data={LOGIN_DATA: amazon.login_data(account)})
    lender.add_to_hass(hass)
    assert (await add_borrowed(hass, lender)).title == "Home"


async def test_borrow_twice(hass: HomeAssistant, account: Account, lender: MockConfigEntry, set_up: SetUp) -> None:
    """An account that is set up already is not set up again by borrowing."""
    await set_up(account)
    result = await enter(hass, await choose_borrow(hass), {"entry": lender.entry_id})
    assert (result["type"], result["reason"]) == (FlowResultType.ABORT, "already_configured")


CHANGED_SHAPES: list[dict[str, Any]] = [
    {"website_cookies": None},
    {"website_cookies": [["session-id"]]},
    {"website_cookies": {"session-id": 7}},
    {"store_authentication_cookie": None},
    {"store_authentication_cookie": "cookie"},
    {"customer_info": {}},
    {"customer_info": {"user_id": 7}},
    {"customer_info": None},
    {"refresh_token": None},
    {"refresh_token": ""},
    {"site": None},
    {"site": ""},
    {"site": "http://www.amazon.de"},
    {"site": "https://www.amazon.de.example.org"},
    {"site": "https://www.amazon.de\n"},
    {"site": "https://www.amazon.de:8443/else"},
    {"site": "https://someone@www.amazon.de"},
    {"site": "https://example.org"},
    {"site": "https://www.amazon.de:port"},
]


@pytest.mark.parametrize("changed", CHANGED_SHAPES, ids=str)
async def test_changed_shape_in_flow(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, changed: dict[str, Any]
) -> None:
    """What cannot be read is said in the form, and nothing is asked of anybody."""
    lender = lend(hass, amazon, account, **changed)
    result = await enter(hass, await choose_borrow(hass), {"entry": lender.entry_id})
    assert (result["type"], result["step_id"]) == (FlowResultType.FORM, "borrow")
    assert result["errors"] == {"base": "borrow_unreadable"}
    assert not hass.config_entries.async_entries(DOMAIN)
    assert not amazon.requests


@pytest.mark.parametrize(
    ("fault", "where", "error"),
    [
        (Fault.REFUSED, "token", "borrow_signed_out"),
        (Fault.DROPPED, "v2", "cannot_connect"),
        (Fault.THROTTLED, "v2", "cannot_connect"),
    ],
)
async def test_sign_in_that_does_not_serve(
    hass: HomeAssistant, amazon: AmazonDouble, lender: MockConfigEntry, fault: Fault, where: str, error: str
) -> None:
    """Amazon is asked before anything is set up; once it answers, the same form goes on."""
    amazon.expire_cookies()
    amazon.fail(fault, where, times=None)
    form = await enter(hass, await choose_borrow(hass), {"entry": lender.entry_id})
    assert (form["step_id"], form["errors"]) == ("borrow", {"base": error})
    assert not hass.config_entries.async_entries(DOMAIN)
    amazon.heal()
    assert (await enter(hass, form, {"entry": lender.entry_id}))["type"] is FlowResultType.CREATE_ENTRY


async def test_sign_in_that_serves_whatever_else_is_wrong(
    hass: HomeAssistant, amazon: AmazonDouble, lender: MockConfigEntry
) -> None:
    """What another sign-in would not mend is told by the account, which goes on once that is mended."""
    amazon.fail(Fault.BAD_REQUEST, "v2", times=None)
    assert (await add_borrowed(hass, lender)).state is ConfigEntryState.SETUP_RETRY


async def test_lender_goes_while_choosing(hass: HomeAssistant, lender: MockConfigEntry) -> None:
    """A lender that is removed while the form is open is said to be unreadable, as is an entry of no such kind."""
    form = await choose_borrow(hass)
    await hass.config_entries.async_remove(lender.entry_id)
    result = await enter(hass, form, {"entry": lender.entry_id})
    assert result["errors"] == {"base": "borrow_unreadable"}


@pytest.mark.parametrize("how", ["shape", "no login data", "gone"])
async def test_changed_shape_at_set_up(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, lender: MockConfigEntry, how: str
) -> None:
    """A repair says so, the account waits, and both are mended together."""
    entry = await add_borrowed(hass, lender)
    good = dict(lender.data)
    await hass.config_entries.async_unload(entry.entry_id)
    amazon.clear_log()
    if how == "shape":
        hass.config_entries.async_update_entry(lender, data=good | {LOGIN_DATA: good[LOGIN_DATA] | {"site": 7}})
    elif how == "no login data":
        hass.config_entries.async_update_entry(lender, data={"username": account.email})
    else:
        await hass.config_entries.async_remove(lender.entry_id)

    await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert entry.error_reason_translation_key == "borrow_unreadable"
    assert "borrow_unreadable" in repairs(hass)
    assert not amazon.requests
    assert not hass.config_entries.flow.async_progress(), "another password would not help"

    if how == "gone":
        lender = MockConfigEntry(domain=ALEXA_DEVICES, entry_id=lender.entry_id, data=good)
        lender.add_to_hass(hass)
    hass.config_entries.async_update_entry(lender, data=good)
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert entry.state is ConfigEntryState.LOADED
    assert "borrow_unreadable" not in repairs(hass)


async def test_lender_signed_in_to_another_account(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, lender: MockConfigEntry
) -> None:
    """Another account's history is never taken for this one's."""
    entry = await add_borrowed(hass, lender)
    other = amazon.add_account(Account.generate(seed=9, size=3, email="noah@example.org"))
    amazon.clear_log()
    hass.config_entries.async_update_entry(lender, data={LOGIN_DATA: amazon.login_data(other)})
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert entry.state is ConfigEntryState.SETUP_ERROR
    assert entry.error_reason_translation_key == "borrow_other_account"
    assert not amazon.requests


@pytest.mark.parametrize("was_readable", [True, False])
@pytest.mark.parametrize("is_readable", [True, False])
async def test_looking_changes_nothing(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    amazon: AmazonDouble,
    account: Account,
    lender: MockConfigEntry,
    was_readable: bool,
    is_readable: bool,
) -> None:
    """System information, diagnostics and other dialogs leave an open dialog open, and repairs as they are."""
    entry = await add_borrowed(hass, lender)
    good = dict(lender.data)
    hass.config_entries.async_update_entry(lender, data=good if was_readable else {})
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    hass.config_entries.async_update_entry(lender, data=good if is_readable else {})
    form = await reconfigure(hass, entry)
    issues = set(ir.async_get(hass).issues)
    assert (("alexa_privacy", f"borrow_unreadable_{entry.entry_id}") in issues) is not was_readable

    assert (await health(hass))["can_reach_amazon"] == ("ok" if is_readable else "unknown")
    assert await async_setup_component(hass, "diagnostics", {})
    answer = await (await hass_client()).get(f"/api/diagnostics/config_entry/{entry.entry_id}")
    assert answer.status == 200
    menu = await choose_borrow(hass)
    hass.config_entries.flow.async_abort(menu["flow_id"])
    options = await hass.config_entries.options.async_init(entry.entry_id)
    hass.config_entries.options.async_abort(options["flow_id"])

    assert [flow["flow_id"] for flow in hass.config_entries.flow.async_progress()] == [form["flow_id"]]
    assert set(ir.async_get(hass).issues) == issues


async def test_set_up_leaves_a_dialog_that_no_repair_opened(
    hass: HomeAssistant, account: Account, lender: MockConfigEntry
) -> None:
    """Loading a borrowed account again does not close what its owner is filling in."""
    entry = await add_borrowed(hass, lender)
    form = await reconfigure(hass, entry)
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert [flow["flow_id"] for flow in hass.config_entries.flow.async_progress()] == [form["flow_id"]]
    result = await enter_password(hass, form, account)
    assert result["reason"] == "reconfigure_successful"


async def test_own_to_borrowed_and_back(
    hass: HomeAssistant, account: Account, lender: MockConfigEntry, set_up: SetUp
) -> None:
    """Reconfiguring changes where the sign-in comes from, and nothing else."""
    entry = await set_up(account)
    menu = await entry.start_reconfigure_flow(hass)
    assert menu["menu_options"] == ["browser", "password", "borrow"]
    result = await enter(hass, await choose(hass, menu, "borrow"), {"entry": lender.entry_id})
    assert (result["type"], result["reason"]) == (FlowResultType.ABORT, "reconfigure_successful")
    assert dict(entry.data) == {"username": account.email, CONF_BORROWED: lender.entry_id}
    assert entry.state is ConfigEntryState.LOADED

    result = await enter_password(hass, await entry.start_reconfigure_flow(hass), account)
    assert result["reason"] == "reconfigure_successful"
    assert entry.data.keys() == {"username", CONF_CREDENTIALS}
    assert entry.options.keys() == {CONF_RECIPES}
    assert entry.state is ConfigEntryState.LOADED


async def test_reconfigure_with_unreadable_lender(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """The form says so, and the account stays as it was."""
    entry = await set_up(account)
    before = dict(entry.data)
    lender = lend(hass, amazon, account, refresh_token=None)
    form = await choose(hass, await entry.start_reconfigure_flow(hass), "borrow")
    result = await enter(hass, form, {"entry": lender.entry_id})
    assert (result["step_id"], result["errors"]) == ("borrow", {"base": "borrow_unreadable"})
    assert dict(entry.data) == before
    assert entry.state is ConfigEntryState.LOADED


async def test_reconfigure_to_lender_of_another_account(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """A lender that is signed in to another account is refused."""
    entry = await set_up(account)
    before = dict(entry.data)
    other = amazon.add_account(Account.generate(seed=9, size=3, email="noah@example.org"))
    lender = lend(hass, amazon, other)
    form = await choose(hass, await entry.start_reconfigure_flow(hass), "borrow")
    result = await enter(hass, form, {"entry": lender.entry_id})
    assert (result["type"], result["reason"]) == (FlowResultType.ABORT, "wrong_account")
    assert dict(entry.data) == before


async def test_stored_sign_in_damaged(hass: HomeAssistant, account: Account, set_up: SetUp) -> None:
    """An account whose own stored sign-in has another shape asks to sign in again."""
    entry = await set_up(account)
    for damaged in ({}, {CONF_CREDENTIALS: {"site": 7}}, {CONF_CREDENTIALS: {"unknown": 1}}):
        hass.config_entries.async_update_entry(entry, data={"username": account.email} | damaged)
        await hass.config_entries.async_reload(entry.entry_id)
        await hass.async_block_till_done(wait_background_tasks=True)
        assert entry.state is ConfigEntryState.SETUP_ERROR
        assert [flow["step_id"] for flow in hass.config_entries.flow.async_progress()] == ["reauth_confirm"]
