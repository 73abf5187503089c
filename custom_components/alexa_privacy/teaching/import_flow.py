"""The options' learned requests as JSON, and the owner's agreement to those that no lesson of this account taught."""

from typing import Any, Final

from homeassistant.config_entries import ConfigEntryState, ConfigFlowResult
from homeassistant.helpers.selector import (
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
    TextSelector,
    TextSelectorConfig,
)
import orjson
import voluptuous as vol

from ..account import Account
from ..amazon.recipes.document import RecipeError, parse_recipes
from ..amazon.recipes.import_rules import objections
from ..const import CONF_RECIPES, DOCUMENTATION
from .agreements import Agreements
from .teach_flow import TeachFlow, describe

CONF_AGREED: Final = "agreed"

_JSON: Final = TextSelector(TextSelectorConfig(multiline=True))


class ImportFlow(TeachFlow):
    """The steps of an import."""

    async def async_step_requests(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show the learned requests as JSON. Refused ones are not stored; an empty field forgets them."""
        errors: dict[str, str] = {}
        where = ""
        text = _as_text(self.config_entry.options.get(CONF_RECIPES))
        if user_input is not None:
            text = user_input.get(CONF_RECIPES, "")
            try:
                document = await self.hass.async_add_executor_job(_read, text, self._agreements)
            except RecipeError as err:
                errors, where = {CONF_RECIPES: err.reason}, err.where
            else:
                return await self._take(document)
        schema = vol.Schema({vol.Optional(CONF_RECIPES, description={"suggested_value": text}): _JSON})
        placeholders = {"where": where, "guide": f"{DOCUMENTATION}/requests/"}
        return self.async_show_form(
            step_id="requests", data_schema=schema, errors=errors, description_placeholders=placeholders
        )

    @property
    def _agreements(self) -> Agreements | None:
        """The owner's agreements; None if unknown because the account was never set up."""
        account: Account | None = getattr(self.config_entry, "runtime_data", None)
        return account.store.agreements if account else None

    async def _take(self, document: dict[str, Any]) -> ConfigFlowResult:
        """Ask for agreement to new requests; if the account is not loaded, they wait."""
        if self.config_entry.state is not ConfigEntryState.LOADED:
            options = {name: value for name, value in self.config_entry.options.items() if name != CONF_RECIPES}
            return self.async_create_entry(data={**options, CONF_RECIPES: document} if document else options)
        await self.teaching.take(document)
        return await self.async_step_agree()

    async def async_step_agree(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show what imported requests send and ask which of them may be used."""
        if self.config_entry.state is not ConfigEntryState.LOADED:
            return self.async_abort(reason="not_loaded")
        if user_input is not None:
            await self._ask_amazon(self.teaching.agree(user_input.get(CONF_AGREED, [])))
        waiting = list(self.teaching.standing.waiting)
        if not waiting or (user_input is not None and not self._errors):
            return await self._test_next()
        choice = SelectSelector(
            SelectSelectorConfig(
                options=[SelectOptionDict(value=name, label=self.teaching.name(name)) for name in waiting],
                multiple=True,
                mode=SelectSelectorMode.LIST,
                translation_key="request",
            )
        )
        self._placeholders["requests"] = describe(self.hass, self.teaching.names, self.teaching.document, waiting)
        return self._show("agree", {vol.Optional(CONF_AGREED): choice})


def _read(text: str, agreements: Agreements | None) -> dict[str, Any]:
    """Return the requests in a text; raise RecipeError if they cannot be read or are not accepted from an import."""
    parse_recipes(text)
    document: dict[str, Any] = orjson.loads(text) if text.strip() else {}
    if document and agreements:
        foreign = agreements.foreign(document)
        for name, error in objections(document).items():
            if name in foreign:
                raise error
    return document


def _as_text(document: Any) -> str:
    """Return indented JSON."""
    return orjson.dumps(document, option=orjson.OPT_INDENT_2).decode() if document else ""
