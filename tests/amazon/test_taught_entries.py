"""What stands in another history's list is read, or refused as an answer of another form: never a crash of the poll."""

from typing import Any

import orjson
import pytest

from custom_components.alexa_privacy.amazon.errors import BadResponse, EndUnknown, ListingEndless, ListingIncomplete
from custom_components.alexa_privacy.amazon.history import Page, read_listing
from custom_components.alexa_privacy.amazon.recipes.document import read_recipes
from custom_components.alexa_privacy.amazon.recipes.model import ListingRecipe, TimeUnit
from custom_components.alexa_privacy.amazon.responses import Response
from custom_components.alexa_privacy.amazon.taught_history import (
    MOST_PAGES,
    TaughtHistory,
    _Place,
    moment_of,
    read_entry,
)

_PATH = "/alexa-privacy/apd/x"
_NOW = 1_780_000_000_000


def _recipe(**parts: Any) -> ListingRecipe:
    """Return the recipe of a listing."""
    listing = {"request": {"method": "GET", "path": _PATH}, "records": "/entries", "unit": "ms", **parts}
    delete = {"request": {"method": "DELETE", "path": f"{_PATH}/{{{{recording.id}}}}"}}
    recipe = read_recipes({"version": 1, "histories": {"x": {"listing": listing, "delete": delete}}}).histories["x"]
    assert recipe.listing
    return recipe.listing


def test_entries_that_are_lists() -> None:
    """An entry that is no object has no parts that a deletion could name."""
    with pytest.raises(BadResponse):
        read_entry(_recipe(id="/0", time="/1"), ["abc", 1_780_000_000_000])


@pytest.mark.parametrize("moment", [1e300, 10**17, "9" * 18])
def test_times_beyond_all_calendars(moment: object) -> None:
    """They are no times."""
    with pytest.raises(BadResponse):
        read_entry(_recipe(id="/id", time="/time"), {"id": "abc", "time": moment})


@pytest.mark.parametrize(
    "answer",
    [
        {"data": {"entries": None}, "errors": [{"message": "upstream timed out"}]},
        {"data": {"entries": [], "error": {"code": 503}}},
        {"data": {"entries": [{"id": "abc", "time": 1_780_000_000_000}]}, "errors": [{"path": ["data"]}]},
        {"success": False, "data": {"entries": []}},
        {"data": {"entries": None}, "errorMessage": "try again"},
    ],
)
def test_an_answer_that_names_an_error(answer: Any) -> None:
    """What it lists is not all there is, whatever its status says: an error is never an empty history."""
    with pytest.raises(BadResponse, match="names an error"):
        _read_page(answer)
    data = {"alexaHistoryRecords": answer["data"]["entries"], **answer, **answer["data"]}
    with pytest.raises(BadResponse, match="names an error"):
        read_listing(data, "alexaHistoryRecords", "paginationToken")


@pytest.mark.parametrize("said", [{}, {"errors": []}, {"errors": None, "success": True}, {"error": ""}])
def test_an_answer_that_names_no_error(said: Any) -> None:
    """It is a history, which may be empty."""
    assert not _read_page({"data": {"entries": []}, **said}).recordings


def _read_page(answer: Any) -> Page:
    """Return the page of an answer."""
    history = TaughtHistory(None, _recipe(records="/data/entries", id="/id", time="/time"))  # type: ignore[arg-type]  # reads without asking
    return history._read(None, Response(200, "application/json", b"", json=answer))


def test_half_a_character_leads_nowhere() -> None:
    """A header is bytes; what is no text names no page."""
    more = {"method": "GET", "path": _PATH, "query": [["page", "{{page}}"]]}
    recipe = _recipe(id="/id", time="/time", more=more, next={"header": "x-next"})
    listed = {"entries": [{"id": "abc", "time": 1_780_000_000_000}]}
    answer = Response(200, "application/json", b"", json=listed, headers={"x-next": "\udcff"})
    with pytest.raises(BadResponse, match="half a character"):
        TaughtHistory(None, recipe)._read(None, answer)  # type: ignore[arg-type]  # reads without asking


_MORE = {"method": "GET", "path": _PATH, "query": [["page", "{{page}}"]]}


def _read(answer: Any, place: _Place | None = None, headers: dict[str, str] | None = None, **parts: Any) -> Any:
    """Return how many entries an answer lists, and what comes next; the first recipe's next page stands in `next`."""
    recipe = _recipe(**({"id": "/id", "time": "/time", "more": _MORE, "next": {"at": "/next"}} | parts))
    response = Response(200, "application/json", b"", json=answer, headers=headers or {})
    page = TaughtHistory(None, recipe)._read(place, response)  # type: ignore[arg-type]  # reads without asking
    return page.size, page.token and orjson.loads(page.token)


def _entries(*times: int) -> list[dict[str, Any]]:
    """Return entries of some times, as many milliseconds ago."""
    return [{"id": f"id-{time}", "time": _NOW - time} for time in times]


_FIRST = _Place("a", 1, 2, _NOW - 2, "id-2")


@pytest.mark.parametrize("answer", [{}, {"paging": None}, {"paging": {}}, {"paging": {"next": None}}])
def test_an_end_that_is_absent(answer: dict[str, Any]) -> None:
    """Only where it was learned so, an answer that names no next page is the last one."""
    following = {"at": "/paging/next", "absent": True}
    assert _read({"entries": _entries(1), **answer}, next=following) == (1, None)


@pytest.mark.parametrize(
    ("answer", "place", "expected"),
    [
        ({"entries": _entries(1, 2), "next": "b"}, None, (2, ["b", 1, 2, _NOW - 2, "id-2"])),
        ({"entries": _entries(3, 4), "next": "c"}, _FIRST, (2, ["c", 2, 4, _NOW - 4, "id-4"])),
        ({"entries": _entries(2), "next": "c"}, _FIRST, (1, ["c", 2, 3, _NOW - 2, "id-2"])),
        ({"entries": [], "next": "c"}, _FIRST, (0, ["c", 2, 2, _NOW - 2, "id-2"])),
        ({"entries": None, "next": 7}, None, (0, [7, 1, 0, None, None])),
        ({"entries": _entries(1), "next": None}, None, (1, None)),
        ({"entries": _entries(1), "next": ""}, None, (1, None)),
        ({"entries": _entries(1), "next": False}, None, (1, None)),
        ({"entries": _entries(1)}, None, EndUnknown),
        ({"entries": []}, None, (0, None)),
        ({"entries": None, "paging": {}}, None, (0, None)),
        ({"entries": _entries(1, 1)}, None, ListingIncomplete),
        ({"entries": _entries(2, 1)}, None, ListingIncomplete),
        ({"entries": _entries(1), "next": "c"}, _FIRST, ListingIncomplete),
        ({"entries": _entries(2, 3)[::-1], "next": "c"}, _FIRST._replace(oldest=None), ListingIncomplete),
        (
            {"entries": [{"id": "x", "time": _NOW - 2}, {"id": "id-2", "time": _NOW - 2}], "next": "c"},
            _FIRST,
            ListingEndless,
        ),
        ({"entries": _entries(3), "next": "c"}, _FIRST._replace(number=MOST_PAGES), ListingEndless),
        (
            {"entries": _entries(3), "next": "c"},
            _FIRST._replace(number=MOST_PAGES - 1),
            (1, ["c", MOST_PAGES, 3, _NOW - 3, "id-3"]),
        ),
        ({"entries": _entries(3), "next": {"a": 1}}, _FIRST, BadResponse),
        ({"entries": _entries(3), "next": "x" * 7001}, _FIRST, BadResponse),
        ({"entries": {"id": "x"}}, None, BadResponse),
        ({"other": []}, None, BadResponse),
        ([], None, BadResponse),
    ],
)
def test_pages(answer: Any, place: _Place | None, expected: Any) -> None:
    """Each page goes on with what is older, and to an end; anything else is no complete list."""
    if isinstance(expected, type):
        with pytest.raises(expected):
            _read(answer, place)
    else:
        assert _read(answer, place) == expected


@pytest.mark.parametrize(
    ("following", "headers", "place", "value"),
    [
        ({"header": "X-Next"}, {"x-next": "b"}, None, "b"),
        ({"header": "X-Next"}, {}, None, None),
        ({"count": "entries"}, {}, None, 2),
        ({"count": "entries"}, {}, _FIRST._replace(last="id-9", oldest=None), 4),
        ({"count": "pages", "first": 2}, {}, None, 2),
        ({"count": "pages", "first": 1}, {}, None, 1),
        ({"count": "pages", "first": 1}, {}, _FIRST._replace(last="id-9", oldest=None), 2),
    ],
)
def test_the_next_page(following: Any, headers: dict[str, str], place: _Place | None, value: Any) -> None:
    """It is named by a header, or counted, until a page is empty."""
    found = _read({"entries": _entries(1, 2)}, place, headers, next=following)
    assert (found[1] and found[1][0]) == value
    if "count" in following:
        assert _read({"entries": []}, place, headers, next=following) == (0, None)


def test_one_page_only() -> None:
    """Where no further page was taught, there is none."""
    listing = {"id": "/id", "time": "/time"}
    page = TaughtHistory(None, _recipe(**listing))._read(  # type: ignore[arg-type]  # reads without asking
        None, Response(200, "application/json", b"", json={"entries": _entries(1), "next": "b"})
    )
    assert page.token is None


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (_NOW, "ms", _NOW),
        (str(_NOW), "ms", _NOW),
        (_NOW + 0.9, "ms", _NOW),
        (_NOW // 1000, "s", _NOW),
        (str(_NOW // 1000), "s", _NOW),
        (_NOW / 1000 + 0.25, "s", _NOW + 250),
        ("2026-05-28T20:26:40Z", "iso", _NOW),
        ("2026-05-28T20:26:40.250+00:00", "iso", _NOW + 250),
        ("2026-05-28T22:26:40+02:00", "iso", _NOW),
        ("2026-05-28T20:26:40", "iso", None),
        ("soon", "iso", None),
        (_NOW, "iso", None),
        ("soon", "ms", None),
        (None, "s", None),
        (True, "ms", None),
    ],
)
def test_times(value: Any, unit: str, expected: int | None) -> None:
    """A time says its zone, or counts."""
    assert moment_of(value, TimeUnit(unit)) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ({"id": "a", "time": _NOW}, ("a", _NOW, None)),
        ({"id": 7, "time": _NOW, "device": " Made-up \n name "}, ("7", _NOW, "Made-up name")),
        ({"id": "x" * 1000, "time": 1_414_800_000_000}, ("x" * 1000, 1_414_800_000_000, None)),
        ({"id": "a", "time": 253_402_000_000_000, "device": 5}, ("a", 253_402_000_000_000, None)),
        ({"id": "a", "time": 1_414_799_999_999}, None),
        ({"id": "a", "time": 253_402_000_000_001}, None),
        ({"id": "x" * 1001, "time": _NOW}, None),
        ({"id": "", "time": _NOW}, None),
        ({"id": True, "time": _NOW}, None),
        ({"id": None, "time": _NOW}, None),
        ({"time": _NOW}, None),
        ({"id": "a"}, None),
        ("a", None),
    ],
)
def test_entries(raw: Any, expected: tuple[str, int, str | None] | None) -> None:
    """An entry has an id and a time of the years in which there is an Alexa, and perhaps a device."""
    recipe = _recipe(id="/id", time="/time", device="/device")
    if expected is None:
        with pytest.raises(BadResponse):
            read_entry(recipe, raw)
    else:
        found = read_entry(recipe, raw)
        name = found.echo.name if found.echo else None
        assert (found.key, found.time, name) == expected
        assert found.echo is None or found.echo.serial == name
        assert found.raw is raw
