"""The demo as a newcomer meets it."""

import asyncio
from pathlib import Path
import re
import signal
import socket

import aiohttp

from tests.helpers.commands import ROOT, python_of, run
from tests.helpers.sign_in_pages import walk
from tests.home import dashboard
from tests.home.account import expect_step
from tests.home.client import DOMAIN, HomeClient, wait_until
from tests.home.demo import PASSWORD, UNTAUGHT, USERNAME


async def see_dashboard(client: HomeClient) -> None:
    """History and statistics of the counts are on the dashboard of a taught demo, and entities have states."""
    await dashboard.install(client)
    shown = (await client.command("lovelace/config", url_path=dashboard.PATH))["views"][0]["cards"]
    account = await client.entities()
    graphs = {card["type"]: card["entities"] for card in shown if card["type"].endswith("-graph")}
    assert graphs["statistics-graph"] == await dashboard.statistics(client)
    assert graphs["history-graph"] == [account["recordings"], account["recordings_today"]]
    rows = {row["entity"] for card in shown if card["type"] == "entities" for row in card["entities"]}
    # Events are for automations; what is set once stands on the device's own page.
    unseen = {"recording", "deletion", "review_guard", "counting_progress", "purge_time", "purge_days"}
    assert rows >= {account[key] for key in account if key not in unseen}
    states = {state["entity_id"]: state["state"] for state in await client.get("/api/states")}
    # Nothing runs that could be canceled, and nothing is taught yet.
    unavailable = {account[key] for key in ("cancel_purge", "human_review")}
    assert {row for row in rows if states[row] == "unavailable"} == unavailable


async def add_account(client: HomeClient, printed: str) -> None:
    """Add the account, as printed: with a browser that knows no other names for this machine."""
    email, password, code = re.findall(r"^  (\S+@\S+), password (.+), code (\d+)$", printed, re.MULTILINE)[0]
    [door] = re.findall(r"leads to the stand-in at (http://127\.0\.0\.1:\d+),", printed)
    menu = expect_step(await client.start_flow("alexa_privacy"), "menu")
    form = expect_step(await client.continue_flow(menu, {"next_step_id": "browser"}), "form")
    form = expect_step(await client.continue_flow(form, {}), "form")
    link = form["description_placeholders"]["link"]
    assert link.startswith(f"{door}/de/ap/signin?")
    async with aiohttp.ClientSession() as browser:
        address = await walk(browser, link, email, password, code, not_asked)
    assert address.startswith(f"{door}/de/ap/maplanding?")
    expect_step(await client.continue_flow(form, {"address": address}), "create_entry")


async def not_asked() -> None:
    """Approve nothing."""
    raise AssertionError("nobody asks for approval")


async def test_demo(tmp_path: Path, socket_enabled: None) -> None:
    """It begins without an account, and prints how to add one; it keeps its folder to itself, and ends by Ctrl-C."""
    demo = await asyncio.create_subprocess_exec(
        *(*python_of("scripts/demo"), "--recordings", "30", "--folder", str(tmp_path)),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        start_new_session=True,
    )
    try:
        assert demo.stdout
        printed = (await demo.stdout.readuntil(b"Ctrl-C stops it.")).decode()
        assert f"user {USERNAME}, password {PASSWORD}" in printed
        assert UNTAUGHT in printed
        [home] = re.findall(r"^Home Assistant: (http\S+)$", printed, re.MULTILINE)
        assert f"  {home}/config/integrations/dashboard/add?domain=alexa_privacy\n" in printed
        client = HomeClient(home)
        await client.sign_in(USERNAME, PASSWORD)
        assert not [each for each in await client.get("/api/config/config_entries/entry") if each["domain"] == DOMAIN]
        await add_account(client, printed)
        await client.wait_for_state((await client.entities())["recordings"], str.isdecimal)

        async def is_whole() -> bool:
            return bool(await dashboard.statistics(client))

        await wait_until(is_whole, within=60, what="the statistics")
        await see_dashboard(client)
        second = await asyncio.to_thread(run, "scripts/demo", "--folder", tmp_path)
        assert second.returncode == 1
        assert second.stderr.startswith(f"Another demo runs in {tmp_path}:")
        demo.send_signal(signal.SIGINT)
        assert await demo.stdout.read() == b"\n\nStopped.\n"
        assert await demo.wait() == 0
    finally:
        if demo.returncode is None:
            demo.terminate()
            await demo.wait()


def test_what_is_not_of_the_demo_stays(tmp_path: Path) -> None:
    """A folder is emptied only if a demo has filled it."""
    (tmp_path / "letter.txt").touch()
    refused = run("scripts/demo", "--folder", tmp_path)
    assert refused.returncode == 1
    assert refused.stderr.startswith(f"{tmp_path} holds what is not of a demo:")
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_port_in_use(socket_enabled: None, tmp_path: Path) -> None:
    """It is told before anything starts."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        refused = run("scripts/demo", "--folder", tmp_path, "--port", port)
    assert refused.returncode == 2
    assert refused.stderr.endswith(f"argument --port: {port} cannot be listened on\n")
    assert list(tmp_path.iterdir()) == []
