"""The figures as tables in Markdown, and which of them miss their bar."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
import os
from pathlib import Path
import platform

from .page import PageCost
from .purges import Purged
from .readers import BARE, OURS, Cost
from .whole import FIXED_REQUESTS, POLLS_A_DAY, Figures

PACKAGES = ("homeassistant", "aioamazondevices", "alexapy")
MILLI = 1e3
MICRO = 1e6
MEGA = 1e6
READER_BAR = 2.0
IDLE_PURGE_BAR = 2
VISIT_BAR = 0.03
SEARCH_BAR = 0.3
HEAP_BAR = 40e6


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of every size; `misses` compares it with its bar, and with the smallest size's figures."""

    name: str
    text: Callable[[Figures], str]
    bar: str = ""
    misses: Callable[[Figures, Figures], bool] = lambda _, __: False


ROWS = (
    Row("days of history", lambda f: f"{f.days:,}"),
    Row(
        "requests to count it",
        lambda f: f"{f.requests:,}",
        f"≤ 1.02 n/10 + {FIXED_REQUESTS}",
        lambda f, _: f.requests > 1.02 * f.size / 10 + FIXED_REQUESTS,
    ),
    Row("requests over n/10", lambda f: f"{f.requests / (f.size / 10):.3f}"),
    Row("CPU seconds for 10,000 recordings, all Home Assistant", lambda f: f"{f.cpu / f.size * 10_000:.1f}"),
    Row("peak memory above idle while counting", lambda f: f"{f.peak / MEGA:.0f} MB"),
    Row(
        "longest block of the event loop",
        lambda f: f"{f.block * MILLI:.0f} ms",
        "≤ 20 ms",
        lambda f, _: f.block > 0.02,
    ),
    Row("… in", lambda f: f.block_of or "-"),
    Row("file of the counts", lambda f: f"{f.ledger / 1e3:.0f} kB", "< 1 MB", lambda f, _: f.ledger >= MEGA),
    Row(
        "CPU of a set-up once counted",
        lambda f: f"{f.set_up * MILLI:.1f} ms",
        "within 10 %",
        lambda f, smallest: f.set_up > 1.1 * smallest.set_up,
    ),
    Row(
        "memory of Home Assistant once counted",
        lambda f: f"{f.memory / MEGA:.0f} MB",
        "within 10 %",
        lambda f, smallest: f.memory > 1.1 * smallest.memory,
    ),
    Row(
        "requests a poll, on a quiet day",
        lambda f: f"{f.polls['quiet']:.1f}",
        "≤ 1.2",
        lambda f, _: f.polls["quiet"] > 1.2,
    ),
    Row("requests a poll, on a usual day", lambda f: f"{f.polls['usual']:.1f}"),
    Row("requests a quiet day", lambda f: f"{f.polls['quiet'] * POLLS_A_DAY:.0f}"),
    Row("recordings of a purge", lambda f: f"{_purge(f).recordings:,}"),
    Row(
        "requests of the purge, b recordings at a time",
        lambda f: f"{_purge(f).requests:,}",
        "≤ 2 n/10 + n/b + 10",
        lambda f, _: _purge(f).requests > _purge(f).most,
    ),
    Row(
        "requests of a purge with nothing to do",
        lambda f: str(_purge(f).again),
        f"≤ {IDLE_PURGE_BAR}",
        lambda f, _: _purge(f).again > IDLE_PURGE_BAR,
    ),
    Row(
        "module of the page",
        lambda f: f"{_page(f).module / 1e3:.1f} kB",
        "≤ 130 kB",
        lambda f, _: _page(f).module > 130e3,
    ),
    Row(
        "requests until the page's first rows",
        lambda f: str(_page(f).requests),
        "1",
        lambda f, _: _page(f).requests > 1,
    ),
    Row(
        "requests of another search of what the page has listed",
        lambda f: f"{f.browsing.requests} for {f.browsing.rows:,}" if f.browsing else "-",
        "0",
        lambda f, _: f.browsing is not None and f.browsing.requests > 0,
    ),
    Row(
        "time until its rows are on the screen",
        lambda f: f"{f.browsing.search * MILLI:.0f} ms" if f.browsing else "-",
        "≤ 300 ms",
        lambda f, _: f.browsing is not None and f.browsing.search > SEARCH_BAR,
    ),
    Row(
        "memory of the browser for what is listed",
        lambda f: f"{f.browsing.heap / MEGA:.0f} MB" if f.browsing else "-",
        "≤ 40 MB",
        lambda f, _: f.browsing is not None and f.browsing.heap > HEAP_BAR,
    ),
    Row(
        "CPU of Amazon's page of 200 kB in a visit",
        lambda f: f"{_page(f).visit * MILLI:.1f} ms",
        "≤ 30 ms",
        lambda f, _: _page(f).visit > VISIT_BAR,
    ),
)


def machine() -> str:
    """Say what the figures were measured on, and when."""
    kinds = [line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")]
    kind = f"{platform.machine()} ({kinds[0] if kinds else 'unnamed'})"
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    packages = [f"{name} {installed}" for name in PACKAGES if (installed := _version(name))]
    measured_with = ", ".join([f"Python {platform.python_version()}", *packages])
    return f"{datetime.now(UTC):%Y-%m-%d}, {kind}, {os.cpu_count()} cores, {memory:.0f} GB; {measured_with}"


def whole(figures: Sequence[Figures]) -> str:
    """Show what a whole Home Assistant needed."""
    sizes = [f"{f.size:,} recordings" for f in figures]
    rows = [[row.name, *(row.text(f) for f in figures), row.bar] for row in ROWS]
    return _table(["", *sizes, "bar"], rows)


def readers(costs: dict[str, Cost]) -> str:
    """Show what reading a page takes."""
    rows = [
        [
            name,
            f"{cost.page * MILLI:.2f} ms",
            f"{cost.page / costs[BARE].page:.1f}",
            f"{cost.recording * MICRO:.0f} µs",
            f"≤ {READER_BAR:.0f} times bare" if name == OURS else "",
        ]
        for name, cost in costs.items()
    ]
    return _table(["", "CPU a page", "times bare", "CPU a recording", "bar"], rows)


def missed(costs: dict[str, Cost], figures: Sequence[Figures]) -> list[str]:
    """Name what misses its bar."""
    found = [f"{row.name} ({f.size:,})" for row in ROWS for f in figures if row.misses(f, figures[0])]
    if costs[OURS].page > READER_BAR * costs[BARE].page:
        found.append("CPU a page")
    return found


def _purge(figures: Figures) -> Purged:
    """Return what a purge took."""
    assert figures.purge is not None
    return figures.purge


def _page(figures: Figures) -> PageCost:
    """Return what the page took."""
    assert figures.page is not None
    return figures.page


def _table(head: list[str], rows: Iterable[list[str]]) -> str:
    """Lay a table out."""
    lines = [head, ["---"] + ["---:"] * (len(head) - 2) + ["---"], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _version(package: str) -> str | None:
    """Return a package's version, if it is installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _lines(path: str) -> list[str]:
    """Read a file of the system's, if there is one."""
    file = Path(path)
    return file.read_text().splitlines() if file.exists() else []
