"""Learned requests that an account's own lesson taught, without giving one; and the dialogs for those it did not."""

from typing import Any

from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.alexa_privacy.amazon.recipes.document import RecipeError, read_recipes
from custom_components.alexa_privacy.settings.named_settings import settings_in
from custom_components.alexa_privacy.store.account_store import AccountStorage
from custom_components.alexa_privacy.teaching.request_status import DELETIONS


async def note_learned(hass: HomeAssistant, entry_id: str, document: Any) -> None:
    """Note what a lesson would have noted; what cannot be read was never taught."""
    try:
        read_recipes(document)
    except RecipeError:
        return
    storage = AccountStorage(hass, entry_id)
    await storage.load()
    storage.agreements.learn(document, [*DELETIONS, *settings_in(document)])
    await storage.save()


def without_everything(document: dict[str, Any]) -> dict[str, Any]:
    """Return requests without the one that nobody can test, and nobody can import."""
    return {name: part for name, part in document.items() if name != "delete_everything"}


def learn_now(entry: MockConfigEntry, document: dict[str, Any]) -> None:
    """Note the same of an account that is set up; it uses the requests once it is loaded again."""
    entry.runtime_data.store.agreements.learn(document, [*DELETIONS, *settings_in(document)])
