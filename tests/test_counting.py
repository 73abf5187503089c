"""Counting: what the sensors say is what the stand-in holds, or unknown."""

from homeassistant.core import HomeAssistant

from tests.amazon_double import Account, AmazonDouble
from tests.conftest import SetUp


async def test_counts_are_those_of_amazon(hass: HomeAssistant, account: Account, set_up: SetUp) -> None:
    """Every figure equals what is held."""
    await set_up(account)
    assert hass.states.get("sensor.alexa_privacy_recordings").state == str(account.held)
    assert hass.states.get("sensor.alexa_privacy_unintended_recordings").state == str(account.unintended)
