"""Words that say on and off, and what can be a position of one switch."""

from collections.abc import Mapping
import re
from typing import Any, Final

from ..recipes.template import as_text
from .encodings import inner_texts
from .json_paths import Place

_SIGNS: Final = frozenset(
    {"true", "false", "on", "off", "yes", "no", "1", "0"}
    | {"enabled", "disabled", "enable", "disable", "allow", "deny", "opt-in", "opt-out"}
)
_OPPOSITES: Final = (
    *("on off", "yes no", "true false", "1 0", "y n", "in out", "optin optout", "enable disable", "all none"),
    *("accept decline", "accept refuse", "accept reject", "add remove", "allow block", "allow deny", "allow denied"),
    *("allow forbid", "allow prohibit", "allow refuse", "allow reject", "always never", "approve reject"),
    *("consent refuse", "consent withdraw", "give withdraw", "grant denied", "grant deny", "grant revoke"),
    *("grant withdraw", "include exclude", "join leave", "keep delete", "permit deny", "permit forbid"),
    *("permit prohibit", "resume pause", "set clear", "share hide", "show hide", "start stop"),
)
_NOT: Final = frozenset({"not", "no", "do", "dont"})
_NEGATING: Final = ("un", "de", "dis", "in", "non", "not", "no")
_WORD: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+|[^\W\d_]+")
_ENDING: Final = re.compile(r"(?<=[a-z]{2})(?:ed|es|e|s)$")
_PLAIN: Final = re.compile(r"(?!(?:.*\d){3})\w[\w .:/-]{0,39}")


def same(one: Any, other: Any) -> bool:
    """Compare as JSON does: 1 is not true."""
    return type(one) is type(other) and bool(one == other)


def is_sign(value: Any) -> bool:
    """Return whether a value says yes or no."""
    return isinstance(value, bool) or as_text(value).lower() in _SIGNS


def says_yes_or_no(said: Mapping[Place, Any]) -> bool:
    """Return whether anything in a request says yes or no, as what sets a switch would."""
    return any(is_sign(value) for place, value in said.items() if place[0] != "path")


def are_opposite(one: Any, other: Any) -> bool:
    """Return whether two values are on and off by what they mean, and of the same."""
    if not isinstance(one, str) or not isinstance(other, str):
        return type(one) is type(other) and {one, other} == {0, 1}
    first, second = (tuple(_stem(word) for word in _WORD.findall(text)) for text in (one, other))
    if len(first) != len(second):
        fewer, more = sorted((first, second), key=len)
        return bool(fewer) and fewer == tuple(word for word in more if word not in _NOT)
    pairs = list(zip(first, second, strict=True))
    differing = {word for pair in pairs if pair[0] != pair[1] for word in pair}
    # A word that both have and that is one of the opposites, or says yes or no, speaks of another setting.
    others = {word for word, again in pairs if word == again}
    return (
        bool(differing)
        and not others & differing
        and not any(map(is_sign, others))
        and all(word == again or _are_opposite(word, again) for word, again in pairs)
    )


def says_what_to_do(text: str) -> bool:
    """Return whether a text has a word in it that says by itself what is done to a switch."""
    return not _VERBS.isdisjoint(_stem(word) for word in _WORD.findall(text))


def says_to_write(text: str) -> bool:
    """Return whether a text has a word in it that says that something is done at all."""
    return says_what_to_do(text) or not _WRITES.isdisjoint(_stem(word) for word in _WORD.findall(text))


def are_plain(one: Any, other: Any) -> bool:
    """Return whether each of two values can be one position: it lists nothing, holds no flags and is no id."""
    if isinstance(one, int) and isinstance(other, int):
        return {one, other} == {0, 1} or (one ^ other).bit_count() > 1
    texts = [value for value in (one, other) if isinstance(value, str)]
    return len(texts) == len((one, other)) and all(
        _PLAIN.fullmatch(text) and not any(inner_texts(text)) for text in texts
    )


def _stem(word: str) -> str:
    """Return a word without its ending."""
    return _ENDING.sub("", word.lower())


def _are_opposite(one: str, other: str) -> bool:
    """Return whether two words are opposites."""
    fewer, more = sorted((one, other), key=len)
    return {one, other} in _PAIRS or any(more == negating + fewer for negating in _NEGATING)


_PAIRS: Final = [{_stem(word) for word in pair.split()} for pair in _OPPOSITES]
_VERBS: Final = {
    _stem(word)
    for word in (
        *("accept", "activate", "allow", "deactivate", "decline", "deny", "disable", "enable", "grant"),
        *("join", "leave", "off", "on", "revoke", "subscribe", "unsubscribe", "withdraw"),
    )
}
_WRITES: Final = {
    _stem(word)
    for word in (
        *("add", "change", "clear", "delete", "erase", "mutation", "remove"),
        *("save", "set", "store", "submit", "update"),
    )
}
