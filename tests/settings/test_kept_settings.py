"""Settings that the owner keeps as they are: found otherwise they are set back, and the owner is told."""

import json
from typing import Any

from homeassistant.const import STATE_OFF, STATE_ON
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers.translation import async_get_translations
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_mock_service

from custom_components.alexa_privacy.const import (
    CONF_KEEP_REVIEW_OFF,
    CONF_KEPT_SETTINGS,
    CONF_NOTIFY,
    CONF_RECIPES,
    CONF_SETTING_NAMES,
    DOMAIN,
)
from custom_components.alexa_privacy.diagnostics import async_get_config_entry_diagnostics
from tests.amazon_double import Account, AmazonDouble, Fault
from tests.amazon_double.dialects.list import choice_recipe
from tests.conftest import SetUp, poll, problems, state
from tests.helpers.options import go_on, open_step
from tests.helpers.repairs import Named, lead
from tests.helpers.switches import turn
from tests.helpers.timing import SetTiming

RETENTION = "recordings_kept"
SELECT = "how_long_to_keep_recordings"
KEY, NAME = "annas_lampen", "Annas Lampen"
BLIND, BLIND_NAME = "blind", "Cannot be read"
EVENT = "event.alexa_privacy_review_guard"
VALUES = {"until_deleted": "UNTIL_DELETED", "three_months": "THREE_MONTHS", "do_not_save": "DO_NOT_SAVE"}


@pytest.fixture(autouse=True)
async def _words(hass: HomeAssistant, timing: SetTiming) -> None:
    """Load the texts, as Home Assistant does at its start, and do not wait for hours."""
    await async_get_translations(hass, "en", "selector", {DOMAIN})
    timing(read_settings_every=-1.0)


@pytest.fixture
def options(amazon: AmazonDouble, account: Account) -> dict[str, Any]:
    """Return what was taught: a select, a switch, and a switch that cannot be read."""
    account.settings["human_review"] = False
    recipes: dict[str, Any] = amazon.dialects["list"].recipes()
    switch = choice_recipe("smart-home-history", {"on": True, "off": False})
    blind = {name: part for name, part in switch.items() if name != "read"}
    recipes["switches"] |= {KEY: switch, BLIND: blind}
    recipes["selects"] = {RETENTION: choice_recipe("recording-retention", VALUES)}
    return {CONF_RECIPES: recipes, CONF_SETTING_NAMES: {KEY: NAME, BLIND: BLIND_NAME}}


async def keep(hass: HomeAssistant, entry: MockConfigEntry, **kept: str) -> None:
    """Choose in the preferences what is kept."""
    form = await open_step(hass, entry, "preferences")
    given = {marker.schema: marker.default() for marker in form["data_schema"].schema}
    names = {"recordings": "How long to keep recordings", "lamps": NAME}
    wishes = {names[name]: position for name, position in kept.items()}
    assert (await go_on(hass, form, {**given, CONF_KEPT_SETTINGS: given[CONF_KEPT_SETTINGS] | wishes}))[
        "type"
    ] == "create_entry"
    await hass.async_block_till_done(wait_background_tasks=True)


def told(hass: HomeAssistant) -> tuple[str | None, str | None]:
    """Return what the event says."""
    shown = hass.states.get(EVENT)
    assert shown
    return shown.attributes["event_type"], shown.attributes.get("setting")


def issue(hass: HomeAssistant, entry: MockConfigEntry, name: str) -> str | None:
    """Return the settings that a repair names."""
    found = ir.async_get(hass).async_get_issue(DOMAIN, f"{name}_{entry.entry_id}")
    return found.translation_placeholders["settings"] if found and found.translation_placeholders else None


async def test_the_preferences_offer_what_can_be_read(
    hass: HomeAssistant, account: Account, set_up: SetUp, options: dict[str, Any]
) -> None:
    """Each by its name, with its values in words; one without a reading cannot be kept."""
    entry = await set_up(account, options=options)
    form = await open_step(hass, entry, "preferences")
    [kept] = [part for marker, part in form["data_schema"].schema.items() if marker.schema == CONF_KEPT_SETTINGS]
    fields = {marker.schema: choice.config["options"] for marker, choice in kept.schema.schema.items()}
    assert fields.keys() == {NAME, "How long to keep recordings"}
    assert [each["value"] for each in fields[NAME]] == ["not-kept", "on", "off"]
    labels = [each["label"] for each in fields["How long to keep recordings"]]
    assert labels == ["not-kept", "Until deleted", "Three months", "Do not save"]
    assert kept.options == {"collapsed": True}
    await keep(hass, entry, recordings="three_months")
    assert entry.options[CONF_KEPT_SETTINGS] == {RETENTION: "three_months"}
    form = await open_step(hass, entry, "preferences")
    [given] = [marker.default() for marker in form["data_schema"].schema if marker.schema == CONF_KEPT_SETTINGS]
    assert given == {NAME: "not-kept", "How long to keep recordings": "three_months"}


async def test_without_such_a_setting_nothing_is_offered(hass: HomeAssistant, account: Account, set_up: SetUp) -> None:
    """The built-in ones have their own preferences."""
    entry = await set_up(account)
    form = await open_step(hass, entry, "preferences")
    assert CONF_KEPT_SETTINGS not in form["data_schema"].schema


async def test_what_is_found_otherwise_is_set_back(
    hass: HomeAssistant, account: Account, set_up: SetUp, options: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    """At once when it is chosen, and at every poll: verified, and told by the event, with no problem left."""
    entry = await set_up(account, options=options)
    await keep(hass, entry, recordings="three_months", lamps="off")
    assert account.choices == {"recording-retention": "THREE_MONTHS", "smart-home-history": False}
    assert (state(hass, SELECT, "select"), state(hass, KEY, "switch")) == ("Three months", STATE_OFF)
    account.choices["recording-retention"] = "UNTIL_DELETED"
    await poll(hass, entry)
    assert account.choices["recording-retention"] == "THREE_MONTHS"
    assert told(hass) == ("set_back", RETENTION)
    account.choices["smart-home-history"] = True
    await poll(hass, entry)
    assert account.choices["smart-home-history"] is False
    assert told(hass) == ("set_back", KEY)
    assert state(hass, KEY, "switch") == STATE_OFF
    assert problems(hass) == []
    assert "set it back" in caplog.text
    # The stand-in for the disk logs what is written to it, if the machine is slow enough that this happens meanwhile.
    said = [line for line in caplog.text.splitlines() if "Writing data to" not in line]
    assert KEY not in "\n".join(said).replace(f"switch.alexa_privacy_{KEY}", "")
    assert issue(hass, entry, "setting_comes_back") is None
    figures = await async_get_config_entry_diagnostics(hass, entry)
    assert sorted(figures["found_otherwise"].values()) == [0, 2, 2]
    assert KEY not in json.dumps(figures, default=str)


async def test_human_review_beside_it(
    hass: HomeAssistant, account: Account, set_up: SetUp, options: dict[str, Any]
) -> None:
    """Each is guarded by itself."""
    entry = await set_up(account, options={**options, CONF_KEEP_REVIEW_OFF: True, CONF_KEPT_SETTINGS: {KEY: "on"}})
    account.settings["human_review"] = True
    await poll(hass, entry)
    assert told(hass) == ("switched_off", "human_review")
    assert account.settings["human_review"] is False
    account.choices["smart-home-history"] = False
    await poll(hass, entry)
    assert told(hass) == ("set_back", KEY)
    assert account.choices["recording-retention"] == "UNTIL_DELETED"


async def test_another_position_is_refused(
    hass: HomeAssistant, account: Account, set_up: SetUp, options: dict[str, Any]
) -> None:
    """Who wants it otherwise changes the preferences first; the kept position itself may be set."""
    entry = await set_up(account, options={**options, CONF_KEPT_SETTINGS: {KEY: "on", RETENTION: "until_deleted"}})
    with pytest.raises(ServiceValidationError) as error:
        await turn(hass, KEY, on=False)
    assert error.value.translation_key == "setting_kept"
    assert error.value.translation_placeholders == {"setting": NAME}
    await turn(hass, KEY, on=True)
    data = {"entity_id": f"select.alexa_privacy_{SELECT}", "option": "Do not save"}
    with pytest.raises(ServiceValidationError) as error:
        await hass.services.async_call("select", "select_option", data, blocking=True)
    assert account.choices == {"recording-retention": "UNTIL_DELETED", "smart-home-history": True}
    await keep(hass, entry, recordings="not-kept", lamps="not-kept")
    assert entry.options[CONF_KEPT_SETTINGS] == {}
    await hass.services.async_call("select", "select_option", data, blocking=True)
    await turn(hass, KEY, on=False)
    await poll(hass, entry)
    assert account.choices == {"recording-retention": "DO_NOT_SAVE", "smart-home-history": False}


@pytest.mark.parametrize("fault", [Fault.IGNORED, Fault.UNAVAILABLE])
async def test_what_cannot_be_set_back_is_a_repair(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, options: dict[str, Any], fault: Fault
) -> None:
    """It is told once, each poll tries again, and what cannot be read is no end of it."""
    entry = await set_up(account, options={**options, CONF_KEPT_SETTINGS: {KEY: "on"}})
    account.choices["smart-home-history"] = False
    amazon.fail(fault, "settings", times=3)
    await poll(hass, entry)
    assert told(hass) == ("failed", KEY)
    assert issue(hass, entry, "setting_not_kept") == NAME
    shown = hass.states.get(EVENT)
    await poll(hass, entry)
    assert hass.states.get(EVENT) is shown
    amazon.fail(Fault.TRUNCATED, "settings_read", times=None)
    await poll(hass, entry)
    assert issue(hass, entry, "setting_not_kept") == NAME
    amazon.heal()
    await poll(hass, entry)
    assert told(hass) == ("set_back", KEY)
    assert issue(hass, entry, "setting_not_kept") is None
    assert account.choices["smart-home-history"] is True


async def test_what_comes_back_is_a_repair(
    hass: HomeAssistant, account: Account, set_up: SetUp, options: dict[str, Any], repair: Named
) -> None:
    """The third time within a week, also after a restart; it leads to the preferences."""
    entry = await set_up(account, options={**options, CONF_KEPT_SETTINGS: {KEY: "on", RETENTION: "three_months"}})
    for _ in range(3):
        assert issue(hass, entry, "setting_comes_back") is None
        account.choices["smart-home-history"] = False
        await poll(hass, entry)
    assert issue(hass, entry, "setting_comes_back") == NAME
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert issue(hass, entry, "setting_comes_back") == NAME
    found = repair(entry, "setting_comes_back")
    form = await found.open()
    assert form["description_placeholders"]["settings"] == NAME
    assert (await lead(hass, await found.submit(form)))["step_id"] == "preferences"
    await keep(hass, entry, recordings="three_months", lamps="not-kept")
    assert issue(hass, entry, "setting_comes_back") is None


async def test_it_is_notified_without_its_name(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, options: dict[str, Any]
) -> None:
    """Once while it cannot be set back, and when it was."""
    sent = async_mock_service(hass, "notify", "send_message")
    hass.states.async_set("notify.phone", "unknown")
    kept = {CONF_KEPT_SETTINGS: {KEY: "on"}, CONF_NOTIFY: ["notify.phone"]}
    entry = await set_up(account, options={**options, **kept})
    account.choices["smart-home-history"] = False
    await poll(hass, entry)
    [call] = sent
    assert "was changed and has been set back" in call.data["message"]
    assert NAME not in call.data["message"]
    amazon.fail(Fault.IGNORED, "settings", times=2)
    account.choices["smart-home-history"] = False
    await poll(hass, entry)
    await poll(hass, entry)
    assert [("cannot be set back" in each.data["message"]) for each in sent] == [False, True]
    await poll(hass, entry)
    assert len(sent) == 2


async def test_what_is_forgotten_is_not_kept(
    hass: HomeAssistant, account: Account, set_up: SetUp, options: dict[str, Any]
) -> None:
    """A setting that is taught again later is not kept before the owner says so."""
    entry = await set_up(account, options={**options, CONF_KEPT_SETTINGS: {KEY: "on", RETENTION: "until_deleted"}})
    recipes = json.loads(json.dumps(entry.options[CONF_RECIPES]))
    del recipes["switches"][KEY]
    form = await open_step(hass, entry, "requests")
    assert (await go_on(hass, form, {"recipes": json.dumps(recipes)}))["type"] == "create_entry"
    assert entry.options[CONF_KEPT_SETTINGS] == {RETENTION: "until_deleted"}
    account.choices["smart-home-history"] = False
    await poll(hass, entry)
    assert account.choices["smart-home-history"] is False


@pytest.mark.parametrize("is_loaded", [True, False])
async def test_a_position_that_means_something_else_is_not_kept(
    hass: HomeAssistant, account: Account, set_up: SetUp, options: dict[str, Any], is_loaded: bool
) -> None:
    """Numbered positions depend on the order of a lesson: taught again, another value may have the name."""
    kept = {CONF_KEPT_SETTINGS: {KEY: "on", RETENTION: "until_deleted"}}
    entry = await set_up(account, options={**options, **kept})
    recipes = json.loads(json.dumps(entry.options[CONF_RECIPES]))
    values = {**VALUES, "until_deleted": "DO_NOT_SAVE", "do_not_save": "UNTIL_DELETED"}
    recipes["selects"][RETENTION] = choice_recipe("recording-retention", values)
    entry.runtime_data.store.request_statuses.under(recipes).learn([RETENTION])
    if not is_loaded:
        await entry.runtime_data.store.save()
        await hass.config_entries.async_unload(entry.entry_id)
    form = await open_step(hass, entry, "requests")
    assert (await go_on(hass, form, {"recipes": json.dumps(recipes)}))["type"] == "create_entry"
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert entry.options[CONF_KEPT_SETTINGS] == {KEY: "on"}
    await poll(hass, entry)
    assert account.choices["recording-retention"] == "UNTIL_DELETED"


@pytest.mark.parametrize("kept", [{KEY: "sideways", BLIND: "on", "unknown": "on"}, {KEY: 7}, "on"])
async def test_what_is_corrupt_keeps_nothing(
    hass: HomeAssistant, account: Account, set_up: SetUp, options: dict[str, Any], kept: Any
) -> None:
    """Positions that do not exist, and settings that cannot be read, are left alone."""
    entry = await set_up(account, options={**options, CONF_KEPT_SETTINGS: kept})
    account.choices["smart-home-history"] = False
    await poll(hass, entry)
    assert account.choices["smart-home-history"] is False
    await turn(hass, KEY, on=True)
    assert state(hass, KEY, "switch") == STATE_ON
    assert not entry.runtime_data.settings.kept
