"""What pages hold: tokens, JSON, and the text that leads to it."""

from typing import Any

import orjson
import pytest

from custom_components.alexa_privacy.amazon.learn import read_exchange
from custom_components.alexa_privacy.amazon.learn.page_json import attributes, find_tokens, json_inside, text_before
from tests.amazon.learn.browser import SITE

META = '<meta name="csrf-token" content="meta/0123456789">'
FIELD = '<input type="hidden" name="csrf" value="field/0123456789">'


def head(inner: str) -> str:
    """Return a page."""
    return f"<html><head>{inner}</head><body></body></html>"


@pytest.mark.parametrize(
    ("path", "answer", "headers", "tokens"),
    [
        ("x", head(META), {}, {"meta/0123456789"}),
        ("x", head(FIELD), {}, {"field/0123456789"}),
        ("x", head(FIELD.replace("csrf", "form.xsrf-token")), {}, {"field/0123456789"}),
        ("x", head(META + FIELD), {}, {"meta/0123456789"}),
        ("x", head(FIELD.replace("hidden", "text")), {}, set()),
        ("x", head(FIELD.replace("csrf", "csrf").replace("0123456789", "")), {}, set()),
        ("x", head('<meta name="csrf-token" content="short">'), {}, set()),
        ("x", head('<meta name="csrf-token">' + META), {}, {"meta/0123456789"}),
        ("csrf-token", '{"token": "json/0123456789", "ttl": 60}', {}, {"json/0123456789"}),
        ("csrf-token/", '"bare/0123456789"', {}, {"bare/0123456789"}),
        ("csrf-token", " plain/0123456789\n", {}, {"plain/0123456789"}),
        ("csrf-token", "[5]", {}, set()),
        ("x", "", {"anti-csrftoken-a2z": "header/0123456789"}, {"header/0123456789"}),
        ("x", head(FIELD), {"anti-csrftoken-a2z": "header/0123456789"}, {"header/0123456789"}),
    ],
)
def test_tokens(path: str, answer: str, headers: dict[str, str], tokens: set[str]) -> None:
    """A session can fetch those of a page's head, of the address for them, and of the usual header; else of a form."""
    exchange = read_exchange("GET", f"{SITE}/alexa-privacy/{path}", headers.items(), None, answer=answer)
    assert find_tokens([exchange]) == tokens


def test_tokens_of_other_pages() -> None:
    """What is no page of the privacy pages gives none."""
    assert not find_tokens([read_exchange("GET", f"{SITE}/other/csrf-token", [], None, answer='"bare/0123456789"')])


STATE: dict[str, Any] = {"settings": [{"name": "review", "on": True}]}
TEXT = orjson.dumps(STATE).decode()


@pytest.mark.parametrize(
    ("page", "document"),
    [
        (f"<script>{TEXT}</script>", STATE),
        (f'<script type="application/json">\n {TEXT}</script>', STATE),
        (f"<script>window.state = {TEXT};</script>", STATE),
        (f"<script>start({TEXT})</script>", STATE),
        (f"<script>window.state = {orjson.dumps(TEXT).decode()};</script>", TEXT),
        (f'<div data-state="{TEXT.replace(chr(34), "&quot;")}"></div>', STATE),
        (f"<div data-state='{TEXT.replace(chr(34), '&#34;')}'></div>", STATE),
    ],
)
def test_json(page: str, document: Any) -> None:
    """A page's own data stands in a script as it is, as a text there, or in an attribute."""
    (found,) = json_inside(f"<html>{page}</html>")
    assert found.document == document
    text = f"<html>{page}</html>"[found.start :]
    assert text.startswith(("&quot;", "&#34;", '"', "{")) or found.escaped
    assert found.escaped == ("data-state" in page)


@pytest.mark.parametrize(
    "page", ["", "<script>x = {}</script>", "<script>x = {a: 1}</script>", "<script>x = [</script>"]
)
def test_no_json(page: str) -> None:
    """What holds nothing, or is no JSON, is passed over."""
    assert not [*json_inside(page)]


def test_several() -> None:
    """Each is found once: what lies within another is no other."""
    page = f"<script>a = {TEXT}; b = {TEXT}; c = {{}}; d = [{TEXT}]</script>"
    assert [each.document for each in json_inside(page)] == [STATE, STATE, [STATE]]
    assert [page[each.start : each.start + 1] for each in json_inside(page)] == ["{", "{", "["]


def test_attributes() -> None:
    """Attributes that hold data are read as texts."""
    page = '<input value="on"><i data-of-it="x y"><meta content="off"><b class="c" value="a&amp;b">'
    found = [*attributes(page)]
    assert [each.document for each in found] == ["on", "x y", "off"]
    assert [page[each.start :][:4] for each in found] == ['"on"', '"x y', '"off']


def test_what_leads_to_a_place() -> None:
    """It is the shortest text that begins with a word, stands nowhere before, and that all versions of a page have."""
    page = 'window.one = {"a": 1}; window.two = {"a": 1}'
    start = page.rindex("{")
    assert text_before(page, start, []) == "1}; window.two = "
    assert text_before(page, page.index("{"), [page]) == "window.one = "
    assert text_before(page, start, [page.replace("two", "three")]) is None
    again = f"x = {{}}; {page} and window.two = {{}}"
    assert text_before(again, again.rindex("{"), []) == "and window.two = "
