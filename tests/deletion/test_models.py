"""A deletion's plan, progress and receipt, also put together again from two files of which one is older."""

import orjson
import pytest

from custom_components.alexa_privacy.amazon.recordings import read_record
from custom_components.alexa_privacy.deletion.models import Job, JobState, Phase
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
    return orjson.dumps(job.as_dict()), orjson.dumps(job.state.as_dict())


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
