"""Texts that speak of recordings, taken apart: what stands around them, between them, and counts them."""

import pytest

from custom_components.alexa_privacy.amazon.learn.generalize.known_values import KnownValues
from custom_components.alexa_privacy.amazon.learn.generalize.text_parts import TextRow, take_apart
from custom_components.alexa_privacy.amazon.learn.refusals import Unexplained

RECORDINGS = [
    KnownValues("recording", {"recordKey": f"C#{time}#T#S", "utteranceId": f"u-{time}-x"}) for time in (17, 18, 19)
]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("C#17#T#S,C#18#T#S,C#19#T#S", TextRow("", ["C#17#T#S", "C#18#T#S", "C#19#T#S"], ",", "")),
        ("del C#17#T#S; C#18#T#S; C#19#T#S end", TextRow("del ", ["C#17#T#S", "C#18#T#S", "C#19#T#S"], "; ", " end")),
        (
            "C#17#T#S=u-17-x&C#18#T#S=u-18-x&C#19#T#S=u-19-x",
            TextRow("", ["C#17#T#S=u-17-x", "C#18#T#S=u-18-x", "C#19#T#S=u-19-x"], "&", ""),
        ),
        (
            "{d0: C#17#T#S d1: C#18#T#S d2: C#19#T#S}",
            TextRow("{d", ["C#17#T#S", "C#18#T#S", "C#19#T#S"], " d", "}", ": ", 0),
        ),
        (
            "{d1: C#17#T#S d2: C#18#T#S d3: C#19#T#S}",
            TextRow("{d", ["C#17#T#S", "C#18#T#S", "C#19#T#S"], " d", "}", ": ", 1),
        ),
        (
            "C%2317%23T%23S|C%2318%23T%23S|C%2319%23T%23S",
            TextRow("", ["C%2317%23T%23S", "C%2318%23T%23S", "C%2319%23T%23S"], "|", ""),
        ),
        ("C#17#T#S,C#18#T#S;C#19#T#S", None),
        ("C#17#T#S,C#19#T#S,C#18#T#S", None),
        ("C#17#T#S,C#18#T#S", None),
        ("{d2: C#17#T#S d3: C#18#T#S d4: C#19#T#S}", None),
        ("{d0: C#17#T#S d2: C#18#T#S d1: C#19#T#S}", None),
        ("nothing", None),
    ],
)
def test_several(text: str, row: TextRow | None) -> None:
    """They are named in their order, with the same between all, or a number that counts from 0 or 1."""
    if row is None:
        with pytest.raises(Unexplained):
            take_apart(text, RECORDINGS)
    else:
        assert take_apart(text, RECORDINGS) == row


def test_one() -> None:
    """Of a single one, nobody sees what would stand between two."""
    assert take_apart("d0: C#17#T#S!", RECORDINGS[:1]) == TextRow("d0: ", ["C#17#T#S"], "", "!")
