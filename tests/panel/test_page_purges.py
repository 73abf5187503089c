"""What the page sees of purges that run, whoever asked for them, and how it cancels them."""

from typing import Any

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.alexa_privacy.const import CONF_RECIPES
from tests.amazon_double import Account, AmazonDouble, Fault
from tests.conftest import SetUp, delete
from tests.helpers.jobs import restart
from tests.helpers.page import Page
from tests.helpers.waiting import until


@pytest.fixture
async def entry(amazon: AmazonDouble, account: Account, set_up: SetUp) -> MockConfigEntry:
    """Set up an account; only what is asked of Amazon from now on counts."""
    entry = await set_up(account)
    amazon.clear_log()
    return entry


async def ended(page: Page, deletion: int) -> dict[str, Any]:
    """Return the receipt that a deletion ends with."""
    *_, last = await page.until(deletion, "receipt", "error")
    receipt: dict[str, Any] = last["receipt"]
    return receipt


async def named(page: Page, deletion: int) -> str:
    """Return what a deletion that was just asked for is called."""
    event = await page.event(deletion)
    return str(event["progress"]["receipt_id"])


async def test_cancelling(
    amazon: AmazonDouble, account: Account, page: Page, set_up: SetUp, recipes: dict[str, Any]
) -> None:
    """What was not asked for yet stays, the receipt names both, and other purges are not touched."""
    recipes["delete_recordings"]["batch"] = 5
    entry = await set_up(account, options={CONF_RECIPES: recipes})
    amazon.fail(Fault.SLOW, "delete", after=2, seconds=3600)
    first = await page.follow("delete", entry_id=entry.entry_id, kinds=["intended"])
    second = await page.follow("delete", entry_id=entry.entry_id, kinds=["unintended"])
    while amazon.count("delete") < 3:
        await page.ask("accounts")
    await page.ask("cancel", entry_id=entry.entry_id, receipt_id=await named(page, first))
    amazon.heal()
    receipt = await ended(page, first)
    assert (receipt["status"], receipt["error"]) == ("partial", "purge_cancelled")
    # One alone, to see that no other goes, and two batches.
    assert receipt["verified_gone"] == 1 + 5 + 5
    assert receipt["verified_gone"] + receipt["still_listed"] == receipt["matched"]
    assert (await ended(page, second))["status"] == "verified"
    assert account.unintended == 0


async def test_cancelling_what_waits(
    amazon: AmazonDouble, account: Account, entry: MockConfigEntry, page: Page
) -> None:
    """It can be cancelled as soon as it was asked for, and nothing of it is done."""
    unintended = account.unintended
    amazon.fail(Fault.SLOW, "delete", seconds=3600)
    first = await page.follow("delete", entry_id=entry.entry_id, kinds=["intended"])
    second = await page.follow("delete", entry_id=entry.entry_id, kinds=["unintended"])
    await page.ask("cancel", entry_id=entry.entry_id, receipt_id=await named(page, second))
    amazon.heal()
    assert (await ended(page, first))["status"] == "verified"
    receipt = await ended(page, second)
    assert (receipt["status"], receipt["error"], receipt["matched"]) == ("failed", "purge_cancelled", None)
    assert account.unintended == unintended


@pytest.mark.parametrize("fault", [Fault.THROTTLED, Fault.UNAVAILABLE])
async def test_cancelling_while_amazon_is_away(
    amazon: AmazonDouble,
    account: Account,
    entry: MockConfigEntry,
    page: Page,
    fault: Fault,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Who cancels does not wait until Amazon may be asked again."""
    monkeypatch.setattr("custom_components.alexa_privacy.deletion.runner.RETRY_AFTER", (3600.0,))
    monkeypatch.setattr("custom_components.alexa_privacy.amazon.session.THROTTLE_FIRST", 3600.0)
    entry.runtime_data.session._throttle_wait = 3600.0
    amazon.fail(fault, "v2", times=None)
    deletion = await page.follow("delete", entry_id=entry.entry_id, kinds=["unintended"])
    name = await named(page, deletion)
    while not amazon.count("v2"):
        await page.ask("accounts")
    await page.ask("cancel", entry_id=entry.entry_id, receipt_id=name)
    receipt = await ended(page, deletion)
    assert (receipt["status"], receipt["error"], receipt["matched"]) == ("failed", "purge_cancelled", None)


async def test_cancelling_what_has_ended(account: Account, entry: MockConfigEntry, page: Page) -> None:
    """That is no error, and nothing happens."""
    deletion = await page.follow("delete", entry_id=entry.entry_id, kinds=["unintended"])
    receipt = await ended(page, deletion)
    await page.ask("cancel", entry_id=entry.entry_id, receipt_id=receipt["receipt_id"])
    assert receipt["error"] is None
    assert account.unintended == 0


async def test_purges_that_others_asked_for(
    hass: HomeAssistant, account: Account, entry: MockConfigEntry, page: Page
) -> None:
    """How far it is is told from beginning to end, by the name that its receipt has."""
    watch = await page.follow("purges/subscribe", entry_id=entry.entry_id)
    assert await page.event(watch) == {"purge": None}
    receipt = await delete(hass, kind=["unintended"])
    events = [await page.event(watch)]
    while events[-1]["purge"]:
        events.append(await page.event(watch))
    told = [event["purge"] for event in events[:-1]]
    assert {purge["receipt_id"] for purge in told} == {receipt["receipt_id"]}
    assert [purge["phase"] for purge in told] == sorted(
        (purge["phase"] for purge in told), key=["listing", "deleting", "verifying"].index
    )
    assert told[-1]["verified_gone"] == receipt["verified_gone"]


async def test_a_page_that_comes_later(
    hass: HomeAssistant, amazon: AmazonDouble, entry: MockConfigEntry, page: Page
) -> None:
    """It sees what runs already, and goes on to see it when the account is loaded anew."""
    amazon.fail(Fault.SILENT, "delete")
    begun = await delete(hass, kind=["unintended"], wait=False)
    await until(lambda: amazon.count("delete") == 1)
    watch = await page.follow("purges/subscribe", entry_id=entry.entry_id)
    event = await page.event(watch)
    assert (event["purge"]["receipt_id"], event["purge"]["asked"]) == (begun["receipt_id"], 0)
    await restart(hass, entry)
    events = await page.until(watch, "purge")
    while events[-1]["purge"]:
        events.append(await page.event(watch))
    assert events[-2]["purge"]["verified_gone"] > 0


async def test_who_looks_away_watches_no_more(hass: HomeAssistant, entry: MockConfigEntry, page: Page) -> None:
    """Nothing is told to a page that has left."""
    watch = await page.follow("purges/subscribe", entry_id=entry.entry_id)
    await page.event(watch)
    await page.leave(watch)
    await delete(hass, kind=["unintended"])
    await page.ask("accounts")
    assert page.heard(watch) == []


async def test_counting_tells_how_far_it_is(account: Account, entry: MockConfigEntry, page: Page) -> None:
    """What was listed so far is told page by page."""
    counting = await page.follow("delete", entry_id=entry.entry_id, kinds=["unintended"], dry_run=True)
    *events, _ = await page.until(counting, "receipt")
    listed = [event["progress"]["listed"] for event in events]
    assert listed == sorted(listed)
    assert (len(listed) > account.held / 10, listed[-1]) == (True, account.held)
    assert {event["progress"]["phase"] for event in events} == {"listing"}


async def test_counting_ends_when_nobody_looks(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, entry: MockConfigEntry, page: Page
) -> None:
    """Who cancels the question has Amazon asked for no more, and others need not wait."""
    amazon.fail(Fault.SLOW, "v2", after=2, seconds=3600)
    counting = await page.follow("delete", entry_id=entry.entry_id, kinds=["unintended"], dry_run=True)
    await until(lambda: amazon.count("v2") == 3)
    await page.leave(counting)
    amazon.heal()
    assert (await delete(hass, kind=["unintended"]))["status"] == "verified"
    assert not [event for event in page.heard(counting) if "progress" not in event]
