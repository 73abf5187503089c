"""Checks that a learned request stays below the privacy pages, however a server decodes its path."""

import re
from typing import Final
from unicodedata import normalize
from urllib.parse import unquote

from ..session import PRIVACY_PAGES
from .template import TemplateError

MOST_IN_PATH: Final = 4096

_BROKEN_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
# Some servers know this form, too.
_PERCENT_U: Final = re.compile(r"%[uU]([0-9A-Fa-f]{4})")
# Full stops and slashes that Unicode's compatibility forms leave as they are.
_LOOK_ALIKES: Final = str.maketrans({"\u3002": ".", "\u2044": "/", "\u2215": "/", "\u29f8": "/", "\u2216": "\\"})


def check_path(path: str) -> None:
    """Raise TemplateError unless a path stays below Amazon's privacy pages, however a server may decode it."""
    if len(path) > MOST_IN_PATH:
        raise TemplateError("the path is too long")
    if _BROKEN_PERCENT.search(path):
        raise TemplateError("the path is not encoded as paths are")
    decoded = _decode(path)
    # Some servers cut `;` and what follows it off a segment before they follow its dots.
    segments = {segment.partition(";")[0].strip() for segment in re.split(r"[/\\]", decoded)}
    if not path.startswith(PRIVACY_PAGES) or segments & {".", ".."}:
        raise TemplateError("the path leaves Amazon's privacy pages")
    if "//" in path or re.search(r"[\\?#\s]", path) or re.search(r"[\x00-\x1f\x7f]", decoded):
        raise TemplateError("the path leaves Amazon's privacy pages")


def _decode(path: str) -> str:
    """Return a completely decoded path, with plain dots and slashes for characters that may be taken for them.

    Raises TemplateError if that is not UTF-8: lenient servers read dots and slashes into overlong forms.
    """
    while True:
        try:
            decoded = unquote(_PERCENT_U.sub(lambda found: chr(int(found[1], 16)), path), errors="strict")
        except UnicodeDecodeError:
            raise TemplateError("the path is not encoded as paths are") from None
        decoded = normalize("NFKC", decoded).translate(_LOOK_ALIKES)
        if decoded == path:
            return decoded
        path = decoded
