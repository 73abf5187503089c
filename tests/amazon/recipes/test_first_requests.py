"""Requests that are sent first, positions of settings, and what an import may not do with them."""

from typing import Any, cast

import orjson
import pytest

from custom_components.alexa_privacy.amazon.errors import BadResponse
from custom_components.alexa_privacy.amazon.recipes.document import read_recipes
from custom_components.alexa_privacy.amazon.recipes.first_requests import answered, send_first
from custom_components.alexa_privacy.amazon.recipes.import_rules import objections
from custom_components.alexa_privacy.amazon.recipes.outline import outline
from custom_components.alexa_privacy.amazon.recipes.request_form import RecipeError
from custom_components.alexa_privacy.amazon.recipes.template import TemplateError
from custom_components.alexa_privacy.amazon.recipes.unmistakable import unmistakable, what_is_sent
from custom_components.alexa_privacy.amazon.recordings import read_record
from custom_components.alexa_privacy.amazon.request_stats import RequestKind
from custom_components.alexa_privacy.amazon.responses import Expect, Request, Response
from custom_components.alexa_privacy.amazon.session import AmazonSession

ROOT = "/alexa-privacy/made-up"
PREPARE = {"method": "POST", "path": f"{ROOT}/prepare", "json": {"key": "{{recording.recordKey}}"}}
CONFIRM = {
    "method": "POST",
    "path": f"{ROOT}/confirm",
    "headers": {"if-match": "{{answer2}}", "x-csrf": "{{csrf}}"},
    "json": {"code": "{{answer1:/result/code}}"},
}
STATE = {"method": "GET", "path": f"{ROOT}/history"}
DOCUMENT: dict[str, Any] = {
    "version": 1,
    "delete_recordings": {
        "first": {"answer1": {"request": PREPARE}, "answer2": {"request": STATE, "header": "ETag"}},
        "request": CONFIRM,
    },
}
RECORD = {"recordKey": "CUST#1634190270481#TYPE#SERIAL", "timestamp": 1634190270481, "customerId": "CUST"}


def changed(*path: str, value: Any) -> dict[str, Any]:
    """Return the document with another value in one place."""
    document: dict[str, Any] = orjson.loads(orjson.dumps(DOCUMENT))
    inner = document
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return document


class Amazon:
    """Answers what is sent."""

    def __init__(self, *answers: Response) -> None:
        """Begin with the answers, in their order."""
        self.answers = list(answers)
        self.sent: list[tuple[Request, bool]] = []

    async def fetch(
        self, render: Any, kind: RequestKind, read: Any, *, csrf: bool, expect: Expect, repeatable: bool
    ) -> Any:
        """Note a request and read its answer."""
        assert (kind, expect) == (RequestKind.DELETION, Expect.ANYTHING)
        self.sent.append((render("fresh" if csrf else ""), repeatable))
        return read(self.answers.pop(0))


def as_json(document: Any, **headers: str) -> Response:
    """Return an answer."""
    return Response(200, "application/json", orjson.dumps(document), headers=headers)


async def test_each_answer_is_there_for_what_follows() -> None:
    """They are sent in their order, and only what changes nothing may be repeated."""
    recipe = read_recipes(DOCUMENT).delete_recordings
    assert recipe
    amazon = Amazon(as_json({"result": {"code": "c-1"}}), as_json({}, etag='"17"'))
    values = {"recording": RECORD, "recordings": [RECORD], "csrf": ""}
    known = await send_first(cast("AmazonSession", amazon), recipe.first, values, RequestKind.DELETION)
    assert [(each.method, each.target, repeatable) for each, repeatable in amazon.sent] == [
        ("POST", f"{ROOT}/prepare", False),
        ("GET", f"{ROOT}/history", True),
    ]
    sent = recipe.request.render({**known, "csrf": "t"})
    assert sent.headers == {"if-match": '"17"', "x-csrf": "t", "Content-Type": "application/json"}
    assert sent.body == b'{"code":"c-1"}'


async def test_an_answer_that_lacks_what_is_needed() -> None:
    """Without it nothing is sent."""
    recipe = read_recipes(DOCUMENT).delete_recordings
    assert recipe
    values = {"recording": RECORD, "recordings": [RECORD], "csrf": ""}
    amazon = Amazon(as_json({"result": {}}), as_json({}, etag="1"))
    known = await send_first(cast("AmazonSession", amazon), recipe.first, values, RequestKind.DELETION)
    with pytest.raises(TemplateError):
        recipe.request.render(known)
    with pytest.raises(BadResponse):
        answered(recipe.first[1], as_json({}))
    assert answered(recipe.first[0], Response(200, "text/html", b"<html>")) is None


@pytest.mark.parametrize(
    ("path", "value", "reason"),
    [
        (("delete_recordings", "first"), [], "recipe_shape"),
        (("delete_recordings", "first", "answer9"), {"request": STATE}, "recipe_unknown_key"),
        (("delete_recordings", "first", "answer1", "more"), 1, "recipe_unknown_key"),
        (("delete_recordings", "first", "answer1", "header"), "a b", "recipe_header"),
        (("delete_recordings", "first", "answer1", "request", "path"), "/elsewhere", "recipe_address"),
        (("delete_recordings", "first", "answer1", "request", "json"), "{{answer2}}", "recipe_placeholder"),
        (("delete_recordings", "first", "answer1", "request", "json"), "{{nothing}}", "recipe_placeholder"),
        (("delete_recordings", "request", "json"), "{{answer3}}", "recipe_placeholder"),
        (("delete_recordings", "request", "headers", "cookie"), {"$json": 1}, "recipe_header"),
        (("delete_recordings", "request", "headers", "x-a"), {"a": 1}, "recipe_header"),
        (("delete_recordings", "request", "path"), [], "recipe_address"),
        (("delete_recordings", "request", "path"), ["", "alexa-privacy", ".."], "recipe_address"),
        (("selects",), {"Bad name": {}}, "recipe_unknown_key"),
    ],
)
def test_what_is_refused(path: tuple[str, ...], value: Any, reason: str) -> None:
    """The first requests are held to what all requests are held to."""
    with pytest.raises(RecipeError) as caught:
        read_recipes(changed(*path, value=value))
    assert caught.value.reason == reason


SET = {"method": "PUT", "path": f"{ROOT}/set", "json": {"on": True}}
READ = {"request": STATE, "at": "/state"}


def switch(**more: Any) -> dict[str, Any]:
    """Return a document with a switch."""
    part = {"set": {**SET, "json": "{{value}}"}, "values": {"on": 1, "off": 0}, "read": READ, **more}
    return {"version": 1, "switches": {"human_review": part}}


@pytest.mark.parametrize(
    ("read", "positions"),
    [
        ({}, {1: "on", 0: "off", "1": None, None: None, 2: None}),
        ({"values": {"on": "Y", "off": "N"}}, {"Y": "on", "N": "off", 1: None}),
        ({"null": "on"}, {None: "on", "2026-11-20": "off", 0: "off"}),
        ({"member": "a", "means": "off"}, {("a", "b"): "off", ("b",): "on", (): "on", "a": None, None: None}),
    ],
)
def test_what_a_value_means(read: dict[str, Any], positions: dict[Any, str | None]) -> None:
    """By values, by null, or by what a list holds; anything else means neither."""
    found = read_recipes(switch(read={**READ, **read})).switches["human_review"].read
    assert found
    for value, position in positions.items():
        assert found.position([*value] if isinstance(value, tuple) else value) == position


@pytest.mark.parametrize(
    "more",
    [
        {"read": {**READ, "null": "maybe"}},
        {"read": {**READ, "null": "on", "values": {"on": 1, "off": 0}}},
        {"read": {**READ, "means": "on"}},
        {"read": {**READ, "member": ["a"], "means": "on"}},
        {"values": {"on": 1}},
        {"values": {"on": 1, "off": 1}},
        {"set": {"on": SET}},
        {"set": SET},
    ],
)
def test_switches_that_are_refused(more: dict[str, Any]) -> None:
    """What is neither one way nor the other is none."""
    with pytest.raises(RecipeError):
        read_recipes(switch(**more))


def test_a_request_for_each_position() -> None:
    """On and off may be requests of their own."""
    off = {"method": "DELETE", "path": f"{ROOT}/set"}
    recipe = read_recipes(switch(set={"on": SET, "off": off}, values={"on": True, "off": False})).switches[
        "human_review"
    ]
    assert recipe.set["on"].render({}).method == "PUT"
    assert recipe.set["off"].render({}).method == "DELETE"


def test_an_outline_tells_no_constant() -> None:
    """Of first requests and paths in parts, too."""
    path = ["", "alexa-privacy", "secret-9f8e7d6c5b4a", {"$encode": "{{recording.recordKey}}", "as": "base64"}]
    told = orjson.dumps(outline(changed("delete_recordings", "request", "path", value=path))).decode()
    assert "answer1" in told
    assert "secret" not in told


# Imports


@pytest.mark.parametrize(
    ("request_", "where"),
    [
        (PREPARE, "/delete_recordings/first/answer1/request/method"),
        ({**STATE, "path": f"{ROOT}/erase-all"}, "/delete_recordings/first/answer1/request"),
        ({**STATE, "path": f"{ROOT}/confirm"}, "/delete_recordings/first/answer1/request"),
        ({**STATE, "query": [["op", "delete"]]}, "/delete_recordings/first/answer1/request"),
        (
            {**STATE, "query": [["op", {"$join": ["era", "se"], "with": ""}], ["k", "{{recording.recordKey}}"]]},
            "/delete_recordings/first/answer1/request",
        ),
        (
            {
                **STATE,
                "query": [["op", {"$join": ["era", "se"], "with": ""}], ["k", "{{recording.recordKey|part:#:1}}"]],
            },
            "/delete_recordings/first/answer1/request",
        ),
        (
            {**STATE, "path": ["", "alexa-privacy", "x", {"$join": ["del", "ete"], "with": ""}]},
            "/delete_recordings/first/answer1/request",
        ),
    ],
)
def test_an_imported_first_request_is_as_safe_as_a_reading(request_: Any, where: str) -> None:
    """It is sent without anybody seeing what it does."""
    part = {
        "first": {"answer1": {"request": request_}},
        "request": {**CONFIRM, "headers": {}, "json": {"code": "{{answer1:/code}}", "key": "{{recording.recordKey}}"}},
    }
    found = objections({"version": 1, "delete_recordings": part})
    assert (found["delete_recordings"].reason, found["delete_recordings"].where) == ("foreign_read", where)
    setting = switch(first={"answer1": {"request": {"method": "POST", "path": f"{ROOT}/x", "json": "{{value}}"}}})
    assert objections(setting)["human_review"].reason == "foreign_read"
    assert not objections(switch(first={"answer1": {"request": STATE}}))


def test_an_imported_position_that_deletes() -> None:
    """Each of the requests of a setting is looked at."""
    erase = {"method": "DELETE", "path": f"{ROOT}/erase"}
    both = switch(set={"on": SET, "off": erase}, values={"on": True, "off": False})
    assert objections(both)["human_review"].reason == "foreign_set"


# Unmistakable


def record(time: int, serial: str = "SERIAL") -> Any:
    """Return a recording."""
    key = f"CUST#{time}#TYPE#{serial}"
    return read_record({**RECORD, "recordKey": key, "timestamp": time})


@pytest.mark.parametrize(
    ("named", "apart", "other", "is_told"),
    [
        ("{{recording.recordKey}}", 5000, "SERIAL", True),
        ("{{recording.recordKey}}", 0, "OTHER", True),
        # A page may know seconds only, whatever it is sent.
        ("{{recording.recordKey}}", 3, "SERIAL", False),
        ("{{recording.timestamp|seconds}}", 3, "OTHER", False),
        ("{{recording.timestamp|utc:%Y-%m-%d}}", 5000, "OTHER", False),
        ("{{recording.recordKey|part:#:3}}", 90_000_000, "SERIAL", False),
    ],
)
def test_what_could_mean_another_recording(named: str, apart: int, other: str, is_told: bool) -> None:
    """The request for one must be for no other, and no other be of its Echo's second."""
    document = changed("delete_recordings", "first", "answer1", "request", "json", value={"x": named})
    recipe = read_recipes(document).delete_recordings
    assert recipe
    one = record(1634190270000)
    found = unmistakable(recipe, [one], [record(one.time + apart, other)], {})
    assert found == ([one] if is_told else [])


def test_what_a_request_cannot_name() -> None:
    """A recording that lacks what is named is not sent."""
    document = changed("delete_recordings", "first", "answer1", "request", "json", value="{{recording.lacking}}")
    recipe = read_recipes(document).delete_recordings
    assert recipe
    assert what_is_sent(recipe, record(1), {}) is None
    assert unmistakable(recipe, [record(1)], [], {}) == []
