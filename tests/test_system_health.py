"""System health: whether Amazon can be reached, what is tested, and when it was last listed."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from homeassistant.config_entries import ConfigEntryDisabler, ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.alexa_privacy.const import CONF_CREDENTIALS, DOMAIN
from tests.amazon_double import Account, AmazonDouble, Fault
from tests.conftest import SetUp, poll
from tests.helpers.system_health import health


async def test_of_an_account(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, recipes: dict[str, Any]
) -> None:
    """All that was taught is counted, what is tested apart; only a listing that worked is the last one."""
    begun = dt_util.utcnow() - timedelta(milliseconds=1)
    entry = await set_up(account, proven=False)
    shown = await health(hass)
    taught = len(recipes.keys() & {"delete_recordings", "delete_range", "delete_everything"}) + len(recipes["switches"])
    assert (shown["learned_requests"], shown["tested_requests"]) == (taught, 0)
    assert shown["can_reach_amazon"] == "ok"
    assert begun < shown["last_listing"] < dt_util.utcnow()

    proofs = entry.runtime_data.store.request_statuses
    proofs.works("delete_recordings")
    proofs.works("delete_range")
    proofs.fails("delete_range")
    amazon.fail(Fault.NOT_FOUND, times=None)
    await poll(hass, entry)
    later = await health(hass)
    assert later["tested_requests"] == 1
    assert later["last_listing"] == shown["last_listing"]
    amazon.heal()
    await poll(hass, entry)
    assert (await health(hass))["last_listing"] > shown["last_listing"]
    for secret in (account.email, account.devices[0].name, account.devices[0].serial):
        assert secret not in str(later)


async def test_of_several_accounts(hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp) -> None:
    """Of the last listings, the one longest ago counts, and none where one account has none; so do all sites."""
    first = await set_up(account)
    alone = await health(hass)
    second = await set_up(
        amazon.add_account(Account.generate(seed=8, size=5, now=dt_util.utcnow(), days=1)), options={}
    )
    assert await health(hass) == alone
    await poll(hass, first)
    assert (await health(hass))["last_listing"] == second.runtime_data.coordinator.data.counted_at
    second.runtime_data.coordinator.data = replace(second.runtime_data.coordinator.data, counted_at=None)
    assert (await health(hass))["last_listing"] == "unknown"

    # The first site answers, the second does not.
    elsewhere = {**first.data[CONF_CREDENTIALS], "site": "https://www.amazon.com"}
    MockConfigEntry(domain=DOMAIN, data={CONF_CREDENTIALS: elsewhere}).add_to_hass(hass)
    amazon.fail(Fault.DROPPED, times=None, after=1)
    assert (await health(hass))["can_reach_amazon"] == {"type": "failed", "error": "unreachable"}


async def test_where_amazon_is_away(hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp) -> None:
    """An account that cannot be set up still shows whether it is Amazon that cannot be reached."""
    other = await set_up(amazon.add_account(Account.generate(seed=8, size=5, now=dt_util.utcnow(), days=1)), options={})
    listing = (await health(hass))["last_listing"]
    amazon.fail(Fault.DROPPED, times=None)
    entry = await set_up(account, state=ConfigEntryState.SETUP_RETRY)
    shown = await health(hass)
    assert shown["can_reach_amazon"] == {"type": "failed", "error": "unreachable"}
    assert shown["learned_requests"] == len(entry.runtime_data.store.request_statuses.taught)
    assert (shown["tested_requests"], shown["last_listing"]) == (0, "unknown")

    # Whoever is switched off is not waited for.
    await hass.config_entries.async_set_disabled_by(entry.entry_id, ConfigEntryDisabler.USER)
    shown = await health(hass)
    assert (shown["learned_requests"], shown["last_listing"]) == (0, listing)
    await hass.config_entries.async_set_disabled_by(other.entry_id, ConfigEntryDisabler.USER)
    assert (await health(hass))["can_reach_amazon"] == "unknown"
