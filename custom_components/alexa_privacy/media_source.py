"""Media source of recordings, if the owner allows it: account, Echo, day, recording.

All users may browse media, and states show what is played, so titles contain times and no spoken words.
"""

from datetime import date
from typing import override

from homeassistant.components.media_player.const import MediaClass
from homeassistant.components.media_player.errors import BrowseError
from homeassistant.components.media_source.error import Unresolvable
from homeassistant.components.media_source.models import BrowseMediaSource, MediaSource, MediaSourceItem, PlayMedia
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.util import dt as dt_util

from . import exceptions
from .account import PrivacyConfigEntry
from .amazon.recordings import Recording, is_recording_id
from .const import DOMAIN, NAME
from .panel.audio_view import address, is_open_to_all
from .repair.notifications import account_title

_TYPE = "audio/wav"
# Outside of these, a day has no start or no end in some time zone.
_FIRST_DAY = date(1970, 1, 2)
_LAST_DAY = date(9999, 12, 30)


async def async_get_media_source(hass: HomeAssistant) -> MediaSource:
    """Return the source of all accounts."""
    return PrivacyMediaSource(hass)


class PrivacyMediaSource(MediaSource):
    """The recordings of the accounts whose owners opened them to all users."""

    name = NAME

    def __init__(self, hass: HomeAssistant) -> None:
        """Initialize the media source."""
        super().__init__(DOMAIN)
        self._hass = hass

    @override
    async def async_browse_media(self, item: MediaSourceItem) -> BrowseMediaSource:
        """Return a folder."""
        if not item.identifier:
            accounts = self._accounts().values()
            # An account is called by its owner's e-mail address, which is no other user's business.
            return _folder("", NAME, [_folder(each.entry_id, account_title(self._hass, each)) for each in accounts])
        entry_id, *place = item.identifier.split("/")
        entry = self._accounts().get(entry_id)
        if entry is None:
            raise BrowseError(translation_domain=DOMAIN, translation_key="media_closed")
        match place:
            case []:
                return _echoes(entry, account_title(self._hass, entry))
            case [echo]:
                return _days(entry, echo)
            case [echo, day]:
                return await self._recordings(entry, echo, _read_day(day))
            case _:
                raise BrowseError(translation_domain=DOMAIN, translation_key="media_unknown")

    @override
    async def async_resolve_media(self, item: MediaSourceItem) -> PlayMedia:
        """Return the URL of a recording."""
        match item.identifier.split("/"):
            case [entry_id, _, _, recording_id] if (entry := self._accounts().get(entry_id)) and is_recording_id(
                recording_id
            ):
                return PlayMedia(address(entry, recording_id), _TYPE)
            case _:
                raise Unresolvable(translation_domain=DOMAIN, translation_key="media_unknown")

    def _accounts(self) -> dict[str, PrivacyConfigEntry]:
        entries = self._hass.config_entries.async_loaded_entries(DOMAIN)
        return {entry.entry_id: entry for entry in entries if is_open_to_all(entry)}

    async def _recordings(self, entry: PrivacyConfigEntry, echo: str, day: date) -> BrowseMediaSource:
        """Return the recordings of an Echo on a day that have audio."""
        account = entry.runtime_data
        ledger = account.store.voice.ledger
        start, end = ledger.start_of(day), min(ledger.end_of(day), account.voice.history.now())
        try:
            with exceptions.acting(self._hass, entry):
                listed = await account.voice.history.recordings(start, end)
        except HomeAssistantError as err:
            raise BrowseError(
                translation_domain=err.translation_domain,
                translation_key=err.translation_key,
                translation_placeholders=err.translation_placeholders,
            ) from err
        found = [recording for recording in listed if recording.serial == echo and recording.utterance_id]
        account.audio.remember(found)
        place = f"{entry.entry_id}/{echo}/{day}"
        return _folder(place, str(day), [_playable(place, recording) for recording in found])


def _echoes(entry: PrivacyConfigEntry, title: str) -> BrowseMediaSource:
    """Return the Echos that have recordings, in the folder of an account."""
    echoes = entry.runtime_data.store.voice.ledger.echoes()
    folders = [_folder(f"{entry.entry_id}/{echo}", name or "Echo") for echo, name in echoes.items()]
    return _folder(entry.entry_id, title, folders)


def _days(entry: PrivacyConfigEntry, echo: str) -> BrowseMediaSource:
    ledger, place = entry.runtime_data.store.voice.ledger, f"{entry.entry_id}/{echo}"
    days = [_folder(f"{place}/{day}", str(day)) for day, *_ in reversed(ledger.by_day(echo)())]
    return _folder(place, ledger.names.get(echo) or "Echo", days)


def _read_day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    if not _FIRST_DAY <= day <= _LAST_DAY:
        raise BrowseError(translation_domain=DOMAIN, translation_key="media_unknown")
    return day


def _folder(place: str, title: str, children: list[BrowseMediaSource] | None = None) -> BrowseMediaSource:
    return BrowseMediaSource(
        domain=DOMAIN,
        identifier=place,
        media_class=MediaClass.DIRECTORY,
        media_content_type="",
        title=title,
        can_play=False,
        can_expand=True,
        children=children,
    )


def _playable(place: str, recording: Recording) -> BrowseMediaSource:
    time = dt_util.as_local(dt_util.utc_from_timestamp(recording.time / 1000))
    return BrowseMediaSource(
        domain=DOMAIN,
        identifier=f"{place}/{recording.id}",
        media_class=MediaClass.MUSIC,
        media_content_type=_TYPE,
        title=f"{time:%H:%M:%S}",
        can_play=True,
        can_expand=False,
    )
