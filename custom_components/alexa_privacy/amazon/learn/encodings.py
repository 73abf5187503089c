"""Decodes texts in known encodings, and encodes their templates again."""

import base64
import binascii
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import partial
import re
from typing import Any, Final
from urllib.parse import unquote

from ..recipes.template import PLACEHOLDER, Template, percent_encode
from .exchange import read_json

_RUN: Final = re.compile(r"[A-Za-z0-9+/_-]{16,}={0,2}")
_BASE64: Final = re.compile(r"[A-Za-z0-9+/]{8,}={0,2}|[A-Za-z0-9_-]{8,}={0,2}")
_PERCENT: Final = re.compile(r"%[0-9A-Fa-f]{2}")
_LONGEST: Final = 256 * 1024


def decodings(texts: Sequence[Any]) -> Iterator[tuple[str, list[Any]]]:
    """Return the decoded texts, for each encoding that all of them may have."""
    for how, decode in _WAYS:
        inner = [decode(text) for text in texts]
        if all(value is not None for value in inner):
            yield how, inner


def inner_values(text: str) -> Iterator[Any]:
    """Return the possible decoded values of a text."""
    if len(text) > _LONGEST:
        return
    for how, decode in _WAYS:
        if how != "percent" and (inner := decode(text)) is not None:
            yield inner
    if _PERCENT.search(text):
        yield unquote(text)
    for run in _RUN.findall(text):
        if run != text:
            yield from (inner for decode in (_base64, _base64url) if (inner := decode(run)) is not None)


def encoded(template: Template, how: str) -> Template:
    """Return a template whose text is encoded."""
    if how == "$json":
        return {"$json": template}
    if isinstance(template, str) and PLACEHOLDER.fullmatch(template):
        return f"{template[:-2].removesuffix('|text')}|{how}}}}}"
    return {"$encode": template, "as": how}


def decode_json(text: Any) -> Any:
    """Return the JSON object or list in a text."""
    if isinstance(text, str) and text[:1] in {"{", "["} and text[-1:] in {"}", "]"}:
        with suppress(ValueError):
            return read_json(text)
    return None


def _percent(text: str) -> str | None:
    if not _PERCENT.search(text):
        return None
    plain = unquote(text)
    return plain if _is_readable(plain) and percent_encode(plain) == text else None


def _base64(text: str, signs: str = "+/", padding: str = "=") -> str | None:
    """Decode base64 if the result is readable text."""
    if not _BASE64.fullmatch(text) or set(text) & {*"+/-_="} - {*signs, *padding}:
        return None
    try:
        plain = base64.b64decode(text + ("" if padding else "=" * (-len(text) % 4)), signs.encode()).decode()
    except binascii.Error, ValueError:
        return None
    again = base64.b64encode(plain.encode(), signs.encode()).decode().replace("=", padding)
    return plain if plain and _is_readable(plain) and again == text else None


_base64url: Final = partial(_base64, signs="-_", padding="")


def _is_readable(text: str) -> bool:
    """Return whether bytes are readable text, not just decodable by chance."""
    return all(character.isprintable() or character in "\n\t\r" for character in text)


_WAYS: Final = (("$json", decode_json), ("percent", _percent), ("base64", _base64), ("base64url", _base64url))
