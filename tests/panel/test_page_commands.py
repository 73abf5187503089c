"""The page's other commands: the accounts, their days, deleting; and who may use any of them."""

from collections import Counter
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from homeassistant.config_entries import ConfigEntryDisabler
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.alexa_privacy.amazon.recordings import Recording, read_record
from custom_components.alexa_privacy.const import DOMAIN
from tests.amazon_double import Account, AmazonDouble, Fault
from tests.conftest import SetUp
from tests.helpers.page import CommandFailed, Page
from tests.helpers.timing import SetTiming


def listed(account: Account) -> list[Recording]:
    """Return what the stand-in lists, newest first."""
    return [read_record(record) for record in account.records]


async def delete(page: Page, entry: MockConfigEntry, **scope: Any) -> list[dict[str, Any]]:
    """Delete, and return the events up to the receipt."""
    feed = await page.follow_deletions(entry.entry_id)
    events = await page.finished(feed, await page.delete(entry_id=entry.entry_id, **scope))
    return [event for event in events if "progress" not in event]


async def preview(page: Page, entry: MockConfigEntry, **scope: Any) -> list[dict[str, Any]]:
    """Count, and return the events up to the receipt."""
    events = await page.until(await page.follow("preview", entry_id=entry.entry_id, **scope), "receipt", "error")
    return [event for event in events if "progress" not in event]


def gone(events: list[dict[str, Any]]) -> set[str]:
    """Return the rows that were called gone."""
    return {row for event in events for row in event.get("gone", [])}


async def test_accounts(hass: HomeAssistant, amazon: AmazonDouble, account: Account, page: Page, set_up: SetUp) -> None:
    """Each account with its Echos, how well it is protected, and what is left to do."""
    taught = await set_up(account)
    untaught = await set_up(amazon.add_account(Account.generate(seed=11, email="noah@example.org")), options={})
    await hass.config_entries.async_unload(untaught.entry_id)
    mine, other = (await page.ask("accounts"))["accounts"]
    assert mine == {
        "entry_id": taught.entry_id,
        "title": account.email,
        "loaded": True,
        "signed_out": False,
        "held": account.held,
        "today": account.held_on(dt_util.now().date(), ZoneInfo(hass.config.time_zone)),
        "echoes": sorted(
            ({"serial": device.serial, "name": device.name} for device in account.devices),
            key=lambda echo: str(echo["serial"]),
        ),
        "review": {"entity_id": "switch.alexa_privacy_human_review", "state": True, "taught": True},
        "nightly": {
            "entity_id": "switch.alexa_privacy_nightly_purge",
            "state": False,
            "tested": True,
            "keep_days": 30,
            "plan": mine["nightly"]["plan"],
            "next": None,
        },
        "last_receipt": None,
        "last_deletion": None,
        "can_delete": True,
        "to_teach": [],
        "to_test": [],
        "broken": [],
        "problem": True,
        "problems": ["review_on"],
        "entities": [
            "binary_sensor.alexa_privacy_protection",
            "number.alexa_privacy_keep_recordings_for",
            "sensor.alexa_privacy_counting_progress",
            "sensor.alexa_privacy_last_deletion",
            "sensor.alexa_privacy_next_purge",
            "sensor.alexa_privacy_recordings",
            "sensor.alexa_privacy_recordings_today",
            "switch.alexa_privacy_human_review",
            "switch.alexa_privacy_nightly_purge",
        ],
        "histories": [],
        "current": True,
        "good": [],
        "first_run": {"counting": None, "usable": ["delete_recordings"], "nights": False, "review": False},
    }
    assert mine["nightly"]["plan"].keys() == {"count", "oldest", "newest", "is_exact"}
    assert other == {
        "entry_id": untaught.entry_id,
        "title": "noah@example.org",
        "loaded": False,
        "signed_out": False,
    }
    await hass.config_entries.async_setup(untaught.entry_id)
    _, other = (await page.ask("accounts"))["accounts"]
    assert not other["can_delete"]
    assert other["to_teach"] == ["delete", "human_review"]
    assert other["review"]["state"] is None
    await hass.config_entries.async_set_disabled_by(untaught.entry_id, ConfigEntryDisabler.USER)
    assert len((await page.ask("accounts"))["accounts"]) == 1


async def test_accounts_to_rehearse(account: Account, page: Page, set_up: SetUp) -> None:
    """What was taught and not rehearsed is named."""
    await set_up(account, proven=False)
    (mine,) = (await page.ask("accounts"))["accounts"]
    assert mine["to_test"] == ["delete_recordings"]


async def test_days(account: Account, entry: MockConfigEntry, page: Page) -> None:
    """The counts of every local day, as Amazon's listing has them."""
    answer = await page.ask("days", entry_id=entry.entry_id)

    def days(recordings: list[Recording]) -> Counter[str]:
        local = (dt_util.as_local(dt_util.utc_from_timestamp(recording.time / 1000)) for recording in recordings)
        return Counter(moment.date().isoformat() for moment in local)

    every = days(listed(account))
    unintended = days([recording for recording in listed(account) if recording.kind == "unintended"])
    assert answer["days"] == [[day, count, unintended[day]] for day, count in sorted(every.items())]
    assert answer["complete"] is True
    assert answer["since"] is None
    assert answer["until"] >= max(every)


async def test_days_that_are_not_counted_to_their_end(
    amazon: AmazonDouble, account: Account, page: Page, set_up: SetUp, timing: SetTiming
) -> None:
    """A day that the walk is in the middle of is not shown: its count would be wrong."""
    timing(retry_backfill_after=60.0)
    amazon.fail(Fault.UNAVAILABLE, "v2", after=6, times=None)
    entry = await set_up(account, wait=False)
    ledger = entry.runtime_data.store.voice.ledger
    while amazon.count("v2") < 6 + 2:
        await page.ask("accounts")
    answer = await page.ask("days", entry_id=entry.entry_id)
    assert answer["complete"] is False
    assert [day for day, *_ in answer["days"]] == [
        str(day) for day in ledger._months.days() if day >= ledger.counted_since
    ]
    assert len(answer["days"]) < len(ledger._months.days())


async def test_persons(amazon: AmazonDouble, account: Account, entry: MockConfigEntry, page: Page) -> None:
    """Whom Amazon knows by their voice, for one request."""
    answer = await page.ask("persons", entry_id=entry.entry_id)
    assert answer["persons"] == [person.first_name for person in account.persons]
    assert (amazon.count("persons"), amazon.count()) == (1, 1)


@pytest.mark.parametrize("fault", [Fault.NOT_FOUND, Fault.SIGN_IN, Fault.UNAVAILABLE, Fault.HTML])
async def test_persons_that_nobody_tells(
    hass: HomeAssistant, amazon: AmazonDouble, entry: MockConfigEntry, page: Page, fault: Fault
) -> None:
    """Where Amazon does not say, nothing is wrong: not even with the sign-in."""
    amazon.fail(fault, "persons", times=None)
    assert (await page.ask("persons", entry_id=entry.entry_id))["persons"] == []
    assert not hass.config_entries.flow.async_progress()


@pytest.mark.parametrize("number", [1, 3])
async def test_ticked_recordings_are_deleted(
    amazon: AmazonDouble, account: Account, entry: MockConfigEntry, page: Page, number: int
) -> None:
    """Exactly they go, and are called gone once that is verified; for old ones not all that is newer is listed."""
    before = listed(account)
    ticked = {recording.id for recording in before[-number:]}
    events = await delete(page, entry, ids=sorted(ticked))
    assert gone(events) == ticked
    receipt = events[-1]["receipt"]
    assert (receipt["status"], receipt["matched"], receipt["verified_gone"]) == ("verified", number, number)
    assert {recording.id for recording in listed(account)} == {recording.id for recording in before} - ticked
    assert amazon.count("v2") <= 4


async def test_ticked_recordings_of_one_moment(
    amazon: AmazonDouble, account: Account, entry: MockConfigEntry, page: Page
) -> None:
    """Two Echos heard the same at the same moment; only the ticked one goes."""
    moment = amazon.now()
    amazon.now = lambda: moment
    one, other = (account.say("alexa what did she say", device=echo, minutes_ago=9) for echo in account.devices[:2])
    assert one.timestamp == other.timestamp
    held = account.held
    await delete(page, entry, ids=[read_record(one.record()).id])
    assert account.held == held - 1
    assert account.find([one.key, other.key]) == [other]


async def test_ticked_and_gone_already(account: Account, entry: MockConfigEntry, page: Page) -> None:
    """What was deleted elsewhere in the meantime is gone all the same."""
    ticked = listed(account)[40]
    account.delete_elsewhere(ticked.key)
    gone, receipt = await delete(page, entry, ids=[ticked.id])
    assert gone == {"receipt_id": receipt["receipt"]["receipt_id"], "gone": [ticked.id]}
    assert receipt["receipt"]["status"] == "nothing_to_delete"


async def test_a_dry_run(amazon: AmazonDouble, account: Account, entry: MockConfigEntry, page: Page) -> None:
    """The confirmation's figures delete nothing and call nothing gone."""
    held, ticked = account.held, listed(account)[7].id
    for scope in ({"ids": [ticked]}, {"kinds": ["unintended"]}, {"everything": True}):
        (event,) = await preview(page, entry, **scope)
        assert event["receipt"]["status"] == "dry_run"
        assert event["receipt"]["matched"] > 0
    assert account.held == held
    assert amazon.count("delete") == 0


async def test_a_filter_is_deleted(account: Account, entry: MockConfigEntry, page: Page) -> None:
    """Everything that matches goes, and nothing else."""
    unintended = account.unintended
    held = account.held
    (event,) = await delete(page, entry, kinds=["unintended"])
    assert event["receipt"]["verified_gone"] == unintended
    assert (account.held, account.unintended) == (held - unintended, 0)


async def test_what_is_still_listed_is_not_gone(
    amazon: AmazonDouble, account: Account, entry: MockConfigEntry, page: Page
) -> None:
    """Amazon takes the request and does nothing, or half of it: only the rows that are not listed are called gone."""
    amazon.fail(Fault.HALF, "delete")
    amazon.fail(Fault.IGNORED, "delete", times=None)
    for status in ("partial", "failed"):
        before = {recording.id for recording in listed(account)}
        events = await delete(page, entry, ids=sorted(before)[:4])
        assert events[-1]["receipt"]["status"] == status
        assert gone(events) == before - {recording.id for recording in listed(account)}


async def test_progress(account: Account, entry: MockConfigEntry, page: Page) -> None:
    """The figures grow to those of the receipt, which the page shows from then on."""
    unintended = account.unintended
    feed = await page.follow_deletions(entry.entry_id)
    receipt_id = await page.delete(entry_id=entry.entry_id, kinds=["unintended"])
    *events, last = await page.finished(feed, receipt_id)
    figures = [event["progress"] for event in events]
    for name in ("matched", "asked", "verified_gone"):
        assert [progress[name] for progress in figures] == sorted(progress[name] for progress in figures)
    assert figures[-1] == {
        "receipt_id": receipt_id,
        "phase": "verifying",
        "listed": None,
        "matched": unintended,
        "asked": unintended,
        "verified_gone": unintended,
        "waiting": False,
    }
    assert max(progress["listed"] or 0 for progress in figures) == account.held + unintended
    assert (last["receipt"]["receipt_id"], last["error"]) == (receipt_id, None)
    (shown,) = (await page.ask("accounts"))["accounts"]
    assert shown["last_receipt"] == last["receipt"]
    finished = datetime.fromisoformat(last["receipt"]["finished"])
    assert shown["last_deletion"] == int(finished.timestamp() * 1000)


async def test_deleting_that_cannot_be(amazon: AmazonDouble, account: Account, page: Page, set_up: SetUp) -> None:
    """What has to be taught or rehearsed first is said in words."""
    entry = await set_up(account, proven=False)
    (event,) = await delete(page, entry, kinds=["unintended"])
    assert event["error"]["code"] == "not_tested"
    assert "test" in event["error"]["message"]
    assert amazon.count("delete") == 0


async def test_who_looks_away_hears_no_more(
    hass: HomeAssistant, account: Account, entry: MockConfigEntry, page: Page
) -> None:
    """The deletion goes on without telling."""
    feed = await page.follow_deletions(entry.entry_id)
    await page.delete(entry_id=entry.entry_id, kinds=["unintended"])
    await page.leave(feed)
    heard = page.heard(feed)
    await hass.async_block_till_done(wait_background_tasks=True)
    await page.ask("accounts")
    assert account.unintended == 0
    assert page.heard(feed) == heard


async def test_deleting_goes_on_unseen(
    hass: HomeAssistant, account: Account, entry: MockConfigEntry, page: Page
) -> None:
    """Who closes the page does not stop what was confirmed."""
    await page.delete(entry_id=entry.entry_id, kinds=["unintended"])
    await page.close()
    await hass.async_block_till_done(wait_background_tasks=True)
    assert account.unintended == 0


@pytest.mark.parametrize(
    ("scope", "code"),
    [
        ({}, "scope_missing"),
        ({"said": ""}, "scope_missing"),
        ({"ids": []}, "scope_missing"),
        ({"echoes": [], "persons": [], "kinds": []}, "scope_missing"),
        ({"everything": False}, "scope_missing"),
        ({"dry_run": True, "everything": True}, "invalid_format"),
        ({"start": 5, "end": 5}, "end_before_start"),
        ({"start": -1}, "invalid_format"),
        ({"end": "yesterday"}, "invalid_format"),
        ({"end": 10**15}, "invalid_format"),
        ({"kinds": ["embarrassing"]}, "invalid_format"),
        ({"ids": ["CUST#1#TYPE#SERIAL"]}, "invalid_format"),
        ({"ids": [f"{'9' * 20}-{'a' * 32}"]}, "invalid_format"),
        ({"ids": [f"{'9' * 15}-{'a' * 32}"]}, "invalid_format"),
        ({"ids": [f"1763630000000-{'a' * 32}\n"]}, "invalid_format"),
        ({"ids": [f"\u0661\u0662-{'a' * 32}"]}, "invalid_format"),
        ({"ids": [f"..%2f1763630000000-{'a' * 32}"]}, "invalid_format"),
        ({"said": ["x"]}, "invalid_format"),
        ({"surprise": 1}, "invalid_format"),
        ({"everything": True, "entry_id": "nobody"}, "service_config_entry_not_found"),
    ],
    ids=str,
)
@pytest.mark.parametrize("command", ["preview", "delete"])
async def test_bad_scopes(
    amazon: AmazonDouble,
    account: Account,
    entry: MockConfigEntry,
    page: Page,
    command: str,
    scope: dict[str, Any],
    code: str,
) -> None:
    """Nothing given, or nothing that makes sense, deletes nothing."""
    held = account.held
    with pytest.raises(CommandFailed) as failed:
        await page.follow(command, **{"entry_id": entry.entry_id, **scope})
    assert failed.value.code == code
    assert account.held == held
    assert not amazon.requests


COMMANDS: dict[str, dict[str, Any]] = {
    "accounts": {},
    "days": {"entry_id": ""},
    "estimate": {"entry_id": ""},
    "persons": {"entry_id": ""},
    "recordings/subscribe": {"entry_id": ""},
    "recordings/more": {"subscription": 1},
    "preview": {"entry_id": "", "everything": True},
    "delete": {"entry_id": "", "everything": True},
    "cancel": {"entry_id": "", "receipt_id": "0"},
    "deletions/subscribe": {"entry_id": ""},
    "decide": {"entry_id": "", "nightly": True},
    "visit/open": {"entry_id": "", "lesson": "delete_recordings"},
    "visit/show": {"subscription": 1},
    "visit/values": {"subscription": 1, "values": 2},
    "visit/agree": {"subscription": 1},
    "visit/test": {"subscription": 1, "recording": "0"},
    "visit/close": {"subscription": 1},
    "share": {"entry_id": "", "lesson": "delete_recordings"},
}


@pytest.mark.parametrize("command", COMMANDS)
async def test_administrators_only(
    amazon: AmazonDouble,
    account: Account,
    entry: MockConfigEntry,
    page: Page,
    hass_read_only_access_token: str,
    command: str,
) -> None:
    """Others of the household are refused each command."""
    held, data = account.held, COMMANDS[command]
    if "entry_id" in data:
        data = {**data, "entry_id": entry.entry_id}
    with pytest.raises(CommandFailed) as failed:
        await page.as_user(hass_read_only_access_token).ask(command, **data)
    assert failed.value.code == "unauthorized"
    assert account.held == held
    assert not amazon.requests


def test_all_commands_are_tried(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """No command is forgotten above; the card's are for others, too."""
    ours = {command for command in hass.data["websocket_api"] if command.startswith(DOMAIN)}
    ours -= {f"{DOMAIN}/card", f"{DOMAIN}/card/delete"}
    assert ours == {f"{DOMAIN}/{command}" for command in COMMANDS}
