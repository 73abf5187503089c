"""Templates as units: what placeholders may name, and what they give."""

import base64
import time
from typing import Any
from urllib.parse import quote, unquote

from hypothesis import given, settings, strategies as st
import orjson
import pytest

from custom_components.alexa_privacy.amazon.recipes.template import (
    Template,
    TemplateError,
    fill,
    fill_text,
    names_every_recording,
    percent_encode,
    point,
    uses,
)
from custom_components.alexa_privacy.amazon.recipes.template_check import MOST_DEPTH, check

RECORD = {
    "recordKey": "C#1791362254776#A3R#G0",
    "timestamp": 1791362254776,
    "device": None,
    "voiceHistoryRecordItems": [{"utteranceId": "u1"}, {"utteranceId": "u2"}],
}
VALUES: dict[str, Any] = {
    "recording": RECORD,
    "recordings": [RECORD, {"recordKey": "B", "voiceHistoryRecordItems": None}, {"recordKey": "A"}],
    "csrf": "t+/=",
    "uuid": "6d7c-2f0a",
    "start": 1791362254000,
    "end": 1791362254776,
    "value": False,
    "now": {"list": [{"name": "a/b", "on": True}, {"name": "c", "on": 1}], "text": '{"deep": [7]}', "a~b/c": 2},
}
ROOTS = frozenset(VALUES)


def filled(template: Template) -> Any:
    """Check and fill a template."""
    check(template, ROOTS)
    return fill(template, VALUES)


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("plain", "plain"),
        ("", ""),
        (7, 7),
        (None, None),
        ("{{value}}", False),
        ("{{ value }}", False),
        ("is {{value}}", "is false"),
        ("{{recording.device}}", None),
        ("{{recording.timestamp}}", 1791362254776),
        ("{{recording.timestamp}}!", "1791362254776!"),
        ("{{recording.timestamp|text}}", "1791362254776"),
        ("{{recording.timestamp|text|number}}", 1791362254776),
        ("{{recording.voiceHistoryRecordItems.1.utteranceId}}", "u2"),
        ("{{recording.voiceHistoryRecordItems}}", RECORD["voiceHistoryRecordItems"]),
        ("{{recording.recordKey|part:%23:-1}}/{{recording.recordKey|part:%23:1}}", "G0/1791362254776"),
        ("{{recording.recordKey|part:#:0}}", "C"),
        ("{{recording.recordKey|part:#:2|lower}}", "a3r"),
        ("{{recording.recordKey|part:#:2|lower|upper}}", "A3R"),
        ("{{csrf|percent}}", "t%2B%2F%3D"),
        ("{{csrf|base64}}", "dCsvPQ=="),
        ("{{csrf|base64url}}", "dCsvPQ"),
        ("{{csrf|percent|percent}}", "t%252B%252F%253D"),
        ("{{start|seconds}}", 1791362254),
        ("{{start|minus:1000|seconds}}", 1791362253),
        ("{{recording.timestamp|micros}}", 1791362254776000),
        ("{{recording.timestamp|decimals}}", 1791362254.776),
        ("{{start|decimals}}", 1791362254),
        ("{{uuid|hex}}", "6d7c2f0a"),
        ("{{start|utc:%Y-%m-%dT%H:%M:%SZ}}", "2026-10-07T08:37:34Z"),
        ("{{end|utc:%H:%M:%S.%fZ}}", "08:37:34.776Z"),
        ("{{now:/list/0/on}}", True),
        ("{{now:/list/[name=c]/on}}", 1),
        ("{{now:/list/[name=a~1b]/on}}", True),
        ("{{now:/text/deep/0}}", 7),
        ("{{now:/a~0b~1c}}", 2),
        ("{{now:}}", VALUES["now"]),
        ({"a": ["{{csrf}}", 1]}, {"a": ["t+/=", 1]}),
        ({"$json": {"k": "{{recording.recordKey|part:#:0}}", "n": "{{value}}"}}, '{"k":"C","n":false}'),
        ({"$join": ["{{csrf}}", "{{value}}", "x"], "with": ", "}, "t+/=, false, x"),
        ({"$encode": {"$json": ["{{value}}"]}, "as": "base64"}, "W2ZhbHNlXQ=="),
        ({"$each": "recordings", "do": "{{recording.recordKey|part:#:0}}"}, ["C", "B", "A"]),
        ({"$each": "recordings", "do": "{{index}}"}, [0, 1, 2]),
        ({"n": "{{recordings.length}}", "t": "{{recordings.length|text}}"}, {"n": 3, "t": "3"}),
        (
            {"$each": "recordings", "do": {"$each": "recording.voiceHistoryRecordItems", "do": "{{item.utteranceId}}"}},
            [["u1", "u2"], [], []],
        ),
        (
            {
                "$each": "recordings",
                "flat": True,
                "do": {"$each": "recording.voiceHistoryRecordItems", "do": "{{item.utteranceId}}"},
            },
            ["u1", "u2"],
        ),
        ({"$each": "recordings", "key": "{{recording.recordKey}}", "do": 1}, {RECORD["recordKey"]: 1, "B": 1, "A": 1}),
        # What may be missing is left out of objects, and null where nothing can be left out.
        ({"t": "{{recording.nothing?}}", "k": 1}, {"k": 1}),
        (["{{recording.nothing?}}", 1], [None, 1]),
        ({"$each": "recordings", "do": "{{recording.timestamp?}}"}, [1791362254776, None, None]),
        (
            {"$each": "recordings", "key": "{{recording.recordKey}}", "do": "{{recording.timestamp?}}"},
            {RECORD["recordKey"]: 1791362254776},
        ),
        ({"$each": "recordings", "do": {"t": "{{recording.timestamp?}}"}}, [{"t": 1791362254776}, {}, {}]),
    ],
    ids=str,
)
def test_fill(template: Template, expected: Any) -> None:
    """What each form gives, type included."""
    result = filled(template)
    assert result == expected
    assert type(result) is type(expected)


@pytest.mark.parametrize(
    "template",
    [
        "{{recording.nothing}}",
        "{{recording.recordKey.deeper}}",
        "{{recording.voiceHistoryRecordItems.7}}",
        "{{recording.voiceHistoryRecordItems.x}}",
        "{{recording.device.deviceName}}",
        "x{{recording.nothing?}}",
        "{{recording.recordKey|number}}",
        "{{recording.recordKey|part:#:9}}",
        "{{recording.recordKey|seconds}}",
        "{{recording.device|utc:%Y}}",
        "{{recording.recordKey|minus:1}}",
        "{{now:/nothing}}",
        "{{now:/list/[name=z]/on}}",
        "{{now:/list/9}}",
        "{{now:/text/nothing}}",
        {"$json": "{{recording.nothing?}}"},
        {"$join": "{{csrf}}", "with": ","},
        {"$join": [{"$each": "csrf", "do": 1}], "with": ","},
        {"$each": "csrf", "do": 1},
        {"$each": "recordings", "flat": True, "do": "{{recording.recordKey}}"},
        {"$encode": "{{recording.nothing?}}", "as": "base64"},
        # A bound of what is deleted is never rounded.
        "{{end|seconds}}",
        "{{end?|seconds}}",
        "{{end|utc:%Y-%m-%d}}",
    ],
    ids=str,
)
def test_does_not_fit(template: Template) -> None:
    """Well formed, but the values are not there, or are something else; the message tells no value."""
    with pytest.raises(TemplateError) as failed:
        filled(template)
    assert "1791362254776" not in str(failed.value)


@pytest.mark.parametrize(
    "template",
    [
        "{{",
        "{{csrf",
        "{{csrf}",
        "{{}}",
        "{{ }}",
        "{{|text}}",
        "{{password}}",
        "{{Csrf}}",
        "{{cookies.session-token}}",
        "{{__class__}}",
        "{{item}}",
        "{{index}}",
        "{{csrf|exec}}",
        "{{csrf" + 6 * "|base64" + "}}",
        pytest.param("{{" + 100_000 * " ", id="nothing but spaces"),
        "{{csrf|}}",
        "{{csrf|text:1}}",
        "{{csrf|part}}",
        "{{csrf|part:}}",
        "{{csrf|part:x}}",
        "{{csrf|part::1}}",
        "{{csrf|part:#:1.5}}",
        "{{csrf|part:#:9999}}",
        "{{csrf|utc}}",
        "{{csrf|minus:x}}",
        "{{csrf|minus:-5}}",
        "{{csrf|minus:99999999999}}",
        "{{ {{csrf}} }}",
        {"{{csrf}}": 1},
        {"$exec": "ls"},
        {"$json": 1, "more": 2},
        {"$join": []},
        {"$join": [], "with": 7},
        {"$encode": "a"},
        {"$encode": "a", "as": "rot13"},
        {"$encode": "a", "as": "number"},
        {"$encode": "a", "as": ["base64"]},
        {"$each": "recordings"},
        {"$each": "password", "do": 1},
        {"$each": ["recordings"], "do": 1},
        {"$each": "recordings|exec", "do": 1},
        {"$each": "recordings", "do": "{{item}}"},
        {"$each": "recordings", "do": 1, "flat": "yes"},
        {"$each": "recordings", "do": 1, "key": "{{item}}"},
        {"$each": "recordings", "do": "{{password}}"},
    ],
    ids=str,
)
def test_malformed(template: Template) -> None:
    """Refused before anything is filled, wherever it stands."""
    wrapped: list[Template] = [template, [template], {"a": {"b": template}}, {"$json": template}]
    for whole in wrapped:
        with pytest.raises(TemplateError):
            check(whole, ROOTS)


def test_names_inside_lists() -> None:
    """`recording` and `index` stand for an element only where there is a list."""
    each = {"$each": "recordings", "do": ["{{recording.recordKey}}", "{{index}}"]}
    check(each, frozenset({"recordings"}))
    check({"$each": "csrf", "do": "{{item}}"}, frozenset({"csrf"}))
    for outside in ("{{recording.recordKey}}", "{{index}}"):
        with pytest.raises(TemplateError):
            check([each, outside], frozenset({"recordings"}))


@pytest.mark.parametrize(
    "wrap", [lambda t: [t], lambda t: {"a": t}, lambda t: {"$json": t}], ids=["list", "object", "text"]
)
def test_depth(wrap: Any) -> None:
    """Nesting is limited, so that nobody's stack is."""
    template: Template = "{{csrf}}"
    for _ in range(MOST_DEPTH):
        template = wrap(template)
    check(template, ROOTS)
    with pytest.raises(TemplateError, match="deep"):
        check(wrap(template), ROOTS)


def test_uses() -> None:
    """A value is found wherever it is named, and only then."""
    named: list[Template] = [
        "{{start}}",
        "x{{ start|utc:%Y }}",
        "{{start?}}",
        ["a", {"b": ("{{start.x}}",)}],
        {"$each": "start", "do": 1},
        {"$each": "start.x|text", "do": 1},
        {"$json": ["{{start:/x}}"]},
    ]
    assert all(uses(template, "start") for template in named)
    others: list[Template] = ["start", "{{end}}", "{{started}}", "{{end.start}}", {"start": 1}, {"$each": "restart"}, 7]
    assert not any(uses(template, "start") for template in others)


def test_names_every_recording() -> None:
    """A request that would leave one recording unnamed could mean any."""
    keys = {"keys": {"$each": "recordings", "do": "{{recording.recordKey}}"}}
    items = {"$each": "recording.voiceHistoryRecordItems", "do": "{{item.utteranceId}}"}
    assert names_every_recording(keys, VALUES)
    assert names_every_recording({"$each": "recordings", "do": {"k": "{{recording.recordKey}}", "u": items}}, VALUES)
    assert not names_every_recording({"$each": "recordings", "do": items}, VALUES), "one of them has no items"
    assert not names_every_recording({"$each": "recordings", "do": "{{index}}"}, VALUES)
    assert not names_every_recording(keys, {"recordings": []})
    assert not names_every_recording({"keys": "all"}, VALUES)


def test_local_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Times of the place, for pages that send them."""
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        assert filled("{{start|local:%H:%M:%S.%f}}") == "17:37:34.000"
    finally:
        monkeypatch.undo()
        time.tzset()


# Properties

TEXT = st.text(max_size=40)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=15,
)


@given(TEXT)
def test_percent_is_encode_uri_component(text: str) -> None:
    """Encoded as a browser does, and back."""
    encoded = percent_encode(text)
    assert unquote(encoded) == text
    assert encoded == quote(text, safe="-_.!~*'()")
    assert not set(encoded) & set("/?#&=+ ")


@given(TEXT)
def test_filters_can_be_undone(text: str) -> None:
    """What encodes loses nothing."""
    values = {"csrf": text}
    assert base64.b64decode(fill("{{csrf|base64}}", values)).decode() == text
    padded = fill("{{csrf|base64url}}", values) + "==="
    assert base64.urlsafe_b64decode(padded[: len(padded) // 4 * 4]).decode() == text
    assert orjson.loads(f'"{fill("{{csrf|json}}", values)}"') == text
    assert orjson.loads(fill({"$json": ["{{csrf}}"]}, values)) == [text]
    assert unquote(fill_text("/{{csrf}}/", values, percent_encode)) == f"/{text}/"


@given(JSON)
def test_values_keep_their_type(value: Any) -> None:
    """A placeholder alone gives the value itself, never something that is filled again."""
    assert fill({"a": ["{{csrf}}"]}, {"csrf": value}) == {"a": [value]}
    assert fill("{{csrf}}", {"csrf": value}) == value


@given(JSON)
@settings(max_examples=200)
def test_without_placeholders_nothing_changes(template: Any) -> None:
    """What is literal stays so."""
    try:
        check(template, frozenset())
    except TemplateError:
        return
    if "$" not in orjson.dumps(template).decode():
        assert fill(template, {}) == template


@given(JSON, TEXT)
def test_pointers_find_or_fail(document: Any, pointer: str) -> None:
    """Any pointer into any document."""
    try:
        point(document, pointer)
    except TemplateError:
        return


@given(
    st.lists(st.sampled_from(["{{", "}}", "csrf", "|", ":", "part", "utc", "%Y", "#", "?", ".", "0", " ", "{", "}"]))
)
def test_any_text_is_checked(pieces: list[str]) -> None:
    """What passes the check is filled, or does not fit; nothing else happens."""
    template = "".join(pieces)
    try:
        check(template, ROOTS)
        fill(template, VALUES)
    except TemplateError:
        return


@pytest.mark.parametrize("value", ["\ud800", ["\ud800"], 2**70, {"a": "\udfff"}])
def test_what_json_cannot_say(value: Any) -> None:
    """Half a character, or a number beyond measure, does not fit."""
    for template in ("x{{csrf|json}}", {"$json": "{{csrf}}"}, "{{csrf|base64}}"):
        with pytest.raises(TemplateError):
            fill(template, {"csrf": value})
