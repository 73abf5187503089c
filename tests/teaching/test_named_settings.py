"""Settings that the owner names: taught, shown as a switch or a select, and forgotten."""

from copy import deepcopy
import json
import logging
from typing import Any

from homeassistant.const import STATE_OFF, STATE_ON, STATE_UNAVAILABLE, STATE_UNKNOWN
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er, issue_registry as ir
from homeassistant.helpers.translation import async_get_translations
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.alexa_privacy.const import CONF_KEPT_SETTINGS, CONF_RECIPES, CONF_SETTING_NAMES, DOMAIN
from custom_components.alexa_privacy.diagnostics import async_get_config_entry_diagnostics
from custom_components.alexa_privacy.permissions import NotAllowedError
from custom_components.alexa_privacy.settings.named_settings import (
    key_for,
    option_names,
    readable,
    tidy_name,
    with_requests,
)
from tests.amazon_double import Account, AmazonDouble, Fault
from tests.amazon_double.dialects.list import choice_recipe
from tests.conftest import SetUp, poll, state
from tests.helpers.lessons import RETENTION, choosing, teach_named
from tests.helpers.options import go_on, open_step, upload
from tests.helpers.switches import turn
from tests.helpers.timing import SetTiming

KEPT = "how_long_to_keep_recordings"
OPTIONS = {
    "until_deleted": "UNTIL_DELETED",
    "eighteen_months": "EIGHTEEN_MONTHS",
    "three_months": "THREE_MONTHS",
    "do_not_save": "DO_NOT_SAVE",
}
NAME = "Annas Lampen (unten)"
KEY = "annas_lampen_unten"
HOME = [False, True, False, True]


@pytest.fixture(autouse=True)
async def words(hass: HomeAssistant) -> None:
    """Load the texts, as Home Assistant does at its start."""
    await async_get_translations(hass, "en", "selector", {DOMAIN})


@pytest.fixture
def recipes() -> dict[str, Any]:
    """Return a switch and a select that the owner named."""
    return {
        "version": 1,
        "switches": {KEY: choice_recipe("smart-home-history", {"on": True, "off": False})},
        "selects": {"recordings_kept": choice_recipe("recording-retention", OPTIONS)},
    }


@pytest.fixture
async def entry(set_up: SetUp, account: Account, recipes: dict[str, Any]) -> MockConfigEntry:
    """Set up an account that was taught both."""
    return await set_up(account, options={CONF_RECIPES: recipes, CONF_SETTING_NAMES: {KEY: NAME}})


async def select(hass: HomeAssistant, option: str, context: Context | None = None) -> None:
    """Select how long recordings are kept."""
    data = {"entity_id": f"select.alexa_privacy_{KEPT}", "option": option}
    await hass.services.async_call("select", "select_option", data, blocking=True, context=context)


async def status(hass: HomeAssistant, entry: MockConfigEntry) -> str:
    """Return what the menu says of other settings."""
    menu = await open_step(hass, entry, "teach")
    hass.config_entries.options.async_abort(menu["flow_id"])
    said: str = menu["description_placeholders"]["another_setting"]
    return said


async def test_a_setting_of_more_values_becomes_a_select(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, account: Account, set_up: SetUp
) -> None:
    """How long recordings are kept is offered by name, shown in words, set and read back."""
    entry = await set_up(account, options={})
    assert await status(hass, entry) == "not taught"
    form = await open_step(hass, entry, "teach", "another_setting")
    options = form["data_schema"].schema["setting"].config["options"]
    assert options == [{"value": "recordings_kept", "label": "How long to keep recordings (not taught)"}]
    hass.config_entries.options.async_abort(form["flow_id"])
    har = choosing(account, "recording-retention", RETENTION)
    form = await teach_named(hass, hass_client, entry, "recordings_kept", har)
    assert (form["step_id"], form["errors"]) == ("confirm", {}), form["description_placeholders"]
    said = form["description_placeholders"]["requests"]
    assert said.startswith("**How long to keep recordings**")
    assert all(f"`{name}`" in said for name in ("Until deleted", "Eighteen months", "Three months", "Do not save"))
    assert (await go_on(hass, form, {}))["type"] == "create_entry"
    assert state(hass, KEPT, "select") == "Until deleted"
    shown = hass.states.get(f"select.alexa_privacy_{KEPT}")
    assert shown
    assert set(shown.attributes["options"]) == {"Until deleted", "Eighteen months", "Three months", "Do not save"}
    assert await status(hass, entry) == "How long to keep recordings: to be tested"
    await select(hass, "Three months")
    assert account.choices["recording-retention"] == "THREE_MONTHS"
    assert state(hass, KEPT, "select") == "Three months"
    assert await status(hass, entry) == "How long to keep recordings: tested"


async def test_a_setting_of_two_values_becomes_a_switch(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, account: Account, set_up: SetUp
) -> None:
    """It has the name that the owner gave, also after a restart; teaching it again keeps the entity."""
    entry = await set_up(account, options={})
    har = choosing(account, "smart-home-history", HOME)
    form = await teach_named(hass, hass_client, entry, f"  {NAME}  ", har, "on")
    assert form["step_id"] == "confirm", form["description_placeholders"]
    assert (await go_on(hass, form, {}))["type"] == "create_entry"
    assert entry.options[CONF_SETTING_NAMES] == {KEY: NAME}
    assert state(hass, KEY, "switch") == STATE_ON
    found = hass.states.get(f"switch.alexa_privacy_{KEY}")
    assert found
    assert found.name == f"Alexa Privacy {NAME}"
    await turn(hass, KEY, on=False)
    assert account.choices["smart-home-history"] is False
    assert state(hass, KEY, "switch") == STATE_OFF
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert state(hass, KEY, "switch") == STATE_OFF
    assert await status(hass, entry) == f"{NAME}: tested"
    form = await teach_named(hass, hass_client, entry, KEY, har, "on")
    assert (await go_on(hass, form, {}))["type"] == "create_entry"
    assert len(er.async_get(hass).entities.get_entries_for_config_entry_id(entry.entry_id)) == len(
        {each.unique_id for each in er.async_get(hass).entities.get_entries_for_config_entry_id(entry.entry_id)}
    )
    assert state(hass, KEY, "switch") == STATE_OFF


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("", "setting_name_invalid"),
        ("   ", "setting_name_invalid"),
        ("...", "setting_name_invalid"),
        ("x" * 61, "setting_name_invalid"),
        ("[a](https://example.org)", "setting_name_invalid"),
        ("<b>", "setting_name_invalid"),
        ("`{x}`", "setting_name_invalid"),
        ("a\x00b", "setting_name_invalid"),
        ("human review", "setting_name_built_in"),
        ("Delete recordings", "setting_name_built_in"),
        ("How long to KEEP recordings", "setting_name_taken"),
        ("annas lampen (Unten)", "setting_name_taken"),
    ],
)
async def test_a_name_that_is_refused_says_why(
    hass: HomeAssistant, entry: MockConfigEntry, name: str, reason: str
) -> None:
    """The owner reads it in the form, and may give another one."""
    form = await open_step(hass, entry, "teach", "another_setting")
    form = await go_on(hass, form, {"setting": name})
    assert (form["step_id"], form["errors"]) == ("another_setting", {"base": reason})
    form = await go_on(hass, form, {"setting": "Something else"})
    assert form["menu_options"] == ["visit", "har"]
    form = await go_on(hass, form, {"next_step_id": "har"})
    assert form["step_id"] == "teach_named_setting"
    assert form["description_placeholders"]["setting"] == "Something else"


async def test_a_lesson_in_which_it_was_flipped_once(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, account: Account, set_up: SetUp
) -> None:
    """What is missing is said, nothing is stored, and the name is not kept."""
    entry = await set_up(account, options={})
    har = choosing(account, "recording-retention", ["THREE_MONTHS", "UNTIL_DELETED"])
    form = await teach_named(hass, hass_client, entry, "My setting", har)
    assert (form["step_id"], form["errors"]) == ("teach_named_setting", {"base": "setting_too_few"})
    assert entry.options == {}


async def test_a_setting_of_its_own_lesson_is_no_select(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, account: Account, set_up: SetUp
) -> None:
    """Human review that is more than on or off is not taken for a switch."""
    entry = await set_up(account, options={})
    form = await open_step(hass, entry, "teach", "human_review", "har")
    har = choosing(account, "recording-retention", RETENTION)
    form = await go_on(hass, form, {"har": await upload(hass, hass_client, har), "is": "on"})
    assert (form["step_id"], form["errors"]) == ("teach_setting", {"base": "setting_no_switch"})
    assert entry.options == {}


async def test_a_value_that_was_not_taught_is_unknown(
    hass: HomeAssistant, account: Account, entry: MockConfigEntry, timing: SetTiming
) -> None:
    """Amazon may add values; what is not known is not claimed."""
    timing(read_settings_every=-1.0)
    assert state(hass, KEPT, "select") == "Until deleted"
    account.choices["recording-retention"] = "FIVE_YEARS"
    account.choices["smart-home-history"] = "maybe"
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert state(hass, KEPT, "select") == STATE_UNKNOWN
    assert state(hass, KEY, "switch") == STATE_UNKNOWN
    account.choices["recording-retention"] = "THREE_MONTHS"
    await poll(hass, entry)
    assert state(hass, KEPT, "select") == "Three months"


async def test_a_request_without_effect_is_said_and_breaks(
    hass: HomeAssistant, amazon: AmazonDouble, entry: MockConfigEntry
) -> None:
    """What Amazon takes and forgets is an error; of a tested request a repair says so, with the owner's name for it."""
    await select(hass, "Three months")
    amazon.fail(Fault.IGNORED, "settings", times=None)
    with pytest.raises(HomeAssistantError) as error:
        await select(hass, "Do not save")
    assert error.value.translation_key == "setting_not_taken"
    assert state(hass, KEPT, "select") == "Three months"
    issue = ir.async_get(hass).async_get_issue(DOMAIN, f"requests_broken_{entry.entry_id}")
    assert issue
    assert issue.translation_placeholders
    assert issue.translation_placeholders["requests"] == "How long to keep recordings"
    amazon.heal()
    await select(hass, "Do not save")
    assert ir.async_get(hass).async_get_issue(DOMAIN, f"requests_broken_{entry.entry_id}") is None


async def test_only_administrators_change_it(
    hass: HomeAssistant, account: Account, entry: MockConfigEntry, hass_read_only_user: MockUser
) -> None:
    """As with every entity that writes."""
    before = dict(account.choices)
    context = Context(user_id=hass_read_only_user.id)
    hass_read_only_user.mock_policy({"entities": True})
    with pytest.raises(NotAllowedError):
        await select(hass, "Three months", context)
    target = {"entity_id": f"switch.alexa_privacy_{KEY}"}
    with pytest.raises(NotAllowedError):
        await hass.services.async_call("switch", "turn_off", target, blocking=True, context=context)
    assert account.choices == before


async def test_what_is_forgotten_goes(hass: HomeAssistant, entry: MockConfigEntry, recipes: dict[str, Any]) -> None:
    """Its entity and its name go with the request; what stays keeps its own."""
    del recipes["switches"]
    form = await open_step(hass, entry, "requests")
    assert (await go_on(hass, form, {"recipes": json.dumps(recipes)}))["type"] == "create_entry"
    assert hass.states.get(f"switch.alexa_privacy_{KEY}") is None
    assert er.async_get(hass).async_get(f"switch.alexa_privacy_{KEY}") is None
    assert state(hass, KEPT, "select") == "Until deleted"
    assert CONF_SETTING_NAMES not in entry.options
    form = await open_step(hass, entry, "requests")
    assert (await go_on(hass, form, {}))["type"] == "create_entry"
    assert er.async_get(hass).async_get(f"select.alexa_privacy_{KEPT}") is None


async def test_a_setting_that_changes_its_kind(
    hass: HomeAssistant, entry: MockConfigEntry, recipes: dict[str, Any]
) -> None:
    """A switch that is taught as a select leaves no switch behind."""
    recipes["selects"][KEY] = choice_recipe("recording-retention", OPTIONS)
    del recipes["switches"]
    entry.runtime_data.store.request_statuses.under(recipes).learn([KEY])
    hass.config_entries.async_update_entry(entry, options={**entry.options, CONF_RECIPES: recipes})
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert er.async_get(hass).async_get(f"switch.alexa_privacy_{KEY}") is None
    assert state(hass, KEY, "select") == "Until deleted"


async def test_requests_that_are_unreadable_take_no_entity_away(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """What is corrupt may be corrected; until then the entities are unavailable."""
    options = deepcopy(dict(entry.options))
    options[CONF_RECIPES]["version"] = 99
    hass.config_entries.async_update_entry(entry, options=options)
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert er.async_get(hass).async_get(f"select.alexa_privacy_{KEPT}")
    assert state(hass, KEPT, "select") == STATE_UNAVAILABLE


async def test_an_imported_setting_is_agreed_to_and_tested(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, recipes: dict[str, Any]
) -> None:
    """It does nothing before, is shown by a readable name, and its test leaves the setting as it was."""
    entry = await set_up(account, options={})
    before = dict(account.choices)
    form = await open_step(hass, entry, "requests")
    form = await go_on(hass, form, {"recipes": json.dumps(recipes)})
    assert form["step_id"] == "agree"
    said = form["description_placeholders"]["requests"]
    assert "**Annas lampen unten**" in said
    assert "**How long to keep recordings**" in said
    assert amazon.count("settings") == 0
    form = await go_on(hass, form, {"agreed": ["recordings_kept", KEY]})
    for name in ("Annas lampen unten", "How long to keep recordings"):
        assert (form["step_id"], form["description_placeholders"]["way"]) == ("try_setting", name)
        form = await go_on(hass, form, {"how": "try"})
    assert form["reason"] == "setting_tested"
    assert account.choices == before
    assert amazon.count("settings") == 4
    assert state(hass, KEPT, "select") == "Until deleted"
    assert state(hass, KEY, "switch") == STATE_ON


async def test_the_name_is_in_no_log_and_no_diagnostics(
    hass: HomeAssistant,
    amazon: AmazonDouble,
    entry: MockConfigEntry,
    caplog: pytest.LogCaptureFixture,
    timing: SetTiming,
) -> None:
    """What the owner calls a setting may be personal."""
    caplog.clear()
    caplog.set_level(logging.DEBUG, "custom_components.alexa_privacy")
    timing(read_settings_every=-1.0)
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    await turn(hass, KEY, on=False)
    amazon.fail(Fault.NOT_FOUND, "settings_read", times=None)
    await poll(hass, entry)
    told = json.dumps(await async_get_config_entry_diagnostics(hass, entry), default=str)
    ours = [
        record.getMessage() for record in caplog.records if record.name.startswith("custom_components.alexa_privacy")
    ]
    assert "setting_1" in told
    assert any("that the owner named" in line for line in ours)
    for text in (told, *ours):
        assert KEY not in text
        assert NAME not in text


async def test_names_that_are_corrupt(
    hass: HomeAssistant, account: Account, set_up: SetUp, recipes: dict[str, Any]
) -> None:
    """The settings are there, under names made of their keys."""
    await set_up(account, options={CONF_RECIPES: recipes, CONF_SETTING_NAMES: {KEY: 7}})
    found = hass.states.get(f"switch.alexa_privacy_{KEY}")
    assert found
    assert found.name == "Alexa Privacy Annas lampen unten"


def test_what_is_kept_means_the_same() -> None:
    """However requests change: a position stays kept as long as its value is the same, and the setting is there."""
    before: dict[str, Any] = {
        "selects": {"a": {"values": {"position_1": "X", "position_2": "Y"}}},
        "switches": {KEY: {"values": {}}},
    }
    after = {"selects": {"a": {"values": {"position_1": "Y", "position_2": "X"}}}}
    same = {"selects": {"a": {"values": {"position_3": "Z", **before["selects"]["a"]["values"]}}}}
    options = {
        CONF_RECIPES: before,
        CONF_KEPT_SETTINGS: {"a": "position_1", KEY: "on"},
        CONF_SETTING_NAMES: {KEY: NAME},
    }
    assert with_requests({**options, "other": 1}, after) == {CONF_RECIPES: after, "other": 1}
    kept = with_requests(options, same, {"a": "A"})
    assert kept == {CONF_RECIPES: same, CONF_KEPT_SETTINGS: {"a": "position_1"}, CONF_SETTING_NAMES: {"a": "A"}}
    assert with_requests(options, {}) == {}


def test_keys_are_new_and_short() -> None:
    """Whatever a name is, its key may stand in a document, and is nobody else's."""
    taken: list[str] = []
    for name in (
        "Küche",
        "Kuche",
        "録音の保存",
        "spoken",
        "human_review",
        "delete everything",
        "x" * 60,
        "x" * 59,
        "🙂",
    ):
        key = key_for(name, taken)
        assert key.isascii()
        assert 0 < len(key) <= 40
        taken.append(key)
    assert len(set(taken)) == len(taken)
    assert not {"spoken", "human_review", "delete_everything", "recordings_kept"} & set(taken)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("SAVE_18_MONTHS", "Save 18 months"),
        ("saveFor18Months", "Save for 18 months"),
        ("do-not-save", "Do not save"),
        ("18", "18"),
        ("P18M", "P18M"),
        ("bis zum Löschen", "bis zum Löschen"),
        ("_", "_"),
    ],
)
def test_values_are_made_readable(said: str, shown: str) -> None:
    """An identifier is said in words, other texts stay."""
    assert readable(said) == shown


def test_options_are_told_apart() -> None:
    """No two options have the same name, whatever their values are."""
    values = {"a": "NEVER", "b": "never", "c": None, "d": True, "e": 3}
    assert option_names(values) == {"a": "Never (a)", "b": "Never (b)", "c": "C", "d": "True", "e": "3"}


@pytest.mark.parametrize(("text", "name"), [(" a \t b ", "a b"), ("हिन्दी", "हिन्दी"), ("a_b", None), ("a*b", None)])
def test_names_are_tidied(text: str, name: str | None) -> None:
    """Spaces are one, letters of all scripts are taken, and nothing that Markdown reads."""
    assert tidy_name(text) == name
