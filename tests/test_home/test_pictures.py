"""The documents' pictures are made by scripts, of what is there now."""

import os
from pathlib import Path
import subprocess

import pytest

from tests.helpers.commands import ROOT, run
from tests.home.browser import find_chromium

DRAWN_BY = {
    "scripts/draw_screens": {"dashboard.png", "first-run.png", "history.png", "history-dark.png", "history-narrow.png"},
    "scripts/draw_teaching": {
        *("chrome-record.svg", "firefox-record.svg", "confirm.svg", "test.svg", "recordings.png", "settings.png"),
    },
}

CHROMIUM = find_chromium()
in_chromium = pytest.mark.skipif(not CHROMIUM, reason="No Chromium is found")


def test_no_picture_is_left_out() -> None:
    """Each is made by a script."""
    assert set().union(*DRAWN_BY.values()) == {picture.name for picture in (ROOT / "docs/pictures").iterdir()}


@in_chromium
@pytest.mark.parametrize("script", DRAWN_BY)
def test_pictures_are_drawn(script: str, tmp_path: Path) -> None:
    """A script draws what it is there for; drawings, which no clock is in, come out as they are kept."""
    done = run(script, tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert {picture.name for picture in tmp_path.iterdir()} == DRAWN_BY[script]
    for drawing in tmp_path.glob("*.svg"):
        assert drawing.read_text() == (ROOT / "docs/pictures" / drawing.name).read_text()


def sizes(folder: Path) -> dict[str, bytes]:
    """Return the width and height of each PNG, as it says them."""
    return {picture.name: picture.read_bytes()[16:24] for picture in folder.glob("*.png")}


@in_chromium
def test_brand_is_drawn(tmp_path: Path) -> None:
    """Icons and logos come out in the sizes that they are kept in; which fonts there are is another matter."""
    subprocess.run(  # noqa: S603 - ours
        [ROOT / "scripts/draw_brand", tmp_path], env=os.environ | {"CHROMIUM": str(CHROMIUM)}, check=True
    )
    assert sizes(tmp_path) == sizes(ROOT / "custom_components/alexa_privacy/brand") != {}
