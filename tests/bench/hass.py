"""Run Home Assistant on the stand-in without pauses, and report at its end what the integration kept its loop from.

`--report FILE`, then the arguments of tests.amazon_double.hass.
"""

from argparse import ArgumentParser
import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
import gc
import os
from pathlib import Path
import sys
from threading import Thread, get_ident
from time import perf_counter, process_time, sleep, thread_time
from types import FrameType
from typing import Any, Final

import orjson

from tests.amazon_double import hass as on_stand_in

_OURS: Final = os.path.join("custom_components", "alexa_privacy")  # noqa: PTH118 - compared with names of files
# A sample a millisecond finds whose code a block is of; shorter blocks do not matter.
_SAMPLE_EVERY: Final = 0.001
_WORTH_A_LOOK: Final = 0.002


class Watch:
    """Times what runs in the event loop, and looks whose code it is."""

    def __init__(self) -> None:
        """Begin with nothing seen."""
        self.longest = 0.0
        self.where = ""
        self._loop_thread = get_ident()
        self._began: float | None = None
        self._seen: Counter[str] = Counter()
        self._collecting = 0.0

    def install(self) -> None:
        """Time each callback of the loop from now on."""
        run = asyncio.Handle._run

        def timed(handle: asyncio.Handle) -> None:
            self._seen.clear()
            self._collecting = 0.0
            # CPU time: that another process had the processor is no block of ours.
            cpu, self._began = thread_time(), perf_counter()
            try:
                run(handle)
            finally:
                self._began = None
                block = thread_time() - cpu - self._collecting
                if self._seen and block > self.longest:
                    self.longest, self.where = block, self._seen.most_common(1)[0][0]

        asyncio.Handle._run = timed  # type: ignore[assignment, method-assign]  # every callback, for the watch
        gc.callbacks.append(self._note_collection)
        Thread(target=self._sample, name="watch", daemon=True).start()

    def _note_collection(self, phase: str, _: object) -> None:
        """Take out what collecting the garbage of all Home Assistant takes: it hits who happens to allocate next."""
        if get_ident() == self._loop_thread:
            self._collecting += thread_time() if phase == "stop" else -thread_time()

    def _sample(self) -> None:
        """Look into callbacks that take a while."""
        while True:
            sleep(_SAMPLE_EVERY)
            began = self._began
            if began is not None and perf_counter() - began > _WORTH_A_LOOK:
                found = _our_frame(sys._current_frames().get(self._loop_thread))
                if found and self._began == began:
                    self._seen[found] += 1


def _our_frame(frame: FrameType | None) -> str:
    """Name the innermost of the integration's functions on a stack."""
    while frame is not None:
        if _OURS in frame.f_code.co_filename:
            return f"{Path(frame.f_code.co_filename).name}: {frame.f_code.co_name}"
        frame = frame.f_back
    return ""


def _without_pauses() -> None:
    """Let nothing wait that waits for Amazon's sake."""
    from homeassistant.helpers import update_coordinator  # noqa: PLC0415 - only once the certificate is known

    from custom_components.alexa_privacy import account, const  # noqa: PLC0415 - likewise

    account.TIMING = const.Timing(pause=0.0, verify_after=(0.0, 0.0, 0.0))  # type: ignore[attr-defined]  # set nowhere else
    update_coordinator.REQUEST_REFRESH_DEFAULT_COOLDOWN = 0


def _time_set_up(durations: list[float]) -> None:
    """Note the CPU time that each set-up of an account takes."""
    from custom_components import alexa_privacy  # noqa: PLC0415 - only once the certificate is known

    set_up: Callable[..., Awaitable[bool]] = alexa_privacy.async_setup_entry

    async def timed(*arguments: Any) -> bool:
        # CPU time: what Amazon takes, or another process on this machine, is no cost of ours.
        began = process_time()
        try:
            return await set_up(*arguments)
        finally:
            durations.append(process_time() - began)

    alexa_privacy.async_setup_entry = timed  # type: ignore[assignment]  # takes what the real one takes


def main() -> int:
    """Watch Home Assistant from start to end."""
    parser = ArgumentParser("python -m tests.bench.hass", description=__doc__)
    parser.add_argument("--report", type=Path, required=True)
    options, rest = parser.parse_known_args()
    watch, durations = Watch(), list[float]()

    def prepare() -> None:
        _without_pauses()
        _time_set_up(durations)
        watch.install()

    result = on_stand_in.main(rest, prepare)
    report = {"longest_block": watch.longest, "where": watch.where, "set_ups": durations}
    options.report.write_bytes(orjson.dumps(report))
    return result


if __name__ == "__main__":
    sys.exit(main())
