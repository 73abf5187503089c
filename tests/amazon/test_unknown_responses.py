"""Diagnostics of answers that were not understood: what they look like, and nothing that is in them."""

from typing import Any

from homeassistant.core import HomeAssistant
import orjson
import pytest

from custom_components.alexa_privacy.amazon.unknown_responses import MOST_KEPT, outline
from tests.amazon_double import Account, AmazonDouble, Fault
from tests.amazon_double.faults import raw
from tests.conftest import SetUp, poll
from tests.helpers.diagnostics import data, download
from tests.helpers.leaks import SECRETS, found, private

__all__ = ["download"]


def told(text: str) -> list[dict[str, Any]]:
    """Return the part of a download that is about answers that were not understood."""
    answers: list[dict[str, Any]] = data(text)["not_understood"]
    return answers


async def test_a_listing_of_another_shape(
    amazon: AmazonDouble, account: Account, set_up: SetUp, download: Any, hass: HomeAssistant
) -> None:
    """The first report of an owner shows how Amazon's answer has changed."""
    entry = await set_up(account)
    assert told(await download(entry)) == []
    changed = {
        "voiceRecordings": [
            {"recordKey": record["recordKey"], "timestamp": record["timestamp"], "isNew": True, "device": None}
            for record in account.records[:10]
        ],
        "nextPageToken": "abc",
        "byDevice": {device.name: {"serial": device.serial} for device in account.devices},
        account.customer_id: 1.5,
    }
    body = orjson.dumps(changed)
    for where in ("v1", "v2"):
        amazon.fail(Fault.RAW, where, times=None, raw=[raw(body)])
    await poll(hass, entry)
    text = await download(entry)
    (v2, v1) = told(text)
    assert (v2["request"], v1["request"]) == ("v2", "v1")
    key = len(account.records[0]["recordKey"])
    assert {name: v2[name] for name in ("status", "content_type", "size", "detail")} == {
        "status": 200,
        "content_type": "application/json",
        "size": len(body),
        "detail": "Amazon's listing has no list of records",
    }
    assert v2["outline"] == {
        "voiceRecordings": [
            "list of 10",
            {
                "recordKey": f"text of {key}",
                "timestamp": "number of 13 digits",
                "isNew": "true or false",
                "device": None,
            },
        ],
        "nextPageToken": "text of 3",
        "byDevice": {"… (4 alike)": {"serial": f"text of {len(account.devices[0].serial)}"}},
        "…": "number with a fraction",
    }
    names = {person.first_name for person in account.persons} | {device.name for device in account.devices}
    assert not found(private(account) | {account.customer_id}, names, text)


def leads(location: str) -> bytes:
    """Return a redirect."""
    return raw(status="302 Found", headers={"Location": location})


@pytest.mark.parametrize(
    ("answer", "outlined"),
    [
        (raw(b'{"half": [{"recordKey": "C#1#T#S"'), {"begins": "{"}),
        (raw(b"Mia said something"), {"begins": "…"}),
        (raw(b"<html><p>Hello Mia"), {"begins": "<", "token": False, "sign_in_form": False}),
        (leads("/alexa-privacy/A1B2C3D4E5/list?x=Mia"), {"redirect": "/alexa-privacy/…/list"}),
        (leads("https://mia.example.org/mia"), {"redirect": "Amazon redirected to another site"}),
        (raw(b"{}", headers={"Content-Encoding": "br"}), None),
    ],
    ids=str,
)
async def test_answers_of_all_kinds(
    hass: HomeAssistant,
    amazon: AmazonDouble,
    account: Account,
    set_up: SetUp,
    download: Any,
    *,
    answer: bytes,
    outlined: Any,
) -> None:
    """What is no JSON is described by how it begins, a redirect by where it leads."""
    entry = await set_up(account)
    amazon.fail(Fault.RAW, "v2", raw=[answer])
    await poll(hass, entry)
    (noted,) = told(await download(entry))
    assert noted["outline"] == outlined
    assert noted["request"] == "v2"


async def test_only_the_last_are_kept(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, download: Any
) -> None:
    """An answer that comes again and again is noted once, and a download stays small."""
    entry = await set_up(account)
    amazon.withdrawn.add("v1")
    wide = {f"field{chr(97 + at % 26)}{'x' * (at // 26)}": [{"a": at}] * 50 for at in range(500)}
    for body in (b"[]", b"[]", b'"x"', b"{}", b"7", orjson.dumps(wide), b'{"customerHistoryRecords": 7}', b"{", b"<"):
        amazon.fail(Fault.RAW, "v2", raw=[raw(body)])
        await poll(hass, entry)
    noted = told(await download(entry))
    assert len(noted) <= MOST_KEPT
    assert len({(each["request"], each["detail"]) for each in noted}) == len(noted)
    assert len(orjson.dumps(noted)) < 50_000


@pytest.mark.parametrize("secret", [*SECRETS, "Kitchen", "Mia", "MADEUPCUSTOMER", "living room", "Küche", "a/b", ""])
def test_keys_that_are_data(secret: str) -> None:
    """No key that is an id, a name or something said is shown, wherever it stands, and no value ever is."""
    document = {
        secret: secret,
        "list": [secret, {secret: [secret]}],
        "inner": {secret: {"value": secret}, "n": 987_654},
    }
    shown = orjson.dumps(outline(document)).decode()
    assert not secret or secret not in shown
    assert "value" in shown
    assert "987654" not in shown


def test_outlines_are_bounded() -> None:
    """However deep or wide a document is."""
    deep: Any = 1
    for _ in range(500):
        deep = {"a": [deep]}
    for document in (deep, [[[1] * 100] * 100] * 100, {f"k{'x' * at}": at for at in range(1000)}):
        assert len(orjson.dumps(outline(document))) < 10_000
