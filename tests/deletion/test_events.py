"""The one stream of what happens to deletions: in order, to every listener, and with one end for each deletion."""

import asyncio
from collections import Counter
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.alexa_privacy.amazon.recordings import read_record
from custom_components.alexa_privacy.deletion.models import (
    Accepted,
    DeletionEvent,
    Finished,
    Gone,
    Job,
    Phase,
    Progress,
    ReceiptDelayed,
)
from custom_components.alexa_privacy.deletion.receipts import Receipt, Status
from custom_components.alexa_privacy.deletion.runner import DeletionRunner
from custom_components.alexa_privacy.deletion.scope import Scope
from custom_components.alexa_privacy.store.checked_store import NotStoredError
from tests.amazon_double import Account, AmazonDouble, Fault
from tests.conftest import SetUp
from tests.helpers.jobs import restart
from tests.helpers.timing import SetTiming
from tests.helpers.waiting import until

EVERYTHING = Scope()


class Events(list[DeletionEvent]):
    """What a listener is called with."""

    def __init__(self, entry: MockConfigEntry) -> None:
        """Listen to an account's deletions."""
        super().__init__()
        self.stop = entry.runtime_data.deletions.subscribe(self.append)

    def of[T](self, kind: type[T]) -> list[T]:
        """Return the events of a kind."""
        return [event for event in self if isinstance(event, kind)]

    @property
    def ends(self) -> Counter[str]:
        """How many ends each deletion had."""
        return Counter(event.receipt.receipt_id for event in self.of(Finished))


async def verified(entry: MockConfigEntry, amazon: AmazonDouble, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing go wrong."""


async def cancelled(entry: MockConfigEntry, amazon: AmazonDouble, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cancel it as soon as it is accepted."""
    deletions = entry.runtime_data.deletions
    deletions.subscribe(lambda event: deletions.cancel() if isinstance(event, Accepted) else None)


async def failed(entry: MockConfigEntry, amazon: AmazonDouble, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Amazon list nothing."""
    amazon.fail(Fault.UNAVAILABLE, "v2", times=None)


async def ignored(entry: MockConfigEntry, amazon: AmazonDouble, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Amazon accept requests, and delete nothing."""
    amazon.fail(Fault.IGNORED, "delete", times=None)


async def broken(entry: MockConfigEntry, amazon: AmazonDouble, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it run into a bug."""

    async def run(_: DeletionRunner) -> Receipt:
        raise ZeroDivisionError

    monkeypatch.setattr(DeletionRunner, "run", run)


async def delayed(entry: MockConfigEntry, amazon: AmazonDouble, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the receipt be written at the third attempt only."""
    store, failures = entry.runtime_data.store, iter(range(2))
    save = store.save

    async def fail() -> None:
        if next(failures, None) is not None:
            raise NotStoredError
        await save()

    monkeypatch.setattr(store, "save", fail)


@pytest.mark.parametrize(
    ("happening", "status", "error"),
    [
        (verified, "verified", None),
        (cancelled, "failed", None),
        (failed, "failed", "cannot_connect"),
        (ignored, "failed", None),
        (broken, "failed", "unexpected"),
        (delayed, "verified", None),
    ],
)
async def test_an_end_is_published_once(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    amazon: AmazonDouble,
    monkeypatch: pytest.MonkeyPatch,
    happening: Any,
    status: str,
    error: str | None,
) -> None:
    """However a deletion ends, each listener is called once with its receipt, which is kept by then."""
    await happening(entry, amazon, monkeypatch)
    events, others = Events(entry), Events(entry)
    begun = await entry.runtime_data.deletions.start(EVERYTHING)
    await until(lambda: not entry.runtime_data.deletions.running)
    await hass.async_block_till_done()
    assert events == others
    assert events.ends == {begun.receipt_id: 1}
    assert events[0] == Accepted(receipt_id=begun.receipt_id)
    last = events[-1]
    assert isinstance(last, Finished)
    assert (last.receipt.status, last.error and last.error.translation_key) == (status, error)
    assert list(entry.runtime_data.store.receipts) == [last.receipt]
    assert len(events.of(ReceiptDelayed)) == (2 if happening is delayed else 0)


async def test_an_end_is_published_once_after_a_restart(
    hass: HomeAssistant, entry: MockConfigEntry, amazon: AmazonDouble
) -> None:
    """What is interrupted has no end; what resumes has one."""
    amazon.fail(Fault.SILENT, "delete")
    before = Events(entry)
    begun = await entry.runtime_data.deletions.start(EVERYTHING)
    await until(lambda: amazon.count("delete") == 1)
    assert await hass.config_entries.async_unload(entry.entry_id)
    assert await hass.config_entries.async_setup(entry.entry_id)
    after = Events(entry)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert (before.ends, after.ends) == ({}, {begun.receipt_id: 1})


async def test_a_deletion_that_has_its_receipt_does_not_end_again(
    hass: HomeAssistant, entry: MockConfigEntry, amazon: AmazonDouble
) -> None:
    """It was interrupted after its receipt was written: the job goes, and nothing is claimed twice."""
    account = entry.runtime_data
    job = Job(scope=EVERYTHING)
    await account.deletions._job_store.add(job)
    account.store.receipts.add(job.receipt(Status.VERIFIED))
    await account.store.save()
    await restart(hass, entry)
    assert not entry.runtime_data.deletions.running
    assert (len(list(entry.runtime_data.store.receipts)), amazon.count("delete")) == (1, 0)


async def test_a_night_that_cannot_be_stored_ends_once(
    entry: MockConfigEntry, amazon: AmazonDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was never accepted, and its failure is heard of like any other."""
    account = entry.runtime_data

    async def fail(_: Job) -> None:
        raise NotStoredError

    monkeypatch.setattr(account.deletions._job_store, "add", fail)
    events = Events(entry)
    await account.deletions.start_nightly(EVERYTHING, "voice")
    [end] = events
    assert isinstance(end, Finished)
    assert (end.receipt.status, end.receipt.error) == ("failed", "not_stored")
    assert (account.store.voice.nightly.receipt_id, amazon.count()) == (end.receipt.receipt_id, 0)


async def test_progress_comes_in_order(entry: MockConfigEntry, account: Account) -> None:
    """Phases follow each other, figures grow, and everything comes between acceptance and end."""
    events = Events(entry)
    receipt = await entry.runtime_data.deletions.run(EVERYTHING)
    progress = events.of(Progress)
    assert [type(event) for event in (events[0], events[-1])] == [Accepted, Finished]
    assert {event.receipt_id for event in progress} == {receipt.receipt_id}
    order = [Phase.LISTING, Phase.DELETING, Phase.VERIFYING]
    # After the first request it is listed once, without being called verified.
    assert [event.phase for event in progress] == sorted((event.phase for event in progress), key=order.index)
    for figure in ("found", "asked", "verified_gone"):
        figures = [getattr(event, figure) for event in progress]
        assert figures == sorted(figures)
    assert (progress[-1].asked, progress[-1].verified_gone) == (receipt.asked, receipt.verified_gone)
    assert entry.runtime_data.deletions.progress == Progress()


async def test_silence_ends_with_the_next_response(
    amazon: AmazonDouble, account: Account, set_up: SetUp, timing: SetTiming
) -> None:
    """Progress says that Amazon does not respond, and no longer once it does, though the deletion waits for its end."""
    timing(notice_silence_after=0.05, verify_after=(3600.0,))
    entry = await set_up(account)
    progress: list[Progress] = []

    def take(event: DeletionEvent) -> None:
        asyncio.get_running_loop()  # an error in any other thread, where the page could not be notified
        if isinstance(event, Progress):
            progress.append(event)

    deletions = entry.runtime_data.deletions
    deletions.subscribe(take)
    amazon.fail(Fault.SLOW, "delete", seconds=3600)
    await deletions.start(EVERYTHING)
    await until(lambda: any(event.waiting for event in progress))
    amazon.heal()
    await until(lambda: not progress[-1].waiting)
    assert deletions.running


async def test_deletions_do_not_mix(entry: MockConfigEntry) -> None:
    """One begins when the one before it has ended."""
    events, deletions = Events(entry), entry.runtime_data.deletions
    first = await deletions.start(Scope(end=0))
    second = await deletions.run(EVERYTHING)
    named = [event.receipt.receipt_id for event in events.of(Finished)]
    assert named == [first.receipt_id, second.receipt_id]
    ended = next(at for at, event in enumerate(events) if isinstance(event, Finished))
    assert {event.receipt_id for event in events[ended:] if isinstance(event, Progress)} == {second.receipt_id}


async def test_a_listener_that_fails_harms_nothing(
    entry: MockConfigEntry, account: Account, caplog: pytest.LogCaptureFixture
) -> None:
    """The deletion goes on, the listeners before and after it are called, and the log says so without details."""

    def fail(event: DeletionEvent) -> None:
        raise ValueError("play some jazz")

    before = Events(entry)
    stop = entry.runtime_data.deletions.subscribe(fail)
    after = Events(entry)
    receipt = await entry.runtime_data.deletions.run(EVERYTHING)
    stop()
    assert (receipt.status, account.held) == ("verified", 0)
    assert before == after
    assert before.ends == {receipt.receipt_id: 1}
    assert "Listener of deletions failed: ValueError" in caplog.text
    assert "jazz" not in caplog.text


async def test_who_has_unsubscribed_is_not_called(entry: MockConfigEntry) -> None:
    """Neither later, nor for an event that another listener unsubscribes it at; unsubscribing twice is no error."""
    deletions, events = entry.runtime_data.deletions, Events(entry)
    next_listeners: list[Events] = []
    deletions.subscribe(lambda _: next_listeners[0].stop())
    next_listeners.append(later := Events(entry))
    events.stop()
    events.stop()
    await deletions.run(Scope(end=0))
    assert (events, later) == ([], [])


async def test_no_listener_is_left(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Once the account is unloaded, nothing of it listens; while it is loaded, always as much."""
    deletions = entry.runtime_data.deletions
    listening = len(deletions._listeners)
    await deletions.run(Scope(end=0))
    with pytest.raises(HomeAssistantError):
        await deletions.run(Scope(last=-(10**15)))
    assert len(deletions._listeners) == listening
    assert await hass.config_entries.async_unload(entry.entry_id)
    assert not deletions._listeners
    assert await hass.config_entries.async_setup(entry.entry_id)
    assert len(entry.runtime_data.deletions._listeners) == listening


async def test_a_caller_that_gives_up_leaves_no_listener(
    hass: HomeAssistant, entry: MockConfigEntry, amazon: AmazonDouble, account: Account
) -> None:
    """The deletion goes on without it."""
    deletions = entry.runtime_data.deletions
    listening = len(deletions._listeners)
    amazon.fail(Fault.SLOW, "delete", seconds=3600)
    caller = hass.async_create_task(deletions.run(EVERYTHING))
    await until(lambda: amazon.count("delete") == 1)
    caller.cancel()
    with pytest.raises(asyncio.CancelledError):
        await caller
    assert len(deletions._listeners) == listening
    amazon.heal()
    await until(lambda: not deletions.running)
    assert account.held == 0


async def test_what_is_gone_is_named_only_where_it_was_chosen(entry: MockConfigEntry, account: Account) -> None:
    """Ids of recordings that were chosen one by one are published, and appear in no representation."""
    events, deletions = Events(entry), entry.runtime_data.deletions
    chosen = frozenset(read_record(record).id for record in account.records[4:9:2])
    await deletions.run(Scope(ids=chosen))
    gone = events.of(Gone)
    assert frozenset().union(*(event.ids for event in gone)) == chosen
    assert not [name for name in chosen if name in repr(gone)]
    await deletions.run(EVERYTHING)
    assert events.of(Gone) == gone


async def test_a_night_is_noted_though_home_assistant_crashed(
    hass: HomeAssistant, entry: MockConfigEntry, amazon: AmazonDouble
) -> None:
    """Its receipt reached the disk, and what the schedule noted of it did not: it does not run a second time."""
    schedule, store = entry.runtime_data.voice.schedule, entry.runtime_data.store
    await schedule.change(enabled=True, keep_days=1)
    store.voice.nightly.done = None
    schedule.check()
    await hass.async_block_till_done(wait_background_tasks=True)
    [receipt] = [each for each in store.receipts if each.nightly]
    assert receipt.status is Status.VERIFIED
    store.voice.nightly.done = store.voice.nightly.verified = store.voice.nightly.receipt_id = None
    await store.save()
    amazon.clear_log()
    await restart(hass, entry)
    store = entry.runtime_data.store
    assert (store.voice.nightly.receipt_id, store.voice.nightly.verified) == (receipt.receipt_id, receipt.finished)
    assert [each.receipt_id for each in store.receipts if each.nightly] == [receipt.receipt_id]
    assert amazon.count("delete") == 0
