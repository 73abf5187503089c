"""The options flow, driven as the frontend drives it."""

from typing import Any

from aiohttp import FormData
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator


async def open_step(hass: HomeAssistant, entry: MockConfigEntry, *menus: str) -> dict[str, Any]:
    """Open an account's options and choose from its menus."""
    options = hass.config_entries.options
    step = await options.async_init(entry.entry_id)
    for choice in menus:
        assert choice in step["menu_options"]
        step = await options.async_configure(step["flow_id"], {"next_step_id": choice})
    return dict(step)


async def go_on(hass: HomeAssistant, form: dict[str, Any], entered: dict[str, Any]) -> dict[str, Any]:
    """Submit a form, and wait until the next one is there."""
    options = hass.config_entries.options
    step = await options.async_configure(form["flow_id"], entered)
    while step["type"] in {"progress", "progress_done"}:
        await hass.async_block_till_done()
        step = await options.async_configure(form["flow_id"])
    await hass.async_block_till_done(wait_background_tasks=True)
    return dict(step)


async def upload(hass: HomeAssistant, hass_client: ClientSessionGenerator, data: bytes) -> str:
    """Upload a file, and return its id."""
    assert await async_setup_component(hass, "file_upload", {})
    form = FormData()
    form.add_field("file", data, filename="browser.har")
    answer = await (await hass_client()).post("/api/file_upload", data=form)
    assert answer.status == 200
    found: str = (await answer.json())["file_id"]
    return found
