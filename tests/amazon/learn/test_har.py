"""HAR files of every kind: what is understood, what is refused and why, and that no file costs much."""

import base64
from collections.abc import Callable
from contextlib import suppress
import gzip
from random import Random
from typing import Any
from urllib.parse import unquote_plus
import zlib

from hypothesis import HealthCheck, example, given, settings, strategies as st
import orjson
import pytest

from custom_components.alexa_privacy.amazon.learn import LESSONS, LearnError, Lesson, har, learn_har, learner
from custom_components.alexa_privacy.amazon.learn.har import MOST_BYTES, Unfinished, cut_entries
from tests.amazon.learn.browser import SITE, Browser
from tests.amazon.learn.random_pages.histories import visit_to
from tests.amazon.learn.random_pages.history_shapes import PLAIN, Shape
from tests.amazon.learn.visits import KEYS, NOW, ONE, RECORDS, ROOT, learn, refusal, visit


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
    assert refusal(browser.har()).reason == "delete_no_listing"


@pytest.mark.parametrize("status", [400, 403, 404, 429, 500])
def test_a_failed_deletion(status: int) -> None:
    """A request that failed teaches nothing, and is named with its status."""
    browser = visit()
    lists = [entry for entry in browser.entries if "customer-history" in entry["request"]["url"]]
    for entry in browser.entries:
        if entry["request"]["url"].endswith("/remove"):
            entry["response"]["status"] = status
    before = orjson.loads(lists[0]["response"]["content"]["text"])
    for entry in lists:
        entry["response"]["content"]["text"] = orjson.dumps(before | {"encodedRequestToken": None}).decode()
    error = refusal(browser.har())
    assert (error.reason, error.placeholders["status"]) == ("delete_failed", str(status))


@pytest.mark.parametrize("shrink", [gzip.compress, zlib.compress, bytes])
@pytest.mark.parametrize("kind", ["application/json", "application/octet-stream", ""])
def test_contents_in_base64(shrink: Callable[[bytes], bytes], kind: str) -> None:
    """Answers may be encoded, zipped, and of any kind."""
    browser = visit()
    for entry in browser.entries:
        content = entry["response"]["content"]
        if content["text"].startswith("{"):
            text = base64.b64encode(shrink(content["text"].encode())).decode()
            content |= {"text": text, "encoding": "base64", "mimeType": kind}
    assert learn(browser.har())["request"] == KEYS


@pytest.mark.parametrize("text", ["A", "é", base64.b64encode(b"\x1f\x8b" + bytes(20)).decode()])
def test_contents_that_cannot_be_decoded(text: str) -> None:
    """What one tool saved badly is no answer; the lesson is learned from the others."""
    browser = visit()
    browser.add("GET", f"{ROOT}/news", answer={})
    browser.entries[-1]["response"]["content"] |= {"text": text, "encoding": "base64"}
    assert learn(browser.har())["request"] == KEYS


def test_the_shapes_of_other_browsers() -> None:
    """A byte order mark, local times, another order, a form without its text: all the same."""
    form = {"method": "POST", "path": f"{ROOT}/form", "form": [["id", "{{recording.recordKey}}"], ["t", "{{csrf}}"]]}
    browser = visit(form)
    for entry in browser.entries:
        posted = entry["request"].get("postData", {})
        if "urlencoded" in posted.get("mimeType", ""):
            pairs = (pair.partition("=") for pair in posted.pop("text").split("&"))
            posted["params"] = [{"name": name, "value": unquote_plus(value)} for name, _, value in pairs]
        entry["startedDateTime"] = entry["startedDateTime"].replace("Z", "+00:00")
    browser.entries.reverse()
    assert learn(b"\xef\xbb\xbf" + browser.har())["request"] == form


@pytest.mark.parametrize("form", [KEYS, ONE])
def test_the_request_is_the_one_that_was_sent(form: Any) -> None:
    """What was sent comes back as the request that gives it."""
    assert learn(visit(form).har()) == {"request": form}


def test_only_the_page_s_own_headers_are_kept() -> None:
    """What a browser sends by itself is no part of a request."""
    browser = visit()
    own = {"Accept": "*/*", "Accept-Language": "de", "Origin": SITE, "Referer": SITE, "sec-fetch-mode": "cors"}
    for entry in browser.entries:
        entry["request"]["headers"] += [{"name": name, "value": value} for name, value in own.items()]
    assert learn(browser.har())["request"] == KEYS


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=200, deadline=None)
@given(data=st.binary() | st.text().map(str.encode) | JSON.map(orjson.dumps))
@example(b'{"log":{"entries":[{"request":{"method":"POST","url":"https://[www.amazon.de/"}}]}}')
def test_no_file_breaks_it(data: bytes) -> None:
    """Whatever the file holds, it is understood or refused."""
    with suppress(LearnError):
        learn_har(data, lesson=Lesson.DELETE_RECORDINGS, site=SITE)


@pytest.mark.parametrize("of", [*LESSONS, Lesson.HISTORY])
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_no_entry_breaks_it(of: Lesson, data: st.DataObject) -> None:
    """Whatever stands in the place of some part of a file, the rest is still read."""
    shown = visit_to(Shape(**PLAIN), Random(1)).browser if of is Lesson.HISTORY else visit()
    document = orjson.loads(shown.har())
    for _ in range(data.draw(st.integers(1, 4))):
        holder: Any = document
        while True:
            key = data.draw(st.sampled_from(sorted(holder) if isinstance(holder, dict) else range(len(holder))))
            if not isinstance(holder[key], dict | list) or not holder[key] or data.draw(st.integers(0, 5)) == 0:
                holder[key] = data.draw(JSON)
                break
            holder = holder[key]
    with suppress(LearnError):
        learn_har(orjson.dumps(document), lesson=of, site=SITE, history="sounds")


def nested_texts(depth: int) -> Any:
    """Return JSON in a text in JSON, and so on."""
    return [orjson.dumps(nested_texts(depth - 1)).decode()] if depth else 1


def nested_lists(depth: int) -> str:
    """Return lists in lists in a text in lists in lists, and so on."""
    return "[" * 22 + (orjson.dumps(nested_lists(depth - 1)).decode() if depth else "1") + "]" * 22


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
    "encoded over and over": orjson.dumps("%" + "25" * 20_000),
    "deep lists in texts": orjson.dumps(nested_lists(12)),
    "many keys": orjson.dumps([record["recordKey"] for record in RECORDS] * 40),
    "one key among spaces": orjson.dumps(" " * 32_000 + str(RECORDS[0]["recordKey"])),
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_hostile_bodies(body: bytes) -> None:
    """Deep, long and strange bodies of other requests teach nothing, and spoil nothing."""
    browser = visit()
    for _ in range(3):
        browser.add("POST", f"{ROOT}/x", headers={"content-type": "application/json"}, body=body, answer=body.decode())
    assert learn(browser.har())["request"] == KEYS


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_hostile_deletions(body: bytes) -> None:
    """As the deletion itself they are refused, and no placeholder of a page becomes one of a request."""
    browser = visit()
    for entry in browser.entries:
        if "postData" in entry["request"] and entry["request"]["url"].endswith("/remove"):
            entry["request"]["postData"]["text"] = body.decode()
    assert refusal(browser.har()).reason


def test_too_much_work_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that would occupy a processor for long is refused, however it goes on."""
    monkeypatch.setattr(learner, "_MOST_WORK", 1000)
    assert refusal(visit().har()).reason == "too_much_work"


@given(st.lists(JSON, max_size=6), st.dictionaries(st.text(max_size=8), JSON, max_size=3), st.booleans())
def test_entries_are_cut_as_json_is_read(entries: list[Any], beside: dict[str, Any], indented: bool) -> None:
    """Each object in the list of entries is found, and nothing else is; the rest stays JSON."""
    document = {**beside, "log": {**beside, "entries": entries, "pages": [{"entries": [{}]}]}}
    data = orjson.dumps(document, option=orjson.OPT_INDENT_2 if indented else None)
    rest, spans = cut_entries(data)
    objects = [orjson.loads(orjson.dumps(each)) for each in entries if isinstance(each, dict)]
    assert [orjson.loads(data[start:end]) for start, end in spans] == objects
    left = [0 if isinstance(each, dict) else each for each in entries]
    whole = {**document, "log": {**document["log"], "entries": left}}
    assert orjson.loads(rest) == orjson.loads(orjson.dumps(whole))


@given(st.integers(1, 400))
def test_windows_do_not_matter(size: int) -> None:
    """A file is read the same, however little of it is looked at in one go."""
    data = orjson.dumps({"log": {"entries": [{"a": 'x\\"}' * 30, "b": [{"c": "\\" * 9}]}, {"d": "{" * 50}]}})
    wanted = cut_entries(data)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(har, "_AT_ONCE", size + 1)
        assert cut_entries(data) == wanted
        with pytest.raises(Unfinished):
            cut_entries(data[: 1 + len(data) * size // 402])


def test_a_file_is_parsed_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing larger than an entry is parsed in one go, and an entry that is too large teaches nothing."""
    sizes = []
    loads = orjson.loads

    def note(data: Any) -> Any:
        sizes.append(len(data))
        return loads(data)

    monkeypatch.setattr("custom_components.alexa_privacy.amazon.learn.har.orjson.loads", note)
    monkeypatch.setattr(har, "MOST_ENTRY", 100_000)
    browser = Browser(now=NOW)
    for number in range(40):
        browser.get(f"/static/{number}", "x" * 60_000)
    browser.get("/film", "y" * 200_000)
    data = browser.har()
    found = har.read_har(data, SITE)
    assert len(data) > 2_000_000
    assert max(sizes) <= 100_000
    assert (found.entries, len(found.exchanges)) == (len(browser.entries), len(browser.entries) - 1)


@pytest.mark.parametrize(
    ("url", "kind", "caching", "is_known"),
    [
        ("/assets/app.js", "application/javascript", "max-age=60", True),
        ("/assets/app.mjs?v=1#x", "text/ecmascript", None, True),
        ("https://m.media-amazon.com/app.js", "text/javascript", None, True),
        ("/assets/app.js", "application/javascript", "private, max-age=60", False),
        ("/assets/app.js", "application/javascript", "NO-STORE", False),
        ("/session", "application/javascript", None, False),
        ("/assets/app.css", "text/css", None, False),
    ],
)
def test_words_of_scripts(url: str, kind: str, caching: str | None, is_known: bool) -> None:
    """What a script says that everybody gets is nobody's secret; one that is made for a session may hold one."""
    browser = visit()
    more = {"Cache-Control": caching} if caching else {}
    browser.add("GET", url, answer='x = "made-up-word";', kind=kind, answer_headers=more)
    found = har.read_har(browser.har(), SITE)
    assert found.is_in_script("made-up-word") == is_known
    assert not found.is_in_script("another-word")
