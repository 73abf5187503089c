"""Distinguishes words of a page from generated values: ids, tokens, hashes, counters."""

from collections.abc import Iterator
import re
from typing import Final

_TOKEN: Final = re.compile(r"[^\W_]+")
_PARTS: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+|[^\W\d_]+")
_SEPARATORS: Final = re.compile(r"[^a-z0-9]+")
_RANDOM: Final = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
    r"|(?<![0-9A-Za-z])(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{8,}(?![0-9A-Za-z])|(?<![0-9A-Za-z])[a-f]{8,}(?![0-9A-Za-z])",
    re.IGNORECASE,
)
_CAMEL: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\d_A-Za-z]+")
_GROUPS: Final = re.compile(r"\d+|\D+")
_VOWELS: Final = frozenset("aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüý")
_NO_VOWELS: Final = re.compile(r"[b-df-hj-np-tv-xz]+")
_ROUND: Final = re.compile(r"[1-9]\d?[05]?0{2,}|[1-9]0{3,}|1024|2048|4096|8192|16384|32768|65536|3600|86400")
_NAMED_BY_NUMBER: Final = re.compile(
    r"sha(?:1|224|256|384|512)|md5|utf(?:8|16)|base(?:32|64)|[hre]s(?:256|384|512)|oauth2|http2|x509|i18n|l10n|a11y",
    re.IGNORECASE,
)
_DURATION: Final = re.compile(r"P(?:\d{1,3}[YMWD])+")
_SHORT: Final = 3
_LONGEST: Final = 40
_LONG: Final = 8
# Marketplaces of Amazon, as its selling partners' documentation lists them.
MARKETPLACES: Final = frozenset(
    {"ATVPDKIKX0DER", "A2EUQ1WTGCTBG2", "A1AM78C64UM0Y8", "A2Q3Y263D00KWC", "A1RKKUPIHCS9HS", "A1F83G8C2ARO7P"}
    | {"A13V1IB3VIYZZH", "AMEN7PMS3EDWL", "A1805IZSGTT6HS", "A1PA6795UKMFR9", "APJ6JRA9NG5V4", "A2NODRKZP88ZB9"}
    | {"A1C3SOZRARQ6R3", "A33AVAJ2PDY3EV", "A2VIGQ35RCS4UG", "A21TJRUUN4KGV", "A19VAU5U5O7RUS", "A39IBJ37TRP1C6"}
    | {"A1VC38T7YXB528", "A17E79C6D8DWNP", "ARBP9OOSHTCHU", "A28R8C7NBKEWEA"}
)


def tokens(text: str) -> list[str]:
    """Return the sequences of letters and digits in a text."""
    return _TOKEN.findall(text)


def words(text: str) -> list[str]:
    """Return the words of a text in lower case; "opt in" and "opt out" are one word each."""
    found = [word.lower() for word in _PARTS.findall(text)]
    joined: list[str] = []
    for word in found:
        if word in {"in", "out"} and joined and joined[-1] in {"opt", "opted"}:
            joined[-1] += word
        else:
            joined.append(word)
    return joined


def label(name: str) -> str:
    """Return a name without case and separators."""
    return _SEPARATORS.sub("", name.casefold())


def identifiers(text: str) -> Iterator[str]:
    """Return the tokens of a text that are neither words nor small numbers."""
    for found in _RANDOM.finditer(text):
        yield found[0]
    for token in tokens(text):
        if not (is_number(token) if token.isdecimal() else is_word(token)):
            yield token


def is_number(digits: str) -> bool:
    """Return whether a number may be a constant of a page: a small or a round one."""
    return len(digits) <= _SHORT or _ROUND.fullmatch(digits) is not None


def is_word(token: str) -> bool:
    """Return whether letters, possibly with a version number, are words of a page."""
    token = _NAMED_BY_NUMBER.sub("", token)
    if _DURATION.fullmatch(token) or token in MARKETPLACES or len(token) <= _SHORT:
        return not (token.isdecimal() and len(token) > _SHORT)
    groups = _GROUPS.findall(token)
    letters = [group for group in groups if not group.isdecimal()]
    numbers = [group for group in groups if group.isdecimal()]
    if len(token) > _LONGEST or len(groups) > _SHORT or any(len(number) > _SHORT for number in numbers):
        return False
    if len(groups) == _SHORT:
        # A number within words: a version.
        is_version = letters[0] == groups[0] and len(numbers[0]) < _SHORT
        return is_version and all(_is_pronounced(each) and len(each) >= _SHORT for each in letters)
    return not (token[0].isdecimal() and len(token) > _SHORT + 1) and all(map(_is_pronounced, letters))


def _is_pronounced(letters: str) -> bool:
    """Return whether letters look like words, not like random letters."""
    if len(letters) < _LONG or not letters.isascii():
        return True
    parts = _CAMEL.findall(letters)
    if len(letters) / max(1, len(parts)) < 2.5:  # noqa: PLR2004 - capitals at random make short words
        return False
    lowered = letters.lower()
    vowels = sum(letter in _VOWELS for letter in lowered)
    runs = [run for part in parts for run in _NO_VOWELS.findall(part.lower())]
    return vowels * 7 >= len(letters) and max(map(len, runs), default=0) <= _LONG - 2


def plain_words(text: str) -> bool:
    """Return whether a text consists of words and small numbers, like a page's own constants."""
    return bool(text) and next(identifiers(text), None) is None and any(map(str.isalpha, text))
