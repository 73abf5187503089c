"""Each dialect deletes and sets, by its recipes as by its pages."""

from typing import Any, NamedTuple

from aiohttp import ClientError, ClientSession
import pytest

from custom_components.alexa_privacy.amazon.recipes.model import Recipes, RequestTemplate
from custom_components.alexa_privacy.amazon.recipes.template import point
from tests.amazon_double import Account, AmazonDouble, Fault, Recording
from tests.helpers.double import NOW, SWITCHES, batch, send, state

GOOD = {200, 202, 204}


class Deletion(NamedTuple):
    """A request, what it is filled with, and the recordings that go."""

    request: RequestTemplate
    values: dict[str, Any]
    going: list[Recording]


def deletion(recipes: Recipes, account: Account) -> Deletion:
    """Choose recordings of every shape that one request deletes."""
    if recipes.delete_recordings:
        going = account.recordings[5 : 5 + recipes.delete_recordings.batch]
        return Deletion(recipes.delete_recordings.request, batch([each.record() for each in going]), going)
    assert recipes.delete_range
    start, end = account.recordings[15].timestamp, account.recordings[5].timestamp
    # What was recorded at the very end stays.
    going = [recording for recording in account.recordings if start <= recording.timestamp < end]
    return Deletion(recipes.delete_range.request, {"start": start, "end": end}, going)


async def test_delete(account: Account, client: ClientSession, recipes: Recipes) -> None:
    """A recipe deletes its recordings and no other."""
    before = account.recordings
    request, values, going = deletion(recipes, account)
    status, _ = await send(client, request, **values)
    assert status in GOOD
    assert account.recordings == [recording for recording in before if recording not in going]


async def test_delete_more(account: Account, client: ClientSession, recipes: Recipes) -> None:
    """A range goes from its start until before its end; everything is everything."""
    if recipes.delete_range:
        start, end = account.recordings[20].timestamp, account.recordings[10].timestamp
        await send(client, recipes.delete_range.request, start=start, end=end)
        assert account.held == 230
    if recipes.delete_everything:
        await send(client, recipes.delete_everything.request)
        assert account.held == len(account.conversations) == 0


async def test_needs_csrf(amazon: AmazonDouble, account: Account, client: ClientSession, recipes: Recipes) -> None:
    """Without the token nothing is deleted and nothing set."""
    request, values, _ = deletion(recipes, account)
    amazon.fail(Fault.STALE_CSRF, "delete")
    assert (await send(client, request, **values))[0] == 403
    switch = recipes.switches["human_review"]
    amazon.fail(Fault.STALE_CSRF, "settings")
    now = await state(client, switch.read)
    assert (await send(client, switch.set["off"], value=switch.values["off"], now=now))[0] == 403
    assert account.held == 240
    assert account.settings["human_review"]


@pytest.mark.parametrize("fault", [Fault.IGNORED, Fault.LATE, Fault.HALF])
async def test_delete_goes_wrong(
    amazon: AmazonDouble, account: Account, client: ClientSession, recipes: Recipes, fault: Fault
) -> None:
    """A deletion may be answered well and be none, or late, or half."""
    request, values, going = deletion(recipes, account)
    amazon.fail(fault, "delete", seconds=30)
    status, _ = await send(client, request, **values)
    assert status in GOOD
    assert account.held == (240 if fault is not Fault.HALF else 240 - len(going[::2]))
    amazon.now = lambda: NOW.replace(minute=1)
    if fault is Fault.LATE:
        assert account.held == 240 - len(going)


async def test_dropped(amazon: AmazonDouble, account: Account, client: ClientSession, recipes: Recipes) -> None:
    """A connection is cut before anything is done, or after."""
    request, values, going = deletion(recipes, account)
    switch = recipes.switches["human_review"]
    now = await state(client, switch.read)
    for fault, held, is_on in ((Fault.DROPPED, 240, True), (Fault.DROPPED_AFTER, 240 - len(going), False)):
        # For ever: aiohttp by itself repeats what it takes for idempotent.
        amazon.fail(fault, "delete", times=None)
        amazon.fail(fault, "settings", times=None)
        with pytest.raises(ClientError):
            await send(client, request, **values)
        with pytest.raises(ClientError):
            await send(client, switch.set["off"], value=switch.values["off"], now=now)
        assert account.held == held
        assert account.settings["human_review"] is is_on
        assert amazon.requests[-1].status is None
        amazon.heal()


@pytest.mark.parametrize("name", SWITCHES)
async def test_switch(
    amazon: AmazonDouble, account: Account, client: ClientSession, recipes: Recipes, name: str
) -> None:
    """A switch is set, read back, and leaves the others alone."""
    switch = recipes.switches[name]
    read = switch.read
    assert read
    before = dict(account.settings)
    for value in (not before[name], before[name]):
        position = "on" if value else "off"
        status, _ = await send(
            client, switch.set[position], value=switch.values[position], now=await state(client, read)
        )
        assert status in GOOD
        assert account.settings == before | {name: value}
        assert point(await state(client, read), read.at) == read.values[position]
    amazon.fail(Fault.IGNORED, "settings")
    position = "off" if before[name] else "on"
    now = await state(client, read)
    assert (await send(client, switch.set[position], value=switch.values[position], now=now))[0] in GOOD
    assert account.settings == before


async def test_only_one_is_spoken(amazon: AmazonDouble, client: ClientSession) -> None:
    """With one dialect spoken, the others are not there."""
    pages = {name: f"{dialect.root}/settings" for name, dialect in amazon.dialects.items()}
    assert {(await client.get(page)).status for page in pages.values()} == {200}
    for spoken in pages:
        amazon.dialect = spoken
        assert [name for name, page in pages.items() if (await client.get(page)).status == 200] == [spoken]
