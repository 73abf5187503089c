"""Config flow: add an account, sign in again, reconfigure. The options flow is in options/."""

import asyncio
from collections.abc import Mapping
from typing import Any, Final, override

from homeassistant.config_entries import (
    SOURCE_REAUTH,
    SOURCE_RECONFIGURE,
    ConfigEntry,
    ConfigFlow,
    ConfigFlowResult,
    OptionsFlow,
)
from homeassistant.const import CONF_CODE, CONF_PASSWORD, CONF_USERNAME
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.aiohttp_client import async_create_clientsession
from homeassistant.helpers.importlib import async_import_module
from homeassistant.helpers.selector import (
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    TextSelector,
    TextSelectorConfig,
    TextSelectorType,
)
import voluptuous as vol

from .amazon.credentials import Credentials
from .amazon.errors import AmazonError, BadResponse, CannotConnect, CountryMissing, SignedOut, SignInRefused, Throttled
from .amazon.history import History
from .amazon.session import AmazonSession
from .auth import borrow, lenders
from .const import CONF_BORROWED, CONF_CREDENTIALS, DOMAIN, LOGGER, TIMING
from .counts.sync import AHEAD
from .options.options_flow import PrivacyOptionsFlow
from .progress import begin_task

CONF_ENTRY: Final = "entry"

_USERNAME: Final = TextSelector(TextSelectorConfig(type=TextSelectorType.EMAIL, autocomplete="username"))
_PASSWORD: Final = TextSelector(TextSelectorConfig(type=TextSelectorType.PASSWORD, autocomplete="current-password"))
_CODE: Final = TextSelector(TextSelectorConfig(autocomplete="one-time-code"))
_LONGEST_MESSAGE: Final = 300


class PrivacyConfigFlow(ConfigFlow, domain=DOMAIN):
    """Config flow for one Amazon account per entry. The password is used once and not stored."""

    VERSION = 1
    MINOR_VERSION = 1

    def __init__(self) -> None:
        """Initialize the flow."""
        self._username = ""
        self._form = "sign_in"
        self._task: asyncio.Task[Credentials] | None = None
        self._credentials: Credentials | None = None
        self._errors: dict[str, str] = {}
        self._message = ""

    @staticmethod
    @callback
    @override
    def async_get_options_flow(config_entry: ConfigEntry) -> OptionsFlow:
        """Return the options flow."""
        return PrivacyOptionsFlow()

    @override
    async def async_step_user(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show a menu with the ways to sign in; borrowing only if Alexa Devices has an account."""
        if lenders(self.hass):
            return self.async_show_menu(step_id="user", menu_options=["sign_in", "borrow"])
        return await self.async_step_sign_in()

    async def async_step_sign_in(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for email, password and code."""
        if user_input is not None:
            self._username = user_input[CONF_USERNAME]
            return await self._sign_in("sign_in", user_input)
        schema = vol.Schema(
            {
                vol.Required(CONF_USERNAME, default=self._username or vol.UNDEFINED): _USERNAME,
                vol.Required(CONF_PASSWORD): _PASSWORD,
                vol.Required(CONF_CODE): _CODE,
            }
        )
        return self._show("sign_in", schema)

    async def async_step_borrow(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask which Alexa Devices account to borrow from."""
        if user_input is not None:
            return await self._borrow("borrow", user_input[CONF_ENTRY])
        return self._show("borrow", vol.Schema({vol.Required(CONF_ENTRY): _entry_selector(self.hass)}))

    async def async_step_reauth(self, entry_data: Mapping[str, Any]) -> ConfigFlowResult:
        """Start reauthentication."""
        return await self.async_step_reauth_confirm()

    async def async_step_reauth_confirm(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for password and code of the same account."""
        self._username = self._get_reauth_entry().data[CONF_USERNAME]
        if user_input is not None:
            return await self._sign_in("reauth_confirm", user_input)
        schema = vol.Schema({vol.Required(CONF_PASSWORD): _PASSWORD, vol.Required(CONF_CODE): _CODE})
        return self._show("reauth_confirm", schema)

    async def async_step_reconfigure(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for a new sign-in of the same account: its own, or a borrowed one."""
        self._username = self._get_reconfigure_entry().data[CONF_USERNAME]
        if user_input is not None:
            if entry_id := user_input.get(CONF_ENTRY):
                return await self._borrow("reconfigure", entry_id)
            if user_input.get(CONF_PASSWORD) and user_input.get(CONF_CODE):
                return await self._sign_in("reconfigure", user_input)
            self._errors = {"base": "sign_in_missing"}
        fields: dict[Any, Any] = {vol.Optional(CONF_PASSWORD): _PASSWORD, vol.Optional(CONF_CODE): _CODE}
        if lenders(self.hass):
            fields[vol.Optional(CONF_ENTRY)] = _entry_selector(self.hass)
        return self._show("reconfigure", vol.Schema(fields))

    async def _sign_in(self, form: str, user_input: dict[str, Any]) -> ConfigFlowResult:
        """Start the sign-in in the background."""
        self._form = form
        signing_in = _sign_in(self.hass, self._username, user_input[CONF_PASSWORD], user_input[CONF_CODE])
        self._task = begin_task(self.hass, signing_in)
        return await self.async_step_signing_in()

    async def async_step_signing_in(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show progress, then continue, or return to the form with an error."""
        assert self._task
        if not self._task.done():
            return self.async_show_progress(
                step_id="signing_in", progress_action="signing_in", progress_task=self._task
            )
        try:
            self._credentials = self._task.result()
        except SignInRefused as err:
            self._errors, self._message = {"base": "invalid_auth"}, str(err)[:_LONGEST_MESSAGE]
        except CannotConnect:
            self._errors = {"base": "cannot_connect"}
        except CountryMissing:
            self._errors = {"base": "country_missing"}
        except AmazonError as err:
            LOGGER.warning("Sign-in failed: %s", err)
            self._errors = {"base": "unknown"}
        except Exception as err:  # noqa: BLE001 - raised, it would leave the dialog waiting
            LOGGER.error("Sign-in failed unexpectedly: %s", type(err).__name__)
            self._errors = {"base": "unknown"}
        self._task = None
        return self.async_show_progress_done(next_step_id=self._form if self._errors else "signed_in")

    async def async_step_signed_in(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Store the sign-in and discard the password."""
        assert self._credentials
        data = {CONF_USERNAME: self._username, CONF_CREDENTIALS: self._credentials.as_dict()}
        return await self._finish(self._credentials, data)

    async def _borrow(self, form: str, entry_id: str) -> ConfigFlowResult:
        """Use the sign-in of an Alexa Devices account without changing it."""
        try:
            credentials = borrow(self.hass, entry_id)
        except BadResponse:
            return await self._borrow_again(form, "borrow_unreadable")
        if error := await _try(self.hass, credentials):
            return await self._borrow_again(form, error)
        lender = self.hass.config_entries.async_get_known_entry(entry_id)
        username = lender.data.get(CONF_USERNAME) or lender.title
        return await self._finish(credentials, {CONF_USERNAME: username, CONF_BORROWED: entry_id})

    async def _borrow_again(self, form: str, error: str) -> ConfigFlowResult:
        """Show an error in the form in which the account was chosen."""
        self._errors = {"base": error}
        return await (self.async_step_borrow() if form == "borrow" else self.async_step_reconfigure())

    async def _finish(self, credentials: Credentials, data: dict[str, Any]) -> ConfigFlowResult:
        """Create the entry, or update the existing one."""
        await self.async_set_unique_id(credentials.user_id)
        if self.source in {SOURCE_REAUTH, SOURCE_RECONFIGURE}:
            self._abort_if_unique_id_mismatch(reason="wrong_account")
            entry = self._get_reauth_entry() if self.source == SOURCE_REAUTH else self._get_reconfigure_entry()
            return self.async_update_reload_and_abort(entry, data=data)
        self._abort_if_unique_id_configured()
        return self.async_create_entry(title=data[CONF_USERNAME], data=data)

    def _show(self, step_id: str, schema: vol.Schema) -> ConfigFlowResult:
        """Show a form with the last errors."""
        errors, message = self._errors, self._message
        self._errors, self._message = {}, ""
        return self.async_show_form(
            step_id=step_id,
            data_schema=schema,
            errors=errors,
            description_placeholders={"username": self._username, "message": message},
        )


async def _sign_in(hass: HomeAssistant, email: str, password: str, code: str) -> Credentials:
    """Sign in over a session of its own, which is closed afterwards."""
    # Home Assistant loads this file at each start; the sign-in library is large and rarely needed.
    library = await async_import_module(hass, f"{__package__}.amazon.password_login")
    http = async_create_clientsession(hass, auto_cleanup=False)
    try:
        credentials: Credentials = await library.sign_in(http, email, password, code.replace(" ", ""))
    finally:
        http.detach()
    return credentials


async def _try(hass: HomeAssistant, credentials: Credentials) -> str | None:
    """Request one page from Amazon; return an error key if the sign-in does not work."""
    http = async_create_clientsession(hass, auto_cleanup=False)
    history = History(AmazonSession(http, credentials, pace=TIMING))
    now = history.now()
    try:
        await history.first_page(now - AHEAD, now)
    except SignedOut:
        return "borrow_signed_out"
    except CannotConnect, Throttled:
        return "cannot_connect"
    except AmazonError as err:
        # The sign-in works; setup reports any other problem.
        LOGGER.debug("Check of a borrowed sign-in failed: %s", err)
    finally:
        http.detach()
    return None


def _entry_selector(hass: HomeAssistant) -> SelectSelector:
    """Return a selector of the Alexa Devices accounts."""
    options = [SelectOptionDict(value=entry_id, label=title) for entry_id, title in lenders(hass).items()]
    return SelectSelector(SelectSelectorConfig(options=options))
