"""Requests that others have tested, put where the integration looks for them."""

from collections.abc import Callable
from copy import deepcopy
import json
from pathlib import Path
from typing import Any

import pytest

from custom_components.alexa_privacy.amazon.recipes.shared_file import file_name

MADE_UP = Path(__file__).parents[1] / "amazon_double" / "shared_requests"
"""What the stand-in ships, for its own site."""
NAME = "amazon.de-delete_recordings.json"
TESTED = {"by": "made-up", "on": "2026-11-20", "home_assistant": "2026.11.2", "alexa_privacy": "0.1.0"}

type Place = Callable[..., Path]


def made_up() -> dict[str, Any]:
    """Return what the stand-in ships."""
    form: dict[str, Any] = json.loads((MADE_UP / NAME).read_text())
    return form


def shared_form(recipes: dict[str, Any], lesson: str, site: str = "amazon.de") -> dict[str, Any]:
    """Return one request of a document as others would have shared it."""
    switches = recipes["switches"]
    part = {"switches": {lesson: switches[lesson]}} if lesson in switches else {lesson: recipes[lesson]}
    return deepcopy({"site": site, "lesson": lesson, "tested": [TESTED], "requests": {"version": 1, **part}})


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """Return what puts a file where shared requests are; from now on none are there besides."""
    folder = tmp_path / "shared_requests"
    folder.mkdir()
    monkeypatch.setattr("custom_components.alexa_privacy.teaching.sharing.FOLDER", folder)

    def put(form: Any, name: str | None = None) -> Path:
        """Write a form, or a text or bytes as they are."""
        path = folder / (name or file_name(form["site"], form["lesson"]))
        path.write_bytes(form if isinstance(form, bytes) else json.dumps(form).encode())
        return path

    return put
