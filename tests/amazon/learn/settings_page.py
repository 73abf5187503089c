"""Made-up pages of settings, and an owner who clicks on them."""

from collections.abc import Callable
from datetime import UTC, datetime
from html import escape
from typing import Any
from urllib.parse import urlencode

import orjson

from custom_components.alexa_privacy.amazon.learn import LearntSwitch, learn_har
from custom_components.alexa_privacy.amazon.recipes.model import SwitchRecipe, read_recipes
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
