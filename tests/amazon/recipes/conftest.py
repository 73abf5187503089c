"""Recipes know no Home Assistant."""

import pytest


@pytest.fixture(autouse=True)
def _found_by_home_assistant() -> None:
    """Run without Home Assistant."""
