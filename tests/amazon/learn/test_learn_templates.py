"""Whatever a page sends: what was learned from some recordings gives the same request for others."""

from datetime import UTC, datetime
from typing import Any

from hypothesis import HealthCheck, given, settings, strategies as st
import pytest

from custom_components.alexa_privacy.amazon.learn import Lesson, learn_har
from custom_components.alexa_privacy.amazon.learn.har import read_har
from custom_components.alexa_privacy.amazon.learn.request_builder import says
from tests.amazon.learn.browser import SITE, Browser, Json, template, values
from tests.amazon_double import Account

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
ROOT = "/alexa-privacy/made-up-words"
RECORDS: list[Json] = list(Account.generate(seed=11, size=60, now=NOW, days=20).records)
WITH_TWO_ITEMS = [
    record for record in RECORDS if [*map(len, record.get("voiceHistoryRecordItems") or [])] in ([5, 5], [6, 6])
]
KEYED = "{{recording.recordKey}}"
ITEMS = "recording.voiceHistoryRecordItems"

KEYS = st.sampled_from(
    [
        KEYED,
        "{{recording.recordKey|base64}}",
        "{{recording.recordKey|base64url}}",
        "{{recording.recordKey|percent}}",
        "id:{{recording.recordKey}}",
        "{{recording.recordKey|part:#:1}}/{{recording.recordKey|part:#:3}}",
        "urn.{{recording.recordKey|part:#:3}}.{{recording.recordKey|part:#:2}}.{{recording.timestamp}}",
        "{{recording.recordKey|percent|percent}}",
        {"$encode": {"$json": {"key": KEYED, "version": 3}}, "as": "base64"},
        {"$json": {"key": KEYED, "more": [{"$json": {"at": "{{recording.timestamp}}"}}]}},
    ]
)
TEXT_KEYS = KEYS.filter(lambda key: isinstance(key, str) and "/" not in key)
OTHERS = st.sampled_from(
    [
        "{{recording.timestamp}}",
        "{{recording.timestamp|text}}",
        "{{recording.timestamp|seconds}}",
        "{{recording.timestamp|utc:%Y-%m-%dT%H:%M:%S.%fZ}}",
        "{{recording.timestamp|utc:%Y-%m-%d %H:%M:%S}}",
        "{{recording.recordKey|part:#:2}}",
        "{{recording.recordKey|part:#:3}}",
        "{{recording.customerId}}",
        "{{csrf}}",
        "made-up",
        "",
        0,
        17,
        True,
        None,
        [],
        {},
        ["fixed", 1],
        {"lower": "{{recording.recordKey|part:#:3|lower}}"},
        {"$each": ITEMS, "do": "{{item.utteranceId}}"},
        {"$each": ITEMS, "do": {"utterance": "{{item.utteranceId}}", "kind": "{{item.recordItemType}}"}},
        {"$join": {"$each": ITEMS, "do": "{{item.recordItemKey}}"}, "with": ";"},
        {"$each": ITEMS, "do": {"of": "{{recording.timestamp}}"}, "key": "{{item.recordItemKey}}"},
    ]
)
NAMES = st.sampled_from(["a", "b", "name", "value", "deep-er", "Größe", "x.y", "0"])
HEADERS = st.sampled_from([{}, {"anti-csrftoken-a2z": "{{csrf}}"}, {"x-made-up-csrf": "{{csrf}}", "x-made-up": "web"}])


def objects(key: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Return JSON objects of which one member names the recording."""
    members = st.dictionaries(NAMES, OTHERS, max_size=4)
    nested = st.recursive(
        st.tuples(key, members),
        lambda inner: st.tuples(inner, st.dictionaries(NAMES, OTHERS, max_size=2)),
        max_leaves=3,
    )
    return nested.map(_nest)


def _nest(nested: Any) -> Json:
    """Put objects into each other."""
    inner, members = nested
    return {**members, "the key": _nest(inner) if isinstance(inner, tuple) else inner}


def in_body(body: Any) -> Json:
    """Return a request with a JSON body."""
    return {"method": "POST", "path": f"{ROOT}/remove", "json": body}


ONE = st.one_of(
    TEXT_KEYS.map(lambda key: {"method": "DELETE", "path": f"{ROOT}/recordings/{key}/now"}),
    KEYS.map(lambda key: {"method": "DELETE", "path": f"{ROOT}/recordings", "query": [["a b", "c&d"], ["id", key]]}),
    KEYS.map(lambda key: {"method": "POST", "path": f"{ROOT}/form", "form": [["act", "ü"], ["id", key]]}),
    TEXT_KEYS.map(lambda key: {"method": "PUT", "path": f"{ROOT}/text", "text": f"remove <{key}> please"}),
    objects(KEYS).map(in_body),
    objects(KEYS).map(lambda body: in_body({"query": "mutation Made($up: Up!) { up }", "variables": {"up": body}})),
    objects(KEYS).map(lambda body: {"method": "POST", "path": f"{ROOT}/f", "form": [["payload", {"$json": body}]]}),
)
SEVERAL = st.one_of(
    KEYS.map(lambda key: in_body({"all": {"$each": "recordings", "do": key}})),
    objects(KEYS).map(lambda body: in_body([1, {"entries": {"$each": "recordings", "do": body}}])),
    objects(KEYS).map(lambda body: in_body({"$each": "recordings", "do": body, "key": KEYED})),
    objects(KEYS).map(lambda body: in_body({"payload": {"$json": {"$each": "recordings", "do": body}}})),
    TEXT_KEYS.map(
        lambda key: {
            "method": "DELETE",
            "path": ROOT,
            "query": [["ids", {"$join": {"$each": "recordings", "do": key}, "with": ","}]],
        }
    ),
    KEYS.map(
        lambda key: {
            "method": "POST",
            "path": f"{ROOT}/form",
            "form": [["act", "x"], {"$each": "recordings", "do": ["id", key]}, ["end", "{{csrf}}"]],
        }
    ),
    KEYS.map(
        lambda key: {
            "method": "POST",
            "path": f"{ROOT}/form",
            "form": [
                {
                    "$each": "recordings",
                    "do": [["record[{{index}}].key", key], ["record[{{index}}].at", "{{recording.timestamp}}"]],
                    "flat": True,
                }
            ],
        }
    ),
    st.just(
        in_body(
            {
                "utterances": {
                    "$each": "recordings",
                    "do": {"$each": ITEMS, "do": {"id": "{{item.utteranceId}}", "k": "{{item.recordItemKey}}"}},
                    "flat": True,
                }
            }
        )
    ),
    st.just(in_body({"flat": {"$each": "recordings", "do": [KEYED, "{{recording.timestamp}}"], "flat": True}})),
)


def learned(form: Json, *deletions: list[Json]) -> Lesson:
    """Return what a HAR teaches in which these recordings were deleted by this request."""
    browser = Browser(now=int(NOW.timestamp() * 1000))
    left = list(RECORDS)
    browser.list(left)
    for records in deletions:
        browser.send(template(form).render(values(records)), answer={})
        left = [record for record in left if record not in records]
        browser.list(left)
    return learn_har(browser.har(), site=SITE)


def gives_the_same(lesson: Lesson, form: Json, records: list[Json]) -> bool:
    """Return whether what was learned gives the request that the page would send."""
    assert lesson.delete_recordings
    browser = Browser(now=0, tokens=False)
    browser.send(template(form).render(values(records)))
    sent = read_har(browser.har(), SITE).exchanges[0]
    return says(template(lesson.delete_recordings["request"]).render(values(records)), sent)


PLACES = st.integers(0, len(WITH_TWO_ITEMS) - 1)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(form=ONE, headers=HEADERS, places=st.lists(PLACES, min_size=2, max_size=3, unique=True))
def test_one_recording(form: Json, headers: Json, places: list[int]) -> None:
    """From one or two deletions to the request that deletes any other recording."""
    *chosen, other = ([WITH_TWO_ITEMS[place]] for place in places)
    lesson = learned({**form, "headers": headers}, *chosen)
    assert gives_the_same(lesson, form, other)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(form=SEVERAL, places=st.lists(PLACES, min_size=3, max_size=9, unique=True), count=st.integers(2, 4))
def test_several_recordings(form: Json, places: list[int], count: int) -> None:
    """From one deletion of several to the request that deletes any others."""
    records = [WITH_TWO_ITEMS[place] for place in places]
    count = min(count, len(records) - 1)
    lesson = learned(form, records[:count])
    assert lesson.delete_recordings
    assert lesson.delete_recordings["batch"] >= 10
    assert gives_the_same(lesson, form, records[count:])


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_of_one_is_a_list(count: int) -> None:
    """A list in which one recording stood takes several."""
    form = in_body({"keys": {"$each": "recordings", "do": KEYED}})
    lesson = learned(form, RECORDS[:count])
    assert gives_the_same(lesson, form, RECORDS[20:30])
