"""The page's place in the sidebar: there for administrators as long as an account wants it."""

from http import HTTPStatus
from pathlib import Path
from typing import Any

from homeassistant.components.frontend import DATA_PANELS
from homeassistant.config_entries import ConfigEntryDisabler
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.alexa_privacy import panel
from custom_components.alexa_privacy.const import CONF_SHOW_PAGE
from tests.amazon_double import Account, AmazonDouble
from tests.conftest import SetUp

HIDDEN = {CONF_SHOW_PAGE: False}


@pytest.fixture
def noah(amazon: AmazonDouble) -> Account:
    """Give somebody else an account."""
    return amazon.add_account(Account.generate(seed=11, size=9, email="noah@example.org"))


def shown(hass: HomeAssistant) -> dict[str, Any] | None:
    """Return what the frontend is told of the page, if it is in the sidebar."""
    found = hass.data[DATA_PANELS].get("alexa-privacy")
    return dict(found.to_response()) if found and found.sidebar_title else None


async def test_it_is_served(
    hass: HomeAssistant, account: Account, set_up: SetUp, hass_client: ClientSessionGenerator
) -> None:
    """The frontend is told where the module is, which is served as it was built, and may be kept."""
    await set_up(account)
    page = shown(hass)
    assert page
    assert page["require_admin"] is True
    custom = page["config"]["_panel_custom"]
    assert custom["name"] == "alexa-privacy-panel"
    answer = await (await hass_client()).get(custom["module_url"])
    assert answer.status == HTTPStatus.OK
    assert "javascript" in answer.content_type
    assert "max-age" in answer.headers["Cache-Control"]
    assert await answer.read() == (Path(panel.__file__).parent / "panel.js").read_bytes()


async def test_nothing_else_is_served(
    account: Account, set_up: SetUp, hass_client: ClientSessionGenerator, hass: HomeAssistant
) -> None:
    """The sources beside the module are not."""
    await set_up(account)
    page = shown(hass)
    assert page
    url = page["config"]["_panel_custom"]["module_url"]
    client = await hass_client()
    for other in ("websocket.py", "../__init__.py", ""):
        assert (await client.get(url.replace("panel.js", other))).status == HTTPStatus.NOT_FOUND


async def test_one_of_two_wants_it(hass: HomeAssistant, account: Account, noah: Account, set_up: SetUp) -> None:
    """It is there as long as any account wants it."""
    hiding = await set_up(account, options=HIDDEN)
    assert shown(hass) is None
    wanting = await set_up(noah)
    assert shown(hass)
    await hass.config_entries.async_remove(hiding.entry_id)
    assert shown(hass)
    await hass.config_entries.async_remove(wanting.entry_id)
    assert shown(hass) is None


async def test_a_reload_leaves_it_alone(hass: HomeAssistant, account: Account, set_up: SetUp) -> None:
    """Who looks at the page while an account is loaded anew keeps looking at it."""
    entry = await set_up(account)
    before = hass.data[DATA_PANELS]["alexa-privacy"]
    await hass.config_entries.async_reload(entry.entry_id)
    assert hass.data[DATA_PANELS]["alexa-privacy"] is before


async def test_disabled_accounts_want_nothing(hass: HomeAssistant, account: Account, set_up: SetUp) -> None:
    """It goes with the last account that is not disabled, and comes back with it."""
    entry = await set_up(account)
    await hass.config_entries.async_set_disabled_by(entry.entry_id, ConfigEntryDisabler.USER)
    assert shown(hass) is None
    await hass.config_entries.async_set_disabled_by(entry.entry_id, None)
    assert shown(hass)


async def test_switched_off(hass: HomeAssistant, account: Account, set_up: SetUp) -> None:
    """The option takes it out of the sidebar, and puts it back."""
    entry: MockConfigEntry = await set_up(account)
    for options, there in ((HIDDEN, False), ({}, True)):
        hass.config_entries.async_update_entry(entry, options=options)
        await hass.config_entries.async_reload(entry.entry_id)
        assert bool(shown(hass)) is there
        # Links lead to it all the same: Amazon's page opens in it for a lesson.
        assert "alexa-privacy" in hass.data[DATA_PANELS]
    await hass.config_entries.async_remove(entry.entry_id)
    assert "alexa-privacy" not in hass.data[DATA_PANELS]
