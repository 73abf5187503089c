"""What the owner can mend about an account's learned requests."""

from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir

from .amazon.recipes import RecipeError, Recipes, read_recipes
from .const import DOMAIN, LOGGER, REVIEW


def report_recipes(hass: HomeAssistant, entry: ConfigEntry, document: Any) -> Recipes:
    """Return the learned requests; a repair says so where nothing was taught, or not enough."""
    try:
        recipes = read_recipes(document) if document else Recipes()
    except RecipeError as err:
        LOGGER.warning("The learned requests cannot be used: %s", err)
        recipes = Recipes()
    deletes = recipes.delete_recordings or recipes.delete_range or recipes.delete_everything
    issue_id = f"not_taught_{entry.entry_id}"
    if deletes and REVIEW in recipes.switches:
        ir.async_delete_issue(hass, DOMAIN, issue_id)
    else:
        ir.async_create_issue(
            hass,
            DOMAIN,
            issue_id,
            is_fixable=False,
            severity=ir.IssueSeverity.WARNING,
            translation_key="not_taught",
            translation_placeholders={"account": entry.title},
        )
    return recipes
