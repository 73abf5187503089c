"""A made-up page of settings for lessons: what it sends and reads, and what a learned setting does there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import orjson

from custom_components.alexa_privacy.amazon.errors import BadResponse
from custom_components.alexa_privacy.amazon.learn import LearnError, LearnResult, Lesson, learn_har
from custom_components.alexa_privacy.amazon.recipes.document import read_recipes
from custom_components.alexa_privacy.amazon.recipes.first_requests import answered, json_inside
from custom_components.alexa_privacy.amazon.recipes.model import SettingRecipe
from custom_components.alexa_privacy.amazon.recipes.template import TemplateError, point
from custom_components.alexa_privacy.amazon.responses import Request, Response, parse
from tests.amazon.learn.browser import SITE, Json
from tests.amazon.learn.simulator import LATER, NOW, PAGE, ROOT, Moment, Verdict, World, account, html, same_requests

NAMES = ("people", "reviewMessages", "spoken-deletion", "letters")
LESSON = Lesson.HUMAN_REVIEW

type State = dict[str, Any]


@dataclass(slots=True)
class SettingApp:
    """A page of settings: what a flip sends, and what is read when the page is opened."""

    send: Callable[[str, Any, State, Moment], list[Request]]
    reads: dict[str, Callable[[State, Moment], Any]] = field(default_factory=dict)
    """What is asked for with GET, by path below the pages."""
    asks: Callable[[Moment], list[Request]] = lambda _: []
    """What is asked for by POST."""
    answers: Callable[[Request, State, Moment], Any] = lambda _request, _state, _moment: {"ok": True}
    page: Callable[[State, Moment], str] = lambda _state, _moment: ""
    chatter: Callable[[Moment], list[Request]] = lambda _: []
    opening: Callable[[Moment], list[Request]] = lambda _: []
    """What is sent once, when the page is opened first."""
    values: Sequence[Any] = (True, False)
    """The positions of the setting: on and off, or more."""
    start: Any = True
    reloads: bool = True
    """Whether the page is loaded after each flip."""


class SettingWorld(World):
    """One account with its settings, and the browser that records what its owner does."""

    def __init__(self, app: SettingApp, *, now: int = NOW, session: str = "s1", seed: int = 0) -> None:
        """Begin with some settings."""
        super().__init__(account(size=3), now=now, session=session)
        self.app = app
        self.state: State = {name: (number + seed) % 3 != 1 for number, name in enumerate(NAMES)}
        self.state["people"] = app.start
        self.previous: State = dict(self.state)

    def load(self, *, first: bool = False) -> None:
        """Open the page."""
        moment = self.tick()
        self.browser.add(
            "GET",
            PAGE,
            answer=html(moment, self.app.page({**self.state, "previous": self.previous}, moment)),
            kind="text/html",
        )
        for request in self.app.opening(moment) if first else ():
            self.post(request, moment)
        for path, read in self.app.reads.items():
            self._read(f"{ROOT}/{path}", read({**self.state, "previous": self.previous}, moment))
        for request in self.app.asks(moment):
            self.post(request, moment)

    def post(self, request: Request, moment: Moment) -> None:
        """Send a request of the page."""
        answer = self.app.answers(request, {**self.state, "previous": self.previous}, moment)
        inner, headers = answer if isinstance(answer, tuple) else (answer, {})
        self.browser.add(
            request.method,
            request.target,
            headers=request.headers,
            body=request.body,
            answer=inner,
            answer_headers=headers,
        )

    def flip(self, value: Any, name: str = "people") -> None:
        """Set a setting with a click."""
        moment = self.tick()
        for request in self.app.chatter(moment):
            self.post(request, moment)
        moment = self.tick()
        for request in self.app.send(name, value, dict(self.state), moment):
            self.post(request, moment)
        self.previous = dict(self.state)
        self.state[name] = value
        self.moment = replace(self.moment, version=self.moment.version + 1)
        if self.app.reloads:
            self.load()


def setting_lesson(
    app: SettingApp, *, flips: Sequence[Any] | None = None, idle: int = 3, again: bool = True, also: str = ""
) -> SettingWorld:
    """Return a world in which a setting was flipped as a lesson asks for it."""
    world = SettingWorld(app)
    world.load(first=True)
    if flips is None and len(app.values) == 2:
        other = next(value for value in app.values if value != app.start)
        flips = [other, app.start, other, app.start]
    elif flips is None:
        rest = [value for value in app.values if value != app.start]
        flips = [value for other in rest for value in (other, app.start)]
    for number, value in enumerate(flips):
        world.flip(value)
        if number == 1:
            for _ in range(idle):
                world.load()
    if again:
        world.flip(world.state["people"])
    for value in (False, True, False, True) if also else ():
        world.flip(value, also)
    world.load()
    return world


def judge_setting(app: SettingApp, world: SettingWorld, **more: Any) -> Verdict:
    """Learn from a world, use what was learned a while later, and say what became of it."""
    try:
        result = learn_har(world.browser.har(), lesson=LESSON, site=SITE, **more)
    except LearnError as err:
        return Verdict("refused", f"{err.reason} {err.placeholders.get('place', '')}".strip())
    return use_setting(app, result)


def use_setting(app: SettingApp, result: LearnResult, name: str = LESSON) -> Verdict:
    """Set every position in several states, and read it back."""
    recipe = read_recipes(result.document).settings[name]
    meanings = {"on": app.values[0], "off": app.values[1]} if "switches" in result.document else _named(recipe, app)
    for seed in range(1, 4):
        world = SettingWorld(app, now=LATER + seed * 7_654_321, session=f"s{seed + 1}", seed=seed)
        for position in [*meanings, *meanings, *list(meanings)[-1:]]:
            value = meanings[position]
            moment = world.tick(version=world.moment.version + 3)
            try:
                sent = _render(world, recipe, position, moment)
            except (TemplateError, BadResponse) as err:
                return Verdict("inert", str(err))
            verdict = _taken(world, sent, value, moment)
            if verdict is not None:
                return verdict
            world.previous, world.state = dict(world.state), {**world.state, "people": value}
            if recipe.read is not None and (told := _told(world, recipe, moment)) != position:
                return Verdict("wrong", f"{told} is read where {position} was set: {recipe.read.at}")
    return Verdict("right" if recipe.read is not None else "unread", orjson.dumps(result.document).decode())


def _named(recipe: SettingRecipe, app: SettingApp) -> dict[str, Any]:
    """Return what each position of a setting of several means."""
    return {name: value for name, value in recipe.values.items() if value in app.values}


def _taken(world: SettingWorld, sent: list[Request], value: Any, moment: Moment) -> Verdict | None:
    """Return why the server does not take requests for those of its page; None where it does."""
    app = world.app
    # What only reports does nothing.
    reports = app.chatter(moment)
    sent = [each for each in sent if not any(same_requests([each], [report]) for report in reports)]
    if same_requests(app.send("people", value, dict(world.state), moment), sent):
        return None
    for name in world.state:
        for other in app.values:
            if same_requests(app.send(name, other, dict(world.state), moment), sent):
                return Verdict("wrong", f"sets {name} to {other}: {sent[-1].target} {sent[-1].body!r}")
    return Verdict("inert", f"{sent[-1].method} {sent[-1].target} {sent[-1].headers} {sent[-1].body!r}"[:500])


def _render(world: SettingWorld, recipe: SettingRecipe, position: str, moment: Moment) -> list[Request]:
    """Return what a recipe sends at a moment."""
    values: Json = {
        "csrf": moment.csrf,
        "account": {"customer_id": moment.customer},
        "zone": moment.zone,
        "time": moment.time,
        "uuid": moment.uuid,
        "value": recipe.values[position],
    }
    if recipe.read is not None and recipe.uses("now"):
        values["now"] = _document(world, recipe, moment)
    sent: list[Request] = []
    for first in recipe.first:
        request = first.request.render(values)
        values[first.name] = answered(first, _answer(world, request, moment))
        if request.method != "GET" and not any(same_requests([each], [request]) for each in world.app.asks(moment)):
            sent.append(request)
    return [*sent, recipe.set[position].render(values)]


def _document(world: SettingWorld, recipe: SettingRecipe, moment: Moment) -> Any:
    """Return the JSON in which a setting is read."""
    assert recipe.read is not None
    values = {
        "csrf": moment.csrf,
        "account": {"customer_id": moment.customer},
        "zone": moment.zone,
        "time": moment.time,
    }
    answer = _answer(world, recipe.read.request.render({**values, "uuid": moment.uuid}), moment)
    after = recipe.read.after
    return parse(answer.body) if after is None else json_inside(answer, after, escaped=recipe.read.escaped)


def _told(world: SettingWorld, recipe: SettingRecipe, moment: Moment) -> str | None:
    """Return the position that is read."""
    assert recipe.read is not None
    try:
        return recipe.read.position(point(_document(world, recipe, moment), recipe.read.at))
    except TemplateError:
        return None


def _answer(world: SettingWorld, request: Request, moment: Moment) -> Response:
    """Return what the server answers to a request."""
    state = {**world.state, "previous": world.previous}
    path = request.target.partition("?")[0]
    if request.method == "GET" and path == PAGE:
        return Response(200, "text/html", html(moment, world.app.page(state, moment)).encode())
    read = next((read for name, read in world.app.reads.items() if request.target == f"{ROOT}/{name}"), None)
    asked = {each.target.partition("?")[0] for each in world.app.asks(moment)}
    if request.method == "GET" and read is None and path not in asked:
        raise BadResponse(f"nothing at {request.target}")
    inner = read(state, moment) if read else world.app.answers(request, state, moment)
    document, headers = inner if isinstance(inner, tuple) else (inner, {})
    return Response(
        200, "application/json", orjson.dumps(document), headers={name.lower(): each for name, each in headers.items()}
    )
