"""A visit to the pages of any dialect makes a HAR file that holds what was listed and what was sent."""

from base64 import b64decode
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
from playwright.async_api import Browser
import pytest

from tests.amazon_double import Account, AmazonDouble, Fault
from tests.browser import Visit, record_har
from tests.browser.har import as_chrome, as_firefox, as_safari, ended, sanitized, started, without_answers

CSRF = "csrf/"
KINDS = {"v2", "delete", "settings", "settings_read", "settings_page"}


def entries(har: bytes) -> list[dict[str, Any]]:
    """Return the entries of a file."""
    found: list[dict[str, Any]] = orjson.loads(har)["log"]["entries"]
    return found


def answer(entry: dict[str, Any]) -> str:
    """Return the body of an answer."""
    content = entry["response"]["content"]
    text: str = content.get("text", "")
    return b64decode(text).decode() if content.get("encoding") == "base64" else text


def asked(entry: dict[str, Any]) -> tuple[str, str, str]:
    """Return what was sent."""
    request = entry["request"]
    return request["method"], request["url"], request.get("postData", {}).get("text", "")


def listings(har: bytes) -> list[str]:
    """Return the answers that list recordings."""
    return [answer(entry) for entry in entries(har) if "customer-history-records-v2" in entry["request"]["url"]]


@pytest.mark.parametrize("dialect", ["form", "graphql", "range"])
async def test_a_visit(amazon: AmazonDouble, account: Account, chromium: Browser, dialect: str) -> None:
    """All that the stand-in was sent is in the file, byte for byte, and so is what it answered."""
    goes, *several = [recording.key for recording in account.recordings[:3]]
    visit = Visit(delete=[[goes], several], flip=["human_review", "message_review", "human_review"])
    if "delete_recordings" not in amazon.dialects[dialect].recipes():
        now = datetime.now(UTC)
        visit = Visit(delete_ranges=[(now - timedelta(days=2), now)], delete_everything=True, flip=visit.flip)
    before = dict(account.settings)
    har = await record_har(chromium, amazon, account, dialect, visit)

    assert not account.find([goes, *several])
    assert account.settings == before | {"message_review": not before["message_review"]}
    sent = {
        (entry.method, f"https://{entry.host}{entry.raw_target}", entry.body)
        for entry in amazon.requests
        if entry.kind in KINDS
    }
    assert amazon.count("delete") >= 2
    assert amazon.count("settings") == 3
    assert sent <= {asked(entry) for entry in entries(har)}
    assert goes in listings(har)[0]
    assert goes not in listings(har)[-1]
    assert all(answer(entry) for entry in entries(har) if entry["response"]["status"] == 200)


@pytest.mark.parametrize("fault", [Fault.BAD_REQUEST, Fault.DROPPED_AFTER])
async def test_a_visit_that_fails(amazon: AmazonDouble, account: Account, chromium: Browser, fault: Fault) -> None:
    """What goes wrong on a page ends the visit, unless that is wanted; then the file holds it."""
    keys = [recording.key for recording in account.recordings[:2]]
    amazon.fail(fault, "delete", times=None)
    with pytest.raises(AssertionError, match=r"Something went wrong|Failed to fetch"):
        await record_har(chromium, amazon, account, "list", Visit(delete=[keys[:1]]))
    har = await record_har(chromium, amazon, account, "list", Visit(delete=[keys[1:]], may_fail=True))
    status = next(entry["response"]["status"] for entry in entries(har) if "remove" in entry["request"]["url"])
    assert status == (400 if fault is Fault.BAD_REQUEST else -1)
    assert len(account.find(keys)) == (2 if fault is Fault.BAD_REQUEST else 0)


@pytest.fixture
async def har(amazon: AmazonDouble, account: Account, chromium: Browser) -> bytes:
    """Record a visit in which a form and JSON are sent, and a recording is deleted."""
    visit = Visit(delete=[[account.recordings[0].key]], flip=["human_review"] * 2, reload=True)
    return await record_har(chromium, amazon, account, "path", visit)


async def test_variations(har: bytes, account: Account) -> None:
    """What other browsers would have saved tells the same, each in its own way."""
    said = sorted((*asked(entry), answer(entry)) for entry in entries(har))
    for variation in (as_chrome, as_firefox, as_safari):
        assert sorted((*asked(entry), answer(entry)) for entry in entries(variation(har))) == said
    names = [each["name"] for each in entries(as_chrome(har))[0]["request"]["headers"]]
    assert {":authority", ":method", ":path", ":scheme"} <= set(names)
    answers = [entry["response"]["content"] for entry in entries(as_firefox(har))]
    assert {content.get("encoding") for content in answers if "json" in content["mimeType"]} == {None, "base64"}
    assert not entries(as_firefox(har))[0]["startedDateTime"].endswith("Z")
    assert [started(entry) for entry in entries(as_firefox(har))] == [
        started(entry).replace(microsecond=started(entry).microsecond // 1000 * 1000) for entry in entries(har)
    ]
    posted = [entry["request"]["postData"] for entry in entries(as_safari(har)) if "postData" in entry["request"]]
    assert posted
    assert not any("params" in data for data in posted)
    assert [ended(entry) for entry in entries(as_safari(har))] == sorted(ended(entry) for entry in entries(har))
    assert not any(answer(entry) for entry in entries(without_answers(har)))


async def test_sanitized(har: bytes, account: Account) -> None:
    """Without cookies nothing secret is left but the anti-CSRF token, as in Chrome."""
    secrets = [secret for secret in account.secrets if not secret.startswith(CSRF)]
    assert any(secret.encode() in har for secret in secrets)
    for variation in (as_chrome, as_firefox, as_safari):
        clean = sanitized(variation(har))
        assert not [secret for secret in secrets if secret.encode() in clean]
        assert CSRF.encode() in clean
        assert [asked(entry) for entry in entries(clean)] == [asked(entry) for entry in entries(variation(har))]
