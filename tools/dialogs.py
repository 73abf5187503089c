"""Two dialogs of the teaching, in plain shapes and in the integration's own words."""

import json
from pathlib import Path
from textwrap import wrap

from tools.svg import MARK, PALE, WIDTH, box, line, picture, strokes, text

_WORDS = json.loads(
    (Path(__file__).parent.parent / "custom_components/alexa_privacy/translations/en.json").read_text("utf-8")
)
_STEPS = _WORDS["options"]["step"]
_REQUEST = "DELETE /alexa-privacy/made-up/recordings/{{recording.recordKey}}"


def confirm() -> str:
    """Show what was learned, and what it is used for."""
    step, used = _STEPS["confirm"], _WORDS["selector"]["request_use"]["options"]["delete_recordings"]
    said, bottom = _paragraphs(70, step["description"].partition("\n\n")[0])
    use, end = _paragraphs(bottom + 72, used)
    return picture(
        end + 60,
        "The step What was learned: the request with its placeholders, and when it is sent",
        text(30, 38, step["title"], size=20),
        said,
        text(30, bottom + 20, _WORDS["selector"]["request"]["options"]["delete_recordings"], weight="bold"),
        text(30, bottom + 44, _REQUEST, size=13),
        use,
        _submit(end + 16),
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
