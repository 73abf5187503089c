"""Recipes as units: where a request may go, what it may carry, and what it looks like when sent."""

from contextlib import suppress
import time
from typing import Any
from urllib.parse import quote, unquote

from hypothesis import assume, example, given, settings, strategies as st
import orjson
import pytest
from yarl import URL

from custom_components.alexa_privacy.amazon.recipes import (
    MOST_BYTES,
    RecipeError,
    RequestTemplate,
    check_path,
    parse_recipes,
    read_recipes,
)
from custom_components.alexa_privacy.amazon.session import PRIVACY_PAGES
from custom_components.alexa_privacy.amazon.templates import TemplateError
from tests.amazon_double import DIALECTS

SITE = URL("https://www.amazon.de")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.floats(allow_nan=False) | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=20,
)
PIECES = ["alexa-privacy", "/", "//", "\\", ".", "..", "%", "25", "2e", "2E", "2f", "5c", ";", "?", "#", "@", ":"]
PATHS = st.lists(st.sampled_from([*PIECES, "https:", "www.example.org", " ", "\t", "\n", "\0", "\x7f", "é", "a"])).map(
    "".join
)


@pytest.fixture(autouse=True)
def _found_by_home_assistant() -> None:
    """Run without Home Assistant: nothing here knows it."""


def recipe(**request: Any) -> dict[str, Any]:
    """Return recipes with one request to delete everything."""
    made = {"method": "POST", "path": "/alexa-privacy/made-up"} | request
    return {"version": 1, "delete_everything": {"request": made}}


def read(**request: Any) -> RequestTemplate:
    """Read one request."""
    found = read_recipes(recipe(**request)).delete_everything
    assert found
    return found.request


# Where a request may go


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        "alexa-privacy/x",
        "/alexa-privacy",
        "/alexa-privacyx/y",
        "/Alexa-Privacy/x",
        "/gp/cart",
        "//example.org/alexa-privacy/x",
        "/alexa-privacy//example.org",
        "https://www.amazon.de/alexa-privacy/x",
        "http://example.org/alexa-privacy/x",
        "javascript:alert(1)",
        "/\\example.org/alexa-privacy/",
        "/alexa-privacy/..",
        "/alexa-privacy/../gp/cart",
        "/alexa-privacy/a/../../gp/cart",
        "/alexa-privacy/./x",
        "/alexa-privacy/%2e%2e/gp/cart",
        "/alexa-privacy/%2E%2E%2Fgp/cart",
        "/alexa-privacy/.%2e/gp/cart",
        "/alexa-privacy/%252e%252e/gp/cart",
        "/alexa-privacy/%25252e%25252e/gp/cart",
        "/alexa-privacy/%2525252525252e%2525252525252e/gp/cart",
        "/alexa-privacy/..%2fgp/cart",
        "/alexa-privacy/..%252fgp/cart",
        "/alexa-privacy/..%5cgp",
        "/alexa-privacy/..\\gp",
        "/alexa-privacy/..;/gp/cart",
        "/alexa-privacy/..;a=b/gp/cart",
        "/alexa-privacy/%2e%2e%3b/gp/cart",
        "/alexa-privacy/..%20/gp",
        "/alexa-privacy/..%00/gp",
        "/alexa-privacy/%00",
        "/alexa-privacy/%0d%0aHost:%20example.org",
        "/alexa-privacy/x?a=b",
        "/alexa-privacy/x#a",
        "/alexa-privacy/x y",
        "/alexa-privacy/x\n",
        "/alexa-privacy/x\r\nHost: example.org",
        "/alexa-privacy/x\x00",
        "/alexa-privacy/x\x7f",
        "/alexa-privacy/x\u2028",
        " /alexa-privacy/x",
        "@example.org/alexa-privacy/x",
        ":443/alexa-privacy/x",
        "{{account.domain}}/alexa-privacy/x",
        "/{{account.domain}}/alexa-privacy/x",
        "/alexa-privacy/{{csrf}}/../../gp/cart",
        "/alexa-privacy/..{{csrf}}/../gp/cart",
    ],
)
def test_paths_that_lead_away(path: str) -> None:
    """Whatever could leave the privacy pages is refused before it is stored."""
    with pytest.raises(RecipeError) as refused:
        read(path=path)
    assert (refused.value.reason, refused.value.where) == ("recipe_address", "/delete_everything/request/path")


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/alexa-privacy/", "/alexa-privacy/"),
        ("/alexa-privacy/a/b.c/..d/e..", "/alexa-privacy/a/b.c/..d/e.."),
        ("/alexa-privacy/a@b:c;d=e", "/alexa-privacy/a@b:c;d=e"),
        ("/alexa-privacy/a%2Fb%23", "/alexa-privacy/a%2Fb%23"),
        ("/alexa-privacy/ü", "/alexa-privacy/%C3%BC"),
        ("/alexa-privacy/{{account.customer_id}}", "/alexa-privacy/A%231%2F2%3F3%204"),
        ("/alexa-privacy/{{ account.domain }}/{{csrf}}", "/alexa-privacy/de/t%25k"),
    ],
)
def test_paths_that_stay(path: str, target: str) -> None:
    """What a page may well send is sent as it is; what a placeholder gives is one segment."""
    values = {"account": {"customer_id": "A#1/2?3 4", "domain": "de"}, "csrf": "t%k"}
    assert read(path=path).render(values).target == target


@pytest.mark.parametrize(
    "value", ["..", ".", "%2e%2e", "..;a", "..\\..", "../..", "..%2f..", "\n", "\0", "a\r\nb", "%00"]
)
@pytest.mark.parametrize(
    "path", ["/alexa-privacy/{{csrf}}", "/alexa-privacy/{{csrf}}/gp", "/alexa-privacy/{{csrf|percent}}"]
)
def test_values_that_lead_away(path: str, value: str) -> None:
    """A value that turns into a way out of the privacy pages is not sent."""
    request = read(path=path)
    with pytest.raises(TemplateError):
        request.render({"csrf": value})


@given(PATHS, PATHS)
@example("/alexa-privacy/{{csrf}}{{csrf}}", ".")
@example("/alexa-privacy/.{{csrf}}", ".")
@example("/alexa-privacy/%2{{csrf}}", "e%2e")
def test_no_path_leaves(path: str, value: str) -> None:
    """However a path is put together: what is sent stays below the privacy pages of the same site."""
    try:
        request = read(path="/alexa-privacy/" + path)
        target = request.render({"csrf": value}).target
    except RecipeError, TemplateError:
        return
    stays(target)


@given(PATHS, PATHS)
def test_no_value_leaves(before: str, value: str) -> None:
    """However a value is put together, and whatever stands before it."""
    try:
        target = read(path=f"/alexa-privacy/{before}{{{{csrf}}}}/x").render({"csrf": value}).target
    except RecipeError, TemplateError:
        return
    stays(target)


def stays(target: str) -> None:
    """Check a target as a client resolves it and as a server that decodes too often reads it."""
    url = SITE.join(URL(target, encoded=True))
    assert url.origin() == SITE
    assert (url.raw_query_string, url.raw_fragment, url.user) == ("", "", None)
    assert url.raw_path.startswith(PRIVACY_PAGES)
    assert target.isascii()
    assert target.isprintable()
    assert " " not in target
    path = url.raw_path
    for _ in range(20):
        path = unquote(path)
    depth = 0
    for segment in path.replace("\\", "/").split("/")[2:]:
        name = segment.partition(";")[0].strip()
        depth += {"..": -1, ".": 0, "": 0}.get(name, 1)
        assert depth >= 0, "it climbs out"


@given(st.text(alphabet="ab%/.;-_~é#? ", max_size=20))
def test_values_arrive(value: str) -> None:
    """A value that is sent in a path arrives unchanged, as one segment."""
    assume(".." not in value and value.strip() not in {".", ""} and "%" not in value and ";" not in value)
    try:
        target = read(path="/alexa-privacy/x{{csrf}}x").render({"csrf": value}).target
    except TemplateError:
        assume(False)
        raise
    assert unquote(target.removeprefix("/alexa-privacy/")) == f"x{value}x"
    assert target.count("/") == 2


def test_check_path_as_it_is() -> None:
    """The check itself, on a path without placeholders."""
    check_path("/alexa-privacy/x")
    with pytest.raises(TemplateError, match="leaves"):
        check_path("/alexa-privacy/" + quote(quote("..")) + "/..")


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
        assert not read(**part).fits({"csrf": "\ud800"}), part
        assert read(**part).fits({"csrf": "a"}), part


def test_time_and_uuid() -> None:
    """A request may carry when it is sent, and a number of its own."""
    bodies = {read(text="{{time}} {{uuid}}").render({}).body for _ in range(2)}
    assert len(bodies) == 2
    (moment, uuid), _ = (body.decode().split() for body in bodies if body)
    assert abs(int(moment) / 1000 - time.time()) < 60
    assert len(uuid) == 36


def test_uses_csrf() -> None:
    """Wherever the token stands, a fresh one is fetched."""
    assert not read().uses_csrf
    assert not read(json="csrf").uses_csrf
    for part in (
        {"path": "/alexa-privacy/{{csrf}}"},
        {"query": [["a", "{{csrf}}"]]},
        {"headers": {"x-a": "b {{ csrf|percent }}"}},
        {"json": {"a": [{"b": "{{csrf}}"}]}},
        {"form": [["a", {"$json": {"t": "{{csrf}}"}}]]},
        {"text": "{{csrf}}"},
    ):
        assert read(**part).uses_csrf, part


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
    requests = [found.request for found in deletes if found] + [switch.set for switch in recipes.switches.values()]
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
