"""The guard: human review that is found on is switched off again, and the owner is told."""

from datetime import timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.const import STATE_OFF, STATE_ON, STATE_UNKNOWN
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import issue_registry as ir
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.alexa_privacy.const import CONF_KEEP_REVIEW_OFF, CONF_RECIPES, DOMAIN
from tests.amazon_double import Account, AmazonDouble, Fault
from tests.conftest import SetUp, poll, problems, state
from tests.helpers.options import go_on, open_step
from tests.helpers.timing import SetTiming

REVIEW = "human_review"
SWITCH = {"entity_id": f"switch.alexa_privacy_{REVIEW}"}


@pytest.fixture(autouse=True)
def _read_at_every_poll(timing: SetTiming) -> None:
    """Do not wait for hours."""
    timing(read_settings_every=-1.0)


@pytest.fixture
async def entry(amazon: AmazonDouble, account: Account, set_up: SetUp) -> MockConfigEntry:
    """Set an account up whose owner wishes review to be off, and where it is."""
    account.settings[REVIEW] = False
    options = {CONF_RECIPES: amazon.dialects["list"].recipes(), CONF_KEEP_REVIEW_OFF: True}
    return await set_up(account, options=options)


def guarded(hass: HomeAssistant) -> str | None:
    """Return what the owner was told last."""
    shown = hass.states.get("event.alexa_privacy_review_guard")
    assert shown
    kind: str | None = shown.attributes["event_type"]
    return kind


def comes_back(hass: HomeAssistant, entry: MockConfigEntry) -> bool:
    """Return whether the owner is told that it comes back again and again."""
    return ir.async_get(hass).async_get_issue(DOMAIN, f"review_comes_back_{entry.entry_id}") is not None


async def test_review_found_on_is_switched_off(
    hass: HomeAssistant, account: Account, entry: MockConfigEntry, caplog: pytest.LogCaptureFixture
) -> None:
    """It is off at Amazon, verified, and told by event and log; no problem is left."""
    assert guarded(hass) is None
    account.settings[REVIEW] = True
    await poll(hass, entry)
    assert account.settings[REVIEW] is False
    assert state(hass, REVIEW, "switch") == STATE_OFF
    assert guarded(hass) == "switched_off"
    assert "turned it off" in caplog.text
    assert state(hass, "protection", "binary_sensor") == STATE_OFF


async def test_review_that_is_on_at_set_up_is_switched_off(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """It need not have been off before."""
    options = {CONF_RECIPES: amazon.dialects["path"].recipes(), CONF_KEEP_REVIEW_OFF: True}
    await set_up(account, options=options)
    assert account.settings == {REVIEW: False, "message_review": True, "deletion_by_voice": False}


async def test_nothing_is_switched_that_nobody_wished(hass: HomeAssistant, account: Account, set_up: SetUp) -> None:
    """Without the wish the setting is Amazon's and the owner's own; that it is on is said."""
    entry = await set_up(account)
    await poll(hass, entry)
    assert account.settings[REVIEW] is True
    assert problems(hass) == ["review_on"]


@pytest.mark.parametrize("fault", [Fault.IGNORED, Fault.UNAVAILABLE, Fault.NOT_FOUND])
async def test_what_cannot_be_switched_off_is_a_problem(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, entry: MockConfigEntry, fault: Fault
) -> None:
    """It is told once, protection turns on, and each look tries again."""
    account.settings[REVIEW] = True
    amazon.fail(fault, "settings", times=2)
    await poll(hass, entry)
    assert guarded(hass) == "failed"
    assert state(hass, "protection", "binary_sensor") == STATE_ON
    told = hass.states.get("event.alexa_privacy_review_guard")
    await poll(hass, entry)
    assert hass.states.get("event.alexa_privacy_review_guard") is told
    await poll(hass, entry)
    assert guarded(hass) == "switched_off"
    assert account.settings[REVIEW] is False
    assert state(hass, "protection", "binary_sensor") == STATE_OFF


async def test_a_problem_lasts_until_it_is_seen_to_be_gone(
    hass: HomeAssistant,
    amazon: AmazonDouble,
    account: Account,
    entry: MockConfigEntry,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """However often it is looked at, it is one finding; what cannot be read is no end of it, but off is."""
    account.settings[REVIEW] = True
    amazon.fail(Fault.IGNORED, "settings", times=None)
    for _ in range(4):
        await poll(hass, entry)
    assert caplog.text.count("could not be turned off") == 1
    assert not comes_back(hass, entry)
    amazon.fail(Fault.TRUNCATED, "settings_read")
    await poll(hass, entry)
    assert state(hass, REVIEW, "switch") == STATE_UNKNOWN
    assert state(hass, "protection", "binary_sensor") == STATE_ON
    account.settings[REVIEW] = False
    await poll(hass, entry)
    assert state(hass, "protection", "binary_sensor") == STATE_OFF


@pytest.mark.parametrize("fault", [Fault.SIGN_IN, Fault.THROTTLED])
async def test_what_stops_the_account_is_no_finding(
    hass: HomeAssistant,
    amazon: AmazonDouble,
    account: Account,
    entry: MockConfigEntry,
    fault: Fault,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Where nothing can be asked, that is said of the whole account."""
    account.settings[REVIEW] = True
    amazon.fail(fault, "settings")
    await poll(hass, entry)
    assert not entry.runtime_data.coordinator.last_update_success
    assert "could not be turned off" not in caplog.text


async def test_what_waits_is_one_finding(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, entry: MockConfigEntry
) -> None:
    """However often Amazon asks to wait before it is switched off: it is told once that it was."""
    account.settings[REVIEW] = True
    amazon.fail(Fault.THROTTLED, "settings", times=4)
    for _ in range(4):
        await poll(hass, entry)
        entry.runtime_data.session._throttled_until = 0.0
        assert entry.runtime_data.settings.guard.is_violated
        assert not comes_back(hass, entry)
    await poll(hass, entry)
    assert account.settings[REVIEW] is False
    assert not entry.runtime_data.settings.guard.is_violated
    assert len(entry.runtime_data.settings.guard.incidents) == 1
    assert hass.states.get("event.alexa_privacy_review_guard").attributes["event_type"] == "switched_off"  # type: ignore[union-attr]  # it is there


async def test_what_came_back_long_ago_is_forgotten(
    hass: HomeAssistant, account: Account, entry: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    """Three times count within a week only."""
    for days in (0, 4, 4):
        freezer.tick(timedelta(days=days))
        account.settings[REVIEW] = True
        await poll(hass, entry)
        assert account.settings[REVIEW] is False
    assert not comes_back(hass, entry)


async def test_what_comes_back_is_reported(hass: HomeAssistant, account: Account, entry: MockConfigEntry) -> None:
    """The third time within a week a repair says so, also after a restart."""
    for _ in range(3):
        assert not comes_back(hass, entry)
        account.settings[REVIEW] = True
        await poll(hass, entry)
    assert comes_back(hass, entry)
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert comes_back(hass, entry)
    await hass.config_entries.async_remove(entry.entry_id)
    assert not comes_back(hass, entry)


async def test_the_switch_cannot_go_against_the_wish(
    hass: HomeAssistant, account: Account, entry: MockConfigEntry
) -> None:
    """Who wants it on changes the preferences first."""
    with pytest.raises(ServiceValidationError) as error:
        await hass.services.async_call("switch", "turn_on", SWITCH, blocking=True)
    assert error.value.translation_key == "review_kept_off"
    form = await open_step(hass, entry, "preferences")
    wishes = {marker.schema: marker.default() for marker in form["data_schema"].schema}
    assert (await go_on(hass, form, {**wishes, CONF_KEEP_REVIEW_OFF: False}))["type"] == "create_entry"
    await hass.services.async_call("switch", "turn_on", SWITCH, blocking=True)
    assert account.settings[REVIEW] is True
    await poll(hass, entry)
    assert account.settings[REVIEW] is True
