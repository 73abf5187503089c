"""An Echo that is told by text to delete does so, and keeps the command."""

from datetime import timedelta

from aiohttp import ClientSession
import orjson
import pytest
from yarl import URL

from tests.amazon_double import Account, AmazonDouble, Fault
from tests.helpers.double import NOW

HOST = "https://alexa.amazon.de"


async def tell(client: ClientSession, account: Account, text: str, **differently: str) -> int:
    """Send a text command; return the status."""
    device = account.devices[1]
    payload = {"deviceType": device.type, "deviceSerialNumber": device.serial, "customerId": account.customer_id}
    command = {
        "type": "Alexa.TextCommand",
        "operationPayload": {**payload, "locale": "en-GB", "text": text, **differently},
    }
    sequence = {"startNode": {"nodesToExecute": [command]}}
    body = {"behaviorId": "PREVIEW", "sequenceJson": orjson.dumps(sequence).decode(), "status": "ENABLED"}
    await client.get(f"{HOST}/api/devices-v2/device")
    csrf = client.cookie_jar.filter_cookies(URL(HOST))["csrf"].value
    return (await client.post(f"{HOST}/api/behaviors/preview", json=body, headers={"csrf": csrf})).status


@pytest.mark.parametrize(
    ("phrase", "back"),
    [
        ("delete what I just said", timedelta(minutes=10)),
        # Noon UTC is one o'clock in Berlin.
        ("Alexa, delete everything I said today.", timedelta(hours=13)),
        ("delete everything I've ever said", timedelta(days=10_000)),
        ("Lösche alles, was ich heute gesagt habe!", timedelta(hours=13)),
        ("elimina todo lo que he dicho hasta ahora", timedelta(days=10_000)),
    ],
)
async def test_deletes(
    amazon: AmazonDouble, account: Account, client: ClientSession, phrase: str, back: timedelta
) -> None:
    """Each of Amazon's phrases deletes what it says; only the command itself is new."""
    account.settings["deletion_by_voice"] = True
    for minutes in (1, 9, 11, 300):
        account.say("alexa", minutes_ago=minutes)
    since = int((NOW - back).timestamp() * 1000)
    kept = account.held_between(0, since - 1)
    assert await tell(client, account, phrase) == 200
    assert account.held == kept + 1
    assert account.recordings[0].phrase.said == phrase
    assert account.recordings[0].device == account.devices[1]


async def test_does_not_delete(amazon: AmazonDouble, account: Account, client: ClientSession) -> None:
    """Switched off, or told anything else, it deletes nothing."""
    assert await tell(client, account, "delete everything I've ever said") == 200
    assert account.held == 241
    account.settings["deletion_by_voice"] = True
    assert await tell(client, account, "delete my shopping list") == 200
    assert account.held == 242
    for part in ("deviceSerialNumber", "deviceType", "customerId"):
        assert await tell(client, account, "delete everything I've ever said", **{part: "NOBODYS"}) == 400
    assert await tell(client, account, "delete everything I've ever said", locale="") == 400
    amazon.fail(Fault.IGNORED, "command")
    assert await tell(client, account, "delete everything I've ever said") == 200
    assert account.held == 242


async def test_wants_its_cookie_back(amazon: AmazonDouble, account: Account, client: ClientSession) -> None:
    """A command without the app's anti-CSRF token, or with a stale one, is refused."""
    account.settings["deletion_by_voice"] = True
    assert (await client.post(f"{HOST}/api/behaviors/preview", json={}, headers={"csrf": "made up"})).status == 403
    amazon.fail(Fault.STALE_CSRF, "command")
    assert await tell(client, account, "delete everything I've ever said") == 403
    assert account.held == 240
    assert await tell(client, account, "delete everything I've ever said") == 403
    client.cookie_jar.clear(lambda cookie: cookie.key == "csrf")
    assert await tell(client, account, "delete everything I've ever said") == 200
    assert account.held == 1


async def test_devices(account: Account, client: ClientSession) -> None:
    """The Echos are listed, among other things."""
    listed = (await (await client.get(f"{HOST}/api/devices-v2/device")).json())["devices"]
    assert [device["serialNumber"] for device in listed[: len(account.devices)]] == [
        device.serial for device in account.devices
    ]
    assert {device["deviceFamily"] for device in listed} == {"ECHO", "WHA", "VOX"}
    assert len({device["deviceOwnerCustomerId"] for device in listed}) == 2
