"""An owner with a notify entity, and an account that notifies it."""

from typing import Any

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.alexa_privacy.const import CONF_NOTIFY, CONF_NOTIFY_ABOUT, CONF_RECIPES
from custom_components.alexa_privacy.repair import notifications
from tests.helpers.phones import AddPhones, Phone

RECEIPTS = {CONF_NOTIFY_ABOUT: ["receipt"]}
SIGN_IN = "Amazon requires you to sign in again. Until then, nothing is counted or deleted."


@pytest.fixture
async def phone(add_phones: AddPhones) -> Phone:
    """Add a notify entity."""
    phone = Phone("phone")
    await add_phones(phone)
    return phone


@pytest.fixture
def options(recipes: dict[str, Any], phone: Phone) -> dict[str, Any]:
    """Return the options of an owner who wants to be notified."""
    return {CONF_RECIPES: recipes, CONF_NOTIFY: [phone.entity_id]}


async def restart(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Load the account again, with what was notified from disk."""
    assert await hass.config_entries.async_unload(entry.entry_id)
    hass.data.pop(notifications._NOTIFIERS)
    await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)


async def restart_loaded(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Set the account up."""
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
