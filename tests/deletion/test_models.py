"""A deletion's plan, progress and receipt, also put together again from two files of which one is older."""

from datetime import UTC, datetime
from typing import Any

from homeassistant.helpers.json import json_bytes
import orjson
import pytest

from custom_components.alexa_privacy.amazon.deleters import Method
from custom_components.alexa_privacy.amazon.history import Window
from custom_components.alexa_privacy.amazon.recordings import read_record
from custom_components.alexa_privacy.deletion.models import Job, JobState, Phase
from custom_components.alexa_privacy.deletion.receipts import Receipt, Status
from custom_components.alexa_privacy.deletion.scope import Scope


def planned(count: int = 5) -> Job:
    """Return a deletion of so many recordings."""
    records = [{"recordKey": f"C#{time}#T#S", "timestamp": time} for time in range(1, count + 1)]
    names = [read_record(record).id for record in records]
    return Job(scope=Scope(), state=JobState(matched=count, left=names))


def restored(job: bytes, state: bytes) -> JobState:
    """Return the state that two files hold."""
    found = Job.from_dict(orjson.loads(job), JobState.from_dict(orjson.loads(state))).state
    assert found
    return found


def stored(job: Job) -> tuple[bytes, bytes]:
    """Return what is written of a deletion and of its state."""
    assert job.state
    return json_bytes(job.as_dict()), json_bytes(job.state.as_dict())


@pytest.mark.parametrize("gone", [0, 2])
def test_how_far_a_round_came_counts_for_that_round_only(gone: int) -> None:
    """Between the writes of the two files a crash leaves one of the round before: no recording counts as asked for."""
    job = planned()
    state = job.state
    assert state
    state.asked, state.taken, state.pending = 3, 2, True
    first, before = stored(job)
    assert restored(first, before) == state
    left = state.left[gone:]
    state.begin_round(left)
    later, after = stored(job)
    found = restored(first, after)
    assert (found.left, found.asked, found.taken, found.accepted) == (left, 0, 0, state.accepted)
    assert restored(later, after) == state


@pytest.mark.parametrize(
    ("taken", "asked", "gone", "accepted"), [(2, 3, 0, 2), (2, 3, 3, 3), (0, 3, 1, 1), (5, 5, 5, 5)]
)
def test_what_amazon_took_and_what_is_gone_are_told_apart(taken: int, asked: int, gone: int, accepted: int) -> None:
    """Figures grow with what Amazon took; what went although no answer came was taken, too."""
    job = planned()
    state = job.state
    assert state
    state.asked, state.taken = asked, taken
    sent = [job.progress(Phase.DELETING)]
    state.begin_round(state.left[gone:])
    sent.append(job.progress(Phase.VERIFYING))
    assert [(each.found, each.asked, each.verified_gone) for each in sent] == [(5, taken, 0), (5, accepted, gone)]
    receipt = job.receipt()
    assert (receipt.matched, receipt.asked, receipt.verified_gone, receipt.still_listed) == (
        5,
        accepted,
        gone,
        5 - gone,
    )


@pytest.mark.parametrize("left", [0, 2, 5])
def test_what_is_verified_was_not_cancelled(left: int) -> None:
    """Who cancels when all is gone already is told that all is gone."""
    job = planned()
    assert job.state
    job.state.begin_round(job.state.left[5 - left :])
    job.cancel()
    receipt = job.receipt()
    assert (receipt.status, receipt.error, receipt.cancelled) == {
        0: ("verified", None, False),
        2: ("partial", "purge_cancelled", True),
        5: ("failed", "purge_cancelled", True),
    }[left]


@pytest.mark.parametrize("is_planned", [True, False])
def test_what_is_stored_of_a_deletion_is_all_of_it(is_planned: bool) -> None:
    """A deletion goes on after a restart as what it was; without a plan it is made again."""
    job = planned()
    state = job.state
    assert state
    state.others, state.guard, state.checked = ["x", "y"], [Window(1, 3), Window(5, 9)], {"range"}
    state.excess, state.others_gone, state.sent, state.tried = 2, 1, {state.left[0]}, {*state.left[:2]}
    state.round, state.method, state.way, state.pending = 3, Method.REQUEST, "single", True
    job.scope, job.history, job.nightly = Scope(start=5), "sounds", True
    job.started = datetime(2026, 11, 1, tzinfo=UTC)
    if not is_planned:
        job.state = None
    content = orjson.loads(orjson.dumps(job.as_dict()))
    found = Job.from_dict(content, JobState.from_dict(orjson.loads(json_bytes(state.as_dict()))))
    assert (found.scope, found.history, found.nightly, found.started) == (job.scope, "sounds", True, job.started)
    assert (found.receipt_id, found.state, found.forgotten) == (job.receipt_id, job.state, False)


@pytest.mark.parametrize(
    ("said", "is_planned", "forgotten"),
    [("x", False, True), ("x", True, False), (None, False, False), (None, True, False)],
)
def test_words_are_needed_for_a_plan_only(said: str | None, is_planned: bool, forgotten: bool) -> None:
    """What is never stored is missed after a restart where nothing was planned by it yet."""
    job = planned()
    job.scope, state = Scope(said=said), job.state
    job.state = state if is_planned else None
    assert Job.from_dict(job.as_dict(), state if is_planned else None).forgotten == forgotten


def test_what_was_asked_for_keeps_its_place() -> None:
    """What is asked for next comes right behind it, and all else after that; an order that fits is left as it is."""
    state = JobState(matched=5, left=["a", "b", "c", "d", "e"], asked=2)
    assert state.arrange(["e", "b", "c"])
    assert state.left == ["a", "b", "e", "c", "d"]
    assert not state.arrange(["e", "c"])


@pytest.mark.parametrize(
    ("left", "changes", "expected"),
    [
        (5, {}, ("failed", 5, 0, 0, None)),
        (2, {}, ("partial", 2, 0, 0, None)),
        (0, {}, ("verified", 0, 0, 0, None)),
        (2, {"excess": 1, "others_gone": 1}, ("stopped", 2, 0, 0, "deleted_too_much")),
        (2, {"nameless": {0}}, ("partial", 1, 0, 1, None)),
        (2, {"nameless": {0, 1}}, ("partial", 0, 0, 2, "cannot_be_named")),
        (5, {"nameless": {0, 1, 2, 3, 4}}, ("failed", 0, 0, 5, "cannot_be_named")),
        (2, {"seen": False}, ("partial", 0, 2, 0, None)),
    ],
)
def test_how_it_ended(left: int, changes: dict[str, Any], expected: tuple[Any, ...]) -> None:
    """What is left is listed still, unknown, or cannot be named; each is told."""
    job = planned()
    state = job.state
    assert state
    state.begin_round(state.left[5 - left :])
    state.nameless = {state.left[place] for place in changes.get("nameless", ())}
    state.excess, state.others_gone = changes.get("excess", 0), changes.get("others_gone", 0)
    found = job.receipt(seen=changes.get("seen", True))
    assert (found.status, found.still_listed, found.unknown, found.cannot_be_named, found.error) == expected
    assert (found.matched, found.verified_gone, found.others_gone) == (5, 5 - left, state.others_gone)
    assert Receipt.from_dict(orjson.loads(orjson.dumps(found.as_dict()))) == found
    dry = job.receipt(Status.DRY_RUN)
    assert (dry.still_listed, dry.unknown) == (0, 0)


def test_without_a_plan() -> None:
    """What was never listed is unknown; what was listed and is empty is none."""
    job = Job(scope=Scope())
    assert (job.receipt().matched, job.receipt().status) == (None, "failed")
    assert job.receipt(Status.NOTHING_TO_DELETE).matched == 0
    assert job.receipt(error="nothing_taught").error == "nothing_taught"
    progress = job.progress(Phase.LISTING, found=3)
    assert (progress.figures(), progress.waiting) == ({"found": 3, "asked": 0, "verified_gone": 0}, False)
