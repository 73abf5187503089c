"""Switches, turned as the owner does."""

from homeassistant.core import HomeAssistant


async def turn(hass: HomeAssistant, key: str, *, on: bool) -> None:
    """Turn one of the account's switches."""
    target = {"entity_id": f"switch.alexa_privacy_{key}"}
    await hass.services.async_call("switch", f"turn_{'on' if on else 'off'}", target, blocking=True)
