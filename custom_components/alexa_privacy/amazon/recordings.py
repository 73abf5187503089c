"""One recording of Amazon's voice history, parsed from Amazon's record (amazon-protocol.md §3)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from math import isfinite
import re
from typing import Any, Final, override

from .errors import BadResponse
from .transcripts import folded, joined


class Kind(StrEnum):
    """Whether the recording was intended; unknown values of Amazon's are `unknown`."""

    INTENDED = "intended"
    UNINTENDED = "unintended"
    OTHER_DEVICE = "other_device"
    ROUTINE = "routine"
    UNKNOWN = "unknown"


_KINDS: Final = {
    "GENERAL": Kind.INTENDED,
    "DEVICE_ARBITRATION": Kind.OTHER_DEVICE,
    "WAKE_WORD_ONLY": Kind.UNINTENDED,
    "ASR_TIMEOUT": Kind.UNINTENDED,
    "NO_EXPRESSED_INTENT": Kind.UNINTENDED,
    "DISCARDED_NON_DEVICE_DIRECTED_INTENT": Kind.UNINTENDED,
}
_SAID: Final = ("CUSTOMER_TRANSCRIPT", "ASR_REPLACEMENT_TEXT")
_REPLIED: Final = ("ALEXA_RESPONSE", "TTS_REPLACEMENT_TEXT")
_KEY_PARTS: Final = 4
_NUMBER: Final = re.compile(r"-?[0-9]{1,18}")
_ID: Final = re.compile(r"(-?[0-9]{1,15})-[0-9a-f]{32}")
# Keys have about 70 characters; names are limited for display.
MOST_IN_KEY: Final = 1_000
_MOST_IN_NAME: Final = 100
# Serial numbers become part of unique ids and paths.
_SERIAL: Final = re.compile(r"[!-.0-~]{1,100}")
# Zero-width joiners: invisible, and part of words and emoji.
_JOINERS: Final = "\u200c\u200d"
# The range of a calendar (years 1 to 9999) in epoch milliseconds, with room for time zones.
_FIRST: Final = -62_135_000_000_000
LAST: Final = 253_402_000_000_000


def kind_of(utterance_type: object) -> Kind:
    """Return the kind of an `utteranceType`."""
    if not isinstance(utterance_type, str):
        return Kind.UNKNOWN
    if utterance_type.startswith("FALSE_WAKE_WORD"):
        return Kind.UNINTENDED
    if utterance_type.startswith("ROUTINES_"):
        return Kind.ROUTINE
    return _KINDS.get(utterance_type, Kind.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Echo:
    """The device of a recording; `name` is the one its owner chose, None if Amazon does not say."""

    serial: str
    name: str | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Recording:
    """One recording: its key, time (epoch milliseconds, UTC), kind, device, and Amazon's own record."""

    key: str
    time: int
    kind: Kind
    echo: Echo | None
    raw: Mapping[str, Any]

    @override
    def __repr__(self) -> str:
        """Omit key, device and words, because this may be logged."""
        return f"<Recording {self.kind}>"

    @property
    def id(self) -> str:
        """Its public id: a hash instead of the key, after the time that finds it again."""
        return f"{self.time}-{sha256(self.key.encode()).hexdigest()[:32]}"

    @property
    def serial(self) -> str:
        """The serial number of its Echo; empty where that is not known."""
        return self.echo.serial if self.echo else ""

    @property
    def second(self) -> tuple[int, str]:
        """The second in which it was made, and by which Echo: few requests tell apart what is alike in both."""
        return self.time // 1000, self.serial

    @property
    def utterance_id(self) -> str | None:
        """Amazon's id of the audio; None if the record has none."""
        items = sorted(_items(self.raw), key=lambda item: item.get("recordItemType") not in _SAID)
        found = (item.get("utteranceId") for item in items)
        return next((name for name in found if isinstance(name, str) and 0 < len(name) <= MOST_IN_KEY), None)

    @property
    def said(self) -> str:
        """What was said, as Amazon understood it."""
        return self._words(_SAID)

    @property
    def searched(self) -> str:
        """What was said, folded."""
        return folded(self.said)

    @property
    def replied(self) -> str:
        """What Alexa replied."""
        return self._words(_REPLIED)

    @property
    def persons(self) -> list[str]:
        """Unique first names of the people Amazon recognized, in Amazon's order."""
        holders = (self.raw, *_items(self.raw))
        persons = (person for holder in holders for person in _dicts(holder.get("personsInfo")))
        names = (read_name(person.get("personFirstName")) for person in persons)
        return list(dict.fromkeys(name for name in names if name))

    def _words(self, item_types: tuple[str, ...]) -> str:
        """Return the joined texts of some item types without repetitions."""
        items = [item for item in _items(self.raw) if item.get("recordItemType") in item_types]
        lines = ((item.get("utteranceId"), item.get("transcriptText")) for item in items)
        return joined((name if isinstance(name, str) else None, text) for name, text in lines if isinstance(text, str))


def time_of(recording_id: str) -> int:
    """Return the time (epoch ms) of a recording's id; raises ValueError if it is no such id."""
    found = _ID.fullmatch(recording_id)
    if found is None or not _FIRST <= (time := int(found[1])) <= LAST:
        raise ValueError("not the id of a recording")
    return time


def is_recording_id(text: str) -> bool:
    """Return whether a text has the form of a recording's id."""
    try:
        time_of(text)
    except ValueError:
        return False
    return True


def read_name(value: object) -> str | None:
    """Return the name of a person or device in one line of limited length; None if there is no name."""
    if not isinstance(value, str):
        return None
    shown = (
        letter
        for letter in value[: 2 * _MOST_IN_NAME]
        if letter.isprintable() or letter.isspace() or letter in _JOINERS
    )
    return " ".join("".join(shown).split())[:_MOST_IN_NAME].strip() or None


def read_record(raw: object) -> Recording:
    """Return the Recording of one rvh record; raises BadResponse if it has no key or no time."""
    if not isinstance(raw, dict):
        raise BadResponse("a record is not an object")
    key = raw.get("recordKey")
    if not isinstance(key, str) or not 0 < len(key) <= MOST_IN_KEY:
        raise BadResponse("a record has no key")
    parts = key.split("#")
    whole = len(parts) == _KEY_PARTS
    time = milliseconds(raw.get("timestamp"))
    if time is None and whole:
        time = milliseconds(parts[1])
    if time is None or not _FIRST <= time <= LAST:
        raise BadResponse("a record has no time")
    echo = _read_echo(raw.get("device"), parts[3]) if whole else None
    return Recording(key, time, kind_of(raw.get("utteranceType")), echo, raw)


def read_conversation(raw: dict[str, Any]) -> Recording:
    """Return the Recording of a conversation with the "new Alexa"; raises BadResponse if it has no time."""
    time = milliseconds(raw.get("timestamp"))
    if time is None or not _FIRST <= time <= LAST:
        raise BadResponse("a conversation has no time")
    key = raw.get("conversationId")
    if isinstance(key, str) and len(key) > MOST_IN_KEY:
        raise BadResponse("a conversation has too long a key")
    device = next(iter(_dicts(raw.get("deviceInfo"))), {})
    echo = _read_echo(device, device.get("deviceSerialNumber"))
    return Recording(key if isinstance(key, str) and key else f"#{time}", time, Kind.UNKNOWN, echo, raw)


def _read_echo(device: object, serial: object) -> Echo | None:
    """Return the device of a record; None if its serial number is invalid."""
    if not isinstance(serial, str) or not _SERIAL.fullmatch(serial):
        return None
    name = read_name(device.get("deviceName")) if isinstance(device, dict) else None
    return Echo(serial, name)


def milliseconds(value: object) -> int | None:
    """Return epoch milliseconds from a number or text."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int) or (isinstance(value, float) and isfinite(value)):
        return int(value)
    return int(value) if isinstance(value, str) and _NUMBER.fullmatch(value) else None


def _items(raw: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    return _dicts(raw.get("voiceHistoryRecordItems"))


def _dicts(value: object) -> Iterable[dict[str, Any]]:
    """Return the objects of an object, a list, null or a missing value."""
    if isinstance(value, dict):
        return (value,)
    return (inner for inner in value if isinstance(inner, dict)) if isinstance(value, list) else ()
