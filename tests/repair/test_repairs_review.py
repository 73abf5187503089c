"""Human review that comes back, or stays on: told, and switched off or left alone from the dialog."""

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.alexa_privacy.const import CONF_ACCEPT_REVIEW, CONF_KEEP_REVIEW_OFF, CONF_RECIPES
from tests.amazon_double import Account, AmazonDouble, Fault
from tests.conftest import SetUp, poll, problems, state
from tests.helpers.repairs import Named, lead, says, ways
from tests.helpers.timing import SetTiming

REVIEW = "human_review"


@pytest.fixture(autouse=True)
def _read_at_every_poll(timing: SetTiming) -> None:
    """Do not wait for hours until a setting is read again."""
    timing(read_settings_every=-1.0)


async def find_review_on(hass: HomeAssistant, account: Account, entry: MockConfigEntry, *, times: int = 3) -> None:
    """Let somebody switch human review on, and the guard find it so."""
    for _ in range(times):
        account.settings[REVIEW] = True
        await poll(hass, entry)


@pytest.fixture
async def guarded(amazon: AmazonDouble, account: Account, set_up: SetUp) -> MockConfigEntry:
    """Set an account up that keeps human review off."""
    account.settings[REVIEW] = False
    return await set_up(account, options={CONF_RECIPES: amazon.dialects["list"].recipes(), CONF_KEEP_REVIEW_OFF: True})


async def test_review_is_switched_off_for_good(
    hass: HomeAssistant, account: Account, guarded: MockConfigEntry, repair: Named
) -> None:
    """The dialog tells how often and since when; it is told again once it comes back as often again."""
    comes_back = repair(guarded, "review_comes_back")
    await find_review_on(hass, account, guarded, times=4)
    form = await comes_back.open()
    assert says(form, "review_comes_back") is None
    assert ways(form) == ["switch_off", "teach", "leave"]
    assert form["description_placeholders"]["count"] == "4"
    account.settings[REVIEW] = True
    assert (await comes_back.submit(form, how="switch_off"))["type"] == "create_entry"
    assert account.settings[REVIEW] is False
    assert state(hass, REVIEW, "switch") == "off"

    await find_review_on(hass, account, guarded, times=2)
    await hass.config_entries.async_reload(guarded.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert not comes_back.told()
    await find_review_on(hass, account, guarded, times=1)
    assert comes_back.told()


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault.IGNORED, "setting_not_taken"),
        (Fault.UNAVAILABLE, "cannot_connect"),
        (Fault.NOT_FOUND, "withdrawn"),
        (Fault.SIGN_IN, "signed_out"),
    ],
)
async def test_review_that_cannot_be_switched_off(
    hass: HomeAssistant,
    amazon: AmazonDouble,
    account: Account,
    guarded: MockConfigEntry,
    repair: Named,
    fault: Fault,
    error: str,
) -> None:
    """The dialog says why, and can be submitted again."""
    comes_back = repair(guarded, "review_comes_back")
    await find_review_on(hass, account, guarded)
    account.settings[REVIEW] = True
    planned = amazon.fail(fault, "settings", times=None)
    form = await comes_back.submit(await comes_back.open(), how="switch_off")
    assert says(form, "review_comes_back") == error
    assert form["description_placeholders"]["count"] == "3"
    assert comes_back.told()
    planned.times = 0
    assert (await comes_back.submit(form, how="switch_off"))["type"] == "create_entry"
    assert account.settings[REVIEW] is False
    assert not comes_back.told()


async def test_review_is_left_alone(
    hass: HomeAssistant, account: Account, guarded: MockConfigEntry, repair: Named
) -> None:
    """The preference changes, and nothing else."""
    comes_back = repair(guarded, "review_comes_back")
    await find_review_on(hass, account, guarded)
    before = dict(guarded.options)
    assert (await comes_back.submit(await comes_back.open(), how="leave"))["type"] == "create_entry"
    assert guarded.options == {**before, CONF_KEEP_REVIEW_OFF: False, CONF_ACCEPT_REVIEW: True}
    assert guarded.state is ConfigEntryState.LOADED
    await find_review_on(hass, account, guarded)
    assert account.settings[REVIEW] is True
    assert not comes_back.told()


@pytest.mark.parametrize(("how", "left_on"), [("switch_off", False), ("leave", True)])
async def test_review_that_stays_on(
    hass: HomeAssistant,
    amazon: AmazonDouble,
    account: Account,
    guarded: MockConfigEntry,
    repair: Named,
    how: str,
    left_on: bool,
) -> None:
    """It is told as long as it cannot be switched off, and mended from the dialog."""
    stays_on = repair(guarded, "review_stays_on")
    planned = amazon.fail(Fault.IGNORED, "settings", times=None)
    await find_review_on(hass, account, guarded, times=1)
    assert state(hass, "protection", "binary_sensor") == "on"
    form = await stays_on.open()
    assert says(form, "review_stays_on") is None
    assert ways(form) == ["switch_off", "teach", "leave"]
    form = await stays_on.submit(form, how="switch_off")
    assert says(form, "review_stays_on") == "setting_not_taken"
    assert (await lead(hass, await stays_on.submit(await stays_on.open(), how="teach")))["step_id"] == "teach"
    assert stays_on.told()
    planned.times = 0
    assert (await stays_on.submit(form, how=how))["type"] == "create_entry"
    assert account.settings[REVIEW] is left_on
    assert not stays_on.told()
    assert state(hass, "protection", "binary_sensor") == "off"
    await poll(hass, guarded)
    assert not stays_on.told()


async def test_review_that_goes_off_by_itself(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, guarded: MockConfigEntry, repair: Named
) -> None:
    """Once a later look has switched it off, nothing is told any more."""
    stays_on = repair(guarded, "review_stays_on")
    amazon.fail(Fault.UNAVAILABLE, "settings")
    await find_review_on(hass, account, guarded, times=1)
    assert stays_on.told()
    await poll(hass, guarded)
    assert account.settings[REVIEW] is False
    assert not stays_on.told()


@pytest.mark.parametrize(("how", "left_on"), [("switch_off", False), ("leave", True)])
async def test_review_that_nobody_decided_on(
    hass: HomeAssistant, account: Account, set_up: SetUp, repair: Named, how: str, left_on: bool
) -> None:
    """That it is on is told, until the owner switches it off, for good, or accepts it, also after a restart."""
    entry = await set_up(account)
    review_on = repair(entry, "review_on")
    for _ in range(2):
        assert review_on.told()
        assert problems(hass) == ["review_on"]
        await hass.config_entries.async_reload(entry.entry_id)
        await hass.async_block_till_done(wait_background_tasks=True)
    form = await review_on.open()
    assert says(form, "review_on") is None
    assert ways(form) == ["switch_off", "teach", "leave"]
    assert (await review_on.submit(form, how=how))["type"] == "create_entry"
    await hass.async_block_till_done(wait_background_tasks=True)
    assert account.settings[REVIEW] is left_on
    assert not review_on.told()
    assert state(hass, "protection", "binary_sensor") == "off"
    await find_review_on(hass, account, entry, times=1)
    assert account.settings[REVIEW] is left_on
    assert not review_on.told()
    assert state(hass, "protection", "binary_sensor") == "off"


async def test_review_that_is_switched_off_elsewhere(
    hass: HomeAssistant, account: Account, set_up: SetUp, repair: Named
) -> None:
    """By the switch, or in Amazon's app: nothing is told any more; in an outage it stays as it was."""
    entry = await set_up(account)
    review_on = repair(entry, "review_on")
    await hass.services.async_call("switch", "turn_off", {"entity_id": f"switch.alexa_privacy_{REVIEW}"}, blocking=True)
    assert not review_on.told()
    await find_review_on(hass, account, entry, times=1)
    assert review_on.told()
    account.settings[REVIEW] = False
    await poll(hass, entry)
    assert not review_on.told()


async def test_review_without_its_request(
    hass: HomeAssistant, account: Account, guarded: MockConfigEntry, repair: Named
) -> None:
    """What nobody taught is not offered."""
    await find_review_on(hass, account, guarded)
    hass.config_entries.async_update_entry(guarded, options={CONF_KEEP_REVIEW_OFF: True})
    await hass.config_entries.async_reload(guarded.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert ways(await repair(guarded, "review_comes_back").open()) == ["teach", "leave"]
