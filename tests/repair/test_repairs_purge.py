"""A night that was given up: told with its figures, and mended from the dialog."""

from datetime import time
import json
from typing import Any

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.alexa_privacy.const import CONF_RECIPES, CONF_SPOKEN
from custom_components.alexa_privacy.deletion.nightly import RETRY_AFTER
from tests.amazon_double import Account, AmazonDouble, Fault
from tests.conftest import SetUp
from tests.helpers.leaks import found, private
from tests.helpers.repairs import ENGLISH, Named, Repair, lead, says, ways
from tests.helpers.sign_in import enter_password


async def fail_a_night(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Let the last try of a night that is due fail."""
    nightly = entry.runtime_data.store.voice.nightly
    nightly.enabled, nightly.at, nightly.tries = True, time(0), len(RETRY_AFTER)
    nightly.keep_nothing = True
    entry.runtime_data.voice.schedule.check()
    await hass.async_block_till_done(wait_background_tasks=True)
    assert nightly.failed


@pytest.fixture
async def failed_night(hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp) -> MockConfigEntry:
    """Set an account up whose night was given up, as Amazon was away; it is back."""
    entry = await set_up(account)
    amazon.fail(Fault.UNAVAILABLE, "delete", times=None)
    await fail_a_night(hass, entry)
    amazon.heal()
    return entry


@pytest.fixture
def failed(failed_night: MockConfigEntry, repair: Named) -> Repair:
    """Return the repair of that night."""
    return repair(failed_night, "purge_failed")


async def test_a_failed_night_is_tried_again(amazon: AmazonDouble, account: Account, failed: Repair) -> None:
    """The dialog shows figures, tries again, says why that failed, and ends once all is verified gone."""
    form = await failed.open()
    assert says(form, "purge_failed") == "not_all_gone"
    assert ways(form) == ["again"]
    shown = form["description_placeholders"]
    assert [shown[name] for name in ("matched", "verified_gone", "still_listed", "unknown")] == ["120", "0", "120", "0"]
    assert not found(private(account), {person.first_name for person in account.persons}, json.dumps(form))

    planned = amazon.fail(Fault.UNAVAILABLE, "delete", times=None)
    form = await failed.submit(form, how="again")
    assert says(form, "purge_failed") == "not_all_gone"
    planned.times = 0
    planned = amazon.fail(Fault.SIGN_IN, "v2", times=None)
    form = await failed.submit(form, how="again")
    assert says(form, "purge_failed") == "signed_out"
    assert failed.told()
    assert form["description_placeholders"]["matched"] == "?"
    planned.times = 0
    result = await failed.submit(form, how="again")
    assert (result["type"], result["description"]) == ("create_entry", "verified")
    text = ENGLISH["issues"]["purge_failed"]["fix_flow"]["create_entry"]["verified"]
    assert text.format(**result["description_placeholders"]).endswith("120")
    assert account.held == 0
    assert not failed.told()


async def test_a_purge_outlives_its_dialog(hass: HomeAssistant, account: Account, failed: Repair) -> None:
    """Who closes the dialog ends the wait for the purge, not the purge."""
    step = await failed.begin(await failed.open(), how="again")
    assert (step["type"], step["progress_action"]) == ("progress", "again")
    await failed.close(step)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert account.held == 0
    assert not failed.told()


async def test_a_purge_that_is_interrupted(
    hass: HomeAssistant, account: Account, failed_night: MockConfigEntry, failed: Repair
) -> None:
    """Where the account is unloaded meanwhile, the dialog says so; the purge goes on when it is loaded."""
    step = await failed.begin(await failed.open(), how="again")
    assert await hass.config_entries.async_unload(failed_night.entry_id)
    result = await failed.submit(step)
    assert (result["type"], result["reason"]) == ("abort", "not_loaded")
    assert failed.told()
    await hass.config_entries.async_setup(failed_night.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert account.held == 0
    assert not failed.told()


async def test_a_night_that_was_mended_elsewhere(
    account: Account, failed_night: MockConfigEntry, failed: Repair
) -> None:
    """A dialog that was left open deletes nothing any more."""
    form = await failed.open()
    await failed_night.runtime_data.voice.schedule.change(enabled=False)
    result = await failed.submit(form, how="again")
    assert result["type"] == "create_entry"
    assert account.held == 120


async def test_a_night_whose_receipt_is_lost(failed_night: MockConfigEntry, failed: Repair) -> None:
    """The dialog then claims no figures."""
    failed_night.runtime_data.store.receipts._kept.clear()
    form = await failed.open()
    assert says(form, "purge_failed") is None
    assert {form["description_placeholders"][name] for name in ("matched", "verified_gone", "finished")} == {"?"}


@pytest.mark.parametrize(
    ("taught", "error", "step"), [(False, "nothing_taught", "teach"), (True, "not_tested", "test")]
)
async def test_a_failed_night_leads_to_the_teaching(
    hass: HomeAssistant,
    account: Account,
    set_up: SetUp,
    recipes: dict[str, Any],
    repair: Named,
    taught: bool,
    error: str,
    step: str,
) -> None:
    """Where nothing can delete, the dialog leads to what teaches or proves it."""
    entry = await set_up(account, options={CONF_RECIPES: recipes} if taught else {}, proven=False)
    entry.runtime_data.store.voice.nightly.keep_days = 3
    await fail_a_night(hass, entry)
    failed = repair(entry, "purge_failed")
    form = await failed.open()
    assert says(form, "purge_failed") == error
    assert ways(form) == [step, "again"]
    assert (await lead(hass, await failed.submit(form, how=step)))["step_id"] == step
    assert failed.told()
    if taught:
        entry.runtime_data.store.request_statuses.works("delete_recordings")
        assert ways(await failed.open()) == ["again"]


async def test_a_failed_night_leads_to_what_is_broken(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, repair: Named
) -> None:
    """A request that stopped working is taught again."""
    entry = await set_up(account)
    amazon.fail(Fault.NOT_FOUND, "delete", times=None)
    await fail_a_night(hass, entry)
    failed = repair(entry, "purge_failed")
    form = await failed.open()
    assert ways(form) == ["teach", "again"]
    assert (await lead(hass, await failed.submit(form, how="teach")))["step_id"] == "teach"


async def test_a_failed_night_leads_to_the_echo(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, repair: Named
) -> None:
    """Where the Echo that deletes by voice is gone, another is chosen."""
    spoken = {"enabled": True, "device": "gone", "language": "en-US"}
    entry = await set_up(account, options={CONF_SPOKEN: spoken})
    await fail_a_night(hass, entry)
    failed = repair(entry, "purge_failed")
    form = await failed.open()
    assert says(form, "purge_failed") == "echo_unavailable"
    assert ways(form) == ["voice", "again"]
    assert (await lead(hass, await failed.submit(form, how="voice")))["step_id"] == "voice"


async def test_a_failed_night_leads_to_the_sign_in(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, repair: Named
) -> None:
    """Where Amazon wants a new sign-in, the dialog leads to the one that was asked for."""
    entry = await set_up(account)
    amazon.fail(Fault.SIGN_IN, "v2", times=None)
    await fail_a_night(hass, entry)
    failed = repair(entry, "purge_failed")
    form = await failed.open()
    assert ways(form) == ["reauth", "again"]
    step = await lead(hass, await failed.submit(form, how="reauth"))
    assert step["step_id"] == "reauth_confirm"
    assert len(hass.config_entries.flow.async_progress()) == 1
    hass.config_entries.flow.async_abort(step["flow_id"])
    step = await lead(hass, await failed.submit(await failed.open(), how="reauth"))
    amazon.heal()
    result = await enter_password(hass, step, account)
    assert result["reason"] == "reauth_successful"
    assert (await failed.submit(await failed.open(), how="again"))["type"] == "create_entry"
    assert not failed.told()
