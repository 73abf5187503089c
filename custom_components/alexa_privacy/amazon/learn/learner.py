"""Lessons: what they teach, and what comes of them."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import tzinfo
from enum import StrEnum
from typing import Any, Final

from ..recipes.document import is_setting_name
from .delete_range import learn_delete_everything, learn_delete_range
from .delete_records import learn_delete_recordings
from .exchange import Exchange
from .generalize.request_builder import Form
from .generalize.times import ZONE
from .har import read_har
from .learn_setting import learn_setting
from .lesson_file import LessonFile
from .refusals import LearnError, limited_to

_MOST_WORK: Final = 60_000_000


class Lesson(StrEnum):
    """What one lesson teaches."""

    DELETE_RECORDINGS = "delete_recordings"
    DELETE_RANGE = "delete_range"
    DELETE_EVERYTHING = "delete_everything"
    HUMAN_REVIEW = "human_review"
    MESSAGE_REVIEW = "message_review"
    DELETION_BY_VOICE = "deletion_by_voice"


@dataclass(frozen=True, slots=True)
class LearnResult:
    """What a lesson taught: a document in the public JSON form, with `version` and this one thing.

    A setting of two positions is in its group `switches`, one of more in `selects`.
    """

    lesson: Lesson | str
    document: dict[str, Any]
    last_is_on: bool | None = None
    """Whether a switch was on after the last flip, as far as words of the request or of the page say so."""


def learn_har(
    data: bytes,
    *,
    lesson: Lesson | str,
    site: str,
    customer_id: str | None = None,
    zone: tzinfo | None = None,
    ends_on: bool | None = None,
) -> LearnResult:
    """Learn one thing from a HAR file; LearnError where it is not certain. CPU-bound: not for the event loop.

    `lesson` is one of the lessons, or the name of any other setting (`is_setting_name`), under which it is learned.
    Local times in it are meant in `zone`, the home's. `ends_on` is whether a switch was on after the last flip, for
    settings whose words do not say so.
    """
    with _in(zone):
        har = read_har(data, site)
        file = LessonFile(har.exchanges, customer_id=customer_id, is_in_script=har.is_in_script)
        return _learn(file, lesson, ends_on=ends_on)


def learn_exchanges(
    exchanges: Sequence[Exchange],
    *,
    lesson: Lesson | str,
    site: str,
    customer_id: str | None = None,
    zone: tzinfo | None = None,
    ends_on: bool | None = None,
) -> LearnResult:
    """Learn one thing from exchanges with the account's site in their order; LearnError where it is not certain."""
    if not exchanges:
        raise LearnError("har_no_amazon", entries="0", site=site)
    with _in(zone):
        return _learn(LessonFile(exchanges, customer_id=customer_id), lesson, ends_on=ends_on)


def _learn(file: LessonFile, lesson: Lesson | str, *, ends_on: bool | None) -> LearnResult:
    """Learn what a lesson teaches; ValueError where there is no such lesson, and no setting can have such a name."""
    name = str(lesson)
    if (learn := _DELETIONS.get(name)) is not None:
        form = learn(file)
        file.recipe(name, form)
        return LearnResult(Lesson(name), {"version": 1, name: form})
    if not is_setting_name(name):
        raise ValueError(f"not the name of a setting: {name!r}")
    group, form, last_is_on = learn_setting(file, ends_on=ends_on)
    file.recipe(name, form, group)
    known = Lesson(name) if name in set(Lesson) else name
    return LearnResult(known, {"version": 1, group: {name: form}}, last_is_on)


_DELETIONS: Final[dict[str, Callable[[LessonFile], Form]]] = {
    Lesson.DELETE_RECORDINGS: learn_delete_recordings,
    Lesson.DELETE_RANGE: learn_delete_range,
    Lesson.DELETE_EVERYTHING: learn_delete_everything,
}


@contextmanager
def _in(zone: tzinfo | None) -> Iterator[None]:
    """Mean local times in a zone, and limit the work; LearnError too_much_work where it takes more."""
    token = ZONE.set(zone)
    try:
        with limited_to(_MOST_WORK):
            yield
    finally:
        ZONE.reset(token)
