"""A made-up Amazon for lessons: what a page sends, what its server makes of it, and what a learned request does there.

The server takes a request if it is what the page itself would send at that time. So whatever is learned is right where
it gives that, wrong where it gives what the page would send of something else, and inert where it gives neither.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, tzinfo
from hashlib import md5
from html import escape
from typing import Any
from urllib.parse import quote, unquote, urlencode
from uuid import UUID

import orjson

from custom_components.alexa_privacy.amazon.learn import LearnError, LearnResult, Lesson, learn_har
from custom_components.alexa_privacy.amazon.learn.exchange import Exchange, read_exchange
from custom_components.alexa_privacy.amazon.learn.generalize.request_builder import same_json
from custom_components.alexa_privacy.amazon.recipes.document import read_recipes
from custom_components.alexa_privacy.amazon.recipes.first_requests import answered
from custom_components.alexa_privacy.amazon.recipes.model import DeleteRecipe
from custom_components.alexa_privacy.amazon.recipes.template import TemplateError
from custom_components.alexa_privacy.amazon.recipes.unmistakable import unmistakable
from custom_components.alexa_privacy.amazon.recordings import Recording, read_record
from custom_components.alexa_privacy.amazon.responses import Request, Response
from tests.amazon.learn.browser import SITE, Browser, Json
from tests.amazon_double import Account

NOW = int(datetime(2026, 11, 20, 12, tzinfo=UTC).timestamp() * 1000)
LATER = NOW + 40 * 86_400_000 + 34_567_000
ROOT = "/alexa-privacy/made-up-words"
PAGE = f"{ROOT}/page"
DAY = 86_400_000
RIGHT, REFUSED, EITHER = "right", "refused", "either"
"""What is expected of a lesson."""


def serial(record: Json) -> str:
    """Return the serial number of a record's Echo."""
    return str(record["recordKey"].split("#")[3])


@dataclass(frozen=True, slots=True)
class Moment:
    """What is another at each click, or at each session."""

    time: int
    number: int
    """Of the click, over all times."""
    csrf: str
    session: str
    customer: str
    version: int = 17
    zone: tzinfo | None = None

    @property
    def uuid(self) -> str:
        """A random UUID."""
        return str(UUID(md5(f"uuid {self.number} {self.session}".encode()).hexdigest(), version=4))

    @property
    def code(self) -> str:
        """A code that a request is answered with."""
        return md5(f"code {self.number} {self.session}".encode()).hexdigest()[:12]

    @property
    def person(self) -> str:
        """The id of a person, which is another in each session."""
        return f"amzn1.person.{md5(self.session.encode()).hexdigest()}"

    @property
    def etag(self) -> str:
        """The ETag of this version."""
        return f'"{self.version:x}-{md5(f"etag {self.version}".encode()).hexdigest()[:6]}"'

    def local(self, layout: str) -> str:
        """Return the local time."""
        return datetime.fromtimestamp(self.time / 1000, self.zone or UTC).strftime(layout)

    def utc(self, layout: str) -> str:
        """Return the time in UTC."""
        return datetime.fromtimestamp(self.time / 1000, UTC).strftime(layout)

    def iso(self) -> str:
        """Return the time as JavaScript's toISOString does."""
        return f"{self.utc('%Y-%m-%dT%H:%M:%S')}.{self.time % 1000:03d}Z"


def token(moment: Moment) -> Json:
    """Return the usual header."""
    return {"anti-csrftoken-a2z": moment.csrf}


def post(
    path: str, body: Any, headers: Json | None = None, query: Sequence[tuple[str, Any]] = (), method: str = "POST"
) -> Request:
    """Return a request with a JSON body."""
    return send(method, path, orjson.dumps(body), {"content-type": "application/json", **(headers or {})}, query)


def send(
    method: str,
    path: str,
    body: bytes | None = None,
    headers: Json | None = None,
    query: Sequence[tuple[str, Any]] = (),
) -> Request:
    """Return a request below the made-up pages."""
    target = f"{ROOT}/{path}" + (f"?{urlencode([(n, v) for n, v in query], quote_via=quote)}" if query else "")
    return Request(method=method, target=target, headers=headers or {}, body=body)


def form(path: str, pairs: Sequence[tuple[str, Any]], headers: Json | None = None) -> Request:
    """Return a request with a form."""
    kind = {"content-type": "application/x-www-form-urlencoded", **(headers or {})}
    return send("POST", path, urlencode(pairs).encode(), kind)


type Send = Callable[[Sequence[Json], Moment], list[Request]]


@dataclass(slots=True)
class DeleteApp:
    """A page that deletes recordings: what it sends, what goes, and what it reads when it is opened."""

    send: Send
    gone: Callable[[Sequence[Json], Sequence[Json]], list[Json]] = lambda named, _: list(named)
    """What goes of what there is."""
    answers: Callable[[Request, Moment], Any] = lambda _request, _moment: {}
    """What its requests are answered with: JSON, or a tuple of it and headers."""
    page: Callable[[Moment], str] = lambda _: ""
    """What its page holds besides the token."""
    reads: dict[str, Callable[[Moment], Any]] = field(default_factory=dict)
    """What it asks for when it is opened, by path below the pages."""
    chatter: Callable[[Moment], list[Request]] = lambda _: []
    before: Callable[[Sequence[Json], Moment], list[tuple[Request, int]]] = lambda _records, _moment: []
    """What failed before, with its status."""
    cookies: Callable[[Moment], str] = lambda moment: f"session-token=made-up-cookie-{moment.session}"
    batch: int = 10
    bumps: bool = True
    """Whether each deletion makes a new version."""


def html(moment: Moment, inner: str = "") -> str:
    """Return a page."""
    return f'<html><head><meta name="csrf-token" content="{escape(moment.csrf)}"></head><body>{inner}</body></html>'


class World:
    """One account with its recordings, and the browser that records what its owner does."""

    def __init__(
        self, records: Sequence[Json], *, now: int = NOW, session: str = "s1", zone: tzinfo | None = None
    ) -> None:
        """Begin with some recordings."""
        self.records = list(records)
        self.browser = Browser(now=now, tokens=False)
        self.moment = Moment(now, 1, f"token/{session}+{'q' * 20}==", session, records[0]["customerId"], zone=zone)

    def tick(self, **changes: Any) -> Moment:
        """Go on to the next click."""
        self.moment = replace(self.moment, time=self.browser.now + 2000, number=self.moment.number + 1, **changes)
        return self.moment

    def open(self, app: DeleteApp) -> None:
        """Open the page."""
        moment = self.tick()
        self.browser.add("GET", PAGE, answer=html(moment, app.page(moment)), kind="text/html")
        for path, read in app.reads.items():
            self._read(f"{ROOT}/{path}", read(moment))

    def _read(self, path: str, answer: Any) -> None:
        """Ask for JSON."""
        inner, headers = answer if isinstance(answer, tuple) else (answer, {})
        self.browser.add("GET", path, answer=inner, headers={"Cookie": "a=b"}, answer_headers=headers)

    def list(self, **more: Any) -> None:
        """List recordings."""
        self.browser.list(self.records, token=self.moment.csrf, **more)

    def send(self, app: DeleteApp, request: Request, moment: Moment, status: int = 200) -> None:
        """Send a request of the page."""
        answer = app.answers(request, moment)
        inner, headers = answer if isinstance(answer, tuple) else (answer, {})
        self.browser.add(
            request.method,
            request.target,
            headers={"Cookie": app.cookies(moment), **request.headers},
            body=request.body,
            answer=inner,
            answer_headers=headers,
            status=status,
        )

    def delete(self, app: DeleteApp, named: Sequence[Json]) -> None:
        """Delete recordings with one click."""
        moment = self.tick()
        for request in app.chatter(moment):
            self.send(app, request, moment)
        for request, status in app.before(named, moment):
            self.send(app, request, moment, status)
        for request in app.send(named, moment):
            self.send(app, request, moment)
        gone = app.gone(named, self.records)
        self.records = [record for record in self.records if record not in gone]
        if app.bumps:
            self.moment = replace(self.moment, version=self.moment.version + 1)


def lesson(app: DeleteApp, records: Sequence[Json], demonstrations: Sequence[Sequence[Json]], **more: Any) -> World:
    """Return a world in which recordings were deleted, one demonstration after the other, as a lesson asks for it."""
    world = World(records, **more)
    world.open(app)
    world.list()
    for named in demonstrations:
        world.delete(app, named)
        world.open(app)
        world.list()
    return world


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a lesson: `refused`, `right`, `inert` or `wrong`, and why."""

    outcome: str
    why: str = ""


def judge(app: DeleteApp, world: World, *, lesson: Lesson = Lesson.DELETE_RECORDINGS, **more: Any) -> Verdict:
    """Learn from a world, use what was learned on its other recordings a while later, and say what became of them."""
    try:
        result = learn_har(world.browser.har(), lesson=lesson, site=SITE, **more)
    except LearnError as err:
        return Verdict("refused", f"{err.reason} {err.placeholders.get('place', '')}".strip())
    return use(app, world, result)


def use(app: DeleteApp, world: World, result: LearnResult) -> Verdict:
    """Use what was learned on each recording that is left."""
    recipe = read_recipes(result.document).delete_recordings
    assert recipe is not None
    later = World(world.records, now=LATER, session="s2", zone=world.moment.zone)
    values = {"zone": later.moment.zone, "time": later.moment.time}
    nameable = {each.key for each in nameable_among(recipe, [read_record(record) for record in world.records], values)}
    named = unnamed = 0
    why = ""
    for number, record in enumerate(world.records):
        moment = later.tick(version=world.moment.version + 5 + number)
        if record["recordKey"] not in nameable:
            unnamed += 1
            continue
        try:
            sent = render(app, recipe, [record], moment)
        except TemplateError as err:
            unnamed += 1
            why = str(err)
            continue
        effect = effect_of(app, sent, [record], world.records, moment)
        if effect is None:
            return Verdict("inert", f"{sent[-1].method} {sent[-1].target} {sent[-1].headers} {sent[-1].body!r}"[:400])
        if [each["recordKey"] for each in effect] != [record["recordKey"]]:
            return Verdict("wrong", f"{len(effect)} went: {sent[-1].target} {sent[-1].body!r}"[:400])
        named += 1
    if named * 2 < len(world.records):
        return Verdict("inert", f"{unnamed} cannot be named: {why}")
    return Verdict("right", orjson.dumps(result.document).decode())


def nameable_among(recipe: DeleteRecipe, recordings: Sequence[Recording], values: Json) -> list[Recording]:
    """Return those recordings that a recipe could send to delete each alone, where all others are to stay.

    The places of two differ in one binary digit at least: so each pair is on different sides of one of a few divisions.
    """
    found = dict(enumerate(recordings))
    for digit in range(len(recordings).bit_length()):
        for goes in (0, 1):
            sides: tuple[list[Recording], list[Recording]] = [], []
            for place, recording in enumerate(recordings):
                sides[place >> digit & 1].append(recording)
            alone = {id(each) for each in unmistakable(recipe, sides[goes], sides[not goes], values)}
            found = {place: each for place, each in found.items() if place >> digit & 1 != goes or id(each) in alone}
    return list(found.values())


def render(app: DeleteApp, recipe: DeleteRecipe, named: Sequence[Json], moment: Moment) -> list[Request]:
    """Return what a recipe sends at a moment, all requests in their order."""
    values: Json = {
        "recordings": list(named),
        "recording": named[0],
        "csrf": moment.csrf,
        "account": {"customer_id": moment.customer},
        "zone": moment.zone,
        "time": moment.time,
        "uuid": moment.uuid,
    }
    sent: list[Request] = []
    for first in recipe.first:
        request = first.request.render(values)
        values[first.name] = answered(first, answer_to(app, request, moment))
        if request.method != "GET":
            sent.append(request)
    return [*sent, recipe.request.render(values)]


def answer_to(app: DeleteApp, request: Request, moment: Moment) -> Response:
    """Return what the server answers to a request."""
    inner: Any
    path = request.target.partition("?")[0]
    if request.method == "GET" and path == PAGE:
        return Response(200, "text/html", html(moment, app.page(moment)).encode())
    read = next((read for name, read in app.reads.items() if request.target == f"{ROOT}/{name}"), None)
    inner = read(moment) if read else app.answers(request, moment)
    document, headers = inner if isinstance(inner, tuple) else (inner, {})
    return Response(
        200,
        "application/json",
        orjson.dumps(document),
        headers={name.lower(): value for name, value in headers.items()},
    )


def effect_of(
    app: DeleteApp, sent: Sequence[Request], named: Sequence[Json], records: Sequence[Json], moment: Moment
) -> list[Json] | None:
    """Return what goes by some requests; None where the server takes none of them for its page's own."""
    if same_requests(app.send(named, moment), sent):
        return app.gone(named, records)
    # What only reports does nothing.
    reports = [request for request, status in app.before(named, moment) if status == 200]
    acting = [each for each in sent if not any(same_request(each, report) for report in reports)]
    if len(acting) < len(sent):
        return effect_of(app, acting, named, records, moment)
    other = next((record for record in records if same_requests(app.send([record], moment), sent)), None)
    return None if other is None else app.gone([other], records)


def same_requests(one: Sequence[Request], other: Sequence[Request]) -> bool:
    """Return whether two series of requests mean the same to a server."""
    return len(one) == len(other) and all(map(same_request, one, other, strict=True))


def same_request(one: Request, other: Request) -> bool:
    """Return whether two requests mean the same to a server: spaces and escapes in JSON and addresses do not count."""
    first, second = (_read(each) for each in (one, other))
    for each in (first, second):
        if isinstance(each.body, dict) and "jsonrpc" in each.body:
            # Servers only repeat it.
            each.body["id"] = None
    contents = [
        (each.method, [unquote(part) for part in each.path.split("/")], each.query, dict(each.headers), each.kind)
        for each in (first, second)
    ]
    return contents[0] == contents[1] and same_json(first.body, second.body)


def _read(request: Request) -> Exchange:
    """Read a request as a server does."""
    with suppress(UnicodeDecodeError):
        body = request.body.decode() if request.body is not None else None
    return read_exchange(request.method, SITE + request.target, request.headers.items(), body)


def account(seed: int = 17, size: int = 60, days: int = 6) -> list[Json]:
    """Return the records of an account, newest first."""
    return list(Account.generate(seed=seed, size=size, now=datetime.fromtimestamp(NOW / 1000, UTC), days=days).records)


def good_demonstrations(records: Sequence[Json], *, batches: Sequence[int] = (), skip: int = 0) -> list[list[Json]]:
    """Return recordings as a lesson proposes them: of two Echos, in other hours, with neighbors of the same day."""
    chosen: list[list[Json]] = []
    echos: set[str] = set()
    by_echo: dict[str, list[Json]] = {}
    for record in records:
        by_echo.setdefault(serial(record), []).append(record)
    used: set[str] = set()
    for echo, own in sorted(by_echo.items(), key=lambda each: -len(each[1])):
        inside = [
            record
            for before, record, after in zip(own, own[1:], own[2:], strict=False)
            if record.get("voiceHistoryRecordItems")
            and record["timestamp"] // DAY in {before["timestamp"] // DAY, after["timestamp"] // DAY}
        ]
        if len(inside) > skip and len(chosen) < 2:
            chosen.append([inside[skip]])
            echos.add(echo)
            used.add(inside[skip]["recordKey"])
    left = [
        record
        for own in by_echo.values()
        for record in own[2:-2]
        if record["recordKey"] not in used and record.get("voiceHistoryRecordItems")
    ]
    for size in batches:
        chosen.append(left[:size])
        left = left[size:]
    return chosen
