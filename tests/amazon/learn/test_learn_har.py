"""HAR files of every kind: what is understood, what is refused and why, and that nothing personal is kept."""

import base64
from collections.abc import Callable
from contextlib import suppress
import gzip
from typing import Any
import zlib

from hypothesis import HealthCheck, example, given, settings, strategies as st
import orjson
import pytest

from custom_components.alexa_privacy.amazon.learn import LearnError, learn_har
from custom_components.alexa_privacy.amazon.learn.har import MOST_BYTES
from custom_components.alexa_privacy.amazon.recipes.template import as_text
from tests.amazon.learn.browser import PAGE, SITE, TOKEN, Browser, Json, template, values
from tests.amazon.learn.visits import ACCOUNT, DAY, KEYS, NOW, ONE, RECORDS, ROOT, learn, refusal, visit


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "har_not_json"),
        (b"<html></html>", "har_not_json"),
        (b"\xff\xfe\x00", "har_not_json"),
        (b'{"log": {"entries": [', "har_truncated"),
        (visit().har()[:-100], "har_truncated"),
        pytest.param(b'{"log": {"entries": ' + b"[" * 5000, "har_hostile", id="too deep"),
        (b"[]", "har_not_har"),
        (b"3", "har_not_har"),
        (b'{"log": []}', "har_not_har"),
        (b'{"log": {"entries": {}}}', "har_not_har"),
        (b'{"log": {"entries": []}}', "har_no_amazon"),
        (b'{"log": {"entries": [1, null, {"request": 3}, {"request": {"method": 1, "url": 2}}]}}', "har_no_amazon"),
    ],
)
def test_what_is_no_har(data: bytes, reason: str) -> None:
    """What is no HAR file is told from one that was cut off, or does not hold what it should."""
    assert refusal(data).reason == reason


def test_too_large() -> None:
    """A file has an end."""
    assert refusal(b" " * (MOST_BYTES + 1)).reason == "har_too_large"


@pytest.mark.parametrize(
    ("site", "reason"),
    [
        ("https://example.org", "har_no_amazon"),
        ("http://www.amazon.de", "har_other_site"),
        ("https://www.amazon.com", "har_other_site"),
        ("https://www.amazon.de:8443", "har_other_site"),
        ("https://www.amazon.de.example.org", "har_no_amazon"),
        ("https://someone@www.amazon.de", "har_other_site"),
        ("javascript://www.amazon.de", "har_other_site"),
    ],
)
def test_other_sites(site: str, reason: str) -> None:
    """Only the account's own site counts; another of Amazon's is named."""
    browser = visit()
    for entry in browser.entries:
        entry["request"]["url"] = entry["request"]["url"].replace(SITE, site)
    assert refusal(browser.har()).reason == reason


def test_another_account() -> None:
    """A file of another account is refused where the account is known."""
    assert learn(visit(), customer_id=RECORDS[0]["customerId"]).delete_recordings
    assert refusal(visit().har(), customer_id="SOMEBODYELSE").reason == "har_other_account"


def test_without_answers() -> None:
    """A file that was saved without answers is told from one without a listing."""
    browser = visit()
    for entry in browser.entries:
        del entry["response"]["content"]["text"]
    assert refusal(browser.har()).reason == "har_no_answers"


def test_without_listings() -> None:
    """A deletion alone cannot be understood."""
    browser = visit()
    browser.entries = [entry for entry in browser.entries if "customer-history" not in entry["request"]["url"]]
    assert refusal(browser.har()).reason == "har_no_listing"


def test_without_a_deletion() -> None:
    """Nothing was deleted: it is said what was seen."""
    browser = Browser(now=NOW)
    browser.list(RECORDS)
    browser.add("GET", f"{ROOT}/audio?uid={RECORDS[0]['recordKey'].replace('#', '%23')}")
    error = refusal(browser.har())
    assert (error.reason, error.placeholders["recordings"]) == ("har_no_deletion", "40")


@pytest.mark.parametrize("status", [400, 403, 404, 429, 500])
def test_a_failed_deletion(status: int) -> None:
    """A request that failed teaches nothing, and is named."""
    browser = Browser(now=NOW)
    browser.list(RECORDS)
    browser.send(template(KEYS).render(values(RECORDS[:1])), status=status)
    browser.list(RECORDS)
    error = refusal(browser.har())
    assert (error.reason, error.placeholders) == ("har_failed_deletion", {"status": str(status)})


def test_a_deletion_without_effect() -> None:
    """What is still listed was not deleted by what names it: that is feedback, or telemetry."""
    browser = Browser(now=NOW)
    browser.list(RECORDS)
    browser.send(template(KEYS).render(values(RECORDS[:1])))
    browser.list(RECORDS)
    assert refusal(browser.har()).reason == "har_no_deletion"


def test_what_takes_others_along() -> None:
    """A request that names one recording and deletes a whole day is not learned."""
    day = RECORDS[3]["timestamp"] // DAY
    browser = visit(ONE, [record for record in RECORDS if record["timestamp"] // DAY == day])
    assert refusal(browser.har()).reason == "har_took_others"


def test_telemetry() -> None:
    """What also speaks of recordings that stay is not asked about."""
    browser = Browser(now=NOW)
    browser.list(RECORDS)
    telemetry = {"method": "POST", "path": f"{ROOT}/shown", "json": {"opened": "{{recording.recordKey}}"}}
    for record in (RECORDS[5], RECORDS[3]):
        browser.send(template(telemetry).render(values([record])))
    browser.send(template(KEYS).render(values(RECORDS[3:4])))
    browser.list([record for record in RECORDS if record is not RECORDS[3]])
    lesson = learn(browser)
    assert lesson.delete_recordings
    assert lesson.delete_recordings["request"] == KEYS


def test_a_deletion_that_answers_what_is_left() -> None:
    """The answer to a deletion may be a listing."""
    browser = Browser(now=NOW)
    browser.list(RECORDS)
    left = {"customerHistoryRecords": RECORDS[1:11], "encodedRequestToken": "token-1"}
    browser.send(template(KEYS).render(values(RECORDS[:1])), answer=left)
    assert learn(browser).delete_recordings


def test_a_deletion_whose_answer_nobody_saw() -> None:
    """Without a status, what is gone is gone."""
    assert learn(visit(status=0)).delete_recordings


@pytest.mark.parametrize("shrink", [gzip.compress, zlib.compress, bytes])
@pytest.mark.parametrize("kind", ["application/json", "application/octet-stream", ""])
def test_contents_in_base64(shrink: Callable[[bytes], bytes], kind: str) -> None:
    """Answers may be encoded, zipped, and of any kind."""
    browser = visit()
    for entry in browser.entries[1:]:
        content = entry["response"]["content"]
        text = base64.b64encode(shrink(content["text"].encode())).decode()
        content |= {"text": text, "encoding": "base64", "mimeType": kind}
    assert learn(browser).delete_recordings


def test_a_token_in_a_cookie_too() -> None:
    """What a request sends twice, one of them in a cookie, is a token, whatever it is called."""
    twice = "made-up-twice-4711"
    browser = Browser(now=NOW)
    browser.list(RECORDS)
    request = template(ONE).render(values(RECORDS[:1]))
    browser.add(request.method, request.target, headers={"Cookie": f"a=b; x={twice}", "x-made-up": twice})
    browser.list(RECORDS[1:])
    lesson = learn(browser)
    assert lesson.delete_recordings
    assert lesson.delete_recordings["request"]["headers"] == {"x-made-up": "{{csrf}}"}


def test_what_was_gone_before() -> None:
    """What speaks of a recording that is gone already did not delete it."""
    browser = visit()
    telemetry = {"method": "POST", "path": f"{ROOT}/telemetry", "json": {"gone": "{{recording.recordKey}}"}}
    browser.send(template(telemetry).render(values(RECORDS[3:4])))
    lesson = learn(browser)
    assert lesson.delete_recordings
    assert lesson.delete_recordings["request"]["path"] == f"{ROOT}/remove"
    assert not lesson.questions


def test_a_page_that_does_not_list_again() -> None:
    """Without a later listing, a single request that names a recording is taken for what deleted it."""
    browser = Browser(now=NOW)
    browser.list(RECORDS)
    browser.send(template(ONE).render(values(RECORDS[:1])))
    assert learn(browser).delete_recordings == {"request": ONE}


def test_two_kinds_of_deletion() -> None:
    """Where two requests may be the one that deletes, the owner is asked, in words."""
    browser = Browser(now=NOW)
    browser.list(RECORDS)
    for form in (ONE, KEYS):
        browser.send(template(form).render(values(RECORDS[:1])))
    browser.list(RECORDS[1:])
    lesson = learn(browser)
    [question] = lesson.questions
    assert "delete_recordings" not in lesson.document()
    assert question.key == "which_delete_recordings"
    assert question.options == {
        "1": f"DELETE {ROOT}/one/{{recording.recordKey}}",
        "2": f"POST {ROOT}/remove (json)",
    }
    lesson.answer(question.id, "2")
    assert lesson.delete_recordings
    assert lesson.delete_recordings["request"] == KEYS
    assert not lesson.questions


@pytest.mark.parametrize("steps", [(True, False), ("LOOK", "ERASE")])
def test_two_requests_that_differ_in_a_word(steps: tuple[Any, Any]) -> None:
    """Where two requests go to the same address, the owner reads what only one of them says."""
    browser = Browser(now=NOW)
    browser.list(RECORDS)
    for step in steps:
        form = {**KEYS, "json": {"step": step, "key": "{{recording.recordKey}}"}}
        browser.send(template(form).render(values(RECORDS[:1])))
    browser.list(RECORDS[1:])
    [question] = learn(browser).questions
    assert list(question.options.values()) == [f"POST {ROOT}/remove (json), step: {as_text(step)}" for step in steps]


def test_what_is_sent_on() -> None:
    """A request that a page is told to send elsewhere is learned as it was sent there."""
    browser = Browser(now=NOW)
    browser.list(RECORDS)
    for path, status in ((f"{ROOT}/old", 307), (f"{ROOT}/new", 200)):
        browser.send(template({**KEYS, "path": path}).render(values(RECORDS[:1])), status=status)
    browser.list(RECORDS[1:])
    lesson = learn(browser)
    assert lesson.delete_recordings
    assert lesson.delete_recordings["request"]["path"] == f"{ROOT}/new"


def test_a_filter_is_no_deletion() -> None:
    """What a listing of another device does not show is not gone."""
    serial = RECORDS[5]["recordKey"].split("#")[3]
    browser = Browser(now=NOW)
    browser.list(RECORDS)
    browser.send(template(KEYS).render(values(RECORDS[5:6])))
    left = [record for record in RECORDS[:5] + RECORDS[6:] if serial in record["recordKey"]]
    browser.add("GET", f"{PAGE}/customer-history-records?serial={serial}", answer={"customerHistoryRecords": left})
    assert learn(browser).delete_recordings


def test_a_deletion_that_is_not_understood() -> None:
    """Where recordings are gone and nothing names them, nobody is told to delete one."""
    browser = Browser(now=NOW)
    browser.list(RECORDS)
    browser.add("POST", f"{ROOT}/remove", body=b'{"row":3}')
    browser.list(RECORDS[:3] + RECORDS[4:])
    assert refusal(browser.har()).reason == "har_not_understood"


def test_two_recordings_that_look_the_same() -> None:
    """A request that would delete another recording too is refused."""
    twins = [{**RECORDS[0], "recordKey": RECORDS[0]["recordKey"] + end} for end in "AB"]
    browser = Browser(now=NOW)
    browser.list(twins + RECORDS[1:])
    browser.add("POST", f"{ROOT}/remove", body=orjson.dumps({"at": RECORDS[0]["timestamp"]}))
    browser.list(RECORDS[1:])
    assert refusal(browser.har()).reason == "har_ambiguous"


def test_what_cannot_be_understood() -> None:
    """A request that names a recording in a way that would keep something personal is not kept."""
    browser = Browser(now=NOW)
    browser.list(RECORDS)
    body = {"key": RECORDS[0]["recordKey"], "other": RECORDS[5]["recordKey"][:-3]}
    browser.add("POST", f"{ROOT}/remove", headers={"content-type": "application/json"}, body=orjson.dumps(body))
    browser.list(RECORDS[1:])
    assert refusal(browser.har()).reason == "har_not_understood"


@pytest.mark.parametrize("form", [KEYS, ONE])
def test_nothing_personal_is_kept(form: Json) -> None:
    """No word, key, device, person or secret of the file is in the lesson."""
    browser = visit(form)
    switch = {"json": {"who": RECORDS[0]["customerId"], "on": True}}
    for on in (True, False, True):
        body = orjson.dumps({**switch["json"], "on": on})
        browser.add("POST", f"{ROOT}/set", headers={"content-type": "application/json"}, body=body)
    lesson = learn(browser)
    assert len(lesson.switches) == 1
    text = repr(lesson) + orjson.dumps(lesson.document({"human_review": (lesson.switches[0], True)})).decode()
    assert "account.customer_id" in text
    for device in ACCOUNT.devices:
        assert device.serial not in text
        assert device.name not in text
    for record in RECORDS:
        assert record["recordKey"] not in text
        assert str(record["timestamp"]) not in text
        for item in record.get("voiceHistoryRecordItems") or []:
            assert item["transcriptText"] not in text or len(item["transcriptText"]) < 5
    for secret in (RECORDS[0]["customerId"], TOKEN, "made-up-cookie"):
        assert secret not in text


def test_only_needed_headers_are_kept() -> None:
    """The page's own headers stay; the browser's, and what is random or secret, do not."""
    browser = Browser(now=NOW)
    browser.list(RECORDS)
    kept = {"anti-csrftoken-a2z": "{{csrf}}", "x-requested-with": "XMLHttpRequest", "x-made-up-csrf": "{{csrf}}"}
    kept |= {"x-made-up-once": "{{uuid}}"}
    dropped = {
        "Accept": "*/*",
        "Accept-Language": "de",
        "Authorization": "Bearer made-up",
        "Origin": SITE,
        "Referer": SITE,
        "sec-fetch-mode": "cors",
        "traceparent": "00-1",
        "x-amzn-visit": "6d7c2f0a11114222",
        "x-made-up-session": "made-up",
        "x-trace": "Root=1-67891233-abcdef012345678912345678",
        ":path": "/x",
    }
    sent = {**dropped, **{name: value.replace("{{csrf}}", TOKEN) for name, value in kept.items()}}
    sent["x-made-up-once"] = "6d7c2f0a-1111-4222-8333-444455556666"
    request = template(ONE).render(values(RECORDS[:1]))
    browser.add(request.method, request.target, headers=sent)
    browser.list(RECORDS[1:])
    lesson = learn(browser)
    assert lesson.delete_recordings
    assert lesson.delete_recordings["request"]["headers"] == kept


def test_a_form_with_parts() -> None:
    """A form of several parts is sent as it was, with the recording's key in its place; its edge is any."""

    def form(key: str, edge: str) -> bytes:
        lines = [f"--{edge}", 'Content-Disposition: form-data; name="id"', "", key, f"--{edge}--", ""]
        return "\r\n".join(lines).encode()

    browser = Browser(now=NOW)
    browser.list(RECORDS)
    for number, record in enumerate(RECORDS[:2]):
        edge = f"----made-up-edge-{number}"
        headers = {"content-type": f"multipart/form-data; boundary={edge}"}
        browser.add("POST", f"{ROOT}/parts", headers=headers, body=form(record["recordKey"], edge))
    browser.list(RECORDS[2:])
    lesson = learn(browser)
    assert lesson.delete_recordings
    request = template(lesson.delete_recordings["request"]).render(values(RECORDS[5:6]))
    edge = request.headers["content-type"].partition("boundary=")[2]
    assert request.body == form(RECORDS[5]["recordKey"], edge)


def test_what_some_records_lack() -> None:
    """A member that the page leaves out where a record does not have it is left out."""
    shown = [record for record in RECORDS if record.get("domain")]
    bare = next(record for record in RECORDS if "domain" not in record)
    entry = {"key": "{{recording.recordKey}}", "domain": "{{recording.domain?}}"}
    form = {"method": "POST", "path": f"{ROOT}/remove", "json": {"entries": {"$each": "recordings", "do": entry}}}
    lesson = learn(visit(form, shown[:1]))
    assert lesson.delete_recordings
    body = template(lesson.delete_recordings["request"]).render(values([bare, shown[5]])).body
    assert body is not None
    keys = [{"key": bare["recordKey"]}, {"key": shown[5]["recordKey"], "domain": shown[5]["domain"]}]
    assert orjson.loads(body) == {"entries": keys}


def test_the_shapes_of_other_browsers() -> None:
    """A byte order mark, local times, another order, answers in base64, a form without its text: all the same."""
    form = {"method": "POST", "path": f"{ROOT}/form", "form": [["id", "{{recording.recordKey}}"], ["t", "{{csrf}}"]]}
    browser = visit(form)
    wanted = learn(browser).delete_recordings
    for entry in browser.entries:
        posted = entry["request"].get("postData", {})
        if "urlencoded" in posted.get("mimeType", ""):
            posted["params"] = [{"name": "id", "value": RECORDS[3]["recordKey"]}, {"name": "t", "value": TOKEN}]
            del posted["text"]
        entry["startedDateTime"] = entry["startedDateTime"].replace("Z", "+00:00")
    browser.entries.reverse()
    assert learn_har(b"\xef\xbb\xbf" + browser.har(), site=SITE).delete_recordings == wanted


def nested_texts(depth: int) -> Any:
    """Return JSON in a text in JSON, and so on."""
    return [orjson.dumps(nested_texts(depth - 1)).decode()] if depth else 1


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=80, deadline=None)
@given(data=st.binary() | st.text().map(str.encode) | JSON.map(orjson.dumps))
@example(b'{"log":{"entries":[{"request":{"method":"POST","url":"https://[www.amazon.de/"}}]}}')
def test_no_file_breaks_it(data: bytes) -> None:
    """Whatever the file holds, it is understood or refused."""
    with suppress(LearnError):
        learn_har(data, site=SITE)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_no_entry_breaks_it(data: st.DataObject) -> None:
    """Whatever stands in the place of some part of a file, the rest is still read."""
    browser = visit()
    document = orjson.loads(browser.har())
    for _ in range(data.draw(st.integers(1, 4))):
        holder: Any = document
        while True:
            key = data.draw(st.sampled_from(sorted(holder) if isinstance(holder, dict) else range(len(holder))))
            if not isinstance(holder[key], dict | list) or not holder[key] or data.draw(st.integers(0, 5)) == 0:
                holder[key] = data.draw(JSON)
                break
            holder = holder[key]
    with suppress(LearnError):
        learn_har(orjson.dumps(document), site=SITE)


HOSTILE = {
    "deep list": b"[" * 900 + b"]" * 900,
    "deep object": b'{"a":' * 900 + b"1" + b"}" * 900,
    "long text": b'"' + b"x" * 2_000_000 + b'"',
    "placeholder": orjson.dumps("{{recording.recordKey}}"),
    "operation": orjson.dumps({"$each": "recordings", "do": 1}),
    "placeholder as a name": orjson.dumps({"{{csrf}}": 1}),
    "many members": orjson.dumps({str(number): number for number in range(50_000)}),
    "long texts": orjson.dumps(["eyJ" * 1000] * 1000),
    "encoded again and again": orjson.dumps("%25" * 20_000),
    "JSON in JSON": orjson.dumps(nested_texts(12)),
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_hostile_bodies(body: bytes) -> None:
    """Deep, long and strange bodies teach nothing, and cost little."""
    browser = visit()
    for _ in range(3):
        browser.add("POST", f"{ROOT}/x", headers={"content-type": "application/json"}, body=body, answer=body.decode())
    assert learn(browser).delete_recordings
