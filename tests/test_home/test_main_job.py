"""The main job, on the processes an owner would run."""

import pytest

from tests.home import AmazonProcess, HomeProcess, check
from tests.home.account import add_account, import_recipes

WHO = ("owner", "a password")


async def test_main_job(amazon_process: AmazonProcess, home_process: HomeProcess) -> None:
    """Counts, switch, deletion, receipt and log are as they should be, and the check would see it if they were not."""
    await amazon_process.start(size=150)
    client = await home_process.start()
    await client.onboard(*WHO)
    await import_recipes(client, await add_account(client, amazon_process), await amazon_process.recipes("list"))
    await check.run(client, home_process, amazon_process)

    await amazon_process.tell("/say", words="good night")
    with pytest.raises(check.Failed, match="recordings: "):
        await check.run(client, home_process, amazon_process)


async def test_goes_on_after_a_power_cut(amazon_process: AmazonProcess, home_process: HomeProcess) -> None:
    """Home Assistant, killed at once after it counted, starts on the same folder and is signed in as before."""
    await amazon_process.start(size=30)
    client = await home_process.start()
    await client.onboard(*WHO)
    await add_account(client, amazon_process)
    recordings = (await client.entities())["recordings"]
    assert await client.wait_for_state(recordings, str.isdecimal) == "30"
    home_process.kill()

    client = await home_process.start()
    await client.sign_in(*WHO)
    assert await client.wait_for_state(recordings, str.isdecimal) == "30"
    assert check.complaints(home_process.text()) == []
