"""Recipes learned from what the owner's browser sent."""

from .copied import read_copied
from .exchange import Exchange
from .learn_error import LearnError
from .learn_result import LearntSwitch, Lesson, Question
from .learner import learn_copied_deletion, learn_copied_switch, learn_har

__all__ = [
    "Exchange",
    "LearnError",
    "LearntSwitch",
    "Lesson",
    "Question",
    "learn_copied_deletion",
    "learn_copied_switch",
    "learn_har",
    "read_copied",
]
