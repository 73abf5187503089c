"""Deletions that a restart interrupts, and the receipts that they leave."""

from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.alexa_privacy.deletion.receipts import Receipt
from tests.amazon_double import AmazonDouble, Fault
from tests.conftest import delete
from tests.helpers.waiting import until


async def delete_until(hass: HomeAssistant, amazon: AmazonDouble, fault: Fault = Fault.SLOW, *, after: int = 0) -> None:
    """Delete everything, until Amazon leaves a request without an answer; some before it are answered."""
    amazon.fail(fault, "delete", after=after, seconds=3600)
    await delete(hass, everything=True, wait=False)
    await until(lambda: amazon.count("delete") == after + 1)


async def restart(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Interrupt all that the account does, and begin again from what is on disk."""
    assert await hass.config_entries.async_unload(entry.entry_id)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)


def receipts(entry: MockConfigEntry) -> list[Receipt]:
    """Return the receipts that were kept."""
    return list(entry.runtime_data.store.receipts)
