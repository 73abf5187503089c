"""What a maintainer needs to see why it fails; nothing personal."""

from typing import Any

from homeassistant.core import HomeAssistant

from .const import CONF_BORROWED, CONF_POLL_MINUTES, DEFAULT_POLL_MINUTES
from .coordinator import PrivacyConfigEntry


async def async_get_config_entry_diagnostics(hass: HomeAssistant, entry: PrivacyConfigEntry) -> dict[str, Any]:
    """Return figures and states; chosen one by one, so that nothing slips through."""
    coordinator = entry.runtime_data
    recipes, state, ledger = coordinator.recipes, coordinator.data, coordinator.ledger
    return {
        "sign_in": "borrowed" if CONF_BORROWED in entry.data else "own",
        "poll_minutes": entry.options.get(CONF_POLL_MINUTES, DEFAULT_POLL_MINUTES),
        "last_poll_worked": coordinator.last_update_success,
        "last_error": type(coordinator.last_exception).__name__ if coordinator.last_exception else None,
        "counts": {
            "recordings": state.recordings,
            "today": state.today,
            "unintended": state.unintended,
            "deleted": state.deleted,
            "echoes": len(state.echoes),
        },
        "counted": {"since": ledger.counted_since, "until": ledger.counted_until, "complete": ledger.complete},
        "taught": {
            "delete_recordings": recipes.delete_recordings is not None,
            "delete_range": recipes.delete_range is not None,
            "delete_everything": recipes.delete_everything is not None,
            "switches": {name: coordinator.settings.can_read(name) for name in recipes.switches},
        },
        "switches": state.switches,
        "receipts": [receipt.as_dict() for receipt in coordinator.receipts],
    }
