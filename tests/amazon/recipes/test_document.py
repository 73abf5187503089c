"""Documents of recipes: what is refused, for which reason, and at which place."""

import json
from typing import Any

import pytest

from custom_components.alexa_privacy.amazon.recipes.document import parse_recipes
from custom_components.alexa_privacy.amazon.recipes.import_rules import objections
from custom_components.alexa_privacy.amazon.recipes.request_form import RecipeError
from tests.amazon_double import DIALECTS
from tests.helpers.recipes import REMOVED, changed

type Change = tuple[str, Any]

RECIPES = DIALECTS["list"](sessions=None).recipes()  # type: ignore[arg-type]  # not asked for any
SET = "/switches/human_review/set"
READ = "/switches/human_review/read"
DELETE = "/delete_recordings/request"


def refused(text: str) -> tuple[str, str]:
    """Return why a text is refused, and where."""
    with pytest.raises(RecipeError) as caught:
        parse_recipes(text)
    return caught.value.reason, caught.value.where


@pytest.mark.parametrize(
    ("change", "reason", "where"),
    [
        (("/version", 2), "recipe_version", "/version"),
        (("/version", "1"), "recipe_version", "/version"),
        (("/version", True), "recipe_version", "/version"),
        (("/version", REMOVED), "recipe_shape", "/version"),
        (("/surprise", 1), "recipe_unknown_key", "/surprise"),
        (("/switches/Night light", {}), "recipe_unknown_key", "/switches/Night light"),
        (("/switches", []), "recipe_shape", "/switches"),
        (("/delete_recordings", []), "recipe_shape", "/delete_recordings"),
        (("/delete_recordings/request", REMOVED), "recipe_shape", "/delete_recordings/request"),
        (("/delete_recordings/surprise", 1), "recipe_unknown_key", "/delete_recordings/surprise"),
        (("/delete_recordings/batch", 0), "recipe_shape", "/delete_recordings/batch"),
        (("/delete_recordings/batch", -1), "recipe_shape", "/delete_recordings/batch"),
        (("/delete_recordings/batch", 1001), "recipe_shape", "/delete_recordings/batch"),
        (("/delete_recordings/batch", "25"), "recipe_shape", "/delete_recordings/batch"),
        (("/delete_recordings/batch", True), "recipe_shape", "/delete_recordings/batch"),
        (("/delete_recordings/batch", 2.5), "recipe_shape", "/delete_recordings/batch"),
        ((f"{DELETE}/json", {"key": "{{recording.recordKey}}"}), "recipe_shape", "/delete_recordings/batch"),
        ((f"{DELETE}/json", {"keys": "all"}), "recipe_placeholder", "/delete_recordings"),
        ((f"{DELETE}/json", {"keys": "{{start}}"}), "recipe_placeholder", f"{DELETE}/json"),
        ((f"{DELETE}/json", {"{{recordings}}": 1}), "recipe_placeholder", f"{DELETE}/json"),
        ((f"{DELETE}/json/keys/do", "{{recording.recordKey"), "recipe_placeholder", f"{DELETE}/json"),
        ((f"{DELETE}/json/keys/do", "{{}}"), "recipe_placeholder", f"{DELETE}/json"),
        ((f"{DELETE}/json/keys/do", "{{item.recordKey}}"), "recipe_placeholder", f"{DELETE}/json"),
        ((f"{DELETE}/json/keys/do", "{{recording.recordKey|rot13}}"), "recipe_placeholder", f"{DELETE}/json"),
        ((f"{DELETE}/json/keys/do", "{{recording.recordKey|part}}"), "recipe_placeholder", f"{DELETE}/json"),
        ((f"{DELETE}/json/keys/$each", "recordings|rot13"), "recipe_placeholder", f"{DELETE}/json"),
        ((f"{DELETE}/json/keys/$each", "passwords"), "recipe_placeholder", f"{DELETE}/json"),
        ((f"{DELETE}/json/keys/$each", 7), "recipe_placeholder", f"{DELETE}/json"),
        ((f"{DELETE}/json/keys/$exec", "ls"), "recipe_placeholder", f"{DELETE}/json"),
        ((f"{DELETE}/form", []), "recipe_shape", DELETE),
        ((f"{DELETE}/surprise", 1), "recipe_unknown_key", f"{DELETE}/surprise"),
        ((f"{DELETE}/url", "https://example.org"), "recipe_unknown_key", f"{DELETE}/url"),
        ((f"{DELETE}/method", "GET"), "recipe_method", f"{DELETE}/method"),
        ((f"{DELETE}/method", "post"), "recipe_method", f"{DELETE}/method"),
        ((f"{DELETE}/method", "CONNECT"), "recipe_method", f"{DELETE}/method"),
        ((f"{DELETE}/method", ["POST"]), "recipe_method", f"{DELETE}/method"),
        ((f"{DELETE}/method", {}), "recipe_method", f"{DELETE}/method"),
        ((f"{DELETE}/method", None), "recipe_method", f"{DELETE}/method"),
        ((f"{DELETE}/path", "/alexa-privacy/../gp/cart"), "recipe_address", f"{DELETE}/path"),
        ((f"{DELETE}/path", "https://example.org/alexa-privacy/"), "recipe_address", f"{DELETE}/path"),
        ((f"{DELETE}/path", "//example.org/alexa-privacy/"), "recipe_address", f"{DELETE}/path"),
        ((f"{DELETE}/path", ["/alexa-privacy/"]), "recipe_address", f"{DELETE}/path"),
        ((f"{DELETE}/path", ["", "gp", "cart"]), "recipe_address", f"{DELETE}/path"),
        ((f"{DELETE}/path", ["", "alexa-privacy", "..", "gp"]), "recipe_address", f"{DELETE}/path"),
        ((f"{DELETE}/path", "/alexa-privacy/{{password}}"), "recipe_placeholder", f"{DELETE}/path"),
        ((f"{DELETE}/query", {"a": "b"}), "recipe_shape", f"{DELETE}/query"),
        ((f"{DELETE}/query", [["a"]]), "recipe_shape", f"{DELETE}/query"),
        ((f"{DELETE}/query", ["ab"]), "recipe_shape", f"{DELETE}/query"),
        ((f"{DELETE}/query", [{"do": ["a", "b"]}]), "recipe_shape", f"{DELETE}/query"),
        ((f"{DELETE}/query", [["a", "{{cookies}}"]]), "recipe_placeholder", f"{DELETE}/query"),
        ((f"{DELETE}/headers", [["a", "b"]]), "recipe_shape", f"{DELETE}/headers"),
        ((f"{DELETE}/headers", {"Cookie": "a=b"}), "recipe_header", f"{DELETE}/headers/Cookie"),
        ((f"{DELETE}/headers", {"x-a": "a\r\nCookie: b"}), "recipe_header", f"{DELETE}/headers/x-a"),
        ((f"{DELETE}/headers", {"x-a": 7}), "recipe_header", f"{DELETE}/headers/x-a"),
        ((f"{DELETE}/headers", {"x-a": "{{password}}"}), "recipe_placeholder", f"{DELETE}/headers/x-a"),
        ((f"{SET}/json", {"name": "n", "enabled": True}), "recipe_placeholder", SET),
        (
            (f"{SET}/json", {"enabled": "{{value}}", "key": "{{recording.recordKey}}"}),
            "recipe_placeholder",
            f"{SET}/json",
        ),
        (("/switches/human_review/values", {"on": True, "off": True}), "recipe_shape", "/switches/human_review/values"),
        (("/switches/human_review/values", {"on": True}), "recipe_shape", "/switches/human_review/values/off"),
        (("/switches/human_review/values", {"on": {}, "off": []}), "recipe_shape", "/switches/human_review/values"),
        (("/switches/human_review/set", REMOVED), "recipe_shape", SET),
        ((f"{READ}/at", "preferences"), "recipe_shape", f"{READ}/at"),
        ((f"{READ}/at", 7), "recipe_shape", f"{READ}/at"),
        ((f"{READ}/inside", {"after": ""}), "recipe_shape", f"{READ}/inside"),
        ((f"{READ}/inside", {"after": 7}), "recipe_shape", f"{READ}/inside"),
        ((f"{READ}/inside", {"after": "a", "escaped": "yes"}), "recipe_shape", f"{READ}/inside"),
        ((f"{READ}/inside", {"before": "x"}), "recipe_unknown_key", f"{READ}/inside/before"),
        ((f"{READ}/inside", []), "recipe_shape", f"{READ}/inside"),
        ((f"{READ}/request/method", "DELETE"), "recipe_method", f"{READ}/request/method"),
        ((f"{READ}/request/path", "/gp/cart"), "recipe_address", f"{READ}/request/path"),
        ((f"{READ}/request/json", {}), "recipe_shape", f"{READ}/request"),
        (
            ("/delete_range", {"request": {"method": "POST", "path": "/alexa-privacy/x"}}),
            "recipe_placeholder",
            "/delete_range",
        ),
        (
            ("/delete_range", {"request": {"method": "POST", "path": "/alexa-privacy/x", "form": [["to", "{{end}}"]]}}),
            "recipe_placeholder",
            "/delete_range",
        ),
        (
            ("/delete_everything", {"request": {"method": "POST", "path": "/alexa-privacy/x"}, "batch": 2}),
            "recipe_unknown_key",
            "/delete_everything/batch",
        ),
        (
            ("/delete_everything", {"request": {"method": "POST", "path": "/alexa-privacy/x", "text": 7}}),
            "recipe_shape",
            "/delete_everything/request/text",
        ),
    ],
    ids=lambda value: f"{value[0]}={value[1]}"[:80] if isinstance(value, tuple) else "",
)
def test_malformed(change: Change, reason: str, where: str) -> None:
    """What is refused is named with its place."""
    assert refused(json.dumps(changed(RECIPES, *change))) == (reason, where)


@pytest.mark.parametrize(
    "change",
    [
        (f"{SET}/json", {"all": "{{now:/preferences}}", "enabled": "{{value}}"}),
        ("/switches/human_review/values", {"on": 1, "off": True}),
    ],
)
def test_well_formed(change: Change) -> None:
    """What is unusual is neither malformed, nor refused from elsewhere."""
    document = changed(RECIPES, *change)
    assert parse_recipes(json.dumps(document)).switches["human_review"]
    assert objections(document) == {}


@pytest.mark.parametrize(
    ("text", "reason", "where"),
    [
        ("{", "recipe_not_json", "/"),
        ("{'version': 1}", "recipe_not_json", "/"),
        ('{"version": 1} trailing', "recipe_not_json", "/"),
        ('{"version": NaN}', "recipe_not_json", "/"),
        ('{"version": 1e999}', "recipe_not_json", "/"),
        ('{"version": ' + "1" * 5000 + "}", "recipe_not_json", "/"),
        ('\ufeff{"version": 1}', "recipe_not_json", "/"),
        ('{"version": 2, "switches": {}, "version": 1}', "recipe_key_twice", "/version"),
        ('{"version": 1, "delete_everything": {"request": {"path": "/a", "path": "/b"}}}', "recipe_key_twice", "/path"),
        ('{"version": "\\ud800"}', "recipe_not_json", "/"),
        ("[" * 5000 + "]" * 5000, "recipe_not_json", "/"),
        ('{"version": ' + "[" * 900 + "]" * 900 + "}", "recipe_version", "/version"),
        ("null", "recipe_shape", "/"),
        ("[]", "recipe_shape", "/"),
        ("7", "recipe_shape", "/"),
        ('"version"', "recipe_shape", "/"),
        ("{}", "recipe_shape", "/version"),
        ('{"version": 1, "' + "x" * 1000 + '": 1}', "recipe_unknown_key", "/" + "x" * 40),
        (" " * 300_000 + "x", "recipe_too_long", "/"),
        ('{"version": 1, "x": "' + "x" * 300_000 + '"}', "recipe_too_long", "/"),
        ('{"log": {"version": "1.2", "entries": []}}', "recipe_unknown_key", "/log"),
        ("curl 'https://www.example.org/'", "recipe_not_json", "/"),
    ],
    ids=range(22),
)
def test_not_recipes_at_all(text: str, reason: str, where: str) -> None:
    """Anything may be pasted."""
    assert refused(text) == (reason, where)


@pytest.mark.parametrize("depth", [40, 900])
def test_too_deep(depth: int) -> None:
    """Nesting is limited far above what any page sends."""
    deep: Any = "{{recordings}}"
    for _ in range(depth):
        deep = [deep]
    assert refused(json.dumps(changed(RECIPES, f"{DELETE}/json", deep))) == ("recipe_placeholder", f"{DELETE}/json")
