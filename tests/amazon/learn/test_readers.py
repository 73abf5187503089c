"""What an exchange lists: which pages, of which time, of what, and how entries of other histories are understood."""

from typing import Any

import orjson
import pytest

from custom_components.alexa_privacy.amazon.learn import read_exchange
from custom_components.alexa_privacy.amazon.learn.exchange import Exchange, read_body
from custom_components.alexa_privacy.amazon.learn.history_reader import (
    FOR_EVER,
    ConversationReader,
    HistoryReader,
    labels_of,
)
from custom_components.alexa_privacy.amazon.recordings import Kind, Recording
from tests.amazon.learn.browser import LISTING, SITE, Json

VOICE, CONVERSATIONS = HistoryReader(), ConversationReader()
RECORD = {"recordKey": "C#17#T#S", "timestamp": 17}
V2 = {"recordType": "voice", "activityKey": "C#17#T#S", "timestamp": 18, "utteranceType": "GENERAL", "title": "x"}
TALK = {"recordType": "conversation", "conversationId": "talk-1", "timestamp": 19}


def listed(answer: Any, query: str = "", asked: Any = None, status: int = 200) -> Exchange:
    """Return a listing."""
    headers = [("content-type", "application/json")]
    body = None if asked is None else orjson.dumps(asked).decode()
    text = answer if isinstance(answer, str) else orjson.dumps(answer).decode()
    return read_exchange("POST", f"{SITE}{LISTING}?{query}", headers, body, answer=text, status=status)


@pytest.mark.parametrize(
    ("answer", "keys", "is_last"),
    [
        ({"customerHistoryRecords": [RECORD], "encodedRequestToken": None}, ["C#17#T#S"], True),
        ({"customerHistoryRecords": [RECORD], "encodedRequestToken": "next"}, ["C#17#T#S"], False),
        ({"alexaHistoryRecords": [V2], "paginationToken": "next"}, ["C#17#T#S"], False),
        ({"customerHistoryRecords": None}, [], True),
        ({"customerHistoryRecords": [5, None, {}, {"recordKey": ""}, RECORD]}, ["C#17#T#S"], True),
    ],
)
def test_voice(answer: Json, keys: list[str], is_last: bool) -> None:
    """Both listings of recordings are read; what is no recording is passed over."""
    page = VOICE.read(listed(answer))
    assert page
    assert ([each.key for each in page.recordings], page.is_first, page.is_last) == (keys, True, is_last)


@pytest.mark.parametrize(
    "answer", [{"other": []}, {"customerHistoryRecords": 5}, '{"customerHistoryRecords": [', ["x"]]
)
def test_no_listing(answer: Any) -> None:
    """Anything else lists nothing, and neither does an answer that failed."""
    assert VOICE.read(listed(answer)) is None
    assert VOICE.read(listed({"customerHistoryRecords": [RECORD]}, status=500)) is None


def test_a_record_of_the_other_listing() -> None:
    """It is understood as far as the two are known to agree."""
    page = VOICE.read(listed({"alexaHistoryRecords": [V2]}))
    assert page
    assert page.recordings[0].time == 18
    assert page.recordings[0].kind is Kind.INTENDED
    assert page.recordings[0].raw == {"recordKey": "C#17#T#S", "timestamp": 18, "utteranceType": "GENERAL"}


def test_conversations() -> None:
    """Only conversations are conversations."""
    page = CONVERSATIONS.read(listed({"alexaHistoryRecords": [V2, TALK, 5, {"recordType": "conversation"}]}))
    assert page
    assert [(each.key, each.time) for each in page.recordings] == [("talk-1", 19)]


@pytest.mark.parametrize(
    ("query", "asked", "is_first", "window", "filters", "is_like_before"),
    [
        ("", None, True, (0, FOR_EVER), {}, True),
        ("startTime=5&endTime=9&recordType=VOICE_HISTORY", {"previousRequestToken": None}, True, (5, 9), {}, False),
        ("startTime=5&endTime=9", {"previousRequestToken": "next"}, False, (5, 9), {}, False),
        ("previousRequestToken=", None, True, (0, FOR_EVER), {}, False),
        ("previousRequestToken=next", None, False, (0, FOR_EVER), {}, False),
        (f"startTime=x&endTime={'9' * 16}", None, True, (0, FOR_EVER), {}, False),
        ("startTime&endTime", None, True, (0, FOR_EVER), {}, False),
        ("device=S1&size=10&empty=", None, True, (0, FOR_EVER), {("query", "device"): "S1"}, False),
        ("", {"kind": ["A"], "timestamp": 5}, True, (0, FOR_EVER), {("body", "kind", 0): "A"}, True),
    ],
)
def test_what_was_asked_for(
    query: str, asked: Any, is_first: bool, window: tuple[int, int], filters: Json, is_like_before: bool
) -> None:
    """A page proves only what it was asked for."""
    page = VOICE.read(listed({"customerHistoryRecords": [RECORD]}, query, asked))
    assert page
    assert (page.is_first, page.asked, page.is_like_before) == (is_first, window, is_like_before)
    assert dict(page.filters) == filters


@pytest.mark.parametrize(
    ("raw", "labels"),
    [
        ({"title": "GLASS", "type": "GLASS_BREAKING", "state": "on"}, {"GLASS"}),
        ({"type": "Made up by Zoe", "schema": "v2/3"}, {"Made up by Zoe"}),
        ({"who": {"kind": "ADULT"}, "tags": ["Some words", "WORD", "xy"]}, {"Some words"}),
        ({"detail": "Porch", "count": 5, "flag": True, "mode": "away-mode", "shown": "McLouis"}, {"Porch", "McLouis"}),
    ],
)
def test_labels(raw: Json, labels: set[str]) -> None:
    """What entries say is somebody's, unless it is a word of the page where the page says what an entry is."""
    assert set(labels_of([Recording("x", 1, Kind.UNKNOWN, None, raw)])) == labels


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ('{"a": 1}', "application/json", ("json", {"a": 1})),
        ('{"a": 1}', "", ("json", {"a": 1})),
        (' ["a"]', "text/plain", ("json", ["a"])),
        ('{"a": 1, "a": 2}', "application/json", ("text", '{"a": 1, "a": 2}')),
        ('{"x": {"a": 1, "a": 2}}', "application/json", ("text", '{"x": {"a": 1, "a": 2}}')),
        ("[" * 30 + "]" * 30, "application/json", ("text", "[" * 30 + "]" * 30)),
        ("{a}", "application/json", ("text", "{a}")),
        ("a=1&b=x+y", "application/x-www-form-urlencoded", ("form", [["a", "1"], ["b", "x y"]])),
        ("a=1&b=x+y", "text/plain", ("form", [["a", "1"], ["b", "x y"]])),
        ("a=1&b", "text/plain", ("text", "a=1&b")),
        ("a=1&b", "application/x-www-form-urlencoded", ("form", [["a", "1"], ["b"]])),
        ("x\x00", "application/json", ("unreadable", None)),
        ("x\x1f", "", ("unreadable", None)),
        ("x\ufffd", "", ("unreadable", None)),
        ("x\ty\n", "", ("text", "x\ty\n")),
        ("x", "multipart/form-data; boundary=x", ("unreadable", None)),
    ],
)
def test_bodies(text: str, kind: str, expected: tuple[str, Any]) -> None:
    """A body is what can be said again without a difference: JSON that says a key twice is a text."""
    assert read_body(text, kind) == expected
