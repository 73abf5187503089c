"""Run pytest again and again, as scripts/mutate asks: with Home Assistant imported once, and a fork for every run.

Takes a line of JSON for each run, `[folder, seconds, *arguments]`, and prints a line with pytest's exit code, or null
where it took longer.
"""

from contextlib import suppress
import json
from multiprocessing import get_context
import os
from pathlib import Path
import signal
import sys

import pytest
import pytest_homeassistant_custom_component.plugins  # noqa: F401 - most of what a run imports

LOG = "pytest.log"


def run(folder: str, arguments: list[str]) -> None:
    """Run pytest in a folder, in a process group of its own; what it prints goes to a file there."""
    os.setsid()
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    os.chdir(folder)
    sys.path[0] = folder
    with Path(LOG).open("w") as log:
        os.dup2(log.fileno(), 1)
        os.dup2(log.fileno(), 2)
    sys.exit(pytest.main(arguments))


def main() -> None:
    """Run what is asked for, until nothing more is."""
    # Who ends this ends what was forked, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    for line in sys.stdin:
        folder, seconds, *arguments = json.loads(line)
        process = get_context("fork").Process(target=run, args=(folder, arguments))
        process.start()
        try:
            process.join(seconds)
        finally:
            code = process.exitcode
            process.kill()
            with suppress(ProcessLookupError):
                os.killpg(process.pid or 0, signal.SIGKILL)
            process.join()
        print(json.dumps(code), flush=True)


if __name__ == "__main__":
    main()
