"""Random pages of other histories: random answers, ids, times, paging, windows, decoys and deletions."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import md5
from random import Random
from time import time_ns
from types import SimpleNamespace
from typing import Any, cast
from urllib.parse import quote, unquote
from uuid import UUID

import orjson

from custom_components.alexa_privacy.amazon.errors import AmazonError, BadResponse
from custom_components.alexa_privacy.amazon.learn import LearnError, Lesson, learn_har, read_exchange
from custom_components.alexa_privacy.amazon.recipes.document import read_recipes
from custom_components.alexa_privacy.amazon.recipes.model import DeleteRecipe
from custom_components.alexa_privacy.amazon.recipes.template import TemplateError
from custom_components.alexa_privacy.amazon.recipes.unmistakable import unmistakable
from custom_components.alexa_privacy.amazon.recordings import Recording
from custom_components.alexa_privacy.amazon.responses import Request, Response
from custom_components.alexa_privacy.amazon.session import AmazonSession
from custom_components.alexa_privacy.amazon.taught_history import TaughtHistory
from tests.amazon.learn.browser import SITE, Browser, Json
from tests.amazon.learn.simulator import DAY, LATER, NOW, PAGE, Moment, Verdict, form, html, post, send

DEVICES = (("Zoe's landing", "G0911W0793132ABC"), ("Cellar", "G0911W07CELLAR91"), ("Attic lamp", "G0911W0793777XYZ"))
LABELS = ("Glass breaking", "Dog barking outside", "Smoke alarm in the attic", "Light turned on by Zoe", "Door opened")
_LIMITS = (("range", "LAST_7_DAYS"), ("period", 30), ("show", "30d"), ("days", 90), ("view", "week"))
HOUR = 3_600_000
LONG = 160
CUSTOMER = "A1MADEUPCUSTOMER"
_BROKEN = ("no ids", "shuffled", "repeats", "one page", "takes neighbours", "takes the day", "does nothing", "new ids")
_BROKEN_MORE = ("two lists", "last days", "session", "half ids", "counter", "clock ahead", "recycle bin", "hours only")
PLAIN: Json = {
    "records": ("data", "entries"),
    "id": ("source", "ref", "key"),
    "time": ("when",),
    "unit": "iso",
    "paging": "token",
    "param": "cursor",
    "transport": "query",
    "size": 10,
    "first": None,
    "window": "none",
    "naming": "id",
    "deletion": "json",
    "csrf": True,
    "broken": None,
}
"""A shape that is learned."""


@dataclass(slots=True)
class Entry:
    """One entry as the server knows it."""

    number: int
    time: int
    id: Any
    device: int
    label: str


@dataclass(slots=True)
class Shape:
    """How a page and its server speak."""

    records: tuple[str, ...]
    id: tuple[str, ...]
    time: tuple[str, ...]
    unit: str
    paging: str
    param: str
    transport: str
    size: int
    first: Any
    window: str
    naming: str
    deletion: str
    csrf: bool
    broken: str | None
    decoys: set[str] = field(default_factory=set)
    extras: dict[str, Any] = field(default_factory=dict)


def shape_of(random: Random) -> Shape:
    """Return a random shape."""
    records = random.choice(((), ("entries",), ("data", "entries"), ("result", "history", "items")))
    paging = random.choice(("token", "token", "number token", "header", "entries", "pages", "last"))
    paging = "header" if not records and "token" in paging else paging
    broken = random.choice((*_BROKEN, *_BROKEN_MORE)) if random.random() < 0.3 else None
    empty: dict[str, Any] = {"entries": random.choice((None, 0, "")), "pages": random.choice((None, 1, 0))}
    extras: dict[str, Any] = {}
    for name in random.sample(("limit", "locale", "view", "now", "uuid", "customer"), random.choice((0, 1, 2, 3))):
        extras[name] = {"limit": 10, "locale": "de-DE", "view": "timeline"}.get(name, name)
    decoys = {
        "expires",
        "updated",
        "view id",
        "position",
        "group",
        "devices",
        "total",
        "other list",
        "past",
        "bucket",
        "answers",
    }
    return Shape(
        records=records,
        id=random.choice((("id",), ("eventId",), ("meta", "id"), ("source", "ref", "key"), ("handle",))),
        time=random.choice((("timestamp",), ("when",), ("meta", "occurred"), ("event", "startTime"))),
        unit=random.choice(("ms", "ms text", "s", "decimals", "iso", "iso seconds", "iso offset")),
        paging=paging,
        param=random.choice(("cursor", "pageToken", "p", "offset")),
        transport=random.choice(("query", "query", "json", "nested", "form", "path", "graphql")),
        size=random.choice((5, 8, 10)),
        first=empty.get(paging, random.choice((None, ""))),
        window=random.choice(("none", "none", "none", "all", "all iso", "month", "seconds", "end")),
        naming=random.choice(("id", "id", "id", "id time", "id device", "ids", "time", "composite", "label")),
        deletion=random.choice(("path", "query", "json", "form", "nested", "graphql")),
        csrf=random.random() < 0.7,
        broken=broken,
        decoys=set(random.sample(sorted(decoys), random.choice((0, 1, 2, 3)))),
        extras=extras,
    )


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
            case "takes neighbours":
                at = self.entries.index(meant)
                return self.entries[at : at + 2]
            case "takes the day":
                return [each for each in self.entries if each.time // DAY == meant.time // DAY]
            case "does nothing":
                return []
        return [meant] if self.shape.naming != "time" else [each for each in self.entries if each.time == meant.time]


def _another(identity: Any) -> Any:
    """Return another id of the same kind."""
    digest = md5(f"bin {identity}".encode()).hexdigest()
    return int(digest[:9], 16) if isinstance(identity, int) else digest[: len(identity)]


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


class Visit:
    """A browser on a page, whose owner lists and deletes."""

    def __init__(self, server: Server, random: Random) -> None:
        """Open nothing yet."""
        self.server, self.random = server, random
        self.browser = Browser(now=NOW, tokens=False)
        self.moment = _moment(NOW, 1, "s1")

    def load(self, pages: int) -> int:
        """Open the page, and let it load some pages of its list; return how many entries it shows."""
        server, shape = self.server, self.server.shape
        self.tick()
        self.browser.add("GET", PAGE, answer=html(self.moment), kind="text/html")
        if "devices" in shape.decoys:
            devices = [{"id": serial, "name": name, "lastSeen": self.moment.time} for name, serial in DEVICES]
            self.browser.get(f"{PAGE}/devices", {"entries": devices})
            asked = {"operationName": "Devices", "variables": {}}
            self.browser.send(post("graphql", asked), answer={"data": {"entries": devices}})
        begin = 1_420_070_400_000 if shape.window in {"all iso", "seconds"} else 0
        start = self.moment.time - 30 * DAY if shape.window == "month" else begin
        end = self.moment.time + 2000
        window = (start // 1000 * 1000, end // 1000 * 1000) if shape.window == "seconds" else (start, end)
        value, listed = None, 0
        for number in range(1, pages + 1):
            self.tick()
            request = server.ask(value, window, self.moment)
            answer, headers = server.page(value, window, self.moment)
            self.browser.send(request, answer=answer, answer_headers=headers)
            inner = answer
            for name in shape.records:
                inner = inner[name]
            listed += len(inner)
            value = server.following(number, listed, answer, headers)
            if value is None or not inner:
                break
        return listed

    def tick(self) -> None:
        """Go on to the next moment."""
        self.moment = _moment(self.browser.now + 2000, self.moment.number + 1, "s1")

    def delete(self, entry: Entry) -> None:
        """Delete an entry."""
        self.tick()
        request = self.server.erase(entry, self.moment)
        gone = self.server.gone(request, self.moment) or []
        if self.server.shape.broken == "recycle bin":
            kept = [replace(each, id=_another(each.id)) if each in gone else each for each in self.server.entries]
        else:
            kept = [each for each in self.server.entries if each not in gone]
        self.server.entries = kept
        answer: Any = {"ok": True}
        if "answers" in self.server.shape.decoys:
            answer, _ = self.server.page(None, (0, self.moment.time), self.moment)
        self.browser.send(request, answer=answer)


def _moment(time: int, number: int, session: str) -> Moment:
    """Return a moment of a session."""
    return Moment(time, number, f"token/{session}+{'q' * 20}==", session, CUSTOMER)


class Session:
    """A session with the server, as a taught history uses it."""

    def __init__(self, server: Server, moment: Moment) -> None:
        """Begin at a moment."""
        self.server, self.moment = server, moment
        self.zone = UTC
        self.credentials = SimpleNamespace(customer_id=moment.customer, domain="amazon.de")
        self.clock = SimpleNamespace(now=lambda: moment.time)

    async def fetch[T](self, make: Callable[[str], Request], _kind: Any, read: Callable[[Response], T], **_: Any) -> T:
        """Send a request, and read its answer."""
        response = self.server.read(make(self.moment.csrf), self.moment)
        if response is None:
            raise BadResponse("the server does not know this request")
        return read(response)


def visit_to(shape: Shape, random: Random) -> Visit:
    """Return a visit in which the owner listed, and deleted two entries, as the lesson asks for it."""
    visit = Visit(Server(shape, entries_of(random, random.choice((24, 31, 47)), NOW - 500_000)), random)
    pages = random.choice((2, 3, 3, 9)) if shape.broken != "one page" else 1
    visit.load(pages)
    for place in _chosen(random, visit.server.entries[1 : shape.size - 1]):
        visit.delete(place)
        visit.load(random.choice((1, pages)))
    return visit


def learn(visit: Visit, *, by_device: bool = False) -> Json:
    """Return the document that a visit teaches."""
    data = visit.browser.har()
    result = learn_har(
        data, lesson=Lesson.HISTORY, site=SITE, customer_id=CUSTOMER, zone=UTC, history="sounds", by_device=by_device
    )
    return result.document


def history_of(**changes: Any) -> tuple[Server, TaughtHistory]:
    """Return a server with a long history, and that history as an ordinary lesson has taught it."""
    shape = Shape(**(PLAIN | changes))
    taught = read_recipes(learn(visit_to(shape, Random(12)))).histories["sounds"]
    assert taught.listing
    server = Server(shape, entries_of(Random(12), LONG, NOW - 500_000))
    session = Session(server, _moment(NOW + 600_000, 400, "s2"))
    return server, TaughtHistory(cast(AmazonSession, session), taught.listing)


def verdict(seed: int) -> tuple[bool, list[str], Verdict]:
    """Teach and use a random page; return whether it can be learned, what it is, and what became of it."""
    random = Random(seed)
    shape = shape_of(random)
    visit = visit_to(shape, random)
    traits = [str(getattr(shape, name)) for name in shape.__slots__]
    is_exact = shape.broken is None and shape.window != "end" and shape.paging != "last"
    is_exact = is_exact and not {"past", "bucket"} & shape.decoys
    try:
        document = learn(visit, by_device=random.random() < 0.3)
    except LearnError as err:
        return is_exact, traits, Verdict("refused", f"{err.reason} {err.placeholders.get('place', '')}".strip())
    return is_exact, traits, use(visit.server, random, document)


def _chosen(random: Random, entries: list[Entry]) -> list[Entry]:
    """Return two entries as a lesson proposes them: of other hours and devices, where there are such."""
    pairs = [(one, other) for one in entries for other in entries if one.time // HOUR > other.time // HOUR]
    pairs = pairs or [(entries[0], entries[1])]
    random.shuffle(pairs)
    best = max(pairs, key=lambda pair: (pair[0].device != pair[1].device) + (pair[0].label != pair[1].label))
    return [best[0], best[1]]


def use(server: Server, random: Random, document: Json) -> Verdict:
    """List and delete with what was learned, a while later."""
    text = orjson.dumps(document).decode()
    shown = [*(value for device in DEVICES for value in device), *LABELS, *(str(each.id) for each in server.entries)]
    if leaked := next((each for each in shown if each.casefold() in text.casefold()), None):
        return Verdict("wrong", f"keeps {leaked}: {text}")
    recipe = read_recipes(document).histories["sounds"]
    assert recipe.listing is not None
    new = entries_of(Random(7), random.choice((0, 3, 25)), LATER - 60_000)
    for each in new:
        each.id = (
            each.id if isinstance(server.entries[0].id, str) else int(md5(str(each.id).encode()).hexdigest()[:9], 16)
        )
    server.entries = [*new, *server.entries]
    moment = _moment(LATER, 500, "s2")
    history = TaughtHistory(cast(AmazonSession, Session(server, moment)), recipe.listing)
    listed: list[Recording] = []
    for start, end in ((LATER - 3 * DAY, LATER), (NOW - 2 * DAY, NOW - DAY), (0, LATER)):
        try:
            listed = asyncio.run(history.recordings(start, end))
        except AmazonError as err:
            return Verdict("inert", f"{err}: {text}")
        exact = server.shape.unit not in {"s", "iso seconds", "iso offset"}
        # Where an entry's own time cannot be its own, that of its end may be.
        back = 2000 if recipe.listing.time == "/ended" else 0
        step = 1 if exact or back else 1000
        own = [(str(each.id), each.time // step * step - back) for each in server.entries]
        if sorted((each.key, each.time) for each in listed) != sorted(each for each in own if start <= each[1] < end):
            return Verdict("wrong", f"lists {len(listed)} of {len(own)}: {text}")
    return _delete(server, recipe.delete, listed, moment, text)


def _delete(server: Server, recipe: DeleteRecipe, listed: list[Recording], moment: Moment, text: str) -> Verdict:
    """Delete each entry with what was learned."""
    named = 0
    for recording in listed:
        others = [other for other in listed if other is not recording]
        known = {"zone": UTC, "time": moment.time, "account": {"customer_id": CUSTOMER}, "csrf": moment.csrf}
        if not unmistakable(recipe, [recording], others, known):
            continue
        known |= {"recording": recording.raw, "recordings": [recording.raw], "uuid": moment.uuid}
        try:
            gone = server.gone(recipe.request.render(known), moment)
        except TemplateError:
            continue
        if gone is None:
            return Verdict("inert", f"deletes nothing: {text}")
        if [str(each.id) for each in gone] != [recording.key]:
            return Verdict("wrong", f"{len(gone)} went: {text}")
        named += 1
    return (
        Verdict("right", text)
        if named * 2 >= len(listed)
        else Verdict("inert", f"names {named} of {len(listed)}: {text}")
    )
