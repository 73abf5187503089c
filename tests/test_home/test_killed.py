"""Counting on a whole Home Assistant that is killed in the middle of it."""

import json

from tests.home import AmazonProcess, HomeProcess, check
from tests.home.account import add_account
from tests.home.client import DOMAIN, wait_until

WHO = ("owner", "a password")
SIZE = 800


async def test_killed_in_the_middle_of_the_walk(amazon_process: AmazonProcess, home_process: HomeProcess) -> None:
    """Nothing is counted twice or left out, and what was counted is not listed again."""
    await amazon_process.start(size=SIZE)
    client = await home_process.start()
    await client.onboard(*WHO)
    entry_id = await add_account(client, amazon_process)
    stored = home_process.folder / ".storage" / f"{DOMAIN}.{entry_id}"

    async def is_half_stored() -> bool:
        if not stored.exists():
            return False
        ledger = json.loads(stored.read_text())["data"]["histories"]["voice"]["ledger"]
        return sum(sum(counts) for *_, counts in ledger["echoes"]) > SIZE / 4

    await wait_until(is_half_stored, within=120, what="half of the counts on disk")
    recordings = (await client.entities())["recordings"]
    assert (await client.state(recordings))["state"] == "unknown"
    home_process.kill()

    await amazon_process.tell("/clear_log")
    client = await home_process.start()
    await client.sign_in(*WHO)
    assert await client.wait_for_state(recordings, str.isdecimal, within=120) == str(SIZE)
    assert (await amazon_process.ask("/state"))["requests"]["v2"] < SIZE / 10 * 0.9
    assert (
        int((await client.state((await client.entities())["unintended_recordings"]))["state"])
        == ((await amazon_process.ask("/state"))["unintended"])
    )
    assert check.complaints(home_process.text()) == []
