"""What the owner can change: learned requests, good, malformed and hostile; preferences."""

from copy import deepcopy
from datetime import timedelta
import json
from pathlib import Path
import re
from typing import Any

from homeassistant.const import STATE_UNAVAILABLE
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType, InvalidData
from homeassistant.helpers import issue_registry as ir
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
import voluptuous as vol

from custom_components.alexa_privacy import config_flow
from custom_components.alexa_privacy.const import (
    CONF_ACCEPT_REVIEW,
    CONF_KEEP_NOTHING,
    CONF_KEEP_REVIEW_OFF,
    CONF_MEDIA_SOURCE,
    CONF_NOTIFY,
    CONF_NOTIFY_ABOUT,
    CONF_POLL_MINUTES,
    CONF_RECIPES,
    CONF_RESCAN_REQUESTS,
    CONF_SHOW_PAGE,
    CONF_WHO_MAY,
)
from tests.amazon_double import DIALECTS, Account, AmazonDouble
from tests.conftest import SetUp, state
from tests.helpers.agreement import learn_now
from tests.helpers.recipes import changed

TEXTS = json.loads((Path(config_flow.__file__).parent / "translations/en.json").read_text("utf-8"))
REASONS = {key for key in TEXTS["options"]["error"] if key.startswith(("recipe_", "foreign_"))}
"""Why requests are refused."""


@pytest.fixture
async def entry(account: Account, set_up: SetUp) -> MockConfigEntry:
    """Set up an account that was taught nothing."""
    return await set_up(account, options={})


async def open_step(hass: HomeAssistant, entry: MockConfigEntry, step: str) -> Any:
    """Choose a step in the options' menu."""
    menu = await hass.config_entries.options.async_init(entry.entry_id)
    assert menu["type"] is FlowResultType.MENU
    assert step in menu["menu_options"]
    return await hass.config_entries.options.async_configure(menu["flow_id"], {"next_step_id": step})


async def test_menu(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """An account that was taught nothing has nothing to test, agree to or share."""
    menu = await hass.config_entries.options.async_init(entry.entry_id)
    assert menu["menu_options"] == ["teach", "requests", "voice", "preferences"]


async def enter(hass: HomeAssistant, form: Any, user_input: dict[str, Any]) -> Any:
    """Fill in a form, and let the account be loaded again."""
    result = await hass.config_entries.options.async_configure(form["flow_id"], user_input)
    await hass.async_block_till_done(wait_background_tasks=True)
    return result


async def skip_tests(hass: HomeAssistant, step: Any) -> Any:
    """Leave out the tests that a form asks for."""
    while step.get("step_id") == "test":
        step = await enter(hass, step, {"recording": "skip"})
    return step


def shown(form: Any) -> str:
    """Return the text that the field shows."""
    (key,) = form["data_schema"].schema
    return str(key.description["suggested_value"])


def taught(hass: HomeAssistant) -> bool:
    """Return whether no repair asks to teach."""
    asking = {"not_taught", "requests_unreadable"}
    return not any(issue.translation_key in asking for issue in ir.async_get(hass).issues.values())


@pytest.mark.parametrize("dialect", [*DIALECTS])
async def test_recipes_are_kept_as_they_are(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, entry: MockConfigEntry, dialect: str
) -> None:
    """Good recipes that were taught make the switch available, are shown again, and are forgotten when emptied."""
    recipes = amazon.dialects[dialect].recipes()
    learn_now(entry, recipes)
    assert state(hass, "human_review", "switch") == "unavailable"
    assert not taught(hass)
    form = await open_step(hass, entry, "requests")
    assert (form["errors"], shown(form)) == ({}, "")
    result = await skip_tests(hass, await enter(hass, form, {"recipes": json.dumps(recipes)}))
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert entry.options == {CONF_RECIPES: recipes}
    assert state(hass, "human_review", "switch") == "on"
    assert taught(hass)

    form = await open_step(hass, entry, "requests")
    assert json.loads(shown(form)) == recipes
    result = await skip_tests(hass, await enter(hass, form, {"recipes": shown(form)}))
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert entry.options == {CONF_RECIPES: recipes}

    form = await open_step(hass, entry, "requests")
    assert (await enter(hass, form, {"recipes": " \n"}))["type"] is FlowResultType.CREATE_ENTRY
    assert entry.options == {}
    assert state(hass, "human_review", "switch") == "unavailable"
    assert not taught(hass)


async def test_emptied_field_is_absent(hass: HomeAssistant, account: Account, set_up: SetUp) -> None:
    """The frontend leaves an emptied field out altogether."""
    entry = await set_up(account)
    assert (await enter(hass, await open_step(hass, entry, "requests"), {}))["type"] is FlowResultType.CREATE_ENTRY
    assert entry.options == {}


DELETE = "/delete_recordings/request"


async def test_what_is_refused(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, recipes: dict[str, Any]
) -> None:
    """What is refused is named with its place, stays in the form, and changes nothing; then a good one is taken."""
    entry = await set_up(account)
    before = deepcopy(dict(entry.options))
    amazon.clear_log()
    form = await open_step(hass, entry, "requests")
    for text, reason, where in (
        (json.dumps(changed(recipes, "/version", 2)), "recipe_version", "/version"),
        (json.dumps(changed(recipes, "/surprise", 1)), "recipe_unknown_key", "/surprise"),
        (json.dumps(changed(recipes, "/switches", [])), "recipe_shape", "/switches"),
        (json.dumps(changed(recipes, f"{DELETE}/json", {"keys": "all"})), "recipe_placeholder", "/delete_recordings"),
        (json.dumps(changed(recipes, f"{DELETE}/method", "GET")), "recipe_method", f"{DELETE}/method"),
        (json.dumps(changed(recipes, f"{DELETE}/path", "/gp/cart")), "recipe_address", f"{DELETE}/path"),
        (json.dumps(changed(recipes, f"{DELETE}/headers", {"x-a": 7})), "recipe_header", f"{DELETE}/headers/x-a"),
        ("curl 'https://www.example.org/'", "recipe_not_json", "/"),
        ("[" * 5000 + "]" * 5000, "recipe_not_json", "/"),
        ('{"version": ' + "[" * 900 + "]" * 900 + "}", "recipe_version", "/version"),
        ('{"version": 2, "switches": {}, "version": 1}', "recipe_key_twice", "/version"),
        (" " * 300_000 + "x", "recipe_too_long", "/"),
    ):
        form = await enter(hass, form, {"recipes": text})
        assert (form["type"], form["step_id"]) == (FlowResultType.FORM, "requests")
        assert form["errors"] == {"recipes": reason}
        assert form["description_placeholders"]["where"] == where
        assert shown(form) == text
        assert entry.options == before
        assert not amazon.requests, "what is refused is not tried, nor is the account loaded again"
    for each in REASONS:
        needed = re.findall(r"\{(\w+)\}", TEXTS["options"]["error"][each])
        assert set(needed) <= form["description_placeholders"].keys(), each
    result = await enter(hass, form, {"recipes": json.dumps(recipes)})
    assert result["type"] is FlowResultType.CREATE_ENTRY


async def test_stored_recipes_that_are_refused_now(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, recipes: dict[str, Any]
) -> None:
    """Recipes stored by other hands are not used; they can be seen and mended."""
    broken = changed(recipes, f"{DELETE}/path", "https://example.org/alexa-privacy/")
    entry = await set_up(account, options={CONF_RECIPES: broken})
    assert state(hass, "recordings") == str(account.held)
    assert state(hass, "human_review", "switch") == "unavailable"
    assert not taught(hass)
    form = await open_step(hass, entry, "requests")
    assert json.loads(shown(form)) == broken
    form = await enter(hass, form, {"recipes": json.dumps(recipes)})
    assert form["step_id"] == "agree"
    assert (await enter(hass, form, {}))["type"] is FlowResultType.CREATE_ENTRY
    assert taught(hass)


async def test_preferences(hass: HomeAssistant, account: Account, set_up: SetUp, recipes: dict[str, Any]) -> None:
    """How often to look, and how much, is kept beside the requests, and used."""
    entry = await set_up(account)
    form = await open_step(hass, entry, "preferences")
    assert _defaults(form) == {
        CONF_POLL_MINUTES: 10,
        CONF_RESCAN_REQUESTS: 300,
        CONF_KEEP_REVIEW_OFF: False,
        CONF_ACCEPT_REVIEW: False,
        CONF_SHOW_PAGE: True,
        CONF_MEDIA_SOURCE: False,
        CONF_KEEP_NOTHING: False,
        CONF_WHO_MAY: "administrators",
        CONF_NOTIFY: [],
        CONF_NOTIFY_ABOUT: ["night_failed", "review_on", "deletion_stopped", "sign_in"],
    }
    switches = {CONF_KEEP_REVIEW_OFF: True, CONF_SHOW_PAGE: False, CONF_MEDIA_SOURCE: True, CONF_WHO_MAY: "everyone"}
    given = {
        CONF_POLL_MINUTES: 30,
        CONF_RESCAN_REQUESTS: 0,
        CONF_KEEP_NOTHING: False,
        CONF_ACCEPT_REVIEW: True,
        CONF_NOTIFY: ["notify.phone"],
        CONF_NOTIFY_ABOUT: ["receipt"],
        **switches,
    }
    result = await enter(hass, form, {**given, CONF_POLL_MINUTES: 30.0})
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert entry.options == {CONF_RECIPES: recipes, **given}
    assert type(entry.options[CONF_POLL_MINUTES]) is int
    assert entry.runtime_data.coordinator.update_interval == timedelta(minutes=30)
    assert _defaults(await open_step(hass, entry, "preferences")) == given


async def test_keeping_nothing_asks_for_more(
    hass: HomeAssistant, account: Account, set_up: SetUp, recipes: dict[str, Any]
) -> None:
    """It takes a tick of its own that nobody made for the owner; until then nothing is stored, the rest neither."""
    entry = await set_up(account)
    form = await open_step(hass, entry, "preferences")
    wish = {**_defaults(form), CONF_POLL_MINUTES: 30, CONF_KEEP_NOTHING: True}
    form = await enter(hass, form, wish)
    assert (form["type"], form["step_id"]) == (FlowResultType.FORM, "keep_nothing")
    assert [key.default for key in form["data_schema"].schema] == [vol.UNDEFINED]
    text = TEXTS["options"]["step"]["keep_nothing"]["description"].format(**form["description_placeholders"])
    assert f"the entire voice history of {account.email}" in text
    with pytest.raises(InvalidData):
        await enter(hass, form, {})
    form = await enter(hass, form, {"confirm": False})
    assert form["errors"] == {"confirm": "not_confirmed"}
    assert entry.options == {CONF_RECIPES: recipes}
    assert state(hass, "keep_recordings_for", "number") == "30"
    assert (await enter(hass, form, {"confirm": True}))["type"] is FlowResultType.CREATE_ENTRY
    assert entry.options == {CONF_RECIPES: recipes, **wish}
    assert entry.runtime_data.store.voice.nightly.scope().is_everything
    # Days that nothing is kept for are not shown.
    assert state(hass, "keep_recordings_for", "number") == STATE_UNAVAILABLE

    # Who leaves it on is not asked again, nor is who switches it off.
    form = await open_step(hass, entry, "preferences")
    assert (await enter(hass, form, _defaults(form)))["type"] is FlowResultType.CREATE_ENTRY
    form = await open_step(hass, entry, "preferences")
    result = await enter(hass, form, {**_defaults(form), CONF_KEEP_NOTHING: False})
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert state(hass, "keep_recordings_for", "number") == "30"
    assert not entry.runtime_data.store.voice.nightly.scope().is_everything


@pytest.mark.parametrize("damaged", ["yes", 1, None, [True]])
async def test_damaged_keeps_the_days(
    hass: HomeAssistant, account: Account, set_up: SetUp, recipes: dict[str, Any], damaged: Any
) -> None:
    """What cannot be read does not stand for keeping nothing."""
    entry = await set_up(account, options={CONF_RECIPES: recipes, CONF_KEEP_NOTHING: damaged})
    assert CONF_KEEP_NOTHING not in entry.options
    assert not entry.runtime_data.store.voice.nightly.scope().is_everything


def _defaults(form: Any) -> dict[str, Any]:
    """Return what a form suggests."""
    return {str(key): key.default() for key in form["data_schema"].schema}


async def test_preferences_out_of_range(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Neither too often for Amazon nor less than once a day; nobody is notified who cannot be."""
    refused = {
        CONF_POLL_MINUTES: (0, 1, -5, 1441, "often", None),
        CONF_RESCAN_REQUESTS: (-1,),
        CONF_NOTIFY: (None, "notify.phone", ["light.lamp"], ["phone"], [7], {"notify.phone": 1}),
        CONF_NOTIFY_ABOUT: (None, "receipt", ["all"], [["receipt"]], [None]),
    }
    form = await open_step(hass, entry, "preferences")
    for field, values in refused.items():
        for value in values:
            with pytest.raises(InvalidData):
                await enter(hass, form, {CONF_POLL_MINUTES: 10, CONF_RESCAN_REQUESTS: 300, field: value})
            assert entry.options == {}


def test_every_reason_has_a_text() -> None:
    """Every reason that the code knows has a text, and every text a reason."""
    room = Path(config_flow.__file__).parent / "amazon" / "recipes"
    files = (room / name for name in ("document.py", "request_form.py", "import_rules.py"))
    named = {name for file in files for name in re.findall(r'RecipeError\("(\w+)"', file.read_text("utf-8"))}
    assert named == REASONS
