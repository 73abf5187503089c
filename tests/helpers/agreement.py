"""Learned requests that an account's own lesson taught, without giving one; and the dialogs for those it did not."""

from typing import Any

from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.alexa_privacy.amazon.recipes.document import DELETIONS, names_in, read_recipes
from custom_components.alexa_privacy.amazon.recipes.request_form import RecipeError
from custom_components.alexa_privacy.store.account_store import AccountStorage


async def note_learned(hass: HomeAssistant, entry_id: str, document: Any) -> None:
    """Note what a lesson would have noted; what cannot be read was never taught."""
    try:
        read_recipes(document)
    except RecipeError:
        return
    storage = AccountStorage(hass, entry_id)
    await storage.load()
    storage.request_statuses.under(document).learn([*DELETIONS, *names_in(document)])
    await storage.save()


def importable(document: dict[str, Any]) -> dict[str, Any]:
    """Return requests without those that nobody can import: what deletes everything, and other histories."""
    return {name: part for name, part in document.items() if name not in {"delete_everything", "histories"}}


def learn_now(entry: MockConfigEntry, document: dict[str, Any]) -> None:
    """Note the same of an account that is set up; it uses the requests once it is loaded again."""
    entry.runtime_data.store.request_statuses.under(document).learn([*DELETIONS, *names_in(document)])
