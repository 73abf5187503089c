"""What a lesson says of the account's people, things and recordings does not end in a learned request."""

from typing import Any

import orjson
import pytest

from custom_components.alexa_privacy.amazon.learn import LearnError, learn_har
from tests.amazon.learn.browser import SITE, Browser, Json, template, values
from tests.amazon.learn.visits import KEYS, NOW, ONE, RECORDS, ROOT, learn, refusal

KEY = "{{recording.recordKey}}"
RANDOM = "hQ7xK93pLm5vTz81RwY2"
JSON = {"content-type": "application/json"}
UTTERANCES = {"$each": "recording.voiceHistoryRecordItems", "do": "{{item.utteranceId}}"}
# Those that are deleted are somebody else's, made elsewhere.
ELSEWHERE: Json = {
    **RECORDS[9],
    "device": {**(RECORDS[9].get("device") or {}), "deviceName": "Wohnzimmer"},
    "personsInfo": [{"personFirstName": "Amélie"}],
    "madeUp": {"short": "k7m2p9qx", "longer": "7ab2c3d4e5f"},
}
LISTED = [*RECORDS[:9], ELSEWHERE, *RECORDS[10:]]


def deleting(form: Json, records: list[Json] = LISTED, gone: int = 2) -> Browser:
    """Return a browser that listed recordings, deleted some one by one, and listed again."""
    browser = Browser(now=NOW)
    browser.list(records)
    for record in records[:gone]:
        browser.send(template({"method": "POST", "path": f"{ROOT}/x", **form}).render(values([record])), answer={})
    browser.list(records[gone:])
    return browser


def switching(browser: Browser, **constants: Any) -> Browser:
    """Go on to flip a setting both ways, each time looked up."""
    for on in (False, True, False, True):
        body = orjson.dumps({"setting": "people", "value": on, **constants})
        browser.add("POST", f"{ROOT}/set", headers=JSON, body=body, answer={})
        browser.get(f"{ROOT}/state", {"people": on})
    return browser


@pytest.mark.parametrize("personal", ["Amélie", "amélie", "Wohnzimmer", "k7m2p9qx", "7ab2c3d4e5f"])
def test_names_and_ids_of_others_are_not_learned(personal: str) -> None:
    """A word that names a person, an Echo or anything of another recording is nothing that a request always says."""
    har = deleting({"json": {"key": KEY, "of": personal}}).har()
    assert personal not in repr(vars(refusal(har)))
    assert learn(deleting({"json": {"key": KEY, "of": "VOICE"}})).delete_recordings


@pytest.mark.parametrize("personal", ["Amélie", "Wohnzimmer", "k7m2p9qx"])
def test_nor_for_a_setting(personal: str) -> None:
    """A setting's request that always names one of them is not learned; without it, it is."""
    browser = Browser(now=NOW)
    browser.list(LISTED)
    with pytest.raises(LearnError):
        learn(switching(browser, of=personal))
    browser = Browser(now=NOW)
    browser.list(LISTED)
    assert len(learn(switching(browser, of="VOICE")).switches) == 1


def test_the_only_row_of_a_list_has_no_id() -> None:
    """What one object alone has may be a secret: nothing is told apart by it."""
    browser = Browser(now=NOW)
    browser.get(f"{ROOT}/page", {"rows": [{"of": RANDOM}]})
    browser.entries += deleting({"json": {"key": KEY, "of": RANDOM}}).entries
    assert refusal(browser.har()).reason == "request_holds_secret"


@pytest.mark.parametrize("word", ["abcdefgh12ijklmnopqrst34", "abcdefghijklmn12opqrst34"])
def test_letters_and_digits_in_turn(word: str) -> None:
    """Three turns make a long word one that may be a secret."""
    assert refusal(deleting({"json": {"key": KEY, "of": word}}).har()).reason == "request_holds_secret"


def test_what_always_says_yes_does_not_tell() -> None:
    """A POST that is sent alike after each flip, and says yes itself, may set something: it is not sent to read."""
    browser = Browser(now=NOW)
    for on in (False, True, False, True):
        body = orjson.dumps({"setting": "people", "value": on})
        browser.add("POST", f"{ROOT}/set", headers=JSON, body=body, answer={})
        browser.add("POST", f"{ROOT}/sync", headers=JSON, body=orjson.dumps({"all": True}), answer={"people": on})
    try:
        switches = learn_har(browser.har(), site=SITE).switches
    except LearnError:
        return
    assert not any(switch.read and "sync" in repr(switch.read) for switch in switches)


def test_recordings_that_a_request_cannot_name_confuse_nothing() -> None:
    """Two without utterances are not told apart by a list of these: that is no reason to refuse it for the others."""
    records = [
        {**record, "voiceHistoryRecordItems": []} if number in {4, 6} else record
        for number, record in enumerate(RECORDS)
    ]
    spoken = [
        record for record in records if record.get("voiceHistoryRecordItems") or record in (records[4], records[6])
    ]
    lesson = learn(deleting({"json": {"utterances": UTTERANCES}}, spoken))
    assert lesson.delete_recordings
    assert "utteranceId" in repr(lesson.delete_recordings)


def test_a_deletion_that_nobody_looked_after_decides_nothing() -> None:
    """Of two requests, the one after which a recording was seen to be gone is learned, without a question."""
    browser = Browser(now=NOW)
    browser.list(RECORDS)
    browser.send(template(KEYS).render(values(RECORDS[3:4])), answer={})
    browser.list([record for record in RECORDS if record is not RECORDS[3]])
    browser.send(template(ONE).render(values(RECORDS[5:6])), answer={})
    lesson = learn(browser)
    assert lesson.delete_recordings
    assert lesson.delete_recordings["request"]["path"] == KEYS["path"]
