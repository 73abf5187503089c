"""System health: figures for Home Assistant's system information, without personal data."""

from contextlib import suppress
from typing import Any

from homeassistant.components.system_health import SystemHealthRegistration, async_check_can_reach_url
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError

from .account import PrivacyConfigEntry
from .auth import load_credentials
from .const import DOMAIN


@callback
def async_register(hass: HomeAssistant, register: SystemHealthRegistration) -> None:
    """Register the figures."""
    register.async_register_info(_info)


async def _info(hass: HomeAssistant) -> dict[str, Any]:
    """Return figures over all accounts; `last_listing` is the oldest of their last listings."""
    entries: list[PrivacyConfigEntry] = hass.config_entries.async_entries(DOMAIN, include_disabled=False)
    # An account that waits for Amazon keeps its last figures.
    accounts = [entry.runtime_data for entry in entries if hasattr(entry, "runtime_data")]
    statuses = [account.store.request_statuses for account in accounts]
    taught = [(known, name) for known in statuses for name in known.taught]
    listings = [account.coordinator.data.counted_at for account in accounts]
    known = [listing for listing in listings if listing is not None]
    return {
        "can_reach_amazon": _reach_all(hass),
        "learned_requests": len(taught),
        "tested_requests": sum(not known.to_test(name) for known, name in taught),
        "last_listing": min(known) if known and len(known) == len(listings) else "unknown",
    }


async def _reach_all(hass: HomeAssistant) -> str | dict[str, str]:
    """Return whether the sites of all accounts can be reached, including accounts whose setup failed."""
    sites = set()
    for entry in hass.config_entries.async_entries(DOMAIN, include_disabled=False):
        with suppress(HomeAssistantError):
            sites.add(load_credentials(hass, entry).site)
    for site in sorted(sites):
        if (answer := await async_check_can_reach_url(hass, site)) != "ok":
            return answer
    return "ok" if sites else "unknown"
