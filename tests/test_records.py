"""Amazon's records in every shape seen and unseen: read, or refused as a whole."""

from typing import Any

import pytest

from custom_components.alexa_privacy.amazon.errors import BadAnswer
from custom_components.alexa_privacy.amazon.recordings import Kind, read_conversation, read_record

KEY = "CUST#1763630000000#A3RBAYBE7VM004#SERIAL"


@pytest.mark.parametrize(
    "record",
    [
        None,
        [],
        {},
        {"recordKey": ""},
        {"recordKey": 7, "timestamp": 1763630000000},
        {"recordKey": "R"},
        {"recordKey": "R", "timestamp": True},
        {"recordKey": "R", "timestamp": "soon"},
        {"recordKey": "R", "timestamp": float("nan")},
        {"recordKey": "R", "timestamp": -(10**18)},
        {"recordKey": "R", "timestamp": 10**18},
        {"recordKey": "CUST#soon#TYPE#SERIAL"},
    ],
)
def test_records_without_key_or_time(record: Any) -> None:
    """What could not be deleted or counted later is an error now."""
    with pytest.raises(BadAnswer):
        read_record(record)


@pytest.mark.parametrize("timestamp", [1763630000000, 1763630000000.0, "1763630000000", None, True])
def test_times(timestamp: Any) -> None:
    """A time may be a number or a text; where there is none, the key has one."""
    assert read_record({"recordKey": KEY, "timestamp": timestamp}).time == 1763630000000


@pytest.mark.parametrize(
    ("key", "device", "echo"),
    [
        (KEY, {"deviceName": "Kitchen"}, ("A3RBAYBE7VM004", "SERIAL", "Kitchen")),
        (KEY, {"deviceName": None}, ("A3RBAYBE7VM004", "SERIAL", None)),
        (KEY, None, ("A3RBAYBE7VM004", "SERIAL", None)),
        (KEY.removesuffix("SERIAL"), {"deviceName": "Kitchen"}, None),
        ("R", {"deviceName": "Kitchen"}, None),
    ],
)
def test_devices(key: str, device: Any, echo: Any) -> None:
    """A device is known by its serial number, with a name or without."""
    found = read_record({"recordKey": key, "timestamp": 1763630000000, "device": device}).echo
    assert (found and (found.device_type, found.serial, found.name)) == echo


@pytest.mark.parametrize("items", [None, {}, [], [None, "x", 7], "x"])
def test_records_without_words(items: Any) -> None:
    """A record without items says nothing, and has no sound."""
    recording = read_record({"recordKey": KEY, "voiceHistoryRecordItems": items})
    assert (recording.said, recording.replied, recording.utterance_id) == ("", "", None)
    assert recording.kind is Kind.UNKNOWN


DEVICE = {"deviceSerialNumber": "SERIAL", "deviceType": "TYPE", "deviceName": "Kitchen"}


@pytest.mark.parametrize(
    ("info", "serial"),
    [(DEVICE, "SERIAL"), ([DEVICE], "SERIAL"), ([], None), (None, None), ([{"deviceSerialNumber": 7}], None)],
)
def test_conversations(info: Any, serial: str | None) -> None:
    """A conversation's device may stand in an object, in a list, or nowhere."""
    record = {"conversationId": "CONV", "timestamp": 1763630000000, "deviceInfo": info}
    conversation = read_conversation(record)
    assert conversation.key == "CONV"
    assert (conversation.echo and conversation.echo.serial) == serial
    assert read_conversation({"timestamp": 1763630000000}).key == "#1763630000000"


def test_a_conversation_without_a_time() -> None:
    """It could not be counted."""
    with pytest.raises(BadAnswer):
        read_conversation({"conversationId": "CONV"})
