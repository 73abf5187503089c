"""The dashboard card: its module, which Home Assistant loads by itself, and its commands."""

from pathlib import Path
from typing import Final

from homeassistant.components import frontend, websocket_api
from homeassistant.core import HomeAssistant, callback
from homeassistant.util.hass_dict import HassKey

from ..const import DOMAIN
from ..panel.static_module import async_serve_module
from .card_commands import card, card_delete

_MODULE: Final = Path(__file__).with_name("card.js")
_CARD_URL: Final[HassKey[str]] = HassKey(f"{DOMAIN}_card_url")


async def async_setup_card(hass: HomeAssistant) -> None:
    """Serve the card and answer it, once per run."""
    for command in (card, card_delete):
        websocket_api.async_register_command(hass, command)
    hass.data[_CARD_URL] = await async_serve_module(hass, _MODULE)


@callback
def async_offer_card(hass: HomeAssistant) -> None:
    """Load the card on dashboards while there is an account; called whenever that may have changed."""
    url, is_offered = hass.data[_CARD_URL], hass.data[_CARD_URL] in hass.data[frontend.DATA_EXTRA_MODULE_URL].urls
    is_wanted = bool(hass.config_entries.async_entries(DOMAIN, include_ignore=False, include_disabled=False))
    if is_wanted and not is_offered:
        frontend.add_extra_js_url(hass, url)
    elif is_offered and not is_wanted:
        frontend.remove_extra_js_url(hass, url)
