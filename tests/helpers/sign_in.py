"""The config flow, driven as somebody who signs in."""

from typing import Any

from homeassistant.config_entries import SOURCE_USER
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType

from custom_components.alexa_privacy.const import DOMAIN
from tests.amazon_double import Account


def answers(account: Account, **instead: str) -> dict[str, str]:
    """Return what the owner enters to sign in."""
    return {"username": account.email, "password": account.password, "code": account.code} | instead


def again(account: Account, **instead: str) -> dict[str, str]:
    """Return what the owner enters to sign in again."""
    return {"password": account.password, "code": account.code} | instead


async def begin(hass: HomeAssistant) -> Any:
    """Choose to add an account."""
    return await hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_USER})


async def enter(hass: HomeAssistant, flow: Any, user_input: dict[str, Any]) -> Any:
    """Fill in a form, and wait for what comes after the progress step."""
    result = await hass.config_entries.flow.async_configure(flow["flow_id"], user_input)
    if result["type"] is FlowResultType.SHOW_PROGRESS:
        assert result["step_id"] == result["progress_action"] == "signing_in"
        # Asking meanwhile shows that it goes on.
        unfinished = await hass.config_entries.flow.async_configure(flow["flow_id"])
        assert unfinished["type"] is FlowResultType.SHOW_PROGRESS
        await hass.async_block_till_done(wait_background_tasks=True)
        result = await hass.config_entries.flow.async_configure(flow["flow_id"])
    await hass.async_block_till_done(wait_background_tasks=True)
    return result
