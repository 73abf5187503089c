"""The first use of a setting that no lesson of this account taught: it is switched over, and back."""

from enum import StrEnum

from ..amazon.errors import AmazonError
from ..amazon.history import History
from ..amazon.privacy_settings import Settings
from ..settings.watcher import SettingsWatch
from .trial import list_gone, list_newest


class Trial(StrEnum):
    """What a trial showed; translation keys."""

    WORKS = "works"
    NOT_FOLLOWED = "not_followed"
    DELETED = "deleted"
    LEFT = "left"


async def try_setting(settings: Settings, history: History, name: str) -> Trial:
    """Switch a setting over and back, reading it each time; raises AmazonError where nothing was changed.

    Recordings that are gone by then stop it: whatever the request is, it is not sent again.
    """
    newest = await list_newest(history, history.now())
    before = await settings.read(name)
    watch = SettingsWatch(settings, [name], _note_nothing)
    try:
        followed = await watch.set(name, on=not before)
    except AmazonError:
        if await _is_still(settings, name, before):
            raise
        return Trial.LEFT
    try:
        if await list_gone(history, newest):
            return Trial.DELETED
        if not followed:
            return Trial.NOT_FOLLOWED
        return Trial.WORKS if await watch.set(name, on=before) else Trial.LEFT
    except AmazonError:
        return Trial.LEFT


async def _is_still(settings: Settings, name: str, before: bool) -> bool:  # noqa: FBT001 - the state it had
    """Return whether Amazon still shows a setting as it was."""
    try:
        return await settings.read(name) is before
    except AmazonError:
        return False


def _note_nothing(_: str, __: bool) -> None:  # noqa: FBT001 - a callback of SettingsWatch
    """Leave it to the trial what its answers mean."""
