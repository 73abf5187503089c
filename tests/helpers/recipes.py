"""Recipes that tests read."""

from copy import deepcopy
from typing import Any

from custom_components.alexa_privacy.amazon.recipes.document import read_recipes
from custom_components.alexa_privacy.amazon.recipes.model import RequestTemplate

REMOVED = Exception  # what no JSON holds, and what has the same name in every process


def recipe(**request: Any) -> dict[str, Any]:
    """Return recipes with one request to delete everything."""
    made = {"method": "POST", "path": "/alexa-privacy/made-up"} | request
    return {"version": 1, "delete_everything": {"request": made}}


def read(**request: Any) -> RequestTemplate:
    """Read one request."""
    found = read_recipes(recipe(**request)).delete_everything
    assert found
    return found.request


def changed(recipes: dict[str, Any], pointer: str, value: Any) -> dict[str, Any]:
    """Return recipes with one place changed; lists are pointed into by number."""
    document = deepcopy(recipes)
    *way, last = pointer.strip("/").split("/")
    inner: Any = document
    for step in way:
        inner = inner[int(step) if isinstance(inner, list) else step]
    if value is REMOVED:
        del inner[last]
    else:
        inner[int(last) if isinstance(inner, list) else last] = value
    return document
