"""Say which small changes to the code no test notices.

Lines are drawn by a seed, so that two versions of the code can be compared. Each line gets one change, and only the
tests that run this line are run against it, the quickest first. Tests of a whole home, of a browser and of the
repository are left out. Which test runs which line is kept in .cache/mutate until the code or the test changes.
"""

from argparse import ArgumentParser
import ast
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from itertools import batched
import json
import os
from pathlib import Path
from queue import Queue
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from typing import IO, Any, Final, cast
from xml.etree import ElementTree as ET

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

ROOT: Final = Path(__file__).resolve().parent.parent
PACKAGE: Final = "custom_components/alexa_privacy"
ROOMS: Final = ("deletion", "counts", "settings", "histories", "teaching", "amazon/recipes", "amazon/learn")
PYTHON: Final = ROOT / ".venv/bin/python"
CACHE: Final = ROOT / ".cache/mutate"
# Those that take long, and look at the whole rather than at a line, and those of the tests' own tools.
LEFT_OUT: Final = ("test_home", "test_browser", "test_amazon_double", "repository", "bench", "test_page_browser")
# What so many tests do not notice would be noticed by chance.
MOST_TESTS: Final = 120
FILES_AT_ONCE: Final = 8
# They would need names to put in, which no seed can draw.
LEFT_OPERATORS: Final = ("VariableInserter", "VariableReplacer")
# A decorator for the reader and the type checker alone, and one that makes nothing but faster.
NO_EFFECT: Final = ("@override", "@cache", "@lru_cache")
# What makes parameters keywords: nobody misses it.
KEYWORDS: Final = "*,"
_FOUND_NO_TEST: Final = frozenset({3, 4, 5})

type Line = tuple[str, int]


@dataclass(frozen=True)
class Change:
    """One change: the operator's n-th place in a file, which lies on this line."""

    path: str
    line: int
    operator: str
    occurrence: int


@dataclass(frozen=True)
class Coverage:
    """What the tests run, and how long each takes, by the names pytest gives them."""

    tests: dict[Line, set[str]]
    seconds: dict[str, float]

    def of(self, lines: Iterable[Line]) -> list[str]:
        """Return the tests that run one of some lines: of each function one, quickest first, then the next of each."""
        turns: Counter[str] = Counter()
        order = []
        for test in sorted(set().union(*(self.tests[line] for line in lines)), key=lambda name: self.seconds[name]):
            function = test.partition("[")[0]
            order.append((turns[function], self.seconds[test], test))
            turns[function] += 1
        return [test for *_, test in sorted(order)[:MOST_TESTS]]


class Runner:
    """Runs pytest in a copy of the repository, time and again."""

    def __init__(self, folder: Path) -> None:
        """Copy what git knows, as it is in the working tree; the environment is shared."""
        names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S607 - whichever git there is
        for name in filter(None, names.stdout.split("\0")):
            if (ROOT / name).is_file():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, folder / name)
        self._folder = folder
        self._process = subprocess.Popen(  # noqa: S603 - ours
            [PYTHON, ROOT / "scripts/mutate_worker.py"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def is_noticed(self, change: Change, tests: list[str], seconds: float) -> bool:
        """Return whether one of the tests fails, or takes much longer than so long, with a change made."""
        file = self._folder / change.path
        original = file.read_text()
        file.write_text(changed(change))
        try:
            code = self._run(30.0 + 5 * seconds, "-q", "-x", "-p", "no:cacheprovider", *tests)
        finally:
            file.write_text(original)
        log = (self._folder / "pytest.log").read_text()
        if code in _FOUND_NO_TEST and "conftest" not in log:
            sys.exit(f"pytest did not find the tests: {log}")
        return code != 0

    def _run(self, timeout: float, *arguments: str) -> int | None:
        """Run pytest; None where it takes too long."""
        print(json.dumps([str(self._folder), timeout, *arguments]), file=self._process.stdin, flush=True)
        code: int | None = json.loads(cast("IO[str]", self._process.stdout).readline())
        return code

    def end(self) -> None:
        """End the process that runs pytest."""
        self._process.communicate()


@cache
def source(path: str) -> str:
    """Return a file's text."""
    return (ROOT / path).read_text()


def changes(path: str) -> Iterator[Change]:
    """Go through all changes that can be made to a file and may have an effect."""
    tree, idle = get_ast(source(path)), annotated(path)
    lines = source(path).splitlines()
    for name in operator_names():
        operator = get_operator(name)
        if name.endswith(LEFT_OPERATORS) or operator.arguments():
            continue
        places = (place for node in ast_nodes(tree) for place in operator().mutation_positions(node))
        for occurrence, (start, _) in enumerate(places):
            line = lines[start[0] - 1]
            if start not in idle and not line.strip().startswith(NO_EFFECT) and not line.startswith(KEYWORDS, start[1]):
                yield Change(path, start[0], name, occurrence)


def annotated(path: str) -> set[tuple[int, int]]:
    """Return the places in annotations and aliases of types, which are never evaluated."""
    nodes = list(ast.walk(ast.parse(source(path))))
    notes: list[ast.AST | None] = [
        *(node.annotation for node in nodes if isinstance(node, ast.AnnAssign | ast.arg)),
        *(node.returns for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)),
        *(node.value for node in nodes if isinstance(node, ast.TypeAlias)),
    ]
    found = set()
    for note in filter(None, notes):
        for part in ast.walk(note):
            if isinstance(part, ast.expr):
                # An operator stands between its operands.
                ends = part.end_col_offset or part.col_offset
                found |= {(part.lineno, column) for column in range(part.col_offset, ends)}
    return found


def changed(change: Change) -> str:
    """Return the text of a file with a change made."""
    return cast("str", mutate_code(source(change.path), get_operator(change.operator)(), change.occurrence))


def is_code(change: Change) -> bool:
    """Return whether a change leaves code that can be run, and that is another than before."""
    try:
        return ast.dump(ast.parse(changed(change))) != ast.dump(ast.parse(source(change.path)))
    except SyntaxError:
        return False


def shown(change: Change) -> str:
    """Return the lines before and after a change."""
    before, after = source(change.path).splitlines(), changed(change).splitlines()
    pairs = [(old, new) for old, new in zip(before, after, strict=False) if old != new]
    return "\n".join(f"    - {old.strip()}\n    + {new.strip()}" for old, new in pairs[:1])


def sample(size: int, seed: int, rooms: list[str]) -> list[Change]:
    """Draw so many lines, and one change for each."""
    by_line: dict[Line, list[Change]] = defaultdict(list)
    for room in rooms:
        place = ROOT / PACKAGE / room
        files = [place] if place.is_file() else sorted(place.rglob("*.py"))
        if not files:
            sys.exit(f"There is no {place.relative_to(ROOT)}.")
        for file in files:
            for change in changes(file.relative_to(ROOT).as_posix()):
                by_line[change.path, change.line].append(change)
    draw = random.Random(seed)  # noqa: S311 - to be drawn again the same
    drawn: list[Change] = []
    for line in draw.sample(sorted(by_line), len(by_line)):
        possible = draw.sample(by_line[line], len(by_line[line]))
        drawn += filter(None, [next(filter(is_code, possible), None)])
        if len(drawn) >= size:
            break
    return drawn[:size]


def _first_line(statement: ast.stmt | ast.excepthandler) -> int:
    """Return the first line of a statement, which a decorator can be."""
    decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(each.lineno for each in decorators)])


def lines_of(change: Change) -> list[Line]:
    """Return the lines of the statement that is changed.

    Those of the body for a decorator or a signature, and all of the file for what runs as the file is imported.
    """
    nodes = ast.walk(ast.parse(source(change.path)))
    # The line of an `except` runs only where something is raised, and that of its `try` is not measured.
    statements = [node for node in nodes if isinstance(node, ast.stmt | ast.excepthandler)]
    around = [node for node in statements if _first_line(node) <= change.line <= (node.end_lineno or 0)]
    functions = [node for node in around if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    inner = max(around, key=lambda node: node.lineno, default=None)
    if inner is not None and functions and inner is functions[-1]:
        return [(change.path, line) for line in range(functions[-1].body[0].lineno, (inner.end_lineno or 0) + 1)]
    if inner is None or not functions:
        return [(change.path, line) for line in range(1, len(source(change.path).splitlines()) + 1)]
    body = getattr(inner, "body", None)
    end = body[0].lineno - 1 if body else inner.end_lineno or inner.lineno
    return [(change.path, line) for line in range(inner.lineno, max(end, inner.lineno) + 1)]


def test_files(names: list[str]) -> list[str]:
    """Return the files of tests in some folders, but for those that are left out."""
    found = []
    for name in names:
        place = ROOT / name
        files = [place] if place.is_file() else sorted(place.rglob("test_*.py"))
        if not files:
            sys.exit(f"There are no tests in {name}.")
        found += [file.relative_to(ROOT).as_posix() for file in files]
    return [file for file in found if not any(part.startswith(LEFT_OUT) for part in Path(file).parts)]


def measure(files: list[str], workers: int) -> Coverage:
    """Return what some files of tests run; those that have not been run since something changed are run now."""
    common = sha256()
    for code in sorted([*(ROOT / PACKAGE).rglob("*.py"), *(ROOT / "tests").rglob("*.py")]):
        if not code.name.startswith("test_"):
            common.update(code.read_bytes())
    kept = {file: CACHE / f"{sha256(common.digest() + (ROOT / file).read_bytes()).hexdigest()}.json" for file in files}
    CACHE.mkdir(parents=True, exist_ok=True)
    stale = [file for file in files if not kept[file].exists()]
    for some in batched(stale, FILES_AT_ONCE, strict=False):
        print(f"Running {', '.join(some)}", flush=True)
        found = run_measured(some, workers)
        for file in some:
            kept[file].write_text(json.dumps(found[file]))
    coverage = Coverage(defaultdict(set), {})
    for file in files:
        for test, (seconds, lines) in json.loads(kept[file].read_text()).items():
            coverage.seconds[test] = seconds
            for path, numbers in lines.items():
                for number in numbers:
                    coverage.tests[path, number].add(test)
    return coverage


def run_measured(files: Iterable[str], workers: int) -> dict[str, dict[str, Any]]:
    """Run files of tests, and return for each file how long each test took and which lines it ran."""
    with tempfile.TemporaryDirectory() as temporary:
        report, data = Path(temporary) / "durations.xml", Path(temporary) / "coverage"
        options = ["-q", "-p", "no:cacheprovider", f"-n{workers}", "--dist=worksteal"]
        options += ["--cov", "--cov-context=test", "--cov-report=", f"--junitxml={report}", "-o", "junit_family=xunit1"]
        # The monitor of newer Pythons notes a line for the first test alone that runs it.
        environment = {**os.environ, "COVERAGE_FILE": str(data), "COVERAGE_CORE": "ctrace"}
        subprocess.run(  # noqa: S603 - ours
            [PYTHON, "-m", "pytest", *options, *files],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
            check=False,
        )
        seconds = durations(report)
        found: dict[str, dict[str, Any]] = {file: {} for file in files}
        for test, lines in lines_by_test(data).items():
            if test in seconds:
                found[test.partition("::")[0]][test] = [seconds[test], lines]
    return found


def durations(report: Path) -> dict[str, float]:
    """Return how long each test took that passed, by the name pytest gives it."""
    found: dict[str, float] = {}
    for case in ET.parse(report).getroot().iter("testcase"):  # noqa: S314 - pytest wrote it
        test = f"{case.get('file')}::{case.get('name')}"
        if not len(case):
            found[test] = float(case.get("time", 0))
        elif case.find("skipped") is None:
            print(f"Fails before anything is changed, and is left out: {test}", flush=True)
    return found


def lines_by_test(data: Path) -> dict[str, dict[str, list[int]]]:
    """Return which lines of which files each test runs."""
    found: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    query = """select file.path, context.context, arc.fromno, arc.tono from arc
        join file on file.id = arc.file_id join context on context.id = arc.context_id"""
    with sqlite3.connect(data) as database:
        for path, context, *lines in database.execute(query):
            test = context.rpartition("|")[0]
            if test and PACKAGE in path:
                found[test][path[path.index(PACKAGE) :]].update(line for line in lines if line > 0)
    return {test: {path: sorted(lines) for path, lines in files.items()} for test, files in found.items()}


def report(drawn: list[Change], unnoticed: list[Change]) -> None:
    """Print how many changes were noticed, for each room."""
    by_room = Counter(Path(change.path).parent.relative_to(PACKAGE).as_posix() for change in drawn)
    missed = Counter(Path(change.path).parent.relative_to(PACKAGE).as_posix() for change in unnoticed)
    for room, total in sorted(by_room.items()):
        print(f"{room}: {total - missed[room]} of {total} noticed")
    noticed = len(drawn) - len(unnoticed)
    print(f"{noticed} of {len(drawn)} noticed ({100 * noticed // max(1, len(drawn))} %)")


def main() -> None:
    """Draw, change, run, and print."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=200, help="how many lines to draw (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="another seed draws other lines (%(default)s)")
    parser.add_argument("--tests", nargs="*", default=["tests"], help="files or folders of tests to run (all)")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="how many run at a time (%(default)s)")
    parser.add_argument("rooms", nargs="*", default=[*ROOMS], help="files or folders of the integration to change")
    options = parser.parse_args()
    drawn = sample(options.lines, options.seed, options.rooms)
    coverage = measure(test_files(options.tests), options.workers)
    unnoticed: list[Change] = []
    with tempfile.TemporaryDirectory() as temporary:
        runners: Queue[Runner] = Queue()
        for number in range(options.workers):
            runners.put(Runner(Path(temporary) / str(number)))

        def judge(change: Change) -> tuple[Change, list[str], bool]:
            """Try one change in a copy of its own."""
            tests = coverage.of(lines_of(change))
            runner = runners.get()
            try:
                seconds = sum(coverage.seconds[test] for test in tests)
                return change, tests, bool(tests) and runner.is_noticed(change, tests, seconds)
            finally:
                runners.put(runner)

        with ThreadPoolExecutor(options.workers) as pool:
            for number, (change, tests, noticed) in enumerate(pool.map(judge, drawn), 1):
                verdict = "noticed" if noticed else f"not noticed by {len(tests)} tests"
                print(f"{number}/{len(drawn)} {verdict}: {change.path}:{change.line}", flush=True)
                if not noticed:
                    unnoticed.append(change)
                    print(shown(change), flush=True)
        while not runners.empty():
            runners.get().end()
    report(drawn, unnoticed)


if __name__ == "__main__":
    main()
