"""The card as Home Assistant loads it, and what it is told and allowed."""

from contextlib import nullcontext
from http import HTTPStatus
from pathlib import Path
from typing import Any

from homeassistant.components.frontend import DATA_EXTRA_MODULE_URL
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockUser
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.alexa_privacy import card
from custom_components.alexa_privacy.const import CONF_RECIPES, CONF_WHO_MAY
from tests.amazon_double import Account, AmazonDouble, Fault
from tests.conftest import SetUp, poll
from tests.helpers.page import CommandFailed, Page

MOST_BYTES = 45_000


def offered(hass: HomeAssistant) -> list[str]:
    """Return the addresses under which dashboards load the card."""
    return [url for url in hass.data[DATA_EXTRA_MODULE_URL].urls if url.endswith("card.js")]


async def test_it_is_loaded_as_long_as_there_is_an_account(
    hass: HomeAssistant, account: Account, amazon: AmazonDouble, set_up: SetUp, hass_client: ClientSessionGenerator
) -> None:
    """Nobody adds a resource by hand: dashboards load it, once, as it was built, until the last account is removed."""
    first = await set_up(account)
    second = await set_up(amazon.add_account(Account.generate(seed=11, size=9, email="noah@example.org")))
    (url,) = offered(hass)
    answer = await (await hass_client()).get(url)
    assert answer.status == HTTPStatus.OK
    assert "javascript" in answer.content_type
    assert "max-age" in answer.headers["Cache-Control"]
    built = Path(card.__file__).with_name("card.js").read_bytes()
    assert await answer.read() == built
    assert len(built) <= MOST_BYTES
    await hass.config_entries.async_reload(first.entry_id)
    await hass.config_entries.async_remove(first.entry_id)
    assert offered(hass) == [url]
    await hass.config_entries.async_remove(second.entry_id)
    assert offered(hass) == []
    await set_up(account)
    assert offered(hass) == [url]


async def test_figures_are_for_everyone(
    hass: HomeAssistant,
    account: Account,
    set_up: SetUp,
    page: Page,
    hass_read_only_access_token: str,
) -> None:
    """Who is no administrator sees the days, but not whose account it is, nor what a purge would take."""
    entry = await set_up(account)
    (seen,) = (await page.ask("card"))["accounts"]
    assert seen["title"] == account.email
    assert seen["may_delete"] is True
    assert (seen["targets"], seen["missing"]) == (["today", "purge"], None)
    assert seen["keep_days"] == 30
    assert seen["plan"]["count"] is not None
    assert len(seen["days"]) <= 28
    assert sum(day[1] for day in seen["days"]) > 50
    (other,) = (await page.as_user(hass_read_only_access_token).ask("card"))["accounts"]
    assert other["days"] == seen["days"]
    assert (other["title"], other["may_delete"], other["plan"]) == (None, False, None)
    await hass.config_entries.async_unload(entry.entry_id)
    (unloaded,) = (await page.ask("card"))["accounts"]
    assert unloaded["loaded"] is False


@pytest.mark.parametrize("target", ["today", "purge"])
async def test_a_press_deletes_what_it_says(
    hass: HomeAssistant, account: Account, set_up: SetUp, page: Page, target: str
) -> None:
    """The receipt is of today's recordings, or of those that the next night would delete; the others stay."""
    entry = await set_up(account)
    await hass.services.async_call(
        "number", "set_value", {"entity_id": "number.alexa_privacy_keep_recordings_for", "value": 20}, blocking=True
    )
    today = int(hass.states.get("sensor.alexa_privacy_recordings_today").state)  # type: ignore[union-attr]  # it is there
    (seen,) = (await page.ask("card"))["accounts"]
    count = today if target == "today" else seen["plan"]["count"]
    assert 0 < count < account.held
    held = account.held
    receipt = (await page.ask("card/delete", entry_id=entry.entry_id, target=target))["receipt"]
    assert (receipt["status"], receipt["verified_gone"]) == ("verified", count)
    assert account.held == held - count


@pytest.mark.parametrize(
    ("who", "controls", "may"),
    [("administrators", True, False), ("everyone", True, True), ("everyone", False, False)],
)
async def test_only_who_may_deletes(
    hass: HomeAssistant,
    account: Account,
    set_up: SetUp,
    recipes: dict[str, Any],
    page: Page,
    hass_read_only_user: MockUser,
    hass_read_only_access_token: str,
    who: str,
    controls: bool,
    may: bool,
) -> None:
    """The preference opens the card to everyone who may press its button; a command sent anyway is refused."""
    entry = await set_up(account, options={CONF_RECIPES: recipes, CONF_WHO_MAY: who})
    if controls:
        hass_read_only_user.mock_policy({"entities": True})
    user = page.as_user(hass_read_only_access_token)
    (seen,) = (await user.ask("card"))["accounts"]
    assert seen["may_delete"] is may
    held = account.held
    with nullcontext() if may else pytest.raises(CommandFailed):
        await user.ask("card/delete", entry_id=entry.entry_id, target="today")
    assert (account.held < held) is may


async def test_what_is_not_tested_is_not_offered(
    hass: HomeAssistant, account: Account, set_up: SetUp, page: Page
) -> None:
    """Where what was taught was never tested, nothing is deleted by it: the card leads to its test."""
    await set_up(account, proven=False)
    (seen,) = (await page.ask("card"))["accounts"]
    assert seen["targets"] == []
    assert seen["missing"] == "not_tested"
    assert seen["to_test"]


async def test_what_fails_is_said(
    hass: HomeAssistant,
    account: Account,
    amazon: AmazonDouble,
    set_up: SetUp,
    page: Page,
) -> None:
    """Where nothing can be deleted, the answer says why, in words that are translated; other accounts are refused."""
    entry = await set_up(account, options={})
    (seen,) = (await page.ask("card"))["accounts"]
    assert (seen["targets"], seen["missing"]) == ([], "not_taught")
    for entry_id, target, code in (
        (entry.entry_id, "today", "nothing_taught"),
        ("nobody", "today", "service_config_entry_not_found"),
        (entry.entry_id, "everything", "invalid_format"),
    ):
        with pytest.raises(CommandFailed) as failed:
            await page.ask("card/delete", entry_id=entry_id, target=target)
        assert failed.value.code == code
    amazon.fail(Fault.SIGN_IN, "v2", times=None)
    await poll(hass, entry)
    (seen,) = (await page.ask("card"))["accounts"]
    assert seen["signed_out"] is True
