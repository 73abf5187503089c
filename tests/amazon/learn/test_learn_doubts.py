"""Switches in doubt: what may set others along, or may be no switch at all, is not learned."""

from collections.abc import Callable
from typing import Any

import orjson
import pytest

from custom_components.alexa_privacy.amazon.learn import LearnError, learn_copied_switch, learn_har, read_copied
from custom_components.alexa_privacy.amazon.learn.exchange import read_pairs
from custom_components.alexa_privacy.amazon.learn.vocabulary import are_opposite, are_plain
from tests.amazon.learn.browser import SITE, TOKEN, Browser, Json
from tests.amazon.learn.copying import as_bash
from tests.amazon.learn.settings_page import NAMES, NOW, ROOT, Account, as_json, one, recipe, whole_form, whole_text

WORDS = ("OPT_IN", "OPT_OUT")


def whole_words(_: str, __: Any, state: Json) -> Json:
    """Set all at once, in words of its own."""
    return {"json": {name: WORDS[not on] for name, on in state.items()}}


def whole_rows(_: str, __: Any, state: Json) -> Json:
    """Set all at once, in a list of objects."""
    return {"json": {"all": [{"id": name, "to": WORDS[not on]} for name, on in state.items()]}}


def whole_flags(_: str, __: Any, state: Json) -> Json:
    """Set all at once, as the flags of a number."""
    return {"json": {"flags": sum(2**place for place, on in enumerate(state.values()) if on)}}


def whole_names(_: str, __: Any, state: Json) -> Json:
    """Set all at once, by naming those that are on."""
    return {"json": {"on": ",".join(name for name, on in state.items() if on)}}


def whole_path(_: str, __: Any, state: Json) -> Json:
    """Set all at once, by address."""
    return {"path": "/" + "/".join("on" if on else "off" for on in state.values()), "json": {}}


WHOLE = [whole_words, whole_rows, whole_flags, whole_names, whole_path, whole_form, whole_text]


@pytest.mark.parametrize("put", WHOLE)
@pytest.mark.parametrize("told", [False, True])
@pytest.mark.parametrize("names", [("people",), ("people", "letters")])
def test_others_are_not_set_along(put: Callable[..., Json], names: tuple[str, ...], told: bool) -> None:
    """What sets all at once is learned only with an answer that tells how the others are."""
    account = Account(True, False, as_json, put)
    if told:
        account.browser.get(f"{ROOT}/other", {"flags": 5, "on": "nothing", "people": "no setting"})
    for name in (*names, *names, *names):
        account.click(name)
    with pytest.raises(LearnError, match=r"har_no_(switch|listing)"):
        account.switches()


@pytest.mark.parametrize("put", [whole_form, whole_text])
def test_a_form_of_all(put: Callable[..., Json]) -> None:
    """Where an answer tells the others, a form sends them as they are, as text."""
    account = Account(True, False, as_json, put)
    account.look()
    for name in ("people", "letters"):
        account.click(name)
    account.look()
    switches = account.switches()
    assert set(switches) == {"people", "letters"}
    now = {"answer": {"settings": {**dict.fromkeys(NAMES, True), "people": False}}}
    found = recipe(switches["letters"], last_is_on=True).set.render({"value": "false", "csrf": TOKEN, "now": now})
    assert found.body is not None
    sent = dict(read_pairs(found.body.decode()))
    assert sent == {**dict.fromkeys(NAMES, "true"), "people": "false", "letters": "false"}


def test_an_answer_about_something_else() -> None:
    """What tells the opposite of each setting under the same names does not tell how the others are."""

    def tell(state: Json) -> tuple[Any, str]:
        return {"refused": {name: not on for name, on in state.items()}}, "application/json"

    def two(_: str, __: Any, state: Json) -> Json:
        return {"json": {name: state[name] for name in ("people", "letters")}}

    account = Account(True, False, tell, two)
    account.look()
    for name in ("people", "people", "letters"):
        account.click(name)
        account.look()
    with pytest.raises(LearnError, match="har_no_switch"):
        account.switches()


def test_what_was_told_before_is_not_now() -> None:
    """An answer whose words happen to be in a request once is not taken for what tells the others."""

    def tell(state: Json) -> tuple[Any, str]:
        return {"refused": {name: not on for name, on in state.items()}}, "application/json"

    account = Account(True, False, tell, whole_form)
    account.look()
    for name in (*NAMES, NAMES[0]):
        account.click(name)
    with pytest.raises(LearnError, match="har_no_switch"):
        account.switches()


def test_numbers_that_tell() -> None:
    """What is set by true and false may be told by 1 and 0, which are something else."""

    def tell(state: Json) -> tuple[Any, str]:
        return {name: int(on) for name, on in state.items()}, "application/json"

    account = Account(True, False, tell, one)
    for _ in range(2):
        account.look()
        account.click("people")
    account.look()
    [switch] = account.switches().values()
    found = recipe(switch, last_is_on=True)
    assert (found.on, found.off) == (True, False)
    assert found.read
    assert [type(value) for value in (found.read.on, found.read.off)] == [int, int]


@pytest.mark.parametrize("clicks", [("people", "people"), ("people", "letters")])
def test_what_counts_is_not_sent_again(clicks: tuple[str, ...]) -> None:
    """A number that is another each time, and that no answer tells, cannot be sent."""
    account = Account(
        True, False, as_json, lambda *_: {"json": {**account.state, "turn": len(account.browser.entries)}}
    )
    account.look()
    for name in clicks:
        account.click(name)
    with pytest.raises(LearnError, match=r"har_no_(switch|listing)"):
        account.switches()


@pytest.mark.parametrize(
    ("clicks", "found"),
    [
        (("people", "people"), False),
        (("people", "letters"), False),
        (("people", "letters", "people", "letters"), False),
        (("people", "letters") * 4, False),
        (("people", "people", "people"), True),
    ],
)
def test_verbs_that_nobody_knows(clicks: tuple[str, ...], found: bool) -> None:
    """Words are a switch's values if they are opposites, or if they go to and fro and nothing else does."""
    account = Account(
        True, False, as_json, lambda name, on, _: {"path": f"/{name}/{'foo' if on else 'bar'}", "json": {}}
    )
    for name in clicks:
        account.click(name)
    if found:
        [switch] = account.switches().values()
        assert (switch.first, switch.last) == ("foo", "bar")
    else:
        with pytest.raises(LearnError, match=r"har_no_(switch|listing)"):
            account.switches()


@pytest.mark.parametrize("clicks", [("people", "letters"), ("people", "letters", "people")])
def test_names_are_no_verbs(clicks: tuple[str, ...]) -> None:
    """Two switches that were flipped alike are not one, although no answer names them."""
    account = Account(True, False, as_json, lambda name, on, _: {"json": {"add" if on else "remove": name}})
    for name in (*clicks, *clicks):
        account.click(name)
    with pytest.raises(LearnError, match=r"har_no_(switch|listing)"):
        account.switches()


def test_names_that_an_answer_also_says() -> None:
    """An answer that says the names of settings, too, does not make values of them."""

    def tell(state: Json) -> tuple[Any, str]:
        return {"rows": [{"id": name, "called": name} for name in state]}, "application/json"

    account = Account(True, False, tell, lambda name, on, _: {"path": f"/{name}/{'foo' if on else 'bar'}", "json": {}})
    account.look()
    for name in ("people", "spoken-deletion"):
        account.click(name)
    account.look()
    with pytest.raises(LearnError, match="har_no_switch"):
        account.switches()


def test_what_is_sent_twice() -> None:
    """Where several requests may set a switch, their addresses tell them apart."""
    browser = Browser(now=NOW)
    for on in (False, True):
        for end in ("check", "really"):
            body = orjson.dumps({"change": "people", "to": on})
            browser.add("POST", f"{ROOT}/{end}", headers={"content-type": "application/json"}, body=body)
    hints = {switch.hint for switch in learn_har(browser.har(), site=SITE).switches}
    assert hints == {"people (check)", "people (really)"}


def test_what_sets_is_not_sent_to_ask() -> None:
    """A request that sets is not taken for one that asks, although it is always alike and is answered."""
    account = Account(True, False, as_json, lambda name, on, _: {"json": {"take" if on else "drop": name}})
    for _ in range(5):
        account.click("people")
        account.click("letters")
    with pytest.raises(LearnError, match=r"har_no_(switch|listing)"):
        account.switches()


@pytest.mark.parametrize("values", [("people,letters", "people"), (7, 3), ("a=1;b=0", "a=0;b=0"), ("", "people")])
def test_pasted_lists(values: tuple[Any, Any]) -> None:
    """Two pasted requests that list what is on are not those of one switch."""
    headers = {"Content-Type": "application/json"}
    texts = [as_bash("POST", f"{SITE}{ROOT}/set", headers, orjson.dumps({"on": value}).decode()) for value in values]
    with pytest.raises(LearnError, match="switch_not_understood"):
        learn_copied_switch(*read_copied("\n".join(texts), site=SITE))


@pytest.mark.parametrize("verb", ["revoke", "enable", "unsubscribe"])
def test_pasted_names(verb: str) -> None:
    """Two pasted requests that do the same to two switches are not those of one."""
    urls = [f"{SITE}{ROOT}/{verb}/{name}" for name in ("people", "letters")]
    texts = [as_bash("POST", url, {"Content-Type": "application/json"}, "{}") for url in urls]
    with pytest.raises(LearnError, match="switch_not_understood"):
        learn_copied_switch(*read_copied("\n".join(texts), site=SITE))


@pytest.mark.parametrize(
    ("on", "off"),
    [
        *(("grant", "revoke"), ("optIn", "optOut"), ("ENABLED", "DISABLED"), ("allowed", "not_allowed")),
        *(("subscribe", "unsubscribe"), ("enablePeople", "disablePeople"), ("JOIN", "LEAVE"), (True, False)),
    ],
)
def test_opposites(on: Any, off: Any) -> None:
    """Words that say on and off are known, with whatever they are about."""
    assert are_opposite(on, off)
    assert are_opposite(off, on)
    assert not are_opposite(on, on)


@pytest.mark.parametrize(
    ("one_word", "other"),
    [
        *(("people", "letters"), ("grantPeople", "revokeLetters"), ("on-off", "on-on"), ("a=1&b=1", "a=0&b=1")),
        *((1, 2), (True, 0), ("", "x"), ("enable", "revoke")),
    ],
)
def test_no_opposites(one_word: Any, other: Any) -> None:
    """What is about something else, too, is no opposite."""
    assert not are_opposite(one_word, other)


def test_positions() -> None:
    """Lists, flags and ids are no positions of a switch."""
    assert are_plain("ALWAYS", "if I say so")
    assert not are_plain("a,b", "a")
    assert not are_plain(6, 2)
    assert not are_plain("x7k2m9", "x7k2m8")
    assert not are_plain(None, "x")
