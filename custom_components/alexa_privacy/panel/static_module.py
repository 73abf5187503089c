"""Serves a JavaScript module that is built in frontend/."""

from hashlib import sha256
from pathlib import Path

from homeassistant.components.http.server import StaticPathConfig
from homeassistant.core import HomeAssistant

from ..const import DOMAIN


async def async_serve_module(hass: HomeAssistant, module: Path) -> str:
    """Serve a module, and return its address.

    Browsers cache it permanently: a changed module has another address.
    """
    version = await hass.async_add_executor_job(lambda: sha256(module.read_bytes()).hexdigest()[:12])
    url = f"/{DOMAIN}_static/{version}/{module.name}"
    await hass.http.async_register_static_paths([StaticPathConfig(url, str(module))])
    return url
