"""Amazon's records in every shape seen and unseen: read, or refused as a whole."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from hypothesis import given, strategies as st
import pytest

from custom_components.alexa_privacy.amazon.errors import BadResponse
from custom_components.alexa_privacy.amazon.recordings import (
    Kind,
    is_recording_id,
    read_conversation,
    read_name,
    read_record,
    time_of,
)
from custom_components.alexa_privacy.amazon.transcripts import folded

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
    with pytest.raises(BadResponse):
        read_record(record)


@pytest.mark.parametrize("timestamp", [1763630000000, 1763630000000.0, "1763630000000", None, True])
def test_times(timestamp: Any) -> None:
    """A time may be a number or a text; where there is none, the key has one."""
    assert read_record({"recordKey": KEY, "timestamp": timestamp}).time == 1763630000000


@pytest.mark.parametrize(
    ("key", "device", "echo"),
    [
        (KEY, {"deviceName": "Kitchen"}, ("SERIAL", "Kitchen")),
        (KEY, {"deviceName": None}, ("SERIAL", None)),
        (KEY, None, ("SERIAL", None)),
        (KEY.removesuffix("SERIAL"), {"deviceName": "Kitchen"}, None),
        ("R", {"deviceName": "Kitchen"}, None),
    ],
)
def test_devices(key: str, device: Any, echo: Any) -> None:
    """A device is known by its serial number, with a name or without."""
    found = read_record({"recordKey": key, "timestamp": 1763630000000, "device": device}).echo
    assert (found and (found.serial, found.name)) == echo


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
    with pytest.raises(BadResponse):
        read_conversation({"conversationId": "CONV"})


@given(st.text(max_size=400) | st.text(st.characters(categories=["Cc", "Cf", "Zl", "Zp", "Zs", "Lo"]), max_size=400))
def test_names_are_one_line(name: str) -> None:
    """Whatever Amazon calls a device or a person fits where names are shown."""
    read = read_name(name)
    assert read is None or (0 < len(read) <= 100 and read == " ".join(read.split()))
    assert all(letter.isprintable() or letter in "\u200c\u200d" for letter in read or "")


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("Mia's Küche 2", "Mia's Küche 2"),
        ("リビングのEcho", "リビングのEcho"),
        ("\N{MAN}\u200d\N{WOMAN}", "\N{MAN}\u200d\N{WOMAN}"),
        ("  Living\r\n\troom ", "Living room"),
        ("\u202ekcab\0", "kcab"),
        ("x" * 200_000, "x" * 100),
        (" " * 200_000 + "x", None),
        ("", None),
        ("\u202e\n", None),
        (7, None),
        (["Kitchen"], None),
        (None, None),
    ],
)
def test_names(name: Any, read: str | None) -> None:
    """Ordinary ones stay as they are; of others, what can be read remains."""
    assert read_name(name) == read


@pytest.mark.parametrize(
    ("key", "serial"),
    [
        (f"C#1763630000000#{'T' * 500}#SERIAL", "SERIAL"),
        (f"C#1763630000000#TYPE#{'S' * 500}", None),
        ("C#1763630000000#TYPE#a/b", None),
        ("C#1763630000000#TYPE#a b", None),
        ("C#1763630000000#TYPE#\u0130", None),
        ("C#1763630000000#TYPE#0123456789abcdef0123456789ABCDEF", "0123456789abcdef0123456789ABCDEF"),
    ],
)
def test_serial_numbers(key: str, serial: str | None) -> None:
    """What can be no serial number makes no device."""
    found = read_record({"recordKey": key, "timestamp": 1763630000000}).echo
    assert (found and found.serial) == serial
    device = {"deviceSerialNumber": key.split("#")[3]}
    found = read_conversation({"conversationId": "CONV", "timestamp": 1763630000000, "deviceInfo": device}).echo
    assert (found and found.serial) == serial


def test_keys_of_any_length() -> None:
    """A key is sent back to delete a recording: what is longer than any of Amazon's is none."""
    with pytest.raises(BadResponse):
        read_record({"recordKey": "k" * 200_000, "timestamp": 1})
    with pytest.raises(BadResponse):
        read_conversation({"conversationId": "k" * 200_000, "timestamp": 1})
    items = [{"utteranceId": "u" * 200_000}, {"utteranceId": "good"}]
    assert read_record({"recordKey": KEY, "voiceHistoryRecordItems": items}).utterance_id == "good"


@given(st.integers(-62_135_000_000_000, 253_402_000_000_000), st.text())
def test_ids_give_the_time(time: int, key: str) -> None:
    """The id of every recording that can be read is one, and says when it was made."""
    recording = read_record({"recordKey": f"k{key}"[:1000], "timestamp": time})
    assert is_recording_id(recording.id)
    assert time_of(recording.id) == time


@given(st.text(alphabet="0123456789-abcdef\n\u0661/.%", max_size=60) | st.from_regex(r"^[0-9]{1,16}-[0-9a-f]{32}$"))
def test_no_other_text_is_an_id(text: str) -> None:
    """What can be taken for an id gives a moment of the calendar, and is safe in an address."""
    if is_recording_id(text):
        assert datetime.fromtimestamp(time_of(text) / 1000, UTC).year <= 9999
        assert text.isascii()
        assert text.replace("-", "").isalnum()


@pytest.mark.parametrize(
    "text",
    [
        f"{10**15 - 1}-{'a' * 32}",
        f"253402300800000-{'a' * 32}",
        f"{'9' * 4000}-{'a' * 32}",
        f"1763630000000-{'a' * 32}\n",
        f"\u0661\u0662-{'a' * 32}",
        f"1763630000000-{'A' * 32}",
        f"1763630000000-{'a' * 31}",
        f"..%2f1763630000000-{'a' * 32}",
        f"1763630000000-{'a' * 32}/x",
        "",
        "..",
    ],
)
def test_what_is_no_id(text: str) -> None:
    """Neither a year that no calendar has, nor anything that is more or less than an id."""
    assert not is_recording_id(text)
    with pytest.raises(ValueError, match="not the id"):
        time_of(text)


@pytest.mark.parametrize(
    ("said", "words", "is_found"),
    [
        ("toca música", "MUSICA", True),
        ("toca musica", "música", True),
        ("toca mu\u0301sica", "música", True),
        ("Straße", "STRASSE", True),
        ("\u0130STANBUL", "istanbul", True),
        ("\uff4a\uff41\uff5a\uff5a", "JAZZ", True),
        ("ｶﾞｰﾃﾞﾝ", "ガーデン", True),
        ("أحمد", "احمد", True),
        ("مُوسِيقَى", "موسيقى", True),
        ("ज़मीन", "जमीन", True),
        ("don\u2019t stop", "don't", True),
        # What is a letter of its own stays one.
        ("かぎ", "かき", False),
        ("कु", "की", False),
        ("각", "가", False),
        ("musik", "musica", False),
    ],
)
def test_words_are_found_as_people_read_them(said: str, words: str, is_found: bool) -> None:
    """Accents, case and width make no difference; other letters do."""
    assert (folded(words) in folded(said)) is is_found
