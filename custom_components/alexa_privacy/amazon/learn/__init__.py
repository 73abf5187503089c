"""Learns requests from demonstrations: each lesson teaches one thing, shown at least twice and fully explained."""

from ..recipes.document import is_setting_name
from .contrast import has_contrast
from .exchange import Exchange, read_exchange
from .learn_setting import MOST_POSITIONS
from .learner import LESSONS, LearnResult, Lesson, learn_exchanges, learn_har, missing_contrast
from .refusals import REASONS, LearnError

__all__ = [
    "LESSONS",
    "MOST_POSITIONS",
    "REASONS",
    "Exchange",
    "LearnError",
    "LearnResult",
    "Lesson",
    "has_contrast",
    "is_setting_name",
    "learn_exchanges",
    "learn_har",
    "missing_contrast",
    "read_exchange",
]
