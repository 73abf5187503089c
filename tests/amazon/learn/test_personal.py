"""What a lesson says of the account's people, things and recordings does not end in a learned request."""

from typing import Any

import orjson
import pytest

from custom_components.alexa_privacy.amazon.learn import LearnError, Lesson, learn_har
from tests.amazon.learn.browser import SITE, Browser, Json
from tests.amazon.learn.simulator import good_demonstrations
from tests.amazon.learn.visits import KEYS, NOW, ONE, RECORDS, ROOT, learn, refusal, visit

KEY = "{{recording.recordKey}}"
RANDOM = "hQ7xK93pLm5vTz81RwY2"
JSON = {"content-type": "application/json"}
UTTERANCES = {"$each": "recording.voiceHistoryRecordItems", "do": "{{item.utteranceId}}"}
DELETED = [record for records in good_demonstrations(RECORDS) for record in records]


def elsewhere(record: Json) -> Json:
    """Return a record as somebody else's, made elsewhere."""
    device = {**(record.get("device") or {}), "deviceName": "Wohnzimmer"}
    more = {"personsInfo": [{"personFirstName": "Amélie"}], "madeUp": {"short": "k7m2p9qx", "longer": "7ab2c3d4e5f"}}
    return {**record, "device": device, **more}


OTHER = next(place for place, record in enumerate(RECORDS) if place > 8 and record not in DELETED)
LISTED = [elsewhere(record) if place == OTHER else record for place, record in enumerate(RECORDS)]


def deleting(body: Any, records: list[Json] = LISTED, **page: Any) -> bytes:
    """Return a file in which two recordings were deleted one by one, with a body."""
    return visit({"method": "POST", "path": f"{ROOT}/x", "json": body}, records, **page).har()


def switching(**constants: Any) -> bytes:
    """Return a file in which recordings were listed, and a setting was flipped both ways, each time looked up."""
    browser = Browser(now=NOW)
    browser.list(LISTED)
    browser.get(f"{ROOT}/state", {"people": True})
    for number, on in enumerate((False, True, False, True)):
        body = orjson.dumps({"setting": "people", "value": on, **constants})
        browser.add("POST", f"{ROOT}/set", headers=JSON, body=body, answer={})
        for _ in range(4 if number == 1 else 1):
            browser.get(f"{ROOT}/state", {"people": on})
    return browser.har()


@pytest.mark.parametrize("personal", ["Amélie", "amélie", "Wohnzimmer", "k7m2p9qx", "7ab2c3d4e5f"])
def test_names_and_ids_of_others_are_not_learned(personal: str) -> None:
    """A word that names a person, an Echo or anything of another recording is nothing that a request always says."""
    error = refusal(deleting({"key": KEY, "of": personal}))
    assert (error.reason, error.placeholders) == ("part_personal", {"place": "body › of"})  # noqa: RUF001 - separates
    assert learn(deleting({"key": KEY, "of": "VOICE"}))


@pytest.mark.parametrize("personal", ["Amélie", "Wohnzimmer", "k7m2p9qx"])
def test_nor_for_a_setting(personal: str) -> None:
    """A setting's request that always names one of them is not learned; without it, it is."""
    with pytest.raises(LearnError, match="part_personal"):
        learn_har(switching(of=personal), lesson=Lesson.HUMAN_REVIEW, site=SITE)
    learned = learn_har(switching(of="VOICE"), lesson=Lesson.HUMAN_REVIEW, site=SITE)
    assert learned.document["switches"]["human_review"]["read"]["at"] == "/people"


@pytest.mark.parametrize("word", ["abcdefgh12ijklmnopqrst34", "abcdefghijklmn12opqrst34"])
def test_letters_and_digits_in_turn(word: str) -> None:
    """They may be a secret."""
    assert refusal(deleting({"key": KEY, "of": word})).reason == "part_secret"


def test_what_always_says_yes_does_not_tell() -> None:
    """A POST that is sent alike after each flip, and says yes itself, may set something: it is not sent to read."""
    browser = Browser(now=NOW)
    for on in (False, True, False, True):
        body = orjson.dumps({"setting": "people", "value": on})
        browser.add("POST", f"{ROOT}/set", headers=JSON, body=body, answer={})
        browser.add("POST", f"{ROOT}/sync", headers=JSON, body=orjson.dumps({"all": True}), answer={"people": on})
    try:
        learned = learn_har(browser.har(), lesson=Lesson.HUMAN_REVIEW, site=SITE)
    except LearnError:
        return
    assert "sync" not in repr(learned.document)


def test_recordings_that_a_request_cannot_name_confuse_nothing() -> None:
    """Two without utterances are not told apart by a list of these: that is no reason to refuse it for the others."""
    places = [place for place, record in enumerate(RECORDS) if record not in DELETED][4:7:2]
    records = [
        {**record, "voiceHistoryRecordItems": []} if place in places else record for place, record in enumerate(RECORDS)
    ]
    assert "utteranceId" in repr(learn(deleting({"utterances": UTTERANCES}, records)))


def test_a_deletion_that_nobody_looked_after_decides_nothing() -> None:
    """What is sent after the last listing is not what was shown to delete."""
    browser = visit(KEYS)
    record = next(record for record in RECORDS if record not in DELETED)
    path = ONE["path"].replace(KEY, record["recordKey"].replace("#", "%23"))
    browser.add("DELETE", path, answer={})
    assert learn(browser.har())["request"]["path"] == KEYS["path"]
