"""Purges one after the other: progress, cancelling, receipts and the event they fire."""

import asyncio
from typing import Any

from homeassistant.const import STATE_UNAVAILABLE, STATE_UNKNOWN
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
import pytest

from custom_components.alexa_privacy.deletion import receipts
from custom_components.alexa_privacy.diagnostics import async_get_config_entry_diagnostics
from tests.amazon_double import Account, AmazonDouble, Fault
from tests.conftest import SetUp, delete, state
from tests.helpers.timing import SetTiming
from tests.helpers.waiting import until

CANCEL = {"entity_id": "button.alexa_privacy_cancel_purge"}


def collect(hass: HomeAssistant, entity_id: str) -> list[tuple[str, dict[str, Any]]]:
    """Return a list that all states of an entity are added to, from now on."""
    seen: list[tuple[str, dict[str, Any]]] = []

    @callback
    def add(event: Event[Any]) -> None:
        """Add one, in the order of the events: without the decorator it would run in a thread."""
        new = event.data["new_state"]
        if event.data["entity_id"] == entity_id and new is not None:
            seen.append((new.state, dict(new.attributes)))

    hass.bus.async_listen("state_changed", add)
    return seen


async def test_every_receipt_fires_once(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """The event has the receipt's figures, and no event comes where there was nothing to delete."""
    await set_up(account)
    seen = collect(hass, "event.alexa_privacy_deletion")
    assert state(hass, "deletion", "event") == STATE_UNKNOWN
    verified = await delete(hass, last={"days": 3})
    amazon.fail(Fault.HALF, "delete", times=1)
    amazon.fail(Fault.NOT_FOUND, "delete", times=None)
    partial = await delete(hass, last={"days": 20})
    failed = await delete(hass, last={"days": 20})
    await delete(hass, said="words that nobody ever said")
    amazon.fail(Fault.NOT_FOUND, "v2", times=None)
    amazon.withdrawn.add("v1")
    with pytest.raises(HomeAssistantError):
        await delete(hass, last={"days": 20})
    told = [attributes for _, attributes in seen]
    assert [event["event_type"] for event in told] == ["verified", "partial", "failed", "failed"]
    for event, receipt in zip(told, (verified, partial, failed), strict=False):
        assert {key: event[key] for key in event if key in receipt} == {
            key: receipt[key]
            for key in (
                *("history", "method", "matched", "asked", "verified_gone", "still_listed", "unknown"),
                *("cannot_be_named", "others_gone", "nightly", "error"),
            )
        }
    assert (told[3]["matched"], told[3]["error"]) == (None, "withdrawn")


async def test_the_last_receipts_are_kept(
    hass: HomeAssistant, account: Account, set_up: SetUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Diagnostics show them, figures only, also after a restart."""
    monkeypatch.setattr(receipts, "MOST_RECEIPTS", 3)
    entry = await set_up(account)
    answers = [await delete(hass, older_than={"days": days}) for days in (25, 20, 15, 10)]
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    shown = (await async_get_config_entry_diagnostics(hass, entry))["receipts"]
    assert shown == answers[-3:]
    assert state(hass, "deleted_recordings") == str(sum(answer["verified_gone"] for answer in answers))


async def test_progress_shows(hass: HomeAssistant, account: Account, set_up: SetUp) -> None:
    """The figures grow while it runs, and it rests afterwards."""
    await set_up(account)
    seen = collect(hass, "sensor.alexa_privacy_purge_progress")
    await delete(hass, everything=True)
    phases = [phase for phase, _ in seen]
    assert phases == sorted(phases, key=["listing", "deleting", "verifying", "idle"].index)
    assert set(phases) == {"listing", "deleting", "verifying", "idle"}
    assert [figures["asked"] for phase, figures in seen if phase == "deleting"] == [1, 26, 51, 76, 101, 120]
    assert max(figures["found"] for _, figures in seen) == 120
    assert max(figures["verified_gone"] for _, figures in seen) == 120
    assert seen[-1][1]["found"] == 0


async def test_cancelling_while_it_erases(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was not asked for yet stays, the receipt tells what is gone, and what waited is not begun."""
    entry = await set_up(account)
    assert state(hass, "cancel_purge", "button") == STATE_UNAVAILABLE
    real_erase = account.erase

    def erase(*args: Any, **kwargs: Any) -> None:
        """Change one's mind after the second batch."""
        real_erase(*args, **kwargs)
        if account.held == 69:
            assert state(hass, "cancel_purge", "button") != STATE_UNAVAILABLE
            hass.async_create_task(hass.services.async_call("button", "press", CANCEL))

    monkeypatch.setattr(account, "erase", erase)
    first, second = await asyncio.gather(delete(hass, everything=True), delete(hass, everything=True))
    gone = 120 - account.held
    assert 0 < gone < 120
    assert (first["status"], first["verified_gone"], first["still_listed"]) == ("partial", gone, account.held)
    assert (second["status"], second["matched"]) == ("failed", None)
    assert first["error"] == second["error"] == "purge_cancelled"
    assert state(hass, "cancel_purge", "button") == STATE_UNAVAILABLE
    assert not entry.runtime_data.deletions.running


async def test_cancelling_while_it_lists(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A long listing need not be waited for, and nothing is deleted."""
    entry = await set_up(account)
    amazon.clear_log()
    real_listed = account.listed

    def listed(*args: Any, **kwargs: Any) -> Any:
        """Change one's mind on the third page."""
        if amazon.count("v2") == 3:
            entry.runtime_data.deletions.cancel()
        return real_listed(*args, **kwargs)

    monkeypatch.setattr(account, "listed", listed)
    receipt = await delete(hass, everything=True)
    assert (receipt["status"], receipt["error"], receipt["matched"]) == ("failed", "purge_cancelled", None)
    assert amazon.count("v2") == 3
    assert account.held == 120


@pytest.mark.parametrize("fault", [Fault.DROPPED, Fault.THROTTLED, Fault.UNAVAILABLE])
async def test_cancelling_while_amazon_does_not_answer(
    hass: HomeAssistant,
    amazon: AmazonDouble,
    account: Account,
    set_up: SetUp,
    timing: SetTiming,
    fault: Fault,
) -> None:
    """Nobody waits until it is tried again, and the receipt says that it was cancelled."""
    timing(retry_listing_after=(3600.0,), throttle_first=3600.0)
    entry = await set_up(account)
    amazon.clear_log()
    amazon.fail(fault, "v2", times=None)
    purge = asyncio.create_task(delete(hass, everything=True))
    async with asyncio.timeout(60):
        while not amazon.count("v2"):  # noqa: ASYNC110 - what is waited for happens elsewhere
            await asyncio.sleep(0.01)
        entry.runtime_data.deletions.cancel()
        receipt = await purge
    assert (receipt["status"], receipt["error"], receipt["matched"]) == ("failed", "purge_cancelled", None)
    assert account.held == 120


async def test_cancelling_while_it_waits_to_verify(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, timing: SetTiming
) -> None:
    """Nobody waits for minutes; one more listing tells how it stands, and the request is not called broken."""
    timing(verify_after=(0.0, 3600.0, 0.0))
    entry = await set_up(account)
    amazon.clear_log()
    await delete(hass, everything=True, dry_run=True)
    listing = amazon.count("v2")
    amazon.fail(Fault.IGNORED, "delete", times=None)
    purge = asyncio.create_task(delete(hass, everything=True))
    async with asyncio.timeout(60):
        while amazon.count("v2") < 2 * listing + 1 or amazon.requests[-1].status is None:  # noqa: ASYNC110 - likewise
            await asyncio.sleep(0.01)
        entry.runtime_data.deletions.cancel()
        receipt = await purge
    # One listing to plan, one page of neighbors; the pause after it was cut short, and a listing tells how it stands.
    assert 3 * listing <= amazon.count("v2") <= 3 * listing + 2
    assert (receipt["status"], receipt["still_listed"], receipt["error"]) == ("failed", 120, "purge_cancelled")
    assert entry.runtime_data.store.request_statuses.broken == []


@pytest.mark.parametrize("is_removed", [True, False])
async def test_who_waits_is_not_promised_what_does_not_come(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, is_removed: bool
) -> None:
    """Purges of an account that is removed do not go on, and say so; those of one that is loaded again do."""
    entry = await set_up(account)
    amazon.fail(Fault.SLOW, "delete", seconds=3600)
    waiting = [hass.async_create_task(delete(hass, everything=True)) for _ in range(2)]
    await until(lambda: amazon.count("delete") == 1)
    if is_removed:
        await hass.config_entries.async_remove(entry.entry_id)
    else:
        await hass.config_entries.async_reload(entry.entry_id)
    for task in waiting:
        with pytest.raises(HomeAssistantError) as error:
            await task
        assert error.value.translation_key == ("purge_removed" if is_removed else "purge_interrupted")
    amazon.heal()
