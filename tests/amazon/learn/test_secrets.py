"""A learned request holds no secret and nothing personal, whatever the page calls it and wherever it carries it."""

from collections.abc import Callable
from typing import Any

import orjson
import pytest

from custom_components.alexa_privacy.amazon.learn import LearnError, Lesson, learn_har
from tests.amazon.learn.browser import SITE, Json
from tests.amazon.learn.settings_simulator import SettingApp, setting_lesson
from tests.amazon.learn.simulator import post
from tests.amazon.learn.visits import KEYS, ONE, RECORDS, ROOT, learn, refusal, visit
from tests.amazon_double import Account

KEY = "{{recording.recordKey}}"
RANDOM = "hQ7xK93pLm5vTz81RwY2"
HEX = "3f9a1c77e0b2d45586a1f0c9d3e7b214a90c5d18"
UUID = "0d9b6a3e-41f7-4c52-9a8e-7b1d2c3f4a55"
NUMBER = "7261849305127384"
GIVEN: dict[str, Callable[[str], Json]] = {
    "hidden input": lambda secret: {
        "page": lambda _: f'<form><input type="hidden" name="ctx" value="{secret}"></form>',
    },
    "meta tag": lambda secret: {"page": lambda _: f'<meta name="page-context" content="{secret}">'},
    "script of the page": lambda secret: {"page": lambda _: f'<script>var page = {{"ctx": "{secret}"}};</script>'},
    "JSON": lambda secret: {"reads": {"ctx": lambda _: {"page": {"ctx": secret}}}},
    "nowhere": lambda _: {},
}
FORMS: dict[str, Callable[[str], Json]] = {
    "json": lambda secret: {"path": f"{ROOT}/x", "json": {"key": KEY, "ctx": secret}},
    "JSON in a text": lambda secret: {"path": f"{ROOT}/x", "json": {"a": {"$json": {"key": KEY, "ctx": secret}}}},
    "form": lambda secret: {"path": f"{ROOT}/x", "form": [["key", KEY], ["ctx", secret]]},
    "query": lambda secret: {"path": f"{ROOT}/x", "query": [["ctx", secret]], "text": KEY},
    "path": lambda secret: {"path": f"{ROOT}/{secret}/{KEY}"},
    "among words": lambda secret: {"path": f"{ROOT}/x", "text": f"v1:{secret};{KEY}"},
    "header": lambda secret: {"path": f"{ROOT}/x", "text": KEY, "headers": {"x-made-up-context": f"v1:{secret}"}},
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("given", GIVEN.values(), ids=GIVEN)
@pytest.mark.parametrize("secret", [RANDOM, HEX, UUID, NUMBER])
def test_what_a_page_carries_is_not_kept(
    form: Callable[[str], Json], given: Callable[[str], Json], secret: str
) -> None:
    """It is fetched anew each time, or nothing is learned, and the owner reads which part it is about."""
    learned: Json = {}
    refused: LearnError | None = None
    try:
        learned = learn(visit({"method": "POST", **form(secret)}, **given(secret)).har())
    except LearnError as err:
        refused = err
    if refused is not None:
        assert refused.reason.startswith("part_")
        assert refused.placeholders["place"]
    else:
        assert learned["first"]
        assert secret not in orjson.dumps(learned).decode()


@pytest.mark.parametrize("secret", [RANDOM, None])
def test_settings(secret: str | None) -> None:
    """A setting is learned without a secret only."""
    sent = {"ctx": secret} if secret else {}
    app = SettingApp(
        lambda name, value, state, moment: [post("set", {"name": name, "on": value, **sent})],
        reads={"doc": lambda state, _: {"people": state["people"]}},
    )
    har = setting_lesson(app).browser.har()
    if secret:
        assert refusal(har, Lesson.HUMAN_REVIEW).reason == "part_secret"
    else:
        learned = learn_har(har, lesson=Lesson.HUMAN_REVIEW, site=SITE)
        assert learned.document["switches"]["human_review"]["values"] == {"on": True, "off": False}
        assert learned.last_is_on is True


def test_authorization_is_refused() -> None:
    """A request that carries a sign-in of its own is not learned."""
    browser = visit()
    for entry in browser.entries:
        if entry["request"]["url"].endswith("/remove"):
            entry["request"]["headers"].append({"name": "Authorization", "value": "Bearer made-up"})
    error = refusal(browser.har())
    assert (error.reason, error.placeholders["place"]) == ("part_secret", "header › authorization")  # noqa: RUF001 - what separates places


@pytest.mark.parametrize("form", [KEYS, ONE])
def test_nothing_personal_is_kept(form: Any) -> None:
    """No word, key, device, person or secret of the file is in what is learned."""
    text = orjson.dumps(learn(visit({**form, "query": [["who", "{{account.customer_id}}"]]}).har())).decode()
    assert "recording.customerId" in text
    for device in Account.generate(seed=17, size=60, days=6).devices:
        assert device.serial not in text
        assert device.name not in text
    for record in RECORDS:
        assert record["recordKey"] not in text
        assert str(record["timestamp"]) not in text
        said = [item["transcriptText"] for item in record.get("voiceHistoryRecordItems") or []]
        # Somebody may have said what a placeholder is called.
        assert not any(words in text for words in said if len(words) > 5 and "{{" not in words)
    for secret in (RECORDS[0]["customerId"], "made-up-cookie"):
        assert secret not in text
