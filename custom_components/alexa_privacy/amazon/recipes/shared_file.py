"""Files of requests that others have tested: their form, and a check for personal data.

A file holds one request for one Amazon site, and is named after both.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
import re
from typing import Any, Final
from unicodedata import normalize
from urllib.parse import unquote

import voluptuous as vol

from ..sites import SITES
from .document import DELETIONS, MOST_BYTES, SWITCHES, parse_json, read_recipes
from .import_rules import objections
from .request_form import RecipeError

SHAREABLE: Final = (*DELETIONS[:2], *SWITCHES)
"""The lessons that can be shared: testable before use, and with fixed names."""

# What identifies somebody in what Amazon's pages send (amazon-protocol.md §3), and what may be a secret.
_PERSONAL: Final = {
    "an e-mail address": r"[\w.+-]+@[\w-]+\.[\w.]+",
    "an account's id": r"amzn1\.\w+",
    "a customer's id": r"\bA[0-9A-Z]{11,}\b",
    "a device's serial number": r"\bG[0-9A-Z]{14,}\b",
    "a recording's key": r"#\d{13}#",
    "an utterance's id": r"::?TN\w+|:\d\.\d/\d{4}/",
    "a moment": r"\b1[4-9]\d{8}(\d{3})?\b|\b20\d\d-\d\d-\d\dT",
    "a token": r"[A-Za-z0-9+/_=-]{40,}",
    "a session's id": r"\b\d{3}-\d{7}-\d{7}\b",
    "an address of a network": r"\b(?:\d{1,3}\.){3}\d{1,3}\b|\b[0-9a-fA-F]{2}(?:[:-][0-9a-fA-F]{2}){5}\b",
    "a telephone number": r"\+\d{1,3}[ ()/-]?\d[\d ()/-]{5,}\d",
    "an id of its own": r"\b[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\b",
}
_PLACEHOLDER: Final = re.compile(r"\{\{[^{}]*\}\}")
# A GraphQL query or a path is long without being a token.
_BETWEEN_TOKENS: Final = re.compile(r"[\s/{}()\[\],:;?&]+")
_WORD: Final = re.compile(r"[A-Za-z0-9+/_=-]{16,}")
_TURN: Final = re.compile(r"(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])")
_TURNS: Final = 3
_NUMBER: Final = re.compile(r"\d{10,}")

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _day(value: str) -> str:
    """Return a valid date; raises ValueError."""
    if not _DAY.fullmatch(value):
        raise ValueError
    date.fromisoformat(value)
    return value


def _text(pattern: str) -> Any:
    return vol.All(str, vol.Match(rf"(?:{pattern})\Z"))


_VERSION: Final = _text(r"[0-9][0-9A-Za-z.+-]{0,29}")
_FORM: Final = vol.Schema(
    {
        vol.Required("site"): vol.In([f"amazon.{domain}" for domain in SITES]),
        vol.Required("lesson"): vol.In(SHAREABLE),
        vol.Required("tested"): vol.All(
            [
                {
                    vol.Required("by"): _text(r"[A-Za-z0-9][A-Za-z0-9-]{0,38}"),
                    vol.Required("on"): vol.All(str, _day),
                    vol.Required("home_assistant"): _VERSION,
                    vol.Required("alexa_privacy"): _VERSION,
                }
            ],
            vol.Length(min=1, max=50),
        ),
        vol.Required("requests"): dict,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedRequest:
    """One request for one Amazon site, and who tested it."""

    site: str
    """Such as `amazon.de`."""
    lesson: str
    tested: list[dict[str, str]]
    """Who tested it, when, and on which versions: `by`, `on`, `home_assistant`, `alexa_privacy`."""
    document: dict[str, Any]
    """The request as a document of learned requests."""


def file_name(site: str, lesson: str) -> str:
    """Return the name of the file that holds a site's request for a lesson."""
    return f"{site}-{lesson}.json"


def read_shared(name: str, data: bytes) -> SharedRequest:
    """Return the content of a file with this name; raises RecipeError if malformed, unsafe, or possibly personal."""
    shared = read_form(name, data)
    for error in objections(shared.document).values():
        raise error
    for where, _ in personal_parts(shared.document):
        raise RecipeError("share_personal", where)
    return shared


def read_form(name: str, data: bytes) -> SharedRequest:
    """Return the content of a file with this name; raises RecipeError if it is malformed."""
    if len(data) > MOST_BYTES:
        raise RecipeError("recipe_too_long", "/")
    try:
        form = _FORM(parse_json(data.decode()))
    except UnicodeDecodeError:
        raise RecipeError("recipe_not_json", "/") from None
    except vol.Invalid as err:
        where = "".join(f"/{str(step)[:40]}" for step in err.path)
        raise RecipeError("recipe_shape", where or "/") from None
    if name != file_name(form["site"], form["lesson"]):
        raise RecipeError("shared_name", "/lesson")
    document = form.pop("requests")
    read_recipes(document)
    held = {*document} - {"version", "switches"} | {*document.get("switches", {})}
    if held != {form["lesson"]}:
        raise RecipeError("shared_others", "/requests")
    return SharedRequest(**form, document=document)


def personal_parts(document: Any) -> Iterator[tuple[str, str]]:
    """Return the places in a document that look personal or secret, and as what; never the values."""
    for where, said in texts(document):
        # An address of e-mail is one in percent-encoding, and in wide letters, too.
        text = normalize("NFKC", unquote(said))
        bare = _PLACEHOLDER.sub(" ", text)
        for what, pattern in _PERSONAL.items():
            # Placeholders are long; but what they look for may be somebody's.
            candidates = _BETWEEN_TOKENS.split(bare) if what == "a token" else [text]
            if any(re.search(pattern, candidate) for candidate in candidates):
                yield where, what
        if any(_is_random(found[0]) for found in _WORD.finditer(bare)):
            yield where, "something random"


def without_placeholders(text: str) -> list[str]:
    """Return the constant parts of a text."""
    return _PLACEHOLDER.split(text)


def texts(value: Any, where: str = "") -> Iterator[tuple[str, str]]:
    """Return every text, number and name of a member in JSON, each with its place."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield f"{where}/{key}", key
            yield from texts(inner, f"{where}/{key}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from texts(inner, f"{where}/{index}")
    elif isinstance(value, str | int | float) and not isinstance(value, bool):
        yield where, str(value)


def _is_random(word: str) -> bool:
    """Return whether a word looks random: letters and digits in turn, or a long number."""
    return len(_TURN.findall(word)) >= _TURNS or _NUMBER.search(word) is not None
