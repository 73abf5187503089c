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
from homeassistant.core import callback
from homeassistant.exceptions import ConfigEntryAuthFailed, ConfigEntryError
from homeassistant.helpers.selector import BooleanSelector, TextSelector, TextSelectorConfig, TextSelectorType
import voluptuous as vol

from .amazon.credentials import Credentials
from .amazon.errors import BadResponse
from .amazon.login import LandingPageError, SignInAttempt, read_landing_page
from .amazon.sites import SITES, site_for_country
from .auth import (
    CANNOT_CONNECT,
    PendingDevice,
    async_deregister_replaced,
    borrow,
    check_borrowed,
    check_site,
    end_sign_ins,
    error_of,
    lenders,
    load_credentials,
    own_credentials,
    register,
    sign_in,
)
from .const import CONF_BORROWED, CONF_CREDENTIALS, DOMAIN
from .dialogs import begin_task, choice
from .options.options_flow import PrivacyOptionsFlow

CONF_ADDRESS: Final = "address"
CONF_ENTRY: Final = "entry"
CONF_SITE: Final = "site"
CONF_USE_BROWSER: Final = "use_browser"

_ADDRESS: Final = TextSelector(TextSelectorConfig(autocomplete="off"))
_USERNAME: Final = TextSelector(TextSelectorConfig(type=TextSelectorType.EMAIL, autocomplete="username"))
_PASSWORD: Final = TextSelector(TextSelectorConfig(type=TextSelectorType.PASSWORD, autocomplete="current-password"))
_CODE: Final = TextSelector(TextSelectorConfig(autocomplete="one-time-code"))


class PrivacyConfigFlow(ConfigFlow, domain=DOMAIN):
    """Config flow for one Amazon account per entry. Password, code and verifier are used once and not stored."""

    VERSION = 1
    MINOR_VERSION = 1

    def __init__(self) -> None:
        """Initialize the flow."""
        self._device = PendingDevice()
        self._attempt: SignInAttempt | None = None
        self._is_registering = False
        self._username = ""
        self._task: asyncio.Task[Credentials] | None = None
        self._credentials: Credentials | None = None
        self._site = ""
        self._error = ""
        self._found = ""
        self._message = ""

    @staticmethod
    @callback
    @override
    def async_get_options_flow(config_entry: ConfigEntry) -> OptionsFlow:
        return PrivacyOptionsFlow()

    @callback
    @override
    def async_remove(self) -> None:
        """Remove a registered device that no entry stores."""
        self._device.close(self.hass)

    # The ways to sign in

    @override
    async def async_step_user(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show the ways to sign in."""
        return self._show_ways("user")

    async def async_step_reauth(self, entry_data: Mapping[str, Any]) -> ConfigFlowResult:
        """Start reauthentication."""
        return await self.async_step_reauth_confirm()

    async def async_step_reauth_confirm(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show the ways to sign in to the same account again."""
        return self._show_ways("reauth_confirm")

    async def async_step_reconfigure(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show the ways to sign in to the same account from now on, perhaps at another site."""
        return self._show_ways("reconfigure")

    def _show_ways(self, step_id: str) -> ConfigFlowResult:
        """Show a menu of the ways; borrowing only if Alexa Devices has an account."""
        ways = ["browser", "password", *(["borrow"] if lenders(self.hass) else [])]
        placeholders = {"account": self._entry.title} if self._entry else None
        return self.async_show_menu(step_id=step_id, menu_options=ways, description_placeholders=placeholders)

    # On Amazon's own page, in the owner's browser

    async def async_step_browser(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for the Amazon site."""
        if user_input is not None:
            self._site, self._attempt = user_input[CONF_SITE], None
            return await self.async_step_browser_finish()
        site = self._site or self._stored_site or site_for_country(self.hass.config.country)
        sites = choice({each: f"amazon.{each}" for each in (*SITES, site)}, mode="dropdown")
        return self._show("browser", {vol.Required(CONF_SITE, default=site): sites})

    async def async_step_browser_finish(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show the link to Amazon's sign-in, and ask for the address of the page it ends on."""
        # What is submitted twice is registered once.
        if user_input is not None and self._attempt and not self._is_registering:
            try:
                landing = read_landing_page(user_input[CONF_ADDRESS], self._attempt)
            except LandingPageError as err:
                self._error, self._found = err.reason.value, f"amazon.{err.site}"
            else:
                if landing.account:
                    await self._abort_if_other_account(landing.account)
                self._is_registering = True
                try:
                    credentials = await self._device.register(self.hass, register(self.hass, self._attempt, landing))
                except Exception as err:  # noqa: BLE001 - whatever it is, the owner needs a new link
                    self._is_registering = False
                    self._error, self._message = error_of(err)
                    if self._error != CANNOT_CONNECT:
                        # Its code is used up.
                        self._attempt = None
                else:
                    data = {CONF_CREDENTIALS: credentials.as_dict()}
                    return await self._finish("browser", credentials, data, title=f"Amazon (amazon.{self._site})")
        self._attempt = self._attempt or SignInAttempt.begin(self._site)
        return self._show("browser_finish", {vol.Required(CONF_ADDRESS): _ADDRESS}, link=self._attempt.address)

    # With email, password and code

    async def async_step_password(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for email, password and code; after a failure, offer the browser too."""
        if user_input is not None:
            self._username = user_input[CONF_USERNAME]
            if user_input.get(CONF_USE_BROWSER):
                return await self.async_step_browser()
            if (password := user_input.get(CONF_PASSWORD)) and (code := user_input.get(CONF_CODE)):
                signing_in = sign_in(self.hass, self._username, password, code)
                self._task = begin_task(self.hass, self._device.register(self.hass, signing_in))
                return await self.async_step_signing_in()
            self._error = "password_missing"
        username = self._username or (self._entry.data.get(CONF_USERNAME) if self._entry else None)
        # Who goes on in the browser enters neither.
        required = vol.Optional if self._error else vol.Required
        schema: dict[Any, Any] = {
            vol.Required(CONF_USERNAME, default=username or vol.UNDEFINED): _USERNAME,
            required(CONF_PASSWORD): _PASSWORD,
            required(CONF_CODE): _CODE,
        }
        if self._error:
            only_browser = self._error == "country_missing" or self._error.startswith("page_")
            use_browser = vol.Optional(CONF_USE_BROWSER, description={"suggested_value": only_browser})
            schema[use_browser] = BooleanSelector()
        return self._show("password", schema)

    async def async_step_signing_in(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show progress, then continue, or return to the form with an error."""
        assert self._task
        if not self._task.done():
            return self.async_show_progress(
                step_id="signing_in", progress_action="signing_in", progress_task=self._task
            )
        try:
            self._credentials = self._task.result()
        except Exception as err:  # noqa: BLE001 - raised, it would leave the dialog waiting
            self._error, self._message = error_of(err)
        self._task = None
        return self.async_show_progress_done(next_step_id="password" if self._error else "signed_in")

    async def async_step_signed_in(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Store the sign-in and discard the password."""
        assert self._credentials
        data = {CONF_USERNAME: self._username, CONF_CREDENTIALS: self._credentials.as_dict()}
        return await self._finish("password", self._credentials, data, title=self._username)

    # With the sign-in of Alexa Devices

    async def async_step_borrow(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask which Alexa Devices account to borrow from; its sign-in is used without changing it."""
        if user_input is not None:
            lender = user_input[CONF_ENTRY]
            try:
                credentials = borrow(self.hass, lender)
            except BadResponse:
                self._error = "borrow_unreadable"
            else:
                self._error = await check_borrowed(self.hass, credentials) or ""
                if not self._error:
                    entry = self.hass.config_entries.async_get_known_entry(lender)
                    username = entry.data.get(CONF_USERNAME) or entry.title
                    data = {CONF_USERNAME: username, CONF_BORROWED: lender}
                    return await self._finish("borrow", credentials, data, title=username)
        return self._show("borrow", {vol.Required(CONF_ENTRY): choice(lenders(self.hass))})

    # The end of all ways

    async def _finish(
        self, form: str, credentials: Credentials, data: dict[str, Any], *, title: str
    ) -> ConfigFlowResult:
        """Create the entry, or update the existing one; return to a form if Amazon lists nothing at a new site."""
        await self._abort_if_other_account(credentials.user_id)
        entry = self._entry
        if entry is None:
            self._device.keep()
            return self.async_create_entry(title=title, data=data)
        if self._stored_site not in {None, credentials.domain}:
            self._error, self._found = await check_site(self.hass, credentials) or "", f"amazon.{credentials.domain}"
            if self._error:
                self._device.discard(self.hass)
                self._is_registering = False
                step: ConfigFlowResult = await getattr(self, f"async_step_{form}")()
                return step
        replaced = own_credentials(entry)
        self._device.keep()
        # The account has a sign-in now: other dialogs have nothing to ask for.
        end_sign_ins(self.hass, entry, {SOURCE_REAUTH, SOURCE_RECONFIGURE}, but=self.flow_id)
        result = self.async_update_reload_and_abort(entry, data=data)
        if replaced:
            deregistering = async_deregister_replaced(self.hass, entry, replaced)
            self.hass.async_create_background_task(deregistering, f"{DOMAIN} deregister")
        return result

    async def _abort_if_other_account(self, user_id: str) -> None:
        """Abort for an account that has an entry, or is not the one of the entry that signs in again."""
        await self.async_set_unique_id(user_id, raise_on_progress=False)
        if self._entry:
            self._abort_if_unique_id_mismatch(reason="wrong_account")
        else:
            self._abort_if_unique_id_configured()

    @property
    def _entry(self) -> ConfigEntry | None:
        """The entry that signs in again; None while an account is added."""
        if self.source == SOURCE_REAUTH:
            return self._get_reauth_entry()
        return self._get_reconfigure_entry() if self.source == SOURCE_RECONFIGURE else None

    @property
    def _stored_site(self) -> str | None:
        """The Amazon site of that entry, such as `co.uk`; None if its sign-in cannot be read."""
        try:
            return load_credentials(self.hass, self._entry).domain if self._entry else None
        except ConfigEntryAuthFailed, ConfigEntryError:
            return None

    def _show(self, step_id: str, schema: dict[Any, Any], *, link: str = "") -> ConfigFlowResult:
        """Show a form with the last error, once."""
        error, self._error = self._error, ""
        return self.async_show_form(
            step_id=step_id,
            data_schema=vol.Schema(schema),
            errors={"base": error} if error else {},
            description_placeholders={
                "link": link,
                "site": f"amazon.{self._site}",
                "found": self._found,
                "message": self._message,
            },
        )
