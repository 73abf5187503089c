"""Deleting recordings that are named one by one, however far apart in time they lie."""

from datetime import UTC, date, datetime
from itertools import pairwise
from time import time

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.alexa_privacy.amazon import clock
from custom_components.alexa_privacy.amazon.recordings import Recording, read_record
from custom_components.alexa_privacy.const import CONF_RECIPES
from custom_components.alexa_privacy.counts.ledger import Ledger
from custom_components.alexa_privacy.deletion.models import DeletionEvent, Phase, Progress
from custom_components.alexa_privacy.deletion.scope import Scope
from tests.amazon_double import Account, AmazonDouble, Fault
from tests.conftest import SetUp, state
from tests.helpers.jobs import receipts, restart
from tests.helpers.waiting import until

DAY = 24 * 60 * 60 * 1000
YEAR = 365 * DAY


def listed(account: Account) -> list[Recording]:
    """Return what the stand-in lists, newest first."""
    return [read_record(record) for record in account.records]


def ids(recordings: list[Recording]) -> set[str]:
    """Return the ids of recordings."""
    return {recording.id for recording in recordings}


def far_apart(account: Account) -> list[Recording]:
    """Return two recordings that lie three years apart."""
    newest, *older = listed(account)[40:]
    return [newest, next(each for each in older if each.time < newest.time - 3 * YEAR)]


def check_counts(hass: HomeAssistant, entry: MockConfigEntry, account: Account) -> None:
    """Compare the ledger with what the stand-in holds."""
    fresh = Ledger(entry.runtime_data.store.voice.ledger.zone)
    fresh.count_days(date.min, date.max, listed(account))
    fresh.complete = True
    assert entry.runtime_data.store.voice.ledger.by_day()() == fresh.by_day()()
    assert state(hass, "recordings") == str(account.held)


@pytest.fixture
def account(amazon: AmazonDouble) -> Account:
    """Give somebody an account with more than three years of history."""
    return amazon.add_account(Account.generate(seed=7, size=4000, now=datetime.now(UTC), days=1300))


async def test_ticks_three_years_apart(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, entry: MockConfigEntry
) -> None:
    """What lies between them is neither listed nor deleted, whether planning or verifying."""
    before, ticked = listed(account), ids(far_apart(account))
    rounds: list[tuple[Phase, int]] = []

    def note(event: DeletionEvent) -> None:
        """Note how many requests it took to come here."""
        if isinstance(event, Progress):
            rounds.append((event.phase, amazon.count("v2") + amazon.count("v1")))

    purges = entry.runtime_data.deletions
    preview = await purges.preview(Scope(ids=frozenset(ticked)))
    assert (preview.matched, preview.preview["requests"]) == (2, 3)
    amazon.clear_log()
    unsubscribe = purges.subscribe(note)
    receipt = await purges.run(Scope(ids=frozenset(ticked)))
    unsubscribe()
    assert (receipt.status, receipt.matched, receipt.verified_gone) == ("verified", 2, 2)
    assert ids(listed(account)) == ids(before) - ticked
    planned = max(requests for phase, requests in rounds if phase is Phase.LISTING)
    assert planned <= 6
    assert amazon.count("v2") + amazon.count("v1") - planned <= 6
    check_counts(hass, entry, account)


@pytest.fixture
def thin(amazon: AmazonDouble) -> Account:
    """Give somebody an account that records little."""
    return amazon.add_account(Account.generate(seed=5, size=90, now=datetime.now(UTC), days=1300))


@pytest.mark.parametrize(("kind", "after"), [("v2", 0), ("v2", 1), ("delete", 0), ("v2", 2), ("v2", 3)])
@pytest.mark.parametrize("fault", [Fault.SILENT, Fault.SLOW])
async def test_an_interruption(
    hass: HomeAssistant, amazon: AmazonDouble, thin: Account, set_up: SetUp, kind: str, after: int, fault: Fault
) -> None:
    """Wherever it is interrupted, it goes on with the same recordings and the same days."""
    entry = await set_up(thin)
    before, ticked = listed(thin), ids(listed(thin)[10:60:49])
    amazon.clear_log()
    amazon.fail(fault, kind, after=after, seconds=3600)
    await entry.runtime_data.deletions.start(Scope(ids=frozenset(ticked)))
    await until(lambda: amazon.count(kind) > after)
    amazon.heal()
    await restart(hass, entry)
    [receipt] = receipts(entry)
    assert (receipt.status, receipt.matched, receipt.verified_gone) == ("verified", 2, 2)
    assert ids(listed(thin)) == ids(before) - ticked
    check_counts(hass, entry, thin)


async def test_many_ticks_in_a_thin_history(
    hass: HomeAssistant, amazon: AmazonDouble, thin: Account, set_up: SetUp
) -> None:
    """Where nothing is known to lie between, it is listed in one go, for that costs less."""
    entry = await set_up(thin)
    before, ticked = listed(thin), listed(thin)[10:70]
    amazon.clear_log()
    receipt = await entry.runtime_data.deletions.run(Scope(ids=frozenset(ids(ticked))))
    assert (receipt.status, receipt.verified_gone) == ("verified", 60)
    assert ids(listed(thin)) == ids(before) - ids(ticked)
    assert amazon.count("v2") <= 10
    check_counts(hass, entry, thin)


async def test_what_is_left_is_listed_again(
    hass: HomeAssistant, amazon: AmazonDouble, thin: Account, set_up: SetUp
) -> None:
    """Where Amazon takes half, the receipt names what is still listed, and the next purge takes it."""
    entry = await set_up(thin)
    ticked = ids(listed(thin)[10:90:20])
    amazon.fail(Fault.HALF, "delete")
    amazon.fail(Fault.IGNORED, "delete", times=None)
    receipt = await entry.runtime_data.deletions.run(Scope(ids=frozenset(ticked)))
    assert (receipt.status, receipt.verified_gone, receipt.still_listed) == ("partial", 1, 3)
    assert len(ids(listed(thin)) & ticked) == 3
    check_counts(hass, entry, thin)
    amazon.heal()
    receipt = await entry.runtime_data.deletions.run(Scope(ids=frozenset(ticked)))
    assert (receipt.status, receipt.matched, receipt.verified_gone) == ("verified", 3, 3)
    check_counts(hass, entry, thin)


async def test_a_listing_that_breaks_between_two_windows(
    hass: HomeAssistant, amazon: AmazonDouble, thin: Account, set_up: SetUp
) -> None:
    """An empty listing of one of the windows does not make its recording gone."""
    entry = await set_up(thin)
    amazon.withdrawn.add("v1")
    held, ticked = thin.held, frozenset(ids(listed(thin)[10:60:49]))
    amazon.fail(Fault.NULL_LIST, "v2", after=1, times=None)
    with pytest.raises(HomeAssistantError) as error:
        await entry.runtime_data.deletions.run(Scope(ids=ticked))
    assert error.value.translation_key == "listing_incomplete"
    assert thin.held == held


@pytest.mark.parametrize("counted", [True, False])
async def test_a_request_for_a_range(
    hass: HomeAssistant, amazon: AmazonDouble, thin: Account, set_up: SetUp, counted: bool
) -> None:
    """It serves two recordings with nothing in between, and no others; whether older days are counted or not."""
    recipes = amazon.dialects["path"].recipes()
    del recipes["delete_recordings"], recipes["delete_everything"]
    entry = await set_up(thin, options={CONF_RECIPES: recipes})
    entry.runtime_data.store.voice.ledger.complete = counted
    purges, held = entry.runtime_data.deletions, thin.held
    recordings = listed(thin)
    far = [newer.time - older.time > DAY for newer, older in pairwise(recordings)]
    at = next(place for place, gaps in enumerate(pairwise(far)) if all(gaps))
    with pytest.raises(HomeAssistantError) as error:
        await purges.run(Scope(ids=frozenset(ids(recordings[at : at + 3 : 2]))))
    assert (error.value.translation_key, thin.held) == ("nothing_taught", held)
    neighbors = recordings[at : at + 2]
    receipt = await purges.run(Scope(ids=frozenset(ids(neighbors))))
    assert (receipt.status, receipt.verified_gone) == ("verified", 2)
    assert not ids(listed(thin)) & ids(neighbors)


async def test_a_clock_that_is_slow(
    hass: HomeAssistant, amazon: AmazonDouble, thin: Account, set_up: SetUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What cannot have been recorded yet is looked for all the same, and not called gone while it is there."""
    entry = await set_up(thin)
    monkeypatch.setattr(clock, "time", lambda: time() - 900 * 24 * 60 * 60)
    amazon.fail(Fault.IGNORED, "delete", times=None)
    receipt = await entry.runtime_data.deletions.run(Scope(ids=frozenset(ids(listed(thin)[:1]))))
    assert (receipt.status, receipt.matched, receipt.still_listed) == ("failed", 1, 1)


async def test_the_newest_alone_is_not_everything(
    hass: HomeAssistant, amazon: AmazonDouble, thin: Account, set_up: SetUp
) -> None:
    """Where older days are not counted yet, nothing is listed besides it: the request for everything is not sent."""
    recipes = amazon.dialects["path"].recipes()
    del recipes["delete_recordings"], recipes["delete_range"]
    entry = await set_up(thin, options={CONF_RECIPES: recipes})
    entry.runtime_data.store.voice.ledger.complete = False
    held = thin.held
    with pytest.raises(HomeAssistantError) as error:
        await entry.runtime_data.deletions.run(Scope(ids=frozenset(ids(listed(thin)[:1]))))
    assert (error.value.translation_key, thin.held, amazon.count("delete")) == ("nothing_taught", held, 0)


async def test_another_echo_at_the_same_moment(entry: MockConfigEntry, account: Account, amazon: AmazonDouble) -> None:
    """What one Echo recorded is gone, though another one's recording of that millisecond is there and stays."""
    recordings = listed(account)
    one, other = next(
        (one, other) for one, other in pairwise(recordings) if one.time == other.time and one.echo != other.echo
    )
    receipt = await entry.runtime_data.deletions.run(Scope(ids=frozenset({one.id})))
    assert (receipt.status.value, receipt.verified_gone, receipt.others_gone) == ("verified", 1, 0)
    assert other.key in {each.key for each in listed(account)}
    assert len(account.records) == len(recordings) - 1
