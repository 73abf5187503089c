"""Amazon's records in every shape seen and unseen: read, or refused as a whole."""

from collections.abc import Sequence
from typing import Any

from hypothesis import given, strategies as st
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


def said(*lines: tuple[str | None, str], kinds: Sequence[str] = ("CUSTOMER_TRANSCRIPT",)) -> str:
    """Return the words of a record with some lines, each with the id of its utterance."""
    items = [
        {"recordItemType": kinds[number % len(kinds)], "utteranceId": utterance, "transcriptText": text}
        for number, (utterance, text) in enumerate(lines)
    ]
    reply = {"recordItemType": "ALEXA_RESPONSE", "utteranceId": "U1", "transcriptText": "Alexa, stop? Stopped."}
    return read_record({"recordKey": KEY, "voiceHistoryRecordItems": [*items, reply]}).said


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["alexa turn it off", "turn it off"], "turn it off"),
        (["turn it off", "alexa turn it off"], "turn it off"),
        (["Hey Alexa, turn it off!", "turn it off"], "turn it off"),
        (["alexa turn it off", "turn it off", "Turn it off."], "turn it off"),
        (["alexa", "alexa turn it off", "turn it off"], "turn it off"),
        (["alexa", "turn it off"], "alexa turn it off"),
        (["alexa", "Alexa, turn it off"], "Alexa, turn it off"),
        (["alexa", "alexa"], "alexa"),
        (["what time is it", "What time is it?"], "what time is it"),
        (["alexa what time is it", "hey alexa what time is it"], "alexa what time is it"),
        (["ALEXA", "Alexa: STOP", "Stop"], "Stop"),
        (["alexa stop stop", "stop stop"], "stop stop"),
        (["alexa stop", "stop stop"], "alexa stop stop stop"),
        (["alexa turn it off", "turn it on"], "alexa turn it off turn it on"),
        (["okay computer spiel musik", "louder", "spiel Musik"], "spiel Musik louder"),
        (["アレクサ、今何時", "今何時。"], "今何時。"),
        (["ｱﾚｸｻ 今何時", "今何時"], "今何時"),
        (["एलेक्सा समय क्या है", "समय क्या है"], "समय क्या है"),
        (["एलेक्सा कि", "की"], "एलेक्सा कि की"),
        (["أليكسا كم الساعة", "كم الساعة؟"], "كم الساعة؟"),
        (["🎉", "🎶", "🎉"], "🎉 🎶"),
        ([" ", "", "alexa stop"], "alexa stop"),
    ],
)
def test_words_that_are_listed_twice(lines: list[str], words: str) -> None:
    """Lines of an utterance that repeat each other are its words once; what somebody said twice stays."""
    assert said(*(("U1", line) for line in lines)) == words
    assert said(*((None, line) for line in lines)) == words
    assert said((None, lines[0]), *(("U1", line) for line in lines[1:])) == words
    assert said(*(("U1", line) for line in lines), kinds=["CUSTOMER_TRANSCRIPT", "ASR_REPLACEMENT_TEXT"]) == words


def test_two_utterances_in_one_record() -> None:
    """Whoever says the same twice has said it twice, whichever lines each is listed in."""
    assert said(("U1", "stop"), ("U2", "stop")) == "stop stop"
    assert said(("U1", "alexa stop"), ("U1", "stop"), ("U2", "alexa stop"), ("U2", "stop")) == "stop stop"
    assert said(("U1", "alexa stop"), ("U2", "louder"), ("U1", "stop")) == "stop louder"


@given(
    st.text(st.characters(categories=["L", "N", "Zs"])).filter(str.strip),
    st.lists(st.sampled_from(["alexa {}", "Alexa, {}", "hey alexa {}", "{}", " {} "]), min_size=1, max_size=5),
)
def test_no_word_is_lost_or_doubled(words: str, forms: list[str]) -> None:
    """However often an utterance is listed, and whatever it is, one of its lines is what was said."""
    lines = [form.format(words) for form in forms]
    found = said(*(("U1", line) for line in lines))
    assert found in lines
    assert len(found) <= max(map(len, lines))


@pytest.mark.parametrize("odd", [None, 7, [], {}, True, "", "U2", "x" * 100_000])
def test_odd_items(odd: Any) -> None:
    """Items of another shape take no words away, and make none up."""
    good = {"recordItemType": "CUSTOMER_TRANSCRIPT", "utteranceId": "U1", "transcriptText": "alexa stop"}
    for name in ("recordItemType", "utteranceId"):
        items = [good, {**good, name: odd}]
        recording = read_record({"recordKey": KEY, "voiceHistoryRecordItems": items})
        assert recording.said.removeprefix("alexa stop") in {"", " alexa stop"}
    items = [good, {**good, "transcriptText": odd}]
    recording = read_record({"recordKey": KEY, "voiceHistoryRecordItems": items})
    assert recording.said == ("alexa stop" if not isinstance(odd, str) or not odd else f"alexa stop {odd}")


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
