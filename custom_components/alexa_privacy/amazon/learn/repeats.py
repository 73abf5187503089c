"""Texts that say the same of several recordings, one after the other."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
import re
from typing import Final

from .learn_error import Unexplained
from .text_parts import forms_in, spans_of
from .values import Vocabulary

_MOST: Final = 50
_NUMBER: Final = re.compile(r"\d+")


@dataclass(frozen=True, slots=True, repr=False)
class Repeats:
    """A text taken apart: what stands before, between and after the parts that speak of one recording each.

    Each part begins with `begin`, after its number from 0 where they are counted.
    """

    head: str
    parts: Sequence[str]
    joint: str
    tail: str
    begin: str | None = None


def take_apart(text: str, recordings: Sequence[Vocabulary]) -> Repeats:
    """Take a text apart; Unexplained where it does not speak of the recordings in their order."""
    if len(recordings) > _MOST:
        raise Unexplained
    owners: dict[str, set[int]] = defaultdict(set)
    for number, known in enumerate(recordings):
        for form in forms_in(text, known.forms):
            owners[form].add(number)
    reach: dict[int, tuple[int, int]] = {}
    number = 0
    for start, end in spans_of(text, owners):
        those = owners[text[start:end]]
        number = next((each for each in (number, number + 1) if each in those), -1)
        reach[number] = (reach.get(number, (start, end))[0], end)
    if set(reach) != set(range(len(recordings))):
        raise Unexplained
    spans = [reach[number] for number in range(len(recordings))]
    parts = [text[start:end] for start, end in spans]
    gaps = [text[one[1] : two[0]] for one, two in pairwise(spans)]
    return _counted(text[: spans[0][0]], parts, gaps, text[spans[-1][1] :])


def _counted(head: str, parts: Sequence[str], gaps: Sequence[str], tail: str) -> Repeats:
    """Join the parts by what stands between all of them, which may count them."""
    if len(set(gaps)) <= 1 and not (gaps and _ends(head, gaps[0])):
        return Repeats(head, parts, gaps[0] if gaps else "", tail)
    cuts = {cut for place, gap in enumerate(gaps, 1) if (cut := _cut(gap, str(place))) is not None}
    if len(cuts) != 1 or any(_cut(gap, str(place)) is None for place, gap in enumerate(gaps, 1)):
        raise Unexplained
    joint, begin = cuts.pop()
    if not head.endswith(f"0{begin}"):
        raise Unexplained
    return Repeats(head.removesuffix(f"0{begin}"), parts, joint, tail, begin)


def _ends(head: str, gap: str) -> bool:
    """Return whether a head and the gap after the first part count."""
    cut = _cut(gap, "1")
    return cut is not None and head.endswith(f"0{cut[1]}")


def _cut(gap: str, number: str) -> tuple[str, str] | None:
    """Return what stands around a number, if it stands there once."""
    places = [found for found in _NUMBER.finditer(gap) if found[0] == number]
    return (gap[: places[0].start()], gap[places[0].end() :]) if len(places) == 1 else None
