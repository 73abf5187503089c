"""The main job on a whole Home Assistant, as a process of its own."""

import re

import pytest

from tests.home import AmazonProcess, HomeProcess, check
from tests.home.account import add_account, import_recipes


@pytest.mark.parametrize("dialect", ["list", "path", "nested"])
async def test_main_job(amazon_process: AmazonProcess, home_process: HomeProcess, dialect: str) -> None:
    """Counts, switch, deletion and receipt agree with what Amazon knows, whatever way Amazon deletes."""
    await amazon_process.start(size=300)
    client = await home_process.start()
    await client.onboard("owner", "a password")
    await import_recipes(client, await add_account(client, amazon_process), await amazon_process.recipes(dialect))
    await check.run(client, home_process, amazon_process)


async def test_check_sees_what_is_wrong(amazon_process: AmazonProcess, home_process: HomeProcess) -> None:
    """A deletion that Amazon only pretends to do does not pass."""
    await amazon_process.start(size=120)
    client = await home_process.start()
    await client.onboard("owner", "a password")
    await import_recipes(client, await add_account(client, amazon_process), await amazon_process.recipes("list"))
    await amazon_process.tell("/fault", fault="ignored", where="delete", times=100)
    with pytest.raises(check.Failed, match="receipt"):
        await check.run(client, home_process, amazon_process)


async def test_goes_on_after_a_power_cut(amazon_process: AmazonProcess, home_process: HomeProcess) -> None:
    """After being killed, Home Assistant starts on the same folder, signed in as before."""
    await amazon_process.start(size=60)
    client = await home_process.start()
    await client.onboard("owner", "a password")
    await add_account(client, amazon_process)
    recordings = (await client.entities())["recordings"]
    await client.wait_for_state(recordings, str.isdecimal)
    await home_process.stop()
    client = await home_process.start()
    await client.sign_in("owner", "a password")
    home_process.kill()
    client = await home_process.start()
    await client.sign_in("owner", "a password")
    assert await client.wait_for_state(recordings, str.isdecimal) == "60"


def test_complaints() -> None:
    """Warnings about the integration are found in a log, and nothing else."""
    loader = "2026-11-22 19:41:24.278 WARNING (MainThread) [homeassistant.loader] custom integration alexa_privacy"
    other = "2026-11-22 19:41:25.278 ERROR (MainThread) [homeassistant.components.mqtt] away"
    debug = "2026-11-22 19:41:26.278 DEBUG (MainThread) [custom_components.alexa_privacy.coordinator] polled"
    ours = (
        "2026-11-22 19:41:26.278 ERROR (MainThread) [homeassistant.helpers.entity] Update failed\n"
        "Traceback (most recent call last):\n  custom_components/alexa_privacy/sensor.py"
    )
    assert check.complaints(f"{loader}\n{other}\n{debug}") == []
    found = check.complaints(f"{loader}\n{ours}\n{other}")
    assert len(found) == 1
    assert re.search("Update failed", found[0])
