"""Each condition of a lesson refuses for its own reason, and names the place in the request it is about."""

from collections.abc import Sequence
from typing import Any

import pytest

from custom_components.alexa_privacy.amazon.learn import LearnError, Lesson, learn_har
from tests.amazon.learn.browser import SITE, Json
from tests.amazon.learn.shapes.deletions import key
from tests.amazon.learn.simulator import (
    DAY,
    DeleteApp,
    Moment,
    World,
    account,
    good_demonstrations,
    lesson,
    post,
    serial,
    token,
)

RECORDS = account()
PAGE = DeleteApp(lambda named, moment: [post("x", {"key": key(named)}, token(moment))])


def refusal(world: World, *, of: Lesson = Lesson.DELETE_RECORDINGS, **more: Any) -> LearnError:
    """Return why nothing was learned."""
    with pytest.raises(LearnError) as caught:
        learn_har(world.browser.har(), lesson=of, site=SITE, **more)
    return caught.value


def of_one_echo() -> list[Json]:
    """Return the recordings of the Echo that has most, newest first."""
    by_echo: dict[str, list[Json]] = {}
    for record in RECORDS:
        by_echo.setdefault(serial(record), []).append(record)
    return max(by_echo.values(), key=len)


def shown(*demonstrations: Sequence[Json]) -> World:
    """Return a lesson with these demonstrations."""
    return lesson(PAGE, RECORDS, demonstrations)


def test_one_demonstration() -> None:
    """One never suffices."""
    assert refusal(shown(good_demonstrations(RECORDS)[0])).reason == "delete_too_few"


def test_none() -> None:
    """Nothing was deleted."""
    assert refusal(shown()).reason == "delete_none_seen"


def test_the_newest_of_an_echo() -> None:
    """A recording needs a newer one of the same Echo that stays."""
    first, _ = good_demonstrations(RECORDS)
    newest = of_one_echo()[0]
    assert refusal(shown(first, [newest])).reason == "delete_not_around"


def test_the_newest_besides_two_inside() -> None:
    """What was deleted without neighbors does no harm where two others have them, and counts for nothing."""
    first, second = good_demonstrations(RECORDS)
    newest = of_one_echo()[0]
    assert learn_har(shown(first, [newest], second).browser.har(), lesson=Lesson.DELETE_RECORDINGS, site=SITE)
    own = of_one_echo()
    other = next(record for record in RECORDS if serial(record) != serial(own[0]))
    assert refusal(shown([own[3]], [own[-4]], [other])).reason == "delete_no_contrast"


def test_one_echo_of_several() -> None:
    """Two Echos are asked for where there are two."""
    own = of_one_echo()
    assert refusal(shown([own[3]], [own[-4]])).reason == "delete_no_contrast"


def test_others_went() -> None:
    """What takes others along is refused."""
    page = DeleteApp(PAGE.send, gone=lambda named, there: [r for r in there if r["timestamp"] >= named[0]["timestamp"]])
    assert refusal(lesson(page, RECORDS, good_demonstrations(RECORDS))).reason == "delete_took_others"


@pytest.mark.parametrize(
    ("member", "value", "reason"),
    [
        ("etag", lambda m: f'"{m.number}-{m.code}"', "part_varies"),
        ("deletedOn", lambda _: "2026-11-20T00:00:00Z", "part_time"),
        ("sessionId", lambda m: f"262-{m.session}1234567-7654321", "part_given"),
        ("visitor", lambda m: f"262-{m.session}1234567-7654321", "part_secret"),
        ("utcOffset", lambda _: 60, "part_zone"),
        ("expectedVersion", lambda _: 4711, "part_given"),
    ],
)
def test_parts(member: str, value: Any, reason: str) -> None:
    """The place of what is not explained is named."""

    def send(named: Sequence[Json], moment: Any) -> list[Any]:
        return [post("x", {"records": [{"key": key(named), member: value(moment)}]}, token(moment))]

    error = refusal(lesson(DeleteApp(send), RECORDS, good_demonstrations(RECORDS)))
    assert error.reason == reason
    assert error.placeholders["place"] == f"body › records › [0] › {member}"  # noqa: RUF001 - what separates places


def test_another_account() -> None:
    """A file of another account is refused where the account is known."""
    assert refusal(shown(*good_demonstrations(RECORDS)), customer_id="SOMEBODYELSE").reason == "har_other_account"


def by(path: str, **more: Any) -> Any:
    """Return what makes a request that names a recording."""
    return lambda record, moment: post(path, {"key": record["recordKey"], **more}, token(moment))


ONE, TWO = by("x"), by("y")
FIRST, SECOND = good_demonstrations(RECORDS)
[THIRD] = good_demonstrations(RECORDS, batches=(1,))[2:]
BATCHES = good_demonstrations(RECORDS, batches=(2, 2))[2:]


@pytest.mark.parametrize(
    ("turns", "reason"),
    [
        # Two kinds of requests, in another order.
        ([[ONE, TWO], [TWO, ONE]], "delete_several_requests"),
        # One of two kinds is sent again.
        ([[ONE, by("y", n=1), by("y", n=2)], [ONE, by("y", n=1)]], "delete_several_requests"),
        ([[ONE], [TWO]], "delete_several_requests"),
        # Only one was by the requests that the others have in common.
        ([[ONE], [ONE, TWO], [TWO]], "delete_too_few"),
        # Nothing names it.
        ([[lambda _, moment: post("x", {"act": "DELETE"}, token(moment))]], "part_names_nothing"),
    ],
)
def test_requests_of_several_kinds(turns: Sequence[Sequence[Any]], reason: str) -> None:
    """What is not the same in each demonstration is refused."""
    done: list[Any] = []

    def send(named: Sequence[Json], moment: Moment) -> list[Any]:
        """Send what this turn sends."""
        done.append(named)
        return [made(named[0], moment) for made in turns[min(len(done), len(turns)) - 1]]

    assert refusal(lesson(DeleteApp(send), RECORDS, [FIRST, SECOND, THIRD][: max(2, len(turns))])).reason == reason


@pytest.mark.parametrize(
    ("requests", "reason"),
    [
        (lambda one, other: [(ONE, one), (ONE, other), (TWO, other), (TWO, one)], "delete_several_requests"),
        (lambda one, _: [(ONE, one), (by("y", n=1), one), (by("y", n=2), one)], "delete_several_requests"),
        (lambda one, _: [(ONE, one), (TWO, one)], "delete_took_others"),
        (lambda one, _: [(by("x", n=1), one), (by("x", n=2), one)], "delete_took_others"),
        (lambda one, _: [(ONE, one)], "delete_took_others"),
    ],
)
def test_two_at_once(requests: Any, reason: str) -> None:
    """Where two go at once, each was named, by itself or with the other."""
    page = DeleteApp(lambda named, moment: [made(record, moment) for made, record in requests(*named)])
    assert refusal(lesson(page, RECORDS, BATCHES)).reason == reason


def test_alone_on_its_day() -> None:
    """What has no neighbor on its day shows nothing of a request that takes whole days."""
    records = account(size=300, days=40)
    by_echo: dict[str, list[Json]] = {}
    for record in records:
        by_echo.setdefault(serial(record), []).append(record)
    chosen = [own[len(own) // 2] for own in sorted(by_echo.values(), key=len)[-2:]]
    assert learn_har(
        lesson(PAGE, records, [[each] for each in chosen]).browser.har(), lesson=Lesson.DELETE_RECORDINGS, site=SITE
    )
    alone = {(serial(record), record["timestamp"] // DAY) for record in chosen}
    left = [r for r in records if r in chosen or (serial(r), r["timestamp"] // DAY) not in alone]
    assert refusal(lesson(PAGE, left, [[each] for each in chosen])).reason == "delete_no_contrast"


def test_times_that_hold_a_neighbor() -> None:
    """An hour from a recording on may hold another one."""

    def send(named: Sequence[Json], moment: Moment) -> list[Any]:
        """Name an hour."""
        at = named[0]["timestamp"]
        return [post("x", {"from": at, "to": at + 3_600_000}, token(moment))]

    assert refusal(lesson(DeleteApp(send), RECORDS, [FIRST, SECOND])).reason.startswith(("delete_t", "part_"))
