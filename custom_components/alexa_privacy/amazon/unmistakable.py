"""Whether a request that is meant for one recording could mean another one as well."""

from collections.abc import Iterable, Mapping
from time import time_ns
from typing import Any, Final

from .recipe_model import AnyAnswer, DeleteRecipe
from .recordings import Recording
from .templates import RECORDINGS, TemplateError, Values

_SECOND: Final = 1000

type Sent = tuple[Any, ...]


def what_is_sent(recipe: DeleteRecipe, recording: Recording, values: Values) -> Sent | None:
    """Return what a recipe sends for one recording, the same for two that it cannot tell apart; None where nothing.

    `values` are those of the account, its zone and the time; what is another each time stands still.
    """
    answers = {first.name: AnyAnswer() for first in recipe.first}
    fixed: Mapping[str, Any] = {"account": {"customer_id": ""}, "csrf": "", "uuid": ""}
    known = {**fixed, **values, **answers, RECORDINGS: [recording.raw], "recording": recording.raw}
    if not recipe.names_every_recording(known):
        return None
    requests = (*(first.request for first in recipe.first), recipe.request)
    try:
        rendered = [request.render(known) for request in requests]
    except TemplateError:
        return None
    return tuple((each.method, each.target, tuple(each.headers.items()), each.body) for each in rendered)


def could_mean(recipe: DeleteRecipe, recording: Recording, others: Iterable[Recording], values: Values) -> bool:
    """Return whether what is sent for a recording could mean one of `others`, which are to stay.

    It could where the other is sent as the same, or was made by the same Echo in the same second: what Amazon's
    page calls a recording may be less exact than its key.
    """
    values = {"time": time_ns() // 1_000_000, **values}
    sent = what_is_sent(recipe, recording, values)
    if sent is None:
        return False
    second, echo = recording.time // _SECOND, _serial(recording)
    return any(
        (other.time // _SECOND == second and _serial(other) == echo) or what_is_sent(recipe, other, values) == sent
        for other in others
        if other.key != recording.key
    )


def _serial(recording: Recording) -> str | None:
    """Return which Echo made a recording, whatever it is called."""
    return recording.echo.serial if recording.echo else None
