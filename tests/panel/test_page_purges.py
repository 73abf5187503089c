"""What the page hears of deletions, whoever asked for them, and how it cancels them."""

from typing import Any

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.alexa_privacy.amazon.recordings import read_record
from custom_components.alexa_privacy.const import CONF_RECIPES
from custom_components.alexa_privacy.store.checked_store import NotStoredError
from tests.amazon_double import Account, AmazonDouble, Fault
from tests.conftest import SetUp, delete
from tests.helpers.jobs import restart
from tests.helpers.page import CommandFailed, Page
from tests.helpers.waiting import until


async def ended(page: Page, feed: int, receipt_id: str) -> dict[str, Any]:
    """Return the receipt that a deletion ends with."""
    *_, last = await page.finished(feed, receipt_id)
    receipt: dict[str, Any] = last["receipt"]
    return receipt


async def test_cancelling(
    amazon: AmazonDouble, account: Account, page: Page, set_up: SetUp, recipes: dict[str, Any]
) -> None:
    """What was not asked for yet stays, the receipt names both, and other purges are not touched."""
    recipes["delete_recordings"]["batch"] = 5
    entry = await set_up(account, options={CONF_RECIPES: recipes})
    amazon.fail(Fault.SLOW, "delete", after=2, seconds=3600)
    feed = await page.follow_deletions(entry.entry_id)
    first = await page.delete(entry_id=entry.entry_id, kinds=["intended"])
    second = await page.delete(entry_id=entry.entry_id, kinds=["unintended"])
    while amazon.count("delete") < 3:
        await page.ask("accounts")
    await page.ask("cancel", entry_id=entry.entry_id, receipt_id=first)
    amazon.heal()
    receipt = await ended(page, feed, first)
    assert (receipt["status"], receipt["error"]) == ("partial", "purge_cancelled")
    # One alone, to see that no other goes, and two batches.
    assert receipt["verified_gone"] == 1 + 5 + 5
    assert receipt["verified_gone"] + receipt["still_listed"] == receipt["matched"]
    assert (await ended(page, feed, second))["status"] == "verified"
    assert account.unintended == 0


async def test_cancelling_what_waits(
    amazon: AmazonDouble, account: Account, entry: MockConfigEntry, page: Page
) -> None:
    """It can be cancelled as soon as it was asked for, and nothing of it is done."""
    unintended = account.unintended
    amazon.fail(Fault.SLOW, "delete", seconds=3600)
    feed = await page.follow_deletions(entry.entry_id)
    first = await page.delete(entry_id=entry.entry_id, kinds=["intended"])
    second = await page.delete(entry_id=entry.entry_id, kinds=["unintended"])
    await page.ask("cancel", entry_id=entry.entry_id, receipt_id=second)
    amazon.heal()
    assert (await ended(page, feed, first))["status"] == "verified"
    receipt = await ended(page, feed, second)
    assert (receipt["status"], receipt["error"], receipt["matched"]) == ("failed", "purge_cancelled", None)
    assert account.unintended == unintended


async def test_cancelling_what_has_ended(account: Account, entry: MockConfigEntry, page: Page) -> None:
    """That is no error, and nothing happens."""
    feed = await page.follow_deletions(entry.entry_id)
    name = await page.delete(entry_id=entry.entry_id, kinds=["unintended"])
    receipt = await ended(page, feed, name)
    await page.ask("cancel", entry_id=entry.entry_id, receipt_id=receipt["receipt_id"])
    assert receipt["error"] is None
    assert account.unintended == 0


async def test_what_others_asked_for(hass: HomeAssistant, account: Account, entry: MockConfigEntry, page: Page) -> None:
    """Everything is sent from beginning to end, under the name that the receipt has."""
    feed = await page.follow_deletions(entry.entry_id)
    receipt = await delete(hass, kind=["unintended"])
    *events, last = await page.finished(feed, receipt["receipt_id"])
    sent = [event["progress"] for event in events]
    assert {each["receipt_id"] for each in sent} == {receipt["receipt_id"]}
    assert [each["phase"] for each in sent] == sorted(
        (each["phase"] for each in sent), key=["listing", "deleting", "verifying"].index
    )
    assert sent[-1]["verified_gone"] == receipt["verified_gone"]
    assert last == {"receipt": receipt, "error": None}
    await page.ask("accounts")
    assert page.heard(feed) == []


async def test_a_page_that_comes_later(
    hass: HomeAssistant, amazon: AmazonDouble, entry: MockConfigEntry, page: Page
) -> None:
    """It sees what runs already, and still sees it when the account is loaded again."""
    amazon.fail(Fault.SILENT, "delete")
    begun = await delete(hass, kind=["unintended"], wait=False)
    waiting = await delete(hass, kind=["intended"], wait=False)
    await until(lambda: amazon.count("delete") == 1)
    feed = await page.follow("deletions/subscribe", entry_id=entry.entry_id)
    unfinished = {"unfinished": [begun["receipt_id"], waiting["receipt_id"]]}
    assert await page.event(feed) == unfinished
    event = await page.event(feed)
    assert (event["progress"]["receipt_id"], event["progress"]["asked"]) == (begun["receipt_id"], 0)
    await restart(hass, entry)
    events = await page.until(feed, "receipt")
    assert unfinished in events
    assert events[-1]["receipt"]["receipt_id"] == begun["receipt_id"]
    assert events[-2]["progress"]["verified_gone"] == events[-1]["receipt"]["verified_gone"] > 0
    assert [event for event in events if "receipt" in event] == events[-1:]
    *_, last = await page.finished(feed, waiting["receipt_id"])
    assert last["receipt"]["status"] == "verified"


async def test_an_account_that_is_removed(
    hass: HomeAssistant, amazon: AmazonDouble, entry: MockConfigEntry, page: Page
) -> None:
    """The page hears no more, and nothing that it asked for is left behind."""
    amazon.fail(Fault.SLOW, "delete", seconds=3600)
    feed = await page.follow_deletions(entry.entry_id)
    await page.delete(entry_id=entry.entry_id, kinds=["unintended"])
    await until(lambda: amazon.count("delete") == 1)
    deletions = entry.runtime_data.deletions
    await hass.config_entries.async_remove(entry.entry_id)
    amazon.heal()
    assert not deletions._listeners
    assert (await page.ask("accounts"))["accounts"] == []
    assert not [event for event in page.heard(feed) if "receipt" in event]


async def test_who_looks_away_hears_no_more(hass: HomeAssistant, entry: MockConfigEntry, page: Page) -> None:
    """Nothing is sent to a page that has left, not even when the account is loaded again."""
    listeners = entry.runtime_data.deletions._listeners
    before = len(listeners)
    feed = await page.follow_deletions(entry.entry_id)
    assert len(listeners) == before + 1
    await page.leave(feed)
    assert len(listeners) == before
    await delete(hass, kind=["unintended"])
    await restart(hass, entry)
    assert len(entry.runtime_data.deletions._listeners) == before
    await page.ask("accounts")
    assert page.heard(feed) == []


async def test_rows_that_are_gone_are_told_to_every_page(
    account: Account, entry: MockConfigEntry, page: Page, hass_access_token: str
) -> None:
    """Another page, of another browser, takes them out as well."""
    other = page.as_user(hass_access_token)
    mine, theirs = await page.follow_deletions(entry.entry_id), await other.follow_deletions(entry.entry_id)
    ids = sorted(read_record(record).id for record in account.records[3:5])
    name = await page.delete(entry_id=entry.entry_id, ids=ids)
    events = await page.finished(mine, name)
    assert {row for event in events for row in event.get("gone", [])} == set(ids)
    assert await other.finished(theirs, name) == events
    await other.close()


async def test_counting_tells_how_far_it_is(account: Account, entry: MockConfigEntry, page: Page) -> None:
    """What was listed so far is sent page by page, and is no deletion."""
    feed = await page.follow_deletions(entry.entry_id)
    counting = await page.follow("preview", entry_id=entry.entry_id, kinds=["unintended"])
    *events, _ = await page.until(counting, "receipt")
    listed = [event["progress"]["listed"] for event in events]
    assert listed == sorted(listed)
    assert (len(listed) > account.held / 10, listed[-1]) == (True, account.held)
    assert {event["progress"]["phase"] for event in events} == {"listing"}
    assert page.heard(feed) == []


async def test_counting_ends_when_nobody_looks(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, entry: MockConfigEntry, page: Page
) -> None:
    """Who cancels the question has Amazon asked for no more, and others need not wait."""
    amazon.fail(Fault.SLOW, "v2", after=2, seconds=3600)
    counting = await page.follow("preview", entry_id=entry.entry_id, kinds=["unintended"])
    await until(lambda: amazon.count("v2") == 3)
    await page.leave(counting)
    amazon.heal()
    assert (await delete(hass, kind=["unintended"]))["status"] == "verified"
    assert not [event for event in page.heard(counting) if "progress" not in event]


async def test_a_receipt_that_cannot_be_written(
    account: Account, entry: MockConfigEntry, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page hears why nothing is claimed, and hears the receipt once, when it is on disk."""
    storage, failures = entry.runtime_data.store, 2
    save = storage.save

    async def fail() -> None:
        """Fail twice."""
        nonlocal failures
        if failures:
            failures -= 1
            raise NotStoredError
        await save()

    monkeypatch.setattr(storage, "save", fail)
    feed = await page.follow_deletions(entry.entry_id)
    name = await page.delete(entry_id=entry.entry_id, kinds=["unintended"])
    events = [event for event in await page.finished(feed, name) if "progress" not in event]
    assert [event["delayed"]["code"] for event in events[:-1]] == ["not_stored"] * 2
    assert events[-1]["receipt"]["status"] == "verified"


async def test_a_deletion_that_cannot_be_stored_is_refused(
    amazon: AmazonDouble, entry: MockConfigEntry, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is accepted that would not survive, and no event follows."""
    feed = await page.follow_deletions(entry.entry_id)

    async def fail(_: object) -> None:
        """Fail."""
        raise NotStoredError

    monkeypatch.setattr(entry.runtime_data.deletions._job_store, "add", fail)
    with pytest.raises(CommandFailed) as failed:
        await page.delete(entry_id=entry.entry_id, kinds=["unintended"])
    assert failed.value.code == "not_stored"
    await page.ask("accounts")
    assert (page.heard(feed), amazon.count()) == ([], 0)
