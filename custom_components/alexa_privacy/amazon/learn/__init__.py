"""Recipes learned from what the owner's browser sent."""

from .copied import read_copied
from .errors import LearnError
from .exchange import Exchange
from .lesson import LearntSwitch, Lesson, Question
from .teaching import learn_copied_deletion, learn_copied_switch, learn_har

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
