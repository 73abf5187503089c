"""Recordings from a seed, in the proportions of a real household."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from random import Random

from tests.amazon_double.phrases import AWKWARD, CONVERSATIONS, EVERYDAY, OVERHEARD, Phrase
from tests.amazon_double.records import UNINTENDED, Conversation, DatedEntry, Device, Person, Recording, Shape

DAY = 86_400_000
A_DAY = 18
"""Commands per active day and household."""

UTTERANCE_TYPES: dict[str | None, float] = {
    "GENERAL": 70,
    "DEVICE_ARBITRATION": 8,
    "WAKE_WORD_ONLY": 5,
    "ASR_TIMEOUT": 4,
    "NO_EXPRESSED_INTENT": 3,
    "FALSE_WAKE_WORD_1P": 2,
    "FALSE_WAKE_WORD_2P": 1,
    "DISCARDED_NON_DEVICE_DIRECTED_INTENT": 2,
    "ROUTINES_OR_TAP_TO_ALEXA": 3,
    "ROUTINES_3P": 1,
    "MADE_UP_KIND_OF_TOMORROW": 0.5,
    None: 0.5,
}
SHAPES = {
    Shape.USUAL: 55,
    Shape.SLIM: 20,
    Shape.OLD: 16,
    Shape.NO_DEVICE: 3,
    Shape.NULL_ITEMS: 3,
    Shape.NO_ITEMS: 3,
}
ROOMS = ("Küche", "Living room", "Schlafzimmer", "Kids' room 🧸", "Büro", "Hall", "Bathroom", "Garage")
DEVICE_TYPES = ("A3RBAYBE7VM004", "A10A33FOX2NUBK")
FIRST_NAMES = ("Mia", "Jürgen", "Amélie", "ליאור", "Noah", "Chloë")


def devices(random: Random, count: int) -> list[Device]:
    """Make up some Echos."""
    return [
        Device(
            f"Echo {ROOMS[number % len(ROOMS)]}" + (f" {number // len(ROOMS) + 1}" if number >= len(ROOMS) else ""),
            DEVICE_TYPES[number % len(DEVICE_TYPES)],
            f"G0{random.getrandbits(56):014X}",
        )
        for number in range(count)
    ]


def persons(random: Random, count: int) -> list[Person]:
    """Make up a household."""
    return [
        Person(
            f"amzn1.actor.person.did.{random.getrandbits(96):024X}",
            FIRST_NAMES[number % len(FIRST_NAMES)],
            "CHILD" if number % 4 == 3 else "ADULT",
        )
        for number in range(count)
    ]


def recordings(
    random: Random,
    *,
    size: int,
    customer: str,
    devices: Sequence[Device],
    persons: Sequence[Person],
    now: datetime,
    days: float | None,
) -> Iterator[Recording]:
    """Make up a voice history."""
    newest = int(now.timestamp() * 1000)
    span = (days or max(1, size / A_DAY)) * DAY
    kinds = random.choices(list(UTTERANCE_TYPES), list(UTTERANCE_TYPES.values()), k=size)
    shapes = random.choices(list(SHAPES), list(SHAPES.values()), k=size)
    awkward = dict(zip(random.sample(range(size), min(size // 5, len(AWKWARD))), AWKWARD, strict=False))
    taken: set[tuple[int, str]] = set()
    timestamp = newest
    for number, (kind, shape) in enumerate(zip(kinds, shapes, strict=True)):
        device = random.choice(devices)
        # An Echo that left the answer to another has heard the same thing at the same moment.
        if kind != "DEVICE_ARBITRATION" or random.random() < 0.5:
            timestamp = newest - int(random.random() * span)
        while (timestamp, device.serial) in taken:
            timestamp -= 1
        taken.add((timestamp, device.serial))
        yield Recording(
            timestamp,
            customer,
            device,
            awkward.get(number) or _phrase(random, kind),
            kind,
            _who(random, persons),
            # What was put in to be awkward must be there to be read.
            Shape.USUAL if number in awkward else shape,
        )


def conversations(
    random: Random,
    *,
    size: int,
    customer: str,
    devices: Sequence[Device],
    now: datetime,
    days: float | None,
) -> Iterator[Conversation]:
    """Make up conversations with the "new Alexa"."""
    newest = int(now.timestamp() * 1000)
    span = (days or max(1, size * 25 / A_DAY)) * DAY
    for timestamp in {newest - int(random.random() * span) for _ in range(size)}:
        yield Conversation(timestamp, customer, random.choice(devices), random.choice(CONVERSATIONS), None)


def dated_entries(
    random: Random,
    history: str,
    *,
    size: int,
    customer: str,
    devices: Sequence[Device],
    now: datetime,
    days: float | None,
) -> Iterator[DatedEntry]:
    """Make up entries of another history."""
    newest = int(now.timestamp() * 1000)
    span = (days or max(1, size / A_DAY)) * DAY
    for timestamp in {newest - int(random.random() * span) for _ in range(size)}:
        yield DatedEntry(timestamp, customer, random.choice(devices), Phrase("", "", "", ""), history=history)


def _phrase(random: Random, kind: str | None) -> Phrase:
    """Choose words that fit the kind of recording."""
    if kind in UNINTENDED or kind == "DEVICE_ARBITRATION":
        return random.choice(OVERHEARD)
    return random.choice(EVERYDAY)


def _who(random: Random, persons: Sequence[Person]) -> tuple[Person, ...]:
    """Choose who was recognised: mostly nobody or one, at times several."""
    return tuple(random.sample(persons, min(len(persons), random.choices((0, 1, 2), (5, 4, 1))[0])))
