"""What a switch's values say of it: an answer is suggested only where they say it, and never the opposite."""

from typing import Any

from hypothesis import given, strategies as st
import orjson
import pytest

from custom_components.alexa_privacy.amazon.learn.meaning import agree, says_on
from tests.amazon.learn.browser import Browser
from tests.amazon.learn.visits import NOW, learn

PAIRS = [("ENABLED", "DISABLED"), ("on", "off"), ("OPTED_IN", "OPTED_OUT"), ("ALLOW", "DENY"), ("accepted", "rejected")]
SIGNS = [(True, False), ("true", "false"), (1, 0), ("1", "0")]
NEGATING = ["optOut", "disableReview", "block_humans", "hide", "voice-lock", "refuse-messages", "doNotShare", "private"]


@pytest.mark.parametrize(("on", "off"), PAIRS)
@pytest.mark.parametrize("name", ["humanReview", "value", "enabled"])
def test_words_say_it(name: str, on: Any, off: Any) -> None:
    """Words for on and off mean it under any plain name."""
    assert says_on([name], on, off) is True
    assert says_on([name], off, on) is False


@pytest.mark.parametrize(("on", "off"), SIGNS)
def test_yes_and_no_depend_on_the_name(on: Any, off: Any) -> None:
    """Yes and no mean nothing by themselves."""
    assert (says_on(["review", "enabled"], on, off), says_on(["allowed"], off, on)) == (True, False)
    for names in ([], ["humanReview"], ["enabled", "state"], ["privacyShield"]):
        assert says_on(names, on, off) is None


@given(
    st.sampled_from(PAIRS + SIGNS), st.sampled_from(NEGATING), st.lists(st.sampled_from(["enabled", "allowed", "x"]))
)
def test_a_name_that_turns_it_around_leaves_it_open(pair: tuple[Any, Any], name: str, others: list[str]) -> None:
    """Where a name may negate, only the owner knows."""
    for names in ([name, *others], [*others, name]):
        assert says_on(names, *pair) is None


@given(st.sampled_from(PAIRS + SIGNS), st.lists(st.text(max_size=12), max_size=3))
def test_the_two_values_never_say_the_same(pair: tuple[Any, Any], names: list[str]) -> None:
    """Whatever they stand under, one is the opposite of the other, or both are open."""
    on, off = pair
    said = says_on(names, on, off), says_on(names, off, on)
    assert said in {(True, False), (None, None)}


@pytest.mark.parametrize("pair", [("A", "B"), (3, 7), (None, True), ("DO_NOT_ALLOW", "ALLOW"), ("on", "on"), ("in", 0)])
def test_what_says_nothing(pair: tuple[Any, Any]) -> None:
    """Values that are no pair of on and off leave it open."""
    assert says_on(["enabled"], *pair) is None


def test_places_that_contradict_each_other() -> None:
    """Of two places, neither is believed then."""
    assert (agree(True, None), agree(False, False), agree(True, False), agree(None)) == (True, False, None, None)


@pytest.mark.parametrize(
    ("member", "values", "said"),
    [
        ("enabled", (False, True), True),
        ("enabled", (True, False), False),
        ("disabled", (True, False), None),
        ("status", ("OPTED_IN", "OPTED_OUT"), False),
        ("humanReview", (False, True), None),
    ],
)
def test_what_is_learned_of_a_file(member: str, values: tuple[Any, Any], said: bool | None) -> None:
    """The last click is what counts, as the request and the answer tell it."""
    before, after = values
    browser = Browser(now=NOW)
    path = "/alexa-privacy/made-up/settings"
    for value in (after, before, after):
        body = {"name": "people", member: value}
        browser.add("POST", path, headers={"content-type": "application/json"}, body=orjson.dumps(body), answer={})
        browser.get(path, {"people": {member: value}})
    [switch] = learn(browser).switches
    assert (switch.first, switch.last) == (before, after)
    assert switch.last_is_on is said
