"""A whole Home Assistant that is watched, and does not wait for Amazon's sake."""

from pathlib import Path
from typing import Any, ClassVar

import orjson

from tests.home import AmazonProcess, HomeClient, HomeProcess

WHO = ("owner", "a password")


class WatchedHome(HomeProcess):
    """A Home Assistant that reports at its end."""

    module: ClassVar = "tests.bench.hass"

    def __init__(self, folder: Path, amazon: AmazonProcess) -> None:
        """Report into the same folder."""
        super().__init__(folder, amazon)
        # What is written to the log is no part of the measurement.
        configuration = folder / "configuration.yaml"
        configuration.write_text(configuration.read_text().replace("alexa_privacy: debug", "alexa_privacy: warning"))
        self._report = folder / "report.json"

    async def begin(self) -> HomeClient:
        """Start, and report at the end."""
        return await self.start("--report", self._report)

    async def end(self) -> Any:
        """Stop, and return the report."""
        await self.stop(within=120)
        return orjson.loads(self._report.read_bytes())

    @property
    def ledger(self) -> int:
        """Return the size of what the account keeps on disk."""
        return sum(file.stat().st_size for file in (self.folder / ".storage").glob("alexa_privacy.*"))
