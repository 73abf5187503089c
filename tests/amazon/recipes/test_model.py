"""Recipes as units: what a request may carry, and what it looks like when sent."""

from contextlib import suppress
import time
from typing import Any

from hypothesis import given, settings, strategies as st
import orjson
import pytest
from yarl import URL

from custom_components.alexa_privacy.amazon.recipes.document import MOST_BYTES, parse_recipes, read_recipes
from custom_components.alexa_privacy.amazon.recipes.request_form import RecipeError
from custom_components.alexa_privacy.amazon.recipes.template import TemplateError, names_every_recording
from custom_components.alexa_privacy.amazon.session import PRIVACY_PAGES
from tests.amazon_double import DIALECTS
from tests.helpers.recipes import read, recipe

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.floats(allow_nan=False) | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=20,
)


# Headers


@pytest.mark.parametrize(
    "name",
    [
        "Cookie",
        "cOOkIE",
        "Authorization",
        "Host",
        "Content-Length",
        "Transfer-Encoding",
        "Connection",
        "Upgrade",
        "TE",
        "Expect",
        "Origin",
        "Referer",
        "User-Agent",
        "Accept-Encoding",
        "Proxy-Authorization",
        "Sec-Fetch-Site",
        "Forwarded",
        "X-Forwarded-Host",
        "X-Original-URL",
        "X-Rewrite-URL",
        "X-HTTP-Method-Override",
        "X-Method-Override",
        "",
        " ",
        "a b",
        "a:b",
        "a\r\nb",
        "a\0",
        "ü",
        ":path",
        "{{csrf}}",
        "x" * 101,
    ],
)
def test_headers_that_are_not_ours(name: str) -> None:
    """Cookies, authorization, what belongs to the connection, what redirects on the way, and what is no header."""
    with pytest.raises(RecipeError) as refused:
        read(headers={name: "a"})
    assert refused.value.reason == "recipe_header"
    assert len(refused.value.where) < 80


@pytest.mark.parametrize("value", ["a\r\nCookie: b", "a\nb", "a\rb", "\0", None, 7, True, ["a"], {}])
def test_header_values_that_break(value: Any) -> None:
    """A header's value is one line of text."""
    with pytest.raises(RecipeError, match="recipe_header"):
        read(headers={"x-a": value})


@pytest.mark.parametrize("value", ["a\r\nCookie: b", "\n", "\0"])
def test_rendered_headers_that_break(value: str) -> None:
    """Nor may a value break it when it is filled in."""
    with pytest.raises(TemplateError):
        read(headers={"x-a": "b{{csrf}}"}).render({"csrf": value})


def test_headers_are_sent() -> None:
    """Those worth keeping are, as they were written; a type is added to a body that has none."""
    request = read(headers={"Anti-CSRFToken-A2Z": "{{csrf}}", "x-a": "b"}, json={"a": 1}).render({"csrf": "t"})
    assert dict(request.headers) == {"Anti-CSRFToken-A2Z": "t", "x-a": "b", "Content-Type": "application/json"}
    request = read(headers={"content-type": "application/x"}, json={"a": 1}).render({})
    assert dict(request.headers) == {"content-type": "application/x"}
    assert dict(read().render({}).headers) == {}


# Query and body


def test_query() -> None:
    """Pairs are encoded as a browser does, repeated names too."""
    request = read(query=[["a", "{{csrf}}"], ["a", "x"], ["n", 7], ["o", {"k": [1]}]])
    assert request.render({"csrf": "1&b=2 #é"}).target == (
        "/alexa-privacy/made-up?a=1%26b%3D2%20%23%C3%A9&a=x&n=7&o=%7B%22k%22%3A%5B1%5D%7D"
    )


@pytest.mark.parametrize(
    ("body", "sent", "content_type"),
    [
        ({"json": {"t": "{{csrf}}", "n": None}}, b'{"t":"a&b","n":null}', "application/json"),
        ({"json": "{{csrf}}"}, b'"a&b"', "application/json"),
        ({"json": None}, b"null", "application/json"),
        ({"form": [["t", "{{csrf}}"], ["t", ""]]}, b"t=a%26b&t=", "application/x-www-form-urlencoded"),
        ({"form": []}, b"", "application/x-www-form-urlencoded"),
        ({"text": "t={{csrf}}"}, b"t=a&b", "text/plain;charset=UTF-8"),
    ],
)
def test_bodies(body: dict[str, Any], sent: bytes, content_type: str) -> None:
    """The three forms of a body."""
    request = read(**body).render({"csrf": "a&b"})
    assert (request.body, dict(request.headers)) == (sent, {"Content-Type": content_type})


def test_pairs_of_several() -> None:
    """A `$each` among pairs stands for several of them."""
    each = {"$each": "recordings", "do": ["key", "{{recording.recordKey}}"]}
    document = {
        "version": 1,
        "delete_recordings": {
            "request": {"method": "POST", "path": "/alexa-privacy/x", "form": [["a", "b"], each], "query": [each]},
            "batch": 2,
        },
    }
    found = read_recipes(document).delete_recordings
    assert found
    assert found.batch == 2
    request = found.request.render({"recordings": [{"recordKey": "1"}, {"recordKey": "2"}]})
    assert request.body == b"a=b&key=1&key=2"
    assert request.target == "/alexa-privacy/x?key=1&key=2"
    with pytest.raises(TemplateError):
        found.request.render({"recordings": [{}]})


def nested(template: Any, times: int, **operation: Any) -> Any:
    """Return a template in an operation in an operation."""
    for _ in range(times):
        template = {name: template if inner is ... else inner for name, inner in operation.items()}
    return template


@pytest.mark.parametrize(
    "body",
    [
        nested("{{recording.recordKey}}", 4, **{"$each": "recordings", "do": ...}),
        {"$each": "recordings", "do": nested("{{recording.a}}", 9, **{"$each": "recording.items", "do": ...})},
        nested(["{{recordings}}", '"'], 25, **{"$json": ...}),
        ["{{recordings}}"] * 3000,
        "{{recordings}} " * 3000,
        {"$each": "recordings", "do": ["{{recording.recordKey}}", "x" * 100_000]},
        {"$each": "recordings", "do": ["{{recording.recordKey}}", *[1] * 2000]},
        {"$each": "recordings", "do": {"k": "{{recording.recordKey}}", "x" * 100_000: 1}},
        {"$join": {"$each": "recordings", "do": "{{recording.recordKey}}"}, "with": "x" * 100_000},
    ],
    ids=range(9),
)
def test_requests_that_grow_beyond_measure(body: Any) -> None:
    """A few lines can ask for a list in a list in a list: that is not sent, and found out in no time."""
    request = {"method": "POST", "path": "/alexa-privacy/x", "json": body}
    found = read_recipes({"version": 1, "delete_recordings": {"request": request, "batch": 1000}}).delete_recordings
    assert found
    recordings = [{"recordKey": f"{number:030}", "items": [1, 2, 3], "a": "b"} for number in range(200)]
    values = {"recordings": recordings, "recording": recordings[0]}
    with pytest.raises(TemplateError, match="too large"):
        found.request.render(values)
    names_every_recording(found.request.parts, values)


@pytest.mark.parametrize(
    "pair",
    [
        ["a"],
        ["a", "b", "c"],
        "ab",
        {"do": ["a", "b"]},
        {"$each": "recordings", "do": "ab"},
        {"$each": "recordings", "do": {"$json": 1}},
        {"$each": "recordings", "flat": True, "do": [["a"]]},
    ],
    ids=str,
)
def test_no_pairs(pair: Any) -> None:
    """What gives no pairs is refused before it is stored."""
    request = {"method": "POST", "path": "/alexa-privacy/x", "json": "{{recordings}}", "query": [pair]}
    with pytest.raises(RecipeError, match="recipe_shape at /delete_recordings/request/query"):
        read_recipes({"version": 1, "delete_recordings": {"request": request}})


def test_missing_value() -> None:
    """A request that lacks a value is not sent."""
    for part in (
        {"path": "/alexa-privacy/{{csrf}}"},
        {"query": [["a", "{{csrf}}"]]},
        {"headers": {"x-a": "{{csrf}}"}},
        {"json": ["{{csrf}}"]},
        {"form": [["a", "{{csrf}}"]]},
        {"text": "{{csrf}}"},
    ):
        with pytest.raises(TemplateError):
            read(**part).render({})


def test_half_a_character() -> None:
    """What no request can carry is not sent; a page's JSON may hold it."""
    for part in (
        {"path": "/alexa-privacy/{{csrf}}"},
        {"query": [["a", "{{csrf}}"]]},
        {"json": ["{{csrf}}"]},
        {"form": [["a", "{{csrf}}"]]},
        {"text": "{{csrf}}"},
    ):
        assert read(**part).render({"csrf": "a"}), part
        with pytest.raises(TemplateError):
            read(**part).render({"csrf": "\ud800"})


def test_time_and_uuid() -> None:
    """A request may carry when it is sent, and a number of its own."""
    bodies = {read(text="{{time}} {{uuid}}").render({}).body for _ in range(2)}
    assert len(bodies) == 2
    (moment, uuid), _ = (body.decode().split() for body in bodies if body)
    assert abs(int(moment) / 1000 - time.time()) < 60
    assert len(uuid) == 36


def test_uses_csrf() -> None:
    """Wherever the token stands, a fresh one is fetched."""
    assert not read().uses("csrf")
    assert not read(json="csrf").uses("csrf")
    for part in (
        {"path": "/alexa-privacy/{{csrf}}"},
        {"query": [["a", "{{csrf}}"]]},
        {"headers": {"x-a": "b {{ csrf|percent }}"}},
        {"json": {"a": [{"b": "{{csrf}}"}]}},
        {"form": [["a", {"$json": {"t": "{{csrf}}"}}]]},
        {"text": "{{csrf}}"},
    ):
        assert read(**part).uses("csrf"), part


# As a whole


@pytest.mark.parametrize("text", ["", " ", "\n\t "])
def test_nothing(text: str) -> None:
    """Nothing was taught."""
    recipes = parse_recipes(text)
    assert (recipes.delete_recordings, recipes.delete_range, recipes.delete_everything) == (None, None, None)
    assert recipes.switches == {}


def test_longest() -> None:
    """A text of just the greatest length is read."""
    text = orjson.dumps(recipe(text="")).decode()
    longest = text.replace('"text":""', '"text":"' + "x" * (MOST_BYTES - len(text)) + '"')
    assert parse_recipes(longest).delete_everything
    with pytest.raises(RecipeError, match="recipe_too_long"):
        parse_recipes(longest + " ")


@given(st.text() | JSON.map(lambda value: orjson.dumps(value).decode()))
@settings(max_examples=200)
def test_any_text(text: str) -> None:
    """Any text is read or refused."""
    with suppress(RecipeError):
        parse_recipes(text)


@given(st.data())
@settings(max_examples=400)
def test_one_place_changed(data: st.DataObject) -> None:
    """Good recipes with anything in any one place are read or refused; what is read is rendered or does not fit."""
    dialect = data.draw(st.sampled_from([*DIALECTS.values()]))
    document = orjson.loads(orjson.dumps(dialect(sessions=None).recipes()))  # type: ignore[arg-type]  # not asked for any
    holder, key = data.draw(st.sampled_from(list(places(document))))
    holder[key] = data.draw(JSON | st.sampled_from(["{{recordings}}", "{{now:/a}}", "{{csrf|part:x:1}}", {"$json": 1}]))
    try:
        recipes = parse_recipes(orjson.dumps(document).decode())
    except RecipeError:
        return
    values = {
        "csrf": "t",
        "recordings": [{"recordKey": "a#b"}],
        "recording": {"recordKey": "a#b"},
        "now": {},
        "value": 1,
    }
    deletes = (recipes.delete_recordings, recipes.delete_range, recipes.delete_everything)
    requests = [found.request for found in deletes if found]
    requests += [request for switch in recipes.switches.values() for request in switch.set.values()]
    for request in requests:
        try:
            target = request.render(values).target
        except TemplateError:
            continue
        assert URL(target, encoded=True).raw_path.startswith(PRIVACY_PAGES)


def places(value: Any) -> Any:
    """Go through every place in a document."""
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in members:
        yield value, key
        yield from places(inner)
