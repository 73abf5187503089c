"""Each condition of a lesson refuses for its own reason, and names the place in the request it is about."""

from collections.abc import Sequence
from typing import Any

import pytest

from custom_components.alexa_privacy.amazon.learn import LearnError, Lesson, learn_har
from tests.amazon.learn.browser import SITE, Json
from tests.amazon.learn.delete_shapes import key, token
from tests.amazon.learn.simulator import DeleteApp, World, account, good_demonstrations, lesson, post, serial

RECORDS = account()
PAGE = DeleteApp(lambda named, moment: [post("x", {"key": key(named)}, token(moment))])


@pytest.fixture(autouse=True)
def _found_by_home_assistant() -> None:
    """Run without Home Assistant: nothing here knows it."""


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
