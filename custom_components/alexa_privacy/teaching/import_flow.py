"""The options' learned requests as JSON, and the owner's agreement to those that no lesson of this account taught."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from homeassistant.config_entries import ConfigEntryState, ConfigFlowResult
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.selector import (
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
    TextSelector,
    TextSelectorConfig,
)
from homeassistant.helpers.translation import async_get_cached_translations
import orjson
import voluptuous as vol

from ..account import Account
from ..amazon.recipes.import_rules import objections
from ..amazon.recipes.model import SWITCHES, RecipeError, parse_recipes
from ..const import CONF_RECIPES, DOCUMENTATION, DOMAIN
from ..repair.issues import in_words
from .agreements import Agreements
from .teach_flow import TeachFlow

_SAYING: Final = ("query", "headers", "json", "form", "text")
_LONGEST: Final = 500
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
                options=waiting, multiple=True, mode=SelectSelectorMode.LIST, translation_key="request"
            )
        )
        self._placeholders["requests"] = _describe(self.hass, self.teaching.document, waiting)
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


@callback
def _describe(hass: HomeAssistant, document: Mapping[str, Any], names: Iterable[str]) -> str:
    """Return a description of some requests of a document in Home Assistant's language, as Markdown."""
    texts = async_get_cached_translations(hass, hass.config.language, "selector", DOMAIN)
    return "\n\n".join(
        f"**{in_words(hass, [name])}**\n"
        + "\n".join(
            f"- {_as_sent(request)}\n  {texts.get(f'component.{DOMAIN}.selector.request_use.options.{use}', use)}"
            for use, request in _requests(document, name)
        )
        for name in names
    )


def _requests(document: Mapping[str, Any], name: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Return what is sent for one name, and why."""
    if name not in SWITCHES:
        yield name, document[name]["request"]
        return
    switch = document["switches"][name]
    yield "set", switch["set"]
    if switch.get("read"):
        yield "read", switch["read"]["request"]


def _as_sent(request: Mapping[str, Any]) -> str:
    """Return a request as text, with its placeholders."""
    said = {name: request[name] for name in _SAYING if request.get(name)}
    parts = [f"{request['method']} {request['path']}", *([orjson.dumps(said).decode()] if said else [])]
    return " ".join(_as_code(part) for part in parts)


def _as_code(text: str) -> str:
    """Return a text escaped for Markdown."""
    plain = text.replace("`", "'")
    return f"`{plain if len(plain) <= _LONGEST else f'{plain[:_LONGEST]}…'}`"
