"""Ten nights of a whole Home Assistant and four histories: faults, a night that is missed and two power cuts."""

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
from tests.home.histories import history_entity, teach_histories
from tests.home.nights import HomeWithClock
from tests.home.process import TIME_ZONE

KEEP = timedelta(days=5)
NIGHTS = 10
VOICE = "voice"
OTHERS = {
    "smart_home_history": ("smart_home", "smart-home-offset"),
    "detected_sounds": ("sounds", "sounds-window"),
    "conversations": ("conversations", "conversations-list"),
}
"""By the owner's names for them: the histories at Amazon, and the requests that were taught for them."""
NUMBERED = {"smart_home_history": "setting_1", "detected_sounds": "setting_2"}
FAULTS = {
    1: [("json_list", "smart_home_list"), ("stale_csrf", "sounds_delete"), ("half", "smart_home_delete")],
    2: [("half", "delete")],
    4: [("dropped_after", "delete"), ("unsorted", "sounds_list")],
    6: [("unavailable", "v2"), ("sign_in", "smart_home_delete"), ("dropped_after", "conversations_delete")],
    7: [("sign_in", "delete"), ("html", "sounds_list"), ("truncated", "rah")],
    9: [("truncated", "v2"), ("dropped_after", "sounds_delete"), ("half", "conversations_delete")],
}
KILLED_WHILE = {5: "delete", 8: "smart_home_delete"}


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
    expect_step(form, "abort")
    assert form["reason"] == "tested"


class Household:
    """Somebody who lives with the account, night after night."""

    def __init__(self, client: HomeClient, home: HomeWithClock, amazon: AmazonProcess, entry_id: str) -> None:
        """Know nothing of the histories yet."""
        self.client, self.home, self.amazon, self.entry_id = client, home, amazon, entry_id
        self.ever: dict[str, dict[str, int]] = {}
        self.switches: list[str] = []
        zone = ZoneInfo(TIME_ZONE)
        self._midnight = datetime.combine(home.now.astimezone(zone), datetime.min.time(), zone)

    def at(self, day: int, hours: float) -> datetime:
        """Return a local time."""
        return (self._midnight + timedelta(days=day, hours=hours)).astimezone(UTC)

    async def listed(self, key: str) -> dict[str, int]:
        """Return what Amazon holds of a history: keys and times."""
        if key == VOICE:
            return {record["recordKey"]: record["timestamp"] for record in await self.amazon.recordings()}
        name, _ = OTHERS[key]
        return {each["key"]: each["timestamp"] for each in await self.amazon.ask(f"/entries/{name}")}

    async def live(self, times: int, *, hours_ago: float = 0) -> None:
        """Put something into each history, and remember it."""
        for number in range(times):
            minutes_ago = hours_ago * 60
            said = (await self.amazon.tell("/say", words=f"number {number}", minutes_ago=minutes_ago))["recordKey"]
            self.ever[VOICE][said] = int(said.split("#")[1])
            for key, (name, _) in OTHERS.items():
                noted = await self.amazon.tell("/note", history=name, minutes_ago=minutes_ago)
                self.ever[key][noted["key"]] = noted["timestamp"]

    async def set_nights(self) -> None:
        """Set how long recordings stay, and each night on: what is due then is done at once, not within a minute."""
        entity_id = "number.alexa_privacy_keep_recordings_for"
        await self.client.call("number.set_value", entity_id=entity_id, value=KEEP.days)
        for entity_id in self.switches:
            await self.client.call("switch.turn_on", entity_id=entity_id)

    async def begin(self) -> None:
        """Teach the other histories and switch all nights on, in the evening of the first day."""
        await self.home.set_clock(self.at(1, 19))
        self.switches.append("switch.alexa_privacy_nightly_purge")
        await self.set_nights()
        await self.home.stop()
        histories: dict[str, Any] = {}
        for key, (_, dialect) in OTHERS.items():
            histories |= (await self.amazon.ask(f"/history/{dialect}", called=key))["histories"]
        teach_histories(self.home, self.entry_id, histories)
        await self.home.start_again(self.client)
        self.switches += [await history_entity(self.client, key, "purge_nightly") for key in OTHERS]
        await self.set_nights()
        self.ever = {key: await self.listed(key) for key in (VOICE, *OTHERS)}
        await self.live(30, hours_ago=18)

    async def sleep(self, night: int) -> None:
        """Let a usual night pass."""
        await self.home.set_clock(self.at(night + 1, 3))
        await self.set_nights()

    async def sleep_without(self, night: int) -> None:
        """Let Home Assistant be off at three, and come up for breakfast."""
        await self.home.stop()
        await self.home.set_clock(self.at(night + 1, 8))
        await self.home.start_again(self.client)

    async def lose_power(self, night: int) -> None:
        """Let the power fail while Amazon deletes."""
        where = KILLED_WHILE[night]
        await self.amazon.tell("/clear_log")
        await self.amazon.tell("/fault", fault="silent", where=where)
        await self.sleep(night)

        async def is_deleting() -> bool:
            return bool((await self.amazon.ask("/state"))["requests"].get(where))

        await wait_until(is_deleting, within=60, what="the night's deletion")
        self.home.kill()
        await self.home.start_again(self.client)

    async def receipts(self, key: str) -> list[Any]:
        """Return what the nights have left of a history."""
        diagnostics = await self.client.get(f"/api/diagnostics/config_entry/{self.entry_id}")
        receipts = diagnostics["data"]["receipts"]
        # What the owner calls a history is nobody else's business.
        name = NUMBERED.get(key, key)
        return [receipt for receipt in receipts if receipt["nightly"] and receipt["history"] == name]


async def test_ten_nights(amazon_process: AmazonProcess, home: HomeWithClock) -> None:
    """What should be kept of four histories is kept and nothing else, and each night has left a receipt of each."""
    amazon = amazon_process
    await amazon.start("--days", "30", "--others", "40", size=150)
    client = await home.start()
    await client.onboard("owner", "a password")
    entry_id = await add_account(client, amazon)
    await client.wait_for_state("sensor.alexa_privacy_recordings", str.isdecimal)
    await try_requests(client, await import_recipes(client, entry_id, await amazon.recipes("list")))
    await client.wait_for_state("sensor.alexa_privacy_recordings", str.isdecimal)
    await client.call("switch.turn_off", entity_id="switch.alexa_privacy_human_review")
    household = Household(client, home, amazon, entry_id)
    await household.begin()

    for night in range(1, NIGHTS + 1):
        await home.set_clock(household.at(night, 20))
        await household.live(2)
        for fault, where in FAULTS.get(night, ()):
            await amazon.tell("/fault", fault=fault, where=where)
        ways = {3: household.sleep_without, **dict.fromkeys(KILLED_WHILE, household.lose_power)}
        await ways.get(night, household.sleep)(night)
        for key in household.ever:

            async def is_done(key: str = key, so_many: int = night) -> bool:
                return len(await household.receipts(key)) == so_many

            await wait_until(is_done, within=60, what=f"the receipt of night {night} for {key}")
        await amazon.tell("/heal")

    for key, ever in household.ever.items():
        receipts = await household.receipts(key)
        assert len(receipts) == NIGHTS
        # What was there before the first night does not come of age every day.
        assert {receipt["status"] for receipt in receipts} <= {"verified", "nothing_to_delete"}, key
        oldest = (datetime.fromisoformat(receipts[-1]["started"]) - KEEP).timestamp() * 1000
        kept = {each: time for each, time in ever.items() if time >= oldest}
        assert len(kept) == 2 * KEEP.days
        assert await household.listed(key) == kept, key
        assert sum(receipt["verified_gone"] for receipt in receipts) == len(ever) - len(kept)
    # The clock was set, which brings no poll; what was seen ten days ago is not known any more.
    protection = "binary_sensor.alexa_privacy_protection"
    await client.call("homeassistant.update_entity", entity_id=protection)
    for key in OTHERS:
        held = await history_entity(client, key, "held")
        await client.wait_for_state(held, lambda state: state == str(2 * KEEP.days))
    await client.wait_for_state(protection, lambda state: state == "off")
