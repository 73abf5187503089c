"""Requests that no lesson of the account taught: nothing is sent with them before the owner agreed and tested."""

from copy import deepcopy
import json
from typing import Any, Final

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.alexa_privacy.amazon.recipes.import_rules import objections
from custom_components.alexa_privacy.amazon.recipes.model import Recipes
from custom_components.alexa_privacy.const import CONF_KEEP_REVIEW_OFF, CONF_RECIPES
from custom_components.alexa_privacy.teaching.request_status import RequestStatuses
from tests.amazon_double import DIALECTS, Account, AmazonDouble, Fault
from tests.conftest import SetUp, poll, state
from tests.helpers.agreement import importable, learn_now
from tests.helpers.options import go_on, open_step
from tests.helpers.repairs import Named, says

SWITCHES = ("human_review", "message_review", "deletion_by_voice")


def sent(amazon: AmazonDouble) -> list[str]:
    """Return what was sent to the addresses that learned requests name."""
    return [f"{request.method} {request.path}" for request in amazon.requests if "made-up" in request.path]


async def import_requests(hass: HomeAssistant, entry: MockConfigEntry, document: Any) -> dict[str, Any]:
    """Paste requests into the options."""
    return await go_on(hass, await open_step(hass, entry, "requests"), {"recipes": json.dumps(document)})


def emptying(document: dict[str, Any]) -> dict[str, Any]:
    """Return requests of which reading a setting empties the history."""
    hostile = deepcopy(document)
    everything = {"method": "POST", "path": "/alexa-privacy/made-up-range/erase", "json": {"range": "ALL"}}
    hostile["switches"]["human_review"]["read"]["request"] = everything
    return hostile


async def test_options_that_something_else_wrote_do_nothing(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, recipes: dict[str, Any], repair: Named
) -> None:
    """Restored, edited or injected: no reading, no setting, no deletion, and a repair that says what waits."""
    held = account.held
    for document in (recipes, emptying(recipes)):
        options = {CONF_RECIPES: document, CONF_KEEP_REVIEW_OFF: True}
        entry = await set_up(account, options=options, learned=False, proven=False)
        await poll(hass, entry)
        assert sent(amazon) == []
        assert state(hass, "human_review", "switch") == "unavailable"
        assert entry.runtime_data.requests.recipes == Recipes()
        assert entry.runtime_data.store.request_statuses.taught == []
        assert repair(entry, "requests_waiting").told()
        assert not repair(entry, "not_tested").told()
        assert account.held == held
        await hass.config_entries.async_remove(entry.entry_id)


async def test_nothing_is_agreed_by_default(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, recipes: dict[str, Any], repair: Named
) -> None:
    """Each request is shown with its method, its address and what for; submitted as it is, the form agrees to none."""
    entry = await set_up(account, options={})
    form = await import_requests(hass, entry, recipes)
    assert form["step_id"] == "agree"
    (key,) = form["data_schema"].schema
    assert (type(key.default).__name__, key.description) == ("Undefined", None)
    words = form["description_placeholders"]["requests"]
    for part in (recipes["delete_recordings"], *(recipes["switches"][name] for name in SWITCHES)):
        for request in (part.get("request"), part.get("set"), (part.get("read") or {}).get("request")):
            assert request is None or f"`{request['method']} {request['path']}" in words
    assert "Sent automatically" in words
    assert "`" not in words.replace("`", "", words.count("`") // 2 * 2)
    assert (await go_on(hass, form, {}))["type"] == "create_entry"
    await poll(hass, entry)
    assert sent(amazon) == []
    assert entry.options == {CONF_RECIPES: recipes}
    assert repair(entry, "requests_waiting").told()


async def test_agreed_and_tested_requests_work(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, recipes: dict[str, Any], repair: Named
) -> None:
    """From the repair through agreement and tests, and only what was ticked; a restart forgets none of it."""
    entry = await set_up(account, options={CONF_RECIPES: recipes}, learned=False, proven=False)
    before = dict(account.settings)
    waiting = repair(entry, "requests_waiting")
    assert says(await waiting.open(), "requests_waiting") is None
    form = await open_step(hass, entry, "agree")
    form = await go_on(hass, form, {"agreed": ["delete_recordings", "human_review"]})
    assert sent(amazon) == []
    assert form["step_id"] == "test"
    form = await go_on(hass, form, {"recording": "1"})
    assert form["step_id"] == "try_setting"
    assert state(hass, "human_review", "switch") == "unavailable"
    assert not [line for line in sent(amazon) if "preference" in line]
    (key,) = form["data_schema"].schema
    assert type(key.default).__name__ == "Undefined"
    assert (await go_on(hass, form, {"how": "try"}))["reason"] == "tested"
    await hass.async_block_till_done(wait_background_tasks=True)
    assert account.settings == before
    assert len([line for line in sent(amazon) if line.startswith("POST") and "preference" in line]) == 2
    for _ in range(2):
        assert state(hass, "human_review", "switch") == "on"
        assert hass.states.get("switch.alexa_privacy_message_review") is None
        assert waiting.told(), "two settings were not agreed to"
        await hass.config_entries.async_reload(entry.entry_id)
        await hass.async_block_till_done(wait_background_tasks=True)
    assert (await open_step(hass, entry, "agree"))["data_schema"].schema


async def test_a_setting_that_was_not_tested_is_not_used(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, recipes: dict[str, Any]
) -> None:
    """Neither the switch nor the guard use it, nor is it read."""
    recipes = {"version": 1, "switches": recipes["switches"]}
    options = {CONF_RECIPES: recipes, CONF_KEEP_REVIEW_OFF: True}
    entry = await set_up(account, options=options, learned=False)
    form = await go_on(hass, await open_step(hass, entry, "agree"), {"agreed": ["human_review"]})
    assert (await go_on(hass, form, {"how": "skip"}))["type"] == "create_entry"
    await poll(hass, entry)
    assert sent(amazon) == []
    assert state(hass, "human_review", "switch") == "unavailable"
    assert account.settings["human_review"] is True
    assert (await open_step(hass, entry, "test"))["step_id"] == "try_setting"


HISTORY: Final = {
    "listing": {
        "request": {"method": "GET", "path": "/alexa-privacy/made-up-sounds"},
        "records": "/sounds",
        "id": "/id",
        "time": "/at",
        "unit": "ms",
    },
    "delete": {"request": {"method": "POST", "path": "/alexa-privacy/made-up-sounds/{{recording.id}}/gone"}},
}


@pytest.mark.parametrize(
    ("how", "outcome", "times"),
    [
        ("ignored", "setting_not_followed", 1),
        ("deletes", "setting_deleted", 1),
        ("not back", "setting_left", 2),
        ("lost on the way back", "setting_left", 2),
    ],
)
async def test_a_setting_that_fails_its_test(
    hass: HomeAssistant,
    amazon: AmazonDouble,
    account: Account,
    set_up: SetUp,
    recipes: dict[str, Any],
    how: str,
    outcome: str,
    times: int,
) -> None:
    """What does not follow, or takes recordings along, is sent once and never used."""
    recipes = {"version": 1, "switches": deepcopy(recipes["switches"])}
    everything = deepcopy(amazon.dialects["path"].recipes()["delete_everything"]["request"])
    if how == "deletes":
        # In words that say nothing of it.
        recipes["switches"]["human_review"]["set"] = {**everything, "form": [["on", "{{value}}"]]}
    entry = await set_up(account, options={CONF_RECIPES: recipes}, learned=False)
    form = await go_on(hass, await open_step(hass, entry, "agree"), {"agreed": ["human_review"]})
    amazon.clear_log()
    if how in {"ignored", "not back"}:
        amazon.fail(Fault.IGNORED, "settings", times=None, after=times - 1)
    elif how == "lost on the way back":
        amazon.fail(Fault.DROPPED, "settings", times=None, after=1)
    form = await go_on(hass, form, {"how": "try"})
    assert form["errors"] == {"base": outcome}
    assert len([line for line in sent(amazon) if not line.startswith("GET")]) == times
    assert (await go_on(hass, form, {"how": "skip"}))["type"] == "create_entry"
    assert state(hass, "human_review", "switch") == "unavailable"


@pytest.mark.parametrize(
    ("pointer", "value", "reason"),
    [
        ("read/request", {"method": "POST", "path": "/alexa-privacy/made-up-list/preferences"}, "foreign_read"),
        ("read/request/path", "/alexa-privacy/made-up-list/remove", "foreign_read"),
        ("read/request/path", "/alexa-privacy/made-up-list/Remove/", "foreign_read"),
        ("read/request/path", "/alexa-privacy/apd/deleteAll", "foreign_read"),
        ("read/request/path", "/alexa-privacy/apd/%64elete", "foreign_read"),
        ("read/request/path", "/alexa-privacy/apd/de{{time|utc:lete}}", "foreign_read"),
        ("read/request/query", [["operation", "PURGE_HISTORY"]], "foreign_read"),
        ("read/request/query", [["do", {"$join": ["de", "lete"], "with": ""}]], "foreign_read"),
        ("read/request/headers", {"X-Amz-Target": "Privacy.DeleteRecords"}, "foreign_read"),
        ("set/path", "/alexa-privacy/apd/delete-recordings", "foreign_set"),
        ("set/json", {"operationName": "EraseAll", "value": "{{value}}"}, "foreign_set"),
        ("read", None, "foreign_unread"),
        ("/delete_everything", {"request": {"method": "POST", "path": "/alexa-privacy/x"}}, "foreign_everything"),
        ("/histories", {"sounds": HISTORY}, "foreign_history"),
    ],
)
async def test_what_is_not_accepted_from_elsewhere(
    hass: HomeAssistant,
    amazon: AmazonDouble,
    account: Account,
    set_up: SetUp,
    recipes: dict[str, Any],
    pointer: str,
    value: Any,
    reason: str,
) -> None:
    """It is refused where it is pasted, cannot be agreed to where it is stored, and is no matter in an own lesson."""
    document = deepcopy(recipes)
    inner: Any = document if pointer.startswith("/") else document["switches"]["human_review"]
    *way, last = pointer.strip("/").split("/")
    for step in way:
        inner = inner[step]
    inner[last] = value
    name = {"/delete_everything": "delete_everything", "/histories": "sounds"}.get(pointer, "human_review")
    statuses = RequestStatuses({}, document)
    statuses.agree([name, "delete_recordings"])
    assert statuses.standing().agreed.keys() == {"version", "delete_recordings"}
    assert name not in statuses.standing().waiting
    assert "delete_recordings" in statuses.foreign

    entry = await set_up(account, options={})
    amazon.clear_log()
    form = await import_requests(hass, entry, document)
    assert form["errors"] == {"recipes": reason}
    assert entry.options == {}
    assert sent(amazon) == []
    learn_now(entry, document)
    assert (await import_requests(hass, entry, document))["step_id"] == "test"


@pytest.mark.parametrize("dialect", sorted(DIALECTS))
def test_an_honest_file_is_accepted(amazon_dialects: dict[str, Any], dialect: str) -> None:
    """Words such as deletion_by_voice are no deletion; a POST for reading is only for lessons."""
    found = objections(importable(amazon_dialects[dialect]))
    assert set(found) == (set(SWITCHES) if dialect == "graphql" else set())


@pytest.fixture
def amazon_dialects(amazon: AmazonDouble) -> dict[str, Any]:
    """Return the requests of every dialect."""
    return {name: dialect.recipes() for name, dialect in amazon.dialects.items()}


async def test_agreement_is_for_the_exact_request(recipes: dict[str, Any]) -> None:
    """Whatever changes in a request, or that it claims of itself, needs a new agreement."""
    statuses = RequestStatuses({}, recipes)
    names = ["delete_recordings", "human_review"]
    statuses.agree(names)
    stored = RequestStatuses.from_dict(json.loads(json.dumps(statuses.as_dict()))).under(recipes)
    assert stored.standing().untested == ("human_review",)
    assert set(stored.standing().waiting) == {"message_review", "deletion_by_voice"}
    for place, value in (("delete_recordings", {"batch": 7}), ("switches", {"values": {"on": False, "off": True}})):
        changed = deepcopy(recipes)
        part = changed[place] if place in changed and place != "switches" else changed["switches"]["human_review"]
        part.update(value)
        assert set(names) & set(stored.under(changed).standing().waiting)
    damaged: Any
    own = next(iter(statuses.as_dict()))
    for damaged in (None, [], 7, {own: "import"}, {own: [None, None, 0, "mine"]}, {own: [None, None, 0, 7]}):
        kept = RequestStatuses.from_dict(damaged).under(recipes)
        assert not kept.standing().agreed


async def test_the_owner_is_not_asked_twice(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, account: Account, set_up: SetUp, recipes: dict[str, Any]
) -> None:
    """Requests that are taken back are known, and a lesson of one's own needs no agreement."""
    entry = await set_up(account)
    form = await open_step(hass, entry, "requests")
    assert (await go_on(hass, form, {}))["type"] == "create_entry"
    result = await import_requests(hass, entry, recipes)
    while result.get("step_id") == "test":
        result = await go_on(hass, result, {"recording": "skip"})
    assert result["type"] == "create_entry"
    assert state(hass, "human_review", "switch") == "on"
