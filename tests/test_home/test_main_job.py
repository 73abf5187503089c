"""The main job, on the processes an owner would run."""

import pytest

from tests.home import AmazonProcess, HomeProcess, check
from tests.home.account import add_account
from tests.home.browser import find_chromium
from tests.home.teaching import teach

WHO = ("owner", "a password")


async def test_main_job(amazon_process: AmazonProcess, home_process: HomeProcess) -> None:
    """Counts, switch, deletion, receipt and log are as they should be, and the check would see it if they were not.

    Everybody logs all they can, libraries and Home Assistant too.
    """
    await amazon_process.start(size=150)
    client = await home_process.start()
    await client.onboard(*WHO)
    await client.call("logger.set_default_level", level="debug")
    entry_id = await add_account(client, amazon_process)
    deleted = await teach(client, amazon_process, entry_id, "list", find_chromium())
    await check.run(client, home_process, amazon_process, deleted=deleted)

    # Nothing tells of an old one that went.
    oldest = (await amazon_process.recordings())[-1]
    await amazon_process.tell("/delete", keys=[oldest["recordKey"]])
    with pytest.raises(check.Failed, match="recordings: "):
        await check.run(client, home_process, amazon_process)


async def test_teaching_without_a_browser(amazon_process: AmazonProcess, home_process: HomeProcess) -> None:
    """The requests are imported and tested; then they are used."""
    await amazon_process.start(size=30)
    client = await home_process.start()
    await client.onboard(*WHO)
    deleted = await teach(client, amazon_process, await add_account(client, amazon_process), "path", chromium=None)
    assert deleted
    await check.run(client, home_process, amazon_process, deleted=deleted)
