"""The page's list: what Amazon holds, newest first, no more of it than is looked at."""

import asyncio
from typing import Any

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.alexa_privacy.amazon.recordings import kind_of, read_record
from custom_components.alexa_privacy.const import DOMAIN
from custom_components.alexa_privacy.panel.listing import ROWS
from tests.amazon_double import Account, AmazonDouble, Fault
from tests.conftest import SetUp
from tests.helpers.page import CommandFailed, Page
from tests.helpers.timing import set_pace

SUBSCRIBE = "recordings/subscribe"
MORE = "recordings/more"


def rows(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows of some events."""
    return [row for event in events for row in event["recordings"]]


async def read_on(page: Page, listing: int) -> list[dict[str, Any]]:
    """Return the events until a listing pauses or ends."""
    return await page.until(listing, "done", "paused")


async def read_all(page: Page, entry: MockConfigEntry, **scope: Any) -> list[dict[str, Any]]:
    """Return all rows of a scope."""
    listing = await page.follow(SUBSCRIBE, entry_id=entry.entry_id, **scope)
    events = await read_on(page, listing)
    while not events[-1]["done"]:
        await page.ask(MORE, subscription=listing)
        events += await read_on(page, listing)
    return rows(events)


async def test_everything_is_listed(account: Account, entry: MockConfigEntry, page: Page) -> None:
    """Every recording is a row of its own, newest first, with what is known of it and without its key."""
    shown = await read_all(page, entry)
    listed = [read_record(record) for record in account.records]
    assert sorted(row["id"] for row in shown) == sorted(recording.id for recording in listed)
    times = [row["time"] for row in shown]
    assert times == sorted(times, reverse=True)
    for recording in listed:
        row = next(row for row in shown if row["id"] == recording.id)
        assert row == {
            "id": recording.id,
            "time": recording.time,
            "echo": recording.echo.serial if recording.echo else None,
            "device": recording.echo.name if recording.echo else None,
            "persons": recording.persons,
            "kind": recording.kind,
            "said": recording.said,
            "replied": recording.replied,
            "audio": bool(recording.raw.get("voiceHistoryRecordItems")),
        }
        assert account.customer_id not in str(row)


async def test_first_rows_need_one_request(amazon: AmazonDouble, entry: MockConfigEntry, page: Page) -> None:
    """What is on the screen is there after one listing request, and nothing is asked that nobody waits for."""
    amazon.fail(Fault.UNAVAILABLE, "v2", after=1, times=None)
    listing = await page.follow(SUBSCRIBE, entry_id=entry.entry_id)
    first = await page.event(listing)
    assert len(first["recordings"]) == 10
    assert first["listed_to"] == first["recordings"][-1]["time"]
    amazon.heal()


async def test_it_waits_until_more_is_wanted(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, entry: MockConfigEntry, page: Page
) -> None:
    """A listing stands still after a screenful, and goes on where it stood."""
    listing = await page.follow(SUBSCRIBE, entry_id=entry.entry_id)
    events = await read_on(page, listing)
    before = rows(events)
    assert len(before) >= ROWS > len(rows(events[:-1]))
    asked = amazon.count("v2")
    await hass.async_block_till_done(wait_background_tasks=True)
    await page.ask("accounts")
    assert amazon.count("v2") == asked <= 3
    assert page.heard(listing) == []
    await page.ask(MORE, subscription=listing)
    after = rows(await read_on(page, listing))
    newest = [read_record(record).id for record in account.records[: len(before) + len(after)]]
    assert {row["id"] for row in before + after} == set(newest)
    assert len(before + after) == len(newest)


async def test_a_pause_is_said(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, entry: MockConfigEntry, page: Page
) -> None:
    """Every event says whether another follows by itself; the page need not know after how many rows."""
    listing = await page.follow(SUBSCRIBE, entry_id=entry.entry_id, kinds=["intended"])
    events: list[dict[str, Any]] = []
    while not events or not events[-1]["done"]:
        events.append(await page.event(listing))
        await hass.async_block_till_done(wait_background_tasks=True)
        await page.ask("accounts")
        follows = bool(page.heard(listing))
        assert follows or events[-1]["paused"] or events[-1]["done"]
        if events[-1]["paused"]:
            assert not follows
            await page.ask(MORE, subscription=listing)
    assert not events[-1]["paused"]
    assert len([event for event in events if event["paused"]]) > 1
    assert len(rows(events)) == len([row for row in account.records if read_record(row).kind == "intended"])


@pytest.mark.parametrize(
    "scope",
    [
        {"kinds": ["unintended"]},
        {"kinds": ["unintended", "other_device"], "persons": ["MIA"]},
        {"said": "ALEXA"},
        {"said": "<b onmouseover="},
        {"said": "🎉"},
        {"said": "nobody ever said this"},
        {"persons": ["Nobody"]},
        {"kinds": []},
    ],
    ids=str,
)
async def test_filters_combine(account: Account, entry: MockConfigEntry, page: Page, scope: dict[str, Any]) -> None:
    """All that is given must hold."""
    serial = account.devices[0].serial
    start, end = account.recordings[80].timestamp, account.recordings[10].timestamp

    def meant(record: dict[str, Any]) -> bool:
        recording = read_record(record)
        persons = {name.casefold() for name in scope.get("persons", [])}
        return (
            kind_of(record.get("utteranceType")) in scope.get("kinds", [recording.kind])
            and ("persons" not in scope or not persons.isdisjoint(name.casefold() for name in recording.persons))
            and scope.get("said", "").casefold() in recording.said.casefold()
        )

    expected = {read_record(record).id for record in account.records if meant(record)}
    assert {row["id"] for row in await read_all(page, entry, **scope)} == expected
    narrower = {
        row.id
        for row in map(read_record, account.records)
        if row.id in expected and start <= row.time < end and row.echo and row.echo.serial == serial
    }
    found = await read_all(page, entry, **scope, start=start, end=end, echoes=[serial])
    assert {row["id"] for row in found} == narrower


async def test_a_search_says_how_far_it_is(amazon: AmazonDouble, entry: MockConfigEntry, page: Page) -> None:
    """Pages without a match are events too, and the last one says that it was the last."""
    listing = await page.follow(SUBSCRIBE, entry_id=entry.entry_id, said="nobody ever said this")
    events = await page.until(listing, "done")
    places = [event["listed_to"] for event in events]
    assert len(events) > 10
    assert places == sorted(places, reverse=True)
    assert places[-1] == 0
    asked = amazon.count("v2")
    await page.ask(MORE, subscription=listing)
    assert (await page.event(listing))["done"]
    assert amazon.count("v2") == asked


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (Fault.TRUNCATED, "bad_answer"),
        (Fault.UNAVAILABLE, "cannot_connect"),
        (Fault.REPEATING_TOKEN, "listing_incomplete"),
        (Fault.THROTTLED, "throttled"),
    ],
)
async def test_a_fault_is_told_and_got_over(
    amazon: AmazonDouble, account: Account, entry: MockConfigEntry, page: Page, fault: Fault, code: str
) -> None:
    """What stops a listing is said in words, and it goes on from there, with nothing twice and nothing left out."""
    amazon.fail(fault, "v2", after=3, times=None)
    listing = await page.follow(SUBSCRIBE, entry_id=entry.entry_id, start=account.recordings[90].timestamp)
    events = await read_on(page, listing)
    while "error" not in events[-1]:
        await page.ask(MORE, subscription=listing)
        events += await page.until(listing, "recordings", "error")
    failed = events.pop()["error"]
    assert failed["code"] == code
    assert failed["message"] not in {"", code}
    amazon.heal()
    while not events[-1]["done"]:
        await page.ask(MORE, subscription=listing)
        more = await page.until(listing, "recordings", "error", "done")
        # The pause that Amazon asked for may not be over.
        events += [event for event in more if "error" not in event]
    shown = [row["id"] for row in rows(events)]
    assert len(shown) == len(set(shown))
    assert set(shown) == {read_record(record).id for record in account.records[:91]}


async def test_signed_out_in_the_middle(
    hass: HomeAssistant, amazon: AmazonDouble, entry: MockConfigEntry, page: Page
) -> None:
    """The page says so, and the owner is asked to sign in again."""
    listing = await page.follow(SUBSCRIBE, entry_id=entry.entry_id)
    await read_on(page, listing)
    amazon.sign_everyone_out()
    await page.ask(MORE, subscription=listing)
    assert (await page.event(listing))["error"]["code"] == "signed_out"
    await hass.async_block_till_done()
    assert [flow["context"]["source"] for flow in hass.config_entries.flow.async_progress()] == ["reauth"]


def listing_task() -> asyncio.Task[Any]:
    """Return what a listing runs in."""
    (task,) = (task for task in asyncio.all_tasks() if task.get_name() == f"{DOMAIN} listing")
    return task


async def test_a_reload_in_the_middle(
    hass: HomeAssistant, account: Account, entry: MockConfigEntry, page: Page
) -> None:
    """A listing outlives that its account is loaded anew: it says that it was interrupted, and goes on."""
    set_pace(entry.runtime_data.session, pause=5.0)
    listing = await page.follow(SUBSCRIBE, entry_id=entry.entry_id)
    events = [await page.event(listing)]
    set_pace(entry.runtime_data.session, pause=0.0)
    await hass.config_entries.async_unload(entry.entry_id)
    assert (await page.event(listing))["error"]["code"] == "listing_interrupted"
    await page.ask(MORE, subscription=listing)
    assert (await page.event(listing))["error"]["code"] == "service_config_entry_not_loaded"
    await hass.config_entries.async_setup(entry.entry_id)
    while not events[-1]["done"]:
        await page.ask(MORE, subscription=listing)
        events += await read_on(page, listing)
    assert len(rows(events)) == len({row["id"] for row in rows(events)}) == account.held


async def test_a_reload_while_it_waits(
    hass: HomeAssistant, account: Account, entry: MockConfigEntry, page: Page
) -> None:
    """A listing that stood still goes on with the account as it is now."""
    listing = await page.follow(SUBSCRIBE, entry_id=entry.entry_id)
    before = rows(await read_on(page, listing))
    await hass.config_entries.async_reload(entry.entry_id)
    await page.ask(MORE, subscription=listing)
    shown = before + rows(await read_on(page, listing))
    assert shown == (await read_all(page, entry))[: len(shown)]


async def test_goes_on_in_the_middle_of_a_moment(amazon: AmazonDouble, page: Page, set_up: SetUp) -> None:
    """Where Amazon's pages part recordings of one moment, the second half is not left out."""
    moment = amazon.now()
    amazon.now = lambda: moment
    account = amazon.add_account(Account.generate(size=0, devices=12))
    for echo in account.devices:
        account.say("alexa what did she say", device=echo, minutes_ago=5)
    assert len({recording.timestamp for recording in account.recordings}) == 1
    entry = await set_up(account)
    amazon.fail(Fault.TRUNCATED, "v2", after=1)
    listing = await page.follow(SUBSCRIBE, entry_id=entry.entry_id)
    first, failed = [await page.event(listing), await page.event(listing)]
    assert "error" in failed
    await page.ask(MORE, subscription=listing)
    shown = [row["id"] for row in rows([first, *await page.until(listing, "done")])]
    assert len(shown) == len(set(shown)) == 12


@pytest.mark.parametrize("close", [False, True])
async def test_who_leaves_asks_no_more(amazon: AmazonDouble, entry: MockConfigEntry, page: Page, close: bool) -> None:
    """A search that nobody looks at any more ends at once."""
    set_pace(entry.runtime_data.session, pause=5.0)
    listing = await page.follow(SUBSCRIBE, entry_id=entry.entry_id, said="nobody ever said this")
    await page.event(listing)
    search = listing_task()
    await (page.close() if close else page.leave(listing))
    await asyncio.wait([search])
    assert search.cancelled()
    assert amazon.count("v2") == 1
    if not close:
        with pytest.raises(CommandFailed) as failed:
            await page.ask(MORE, subscription=listing)
        assert failed.value.code == "not_found"


async def test_two_pages_do_not_mix(account: Account, entry: MockConfigEntry, page: Page) -> None:
    """Two listings at once, of the same account, each with its own place."""
    one = await page.follow(SUBSCRIBE, entry_id=entry.entry_id)
    other = await page.follow(SUBSCRIBE, entry_id=entry.entry_id, end=account.recordings[30].timestamp)
    newest, older = rows(await read_on(page, one)), rows(await read_on(page, other))
    assert {row["time"] for row in newest}.isdisjoint(row["time"] for row in older)


async def test_each_account_its_own(
    amazon: AmazonDouble, account: Account, entry: MockConfigEntry, page: Page, set_up: SetUp
) -> None:
    """Two accounts, two histories."""
    noah = amazon.add_account(Account.generate(seed=11, size=9, email="noah@example.org"))
    other = await set_up(noah)
    assert len(await read_all(page, other)) == 9
    assert len(await read_all(page, entry)) == account.held
