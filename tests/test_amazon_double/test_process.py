"""The stand-in runs as a process, and can be told things from outside."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
import signal
import sys
from typing import Any

from aiohttp import ClientSession
import orjson
import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
async def control(socket_enabled: None, tmp_path: Path) -> AsyncIterator[ClientSession]:
    """Start the process; return its control door."""
    ready, ca = tmp_path / "ready", tmp_path / "ca"
    arguments = ["--size", "60", "--seed", "3", "--ready", str(ready), "--ca", str(ca)]
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "tests.amazon_double", *arguments, cwd=ROOT)
    async with asyncio.timeout(30):
        while not ready.exists():
            assert process.returncode is None
            await asyncio.sleep(0.05)
    known = orjson.loads(ready.read_bytes())
    assert ca.read_text().startswith("-----BEGIN CERTIFICATE")
    assert known.keys() == {"port", "control_port", "door_port", "email", "password", "code"}
    async with ClientSession(f"http://127.0.0.1:{known['control_port']}") as session:
        yield session
    process.send_signal(signal.SIGTERM)
    assert await process.wait() == 0


async def test_control(control: ClientSession) -> None:
    """Look in, say, delete, flip, plan."""

    async def get(path: str) -> Any:
        return await (await control.get(path)).json()

    async def post(path: str, **body: Any) -> Any:
        return await (await control.post(path, json=body)).json()

    assert (await get("/state?tz=Pacific/Apia&start=0&end=99999999999999"))["held_in_window"] == 60
    spoken = await post("/say", words="good morning", minutes_ago=0)
    assert (await get("/recordings?limit=1"))[0]["recordKey"] == spoken["recordKey"]
    state = await get("/state")
    assert state["held"] == 61
    assert state["held_today"] >= 1
    assert state["requests"] == {}
    assert await post("/delete", keys=[spoken["recordKey"]]) == {"held": 60}
    assert not (await post("/settings", human_review=False))["human_review"]
    assert not (await get("/state"))["settings"]["human_review"]
    assert (await post("/fault", fault="unavailable", where="v2", times=2))["planned"]
    assert not (await post("/heal"))["planned"]
    assert (await post("/expire/everything"))["expired"] == "everything"
    noted = await post("/note", history="sounds", minutes_ago=5)
    assert await get("/entries/sounds") == [noted]
    assert (await get("/state"))["others"] == {"smart_home": 0, "sounds": 1}
    await post("/delete", keys=[noted["key"]])
    assert await get("/entries/sounds") == []
    assert "detected" in (await get("/history/sounds-cursor?called=detected"))["histories"]
    assert (await get("/recipes/list"))["version"] == 1
    browser = await post("/browser")
    assert "session-token" in browser["cookies"]
    assert "MAP www.amazon.de:443 127.0.0.1:" in browser["arguments"][0]
    assert "246810" in await get("/secrets")
    assert [app["site"] for app in await get("/apps")] == ["de"]
    assert await post("/meet", pages=["passkey", "approval"]) == {"meets": ["approval", "passkey"]}
    assert await post("/approve") == {"approved": True}
