"""The pictures that stand for the integration, by Home Assistant's rules for them."""

from pathlib import Path

from PIL import Image
import pytest

BRAND = Path(__file__).parents[2] / "custom_components" / "alexa_privacy" / "brand"

each_theme = pytest.mark.parametrize("theme", ["", "dark_"])
each_scale = pytest.mark.parametrize(("scale", "suffix"), [(1, ""), (2, "@2x")])


def picture(name: str) -> tuple[int, int, tuple[int, int, int, int]]:
    """Return width and height of a transparent PNG, and what of it is drawn on."""
    with Image.open(BRAND / name) as image:
        assert (image.format, image.mode) == ("PNG", "RGBA")
        drawn = image.getchannel("A").getbbox()
        assert drawn
        return *image.size, drawn


def test_all_are_there() -> None:
    """For light and dark themes, for usual and fine screens, and nothing else."""
    kinds = [f"{theme}{what}" for theme in ("", "dark_") for what in ("icon", "logo")]
    names = {f"{kind}{suffix}.png" for kind in kinds for suffix in ("", "@2x")}
    assert {path.name for path in BRAND.iterdir()} == names


@each_theme
@each_scale
def test_icon(theme: str, scale: int, suffix: str) -> None:
    """It is a square of the one size, filled from top to bottom, in the middle."""
    width, height, (left, top, right, bottom) = picture(f"{theme}icon{suffix}.png")
    assert (width, height) == (256 * scale, 256 * scale)
    assert (top, bottom) == (0, height)
    assert left == width - right


@each_theme
@each_scale
def test_logo(theme: str, scale: int, suffix: str) -> None:
    """It is wider than high, of a height within bounds, and has no margins."""
    width, height, drawn = picture(f"{theme}logo{suffix}.png")
    assert width > height
    assert 128 * scale <= height <= 256 * scale
    assert drawn == (0, 0, width, height)
