"""Teaching the account as an owner would: by a HAR file from a real browser, then on one recording as proof."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from tests.browser.visit import Visit

from .account import expect_step, import_recipes
from .browser import browse
from .check import SWITCHES, expect, say
from .client import HomeClient, HomeError, wait_until
from .process import TIME_ZONE, AmazonProcess

# All said now: what is deleted of today is counted at the next poll.
FOR_BROWSER = "put grandmother's medicine on my list"
FOR_REHEARSALS = ("when does the last train leave for the coast", "how warm will it be on the balcony tonight")


async def teach(
    home: HomeClient, amazon: AmazonProcess, entry_id: str, dialect: str, chromium: str | None
) -> list[Any]:
    """Teach with a browser, or import the dialect's recipes without one, and rehearse; return the deleted records."""
    recipes = await amazon.recipes(dialect)
    deleted: list[Any] = []
    if chromium:
        way = "delete_recordings" if "delete_recordings" in recipes else "delete_range"
        har, deleted = await _browse(chromium, amazon, dialect, way)
        await _say(amazon)
        form = await _hand_in(home, amazon, entry_id, har, way)
    else:
        say("No Chromium found: the requests are imported instead of taught from a browser.")
        await _say(amazon)
        form = await import_recipes(home, entry_id, recipes)
    while form["type"] == "form":
        if form["step_id"] == "try_setting":
            form = await home.continue_flow(form, {"how": "try"}, options=True)
            continue
        form, gone = await _rehearse(home, amazon, form)
        deleted += gone
    expect_step(form, "create_entry")
    await _wait_for_switches(home)
    return deleted


async def _browse(chromium: str, amazon: AmazonProcess, dialect: str, way: str) -> tuple[bytes, list[Any]]:
    """Delete a recording and flip all switches in the browser; return the HAR file and what was deleted."""
    key = (await amazon.tell("/say", words=FOR_BROWSER))["recordKey"]
    before = await amazon.recordings()
    settings = (await amazon.ask("/state"))["settings"]
    spoken = next(_moment(record) for record in before if record["recordKey"] == key)
    visit = Visit(
        delete=[[key]] if way == "delete_recordings" else (),
        delete_range=(spoken, spoken) if way == "delete_range" else None,
        flip=[name for name in SWITCHES for _ in ("there", "back")],
        look_again=True,
        time_zone=TIME_ZONE,
    )
    har = await browse(chromium, amazon, dialect, visit)
    gone = await _gone(amazon, before)
    expect("browser: the recording is gone", key in {record["recordKey"] for record in gone}, wanted=True)
    expect("browser: all switches flipped there and back", (await amazon.ask("/state"))["settings"], settings)
    return har, gone


async def _hand_in(home: HomeClient, amazon: AmazonProcess, entry_id: str, har: bytes, way: str) -> Any:
    """Upload the HAR file, see what was learned and say which switch is which; return the next form."""
    form = await _choose(home, entry_id, "teach", "teach_har")
    form = await home.continue_flow(form, {"har": await home.upload(har, "amazon.har")}, options=True)
    found = _without_errors(form, "confirm")["description_placeholders"]
    learned = [name for name, mark in found.items() if mark == "✓"] + [f"{found['switches']} switches"]
    expect(f"taught from a HAR of {len(har) // 1000} kB", learned, [way, f"{len(SWITCHES)} switches"])
    settings = (await amazon.ask("/state"))["settings"]
    answers: dict[str, Any] = {}
    # They are shown in the order in which they were flipped.
    for number, name in enumerate(SWITCHES, 1):
        answers |= {f"switch_{number}": name, f"switch_{number}_on": "on" if settings[name] else "off"}
    return await home.continue_flow(form, answers, options=True)


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
