"""The audio of recordings (amazon-protocol.md §2)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from http import HTTPMethod
import re
from typing import Final
from urllib.parse import urlencode

from .errors import BadResponse, NoSound, Withdrawn
from .history import History
from .recording_summary import RecordingSummary
from .recordings import Recording, time_of
from .request_stats import RequestKind
from .responses import Expect, Request, Response
from .session import HISTORY_PAGE, AmazonSession

# What was listed last is likely played next.
REMEMBERED: Final = 2_000
# A window of one instant could miss what is on its edge.
_AROUND: Final = 60_000
# It becomes part of a response header.
_TYPE: Final = re.compile(r"audio/[a-z0-9.+-]{1,60}")


@dataclass(frozen=True, slots=True)
class Sound:
    """The entire audio of one recording: a few seconds."""

    content_type: str
    data: bytes = field(repr=False)


@dataclass(eq=False, repr=False)
class Audio:
    """Fetches the audio of one account's recordings and does not store it."""

    _session: AmazonSession
    _history: History
    """Finds recordings that were not listed lately."""
    _utterances: dict[str, str | None] = field(default_factory=dict, init=False)

    def remember(self, recordings: Iterable[Recording | RecordingSummary]) -> None:
        """Remember where the audio of listed recordings is, to save another listing."""
        for recording in recordings:
            self._utterances.pop(recording.id, None)
            self._utterances[recording.id] = recording.utterance_id
        for forgotten in list(self._utterances)[:-REMEMBERED]:
            del self._utterances[forgotten]

    async def fetch(self, recording_id: str) -> Sound:
        """Return the audio of a recording; raises NoSound if there is none, or another AmazonError."""
        if recording_id not in self._utterances:
            await self._find(recording_id)
        utterance_id = self._utterances.get(recording_id)
        if utterance_id is None:
            raise NoSound("Amazon has no audio for this recording")
        query = urlencode({"uid": utterance_id})
        request = Request(method=HTTPMethod.GET, target=f"{HISTORY_PAGE}/audio?{query}")
        try:
            return await self._session.fetch(lambda _: request, RequestKind.AUDIO, _read_sound, expect=Expect.AUDIO)
        except Withdrawn as err:
            raise NoSound("Amazon cannot find the audio of this recording") from err

    async def _find(self, recording_id: str) -> None:
        """List the time at which a recording was made."""
        time = time_of(recording_id)
        self.remember(await self._history.recordings(max(0, time - _AROUND), time + _AROUND))


def _read_sound(answer: Response) -> Sound:
    """Return the audio with its type and length; raises BadResponse if the response is not audio."""
    if not answer.body:
        raise NoSound("Amazon returned no audio for this recording")
    if _TYPE.fullmatch(answer.content_type):
        return Sound(answer.content_type, answer.body)
    if answer.body.startswith(b"RIFF"):
        return Sound("audio/wav", answer.body)
    raise BadResponse("Amazon's response is not audio")
