"""What was found: nothing is claimed or dropped that the owner did not say."""

from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import InvalidData
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator
import voluptuous as vol

from custom_components.alexa_privacy.amazon.recipes.model import RequestTemplate
from custom_components.alexa_privacy.amazon.recipes.schema import read_recipes
from custom_components.alexa_privacy.const import CONF_RECIPES
from tests.amazon.learn.browser import TOKEN, Browser
from tests.amazon_double import Account, AmazonDouble
from tests.conftest import SetUp, state
from tests.helpers.options import go_on, open_step, upload


async def show(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    amazon: AmazonDouble,
    account: Account,
    entry: MockConfigEntry,
    dialect: str = "list",
) -> dict[str, Any]:
    """Show a file in which human review was switched off, on, off and on."""
    recipe = read_recipes(amazon.dialects[dialect].recipes()).switches["human_review"]
    assert recipe.read
    browser = Browser(now=account.now)

    def render(template: RequestTemplate, **values: Any) -> Any:
        return template.render({"csrf": TOKEN, "account": {"customer_id": account.customer_id}, **values})

    for on in (False, True, False, True):
        browser.send(render(recipe.set, value=recipe.on if on else recipe.off), answer={})
        rows = [{"name": "human-review", "enabled": on}, {"name": "other", "enabled": False}]
        answers = {"list": {"preferences": rows}, "query": {"disabled": not on}, "form": {"reviewByPeople": int(on)}}
        browser.send(render(recipe.read.request), answer=answers[dialect])
    file = await upload(hass, hass_client, browser.har())
    form = await go_on(hass, await open_step(hass, entry, "teach", "teach_har"), {"har": file})
    assert form["step_id"] == "confirm", form["errors"]
    return form


def fields(form: dict[str, Any]) -> dict[str, Any]:
    """Return what a form suggests; no field of it has a default, and none may be left out."""
    keys = form["data_schema"].schema
    assert all(isinstance(key, vol.Required) and key.default is vol.UNDEFINED for key in keys)
    return {str(key): (key.description or {}).get("suggested_value") for key in keys}


async def test_nothing_is_answered_by_default(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """Which switch it is and how it was must be said; what the values say is suggested, and the values are shown."""
    entry = await set_up(account, options={})
    form = await show(hass, hass_client, amazon, account, entry)
    assert fields(form) == {"switch_1": None, "switch_1_on": "on"}
    shown = form["description_placeholders"]
    assert (shown["first_1"], shown["last_1"]) == ("false", "true")
    for left_out in ({}, {"switch_1": "human_review"}, {"switch_1_on": "on"}, {"switch_1": "", "switch_1_on": "on"}):
        with pytest.raises(InvalidData):
            await hass.config_entries.options.async_configure(form["flow_id"], left_out)
    assert entry.options == {}
    result = await go_on(hass, form, {"switch_1": "human_review", "switch_1_on": "on"})
    assert result["type"] == "create_entry"
    assert state(hass, "human_review", "switch") == "on"


async def test_an_answer_against_the_values_is_caught(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """Human review that is on must not be shown as off by a slip; what was chosen besides stays chosen."""
    entry = await set_up(account, options={})
    form = await show(hass, hass_client, amazon, account, entry)
    form = await go_on(hass, form, {"switch_1": "human_review", "switch_1_on": "off"})
    assert form["errors"] == {"base": "switch_opposite"}
    assert form["description_placeholders"]["value"] == "true"
    assert fields(form) == {"switch_1": "human_review", "switch_1_on": None}
    assert entry.options == {}
    assert (await go_on(hass, form, {"switch_1": "human_review", "switch_1_on": "on"}))["type"] == "create_entry"
    assert state(hass, "human_review", "switch") == "on"


async def test_the_owner_has_the_last_word(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """A page may say true and mean off: an answer that is given again is taken."""
    entry = await set_up(account, options={})
    form = await show(hass, hass_client, amazon, account, entry)
    answer = {"switch_1": "human_review", "switch_1_on": "off"}
    form = await go_on(hass, form, answer)
    assert (await go_on(hass, form, answer))["type"] == "create_entry"
    assert entry.options[CONF_RECIPES]["switches"]["human_review"]["values"] == {"on": False, "off": True}


async def test_a_switch_is_left_out_only_where_the_owner_says_so(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """None of these is a choice, whatever is said of its state."""
    entry = await set_up(account, options={})
    form = await show(hass, hass_client, amazon, account, entry)
    result = await go_on(hass, form, {"switch_1": "ignore", "switch_1_on": "off"})
    assert result["type"] == "create_entry"
    assert "switches" not in entry.options.get(CONF_RECIPES, {})


async def test_values_that_say_nothing_suggest_nothing(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """A page that says disabled, or nothing but 1 and 0, leaves the answer to the owner."""
    entry = await set_up(account, options={})
    for dialect in ("query", "form"):
        form = await show(hass, hass_client, amazon, account, entry, dialect)
        assert fields(form)["switch_1_on"] is None
        hass.config_entries.options.async_abort(form["flow_id"])
