"""What the page may show in green: only what was seen to be as it should be, and not long ago."""

from datetime import UTC, datetime, timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.alexa_privacy.const import CONF_RECIPES, DOMAIN
from custom_components.alexa_privacy.panel.accounts import describe
from tests.amazon_double import Account, AmazonDouble, Fault
from tests.conftest import SetUp, delete, poll

REVIEW = "switch.alexa_privacy_human_review"
NIGHTLY = "switch.alexa_privacy_nightly_purge"
NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)


@pytest.fixture
def account(amazon: AmazonDouble, freezer: FrozenDateTimeFactory) -> Account:
    """Give somebody an account with a month of history, at noon."""
    freezer.move_to(NOON)
    return amazon.add_account(Account.generate(seed=7, size=60, now=NOON, days=30))


@pytest.fixture
async def entry(account: Account, set_up: SetUp) -> MockConfigEntry:
    """Set up an account that wishes for everything."""
    return await set_up(account)


def look(hass: HomeAssistant) -> dict[str, Any]:
    """Return what the page is told of the account."""
    (entry,) = hass.config_entries.async_entries(DOMAIN)
    return describe(hass, entry)


async def be_safe(hass: HomeAssistant) -> None:
    """Have review off and something deleted, and both seen."""
    await hass.services.async_call("switch", "turn_off", {"entity_id": REVIEW}, blocking=True)
    assert (await delete(hass, last={"days": 1}))["status"] == "verified"


async def test_nothing_is_green_by_default(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Taught and tested, with review on and nothing deleted yet: nothing was seen to be good."""
    told = look(hass)
    assert (told["current"], told["good"]) == (True, [])


async def test_what_was_seen_is_green(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Review read to be off, a deletion that was verified, and requests that did it."""
    await be_safe(hass)
    assert look(hass)["good"] == ["review", "receipt", "learned"]


async def test_green_fades(hass: HomeAssistant, entry: MockConfigEntry, freezer: FrozenDateTimeFactory) -> None:
    """What was seen a week ago is not known to be so now, though nothing has gone wrong since."""
    await be_safe(hass)
    freezer.tick(timedelta(days=7))
    await poll(hass, entry)
    assert look(hass)["good"] == ["review", "receipt", "learned"]
    freezer.tick(timedelta(days=2))
    await poll(hass, entry)
    assert look(hass)["good"] == ["review"]
    freezer.tick(timedelta(days=2))
    told = look(hass)
    assert (told["current"], told["good"]) == (False, [])


@pytest.mark.parametrize(
    "fault",
    [Fault.UNAVAILABLE, Fault.DROPPED, Fault.THROTTLED, Fault.SIGN_IN, Fault.UNAUTHORIZED, Fault.TRUNCATED],
)
async def test_nothing_is_green_where_amazon_does_not_answer(
    hass: HomeAssistant, amazon: AmazonDouble, entry: MockConfigEntry, fault: Fault
) -> None:
    """However it fails, what was known before is not shown as if it were known now; afterwards it is again."""
    await be_safe(hass)
    amazon.fail(fault, "*", times=None)
    await poll(hass, entry)
    told = look(hass)
    assert (told["loaded"], told["current"], told["good"]) == (True, False, [])
    assert told["signed_out"] is (fault in {Fault.SIGN_IN, Fault.UNAUTHORIZED})


async def test_a_setting_that_cannot_be_read_is_not_green(
    hass: HomeAssistant,
    amazon: AmazonDouble,
    entry: MockConfigEntry,
    freezer: FrozenDateTimeFactory,
) -> None:
    """Amazon lists, and does not say how review is set: that is not known."""
    await be_safe(hass)
    amazon.fail(Fault.TRUNCATED, "settings_read", times=None)
    freezer.tick(timedelta(hours=3))
    await poll(hass, entry)
    told = look(hass)
    assert (told["current"], told["good"]) == (True, ["receipt", "learned"])


async def test_a_setting_that_is_only_assumed_is_not_green(
    hass: HomeAssistant, account: Account, recipes: dict[str, Any], set_up: SetUp
) -> None:
    """Where review can be set and not read, off is what was asked for, not what was seen."""
    del recipes["switches"]["human_review"]["read"]
    await set_up(account, options={CONF_RECIPES: recipes})
    await be_safe(hass)
    told = look(hass)
    assert told["review"]["state"] is False
    assert told["good"] == ["receipt", "learned"]


async def test_a_deletion_that_is_not_verified_is_not_green(
    hass: HomeAssistant, amazon: AmazonDouble, entry: MockConfigEntry
) -> None:
    """The last deletion counts, whatever the one before was."""
    await be_safe(hass)
    amazon.fail(Fault.IGNORED, "delete", times=None)
    receipt = await delete(hass, last={"days": 9})
    assert receipt["status"] in {"partial", "failed"}
    assert look(hass)["good"] == ["review"]


async def test_requests_that_are_not_tested_are_not_green(hass: HomeAssistant, account: Account, set_up: SetUp) -> None:
    """Taught is not tested."""
    await set_up(account, proven=False)
    await hass.services.async_call("switch", "turn_off", {"entity_id": REVIEW}, blocking=True)
    assert look(hass)["good"] == ["review"]


async def test_a_nightly_purge_is_green_once_it_has_purged(
    hass: HomeAssistant, entry: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    """Switched on is a wish; a night that was verified is seen, as long as the next ones are."""
    account = entry.runtime_data
    await hass.services.async_call("switch", "turn_on", {"entity_id": NIGHTLY}, blocking=True)
    assert "nightly" not in look(hass)["good"]
    await account.voice.schedule.run_now()
    assert "nightly" in look(hass)["good"]
    assert account.store.voice.nightly.verified
    account.store.voice.nightly.verified -= timedelta(days=3)
    assert "nightly" not in look(hass)["good"]


async def test_signed_out_is_told_as_such(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """An account that cannot be set up says whether signing in is what it takes."""
    entry = await set_up(account)
    await hass.config_entries.async_unload(entry.entry_id)
    amazon.sign_everyone_out()
    await hass.config_entries.async_setup(entry.entry_id)
    assert entry.state is ConfigEntryState.SETUP_ERROR
    assert look(hass) == {
        "entry_id": entry.entry_id,
        "title": account.email,
        "loaded": False,
        "signed_out": True,
    }
