"""Every Amazon site: sign in, count, switch, delete and speak there, and nowhere else."""

from typing import Any, Final

from homeassistant.const import STATE_UNKNOWN
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.alexa_privacy.amazon.credentials import Credentials
from custom_components.alexa_privacy.const import CONF_CREDENTIALS, CONF_RECIPES, DOMAIN
from tests.amazon_double import Account, AmazonDouble
from tests.conftest import delete, poll, state
from tests.helpers.agreement import learn_now
from tests.helpers.options import go_on, open_step
from tests.helpers.sign_in import answers, begin, enter

# The language that is offered for deletion by voice; None where the owner has to choose.
SITES: Final = {
    "ae": None,
    "at": "de-DE",
    "ca": None,
    "co.jp": "ja-JP",
    "co.uk": "en-GB",
    "com": "en-US",
    "com.au": "en-AU",
    "com.be": None,
    "com.br": "pt-BR",
    "com.mx": "es-MX",
    "com.tr": None,
    "de": "de-DE",
    "eg": "ar-SA",
    "es": "es-ES",
    "fr": "fr-FR",
    "ie": "en-GB",
    "in": None,
    "it": "it-IT",
    "nl": "nl-NL",
    "pl": None,
    "sa": "ar-SA",
    "se": None,
    "sg": "en-GB",
}


@pytest.fixture
def account(amazon: AmazonDouble) -> Account:
    """Give somebody a small account."""
    account = amazon.add_account(Account.generate(seed=7, size=12, days=3))
    account.settings["deletion_by_voice"] = True
    return account


@pytest.mark.parametrize(("site", "language"), SITES.items())
async def test_site(
    hass: HomeAssistant,
    amazon: AmazonDouble,
    account: Account,
    recipes: dict[str, Any],
    site: str,
    language: str | None,
) -> None:
    """An account of a site is signed in, counted, renewed, switched and deleted at that site."""
    entry = await sign_in(hass, amazon, account, site)
    assert state(hass, "recordings") == str(account.held)
    assert jar(entry) == {f"amazon.{site}"}

    amazon.clear_log()
    amazon.expire_cookies()
    await poll(hass, entry)
    assert amazon.count("token") == 1
    assert jar(entry) == {f"amazon.{site}"}

    await configure(hass, entry, {CONF_RECIPES: recipes})
    await hass.services.async_call(
        "switch", "turn_off", {"entity_id": "switch.alexa_privacy_human_review"}, blocking=True
    )
    assert account.settings["human_review"] is False
    entry.runtime_data.store.request_statuses.works("delete_recordings")
    receipt = await delete(hass, said=account.recordings[0].phrase.said)
    assert (receipt["status"], receipt["method"]) == ("verified", "request")

    form = await open_step(hass, entry, "voice")
    [suggested] = [key.description for key in form["data_schema"].schema if key == "language"]
    assert suggested == {"suggested_value": language}
    chosen = {"enabled": True, "device": account.devices[0].serial, "language": language or "en-GB"}
    await go_on(hass, form, chosen)
    await configure(hass, entry, {"spoken": chosen})
    receipt = await delete(hass, everything=True)
    assert (receipt["status"], receipt["method"]) == ("verified", "voice")
    assert {asked.host for asked in amazon.requests} == {f"www.amazon.{site}", f"alexa.amazon.{site}", "api.amazon.com"}


async def sign_in(hass: HomeAssistant, amazon: AmazonDouble, account: Account, site: str) -> MockConfigEntry:
    """Add an account that has signed in at its own site."""
    credentials = Credentials.from_login_data(amazon.sessions.login_data(account, site))
    data = {"username": account.email, CONF_CREDENTIALS: credentials.as_dict()}
    entry = MockConfigEntry(domain=DOMAIN, title=account.email, unique_id=account.user_id, data=data)
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    return entry


@pytest.mark.parametrize(("site", "arrives"), [("de", "de"), ("com", "com"), ("co.jp", "co.jp"), ("com.au", "co.jp")])
async def test_where_a_password_takes_an_account(
    hass: HomeAssistant, account: Account, site: str, arrives: str
) -> None:
    """The library takes every account of the far east to Japan; one of Australia shows nothing there, and no zero."""
    entry = (await enter(hass, await begin(hass), answers(account)))["result"]
    assert entry.data[CONF_CREDENTIALS]["site"] == f"https://www.amazon.{arrives}"
    assert state(hass, "recordings") == (str(account.held) if site == arrives else STATE_UNKNOWN)


async def configure(hass: HomeAssistant, entry: MockConfigEntry, options: dict[str, Any]) -> None:
    """Give an account these options alone, with requests that it was taught."""
    if CONF_RECIPES in options:
        learn_now(entry, options[CONF_RECIPES])
    hass.config_entries.async_update_entry(entry, options=options)
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)


def jar(entry: MockConfigEntry) -> set[str]:
    """Return what the account's cookies are good for."""
    return {cookie["domain"] for cookie in entry.runtime_data.session._http.cookie_jar}
