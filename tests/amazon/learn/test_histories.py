"""The lesson of other histories: what it learns of a list, and why it refuses what is not certain."""

from datetime import UTC, datetime
from random import Random
from typing import Any

import orjson
import pytest

from custom_components.alexa_privacy.amazon.learn import (
    LearnError,
    Lesson,
    history_lists,
    learn_exchanges,
    learn_har,
    read_exchange,
)
from custom_components.alexa_privacy.amazon.responses import Request
from tests.amazon.learn.browser import SITE, Browser, Json
from tests.amazon.learn.random_pages.histories import Visit, learn, use, visit_to
from tests.amazon.learn.random_pages.history_server import HOUR, Entry, Server, entries_of
from tests.amazon.learn.random_pages.history_shapes import PLAIN, Shape
from tests.amazon.learn.simulator import NOW, Moment, post

SEED = 12


def taught(seed: int = SEED, **changes: Any) -> Json:
    """Return what a page of a shape teaches of its history."""
    document = learn(visit_to(Shape(**(PLAIN | changes)), Random(seed)))
    found: Json = document["histories"]["sounds"]
    return found


def test_a_listing() -> None:
    """The list, ids, times and the way to the next page are learned, and a deletion as in any lesson."""
    found = taught(window="all", decoys={"expires", "updated", "view id", "position", "group", "devices", "other list"})
    request = {
        "method": "GET",
        "path": "/alexa-privacy/made-up-words/list",
        "query": [["startTime", "{{start}}"], ["endTime", "{{end}}"]],
        "headers": {"anti-csrftoken-a2z": "{{csrf}}"},
    }
    assert found["listing"] == {
        "request": request,
        "more": request | {"query": [*request["query"], ["cursor", "{{page}}"]]},
        "records": "/data/entries",
        "id": "/source/ref/key",
        "time": "/when",
        "unit": "iso",
        "next": {"at": "/paging/nextPage"},
    }
    assert found["delete"]["request"]["json"] == {"id": "{{recording.source.ref.key}}"}


@pytest.mark.parametrize(
    ("changes", "following"),
    [
        ({"decoys": {"absent end"}, "size": 25}, {"at": "/paging/nextPage", "absent": True}),
        ({"paging": "header"}, {"header": "x-next"}),
        ({"paging": "entries", "first": 0}, {"count": "entries"}),
        ({"paging": "pages", "first": 1}, {"count": "pages", "first": 2}),
        ({"paging": "pages", "first": 0, "transport": "json"}, {"count": "pages", "first": 1}),
        ({"paging": "entries", "transport": "path"}, {"count": "entries"}),
    ],
)
def test_paging(changes: Json, following: Json) -> None:
    """What leads to the next page is a value of the answer, or counted; all of it is used to the end."""
    random = Random(SEED)
    visit = visit_to(Shape(**(PLAIN | changes)), random)
    document = learn(visit)
    assert document["histories"]["sounds"]["listing"]["next"] == following
    assert use(visit.server, random, document).outcome == "right"


def test_devices_are_learned_only_if_wanted() -> None:
    """Without counts by device, nothing says where an entry names its device."""
    visit = visit_to(Shape(**PLAIN), Random(SEED))
    assert "device" not in learn(visit)["histories"]["sounds"]["listing"]
    assert learn(visit, by_device=True)["histories"]["sounds"]["listing"]["device"] == "/device/label"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"broken": "no ids"}, "history_no_ids"),
        ({"broken": "half ids"}, "history_no_ids"),
        ({"broken": "new ids"}, "history_ids_change"),
        ({"broken": "clock ahead"}, "history_no_time"),
        ({"broken": "shuffled"}, "history_not_newest"),
        ({"broken": "one page"}, "history_one_page"),
        ({"broken": "repeats"}, "history_repeats"),
        ({"broken": "two lists"}, "history_two_lists"),
        ({"broken": "last days"}, "history_limited"),
        ({"broken": "hours only"}, "history_no_time"),
        ({"broken": "recycle bin"}, "delete_listed_again"),
        ({"extras": {"category": "LIGHT"}}, "history_limited"),
        ({"extras": {"deviceType": "ECHO"}}, "history_limited"),
        ({"extras": {"filterBy": "MISUNDERSTOOD"}}, "history_limited"),
        ({"transport": "json", "extras": {"filters": ["LIGHT"]}}, "history_limited"),
        ({"transport": "graphql", "extras": {"filter": {"field": "room", "value": "UPSTAIRS"}}}, "history_limited"),
        (
            {"transport": "graphql", "extras": {"query": "query { list(filter: {is: LIGHT}) { id } }"}},
            "history_limited",
        ),
        ({"extras": {"filter": '{"is": ["LIGHT"]}'}}, "history_limited"),
        ({"extras": {"includeHidden": "false"}}, "history_limited"),
        ({"extras": {"showAll": "0"}}, "history_limited"),
        ({"transport": "json", "extras": {"withRoutines": False}}, "history_limited"),
        ({"transport": "graphql", "extras": {"archived": False}}, "history_limited"),
        ({"extras": {"isActive": "1"}}, "history_limited"),
        ({"extras": {"location": "UPSTAIRS"}}, "history_limited"),
        ({"extras": {"searchTerm": "LIGHT"}}, "history_limited"),
        ({"extras": {"onlyFavorites": "true"}}, "history_limited"),
        ({"extras": {"from": "now-30d"}}, "history_limited"),
        ({"decoys": {"past", "bucket"}}, "history_times_differ"),
        ({"broken": "session"}, "part_secret"),
        ({"broken": "takes neighbors"}, "delete_to"),
        ({"broken": "does nothing"}, "delete_none_seen"),
        ({"broken": "counter"}, "part_varies"),
        ({"window": "end"}, "part_time"),
        ({"records": ("data", "7f3a9c1b2d4e")}, "part_personal"),
        ({"time": ("Zoe's landing",)}, "part_personal"),
        ({"paging": "last"}, "history_one_page"),
    ],
)
def test_refusals(changes: Json, reason: str) -> None:
    """What is not certain is refused for its own reason."""
    with pytest.raises(LearnError) as caught:
        taught(**changes)
    assert caught.value.reason.startswith(reason)


@pytest.mark.parametrize("extras", [{"filter": {"limit": 20}}, {"filter": "ALL"}, {"searchTerm": ""}, {"only": False}])
def test_what_limits_nothing(extras: Json) -> None:
    """A filter that everything passes is none."""
    visit = visit_to(Shape(**(PLAIN | {"transport": "json", "extras": extras})), Random(SEED))
    assert use(visit.server, Random(SEED), learn(visit)).outcome == "right"


@pytest.mark.parametrize("part", ["last-7-days", "today", "30d"])
def test_an_address_may_limit_a_list(part: str) -> None:
    """As a query may."""
    data = visit_to(Shape(**PLAIN), Random(SEED)).browser.har().replace(b"/list", f"/{part}/list".encode())
    with pytest.raises(LearnError, match="history_limited"):
        learn_har(data, lesson=Lesson.HISTORY, site=SITE, zone=UTC, history="sounds")


def test_a_list_that_shows_the_newest_only() -> None:
    """Where older entries turn up once others are gone, the end that was shown was none."""
    random = Random(SEED)
    visit = Visit(Server(Shape(**(PLAIN | {"broken": "capped"})), entries_of(random, 47, NOW - 500_000)), random)
    visit.load(9)
    for entry in visit.server.entries[2], visit.server.entries[7]:
        visit.delete(entry)
        visit.load(9)
    with pytest.raises(LearnError, match="history_no_end"):
        learn(visit)


def test_no_device(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counts by device need entries that name theirs."""
    render = Server.render

    def without_device(*args: Any) -> Json:
        """Return an entry of nothing in particular."""
        return {name: value for name, value in render(*args).items() if name != "device"}

    monkeypatch.setattr(Server, "render", without_device)
    visit = visit_to(Shape(**PLAIN), Random(SEED))
    assert "listing" in learn(visit)["histories"]["sounds"]
    with pytest.raises(LearnError, match="history_no_device"):
        learn(visit, by_device=True)


@pytest.mark.parametrize("is_one_device", [True, False])
def test_what_a_deletion_names_must_differ(is_one_device: bool) -> None:
    """What two deletions of one device say of it may be any other device's, too."""
    random = Random(SEED)
    server = Server(Shape(**(PLAIN | {"naming": "id device"})), entries_of(random, 31, NOW - 500_000))
    visit = Visit(server, random)
    visit.load(3)
    first = server.entries[1]
    others = (each for each in server.entries[2:8] if first.time - each.time > HOUR)
    for entry in (first, next(each for each in others if (each.device == first.device) == is_one_device)):
        visit.delete(entry)
        visit.load(3)
    if is_one_device:
        with pytest.raises(LearnError, match="delete_no_contrast"):
            learn(visit)
    else:
        assert "{{recording.device.serial}}" in str(learn(visit)["histories"]["sounds"]["delete"])


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("startTime=0&endTime=1795212000000", (0, 1_795_212_000_000)),
        ("from=1795200000000&until=1795212000000", (1_795_200_000_000, 1_795_212_000_000)),
        ("end=1795212000&start=1795200000", (1_795_200_000_000, 1_795_212_000_000)),
        ("min_time=2026-11-20T00:00:00Z&max_time=2026-11-20T12:00:00.500Z", (1_795_132_800_000, 1_795_176_000_500)),
        ("startTime=1795212000000&endTime=1795200000000", None),
        ("startTime=1795200000000&endTime=1795200000000", None),
        ("startTime=1795200000000&endTime=soon", None),
        ("startTime=soon&endTime=1795200000000", None),
        ("startTime=0&endTime=0", None),
        ("from=2026-11-19&to=2026-11-20", None),
        ("startTime=1795200000000", None),
        ("endTime=1795200000000", None),
        ("first=1795200000000&last=1795212000000", None),
    ],
)
def test_windows(query: str, expected: tuple[int, int] | None) -> None:
    """A window is two members that say, exactly to the second, from when and until when."""
    found = history_lists._window(read_exchange("GET", f"{SITE}/alexa-privacy/x?{query}", [], None))
    assert (found and found[:2]) == expected
    if found:
        assert all(place[0] == "query" for place in (found.starts, found.ends))
        assert found.starts != found.ends


def test_a_window_is_said_in_one_place() -> None:
    """Two members that do not stand beside each other are two things."""
    headers = [("content-type", "application/json")]
    for body, is_window in (
        ('{"a": {"from": 1795200000000, "to": 1795212000000}}', True),
        ('{"a": {"from": 1795200000000}, "b": {"to": 1795212000000}}', False),
    ):
        exchange = read_exchange("POST", f"{SITE}/alexa-privacy/x", headers, body)
        assert (history_lists._window(exchange) is not None) == is_window


@pytest.mark.parametrize("unit", ["ms", "s", "iso", "iso offset"])
@pytest.mark.parametrize("moment", ["entry", "request"])
def test_a_day_that_may_be_the_entrys(monkeypatch: pytest.MonkeyPatch, unit: str, moment: str) -> None:
    """As long as both entries are of the day of their deletion, nobody knows which day is meant."""

    def erase(_: Server, entry: Entry, now: Moment) -> Request:
        time = entry.time if moment == "entry" else now.time
        return post("erase", {"id": entry.id, "day": f"{datetime.fromtimestamp(time / 1000, UTC):%Y-%m-%d}"}, {})

    monkeypatch.setattr(Server, "erase", erase)
    with pytest.raises(LearnError, match="part_ambiguous"):
        taught(unit=unit)


def test_nothing_deleted() -> None:
    """A page without a list of entries teaches nothing."""
    browser = Browser(now=NOW)
    browser.get("/alexa-privacy/made-up-words/state", {"state": "on"})
    with pytest.raises(LearnError, match="history_no_list"):
        learn_har(browser.har(), lesson=Lesson.HISTORY, history="sounds", site=SITE)


def test_one_load_only() -> None:
    """As long as nothing was deleted and listed again, that is what is missing."""
    visit = visit_to(Shape(**PLAIN), Random(SEED))
    loads = [at for at, entry in enumerate(visit.browser.entries) if entry["request"]["url"].endswith("/page")]
    visit.browser.entries = visit.browser.entries[: loads[1] - 1]
    with pytest.raises(LearnError, match="delete_none_seen"):
        learn(visit)


def test_a_name_is_needed() -> None:
    """A history has the name that its owner gave it; voice recordings are no other history."""
    exchange = read_exchange("GET", f"{SITE}/alexa-privacy/x", [], None, answer="{}")
    for name in (None, "voice", "Two words"):
        with pytest.raises(ValueError, match="not the name"):
            learn_exchanges([exchange], lesson=Lesson.HISTORY, history=name, site=SITE)


def test_conversations() -> None:
    """The listing of conversations is built in; only their deletion is learned."""
    browser = Browser(now=NOW)
    listing = "/alexa-privacy/apd/rah/alexa-history-records-v2?startTime=0&endTime=1795212000000"
    records = [
        {
            "recordType": "conversation",
            "conversationId": f"amzn1.conversation.{number:04d}ab{number * 7919:06d}",
            "timestamp": NOW - number * 2_700_000,
            "title": f"Made-up talk number {number}",
        }
        for number in range(1, 12)
    ]
    for gone in (None, records[4], records[7]):
        if gone is not None:
            body = f'{{"conversation": "{gone["conversationId"]}"}}'.encode()
            browser.add("POST", "/alexa-privacy/made-up-words/forget", body=body, answer={"ok": True})
        records = [each for each in records if each is not gone]
        answer = {"alexaHistoryRecords": records, "paginationToken": None}
        browser.add("POST", listing, body=b'{"previousRequestToken": null}', answer=answer)
    result = learn_har(browser.har(), lesson=Lesson.HISTORY, history="conversations", site=SITE)
    assert result.gone
    assert not any(key in repr(result) for key in (*result.gone, *result.listed)), "it may be logged"
    assert result.lesson == "conversations"
    [(name, form)] = result.document["histories"].items()
    assert name == "conversations"
    assert form["delete"]["request"]["json"] == {"conversation": "{{recording.conversationId}}"}
    assert "listing" not in form


def test_a_list_that_begins_in_the_page() -> None:
    """What only the page itself holds is asked for by nothing: such a list is never complete."""
    visit = visit_to(Shape(**PLAIN), Random(SEED))
    entry = visit.server.render(visit.server.entries[0], visit.moment, 0)
    visit.browser.page(_page(entry))
    assert "listing" in learn(visit)["histories"]["sounds"]
    visit.browser.page(_page(entry | {"source": {"ref": {"key": "f00d4711"}}}))
    with pytest.raises(LearnError, match="history_two_lists"):
        learn(visit)


def _page(entry: Json) -> str:
    """Return a page that holds an entry itself."""
    return f"<html><script>window.history = {orjson.dumps({'shown': [entry]}).decode()};</script></html>"
