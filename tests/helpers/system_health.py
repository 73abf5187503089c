"""System health, as the frontend shows it."""

from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import get_system_health_info

from custom_components.alexa_privacy.const import DOMAIN


async def health(hass: HomeAssistant) -> dict[str, Any]:
    """Return what the system information shows."""
    assert await async_setup_component(hass, "system_health", {})
    info: dict[str, Any] = await get_system_health_info(hass, DOMAIN)
    info["can_reach_amazon"] = await info["can_reach_amazon"]
    return info
