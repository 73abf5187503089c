"""A whole Home Assistant that lives through nights: its clock, and Amazon's, can be set."""

from datetime import UTC, datetime, timedelta
import os
from pathlib import Path
from typing import ClassVar

from .client import HomeClient, wait_until
from .process import AmazonProcess, HomeProcess


class HomeWithClock(HomeProcess):
    """A whole Home Assistant, and Amazon, whose clocks can be set."""

    module: ClassVar = "tests.home.clock"

    def __init__(self, folder: Path, amazon: AmazonProcess) -> None:
        """Begin with the machine's clock."""
        super().__init__(folder, amazon)
        self._clock = folder / "clock"
        self._ahead = timedelta()

    @property
    def now(self) -> datetime:
        """The time."""
        return datetime.now(UTC) + self._ahead

    async def set_clock(self, moment: datetime) -> None:
        """Let it be later, at Amazon and at home: a home that is ahead deletes nothing by age."""
        self._ahead = moment - datetime.now(UTC)
        await self._amazon.tell("/clock", ahead=self._ahead.total_seconds())
        self._clock.touch()
        os.utime(self._clock, times=(self._ahead.total_seconds(),) * 2)

    async def start(self, *more: object) -> HomeClient:
        """Start it by its own clock."""
        return await super().start("--clock", self._clock, *more)

    async def start_again(self, client: HomeClient) -> None:
        """Start it as it was; whoever was signed in still is."""
        await self.start()

        async def running() -> bool:
            return bool((await client.get("/api/config"))["state"] == "RUNNING")

        await wait_until(running, within=120, what="Home Assistant's start")
