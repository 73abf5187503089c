"""Runs the commands of scripts/ in the environment that the tests run in, instead of one made by scripts/setup."""

from pathlib import Path
import re
import subprocess
import sys

ROOT = Path(__file__).parents[2]


def python_of(command: str) -> list[str]:
    """Return what a script becomes in the end, with the Python of the tests."""
    [arguments] = re.findall(r'^exec \.venv\S*/bin/python (.+) "\$@"$', (ROOT / command).read_text(), re.MULTILINE)
    return [sys.executable, *arguments.split()]


def run(command: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a script to its end."""
    return subprocess.run([*python_of(command), *arguments], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - ours
