"""When a night is due, by its rule alone: whatever the days, the time and the clock."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

from hypothesis import given, settings, strategies as st
import orjson
import pytest

from custom_components.alexa_privacy.deletion.models import Job
from custom_components.alexa_privacy.deletion.nightly import HOPELESS, RETRY_AFTER, Days, Nightly
from custom_components.alexa_privacy.deletion.receipts import Status
from custom_components.alexa_privacy.deletion.scope import Scope
from custom_components.alexa_privacy.store.checksum import with_checksum
from tests.helpers.nights import BERLIN, DAY, at

MINUTE = timedelta(minutes=1)


def local(moment: datetime) -> datetime:
    """Return a moment as a rule is told it."""
    return moment.astimezone(BERLIN)


def end(rule: Nightly, now: datetime, status: Status = Status.VERIFIED, **more: Any) -> None:
    """Let a run end."""
    rule.on_receipt(Job(scope=Scope()).receipt(status, **more), now)


def enabled(now: datetime, **more: Any) -> Nightly:
    """Return a rule that was switched on at a moment."""
    rule = Nightly(**more)
    rule.change(now, enabled=True)
    return rule


# A year with both changes of the clocks, one of which skips two to three, and one repeats it.
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(BERLIN))  # noqa: DTZ001 - bounds
times = st.times().map(lambda found: found.replace(second=0, microsecond=0)) | st.just(time(2, 30))


@settings(max_examples=200, deadline=None)
@given(moments, st.sampled_from(Days), times)
def test_every_night_comes_once(now: datetime, days: Days, at_: time) -> None:
    """It runs at the first moment that its days and its time name, never before, and once."""
    rule = enabled(now, days=days, at=at_)
    wanted = [
        datetime.combine(day, at_, BERLIN).astimezone(UTC)
        for day in (now.date() + ahead * DAY for ahead in range(30))
        if days.has(day)
    ]
    for moment in [each for each in wanted if each > now][:4]:
        assert rule.next_run(now) == moment
        assert not rule.is_due(local(moment - MINUTE))
        assert rule.is_due(local(moment))
        assert rule.is_waiting(local(moment + 5 * MINUTE))
        now = local(moment + 5 * MINUTE)
        assert rule.next_run(now) == moment
        end(rule, now)
        assert not rule.is_waiting(now)


def test_days() -> None:
    """Each choice has its days, Monday first."""
    monday = at(-2, 12).date()
    has = {days: [days.has(monday + number * DAY) for number in range(7)] for days in Days}
    assert has[Days.EVERY_DAY] == [True] * 7
    assert has[Days.WEEKDAYS] == [True] * 5 + [False] * 2
    assert has[Days.WEEKEND] == [False] * 5 + [True] * 2
    assert [has[days].index(True) for days in [*Days][3:]] == [*range(7)]
    assert all(sum(has[days]) == 1 for days in [*Days][3:])


def test_a_failed_night_is_tried_again() -> None:
    """Each time it waits longer; when no more is tried it is given up, and the next night comes as ever."""
    rule = enabled(at(0, 12))
    now = at(1, 3)
    for wait in RETRY_AFTER:
        end(rule, now, Status.FAILED)
        assert not rule.failed
        assert rule.next_run(now) == now + wait
        assert not rule.is_due(now + wait - MINUTE)
        now = local(now + wait)
        assert rule.is_due(now)
    end(rule, now, Status.FAILED)
    assert rule.failed
    assert rule.next_run(now) == at(2, 3)
    end(rule, at(2, 3), Status.FAILED)
    assert rule.next_run(at(2, 3)) == at(2, 3) + RETRY_AFTER[0]
    end(rule, at(2, 3.5))
    assert (rule.failed, rule.verified) == (False, at(2, 3.5))
    assert rule.next_run(at(2, 3.5)) == at(3, 3)


def test_a_clock_that_is_set_back_while_it_waits() -> None:
    """A retry that lies further ahead than any wait is not waited for."""
    rule = enabled(at(0, 12))
    end(rule, at(1, 9), Status.FAILED)
    assert not rule.is_due(at(1, 8))
    assert rule.is_due(at(1, 7))
    assert not rule.is_due(local(at(1, 9) + RETRY_AFTER[0] - max(RETRY_AFTER)))


@pytest.mark.parametrize("error", sorted(HOPELESS))
def test_what_no_other_try_helps(error: str) -> None:
    """It is given up at once."""
    rule = enabled(at(0, 12))
    end(rule, at(1, 3), Status.FAILED, error=error)
    assert rule.failed
    assert rule.next_run(at(1, 3)) == at(2, 3)


def test_a_night_that_its_owner_ends() -> None:
    """It is done with, and neither failed nor verified."""
    rule = enabled(at(0, 12))
    end(rule, at(1, 3), Status.PARTIAL, error="purge_cancelled")
    assert (rule.failed, rule.verified, rule.next_run(at(1, 3))) == (False, None, at(2, 3))


def test_what_ends_at_another_time_is_no_night() -> None:
    """A failed deletion of the same kind in the afternoon neither fails the night nor is tried again."""
    rule = enabled(at(0, 12))
    end(rule, at(1, 3))
    end(rule, at(1, 15), Status.FAILED)
    assert (rule.failed, rule.tries, rule.next_run(at(1, 15))) == (False, 0, at(2, 3))


def test_changing_it() -> None:
    """A time that has passed does not count; a night that waits is not dropped; switching off forgets a failure."""
    rule = enabled(at(0, 12))
    rule.change(at(0, 12), at=time(11))
    assert rule.next_run(at(0, 12)) == at(1, 11)
    assert rule.since == at(0, 12)
    assert rule.is_waiting(at(1, 11))
    rule.change(at(1, 11), keep_days=9)
    assert rule.is_waiting(at(1, 11))
    end(rule, at(1, 11), Status.FAILED, error="not_tested")
    rule.lost = True
    rule.change(at(1, 12), enabled=False)
    assert (rule.failed, rule.lost, rule.next_run(at(1, 12))) == (False, False, None)
    rule.change(at(2, 12), enabled=True)
    assert (rule.since, rule.next_run(at(2, 12))) == (at(2, 12), at(3, 11))


def test_following_another() -> None:
    """Days, time and what is kept are the same afterwards; whether it is on, and a night that waits, stay."""
    rule, other = enabled(at(0, 12)), Nightly(at=time(1), days=Days.WEEKEND, keep_days=9)
    end(rule, at(1, 3), Status.FAILED)
    known = replace(rule)
    rule.follow(replace(other, at=rule.at, days=rule.days, keep_days=rule.keep_days), at(1, 3.1))
    assert rule == known
    rule.follow(other, at(1, 3.1))
    assert (rule.at, rule.days, rule.keep_days, rule.enabled, rule.tries) == (time(1), Days.WEEKEND, 9, True, 1)
    for change in ({"at": time(23)}, {"days": Days.MONDAY}, {"keep_days": 3}):
        rule.follow(replace(rule, **change), at(1, 3.1))
        assert {name: getattr(rule, name) for name in change} == change
    done = enabled(at(0, 12))
    done.follow(Nightly(at=time(11)), at(0, 12))
    assert done.next_run(at(0, 12)) == at(1, 11)


def test_as_if_it_were_on() -> None:
    """What it would do can be asked without switching it on."""
    rule = Nightly()
    assert rule.if_enabled(at(0, 12)).next_run(at(0, 12)) == at(1, 3)
    assert not rule.enabled
    rule.change(at(0, 12), enabled=True)
    assert rule.if_enabled(at(1, 12)) is rule
    other = Nightly(keep_days=3)
    other.restore(rule)
    assert other == rule


def test_the_first_night() -> None:
    """It is the first until one is verified since it was switched on."""
    rule = Nightly()
    is_first = [rule.is_first]
    rule.change(at(0, 12), enabled=True)
    is_first.append(rule.is_first)
    end(rule, at(1, 3))
    is_first.append(rule.is_first)
    rule.change(at(1, 12), enabled=False)
    is_first.append(rule.is_first)
    rule.change(at(1, 13), enabled=True)
    is_first.append(rule.is_first)
    assert is_first == [False, True, False, False, True]


def test_what_goes() -> None:
    """All that is older than some days; all, where nothing is kept."""
    assert Nightly(keep_days=7).scope() == Scope(older_than=7 * 24 * 60 * 60 * 1000)
    assert Nightly(keep_days=7, keep_nothing=True).scope() == Scope()


def full() -> Nightly:
    """Return a rule of which everything is set."""
    return Nightly(
        enabled=True,
        at=time(4, 5),
        days=Days.SUNDAY,
        keep_days=9,
        since=at(0, 1),
        done=at(1, 1).date(),
        receipt_id="x",
        tries=2,
        retry_at=at(1, 2),
        failed=True,
        verified=at(1, 3),
        lost=True,
    )


@pytest.mark.parametrize("rule", [Nightly(), full()])
def test_what_is_stored(rule: Nightly) -> None:
    """It is the same when it is read again."""
    assert Nightly.from_dict(orjson.loads(orjson.dumps(rule.as_dict()))) == rule


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("keep_days", 0),
        ("keep_days", 3651),
        ("keep_days", True),
        ("keep_days", "7"),
        ("at", "25:00"),
        ("days", "never"),
        ("since", "2026-11-18T01:00:00"),
        ("retry_at", 5),
        ("done", "soon"),
        ("tries", None),
    ],
)
def test_what_is_corrupt(name: str, value: Any) -> None:
    """It is refused, even where its checksum is right."""
    content = full().as_dict() | {name: value}
    del content["checksum"]
    with pytest.raises((ValueError, TypeError)):
        Nightly.from_dict(with_checksum(content))
    with pytest.raises(ValueError, match="corrupt"):
        Nightly.from_dict(content)


@pytest.mark.parametrize("days", [1, 3650])
def test_how_many_days_may_be_kept(days: int) -> None:
    """From one to ten years."""
    assert Nightly.from_dict(Nightly(keep_days=days).as_dict()).keep_days == days
