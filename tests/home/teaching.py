"""Teaching the account as an owner would: on Amazon's page or with a HAR file of a real browser, then on proof."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from custom_components.alexa_privacy.amazon.recordings import read_record
from custom_components.alexa_privacy.teaching.trial import ENOUGH, Newest, propose
from tests.browser.visit import Visit

from .account import expect_step, import_recipes
from .browser import browse
from .check import SWITCHES, expect, say
from .client import HomeClient, HomeError, wait_until
from .process import TIME_ZONE, AmazonProcess
from .visiting import give_lesson

# All said now: what is deleted of today is counted at the next poll.
FOR_REHEARSALS = ("when does the last train leave for the coast", "how warm will it be on the balcony tonight")
BY_FILE = "message_review"
_FLIPS = 4
_TWO = 2


async def teach(
    home: HomeClient, amazon: AmazonProcess, entry_id: str, dialect: str, chromium: str | None
) -> list[Any]:
    """Teach with a browser, or import the dialect's recipes without one, and test; return the deleted records.

    One lesson is given with a HAR file, the others on Amazon's page within Home Assistant.
    """
    recipes = await amazon.recipes(dialect)
    deleted: list[Any] = []
    if chromium:
        for lesson in (_deletion(recipes), *SWITCHES):
            if lesson == BY_FILE:
                deleted += await _teach_by_file(home, amazon, entry_id, dialect, chromium, lesson)
            else:
                deleted += await _teach_by_visit(home, amazon, entry_id, chromium, lesson)
    else:
        say("No Chromium found: the requests are imported instead of taught from a browser.")
        await _say(amazon)
        form = await import_recipes(home, entry_id, recipes)
        deleted += await _test(home, amazon, form)
    await _wait_for_switches(home)
    return deleted


def _deletion(recipes: Any) -> str:
    """Return which way to delete a page offers."""
    return "delete_recordings" if "delete_recordings" in recipes else "delete_range"


async def _teach_by_visit(
    home: HomeClient, amazon: AmazonProcess, entry_id: str, chromium: str, lesson: str
) -> list[Any]:
    """Give one lesson on Amazon's page within Home Assistant, its test included; return the deleted records."""
    before = await amazon.recordings()
    settings = (await amazon.ask("/state"))["settings"]
    held = [read_record(record) for record in before]
    learned = await give_lesson(home, chromium, entry_id, lesson, await _visit(amazon, lesson), held)
    gone = await _gone(amazon, before)
    expect("visit: each setting is as it was", (await amazon.ask("/state"))["settings"], settings)
    expect(f"visit: what {lesson} and its test took", _is_gone(lesson, len(gone)), wanted=True)
    expect(f"{lesson}: learned on Amazon's page, on a phone", "/alexa-privacy/" in learned, wanted=True)
    return gone


def _is_gone(lesson: str, count: int) -> bool:
    """Return whether a lesson and its test took as many recordings as they should."""
    return count == 0 if lesson in SWITCHES else count > _TWO


async def _teach_by_file(
    home: HomeClient, amazon: AmazonProcess, entry_id: str, dialect: str, chromium: str, lesson: str
) -> list[Any]:
    """Give one lesson with a HAR file, and test what was learned; return the deleted records."""
    before = await amazon.recordings()
    settings = (await amazon.ask("/state"))["settings"]
    # What is listed before the lesson shows which days to count again.
    form = await _choose(home, entry_id, "teach", lesson, "har")
    har = await browse(chromium, amazon, dialect, await _visit(amazon, lesson))
    gone = await _gone(amazon, before)
    expect(f"browser: what {lesson} shows", len(gone) >= _TWO or lesson in SWITCHES, wanted=True)
    expect("browser: each setting is as it was", (await amazon.ask("/state"))["settings"], settings)
    entered = {"har": await home.upload(har, "amazon.har")}
    if lesson in SWITCHES:
        entered["is"] = "on" if settings[lesson] else "off"
    form = await home.continue_flow(form, entered, options=True)
    learned = _without_errors(form, "confirm")["description_placeholders"]["requests"]
    expect(f"{lesson}: learned from a HAR of {len(har) // 1000} kB", "/alexa-privacy/" in learned, wanted=True)
    if lesson not in SWITCHES:
        await _say(amazon)
    return gone + await _test(home, amazon, await home.continue_flow(form, {}, options=True))


async def _visit(amazon: AmazonProcess, lesson: str) -> Visit:
    """Return what a lesson asks for."""
    if lesson in SWITCHES:
        return Visit(flip=[lesson] * _FLIPS, reload=True, time_zone=TIME_ZONE)
    records = sorted(await amazon.recordings(), key=lambda record: -record["timestamp"])
    newest = [read_record(record) for record in records[:ENOUGH]]
    proposed = propose(Newest(newest, 0, records[0]["timestamp"]), ZoneInfo(TIME_ZONE))
    if lesson == "delete_recordings":
        return Visit(delete=[[recording.key] for recording in proposed], reload=True, time_zone=TIME_ZONE)
    moments = [_moment({"timestamp": recording.time}) for recording in proposed]
    spans = [(moment - timedelta(minutes=number + 1), moment) for number, moment in enumerate(moments)]
    return Visit(delete_ranges=spans, reload=True, time_zone=TIME_ZONE)


async def _test(home: HomeClient, amazon: AmazonProcess, form: Any) -> list[Any]:
    """Give all that is asked for as proof; return the deleted records."""
    deleted: list[Any] = []
    while form["type"] == "form":
        if form["step_id"] == "try_setting":
            form = await home.continue_flow(form, {"how": "try"}, options=True)
            continue
        form, gone = await _rehearse(home, amazon, form)
        deleted += gone
    # What was tested is said at the end, instead of that options were saved.
    expect_step(form, "abort" if deleted else "create_entry")
    return deleted


async def _rehearse(home: HomeClient, amazon: AmazonProcess, form: Any) -> tuple[Any, list[Any]]:
    """Give the newest recording as proof; return the next step and what was deleted."""
    before = await amazon.recordings()
    way = _without_errors(form, "test")["description_placeholders"]["way"]
    chosen = form["data_schema"][0]["selector"]["select"]["options"][0]
    form = await home.continue_flow(form, {"recording": chosen["value"]}, options=True)
    gone = await _gone(amazon, before)
    times = [f"{_moment(record):%Y-%m-%d %H:%M:%S}" for record in gone]
    expect(f"rehearsed {way}: one recording gone, all others there", times, [chosen["label"].partition(" · ")[0]])
    return form, gone


async def _say(amazon: AmazonProcess) -> None:
    """Say what may be deleted as proof, one for each way to delete that is rehearsed."""
    for words in FOR_REHEARSALS:
        await amazon.tell("/say", words=words)


async def _choose(home: HomeClient, entry_id: str, *menus: str) -> Any:
    """Open the options and choose from the menus."""
    flow = await home.start_flow(entry_id, options=True)
    for choice in menus:
        flow = await home.continue_flow(expect_step(flow, "menu"), {"next_step_id": choice}, options=True)
    return expect_step(flow, "form")


def _without_errors(form: Any, step_id: str) -> Any:
    """Return the form if it is the one expected and complains about nothing."""
    if form.get("step_id") != step_id or form["errors"]:
        raise HomeError(f"The flow shows {form} where {step_id} is expected")
    return form


async def _gone(amazon: AmazonProcess, before: list[Any]) -> list[Any]:
    """Return which of the records Amazon does not hold any more."""
    held = {record["recordKey"] for record in await amazon.recordings()}
    return [record for record in before if record["recordKey"] not in held]


async def _wait_for_switches(home: HomeClient) -> None:
    """Wait until the account is set up anew with what it learned."""

    async def are_there() -> bool:
        return set(SWITCHES) <= (await home.entities()).keys()

    await wait_until(are_there, within=60, what="the switches")


def _moment(record: Any) -> datetime:
    """Return when a recording was made, in the home's time."""
    return datetime.fromtimestamp(record["timestamp"] / 1000, ZoneInfo(TIME_ZONE))
