"""Two dialogs of the teaching, in plain shapes and in the integration's own words."""

import json
from pathlib import Path
from textwrap import wrap

from tools.svg import MARK, PALE, WIDTH, badge, box, line, picture, strokes, text

_WORDS = json.loads(
    (Path(__file__).parent.parent / "custom_components/alexa_privacy/translations/en.json").read_text("utf-8")
)
_STEPS = _WORDS["options"]["step"]
_FOUND = {
    "entries": 48,
    "recordings": 20,
    "listings": 4,
    "switches": 1,
    "hint_1": "review",
    "first_1": "DENY",
    "last_1": "ALLOW",
} | {
    "delete_recordings": "✓",
    "delete_range": "✗",
    "delete_everything": "✗",
}


def confirm() -> str:
    """Show what was found, and its questions."""
    step = _STEPS["confirm"]
    said, bottom = _paragraphs(70, step["description"].format(**_FOUND))
    return picture(
        bottom + 172,
        "The step What was found: which switch is which, and whether it was on after the last click",
        text(30, 38, step["title"], size=20),
        said,
        _choice(
            bottom, step["data"]["switch_1"].format(**_FOUND), _WORDS["selector"]["switch"]["options"]["human_review"]
        ),
        _choice(
            bottom + 66,
            step["data"]["switch_1_on"].format(**_FOUND),
            _WORDS["selector"]["switch_state"]["options"]["on"],
        ),
        badge(1, 820, bottom + 26),
        badge(2, 820, bottom + 92),
        _submit(bottom + 132),
    )


def run_trial() -> str:
    """Show the choice of a recording that may be deleted."""
    step = _STEPS["test"]
    said, bottom = _paragraphs(70, step["description"].format(way="delete_recordings"))
    return picture(
        bottom + 130,
        "The test of a learned request: which recording may be deleted",
        text(30, 38, step["title"], size=20),
        said,
        _choice(bottom, step["data"]["recording"], "2026-11-20 08:14:07 · Kitchen"),
        text(44, bottom + 72, step["data_description"]["recording"], fill=PALE, size=12),
        _submit(bottom + 88),
    )


def _paragraphs(top: int, words: str) -> tuple[str, int]:
    """Write text in lines; return where it ends."""
    lines = [part for paragraph in words.split("\n\n") for part in wrap(paragraph, 115)]
    said = "".join(text(30, top + 22 * number, part) for number, part in enumerate(lines))
    return said, top + 22 * len(lines)


def _choice(top: int, label: str, chosen: str) -> str:
    """Draw a field to choose from."""
    field = box(30, top, 760, 54, fill="#f4f5f7", stroke="none", radius=4)
    arrow = strokes(f"M764 {top + 25}l6 6 6-6", stroke=PALE)
    inside = text(44, top + 19, label, fill=PALE, size=12) + text(44, top + 42, chosen)
    return field + line(30, top + 54, 760, stroke=PALE) + inside + arrow


def _submit(top: int) -> str:
    """Draw the button."""
    return box(WIDTH - 130, top, 100, 30, fill=MARK, stroke="none", radius=15) + text(
        WIDTH - 106, top + 20, "Submit", fill="#fff", weight="bold"
    )
