"""Run Home Assistant by a clock that a test sets: `--clock FILE`, then what tests.amazon_double.hass takes.

By how many seconds the clock is ahead of the machine's, the file says by its time of change, which is quickly read.
Amazon's stand-in needs no pauses either.
"""

from argparse import ArgumentParser
from contextlib import suppress
from datetime import UTC, datetime, tzinfo
import os
from pathlib import Path
import sys
import time

from tests.amazon_double import hass


def main() -> int:
    """Become Home Assistant."""
    parser = ArgumentParser("python -m tests.home.clock", description=__doc__)
    parser.add_argument("--clock", type=Path, required=True)
    options, rest = parser.parse_known_args()
    return hass.main(rest, lambda: prepare(options.clock))


def prepare(path: Path) -> None:
    """Set the clock, and do without pauses."""
    from homeassistant.util import dt as dt_util  # noqa: PLC0415 - only once the certificate is known

    real = time.time

    def ahead() -> float:
        """Return the time as a number."""
        return real() + (os.stat(path).st_mtime if os.path.exists(path) else 0.0)  # noqa: PTH110, PTH116 - pathlib opens files

    def now(zone: tzinfo | None = None) -> datetime:
        """Return a local time."""
        return datetime.fromtimestamp(time.time(), zone or dt_util.get_default_time_zone())

    def utcnow() -> datetime:
        """Return the time."""
        return datetime.fromtimestamp(time.time(), UTC)

    time.time = ahead
    dt_util.now, dt_util.utcnow = now, utcnow  # type: ignore[assignment]  # there they are partial functions

    with suppress(ModuleNotFoundError):  # where it is not installed, nothing pauses
        from custom_components.alexa_privacy import account, const  # noqa: PLC0415 - likewise

        soon = (0.1, 0.2, 0.3)
        timing = const.Timing(pause=0.0, verify_after=soon, retry_listing_after=soon)
        account.TIMING = timing  # type: ignore[attr-defined]  # set nowhere but here


if __name__ == "__main__":
    sys.exit(main())
