"""Clicks on switches, and what they set."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from .exchange import Exchange
from .json_paths import Leaves, Place, request_leaves
from .naming import RequestContext
from .states import Telling


class Change:
    """A request that may have set something."""

    def __init__(self, order: int, exchange: Exchange, around: RequestContext) -> None:
        """Take a request, its place among the others, and what is known of it."""
        self.order = order
        self.exchange = exchange
        self.around = around

    @cached_property
    def said(self) -> Leaves:
        """What it says."""
        return request_leaves(self.exchange)

    @cached_property
    def leaves(self) -> Leaves:
        """What it says, without what is different each time."""
        return {
            place: None if place[0] != "path" and self.is_fresh(value) else value for place, value in self.said.items()
        }

    def is_fresh(self, value: Any) -> bool:
        """Return whether a value is the token, a random id or the present time."""
        if isinstance(value, bool) or not isinstance(value, str | int):
            return False
        readings = self.around.readings(str(value))
        return any(reading.expression.partition("|")[0] in {"csrf", "uuid", "time"} for reading in readings)


@dataclass(frozen=True, slots=True, repr=False)
class StateAt:
    """A place in an answer that tells the state of a switch, and the values that mean the switch's last two."""

    telling: Telling
    place: Place
    first: Any
    last: Any


@dataclass(frozen=True, slots=True, repr=False)
class Toggle:
    """The clicks on one switch: the place of its value, and its last two values."""

    place: Place
    changes: Sequence[Change]
    values: Sequence[Any]
    first: Any
    state: StateAt | None = None
    since: Leaves = field(default_factory=dict)
    """What earlier clicks changed since the answer told it."""
    is_sure: bool = True
    """Whether the clicks alone leave no doubt that this is the value of one switch."""

    @property
    def last(self) -> Any:
        """The value that the last click set."""
        return self.values[-1]
