"""Echos as devices: they stay while anybody may have one, at 0 where they have recorded nothing, and go after that."""

from datetime import timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.const import STATE_UNKNOWN
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.setup import async_setup_component
from homeassistant.util import slugify
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from custom_components.alexa_privacy.const import DOMAIN
from tests.amazon_double import Account, AmazonDouble, Fault
from tests.amazon_double.records import Device
from tests.conftest import SetUp, delete, poll, state
from tests.helpers.timing import SetTiming
from tests.helpers.waiting import until


def devices(hass: HomeAssistant, entry: MockConfigEntry) -> dict[str, str | None]:
    """Return serial and name of the Echos that are devices."""
    found = dr.async_entries_for_config_entry(dr.async_get(hass), entry.entry_id)
    return {device.serial_number: device.name for device in found if device.serial_number}


def shown(hass: HomeAssistant, echo: Device, key: str = "recordings") -> str | None:
    """Return what an Echo's sensor shows; None where there is none."""
    found = hass.states.get(f"sensor.{slugify(echo.name)}_{key}")
    return found.state if found else None


def clear(account: Account, *echos: Device) -> None:
    """Delete what Echos recorded, in Amazon's app."""
    account.delete_elsewhere(*(each.key for each in account.recordings if each.device in echos))


async def recount(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """List all days again."""
    await poll(hass, entry)
    await hass.services.async_call(DOMAIN, "recount", {}, blocking=True)
    await hass.async_block_till_done(wait_background_tasks=True)


async def restart(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Load the account again."""
    assert await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)


async def test_stay_at_0_after_a_purge(hass: HomeAssistant, account: Account, set_up: SetUp) -> None:
    """What dashboards show is a figure, also when nothing is left, and after a restart."""
    entry = await set_up(account)
    known = devices(hass, entry)
    assert set(known) == {echo.serial for echo in account.devices}
    assert (await delete(hass, everything=True))["status"] == "verified"
    for _ in range(2):
        assert devices(hass, entry) == known
        for echo in account.devices:
            assert shown(hass, echo) == "0", echo.name
            assert shown(hass, echo, "last_recording") == STATE_UNKNOWN
        await restart(hass, entry)
    account.say("I am back", device=account.devices[1], minutes_ago=0.01)
    await poll(hass, entry)
    assert shown(hass, account.devices[1]) == "1"
    assert shown(hass, account.devices[1], "last_recording") != STATE_UNKNOWN


async def test_unknown_until_counted(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, hass_storage: dict[str, Any]
) -> None:
    """An Echo whose counts were lost is there all the same, and 0 only once all is counted again."""
    entry = await set_up(account)
    quiet = account.devices[2]
    clear(account, quiet)
    await recount(hass, entry)
    assert shown(hass, quiet) == "0"
    await hass.config_entries.async_unload(entry.entry_id)
    hass_storage[f"{DOMAIN}.{entry.entry_id}"]["data"]["histories"]["voice"]["ledger"] = {}
    amazon.fail(Fault.UNAVAILABLE, "v2", times=None, after=1)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await until(lambda: entry.runtime_data.coordinator.last_update_success is False)
    assert quiet.serial in devices(hass, entry)
    assert shown(hass, quiet) != "0"
    amazon.heal()
    await poll(hass, entry)
    assert shown(hass, quiet) == "0"


async def test_another_time_zone(hass: HomeAssistant, account: Account, set_up: SetUp) -> None:
    """Counting again from other midnights takes no Echo away."""
    entry = await set_up(account)
    clear(account, account.devices[0])
    await recount(hass, entry)
    known = devices(hass, entry)
    await hass.config.async_set_time_zone("Asia/Tokyo")
    await hass.async_block_till_done(wait_background_tasks=True)
    assert devices(hass, entry) == known
    assert shown(hass, account.devices[0]) == "0"
    assert state(hass, "recordings") == str(account.held)


async def test_seen_again_while_older_days_are_counted(
    hass: HomeAssistant,
    amazon: AmazonDouble,
    account: Account,
    set_up: SetUp,
    timing: SetTiming,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """What an Echo recorded first goes and comes again before all is counted: its entities are added once."""
    timing(retry_backfill_after=3600.0)
    echo = account.devices[0]
    clear(account, echo)
    heard = account.say("Is it late?", device=echo)
    amazon.fail(Fault.TRUNCATED, "v2", times=None, after=2)
    amazon.fail(Fault.TRUNCATED, "v1", times=None)
    entry = await set_up(account, wait=False)
    await until(lambda: entry.runtime_data.voice.counts.failure is not None)
    amazon.heal()
    account.delete_elsewhere(heard.key)
    await entry.runtime_data.coordinator.async_refresh()
    assert shown(hass, echo) == STATE_UNKNOWN
    account.say("It is", device=echo)
    await entry.runtime_data.coordinator.async_refresh()
    await hass.async_block_till_done()
    assert not entry.runtime_data.store.voice.ledger.complete
    assert "unique" not in caplog.text


async def test_a_renamed_echo(hass: HomeAssistant, account: Account, set_up: SetUp) -> None:
    """The device is called as in the Alexa app, unless its owner calls it otherwise here; entities keep their ids."""
    entry = await set_up(account)
    old, other = account.devices[:2]
    registry = dr.async_get(hass)
    device = registry.async_get_device_by_identifier((DOMAIN, other.serial), entry.entry_id)
    assert device
    registry.async_update_device(device.id, name_by_user="Mine")
    for echo in (old, other):
        account.say("hello", device=Device(f"New {echo.name}", echo.type, echo.serial), minutes_ago=0.01)
    await poll(hass, entry)
    assert devices(hass, entry)[old.serial] == f"New {old.name}"
    renamed = registry.async_get(device.id)
    assert renamed
    assert renamed.name_by_user == "Mine"
    held = sum(each.device.serial == old.serial for each in account.recordings)
    assert shown(hass, old) == str(held)


@pytest.mark.parametrize("days", [399, 401])
async def test_an_echo_nobody_has_any_longer(
    hass: HomeAssistant,
    amazon: AmazonDouble,
    account: Account,
    set_up: SetUp,
    freezer: FrozenDateTimeFactory,
    days: int,
) -> None:
    """It goes when it was not seen for 400 days; then Amazon is asked once whether it is on the account."""
    entry = await set_up(account)
    gone, kept = account.devices[:2]
    clear(account, gone, kept)
    account.devices.remove(gone)
    await recount(hass, entry)
    assert {gone.serial, kept.serial} <= set(devices(hass, entry))
    amazon.clear_log()
    freezer.tick(timedelta(days=days))
    for _ in range(3):
        await poll(hass, entry)
    assert (gone.serial in devices(hass, entry)) == (days < 400)
    assert (shown(hass, gone) is None) == (days > 400)
    assert shown(hass, kept) == "0"
    assert amazon.count("devices") == (1 if days > 400 else 0)
    await restart(hass, entry)
    assert (gone.serial in devices(hass, entry)) == (days < 400)
    assert not [each for each in er.async_get(hass).entities.values() if gone.serial in each.unique_id and days > 400]


async def test_where_nobody_knows_which_echos_there_are(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, freezer: FrozenDateTimeFactory
) -> None:
    """Without an answer no Echo goes; it is asked for again the day after, and figures are none the worse for it."""
    entry = await set_up(account)
    gone = account.devices[0]
    clear(account, gone)
    account.devices.remove(gone)
    await recount(hass, entry)
    freezer.tick(timedelta(days=500))
    amazon.fail(Fault.TRUNCATED, "devices", times=None)
    amazon.clear_log()
    for _ in range(2):
        await poll(hass, entry)
    assert amazon.count("devices") == 1
    assert shown(hass, gone) == "0"
    assert state(hass, "recordings") == str(account.held)
    amazon.heal()
    freezer.tick(timedelta(days=1, minutes=1))
    await poll(hass, entry)
    assert gone.serial not in devices(hass, entry)


async def test_removed_by_its_owner(
    hass: HomeAssistant, account: Account, set_up: SetUp, hass_ws_client: WebSocketGenerator
) -> None:
    """An Echo at 0 may be removed on its page, and is no ghost after that; one with recordings stays."""
    await async_setup_component(hass, "config", {})
    entry = await set_up(account)
    sold, used = account.devices[:2]
    clear(account, sold)
    await recount(hass, entry)
    client = await hass_ws_client(hass)
    registry = dr.async_get(hass)

    async def remove(serial: str) -> bool:
        device = registry.async_get_device_by_identifier((DOMAIN, serial), entry.entry_id)
        assert device
        await client.send_json_auto_id({"type": "config/device_registry/remove", "device_id": device.id})
        return bool((await client.receive_json())["success"])

    assert await remove(sold.serial)
    assert not await remove(used.serial)
    assert not await remove(str(entry.unique_id))
    for _ in range(2):
        assert set(devices(hass, entry)) == {echo.serial for echo in account.devices[1:]}
        assert shown(hass, sold) is None
        await restart(hass, entry)
    account.say("still here", device=sold, minutes_ago=0.01)
    await poll(hass, entry)
    assert shown(hass, sold) == "1"


async def test_recordings_of_no_known_echo(hass: HomeAssistant, account: Account, set_up: SetUp) -> None:
    """A recording whose key names no serial is counted, and makes no device."""
    clear(account, *account.devices)
    account.add({"recordKey": "R", "timestamp": account.now - 60_000}, {"recordKey": "C#1#T#", "timestamp": 1})
    entry = await set_up(account)
    assert state(hass, "recordings") == "2"
    assert devices(hass, entry) == {}
    account.delete_elsewhere("R")
    await poll(hass, entry)
    await recount(hass, entry)
    assert devices(hass, entry) == {}
