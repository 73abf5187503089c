"""The options flow: lessons, learned requests, deletion by voice, and preferences."""

from typing import Any, Final

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.helpers.selector import BooleanSelector, LanguageSelector, LanguageSelectorConfig
import voluptuous as vol

from ..account import Account
from ..amazon.phrases import LANGUAGES, language_for
from ..amazon.voice import list_echos
from ..const import CONF_KEEP_NOTHING, CONF_KEPT_SETTINGS, CONF_SPOKEN, REPAIR
from ..dialogs import choice
from ..teaching.import_flow import ImportFlow
from ..teaching.sharing import shareable
from .schema import kept_settings, preferences

CONF_CONFIRM: Final = "confirm"


class PrivacyOptionsFlow(ImportFlow):
    """The options flow of an account."""

    _preferred: dict[str, Any]

    async def async_step_init(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show the menu, or start at the step that a repair leads to."""
        loaded = self._is_loaded
        agree = ["agree"] if loaded and self.teaching.standing.waiting else []
        run_trial = ["test"] if loaded and self.teaching.to_test() else []
        share = ["share"] if loaded and shareable(self.config_entry.runtime_data.store.request_statuses) else []
        offered = ["teach", *agree, *run_trial, "requests", *share, "voice", "preferences"]
        wanted = user_input["next_step_id"] if user_input else self._take_over_from_repair()
        if loaded and wanted == "agree":
            # A repair leads there also where a test is all that is missing.
            return await self.async_step_agree()
        if wanted in offered:
            step: ConfigFlowResult = await getattr(self, f"async_step_{wanted}")()
            return step
        return self.async_show_menu(step_id="init", menu_options=offered)

    def _take_over_from_repair(self) -> str | None:
        """End the flow that a repair opened for this account, and return its step.

        Home Assistant's frontend starts a new options flow instead of continuing that one.
        """
        options = self.hass.config_entries.options
        for flow in options.async_progress_by_handler(self.config_entry.entry_id):
            if flow["context"].get("source") == REPAIR:
                options.async_abort(flow["flow_id"])
                return "test" if flow["step_id"] == "try_setting" else flow["step_id"]
        return None

    async def async_step_voice(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask whether to delete by voice, through which Echo and in which language."""
        if not self._is_loaded:
            return self.async_abort(reason="not_loaded")
        if user_input is not None:
            chosen = user_input if user_input["enabled"] else None
            if chosen is None or (chosen.get("device") and chosen.get("language")):
                account: Account = self.config_entry.runtime_data
                await account.requests.allow_voice()
                account.coordinator.async_publish()
                return self._keep(CONF_SPOKEN, chosen)
            self._fail("voice_incomplete")
        session = self.config_entry.runtime_data.session
        found = await self._ask_amazon(list_echos(session)) or []
        echos = {echo.serial: echo.name for echo in found if echo.takes_text}
        if not echos and not self._errors:
            self._fail("no_own_echo")
        known = user_input or self.config_entry.options.get(CONF_SPOKEN, {})
        language = known.get("language") or language_for(session.credentials.domain)
        fields: dict[Any, Any] = {
            vol.Required("enabled", default=known.get("enabled", False)): BooleanSelector(),
            vol.Optional("device", description={"suggested_value": known.get("device")}): choice(
                echos, mode="dropdown"
            ),
            vol.Optional("language", description={"suggested_value": language}): LanguageSelector(
                LanguageSelectorConfig(languages=list(LANGUAGES))
            ),
        }
        return self._show("voice", fields)

    async def async_step_preferences(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for the preferences."""
        options = self.config_entry.options
        keepable = self.config_entry.runtime_data.settings.keepable if self._is_loaded else {}
        if user_input is not None:
            self._preferred = {**options, **user_input}
            if CONF_KEPT_SETTINGS in user_input:
                self._preferred[CONF_KEPT_SETTINGS] = kept_settings(options, keepable, user_input[CONF_KEPT_SETTINGS])
            if user_input[CONF_KEEP_NOTHING] and not options.get(CONF_KEEP_NOTHING):
                return await self.async_step_keep_nothing()
            return self.async_create_entry(data=self._preferred)
        return self.async_show_form(step_id="preferences", data_schema=preferences(options, keepable))

    async def async_step_keep_nothing(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask to confirm that nothing is kept overnight."""
        if user_input is not None and user_input[CONF_CONFIRM]:
            return self.async_create_entry(data=self._preferred)
        return self.async_show_form(
            step_id=CONF_KEEP_NOTHING,
            data_schema=vol.Schema({vol.Required(CONF_CONFIRM): BooleanSelector()}),
            errors={} if user_input is None else {CONF_CONFIRM: "not_confirmed"},
            description_placeholders={"account": self.config_entry.title},
        )

    def _keep(self, key: str, value: Any) -> ConfigFlowResult:
        """Store one option; None removes it."""
        options = {**self.config_entry.options, key: value}
        return self.async_create_entry(data={name: kept for name, kept in options.items() if kept is not None})
