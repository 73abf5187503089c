"""Visits to Amazon's page that teach: recordings were listed, deleted, and listed again."""

from datetime import UTC, datetime
from typing import Any

import pytest

from custom_components.alexa_privacy.amazon.learn import LearnError, Lesson, learn_har
from tests.amazon.learn.browser import SITE, Browser, Json, template, values
from tests.amazon_double import Account

NOW = int(datetime(2026, 11, 20, 12, tzinfo=UTC).timestamp() * 1000)
ROOT = "/alexa-privacy/made-up-words"
ACCOUNT = Account.generate(seed=17, size=40, now=datetime.fromtimestamp(NOW / 1000, UTC), days=6)
RECORDS: list[Json] = list(ACCOUNT.records)
DAY = 86_400_000

KEYS = {
    "method": "POST",
    "path": f"{ROOT}/remove",
    "json": {"keys": {"$each": "recordings", "do": "{{recording.recordKey}}"}},
}
ONE = {"method": "DELETE", "path": f"{ROOT}/one/{{{{recording.recordKey}}}}"}


def visit(form: Json = KEYS, gone: list[Json] | None = None, **answer: Any) -> Browser:
    """Return a browser in which recordings were listed, deleted, and listed again."""
    gone = RECORDS[3:4] if gone is None else gone
    browser = Browser(now=NOW)
    browser.list(RECORDS)
    browser.send(template(form).render(values(gone)), **{"answer": {}, **answer})
    browser.list([record for record in RECORDS if record not in gone])
    return browser


def learn(browser: Browser, **more: Any) -> Lesson:
    """Learn from what a browser recorded."""
    return learn_har(browser.har(), site=SITE, **more)


def refusal(data: bytes, **more: Any) -> LearnError:
    """Return why nothing was learned."""
    with pytest.raises(LearnError) as caught:
        learn_har(data, site=SITE, **more)
    return caught.value
