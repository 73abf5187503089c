"""The Echos: which there are, and what they do when somebody sends them text as if spoken."""

from collections.abc import Iterator
from datetime import datetime, timedelta
import re
from typing import Any

from aiohttp import web
import orjson

from tests.amazon_double.accounts import Account
from tests.amazon_double.calls import Call, Host, Route
from tests.amazon_double.faults import Fault, json
from tests.amazon_double.privacy import FOR_EVER
from tests.amazon_double.records import Json

PHRASES = {
    "delete what i just said": "just now",
    "delete everything i said today": "today",
    "delete everything i've ever said": "ever",
}
JUST_NOW = timedelta(minutes=10)


class Echo:
    """The host that the Echos listen to."""

    def routes(self) -> list[Route]:
        """Return the routes."""
        return [
            Route("devices", Host.ALEXA, "GET", "/api/devices-v2/device", self._devices),
            Route("command", Host.ALEXA, "POST", "/api/behaviors/preview", self._preview),
        ]

    async def _devices(self, call: Call) -> web.Response:
        """List the Echos."""
        return json(
            {
                "devices": [
                    {
                        "accountName": device.name,
                        "serialNumber": device.serial,
                        "deviceType": device.type,
                        "deviceFamily": "ECHO",
                        "deviceOwnerCustomerId": call.account.customer_id,
                        "online": True,
                        "capabilities": ["AUDIO_PLAYER"],
                    }
                    for device in call.account.devices
                ]
            }
        )

    async def _preview(self, call: Call) -> web.Response:
        """Do what text commands say."""
        sequence = orjson.loads(call.json()["sequenceJson"])
        for command in commands(sequence["startNode"]):
            if command["deviceSerialNumber"] not in {device.serial for device in call.account.devices}:
                return json({"message": "Made up: no such device"}, status=400)
            if not call.goes_wrong(Fault.IGNORED):
                hear(call.account, command["text"], command["deviceSerialNumber"])
        return json({})


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


def hear(account: Account, text: str, serial: str) -> None:
    """Obey, then keep a recording of the command like of any other."""
    plain = text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").lower()
    span = PHRASES.get(re.sub(r"[^\w' ]", "", plain).strip().removeprefix("alexa "))
    reply = "OK"
    if span and not account.settings["deletion_by_voice"]:
        reply = "Deletion by voice is switched off."
    elif span:
        now = account.clock().astimezone(account.time_zone)
        account.erase(list(account.listed(since(span, now), FOR_EVER, conversations=True)))
        reply = "OK, deleted."
    account.say(text, device=serial, reply=reply)


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
