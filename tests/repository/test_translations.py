"""Every language says all that English says, in a form that Home Assistant and its frontend can fill in."""

import json
from pathlib import Path
import re
from string import Formatter

from homeassistant.core import HomeAssistant
from homeassistant.helpers.translation import async_get_translations, recursive_flatten
import pytest

from custom_components.alexa_privacy.const import DOMAIN

ROOT = Path(__file__).parents[2]
ROOM = ROOT / "custom_components" / DOMAIN / "translations"
LANGUAGES = sorted(path.stem for path in ROOM.iterdir())

each_language = pytest.mark.parametrize("language", LANGUAGES)


def read(language: str) -> dict[str, str]:
    """Read a language's texts, by keys like `config_panel.page.title`."""
    return recursive_flatten("", json.loads((ROOM / f"{language}.json").read_text()))


def arguments(text: str) -> set[str | None]:
    """List what is filled in, read as Home Assistant does: it drops a text with braces inside braces."""
    return {name for _, name, _, _ in Formatter().parse(text)} - {None}


def test_languages() -> None:
    """Assist is asked in the same languages."""
    assert sorted(path.stem for path in (ROOM.parent / "sentences").iterdir()) == LANGUAGES
    assert "en" in LANGUAGES


@each_language
def test_same_texts(language: str) -> None:
    """Nothing is missing and nothing is left over, in the page's texts neither."""
    texts = read(language)
    assert texts.keys() == read("en").keys()
    assert {key.partition(".")[0] for key in texts} >= {"config", "config_panel", "exceptions", "options"}


@each_language
def test_same_arguments(language: str) -> None:
    """A text is filled in with what its English is filled in with."""
    texts = read(language)
    for key, english in read("en").items():
        assert arguments(texts[key]) == arguments(english), key
        assert texts[key].count("{") == texts[key].count("}"), key


@each_language
def test_plain_text(language: str) -> None:
    """No text is empty or holds markup, and no apostrophe makes the frontend take an argument for plain text."""
    for key, text in read(language).items():
        assert text.strip() == text != "", key
        assert not re.search(r"<[a-zA-Z/]|'[{}<]|''", text), key


@each_language
async def test_home_assistant_takes_all(hass: HomeAssistant, language: str) -> None:
    """Home Assistant replaces a text whose placeholders it finds wrong by the English one: it does so nowhere."""
    texts = read(language)
    taken: dict[str, str] = {}
    for room in {key.partition(".")[0] for key in texts}:
        taken |= await async_get_translations(hass, language, room, [DOMAIN])
    assert taken == {f"component.{DOMAIN}.{key}": text for key, text in texts.items()}
