"""An account without recordings: 0 where some were listed before or its owner says so; else the site may be wrong."""

from typing import Any

from homeassistant.const import STATE_UNKNOWN
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.alexa_privacy.amazon.credentials import Credentials
from custom_components.alexa_privacy.const import CONF_CREDENTIALS, DOMAIN
from tests.amazon_double import Account, AmazonDouble
from tests.conftest import SetUp, delete, poll, state
from tests.helpers.repairs import Named, lead, says, ways

FIGURES = ("recordings", "recordings_today", "recordings_7_days", "recordings_30_days", "unintended_recordings")


@pytest.fixture
def nobody(amazon: AmazonDouble) -> Account:
    """Give somebody an account that lists nothing."""
    return amazon.add_account(Account.generate(size=0))


def figures(hass: HomeAssistant) -> set[str]:
    """Return what the counts show."""
    return {state(hass, key) for key in FIGURES}


async def restart(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Load the account again."""
    assert await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)


async def test_unknown_until_its_owner_confirms(
    hass: HomeAssistant, amazon: AmazonDouble, nobody: Account, set_up: SetUp, repair: Named
) -> None:
    """That both listings agree on nothing at all proves nothing; the owner's word is kept."""
    entry = await set_up(nobody)
    issue = repair(entry, "empty_unconfirmed")
    assert amazon.count("v1") > 0
    for _ in range(2):
        assert figures(hass) == {STATE_UNKNOWN}
        assert state(hass, "counting_progress") == STATE_UNKNOWN
        assert state(hass, "protection", "binary_sensor") != "off"
        assert entry.runtime_data.protection.now().holds["unreachable"] is None
        assert issue.told()
        await restart(hass, entry)
    form = await issue.open()
    assert says(form, "empty_unconfirmed") is None
    assert form["description_placeholders"]["site"] == "amazon.de"
    assert ways(form) == ["reconfigure", "confirm_empty"]
    assert (await issue.submit(form, how="confirm_empty"))["type"] == "create_entry"
    for _ in range(2):
        assert figures(hass) == {"0"}
        assert state(hass, "counting_progress") == "100"
        assert entry.runtime_data.protection.now().holds["unreachable"] is False
        assert not issue.told()
        await restart(hass, entry)
    assert (await delete(hass, everything=True))["status"] == "nothing_to_delete"


async def test_a_way_to_the_right_site(hass: HomeAssistant, nobody: Account, set_up: SetUp, repair: Named) -> None:
    """The repair leads to another sign-in."""
    entry = await set_up(nobody)
    issue = repair(entry, "empty_unconfirmed")
    other = await lead(hass, await issue.submit(await issue.open(), how="reconfigure"))
    assert other["step_id"] == "reconfigure"
    assert issue.told()


@pytest.mark.parametrize("scope", [{"everything": True}, {"last": {"days": 1}}, {"older_than": {"days": 1}}])
async def test_nothing_is_claimed(hass: HomeAssistant, nobody: Account, set_up: SetUp, scope: dict[str, Any]) -> None:
    """A deletion does not say that there is nothing to delete, nor a list that it is complete."""
    entry = await set_up(nobody)
    with pytest.raises(HomeAssistantError) as error:
        await delete(hass, **scope)
    assert error.value.translation_key == "empty_unconfirmed"
    [receipt] = entry.runtime_data.store.receipts
    assert (receipt.status, receipt.error) == ("failed", "empty_unconfirmed")
    answer: Any = await hass.services.async_call(DOMAIN, "get_recordings", {}, blocking=True, return_response=True)
    assert answer == {"recordings": [], "complete": False}


async def test_known_once_anything_was_listed(
    hass: HomeAssistant, nobody: Account, set_up: SetUp, repair: Named
) -> None:
    """The first recording ends all doubt, also when it is gone again."""
    entry = await set_up(nobody)
    first = nobody.say("hello", minutes_ago=0.01)
    await poll(hass, entry)
    assert state(hass, "recordings") == "1"
    assert not repair(entry, "empty_unconfirmed").told()
    nobody.delete_elsewhere(first.key)
    for _ in range(2):
        await poll(hass, entry)
        assert state(hass, "recordings") == "0"
        assert not repair(entry, "empty_unconfirmed").told()
        await restart(hass, entry)
    assert (await delete(hass, everything=True))["status"] == "nothing_to_delete"


async def test_older_recordings_end_all_doubt(hass: HomeAssistant, nobody: Account, set_up: SetUp) -> None:
    """A day without recordings is one, where there are older ones."""
    nobody.say("long ago", minutes_ago=60 * 24 * 40)
    await set_up(nobody)
    assert (state(hass, "recordings"), state(hass, "recordings_today")) == ("1", "0")


async def test_an_account_that_is_moved_to_another_site(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, repair: Named
) -> None:
    """What was listed at one site says nothing of another: there the counts are unknown, and at home right again."""
    entry = await set_up(account)
    issue = repair(entry, "empty_unconfirmed")
    home, held = entry.data, account.recordings
    account.erase(held)
    away = Credentials.from_login_data(amazon.sessions.login_data(account, "com"))
    hass.config_entries.async_update_entry(entry, data={**home, CONF_CREDENTIALS: away.as_dict()})
    await restart(hass, entry)
    await poll(hass, entry)
    assert figures(hass) == {STATE_UNKNOWN}
    assert issue.told()
    account.add(*held)
    hass.config_entries.async_update_entry(entry, data=home)
    await restart(hass, entry)
    assert state(hass, "recordings") == str(len(held))
    assert not issue.told()
