"""The Voice History page: its sidebar entry and its commands."""

from pathlib import Path
from typing import Final

from homeassistant.components import frontend, panel_custom, websocket_api
from homeassistant.core import HomeAssistant
from homeassistant.helpers.translation import async_get_translations
from homeassistant.util.hass_dict import HassKey

from ..const import CONF_SHOW_PAGE, DOMAIN, PAGE
from ..teaching.visit_session import VISITS
from ..teaching.visit_view import VisitView
from .audio_view import AudioView
from .static_module import async_serve_module
from .visit_commands import VISIT_COMMANDS
from .websocket import COMMANDS

_ELEMENT: Final = "alexa-privacy-panel"
_MODULE: Final = Path(__file__).with_name("panel.js")
_MODULE_URL: Final[HassKey[str]] = HassKey(f"{DOMAIN}_module_url")


async def async_setup_page(hass: HomeAssistant) -> None:
    """Serve the page and register its commands, once per run."""
    for command in (*COMMANDS, *VISIT_COMMANDS):
        websocket_api.async_register_command(hass, command)
    hass.data[VISITS] = {}
    hass.http.register_view(AudioView)
    hass.http.register_view(VisitView)
    hass.data[_MODULE_URL] = await async_serve_module(hass, _MODULE)


async def async_show_page(hass: HomeAssistant) -> None:
    """Show the page in the sidebar while an account wants it; called whenever that may have changed.

    Otherwise only links lead to it, because lessons on Amazon's page open in it.
    """
    entries = hass.config_entries.async_entries(DOMAIN, include_ignore=False, include_disabled=False)
    wanted = any(entry.options.get(CONF_SHOW_PAGE, True) for entry in entries)
    title = await _page_title(hass) if wanted else None
    known = hass.data.get(frontend.DATA_PANELS, {}).get(PAGE)
    if known is not None:
        if entries and known.sidebar_title == title:
            return
        frontend.async_remove_panel(hass, PAGE)
    if not entries:
        return
    await panel_custom.async_register_panel(
        hass,
        frontend_url_path=PAGE,
        webcomponent_name=_ELEMENT,
        sidebar_title=title,
        sidebar_icon="mdi:account-voice",
        module_url=hass.data[_MODULE_URL],
        require_admin=True,
    )


async def _page_title(hass: HomeAssistant) -> str:
    """Return the page's name in Home Assistant's language."""
    texts = await async_get_translations(hass, hass.config.language, "config_panel", {DOMAIN})
    return texts[f"component.{DOMAIN}.config_panel.page.title"]
