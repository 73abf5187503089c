"""Ways to delete: what a request cannot say exactly, and what nobody listed, is not deleted by it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import pytest

from custom_components.alexa_privacy.amazon.deleters import Deleter, DeletionPlan, recipe_deleters
from custom_components.alexa_privacy.amazon.errors import Refused
from custom_components.alexa_privacy.amazon.history import History, Window
from custom_components.alexa_privacy.amazon.recipes.document import read_recipes
from custom_components.alexa_privacy.amazon.recordings import read_record
from custom_components.alexa_privacy.amazon.session import AmazonSession
from custom_components.alexa_privacy.const import CONF_RECIPES
from tests.amazon_double import Account, AmazonDouble
from tests.amazon_double.greedy import greedy
from tests.amazon_double.records import Shape
from tests.conftest import SetUp, delete
from tests.helpers.session import session

__all__ = ["session"]

NOW = datetime(2026, 11, 18, 12, 0, 0, tzinfo=UTC)
DAYS = {"first": "{{start|local:%Y-%m-%d}}", "last": "{{end|minus:1|local:%Y-%m-%d}}"}
UTTERANCES = {"$each": "recording.voiceHistoryRecordItems", "do": "{{item.utteranceId}}"}


@pytest.fixture
def account(amazon: AmazonDouble, freezer: FrozenDateTimeFactory) -> Account:
    """Give somebody a week of history; it is noon."""
    freezer.move_to(NOW)
    amazon.now = lambda: NOW
    return amazon.add_account(Account.generate(seed=7, size=60, now=NOW, days=7))


def keys(account: Account) -> set[str]:
    """Return what is listed."""
    return {recording.key for recording in account.recordings}


def of_days(account: Account, start: datetime, end: datetime) -> set[str]:
    """Return what is listed of a time range."""
    first, last = start.timestamp() * 1000, end.timestamp() * 1000
    return {recording.key for recording in account.recordings if first <= recording.timestamp < last}


async def test_a_request_for_days_takes_one_day(hass: HomeAssistant, account: Account, set_up: SetUp) -> None:
    """With recordings on the days before and after, exactly what is asked for goes."""
    await hass.config.async_set_time_zone(account.time_zone.key)
    await set_up(account, options={CONF_RECIPES: {"version": 1, "delete_range": greedy(DAYS)}})
    midnight = datetime(2026, 11, 15, tzinfo=account.time_zone)
    before, day = keys(account), of_days(account, midnight, midnight + timedelta(days=1))
    assert day
    receipt = await delete(hass, start=midnight, end=midnight + timedelta(days=1))
    assert (receipt["status"], receipt["verified_gone"]) == ("verified", len(day))
    assert keys(account) == before - day


@pytest.mark.parametrize("newer", [True, False])
async def test_a_request_for_days_takes_nothing_newer(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, newer: bool
) -> None:
    """What was recorded later that day, which no listing has shown yet, is not deleted with what is asked for."""
    await hass.config.async_set_time_zone(account.time_zone.key)
    account.say("good morning", minutes_ago=90)
    await set_up(account, options={CONF_RECIPES: {"version": 1, "delete_range": greedy(DAYS)}})
    midnight = datetime(2026, 11, 18, tzinfo=account.time_zone)
    before, meant = keys(account), of_days(account, midnight, NOW - timedelta(hours=1))
    account.erase(
        [recording for recording in account.recordings if recording.timestamp > (NOW.timestamp() - 3600) * 1000]
    )
    if newer:
        said = account.say("nobody has listed this", minutes_ago=5)
        with pytest.raises(HomeAssistantError) as error:
            await delete(hass, start=midnight, end=NOW - timedelta(hours=1))
        assert error.value.translation_key == "nothing_taught"
        assert keys(account) == {*before, said.key}
        assert amazon.count("delete") == 0
    else:
        receipt = await delete(hass, start=midnight, end=NOW - timedelta(hours=1))
        assert (receipt["status"], receipt["verified_gone"]) == ("verified", len(meant))
        assert keys(account) == before - meant


@pytest.fixture
def deleter(session: AmazonSession) -> Deleter:
    """Return a way to delete by a list of utterances, which not every recording has."""
    recipes: dict[str, Any] = {"version": 1, "delete_recordings": greedy({"utterances": UTTERANCES})}
    [found] = recipe_deleters(session, History(session), read_recipes(recipes))
    return found


async def test_a_request_that_names_nobody_is_never_sent(
    amazon: AmazonDouble, account: Account, deleter: Deleter
) -> None:
    """An empty list could mean all: no such request is made, nor sent where one is asked for."""
    account.recordings[3].shape = Shape.NO_ITEMS
    recordings = [read_record(record) for record in account.records]
    nameless = [each for each in recordings if not each.raw.get("voiceHistoryRecordItems")]
    window = Window(0, int(NOW.timestamp() * 1000))
    named = await deleter.nameable(DeletionPlan(recordings=recordings, stay=[], windows=[window]))
    assert nameless
    assert list(named) == [each for each in recordings if each not in nameless]
    [request] = deleter.requests(nameless[:1])
    with pytest.raises(Refused):
        await request.send()
    assert amazon.count("delete") == 0
    [request] = deleter.requests(named[:1])
    await request.send()
    assert amazon.count("delete") == 1
