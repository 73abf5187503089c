"""The Voice History page: what it asks of Home Assistant."""

from homeassistant.core import HomeAssistant, callback

from .audio import AudioView
from .websocket import async_register_commands


@callback
def async_setup_page(hass: HomeAssistant) -> None:
    """Answer the page, once per run."""
    async_register_commands(hass)
    hass.http.register_view(AudioView)
