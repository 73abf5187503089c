"""Requests learned from what the owner showed: one lesson, one thing, at least twice, nothing unexplained."""

from ..recipes.document import is_setting_name
from .exchange import Exchange, read_exchange
from .learner import LearnResult, Lesson, learn_exchanges, learn_har
from .refusals import REASONS, LearnError

__all__ = [
    "REASONS",
    "Exchange",
    "LearnError",
    "LearnResult",
    "Lesson",
    "is_setting_name",
    "learn_exchanges",
    "learn_har",
    "read_exchange",
]
