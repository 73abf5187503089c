"""The page's commands about other histories than that of recordings."""

from collections import Counter
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.alexa_privacy.const import CONF_RECIPES, CONF_SETTING_NAMES
from tests.amazon_double import HISTORIES, Account, AmazonDouble, Fault
from tests.conftest import SetUp, poll
from tests.helpers.page import CommandFailed, Page

SIZE = 45
DEVICES = "smart_home_history"
SOUNDS = "detected_sounds"
TAUGHT = {DEVICES: "smart-home-offset", SOUNDS: "sounds-window"}
LISTED = {DEVICES: "smart_home", SOUNDS: "sounds"}
NAMES = {DEVICES: "Smart home history", SOUNDS: "Geräusche"}


@pytest.fixture
def account(amazon: AmazonDouble) -> Account:
    """Return an account with entries in other histories."""
    return amazon.add_account(Account.generate(size=60, others=SIZE, days=20, seed=11))


@pytest.fixture
async def entry(amazon: AmazonDouble, set_up: SetUp, account: Account, recipes: dict[str, Any]) -> MockConfigEntry:
    """Return the account, with two histories that were taught and tested."""
    histories: dict[str, Any] = {}
    for key, dialect in TAUGHT.items():
        histories |= HISTORIES[dialect].document(key)["histories"]
    options = {CONF_RECIPES: {**recipes, "histories": histories}, CONF_SETTING_NAMES: NAMES}
    entry = await set_up(account, options=options)
    for key in TAUGHT:
        entry.runtime_data.store.request_statuses.works(key)
    amazon.clear_log()
    return entry


async def shown(page: Page, key: str) -> dict[str, Any]:
    """Return what the page shows of a history."""
    (account,) = (await page.ask("accounts"))["accounts"]
    described: dict[str, Any] = next(each for each in account["histories"] if each["key"] == key)
    return described


async def listed(page: Page, entry: MockConfigEntry, history: str, **scope: Any) -> list[dict[str, Any]]:
    """Return all rows of a history."""
    listing = await page.follow("recordings/subscribe", entry_id=entry.entry_id, history=history, **scope)
    events = await page.until(listing, "done", "paused", "error")
    while not events[-1]["done"]:
        await page.ask("recordings/more", subscription=listing)
        events += await page.until(listing, "done", "paused", "error")
    return [row for event in events for row in event["recordings"]]


async def feed_of(page: Page, entry: MockConfigEntry, history: str) -> int:
    """Listen to the deletions from a history."""
    feed = await page.follow("deletions/subscribe", entry_id=entry.entry_id, history=history)
    assert await page.event(feed) == {"unfinished": []}
    return feed


async def test_described(hass: HomeAssistant, entry: MockConfigEntry, account: Account, page: Page) -> None:
    """Each history has its name, its figures and its own way to delete; those of recordings are the account's."""
    (mine,) = (await page.ask("accounts"))["accounts"]
    assert mine["held"] == account.held
    assert [(each["key"], each["name"]) for each in mine["histories"]] == [*NAMES.items()]
    today = dt_util.now().date()
    entries = [
        dt_util.as_local(dt_util.utc_from_timestamp(each.timestamp / 1000)) for each in account.entries("sounds")
    ]
    switch = mine["histories"][1]["nightly"]["entity_id"]
    assert hass.states.get(switch)
    assert mine["histories"][1] == {
        "key": SOUNDS,
        "name": "Geräusche",
        "held": SIZE,
        "today": sum(each.date() == today for each in entries),
        "failure": None,
        "nightly": {"entity_id": switch, "state": False},
        "last_receipt": None,
        "last_deletion": None,
        "can_delete": True,
        "to_test": False,
    }
    assert {switch, switch.replace("switch.", "sensor.").replace("purge_nightly", "held")} & {*mine["entities"]}
    days = await page.ask("days", entry_id=entry.entry_id, history=SOUNDS)
    counted = Counter(each.date().isoformat() for each in entries)
    assert days["days"] == [[day, count, 0] for day, count in sorted(counted.items())]
    assert days["complete"]


@pytest.mark.parametrize("history", TAUGHT)
async def test_listed(entry: MockConfigEntry, account: Account, page: Page, history: str) -> None:
    """An entry has a time, a device where that was taught, and no words; a range of time is a range of time."""
    entries = account.entries(LISTED[history])
    rows = await listed(page, entry, history)
    # The page of sounds has whole seconds.
    unit = 1000 if history == SOUNDS else 1
    times = [each.timestamp // unit * unit for each in entries]
    assert [row["time"] for row in rows] == times
    assert [row["device"] for row in rows] == [each.device.name for each in entries]
    blank = {"persons": [], "kind": "unknown", "said": "", "replied": "", "audio": False}
    assert all(blank.items() <= row.items() for row in rows)
    start, end = times[30], times[10]
    some = await listed(page, entry, history, start=start, end=end)
    assert [row["time"] for row in some] == [time for time in times if start <= time < end]
    count = await page.ask("estimate", entry_id=entry.entry_id, history=history)
    assert count == {"count": SIZE}


@pytest.mark.parametrize("history", TAUGHT)
async def test_deleted(entry: MockConfigEntry, account: Account, page: Page, history: str) -> None:
    """What was ticked, a range, and all of it: counted before, verified gone after, and said nowhere else."""
    name = LISTED[history]
    voice, other = list(account.recordings), account.entries("sounds" if name == "smart_home" else "smart_home")
    feed, elsewhere = await feed_of(page, entry, history), await feed_of(page, entry, "voice")
    rows = await listed(page, entry, history)
    ticked = {rows[3]["id"], rows[20]["id"]}
    targets: list[dict[str, Any]] = [
        {"ids": sorted(ticked)},
        {"start": rows[15]["time"], "end": rows[5]["time"]},
        {"everything": True},
    ]
    receipt: dict[str, Any] = {}
    for target in targets:
        left = len(account.entries(name))
        asked = {"entry_id": entry.entry_id, "history": history, **target}
        expected = (await page.until(await page.follow("preview", **asked), "receipt", "error"))[-1]["receipt"]
        events = await page.finished(feed, await page.delete(**asked))
        receipt = events[-1]["receipt"]
        assert (receipt["status"], receipt["history"]) == ("verified", history), (target, receipt)
        assert receipt["verified_gone"] == expected["matched"] == left - len(account.entries(name)) > 0
        if "ids" in target:
            assert {gone for event in events for gone in event.get("gone", [])} == ticked
    assert account.entries(name) == []
    assert list(account.recordings) == voice
    assert account.entries("sounds" if name == "smart_home" else "smart_home") == other
    described = await shown(page, history)
    assert described["held"] == 0
    assert described["last_receipt"] == receipt
    assert described["last_deletion"]
    (mine,) = (await page.ask("accounts"))["accounts"]
    assert (mine["last_receipt"], mine["last_deletion"]) == (None, None)
    assert page.heard(elsewhere) == []
    again = await page.follow(
        "deletions/subscribe", entry_id=entry.entry_id, history=history, receipt_ids=[receipt["receipt_id"]]
    )
    assert await page.event(again) == {"receipt": receipt, "error": None}


async def test_of_recordings_only(entry: MockConfigEntry, page: Page, amazon: AmazonDouble) -> None:
    """What only recordings have, and a history that is not there, is refused in words before Amazon is asked."""
    limits: list[dict[str, Any]] = [{"said": "x"}, {"persons": ["Mia"]}, {"kinds": ["intended"]}, {"echoes": ["A"]}]
    filtered = ("estimate", "recordings/subscribe", "preview", "delete")
    tries = [(command, SOUNDS, limit, "only_of_recordings") for command in filtered for limit in limits]
    tries += [("persons", SOUNDS, {}, "only_of_recordings")]
    tries += [
        (command, history, {}, "history_unknown")
        for command in ("days", "persons", "deletions/subscribe", *filtered)
        for history in ("", "vacuum", "VOICE", "Geräusche", "conversations")
    ]
    tries += [(command, SOUNDS, {}, "scope_missing") for command in ("preview", "delete")]
    for command, history, limit, reason in tries:
        with pytest.raises(CommandFailed) as refused:
            await page.ask(command, entry_id=entry.entry_id, history=history, **limit)
        assert refused.value.code == reason, (command, history, limit)
        assert str(refused.value) != reason
    for wrong in (None, 5, ["voice"]):
        with pytest.raises(CommandFailed) as refused:
            await page.ask("days", entry_id=entry.entry_id, history=wrong)
        assert refused.value.code == "invalid_format"
    assert not amazon.requests


async def test_not_read_to_its_end(
    hass: HomeAssistant, entry: MockConfigEntry, page: Page, amazon: AmazonDouble, account: Account
) -> None:
    """There is a reason instead of figures, in that history alone, until it can be listed again."""
    amazon.fail(Fault.UNSORTED, "smart_home_list", times=None)
    account.note("smart_home")
    account.note("smart_home", minutes_ago=1)
    await poll(hass, entry)
    described = await shown(page, DEVICES)
    assert (described["held"], described["today"]) == (None, None)
    assert described["failure"]["code"] == "listing_incomplete"
    assert described["failure"]["message"] not in {"", "listing_incomplete"}
    assert (await page.ask("days", entry_id=entry.entry_id, history=DEVICES))["days"] == []
    assert (await shown(page, SOUNDS))["held"] == SIZE
    assert (await page.ask("days", entry_id=entry.entry_id))["days"]
    amazon.heal()
    await poll(hass, entry)
    described = await shown(page, DEVICES)
    assert (described["held"], described["failure"]) == (SIZE + 2, None)


async def test_never_counted(
    hass: HomeAssistant, set_up: SetUp, account: Account, page: Page, amazon: AmazonDouble
) -> None:
    """What never was read to its end has no figures at all, and its deletion waits for its test."""
    amazon.fail(Fault.UNSORTED, "sounds_list", times=None)
    document = HISTORIES[TAUGHT[SOUNDS]].document(SOUNDS)
    entry = await set_up(account, options={CONF_RECIPES: document}, wait=False)
    account.note("sounds")
    account.note("sounds", minutes_ago=1)
    await poll(hass, entry)
    described = await shown(page, SOUNDS)
    assert (described["held"], described["today"], described["to_test"]) == (None, None, True)
    assert described["failure"]
    days = await page.ask("days", entry_id=entry.entry_id, history=SOUNDS)
    assert (days["days"], days["complete"]) == ([], False)


async def test_untested(entry: MockConfigEntry, account: Account, page: Page, amazon: AmazonDouble) -> None:
    """A deletion that was not tested is named, and not used."""
    entry.runtime_data.store.request_statuses.forget(SOUNDS)
    assert (await shown(page, SOUNDS))["to_test"]
    feed = await feed_of(page, entry, SOUNDS)
    asked = {"entry_id": entry.entry_id, "history": SOUNDS, "everything": True}
    (*_, last) = await page.finished(feed, await page.delete(**asked))
    assert last["error"]["code"] == "not_tested"
    assert amazon.count("sounds_delete") == 0


@pytest.mark.parametrize(
    ("asked", "state"),
    [
        ({"only_test": True, "history": SOUNDS}, "to_test"),
        ({"only_test": True, "history": DEVICES}, "done"),
        ({"only_test": True, "history": "voice"}, "refused"),
        ({"only_test": True, "history": "vacuum"}, "refused"),
        ({"only_test": True}, "refused"),
        ({"history": SOUNDS}, "refused"),
    ],
)
async def test_the_test_of_a_history(entry: MockConfigEntry, page: Page, asked: dict[str, Any], state: str) -> None:
    """An address may name a history that was taught for its test; not one to be taught."""
    entry.runtime_data.store.request_statuses.forget(SOUNDS)
    visit = await page.follow("visit/open", entry_id=entry.entry_id, lesson="history", **asked)
    while (event := await page.event(visit))["state"] == "opening":
        pass
    assert event["state"] == state


async def test_forgotten_while_it_is_shown(hass: HomeAssistant, entry: MockConfigEntry, page: Page) -> None:
    """A tab that is open when its history is forgotten goes away; what it still asks for is refused in words."""
    feed = await feed_of(page, entry, SOUNDS)
    listing = await page.follow("recordings/subscribe", entry_id=entry.entry_id, history=SOUNDS)
    await page.until(listing, "paused", "done")
    recipes = entry.options[CONF_RECIPES]
    kept = {DEVICES: recipes["histories"][DEVICES]}
    options = {**entry.options, CONF_RECIPES: {**recipes, "histories": kept}}
    hass.config_entries.async_update_entry(entry, options=options)
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    (mine,) = (await page.ask("accounts"))["accounts"]
    assert [each["key"] for each in mine["histories"]] == [DEVICES]
    await page.ask("recordings/more", subscription=listing)
    (*_, last) = await page.until(listing, "error", "done")
    assert last["error"]["code"] == "history_unknown"
    assert page.heard(feed) == []
