"""How much work learning may take: a file may not occupy a processor for long.

It is counted in steps of about a microsecond, so that the same input always comes to the same.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final

from .refusals import LearnError

# What one thing takes that is done again and again.
TEMPLATE: Final = 100
RENDERING: Final = 20


@dataclass(slots=True)
class Work:
    """The steps that are left."""

    left: int


_WORK: Final[ContextVar[Work | None]] = ContextVar("work", default=None)


@contextmanager
def limited_to(steps: int) -> Iterator[Work]:
    """Limit the work done in this context; LearnError too_much_work where it takes more."""
    work = Work(steps)
    token = _WORK.set(work)
    try:
        yield work
    finally:
        _WORK.reset(token)
    # Where learning one part fails, learning tries the next: whatever it came to then was not the whole truth.
    if work.left < 0:
        raise LearnError("too_much_work")


def spend(steps: int = 1) -> None:
    """Count steps; LearnError too_much_work once there are none left."""
    if (work := _WORK.get()) is not None:
        work.left -= steps
        if work.left < 0:
            raise LearnError("too_much_work")
