"""What is kept on disk: read as far as it is whole, whatever has become of the file."""

from collections.abc import Iterator
from copy import deepcopy
from functools import reduce
from itertools import product
from operator import getitem
from typing import Any

from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import EVENT_HOMEASSISTANT_FINAL_WRITE
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.alexa_privacy.const import (
    CONF_CREDENTIALS,
    CONF_KEEP_NOTHING,
    CONF_KEEP_REVIEW_OFF,
    CONF_POLL_MINUTES,
    CONF_RECIPES,
    CONF_RESCAN_REQUESTS,
    CONF_SPOKEN,
    DEFAULT_POLL_MINUTES,
    DOMAIN,
)
from custom_components.alexa_privacy.deletion.job_store import JobStore
from custom_components.alexa_privacy.deletion.nightly import Nightly
from custom_components.alexa_privacy.store.account_store import AccountStorage
from tests.amazon_double import Account, AmazonDouble, Fault
from tests.conftest import SetUp, delete, state
from tests.helpers.agreement import learn_now
from tests.helpers.options import open_step
from tests.helpers.repairs import Named
from tests.helpers.waiting import until

type Files = dict[str, Any]
type Place = tuple[str | int, ...]

SWITCH = {"entity_id": "switch.alexa_privacy_nightly_purge"}
AT_A_RECEIPT = len(("data", "receipts", "kept", 0))

ANYTHING: list[Any] = [None, 7, -1, 1e300, "x", [], {}, [7]]
# What is nearly right is worse than what is not.
ANYTHING += ["9999-12-31T23:59:59+14:00", "2026-01-01T00:00:00"]


def places(document: Any, place: Place = ()) -> Iterator[Place]:
    """Go through every place of a document."""
    yield place
    if isinstance(document, dict | list):
        for step, value in document.items() if isinstance(document, dict) else enumerate(document):
            yield from places(value, (*place, step))


def put(document: Any, place: Place, value: Any) -> None:
    """Put something else in a place."""
    reduce(getitem, place[:-1], document)[place[-1]] = value


@pytest.fixture
async def lived(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, hass_storage: Files
) -> MockConfigEntry:
    """Return an account, unloaded in the middle of a purge, of which all is stored that ever is."""
    entry = await set_up(account)
    for days in (20, 10):
        await delete(hass, older_than={"days": days})
    await hass.services.async_call("switch", "turn_on", SWITCH, blocking=True)
    amazon.clear_log()
    amazon.fail(Fault.SLOW, "delete", seconds=3600)
    await delete(hass, last={"days": 5}, wait=False)
    await until(lambda: amazon.count("delete") == 1)
    await hass.config_entries.async_unload(entry.entry_id)
    amazon.heal()
    return entry


def files(hass_storage: Files) -> Files:
    """Return what is stored of accounts."""
    return {key: file for key, file in hass_storage.items() if key.startswith(DOMAIN)}


async def start(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Set up again."""
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)


async def test_whatever_is_damaged_is_read(hass: HomeAssistant, lived: MockConfigEntry, hass_storage: Files) -> None:
    """Anything in any place: what comes up is what was stored, or nothing."""

    async def read() -> tuple[AccountStorage, JobStore]:
        storage, journal = AccountStorage(hass, lived.entry_id), JobStore(hass, lived.entry_id)
        await storage.load()
        await journal.load()
        return storage, journal

    whole, done = await read()
    receipts, [job] = list(whole.receipts), done.jobs
    kept, none = deepcopy(files(hass_storage)), AccountStorage(hass, "none")
    for key, file in kept.items():
        for place, value in product(places(file), ANYTHING):
            if place[:1] != ("data",):
                continue
            hass_storage.update(deepcopy(kept))
            put(hass_storage[key], place, value)
            storage, journal = await read()
            still = list(storage.receipts)
            assert still == [receipt for receipt in receipts if receipt in still]
            assert len(still) >= 1 or len(place) < AT_A_RECEIPT
            assert storage.receipts.deleted().number in {
                whole.receipts.deleted().number,
                sum(each.verified_gone for each in still),
            }
            assert storage.voice.nightly in (whole.voice.nightly, none.voice.nightly, Nightly(lost=True))
            assert storage.voice.ledger.as_dict() in (whole.voice.ledger.as_dict(), none.voice.ledger.as_dict())
            assert [each.scope for each in journal.jobs] in ([job.scope], [])
            assert [each.state for each in journal.jobs] in ([job.state], [None], [])


@pytest.mark.parametrize("value", [7, "x", [], {"receipts": 7}, {"receipts": {"kept": 7}}])
async def test_an_account_is_set_up_whatever_is_stored(
    hass: HomeAssistant, account: Account, lived: MockConfigEntry, hass_storage: Files, value: Any
) -> None:
    """What cannot be used is counted anew."""
    for file in files(hass_storage).values():
        file["data"] = value
    await start(hass, lived)
    assert lived.state is ConfigEntryState.LOADED
    assert state(hass, "recordings") == str(account.held)
    assert state(hass, "nightly_purge", "switch") == "off"
    assert not lived.runtime_data.deletions.running


async def test_damaged_rows_are_passed_over(
    hass: HomeAssistant, lived: MockConfigEntry, hass_storage: Files, caplog: pytest.LogCaptureFixture
) -> None:
    """What stands beside them is kept, and the owner may read of it in the log."""
    stored = hass_storage[f"{DOMAIN}.{lived.entry_id}"]["data"]
    [first, last] = stored["receipts"]["kept"]
    first["matched"] += 1
    stored["request_statuses"] |= {"a": "b", "c": ["soon", None], "d": ["2026-01-01T00:00:00", None]}
    stored["histories"]["voice"]["nightly"]["keep_days"] = 0.5
    await start(hass, lived)
    store = lived.runtime_data.store
    assert [receipt.receipt_id for receipt in store.receipts][:-1] == [last["receipt_id"]]
    assert store.request_statuses.is_tested("delete_recordings")
    assert not store.voice.nightly.enabled
    assert "receipt is corrupt" in caplog.text
    assert "nightly purge are corrupt" in caplog.text


async def test_lost_settings_of_the_night_are_told(
    hass: HomeAssistant, lived: MockConfigEntry, hass_storage: Files, repair: Named
) -> None:
    """A nightly purge does not end in silence: it is told until the owner has set it again on the device page."""
    hass_storage[f"{DOMAIN}.{lived.entry_id}"]["data"]["histories"]["voice"]["nightly"]["keep_days"] = 9
    lost = repair(lived, "purge_settings_lost")
    for _ in range(2):
        await start(hass, lived)
        assert lost.told()
        assert state(hass, "nightly_purge", "switch") == "off"
        assert state(hass, "keep_recordings_for", "number") == "30"
    await hass.services.async_call("switch", "turn_on", SWITCH, blocking=True)
    assert not lost.told()
    assert state(hass, "nightly_purge", "switch") == "on"


async def test_lost_settings_of_the_night_wait_for_a_test(
    hass: HomeAssistant, lived: MockConfigEntry, hass_storage: Files, repair: Named
) -> None:
    """Where all that was stored is lost, what can delete has to be tested again before the purge is turned on."""
    hass_storage[f"{DOMAIN}.{lived.entry_id}"]["data"] = []
    await start(hass, lived)
    lost = repair(lived, "purge_settings_lost")
    with pytest.raises(ServiceValidationError):
        await hass.services.async_call("switch", "turn_on", SWITCH, blocking=True)
    assert lost.told()
    learn_now(lived, lived.options[CONF_RECIPES])
    await start(hass, lived)
    lived.runtime_data.store.request_statuses.works("delete_recordings")
    await hass.services.async_call("switch", "turn_on", SWITCH, blocking=True)
    assert not lost.told()


async def test_lost_settings_are_not_taken_for_keeping_nothing(
    hass: HomeAssistant, lived: MockConfigEntry, hass_storage: Files, repair: Named
) -> None:
    """Also where the preferences say so, the purge stays off until the owner turns it on."""
    hass_storage[f"{DOMAIN}.{lived.entry_id}"]["data"]["histories"]["voice"]["nightly"]["keep_days"] = 9
    hass.config_entries.async_update_entry(lived, options={**lived.options, CONF_KEEP_NOTHING: True})
    await start(hass, lived)
    assert repair(lived, "purge_settings_lost").told()
    assert state(hass, "nightly_purge", "switch") == "off"
    await hass.services.async_call("switch", "turn_on", SWITCH, blocking=True)
    assert lived.runtime_data.store.voice.nightly.scope().is_everything


async def test_a_file_of_another_version_is_set_aside(
    hass: HomeAssistant, account: Account, lived: MockConfigEntry, hass_storage: Files, repair: Named
) -> None:
    """Nothing of a form that is not known is believed, or lost; that the nightly purge is off is told."""
    file = hass_storage[f"{DOMAIN}.{lived.entry_id}"]
    file["minor_version"], stored = 2, deepcopy(file["data"])
    await start(hass, lived)
    assert state(hass, "recordings") == str(account.held)
    assert hass_storage[f"{DOMAIN}.{lived.entry_id}.set_aside"]["data"] == stored
    assert repair(lived, "purge_settings_lost").told()


@pytest.mark.parametrize("name", ["", ".purge", ".purge_plan"])
async def test_after_a_newer_version(
    hass: HomeAssistant, lived: MockConfigEntry, hass_storage: Files, name: str
) -> None:
    """What a newer version wrote stays as it is, and the owner is told what to do."""
    file = hass_storage[f"{DOMAIN}.{lived.entry_id}{name}"]
    file["version"], stored = 2, deepcopy(file["data"])
    await start(hass, lived)
    assert (lived.state, lived.error_reason_translation_key) == (ConfigEntryState.SETUP_ERROR, "stored_by_newer")
    assert file["data"] == stored


@pytest.mark.parametrize(
    "damaged",
    [
        {CONF_RECIPES: 7},
        {CONF_RECIPES: {"version": 1, "switches": 7}},
        {CONF_POLL_MINUTES: "often", CONF_RESCAN_REQUESTS: None, CONF_KEEP_REVIEW_OFF: "x"},
        {CONF_POLL_MINUTES: 0, CONF_RESCAN_REQUESTS: -1},
        {CONF_SPOKEN: 7},
        {CONF_SPOKEN: {"enabled": True}},
        {CONF_SPOKEN: {"enabled": True, "device": "S", "language": "tlh"}},
    ],
)
async def test_damaged_options_are_as_usual(
    hass: HomeAssistant,
    account: Account,
    set_up: SetUp,
    damaged: dict[str, Any],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """They keep nothing from working, the dialogs open, and the log names those that were reset."""
    entry = await set_up(account, options=damaged)
    assert state(hass, "recordings") == str(account.held)
    if reset := sorted(damaged.keys() - {CONF_RECIPES}):
        assert f"Invalid options reset to defaults: {', '.join(reset)}" in caplog.text
    minutes = entry.runtime_data.coordinator.update_interval
    assert minutes is not None
    assert minutes.total_seconds() == 60 * DEFAULT_POLL_MINUTES
    for step in ("teach", "requests", "voice", "preferences"):
        assert (await open_step(hass, entry, step))["type"] in {"form", "menu"}


@pytest.mark.parametrize("part", ["site", "user_id", "customer_id", "refresh_token", "cookies"])
async def test_a_damaged_sign_in_asks_for_a_new_one(
    hass: HomeAssistant, account: Account, set_up: SetUp, part: str
) -> None:
    """The owner signs in again."""
    entry = await set_up(account)
    await hass.config_entries.async_unload(entry.entry_id)
    for value in (7, [], [7], {"a": 7}, True):
        credentials = {**entry.data[CONF_CREDENTIALS], part: value}
        hass.config_entries.async_update_entry(entry, data={**entry.data, CONF_CREDENTIALS: credentials})
        await start(hass, entry)
        assert (entry.state, entry.error_reason_translation_key) == (ConfigEntryState.SETUP_ERROR, "signed_out")


@pytest.mark.parametrize("loaded", [True, False])
async def test_nothing_is_written_once_the_account_is_removed(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, hass_storage: Files, loaded: bool
) -> None:
    """Not even by a poll that is answered only then."""
    entry = await set_up(account)
    amazon.clear_log()
    amazon.fail(Fault.SLOW, "v2", seconds=3600)
    polling = hass.async_create_task(entry.runtime_data.coordinator.async_refresh())
    await until(lambda: amazon.count("v2") == 1)
    if not loaded:
        await hass.config_entries.async_unload(entry.entry_id)
    await hass.config_entries.async_remove(entry.entry_id)
    amazon.heal()
    await polling
    hass.bus.async_fire(EVENT_HOMEASSISTANT_FINAL_WRITE)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert not [key for key in hass_storage if entry.entry_id in key]
