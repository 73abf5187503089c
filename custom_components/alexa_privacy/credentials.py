"""Where an account's sign-in comes from: its own, or borrowed, read-only, from Alexa Devices."""

from collections.abc import Callable

from homeassistant.config_entries import SOURCE_RECONFIGURE, ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import ConfigEntryAuthFailed, ConfigEntryError

from .amazon.credentials import Credentials
from .amazon.errors import BadAnswer
from .const import ALEXA_DEVICES, CONF_BORROWED, CONF_CREDENTIALS, DOMAIN, LOGIN_DATA
from .issues import Issue, report


def lenders(hass: HomeAssistant) -> dict[str, str]:
    """Return the Alexa Devices accounts whose sign-in can be borrowed: entry id and title."""
    return {
        entry.entry_id: entry.title for entry in hass.config_entries.async_entries(ALEXA_DEVICES, include_ignore=False)
    }


def borrow(hass: HomeAssistant, entry_id: str) -> Credentials:
    """Read the sign-in of an Alexa Devices account; BadAnswer where it is gone or has another shape."""
    lender = hass.config_entries.async_get_entry(str(entry_id))
    if lender is None or lender.domain != ALEXA_DEVICES:
        raise BadAnswer("the account is not there any more")
    login_data = lender.data.get(LOGIN_DATA)
    if not isinstance(login_data, dict):
        raise BadAnswer("login data has another shape")
    return Credentials.from_login_data(login_data)


def load_credentials(hass: HomeAssistant, entry: ConfigEntry) -> Credentials:
    """Return an account's sign-in; a repair says so where what is borrowed cannot be used."""
    lender = entry.data.get(CONF_BORROWED)
    borrowed = _try_to_borrow(hass, entry, lender) if lender else None
    # Once each: an issue that is taken back and told again is no longer ignored.
    for issue in (Issue.BORROW_OTHER_ACCOUNT, Issue.BORROW_UNREADABLE):
        report(hass, entry, issue, exists=borrowed is issue)
    if isinstance(borrowed, Issue):
        raise ConfigEntryError(translation_domain=DOMAIN, translation_key=borrowed.value)
    if borrowed:
        _end_reconfiguring(hass, entry)
        return borrowed
    try:
        return Credentials.from_dict(entry.data[CONF_CREDENTIALS])
    except (KeyError, BadAnswer) as err:
        raise ConfigEntryAuthFailed(translation_domain=DOMAIN, translation_key="signed_out") from err


def _try_to_borrow(hass: HomeAssistant, entry: ConfigEntry, lender: str) -> Credentials | Issue:
    """Return the sign-in of an Alexa Devices account, or why it cannot be used."""
    try:
        credentials = borrow(hass, lender)
    except BadAnswer:
        return Issue.BORROW_UNREADABLE
    return credentials if credentials.user_id == entry.unique_id else Issue.BORROW_OTHER_ACCOUNT


def _end_reconfiguring(hass: HomeAssistant, entry: ConfigEntry) -> None:
    """End what a repair has led to and nobody went through with: as long as it is there, nobody is asked to sign in."""
    for flow in list(entry.async_get_active_flows(hass, {SOURCE_RECONFIGURE})):
        hass.config_entries.flow.async_abort(flow["flow_id"])


def save_credentials(hass: HomeAssistant, entry: ConfigEntry) -> Callable[[Credentials], None]:
    """Return what keeps renewed cookies: in our own entry, never in the lender's."""

    @callback
    def save(credentials: Credentials) -> None:
        """Keep them unless they are borrowed."""
        if CONF_BORROWED not in entry.data:
            data = {**entry.data, CONF_CREDENTIALS: credentials.as_dict()}
            hass.config_entries.async_update_entry(entry, data=data)

    return save
