"""Say which small changes to the code no test notices.

Lines are drawn by a seed, so that two versions of the code can be compared. Each line gets one change, and only the
tests that run this line are run against it, the quickest first. Browser and whole-home tests are left out.
"""

from argparse import ArgumentParser
from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
import os
from pathlib import Path
from queue import Queue
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from xml.etree import ElementTree as ET

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "custom_components/alexa_privacy"
ROOMS = ("deletion", "counts", "settings", "teaching", "amazon/recipes", "amazon/learn")
PYTHON = ROOT / ".venv/bin/python"
# Those that take long, and look at the whole rather than at a line.
LEFT_OUT = ("tests/home", "tests/browser", "tests/repository")
# A change that needs more tests than this to be noticed is noticed by chance.
MOST_TESTS = 60
PATIENCE = 300.0
LEFT_OPERATORS = ("VariableInserter", "VariableReplacer")


@dataclass(frozen=True)
class Change:
    """One change: the operator's n-th place in a file, which lies on this line."""

    path: str
    line: int
    operator: str
    occurrence: int


def changes(path: str) -> Iterator[Change]:
    """Go through all changes that can be made to a file."""
    tree = get_ast((ROOT / path).read_text())
    for name in operator_names():
        operator = get_operator(name)
        if name.endswith(LEFT_OPERATORS) or operator.arguments():
            continue
        places = (place for node in ast_nodes(tree) for place in operator().mutation_positions(node))
        for occurrence, (start, _) in enumerate(places):
            yield Change(path, start[0], name, occurrence)


def sample(size: int, seed: int, rooms: list[str]) -> list[Change]:
    """Draw so many lines, and one change for each."""
    by_line: dict[tuple[str, int], list[Change]] = defaultdict(list)
    for room in rooms:
        for file in sorted((ROOT / PACKAGE / room).rglob("*.py")):
            for change in changes(file.relative_to(ROOT).as_posix()):
                by_line[change.path, change.line].append(change)
    draw = random.Random(seed)  # noqa: S311 - to be drawn again the same
    lines = draw.sample(sorted(by_line), min(size, len(by_line)))
    return [draw.choice(by_line[line]) for line in lines]


def copy_tree(folder: Path) -> Path:
    """Copy what git knows, as it is in the working tree; the environment is shared."""
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S607 - whichever git there is
    for name in filter(None, names.stdout.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    return folder


def run(folder: Path, *arguments: str, timeout: float | None = None) -> int | None:
    """Run pytest on a copy; None where it takes too long."""
    command = [str(PYTHON), "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments]
    try:
        ended = subprocess.run(command, cwd=folder, capture_output=True, timeout=timeout, check=False)  # noqa: S603 - ours
    except subprocess.TimeoutExpired:
        return None
    return ended.returncode


def measure(folder: Path, tests: list[str]) -> Path:
    """Run the tests once, and return where it stands which test runs which line."""
    ignored = [f"--ignore={name}" for name in LEFT_OUT]
    report = folder / "durations.xml"
    more = ["-n", "auto", "--dist", "worksteal", "--cov", "--cov-context=test", "--cov-report=", f"--junitxml={report}"]
    if run(folder, *tests, *ignored, *more) != 0:
        sys.exit("The tests fail before anything is changed.")
    return folder / ".coverage"


def durations(report: Path) -> dict[str, float]:
    """Return how long each test took, by the name pytest gives it."""
    found: dict[str, float] = {}
    for case in ET.parse(report).getroot().iter("testcase"):  # noqa: S314 - pytest wrote it
        file = case.get("classname", "").replace(".", "/") + ".py"
        found[f"{file}::{case.get('name')}"] = float(case.get("time", 0))
    return found


def tests_by_line(coverage: Path) -> dict[tuple[str, int], set[str]]:
    """Return which tests run each line."""
    found: dict[tuple[str, int], set[str]] = defaultdict(set)
    query = """select file.path, context.context, arc.fromno, arc.tono from arc
        join file on file.id = arc.file_id join context on context.id = arc.context_id"""
    with sqlite3.connect(coverage) as database:
        for path, context, *lines in database.execute(query):
            test = context.partition("|")[0]
            name = path[path.index(PACKAGE) :] if PACKAGE in path else path
            if test:
                for line in lines:
                    found[name, abs(line)].add(test)
    return found


def is_noticed(folder: Path, change: Change, tests: list[str]) -> bool:
    """Return whether one of the tests fails, or never ends, with a change made."""
    file = folder / change.path
    original = file.read_text()
    changed = mutate_code(original, get_operator(change.operator)(), change.occurrence)
    if changed is None:
        return True
    file.write_text(changed)
    try:
        return run(folder, "-x", *tests, timeout=PATIENCE) != 0
    finally:
        file.write_text(original)


def main() -> None:
    """Draw, change, run, and print."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=200, help="how many lines to draw (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="another seed draws other lines")
    parser.add_argument("--tests", nargs="*", default=["tests"], help="the tests to run")
    parser.add_argument("rooms", nargs="*", default=[*ROOMS], help="folders of the integration")
    options = parser.parse_args()
    drawn = sample(options.lines, options.seed, options.rooms)
    unnoticed: list[Change] = []
    with tempfile.TemporaryDirectory() as temporary:
        first = Path(temporary) / "0"
        print(f"{len(drawn)} lines drawn; running the tests once", flush=True)
        covering = tests_by_line(measure(copy_tree(first), options.tests))
        seconds = durations(first / "durations.xml")
        folders: Queue[Path] = Queue()
        for number in range(1, (os.cpu_count() or 1) + 1):
            folders.put(copy_tree(Path(temporary) / str(number)))

        def judge(change: Change) -> tuple[Change, bool]:
            """Try one change in a copy of its own."""
            tests = sorted(covering[change.path, change.line], key=lambda test: seconds.get(test, 0.0))[:MOST_TESTS]
            folder = folders.get()
            try:
                return change, bool(tests) and is_noticed(folder, change, tests)
            finally:
                folders.put(folder)

        with ThreadPoolExecutor(folders.qsize()) as pool:
            for change, noticed in pool.map(judge, drawn):
                if not noticed:
                    unnoticed.append(change)
                    print(f"not noticed: {change.path}:{change.line} {change.operator}#{change.occurrence}", flush=True)
    by_room = Counter(Path(change.path).parent.relative_to(PACKAGE).as_posix() for change in drawn)
    missed = Counter(Path(change.path).parent.relative_to(PACKAGE).as_posix() for change in unnoticed)
    for room, total in sorted(by_room.items()):
        print(f"{room}: {total - missed[room]} of {total} noticed")
    print(f"{len(drawn) - len(unnoticed)} of {len(drawn)} noticed")


if __name__ == "__main__":
    main()
