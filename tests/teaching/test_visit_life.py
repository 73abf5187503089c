"""How long a visit lives, and what ends it."""

from http import HTTPStatus
from typing import Any

from homeassistant.config_entries import SOURCE_REAUTH
from homeassistant.const import EVENT_HOMEASSISTANT_STOP
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.alexa_privacy.teaching.visit_life import GRACE
from custom_components.alexa_privacy.teaching.visit_session import LIFETIME, VISITS
from tests.amazon_double import Account, AmazonDouble, Fault
from tests.conftest import SetUp
from tests.helpers.lessons import key_of
from tests.helpers.open_visit import OpenVisit, entry, visit
from tests.helpers.page import CommandFailed, Page
from tests.helpers.waiting import wait

__all__ = ["entry", "visit"]

PAGE = "/alexa-privacy/apd/rvh"


async def test_it_expires(hass: HomeAssistant, visit: OpenVisit) -> None:
    """After a quarter of an hour the page is gone, and so is all that was seen."""
    await visit.open()
    await visit.csrf()
    wait(hass, LIFETIME - 5)
    assert (await visit.ask(PAGE))[0] == HTTPStatus.OK
    wait(hass, LIFETIME + 1)
    snapshot = await visit.until("closed")
    assert snapshot["reason"] == "expired"
    assert snapshot["path"] is None
    assert (await visit.ask(PAGE))[0] == HTTPStatus.NOT_FOUND
    assert hass.data[VISITS] == {}


async def test_two_tabs(hass: HomeAssistant, visit: OpenVisit) -> None:
    """The same lesson goes on in the tab that opened it last; another lesson ends it."""
    await visit.open()
    token, first = visit.token, visit.subscription
    await visit.open()
    assert visit.token == token
    assert (await last_of(visit, first))["reason"] == "elsewhere"
    second = visit.subscription
    await visit.open("human_review")
    assert (await last_of(visit, second))["reason"] == "elsewhere"
    assert visit.token != token
    assert (await visit.ask(PAGE))[0] == HTTPStatus.OK
    visit.token = token
    assert (await visit.ask(PAGE))[0] == HTTPStatus.NOT_FOUND
    await visit.close()


async def last_of(visit: OpenVisit, subscription: int) -> dict[str, Any]:
    """Return the event that closes a subscription."""
    while True:
        event = await visit.commands.event(subscription)
        if event["state"] == "closed":
            return event


async def test_a_page_that_is_loaded_again_goes_on(hass: HomeAssistant, visit: OpenVisit, account: Account) -> None:
    """Who comes back within a minute goes on where the lesson was; after that it is over."""
    await visit.open()
    headers = await visit.csrf()
    await visit.list(headers)
    keys = [key_of(account, step["placeholders"]) for step in visit.snapshot["steps"]]
    await visit.delete(keys[0], headers)
    await visit.commands.leave(visit.subscription)
    wait(hass, GRACE - 5)
    token = visit.token
    await visit.open()
    assert visit.token == token
    await visit.delete(keys[1], headers)
    await visit.until("learned")
    await visit.commands.leave(visit.subscription)
    wait(hass, GRACE + 1)
    await hass.async_block_till_done()
    assert hass.data[VISITS] == {}


async def test_two_accounts(
    hass: HomeAssistant, visit: OpenVisit, amazon: AmazonDouble, set_up: SetUp, page: Page
) -> None:
    """Each account has a visit of its own, with its own session."""
    now = dt_util.utcnow()
    other = amazon.add_account(Account.generate(seed=8, size=60, now=now, days=20, email="noah@example.org"))
    second = OpenVisit(page, visit.client, (await set_up(other, options={})).entry_id)
    await visit.open()
    await second.open()
    amazon.clear_log()
    await visit.page()
    await second.page()
    assert len({entry.account for entry in amazon.requests}) == 2
    await visit.close()
    await second.page()
    await second.close()


async def test_sign_out_ends_it(hass: HomeAssistant, visit: OpenVisit, amazon: AmazonDouble) -> None:
    """Cookies that end are renewed; where that fails, the owner is asked to sign in, and never on a page of ours."""
    await visit.open()
    headers = await visit.csrf()
    amazon.expire_cookies()
    await visit.page()
    amazon.expire_cookies()
    status, _ = await visit.send("POST", "/alexa-privacy/made-up-list/remove?lang=en", {"keys": ["x"]}, headers)
    assert status == HTTPStatus.BAD_GATEWAY
    assert amazon.count("delete") == 1
    await visit.page()
    amazon.sign_everyone_out()
    status, text = await visit.ask(PAGE, headers={"Accept": "text/html"})
    assert status == HTTPStatus.FORBIDDEN
    assert "form" not in text
    assert (await visit.until("closed"))["reason"] == "signed_out"
    flows = hass.config_entries.flow.async_progress()
    assert [flow["context"]["source"] for flow in flows] == [SOURCE_REAUTH]
    assert (await visit.ask(PAGE))[0] == HTTPStatus.NOT_FOUND


async def test_throttling_is_said(visit: OpenVisit, amazon: AmazonDouble) -> None:
    """Amazon's wish to wait reaches the page and the steps; the account waits too."""
    await visit.open()
    amazon.fail(Fault.THROTTLED, "page")
    assert (await visit.ask(PAGE, headers={"Accept": "text/html"}))[0] == HTTPStatus.TOO_MANY_REQUESTS
    assert (await visit.noted("throttled"))["note"]["placeholders"]["seconds"]
    amazon.fail(Fault.DROPPED, "page", times=2)
    for _ in range(30):
        if (await visit.ask(PAGE, headers={"Accept": "text/html"}))[0] == HTTPStatus.BAD_GATEWAY:
            break
    await visit.noted("unreachable")
    amazon.heal()
    await visit.page()
    await visit.noted(None)
    await visit.close()


@pytest.mark.parametrize("how", ["unload", "reload", "stop"])
async def test_it_ends_with_the_account(
    hass: HomeAssistant, visit: OpenVisit, entry: MockConfigEntry, how: str
) -> None:
    """An account that is unloaded or loaded again, and a Home Assistant that stops, close the page."""
    await visit.open()
    await visit.csrf()
    if how == "stop":
        await visit.commands.close()
        hass.bus.async_fire(EVENT_HOMEASSISTANT_STOP)
        # At once, not in a thread: what stops next may close what a page is using.
        assert hass.data[VISITS] == {}
    elif how == "unload":
        await hass.config_entries.async_unload(entry.entry_id)
    else:
        await hass.config_entries.async_reload(entry.entry_id)
    if how != "stop":
        assert (await visit.until("closed"))["reason"] == "unloaded"
    assert (await visit.ask(PAGE))[0] == HTTPStatus.NOT_FOUND


async def test_administrators_only(hass: HomeAssistant, visit: OpenVisit, hass_read_only_access_token: str) -> None:
    """Nobody else opens, agrees, tests or closes."""
    await visit.open()
    others = visit.commands.as_user(hass_read_only_access_token)
    commands: dict[str, dict[str, Any]] = {
        "open": {"entry_id": visit.entry_id, "lesson": "human_review"},
        "agree": {"subscription": visit.subscription},
        "test": {"subscription": visit.subscription, "recording": "1"},
        "close": {"subscription": visit.subscription},
    }
    for command, data in commands.items():
        with pytest.raises(CommandFailed, match=r"[Uu]nauthorized"):
            await others.ask(f"visit/{command}", **data)
    assert (await visit.ask(PAGE))[0] == HTTPStatus.OK
    for command, data in {"agree": {}, "test": {"recording": "1"}, "close": {}}.items():
        with pytest.raises(CommandFailed, match="not found"):
            await visit.commands.ask(f"visit/{command}", subscription=4711, **data)
    with pytest.raises(CommandFailed, match="Not possible"):
        await visit.commands.ask("visit/test", subscription=visit.subscription, recording="1")
    await visit.close()
