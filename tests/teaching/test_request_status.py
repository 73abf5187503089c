"""Learned requests: refused until tested, used afterwards, reported once they no longer work."""

from typing import Any

from homeassistant.const import STATE_OFF
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import issue_registry as ir
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.alexa_privacy.amazon.recordings import read_record
from custom_components.alexa_privacy.const import CONF_RECIPES, DOMAIN
from custom_components.alexa_privacy.teaching.trial_flow import when
from tests.amazon_double import Account, AmazonDouble, Fault
from tests.conftest import SetUp, delete, problems, state


async def open_rehearsal(hass: HomeAssistant, entry: MockConfigEntry) -> dict[str, Any]:
    """Go to where the owner chooses a recording."""
    flow = await hass.config_entries.options.async_init(entry.entry_id)
    assert "test" in flow["menu_options"]
    return dict(await hass.config_entries.options.async_configure(flow["flow_id"], {"next_step_id": "test"}))


def offered(form: dict[str, Any], value: str) -> str:
    """Return the words by which a recording is offered."""
    [selector] = form["data_schema"].schema.values()
    [label] = [option["label"] for option in selector.config["options"] if option["value"] == value]
    return str(label)


async def choose(hass: HomeAssistant, form: dict[str, Any], value: str) -> dict[str, Any]:
    """Choose a recording, and wait until it is done."""
    options = hass.config_entries.options
    result = await options.async_configure(form["flow_id"], {"recording": value})
    while result["type"] in {"progress", "progress_done"}:
        await hass.async_block_till_done()
        result = await options.async_configure(form["flow_id"])
    await hass.async_block_till_done(wait_background_tasks=True)
    return dict(result)


def is_broken(hass: HomeAssistant, entry: MockConfigEntry) -> bool:
    """Return whether the owner is told, by repair and by sensor alike."""
    issue = ir.async_get(hass).async_get_issue(DOMAIN, f"requests_broken_{entry.entry_id}")
    assert (issue is not None) == ("requests_broken" in problems(hass))
    return issue is not None


async def test_nothing_is_deleted_before_the_rehearsal(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """A request that was learned but never seen to work is not used."""
    await set_up(account, proven=False)
    with pytest.raises(HomeAssistantError) as error:
        await delete(hass, last={"days": 3})
    assert error.value.translation_key == "not_tested"
    assert amazon.count("delete") == 0


@pytest.mark.parametrize("dialect", ["list", "path", "nested"])
async def test_a_rehearsal_deletes_one_and_proves(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, dialect: str
) -> None:
    """The recording that was chosen goes and no other; then the request may be used, also after a restart."""
    entry = await set_up(account, options={CONF_RECIPES: amazon.dialects[dialect].recipes()}, proven=False)
    before, held = [*account.recordings], account.held
    form = await open_rehearsal(hass, entry)
    [selector] = form["data_schema"].schema.values()
    assert [option["value"] for option in selector.config["options"]] == ["0", "1", "2", "skip"]
    chosen = offered(form, "2")
    result = await choose(hass, form, "2")
    if result["type"] == "form":
        # The request for a range has its own rehearsal.
        assert result["description_placeholders"]["way"] == "Delete a time range"
        assert account.held == held - 1
        result = await choose(hass, result, "2")
        held -= 1
    assert (result["type"], result["reason"]) == ("abort", "tested")
    gone = [recording for recording in before if recording not in account.recordings]
    records = [read_record(recording.record()) for recording in gone]
    assert any(chosen.startswith(f"{when(record)} · “{record.said[:60]}") for record in records)
    assert before[0] not in gone
    assert before[-1] not in gone
    assert account.held == held - 1
    assert state(hass, "recordings") == str(account.held)
    assert state(hass, "deleted_recordings") == str(120 - account.held)
    assert (await delete(hass, older_than={"days": 20}))["status"] == "verified"
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert (await delete(hass, older_than={"days": 15}))["status"] == "verified"
    flow = await hass.config_entries.options.async_init(entry.entry_id)
    assert "test" not in flow["menu_options"]


async def test_skipping_proves_nothing(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """Who skips keeps what was learned, unproven."""
    entry = await set_up(account, proven=False)
    held = account.held
    result = await choose(hass, await open_rehearsal(hass, entry), "skip")
    assert result["type"] == "create_entry"
    assert account.held == held
    with pytest.raises(HomeAssistantError) as error:
        await delete(hass, last={"days": 3})
    assert error.value.translation_key == "not_tested"


@pytest.mark.parametrize(
    ("fault", "key"),
    [
        (Fault.IGNORED, "test_still_listed"),
        (Fault.NOT_FOUND, "withdrawn"),
        (Fault.BAD_REQUEST, "refused"),
        (Fault.THROTTLED, "throttled"),
        (Fault.DROPPED, "cannot_connect"),
    ],
)
async def test_a_failed_rehearsal_proves_nothing(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, fault: Fault, key: str
) -> None:
    """What went wrong is said, and the owner may choose again."""
    entry = await set_up(account, proven=False)
    amazon.fail(fault, "delete")
    form = await open_rehearsal(hass, entry)
    result = await choose(hass, form, "0")
    assert result["type"] == "form"
    assert result["errors"] == {"base": key}
    assert account.held == 120


async def test_a_request_that_takes_more_is_found_out(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """Where others than the chosen recording go too, the request is never used."""
    for minute in range(5):
        account.say(f"number {minute}", minutes_ago=minute / 10)
    recipes = amazon.dialects["path"].recipes()
    # A request for everything in the guise of one for single recordings.
    everything = recipes.pop("delete_everything")["request"]
    everything["query"] = [["one", "{{recording.recordKey}}"]]
    recipes["delete_recordings"] = {"request": everything}
    del recipes["delete_range"]
    entry = await set_up(account, options={CONF_RECIPES: recipes}, proven=False)
    result = await choose(hass, await open_rehearsal(hass, entry), "0")
    assert result["errors"] == {"base": "test_took_others"}
    with pytest.raises(HomeAssistantError) as error:
        await delete(hass, last={"days": 3})
    assert error.value.translation_key in {"not_tested", "nothing_taught"} or account.held == 0


@pytest.mark.parametrize("fault", [Fault.NOT_FOUND, Fault.BAD_REQUEST, Fault.IGNORED])
async def test_a_deletion_that_stops_working_is_reported(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, fault: Fault
) -> None:
    """404, 400, or 200 without effect: a repair, and protection turns on; both end once it works again."""
    entry = await set_up(account)
    assert not is_broken(hass, entry)
    amazon.fail(fault, "delete", times=None)
    assert (await delete(hass, last={"days": 3}))["status"] == "failed"
    assert is_broken(hass, entry)
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert is_broken(hass, entry)
    amazon.heal()
    assert (await delete(hass, last={"days": 3}))["status"] == "verified"
    assert not is_broken(hass, entry)


async def test_what_worked_just_now_is_not_broken(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """A request that deleted a part, and then nothing more, is not to be taught anew."""
    entry = await set_up(account)
    amazon.fail(Fault.HALF, "delete", times=1)
    amazon.fail(Fault.IGNORED, "delete", times=None)
    assert (await delete(hass, last={"days": 3}))["status"] == "partial"
    assert not is_broken(hass, entry)


@pytest.mark.parametrize(
    "fault", [Fault.THROTTLED, Fault.UNAVAILABLE, Fault.DROPPED, Fault.STALE_CSRF, Fault.UNAUTHORIZED, Fault.SIGN_IN]
)
async def test_what_passes_breaks_nothing(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, fault: Fault
) -> None:
    """A fault that passes says nothing about the request."""
    entry = await set_up(account)
    amazon.fail(fault, "delete", times=None)
    assert (await delete(hass, last={"days": 3}))["status"] == "failed"
    assert not is_broken(hass, entry)


@pytest.mark.parametrize("fault", [Fault.NOT_FOUND, Fault.BAD_REQUEST, Fault.IGNORED])
async def test_a_switch_that_stops_working_is_reported(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, fault: Fault
) -> None:
    """A setting that once took and does not any more is reported; that it never took is not."""
    entry = await set_up(account)
    amazon.fail(fault, "settings")
    with pytest.raises(HomeAssistantError):
        await _turn_off(hass)
    assert not is_broken(hass, entry)
    await _turn_off(hass)
    account.settings["human_review"] = True
    amazon.fail(fault, "settings")
    with pytest.raises(HomeAssistantError):
        await _turn_off(hass)
    assert is_broken(hass, entry)
    await _turn_off(hass)
    assert not is_broken(hass, entry)
    assert state(hass, "human_review", "switch") == STATE_OFF


async def _turn_off(hass: HomeAssistant) -> None:
    """Turn the review switch off."""
    target = {"entity_id": "switch.alexa_privacy_human_review"}
    await hass.services.async_call("switch", "turn_off", target, blocking=True)
