"""Protection: what is wrong is named, and green is only what was seen to be so, and recently."""

from datetime import timedelta
from itertools import product
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import STATE_OFF, STATE_ON, STATE_UNAVAILABLE, STATE_UNKNOWN
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_fire_time_changed

from custom_components.alexa_privacy.const import (
    CONF_ACCEPT_REVIEW,
    CONF_KEEP_REVIEW_OFF,
    CONF_POLL_MINUTES,
    CONF_RECIPES,
)
from custom_components.alexa_privacy.panel.accounts import describe
from custom_components.alexa_privacy.repair.protection import Problem, ProtectionState
from tests.amazon_double import Account, AmazonDouble, Fault
from tests.conftest import SetUp, delete, poll, problems, state
from tests.helpers.agreement import learn_now
from tests.helpers.options import go_on, open_step
from tests.helpers.page import Page
from tests.helpers.sign_in import enter_password
from tests.helpers.timing import SetTiming

REVIEW = "human_review"
NIGHTLY = {"entity_id": "switch.alexa_privacy_nightly_purge"}


@pytest.fixture(autouse=True)
def _read_at_every_poll(timing: SetTiming) -> None:
    """Do not wait for hours until a setting is read again."""
    timing(read_settings_every=-1.0)


@pytest.fixture
async def entry(account: Account, set_up: SetUp) -> MockConfigEntry:
    """Set an account up with which all is well."""
    account.settings[REVIEW] = False
    return await set_up(account)


def protection(hass: HomeAssistant) -> str:
    """Return what the sensor shows."""
    return state(hass, "protection", "binary_sensor")


async def restart(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Load the account again."""
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)


async def go_by(hass: HomeAssistant, freezer: FrozenDateTimeFactory, entry: MockConfigEntry, **time: float) -> None:
    """Let time go by, with a poll at its end."""
    freezer.tick(timedelta(**time))
    await poll(hass, entry)
    await let_a_minute_pass(hass, freezer)


async def let_a_minute_pass(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """Let what is looked at every minute be looked at."""
    freezer.tick(61)
    async_fire_time_changed(hass, dt_util.utcnow())
    await hass.async_block_till_done(wait_background_tasks=True)


def test_nothing_is_green_by_default() -> None:
    """Only where each problem was seen not to be there there is none; one that is known is enough for there to be."""
    for holds in product((True, False, None), repeat=3):
        protected = ProtectionState(dict(zip(Problem, holds, strict=False)))
        expected = True if True in holds else None if None in holds else False
        assert protected.is_problem is expected
        assert protected.problems == [problem for problem, held in zip(Problem, holds, strict=False) if held]
    assert [*Problem] == [
        "not_taught",
        "not_tested",
        "requests_broken",
        "deleted_too_much",
        "purge_failed",
        "purge_overdue",
        "review_on",
        "signed_out",
        "unreachable",
    ]


async def test_all_is_well(hass: HomeAssistant, entry: MockConfigEntry, page: Page) -> None:
    """With everything seen to be so, it is off; after a restart it is so again once that was seen."""
    assert protection(hass) == STATE_OFF
    assert problems(hass) == []
    (shown,) = (await page.ask("accounts"))["accounts"]
    assert (shown["problem"], shown["problems"]) == (False, [])
    assert {*entry.runtime_data.protection.now().holds.values()} == {False}
    await restart(hass, entry)
    assert protection(hass) == STATE_OFF


async def test_what_was_not_seen_yet_is_not_known(
    hass: HomeAssistant, amazon: AmazonDouble, entry: MockConfigEntry
) -> None:
    """At first one page is listed; until a whole poll and the setting were seen, nobody knows."""
    amazon.fail(Fault.SLOW, "settings_read", seconds=3600)
    await hass.config_entries.async_reload(entry.entry_id)
    assert entry.state is ConfigEntryState.LOADED
    assert protection(hass) == STATE_UNKNOWN
    assert problems(hass) == []
    amazon.heal()
    await hass.async_block_till_done(wait_background_tasks=True)
    assert protection(hass) == STATE_OFF


@pytest.mark.parametrize(
    ("taught", "expected"),
    [
        ([], ["not_taught"]),
        (["switches"], ["not_taught"]),
        (["delete_recordings"], ["not_taught"]),
        (["delete_recordings", "switches"], []),
        (["delete_range", "switches"], []),
    ],
)
async def test_what_is_not_taught(
    hass: HomeAssistant,
    amazon: AmazonDouble,
    account: Account,
    set_up: SetUp,
    taught: list[str],
    expected: list[str],
) -> None:
    """How to delete, and how human review is seen and switched, are both needed."""
    account.settings[REVIEW] = False
    recipes = {name: part for name, part in amazon.dialects["path"].recipes().items() if name in {"version", *taught}}
    await set_up(account, options={CONF_RECIPES: recipes} if taught else {})
    assert problems(hass) == expected
    assert protection(hass) == (STATE_ON if expected else STATE_OFF)


async def test_requests_that_are_forgotten(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Emptied in the options, nothing can be deleted any more."""
    assert (await go_on(hass, await open_step(hass, entry, "requests"), {}))["type"] == "create_entry"
    assert problems(hass) == ["not_taught"]


@pytest.mark.parametrize("damaged", [[1], {"version": 99}, "{"])
async def test_requests_that_cannot_be_read(hass: HomeAssistant, account: Account, set_up: SetUp, damaged: Any) -> None:
    """They are as good as none."""
    await set_up(account, options={CONF_RECIPES: damaged})
    assert problems(hass) == ["not_taught"]


async def test_what_is_not_tested(hass: HomeAssistant, account: Account, set_up: SetUp) -> None:
    """Taught alone is not enough; tested once is, also after a restart."""
    account.settings[REVIEW] = False
    entry = await set_up(account, proven=False)
    assert problems(hass) == ["not_tested"]
    entry.runtime_data.store.request_statuses.works("delete_recordings")
    await restart(hass, entry)
    assert protection(hass) == STATE_OFF


async def test_requests_that_stopped_working(hass: HomeAssistant, amazon: AmazonDouble, entry: MockConfigEntry) -> None:
    """A deletion shows it, and another that it works again."""
    amazon.fail(Fault.NOT_FOUND, "delete", times=None)
    await delete(hass, last={"days": 3})
    assert problems(hass) == ["requests_broken"]
    await restart(hass, entry)
    assert problems(hass) == ["requests_broken"]
    amazon.heal()
    await delete(hass, last={"days": 3})
    assert protection(hass) == STATE_OFF


async def test_a_request_that_deleted_too_much(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """It is told of by its own name, also after a restart, beside another that merely stopped working."""
    entry.runtime_data.store.request_statuses.note_excess("delete_recordings", 3)
    await restart(hass, entry)
    assert problems(hass) == ["deleted_too_much"]
    proofs = entry.runtime_data.store.request_statuses
    proofs.works("human_review")
    proofs.fails("human_review")
    await restart(hass, entry)
    assert problems(hass) == ["requests_broken", "deleted_too_much"]


async def test_review_is_on(hass: HomeAssistant, account: Account, entry: MockConfigEntry) -> None:
    """Nobody has to have wished it to be off; whoever accepts it hears nothing of it, and may change their mind."""
    account.settings[REVIEW] = True
    await poll(hass, entry)
    assert problems(hass) == ["review_on"]
    options = dict(entry.options)
    hass.config_entries.async_update_entry(entry, options={**options, CONF_ACCEPT_REVIEW: True})
    await restart(hass, entry)
    assert protection(hass) == STATE_OFF
    hass.config_entries.async_update_entry(entry, options=options)
    await restart(hass, entry)
    assert problems(hass) == ["review_on"]


async def test_to_keep_it_off_is_not_to_accept_it(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, recipes: dict[str, Any]
) -> None:
    """Where both are chosen, it is kept off, and a problem where that fails."""
    amazon.fail(Fault.IGNORED, "settings", times=None)
    options = {CONF_RECIPES: recipes, CONF_KEEP_REVIEW_OFF: True, CONF_ACCEPT_REVIEW: True}
    await set_up(account, options=options)
    assert problems(hass) == ["review_on"]


async def test_review_that_cannot_be_read(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, recipes: dict[str, Any]
) -> None:
    """An answer that is not understood, and a switch that was set and never read, show nothing."""
    account.settings[REVIEW] = False
    entry = await set_up(account)
    amazon.fail(Fault.TRUNCATED, "settings_read", times=None)
    await poll(hass, entry)
    assert protection(hass) == STATE_UNKNOWN
    amazon.heal()
    await poll(hass, entry)
    assert protection(hass) == STATE_OFF
    del recipes["switches"][REVIEW]["read"]
    learn_now(entry, recipes)
    hass.config_entries.async_update_entry(entry, options={CONF_RECIPES: recipes})
    await restart(hass, entry)
    assert protection(hass) == STATE_UNKNOWN
    await hass.services.async_call("switch", "turn_off", {"entity_id": f"switch.alexa_privacy_{REVIEW}"}, blocking=True)
    assert state(hass, REVIEW, "switch") == STATE_OFF
    assert protection(hass) == STATE_UNKNOWN


async def test_the_purge_has_to_be_seen(
    hass: HomeAssistant, amazon: AmazonDouble, freezer: FrozenDateTimeFactory, account: Account, set_up: SetUp
) -> None:
    """Switched on, it is not known until a night was verified; then it is, until nothing was for too long."""
    freezer.move_to("2026-11-18T12:00:00+00:00")
    await hass.config.async_set_time_zone("UTC")
    account.settings[REVIEW] = False
    entry = await set_up(account)
    await hass.services.async_call("switch", "turn_on", NIGHTLY, blocking=True)
    assert protection(hass) == STATE_UNKNOWN
    await go_by(hass, freezer, entry, hours=15)
    assert protection(hass) == STATE_OFF
    await go_by(hass, freezer, entry, hours=20)
    assert protection(hass) == STATE_OFF
    await restart(hass, entry)
    assert protection(hass) == STATE_OFF
    amazon.fail(Fault.IGNORED, "delete", times=None)
    account.say("what is the time", minutes_ago=60 * 24 * 40)
    for hours in (6, 1, 1, 2, 3):
        await go_by(hass, freezer, entry, hours=hours)
    assert problems(hass) == ["requests_broken", "purge_failed"]
    await hass.services.async_call("switch", "turn_off", NIGHTLY, blocking=True)
    assert problems(hass) == ["requests_broken"]


async def test_lost_settings_are_not_green(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """A purge that was on and is off because its settings are damaged is not what its owner wished."""
    entry.runtime_data.store.voice.nightly.lost = True
    await poll(hass, entry)
    assert protection(hass) == STATE_UNKNOWN


@pytest.mark.parametrize("fault", [Fault.DROPPED, Fault.UNAVAILABLE, Fault.THROTTLED, Fault.NO_LIST])
async def test_an_outage(
    hass: HomeAssistant,
    amazon: AmazonDouble,
    freezer: FrozenDateTimeFactory,
    entry: MockConfigEntry,
    fault: Fault,
) -> None:
    """It is not known at once; after a day it is a problem, without another poll; then it is well again."""
    amazon.fail(fault, "v2", times=None)
    amazon.fail(fault, "v1", times=None)
    await poll(hass, entry)
    assert state(hass, "recordings") == STATE_UNAVAILABLE
    assert protection(hass) == STATE_UNKNOWN
    await go_by(hass, freezer, entry, hours=23)
    assert protection(hass) == STATE_UNKNOWN
    assert describe(hass, entry)["problem"] is None
    holds = entry.runtime_data.protection.now().holds
    assert (holds["unreachable"], holds["signed_out"]) == (None, None)
    freezer.tick(timedelta(hours=1))
    await let_a_minute_pass(hass, freezer)
    assert problems(hass) == ["unreachable"]
    shown = describe(hass, entry)
    assert (shown["problem"], shown["problems"]) == (True, ["unreachable"])
    amazon.heal()
    await go_by(hass, freezer, entry, hours=1)
    assert protection(hass) == STATE_OFF
    amazon.fail(fault, "v2", times=None)
    amazon.fail(fault, "v1", times=None)
    await go_by(hass, freezer, entry, hours=1)
    assert protection(hass) == STATE_UNKNOWN


async def test_polls_a_day_apart(
    hass: HomeAssistant, account: Account, freezer: FrozenDateTimeFactory, set_up: SetUp, recipes: dict[str, Any]
) -> None:
    """What is recent depends on how often is looked; once it is looked at no more, it is not known."""
    account.settings[REVIEW] = False
    await set_up(account, options={CONF_RECIPES: recipes, CONF_POLL_MINUTES: 1440})
    freezer.tick(timedelta(hours=23))
    entry = hass.config_entries.async_entries("alexa_privacy")[0]
    entry.runtime_data.coordinator.update_interval = None
    entry.runtime_data.coordinator._async_unsub_refresh()
    await let_a_minute_pass(hass, freezer)
    assert protection(hass) == STATE_OFF
    freezer.tick(timedelta(hours=26))
    await let_a_minute_pass(hass, freezer)
    assert protection(hass) == STATE_UNKNOWN


async def test_signed_out(
    hass: HomeAssistant,
    amazon: AmazonDouble,
    freezer: FrozenDateTimeFactory,
    account: Account,
    entry: MockConfigEntry,
    page: Page,
) -> None:
    """It is said at once, for as long as it is so, however long; after signing in it is well again."""
    amazon.sign_everyone_out()
    await poll(hass, entry)
    assert problems(hass) == ["signed_out"]
    (shown,) = (await page.ask("accounts"))["accounts"]
    assert (shown["signed_out"], shown["problems"]) == (True, ["signed_out"])
    freezer.tick(timedelta(days=2))
    await let_a_minute_pass(hass, freezer)
    assert problems(hass) == ["signed_out"]
    # Whoever closes the dialog is not signed in for that.
    (flow,) = hass.config_entries.flow.async_progress()
    hass.config_entries.flow.async_abort(flow["flow_id"])
    await let_a_minute_pass(hass, freezer)
    assert problems(hass) == ["signed_out"]
    result = await enter_password(hass, await entry.start_reauth_flow(hass), account)
    assert result["reason"] == "reauth_successful"
    assert protection(hass) == STATE_OFF


async def test_signed_out_while_deleting(
    hass: HomeAssistant, amazon: AmazonDouble, freezer: FrozenDateTimeFactory, entry: MockConfigEntry
) -> None:
    """What an action finds out does not wait for the next poll."""
    amazon.fail(Fault.SIGN_IN, times=None)
    with pytest.raises(HomeAssistantError):
        await delete(hass, last={"days": 3})
    await let_a_minute_pass(hass, freezer)
    assert problems(hass) == ["signed_out"]


@pytest.mark.parametrize("is_signed_out", [True, False])
async def test_a_restart_shows_nothing_stale(
    hass: HomeAssistant,
    amazon: AmazonDouble,
    entry: MockConfigEntry,
    page: Page,
    is_signed_out: bool,
) -> None:
    """An account that cannot be set up has no sensor that is well."""
    assert protection(hass) == STATE_OFF
    if is_signed_out:
        amazon.sign_everyone_out()
    else:
        amazon.fail(Fault.UNAVAILABLE, times=None)
    await restart(hass, entry)
    assert entry.state is not ConfigEntryState.LOADED
    assert protection(hass) == STATE_UNAVAILABLE
    (shown,) = (await page.ask("accounts"))["accounts"]
    assert (shown["loaded"], shown["signed_out"]) == (False, is_signed_out)
    assert "problem" not in shown


async def test_several_at_once(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, freezer: FrozenDateTimeFactory
) -> None:
    """All that is wrong is named, in one order."""
    entry = await set_up(account, proven=False)
    nightly = entry.runtime_data.store.voice.nightly
    nightly.enabled, nightly.failed, nightly.since = True, True, dt_util.utcnow() - timedelta(days=9)
    await poll(hass, entry)
    assert problems(hass) == ["not_tested", "purge_failed", "purge_overdue", "review_on"]
    amazon.fail(Fault.UNAVAILABLE, times=None)
    await poll(hass, entry)
    assert problems(hass) == ["not_tested", "purge_failed", "purge_overdue", "review_on"]
    await go_by(hass, freezer, entry, hours=25)
    assert problems(hass) == ["not_tested", "purge_failed", "purge_overdue", "review_on", "unreachable"]
