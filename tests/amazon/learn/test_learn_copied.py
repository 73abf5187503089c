"""Requests pasted from the developer tools: read in every form, freed of secrets, and learned from."""

from contextlib import suppress
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from hypothesis import given, settings, strategies as st
import orjson
import pytest

from custom_components.alexa_privacy.amazon.learn import (
    Exchange,
    LearnError,
    learn_copied_deletion,
    learn_copied_switch,
    read_copied,
)
from custom_components.alexa_privacy.amazon.recipes.model import RequestTemplate, read_recipes
from custom_components.alexa_privacy.amazon.recipes.template import as_text
from tests.amazon.learn.browser import SITE, TOKEN, Browser, Json, template, values
from tests.amazon.learn.copying import COPIES, Copy, as_bash, as_fetch
from tests.amazon_double import DIALECTS, Account
from tests.amazon_double.accounts import system_clock
from tests.amazon_double.sessions import Sessions

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
RECORDS: list[Json] = list(Account.generate(seed=13, size=60, now=NOW, days=20).records)
URL = f"{SITE}/alexa-privacy/made-up-words/remove"
SECRETS = ("made-up-cookie", "made-up-bearer", "made-up-password")
HEADERS = {
    "accept": "*/*",
    "Content-Type": "application/json",
    "Cookie": f"session-token={SECRETS[0]}",
    "Authorization": f"Bearer {SECRETS[1]}",
    "x-made-up-secret": SECRETS[2],
    "anti-csrftoken-a2z": TOKEN,
}
RECIPES = {name: dialect(Sessions(system_clock)).recipes() for name, dialect in DIALECTS.items()}

copies = pytest.mark.parametrize("copy", COPIES.values(), ids=COPIES)
BODIES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("aé\"'\\^%&!$`\n ~x1", max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
).map(lambda inner: {"body": inner})


@copies
@settings(max_examples=60, deadline=None)
@given(body=BODIES, query=st.text("aé\"'\\^%&=!$ x1#", max_size=8))
def test_any_request_is_read_as_it_was_sent(copy: Copy, body: Json, query: str) -> None:
    """Whatever stands in a body or a query comes out again."""
    url = f"{URL}?{urlencode({'q': query})}"
    if copy is COPIES["as_old_cmd"]:
        # This form of cmd cannot say a line's end or a quote that is followed by what cmd minds.
        body = {"body": "plain"}
    [exchange] = read_copied(copy("POST", url, HEADERS, orjson.dumps(body).decode()), site=SITE)
    assert (exchange.method, exchange.path) == ("POST", "/alexa-privacy/made-up-words/remove")
    assert exchange.query == [["q", query]]
    assert (exchange.kind, exchange.body) == ("json", body)


@copies
def test_secrets_are_dropped_at_once(copy: Copy) -> None:
    """Neither cookies nor authorization stay in what was read."""
    [exchange] = read_copied(copy("POST", URL, HEADERS, "{}"), site=SITE)
    assert not any(secret in str(exchange.headers) + repr(exchange) for secret in SECRETS)
    assert exchange.headers["anti-csrftoken-a2z"] == TOKEN


@copies
def test_several_at_once(copy: Copy) -> None:
    """Requests may be pasted one after the other."""
    text = "\n\n".join(copy("PUT", f"{URL}/{number}", HEADERS, f'{{"curl x":{number}}}') for number in range(3))
    assert [exchange.body["curl x"] for exchange in read_copied(text, site=SITE)] == [0, 1, 2]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "copied_unreadable"),
        ("hello", "copied_unreadable"),
        ("curl 'https://www.amazon.de/alexa-privacy/x", "copied_unreadable"),
        ('fetch("https://www.amazon.de/alexa-privacy/x", {"headers": ', "copied_unreadable"),
        ("fetch(" + '"x", ' + '{"a":' * 5000, "copied_unreadable"),
        ("curl", "copied_unreadable"),
        ("curl 'https://example.org/alexa-privacy/x'", "copied_other_site"),
        ("curl 'https://www.amazon.com/alexa-privacy/x'", "copied_other_site"),
        ("curl 'http://www.amazon.de/alexa-privacy/x'", "copied_other_site"),
        ("curl 'https://www.amazon.de:8443/alexa-privacy/x'", "copied_other_site"),
        ("curl 'https://www.amazon.de@example.org/alexa-privacy/x'", "copied_other_site"),
        ("curl 'https://www.amazon.de.example.org/alexa-privacy/x'", "copied_other_site"),
        ("curl 'javascript:alert(1)'", "copied_other_site"),
        ("curl 'https://[/'", "copied_other_site"),
        ("x" * 600_000, "copied_too_large"),
    ],
)
def test_what_cannot_be_read(text: str, reason: str) -> None:
    """Anything else is refused with a reason."""
    with pytest.raises(LearnError) as caught:
        read_copied(text, site=SITE)
    assert caught.value.reason == reason


@settings(max_examples=300, deadline=None)
@given(text=st.text() | st.text("curl fetch(\"'\\^$-Hdbx{}:/\n").map(lambda rest: f"curl {rest}"))
def test_nothing_pasted_breaks_it(text: str) -> None:
    """Whatever is pasted is read or refused."""
    with suppress(LearnError):
        assert read_copied(text, site=SITE)


@copies
@pytest.mark.parametrize("name", [name for name in RECIPES if "delete_recordings" in RECIPES[name]])
def test_a_deletion(copy: Copy, name: str) -> None:
    """One pasted request and the recording that went teach how others are deleted."""
    form = RECIPES[name]["delete_recordings"]["request"]
    gone = next(record for record in RECORDS if len(record.get("voiceHistoryRecordItems") or []) == 2)
    lesson = learn_copied_deletion(pasted(copy, form, [gone]), RECORDS, [gone])
    assert lesson.delete_recordings
    others = [record for record in RECORDS if len(record.get("voiceHistoryRecordItems") or []) == 1][:1]
    fixed = {"time": 1, "uuid": "made-up"}
    sent, learned = (
        template(each).render(values(others, **fixed)) for each in (form, lesson.delete_recordings["request"])
    )
    assert (learned.method, learned.target, learned.body) == (sent.method, sent.target, sent.body)


def test_no_deletion_without_effect() -> None:
    """What made nothing go teaches nothing."""
    [exchange] = read_copied(as_fetch("POST", URL, HEADERS, "{}"), site=SITE)
    for gone, reason in (([], "copied_nothing_gone"), (RECORDS[:1], "deletion_not_understood")):
        with pytest.raises(LearnError) as caught:
            learn_copied_deletion(exchange, RECORDS, gone)
        assert caught.value.reason == reason


def test_a_deletion_that_could_mean_two_recordings() -> None:
    """A request that names what two recordings share is not learned."""
    twin = {**RECORDS[0], "recordKey": RECORDS[0]["recordKey"] + "TWIN"}
    body = orjson.dumps({"at": RECORDS[0]["timestamp"]}).decode()
    [exchange] = read_copied(as_bash("POST", URL, HEADERS, body), site=SITE)
    with pytest.raises(LearnError) as caught:
        learn_copied_deletion(exchange, [twin, *RECORDS], RECORDS[:1])
    assert caught.value.reason == "deletion_ambiguous"


SETTINGS = {name: recipes["switches"]["human_review"] for name, recipes in RECIPES.items()}
CARRY_OTHERS = [name for name, recipe in SETTINGS.items() if "{{now:" in str(recipe["set"])]


@copies
@pytest.mark.parametrize("name", [name for name in SETTINGS if name not in CARRY_OTHERS])
def test_a_switch(copy: Copy, name: str) -> None:
    """Two pasted requests teach how a switch is set."""
    recipe = SETTINGS[name]
    first, second = (pasted(copy, recipe["set"], [], name, value) for value in recipe["values"].values())
    [switch] = learn_copied_switch(first, second).switches
    part = switch.part(last_is_on=False)
    # In a query, a truth value is a word.
    assert {key: as_text(value) for key, value in part["values"].items()} == {
        key: as_text(value) for key, value in recipe["values"].items()
    }
    assert part["set"]["path"] == recipe["set"]["path"]
    kinds = ("query", "json", "form")
    assert {kind: part["set"].get(kind) for kind in kinds} == {kind: recipe["set"].get(kind) for kind in kinds}


@copies
@pytest.mark.parametrize("name", CARRY_OTHERS)
def test_a_switch_that_carries_others(copy: Copy, name: str) -> None:
    """How the others are at the time, only a file can teach: that is said."""
    recipe = SETTINGS[name]
    form = with_others(recipe["set"], recipe["values"]["on"])
    pair = [pasted(copy, form, [], name, value) for value in recipe["values"].values()]
    with pytest.raises(LearnError) as caught:
        learn_copied_switch(*pair)
    assert caught.value.reason == "switch_carries_others"


def test_what_is_no_switch() -> None:
    """Requests that are the same, or too different, teach nothing."""
    one, other, else_where = (
        read_copied(as_fetch("POST", url, HEADERS, body), site=SITE)[0]
        for url, body in ((URL, '{"a":1,"b":2}'), (URL, '{"a":2,"b":3}'), (URL + "/x", '{"a":1}'))
    )
    for pair, reason in (((one, one), "same"), ((one, other), "not_understood"), ((one, else_where), "not_understood")):
        with pytest.raises(LearnError) as caught:
            learn_copied_switch(*pair)
        assert caught.value.reason == f"switch_{reason}"


def with_others(form: Any, state: Any) -> Any:
    """Return a request whose other settings are all in one state."""
    if isinstance(form, dict):
        return {key: with_others(inner, state) for key, inner in form.items()}
    return state if isinstance(form, str) and form.startswith("{{now:") else form


def pasted(copy: Copy, form: Json, records: list[Json], kind: str = "delete_recordings", value: Any = None) -> Exchange:
    """Return what is read of a request that a browser copied."""
    browser = Browser(now=0, tokens=False)
    named = values(records, value=value)
    if kind == "delete_recordings":
        request = template(form)
    else:
        part = {"set": form, "values": {"on": True, "off": False}}
        request = _switch(part)
    browser.send(request.render(named))
    sent = browser.entries[0]["request"]
    headers = {each["name"]: each["value"] for each in sent["headers"]}
    text = copy(sent["method"], sent["url"], headers, sent.get("postData", {}).get("text"))
    return read_copied(text, site=SITE)[0]


def _switch(part: Json) -> RequestTemplate:
    """Return the template of what sets a switch."""
    return read_recipes({"version": 1, "switches": {"human_review": part}}).switches["human_review"].set
