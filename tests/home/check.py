"""The main job, driven over Home Assistant's own interfaces and compared with what the stand-in for Amazon knows."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
import json
import re
from typing import Any

from .client import DOMAIN, HomeClient
from .process import TIME_ZONE, AmazonProcess, HomeProcess

SWITCHES = ("human_review", "message_review", "deletion_by_voice")
WINDOW = timedelta(days=7)
SHORT = 12  # letters of what was said, below which the same words may stand anywhere


class Failed(Exception):
    """Something is not as it should be."""


def say(text: str) -> None:
    """Print one line at once."""
    print(text, flush=True)


def expect(what: str, seen: Any, wanted: Any) -> None:
    """Print one comparison; the first that does not hold ends the check."""
    if seen != wanted:
        raise Failed(f"{what}: {seen!r} instead of {wanted!r}")
    say(f"ok      {what}: {seen}")


@dataclass
class Check:
    """One run of the check on a fresh account."""

    client: HomeClient
    home: HomeProcess
    amazon: AmazonProcess
    entities: dict[str, str]

    async def held(self) -> int:
        """Ask Amazon's stand-in how many recordings it holds."""
        return int((await self.amazon.ask("/state"))["held"])

    async def held_between(self, start: datetime, end: datetime) -> int:
        """Ask Amazon's stand-in how many recordings it holds of a window."""
        window = {name: str(int(time.timestamp() * 1000)) for name, time in (("start", start), ("end", end))}
        return int((await self.amazon.ask("/state", **window))["held_in_window"])

    async def state(self, key: str) -> str:
        """Read one of the account's entities."""
        return str((await self.client.state(self.entities[key]))["state"])

    async def counts(self) -> None:
        """Compare the counts, once everything is counted and today is counted again."""
        await self.client.wait_for_state(self.entities["recordings"], str.isdecimal, within=120)
        await self.client.call("homeassistant.update_entity", entity_id=self.entities["recordings"])
        amazon = await self.amazon.ask("/state", tz=TIME_ZONE)
        # Home Assistant puts off for ten seconds what is asked for while it polls.
        with suppress(TimeoutError):
            await self.client.wait_for_state(
                self.entities["recordings"], lambda state: state == str(amazon["held"]), within=15
            )
        expect("recordings", int(await self.state("recordings")), amazon["held"])
        expect("recordings today", int(await self.state("recordings_today")), amazon["held_today"])
        expect("unintended recordings", int(await self.state("unintended_recordings")), amazon["unintended"])

    async def switch(self, key: str) -> None:
        """Flip a switch there and back."""
        there = "off" if await self.state(key) == "on" else "on"
        for state in (there, "on" if there == "off" else "off"):
            await self.client.call(f"switch.turn_{state}", entity_id=self.entities[key])
            settings = (await self.amazon.ask("/state"))["settings"]
            expect(f"{key} turned {state}: Amazon's setting", settings[key], state == "on")
            expect(f"{key} turned {state}: the switch", await self.state(key), state)

    async def deletion(self) -> None:
        """Plan a deletion, delete, and see that it is so."""
        end = datetime.now(UTC)
        start = end - WINDOW
        scope = {"start": start.isoformat(), "end": end.isoformat()}
        held, matched = await self.held(), await self.held_between(start, end)
        deleted = int(await self.state("deleted_recordings"))
        if not matched:
            raise Failed("nothing to delete in the stand-in")

        action = f"{DOMAIN}.delete_recordings"
        plan = await self.client.call(action, response=True, **scope, dry_run=True)
        expect("dry run: status", plan["status"], "dry_run")
        expect("dry run: matched", plan["matched"], matched)
        expect("dry run: Amazon still holds", await self.held(), held)

        receipt = await self.client.call(action, response=True, **scope)
        figures = {
            key: receipt[key] for key in ("status", "method", "matched", "verified_gone", "still_listed", "unknown")
        }
        wanted = {"status": "verified", "method": "request", "matched": matched, "verified_gone": matched}
        expect("receipt", figures, {**wanted, "still_listed": 0, "unknown": 0})
        expect("Amazon holds of the deleted", await self.held_between(start, end), 0)
        expect("Amazon holds of all others", await self.held(), held - matched)

        listing = await self.client.call(f"{DOMAIN}.get_recordings", response=True, **scope)
        expect("listing afterwards", listing, {"recordings": [], "complete": True})
        await self.client.wait_for_state(self.entities["recordings"], lambda state: state == str(held - matched))
        expect("recordings afterwards", int(await self.state("recordings")), held - matched)
        expect("deleted recordings", int(await self.state("deleted_recordings")), deleted + matched)
        last_deletion = datetime.fromisoformat(await self.state("last_deletion"))
        expect(
            "last deletion is of this run", end < last_deletion < datetime.now(UTC) + timedelta(seconds=1), wanted=True
        )

    async def silence(self, recordings: list[Any]) -> None:
        """Look for complaints in the log, and everywhere for what nobody should find there."""
        if found := complaints(self.home.text()):
            raise Failed("\n".join(["complaints in the log:", *found]))
        say("ok      no complaints in the log")

        secrets = await self.amazon.ask("/secrets")
        keys = [recording["recordKey"] for recording in recordings]
        words = {
            item["transcriptText"]
            for recording in recordings
            for item in recording.get("voiceHistoryRecordItems") or []
        }
        long_words = [text for text in words if text and len(text) > SHORT]
        needles = [*secrets, *keys]
        for place, text in (await self.places()).items():
            seen = sum(needle in text for needle in needles)
            own = without_sent(text) if place == "the log" else text
            seen += sum(word in own for word in long_words)
            expect(f"of {len(needles) + len(long_words)} secrets, keys and words in {place}", seen, 0)

    async def places(self) -> dict[str, str]:
        """Collect what Home Assistant shows and writes, except where the credentials have to be."""
        entries = await self.client.get("/api/config/config_entries/entry?domain=alexa_privacy")
        diagnostics = [await self.client.get(f"/api/diagnostics/config_entry/{entry['entry_id']}") for entry in entries]
        stored = [
            path.read_text()
            for path in (self.home.folder / ".storage").iterdir()
            if path.name not in {"core.config_entries", "auth", "auth_provider.homeassistant"}
        ]
        database = [path.read_bytes() for path in self.home.folder.glob("home-assistant_v2.db*")]
        return {
            "the log": self.home.text(),
            "states": json.dumps(await self.client.get("/api/states"), ensure_ascii=False),
            "diagnostics": json.dumps(diagnostics, ensure_ascii=False),
            "stored files": "\n".join(stored),
            "the database": b"".join(database).decode(errors="replace"),
        }


def entries_of(log: str) -> list[str]:
    """Return the entries of a log, which may have several lines."""
    return re.split(r"^(?=\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)", log, flags=re.MULTILINE)


def without_sent(log: str) -> str:
    """Return a log without what Home Assistant itself notes, for debugging only, of all that it sends to a page."""
    return "".join(
        entry
        for entry in entries_of(log)
        if not re.match(r"\S+ \S+ DEBUG .*\[homeassistant\.components\.websocket_api", entry)
    )


def complaints(log: str) -> list[str]:
    """Find warnings and errors that have to do with the integration, whoever wrote them."""
    return [
        entry.strip()
        for entry in entries_of(log)
        if re.search(r"^\S+ \S+ (WARNING|ERROR|CRITICAL) ", entry)
        and DOMAIN in entry
        and "[homeassistant.loader]" not in entry  # says of every custom integration that it is one
    ]


async def run(client: HomeClient, home: HomeProcess, amazon: AmazonProcess, *, deleted: Sequence[Any] = ()) -> None:
    """Go through all steps; what was deleted before must not be found anywhere either."""
    check = Check(client, home, amazon, await client.entities())
    recordings = [*await amazon.recordings(), *deleted]
    await check.counts()
    for key in SWITCHES:
        await check.switch(key)
    await check.deletion()
    await check.silence(recordings)
    say("All is as it should be.")
