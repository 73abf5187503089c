"""A learned request holds no secret, whatever the page calls it and wherever it carries it."""

from collections.abc import Callable
from typing import Any

import orjson
import pytest

from custom_components.alexa_privacy.amazon.learn import (
    LearnError,
    learn_copied_deletion,
    learn_copied_switch,
    learn_har,
    read_copied,
)
from tests.amazon.learn.browser import SITE, Browser, Json, template, values
from tests.amazon.learn.copying import as_bash
from tests.amazon.learn.visits import KEYS, NOW, RECORDS, ROOT, learn, refusal

KEY = "{{recording.recordKey}}"
RANDOM = "hQ7xK93pLm5vTz81RwY2"
HEX = "3f9a1c77e0b2d45586a1f0c9d3e7b214a90c5d18"
UUID = "0d9b6a3e-41f7-4c52-9a8e-7b1d2c3f4a55"
NUMBER = "7261849305127384"
GIVEN: dict[str, Callable[[str], Any]] = {
    "hidden input": lambda secret: f'<html><form><input type="hidden" name="ctx" value="{secret}"></form></html>',
    "meta tag": lambda secret: f'<html><head><meta name="page-context" content="{secret}"></head></html>',
    "script of the page": lambda secret: f'<html><script>var page = {{"ctx": "{secret}"}};</script></html>',
    "JSON": lambda secret: {"page": {"ctx": secret}},
}
FORMS: dict[str, Callable[[str], Json]] = {
    "json": lambda secret: {"path": f"{ROOT}/x", "json": {"key": KEY, "ctx": secret}},
    "JSON in a text": lambda secret: {"path": f"{ROOT}/x", "json": {"a": {"$json": {"key": KEY, "ctx": secret}}}},
    "form": lambda secret: {"path": f"{ROOT}/x", "form": [["key", KEY], ["ctx", secret]]},
    "query": lambda secret: {"path": f"{ROOT}/x", "query": [["ctx", secret]], "text": KEY},
    "path": lambda secret: {"path": f"{ROOT}/{secret}/{KEY}"},
    "among words": lambda secret: {"path": f"{ROOT}/x", "text": f"v1:{secret};{KEY}"},
}


def visit(form: Json, page: Any = None, kind: str = "text/html", **more: Any) -> Browser:
    """Return a browser that opened a page, deleted two recordings one by one, and listed again."""
    browser = Browser(now=NOW)
    if page is not None:
        browser.add("GET", f"{ROOT}/page", answer=page, kind="application/json" if isinstance(page, dict) else kind)
    browser.list(RECORDS)
    for record in RECORDS[:2]:
        browser.send(template({"method": "POST", **form}).render(values([record])), answer={}, **more)
    browser.list(RECORDS[2:])
    return browser


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("given", GIVEN.values(), ids=GIVEN)
@pytest.mark.parametrize("secret", [RANDOM, HEX, UUID, NUMBER])
def test_what_a_page_carries_is_not_learned(
    form: Callable[[str], Json], given: Callable[[str], Any], secret: str
) -> None:
    """The owner is told why."""
    assert refusal(visit(form(secret), given(secret)).har()).reason == "request_holds_secret"


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_nor_what_comes_from_nowhere(form: Callable[[str], Json]) -> None:
    """What no answer gave may stand in a browser since long."""
    assert refusal(visit(form(RANDOM)).har()).reason == "request_holds_secret"


@pytest.mark.parametrize(
    ("constant", "page", "kind"),
    [
        (HEX, None, ""),
        (HEX, f'const query = "{HEX}";', "application/javascript"),
        (RANDOM, f'const client = "{RANDOM}";', "text/javascript"),
        ("A1PA6795UKMFR9", '<html data-marketplace="A1PA6795UKMFR9"></html>', "text/html"),
        ("2026.11.2-stable.1045", '<html data-version="2026.11.2-stable.1045"></html>', "text/html"),
        ("customerHistoryRecordsV2ByDevice", "<html>customerHistoryRecordsV2ByDevice</html>", "text/html"),
        (UUID, {"kinds": [{"id": UUID, "name": "voice"}, {"id": "another", "name": "video"}]}, ""),
    ],
)
def test_what_is_no_secret_is_learned(constant: str, page: Any, kind: str) -> None:
    """Hashes of queries, what scripts hold for everybody, and ids that lists are told apart by have to be sent."""
    [deletion] = [learn(visit(FORMS["json"](constant), page, kind)).delete_recordings]
    assert deletion
    assert deletion["request"]["json"] == {"key": KEY, "ctx": constant}


def test_a_token_of_each_row_is_no_id() -> None:
    """What is called a token is one, although every row has another."""
    page = {"rows": [{"rowToken": RANDOM}, {"rowToken": "another"}]}
    assert refusal(visit(FORMS["json"](RANDOM), page).har()).reason == "request_holds_secret"


def test_a_header_is_left_out() -> None:
    """A request can do without it, or the rehearsal shows that it cannot."""
    browser = Browser(now=NOW)
    browser.list(RECORDS)
    request = template(KEYS).render(values(RECORDS[:1]))
    headers = {**request.headers, "x-made-up-context": f"v1:{RANDOM}"}
    browser.add(request.method, request.target, headers=headers, body=request.body, answer={})
    browser.list(RECORDS[1:])
    deletion = learn(browser).delete_recordings
    assert deletion
    assert RANDOM not in repr(deletion)


def test_ranges_and_everything() -> None:
    """Neither is learned with a secret in it."""
    for body in ({"ctx": RANDOM}, {"ctx": RANDOM, "startTime": 0, "endTime": NOW}):
        browser = Browser(now=NOW)
        browser.list(RECORDS)
        headers = {"content-type": "application/json"}
        browser.add("POST", f"{ROOT}/range", headers=headers, body=orjson.dumps(body), answer={})
        browser.list([])
        assert refusal(browser.har()).reason == "request_holds_secret"


def switched(on: bool, **more: Any) -> bytes:
    """Return what a switch sends."""
    return orjson.dumps({"setting": "people", "value": on, **more})


@pytest.mark.parametrize("secret", [RANDOM, None])
def test_switches(secret: str | None) -> None:
    """A switch without one is learned beside one that has one."""
    browser = Browser(now=NOW)
    browser.add("GET", f"{ROOT}/state", answer={"page": {"ctx": RANDOM}, "people": True})
    sent = {"ctx": secret} if secret else {}
    for on in (False, True):
        headers = {"content-type": "application/json"}
        browser.add("POST", f"{ROOT}/set", headers=headers, body=switched(on, **sent), answer={})
    if secret:
        assert refusal(browser.har()).reason == "request_holds_secret"
    else:
        assert len(learn_har(browser.har(), site=SITE).switches) == 1


def test_pasted_requests() -> None:
    """Nor is it learned from what was copied."""
    url, headers = f"{SITE}{ROOT}/x", {"Content-Type": "application/json"}

    def paste(body: Any) -> str:
        return as_bash("POST", url, headers, orjson.dumps(body).decode())

    [deletion] = read_copied(paste({"key": RECORDS[0]["recordKey"], "ctx": RANDOM}), site=SITE)
    with pytest.raises(LearnError, match="request_holds_secret"):
        learn_copied_deletion(deletion, RECORDS, RECORDS[:1])
    flips = "\n".join(paste({"people": on, "ctx": RANDOM}) for on in (False, True))
    with pytest.raises(LearnError, match="request_holds_secret"):
        learn_copied_switch(*read_copied(flips, site=SITE))
