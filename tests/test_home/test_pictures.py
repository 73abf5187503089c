"""The README's pictures are made by scripts, of what is there now."""

from pathlib import Path

import pytest

from tests.commands import ROOT, run
from tests.home.browser import find_chromium

DRAWN_BY = {
    "scripts/draw_dashboard": {"dashboard.png"},
    "scripts/draw_history": {"history.png", "history-dark.png", "history-narrow.png"},
    "scripts/draw_teaching": {
        *("chrome-copy.svg", "chrome-record.svg", "firefox-copy.svg", "firefox-record.svg"),
        *("confirm.svg", "rehearse.svg", "recordings.png", "settings.png"),
    },
}


def test_no_picture_is_left_out() -> None:
    """Each is made by a script."""
    assert set().union(*DRAWN_BY.values()) == {picture.name for picture in (ROOT / "docs/pictures").iterdir()}


@pytest.mark.skipif(not find_chromium(), reason="No Chromium is found")
@pytest.mark.parametrize("script", DRAWN_BY)
def test_pictures_are_drawn(script: str, tmp_path: Path) -> None:
    """A script draws what it is there for; drawings, which no clock is in, come out as they are kept."""
    done = run(script, tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert {picture.name for picture in tmp_path.iterdir()} == DRAWN_BY[script]
    for drawing in tmp_path.glob("*.svg"):
        assert drawing.read_text() == (ROOT / "docs/pictures" / drawing.name).read_text()
