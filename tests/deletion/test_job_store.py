"""Purges that are interrupted: they go on, claim nothing that was not seen, and leave one receipt and no journal."""

from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from typing import Any

from homeassistant.core import HomeAssistant
import orjson
import pytest

from custom_components.alexa_privacy.const import CONF_RECIPES
from tests.amazon_double import Account, AmazonDouble, Fault
from tests.conftest import SetUp, delete, state
from tests.helpers.jobs import delete_until, receipts, restart
from tests.helpers.waiting import until


@pytest.fixture
def written(hass_storage: dict[str, Any]) -> Callable[[], str]:
    """Return what tells the journal's content."""
    return lambda: "".join(orjson.dumps(hass_storage[key]).decode() for key in hass_storage if ".purge" in key)


def stays(account: Account, *kinds: str) -> set[str]:
    """Return the keys of what is not of these kinds."""
    return {r.key for r in account.recordings if r.utterance_type not in kinds}


@pytest.mark.parametrize("fault", [Fault.SILENT, Fault.SLOW])
@pytest.mark.parametrize(
    ("kind", "after"), [("v2", 0), ("v2", 5), ("delete", 0), ("delete", 1), ("delete", 2), ("v2", 13), ("v2", 14)]
)
async def test_an_interrupted_purge_goes_on(
    hass: HomeAssistant,
    amazon: AmazonDouble,
    account: Account,
    set_up: SetUp,
    kind: str,
    after: int,
    fault: Fault,
    written: Callable[[], str],
) -> None:
    """Wherever it is interrupted, whether Amazon has done what was asked last or not, it ends as if it had not been."""
    kept = stays(account, "GENERAL")
    entry = await set_up(account)
    matched = account.held - len(kept)
    amazon.clear_log()
    amazon.fail(fault, kind, after=after, seconds=3600)
    assert (await delete(hass, kind=["intended"], wait=False))["status"] == "running"
    await until(lambda: amazon.count(kind) > after)
    amazon.heal()
    await restart(hass, entry)
    [receipt] = receipts(entry)
    assert {recording.key for recording in account.recordings} == kept
    assert (receipt.status, receipt.matched, receipt.asked) == ("verified", matched, matched)
    assert (receipt.verified_gone, receipt.still_listed, receipt.unknown) == (matched, 0, 0)
    assert state(hass, "deleted_recordings") == str(matched)
    assert not written()


async def test_it_lists_before_it_erases_again(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """What may have been erased before the interruption is not asked for again."""
    entry = await set_up(account)
    await delete_until(hass, amazon, Fault.SILENT, after=1)
    amazon.clear_log()
    await restart(hass, entry)
    assert amazon.count("delete") == -(-(120 - 26) // 25)
    erased = "".join(entry.body for entry in amazon.requests if entry.kind == "delete")
    assert erased.count("#") == (120 - 26) * 3
    assert account.held == 0


async def test_a_command_is_not_said_twice(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """After an interruption a listing tells whether the Echo obeyed."""
    account.settings["deletion_by_voice"] = True
    options = {"spoken": {"enabled": True, "device": account.devices[0].serial, "language": "en-US"}}
    entry = await set_up(account, options=options)
    amazon.fail(Fault.SILENT, "command")
    await delete(hass, everything=True, wait=False)
    await until(lambda: amazon.count("command") == 1)
    await restart(hass, entry)
    assert amazon.count("command") == 1
    assert [receipt.status for receipt in receipts(entry)] == ["verified"]


async def test_what_came_meanwhile_stays(hass: HomeAssistant, amazon: AmazonDouble, set_up: SetUp) -> None:
    """A request for everything is not repeated once something has come that was not meant, on whatever day."""
    account = amazon.add_account(Account.generate(size=120, days=30, now=datetime.now(UTC) - timedelta(days=2)))
    recipes = amazon.dialects["path"].recipes()
    del recipes["delete_recordings"], recipes["delete_range"]
    entry = await set_up(account, options={CONF_RECIPES: recipes})
    await delete_until(hass, amazon)
    said = account.say("is anybody there")
    await restart(hass, entry)
    assert said in account.recordings
    assert [(r.status, r.matched, r.still_listed) for r in receipts(entry)] == [("failed", 120, 120)]


async def test_what_was_sent_has_its_time_after_an_interruption_too(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """A deletion that takes effect late is waited for, and not asked for again."""
    entry = await set_up(account)
    amazon.clear_log()
    plan = await delete(hass, last={"days": 3}, dry_run=True)
    pages, batches = amazon.count("v2"), 1 + -(-(plan["matched"] - 1) // 25)
    began = datetime.now(UTC)
    amazon.clear_log()
    amazon.now = lambda: began + timedelta(seconds=amazon.count("v2"))
    amazon.fail(Fault.LATE, "delete", times=batches, seconds=1.5)
    amazon.fail(Fault.SLOW, "v2", after=pages + 2, seconds=3600)
    await delete(hass, last={"days": 3}, wait=False)
    await until(lambda: amazon.count("v2") > pages + 2)
    await restart(hass, entry)
    assert [receipt.status for receipt in receipts(entry)] == ["verified"]
    assert amazon.count("delete") == batches


async def test_one_receipt_whatever_comes_between(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, hass_storage: dict[str, Any]
) -> None:
    """A purge that has left its receipt when the power fails is done, although the journal still holds it."""
    entry = await set_up(account)
    await delete_until(hass, amazon, Fault.SILENT, after=2)
    journal = {key: deepcopy(hass_storage[key]) for key in hass_storage if ".purge" in key}
    await restart(hass, entry)
    [receipt] = receipts(entry)
    hass_storage.update(journal)
    await restart(hass, entry)
    assert receipts(entry) == [receipt]
    assert not entry.runtime_data.deletions.running
    assert not journal.keys() & hass_storage.keys()
    assert state(hass, "deleted_recordings") == "120"


async def test_those_that_wait_survive_too(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """Purges that had not begun are done in their order."""
    entry = await set_up(account)
    amazon.fail(Fault.SLOW, "delete", seconds=3600)
    for scope in ({"older_than": {"days": 10}}, {"kind": ["unintended"]}, {"everything": True}):
        await delete(hass, wait=False, **scope)
    await until(lambda: amazon.count("delete") == 1)
    await restart(hass, entry)
    assert [receipt.status for receipt in receipts(entry)] == ["verified"] * 3
    assert sum(receipt.verified_gone for receipt in receipts(entry)) == 120
    assert account.held == 0


@pytest.mark.parametrize("scope", [{"said": "lamp"}, {"person": ["Mia"]}])
@pytest.mark.parametrize("planned", [True, False])
async def test_words_and_names_are_not_written(
    hass: HomeAssistant,
    amazon: AmazonDouble,
    account: Account,
    set_up: SetUp,
    scope: dict[str, Any],
    planned: bool,
    written: Callable[[], str],
) -> None:
    """A purge of what somebody said goes on once its recordings are known; else its receipt says that it did not."""
    mia = account.persons[0].__class__("P1", "Mia")
    said = [account.say("alexa dim the lamp", persons=(mia,)) for _ in range(3)]
    held = account.held
    matched = (
        sum(scope == {"person": ["Mia"]} or "lamp" in r.phrase.said for r in account.recordings) if planned else None
    )
    entry = await set_up(account)
    amazon.fail(Fault.SLOW, "delete" if planned else "v2", seconds=3600)
    amazon.clear_log()
    await delete(hass, wait=False, **scope)
    await until(lambda: amazon.count("delete" if planned else "v2") == 1)
    journal = written()
    assert journal
    assert "lamp" not in journal
    assert "mia" not in journal.casefold()
    assert not any(recording.key in journal for recording in account.recordings)
    amazon.heal()
    await restart(hass, entry)
    [receipt] = receipts(entry)
    if planned:
        assert (receipt.status, receipt.verified_gone) == ("verified", held - account.held)
        assert not set(said) & set(account.recordings)
    else:
        assert (receipt.status, receipt.error, account.held) == ("failed", "purge_forgotten", held)
    assert receipt.matched == matched or planned
    assert not written()


async def test_a_damaged_journal_is_left_behind(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, hass_storage: dict[str, Any]
) -> None:
    """What cannot be read any more keeps nothing from working."""
    entry = await set_up(account)
    await delete_until(hass, amazon)
    assert await hass.config_entries.async_unload(entry.entry_id)
    del hass_storage[f"alexa_privacy.{entry.entry_id}.purge"]["data"]["jobs"][0]["started"]
    amazon.heal()
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert not receipts(entry)
    assert (await delete(hass, everything=True))["status"] == "verified"


async def test_the_journal_goes_with_the_account(
    hass: HomeAssistant,
    amazon: AmazonDouble,
    account: Account,
    set_up: SetUp,
    written: Callable[[], str],
) -> None:
    """Who removes the account in the middle leaves nothing on disk."""
    entry = await set_up(account)
    await delete_until(hass, amazon)
    assert written()
    assert await hass.config_entries.async_remove(entry.entry_id)
    assert not written()
