"""Options steps for learned requests as JSON, agreement to imported ones, and sharing."""

from typing import Any, Final

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.helpers.selector import TextSelector, TextSelectorConfig
import orjson
import voluptuous as vol

from ..account import Account
from ..amazon.recipes.document import VOICE_HISTORY, parse_recipes
from ..amazon.recipes.import_rules import objections
from ..amazon.recipes.request_form import RecipeError
from ..const import CONF_RECIPES, DOCUMENTATION
from ..dialogs import choice
from ..repair.issues import given_names, request_names
from ..settings.named_settings import with_requests
from .request_status import RequestStatuses
from .sharing import Contribution, contribute, shareable
from .teach_flow import TeachFlow, describe

CONF_AGREED: Final = "agreed"
CONF_REQUEST: Final = "request"

_JSON: Final = TextSelector(TextSelectorConfig(multiline=True))


class ImportFlow(TeachFlow):
    """The options steps of importing and sharing."""

    _contribution: Contribution
    _document: dict[str, Any]
    """The document that will replace the learned requests."""

    async def async_step_requests(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show the learned requests as JSON, and replace them by the input; an empty field forgets them."""
        errors: dict[str, str] = {}
        where = ""
        text = _as_text(self.config_entry.options.get(CONF_RECIPES))
        if user_input is not None:
            text = user_input.get(CONF_RECIPES, "")
            try:
                # Unknown if the account was never set up.
                statuses = self._account.store.request_statuses if self._account else None
                document = await self.hass.async_add_executor_job(_read, text, statuses)
            except RecipeError as err:
                errors, where = {CONF_RECIPES: err.reason}, err.where
            else:
                self._document = document
                return await self.async_step_missing()
        schema = vol.Schema({vol.Optional(CONF_RECIPES, description={"suggested_value": text}): _JSON})
        placeholders = {"where": where, "guide": f"{DOCUMENTATION}/requests/"}
        return self.async_show_form(
            step_id="requests", data_schema=schema, errors=errors, description_placeholders=placeholders
        )

    async def async_step_missing(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for confirmation if histories that are purged nightly would be forgotten."""
        kept = self._account.store.histories if self._account else {}
        known = {VOICE_HISTORY, *self._document.get("histories", {})}
        missing = [key for key, each in kept.items() if each.nightly.enabled and key not in known]
        if user_input is not None or not missing:
            return await self._take(self._document)
        self._placeholders["histories"] = request_names(self.hass, given_names(self.config_entry), missing)
        return self._show("missing", {})

    @property
    def _account(self) -> Account | None:
        """The account as last loaded; None if it was never set up."""
        account: Account | None = getattr(self.config_entry, "runtime_data", None)
        return account

    async def _take(self, document: dict[str, Any]) -> ConfigFlowResult:
        """Ask for agreement to new requests; if the account is not loaded, they wait."""
        if not self._is_loaded:
            return self.async_create_entry(data=with_requests(self.config_entry.options, document))
        await self.teaching.take(document)
        return await self.async_step_agree()

    async def async_step_agree(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show what imported requests send and ask which of them may be used."""
        if not self._is_loaded:
            return self.async_abort(reason="not_loaded")
        if user_input is not None:
            await self._ask_amazon(self.teaching.agree(user_input.get(CONF_AGREED, [])))
        waiting = list(self.teaching.standing.waiting)
        if not waiting or (user_input is not None and not self._errors):
            return await self._test_next()
        names = {name: self.teaching.name(name) for name in waiting}
        self._placeholders["requests"] = describe(self.hass, self.teaching.names, self.teaching.document, waiting)
        return self._show("agree", {vol.Optional(CONF_AGREED): choice(names, "request", multiple=True)})

    async def async_step_share(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask which tested request to share."""
        if not self._is_loaded:
            return self.async_abort(reason="not_loaded")
        if user_input is not None:
            contribution = await self._ask_amazon(contribute(self.hass, self.config_entry, user_input[CONF_REQUEST]))
            if contribution:
                self._contribution = contribution
                return await self.async_step_share_form()
        names = shareable(self.config_entry.runtime_data.store.request_statuses)
        field = choice({name: self.teaching.name(name) for name in names})
        return self._show("share", {vol.Required(CONF_REQUEST): field})

    async def async_step_share_form(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show what would be shared, with a link to the form: nothing is sent from here."""
        if user_input is not None:
            return self.async_abort(reason="shared")
        shared = self._contribution
        self._placeholders["address"] = shared.address
        text = vol.Optional(CONF_RECIPES, description={"suggested_value": shared.document})
        return self._show("share_form" if shared.is_filled else "share_long", {text: _JSON})

    async_step_share_long = async_step_share_form


def _read(text: str, statuses: RequestStatuses | None) -> dict[str, Any]:
    """Return the requests in a text; raise RecipeError if they cannot be read or are not accepted from an import."""
    parse_recipes(text)
    document: dict[str, Any] = orjson.loads(text) if text.strip() else {}
    if document and statuses:
        foreign = statuses.under(document).foreign
        for name, error in objections(document).items():
            if name in foreign:
                raise error
    return document


def _as_text(document: Any) -> str:
    return orjson.dumps(document, option=orjson.OPT_INDENT_2).decode() if document else ""
