"""Ten nights of a whole Home Assistant: faults, restarts, a night that is missed and a power cut."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.home import AmazonProcess
from tests.home.account import add_account, expect_step, import_recipes
from tests.home.client import HomeClient, wait_until
from tests.home.nights import HomeWithClock
from tests.home.process import TIME_ZONE

KEEP = timedelta(days=5)
NIGHTS = 10
FAULTS = {
    2: ("half", "delete"),
    4: ("dropped_after", "delete"),
    6: ("unavailable", "v2"),
    7: ("sign_in", "delete"),
    9: ("truncated", "v2"),
}


@pytest.fixture
async def home(tmp_path: Path, amazon_process: AmazonProcess) -> AsyncIterator[HomeWithClock]:
    """Prepare a Home Assistant with a clock; the test starts it once Amazon runs."""
    async with HomeWithClock(tmp_path / "config", amazon_process) as home:
        yield home


async def try_requests(client: HomeClient, form: Any) -> None:
    """Go on after the agreement: test every request that can be tested, with the next one offered where one fails."""
    tries = count()
    while form["type"] == "form":
        if form["step_id"] == "try_setting":
            form = await client.continue_flow(form, {"how": "try"}, options=True)
            continue
        chosen = form["data_schema"][0]["selector"]["select"]["options"][next(tries)]
        form = await client.continue_flow(form, {"recording": chosen["value"]}, options=True)
    expect_step(form, "create_entry")


class Household:
    """Somebody who lives with the account, night after night."""

    def __init__(self, client: HomeClient, home: HomeWithClock, amazon: AmazonProcess, entry_id: str) -> None:
        """Know nothing of the recordings yet."""
        self.client, self.home, self.amazon, self.entry_id = client, home, amazon, entry_id
        self.ever: dict[str, int] = {}
        zone = ZoneInfo(TIME_ZONE)
        self._midnight = datetime.combine(home.now.astimezone(zone), datetime.min.time(), zone)

    def at(self, day: int, hours: float) -> datetime:
        """Return a local time."""
        return (self._midnight + timedelta(days=day, hours=hours)).astimezone(UTC)

    async def say(self, times: int, *, hours_ago: float = 0) -> None:
        """Say something, and remember it."""
        for number in range(times):
            said = await self.amazon.tell("/say", words=f"number {number}", minutes_ago=hours_ago * 60)
            self.ever[said["recordKey"]] = int(said["recordKey"].split("#")[1])

    async def set_keep(self) -> None:
        """Set how long recordings stay; what is due then is done at once, instead of within a minute."""
        entity_id = "number.alexa_privacy_keep_recordings_for"
        await self.client.call("number.set_value", entity_id=entity_id, value=KEEP.days)

    async def begin(self) -> None:
        """Switch the nightly purge on, in the evening of the first day."""
        await self.home.set_clock(self.at(1, 19))
        await self.set_keep()
        await self.client.call("switch.turn_on", entity_id="switch.alexa_privacy_nightly_purge")
        self.ever = {record["recordKey"]: record["timestamp"] for record in await self.amazon.recordings()}
        await self.say(30, hours_ago=18)

    async def sleep(self, night: int) -> None:
        """Let a usual night pass."""
        await self.home.set_clock(self.at(night + 1, 3))
        await self.set_keep()

    async def sleep_without(self, night: int) -> None:
        """Let Home Assistant be off at three, and come up for breakfast."""
        await self.home.stop()
        await self.home.set_clock(self.at(night + 1, 8))
        await self.home.start_again(self.client)

    async def lose_power(self, night: int) -> None:
        """Let the power fail while Amazon deletes."""
        await self.amazon.tell("/clear_log")
        await self.amazon.tell("/fault", fault="silent", where="delete")
        await self.sleep(night)

        async def is_deleting() -> bool:
            return bool((await self.amazon.ask("/state"))["requests"].get("delete"))

        await wait_until(is_deleting, within=60, what="the night's deletion")
        self.home.kill()
        await self.home.start_again(self.client)

    async def receipts(self) -> list[Any]:
        """Return what the nights have left."""
        diagnostics = await self.client.get(f"/api/diagnostics/config_entry/{self.entry_id}")
        return [receipt for receipt in diagnostics["data"]["receipts"] if receipt["nightly"]]


async def test_ten_nights(amazon_process: AmazonProcess, home: HomeWithClock) -> None:
    """What should be kept is kept and nothing else, and each night has left one receipt."""
    amazon = amazon_process
    await amazon.start("--days", "30", size=150)
    client = await home.start()
    await client.onboard("owner", "a password")
    entry_id = await add_account(client, amazon)
    await client.wait_for_state("sensor.alexa_privacy_recordings", str.isdecimal)
    await try_requests(client, await import_recipes(client, entry_id, await amazon.recipes("path")))
    await client.wait_for_state("sensor.alexa_privacy_recordings", str.isdecimal)
    await client.call("switch.turn_off", entity_id="switch.alexa_privacy_human_review")
    household = Household(client, home, amazon, entry_id)
    await household.begin()

    for night in range(1, NIGHTS + 1):
        await home.set_clock(household.at(night, 20))
        await household.say(2)
        if night in FAULTS:
            fault, where = FAULTS[night]
            await amazon.tell("/fault", fault=fault, where=where)
        await {3: household.sleep_without, 5: household.lose_power}.get(night, household.sleep)(night)

        async def is_done(so_many: int = night) -> bool:
            return len(await household.receipts()) == so_many

        await wait_until(is_done, within=60, what=f"the receipt of night {night}")

    receipts = await household.receipts()
    assert [receipt["status"] for receipt in receipts] == ["verified"] * NIGHTS
    oldest = (datetime.fromisoformat(receipts[-1]["started"]) - KEEP).timestamp() * 1000
    kept = {key for key, time in household.ever.items() if time >= oldest}
    assert len(kept) == 2 * KEEP.days
    assert {record["recordKey"] for record in await amazon.recordings()} == kept
    assert sum(receipt["verified_gone"] for receipt in receipts) == len(household.ever) - len(kept)
    # The clock was set, which brings no poll; what was seen ten days ago is not known any more.
    protection = "binary_sensor.alexa_privacy_protection"
    await client.call("homeassistant.update_entity", entity_id=protection)
    await client.wait_for_state(protection, lambda state: state == "off")
