"""What is kept on disk: read as far as it can be, whatever has become of the file."""

from typing import Any

from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.alexa_privacy.const import DOMAIN
from tests.amazon_double import Account
from tests.conftest import SetUp, delete, state


async def restart(
    hass: HomeAssistant, entry: MockConfigEntry, hass_storage: dict[str, Any], *, minor: int = 1, **damage: Any
) -> None:
    """Unload, damage what was written, and set up again."""
    await hass.config_entries.async_unload(entry.entry_id)
    file = hass_storage[f"{DOMAIN}.{entry.entry_id}"]
    file["minor_version"] = minor
    for name, rows in damage.items():
        file["data"][name] = rows(file["data"][name])
    await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)


async def test_damaged_rows_are_passed_over(
    hass: HomeAssistant, account: Account, set_up: SetUp, hass_storage: dict[str, Any]
) -> None:
    """What stands beside them is kept: receipts, and what is proven."""
    entry = await set_up(account)
    receipt = await delete(hass, older_than={"days": 20})
    await restart(
        hass,
        entry,
        hass_storage,
        receipts=lambda rows: [7, {}, *rows, {"finished": "soon"}],
        proofs=lambda rows: {"a": "b", "c": ["soon", None], **rows},
    )
    coordinator = entry.runtime_data
    assert [kept.receipt_id for kept in coordinator.receipts] == [receipt["receipt_id"]]
    assert coordinator.proofs.is_proven("delete_recordings")
    assert state(hass, "deleted_recordings") == str(receipt["verified_gone"])


async def test_a_file_of_another_version_is_counted_anew(
    hass: HomeAssistant, account: Account, set_up: SetUp, hass_storage: dict[str, Any]
) -> None:
    """Nothing of a form that is not known is believed."""
    entry = await set_up(account)
    await delete(hass, older_than={"days": 20})
    await restart(hass, entry, hass_storage, minor=2)
    assert state(hass, "recordings") == str(account.held)
    assert state(hass, "deleted_recordings") == "0"
