"""Serves the audio of recordings, without storing it; the browser gets no address or cookie of Amazon's."""

from http import HTTPStatus
from typing import Final

from aiohttp import hdrs, web
from homeassistant.components.http.const import KEY_HASS_USER
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError, Unauthorized
from homeassistant.helpers import service
from homeassistant.helpers.http import KEY_HASS, HomeAssistantView

from .. import exceptions
from ..account import PrivacyConfigEntry
from ..amazon.audio import Sound
from ..const import CONF_MEDIA_SOURCE, DOMAIN
from .messages import RECORDING_ID

_URL: Final = f"/api/{DOMAIN}/audio/{{entry_id}}/{{recording_id}}"
# A browser may play it, and keeps it no longer than that.
_HEADERS: Final = {hdrs.CACHE_CONTROL: "no-store", hdrs.ACCEPT_RANGES: "bytes"}


def address(entry: PrivacyConfigEntry, recording_id: str) -> str:
    """Return the address of a recording's audio."""
    return _URL.format(entry_id=entry.entry_id, recording_id=recording_id)


def is_open_to_all(entry: PrivacyConfigEntry) -> bool:
    """Return whether all users may play recordings in Media."""
    return bool(entry.options.get(CONF_MEDIA_SOURCE, False))


class AudioView(HomeAssistantView):
    """Serves the audio of one recording."""

    url = _URL
    name = f"api:{DOMAIN}:audio"

    async def get(self, request: web.Request, entry_id: str, recording_id: str) -> web.Response:
        """Fetch it from Amazon and return it, or an error."""
        hass = request.app[KEY_HASS]
        known = hass.config_entries.async_get_entry(entry_id)
        if not request[KEY_HASS_USER].is_admin and not (known and known.domain == DOMAIN and is_open_to_all(known)):
            raise Unauthorized
        RECORDING_ID(recording_id)
        try:
            entry = service.async_get_config_entry(hass, DOMAIN, entry_id)
            with exceptions.acting(hass, entry):
                sound = await entry.runtime_data.audio.fetch(recording_id)
        except HomeAssistantError as err:
            missing = isinstance(err, ServiceValidationError) or err.translation_key == "no_sound"
            status = HTTPStatus.NOT_FOUND if missing else HTTPStatus.BAD_GATEWAY
            return self.json_message(str(err), status, err.translation_key)
        return _play(request, sound)


def _play(request: web.Request, sound: Sound) -> web.Response:
    """Return the audio, or the range that a player asks for."""
    size = len(sound.data)
    try:
        asked = request.http_range
    except ValueError:
        # What cannot be understood is as if it were not there.
        asked = slice(None)
    whole = asked.start is None and asked.stop is None
    start, stop, _ = asked.indices(size)
    if start >= stop:
        headers = {hdrs.CONTENT_RANGE: f"bytes */{size}"}
        return web.Response(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, headers=headers)
    part = {} if whole else {hdrs.CONTENT_RANGE: f"bytes {start}-{stop - 1}/{size}"}
    return web.Response(
        status=HTTPStatus.OK if whole else HTTPStatus.PARTIAL_CONTENT,
        body=sound.data[start:stop],
        content_type=sound.content_type,
        headers=_HEADERS | part,
    )
