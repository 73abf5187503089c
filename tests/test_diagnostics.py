"""Diagnostics: what went wrong can be seen, and nothing of what is nobody's business."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import quote

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import device_registry as dr
import orjson
import pytest

from custom_components.alexa_privacy.amazon.recipes.document import read_recipes
from custom_components.alexa_privacy.amazon.recipes.outline import outline
from custom_components.alexa_privacy.const import CONF_RECIPES
from tests.amazon_double import DIALECTS, Account, AmazonDouble, Fault
from tests.conftest import SetUp, delete, poll
from tests.helpers.diagnostics import Download, data, download
from tests.helpers.leaks import SECRETS, found, private
from tests.helpers.switches import turn
from tests.helpers.timing import SetTiming
from tests.helpers.waiting import until

__all__ = ["download"]


async def test_of_an_account(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, download: Download
) -> None:
    """How each kind of request went, what is taught and tested, what is counted."""
    entry = await set_up(account)
    amazon.fail(Fault.THROTTLED, "settings_read", times=None)
    await delete(hass, older_than={"days": 20})
    amazon.heal()
    amazon.withdrawn.add("v2")
    await poll(hass, entry)
    told = data(await download(entry))

    asked = told["requests"]
    assert {kind: asked[kind]["sent"] for kind in ("page", "v1", "v2", "setting_read", "deletion")} == {
        "page": amazon.count("page"),
        "v1": amazon.count("v1"),
        "v2": amazon.count("v2"),
        "setting_read": amazon.count("settings_read"),
        "deletion": amazon.count("delete"),
    }
    assert (asked["v2"]["last_status"], asked["v2"]["last_error"]) == (404, "withdrawn")
    assert asked["v2"]["errors"]["withdrawn"] >= 1
    assert (asked["deletion"]["last_status"], asked["deletion"]["last_error"], asked["deletion"]["errors"]) == (
        200,
        None,
        {},
    )
    assert told["last_poll"] == {"worked": True, "failure": None}
    assert told["settings"]["human_review"] == {
        "position": "on" if account.settings["human_review"] else "off",
        "failure": None,
    }
    assert (told["older_days"]["failure"], told["purge"]["failure"]) == (None, None)
    assert told["histories"]["voice"]["nightly"]["enabled"] is False
    assert (told["state"], told["site"], told["sign_in"], told["throttled_for"]) == ("loaded", "de", "own", 0)
    assert told["learned"]["states"]["delete_recordings"]["tested"]
    assert told["learned"]["states"]["delete_recordings"]["broken"] is None
    ledger = told["ledger"]
    assert (ledger["complete"], ledger["recordings"]) == (True, account.held)
    assert date.fromisoformat(ledger["since"]) <= date.fromisoformat(ledger["until"])
    assert told["receipts"][-1]["status"] == "verified"


async def test_of_what_fails(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, download: Download
) -> None:
    """What broke, since when, and whether Amazon asks to wait."""
    entry = await set_up(account)
    amazon.now = lambda: datetime.now(UTC) - timedelta(hours=1)
    await turn(hass, "human_review", on=False)
    for fault in (Fault.NOT_FOUND, Fault.BAD_REQUEST, Fault.STALE_CSRF):
        amazon.fail(fault, "settings")
        with pytest.raises(HomeAssistantError):
            await turn(hass, "human_review", on=True)
    amazon.fail(Fault.DROPPED, "v2", times=None)
    await poll(hass, entry)
    told = data(await download(entry))
    assert round(told["clock_behind"] / 3600) == -1
    assert told["learned"]["states"]["human_review"]["broken"]
    assert (told["last_poll"]["worked"], told["last_poll"]["failure"]["error"]) == (False, "cannot_connect")
    assert (told["requests"]["v2"]["last_status"], told["requests"]["v2"]["last_error"]) == (None, "cannot_connect")
    assert told["requests"]["setting"]["errors"] == {"withdrawn": 1, "refused": 2}


@pytest.mark.parametrize(
    ("fault", "where", "place", "detail"),
    [
        (Fault.TRUNCATED, "v2", "last_poll", "not valid JSON"),
        (Fault.NO_LIST, "v2", "last_poll", "no list of records"),
        (Fault.NULL_LIST, "v2", "last_poll", "contradict each other"),
        (Fault.HTML, "v2", "last_poll", "a page instead of data"),
        (Fault.UNAVAILABLE, "v2", "last_poll", "503"),
        (Fault.DROPPED, "v2", "last_poll", "ServerDisconnectedError"),
        (Fault.NOT_FOUND, "settings_read", "human_review", "404"),
        (Fault.JSON_LIST, "settings_read", "human_review", "what the recipe points at"),
        (Fault.STALE_CSRF, "settings", "human_review", "403"),
        (Fault.IGNORED, "settings", "human_review", "unchanged"),
    ],
)
async def test_which_failure_it_is(
    hass: HomeAssistant,
    amazon: AmazonDouble,
    account: Account,
    set_up: SetUp,
    download: Download,
    timing: SetTiming,
    *,
    fault: Fault,
    where: str,
    place: str,
    detail: str,
) -> None:
    """What all are told as "not understood" or "refused" can be told apart."""
    timing(read_settings_every=-1.0)
    entry = await set_up(account)
    if fault is not Fault.NULL_LIST:
        amazon.withdrawn.add("v1")
    amazon.fail(fault, where, times=None)
    if where == "settings":
        with pytest.raises(HomeAssistantError):
            await turn(hass, "human_review", on=not account.settings["human_review"])
    else:
        await poll(hass, entry)
    told = data(await download(entry))
    failure = (told | told["settings"])[place]["failure"]
    assert detail in failure["detail"], failure
    amazon.heal()
    await poll(hass, entry)
    told = data(await download(entry))
    assert (told | told["settings"])[place]["failure"] is None


async def test_of_older_days_and_purges_that_fail(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, download: Download
) -> None:
    """Why the background does not go on, and why the last purge did not come to anything."""
    amazon.withdrawn.add("v1")
    amazon.fail(Fault.TRUNCATED, "v2", times=None, after=2)
    entry = await set_up(account, wait=False)
    await until(lambda: entry.runtime_data.voice.counts.failure is not None)
    with pytest.raises(HomeAssistantError):
        await delete(hass, older_than={"days": 20})
    told = data(await download(entry))
    for place in ("older_days", "purge"):
        assert told[place]["failure"] == {
            "error": "bad_answer",
            "detail": "Amazon's response is not valid JSON",
        }
    amazon.heal()
    await hass.async_block_till_done(wait_background_tasks=True)
    hass.config_entries.async_update_entry(entry, options={})
    assert await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    with pytest.raises(HomeAssistantError):
        await delete(hass, older_than={"days": 20})
    told = data(await download(entry))
    assert told["older_days"]["failure"] is None
    assert told["purge"]["failure"] == {"error": "nothing_taught", "detail": None}


async def test_of_an_account_that_waits_for_amazon(
    amazon: AmazonDouble, account: Account, set_up: SetUp, download: Download
) -> None:
    """One that was never set up tells what Amazon answered."""
    amazon.fail(Fault.BAD_REQUEST, "page", times=None)
    entry = await set_up(account, state=ConfigEntryState.SETUP_RETRY)
    told = data(await download(entry))
    assert (told["state"], told["reason"]) == ("setup_retry", "refused")
    assert told["requests"]["page"]["last_status"] == 400


async def test_of_an_account_without_a_sign_in(
    hass: HomeAssistant, account: Account, set_up: SetUp, download: Download
) -> None:
    """Where nothing could be asked, that is all there is to tell."""
    entry = await set_up(account)
    hass.config_entries.async_update_entry(entry, data={"username": account.email})
    await hass.config_entries.async_reload(entry.entry_id)
    told = data(await download(entry))
    assert told == {
        "state": "setup_error",
        "reason": "signed_out",
        "sign_in": "own",
        "options": {"spoken": None},
    }


async def test_of_devices(hass: HomeAssistant, account: Account, set_up: SetUp, download: Download) -> None:
    """An Echo's figures beside the account's."""
    entry = await set_up(account)
    devices = dr.async_entries_for_config_entry(dr.async_get(hass), entry.entry_id)
    told = {device.serial_number: data(await download(entry, device)) for device in devices}
    assert "echo" not in told.pop(None)
    for serial, shown in told.items():
        assert shown["echo"]["recordings"] == entry.runtime_data.store.voice.ledger.total(echo=serial)
        assert shown["echo"]["days"] >= 1
        assert shown["ledger"]["complete"]
    assert sum(shown["echo"]["recordings"] for shown in told.values()) <= account.held
    assert len(told) == len(entry.runtime_data.coordinator.data.echoes)

    await hass.config_entries.async_unload(entry.entry_id)
    assert data(await download(entry, devices[-1]))["state"] == "not_loaded"


@pytest.mark.parametrize("dialect", sorted(DIALECTS))
async def test_nothing_personal(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, download: Download, dialect: str
) -> None:
    """No download holds anything of the owner, whatever was taught."""
    spoken = {"enabled": True, "device": account.devices[0].serial, "language": "de-DE"}
    entry = await set_up(account, options={CONF_RECIPES: amazon.dialects[dialect].recipes(), "spoken": spoken})
    await delete(hass, older_than={"days": 20})
    devices = dr.async_entries_for_config_entry(dr.async_get(hass), entry.entry_id)
    names = {person.first_name for person in account.persons} | {device.name for device in account.devices}
    own = {account.email, account.user_id, entry.title, *(device.serial for device in account.devices)}
    for device in (None, *devices):
        assert not found(private(account) | own, names, await download(entry, device))


async def test_nothing_personal_where_all_fails(
    hass: HomeAssistant,
    amazon: AmazonDouble,
    account: Account,
    recipes: dict[str, Any],
    set_up: SetUp,
    download: Download,
) -> None:
    """Nor where what was taught holds it by accident, and whatever goes wrong."""
    for request in (recipes["delete_recordings"]["request"], recipes["switches"]["human_review"]["set"]):
        request["query"] = [[secret, secret] for secret in SECRETS]
    entry = await set_up(account)
    names = {person.first_name for person in account.persons} | {device.name for device in account.devices}
    own = {*SECRETS, account.email, account.user_id, *(device.serial for device in account.devices)}
    for fault in (Fault.TRUNCATED, Fault.NO_LIST, Fault.NOT_FOUND, Fault.BAD_REQUEST, Fault.THROTTLED, Fault.HTML):
        amazon.fail(fault, times=None)
        with suppress(HomeAssistantError):
            await delete(hass, older_than={"days": 20})
        with suppress(HomeAssistantError):
            await turn(hass, "human_review", on=False)
        await poll(hass, entry)
        text = await download(entry)
        assert not data(text)["last_poll"]["worked"]
        assert not found(private(account) | own, names, text)
        amazon.heal()


@pytest.mark.parametrize("secret", SECRETS)
def test_shapes_hold_no_constants(secret: str) -> None:
    """Whatever an owner taught by accident, and wherever in a request it stands, is left out."""
    in_path = quote(secret, safe="")
    request = {
        "method": "POST",
        "path": f"/alexa-privacy/apd/{in_path}/x",
        "query": [[secret, secret], {"$each": "recordings", "do": [secret, "{{recording.recordKey}}"]}],
        "headers": {"x-made-up": secret},
        "json": {
            secret: f"{secret} {{{{recording.recordKey|part:{in_path}:1}}}}",
            "list": [secret, {"$join": [secret], "with": secret}, {"$json": {"as": secret}}],
        },
    }
    reading = {
        "request": {"method": "GET", "path": "/alexa-privacy/apd/x"},
        "at": f"/settings/[name={secret}]/{secret}",
        "inside": {"after": secret},
    }
    switch = {
        "set": {
            "method": "POST",
            "path": "/alexa-privacy/x",
            "form": [[secret, "{{value}}"], ["now", f"{{{{now:/a/{in_path}}}}}"]],
        },
        "values": {"on": secret, "off": None},
        "read": reading,
    }
    document = {
        "version": 1,
        "delete_recordings": {"request": request},
        "switches": {"human_review": switch},
    }
    read_recipes(document)
    told = orjson.dumps(outline(document)).decode()
    assert not found({secret, in_path}, set(), told)
    assert "{{recording.recordKey|part}}" in told


def test_shapes_tell_the_structure() -> None:
    """What Amazon called things, and which value stands where, is what mending it takes."""
    document = {
        "version": 1,
        "delete_recordings": {
            "batch": 25,
            "request": {
                "method": "DELETE",
                "path": "/alexa-privacy/made-up/records-v2/{{recording.recordKey}}",
                "query": [["lang", "en"], ["at", "{{time}}"]],
                "headers": {"anti-csrftoken-a2z": "{{csrf}}"},
                "json": {
                    "keys": {"$each": "recordings", "do": ["{{recording.recordKey|part:#:3|lower}}", 7, True, None]},
                    "inner": {"$encode": "{{recordings.0.timestamp}}", "as": "base64"},
                },
            },
        },
    }
    assert outline(document) == {
        "delete_recordings": {
            "batch": 25,
            "request": {
                "method": "DELETE",
                "path": "/alexa-privacy/made-up/records-v2/{{recording.recordKey}}",
                "query": [["lang", "…"], ["at", "{{time}}"]],
                "headers": {"anti-csrftoken-a2z": "{{csrf}}"},
                "json": {
                    "keys": {"$each": "recordings", "do": ["{{recording.recordKey|part|lower}}", "number", True, None]},
                    "inner": {"$encode": "{{recordings.0.timestamp}}", "as": "base64"},
                },
            },
        },
    }
