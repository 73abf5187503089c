"""Switches: how they are set, where they are read, and that other settings are sent as they are."""

from collections.abc import Callable, Sequence
from typing import Any

from hypothesis import HealthCheck, given, settings, strategies as st
import orjson
import pytest

from custom_components.alexa_privacy.amazon.learn import LearnError
from custom_components.alexa_privacy.amazon.learn.exchange import read_pairs
from custom_components.alexa_privacy.amazon.privacy_settings import _json_inside
from custom_components.alexa_privacy.amazon.recipes.model import SwitchRecipe
from custom_components.alexa_privacy.amazon.recipes.template import point
from custom_components.alexa_privacy.amazon.responses import Response
from tests.amazon.learn.browser import TOKEN, Json
from tests.amazon.learn.settings_page import (
    NAMES,
    READS,
    ROOT,
    SETS,
    WORDS,
    Account,
    Page,
    as_json,
    by_form,
    by_key,
    by_path,
    one,
    recipe,
    whole,
)


def told(found: SwitchRecipe, account: Account) -> Any:
    """Return what the recipe reads in an answer of the page."""
    assert found.read
    answer, kind = account._tell(account.state)
    if found.read.after is not None:
        answer = _json_inside(Response(200, kind, answer.encode()), found.read.after, escaped=found.read.escaped)
    return point(answer, found.read.at)


@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize("put", SETS)
@pytest.mark.parametrize("tell", READS)
def test_one_at_a_time(tell: Page, put: Callable[..., Json], words: str) -> None:
    """Each switch that was flipped to and fro is learned with where it is read."""
    account = Account(*WORDS[words], tell, put)
    account.look()
    for name in ("people", "people", "letters", "letters"):
        account.chatter()
        account.click(name)
    account.look()
    switches = account.switches()
    assert set(switches) == {"people", "letters"}
    for name, last_is_on in (("people", True), ("letters", False)):
        found = recipe(switches[name], last_is_on=last_is_on)
        for on in (True, False):
            account.state[name] = account.values[0 if on else 1]
            assert found.read
            assert told(found, account) == (found.read.on if on else found.read.off)
            body = found.set.render({"value": found.on if on else found.off, "csrf": TOKEN}).body
            form = put(name, account.values[0 if on else 1], account.state)
            assert body is not None
            assert _parsed(body, form) == form.get("json", form.get("form"))


def _parsed(body: bytes, form: Json) -> Any:
    """Read a body."""
    return orjson.loads(body) if "json" in form else read_pairs(body.decode())


@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize("reread", [False, True])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(clicks=st.lists(st.sampled_from(NAMES), min_size=1, max_size=7))
def test_all_in_one(words: str, reread: bool, clicks: Sequence[str]) -> None:
    """Where all settings go in one request, the others are sent as they are at that time."""
    account = Account(*WORDS[words], as_json, whole, reread=reread)
    account.look()
    for name in clicks:
        account.click(name)
    switches = account.switches()
    assert set(switches) == set(clicks)
    now = {"answer": {"settings": dict.fromkeys(NAMES, "as it is"), "version": "new"}}
    for name, switch in switches.items():
        found = recipe(switch, last_is_on=True)
        body = found.set.render({"value": "as wished", "csrf": TOKEN, "now": now}).body
        assert body is not None
        wanted = {other: "as wished" if other == name else "as it is" for other in NAMES}
        assert orjson.loads(body) == {"settings": wanted, "version": "new"}
        assert found.read
        assert found.read.at == f"/answer/settings/{name}"


def test_without_an_answer_that_tells() -> None:
    """A switch is learned without reading where nothing tells it; not if it carries others along."""
    account = Account(True, False, as_json, one)
    for _ in range(2):
        account.click("people")
    [switch] = account.switches().values()
    assert switch.read is None
    account = Account(True, False, as_json, whole)
    for _ in range(2):
        account.click("people")
    with pytest.raises(Exception, match="har_no"):
        account.switches()


@pytest.mark.parametrize("inverted", [False, True])
def test_told_the_other_way_round(inverted: bool) -> None:
    """An answer may tell the opposite of what is set."""

    def tell(state: Json) -> tuple[Any, str]:
        return {"refused": {name: value is inverted for name, value in state.items()}}, "application/json"

    account = Account(True, False, tell, one)
    account.look()
    account.click("people")
    account.look()
    account.click("people")
    switch = account.switches()["people"]
    found = recipe(switch, last_is_on=True)
    assert found.read
    assert (found.on, found.off) == (True, False)
    assert (found.read.on, found.read.off) == (inverted, not inverted)


def by_verb(name: str, value: Any, _: Json) -> Json:
    """Set one, by an address that says what to do."""
    return {"path": f"/{name}/{'grant' if value else 'revoke'}", "json": {}}


@pytest.mark.parametrize("put", [one, by_key, by_path, by_form, by_verb])
def test_two_switches_are_not_one(put: Callable[..., Json]) -> None:
    """What tells two switches apart is not taken for what tells on from off."""
    account = Account(True, False, as_json, put)
    account.look()
    for name in ("people", "spoken-deletion"):
        account.click(name)
    with pytest.raises(LearnError, match="har_no"):
        account.switches()
    for name in ("people", "spoken-deletion"):
        account.click(name)
    assert set(account.switches()) == {"people", "spoken-deletion"}


def test_a_switch_that_is_its_method() -> None:
    """Where what is done is the method, nothing is learned."""
    account = Account(True, False, as_json, by_path)
    for method, name in (("PUT", "people"), ("PUT", "letters"), ("DELETE", "people"), ("DELETE", "letters")):
        account.browser.add(method, f"{ROOT}/set/{name}", answer={})
    with pytest.raises(LearnError, match="har_no"):
        account.switches()


@pytest.mark.parametrize("reread", [False, True])
def test_a_list_of_what_is_on(reread: bool) -> None:
    """What is listed while it is on, and not while it is off, is no value of a switch."""

    def tell(state: Json) -> tuple[Any, str]:
        return {"on": [name for name in NAMES if state[name]]}, "application/json"

    def put(name: str, value: Any, _: Json) -> Json:
        return {"json": {"add": [name] if value else [], "remove": [] if value else [name]}}

    def listed(_: str, __: Any, state: Json) -> Json:
        return {"json": tell(state)[0]}

    for each in (put, listed):
        account = Account(True, False, tell, each, reread=reread)
        account.look()
        for name in ("people", "letters", "people", "letters"):
            account.click(name)
        account.look()
        with pytest.raises(LearnError, match="har_no"):
            account.switches()
