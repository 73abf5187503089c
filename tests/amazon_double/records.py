"""What a recording looks like in Amazon's listings: every shape that is publicly known."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum, auto
from functools import lru_cache
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from tests.amazon_double.phrases import Phrase

type Json = dict[str, Any]

UNINTENDED = frozenset(
    {
        "FALSE_WAKE_WORD_1P",
        "FALSE_WAKE_WORD_2P",
        "WAKE_WORD_ONLY",
        "ASR_TIMEOUT",
        "NO_EXPRESSED_INTENT",
        "DISCARDED_NON_DEVICE_DIRECTED_INTENT",
    }
)


@dataclass(frozen=True, slots=True)
class Device:
    """An Echo."""

    name: str
    type: str
    serial: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the household whose voice Alexa knows."""

    id: str
    first_name: str
    type: str = "ADULT"

    def info(self) -> Json:
        """Return the person as records carry it."""
        return {"personId": self.id, "personFirstName": self.first_name, "personType": self.type}


class Shape(Enum):
    """Which of the known forms a record takes."""

    USUAL = auto()
    OLD = auto()  # many fields, as in 2021
    SLIM = auto()  # few fields, persons inside the items, as in 2025
    NO_DEVICE = auto()
    NULL_ITEMS = auto()
    NO_ITEMS = auto()


@lru_cache(10_000)
def _utterance_id(key: str, timestamp: int, device_type: str, device: str) -> str:
    """Return the utteranceId of a recording, which is listed again and again."""
    said_at = datetime.fromtimestamp(timestamp / 1000, UTC)
    return f"{device_type}:1.0/{said_at:%Y/%m/%d/%H}/{device}/{said_at:%M:%S}::TNIH_2V.{uuid5(NAMESPACE_OID, key)}ZXV/0"


@dataclass(slots=True, eq=False)
class Recording:
    """One entry of the voice history; its record is built when somebody asks."""

    timestamp: int
    customer: str
    device: Device
    phrase: Phrase
    utterance_type: str | None = "GENERAL"
    persons: tuple[Person, ...] = ()
    shape: Shape = Shape.USUAL
    shows_at: int = 0
    wake_word: str = ""
    """What the Echo was called by; with it, the words are listed twice: once after it, once without it."""
    given: Json | None = None
    """A record put in literally, instead of one built."""

    @property
    def key(self) -> str:
        """Amazon's recordKey."""
        if self.given is not None:
            return str(self.given["recordKey"])
        return f"{self.customer}#{self.timestamp}#{self.device.type}#{self.device.serial}"

    @property
    def order(self) -> tuple[int, str]:
        """Where the recording stands among the others."""
        return self.timestamp, self.key

    @property
    def unintended(self) -> bool:
        """Return whether nobody meant to make it."""
        return self.utterance_type in UNINTENDED

    @property
    def utterance_id(self) -> str:
        """Amazon's utteranceId."""
        device = "DEVICE_UNSPECIFIED" if self.shape is Shape.OLD else self.device.serial
        return _utterance_id(self.key, self.timestamp, self.device.type, device)

    def record(self) -> Json:
        """Return the record as v2 and v1 list it."""
        if self.given is not None:
            return self.given
        record: Json = {
            "recordKey": self.key,
            "recordType": "VOICE_HISTORY",
            "timestamp": self.timestamp,
            "customerId": self.customer,
            "device": {"deviceName": self.device.name, "deviceEntityId": None},
            "intent": self.phrase.intent,
        }
        if self.utterance_type is not None:
            record["utteranceType"] = self.utterance_type
        if self.shape is Shape.NO_DEVICE:
            record["device"] = None
        if self.shape is not Shape.SLIM:
            record |= {
                "domain": self.phrase.domain,
                "skillName": "",
                "personsInfo": [person.info() for person in self.persons],
            }
        if self.shape is Shape.OLD:
            record |= {"isBinaryFeedbackProvided": False, "isFeedbackPositive": False}
        if self.shape is Shape.NULL_ITEMS:
            record["voiceHistoryRecordItems"] = None
        elif self.shape is not Shape.NO_ITEMS:
            record["voiceHistoryRecordItems"] = self._items()
        return record

    def _items(self) -> list[Json]:
        """Return what was said and replied, as items of the record."""
        replaced = self.shape is Shape.SLIM or not self.phrase.replied
        lines = [f"{self.wake_word} {self.phrase.said}"] if self.wake_word else []
        items = [
            self._item(number, "ASR_REPLACEMENT_TEXT" if replaced else "CUSTOMER_TRANSCRIPT", line)
            for number, line in enumerate([*lines, self.phrase.said])
        ]
        if self.phrase.replied:
            items.append(self._item(2, "TTS_REPLACEMENT_TEXT" if replaced else "ALEXA_RESPONSE", self.phrase.replied))
        if self.shape is Shape.OLD and self.persons:
            items.append(self._item(4, "PROFILE", ""))
        return items

    def _item(self, number: int, item_type: str, text: str) -> Json:
        """Return one item."""
        item: Json = {"recordItemType": item_type, "utteranceId": self.utterance_id, "transcriptText": text}
        if self.shape is Shape.SLIM:
            return item | {"personsInfo": [person.info() for person in self.persons]}
        item_time = self.timestamp + number
        item["recordItemKey"] = f"{self.timestamp}#{self.device.type}#{self.device.serial}#{item_time}-{number}"
        # Some items carry no time of their own.
        item["timestamp"] = 0 if self.timestamp % 11 == 0 else item_time
        if self.shape is Shape.OLD:
            item["agentVisualName"] = ""
        return item

    def history_record(self) -> Json:
        """Return the record as the "new Alexa" listing shows it."""
        device = {
            "deviceSerialNumber": self.device.serial,
            "deviceType": self.device.type,
            "deviceName": self.device.name,
        }
        persons = [person.info() for person in self.persons]
        form = self.timestamp % 4
        record: Json = {
            "recordType": "utterance",
            "timestamp": self.timestamp,
            "startTime": self.timestamp,
            "customerId": self.customer,
            "activityKey": self.key,
            "intent": self.phrase.intent,
            "title": self.phrase.said,
            "subTitle": self.phrase.replied,
            "deviceInfo": (device, [device], [device], [])[form],
        }
        if self.utterance_type is not None:
            record["utteranceType"] = self.utterance_type
        if self.shape is Shape.NO_DEVICE:
            record["deviceInfo"] = None
        if form:
            record["personsInfo"] = (None, persons, persons[0] if persons else None)[form - 1]
        return record


@dataclass(slots=True, eq=False)
class Conversation(Recording):
    """A conversation with the "new Alexa": no utterance, no recordKey of its own."""

    @property
    def key(self) -> str:
        """Amazon's conversationId."""
        return f"amzn1.conversation.{uuid5(NAMESPACE_OID, f'{self.customer}{self.timestamp}')}"

    def history_record(self) -> Json:
        """Return the record as the "new Alexa" listing shows it."""
        record = Recording.history_record(self)
        del record["activityKey"]
        record.pop("utteranceType", None)
        return record | {
            "recordType": "conversation",
            "conversationId": self.key,
            "startTime": self.timestamp - 450_000,
        }


@dataclass(slots=True, eq=False)
class DatedEntry(Recording):
    """One entry of another of Amazon's histories; how it looks is up to the page that shows it."""

    history: str = "smart_home"

    @property
    def key(self) -> str:
        """Its made-up id."""
        return uuid5(NAMESPACE_OID, f"{self.history}{self.customer}{self.timestamp}{self.device.serial}").hex

    @property
    def number(self) -> int:
        """The same as a whole number."""
        return int(self.key[:12], 16)
