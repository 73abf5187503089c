"""Which days a poll counts: around midnight, with a clock that is wrong, and at the first look."""

from datetime import UTC, datetime, timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.const import STATE_UNKNOWN
from homeassistant.core import HomeAssistant
import pytest

from custom_components.alexa_privacy.account import Account as PrivacyAccount
from tests.amazon_double import Account, AmazonDouble
from tests.conftest import SetUp, poll, state


async def test_a_clock_that_was_ahead_over_midnight(
    hass: HomeAssistant, amazon: AmazonDouble, set_up: SetUp, freezer: FrozenDateTimeFactory
) -> None:
    """A poll that believed it was tomorrow keeps nothing of what is left of today from being counted."""
    await hass.config.async_set_time_zone("Europe/Berlin")
    evening = datetime(2026, 11, 18, 22, 30, tzinfo=UTC)
    freezer.move_to(evening)
    amazon.now = lambda: evening
    account = amazon.add_account(Account.generate(seed=7, size=30, now=evening, days=5))
    account.say("good evening", minutes_ago=20)
    entry = await set_up(account)
    today = int(state(hass, "recordings_today"))
    freezer.move_to(evening + timedelta(minutes=45))
    await poll(hass, entry)
    freezer.move_to(evening)
    account.say("good night", minutes_ago=1)
    await poll(hass, entry)
    assert state(hass, "recordings_today") == str(today + 1)
    assert state(hass, "recordings") == str(account.held)


@pytest.mark.parametrize("size", [3, 25])
async def test_the_first_look_claims_no_more_than_it_shows(
    hass: HomeAssistant, amazon: AmazonDouble, set_up: SetUp, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Today is known at once where a page holds all of it; where more pages follow, it is unknown until they came."""

    async def nothing(_: PrivacyAccount) -> None:
        """Leave out what is done in the background."""

    monkeypatch.setattr(PrivacyAccount, "async_begin", nothing)
    account = amazon.add_account(Account.generate(seed=3, size=0, now=datetime.now(UTC)))
    for seconds in range(size):
        account.say("what is the time", minutes_ago=(seconds + 1) / 600)
    entry = await set_up(account)
    assert state(hass, "recordings_today") == (str(size) if size <= 10 else STATE_UNKNOWN)
    await poll(hass, entry)
    assert state(hass, "recordings_today") == str(size)
