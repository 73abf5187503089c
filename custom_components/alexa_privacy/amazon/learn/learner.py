"""Learns one lesson from exchanges or a HAR file."""

from collections.abc import Callable, Iterator, Mapping, Sequence, Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import tzinfo
from enum import StrEnum
from functools import partial
from typing import Any, Final

from ..recipes.document import CONVERSATIONS, is_setting_name
from .contrast import LACKS
from .delete_range import learn_delete_everything, learn_delete_range
from .delete_records import demonstrated, learn_delete_recordings
from .exchange import Exchange
from .generalize.request_builder import Form
from .generalize.times import ZONE
from .har import read_har
from .history_lists import find_list
from .history_reader import ConversationReader, HistoryReader
from .learn_history import learn_history
from .learn_setting import learn_setting
from .lesson_file import LessonFile
from .refusals import LearnError, limited_to

_MOST_WORK: Final = 60_000_000


class Lesson(StrEnum):
    """The lessons."""

    DELETE_RECORDINGS = "delete_recordings"
    DELETE_RANGE = "delete_range"
    DELETE_EVERYTHING = "delete_everything"
    HUMAN_REVIEW = "human_review"
    MESSAGE_REVIEW = "message_review"
    DELETION_BY_VOICE = "deletion_by_voice"
    SETTING = "another_setting"
    HISTORY = "history"


LESSONS: Final = tuple(lesson for lesson in Lesson if lesson not in {Lesson.SETTING, Lesson.HISTORY})
"""The lessons with fixed subjects; the owner names the subjects of others."""


@dataclass(frozen=True, slots=True)
class LearnResult:
    """The result of a lesson: a document in the public JSON form, with `version` and one request.

    A setting of two positions is in its group `switches`, one of more in `selects`.
    """

    lesson: Lesson | str
    document: dict[str, Any]
    last_is_on: bool | None = None
    """Whether a switch was on after the last flip, judged by words of the request or the page."""
    listed: AbstractSet[str] = field(default=frozenset(), repr=False)
    """The ids of the entries of another history that its page showed, and that were not deleted."""
    gone: AbstractSet[str] = field(default=frozenset(), repr=False)
    """The ids of those that were deleted."""


def learn_har(
    data: bytes,
    *,
    lesson: Lesson | str,
    site: str,
    customer_id: str | None = None,
    zone: tzinfo | None = None,
    ends_on: bool | None = None,
    history: str | None = None,
    by_device: bool = False,
) -> LearnResult:
    """Learn one thing from a HAR file; raises LearnError if it is not certain. CPU-bound: not for the event loop.

    `lesson` is one of the lessons, or the key of another setting (`is_setting_name`).
    Local times in it are meant in `zone`, the home's. `ends_on` is whether a switch was on after the last flip, for
    settings whose words do not say so. `history` is the name of the history that the lesson `history` teaches; with
    `by_device`, where its entries name their devices is learned, too.
    """
    with _in(zone):
        har = read_har(data, site)
        open_file = partial(LessonFile, har.exchanges, customer_id=customer_id, is_in_script=har.is_in_script)
        return _learn(har.exchanges, open_file, lesson, ends_on=ends_on, history=history, by_device=by_device)


def learn_exchanges(
    exchanges: Sequence[Exchange],
    *,
    lesson: Lesson | str,
    site: str,
    customer_id: str | None = None,
    zone: tzinfo | None = None,
    ends_on: bool | None = None,
    history: str | None = None,
    by_device: bool = False,
) -> LearnResult:
    """Learn one thing from exchanges with the account's site in their order; raises LearnError if it is not certain."""
    if not exchanges:
        raise LearnError("har_no_amazon", entries="0", site=site)
    with _in(zone):
        open_file = partial(LessonFile, exchanges, customer_id=customer_id)
        return _learn(exchanges, open_file, lesson, ends_on=ends_on, history=history, by_device=by_device)


def missing_contrast(
    exchanges: Sequence[Exchange], *, zone: tzinfo | None, reader: HistoryReader | None = None
) -> LearnError | None:
    """Return why the deletions so far show too little, if another deletion may help; None otherwise.

    `reader` reads the history, if that is not the voice history. CPU-bound: not for the event loop.
    """
    with _in(zone):
        try:
            demonstrated(LessonFile(exchanges, reader=reader))
        except LearnError as err:
            return err if err.reason in LACKS else None
    return None


def _learn(
    exchanges: Sequence[Exchange],
    open_file: Callable[..., LessonFile],
    lesson: Lesson | str,
    *,
    ends_on: bool | None,
    history: str | None,
    by_device: bool,
) -> LearnResult:
    """Learn what a lesson teaches; raises ValueError if `lesson` is neither a lesson nor a valid key."""
    name = str(lesson) if lesson != Lesson.HISTORY else history or ""
    if (learn := _DELETIONS.get(lesson)) is not None:
        file = open_file()
        form = learn(file)
        file.recipe(name, form)
        return LearnResult(Lesson(name), {"version": 1, name: form})
    if not is_setting_name(name):
        raise ValueError(f"not the name of a setting or a history: {name!r}")
    if lesson == Lesson.HISTORY:
        return _learn_history(exchanges, open_file, name, by_device=by_device)
    file = open_file()
    group, form, last_is_on = learn_setting(file, ends_on=ends_on)
    file.recipe(name, form, group)
    known = Lesson(name) if name in set(Lesson) else name
    return LearnResult(known, {"version": 1, group: {name: form}}, last_is_on)


def _learn_history(
    exchanges: Sequence[Exchange], open_file: Callable[..., LessonFile], name: str, *, by_device: bool
) -> LearnResult:
    """Learn how a history is listed, unless that is known, and how its entries are deleted."""
    if name == CONVERSATIONS:
        file = open_file(reader=ConversationReader())
        form: Form = {"delete": learn_delete_recordings(file)}
    else:
        found = find_list([replace(exchange, order=order) for order, exchange in enumerate(exchanges)])
        file = open_file(reader=found.reader)
        form = learn_history(file, found, by_device=by_device)
    file.recipe(name, form, "histories")
    gone, document = {each.key for each in file.listings.vanished()}, {"version": 1, "histories": {name: form}}
    return LearnResult(name, document, listed=file.listings.recordings.keys() - gone, gone=gone)


_DELETIONS: Final[Mapping[str, Callable[[LessonFile], Form]]] = {
    Lesson.DELETE_RECORDINGS: learn_delete_recordings,
    Lesson.DELETE_RANGE: learn_delete_range,
    Lesson.DELETE_EVERYTHING: learn_delete_everything,
}


@contextmanager
def _in(zone: tzinfo | None) -> Iterator[None]:
    """Use a zone for local times, and limit the work; raises LearnError too_much_work."""
    token = ZONE.set(zone)
    try:
        with limited_to(_MOST_WORK):
            yield
    finally:
        ZONE.reset(token)
