"""The config flow, driven as somebody who signs in."""

from typing import Any

from homeassistant.config_entries import SOURCE_USER
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType

from custom_components.alexa_privacy.const import DOMAIN
from tests.amazon_double import Account, AmazonDouble
from tests.helpers.sign_in_pages import sign_in_at_amazon


def answers(account: Account, **instead: str) -> dict[str, str]:
    """Return what the owner enters to sign in with a password."""
    return {"username": account.email, "password": account.password, "code": account.code} | instead


async def ways(hass: HomeAssistant) -> Any:
    """Choose to add an account."""
    return await hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_USER})


async def choose(hass: HomeAssistant, menu: Any, way: str) -> Any:
    """Choose a way to sign in."""
    return await hass.config_entries.flow.async_configure(menu["flow_id"], {"next_step_id": way})


async def begin(hass: HomeAssistant) -> Any:
    """Choose to add an account with a password."""
    return await choose(hass, await ways(hass), "password")


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


async def enter_password(hass: HomeAssistant, menu: Any, account: Account, **instead: str) -> Any:
    """Sign in with a password, from the menu."""
    return await enter(hass, await choose(hass, menu, "password"), answers(account, **instead))


async def open_link(hass: HomeAssistant, menu: Any, site: str = "de") -> Any:
    """Choose the browser and a site, from the menu; return the form that has the link."""
    return await enter(hass, await choose(hass, menu, "browser"), {"site": site})


async def land(amazon: AmazonDouble, account: Account, form: Any) -> str:
    """Sign in on Amazon's pages behind a form's link; return the address of the last page."""
    return await sign_in_at_amazon(amazon, account, form["description_placeholders"]["link"])


async def sign_in_there(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, menu: Any, site: str = "de"
) -> Any:
    """Sign in on Amazon's own page, from the menu."""
    form = await open_link(hass, menu, site)
    return await enter(hass, form, {"address": await land(amazon, account, form)})
