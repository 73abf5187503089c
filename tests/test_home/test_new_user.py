"""A new user follows the documents: installs by hand, uses the integration for some nights, and removes it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from pathlib import Path
import shutil
from zoneinfo import ZoneInfo

import pytest

from tests.home import AmazonProcess, HomeClient, check
from tests.home.account import add_account, expect_step
from tests.home.browser import find_chromium
from tests.home.client import DOMAIN, wait_until
from tests.home.nights import HomeWithClock
from tests.home.process import ROOT, TIME_ZONE
from tests.home.teaching import teach

WHO = ("owner", "a password")
KEEP = timedelta(days=7)
# What was there, Home Assistant itself remembers in case it comes back: devices and entities for 30 days, states for 7.
FOR_A_WHILE = {"core.device_registry", "core.entity_registry", "core.restore_state"}


class PlainHome(HomeWithClock):
    """A Home Assistant that has of the integration only what its owner copies."""

    def __init__(self, folder: Path, amazon: AmazonProcess) -> None:
        """Begin with nothing."""
        self.copy = folder / "custom_components" / DOMAIN
        self.copy.parent.mkdir(parents=True)
        super().__init__(folder, amazon)
        self.modules = folder
        (folder / "tests").symlink_to(ROOT / "tests")

    def install(self) -> None:
        """Copy the folder, as under "By hand"."""
        shutil.copytree(ROOT / "custom_components" / DOMAIN, self.copy, ignore=shutil.ignore_patterns("__pycache__"))

    def uninstall(self) -> None:
        """Delete the folder."""
        shutil.rmtree(self.copy)

    def stored(self) -> dict[str, str]:
        """Return the text of all stored files."""
        return {path.name: path.read_text() for path in (self.folder / ".storage").iterdir()}


@pytest.fixture
async def home(tmp_path: Path, amazon_process: AmazonProcess) -> AsyncIterator[PlainHome]:
    """Prepare a plain Home Assistant; the test starts it once Amazon runs."""
    async with PlainHome(tmp_path / "config", amazon_process) as home:
        yield home


@dataclass(frozen=True, kw_only=True)
class Picture:
    """What a Home Assistant shows."""

    entries: frozenset[str]
    devices: frozenset[str]
    entities: frozenset[str]
    states: frozenset[str]
    panels: frozenset[str]
    issues: frozenset[str]
    statistics: frozenset[str]
    actions: frozenset[str]

    @classmethod
    async def take(cls, client: HomeClient) -> Picture:
        """Look at everything."""
        entries = await client.get("/api/config/config_entries/entry")
        issues = (await client.command("repairs/list_issues"))["issues"]
        return cls(
            entries=frozenset(entry["domain"] for entry in entries),
            devices=frozenset(str(device["name"]) for device in await client.command("config/device_registry/list")),
            entities=frozenset(each["entity_id"] for each in await client.command("config/entity_registry/list")),
            states=frozenset(state["entity_id"] for state in await client.get("/api/states")),
            panels=frozenset(await client.command("get_panels")),
            issues=frozenset(issue["translation_key"] for issue in issues if issue["domain"] == DOMAIN),
            statistics=frozenset(each["statistic_id"] for each in await client.command("recorder/list_statistic_ids")),
            actions=frozenset(each["domain"] for each in await client.get("/api/services")),
        )


@dataclass(frozen=True)
class Stranger:
    """Who has read the documents."""

    home: PlainHome
    amazon: AmazonProcess
    client: HomeClient

    def evening(self, day: int) -> datetime:
        """Return a local evening, so many days from now."""
        zone = ZoneInfo(TIME_ZONE)
        return datetime.combine(datetime.now(zone).date() + timedelta(days=day), time(20), zone)

    async def set_keep(self) -> None:
        """Set how long recordings stay; what is due then is done at once, instead of within a minute."""
        entity_id = "number.alexa_privacy_keep_recordings_for"
        await self.client.call("number.set_value", entity_id=entity_id, value=KEEP.days)

    async def turn_nightly_purge_on(self) -> None:
        """Set it, as on the page "Nightly purge"."""
        await self.set_keep()
        await self.client.call("time.set_value", entity_id="time.alexa_privacy_purge_time", time="02:30:00")
        await self.client.call("switch.turn_on", entity_id="switch.alexa_privacy_nightly_purge")

    async def sleep_until(self, morning: datetime) -> None:
        """Let the night pass, and see that what it should leave is left and nothing else, and verified."""
        before = {record["recordKey"]: record["timestamp"] for record in await self.amazon.recordings()}
        await self.home.set_clock(morning)
        await self.set_keep()
        await self.client.wait_for_state("event.alexa_privacy_deletion", lambda state: state.startswith("2"))
        kept = {record["recordKey"] for record in await self.amazon.recordings()}
        limits = [(moment - KEEP).timestamp() * 1000 for moment in (morning, self.home.now)]
        assert kept >= {key for key, spoken in before.items() if spoken >= limits[1]}
        assert not kept & {key for key, spoken in before.items() if spoken < limits[0]}
        receipt = (await self.client.state("event.alexa_privacy_deletion"))["attributes"]
        assert (receipt["event_type"], receipt["verified_gone"]) == ("verified", len(before) - len(kept))
        assert receipt["verified_gone"]

    async def leave_traces(self, entry_id: str) -> None:
        """Have all that could be left behind: preferences, a repair, a damaged file set aside, an unfinished purge."""
        flow = await self.client.start_flow(entry_id, options=True)
        form = await self.client.continue_flow(flow, {"next_step_id": "preferences"}, options=True)
        answer = {field["name"]: field["default"] for field in form["data_schema"]} | {"media_source": True}
        expect_step(await self.client.continue_flow(form, answer, options=True), "create_entry")
        stored = self.home.folder / ".storage"
        shutil.copy(stored / f"{DOMAIN}.{entry_id}", stored / f"{DOMAIN}.{entry_id}.set_aside")
        await self.client.post("/api/events/alexa_media_last_called_event", {"summary": "play some music"})
        await self.client.post(f"/api/config/config_entries/entry/{entry_id}/reload")

        async def is_reported() -> bool:
            return "copies" in (await Picture.take(self.client)).issues

        await wait_until(is_reported, within=60, what="a repair")
        await self.amazon.tell("/fault", fault="silent", where="delete")
        await self.client.call(f"{DOMAIN}.delete_recordings", response=True, older_than={"days": 1}, wait=False)

        async def is_deleting() -> bool:
            return (stored / f"{DOMAIN}.{entry_id}.purge_plan").exists()

        await wait_until(is_deleting, within=60, what="the plan of the unfinished purge")


async def test_new_user(amazon_process: AmazonProcess, home: PlainHome) -> None:
    """It is installed, signed in, taught, deletes in the night what is due, and is removed; then it was never there."""
    amazon = amazon_process
    await amazon.start("--days", "30", size=150)
    client = await home.start()
    await client.onboard(*WHO)
    plain = await Picture.take(client)
    await home.stop()

    home.install()
    await home.start_again(client)
    entry_id = await add_account(client, amazon)
    await client.wait_for_state("sensor.alexa_privacy_recordings", str.isdecimal)
    await teach(client, amazon, entry_id, "list", find_chromium())
    stranger = Stranger(home, amazon, client)
    await home.set_clock(stranger.evening(1))
    await stranger.turn_nightly_purge_on()
    await stranger.sleep_until(stranger.evening(1) + timedelta(hours=7))

    # When it starts again, there are statistics of the sensors, too.
    await home.stop()
    await home.set_clock(stranger.evening(2))
    await home.start_again(client)
    await stranger.leave_traces(entry_id)
    used = await Picture.take(client)
    assert {key for key in vars(used) if getattr(used, key) == getattr(plain, key)} == set()
    await client.delete(f"/api/config/config_entries/entry/{entry_id}")

    async def is_plain() -> bool:
        return replace(await Picture.take(client), actions=plain.actions) == plain

    await wait_until(is_plain, within=30, what="all to be gone but the actions")
    await home.stop()
    home.uninstall()
    await home.start_again(client)
    assert await Picture.take(client) == plain
    stored = home.stored()
    assert not [name for name in stored if DOMAIN in name]
    assert {name for name, text in stored.items() if DOMAIN in text or "alexa-privacy" in text} <= FOR_A_WHILE
    secrets = [amazon.account["email"], *await amazon.ask("/secrets")]
    assert not [name for name, text in stored.items() if any(secret in text for secret in secrets)]
    assert check.complaints(home.text()) == []
