"""Where a learned request may go: nowhere but below the privacy pages of its own site."""

from unicodedata import normalize
from urllib.parse import quote, unquote, unquote_to_bytes

from hypothesis import assume, example, given, strategies as st
import pytest
from yarl import URL

from custom_components.alexa_privacy.amazon.recipes.paths import check_path
from custom_components.alexa_privacy.amazon.recipes.request_form import RecipeError
from custom_components.alexa_privacy.amazon.recipes.template import TemplateError
from custom_components.alexa_privacy.amazon.session import PRIVACY_PAGES
from tests.helpers.recipes import read

SITE = URL("https://www.amazon.de")
PIECES = [
    *("alexa-privacy", "/", "//", "\\", ".", "..", "%", "25", "2e", "2E", "2f", "5c", ";", "?", "#", "@", ":"),
    *("%c0%ae", "%e0%80%af", "%ef%bc%8e", "\uff0e", "\uff0f", "\u2025", "\u2215", "\uff05", "%u002e"),
]
PATHS = st.lists(st.sampled_from([*PIECES, "https:", "www.example.org", " ", "\t", "\n", "\0", "\x7f", "é", "a"])).map(
    "".join
)


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
        "/alexa-privacy/%c0%ae%c0%ae/gp/cart",
        "/alexa-privacy/%C0%AE%C0%AE%C0%AFgp/cart",
        "/alexa-privacy/.%c0%2e/gp/cart",
        "/alexa-privacy/%e0%80%ae%e0%80%ae/gp/cart",
        "/alexa-privacy/%f0%80%80%ae%f0%80%80%ae/gp/cart",
        "/alexa-privacy/%25c0%25ae%25c0%25ae/gp/cart",
        "/alexa-privacy/%fc%80%80%80%80%ae/gp/cart",
        "/alexa-privacy/a%c0%afb",
        "/alexa-privacy/%ff",
        "/alexa-privacy/%ed%a0%80",
        "/alexa-privacy/%u002e%u002e/gp/cart",
        "/alexa-privacy/%25u002e%25u002e/gp/cart",
        "/alexa-privacy/%25uff0e%25uff0e/gp/cart",
        "/alexa-privacy/%",
        "/alexa-privacy/%2",
        "/alexa-privacy/%zz",
        "/alexa-privacy/\uff0e\uff0e/gp/cart",
        "/alexa-privacy/.\uff0e/gp/cart",
        "/alexa-privacy/%ef%bc%8e%ef%bc%8e/gp/cart",
        "/alexa-privacy/%25ef%25bc%258e./gp/cart",
        "/alexa-privacy/\uff0e\uff0e\uff0fgp/cart",
        "/alexa-privacy/..\uff0fgp/cart",
        "/alexa-privacy/..\u2215gp/cart",
        "/alexa-privacy/..\uff3cgp/cart",
        "/alexa-privacy/..\uff1ba=b/gp/cart",
        "/alexa-privacy/\uff05\uff12\uff45./gp/cart",
        "/alexa-privacy/\u2024\u2024/gp/cart",
        "/alexa-privacy/\u2025/gp/cart",
        "/alexa-privacy/\ufe52\ufe52/gp/cart",
        "/alexa-privacy/\u3002\uff61/gp/cart",
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
        pytest.param("/alexa-privacy/%" + "25" * 100_000, id="encoded times and again"),
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
        ("/alexa-privacy/%E2%80%A6x/\uff21", "/alexa-privacy/%E2%80%A6x/%EF%BC%A1"),
        ("/alexa-privacy/{{account.customer_id}}", "/alexa-privacy/A%231%2F2%3F3%204"),
        ("/alexa-privacy/{{ account.domain }}/{{csrf}}", "/alexa-privacy/de/t%25k"),
    ],
)
def test_paths_that_stay(path: str, target: str) -> None:
    """What a page may well send is sent as it is; what a placeholder gives is one segment."""
    values = {"account": {"customer_id": "A#1/2?3 4", "domain": "de"}, "csrf": "t%k"}
    assert read(path=path).render(values).target == target


@pytest.mark.parametrize(
    "value",
    [
        *("..", ".", "%2e%2e", "..;a", "..\\..", "../..", "..%2f..", "\n", "\0", "a\r\nb", "%00"),
        *("%c0%ae%c0%ae", "\uff0e\uff0e", "\u2025", "%ef%bc%8e.", "%u002e%u002e", "..\u2215gp", "%ff"),
    ],
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
        # A server as lenient as can be: it reads overlong forms, and takes what looks like a dot for one.
        octets = unquote_to_bytes(path)
        for overlong in (b"\xc0", b"\xe0\x80", b"\xf0\x80\x80"):
            octets = octets.replace(overlong + b"\xae", b".").replace(overlong + b"\xaf", b"/")
        path = normalize("NFKC", octets.decode("utf-8", "replace"))
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
