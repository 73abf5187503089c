"""What a deletion claims, and what it believes, when Amazon fails for a while or says nothing at all."""

import asyncio

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import pytest

from tests.amazon_double import Account, AmazonDouble, Fault
from tests.conftest import SetUp, delete, poll
from tests.helpers.jobs import delete_until, receipts
from tests.helpers.timing import SetTiming
from tests.helpers.waiting import until

NAME = "delete_recordings"


@pytest.mark.parametrize(("times", "status"), [(1, "verified"), (2, "failed")])
async def test_one_fruitless_round_is_no_failure(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, times: int, status: str
) -> None:
    """Where Amazon is away for one request, what is still listed is asked for again; away twice, it ends."""
    await set_up(account)
    amazon.fail(Fault.DROPPED, "delete", times=times)
    receipt = await delete(hass, last={"days": 3})
    assert receipt["status"] == status
    assert amazon.count("delete") >= 2


@pytest.mark.parametrize("worked", [True, False])
async def test_what_worked_once_in_a_deletion_is_not_called_broken(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, worked: bool
) -> None:
    """A request that deleted some and then does nothing still works; one that never did anything does not."""
    entry = await set_up(account)
    if worked:
        amazon.fail(Fault.HALF, "delete", times=3)
    amazon.fail(Fault.IGNORED, "delete", times=None)
    receipt = await delete(hass, everything=True)
    assert receipt["status"] == ("partial" if worked else "failed")
    assert entry.runtime_data.store.request_statuses.is_broken(NAME) is not worked


async def test_the_only_recording_is_not_gone_because_a_listing_is_empty(
    hass: HomeAssistant, amazon: AmazonDouble, set_up: SetUp
) -> None:
    """With a single recording counted, a listing that shows nothing is broken, not a reason to call it deleted."""
    account = amazon.add_account(Account.generate(seed=7, size=1, days=3))
    await set_up(account)
    amazon.withdrawn.add("v1")
    amazon.fail(Fault.NULL_LIST, "v2", times=None)
    with pytest.raises(HomeAssistantError) as error:
        await delete(hass, everything=True)
    assert (error.value.translation_key, account.held) == ("listing_incomplete", 1)


@pytest.mark.parametrize(
    ("fault", "times"),
    [
        (Fault.UNAVAILABLE, 1),
        (Fault.DROPPED, 1),
        (Fault.NOT_FOUND, 1),
        (Fault.NULL_LIST, 1),
        (Fault.THROTTLED, 1),
        # With a fresh token a request is sent again at once.
        (Fault.STALE_CSRF, 2),
    ],
)
@pytest.mark.parametrize("after", [0, 1, 3])
async def test_a_listing_that_fails_once_is_tried_again(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, fault: Fault, times: int, after: int
) -> None:
    """Whatever passes within a minute does not end a deletion, nor leave its result in doubt."""
    await set_up(account)
    if fault in {Fault.NOT_FOUND, Fault.NULL_LIST}:
        amazon.withdrawn.add("v1")
    amazon.fail(fault, "v2", after=after, times=times)
    receipt = await delete(hass, last={"days": 3})
    assert (receipt["status"], receipt["unknown"]) == ("verified", 0)


async def test_an_interrupted_deletion_that_cannot_be_verified_is_in_doubt(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """After a restart without a listing, nobody knows whether what was asked for is gone: it is not "still listed"."""
    entry = await set_up(account)
    await delete_until(hass, amazon)
    assert await hass.config_entries.async_unload(entry.entry_id)
    amazon.heal()
    amazon.clear_log()
    amazon.fail(Fault.UNAVAILABLE, "v2", after=1, times=None)
    amazon.fail(Fault.UNAVAILABLE, "v1", times=None)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    [receipt] = receipts(entry)
    assert (receipt.status, receipt.still_listed, receipt.verified_gone) == ("failed", 0, 0)
    assert receipt.unknown == receipt.matched == 120
    assert amazon.count("delete") == 0


async def test_a_poll_waits_while_a_deletion_runs(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, timing: SetTiming
) -> None:
    """What is half deleted is counted by the deletion itself, and nobody else asks Amazon meanwhile."""
    timing(verify_after=(3600.0, 0.0, 0.0))
    entry = await set_up(account)
    deletion = asyncio.create_task(delete(hass, everything=True))
    await until(lambda: amazon.count("delete") > 0 and amazon.requests[-1].status is not None)
    asked = len(amazon.requests)
    polled = asyncio.create_task(poll(hass, entry))
    await asyncio.sleep(0.3)
    assert (len(amazon.requests), polled.done()) == (asked, False)
    entry.runtime_data.deletions.cancel()
    await asyncio.gather(deletion, polled)
    assert len(amazon.requests) > asked + 1
    assert entry.runtime_data.store.voice.ledger.total() == account.held
