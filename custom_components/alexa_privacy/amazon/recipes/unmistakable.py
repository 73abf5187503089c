"""Whether a request that is meant for one recording could mean another one as well."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from time import time_ns
from typing import Any

from ..recordings import Recording
from .model import DeleteRecipe
from .template import RECORDINGS, TemplateError, Values


def what_is_sent(recipe: DeleteRecipe, recording: Recording, values: Values) -> bytes | None:
    """Return a mark of what a recipe sends for one recording: two that it cannot tell apart have the same.

    None where nothing is sent, or it does not name the recording. `values` are those of the account, its zone and the
    time; what is another each time stands still.
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
    """Return those recordings for which something is sent that can mean none of `others`, which are to stay.

    It can mean another where the same is sent for it, or where the same Echo made it in the same second: what
    Amazon's page calls a recording may be less exact than its key.
    """
    values = {"time": time_ns() // 1_000_000, **values}
    staying = [(what_is_sent(recipe, other, values), other.second) for other in others]
    sent, moments = {mark for mark, _ in staying} | {None}, {moment for _, moment in staying}
    return [
        recording
        for recording in recordings
        if recording.second not in moments and what_is_sent(recipe, recording, values) not in sent
    ]
