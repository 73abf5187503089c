"""The review switch and its like: set at Amazon, then read back."""

from typing import Any

from homeassistant.const import ATTR_ASSUMED_STATE, STATE_OFF, STATE_ON, STATE_UNAVAILABLE, STATE_UNKNOWN
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import issue_registry as ir
import pytest

from custom_components.alexa_privacy.const import CONF_RECIPES, DOMAIN
from tests.amazon_double import DIALECTS, Account, AmazonDouble, Fault
from tests.conftest import SetUp, poll, state
from tests.helpers.agreement import learn_now
from tests.helpers.switches import turn
from tests.helpers.timing import SetTiming

SWITCHES = ("human_review", "message_review", "deletion_by_voice")


@pytest.mark.parametrize("key", SWITCHES)
@pytest.mark.parametrize("dialect", DIALECTS)
async def test_a_switch_sets_one_setting(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, dialect: str, key: str
) -> None:
    """Off and on at Amazon, whatever its dialect, and no other setting with it."""
    account.settings = {"human_review": True, "message_review": False, "deletion_by_voice": True}
    before = dict(account.settings)
    await set_up(account, options={CONF_RECIPES: amazon.dialects[dialect].recipes()})
    for name, on in before.items():
        assert state(hass, name, "switch") == (STATE_ON if on else STATE_OFF)
    await turn(hass, key, on=not before[key])
    assert account.settings == before | {key: not before[key]}
    assert state(hass, key, "switch") == (STATE_OFF if before[key] else STATE_ON)
    await turn(hass, key, on=before[key])
    assert account.settings == before


async def test_a_setting_that_did_not_take_is_an_error(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """200 is not a setting: the switch shows what Amazon shows."""
    await set_up(account)
    amazon.fail(Fault.IGNORED, "settings")
    with pytest.raises(HomeAssistantError) as error:
        await turn(hass, "human_review", on=False)
    assert error.value.translation_key == "setting_not_taken"
    assert state(hass, "human_review", "switch") == STATE_ON
    assert amazon.count("settings") == 1


@pytest.mark.parametrize(
    ("fault", "key"),
    [
        (Fault.NOT_FOUND, "withdrawn"),
        (Fault.BAD_REQUEST, "refused"),
        (Fault.STALE_CSRF, "refused"),
        (Fault.UNAUTHORIZED, "signed_out"),
        (Fault.SIGN_IN, "signed_out"),
        (Fault.THROTTLED, "throttled"),
        (Fault.UNAVAILABLE, "cannot_connect"),
        (Fault.DROPPED, "cannot_connect"),
    ],
)
async def test_a_setting_that_failed_is_an_error_and_unknown(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, fault: Fault, key: str
) -> None:
    """What went wrong is said, the request is not repeated, and the state is unknown until Amazon is read again."""
    await set_up(account)
    amazon.fail(fault, "settings")
    with pytest.raises(HomeAssistantError) as error:
        await turn(hass, "human_review", on=False)
    assert error.value.translation_key == key
    assert state(hass, "human_review", "switch") == STATE_UNKNOWN
    assert amazon.count("settings") == 1
    assert account.settings["human_review"] is True


async def test_what_cannot_be_read_back_is_unknown(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """Where reading back fails nothing is claimed, although Amazon took the request."""
    await set_up(account)
    amazon.fail(Fault.JSON_LIST, "settings_read", times=None)
    with pytest.raises(HomeAssistantError) as error:
        await turn(hass, "human_review", on=False)
    assert error.value.translation_key == "bad_answer"
    assert state(hass, "human_review", "switch") == STATE_UNKNOWN


async def test_a_setting_is_read_back_until_it_shows(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """Once it shows at Amazon, the owner waits for no further reading."""
    await set_up(account)
    amazon.clear_log()
    await turn(hass, "human_review", on=False)
    assert state(hass, "human_review", "switch") == STATE_OFF
    assert (amazon.count("settings"), amazon.count("settings_read")) == (1, 1)


async def test_a_setting_changed_elsewhere_shows(
    hass: HomeAssistant, account: Account, set_up: SetUp, timing: SetTiming
) -> None:
    """A switch flipped in Amazon's app shows once the settings are read again."""
    timing(read_settings_every=-1.0)
    entry = await set_up(account)
    account.settings["human_review"] = False
    await poll(hass, entry)
    assert state(hass, "human_review", "switch") == STATE_OFF


@pytest.mark.parametrize(
    ("fault", "broken"),
    [(Fault.NOT_FOUND, True), (Fault.BAD_REQUEST, True), (Fault.UNAVAILABLE, False), (Fault.TRUNCATED, False)],
)
async def test_a_reading_that_amazon_no_longer_knows_is_reported(
    hass: HomeAssistant,
    amazon: AmazonDouble,
    account: Account,
    set_up: SetUp,
    timing: SetTiming,
    fault: Fault,
    broken: bool,
) -> None:
    """A request that Amazon refuses for good has to be learned again; one that fails for a while does not."""
    timing(read_settings_every=-1.0)
    entry = await set_up(account)
    await turn(hass, "human_review", on=False)
    amazon.fail(fault, "settings_read", times=None)
    await poll(hass, entry)
    assert state(hass, "human_review", "switch") == STATE_UNKNOWN
    assert ("human_review" in entry.runtime_data.store.request_statuses.broken) is broken
    amazon.heal()
    await turn(hass, "human_review", on=True)
    assert entry.runtime_data.store.request_statuses.broken == []


async def test_what_failed_is_read_at_the_next_poll(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """Nobody waits for hours to know how a setting is that could not be set."""
    entry = await set_up(account)
    amazon.fail(Fault.UNAVAILABLE, "settings")
    with pytest.raises(HomeAssistantError):
        await turn(hass, "human_review", on=False)
    assert state(hass, "human_review", "switch") == STATE_UNKNOWN
    await poll(hass, entry)
    assert state(hass, "human_review", "switch") == STATE_ON


async def test_settings_are_not_read_at_every_poll(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """They change rarely."""
    entry = await set_up(account)
    amazon.clear_log()
    await poll(hass, entry)
    assert amazon.count("settings_read") == 0


@pytest.mark.parametrize("fault", [Fault.NOT_FOUND, Fault.JSON_LIST, Fault.TRUNCATED, Fault.UNAVAILABLE])
async def test_an_unreadable_setting_takes_no_count_away(
    hass: HomeAssistant,
    amazon: AmazonDouble,
    account: Account,
    set_up: SetUp,
    fault: Fault,
) -> None:
    """The switch is unknown, the figures stay."""
    amazon.fail(fault, "settings_read", times=None)
    await set_up(account)
    assert state(hass, "human_review", "switch") == STATE_UNKNOWN
    assert state(hass, "recordings") == str(account.held)


async def test_without_a_way_to_read_the_state_is_assumed(
    hass: HomeAssistant, account: Account, set_up: SetUp, recipes: dict[str, Any]
) -> None:
    """What was set is shown, and said to be assumed."""
    del recipes["switches"]["human_review"]["read"]
    await set_up(account, options={CONF_RECIPES: recipes})
    assert state(hass, "human_review", "switch") == STATE_UNKNOWN
    await turn(hass, "human_review", on=False)
    assert account.settings["human_review"] is False
    shown = hass.states.get("switch.alexa_privacy_human_review")
    assert shown
    assert shown.state == STATE_OFF
    assert shown.attributes[ATTR_ASSUMED_STATE] is True


async def test_what_was_not_taught_is_unavailable(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """The review switch is there but unavailable, the others are not there, and a repair says what to do."""
    entry = await set_up(account, options={})
    assert state(hass, "human_review", "switch") == STATE_UNAVAILABLE
    assert hass.states.get("switch.alexa_privacy_message_review") is None
    issues = ir.async_get(hass)
    assert issues.async_get_issue(DOMAIN, f"not_taught_{entry.entry_id}")
    recipes = amazon.dialects["list"].recipes()
    learn_now(entry, recipes)
    hass.config_entries.async_update_entry(entry, options={CONF_RECIPES: recipes})
    assert await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert issues.async_get_issue(DOMAIN, f"not_taught_{entry.entry_id}") is None
    assert state(hass, "human_review", "switch") == STATE_ON
