"""Which of two values means on: by what words say, and by what the setting is called."""

from collections.abc import Iterable
import re
from typing import Any, Final

from ..recipes.template import as_text

_WORD: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+|[^\W\d_]+")
# What answers a question: whether that means on depends on what is asked.
_ANSWERS: Final = {
    **dict.fromkeys(("true", "1", "yes", "y", "on", "enabled", "enable", "active", "activated", "activate", "set"), 1),
    **dict.fromkeys(
        ("false", "0", "no", "n", "off", "disabled", "disable", "inactive", "deactivated", "deactivate"), -1
    ),
}
# What says by itself whether something may be done.
_CONSENTS: Final = {
    **dict.fromkeys(("allow", "allowed", "accept", "accepted", "agree", "agreed", "grant", "granted", "permit"), 1),
    **dict.fromkeys(("permitted", "consent", "consented", "join", "joined", "share", "subscribe", "subscribed"), 1),
    **dict.fromkeys(
        ("participate", "open", "unlocked", "approve", "approved", "include", "included", "start", "optin"), 1
    ),
    **dict.fromkeys(("resume", "show", "optedin", "give", "use"), 1),
    **dict.fromkeys(("deny", "denied", "refuse", "refused", "reject", "rejected", "decline", "declined", "revoke"), -1),
    **dict.fromkeys(("revoked", "withdraw", "withdrawn", "block", "blocked", "forbid", "forbidden", "prohibit"), -1),
    **dict.fromkeys(("prohibited", "leave", "left", "unsubscribe", "unsubscribed", "closed", "locked", "lock"), -1),
    **dict.fromkeys(
        ("exclude", "excluded", "stop", "pause", "paused", "hide", "optout", "optedout", "never", "none"), -1
    ),
}
_NOT: Final = frozenset({"not", "no", "dont", "never", "non"})
# A name with such a word says that something is not done.
_NEGATIVE: Final = frozenset(
    {"disable", "disabled", "optout", "optedout", "refuse", "refused", "deny", "denied", "block", "blocked", "lock"}
    | {"locked", "prevent", "prohibit", "forbid", "exclude", "excluded", "suppress", "suppressed", "mute", "muted"}
    | {"hide", "hidden", "not", "dont", "no", "without", "restrict", "restricted", "stop", "decline", "declined"}
    | {"reject", "revoke", "revoked", "withdraw", "withdrawn", "pause", "paused", "skip", "incognito", "off", "never"}
)


def words(text: str) -> list[str]:
    """Return the words of a text in small letters; "opt in" and "opt out" are one word each."""
    found = [word.lower() for word in _WORD.findall(text)]
    joined: list[str] = []
    for word in found:
        if word in {"in", "out"} and joined and joined[-1] in {"opt", "opted"}:
            joined[-1] += word
        else:
            joined.append(word)
    return joined


def first_is_on(pairs: Iterable[tuple[Any, Any]], names: Iterable[str]) -> bool | None:
    """Return whether the first of two values, in one place or several, means on; None where words do not say.

    `names` are what the setting and its places are called.
    """
    called = [word for name in names for word in words(name)]
    negative = len({word for word in called if word in _NEGATIVE})
    signs = {sign for first, second in pairs if (sign := _sign(first, second, negative)) is not None}
    return None if len(signs) != 1 else signs.pop()


def _sign(first: Any, second: Any, negative: int) -> bool | None:
    """Return whether the first of two values means on; None where they do not say."""
    one, other = (words(as_text(value)) for value in (first, second))
    only_one, only_other = ([word for word in own if word not in rest] for own, rest in ((one, other), (other, one)))
    for meanings, depends in ((_CONSENTS, False), (_ANSWERS, True)):
        signs = [_meaning(each, meanings) for each in (only_one, only_other)]
        if 0 in signs and set(signs) == {0}:
            continue
        if signs[0] == signs[1] or len(only_one) > _MOST or len(only_other) > _MOST:
            return None
        if depends and negative > 1:
            return None
        is_on = signs[0] > signs[1]
        return is_on != (depends and negative == 1)
    return None


_MOST: Final = 3


def _meaning(said: list[str], meanings: dict[str, int]) -> int:
    """Return whether words mean on (1), off (-1), or nothing certain (0)."""
    found = {meanings[word] for word in said if word in meanings}
    if len(found) != 1:
        return 0
    return found.pop() * (-1 if any(word in _NOT and meanings.get(word) is None for word in said) else 1)


def are_opposite(one: Any, other: Any) -> bool:
    """Return whether two values say on and off of the same."""
    if type(one) is not type(other):
        return False
    if not isinstance(one, str):
        return {one, other} == {0, 1}
    return _sign(one, other, 0) is not None and _rest(one) == _rest(other)


def is_position(text: str) -> bool:
    """Return whether a text says nothing but on or off."""
    return not _rest(text)


def _rest(text: str) -> list[str]:
    """Return the words of a text that say neither on nor off."""
    return [word for word in words(text) if word not in _ANSWERS and word not in _CONSENTS and word not in _NOT]
