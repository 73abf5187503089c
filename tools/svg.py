"""A few shapes in SVG."""

from collections.abc import Sequence
from html import escape

INK = "#24292f"
PALE = "#6b7280"
LINE = "#d0d5db"
MARK = "#c2185b"
WIDTH = 860


def text(x: float, y: float, words: str, *, fill: str = INK, size: int = 14, weight: str = "normal") -> str:
    """Write one line."""
    return f'<text x="{x}" y="{y}" fill="{fill}" font-size="{size}" font-weight="{weight}">{escape(words)}</text>'


def box(
    x: float, y: float, width: float, height: float, *, fill: str = "#fff", stroke: str = LINE, radius: int = 0
) -> str:
    """Draw a rectangle."""
    place = f'x="{x}" y="{y}" width="{width}" height="{height}" rx="{radius}"'
    return f'<rect {place} fill="{fill}" stroke="{stroke}"/>'


def line(x: float, y: float, width: float, *, stroke: str = LINE, thick: int = 1) -> str:
    """Draw a horizontal line."""
    return f'<path d="M{x} {y}h{width}" stroke="{stroke}" stroke-width="{thick}"/>'


def strokes(path: str, *, stroke: str = INK) -> str:
    """Draw an icon of lines."""
    return f'<path d="{path}" fill="none" stroke="{stroke}" stroke-width="1.8" stroke-linecap="round"/>'


def badge(number: int, x: float, y: float) -> str:
    """Draw a number that the text refers to."""
    words = (
        f'<text x="{x}" y="{y + 5}" fill="#fff" font-size="14" font-weight="bold" text-anchor="middle">{number}</text>'
    )
    return f'<circle cx="{x}" cy="{y}" r="11" fill="{MARK}"/>{words}'


def tick(x: float, y: float, *, on: bool, marked: bool = False) -> str:
    """Draw a tick box."""
    drawn = box(x, y, 13, 13, fill="#1a66c2" if on else "#fff", stroke=MARK if marked else PALE, radius=2)
    return drawn + (strokes(f"M{x + 3} {y + 7}l3 3 5-6", stroke="#fff") if on else "")


def menu(x: float, y: float, width: float, entries: Sequence[str], *, chosen: Sequence[str] = ()) -> str:
    """Draw a menu; what is to be chosen is marked."""
    parts = [box(x, y, width, 26 * len(entries) + 8, stroke=PALE, radius=4)]
    for number, entry in enumerate(entries):
        top = y + 4 + 26 * number
        if entry in chosen:
            parts.append(box(x + 4, top, width - 8, 26, fill="#fce4ec", stroke="none", radius=3))
        parts.append(text(x + 14, top + 18, entry, weight="bold" if entry in chosen else "normal"))
    return "".join(parts)


def picture(height: float, title: str, *parts: str) -> str:
    """Put shapes into a picture, which is told in words too."""
    head = f'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
    ground = box(0.5, 0.5, WIDTH - 1, height - 1, radius=6)
    body = "\n".join((ground, *parts))
    return f'<svg {head} role="img" font-family="Arial, sans-serif">\n<title>{escape(title)}</title>\n{body}\n</svg>\n'
