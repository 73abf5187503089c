"""Refuses learned requests that are malformed, that hold anything of their owner, or that nobody else would accept."""

from collections.abc import Iterator
from pathlib import Path
import re
import sys
from typing import Any, Final

import orjson

from custom_components.alexa_privacy.amazon.recipes.document import RecipeError, parse_recipes
from custom_components.alexa_privacy.amazon.recipes.import_rules import objections

# What identifies somebody in what Amazon's pages send (amazon-protocol.md §3), and what may be a secret.
PERSONAL: Final = {
    "an e-mail address": r"[\w.+-]+@[\w-]+\.[\w.]+",
    "an account's id": r"amzn1\.\w+",
    "a customer's id": r"\bA[0-9A-Z]{11,}\b",
    "a device's serial number": r"\bG[0-9A-Z]{14,}\b",
    "a recording's key": r"#\d{13}#",
    "an utterance's id": r"::?TN\w+|:\d\.\d/\d{4}/",
    "a moment": r"\b1[4-9]\d{8}(\d{3})?\b|\b20\d\d-\d\d-\d\dT",
    "a token": r"[A-Za-z0-9+/_=-]{40,}",
    "an id of its own": r"\b[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\b",
}
# Why an integration takes a request from its owner's own lesson alone.
NOT_ACCEPTED: Final = {
    "foreign_everything": "deletes everything at once, and cannot be tested on one recording",
    "foreign_read": "is sent without a click to read a setting, and may change or delete something",
    "foreign_set": "looks like a deletion, and should change a setting",
    "foreign_unread": "cannot be read, so it cannot be tested",
}
_PLACEHOLDER: Final = re.compile(r"\{\{[^{}]*\}\}")
_WORD: Final = re.compile(r"[A-Za-z0-9+/_=-]{16,}")
_TURN: Final = re.compile(r"(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])")
_TURNS: Final = 3
_NUMBER: Final = re.compile(r"\d{10,}")


def texts(value: Any, where: str = "") -> Iterator[tuple[str, str]]:
    """Return every text and number that stands in JSON, and where."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield f"{where}/{key}", key
            yield from texts(inner, f"{where}/{key}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from texts(inner, f"{where}/{index}")
    elif isinstance(value, str | int | float) and not isinstance(value, bool):
        yield where, str(value)


def _random_words(text: str) -> Iterator[str]:
    """Return what looks random in a template's constants: letters and digits in turn, or long numbers."""
    for found in _WORD.finditer(_PLACEHOLDER.sub(" ", text)):
        if len(_TURN.findall(found[0])) >= _TURNS or _NUMBER.search(found[0]):
            yield found[0]


def complaints(text: str) -> list[str]:
    """Return what is wrong with a file; the places, never the values."""
    try:
        parse_recipes(text)
    except RecipeError as err:
        return [f"it is not what the integration takes: {err.reason} at {err.where}"]
    if not text.strip():
        return []
    document = orjson.loads(text)
    found = [f"{error.where} {NOT_ACCEPTED[error.reason]}" for error in objections(document).values()]
    for where, raw in texts(document):
        bare = _PLACEHOLDER.sub(" ", raw)
        # A GraphQL query or a path is long without being a token.
        words = re.split(r"[\s/{}()\[\],:;?&]+", bare)
        for what, pattern in PERSONAL.items():
            candidates = words if what == "a token" else [bare]
            if any(re.search(pattern, candidate) for candidate in candidates):
                found.append(f"{where} holds what looks like {what}")
        if any(_random_words(raw)):
            found.append(f"{where} holds what looks random")
    return found


def main(paths: list[str]) -> int:
    """Check files; return how many were refused."""
    refused = 0
    for path in paths:
        wrong = complaints(Path(path).read_text("utf-8"))
        refused += bool(wrong)
        print(f"{path}: {'refused' if wrong else 'may be shared'}")
        for complaint in wrong:
            print(f"  {complaint}")
    return refused


if __name__ == "__main__":
    if len(sys.argv) == 1:
        sys.exit("usage: scripts/check_recipe FILE…")
    sys.exit(min(main(sys.argv[1:]), 1))
