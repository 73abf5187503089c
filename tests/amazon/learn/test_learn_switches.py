"""Switches: how they are set, where they are read, and that other settings are sent as they are."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from html import escape
from typing import Any
from urllib.parse import urlencode

from hypothesis import HealthCheck, given, settings, strategies as st
import orjson
import pytest

from custom_components.alexa_privacy.amazon.learn import LearnError, LearntSwitch, learn_har
from custom_components.alexa_privacy.amazon.learn.exchange import read_pairs
from custom_components.alexa_privacy.amazon.privacy_settings import _json_inside
from custom_components.alexa_privacy.amazon.recipes.model import SwitchRecipe, read_recipes
from custom_components.alexa_privacy.amazon.recipes.template import point
from custom_components.alexa_privacy.amazon.responses import Response
from tests.amazon.learn.browser import SITE, TOKEN, Browser, Json

NOW = int(datetime(2026, 11, 20, 12, tzinfo=UTC).timestamp() * 1000)
ROOT = "/alexa-privacy/made-up-switches"
NAMES = ("people", "reviewMessages", "spoken-deletion", "letters")
WORDS: dict[str, tuple[Any, Any]] = {
    "booleans": (True, False),
    "numbers": (1, 0),
    "words": ("ALLOWED", "REFUSED"),
    "yes": ("yes", "no"),
}

type Page = Callable[[Json], Any]


def said(value: Any) -> str:
    """Return a value as a form says it."""
    return value if isinstance(value, str) else orjson.dumps(value).decode()


def as_json(state: Json) -> tuple[Any, str]:
    """Tell settings in an object."""
    return {"answer": {"settings": state, "version": 3}}, "application/json"


def as_list(state: Json) -> tuple[Any, str]:
    """Tell settings in a list of objects."""
    rows = [{"id": name, "more": {"a": 1}, "value": value} for name, value in state.items()]
    return {"rows": rows}, "application/json"


def as_text(state: Json) -> tuple[Any, str]:
    """Tell settings in JSON that stands in JSON."""
    return {"document": orjson.dumps(state).decode()}, "application/json"


def as_script(state: Json) -> tuple[Any, str]:
    """Tell settings in a script of a page."""
    other = '<script>var x = {"people": 5};</script><script nonce="Zt5">if (a) {b = [1]}</script>'
    return f"<html>{other}<script>window.__state={orjson.dumps(state).decode()};</script></html>", "text/html"


def as_parsed(state: Json) -> tuple[Any, str]:
    """Tell settings in a text that a script of a page parses."""
    text = orjson.dumps(orjson.dumps({"all": state}).decode()).decode()
    return f"<html><script>var state = JSON.parse({text});</script></html>", "text/html"


def as_attribute(state: Json) -> tuple[Any, str]:
    """Tell settings in an attribute of a page."""
    text = escape(orjson.dumps({"of": state}).decode())
    return f"<html data-x='{{}}'><div id='a' data-props=\"{text}\"></div></html>", "text/html"


def one(name: str, value: Any, _: Json) -> Json:
    """Set one, by name."""
    return {"json": {"change": {"id": name, "value": value}, "token": TOKEN}}


def by_key(name: str, value: Any, _: Json) -> Json:
    """Set one, as a member."""
    return {"json": {name: value}}


def by_path(name: str, value: Any, _: Json) -> Json:
    """Set one, by address."""
    return {"path": f"/{name}", "json": [value]}


def by_form(name: str, value: Any, _: Json) -> Json:
    """Set one with a form."""
    return {"form": [["csrf", TOKEN], ["which", name], ["to", said(value)]]}


def in_text(name: str, value: Any, _: Json) -> Json:
    """Set one with JSON in a form."""
    return {"form": [["payload", orjson.dumps({"set": {name: value}}).decode()]]}


def whole(_: str, __: Any, state: Json) -> Json:
    """Set all at once."""
    return {"json": {"settings": state, "version": 3}}


def whole_form(_: str, __: Any, state: Json) -> Json:
    """Set all at once with a form, which a page may call text."""
    return {"form": [[name, said(value)] for name, value in state.items()]}


def whole_text(name: str, value: Any, state: Json) -> Json:
    """Set all at once with a form that is called text."""
    return {**whole_form(name, value, state), "type": "text/plain"}


READS = [as_json, as_list, as_text, as_script, as_parsed, as_attribute]
SETS = [one, by_key, by_path, by_form, in_text]


class Account:
    """An account's settings, and the browser in which its owner clicks on them."""

    def __init__(self, on: Any, off: Any, tell: Page, put: Callable[..., Json], *, reread: bool = False) -> None:
        """Begin with some settings."""
        self.state: Json = {name: (off if name == "letters" else on) for name in NAMES}
        self.values = (on, off)
        self.browser = Browser(now=NOW)
        self._tell, self._put, self._reread = tell, put, reread

    def look(self) -> None:
        """Open the page."""
        answer, kind = self._tell(self.state)
        self.browser.add("GET", f"{ROOT}/state", answer=answer, kind=kind)

    def click(self, name: str) -> None:
        """Flip a switch."""
        if self._reread:
            self.look()
        on, off = self.values
        self.state[name] = off if self.state[name] == on else on
        form = self._put(name, self.state[name], self.state)
        body, kind = _body(form)
        headers = {"content-type": kind, "anti-csrftoken-a2z": TOKEN}
        self.browser.add("POST", f"{ROOT}/set{form.get('path', '')}", headers=headers, body=body, answer={"ok": True})

    def chatter(self) -> None:
        """Send what has nothing to do with it."""
        body = orjson.dumps({"event": "click", "at": self.browser.now})
        self.browser.add("POST", f"{ROOT}/telemetry", headers={"content-type": "application/json"}, body=body)

    def switches(self) -> dict[str, LearntSwitch]:
        """Return what was learned, by the names in the hints."""
        lesson = learn_har(self.browser.har(), site=SITE)
        return {
            next((name for name in NAMES if name in switch.hint), switch.hint): switch for switch in lesson.switches
        }


def _body(form: Json) -> tuple[bytes, str]:
    """Return a body and its type."""
    if "json" in form:
        return orjson.dumps(form["json"]), "application/json"
    pairs = urlencode([(name, value) for name, value in form["form"]])
    return pairs.encode(), form.get("type", "application/x-www-form-urlencoded")


def recipe(switch: LearntSwitch, *, last_is_on: bool) -> SwitchRecipe:
    """Return the recipe of a switch."""
    document = {"version": 1, "switches": {"human_review": switch.part(last_is_on=last_is_on)}}
    return read_recipes(document).switches["human_review"]


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
