"""What becomes of every shape and of many random pages, as outcomes.json keeps it.

Where a change means to learn more or less, rewrite the file, and read what differs: python -m
tests.amazon.learn.outcomes [part of a name …].
"""

from collections.abc import Callable
from functools import partial
import json
from pathlib import Path
import sys
from typing import Final

from tests.amazon.learn.random_pages import PAGES
from tests.amazon.learn.shapes import KINDS, verdict
from tests.amazon.learn.simulator import Verdict

_FILE: Final = Path(__file__).with_name("outcomes.json")
SEEDS: Final = 100


def kept() -> dict[str, str]:
    """Return what became of each shape and of each random page."""
    return dict(json.loads(_FILE.read_text()))


def said(found: Verdict) -> str:
    """Return what an owner sees of a lesson: that it was learned, or why not, and the place that this is about."""
    return found.why if found.outcome == "refused" else found.outcome


def main(wanted: list[str]) -> None:
    """Write the file; only some outcomes where their names are given."""
    known = kept() if wanted else {}
    every: dict[str, Callable[[], Verdict]] = {name: partial(verdict, name) for name in KINDS}
    every |= {f"{kind} {seed}": partial(_of_page, kind, seed) for kind in PAGES for seed in range(SEEDS)}
    found = {
        name: said(learn()) if not wanted or any(word in name for word in wanted) else known[name]
        for name, learn in every.items()
    }
    _FILE.write_text(json.dumps(found, ensure_ascii=False, indent=0) + "\n")


def _of_page(kind: str, seed: int) -> Verdict:
    """Return what becomes of a random page."""
    return PAGES[kind](seed)[2]


if __name__ == "__main__":
    main(sys.argv[1:])
