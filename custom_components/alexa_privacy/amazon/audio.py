"""The sound of recordings (amazon-protocol.md §2)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from http import HTTPMethod
import re
from typing import Final
from urllib.parse import urlencode

from .errors import BadResponse, NoSound, Withdrawn
from .history import History
from .recordings import Recording, time_of
from .request_stats import RequestKind
from .responses import Expect, Request, Response
from .session import HISTORY_PAGE, AmazonSession

# What was listed last is what is played next.
REMEMBERED: Final = 2_000
# A window of one moment might miss what lies on its edge.
_AROUND: Final = 60_000
# It ends in a header of ours.
_TYPE: Final = re.compile(r"audio/[a-z0-9.+-]{1,60}")


@dataclass(frozen=True, slots=True)
class Sound:
    """What was heard, whole: a few seconds."""

    content_type: str
    data: bytes = field(repr=False)


class Audio:
    """Fetches the sound of one account's recordings; it stays with whoever asked for it."""

    def __init__(self, session: AmazonSession, history: History) -> None:
        """Read through one account's session; `history` finds what was not listed lately."""
        self._session = session
        self._history = history
        self._utterances: dict[str, str | None] = {}

    def remember(self, recordings: Iterable[Recording]) -> None:
        """Know where the sound of some recordings is, without another listing."""
        for recording in recordings:
            self._utterances.pop(recording.id, None)
            self._utterances[recording.id] = recording.utterance_id
        for forgotten in list(self._utterances)[:-REMEMBERED]:
            del self._utterances[forgotten]

    async def fetch(self, recording_id: str) -> Sound:
        """Return the sound of a recording; NoSound where there is none, or another AmazonError."""
        if recording_id not in self._utterances:
            await self._find(recording_id)
        utterance_id = self._utterances.get(recording_id)
        if utterance_id is None:
            raise NoSound("Amazon keeps no sound of this recording")
        query = urlencode({"uid": utterance_id})
        request = Request(method=HTTPMethod.GET, target=f"{HISTORY_PAGE}/audio?{query}")
        try:
            return await self._session.fetch(lambda _: request, RequestKind.AUDIO, _read_sound, expect=Expect.AUDIO)
        except Withdrawn as err:
            raise NoSound("Amazon does not find the sound of this recording") from err

    async def _find(self, recording_id: str) -> None:
        """List the moment a recording was made at."""
        time = time_of(recording_id)
        self.remember(await self._history.recordings(max(0, time - _AROUND), time + _AROUND))


def _read_sound(answer: Response) -> Sound:
    """Return the sound with what a player needs to know; BadResponse where it is none."""
    if not answer.body:
        raise NoSound("Amazon gives no sound for this recording")
    if _TYPE.fullmatch(answer.content_type):
        return Sound(answer.content_type, answer.body)
    if answer.body.startswith(b"RIFF"):
        return Sound("audio/wav", answer.body)
    raise BadResponse("Amazon's answer is no sound")
