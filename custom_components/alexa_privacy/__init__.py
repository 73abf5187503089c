"""Alexa Privacy: what Amazon keeps of what was said to Alexa, counted, deleted and verified."""

from collections.abc import Callable
from functools import partial
from typing import Any

from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import EVENT_CORE_CONFIG_UPDATE, Platform
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.exceptions import ConfigEntryError, UnsupportedStorageVersionError
from homeassistant.helpers import config_validation as cv, device_registry as dr, issue_registry as ir
from homeassistant.helpers.aiohttp_client import async_create_clientsession
from homeassistant.helpers.device_registry import DeviceEntry
from homeassistant.helpers.typing import ConfigType
from homeassistant.util import dt as dt_util

from .amazon.recipes.schema import RecipeError, read_recipes
from .amazon.session import AmazonSession
from .auth import save_credentials, set_up_credentials
from .const import CONF_RECIPES, DOMAIN, LOGGER
from .coordinator import PrivacyConfigEntry, PrivacyCoordinator
from .counts.statistics import remove_statistics
from .deletion.job_store import JobStore
from .entity import account_device
from .options.schema import whole
from .panel import async_setup_page, async_show_page
from .recorder_copies.copies_issue import ISSUE as COPIES, watch_copies
from .repair.issues import forget_all, report_request_statuses, report_requests, report_written
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
    """Register the actions, and serve the page."""
    async_setup_services(hass)
    await async_setup_page(hass)
    return True


async def async_setup_entry(hass: HomeAssistant, entry: PrivacyConfigEntry) -> bool:
    """Set up one account: one look at Amazon now, all else in the background."""
    session = AmazonSession(
        async_create_clientsession(hass),
        set_up_credentials(hass, entry),
        on_renewed=save_credentials(hass, entry),
        on_signed_out=lambda: entry.async_start_reauth(hass),
        zone=dt_util.get_default_time_zone(),
    )
    _mend_options(hass, entry)
    # In a thread: what others wrote there may be long.
    document = await hass.async_add_executor_job(_readable, entry.options.get(CONF_RECIPES))
    on_written = partial(report_written, hass, entry)
    storage = AccountStorage(hass, entry.entry_id, document, on_written=on_written)
    job_store = JobStore(hass, entry.entry_id, on_written=on_written)
    try:
        await storage.load()
        await job_store.load()
    except UnsupportedStorageVersionError as err:
        raise ConfigEntryError(translation_domain=DOMAIN, translation_key="stored_by_newer") from err
    standing = await hass.async_add_executor_job(
        storage.agreements.standing, storage.document, storage.request_statuses
    )
    report_requests(hass, entry, standing, storage.request_statuses, readable=document is not None)
    report_request_statuses(hass, entry, storage.request_statuses)
    coordinator = PrivacyCoordinator(hass, entry, session, standing, storage, job_store)
    # Diagnostics tell of it, also where Amazon does not answer.
    entry.runtime_data = coordinator
    await coordinator.async_config_entry_first_refresh()

    dr.async_get(hass).async_get_or_create(config_entry_id=entry.entry_id, **account_device(entry))
    await hass.config_entries.async_forward_entry_setups(entry, PLATFORMS)
    entry.async_on_unload(hass.bus.async_listen(EVENT_CORE_CONFIG_UPDATE, _reload_in_another_zone(hass, entry)))
    entry.async_create_background_task(hass, coordinator.async_begin(), f"{DOMAIN} begin")
    watch_copies(hass, entry)
    await async_show_page(hass)
    return True


def _readable(document: Any) -> dict[str, Any] | None:
    """Return learned requests, none where nothing was taught; None where they cannot be read."""
    if not document:
        return {}
    try:
        read_recipes(document)
    except RecipeError as err:
        LOGGER.warning("The learned requests cannot be used: %s", err)
        return None
    return dict(document)


def _mend_options(hass: HomeAssistant, entry: PrivacyConfigEntry) -> None:
    """Forget the options that are damaged."""
    options = whole(entry.options)
    if damaged := sorted(entry.options.keys() - options.keys()):
        LOGGER.warning("These options are damaged, and as usual now: %s", ", ".join(damaged))
        hass.config_entries.async_update_entry(entry, options=options)


def _reload_in_another_zone(hass: HomeAssistant, entry: PrivacyConfigEntry) -> Callable[[Event], None]:
    """Return what counts anew where days begin at another time from now on."""

    @callback
    def check(event: Event) -> None:
        if entry.runtime_data.ledger.zone.key != hass.config.time_zone:
            hass.config_entries.async_schedule_reload(entry.entry_id)

    return check


async def async_unload_entry(hass: HomeAssistant, entry: PrivacyConfigEntry) -> bool:
    """Unload one account; its background work ends with it."""
    if unloaded := await hass.config_entries.async_unload_platforms(entry, PLATFORMS):
        await entry.runtime_data.async_end()
        await async_show_page(hass)
    return unloaded


async def async_remove_config_entry_device(hass: HomeAssistant, entry: PrivacyConfigEntry, device: DeviceEntry) -> bool:
    """Let the owner remove an Echo that has no recordings; the account's own device, which has no serial, stays."""
    if entry.state is not ConfigEntryState.LOADED or device.serial_number is None:
        return False
    return entry.runtime_data.async_forget_echo(device.serial_number)


async def async_remove_entry(hass: HomeAssistant, entry: PrivacyConfigEntry) -> None:
    """Remove what the account kept on disk, and what it asked to be mended."""
    forget_all(hass, entry)
    if not hass.config_entries.async_entries(DOMAIN):
        ir.async_delete_issue(hass, DOMAIN, COPIES)
    remove_statistics(hass, entry)
    await AccountStorage(hass, entry.entry_id).remove()
    await JobStore(hass, entry.entry_id).remove()
    await async_show_page(hass)
