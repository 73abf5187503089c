"""Files of requests that others have tested: what is safe is found, and what is hostile or malformed is skipped."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from custom_components.alexa_privacy.amazon.recipes.document import MOST_BYTES
from custom_components.alexa_privacy.amazon.recipes.shared_file import SHAREABLE
from custom_components.alexa_privacy.teaching import sharing
from custom_components.alexa_privacy.teaching.sharing import find_shared
from scripts.check_recipe_files import main
from tests.amazon_double import DIALECTS, AmazonDouble
from tests.amazon_double.hass import offer_shared
from tests.helpers.commands import ROOT
from tests.helpers.documents import DOCUMENTS, blocks
from tests.helpers.shared import MADE_UP, NAME, Place, made_up, place, shared_form
from tests.home.demo import SHARED

__all__ = ["place"]

README = "custom_components/alexa_privacy/shared_requests/README.md"


def test_what_is_shipped_is_as_its_page_says(recipes: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    """Every file in the folder may be shared, as the one of the stand-in; the example of the page is one, too."""
    assert main([str(sharing.FOLDER), str(MADE_UP)]) == 0, capsys.readouterr().out
    assert NAME in capsys.readouterr().out
    assert made_up() == shared_form(recipes, "delete_recordings")
    assert "check_recipe_files custom_components/alexa_privacy/shared_requests" in (ROOT / "scripts/lint").read_text()


def test_the_demo_offers_what_the_stand_in_ships(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its folder is put in the place of the integration's."""
    monkeypatch.setattr(sharing, "FOLDER", sharing.FOLDER)
    offer_shared(SHARED)
    assert find_shared("amazon.de", "delete_recordings")


def test_the_example_of_the_readme_is_taken(place: Place) -> None:
    """What a contributor copies is found."""
    (example,) = blocks("json", DOCUMENTS[README])
    place(json.loads(example))
    assert find_shared("amazon.de", "delete_recordings")


@pytest.mark.parametrize("dialect", sorted(DIALECTS))
def test_what_is_safe_is_found(amazon: AmazonDouble, place: Place, dialect: str) -> None:
    """On its own site only; what reads by POST is for one's own lesson."""
    recipes = amazon.dialects[dialect].recipes()
    lessons = [lesson for lesson in SHAREABLE if lesson in {**recipes, **recipes["switches"]}]
    assert lessons
    for lesson in lessons:
        form = shared_form(recipes, lesson)
        place(form)
        found = find_shared("amazon.de", lesson)
        read = recipes["switches"].get(lesson, {}).get("read")
        if read and read["request"]["method"] == "POST":
            assert found is None
        else:
            assert found
            assert (found.site, found.lesson, found.tested) == ("amazon.de", lesson, form["tested"])
            assert found.document == form["requests"]
        assert find_shared("amazon.com", lesson) is None


REQUEST = ("requests", "delete_recordings", "request")


@pytest.mark.parametrize(
    ("where", "value"),
    [
        (("site",), "amazon.evil.example"),
        (("site",), "http://www.amazon.de"),
        (("site",), "amazon.de:8443"),
        (("site",), "mia@amazon.de"),
        (("site",), "xn--mazon-3ve.de"),
        (("site",), "\u0430mazon.de"),
        (("site",), "amazon.com"),
        (("site",), ["amazon.de"]),
        (("lesson",), "delete_range"),
        (("lesson",), "delete_everything"),
        (("lesson",), "../delete_recordings"),
        (("origin",), "https://www.amazon.de"),
        (("tested",), []),
        (("tested",), [{"by": "made-up"}]),
        (("tested",), [{**made_up()["tested"][0], "by": "[here](https://evil.example)"}]),
        (("tested",), [{**made_up()["tested"][0], "by": "made-up\n"}]),
        (("tested",), [{**made_up()["tested"][0], "on": "2026-13-01"}]),
        (("tested",), [{**made_up()["tested"][0], "mail": "mia@example.org"}]),
        (("tested",), [made_up()["tested"][0]] * 51),
        (("requests",), {"version": 1}),
        (("requests", "version"), 2),
        (("requests", "site"), "https://evil.example"),
        (("requests", "delete_range"), made_up()["requests"]["delete_recordings"]),
        ((*REQUEST, "host"), "evil.example"),
        ((*REQUEST, "method"), "GET"),
        ((*REQUEST, "path"), "https://evil.example/alexa-privacy/made-up/delete"),
        ((*REQUEST, "path"), "http://www.amazon.de/alexa-privacy/made-up/delete"),
        ((*REQUEST, "path"), "//evil.example/alexa-privacy/made-up/delete"),
        ((*REQUEST, "path"), ":8443/alexa-privacy/made-up/delete"),
        ((*REQUEST, "path"), "@evil.example/alexa-privacy/made-up/delete"),
        ((*REQUEST, "path"), "/alexa-privacy/../gp/delete"),
        ((*REQUEST, "path"), "/alexa-privacy/%2e%2e/gp/delete"),
        ((*REQUEST, "path"), "/alexa-privacy\\..\\gp"),
        ((*REQUEST, "headers"), {"Host": "evil.example"}),
        ((*REQUEST, "headers"), {"X-Forwarded-Host": "evil.example"}),
        ((*REQUEST, "headers"), {"Cookie": "session-token=made-up"}),
        ((*REQUEST, "headers"), {"x-made-up": "mia@example.org"}),
        ((*REQUEST, "json", "customer"), "A1MADEUPCUSTOMER"),
        ((*REQUEST, "json", "serial"), "G0123456789ABCDEF"),
        ((*REQUEST, "json", "since"), 1634190270481),
        ((*REQUEST, "json", "token"), "gABCdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJ=="),
        ((*REQUEST, "json", "whose"), "{{recording:/people/[mail=mia@example.org]/id?}}"),
    ],
)
def test_hostile_files_are_skipped(
    place: Place,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
    where: tuple[str, ...],
    value: Any,
) -> None:
    """Neither the integration takes them, nor the check before they are merged; what they say is not in the log."""
    form = made_up()
    inner = form
    for step in where[:-1]:
        inner = inner[step]
    inner[where[-1]] = value
    path = place(form, NAME)
    assert find_shared("amazon.de", "delete_recordings") is None
    assert f"Shared request {NAME} is not used" in caplog.text
    assert "mia@" not in caplog.text
    assert main([str(path.parent)]) == 1
    assert "refused" in capsys.readouterr().out


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"null",
        b"[]",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"requests": ' * 900 + b"1" + b"}" * 900,
        json.dumps(made_up()).replace('"site"', '"site": "amazon.com", "site"').encode(),
        json.dumps(made_up()).replace('"POST"', '"POST", "method": "PUT"').encode(),
        json.dumps({**made_up(), "tested": made_up()["tested"] * 9000}).encode(),
        json.dumps(made_up()["requests"]).encode(),
    ],
    ids=lambda data: f"{len(data)} bytes",
)
def test_what_is_no_such_file_is_skipped(place: Place, caplog: pytest.LogCaptureFixture, data: bytes) -> None:
    """Malformed, too long, with a key twice, or the plain requests."""
    path = place(data, NAME)
    assert find_shared("amazon.de", "delete_recordings") is None
    assert f"{NAME} is not used" in caplog.text
    assert main([str(path.parent)]) == 1


def test_a_file_is_read_no_further_than_it_may_be_long(place: Place, caplog: pytest.LogCaptureFixture) -> None:
    """A file that never seems to end does not fill the memory."""
    path = place(b"", NAME)
    os.truncate(path, 1024**4)
    assert find_shared("amazon.de", "delete_recordings") is None
    assert "too_long" in caplog.text
    assert path.stat().st_size > MOST_BYTES


def test_links_lead_nowhere(place: Place, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A link to a good file elsewhere is not followed, nor is anything that is no file."""
    elsewhere = tmp_path / NAME
    elsewhere.write_text(json.dumps(made_up()))
    link = place(b"", "other.json").with_name(NAME)
    link.symlink_to(elsewhere)
    assert find_shared("amazon.de", "delete_recordings") is None
    assert "shared_link" in caplog.text
    link.unlink()
    os.mkfifo(link)
    assert find_shared("amazon.de", "delete_recordings") is None
    assert main([str(link)]) == 1


def test_of_two_files_for_one_thing_one_is_refused(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    """A file has the name of its site and lesson; the other one is never looked at."""
    place(made_up())
    other = made_up()
    other[REQUEST[0]][REQUEST[1]]["batch"] = 1
    folder = place(other, "amazon.de-delete_recordings-2.json").parent
    found = find_shared("amazon.de", "delete_recordings")
    assert found
    assert found.document == made_up()["requests"]
    assert main([str(folder)]) == 1
    assert "shared_name" in capsys.readouterr().out
