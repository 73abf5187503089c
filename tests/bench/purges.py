"""The requests a purge takes, and those of the same purge when nothing is left to do."""

from dataclasses import dataclass

from tests.home import AmazonProcess, HomeClient
from tests.home.account import expect_step, import_recipes

DIALECT = "list"


@dataclass(kw_only=True)
class Purged:
    """What a purge took."""

    recordings: int
    batch: int
    """How many of them one request deletes."""
    requests: int
    again: int
    """Requests when nothing was left to do."""

    @property
    def most(self) -> float:
        """Return the requests it may take: to list twice and to delete, with some to spare."""
        return 2 * self.recordings / 10 + self.recordings / self.batch + 10


async def measure(client: HomeClient, amazon: AmazonProcess, entry: str, keep_days: int) -> Purged:
    """Purge what is older than some days, and once more."""
    recipe = (await amazon.recipes(DIALECT))["delete_recordings"]
    form = await import_recipes(client, entry, {"version": 1, "delete_recordings": recipe})
    newest = form["data_schema"][0]["selector"]["select"]["options"][0]["value"]
    # What was tested is said at the end, instead of that options were saved.
    expect_step(await client.continue_flow(form, {"recording": newest}, options=True), "abort")

    async def purge() -> tuple[int, int]:
        await amazon.tell("/clear_log")
        scope = {"older_than": {"days": keep_days}}
        receipt = await client.call("alexa_privacy.delete_recordings", response=True, **scope)
        requests = (await amazon.ask("/state"))["requests"]
        return receipt["verified_gone"], sum(requests.values())

    gone, requests = await purge()
    _, again = await purge()
    return Purged(recordings=gone, batch=recipe["batch"], requests=requests, again=again)
