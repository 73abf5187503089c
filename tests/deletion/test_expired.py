"""What Amazon deletes itself meanwhile, because it is too old, is gone: no sign of a request that deletes too much."""

from collections.abc import Callable, Collection
from datetime import UTC, datetime, timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.alexa_privacy.const import CONF_RECIPES
from tests.amazon_double import Account, AmazonDouble, Fault
from tests.amazon_double.dialects.list import choice_recipe
from tests.amazon_double.greedy import greedy
from tests.amazon_double.phrases import Phrase
from tests.amazon_double.records import Recording
from tests.conftest import SetUp, delete, poll, problems, state
from tests.helpers.options import go_on, open_step
from tests.helpers.timing import SetTiming

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
EDGE = datetime(2026, 8, 26, 12, tzinfo=UTC)
"""Three months before."""
NAMES = {"until_deleted": "UNTIL_DELETED", "three_months": "THREE_MONTHS", "do_not_save": "DO_NOT_SAVE"}
HOUR = 60 * 60 * 1000
NEARLY = -30 * HOUR
SINCE = {"from": "{{recording.timestamp}}", "to": "{{time}}"}
UNTIL = {"to": "{{recording.timestamp}}"}

type Expire = Callable[[Collection[Recording]], None]


@pytest.fixture
def account(amazon: AmazonDouble, freezer: FrozenDateTimeFactory) -> Account:
    """Give somebody two Echos that recorded something each hour around the edge, and lately."""
    freezer.move_to(NOW)
    account = amazon.add_account(Account.generate(seed=3, devices=2))
    for hour in [*range(-40, 40), *range(24 * 90, 24 * 92)]:
        for place, device in enumerate(account.devices):
            time = ms(EDGE) + hour * HOUR + (2 * place - 1) * 1000
            account.add(Recording(time, account.customer_id, device, Phrase("made up", "OK", "Made up", "MadeUp")))
    account.choices["recording-retention"] = "THREE_MONTHS"
    return account


@pytest.fixture
def recipes(amazon: AmazonDouble) -> dict[str, Any]:
    """Return what was taught: to delete recordings, and how long they are kept."""
    recipes: dict[str, Any] = amazon.dialects["list"].recipes()
    recipes["selects"] = {"recordings_kept": choice_recipe("recording-retention", NAMES)}
    return recipes


@pytest.fixture
def expire(account: Account, monkeypatch: pytest.MonkeyPatch) -> Expire:
    """Return what lets Amazon delete recordings itself, just when it is asked to delete some for the first time."""

    def expire(recordings: Collection[Recording]) -> None:
        real = account.erase

        def erase(asked: Collection[Recording], **kwargs: Any) -> None:
            monkeypatch.setattr(account, "erase", real)
            real([*asked, *recordings], **kwargs)

        monkeypatch.setattr(account, "erase", erase)

    return expire


def ms(moment: datetime) -> int:
    """Return a time (epoch ms)."""
    return int(moment.timestamp() * 1000)


def of_other(account: Account, first: int, end: int) -> list[Recording]:
    """Return what the other Echo recorded from one time to another, relative to the edge."""
    span = range(ms(EDGE) + first, ms(EDGE) + end)
    return [each for each in account.recordings if each.device is account.devices[1] and each.timestamp in span]


async def purge(hass: HomeAssistant, entry: MockConfigEntry, account: Account) -> dict[str, Any]:
    """Delete what the first Echo recorded around the edge."""
    device = next(
        each.device_id
        for serial in [account.devices[0].serial]
        for each in hass.data["entity_registry"].entities.get_entries_for_config_entry_id(entry.entry_id)
        if each.unique_id.endswith(f"{serial}_recordings")
    )
    return await delete(hass, device_id=[device], older_than={"days": 30})


async def test_what_expires_meanwhile_is_gone(
    hass: HomeAssistant, account: Account, set_up: SetUp, recipes: dict[str, Any], expire: Expire
) -> None:
    """Up to the edge, by the second: the rest is deleted and verified, and nothing counts as another's loss."""
    entry = await set_up(account, options={CONF_RECIPES: recipes})
    old = of_other(account, -50 * HOUR, 0)
    assert old
    expire(old)
    receipt = await purge(hass, entry, account)
    assert (receipt["status"], receipt["others_gone"], receipt["verified_gone"]) == ("verified", 0, 80)
    assert account.held == 80 - len(old) + 96
    assert state(hass, "recordings") == str(account.held)
    assert "deleted_too_much" not in problems(hass)
    settings = entry.runtime_data.settings
    assert (settings.retained_since(), settings.retained_since("detected_sounds")) == (ms(EDGE), None)


async def test_what_was_meant_and_expires_is_verified_gone(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, recipes: dict[str, Any], expire: Expire
) -> None:
    """Nothing was asked for these: Amazon deleted them before."""
    entry = await set_up(account, options={CONF_RECIPES: recipes})
    span = range(ms(EDGE) - 50 * HOUR, ms(EDGE))
    expire([each for each in account.recordings if each.timestamp in span])
    receipt = await purge(hass, entry, account)
    assert (receipt["status"], receipt["others_gone"], receipt["verified_gone"]) == ("verified", 0, 80)


@pytest.mark.parametrize(("hours", "younger"), [(1, 1), (3, 3), (40, 40)])
async def test_what_is_younger_is_still_excess(
    hass: HomeAssistant,
    account: Account,
    set_up: SetUp,
    recipes: dict[str, Any],
    expire: Expire,
    hours: int,
    younger: int,
) -> None:
    """One second after the edge is enough; only the younger ones are counted."""
    entry = await set_up(account, options={CONF_RECIPES: recipes})
    expire(of_other(account, -50 * HOUR, hours * HOUR))
    receipt = await purge(hass, entry, account)
    assert (receipt["status"], receipt["error"]) == ("stopped", "deleted_too_much")
    assert receipt["others_gone"] == younger
    assert "deleted_too_much" in problems(hass)


@pytest.mark.parametrize("kept", ["UNTIL_DELETED", "DO_NOT_SAVE", "FIVE_YEARS", "not taught", "unreadable"])
async def test_nothing_expires_by_what_is_not_known(
    hass: HomeAssistant,
    amazon: AmazonDouble,
    account: Account,
    set_up: SetUp,
    recipes: dict[str, Any],
    expire: Expire,
    kept: str,
) -> None:
    """Without a duration that Amazon showed, whatever is gone is excess."""
    if kept == "not taught":
        del recipes["selects"]
    elif kept == "unreadable":
        amazon.fail(Fault.TRUNCATED, "settings_read", times=None)
    else:
        account.choices["recording-retention"] = kept
    entry = await set_up(account, options={CONF_RECIPES: recipes})
    old = of_other(account, -50 * HOUR, 0)
    expire(old)
    receipt = await purge(hass, entry, account)
    assert (receipt["status"], receipt["others_gone"]) == ("stopped", len(old))


@pytest.mark.parametrize(("minutes", "status"), [(24 * 60 + 9, "verified"), (24 * 60 + 11, "stopped")])
async def test_a_reading_has_its_time(
    hass: HomeAssistant,
    account: Account,
    set_up: SetUp,
    recipes: dict[str, Any],
    expire: Expire,
    freezer: FrozenDateTimeFactory,
    timing: SetTiming,
    minutes: int,
    status: str,
) -> None:
    """It holds for a day beyond the polling interval."""
    timing(read_settings_every=1e9)
    entry = await set_up(account, options={CONF_RECIPES: recipes})
    freezer.tick(timedelta(minutes=minutes))
    expire(of_other(account, -50 * HOUR, NEARLY))
    assert (await purge(hass, entry, account))["status"] == status


@pytest.mark.parametrize(("body", "others"), [(SINCE, 96 + 1), (UNTIL, 39)])
async def test_a_request_that_takes_more_is_caught(
    hass: HomeAssistant, account: Account, set_up: SetUp, recipes: dict[str, Any], body: dict[str, str], others: int
) -> None:
    """All younger or older ones go along: what is not too old is counted exactly, also on the day of the edge."""
    recipes["delete_recordings"] = greedy(body)
    entry = await set_up(account, options={CONF_RECIPES: recipes})
    receipt = await purge(hass, entry, account)
    assert (receipt["status"], receipt["others_gone"]) == ("stopped", others)
    assert state(hass, "recordings") == str(account.held)


async def test_whole_days_that_are_too_old_are_no_excess(
    hass: HomeAssistant, account: Account, set_up: SetUp, recipes: dict[str, Any]
) -> None:
    """What was not listed before is known by the counts of its day: only that of the edge is in doubt, and counts."""
    recipes["delete_recordings"] = greedy(UNTIL)
    await set_up(account, options={CONF_RECIPES: recipes})
    start, end = (EDGE + timedelta(hours=hours, minutes=30) for hours in (30, 31))
    day = ms(EDGE.astimezone(dt_util.get_default_time_zone()).replace(hour=0))
    before = [each for each in account.recordings if each.timestamp < ms(start)]
    younger, since_midnight = (sum(each.timestamp >= edge for each in before) for edge in (ms(EDGE), day))
    receipt = await delete(hass, start=start.isoformat(), end=end.isoformat())
    assert receipt["status"] == "stopped"
    assert younger <= receipt["others_gone"] <= since_midnight + 1
    assert since_midnight + 1 < len(before)


@pytest.mark.parametrize(("end", "reason"), [(0, "tested"), (1, None)])
async def test_a_test_beside_the_edge(
    hass: HomeAssistant,
    account: Account,
    set_up: SetUp,
    recipes: dict[str, Any],
    expire: Expire,
    end: int,
    reason: str | None,
) -> None:
    """Neighbors that expire during the test say nothing of the request; younger ones do."""
    account.erase([each for each in account.recordings if each.timestamp > ms(EDGE) + 4 * HOUR])
    entry = await set_up(account, options={CONF_RECIPES: recipes}, proven=False)
    form = await open_step(hass, entry, "test")
    expire(of_other(account, -50 * HOUR, end * HOUR))
    form = await go_on(hass, form, {"recording": "0"})
    assert form.get("reason") == reason
    assert form.get("errors") == (None if reason else {"base": "test_took_others"})


async def test_what_expires_between_polls_is_no_news(
    hass: HomeAssistant, account: Account, set_up: SetUp, recipes: dict[str, Any], timing: SetTiming
) -> None:
    """It is no longer counted once the days are listed again."""
    timing(read_settings_every=-1.0)
    entry = await set_up(account, options={CONF_RECIPES: recipes})
    account.erase(of_other(account, -50 * HOUR, 0))
    await poll(hass, entry)
    assert (await purge(hass, entry, account))["status"] == "verified"
    assert state(hass, "recordings") == str(account.held)
