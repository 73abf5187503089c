"""What the page has listed stays in memory while it is open: another search takes no request."""

from datetime import timedelta
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_fire_time_changed

from custom_components.alexa_privacy.amazon.listed import KEPT_FOR
from custom_components.alexa_privacy.amazon.recordings import read_record
from tests.amazon_double import Account, AmazonDouble, Fault
from tests.conftest import delete, poll
from tests.helpers.page import Page

SUBSCRIBE = "recordings/subscribe"


async def read_all(page: Page, entry: MockConfigEntry, **scope: Any) -> list[dict[str, Any]]:
    """Return all rows of a scope, and look at them no more."""
    listing = await page.follow(SUBSCRIBE, entry_id=entry.entry_id, **scope)
    rows: list[dict[str, Any]] = []
    while True:
        for event in await page.until(listing, "done", "paused"):
            rows += event["recordings"]
        if event["done"]:
            await page.leave(listing)
            return rows
        await page.ask("recordings/more", subscription=listing)


def held(account: Account, said: str = "") -> set[str]:
    """Return the ids of what Amazon holds, or of what has words in it."""
    found = map(read_record, account.records)
    return {recording.id for recording in found if said in recording.said.casefold()}


def ids(rows: list[dict[str, Any]]) -> set[str]:
    """Return the ids of rows."""
    return {row["id"] for row in rows}


async def test_another_search_takes_no_request(
    amazon: AmazonDouble, account: Account, entry: MockConfigEntry, page: Page
) -> None:
    """Once all is listed, every filter, and going back, shows what a new listing would; without Amazon, too."""
    assert ids(await read_all(page, entry)) == held(account)
    amazon.clear_log()
    amazon.fail(Fault.UNAVAILABLE, "v2", times=None)
    words = read_record(account.records[40]).said.casefold()
    assert ids(await read_all(page, entry, said=words)) == held(account, words) != set()
    day = {"start": account.recordings[80].timestamp, "end": account.recordings[10].timestamp}
    narrower = {each.id for each in map(read_record, account.records) if day["start"] <= each.time < day["end"]}
    assert ids(await read_all(page, entry, **day)) == narrower
    unintended = {each.id for each in map(read_record, account.records) if each.kind == "unintended"}
    assert ids(await read_all(page, entry, kinds=["unintended"])) == unintended
    assert ids(await read_all(page, entry)) == held(account)
    assert amazon.count("v2") == amazon.count("v1") == 0


async def test_days_far_apart_leave_no_hole(
    amazon: AmazonDouble, account: Account, entry: MockConfigEntry, page: Page
) -> None:
    """What lies between two times that were listed is asked for, and only that."""
    newer = {"start": account.recordings[20].timestamp}
    older = {"start": account.recordings[70].timestamp, "end": account.recordings[60].timestamp}
    await read_all(page, entry, **newer)
    await read_all(page, entry, **older)
    amazon.clear_log()
    await read_all(page, entry, **older, kinds=["intended"])
    assert amazon.count("v2") == 0
    wanted = {each.id for each in map(read_record, account.records) if each.time >= older["start"]}
    assert ids(await read_all(page, entry, start=older["start"])) == wanted
    # 40 recordings, ten a page, and what shows that the listing works.
    assert 4 <= amazon.count("v2") <= 6


async def test_a_page_that_is_opened_shows_what_is_new(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, entry: MockConfigEntry, page: Page
) -> None:
    """A page that is loaded again asks once for what came since; polls and rescans keep up with the rest."""
    await read_all(page, entry)
    account.say("alexa what is the weather", minutes_ago=0)
    amazon.clear_log()
    assert len(await read_all(page, entry)) == account.held - 1
    assert amazon.count("v2") == 0
    assert ids(await read_all(page, entry, refresh=True)) == held(account)
    assert amazon.count("v2") == 1
    account.say("alexa what is the time", minutes_ago=0.05)
    await poll(hass, entry)
    amazon.clear_log()
    assert ids(await read_all(page, entry)) == held(account)
    assert amazon.count("v2") == 0
    gone = account.recordings[3]
    account.recordings.remove(gone)
    await poll(hass, entry)
    amazon.clear_log()
    assert ids(await read_all(page, entry)) == held(account)
    assert amazon.count("v2") == 0


async def test_a_poll_that_fails_changes_nothing(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, entry: MockConfigEntry, page: Page
) -> None:
    """A listing that suddenly shows nothing is not believed, and what was listed stays."""
    before = held(account)
    await read_all(page, entry)
    for fault in (Fault.EMPTY_WINDOW, Fault.UNAVAILABLE, Fault.TRUNCATED):
        amazon.fail(fault, "v2", times=None)
        await poll(hass, entry)
        amazon.heal()
        assert ids(await read_all(page, entry)) == before


async def test_deletions_are_seen(amazon: AmazonDouble, account: Account, entry: MockConfigEntry, page: Page) -> None:
    """What is verified gone is in no later search, however it was chosen; a deletion itself lists all anew."""
    await read_all(page, entry)
    first = read_record(account.records[50])
    for scope in ({"ids": [first.id]}, {"kinds": ["unintended"]}, {"everything": True}):
        amazon.clear_log()
        feed = await page.follow_deletions(entry.entry_id)
        await page.finished(feed, await page.delete(entry_id=entry.entry_id, **scope))
        await page.leave(feed)
        assert amazon.count("v2") > 0
        amazon.clear_log()
        assert ids(await read_all(page, entry)) == held(account)
        assert amazon.count("v2") == 0
    assert account.held == 0


async def test_a_deletion_that_is_not_verified_leaves_nothing_to_believe(
    amazon: AmazonDouble, account: Account, entry: MockConfigEntry, page: Page
) -> None:
    """Where it is not known what is gone, Amazon is asked again."""
    await read_all(page, entry)
    amazon.fail(Fault.IGNORED, "delete", times=None)
    feed = await page.follow_deletions(entry.entry_id)
    events = await page.finished(feed, await page.delete(entry_id=entry.entry_id, kinds=["unintended"]))
    assert events[-1]["receipt"]["status"] == "failed"
    assert entry.runtime_data.voice.listed.rows == 0
    amazon.clear_log()
    assert ids(await read_all(page, entry)) == held(account)
    assert amazon.count("v2") > 1


async def test_actions_ask_amazon(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, entry: MockConfigEntry, page: Page
) -> None:
    """What is deleted is planned with a complete new listing, whatever was listed before."""
    await read_all(page, entry)
    account.say("alexa nobody has listed this yet", minutes_ago=0)
    receipt = await delete(hass, said="nobody has listed this")
    assert (receipt["status"], receipt["verified_gone"]) == ("verified", 1)


async def test_it_is_forgotten_after_the_page_is_closed(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, entry: MockConfigEntry, page: Page
) -> None:
    """Nothing is kept longer than five minutes after the last page is closed."""
    feed = await page.follow_deletions(entry.entry_id)
    await read_all(page, entry)
    listed = entry.runtime_data.voice.listed
    async_fire_time_changed(hass, dt_util.utcnow() + timedelta(seconds=KEPT_FOR + 1))
    await hass.async_block_till_done()
    assert listed.rows == account.held
    await page.leave(feed)
    async_fire_time_changed(hass, dt_util.utcnow() + timedelta(seconds=KEPT_FOR - 10))
    await hass.async_block_till_done()
    assert listed.rows == account.held
    async_fire_time_changed(hass, dt_util.utcnow() + timedelta(seconds=KEPT_FOR + 1))
    await hass.async_block_till_done()
    assert (listed.rows, listed.size) == (0, 0)
    amazon.clear_log()
    await read_all(page, entry)
    assert amazon.count("v2") > 1
    await hass.config_entries.async_unload(entry.entry_id)
    assert listed.rows == 0


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("toca música de João Gilberto", "MUSICA DE JOAO"),
        ("spiel die größten Hits", "GRÖSSTEN"),
        # Letters of full and of half width, and a quote as phones write it.
        ("\uff21\uff2c\uff25\uff38\uff21\u3000\uff7c\uff9e\uff6c\uff7d\uff9eをかけて", "alexa ジャズ"),
        ("what\u2019s the weather", "what's"),
        ("play smørrebrød", "smorrebrod"),
    ],
)
async def test_letters_are_compared_as_people_read_them(
    hass: HomeAssistant, account: Account, entry: MockConfigEntry, page: Page, said: str, words: str
) -> None:
    """What the page lists for words is what is deleted for them."""
    account.say(said, minutes_ago=1)
    wanted = read_record(account.records[0]).id
    assert ids(await read_all(page, entry, said=words, refresh=True)) == {wanted}
    assert (await delete(hass, said=words))["verified_gone"] == 1
    assert wanted not in held(account)


async def test_marks_alone_are_not_in_everything(account: Account, entry: MockConfigEntry, page: Page) -> None:
    """Words of which nothing is left to compare do not match all there is."""
    for words in ("\u0301", "\u0640\u064b"):
        assert await read_all(page, entry, said=words) == []


async def test_an_estimate_takes_no_request(
    amazon: AmazonDouble, account: Account, entry: MockConfigEntry, page: Page
) -> None:
    """Days, Echos and kinds are counted already; words and persons only where all was listed."""

    async def about(**scope: Any) -> int | None:
        answer = await page.ask("estimate", entry_id=entry.entry_id, **scope)
        assert answer.keys() == {"count"}
        count: int | None = answer["count"]
        return count

    records = [read_record(record) for record in account.records]
    ledger = entry.runtime_data.store.voice.ledger
    day = ledger.day_of(records[30].time)
    span = {"start": ledger.start_of(day), "end": ledger.end_of(day)}
    serial = account.devices[0].serial
    on_day = [each for each in records if ledger.day_of(each.time) == day]
    mine = [each for each in records if each.echo and each.echo.serial == serial and each.kind == "intended"]
    words = records[5].said
    expected = [
        ({}, len(records)),
        (span, len(on_day)),
        ({"echoes": [serial], "kinds": ["intended"]}, len(mine)),
        ({"kinds": []}, 0),
        ({"echoes": ["unknown"]}, 0),
        ({"start": 253_402_300_000_000}, 0),
    ]
    for scope, count in expected:
        assert await about(**scope) == count
    assert await about(said=words) is None
    assert await about(persons=["Mia"]) is None
    for name, moment in span.items():
        assert await about(**span | {name: moment - 1}) is None
    assert amazon.count("v2") == 0
    await read_all(page, entry)
    amazon.clear_log()
    for scope, count in expected:
        assert await about(**scope) == count
    assert await about(said=words) == len([each for each in records if words.casefold() in each.said.casefold()])
    assert amazon.count("v2") == 0
    entry.runtime_data.voice.listed.clear()
    counted_until = ledger.counted_until
    assert counted_until
    ledger.counted_until = counted_until - timedelta(days=1)
    assert await about() is None
    assert await about(**span) == len(on_day)
    ledger.counted_until = counted_until
    ledger.complete = False
    assert await about() is None
    assert await about(**span) == len(on_day)
