"""Repairs: whatever the owner can mend is told, mended from its dialog, and told no more."""

from collections.abc import Callable, Iterator
from datetime import time
from functools import partial
import json
from pathlib import Path
from typing import Any

from homeassistant.components.repairs import DOMAIN as REPAIRS
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.alexa_privacy import failures
from custom_components.alexa_privacy.amazon.errors import AmazonError, NoSound
from custom_components.alexa_privacy.const import (
    CONF_BORROWED,
    CONF_CREDENTIALS,
    CONF_KEEP_REVIEW_OFF,
    CONF_RECIPES,
    CONF_SPOKEN,
    DOMAIN,
)
from custom_components.alexa_privacy.nightly import RETRY_AFTER
from tests.amazon_double import Account, AmazonDouble, Fault
from tests.conftest import SetUp, poll, state
from tests.test_borrow import add_borrowed, lend
from tests.test_config_flow import enter
from tests.test_secrets import found, private

ENGLISH = json.loads((Path(__file__).parent.parent / "custom_components" / DOMAIN / "translations/en.json").read_text())
REVIEW = "human_review"
FIX = "/api/repairs/issues/fix"


@pytest.fixture(autouse=True)
def _read_at_every_poll(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not wait for hours until a setting is read again."""
    monkeypatch.setattr("custom_components.alexa_privacy.settings_watch.READ_EVERY", -1.0)


class Repair:
    """One account's repair, mended as the frontend does."""

    def __init__(self, hass: HomeAssistant, client: ClientSessionGenerator, entry: MockConfigEntry, issue: str) -> None:
        """Name the repair."""
        self._hass = hass
        self._client = client
        self._issue_id = f"{issue}_{entry.entry_id}"

    @property
    def told(self) -> bool:
        """Whether the owner is told of it."""
        return ir.async_get(self._hass).async_get_issue(DOMAIN, self._issue_id) is not None

    async def open(self) -> dict[str, Any]:
        """Open its dialog."""
        assert await async_setup_component(self._hass, REPAIRS, {})
        return await self._post(FIX, {"handler": DOMAIN, "issue_id": self._issue_id})

    async def submit(self, form: dict[str, Any], **chosen: str) -> dict[str, Any]:
        """Submit its dialog, and wait for what comes of it."""
        step = await self._post(f"{FIX}/{form['flow_id']}", chosen)
        await self._hass.async_block_till_done(wait_background_tasks=True)
        if step["type"] == "progress":
            answer = await (await self._client()).get(f"{FIX}/{form['flow_id']}")
            step = await answer.json()
            await self._hass.async_block_till_done(wait_background_tasks=True)
        return step

    async def close(self, step: dict[str, Any]) -> None:
        """Close its dialog."""
        answer = await (await self._client()).delete(f"{FIX}/{step['flow_id']}")
        assert answer.status == 200

    async def begin(self, form: dict[str, Any], **chosen: str) -> dict[str, Any]:
        """Submit its dialog, and wait for nothing."""
        return await self._post(f"{FIX}/{form['flow_id']}", chosen)

    async def _post(self, path: str, data: dict[str, Any]) -> dict[str, Any]:
        answer = await (await self._client()).post(path, json=data)
        assert answer.status == 200
        return dict(await answer.json())


type Named = Callable[[MockConfigEntry, str], Repair]


@pytest.fixture
def repair(hass: HomeAssistant, hass_client: ClientSessionGenerator) -> Named:
    """Return what names an account's repair."""
    return partial(Repair, hass, hass_client)


def ways(form: dict[str, Any]) -> list[str]:
    """Return the ways to mend it that a dialog offers; each has a name."""
    (field,) = form["data_schema"]
    offered = field["selector"]["select"]["options"]
    assert set(offered) <= ENGLISH["selector"]["mend"]["options"].keys()
    assert field["default"] == offered[0]
    return list(offered)


def says(form: dict[str, Any], issue: str) -> str | None:
    """Return the error that a dialog shows; it has a text, which is filled in."""
    assert (form["type"], form["step_id"]) == ("form", "confirm")
    texts = ENGLISH["issues"][issue]["fix_flow"]
    assert texts["step"]["confirm"]["description"].format(**form["description_placeholders"])
    error: str | None = (form["errors"] or {}).get("base")
    assert error is None or texts["error"][error].format(**form["description_placeholders"])
    return error


async def lead(hass: HomeAssistant, result: dict[str, Any]) -> dict[str, Any]:
    """Return the step of the other dialog that a dialog led to, opened as the frontend does."""
    assert (result["type"], result["reason"]) == ("abort", "opened")
    kind, flow_id = result["next_flow"]
    if kind == "config_flow":
        return dict(await hass.config_entries.flow.async_configure(flow_id))
    # The frontend begins options anew, whatever flow it is given; it may learn to go on with that.
    options = hass.config_entries.options
    given = await options.async_configure(flow_id)
    step = await options.async_init(result["result"]["entry_id"])
    assert step["step_id"] == given["step_id"]
    assert [flow["flow_id"] for flow in options.async_progress()] == [step["flow_id"]]
    options.async_abort(step["flow_id"])
    assert (await options.async_init(result["result"]["entry_id"]))["step_id"] == "init"
    return dict(step)


async def fail_a_night(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Let the last try of a night that is due fail."""
    nightly = entry.runtime_data.nightly
    nightly.enabled, nightly.at, nightly.tries = True, time(0), len(RETRY_AFTER)
    entry.runtime_data.schedule.check()
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


async def test_a_failed_night_is_tried_again(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, failed_night: MockConfigEntry, repair: Named
) -> None:
    """The dialog shows figures, tries again, says why that failed, and ends once all is verified gone."""
    failed = repair(failed_night, "purge_failed")
    form = await failed.open()
    assert says(form, "purge_failed") == "not_all_gone"
    assert ways(form) == ["again"]
    shown = form["description_placeholders"]
    assert [shown[name] for name in ("matched", "verified_gone", "still_listed", "unknown")] == ["120", "0", "120", "0"]
    assert not found(private(account), {person.first_name for person in account.persons}, json.dumps(form))

    planned = amazon.fail(Fault.SIGN_IN, "v2", times=None)
    form = await failed.submit(form, how="again")
    assert says(form, "purge_failed") == "signed_out"
    assert form["description_placeholders"]["matched"] == "?"
    planned.times = 0
    result = await failed.submit(form, how="again")
    assert (result["type"], result["description"]) == ("create_entry", "verified")
    text = ENGLISH["issues"]["purge_failed"]["fix_flow"]["create_entry"]["verified"]
    assert text.format(**result["description_placeholders"]).endswith("120")
    assert account.held == 0
    assert not failed.told


async def test_a_purge_outlives_its_dialog(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, failed_night: MockConfigEntry, repair: Named
) -> None:
    """Who closes the dialog ends the wait for the purge, not the purge."""
    failed = repair(failed_night, "purge_failed")
    step = await failed.begin(await failed.open(), how="again")
    assert (step["type"], step["progress_action"]) == ("progress", "again")
    await failed.close(step)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert account.held == 0
    assert not failed.told


async def test_a_purge_that_is_interrupted(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, failed_night: MockConfigEntry, repair: Named
) -> None:
    """Where the account is unloaded meanwhile, the dialog says so; the purge goes on when it is loaded."""
    failed = repair(failed_night, "purge_failed")
    step = await failed.begin(await failed.open(), how="again")
    assert await hass.config_entries.async_unload(failed_night.entry_id)
    result = await failed.submit(step)
    assert (result["type"], result["reason"]) == ("abort", "not_loaded")
    assert failed.told
    await hass.config_entries.async_setup(failed_night.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert account.held == 0
    assert not failed.told


async def test_a_night_that_was_mended_elsewhere(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, failed_night: MockConfigEntry, repair: Named
) -> None:
    """A dialog that was left open deletes nothing any more."""
    failed = repair(failed_night, "purge_failed")
    form = await failed.open()
    await failed_night.runtime_data.schedule.change(enabled=False)
    result = await failed.submit(form, how="again")
    assert result["type"] == "create_entry"
    assert account.held == 120


async def test_a_night_whose_receipt_is_lost(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, failed_night: MockConfigEntry, repair: Named
) -> None:
    """The dialog then claims no figures."""
    failed_night.runtime_data.receipts._kept.clear()
    form = await repair(failed_night, "purge_failed").open()
    assert says(form, "purge_failed") is None
    assert {form["description_placeholders"][name] for name in ("matched", "verified_gone", "finished")} == {"?"}


@pytest.mark.parametrize(
    ("taught", "error", "step"), [(False, "nothing_taught", "teach"), (True, "not_rehearsed", "rehearse")]
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
    entry.runtime_data.nightly.keep_days = 3
    await fail_a_night(hass, entry)
    failed = repair(entry, "purge_failed")
    form = await failed.open()
    assert says(form, "purge_failed") == error
    assert ways(form) == [step, "again"]
    assert (await lead(hass, await failed.submit(form, how=step)))["step_id"] == step
    assert failed.told


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
    spoken = {"enabled": True, "device": "gone", "language": "en"}
    entry = await set_up(account, options={CONF_SPOKEN: spoken})
    await fail_a_night(hass, entry)
    failed = repair(entry, "purge_failed")
    form = await failed.open()
    assert says(form, "purge_failed") == "echo_unavailable"
    assert ways(form) == ["spoken", "again"]
    assert (await lead(hass, await failed.submit(form, how="spoken")))["step_id"] == "spoken"


async def test_a_failed_night_leads_to_the_sign_in(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, repair: Named
) -> None:
    """Where Amazon wants a new sign-in, the dialog leads to the one that was asked for."""
    entry = await set_up(account)
    amazon.fail(Fault.SIGN_IN, "v2", times=None)
    await fail_a_night(hass, entry)
    failed = repair(entry, "purge_failed")
    form = await failed.open()
    assert ways(form) == ["sign_in", "again"]
    step = await lead(hass, await failed.submit(form, how="sign_in"))
    assert step["step_id"] == "reauth_confirm"
    amazon.heal()
    result = await enter(hass, step, {"password": account.password, "code": account.code})
    assert result["reason"] == "reauth_successful"
    assert (await failed.submit(await failed.open(), how="again"))["type"] == "create_entry"
    assert not failed.told


def kinds(kind: type[AmazonError]) -> Iterator[type[AmazonError]]:
    """Go through all kinds of error."""
    yield kind
    for narrower in kind.__subclasses__():
        yield from kinds(narrower)


def test_each_reason_has_a_text() -> None:
    """Whatever goes wrong with Amazon, the dialogs can say it, and with it alone: a receipt keeps no more."""
    reasons = {failures.key_of(kind) for kind in kinds(AmazonError) if kind is not NoSound}
    assert len(reasons) > 6
    for issue, elsewhere in (
        ("purge_failed", set()),
        ("review_comes_back", {"echo_unavailable", "listing_incomplete"}),
    ):
        texts = ENGLISH["issues"][issue]["fix_flow"]["error"]
        assert reasons - elsewhere <= texts.keys()
        assert "{" not in "".join(texts.values())


async def test_review_is_switched_off_for_good(
    hass: HomeAssistant, account: Account, guarded: MockConfigEntry, repair: Named
) -> None:
    """The dialog tells how often and since when; it is told again once it comes back as often again."""
    comes_back = repair(guarded, "review_comes_back")
    await find_review_on(hass, account, guarded, times=4)
    form = await comes_back.open()
    assert says(form, "review_comes_back") is None
    assert ways(form) == ["switch_off", "leave"]
    assert form["description_placeholders"]["count"] == "4"
    account.settings[REVIEW] = True
    assert (await comes_back.submit(form, how="switch_off"))["type"] == "create_entry"
    assert account.settings[REVIEW] is False
    assert state(hass, REVIEW, "switch") == "off"

    await find_review_on(hass, account, guarded, times=2)
    await hass.config_entries.async_reload(guarded.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert not comes_back.told
    await find_review_on(hass, account, guarded, times=1)
    assert comes_back.told


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
    assert comes_back.told
    planned.times = 0
    assert (await comes_back.submit(form, how="switch_off"))["type"] == "create_entry"
    assert account.settings[REVIEW] is False
    assert not comes_back.told


async def test_review_is_left_alone(
    hass: HomeAssistant, account: Account, guarded: MockConfigEntry, repair: Named
) -> None:
    """The preference changes, and nothing else."""
    comes_back = repair(guarded, "review_comes_back")
    await find_review_on(hass, account, guarded)
    before = dict(guarded.options)
    assert (await comes_back.submit(await comes_back.open(), how="leave"))["type"] == "create_entry"
    assert guarded.options == {**before, CONF_KEEP_REVIEW_OFF: False}
    assert guarded.state is ConfigEntryState.LOADED
    await find_review_on(hass, account, guarded)
    assert account.settings[REVIEW] is True
    assert not comes_back.told


async def test_review_without_its_request(
    hass: HomeAssistant, account: Account, guarded: MockConfigEntry, repair: Named
) -> None:
    """What nobody taught is not offered."""
    await find_review_on(hass, account, guarded)
    hass.config_entries.async_update_entry(guarded, options={CONF_KEEP_REVIEW_OFF: True})
    await hass.config_entries.async_reload(guarded.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert ways(await repair(guarded, "review_comes_back").open()) == ["leave"]


async def test_an_unreadable_lender_leads_to_the_sign_in(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, repair: Named
) -> None:
    """From the repair one comes to where the account gets a sign-in of its own."""
    lender = lend(hass, amazon, account)
    entry = await add_borrowed(hass, lender)
    await hass.config_entries.async_remove(lender.entry_id)
    await hass.config_entries.async_reload(entry.entry_id)
    unreadable = repair(entry, "borrow_unreadable")
    form = await unreadable.open()
    assert says(form, "borrow_unreadable") is None
    step = await lead(hass, await unreadable.submit(form))
    assert step["step_id"] == "reconfigure"
    assert unreadable.told
    result = await enter(hass, step, {"password": account.password, "code": account.code})
    assert result["reason"] == "reconfigure_successful"
    assert entry.state is ConfigEntryState.LOADED
    assert CONF_BORROWED not in entry.data
    assert CONF_CREDENTIALS in entry.data
    assert not unreadable.told


async def test_what_is_not_taught_leads_to_the_teaching(
    account: Account, hass: HomeAssistant, set_up: SetUp, repair: Named
) -> None:
    """From the repair one comes to where the requests are taught."""
    not_taught = repair(await set_up(account, options={}), "not_taught")
    form = await not_taught.open()
    assert form["description_placeholders"]["account"] == account.email
    assert (await lead(hass, await not_taught.submit(form)))["step_id"] == "teach"


@pytest.mark.parametrize("issue", ["not_taught", "purge_failed", "review_comes_back"])
async def test_an_account_that_is_not_loaded(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, guarded: MockConfigEntry, repair: Named, issue: str
) -> None:
    """The dialog says that this is to be mended first."""
    await find_review_on(hass, account, guarded)
    hass.config_entries.async_update_entry(guarded, options={CONF_KEEP_REVIEW_OFF: True})
    await hass.config_entries.async_reload(guarded.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    await fail_a_night(hass, guarded)
    told = repair(guarded, issue)
    assert told.told
    assert await hass.config_entries.async_unload(guarded.entry_id)
    result = await told.open()
    if result["type"] == "form":
        result = await told.submit(result)
    assert (result["type"], result["reason"]) == ("abort", "not_loaded")
    assert "not_loaded" in ENGLISH["issues"][issue]["fix_flow"]["abort"]
    assert not hass.config_entries.options.async_progress()
