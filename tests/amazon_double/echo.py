"""The Echos: which there are, and what they do when somebody sends them text as if spoken."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
import re
from typing import Any

from aiohttp import web
import orjson

from tests.amazon_double.accounts import Account
from tests.amazon_double.calls import Call, Host, Route
from tests.amazon_double.faults import Fault, html, json
from tests.amazon_double.phrases import DELETIONS, wake_word_for
from tests.amazon_double.privacy import FOR_EVER
from tests.amazon_double.records import Device, Json
from tests.amazon_double.sessions import APP_TYPE, Sessions, issue

JUST_NOW = timedelta(minutes=10)
CSRF = "csrf"
"""The name of the app's anti-CSRF cookie, and of the header that repeats it."""


class Echo:
    """The host that the Echos listen to."""

    def __init__(self, sessions: Sessions) -> None:
        """Start without anybody's anti-CSRF cookie."""
        self._sessions = sessions
        self._csrf: set[str] = set()

    def routes(self) -> list[Route]:
        """Return the routes."""
        return [
            Route("devices", Host.ALEXA, "GET", "/api/devices-v2/device", self._devices),
            Route("command", Host.ALEXA, "POST", "/api/behaviors/preview", self._preview),
        ]

    async def _devices(self, call: Call) -> web.Response:
        """List the Echos, and what else is registered; an app without an anti-CSRF cookie gets one on the way."""
        owner = call.account.customer_id
        answer = json(
            {
                "devices": [
                    *(
                        entry(device, owner, online=call.session.is_home and self.is_online(device))
                        for device in call.account.devices
                    ),
                    entry(Device("Everywhere", "A3C9PE6TNYLTCH", "MADEUPGROUP"), owner, family="WHA", hears=False),
                    entry(Device("This Device", "A2TF17PFR55MTB", "MADEUPPHONE"), owner, family="VOX"),
                    *(
                        entry(Device(app.name, APP_TYPE, app.serial), owner, family="VOX", hears=False)
                        for app in self._sessions.apps_of(call.account)
                        # The one that asks is "This Device".
                        if app is not call.session.app
                    ),
                    entry(Device("Guest room", "A3RBAYBE7VM004", "MADEUPGUEST"), "A2MADEUPHOUSEMATE"),
                ]
            }
        )
        if CSRF not in call.request.cookies:
            token = issue(call.account, "app-csrf-")
            self._csrf.add(token)
            answer.set_cookie(CSRF, token, domain=f".amazon.{call.session.site}", secure=True)
        return answer

    def is_online(self, _device: Device) -> bool:
        """Return whether an Echo is plugged in."""
        return True

    async def _preview(self, call: Call) -> web.Response:
        """Do what text commands say."""
        if call.goes_wrong(Fault.STALE_CSRF):
            self._csrf.clear()
        token = call.request.headers.get(CSRF)
        if token not in self._csrf or token != call.request.cookies.get(CSRF):
            return html("Forbidden", status=403)
        asked = call.json()
        if (asked["behaviorId"], asked["status"]) != ("PREVIEW", "ENABLED"):
            return json({"message": "Made up: no routine that is tried out"}, status=400)
        for command in commands(orjson.loads(asked["sequenceJson"])["startNode"]):
            device = Device("", command["deviceType"], command["deviceSerialNumber"])
            if device not in {replace(own, name="") for own in call.account.devices}:
                return json({"message": "Made up: no such device"}, status=400)
            if command["customerId"] != call.account.customer_id or not command["locale"]:
                return json({"message": "Made up: whose, and in which language"}, status=400)
            if not call.goes_wrong(Fault.IGNORED):
                step = 2 if call.goes_wrong(Fault.HALF) else 1
                hear(call.account, command["text"], command["deviceSerialNumber"], step)
        return json({})


def entry(device: Device, owner: str, *, family: str = "ECHO", online: bool = True, hears: bool = True) -> Json:
    """Return a device as Amazon lists it."""
    return {
        "accountName": device.name,
        "serialNumber": device.serial,
        "deviceType": device.type,
        "deviceFamily": family,
        "deviceOwnerCustomerId": owner,
        "online": online,
        "language": None,
        "capabilities": ["AUDIO_PLAYER", *(["MICROPHONE"] if hears else [])],
    }


def commands(node: Any) -> Iterator[Json]:
    """Find the text commands in a sequence, however deep."""
    if isinstance(node, dict):
        if node.get("type") == "Alexa.TextCommand":
            yield node["operationPayload"]
        for child in node.values():
            yield from commands(child)
    elif isinstance(node, list):
        for child in node:
            yield from commands(child)


def hear(account: Account, text: str, serial: str, step: int = 1) -> None:
    """Obey, for every recording or every so manieth, then keep a recording of the command like of any other."""
    span = SPANS.get(plain(text).removeprefix("alexa "))
    reply = "OK"
    if span and not account.settings["deletion_by_voice"]:
        reply = "Deletion by voice is switched off."
    elif span:
        now = account.clock().astimezone(account.time_zone)
        account.erase(list(account.listed(since(span, now), FOR_EVER, conversations=True))[::step])
        reply = "OK, deleted."
    account.say(text, device=serial, reply=reply, wake_word=wake_word_for(text))


def plain(text: str) -> str:
    """Return words without what nobody hears: case, commas, and which apostrophe it is."""
    return re.sub(r"[^\w' ]", "", text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").lower()).strip()


SPANS = {plain(phrase): span for span, phrases in DELETIONS.items() for phrase in phrases}


def since(span: str, now: datetime) -> int:
    """Return the time from which on to delete."""
    match span:
        case "just now":
            start = now - JUST_NOW
        case "today":
            start = now.replace(hour=0, minute=0, second=0, microsecond=0)
        case _:
            return 0
    return int(start.timestamp() * 1000)
