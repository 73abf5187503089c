"""Where an account's sign-in comes from: a new one, its own stored one, or one borrowed from Alexa Devices."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any, Final

from aiohttp import ClientSession
from homeassistant.config_entries import SOURCE_RECONFIGURE, ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import ConfigEntryAuthFailed, ConfigEntryError
from homeassistant.helpers.aiohttp_client import async_create_clientsession
from homeassistant.helpers.importlib import async_import_module

from .amazon import registration
from .amazon.credentials import Credentials
from .amazon.errors import (
    AmazonError,
    BadResponse,
    CannotConnect,
    CodeExpired,
    CountryMissing,
    RegistrationRefused,
    SignedOut,
    SignInRefused,
    Throttled,
    UnexpectedSignInPage,
)
from .amazon.history import History
from .amazon.login import LandingPage, SignInAttempt
from .amazon.session import AmazonSession
from .const import ALEXA_DEVICES, CONF_BORROWED, CONF_CREDENTIALS, DOMAIN, LOGGER, LOGIN_DATA, TIMING
from .counts.sync import AHEAD
from .repair.issues import Issue, is_reported, report

# Removing an account does not wait longer for Amazon.
DEREGISTER_WITHIN: Final = 10.0

CANNOT_CONNECT: Final = "cannot_connect"
_ERRORS: Final[dict[tuple[type[AmazonError], ...], str]] = {
    (CountryMissing,): "country_missing",
    (CodeExpired,): "code_expired",
    (RegistrationRefused, SignedOut): "registration_refused",
    (CannotConnect, Throttled): CANNOT_CONNECT,
}
_LONGEST_MESSAGE: Final = 300

BORROWING: Final = (Issue.BORROW_OTHER_ACCOUNT, Issue.BORROW_UNREADABLE)


def lenders(hass: HomeAssistant) -> dict[str, str]:
    """Return the Alexa Devices accounts whose sign-in can be borrowed: entry id and title."""
    return {
        entry.entry_id: entry.title for entry in hass.config_entries.async_entries(ALEXA_DEVICES, include_ignore=False)
    }


def borrow(hass: HomeAssistant, entry_id: str) -> Credentials:
    """Return the sign-in of an Alexa Devices account; raises BadResponse if it is gone or has another form."""
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
        # A repair opened them; they would keep Home Assistant from starting a reauth flow.
        end_sign_ins(hass, entry, {SOURCE_RECONFIGURE})
    return credentials


@callback
def end_sign_ins(hass: HomeAssistant, entry: ConfigEntry, sources: set[str], *, but: str | None = None) -> None:
    """Abort the flows of some sources that ask for a sign-in of an account, except one flow."""
    for flow in list(entry.async_get_active_flows(hass, sources)):
        if flow["flow_id"] != but:
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
    try:
        async with asyncio.timeout(DEREGISTER_WITHIN), _own_session(hass) as http:
            await registration.deregister(http, credentials)
    except (AmazonError, TimeoutError) as err:
        LOGGER.warning(
            "Device could not be removed at Amazon, remove it in Amazon's list of devices: %s", err or "timeout"
        )
        return False
    return True


class PendingDevice:
    """The device that a flow registers at Amazon, until an entry stores it; what is not kept is deregistered."""

    def __init__(self) -> None:
        """Initialize without a device."""
        self._credentials: Credentials | None = None
        self._is_closed = False

    async def register(self, hass: HomeAssistant, signing_in: Coroutine[Any, Any, Credentials]) -> Credentials:
        """Return the credentials of a sign-in; raise what it raises.

        It runs to its end even if the flow is closed, because only the response names the device to deregister.
        """
        task = hass.async_create_background_task(self._register(hass, signing_in), f"{DOMAIN} sign-in")
        # Nobody waits for its error then, and asyncio would log it.
        task.add_done_callback(lambda done: done.cancelled() or done.exception())
        return await asyncio.shield(task)

    async def _register(self, hass: HomeAssistant, signing_in: Coroutine[Any, Any, Credentials]) -> Credentials:
        """Sign in, and remember the device."""
        credentials = self._credentials = await signing_in
        if self._is_closed:
            self.discard(hass)
        return credentials

    def keep(self) -> None:
        """Keep the device: an entry stores it now."""
        self._credentials = None

    @callback
    def discard(self, hass: HomeAssistant) -> None:
        """Deregister the device in the background, if there is one."""
        if self._credentials:
            hass.async_create_background_task(async_deregister(hass, self._credentials), f"{DOMAIN} deregister")
        self._credentials = None

    @callback
    def close(self, hass: HomeAssistant) -> None:
        """End with the flow: deregister what was not kept, now or as soon as it is registered."""
        self._is_closed = True
        self.discard(hass)


async def register(hass: HomeAssistant, attempt: SignInAttempt, landing: LandingPage) -> Credentials:
    """Return the credentials for the code of a landing page; raise as `registration.register` does."""
    async with _own_session(hass) as http:
        return await registration.register(http, attempt, landing, pace=TIMING)


async def sign_in(hass: HomeAssistant, email: str, password: str, code: str) -> Credentials:
    """Return the credentials for a password and a code; raise as `password_login.sign_in` does."""
    # Home Assistant loads this file at each start; the library for this way is large and rarely needed.
    library = await async_import_module(hass, f"{__package__}.amazon.password_login")
    async with _own_session(hass) as http:
        credentials: Credentials = await library.sign_in(http, email, password, code.replace(" ", ""))
        return credentials


async def check_borrowed(hass: HomeAssistant, credentials: Credentials) -> str | None:
    """Request one page from Amazon; return an error key if the sign-in does not work."""
    async with _history(hass, credentials) as history:
        now = history.now()
        try:
            await history.first_page(now - AHEAD, now)
        except SignedOut:
            return "borrow_signed_out"
        except CannotConnect, Throttled:
            return CANNOT_CONNECT
        except AmazonError as err:
            # The sign-in works; setup reports any other problem.
            LOGGER.debug("Check of a borrowed sign-in failed: %s", err)
    return None


async def check_site(hass: HomeAssistant, credentials: Credentials) -> str | None:
    """Return an error key unless Amazon lists recordings at the site of a sign-in.

    A site that an account does not belong to lists nothing, without an error (amazon-protocol.md §1).
    """
    async with _history(hass, credentials) as history:
        try:
            if await history.holds_anything(history.now() + AHEAD):
                return None
        except CannotConnect, Throttled:
            return CANNOT_CONNECT
        except AmazonError as err:
            LOGGER.debug("Check of another site failed: %s", err)
    return "nothing_listed"


async def async_deregister_replaced(hass: HomeAssistant, entry: ConfigEntry, credentials: Credentials) -> None:
    """Deregister the device that an entry had before, once the entry no longer uses it."""
    async with entry.setup_lock:
        pass  # It is held until the entry is loaded with the new sign-in.
    await async_deregister(hass, credentials)


def error_of(err: Exception) -> tuple[str, str]:
    """Return the error key of a failed sign-in, and Amazon's own words if there are any."""
    if isinstance(err, UnexpectedSignInPage):
        return f"page_{err.page}", ""
    if isinstance(err, SignInRefused):
        return "invalid_auth", str(err)[:_LONGEST_MESSAGE]
    for kinds, key in _ERRORS.items():
        if isinstance(err, kinds):
            return key, ""
    if isinstance(err, AmazonError):
        LOGGER.warning("Sign-in failed: %s", err)
    else:
        LOGGER.error("Sign-in failed unexpectedly: %s", type(err).__name__)
    return "unknown", ""


@asynccontextmanager
async def _own_session(hass: HomeAssistant) -> AsyncIterator[ClientSession]:
    """Provide an HTTP session with its own cookies, and close it afterwards."""
    http = async_create_clientsession(hass, auto_cleanup=False)
    try:
        yield http
    finally:
        http.detach()


@asynccontextmanager
async def _history(hass: HomeAssistant, credentials: Credentials) -> AsyncIterator[History]:
    """Provide the voice history of a sign-in."""
    async with _own_session(hass) as http:
        yield History(AmazonSession(http, credentials, pace=TIMING))
