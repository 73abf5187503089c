"""Notifications that a notify entity does not take, or not at once."""

import logging
import re
from typing import Any

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.alexa_privacy.const import CONF_NOTIFY, CONF_RECIPES, DOMAIN
from custom_components.alexa_privacy.repair import notifications
from tests.amazon_double import Account, AmazonDouble, Fault
from tests.conftest import SetUp, delete, poll
from tests.helpers.notifications import RECEIPTS, SIGN_IN, options, phone, restart, restart_loaded
from tests.helpers.phones import AddPhones, Phone, add_phones
from tests.helpers.repairs import Named, lead
from tests.helpers.timing import SetTiming
from tests.helpers.waiting import until

__all__ = ["add_phones", "options", "phone"]

REVIEW = "human_review"


async def test_a_slow_service_holds_nothing_up(
    hass: HomeAssistant, account: Account, set_up: SetUp, phone: Phone, options: dict[str, Any]
) -> None:
    """Meanwhile many deletions are done; their receipts come as one message with the sums."""
    account.settings[REVIEW] = False
    entry = await set_up(account, options={**options, **RECEIPTS})
    phone.answers.clear()
    gone = 0
    for count in range(200):
        if not count % 50:
            account.say("and again", minutes_ago=0.01)
        receipt = await delete(hass, last={"minutes": 5})
        gone += receipt["verified_gone"] if count else 0
    assert not entry.runtime_data.deletions.running
    phone.answers.set()
    await hass.async_block_till_done(wait_background_tasks=True)
    first, rest = phone.take()
    assert first.startswith("Deletion verified.")
    assert rest.startswith(f"Deletions finished: 199. Verified gone: {gone}. Still listed: 0.")


async def test_a_stop_waits_for_no_service(
    hass: HomeAssistant, account: Account, set_up: SetUp, phone: Phone, options: dict[str, Any]
) -> None:
    """What could not be sent before Home Assistant stopped is sent after it."""
    phone.answers.clear()
    entry = await set_up(account, options=options, wait=False)
    await until(lambda: hass.data[notifications._NOTIFIERS][entry.entry_id]._sender is not None)
    assert await hass.config_entries.async_unload(entry.entry_id)
    sender = hass.data[notifications._NOTIFIERS].pop(entry.entry_id)._sender
    assert sender
    sender.cancel()
    phone.answers.set()
    assert phone.take() == []
    await restart_loaded(hass, entry)
    assert phone.take() == ["Human review is on."]


async def test_what_is_wrong_with_an_entity_is_said_once(
    hass: HomeAssistant,
    account: Account,
    set_up: SetUp,
    recipes: dict[str, Any],
    add_phones: AddPhones,
    repair: Named,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """One is gone, one raises, one works: deletions are verified, the log says it once, and a repair leads on."""
    caplog.set_level(logging.WARNING)
    account.settings[REVIEW] = False
    good, bad = Phone("good"), Phone("bad")
    await add_phones(good, bad)
    bad.error = ValueError("no network")
    chosen = {CONF_NOTIFY: ["notify.gone", "notify.bad", "notify.good"], **RECEIPTS}
    entry = await set_up(account, options={CONF_RECIPES: recipes, **chosen})
    unreached = repair(entry, "notify_unreached")
    assert unreached.told()
    for _ in range(3):
        account.say("again", minutes_ago=0.01)
        receipt = await delete(hass, last={"minutes": 5})
        assert receipt["status"] == "verified"
        await hass.async_block_till_done(wait_background_tasks=True)
    assert len(good.take()) == 3
    said = [record for record in caplog.records if record.levelno >= logging.WARNING and DOMAIN in record.name]
    # One was gone from the beginning, the other failed later.
    assert len([record for record in said if "Notify entities" in record.getMessage()]) == 2
    assert not re.search("gone|bad|good", " ".join(record.getMessage() for record in said))
    form = await unreached.open()
    assert "notify.bad, notify.gone" in form["description_placeholders"]["entities"]
    step = await lead(hass, await unreached.submit(form))
    assert step["step_id"] == "preferences"
    hass.config_entries.async_update_entry(entry, options={**entry.options, CONF_NOTIFY: ["notify.good"]})
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert not unreached.told()
    er.async_get(hass).async_remove("notify.good")
    await hass.async_block_till_done()
    await poll(hass, entry)
    assert unreached.told()


async def test_an_entity_that_was_unavailable(
    hass: HomeAssistant, account: Account, set_up: SetUp, recipes: dict[str, Any], add_phones: AddPhones, repair: Named
) -> None:
    """That a message was missed is said until the entity is back."""
    phone = Phone("phone")
    phones = await add_phones(phone)
    account.settings[REVIEW] = False
    entry = await set_up(account, options={CONF_RECIPES: recipes, CONF_NOTIFY: ["notify.phone"], **RECEIPTS})
    assert await hass.config_entries.async_unload(phones.entry_id)
    await poll(hass, entry)
    assert not repair(entry, "notify_unreached").told()
    await delete(hass, last={"days": 1})
    await hass.async_block_till_done(wait_background_tasks=True)
    assert repair(entry, "notify_unreached").told()
    assert phone.take() == []
    hass.states.async_set("notify.phone", "unknown")
    await poll(hass, entry)
    assert not repair(entry, "notify_unreached").told()


@pytest.mark.parametrize("is_away", [True, False], ids=["unavailable", "failing"])
async def test_a_problem_that_no_entity_took(
    hass: HomeAssistant,
    account: Account,
    set_up: SetUp,
    phone: Phone,
    options: dict[str, Any],
    repair: Named,
    timing: SetTiming,
    caplog: pytest.LogCaptureFixture,
    is_away: bool,
) -> None:
    """It is sent once an entity can, unless it is over by then; that it could not be sent is said once."""
    timing(read_settings_every=-1.0)

    def leave() -> None:
        phone.error = ValueError("no network")
        phone._attr_available = not is_away
        phone.async_write_ha_state()

    async def come_back() -> None:
        phone.error = None
        phone._attr_available = True
        phone.async_write_ha_state()
        await hass.async_block_till_done(wait_background_tasks=True)
        if not is_away:
            await poll(hass, entry)

    leave()
    entry = await set_up(account, options=options)
    for _ in range(2):
        await poll(hass, entry)
        await hass.config_entries.async_reload(entry.entry_id)
        await hass.async_block_till_done(wait_background_tasks=True)
    assert caplog.text.count("Notify entities") == 1
    assert repair(entry, "notify_unreached").told()
    await restart(hass, entry)
    await come_back()
    assert phone.take() == ["Human review is on."]
    await poll(hass, entry)
    assert not repair(entry, "notify_unreached").told()
    account.settings[REVIEW] = False
    await poll(hass, entry)
    leave()
    account.settings[REVIEW] = True
    await poll(hass, entry)
    account.settings[REVIEW] = False
    phone.error = None
    await poll(hass, entry)
    await come_back()
    assert phone.take() == []
    leave()
    account.settings[REVIEW] = True
    await poll(hass, entry)
    assert await hass.config_entries.async_unload(entry.entry_id)
    await restart_loaded(hass, entry)
    await come_back()
    assert phone.take() == ["Human review is on."]


async def test_sign_in_that_no_entity_took(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, phone: Phone, options: dict[str, Any]
) -> None:
    """No poll follows, as the account is not set up: it is sent after some time."""
    account.settings[REVIEW] = False
    entry = await set_up(account, options=options)
    phone.error = ValueError("no network")
    amazon.fail(Fault.REFUSED, "token", times=None)
    amazon.fail(Fault.SIGN_IN, times=None)
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert entry.state is ConfigEntryState.SETUP_ERROR
    phone.error = None
    for _ in range(2):
        async_fire_time_changed(hass, dt_util.utcnow() + notifications.SEND_AGAIN_AFTER)
        await hass.async_block_till_done(wait_background_tasks=True)
    assert phone.take() == [SIGN_IN]
