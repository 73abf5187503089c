"""What an owner, an automation or somebody else may ask of the actions: refused in words, and nothing is touched."""

from datetime import timedelta
import json
from pathlib import Path
import re
from typing import Any

from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError, Unauthorized
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers.translation import async_get_exception_message
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser
import voluptuous as vol

from custom_components.alexa_privacy import services
from custom_components.alexa_privacy.const import DOMAIN
from tests.amazon_double import Account, AmazonDouble
from tests.conftest import SetUp, delete

TEXTS = json.loads((Path(services.__file__).parent / "translations/en.json").read_text("utf-8"))["exceptions"]
ACTIONS = ["delete_recordings", "get_recordings"]


async def call(hass: HomeAssistant, action: str, context: Context | None = None, **data: Any) -> Any:
    """Call an action as an automation does."""
    return await hass.services.async_call(DOMAIN, action, data, blocking=True, return_response=True, context=context)


async def refused(hass: HomeAssistant, action: str, key: str, domain: str = DOMAIN, **data: Any) -> None:
    """Check that an action is refused with a message that is translated and complete."""
    with pytest.raises(HomeAssistantError) as failed:
        await call(hass, action, **data)
    error = failed.value
    assert (error.translation_domain, error.translation_key) == (domain, key)
    given = error.translation_placeholders or {}
    if domain == DOMAIN:
        assert set(re.findall(r"\{(\w+)\}", TEXTS[key]["message"])) == set(given)
    message = async_get_exception_message(domain, key, given)
    assert key not in message
    assert "{" not in message


def untouched(amazon: AmazonDouble, account: Account, held: int) -> bool:
    """Return whether neither a deletion nor anything else was sent."""
    return amazon.requests == [] and account.held == held


async def test_no_scope(hass: HomeAssistant, amazon: AmazonDouble, account: Account, entry: MockConfigEntry) -> None:
    """Nothing given deletes nothing, however it is given."""
    held = account.held
    nothing: list[dict[str, Any]] = [
        {},
        {"everything": False},
        {"dry_run": True},
        {"wait": False},
        {"said": ""},
        {"device_id": []},
        {"person": []},
        {"kind": []},
        {"device_id": [], "person": [], "kind": [], "said": ""},
        {"config_entry_id": entry.entry_id},
    ]
    for data in nothing:
        await refused(hass, "delete_recordings", "scope_missing", **data)
    assert untouched(amazon, account, held)


@pytest.mark.parametrize("empty", [{"device_id": []}, {"person": []}, {"kind": []}])
async def test_empty_list_matches_nothing(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, entry: MockConfigEntry, empty: dict[str, Any]
) -> None:
    """A list that a template left empty never widens what is deleted, whatever else is given."""
    held = account.held
    for more in ({"everything": True}, {"last": {"days": 9}}, {"older_than": {"seconds": 1}}, {"said": "alexa"}):
        assert (await delete(hass, **empty, **more))["status"] == "nothing_to_delete"
    assert amazon.count("delete") == 0
    assert account.held == held


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize(
    "span",
    [
        {"start": "2026-11-02 00:00:00", "end": "2026-11-01 00:00:00"},
        {"start": "2026-11-01 00:00:00", "end": "2026-11-01 00:00:00"},
        {"start": "2026-11-01T00:00:00+00:00", "end": "2026-11-01T01:00:00+02:00"},
        {"last": {"hours": 1}, "older_than": {"hours": 2}},
        {"last": {"hours": 1}, "end": "2020-01-01 00:00:00"},
        {"start": "2999-01-01 00:00:00", "older_than": {"hours": 2}},
        {"start": "0001-01-01 00:00:00", "end": "0001-01-01 00:00:01"},
    ],
    ids=str,
)
async def test_end_before_start(
    hass: HomeAssistant,
    amazon: AmazonDouble,
    account: Account,
    entry: MockConfigEntry,
    action: str,
    span: dict[str, Any],
) -> None:
    """A range that ends before it starts, whichever fields say so."""
    held = account.held
    await refused(hass, action, "end_before_start", **span)
    assert untouched(amazon, account, held)


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("field", ["last", "older_than"])
@pytest.mark.parametrize(
    "span", [0, -1, "0", "00:00:00", "-01:00", {"days": 0}, {"days": -3}, {"hours": 1, "minutes": -60}], ids=str
)
async def test_no_length(
    hass: HomeAssistant,
    amazon: AmazonDouble,
    account: Account,
    entry: MockConfigEntry,
    action: str,
    field: str,
    span: Any,
) -> None:
    """A span of nothing or less; older than nothing would be everything."""
    held = account.held
    await refused(hass, action, "duration_not_positive", **{field: span})
    assert untouched(amazon, account, held)


@pytest.mark.parametrize("action", ACTIONS)
async def test_devices_of_others(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, entry: MockConfigEntry, set_up: SetUp, action: str
) -> None:
    """Neither the account itself, nor another account's Echo, nor any other device, nor none at all."""
    devices = dr.async_get(hass)
    other = await set_up(amazon.add_account(Account.generate(seed=11, size=9, email="noah@example.org")))
    stranger = MockConfigEntry(domain="test")
    stranger.add_to_hass(hass)
    lamp = devices.async_get_or_create(
        config_entry_id=stranger.entry_id, identifiers={("test", "1")}, serial_number=account.devices[0].serial
    )
    service = devices.async_get_device_by_identifier((DOMAIN, account.user_id), entry.entry_id)
    mine = devices.async_get_device_by_identifier((DOMAIN, account.devices[0].serial), entry.entry_id)
    assert service
    assert mine
    theirs = [device for device in dr.async_entries_for_config_entry(devices, other.entry_id) if device.serial_number]
    assert theirs
    amazon.clear_log()
    held = account.held
    for wrong in (lamp.id, service.id, theirs[0].id, "no such device", ""):
        for device_id in (wrong, [wrong], [mine.id, wrong]):
            data = {"config_entry_id": entry.entry_id, "device_id": device_id}
            await refused(hass, action, "device_not_of_account", **data)
    assert untouched(amazon, account, held)


@pytest.mark.parametrize("action", ACTIONS)
async def test_which_account(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, entry: MockConfigEntry, set_up: SetUp, action: str
) -> None:
    """With two accounts the one must be named; it must be there, ours, and loaded."""
    other_account = amazon.add_account(Account.generate(seed=11, size=9, email="noah@example.org"))
    other = await set_up(other_account)
    stranger = MockConfigEntry(domain="test", title="Lamp")
    stranger.add_to_hass(hass)
    amazon.clear_log()
    held = account.held
    last = {"last": {"days": 99}}
    await refused(hass, action, "service_found_multiple_config_entry_for_domain", "homeassistant", **last)
    for entry_id, key in (
        ("no such entry", "service_config_entry_not_found"),
        (stranger.entry_id, "service_config_entry_wrong_domain"),
    ):
        await refused(hass, action, key, "homeassistant", config_entry_id=entry_id, **last)
    await hass.config_entries.async_unload(other.entry_id)
    await refused(
        hass, action, "service_config_entry_not_loaded", "homeassistant", config_entry_id=other.entry_id, **last
    )
    assert untouched(amazon, account, held)
    assert other_account.held == 9


@pytest.mark.parametrize("action", ACTIONS)
async def test_no_account(hass: HomeAssistant, entry: MockConfigEntry, action: str) -> None:
    """The actions stay when the account goes, and say that there is none."""
    await hass.config_entries.async_remove(entry.entry_id)
    with pytest.raises(ServiceValidationError) as failed:
        await call(hass, action, last={"days": 1})
    assert failed.value.translation_domain == "homeassistant"


@pytest.mark.parametrize("action", ACTIONS)
async def test_not_an_administrator(
    hass: HomeAssistant,
    amazon: AmazonDouble,
    account: Account,
    entry: MockConfigEntry,
    hass_read_only_user: MockUser,
    action: str,
) -> None:
    """Others of the household neither delete nor read."""
    held = account.held
    with pytest.raises(Unauthorized):
        await call(hass, action, Context(user_id=hass_read_only_user.id), last={"days": 30})
    assert untouched(amazon, account, held)


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize(
    "data",
    [
        {"start": "yesterday"},
        {"end": 7.5},
        {"last": "a while"},
        {"last": {"fortnights": 1}},
        {"last": 1e20},
        {"older_than": "inf"},
        {"kind": "intentional"},
        {"kind": ["intended", "x"]},
        {"device_id": [{"id": 1}]},
        {"surprise": 1},
        {"config_entry_id": ["a"]},
    ],
    ids=str,
)
async def test_malformed(
    hass: HomeAssistant,
    amazon: AmazonDouble,
    account: Account,
    entry: MockConfigEntry,
    action: str,
    data: dict[str, Any],
) -> None:
    """What the form could not have sent is refused by its schema."""
    held = account.held
    with pytest.raises(vol.Invalid):
        await call(hass, action, **data)
    assert untouched(amazon, account, held)


@pytest.mark.parametrize("limit", [0, -1, "many"])
async def test_limit(hass: HomeAssistant, amazon: AmazonDouble, entry: MockConfigEntry, limit: Any) -> None:
    """At most a positive number of recordings."""
    with pytest.raises(vol.Invalid):
        await call(hass, "get_recordings", limit=limit)
    assert not amazon.requests


async def test_nothing_taught(hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp) -> None:
    """Without recipes nothing can be deleted; the message says where to add them."""
    await set_up(account, options={})
    held = account.held
    for data in (
        {"everything": True},
        {"last": {"days": 9}},
        {"last": {"days": 9}, "dry_run": True},
        {"said": "alexa"},
    ):
        await refused(hass, "delete_recordings", "nothing_taught", **data)
    assert account.held == held
    assert amazon.count("delete") == 0


async def test_extreme_moments(hass: HomeAssistant, account: Account, entry: MockConfigEntry) -> None:
    """From before the beginning to after the end of time is everything, and no error."""
    for data in (
        {"start": "0001-01-01 00:00:00"},
        {"end": "9999-12-31 23:59:59"},
        {"start": "0001-01-01T00:00:00+14:00", "end": "9999-12-31T23:59:59-12:00"},
        {"last": {"days": 999_999}},
    ):
        assert (await delete(hass, **data, dry_run=True))["matched"] == account.held
    for data in ({"start": "2999-01-01 00:00:00"}, {"end": "1969-12-31 00:00:00"}, {"older_than": {"days": 999_999}}):
        assert (await delete(hass, **data, dry_run=True))["status"] == "nothing_to_delete"


@pytest.mark.parametrize(
    "data",
    [
        {"person": ["Nobody"]},
        {"person": "nobody"},
        {"said": "%_.*"},
        {"kind": "routine", "said": "donaudampf"},
        {"last": {"days": 3}, "older_than": {"hours": 71, "minutes": 59, "seconds": 59, "milliseconds": 999}},
    ],
    ids=str,
)
async def test_matches_nothing(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, entry: MockConfigEntry, data: dict[str, Any]
) -> None:
    """Good input that matches nothing is no error."""
    held = account.held
    receipt = await delete(hass, **data)
    assert (receipt["status"], receipt["matched"], receipt["method"]) == ("nothing_to_delete", 0, None)
    assert account.held == held
    assert amazon.count("delete") == 0


async def test_times_without_zone_are_local(hass: HomeAssistant, account: Account, set_up: SetUp) -> None:
    """A time as the frontend sends it is Home Assistant's own, not Amazon's."""
    await hass.config.async_set_time_zone("Pacific/Apia")
    entry = await set_up(account)
    recording = account.recordings[20]
    moment = dt_util.as_local(dt_util.utc_from_timestamp(recording.timestamp / 1000))
    start, end = moment.replace(microsecond=0), moment.replace(microsecond=0) + timedelta(seconds=1)
    naive: dict[str, Any] = {"start": start.strftime("%Y-%m-%d %H:%M:%S"), "end": end.strftime("%Y-%m-%d %H:%M:%S")}
    found = await call(hass, "get_recordings", config_entry_id=entry.entry_id, **naive)
    expected = account.held_between(int(start.timestamp() * 1000), int(end.timestamp() * 1000) - 1)
    assert len(found["recordings"]) == expected >= 1
    assert all(row["time"].startswith(moment.isoformat()[:19]) for row in found["recordings"])


async def test_what_is_left_out_is_left_out(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """No schema fills in anything, so that none can widen what is asked for."""
    actions = hass.services.async_services_for_domain(DOMAIN)
    assert actions.keys() == {"delete_recordings", "get_recordings", "find_copies", "purge_copies", "recount"}
    for name, action in actions.items():
        assert action.schema is not None, name
        assert action.schema({}) == {}, name


@pytest.mark.parametrize("given", [{}, {"everything": False}, {"dry_run": True}, {"wait": False}])
async def test_nothing_is_not_everything(
    hass: HomeAssistant, account: Account, entry: MockConfigEntry, given: Any
) -> None:
    """Only who says so means the whole history, whatever else is ticked or not."""
    held = account.held
    await refused(hass, "delete_recordings", "scope_missing", **given)
    assert account.held == held
