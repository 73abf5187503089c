"""Ranges of time, and everything: how a page says them, others are said the same way."""

from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from custom_components.alexa_privacy.amazon.learn.learner import NEITHER
from tests.amazon.learn.browser import Browser, Json, template, values
from tests.amazon.learn.visits import DAY, NOW, RECORDS, ROOT, learn, refusal

RANGES: dict[str, tuple[Any, Any, int]] = {
    "milliseconds": ("{{start}}", "{{end}}", 1),
    "last millisecond": ("{{start}}", "{{end|minus:1}}", 1000),
    "text": ("{{start|text}}", "{{end|text}}", 1),
    "seconds": ("{{start|seconds}}", "{{end|seconds}}", 1000),
    "microseconds": ("{{start|micros}}", "{{end|micros}}", 1),
    "last second": ("{{start|seconds}}", "{{end|minus:1|seconds}}", 60_000),
    "UTC": ("{{start|utc:%Y-%m-%dT%H:%M:%S.%fZ}}", "{{end|utc:%Y-%m-%dT%H:%M:%S.%fZ}}", 1),
    "local": ("{{start|local:%Y-%m-%dT%H:%M:%S%:z}}", "{{end|local:%Y-%m-%dT%H:%M:%S%:z}}", 1000),
    "minutes": ("{{start|local:%Y-%m-%d %H:%M}}", "{{end|local:%Y-%m-%d %H:%M}}", 60_000),
    "days": ("{{start|local:%Y-%m-%d}}", "{{end|minus:1|local:%Y-%m-%d}}", DAY),
    "German days": ("{{start|local:%d.%m.%Y}}", "{{end|minus:1|local:%d.%m.%Y}}", DAY),
}


@pytest.mark.parametrize("layout", ["%Y-%m-%d", "%Y-%m-%dT%H:%M", "%d.%m.%Y", "%Y-%m-%dT%H:%M:%S%z"])
def test_ranges_in_the_zone_of_the_home(layout: str) -> None:
    """Local times are meant in the home's zone, wherever the program runs; in summer and winter."""
    zone = ZoneInfo("Pacific/Auckland")
    start, end = (
        round(datetime(2026, month, day, tzinfo=zone).timestamp() * 1000) for month, day in ((4, 1), (11, 17))
    )
    shift = "" if "H" in layout else "minus:1|"
    said = {"from": f"{{{{start|local:{layout}}}}}", "to": f"{{{{end|{shift}local:{layout}}}}}"}
    form = {"method": "POST", "path": f"{ROOT}/range", "json": said}
    browser = Browser(now=NOW)
    browser.list(RECORDS)
    browser.send(template(form, "delete_range").render(values([], start=start, end=end, zone=zone)))
    browser.list([record for record in RECORDS if not start <= record["timestamp"] < end])
    lesson = learn(browser, zone=zone)
    assert lesson.delete_range == {"request": form}


def test_a_range_of_one_day() -> None:
    """The only day of a range is said twice."""
    said = {"from": "{{start|local:%Y-%m-%d}}", "to": "{{end|minus:1|local:%Y-%m-%d}}"}
    form = {"method": "POST", "path": f"{ROOT}/range", "json": said}
    start = (NOW - 2 * DAY) // DAY * DAY
    browser = Browser(now=NOW)
    browser.list(RECORDS)
    browser.send(template(form, "delete_range").render(values([], start=start, end=start + DAY)))
    browser.list([record for record in RECORDS if not start <= record["timestamp"] < start + DAY])
    assert learn(browser).delete_range == {"request": form}


def in_time(records: list[Json], start: int, end: int) -> list[Json]:
    """Return the recordings of a range."""
    return [record for record in records if start <= record["timestamp"] < end]


@pytest.mark.parametrize("name", RANGES)
@pytest.mark.parametrize("kind", ["json", "form", "query"])
def test_ranges(name: str, kind: str) -> None:
    """However a page says a range, another is said the same way."""
    first, last, unit = RANGES[name]
    pairs = [["from", first], ["to", last], ["token", "{{csrf}}"], ["device", "ALL"]]
    form: Json = {"method": "POST", "path": f"{ROOT}/range", kind: dict(pairs) if kind == "json" else pairs}
    # Not at a round moment of the next larger unit: that could as well be the end of what is counted in.
    start = (NOW - 4 * DAY) // DAY * DAY
    end = (NOW - DAY) // DAY * DAY + (0 if unit >= 1000 else 37_123)
    browser = Browser(now=NOW)
    browser.list(in_time(RECORDS, start, end), start=start, end=end - 1)
    browser.send(template(form, "delete_range").render(values([], start=start, end=end)))
    browser.list([], start=start, end=end - 1)
    lesson = learn(browser)
    assert lesson.delete_range
    assert lesson.delete_recordings is None
    other = {"start": start - 3 * DAY, "end": end - 2 * DAY}
    wanted, found = (template(each, "delete_range") for each in (form, lesson.delete_range["request"]))
    for named in (values([], **other), values([], start=start + unit, end=end - unit)):
        one, two = wanted.render(named), found.render(named)
        assert (one.target, one.body) == (two.target, two.body)


def test_a_range_that_cannot_be_said() -> None:
    """A page that counts in days cannot say half a day: that does not fit."""
    form = {
        "method": "POST",
        "path": f"{ROOT}/range",
        "json": {"a": "{{start|utc:%Y-%m-%d}}", "b": "{{end|utc:%Y-%m-%d}}"},
    }
    request = template(form, "delete_range")
    start = NOW // DAY * DAY
    assert request.fits(values([], start=start, end=start + DAY))
    assert not request.fits(values([], start=start, end=start + DAY + 1000))
    assert not request.fits(values([], start=start + 1, end=start + DAY))


ALL = {"method": "DELETE", "path": f"{ROOT}/recordings", "json": {"which": "ALL", "now": "{{time}}"}}


def emptied(*, window: int) -> Browser:
    """Return a browser in which everything was deleted while some days were shown."""
    browser = Browser(now=NOW)
    chatter = partial(browser.add, "POST", f"{ROOT}/telemetry", body=b'{"event":"shown"}')
    shown = in_time(RECORDS, NOW - window, NOW)
    chatter()
    browser.list(shown, start=NOW - window, end=NOW)
    chatter()
    browser.send(template(ALL, "delete_everything").render(values([], time=browser.now + 2000)))
    chatter()
    browser.list([], start=NOW - window, end=NOW)
    return browser


def test_everything() -> None:
    """What leaves nothing of all time deletes everything."""
    lesson = learn(emptied(window=NOW))
    assert lesson.delete_everything == {"request": ALL}
    assert not lesson.questions


@pytest.mark.parametrize("answer", ["1", NEITHER])
def test_everything_or_what_was_shown(answer: str) -> None:
    """What leaves nothing of some days may have deleted only these: the owner is asked."""
    lesson = learn(emptied(window=3 * DAY))
    [question] = lesson.questions
    assert lesson.delete_everything is None
    assert question.options["1"] == f"DELETE {ROOT}/recordings (json), which: ALL"
    lesson.answer(question.id, answer)
    assert bool(lesson.delete_everything) is (answer == "1")


def test_days_in_words_are_not_everything() -> None:
    """What leaves nothing of some days, and says a year, is no way to delete everything."""
    start, end = NOW - 3 * DAY, NOW
    browser = Browser(now=NOW)
    browser.list(in_time(RECORDS, start, end), start=start, end=end)
    browser.add("POST", f"{ROOT}/range", body=b'{"from": {"day": 17, "month": 11, "year": 2026}, "days": 3}')
    browser.list([], start=start, end=end)
    assert refusal(browser.har()).reason == "har_not_understood"
