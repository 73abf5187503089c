"""An Amazon account: its household, its histories, its settings."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from heapq import merge
from itertools import chain
from random import Random
from typing import Literal, Self
from zoneinfo import ZoneInfo

from tests.amazon_double import generate
from tests.amazon_double.history import ORDER, History
from tests.amazon_double.phrases import Phrase
from tests.amazon_double.records import Conversation, DatedEntry, Device, Json, Person, Recording

type Challenge = Literal["passkey", "new_password", "approval", "code_choice", "account_picker", "phone_number"]
type Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """Tell the time."""
    return datetime.now(UTC)


@dataclass
class Oddities:
    """Habits of Amazon's listings that trip the unwary."""

    boundary_repeats: bool = True
    """A further page may repeat the last record of the one before."""
    outside_window: bool = True
    """The last of several pages brings a record from just before the window."""
    empty_page: bool = False
    """The second page is empty, but has a token."""


@dataclass(eq=False)
class Account:
    """One account."""

    email: str = "mia@example.org"
    password: str = "correct horse battery staple"
    code: str = "246810"
    customer_id: str = "A1MADEUPCUSTOMER"
    user_id: str = "amzn1.account.MADEUPUSER"
    name: str = "Mia"
    site: str = "de"
    """Where Amazon keeps the account."""
    country: str = "DE"
    home_region: str = "EU"
    time_zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Europe/Berlin"))
    devices: list[Device] = field(default_factory=list)
    persons: list[Person] = field(default_factory=list)
    history: History = field(default_factory=History)
    conversations: History = field(default_factory=History)
    others: dict[str, History] = field(default_factory=lambda: {"smart_home": History(), "sounds": History()})
    """The histories of other pages, by their made-up names."""
    settings: dict[str, bool] = field(
        default_factory=lambda: {"human_review": True, "message_review": True, "deletion_by_voice": False}
    )
    choices: dict[str, str | bool] = field(
        default_factory=lambda: {"recording-retention": "UNTIL_DELETED", "smart-home-history": True}
    )
    """Settings of other pages, by their made-up names."""
    oddities: Oddities = field(default_factory=Oddities)
    captcha: Literal["never", "always", "unless Japanese"] = "never"
    meets: set[Challenge] = field(default_factory=set)
    """The pages that Amazon shows on the way in, besides or instead of those for password and code."""
    approved: bool = False
    """Whether the owner has approved a sign-in on the phone; good for one."""
    secrets: list[str] = field(default_factory=list)
    """Everything ever issued that must not be found in a log."""
    clock: Clock = system_clock

    def __post_init__(self) -> None:
        """Start the lists of what is on its way in and out."""
        self.secrets += [self.password, self.code]
        self._coming: list[Recording] = []
        self._leaving: list[tuple[int, Collection[Recording]]] = []

    @classmethod
    def generate(
        cls,
        *,
        seed: int = 1,
        size: int = 0,
        email: str = "mia@example.org",
        password: str = "correct horse battery staple",  # noqa: S107 - made up
        code: str = "246810",
        now: datetime | None = None,
        days: float | None = None,
        devices: int = 4,
        persons: int = 3,
        others: int = 0,
    ) -> Self:
        """Make an account up; the same seed gives the same account. Each other history gets so many entries."""
        random = Random(seed)  # noqa: S311 - made-up data
        now = now or system_clock()
        account = cls(
            email=email,
            password=password,
            code=code,
            customer_id=f"A{random.getrandbits(56):014X}",
            user_id=f"amzn1.account.A{random.getrandbits(104):026X}",
            devices=generate.devices(random, devices),
            persons=generate.persons(random, persons),
        )
        account.history = History(
            generate.recordings(
                random,
                size=size,
                customer=account.customer_id,
                devices=account.devices,
                persons=account.persons,
                now=now,
                days=days,
            )
        )
        account.conversations = History(
            generate.conversations(
                random, size=size // 25, customer=account.customer_id, devices=account.devices, now=now, days=days
            )
        )
        for name in account.others:
            account.others[name] = History(
                generate.dated_entries(
                    random, name, size=others, customer=account.customer_id, devices=account.devices, now=now, days=days
                )
            )
        return account

    @property
    def now(self) -> int:
        """The time, as Amazon writes it."""
        return int(self.clock().timestamp() * 1000)

    @property
    def recordings(self) -> list[Recording]:
        """What is listed now, newest first."""
        self._settle()
        return [recording for recording in self.history if self._shows(recording)]

    @property
    def records(self) -> list[Json]:
        """What is listed now, newest first, as Amazon's records."""
        return [recording.record() for recording in self.recordings]

    @property
    def held(self) -> int:
        """How many recordings are listed now."""
        self._settle()
        return len(self.history) - sum(not self._shows(recording) for recording in self._coming)

    @property
    def unintended(self) -> int:
        """How many of them nobody meant to make."""
        return sum(recording.unintended for recording in self.recordings)

    def held_between(self, start: int, end: int) -> int:
        """Count the recordings from one time to another, both included."""
        return sum(1 for _ in self.listed(start, end))

    def held_on(self, day: date, time_zone: ZoneInfo | None = None) -> int:
        """Count the recordings of one local day."""
        midnight = datetime.combine(day, datetime.min.time(), time_zone or self.time_zone)
        next_midnight = datetime.combine(day + timedelta(days=1), datetime.min.time(), time_zone or self.time_zone)
        return self.held_between(int(midnight.timestamp() * 1000), int(next_midnight.timestamp() * 1000) - 1)

    def listed(
        self, start: int, end: int, *, before: tuple[int, str] | None = None, conversations: bool = False
    ) -> Iterator[Recording]:
        """Go through what is listed in a window, newest first, perhaps from a place in it."""
        self._settle()
        histories = [self.history, self.conversations] if conversations else [self.history]
        below = [history.before(before) if before else history.until(end) for history in histories]
        for recording in merge(*below, key=ORDER, reverse=True) if conversations else below[0]:
            if recording.timestamp < start:
                return
            if self._shows(recording):
                yield recording

    def history_of(self, recording: Recording) -> History:
        """Return the history that something is an entry of."""
        if isinstance(recording, DatedEntry):
            return self.others[recording.history]
        return self.conversations if isinstance(recording, Conversation) else self.history

    def entries(self, name: str) -> list[Recording]:
        """Return what another history lists now, newest first; one of them is `conversations`."""
        self._settle()
        history = self.conversations if name == "conversations" else self.others[name]
        return [entry for entry in history if self._shows(entry)]

    def note(
        self, name: str, *, minutes_ago: float = 0, device: Device | str | None = None, late_seconds: float = 0
    ) -> Recording:
        """Put an entry into another history; it may take a while until it is listed."""
        now = self.now
        # A time of which the listing names the device, whatever the clock's last digit is.
        time = now - now % 4 - int(minutes_ago * 60_000)
        made = time, self.customer_id, self.device(device), Phrase("", "", "", "")
        shows_at = now + int(late_seconds * 1000)
        entry: Recording
        if name == "conversations":
            entry = Conversation(*made, None, shows_at=shows_at)
            # At such times it is listed with its device, whenever a test runs.
            entry.timestamp -= entry.timestamp % 4
        else:
            entry = DatedEntry(*made, history=name, shows_at=shows_at)
        while any(self.history_of(entry).at(entry.timestamp)):
            entry.timestamp += 4
        self.add(entry)
        return entry

    def find(self, keys: Iterable[str]) -> list[Recording]:
        """Return the entries of all histories with these keys."""
        self._settle()
        return [recording for key in keys if (recording := self._find(key))]

    def find_utterance(self, utterance_id: str) -> Recording | None:
        """Return the recording with this utterance in it."""
        try:
            day, clock = utterance_id.split(":1.0/")[1].split("::", maxsplit=1)[0].rsplit("/", 2)[::2]
            second = datetime.strptime(f"{day} {clock}+0000", "%Y/%m/%d/%H %M:%S%z")
        except IndexError, ValueError:
            return None
        candidates = self.history.at(int(second.timestamp() * 1000), span=999)
        return next((recording for recording in candidates if recording.utterance_id == utterance_id), None)

    def add(self, *records: Recording | Json) -> None:
        """Put recordings in, made before or given literally."""
        for record in records:
            recording = record if isinstance(record, Recording) else self._literal(record)
            self.history_of(recording).add(recording)
            if recording.shows_at > self.now:
                self._coming.append(recording)

    def say(
        self,
        words: str,
        *,
        device: Device | str | None = None,
        minutes_ago: float = 0,
        reply: str = "OK",
        utterance_type: str = "GENERAL",
        persons: tuple[Person, ...] = (),
        late_seconds: float = 0,
        wake_word: str = "",
    ) -> Recording:
        """Say something to an Echo; it may take a while until it is listed."""
        now = self.now
        recording = Recording(
            now - int(minutes_ago * 60_000),
            self.customer_id,
            self.device(device),
            Phrase(words, reply, "Made up", "MadeUpIntent"),
            utterance_type,
            persons,
            shows_at=now + int(late_seconds * 1000),
            wake_word=wake_word,
        )
        while self._find(recording.key):
            recording.timestamp += 1
        self.add(recording)
        return recording

    def device(self, device: Device | str | None) -> Device:
        """Return an Echo by its name or serial number; the first one if none is named."""
        if isinstance(device, Device):
            return device
        return next(echo for echo in self.devices if device in {None, echo.name, echo.serial})

    def erase(self, recordings: Collection[Recording], *, late_seconds: float = 0) -> None:
        """Delete recordings, at once or later."""
        if late_seconds:
            self._leaving.append((self.now + int(late_seconds * 1000), recordings))
            return
        self._discard(recordings)

    def delete_elsewhere(self, *keys: str) -> None:
        """Delete by key, as the owner may at any time in Amazon's app."""
        self.erase(self.find(keys))

    def _find(self, key: str) -> Recording | None:
        """Return the entry of any history with a key."""
        try:
            candidates: Iterable[Recording] = self.history.at(int(key.split("#")[1]))
        except IndexError, ValueError:
            candidates = chain(self.history, self.conversations, *self.others.values())
        return next((recording for recording in candidates if recording.key == key), None)

    def _literal(self, record: Json) -> Recording:
        """Wrap a record that is to be listed as it is."""
        device = Device("", "", "")
        return Recording(record["timestamp"], self.customer_id, device, Phrase("", "", "", ""), given=record)

    def _shows(self, recording: Recording) -> bool:
        """Return whether a recording has made it into the listings."""
        return not recording.shows_at or recording.shows_at <= self.now

    def _discard(self, recordings: Collection[Recording]) -> None:
        """Take these out of their histories."""
        for history in (self.history, self.conversations, *self.others.values()):
            history.discard(recordings)

    def _settle(self) -> None:
        """Take out what was deleted with delay, forget who has arrived."""
        if not self._leaving and not self._coming:
            return
        now = self.now
        for leaves_at, recordings in self._leaving:
            if leaves_at <= now:
                self._discard(recordings)
        self._leaving = [(leaves_at, recordings) for leaves_at, recordings in self._leaving if leaves_at > now]
        self._coming = [recording for recording in self._coming if recording.shows_at > now]
