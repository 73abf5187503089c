"""Refuses learned requests that are malformed, that hold anything of their owner, or that nobody else would accept."""

from pathlib import Path
import sys
from typing import Any, Final

import orjson

from custom_components.alexa_privacy.amazon.recipes.document import parse_recipes
from custom_components.alexa_privacy.amazon.recipes.import_rules import objections
from custom_components.alexa_privacy.amazon.recipes.request_form import RecipeError
from custom_components.alexa_privacy.amazon.recipes.shared_file import personal_parts, read_form

# Why an integration takes a request from its owner's own lesson alone.
NOT_ACCEPTED: Final = {
    "foreign_everything": "deletes everything at once, and cannot be tested on one recording",
    "foreign_history": "lists another history without a click, which nobody can check before it is sent",
    "foreign_read": "is sent without a click to read a setting, and may change or delete something",
    "foreign_set": "looks like a deletion, and should change a setting",
    "foreign_unread": "cannot be read, so it cannot be tested",
}
README: Final = "README.md"


def complaints(text: str) -> list[str]:
    """Return what is wrong with learned requests; the places, never the values."""
    try:
        parse_recipes(text)
    except RecipeError as err:
        return [_malformed(err)]
    return _complaints(orjson.loads(text)) if text.strip() else []


def complaints_of_file(path: Path, *, is_shared: bool) -> list[str]:
    """Return what is wrong with a file: one of those that others have tested, or nothing but learned requests."""
    if path.is_symlink() or not path.is_file():
        return ["it is not a file"]
    data = path.read_bytes()
    if not is_shared and b'"requests"' not in data:
        return complaints(data.decode("utf-8", "replace"))
    try:
        return _complaints(read_form(path.name, data).document)
    except RecipeError as err:
        return [_malformed(err)]


def _malformed(err: RecipeError) -> str:
    """Return where a file is malformed."""
    return f"it is not what the integration takes: {err.reason} at {err.where}"


def _complaints(document: Any) -> list[str]:
    """Return why requests that can be read should not be shared."""
    refused = [f"{error.where} {NOT_ACCEPTED[error.reason]}" for error in objections(document).values()]
    return refused + [f"{where} holds what looks like {what}" for where, what in personal_parts(document)]


def main(paths: list[str]) -> int:
    """Check files, and folders of requests that others have tested; return how many files were refused."""
    refused = 0
    for path in map(Path, paths):
        folder = path.is_dir()
        for file in sorted(path.iterdir()) if folder else [path]:
            if folder and file.name == README:
                continue
            wrong = complaints_of_file(file, is_shared=folder)
            refused += bool(wrong)
            print(f"{file}: {'refused' if wrong else 'may be shared'}")
            for complaint in wrong:
                print(f"  {complaint}")
    return refused


if __name__ == "__main__":
    if len(sys.argv) == 1:
        sys.exit("usage: scripts/check_recipe FILE|FOLDER…")
    sys.exit(min(main(sys.argv[1:]), 1))
