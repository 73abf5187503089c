"""Random pages of other histories: taught in a visit, and used a while later."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC
from hashlib import md5
from random import Random
from types import SimpleNamespace
from typing import Any, cast

import orjson

from custom_components.alexa_privacy.amazon.errors import AmazonError, BadResponse
from custom_components.alexa_privacy.amazon.learn import LearnError, Lesson, learn_har
from custom_components.alexa_privacy.amazon.recipes.document import read_recipes
from custom_components.alexa_privacy.amazon.recipes.model import DeleteRecipe
from custom_components.alexa_privacy.amazon.recipes.template import TemplateError
from custom_components.alexa_privacy.amazon.recordings import Recording
from custom_components.alexa_privacy.amazon.responses import Request, Response
from custom_components.alexa_privacy.amazon.session import AmazonSession
from custom_components.alexa_privacy.amazon.taught_history import TaughtHistory
from tests.amazon.learn.browser import SITE, Browser, Json
from tests.amazon.learn.random_pages.history_server import CUSTOMER, DEVICES, HOUR, LABELS, Entry, Server, entries_of
from tests.amazon.learn.random_pages.history_shapes import PLAIN, Shape, shape_of
from tests.amazon.learn.simulator import DAY, LATER, NOW, PAGE, Moment, Verdict, html, nameable_among, post

LONG = 160


def _another(identity: Any) -> Any:
    """Return another id of the same kind."""
    digest = md5(f"bin {identity}".encode()).hexdigest()
    return int(digest[:9], 16) if isinstance(identity, int) else digest[: len(identity)]


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
    account = {"zone": UTC, "time": moment.time, "account": {"customer_id": CUSTOMER}, "csrf": moment.csrf}
    for recording in nameable_among(recipe, listed, account):
        known = {**account, "recording": recording.raw, "recordings": [recording.raw], "uuid": moment.uuid}
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
