"""Developer tools as Chrome and Firefox arrange them, in plain shapes."""

from collections.abc import Sequence

from tools.svg import INK, LINE, MARK, PALE, WIDTH, badge, box, line, menu, picture, strokes, text, tick

# The listing is Amazon's; how it deletes and switches is not public, so these names are made up.
REQUESTS = (
    ("recordings", "GET", "document"),
    ("customer-history-records-v2?startTime=…", "POST", "fetch"),
    ("made-up-delete", "POST", "fetch"),
    ("customer-history-records-v2?startTime=…", "POST", "fetch"),
    ("settings", "GET", "document"),
    ("made-up-switch", "POST", "fetch"),
    ("made-up-switch", "POST", "fetch"),
    ("settings", "GET", "document"),
)
_ROW = 26


def chrome_record() -> str:
    """Show where Chrome records and exports."""
    return picture(
        132 + _ROW * len(REQUESTS),
        "Chrome's Network tab with Preserve log ticked and the button that exports a HAR file",
        _chrome_head(),
        _table(112, (("Name", 24), ("Method", 470), ("Status", 580), ("Type", 690)), "Name"),
        box(352, 44, 30, 26, fill="none", stroke=MARK, radius=4),
        badge(1, 272, 18),
        badge(2, 92, 57),
        badge(3, 398, 57),
        text(414, 62, "Export HAR (sanitized)…", fill=MARK),
    )


def firefox_record() -> str:
    """Show where Firefox records and saves."""
    return picture(
        96 + _ROW * len(REQUESTS),
        "Firefox's Network tab with the menu of the gear: Persist Logs and Save All As HAR",
        _firefox_head(),
        _table(76, (("Status", 24), ("Method", 110), ("File", 200), ("Type", 560)), "File"),
        menu(
            566,
            68,
            270,
            ("✓  Persist Logs", "Import HAR File…", "Save All As HAR", "Copy All As HAR"),
            chosen=("✓  Persist Logs", "Save All As HAR"),
        ),
        badge(1, 272, 18),
        badge(2, 554, 86),
        badge(3, 554, 138),
    )


def _chrome_head() -> str:
    """Draw Chrome's tabs, buttons and filters."""
    return "".join(
        (
            _tabs(("Elements", "Console", "Sources", "Network", "Application")),
            '<circle cx="28" cy="57" r="6" fill="#d93025"/>',
            strokes("M56 57a6 6 0 1 0 12 0a6 6 0 1 0-12 0M58 61l8-8", stroke=PALE),
            tick(110, 50, on=True, marked=True),
            text(130, 62, "Preserve log"),
            tick(230, 50, on=False),
            text(250, 62, "Disable cache"),
            strokes("M367 50v9m-4-4l4 4 4-4M360 64h14"),
            line(1, 76, WIDTH - 2),
            *(
                text(x, 98, name, weight="bold" if name == "All" else "normal")
                for name, x in (("All", 24), ("Fetch/XHR", 64), ("Doc", 150), ("CSS", 196), ("JS", 242), ("Img", 278))
            ),
            line(1, 110, WIDTH - 2),
        )
    )


def _firefox_head() -> str:
    """Draw Firefox's tabs, filters and gear."""
    filters = (("All", 520), ("HTML", 556), ("CSS", 610), ("JS", 656), ("XHR", 690))
    gear = "M822 57a6 6 0 1 0 12 0a6 6 0 1 0-12 0M828 47v3M828 64v3M818 57h3M835 57h3"
    return "".join(
        (
            _tabs(("Inspector", "Console", "Debugger", "Network", "Storage")),
            text(24, 62, "Filter URLs", fill=PALE),
            *(text(x, 62, name, weight="bold" if name == "All" else "normal") for name, x in filters),
            strokes(gear),
            line(1, 76, WIDTH - 2),
        )
    )


def _tabs(names: Sequence[str]) -> str:
    """Draw a row of tabs, the network's open."""
    parts = [box(1, 1, WIDTH - 2, 34, fill="#f1f3f4", stroke="none", radius=5), line(1, 36, WIDTH - 2)]
    for number, name in enumerate(names):
        x = 24 + 88 * number
        is_open = name == "Network"
        parts.append(text(x, 23, name, weight="bold" if is_open else "normal", fill=INK if is_open else PALE))
        if is_open:
            parts.append(line(x - 8, 35, 76, stroke="#1a66c2", thick=3))
    return "".join(parts)


def _table(top: int, columns: Sequence[tuple[str, int]], named: str) -> str:
    """Draw the list of requests under its column heads."""
    parts = [text(x, top + 14, name, fill=PALE, size=12) for name, x in columns]
    for number, (name, method, kind) in enumerate(REQUESTS):
        y = top + 20 + _ROW * number
        cells = {named: name, "Method": method, "Status": "200", "Type": kind}
        parts.append(line(1, y, WIDTH - 2, stroke=LINE))
        parts += [text(x, y + 18, cells[column]) for column, x in columns]
    return "".join(parts)
