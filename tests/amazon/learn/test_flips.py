"""Which requests may set one setting, and which certainly set two."""

from typing import Any

import orjson
import pytest

from custom_components.alexa_privacy.amazon.learn import read_exchange
from custom_components.alexa_privacy.amazon.learn.exchange import Exchange
from custom_components.alexa_privacy.amazon.learn.setting_flips import are_alike, is_of_another
from tests.amazon.learn.browser import SITE


def sent(body: Any, path: str = "change", method: str = "POST") -> Exchange:
    """Return a request."""
    headers = [("content-type", "application/json")]
    text = None if body is None else orjson.dumps(body).decode()
    return read_exchange(method, f"{SITE}/alexa-privacy/{path}", headers, text)


ON = {"name": "review", "value": "ON"}


@pytest.mark.parametrize(
    ("one", "other", "alike", "another"),
    [
        (sent(ON), sent(ON | {"value": "OFF"}), True, False),
        (sent({"review": True}), sent({"review": False}), True, False),
        (sent({"review": 1}), sent({"review": 0}), True, False),
        # A setting of more than two positions has words of its own.
        (sent({"keep": "THREE_MONTHS"}), sent({"keep": "FOREVER"}), True, False),
        # Two names with the same on or off are two settings; so are two names and the opposite.
        (sent(ON), sent(ON | {"name": "training"}), True, True),
        (sent({"name": "review", "value": True}), sent({"name": "training", "value": True}), True, True),
        (sent({"name": "review", "value": 1}), sent({"name": "training", "value": 0}), False, True),
        (sent(ON), sent({"name": "training", "value": "OFF"}), False, True),
        (sent({"name": "review", "by": "owner"}), sent({"name": "training", "by": "guest"}), False, True),
        # What is another each time is no name.
        (sent(ON | {"id": "7f3a9c1b2d"}), sent(ON | {"value": "OFF", "id": "8c1d0e4f5a"}), True, False),
        (sent({"name": "review", "count": 5}), sent({"name": "training", "count": 5}), True, False),
        # Another address, or another method, to another end.
        (sent(ON), sent(ON, "change/more"), False, True),
        (sent(ON, "review/on"), sent(ON, "review/off"), True, False),
        (sent(ON, "review"), sent(ON, "training"), True, True),
        (sent(ON, "review", "PUT"), sent(None, "review", "DELETE"), True, False),
        (sent(ON, "review", "PUT"), sent(None, "training", "DELETE"), False, False),
        (sent(ON, "review", "PUT"), sent(None, "review", "PATCH"), False, False),
        (sent(ON, "review", "PUT"), sent(ON, "review", "PATCH"), True, False),
        (sent(ON), sent({"a": 1, "b": 2, "c": 3, "d": 4, "e": 5}), False, True),
    ],
)
def test_pairs(one: Exchange, other: Exchange, alike: bool, another: bool) -> None:
    """Requests that differ in on or off alone are of one setting; those that differ in a name, of two."""
    assert (are_alike(one, other), is_of_another(one, other)) == (alike, another)
    assert (are_alike(other, one), is_of_another(other, one)) == (alike, another)
