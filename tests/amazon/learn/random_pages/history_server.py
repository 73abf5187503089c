"""A server of another history: how it lists and deletes."""

from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import md5
from random import Random
from time import time_ns
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote, unquote
from uuid import UUID

import orjson

from custom_components.alexa_privacy.amazon.learn import read_exchange
from custom_components.alexa_privacy.amazon.responses import Request, Response
from tests.amazon.learn.browser import SITE, Json
from tests.amazon.learn.random_pages.history_shapes import Shape
from tests.amazon.learn.simulator import DAY, Moment, form, post, send

DEVICES = (("Zoe's landing", "G0911W0793132ABC"), ("Cellar", "G0911W07CELLAR91"), ("Attic lamp", "G0911W0793777XYZ"))
LABELS = ("Glass breaking", "Dog barking outside", "Smoke alarm in the attic", "Light turned on by Zoe", "Door opened")
_LIMITS = (("range", "LAST_7_DAYS"), ("period", 30), ("show", "30d"), ("days", 90), ("view", "week"))
HOUR = 3_600_000

CUSTOMER = "A1MADEUPCUSTOMER"


@dataclass(slots=True)
class Entry:
    """One entry as the server knows it."""

    number: int
    time: int
    id: Any
    device: int
    label: str


class Server:
    """Lists and deletes entries as a shape says."""

    def __init__(self, shape: Shape, entries: list[Entry]) -> None:
        """Begin with entries, newest first."""
        self.shape = shape
        self.entries = entries
        self.limit = len(entries) % len(_LIMITS)

    def page(self, value: Any, window: tuple[int, int], moment: Moment) -> tuple[Any, dict[str, str]]:
        """Return the answer for one page, and its headers."""
        shape = self.shape
        there = [each for each in self.entries if window[0] <= each.time < window[1]]
        if shape.broken == "capped":
            # As if there were no more.
            there = there[: 2 * shape.size + 1]
        if shape.broken == "shuffled":
            there = sorted(there, key=lambda each: md5(str(each.id).encode()).digest())
        at = self._start(value)
        listed = there[at : at + shape.size]
        if shape.broken == "repeats":
            listed = there[: shape.size]
        following = at + shape.size
        is_more = following < len(there) or shape.broken == "repeats"
        answer: Any = [self.render(each, moment, at + number) for number, each in enumerate(listed)]
        headers = {"content-type": "application/json"}
        said: Json = {}
        if shape.paging in {"token", "number token"}:
            said["paging"] = {"nextPage": self._token(following) if is_more else None, "size": shape.size}
            if not is_more and "absent end" in shape.decoys:
                del said["paging"]["nextPage"]
        elif shape.paging == "header" and is_more:
            headers["x-next"] = str(self._token(following))
        if "total" in shape.decoys:
            said["total"] = len(there)
        if "other list" in shape.decoys:
            said["kinds"] = [{"id": f"kind-{number}", "name": name} for number, name in enumerate(("sound", "light"))]
        for number, name in enumerate(reversed(shape.records), 1):
            answer = {name: answer} | (said if number == len(shape.records) else {})
        if shape.broken == "two lists" and isinstance(answer, dict):
            answer["copies"] = [self.render(each, moment, number) for number, each in enumerate(listed)]
        return answer, headers

    def _token(self, at: int) -> Any:
        """Return what leads to a place of the list."""
        return 7000 + at if self.shape.paging == "number token" else f"{md5(b'page').hexdigest()[:18]}{at:04d}"

    def _start(self, value: Any) -> int:
        """Return the place of the list that a page begins at."""
        if value in {None, ""}:
            return 0
        if self.shape.paging == "entries":
            return int(value)
        if self.shape.paging == "last":
            return next(at for at, each in enumerate(self.entries, 1) if str(each.id) == str(value))
        if self.shape.paging == "pages":
            return (int(value) - (0 if self.shape.first == 0 else 1)) * self.shape.size
        return int(str(value)[-4:]) if self.shape.paging != "number token" else int(value) - 7000

    def following(self, number: int, listed: int, answer: Any, headers: dict[str, str]) -> Any:
        """Return what the page asks for next; None at the end."""
        shape = self.shape
        if shape.paging == "header":
            return headers.get("x-next")
        if shape.paging in {"token", "number token"}:
            return answer["paging"].get("nextPage") if isinstance(answer, dict) else None
        if shape.paging == "entries":
            return listed
        if shape.paging == "last":
            return self.entries[min(listed, len(self.entries)) - 1].id
        return number + (0 if shape.first == 0 else 1)

    def render(self, entry: Entry, moment: Moment, position: int) -> Json:
        """Return an entry as the page gets it."""
        shape = self.shape
        name, serial = DEVICES[entry.device]
        found: Json = {"type": "SOUND", "label": entry.label, "device": {"label": name, "serial": serial}}
        if "over" in shape.decoys:
            found["finishedAt"] = _say(entry.time + 1000 * (1 + entry.number % 50), "iso")
        found["lengthInSeconds"] = entry.number % 7
        if shape.broken != "no ids" and (shape.broken != "half ids" or entry.number % 5):
            identity = entry.id if shape.broken != "new ids" else md5(f"{entry.id}{moment.number}".encode()).hexdigest()
            _put(found, shape.id, identity)
        time = entry.time // HOUR * HOUR if shape.broken == "hours only" else entry.time
        _put(found, shape.time, _say(time + (3 * DAY if shape.broken == "clock ahead" else 0), shape.unit))
        if "expires" in shape.decoys:
            found["expiresAt"] = entry.time + 90 * DAY
        if "past" in shape.decoys:
            found["ended"] = entry.time - 2000
        if "updated" in shape.decoys:
            found["updatedAt"] = _say(entry.time + 3_600_000, "iso")
        if "bucket" in shape.decoys:
            found["dayStart"] = entry.time // DAY * DAY
        if "view id" in shape.decoys:
            found["viewId"] = md5(f"{entry.id} {moment.number}".encode()).hexdigest()
        if "position" in shape.decoys:
            found["rowId"] = position
        if "group" in shape.decoys:
            found["groupId"] = f"g-{entry.number // 2:06d}"
        return found

    def ask(self, value: Any, window: tuple[int, int], moment: Moment) -> Request:
        """Return the request for one page."""
        shape = self.shape
        fields: Json = {}
        if shape.window in {"all", "month"}:
            fields |= {"startTime": window[0], "endTime": window[1]}
        elif shape.window == "all iso":
            fields |= {"from": _say(window[0], "iso"), "to": _say(window[1], "iso")}
        elif shape.window == "seconds":
            fields |= {"since": window[0] // 1000, "until": window[1] // 1000}
        elif shape.window == "end":
            fields |= {"before": window[1]}
        for name, extra in shape.extras.items():
            fields[name] = {"now": moment.time, "uuid": moment.uuid, "customer": moment.customer}.get(name, extra)
        if shape.broken == "last days":
            name, value_of = _LIMITS[self.limit]
            fields[name] = value_of
        if shape.broken == "session":
            fields["visit"] = f"262-{int(md5(moment.session.encode()).hexdigest()[:6], 16):08d}-1234567"
        if shape.broken == "counter" and value is not None:
            fields["turn"] = moment.number
        headers = {"anti-csrftoken-a2z": moment.csrf} if shape.csrf else {}
        return self._request(fields, value, headers)

    def _request(self, fields: Json, value: Any, headers: Json) -> Request:
        """Put fields into a request."""
        shape = self.shape
        asked = {} if value is None and shape.first is None else {shape.param: shape.first if value is None else value}
        match shape.transport:
            case "query":
                return send("GET", "list", None, headers, [*_texts(fields), *_texts(asked)])
            case "json":
                return post("list", {**fields, **({shape.param: None} | asked)}, headers)
            case "nested":
                return post("list", {"query": {"history": "SOUNDS"}, "page": {**asked, **fields}}, headers)
            case "graphql":
                return post("graphql", {"operationName": "History", "variables": {**asked, **fields}}, headers)
            case "form":
                return form("list", [*_texts(asked), *_texts(fields)], headers)
            case _:
                end = f"/{quote(str(value), safe='')}" if value is not None else "/start"
                return send("GET", f"list{end}", None, headers, _texts(fields))

    def read(self, request: Request, moment: Moment) -> Response | None:
        """Answer a listing's request as the server does; None where it is not the page's own."""
        said = read_exchange(request.method, SITE + request.target, request.headers.items(), _body(request))
        inner = said.body if isinstance(said.body, dict) else {}
        fields = {
            **dict(said.query),
            **(dict(said.body) if said.kind == "form" else {}),
            **inner,
            **inner.get("page", {}),
            **inner.get("variables", {}),
        }
        value = fields.get(self.shape.param)
        if self.shape.transport == "path":
            value = None if (end := said.path.rpartition("/")[2]) == "start" else end
        first = self.shape.first
        value = None if value in {None, ""} or str(value) == str(first) else value
        window = self._window(fields, moment)
        own = self.ask(_like(value, self), window, self._as_said(fields, moment))
        if not _same(own, request):
            return None
        try:
            answer, headers = self.page(value, window, moment)
        except ValueError:
            return None
        return Response(200, "application/json", orjson.dumps(answer), json=answer, headers=headers)

    def _as_said(self, fields: Json, moment: Moment) -> Any:
        """Return the moment with what a request may say in its own way: a time that is near, any UUID."""
        now = int(fields.get("now", moment.time))
        clocks = moment.time, time_ns() // 1_000_000
        return SimpleNamespace(
            time=now if any(abs(now - clock) < 60_000 for clock in clocks) else moment.time,
            uuid=fields.get("uuid", moment.uuid),
            **{name: getattr(moment, name) for name in ("csrf", "session", "customer", "number")},
        )

    def _window(self, fields: Json, moment: Moment) -> tuple[int, int]:
        """Return the window that is asked for."""
        match self.shape.window:
            case "all" | "month":
                return int(fields["startTime"]), int(fields["endTime"])
            case "all iso":
                return _time(fields["from"]), _time(fields["to"])
            case "seconds":
                return int(fields["since"]) * 1000, int(fields["until"]) * 1000
            case "end":
                return 0, int(fields["before"])
        return 0, moment.time + DAY

    def erase(self, entry: Entry, moment: Moment) -> Request:
        """Return the request that deletes an entry."""
        shape = self.shape
        name, serial = DEVICES[entry.device]
        said = {
            "id": {"id": entry.id},
            "id time": {"id": entry.id, "at": _say(entry.time, shape.unit)},
            "id device": {"id": entry.id, "serial": serial, "room": name},
            "ids": {"ids": [entry.id]},
            "time": {"at": _say(entry.time, shape.unit)},
            "composite": {"ref": f"sound:{entry.id}:v1"},
            "label": {"id": entry.id, "title": entry.label},
        }[shape.naming]
        headers = {"anti-csrftoken-a2z": moment.csrf} if shape.csrf else {}
        texts = [(key, each) for key, value in said.items() for each in (value if isinstance(value, list) else [value])]
        match shape.deletion:
            case "path":
                return send(
                    "DELETE", "/".join(["erase", *(quote(str(each), safe="") for _, each in texts)]), None, headers
                )
            case "query":
                return send("DELETE", "erase", None, headers, [(key, str(each)) for key, each in texts])
            case "form":
                return form("erase", [(key, str(each)) for key, each in texts], headers)
            case "graphql":
                return post("graphql", {"operationName": "Erase", "variables": {"input": said}}, headers)
            case "nested":
                return post("erase", {"history": "SOUNDS", "entries": [said], "reason": "USER"}, headers)
        return post("erase", said, headers)

    def gone(self, request: Request, moment: Moment) -> list[Entry] | None:
        """Return what a request deletes; None where it is not the page's own."""
        meant = next((each for each in self.entries if _same(self.erase(each, moment), request)), None)
        if meant is None:
            return None
        match self.shape.broken:
            case "takes neighbors":
                at = self.entries.index(meant)
                return self.entries[at : at + 2]
            case "takes the day":
                return [each for each in self.entries if each.time // DAY == meant.time // DAY]
            case "does nothing":
                return []
        return [meant] if self.shape.naming != "time" else [each for each in self.entries if each.time == meant.time]


def _put(entry: Json, place: tuple[str, ...], value: Any) -> None:
    """Put a value into an entry."""
    for step in place[:-1]:
        entry = entry.setdefault(step, {})
    entry[place[-1]] = value


def _say(time: int, unit: str) -> Any:
    """Return a time as a unit says it."""
    moment = datetime.fromtimestamp(time / 1000, UTC)
    match unit:
        case "ms":
            return time
        case "ms text":
            return str(time)
        case "s":
            return time // 1000
        case "decimals":
            return time / 1000
        case "iso":
            return f"{moment:%Y-%m-%dT%H:%M:%S}.{time % 1000:03d}Z"
        case "iso offset":
            return f"{datetime.fromtimestamp(time / 1000 + 3600, UTC):%Y-%m-%dT%H:%M:%S}+01:00"
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def _time(text: Any) -> int:
    """Return the time that an ISO text says."""
    return round(datetime.fromisoformat(str(text)).timestamp() * 1000)


def _texts(fields: Json) -> list[tuple[str, str]]:
    """Return fields as a query says them."""
    return [(name, "" if value is None else str(value)) for name, value in fields.items()]


def _like(value: Any, server: Server) -> Any:
    """Return what a page is asked with in its own type."""
    is_number = server.shape.paging in {"entries", "pages", "number token"}
    return int(value) if is_number and isinstance(value, str) and value.isdecimal() and not _in_text(server) else value


def _in_text(server: Server) -> bool:
    """Return whether everything is a text where the page's value stands."""
    return server.shape.transport in {"query", "form", "path"}


def _body(request: Request) -> str | None:
    """Return a request's body as text."""
    return request.body.decode() if request.body is not None else None


def _same(one: Request, other: Request) -> bool:
    """Return whether two requests say the same."""
    contents = []
    for each in (one, other):
        exchange = read_exchange(each.method, SITE + each.target, each.headers.items(), _body(each))
        path = [unquote(part) for part in exchange.path.split("/")]
        body = sorted(exchange.body) if exchange.kind == "form" else exchange.body
        contents.append((each.method, path, sorted(exchange.query), dict(exchange.headers), exchange.kind, body))
    return contents[0] == contents[1]


def entries_of(random: Random, count: int, newest: int) -> list[Entry]:
    """Return random entries, newest first."""
    kind = random.choice(("hex", "uuid", "number", "composite"))
    found = []
    time = newest
    for number in range(count):
        time -= random.choice((700, 40_000, 900_000, 3_700_000, 3_700_000, 9_000_000)) + random.randrange(900)
        digest = md5(f"{time} {number}".encode()).hexdigest()
        identity: Any = {
            "hex": digest[:20],
            "uuid": str(UUID(digest, version=4)),
            "number": int(digest[:9], 16),
            "composite": f"{CUSTOMER}#{time}#{digest[:10]}",
        }[kind]
        found.append(Entry(number, time, identity, random.randrange(3), random.choice(LABELS)))
    return found
