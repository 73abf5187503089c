"""Accounts whose sign-in is borrowed from Home Assistant's own integration."""

from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.alexa_privacy.const import ALEXA_DEVICES, LOGIN_DATA
from tests.amazon_double import Account, AmazonDouble
from tests.helpers.sign_in import choose, enter, ways


def lend(hass: HomeAssistant, amazon: AmazonDouble, account: Account, **instead: Any) -> MockConfigEntry:
    """Set up Alexa Devices' entry as that integration stores it; it does not run."""
    data = {
        "username": account.email,
        "password": account.password,
        LOGIN_DATA: amazon.login_data(account) | instead,
    }
    entry = MockConfigEntry(domain=ALEXA_DEVICES, title=f"{account.name}'s Alexa", unique_id="lender", data=data)
    entry.add_to_hass(hass)
    return entry


async def choose_borrow(hass: HomeAssistant) -> Any:
    """Choose to borrow in the menu."""
    menu = await ways(hass)
    assert (menu["type"], menu["menu_options"]) == (FlowResultType.MENU, ["browser", "password", "borrow"])
    return await choose(hass, menu, "borrow")


async def add_borrowed(hass: HomeAssistant, lender: MockConfigEntry) -> Any:
    """Borrow a sign-in; return the new account's entry."""
    result = await enter(hass, await choose_borrow(hass), {"entry": lender.entry_id})
    assert result["type"] is FlowResultType.CREATE_ENTRY
    return result["result"]
