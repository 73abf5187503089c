"""Settings told in places where they are not: an error and unknown, never a guess."""

from html import escape
from typing import Any

from homeassistant.const import STATE_UNKNOWN
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import pytest

from custom_components.alexa_privacy.amazon.errors import BadResponse
from custom_components.alexa_privacy.amazon.recipes.first_requests import json_inside
from custom_components.alexa_privacy.amazon.responses import Response
from custom_components.alexa_privacy.const import CONF_RECIPES
from tests.amazon_double import Account, AmazonDouble
from tests.amazon_double.dialects.range import RangeDialect
from tests.conftest import SetUp, state
from tests.helpers.switches import turn


@pytest.fixture
def recipes(amazon: AmazonDouble) -> dict[str, Any]:
    """Return the requests of a dialect that tells settings inside a page."""
    taught: dict[str, Any] = amazon.dialects["range"].recipes()
    return taught


@pytest.mark.parametrize(
    "change",
    [
        {"inside": {"after": "nowhere on the page"}},
        {"inside": {"after": "<", "escaped": False}},
        {"at": "/nothing/like/it"},
        {"at": ""},
        {"values": {"on": "YES", "off": "NO"}},
    ],
)
async def test_read_in_the_wrong_place(
    hass: HomeAssistant, account: Account, set_up: SetUp, recipes: dict[str, Any], change: dict[str, Any]
) -> None:
    """What the page does not tell is unknown, and setting it is not believed."""
    recipes["switches"]["human_review"]["read"] |= change
    await set_up(account, options={CONF_RECIPES: recipes})
    assert state(hass, "human_review", "switch") == STATE_UNKNOWN
    with pytest.raises(HomeAssistantError) as error:
        await turn(hass, "human_review", on=False)
    assert error.value.translation_key == "bad_answer"
    assert state(hass, "human_review", "switch") == STATE_UNKNOWN


async def test_a_request_that_does_not_fit_what_is_set(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, recipes: dict[str, Any]
) -> None:
    """A request that repeats what is set now is not sent where that is not told."""
    recipes["switches"]["human_review"]["set"]["json"] = {"allowed": "{{value}}", "others": "{{now:/nothing/like/it}}"}
    await set_up(account, options={CONF_RECIPES: recipes})
    with pytest.raises(HomeAssistantError) as error:
        await turn(hass, "human_review", on=False)
    assert error.value.translation_key == "refused"
    assert amazon.count("settings") == 0


@pytest.mark.parametrize("page", ["[" * 90_000, '{"humanReview":' * 40_000, "[1, 2", "", "truth"])
async def test_a_page_that_holds_no_readable_json(
    hass: HomeAssistant,
    account: Account,
    set_up: SetUp,
    recipes: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
    page: str,
) -> None:
    """However deeply nested or cut short it is, the setting is unknown and the figures stay."""
    monkeypatch.setattr(RangeDialect, "state", lambda *_: f'<div data-state="{escape(page)}"></div>')
    await set_up(account, options={CONF_RECIPES: recipes})
    assert state(hass, "human_review", "switch") == STATE_UNKNOWN
    assert state(hass, "recordings") == str(account.held)


@pytest.mark.parametrize("depth", [10, 1000, 20_000, 60_000, 95_000, 200_000])
def test_json_that_is_nested_too_deeply(depth: int) -> None:
    """Whether it ends the stack or merely the text, it is an answer that holds no setting."""
    page = Response(200, "text/html", f'<div data-state="{"[" * depth}"></div>'.encode())
    with pytest.raises(BadResponse):
        json_inside(page, 'data-state="', escaped=True)
