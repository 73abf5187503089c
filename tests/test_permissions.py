"""Who may delete and change settings: every entity that writes, asked in every way that Home Assistant knows."""

from dataclasses import asdict
from typing import Any

from homeassistant.auth.const import GROUP_ID_READ_ONLY, GROUP_ID_USER
from homeassistant.components import conversation
from homeassistant.const import STATE_UNAVAILABLE, Platform
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import Unauthorized
from homeassistant.helpers import entity_registry as er
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from custom_components.alexa_privacy.const import CONF_RECIPES, CONF_WHO_MAY
from custom_components.alexa_privacy.permissions import NotAllowedError, WhoMay
from tests.amazon_double import Account
from tests.conftest import SetUp, state

# Every way in which Home Assistant lets an entity of these platforms be written to.
WRITES: dict[str, list[tuple[str, dict[str, Any]]]] = {
    Platform.BUTTON: [("press", {})],
    Platform.NUMBER: [("set_value", {"value": 7})],
    Platform.SELECT: [
        ("select_option", {"option": "weekend"}),
        ("select_next", {}),
        ("select_previous", {}),
        ("select_first", {}),
        ("select_last", {}),
    ],
    Platform.SWITCH: [("turn_on", {}), ("turn_off", {}), ("toggle", {})],
    Platform.TIME: [("set_value", {"time": "04:30:00"})],
}
READS = {Platform.BINARY_SENSOR, Platform.EVENT, Platform.SENSOR}
REVIEW = "switch.alexa_privacy_human_review"


@pytest.fixture
async def entry(hass: HomeAssistant, account: Account, set_up: SetUp) -> MockConfigEntry:
    """Set an account up, with all of its entities enabled."""
    found = await set_up(account)
    registry = er.async_get(hass)
    disabled = [each for each in er.async_entries_for_config_entry(registry, found.entry_id) if each.disabled_by]
    for each in disabled:
        registry.async_update_entity(each.entity_id, disabled_by=None)
    await hass.config_entries.async_reload(found.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    return found


@pytest.fixture
def user(hass: HomeAssistant) -> MockUser:
    """Return somebody who lives here and is no administrator."""
    return in_group(hass, GROUP_ID_USER)


def in_group(hass: HomeAssistant, group: str, **about: Any) -> MockUser:
    """Return somebody with a group's rights."""
    found = MockUser(**about).add_to_hass(hass)
    found.groups = [hass.auth._store._groups[group]]
    return found


def open_to_everyone(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Let everyone in the home delete and change settings."""
    hass.config_entries.async_update_entry(entry, options={**entry.options, CONF_WHO_MAY: WhoMay.EVERYONE.value})


def as_it_is(account: Account, entry: MockConfigEntry) -> tuple[Any, ...]:
    """Return all that writing could change, here and at Amazon."""
    return account.held, dict(account.settings), asdict(entry.runtime_data.store.voice.nightly)


async def write(hass: HomeAssistant, entity_id: str, service: str, data: dict[str, Any], context: Context) -> None:
    """Call one action on an entity."""
    domain = entity_id.partition(".")[0]
    await hass.services.async_call(domain, service, {"entity_id": entity_id, **data}, blocking=True, context=context)


def writing(hass: HomeAssistant, entry: MockConfigEntry) -> list[tuple[str, str, dict[str, Any]]]:
    """Return every way to write to every entity of the account."""
    entities = er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id)
    assert {each.domain for each in entities} == WRITES.keys() | READS
    return [
        (each.entity_id, service, data)
        for each in entities
        for service, data in WRITES.get(each.domain, [])
        # What cannot be used right now, Home Assistant passes over.
        if (shown := hass.states.get(each.entity_id)) and shown.state != STATE_UNAVAILABLE
    ]


async def test_every_entity_refuses_those_who_are_no_administrators(
    hass: HomeAssistant, account: Account, entry: MockConfigEntry, user: MockUser
) -> None:
    """A user, one who may only look, a user of the past and one who is locked out change nothing, and are told why."""
    gone = in_group(hass, GROUP_ID_USER, id="gone")
    await hass.auth.async_remove_user(gone)
    contexts = [
        Context(user_id=user.id),
        Context(user_id=in_group(hass, GROUP_ID_READ_ONLY).id),
        Context(user_id=gone.id),
        Context(user_id=in_group(hass, GROUP_ID_USER, is_active=False).id),
    ]
    before, ways = as_it_is(account, entry), writing(hass, entry)
    assert {entity_id.partition(".")[0] for entity_id, *_ in ways} == WRITES.keys()
    for way in ways:
        for context in contexts:
            with pytest.raises(Unauthorized):
                await write(hass, *way, context)
    assert as_it_is(account, entry) == before


async def test_a_refusal_says_what_to_do(
    hass: HomeAssistant, entry: MockConfigEntry, hass_ws_client: WebSocketGenerator
) -> None:
    """The frontend gets a text that it can show."""
    user = await hass.auth.async_create_user("Noa", group_ids=[GROUP_ID_USER])
    token = await hass.auth.async_create_refresh_token(user, "https://home.example")
    client = await hass_ws_client(hass, hass.auth.async_create_access_token(token))
    await client.send_json_auto_id(
        {"type": "call_service", "domain": "switch", "service": "turn_on", "target": {"entity_id": REVIEW}}
    )
    error = (await client.receive_json())["error"]
    assert error["translation_key"] == "not_allowed"
    assert error["message"].startswith("Only an administrator can do this.")


async def test_administrators_and_automations_may(
    hass: HomeAssistant, account: Account, entry: MockConfigEntry, user: MockUser
) -> None:
    """Also an automation that a user's deed sets off: that it acts is its owner's wish."""
    administrator = Context(user_id=MockUser(is_owner=True).add_to_hass(hass).id)
    await write(hass, REVIEW, "turn_off", {}, administrator)
    assert account.settings["human_review"] is False
    assert await async_setup_component(hass, "input_boolean", {"input_boolean": {"guests": None}})
    steps = {
        "alias": "Guests",
        "triggers": {"trigger": "state", "entity_id": "input_boolean.guests", "to": "on"},
        "actions": {"action": "switch.turn_on", "target": {"entity_id": REVIEW}},
    }
    assert await async_setup_component(hass, "automation", {"automation": steps})
    await write(hass, "input_boolean.guests", "turn_on", {}, Context(user_id=user.id))
    await hass.async_block_till_done(wait_background_tasks=True)
    assert account.settings["human_review"] is True


@pytest.mark.parametrize("way", ["script", "scene", "homeassistant"])
async def test_no_way_around(
    hass: HomeAssistant, account: Account, entry: MockConfigEntry, user: MockUser, way: str
) -> None:
    """A script, a scene and the general action are used by somebody: what that user may not do, they do not."""
    await write(hass, REVIEW, "turn_off", {}, Context())
    steps = {"way": {"sequence": [{"action": "switch.turn_on", "target": {"entity_id": REVIEW}}]}}
    assert await async_setup_component(hass, "homeassistant", {})
    assert await async_setup_component(hass, "script", {"script": steps})
    assert await async_setup_component(hass, "scene", {"scene": [{"name": "way", "entities": {REVIEW: "on"}}]})
    await hass.async_block_till_done()
    domain, service, entity_id = {
        "script": ("script", "way", None),
        "scene": ("scene", "turn_on", "scene.way"),
        "homeassistant": ("homeassistant", "turn_on", REVIEW),
    }[way]
    target = {"entity_id": entity_id} if entity_id else {}
    with pytest.raises(Unauthorized):
        await hass.services.async_call(domain, service, target, blocking=True, context=Context(user_id=user.id))
    await hass.async_block_till_done(wait_background_tasks=True)
    assert account.settings["human_review"] is False


async def test_two_at_once_are_told_apart(
    hass: HomeAssistant, account: Account, entry: MockConfigEntry, user: MockUser
) -> None:
    """While an administrator's wish is done, another's is refused all the same, whoever comes first."""
    administrator = MockUser(is_owner=True).add_to_hass(hass)
    for first, second in ((user, administrator), (administrator, user)):
        results: list[BaseException | None] = []
        tasks = [
            hass.async_create_task(write(hass, REVIEW, "turn_off", {}, Context(user_id=each.id)))
            for each in (first, second)
        ]
        for task in tasks:
            try:
                await task
            except Unauthorized as err:
                results.append(err)
            else:
                results.append(None)
        refused = [isinstance(result, NotAllowedError) for result in results]
        assert refused == [first is user, second is user]


async def test_a_satellite_does_not_know_who_speaks(
    hass: HomeAssistant, account: Account, entry: MockConfigEntry
) -> None:
    """What a voice satellite hears changes nothing, until the account is open to everyone."""
    for component in ("homeassistant", "conversation", "intent"):
        assert await async_setup_component(hass, component, {})
    await write(hass, REVIEW, "turn_off", {}, Context())

    async def speak() -> None:
        """Say it to a satellite, which shows that it listens."""
        heard = Context()
        hass.states.async_set("assist_satellite.kitchen", "listening", context=heard)
        hass.states.async_set("assist_satellite.kitchen", "processing", context=heard)
        await conversation.async_converse(hass, "turn on Alexa Privacy human review", None, heard, "en")
        hass.states.async_set("assist_satellite.kitchen", "idle", context=heard)
        await hass.async_block_till_done(wait_background_tasks=True)

    await speak()
    assert account.settings["human_review"] is False
    open_to_everyone(hass, entry)
    await speak()
    assert account.settings["human_review"] is True


async def test_open_to_everyone(
    hass: HomeAssistant, account: Account, entry: MockConfigEntry, user: MockUser, recipes: dict[str, Any]
) -> None:
    """Then users may write to every entity; those who may only look, are gone or locked out still may not."""
    open_to_everyone(hass, entry)
    gone = in_group(hass, GROUP_ID_USER, id="gone")
    await hass.auth.async_remove_user(gone)
    others = [in_group(hass, GROUP_ID_READ_ONLY), gone, in_group(hass, GROUP_ID_USER, is_active=False)]
    before, ways = as_it_is(account, entry), writing(hass, entry)
    for way in ways:
        for other in others:
            with pytest.raises(Unauthorized):
                await write(hass, *way, Context(user_id=other.id))
    assert as_it_is(account, entry) == before
    for way in ways:
        await write(hass, *way, Context(user_id=user.id))
    assert as_it_is(account, entry) != before
    with pytest.raises(Unauthorized):
        await hass.services.async_call(
            "alexa_privacy",
            "delete_recordings",
            {"everything": True},
            blocking=True,
            return_response=True,
            context=Context(user_id=user.id),
        )
    assert entry.options == {CONF_RECIPES: recipes, CONF_WHO_MAY: "everyone"}


@pytest.mark.parametrize("damaged", ["all", "", None, True, 1, ["everyone"], {"everyone": True}])
async def test_damaged_means_administrators(
    hass: HomeAssistant, account: Account, set_up: SetUp, recipes: dict[str, Any], user: MockUser, damaged: Any
) -> None:
    """What cannot be read opens nothing."""
    entry = await set_up(account, options={CONF_RECIPES: recipes, CONF_WHO_MAY: damaged})
    assert CONF_WHO_MAY not in entry.options
    with pytest.raises(NotAllowedError):
        await write(hass, REVIEW, "turn_off", {}, Context(user_id=user.id))
    assert state(hass, "human_review", "switch") == "on"
