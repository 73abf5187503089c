"""What was learned: parts of recipes in their public JSON form, and what only the owner can say."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import orjson

DELETIONS: Final = ("delete_recordings", "delete_range", "delete_everything")

type Part = dict[str, Any]


@dataclass(frozen=True, slots=True)
class LearntSwitch:
    """How some switch is set; which one it is, and which of its two values means on, the owner knows."""

    set: Part
    first: Any
    last: Any
    """The two values in the order in which the owner clicked."""
    read: Part | None = None
    """Where it is read; its `values` are those that mean `first` and `last`."""
    hint: str = ""
    last_is_on: bool | None = None
    """Whether the last value means on, where the words of the request or of the answer say so; None where not."""

    def part(self, *, last_is_on: bool) -> Part:
        """Return the public JSON form, once the owner has said whether the switch was on after the last click."""
        on, off = ("last", "first") if last_is_on else ("first", "last")
        values = {"first": self.first, "last": self.last}
        part: Part = {"set": self.set, "values": {"on": values[on], "off": values[off]}}
        if self.read is not None:
            seen = self.read["values"]
            told = {"on": seen[on], "off": seen[off]}
            read = {name: inner for name, inner in self.read.items() if name != "values"}
            # Compared as JSON: 1 is not true.
            is_same = orjson.dumps(told) == orjson.dumps(part["values"])
            part["read"] = read if is_same else {**read, "values": told}
        return part


@dataclass(frozen=True, slots=True)
class Question:
    """Something that has more than one reading: a translation key, and the readings in words by their id."""

    id: str
    key: str
    options: Mapping[str, str]


@dataclass(slots=True, kw_only=True)
class Lesson:
    """What one file, or some pasted requests, taught."""

    delete_recordings: Part | None = None
    delete_range: Part | None = None
    delete_everything: Part | None = None
    switches: list[LearntSwitch] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)
    _readings: dict[str, dict[str, dict[str, Part | None]]] = field(default_factory=dict, repr=False)

    def ask(self, question: Question, readings: dict[str, dict[str, Part | None]]) -> None:
        """Leave something to the owner: each option gives parts of the lesson."""
        self.questions.append(question)
        self._readings[question.id] = readings

    def answer(self, question: str, option: str) -> None:
        """Take the owner's word; KeyError where there is no such question or option."""
        for name, part in self._readings[question][option].items():
            setattr(self, name, part)
        self.questions = [asked for asked in self.questions if asked.id != question]

    @property
    def is_empty(self) -> bool:
        """Return whether nothing was learned."""
        parts = any(getattr(self, name) for name in DELETIONS)
        return not parts and not self.switches and not self.questions

    def document(self, switches: Mapping[str, tuple[LearntSwitch, bool]] | None = None) -> Part:
        """Return the recipes in their public JSON form; `switches` says which is which, and whether on at last."""
        found: Part = {"version": 1}
        found |= {name: part for name in DELETIONS if (part := getattr(self, name))}
        named = {name: switch.part(last_is_on=on) for name, (switch, on) in (switches or {}).items()}
        return found | ({"switches": named} if named else {})
