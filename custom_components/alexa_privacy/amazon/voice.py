"""Deletion by voice: Amazon's own phrases, sent to an Echo as if they were spoken.

Nobody is known to have tried it (amazon-protocol.md §0): only a new listing shows whether it works.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from http import HTTPMethod
from typing import Any, Final, override

import orjson

from .deleters import Deleter, DeletionPlan, DeletionRequest, Method
from .errors import AmazonError, BadResponse
from .phrases import LANGUAGES, Spoken
from .recordings import Recording, read_name
from .request_stats import RequestKind
from .responses import Expect, Request, Response
from .session import AmazonSession, Host
from .transcripts import says_only

_DEVICES: Final = "/api/devices-v2/device"
_SEQUENCE: Final = "/api/behaviors/preview"
_MODEL: Final = "com.amazon.alexa.behaviors.model"
_JSON: Final = "application/json; charset=utf-8"

# Speaker groups have no microphone of their own, and the Alexa app on a phone listens only while it is open.
_DEAF_FAMILIES: Final = ("WHA", "VOX")
_MICROPHONE: Final = "MICROPHONE"
_MOST_IN_ID: Final = 200


class EchoUnavailable(AmazonError):
    """The Echo is no longer on the account, is offline or does not accept commands."""


@dataclass(frozen=True, slots=True)
class SpeakingEcho:
    """A device of the account, for the owner to choose from."""

    name: str = field(repr=False)
    serial: str = field(repr=False)
    device_type: str
    owner: str = field(repr=False)
    takes_text: bool
    """Whether it accepts text commands, for this account's recordings."""
    online: bool


@dataclass(eq=False, repr=False)
class VoiceDeleter(Deleter):
    """Deletes today's recordings, or all, with one phrase."""

    method = Method.VOICE
    name = "spoken"
    _session: AmazonSession
    _serial: str
    """That of the Echo."""
    _what: Spoken
    _language: str
    """One of LANGUAGES."""

    @override
    async def nameable(self, plan: DeletionPlan) -> Sequence[Recording]:
        """Return all recordings if the plan is all of today, or the whole history."""
        everything = 0 if plan.everything else None
        since = everything if self._what is Spoken.EVERYTHING else plan.today
        if since is None:
            return ()
        come = (recording for recording in plan.stay if recording.time >= since)
        return plan.recordings if all(is_own_command(each, self._what, self._language) for each in come) else ()

    @override
    def requests(self, recordings: Sequence[Recording], most: int | None = None) -> Iterator[DeletionRequest]:
        yield DeletionRequest(recordings, lambda: speak(self._session, self._serial, self._what, self._language))


async def list_echos(session: AmazonSession) -> list[SpeakingEcho]:
    """Return the account's devices by name, usable or not; raises what AmazonSession.fetch raises."""
    customer_id = session.credentials.customer_id

    def read(answer: Response) -> list[SpeakingEcho]:
        devices = answer.json.get("devices") if isinstance(answer.json, dict) else None
        if not isinstance(devices, list):
            raise BadResponse("Amazon's response has no list of devices")
        return sorted(_read(devices, customer_id), key=lambda echo: echo.name.casefold())

    devices = Request(method=HTTPMethod.GET, target=_DEVICES)
    return await session.fetch(lambda _: devices, RequestKind.DEVICES, read, host=Host.ALEXA)


def _read(devices: list[Any], customer_id: str | None) -> Iterator[SpeakingEcho]:
    """Return Amazon's devices; those without a name or owner do not accept commands."""
    for device in devices:
        if not isinstance(device, dict):
            continue
        name = read_name(device.get("accountName"))
        ids = [device.get(key) for key in ("serialNumber", "deviceType", "deviceOwnerCustomerId")]
        if not name or not all(isinstance(text, str) and 0 < len(text) <= _MOST_IN_ID for text in ids):
            continue
        serial, device_type, owner = map(str, ids)
        capabilities = device.get("capabilities")
        listens = isinstance(capabilities, list) and _MICROPHONE in capabilities
        deaf = device.get("deviceFamily") in _DEAF_FAMILIES
        # Another's Echo, listed because of a shared household, deletes what that other person said. Where it is not
        # known who the account is, none is known to be its own.
        own = owner == customer_id
        yield SpeakingEcho(
            name, serial, device_type, owner, listens and not deaf and own, device.get("online") is not False
        )


async def speak(session: AmazonSession, serial: str, what: Spoken, language: str) -> None:
    """Send the command to an Echo, once; it answers aloud. Raises EchoUnavailable, and what AmazonSession.fetch raises.

    The devices are listed first, so that an ended session is renewed before anything is said.
    """
    echo = next((echo for echo in await list_echos(session) if echo.serial == serial), None)
    if echo is None or not echo.takes_text:
        raise EchoUnavailable("the selected Echo does not accept commands")
    if not echo.online:
        raise EchoUnavailable("the selected Echo is offline")
    body = orjson.dumps(_command(echo, LANGUAGES[language][what], language))

    def render(csrf: str) -> Request:
        """Return the request; without the anti-CSRF cookie, it has no header."""
        headers = {"Content-Type": _JSON} | ({"csrf": csrf} if csrf else {})
        return Request(method=HTTPMethod.POST, target=_SEQUENCE, headers=headers, body=body)

    await session.fetch(
        render, RequestKind.COMMAND, _insist_data, host=Host.ALEXA, csrf=True, expect=Expect.ANYTHING, repeatable=False
    )


def _insist_data(answer: Response) -> None:
    """Raise BadResponse if a page is returned: the devices were just listed, so the sign-in is valid."""
    if answer.is_page:
        raise BadResponse("Amazon returned a page instead of accepting the command")


def _command(echo: SpeakingEcho, text: str, language: str) -> dict[str, str]:
    """Return a sequence of one text command, as the Alexa app sends it to try out a routine."""
    node = {
        "@type": f"{_MODEL}.OpaquePayloadOperationNode",
        "type": "Alexa.TextCommand",
        "operationPayload": {
            "deviceType": echo.device_type,
            "deviceSerialNumber": echo.serial,
            "customerId": echo.owner,
            "locale": language,
            "skillId": "amzn1.ask.1p.tellalexa",
            "text": text,
        },
    }
    sequence = {
        "@type": f"{_MODEL}.Sequence",
        "startNode": {"@type": f"{_MODEL}.SerialNode", "nodesToExecute": [node]},
    }
    return {"behaviorId": "PREVIEW", "sequenceJson": orjson.dumps(sequence).decode(), "status": "ENABLED"}


def is_own_command(recording: Recording, what: Spoken, language: str) -> bool:
    """Return whether a recording is the command itself, which the deletion may leave."""
    return says_only(recording.said, LANGUAGES[language][what])
