"""Random parts of a page that deletes recordings: names, encodings, constants, volatile values and what goes."""

from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from hashlib import md5, sha256
from random import Random
from typing import Any
from urllib.parse import quote

import orjson

from tests.amazon.learn.browser import Json
from tests.amazon.learn.simulator import (
    DAY,
    Moment,
    serial,
)

type Value = Callable[[Json, Moment, int, int], Any]
"""What stands somewhere, of a record, a moment, its place among those of a request, and their number."""

WORDS = (
    "delete",
    "erase",
    "remove",
    "voice",
    "history",
    "records",
    "items",
    "selection",
    "batch",
    "activity",
    "utterance",
)
NAMES = ("source", "reason", "kind", "mode", "scope", "channel", "origin", "view", "surface", "app")
CONSTANTS = (
    "VOICE",
    "CUSTOMER",
    "USER_INITIATED",
    "hard",
    "v2",
    "ALL_ITEMS",
    "web",
    "permanent",
    "EXPLICIT",
    True,
    False,
    1,
    2,
    50,
    None,
)


def item_of(record: Json) -> Json:
    """Return the first item of a record."""
    return dict((record.get("voiceHistoryRecordItems") or [{}])[0])


def say(time: int, layout: str) -> str:
    """Return a time in UTC."""
    return datetime.fromtimestamp(time / 1000, UTC).strftime(layout)


def iso(time: int) -> str:
    """Return a time as JavaScript's toISOString does."""
    return say(time, "%Y-%m-%dT%H:%M:%S") + f".{time % 1000:03d}Z"


class Maker:
    """Makes one random app."""

    def __init__(self, seed: int) -> None:
        """Begin with a seed."""
        self.random = Random(seed)
        self.traits: list[str] = []
        self.is_exact = True
        self.reads: dict[str, Callable[[Moment], Any]] = {}
        self.page: Callable[[Moment], str] = lambda _: ""
        self.cookie: Callable[[Moment], str] = lambda moment: f"session-token=made-up-cookie-{moment.session}"
        self.names_uniquely = False
        self.names_time = False
        self.names_echo = False

    def name(self) -> str:
        """Return a name of a member that is not taken."""
        self._taken: set[str] = getattr(self, "_taken", set())
        for _ in range(20):
            name = (
                self.random.choice(NAMES)
                if self.random.random() < 0.6
                else f"{self.random.choice(WORDS)}{self.random.choice(('Id', 'Ref', 'Info', 'Data'))}"
            )
            if name not in self._taken:
                self._taken.add(name)
                return name
        return f"extra{len(self._taken)}x"

    def naming(self) -> dict[str, Value]:
        """Return what names a recording."""
        kinds = self.random.choice(
            (
                ("key",),
                ("key",),
                ("key",),
                ("key", "time"),
                ("key", "serial"),
                ("key", "time", "serial"),
                ("parts",),
                ("utterance",),
                ("utterance", "time"),
                ("itemkey",),
                ("time", "serial"),
                ("second", "serial"),
                ("iso", "serial"),
                ("key", "type"),
                ("key", "device"),
                ("key", "record"),
                ("key", "intent"),
                ("time",),
            )
        )
        self.traits.append("names:" + "+".join(kinds))
        found: dict[str, Value] = {}
        for kind in kinds:
            found |= self._named(kind)
        return found

    def _named(self, kind: str) -> dict[str, Value]:
        """Return what one kind of naming says."""
        match kind:
            case "key":
                self.names_uniquely = True
                return {self.random.choice(("recordKey", "key", "id", "recordId")): lambda r, *_: r["recordKey"]}
            case "time":
                self.names_time = True
                return {self.random.choice(("timestamp", "at", "time")): lambda r, *_: r["timestamp"]}
            case "second":
                self.names_time = True
                return {"at": lambda r, *_: r["timestamp"] // 1000}
            case "iso":
                self.names_time = True
                return {"at": lambda r, *_: iso(r["timestamp"])}
            case "serial":
                self.names_echo = True
                return {self.random.choice(("serial", "device", "deviceSerialNumber")): lambda r, *_: serial(r)}
            case "parts":
                self.names_uniquely = True
                return {
                    n: (lambda r, *_, i=i: r["recordKey"].split("#")[i])
                    for i, n in enumerate(("customer", "time", "type", "serial"))
                }
            case "utterance":
                self.names_uniquely = True
                return {"utteranceId": lambda r, *_: item_of(r).get("utteranceId")}
            case "itemkey":
                self.names_uniquely = True
                return {"itemKey": lambda r, *_: item_of(r).get("recordItemKey")}
            case "type":
                return {"deviceType": lambda r, *_: r["recordKey"].split("#")[2]}
            case "device":
                return {"deviceName": lambda r, *_: (r.get("device") or {}).get("deviceName")}
            case "record":
                return {"type": lambda r, *_: r["recordType"]}
            case _:
                return {"intent": lambda r, *_: r.get("intent")}

    def encoded(self, value: Value) -> Value:
        """Return a value in a random encoding."""
        choice = self.random.random()
        if choice > 0.3:
            return value
        how = self.random.choice(("base64", "base64url", "percent", "affixed", "lower"))
        self.traits.append(f"encoding:{how}")

        def done(record: Json, moment: Moment, index: int, count: int) -> Any:
            inner = value(record, moment, index, count)
            if inner is None:
                return None
            text = inner if isinstance(inner, str) else orjson.dumps(inner).decode()
            match how:
                case "base64":
                    return b64encode(text.encode()).decode()
                case "base64url":
                    return urlsafe_b64encode(text.encode()).decode().rstrip("=")
                case "percent":
                    return quote(text, safe="!'()*~")
                case "lower":
                    return text.lower()
                case _:
                    return f"urn:rec:{text}:v1"

        return done

    def extras(self) -> dict[str, Value]:
        """Return what is said besides."""
        found: dict[str, Value] = {}
        for _ in range(self.random.choice((0, 0, 1, 1, 2, 3))):
            found |= self._extra(self.random.choice(EXTRAS))
        for _ in range(self.random.choice((0, 1, 1, 2))):
            constant = self.random.choice(CONSTANTS)
            found[self.name()] = lambda *_, c=constant: c
        return found

    def _extra(self, kind: str) -> dict[str, Value]:
        """Return one thing that is said besides."""
        self.traits.append(f"extra:{kind}")
        number = self.random.randrange(10**6)
        match kind:
            case "now":
                return {
                    self.random.choice(("ts", "now", "clientTime", "at2")): self.random.choice(
                        (
                            lambda r, m, *_: m.time,
                            lambda r, m, *_: m.time // 1000,
                            lambda r, m, *_: m.iso(),
                            lambda r, m, *_: m.utc("%a, %d %b %Y %H:%M:%S GMT"),
                            lambda r, m, *_: m.time * 1000,
                        )
                    )
                }
            case "today":
                layout = self.random.choice(("%Y-%m-%d", "%d.%m.%Y", "%Y%m%d", "%m/%d/%Y"))
                return {self.random.choice(("deletedOn", "date", "consentDate", "day")): lambda r, m, *_: m.utc(layout)}
            case "uuid":
                return {self.random.choice(("requestId", "idempotencyKey", "correlation")): lambda r, m, *_: m.uuid}
            case "nonce":
                self.is_exact = False
                return {"nonce": lambda r, m, *_: m.code}
            case "session":
                self.is_exact = False
                return {
                    "sessionId": lambda r, m, *_: (
                        f"262-{int(md5(m.session.encode()).hexdigest()[:6], 16):08d}-{number:07d}"
                    )
                }
            case "sessioncookie":
                self.is_exact = False

                def sid(m: Moment) -> str:
                    return f"262-{int(md5(m.session.encode()).hexdigest()[:6], 16):08d}-{number:07d}"

                self.cookie = lambda m: f"session-id={sid(m)}; session-token=x{m.session}"
                return {"sid": lambda r, m, *_: sid(m)}
            case "counter":
                self.is_exact = False
                return {self.random.choice(("seq", "n", "turn")): lambda r, m, *_: m.number}
            case "version":
                self.reads["history/state"] = lambda m: {"state": {"version": m.version, "size": 3}}
                return {self.random.choice(("version", "expectedVersion", "revision")): lambda r, m, *_: m.version}
            case "lostversion":
                self.is_exact = False
                return {"expectedVersion": lambda r, m, *_: 1000 + m.version}
            case "pagetoken":

                def made(m: Moment) -> str:
                    return sha256(f"{m.session}{number}".encode()).hexdigest()[:40]

                self.page = lambda m: f'<script>window.ctx = {{"page": {{"pageToken": "{made(m)}"}}}};</script>'
                return {"pageToken": lambda r, m, *_: made(m)}
            case "customer":
                return {"customerId": lambda r, m, *_: m.customer}
            case "hash":
                self.is_exact = False
                return {"sig": lambda r, m, *_: md5(f"{r['recordKey']}{number}".encode()).hexdigest()}
            case "accounthash":
                self.is_exact = False
                return {"who": lambda r, m, *_: md5(f"{m.customer}{m.session}".encode()).hexdigest()}
            case "label":
                self.is_exact = False
                return {
                    "label": lambda r, *_: (item_of(r).get("transcriptText") or "what is the weather like")[:14] + "…"
                }
            case "count":
                return {"count": lambda r, m, i, n: n}
            case "person":
                self.is_exact = False
                self.reads["people"] = lambda m: {
                    "people": [
                        {"id": m.person, "me": True},
                        {"id": "amzn1.person.other", "me": False},
                    ]
                }
                return {"personId": lambda r, m, *_: m.person}
            case "devicefilter":
                self.is_exact = False
                return {
                    "timeZone": lambda *_: "America/New_York",
                    "utcOffset": lambda r, m, *_: -300 if m.session == "s1" else -240,
                }
            case "length":
                return {"keyLength": lambda r, *_: len(r["recordKey"])}
            case "locale":
                return {"locale": lambda *_: "de-DE"}
            case _:
                return {"marketplaceId": lambda *_: "A1PA6795UKMFR9"}

    def semantics(self) -> Callable[[Sequence[Json], Sequence[Json]], list[Json]]:
        """Return what goes."""
        choices = ["exact"] * 12 + ["since", "until", "day", "device", "since_echo", "second"]
        kind = self.random.choice(choices)
        if kind == "exact" and not self.names_uniquely:
            kind = "time"
        self.traits.append(f"semantics:{kind}")
        if kind not in {"exact", "time", "second"}:
            self.is_exact = False

        def gone(named: Sequence[Json], there: Sequence[Json]) -> list[Json]:
            return [record for record in there if any(_goes(kind, one, record, echo=self.names_echo) for one in named)]

        return gone


def _goes(kind: str, one: Json, record: Json, *, echo: bool) -> bool:
    """Return whether a record goes with one that was named."""
    same_echo = serial(one) == serial(record)
    time, other = one["timestamp"], record["timestamp"]
    match kind:
        case "exact":
            return bool(one["recordKey"] == record["recordKey"])
        case "time":
            return bool(time == other) and (same_echo or not echo)
        case "since":
            return bool(other >= time)
        case "until":
            return bool(other <= time)
        case "day":
            return bool(other // DAY == time // DAY)
        case "device":
            return same_echo
        case "since_echo":
            return same_echo and bool(other >= time)
        case _:
            return same_echo and bool(other // 1000 == time // 1000)


EXTRAS = (
    *(
        "now",
        "now",
        "today",
        "uuid",
        "nonce",
        "session",
        "sessioncookie",
        "counter",
        "version",
        "lostversion",
        "pagetoken",
    ),
    *("customer", "customer", "hash", "accounthash", "label", "count", "person", "devicefilter", "length", "locale"),
    *("marketplace", "marketplace", "locale"),
)
