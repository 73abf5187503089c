"""Intents for Assist: how many recordings there are, and deleting today's.

The handlers return figures only. Sentences and responses are in sentences/, one file for each language.
"""

import asyncio
from functools import partial
from pathlib import Path
from typing import Any, Final, override

from homeassistant.const import CONF_COMMAND, CONF_PLATFORM
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import intent
from homeassistant.helpers.script import ScriptRunResult
from homeassistant.helpers.template import Template
from homeassistant.helpers.translation import async_get_translations
from homeassistant.helpers.trigger import async_initialize_triggers, async_validate_trigger_config
from homeassistant.setup import async_when_setup
from homeassistant.util.yaml import load_yaml_dict

from .account import PrivacyConfigEntry
from .const import DOMAIN, LOGGER
from .permissions import NotAllowedError, async_is_allowed

_CONVERSATION: Final = "conversation"
_SENTENCES: Final = Path(__file__).with_name("sentences")


async def async_setup_intents(hass: HomeAssistant) -> None:
    """Register the intents, and their sentences once Assist is loaded."""
    intent.async_register(hass, CountRecordings())
    intent.async_register(hass, DeleteToday())
    async_when_setup(hass, _CONVERSATION, _register_sentences)


async def _register_sentences(hass: HomeAssistant, _component: str) -> None:
    """Register the sentences of every language as sentence triggers, as automations do.

    An integration has no other way to add sentences. A trigger matches in every language; the response is in the
    language of its file.
    """
    for language, intents in (await hass.async_add_executor_job(_load_sentences)).items():
        for intent_type, texts in intents.items():
            triggers = [{CONF_PLATFORM: _CONVERSATION, CONF_COMMAND: texts["sentences"]}]
            answer = partial(_answer, hass, intent_type, language, Template(texts["response"], hass))
            await async_initialize_triggers(
                hass, await async_validate_trigger_config(hass, triggers), answer, DOMAIN, intent_type, LOGGER.log
            )


def _load_sentences() -> dict[str, dict[str, Any]]:
    """Return the intents of each language: sentences and response templates."""
    return {path.stem: load_yaml_dict(path) for path in _SENTENCES.glob("*.yaml")}


async def _answer(
    hass: HomeAssistant,
    intent_type: str,
    language: str,
    template: Template,
    run_variables: dict[str, Any],
    _context: Context | None = None,
) -> ScriptRunResult:
    """Handle the intent of a sentence for its speaker, and return the response, as an automation does."""
    asked = run_variables["trigger"]["user_input"]
    response = await intent.async_handle(
        hass, DOMAIN, intent_type, text_input=asked["text"], context=Context(**asked["context"]), language=language
    )
    if response.error_code:
        speech = response.speech["plain"]["speech"]
    else:
        speech = template.async_render({"slots": response.speech_slots}, parse_result=False)
    return ScriptRunResult(" ".join(speech.split()), None, {})


class CountRecordings(intent.IntentHandler):
    """Return how many recordings Amazon holds. Everyone sees these figures on dashboards, so everyone may ask."""

    intent_type = "AlexaPrivacyCountRecordings"
    description = "Returns how many Alexa recordings Amazon holds, in total and from today"

    @override
    async def async_handle(self, intent_obj: intent.Intent) -> intent.IntentResponse:
        """Return the sum over all accounts; None is unknown."""
        response = intent_obj.create_response()
        response.response_type = intent.IntentResponseType.QUERY_ANSWER
        coordinators = [entry.runtime_data.coordinator for entry in _accounts(intent_obj.hass)]
        states = [coordinator.data for coordinator in coordinators if coordinator.last_update_success]
        known = bool(coordinators) and len(states) == len(coordinators)
        response.async_set_speech_slots(
            {
                "total": _sum([state.recordings for state in states]) if known else None,
                "today": _sum([state.today for state in states]) if known else None,
            }
        )
        return response


class DeleteToday(intent.IntentHandler):
    """Delete what was recorded since local midnight, if the user may."""

    intent_type = "AlexaPrivacyDeleteToday"
    description = "Deletes today's Alexa recordings at Amazon"

    @override
    async def async_handle(self, intent_obj: intent.Intent) -> intent.IntentResponse:
        """Return how many recordings are gone, or that it takes longer, or an error."""
        response = intent_obj.create_response()
        try:
            deleted = await _delete_today(intent_obj.hass, await _accounts_to_delete_from(intent_obj))
        except HomeAssistantError as err:
            response.async_set_error(intent.IntentResponseErrorCode.FAILED_TO_HANDLE, await _message(err, intent_obj))
        else:
            response.async_set_speech_slots({"deleted": deleted})
        return response


def _accounts(hass: HomeAssistant) -> list[PrivacyConfigEntry]:
    return hass.config_entries.async_loaded_entries(DOMAIN)


def _sum(figures: list[int | None]) -> int | None:
    """Return the sum; None if one figure is unknown."""
    known = [figure for figure in figures if figure is not None]
    return sum(known) if len(known) == len(figures) else None


async def _accounts_to_delete_from(intent_obj: intent.Intent) -> list[PrivacyConfigEntry]:
    """Return the accounts that let the speaker delete; raises HomeAssistantError if there is none."""
    hass, context = intent_obj.hass, intent_obj.context
    accounts = _accounts(hass)
    if not accounts:
        raise HomeAssistantError(translation_domain=DOMAIN, translation_key="assist_no_account")
    allowing = [account for account in accounts if await async_is_allowed(hass, account, context, is_spoken=True)]
    if allowing:
        return allowing
    if context.user_id is None:
        raise HomeAssistantError(translation_domain=DOMAIN, translation_key="assist_unknown_speaker")
    raise NotAllowedError(context)


async def _delete_today(hass: HomeAssistant, accounts: list[PrivacyConfigEntry]) -> int | None:
    """Return how many recordings are gone, or None if that takes longer; raise the first error."""
    tasks = [
        account.async_create_background_task(hass, account.runtime_data.deletions.delete_today(), f"{DOMAIN} assist")
        for account in accounts
    ]
    patience = min(account.runtime_data.timing.answer_within for account in accounts)
    # The speaker waits for the response; a deletion that takes longer continues in the background.
    done, slow = await asyncio.wait(tasks, timeout=patience)
    for task in slow:
        task.add_done_callback(_log_failure)
    gone = sum(task.result() for task in done)
    return None if slow else gone


def _log_failure(task: asyncio.Task[int]) -> None:
    """Log an error that occurs after the response."""
    if not task.cancelled() and (err := task.exception()):
        LOGGER.error("Failed to delete today's recordings for Assist: %s", err)


async def _message(err: HomeAssistantError, intent_obj: intent.Intent) -> str:
    """Return the error in the speaker's language."""
    texts = await async_get_translations(intent_obj.hass, intent_obj.language, "exceptions", [DOMAIN])
    text = texts.get(f"component.{DOMAIN}.exceptions.{err.translation_key}.message", str(err))
    return text.format(**err.translation_placeholders or {})
