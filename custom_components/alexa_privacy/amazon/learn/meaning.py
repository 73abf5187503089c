"""What a value says of a switch, where its own words say it: on, off, or nothing that one may rely on."""

from collections.abc import Iterable
import re
from typing import Any, Final

from ..recipes.template import as_text

_WORD: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_ON: Final = frozenset(
    {
        "accept",
        "accepted",
        "active",
        "agreed",
        "allow",
        "allowed",
        "approve",
        "approved",
        "consented",
        "enable",
        "enabled",
    }
    | {"grant", "granted", "in", "on", "permit", "permitted", "yes"}
)
_OFF: Final = frozenset(
    {"block", "blocked", "decline", "declined", "denied", "deny", "disable", "disabled", "forbidden", "inactive", "no"}
    | {"off", "out", "refuse", "refused", "reject", "rejected", "revoke", "revoked"}
)
# Names under which yes and no mean on and off.
_YES_IS_ON: Final = _ON - {"in"} | {"checked", "consent", "selected"}
# Where one of these stands in a name, on may mean off.
_NEGATING: Final = _OFF - {"no", "on"} | frozenset(
    {"anonymous", "avoid", "dont", "exclude", "hide", "lock", "never", "no", "none", "not", "opt", "optout", "pause"}
    | {"prevent", "private", "protect", "protected", "protection", "restrict", "secret", "skip", "stop", "suppress"}
    | {"un", "without"}
)


def says_on(names: Iterable[str], value: Any, other: Any) -> bool | None:
    """Return whether one of a switch's two values says on; None where words alone do not say it for sure.

    `names` are what the value stands under, the nearest last.
    """
    words = [_words(name) for name in names]
    if any(word in _NEGATING for name in words for word in name):
        return None
    meant, opposite = _meaning(value), _meaning(other)
    if meant is not None and opposite is (not meant):
        return meant
    signs = {_sign(value), _sign(other)}
    if signs == {True, False} and words and any(word in _YES_IS_ON for word in words[-1]):
        return _sign(value)
    return None


def agree(*meanings: bool | None) -> bool | None:
    """Return what several places say, where none contradicts another."""
    said = {meaning for meaning in meanings if meaning is not None}
    return said.pop() if len(said) == 1 else None


def _words(name: str) -> list[str]:
    """Return the words of a name."""
    return [word.lower() for word in _WORD.findall(name)]


def _meaning(value: Any) -> bool | None:
    """Return what a value's own words say."""
    if not isinstance(value, str):
        return None
    words = set(_words(value))
    is_on, is_off = bool(words & _ON), bool(words & _OFF)
    return is_on if is_on != is_off and not words & (_NEGATING - _OFF - {"opt"}) else None


def _sign(value: Any) -> bool | None:
    """Return what a value means that says yes or no."""
    return {"true": True, "1": True, "false": False, "0": False}.get(as_text(value).lower())
