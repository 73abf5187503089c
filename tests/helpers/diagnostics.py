"""Diagnostics, downloaded as the frontend does."""

from collections.abc import Awaitable, Callable
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr
from homeassistant.setup import async_setup_component
import orjson
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

type Download = Callable[..., Awaitable[str]]


@pytest.fixture
async def download(hass: HomeAssistant, hass_client: ClientSessionGenerator) -> Download:
    """Return what downloads the diagnostics of an entry, or of one of its devices, as one is asked to."""
    assert await async_setup_component(hass, "diagnostics", {})

    async def fetch(entry: MockConfigEntry, device: dr.DeviceEntry | None = None) -> str:
        tail = f"/device/{device.id}" if device else ""
        client = await hass_client()
        answer = await client.get(f"/api/diagnostics/config_entry/{entry.entry_id}{tail}")
        assert answer.status == 200
        return str(await answer.text())

    return fetch


def data(text: str) -> dict[str, Any]:
    """Return our part of a download."""
    told: dict[str, Any] = orjson.loads(text)["data"]
    return told
