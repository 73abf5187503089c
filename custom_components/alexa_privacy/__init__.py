"""Alexa Privacy: what Amazon keeps of what was said to Alexa, counted, deleted and verified."""

from collections.abc import Callable

from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import EVENT_CORE_CONFIG_UPDATE, Platform
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.exceptions import ConfigEntryAuthFailed
from homeassistant.helpers import config_validation as cv, device_registry as dr, issue_registry as ir
from homeassistant.helpers.device_registry import DeviceEntry
from homeassistant.helpers.typing import ConfigType

from .account import PrivacyConfigEntry, async_load_account
from .auth import BorrowError, async_deregister, own_credentials
from .card import async_offer_card, async_setup_card
from .const import DOMAIN
from .counts.statistics import remove_statistics
from .deletion.job_store import JobStore
from .entity import account_device
from .options.schema import valid_options
from .panel import async_setup_page, async_show_page
from .recorder_copies.copies_issue import ISSUE as COPIES, watch_copies
from .repair.issues import forget_all
from .repair.notifications import async_notifier, async_remove_notifier
from .services import async_setup_services
from .store.account_store import AccountStorage

PLATFORMS = [
    Platform.BINARY_SENSOR,
    Platform.BUTTON,
    Platform.EVENT,
    Platform.NUMBER,
    Platform.SELECT,
    Platform.SENSOR,
    Platform.SWITCH,
    Platform.TIME,
]

CONFIG_SCHEMA = cv.config_entry_only_config_schema(DOMAIN)


async def async_setup(hass: HomeAssistant, config: ConfigType) -> bool:
    """Register the actions, and serve the page and the card."""
    async_setup_services(hass)
    await async_setup_page(hass)
    await async_setup_card(hass)
    return True


async def async_setup_entry(hass: HomeAssistant, entry: PrivacyConfigEntry) -> bool:
    """Set up one account: one request to Amazon now, everything else in the background."""
    hass.config_entries.async_update_entry(entry, options=valid_options(entry.options))
    notifier = await async_notifier(hass, entry)
    try:
        # Diagnostics show it even if Amazon does not respond.
        account = entry.runtime_data = await async_load_account(hass, entry)
        coordinator = account.coordinator
        notifier.watch(
            account.protection, account.store, account.settings, account.deletions, coordinator.async_add_listener
        )
        await coordinator.async_config_entry_first_refresh()
    except BorrowError, ConfigEntryAuthFailed:
        notifier.note_sign_in()
        raise

    dr.async_get(hass).async_get_or_create(config_entry_id=entry.entry_id, **account_device(entry))
    await hass.config_entries.async_forward_entry_setups(entry, PLATFORMS)
    entry.async_on_unload(hass.bus.async_listen(EVENT_CORE_CONFIG_UPDATE, _reload_in_another_zone(hass, entry)))
    entry.async_create_background_task(hass, account.async_begin(), f"{DOMAIN} begin")
    watch_copies(hass, entry)
    await async_show_page(hass)
    async_offer_card(hass)
    return True


def _reload_in_another_zone(hass: HomeAssistant, entry: PrivacyConfigEntry) -> Callable[[Event], None]:
    """Return a listener that reloads the account when Home Assistant's time zone changes."""

    @callback
    def check(event: Event) -> None:
        if entry.runtime_data.store.voice.ledger.zone.key != hass.config.time_zone:
            hass.config_entries.async_schedule_reload(entry.entry_id)

    return check


async def async_unload_entry(hass: HomeAssistant, entry: PrivacyConfigEntry) -> bool:
    """Unload one account; its background work ends with it."""
    if unloaded := await hass.config_entries.async_unload_platforms(entry, PLATFORMS):
        await entry.runtime_data.async_end()
        await async_show_page(hass)
        async_offer_card(hass)
    return unloaded


async def async_remove_config_entry_device(hass: HomeAssistant, entry: PrivacyConfigEntry, device: DeviceEntry) -> bool:
    """Let the owner remove an Echo that has no recordings; the account's own device, which has no serial, stays."""
    if entry.state is not ConfigEntryState.LOADED or device.serial_number is None:
        return False
    account = entry.runtime_data
    if is_gone := account.echoes.forget(device.serial_number):
        account.store.save_soon()
        account.coordinator.async_show()
    return is_gone


async def async_remove_entry(hass: HomeAssistant, entry: PrivacyConfigEntry) -> None:
    """Remove what the account kept on disk, its repair issues, and its device at Amazon if the sign-in is its own."""
    # First, as it may be about to report an issue.
    await async_remove_notifier(hass, entry)
    forget_all(hass, entry)
    if not hass.config_entries.async_entries(DOMAIN):
        ir.async_delete_issue(hass, DOMAIN, COPIES)
    remove_statistics(hass, entry)
    await AccountStorage(hass, entry.entry_id).remove()
    await JobStore(hass, entry.entry_id).remove()
    await async_show_page(hass)
    async_offer_card(hass)
    if credentials := own_credentials(entry):
        await async_deregister(hass, credentials)
