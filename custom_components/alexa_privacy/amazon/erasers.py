"""Ways to make Amazon delete. What they send is never repeated; whether it worked, only a new listing shows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import batched
from typing import Any

from .answers import Expect
from .errors import Refused
from .recipes import DeleteRecipe, Recipes
from .recordings import Recording
from .session import AmazonSession
from .templates import RECORDINGS, TemplateError, names_every_recording


@dataclass(frozen=True, slots=True)
class Span:
    """A clean time range (epoch ms, `end` excluded) of which every recording goes."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Step:
    """One erase request and the recordings it should make go."""

    recipe: DeleteRecipe
    recordings: Sequence[Recording]
    values: dict[str, Any]


class NoEraserError(Exception):
    """No learned request can delete exactly what is asked."""


def plan_steps(
    recipes: Recipes, recordings: Sequence[Recording], *, span: Span | None = None, everything: bool = False
) -> Iterator[Step]:
    """Return the cheapest requests that delete exactly these recordings; NoEraserError where none does.

    `span` is given where every recording of that range is to go, `everything` where no recording at all is to stay.
    """
    if everything and recipes.delete_everything:
        return iter((Step(recipes.delete_everything, recordings, {}),))
    if span and recipes.delete_range:
        return iter((Step(recipes.delete_range, recordings, {"start": span.start, "end": span.end}),))
    if recipe := recipes.delete_recordings:
        return (Step(recipe, batch, _values(batch)) for batch in batched(recordings, recipe.batch, strict=False))
    raise NoEraserError


async def take(session: AmazonSession, step: Step) -> None:
    """Send one erase request, once; raises what AmazonSession.send raises, Refused where a recording does not fit."""
    request = step.recipe.request
    account = account_values(session)
    if RECORDINGS in step.values and not names_every_recording(request.parts, step.values):
        raise Refused("the learned request would not name every recording")
    try:
        await session.send(
            lambda csrf: request.render({**step.values, **account, "csrf": csrf}),
            csrf=request.uses_csrf,
            expect=Expect.ANYTHING,
            repeatable=False,
        )
    except TemplateError as err:
        raise Refused("the learned request does not fit this recording") from err


def account_values(session: AmazonSession) -> dict[str, Any]:
    """Return what recipes may name of the account itself, as far as it is known, and the zone of local times."""
    credentials = session.credentials
    known = {"customer_id": credentials.customer_id, "domain": credentials.domain}
    return {"account": {name: value for name, value in known.items() if value is not None}, "zone": session.zone}


def _values(batch: Sequence[Recording]) -> dict[str, Any]:
    """Return what a request may name of its recordings."""
    return {"recordings": [recording.raw for recording in batch], "recording": batch[0].raw}
