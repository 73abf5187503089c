"""Checks whether a request for one recording could also mean another one."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from time import time_ns
from typing import Any

from ..recordings import Recording
from .model import DeleteRecipe
from .template import RECORDINGS, TemplateError, Values


def what_is_sent(recipe: DeleteRecipe, recording: Recording, values: Values) -> bytes | None:
    """Return a hash of what a recipe sends for one recording: the same for recordings it cannot distinguish.

    None if nothing is sent, or it does not name the recording. `values` are those of the account, its zone and the
    time; values that differ each time are fixed.
    """
    fixed: Mapping[str, Any] = {"account": {"customer_id": ""}, "csrf": "", "uuid": "", "time": 0}
    known = {**fixed, **values, RECORDINGS: [recording.raw], "recording": recording.raw}
    if not recipe.names_every_recording(known):
        return None
    try:
        rendered = recipe.rendered(known)
    except TemplateError:
        return None
    said = [(each.method, each.target, list(each.headers.items()), each.body) for each in rendered]
    return sha256(repr(said).encode()).digest()


def unmistakable(
    recipe: DeleteRecipe, recordings: Iterable[Recording], others: Iterable[Recording], values: Values
) -> list[Recording]:
    """Return the recordings whose request can mean none of `others`, which should stay.

    It can mean another one for which the same is sent, or that the same Echo made in the same second: Amazon's page
    may identify recordings less exactly than by their key.
    """
    values = {"time": time_ns() // 1_000_000, **values}
    staying = [(what_is_sent(recipe, other, values), other.second) for other in others]
    sent, moments = {mark for mark, _ in staying} | {None}, {moment for _, moment in staying}
    return [
        recording
        for recording in recordings
        if recording.second not in moments and what_is_sent(recipe, recording, values) not in sent
    ]
