"""Checks what may be a constant of a request, for every value that is the same in all demonstrations.

Such values are not necessarily constant: session ids, the account's id and today's date are the same in all.
"""

from collections.abc import Callable, Iterable, Mapping
from itertools import combinations
import re
from typing import Any, Final
from zoneinfo import ZoneInfo

import orjson

from ..recipes.template import as_text, texts_in
from ..recordings import Recording
from .answer_index import AnswerIndex
from .generalize.times import ZONE, date_parts, day_names, is_moment, looks_like_time
from .refusals import Place, last_name
from .vocabulary import identifiers, is_number, label, tokens

_LONGEST: Final = 64 * 1024
_SHORTEST_ID: Final = 6
_SHORTEST_SECRET: Final = 6
_SAID: Final = 8
_UNREADABLE: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffd]|\{\{")
# What an answer gives, or what is another each time, by its name.
_NEVER: Final = re.compile(
    r"(?:.*(?:etag|revision|nonce|checksum|signature|digest|lastmodified|timestamp|sessionid|requestid|correlationid)"
    r"|if(?:un)?(?:none)?(?:match|modifiedsince)|rev|seq|sequence(?:number)?|counter|sig|hash|expected.*)"
)
_VERSION: Final = re.compile(r".*(?:version|revision|etag|generation)|rev|ver|v")
_DATE_PART: Final = re.compile(
    r"(?!.*update).*(?:year|month|day|date|dayofmonth|hour|hours|minute|minutes|second|week|quarter)|dow|doy|woy|[ymdh]|mm|dd|yyyy"
)
_AGE: Final = re.compile(r".*(?:days|hours|minutes|age|ago|elapsed|old)")
_UNITS: Final = (60_000, 3_600_000, 86_400_000)
_MOST: Final = 40
_OFFSET: Final = re.compile(r".*(?:offset|timezone).*|tz.*|.*(?:tz|utc)")
# A number with a name, in whatever notation.
_NAMED_NUMBER: Final = re.compile(
    r"\b([A-Za-z][\w-]{0,40})[\"'\\]*\s{0,3}[:=>]\s{0,3}[\"'\\]*(-?(?:0|[1-9]\d{0,15}))(?![\w.:-])"
)
# What names somebody; a setting's or a page's name is none.
_OF_SOMEBODY: Final = re.compile(
    r".*(?:customer|user|owner|person|member|child|display|full|first|last|given|family|nick|home|house|room)s?name|.*mail.*"
)
_MAIL: Final = re.compile(r"[\w.+-]@[\w-]+\.\w")
# What a zone is called in one half of the year, and not in the other.
_ABBREVIATED: Final = frozenset(
    {"CET", "CEST", "EET", "EEST", "WET", "WEST", "MSK", "GMT", "BST", "IST", "EST", "EDT", "CST", "CDT", "MST", "MDT"}
    | {"PST", "PDT", "AKST", "AKDT", "HST", "AST", "ADT", "JST", "KST", "SGT", "AEST", "AEDT", "ACST", "ACDT", "AWST"}
    | {"NZST", "NZDT", "BRT", "ART"}
)
_OFFSET_TEXT: Final = re.compile(r"(?:UTC|GMT)?[+-]\d{1,2}(?::?\d{2})?")
_ZONE: Final = re.compile(
    r"(?:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific|Etc|US|Canada)/[A-Za-z0-9_+/-]+"
)
_MOST_MINUTES: Final = 14 * 60
# What many call their Echos by, and pages their members.
_GENERIC: Final = frozenset(
    {"alexa", "amazon", "echo", "dot", "show", "pop", "plus", "studio", "spot", "flex", "input", "auto", "device"}
    | {"home", "voice", "the", "my", "all", "none", "unknown", "tv", "fire", "app", "speaker", "main", "default"}
    | {"computer"}
)
# What says in which version something is sent, by the server too.
_FORMAT: Final = re.compile(r"[A-Za-z][A-Za-z.-]*/v?\d{1,2}(?:\.\d{1,2}){0,2}")
_APQ: Final = ("persistedQuery", "sha256Hash")
_SHA256: Final = re.compile(r"[0-9a-f]{64}")


class ConstantChecks:
    """Finds reasons why a value must not be a constant."""

    def __init__(
        self,
        index: AnswerIndex,
        recordings: Mapping[str, Recording],
        *,
        customers: Iterable[str] = (),
        tokens: Iterable[str] = (),
        names: Iterable[str] = (),
        moments: Iterable[int] = (),
    ) -> None:
        """Initialize with the content of a file, and the times of its requests or in them."""
        self._index = index
        self._ids: set[str] = set()
        self._names = {name.casefold() for name in names}
        self._said: set[str] = set()
        for recording in recordings.values():
            self._know(recording)
        for customer in customers:
            self._ids.add(customer.casefold())
        cookies = {cookie for exchange in index.exchanges for cookie in exchange.cookies}
        # What is a word in a cookie, as a language is, is no secret.
        self._secrets = {
            each for each in {*cookies, *tokens} if len(each) >= _SHORTEST_SECRET and any(identifiers(each))
        }
        self._moments = list(moments)
        self._ages = {
            abs(one - other) // unit for one, other in combinations(self._moments[:_MOST], 2) for unit in _UNITS
        }
        self._parts = date_parts(self._moments)
        self._days = day_names(self._moments)
        years = {part for part in self._parts if part > 2000}  # noqa: PLR2004 - years have four digits
        self._years = {year + step for year in years for step in (-1, 0, 1)}

    def _know(self, recording: Recording) -> None:
        """Add the personal values of a recording."""
        for text in texts_in(recording.raw):
            for token in tokens(text):
                if len(token) >= _SHORTEST_ID and any(map(str.isdigit, token)):
                    self._ids.add(token.casefold())
        if recording.echo is not None and recording.echo.name:
            self._names.add(recording.echo.name.casefold())
        self._names.update(person.casefold() for person in recording.persons)
        for words in (recording.said, recording.replied):
            if words:
                self._said.add(" ".join(words.casefold().split()))

    def problem(self, value: Any, place: Place) -> str | None:
        """Return why a value may not be a constant, as a reason; None if it may."""
        if isinstance(value, bool | None):
            return None
        name = label(last_name(place))
        if isinstance(value, int | float):
            return self._of_number(value, name)
        return self._of_text(value, name, place) if isinstance(value, str) else "part_unreadable"

    def _of_number(self, number: float, name: str) -> str | None:
        if _OFFSET.fullmatch(name) and abs(number) <= _MOST_MINUTES:
            return "part_zone"
        if (
            is_moment(number)
            or (_AGE.fullmatch(name) and number in self._ages)
            or number in self._years
            or (_DATE_PART.fullmatch(name) and number in self._parts)
        ):
            return "part_time"
        if _NEVER.fullmatch(name) or (_VERSION.fullmatch(name) and self._index.is_version(name, number)):
            return "part_given"
        text = as_text(abs(number))
        if isinstance(number, float) and not number.is_integer():
            return None if len(text.partition(".")[2]) <= 2 else "part_secret"  # noqa: PLR2004 - 0.75
        if is_number(text.partition(".")[0]):
            return None
        return "part_time" if looks_like_time(text) else self._origin(text)

    def _of_text(self, text: str, name: str, place: Place) -> str | None:
        if not text or text.isspace():
            return None
        checks: tuple[Callable[[], str | None], ...] = (
            lambda: "part_unreadable" if len(text) > _LONGEST or _UNREADABLE.search(text) else None,
            lambda: "part_personal" if _MAIL.search(text) or self.is_personal(text) else None,
            lambda: "part_secret" if any(secret in text for secret in self._secrets) else None,
            lambda: self._of_time(text, name),
            lambda: "part_given" if self._is_given(text, name) else None,
            lambda: self._of_pairs(text),
            lambda: self._of_words(text, place),
        )
        return next((problem for check in checks if (problem := check()) is not None), None)

    def _of_pairs(self, text: str) -> str | None:
        """Return why a text with named numbers, as in JSON, XML or a form, may not be a constant."""
        pairs = ((found[1], orjson.loads(found[2])) for found in _NAMED_NUMBER.finditer(text))
        return next((problem for name, number in pairs if (problem := self.problem(number, (name,))) is not None), None)

    def _is_given(self, text: str, name: str) -> bool:
        """Return whether responses give a text, judged by its name or theirs."""
        if _OF_SOMEBODY.fullmatch(name) and self._index.answered(f'"{text}"'):
            return True
        if not any(map(str.isdigit, text)):
            return False
        is_version = _VERSION.fullmatch(name) is not None and self._index.is_version(name, text)
        return is_version or _NEVER.fullmatch(name) is not None or self._is_given_name(text)

    def _of_words(self, text: str, place: Place) -> str | None:
        """Return why a text may not be a constant because of parts that are no words of a page."""
        if place[-2:] == _APQ and _SHA256.fullmatch(text):
            # The hash of a GraphQL query that the server keeps: it is the page's, not the account's.
            return "part_given" if self._index.answered(text) else None
        return next((self._origin(each) for each in identifiers(text) if not self._index.is_in_script(each)), None)

    def _is_given_name(self, text: str) -> bool:
        """Return whether a name with a number, as of a person or a device, is a value of a response."""
        if _FORMAT.fullmatch(text):
            return False
        return any(map(str.isalpha, text)) and len(text) > 2 and bool(self._index.answered(f'"{text}"'))  # noqa: PLR2004 - v2

    def _of_time(self, text: str, name: str) -> str | None:
        """Return why a text with a time may not be a constant."""
        if _OFFSET_TEXT.fullmatch(text) or text in _ABBREVIATED:
            return "part_zone"
        if _OFFSET.fullmatch(name) and text.lstrip("-").isdecimal():
            return "part_zone"
        for zone in _ZONE.findall(text):
            own = ZONE.get()
            if isinstance(own, ZoneInfo) and own.key != zone:
                return "part_zone"
        if looks_like_time(text) or any(token.casefold() in self._days for token in tokens(text)):
            return "part_time"
        numbers = {int(token) for token in tokens(text) if token.isdecimal() and len(token) <= 4}  # noqa: PLR2004 - years
        if numbers & self._years or (_DATE_PART.fullmatch(name) and numbers & self._parts):
            return "part_time"
        return None

    def _origin(self, word: str) -> str:
        """Return the reason for a text that is no word: a response gave it, or its origin is unknown."""
        return "part_given" if self._index.answered(word) else "part_secret"

    def is_personal(self, text: str) -> bool:
        """Return whether a text contains anything of the account's recordings, devices or persons."""
        folded = " ".join(text.casefold().split())
        words = {token.casefold() for token in tokens(text)}
        if not words.isdisjoint(self._ids):
            return True
        for name in self._names:
            own = set(name.split())
            if own <= _GENERIC or len(name) < 2:  # noqa: PLR2004 - one letter names nobody
                continue
            if name in folded and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", folded):
                return True
        cut = folded.rstrip(".… ")
        if folded in self._said and not words <= _GENERIC:
            return True
        if len(cut) < _SAID or " " not in cut:
            return False
        return any(cut in said or (len(said) >= _SAID and " " in said and said in folded) for said in self._said)

    def names_other_zone(self, text: str) -> bool:
        """Return whether a text names a time zone that may not be the home's."""
        own = ZONE.get()
        return any(not isinstance(own, ZoneInfo) or own.key != zone for zone in _ZONE.findall(text))

    def is_year(self, value: Any) -> bool:
        """Return whether a value is the year of a request or a recording."""
        text = as_text(value)
        return len(text) == 4 and text.isdecimal() and int(text) in self._years  # noqa: PLR2004 - a year's digits

    def is_date_part(self, value: Any) -> bool:
        """Return whether a value may be a month, a day, or another part of a date."""
        text = as_text(value)
        return text.isdecimal() and len(text) <= 3 and int(text) in self._parts  # noqa: PLR2004 - a day of the year

    def reason(self, values: Iterable[Any]) -> str:
        """Return why varying values without an explanation are refused."""
        found = [as_text(value) for value in values]
        if all(looks_like_time(text) or is_moment(text) for text in found):
            return "part_time"
        return "part_personal" if all(map(self.is_personal, found)) else "part_varies"
