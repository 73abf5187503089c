"""Settings told in places where they are not: an error and unknown, never a guess."""

from typing import Any

from homeassistant.const import STATE_UNKNOWN
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import pytest

from custom_components.alexa_privacy.const import CONF_RECIPES
from tests.amazon_double import Account, AmazonDouble
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
