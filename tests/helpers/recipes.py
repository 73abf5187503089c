"""Recipes that tests read."""

from typing import Any

from custom_components.alexa_privacy.amazon.recipes.document import read_recipes
from custom_components.alexa_privacy.amazon.recipes.model import RequestTemplate


def recipe(**request: Any) -> dict[str, Any]:
    """Return recipes with one request to delete everything."""
    made = {"method": "POST", "path": "/alexa-privacy/made-up"} | request
    return {"version": 1, "delete_everything": {"request": made}}


def read(**request: Any) -> RequestTemplate:
    """Read one request."""
    found = read_recipes(recipe(**request)).delete_everything
    assert found
    return found.request
