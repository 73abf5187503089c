"""Requests of many shapes: whatever names recordings is learned, and names others the same way."""

from typing import Any

import orjson
import pytest

from tests.amazon.learn.browser import Browser, Json, template, values
from tests.amazon.learn.visits import ACCOUNT, NOW, RECORDS, ROOT, learn, visit


def in_json(body: Any) -> Json:
    """Return a request with a JSON body."""
    return {"method": "POST", "path": f"{ROOT}/x", "json": body}


EACH = {"$each": "recordings", "do": "{{recording.recordKey}}"}


def joined(head: str, joint: str, tail: str, inner: Any) -> Json:
    """Return a text that holds another, or a list of them."""
    inner = {"$join": inner, "with": joint} if isinstance(inner, dict) and "$each" in inner else inner
    return {"$join": [head, inner, tail], "with": ""}


SHAPES: dict[str, tuple[Json, int]] = {
    "a bare key": (in_json("{{recording.recordKey}}"), 1),
    "a bare list": (in_json(EACH), 3),
    "lines": ({"method": "POST", "path": f"{ROOT}/x", "text": {"$join": EACH, "with": "\n"}}, 3),
    "a query that repeats": (
        {
            "method": "DELETE",
            "path": f"{ROOT}/x",
            "query": [{"$each": "recordings", "do": ["id", EACH["do"]]}, ["a", "b"]],
        },
        3,
    ),
    "JSON in a query": ({"method": "DELETE", "path": f"{ROOT}/x", "query": [["ids", {"$json": EACH}]]}, 2),
    "encoded JSON": (
        {"method": "POST", "path": f"{ROOT}/x", "form": [["p", {"$encode": {"$json": EACH}, "as": "base64"}]]},
        2,
    ),
    "encoded twice": (in_json({"p": {"$encode": {"$encode": {"$json": EACH}, "as": "base64url"}, "as": "percent"}}), 2),
    "a question that lists": (in_json({"query": joined('{ remove(keys: ["', '", "', '"]) { ok } }', EACH)}), 2),
    "a question that counts": (
        in_json(
            {
                "query": joined(
                    "mutation { ", " ", " }", {**EACH, "do": joined("r{{index}}: remove(k: ", "", ")", EACH["do"])}
                )
            }
        ),
        3,
    ),
    "lines of JSON": (
        {
            "method": "POST",
            "path": f"{ROOT}/x",
            "text": {"$join": {**EACH, "do": {"$json": {"gone": EACH["do"]}}}, "with": "\n"},
        },
        2,
    ),
    "microseconds": (
        in_json({**EACH, "do": {"at": "{{recording.timestamp|micros}}", "s": "{{recording.recordKey|part:#:3}}"}}),
        2,
    ),
    "decimals": (
        in_json({**EACH, "do": {"at": "{{recording.timestamp|decimals}}", "s": "{{recording.recordKey|part:#:3}}"}}),
        2,
    ),
    "a question with values in its text": (
        in_json({"query": 'mutation { remove(key: "{{recording.recordKey}}", at: {{recording.timestamp}}) { ok } }'}),
        1,
    ),
    "XML": ({"method": "PUT", "path": f"{ROOT}/x", "text": "<remove><key>{{recording.recordKey}}</key></remove>"}, 1),
    "a patch": (in_json([{"op": "remove", "path": "/recordings/{{recording.recordKey}}"}]), 1),
    "by device": (
        in_json(
            {
                "groups": {
                    "$each": "recordings",
                    "do": {"s": "{{recording.recordKey|part:#:3}}", "keys": ["{{recording.recordKey}}"]},
                }
            }
        ),
        1,
    ),
    "the matrix": ({"method": "DELETE", "path": f"{ROOT}/x;key={{{{recording.recordKey}}}};v=1/all"}, 1),
    "an utterance": (
        {"method": "DELETE", "path": f"{ROOT}/u/{{{{recording.voiceHistoryRecordItems.0.utteranceId}}}}"},
        1,
    ),
    "a part of an utterance": (
        in_json({"id": "{{recording.voiceHistoryRecordItems.0.utteranceId|part:::1}}", "n": "{{recording.timestamp}}"}),
        1,
    ),
    "the record": (in_json({"records": {"$each": "recordings", "do": "{{recording}}"}}), 3),
    "the record and more": (
        in_json(
            {
                "$each": "recordings",
                "do": {
                    "ticked": True,
                    "id": "{{recording.recordKey}}",
                    "device": "{{recording.device}}",
                    "items": {"$each": "recording.voiceHistoryRecordItems", "do": "{{item}}"},
                },
            }
        ),
        3,
    ),
    "the account": (in_json({"customer": "{{account.customer_id}}", "keys": EACH}), 2),
}


@pytest.mark.parametrize("name", SHAPES)
def test_shapes(name: str) -> None:
    """Shapes that no stand-in speaks."""
    form, count = SHAPES[name]
    shown = [record for record in RECORDS if record.get("voiceHistoryRecordItems")]
    lesson = learn(visit(form, shown[2 : 2 + count]))
    assert lesson.delete_recordings
    wanted, found = template(form), template(lesson.delete_recordings["request"])
    for others in (shown[8 : 8 + count], shown[15 : 16 + (count > 1)]):
        one, two = wanted.render(values(others)), found.render(values(others))
        assert (one.method, one.target, one.body) == (two.method, two.target, two.body)


def test_what_says_nothing_by_itself() -> None:
    """What is empty for some recordings is what they have there."""
    entry = {"id": EACH["do"], "about": "{{recording.domain?}}"}
    form = in_json({"entries": {"$each": "recordings", "do": entry}})
    said = {domain: record for record in RECORDS if (domain := record.get("domain")) is not None}
    assert "" in said
    lesson = learn(visit(form, sorted(said.values(), key=lambda record: record["domain"])[:3]))
    assert lesson.delete_recordings
    assert lesson.delete_recordings["request"]["json"] == form["json"]


@pytest.mark.parametrize(("counts", "batch"), [((2, 3), 10), ((2,), 10), ((1,), 1)])
def test_the_number_of_recordings(counts: tuple[int, ...], batch: int) -> None:
    """What counts the recordings of a request counts those of the next; of one, nobody can tell."""
    form = in_json({"count": "{{recordings.length}}", "version": 7, "keys": EACH})
    browser = Browser(now=NOW)
    left = list(RECORDS)
    browser.list(left)
    for count in counts:
        gone, left = left[:count], left[count:]
        browser.send(template(form).render(values(gone)))
        browser.list(left)
    lesson = learn(browser)
    assert lesson.delete_recordings
    assert lesson.delete_recordings["batch"] == batch
    wanted, found = (template(each) for each in (form, lesson.delete_recordings["request"]))
    for named in {1, batch}:
        assert found.render(values(left[:named])).body == wanted.render(values(left[:named])).body


def test_a_member_for_each_device() -> None:
    """Where a name would stand for several recordings, only one of them is sent at a time."""
    serial = RECORDS[0]["recordKey"].split("#")[3]
    browser = Browser(now=NOW)
    browser.list(RECORDS)
    headers = {"content-type": "application/json"}
    browser.add("POST", f"{ROOT}/x", headers=headers, body=orjson.dumps({serial: [RECORDS[0]["recordKey"]]}))
    browser.list(RECORDS[1:])
    lesson = learn(browser)
    assert lesson.delete_recordings
    assert lesson.delete_recordings.get("batch", 1) == 1
    body = template(lesson.delete_recordings["request"]).render(values(RECORDS[5:6])).body
    assert body is not None
    assert orjson.loads(body) == {RECORDS[5]["recordKey"].split("#")[3]: [RECORDS[5]["recordKey"]]}


def test_the_listing_of_the_new_alexa() -> None:
    """A page that lists utterances the newer way teaches as well."""
    newer = [recording.history_record() for recording in ACCOUNT.recordings]
    browser = Browser(now=NOW)
    for gone in ([], newer[:1]):
        left = [record for record in newer if record not in gone]
        browser.add("POST", "/alexa-privacy/apd/rah/alexa-history-records-v2", answer={"alexaHistoryRecords": left})
        if not gone:
            body = orjson.dumps({"utterances": [newer[0]["activityKey"]]})
            browser.add("POST", f"{ROOT}/x", headers={"content-type": "application/json"}, body=body)
    lesson = learn(browser)
    assert lesson.delete_recordings
    assert lesson.delete_recordings["request"] == in_json({"utterances": EACH})
