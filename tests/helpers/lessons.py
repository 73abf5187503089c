"""Lessons through the options, as an owner gives them."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.alexa_privacy.amazon.learn import Lesson
from custom_components.alexa_privacy.amazon.recipes.document import SWITCHES, read_recipes
from custom_components.alexa_privacy.amazon.recipes.model import SettingRecipe
from custom_components.alexa_privacy.amazon.recordings import read_record
from custom_components.alexa_privacy.teaching.trial import ENOUGH, Newest, propose
from tests.amazon.learn.browser import TOKEN, Browser, template, values
from tests.amazon.learn.visits import ONE
from tests.amazon_double import Account, AmazonDouble
from tests.amazon_double.dialects.list import choice_recipe
from tests.helpers.options import go_on, open_step, upload


async def show(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    entry: MockConfigEntry,
    lesson: Lesson,
    har: bytes,
    *,
    is_on: bool = True,
) -> dict[str, Any]:
    """Show a HAR file in a lesson, as far as to what was learned; a setting is on at the end unless said otherwise."""
    form = await open_step(hass, entry, "teach", lesson, "har")
    return await hand_in(hass, hass_client, form, lesson, har, is_on=is_on)


async def hand_in(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    form: dict[str, Any],
    lesson: Lesson,
    har: bytes,
    *,
    is_on: bool = True,
) -> dict[str, Any]:
    """Enter a HAR file in the form of a lesson."""
    file = await upload(hass, hass_client, har)
    state = {"is": "on" if is_on else "off"} if lesson in SWITCHES else {}
    return await go_on(hass, form, {"har": file, **state})


def deleting(account: Account, *places: int) -> bytes:
    """Return a file in which recordings were deleted one by one, by their places among the newest."""
    records = list(account.records)
    browser = Browser(now=account.now)
    browser.list(records)
    left = list(records)
    for place in places:
        browser.send(template(ONE).render(values([records[place]])), answer={})
        left.remove(records[place])
        browser.list(left)
    return browser.har()


def switching(amazon: AmazonDouble, account: Account, *, dialect: str = "list", ends_on: bool = True) -> bytes:
    """Return a file in which human review was switched four times."""
    recipe = read_recipes(amazon.dialects[dialect].recipes()).switches["human_review"]
    assert recipe.read
    browser = Browser(now=account.now)
    given = {"csrf": TOKEN, "account": {"customer_id": account.customer_id}}
    on = ends_on

    def load() -> None:
        assert recipe.read
        rows = [{"name": "human-review", "enabled": on}, {"name": "other", "enabled": False}]
        answers = {"list": {"preferences": rows}, "query": {"disabled": not on}, "form": {"reviewByPeople": int(on)}}
        browser.send(recipe.read.request.render(given), answer=answers[dialect])

    load()
    for number in range(4):
        on = not on
        position = "on" if on else "off"
        browser.send(recipe.set[position].render({**given, "value": recipe.values[position]}), answer={})
        for _ in range(4 if number == 1 else 1):
            load()
    return browser.har()


async def teach_named(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    entry: MockConfigEntry,
    setting: str,
    har: bytes,
    state: str = "more_values",
) -> dict[str, Any]:
    """Show a HAR file in the lesson of a setting that the owner names, as far as to what was learned."""
    form = await open_step(hass, entry, "teach", "another_setting")
    form = await go_on(hass, form, {"setting": setting})
    form = await go_on(hass, form, {"next_step_id": "har"})
    assert form["step_id"] == "teach_named_setting", form["errors"]
    return await go_on(hass, form, {"har": await upload(hass, hass_client, har), "is": state})


def choosing(account: Account, name: str, values: Sequence[str | bool]) -> bytes:
    """Return a file in which a setting was set to values one after the other; it has the last one at the beginning."""
    recipe = _choice(name, values)
    assert recipe.read
    browser = Browser(now=account.now)
    given = {"csrf": TOKEN, "account": {"customer_id": account.customer_id}}
    now = values[-1]

    def load() -> None:
        assert recipe.read
        others = {other: value for other, value in account.choices.items() if other != name}
        rows = [{"choice": other, "selected": value} for other, value in ({name: now} | others).items()]
        browser.send(recipe.read.request.render(given), answer={"choices": rows})

    load()
    for number, value in enumerate(values):
        now = value
        browser.send(next(iter(recipe.set.values())).render({**given, "value": value}), answer={"ok": True})
        for _ in range(4 if number == 1 else 1):
            load()
    return browser.har()


RETENTION = (
    "EIGHTEEN_MONTHS",
    "UNTIL_DELETED",
    "THREE_MONTHS",
    "UNTIL_DELETED",
    "DO_NOT_SAVE",
    "UNTIL_DELETED",
    "UNTIL_DELETED",
)
"""How long recordings are kept: each value once, and back to the first each time."""


def _choice(name: str, values: Iterable[str | bool]) -> SettingRecipe:
    """Return the recipe of one of an account's choices."""
    positions = {f"position_{number}": value for number, value in enumerate(dict.fromkeys(values))}
    return read_recipes({"version": 1, "selects": {"any": choice_recipe(name, positions)}}).selects["any"]


def proposed(account: Account) -> list[str]:
    """Return the keys of the recordings that a lesson proposes."""
    newest = [read_record(record) for record in list(account.records)[:ENOUGH]]
    return [recording.key for recording in propose(Newest(newest, 0, account.now), None)]


def span_of(account: Account, first: int, last: int) -> Any:
    """Return a range of minutes that holds some recordings."""
    times = [recording.timestamp for recording in account.recordings]
    return (
        datetime.fromtimestamp(times[last] / 1000, UTC),
        datetime.fromtimestamp(times[first] / 1000, UTC),
    )


def key_of(account: Account, placeholders: dict[str, str]) -> str:
    """Return the key of the recording that a step names."""
    moment = datetime.fromisoformat(placeholders["time"]).timestamp() * 1000
    return next(recording.key for recording in account.recordings if abs(recording.timestamp - moment) < 1)
