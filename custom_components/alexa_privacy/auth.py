"""Where an account's sign-in comes from: its own, or borrowed, read-only, from Alexa Devices."""

import asyncio
from dataclasses import replace
from typing import Final

from homeassistant.config_entries import SOURCE_RECONFIGURE, ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ConfigEntryAuthFailed, ConfigEntryError
from homeassistant.helpers.aiohttp_client import async_create_clientsession

from .amazon.credentials import Credentials
from .amazon.errors import AmazonError, BadResponse
from .amazon.registration import deregister
from .const import ALEXA_DEVICES, CONF_BORROWED, CONF_CREDENTIALS, DOMAIN, LOGGER, LOGIN_DATA
from .repair.issues import Issue, is_reported, report

# Removing an account does not wait longer for Amazon.
DEREGISTER_WITHIN: Final = 10.0

BORROWING: Final = (Issue.BORROW_OTHER_ACCOUNT, Issue.BORROW_UNREADABLE)


def lenders(hass: HomeAssistant) -> dict[str, str]:
    """Return the Alexa Devices accounts whose sign-in can be borrowed: entry id and title."""
    return {
        entry.entry_id: entry.title for entry in hass.config_entries.async_entries(ALEXA_DEVICES, include_ignore=False)
    }


def borrow(hass: HomeAssistant, entry_id: str) -> Credentials:
    """Return the sign-in of an Alexa Devices account; raise BadResponse if it is gone or has another form."""
    lender = hass.config_entries.async_get_entry(str(entry_id))
    if lender is None or lender.domain != ALEXA_DEVICES:
        raise BadResponse("the account no longer exists")
    login_data = lender.data.get(LOGIN_DATA)
    if not isinstance(login_data, dict):
        raise BadResponse("the login data has another form")
    # The device is the one of Alexa Devices: it is never removed by us.
    return replace(Credentials.from_login_data(login_data), serial=None)


class BorrowError(ConfigEntryError):
    """The borrowed sign-in cannot be used; `issue` is the reason."""

    def __init__(self, issue: Issue) -> None:
        """Store the reason."""
        super().__init__(translation_domain=DOMAIN, translation_key=issue.value)
        self.issue = issue


def load_credentials(hass: HomeAssistant, entry: ConfigEntry) -> Credentials:
    """Return an account's sign-in without side effects.

    Raises BorrowError if a borrowed sign-in cannot be used, ConfigEntryAuthFailed if its own cannot be read.
    """
    if lender := entry.data.get(CONF_BORROWED):
        return _load_borrowed(hass, entry, lender)
    try:
        return Credentials.from_dict(entry.data[CONF_CREDENTIALS])
    except (KeyError, BadResponse) as err:
        raise ConfigEntryAuthFailed(translation_domain=DOMAIN, translation_key="signed_out") from err


def _load_borrowed(hass: HomeAssistant, entry: ConfigEntry, lender: str) -> Credentials:
    """Return the sign-in of an Alexa Devices account, if it still belongs to the same Amazon account."""
    try:
        credentials = borrow(hass, lender)
    except BadResponse as err:
        raise BorrowError(Issue.BORROW_UNREADABLE) from err
    if credentials.user_id != entry.unique_id:
        raise BorrowError(Issue.BORROW_OTHER_ACCOUNT)
    return credentials


def set_up_credentials(hass: HomeAssistant, entry: ConfigEntry) -> Credentials:
    """Return an account's sign-in for setup, and create or clear the repairs about a borrowed one.

    Raises what `load_credentials` raises.
    """
    found, reported = None, any(is_reported(hass, entry, each) for each in BORROWING)
    try:
        credentials = load_credentials(hass, entry)
    except BorrowError as err:
        found = err.issue
        raise
    finally:
        # Report each one once: an issue that is deleted and created again is no longer ignored.
        for each in BORROWING:
            report(hass, entry, each, exists=each is found)
    if reported:
        _end_reconfiguring(hass, entry)
    return credentials


def _end_reconfiguring(hass: HomeAssistant, entry: ConfigEntry) -> None:
    """Abort the reconfigure flows that a repair opened: they would keep Home Assistant from starting a reauth flow."""
    for flow in list(entry.async_get_active_flows(hass, {SOURCE_RECONFIGURE})):
        hass.config_entries.flow.async_abort(flow["flow_id"])


def own_credentials(entry: ConfigEntry) -> Credentials | None:
    """Return the sign-in that an entry stores; None if it is borrowed, cannot be read, or names no device of ours."""
    try:
        credentials = Credentials.from_dict(entry.data[CONF_CREDENTIALS])
    except KeyError, TypeError, BadResponse:
        return None
    return credentials if credentials.serial else None


async def async_deregister(hass: HomeAssistant, credentials: Credentials) -> bool:
    """Remove the device of a sign-in of ours at Amazon, and return whether that worked within some seconds.

    The log says if it did not; the device then stays in Amazon's list of devices until the owner removes it there.
    """
    http = async_create_clientsession(hass, auto_cleanup=False)
    try:
        async with asyncio.timeout(DEREGISTER_WITHIN):
            await deregister(http, credentials)
    except (AmazonError, TimeoutError) as err:
        LOGGER.warning(
            "Device could not be removed at Amazon, remove it in Amazon's list of devices: %s", err or "timeout"
        )
        return False
    finally:
        http.detach()
    return True
