"""Requests that were learned wrongly: the first one that takes others along is the last, and the receipt says so."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import issue_registry as ir
import pytest

from custom_components.alexa_privacy.const import CONF_RECIPES, DOMAIN
from tests.amazon_double import Account, AmazonDouble, Fault
from tests.amazon_double.greedy import greedy
from tests.amazon_double.records import Recording, Shape
from tests.conftest import SetUp, delete, state
from tests.helpers.jobs import receipts, restart
from tests.helpers.options import go_on, open_step
from tests.helpers.waiting import until

DAY = 24 * 60 * 60 * 1000
AT = "{{recording.timestamp}}"
SERIAL = "{{recording.recordKey|part:#:3}}"
UTTERANCE = "{{recording.voiceHistoryRecordItems.0.utteranceId}}"
WRONG: dict[str, dict[str, Any]] = {
    "since": {"from": AT, "to": "{{time}}"},
    "until": {"to": AT},
    "of its Echo since": {"from": AT, "device": SERIAL},
    "of its Echo": {"at": AT, "device": SERIAL},
    "its day": {"from": AT, "around": DAY},
    "its second": {"from": AT, "around": 1000},
}
COARSE = {
    "that day": {"day": "{{recording.timestamp|utc:%Y-%m-%d}}"},
    "that second": {"second": "{{recording.timestamp|seconds}}"},
}
SCOPES: dict[str, dict[str, Any]] = {
    "old": {"older_than": {"days": 9}},
    "between": {"last": {"days": 14}, "older_than": {"days": 5}},
    "recent": {"last": {"days": 2}},
    "unintended": {"kind": ["unintended"]},
}


@pytest.fixture
def account(amazon: AmazonDouble) -> Account:
    """Give somebody a history in which some recordings share a second."""
    account = amazon.add_account(Account.generate(seed=11, size=200, days=20))
    moments = Counter(recording.timestamp // 1000 for recording in account.recordings)
    alone = [each for each in account.recordings if each.unintended and moments[each.timestamp // 1000] == 1]
    for recording in [*account.recordings[5::17], alone[len(alone) // 2]]:
        neighbor = Recording(
            recording.timestamp - recording.timestamp % 1000 + (recording.timestamp + 400) % 1000,
            account.customer_id,
            account.devices[account.devices.index(recording.device) - 1],
            recording.phrase,
        )
        account.add(neighbor)
    return account


def keys(account: Account) -> set[str]:
    """Return what is listed."""
    return {recording.key for recording in account.recordings}


def taught(**body: Any) -> dict[str, Any]:
    """Return options with a request that was learned for single recordings."""
    return {CONF_RECIPES: {"version": 1, "delete_recordings": greedy(body)}}


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("scope", SCOPES)
async def test_the_first_sign_stops_it(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, wrong: str, scope: str
) -> None:
    """One request is sent; what it took along is counted, and it is not used again before it was tested."""
    entry = await set_up(account, options=taught(**WRONG[wrong]))
    planned = await delete(hass, **SCOPES[scope], dry_run=True)
    before = keys(account)
    amazon.clear_log()
    receipt = await delete(hass, **SCOPES[scope])
    gone = before - keys(account)
    assert amazon.count("delete") == 1
    assert receipt["status"] == "stopped"
    assert receipt["error"] == "deleted_too_much"
    assert receipt["matched"] == planned["matched"]
    assert receipt["verified_gone"] + receipt["others_gone"] == len(gone)
    assert receipt["matched"] == receipt["verified_gone"] + receipt["still_listed"]
    assert state(hass, "deletion", "event") != "unknown"
    protection = hass.states.get("binary_sensor.alexa_privacy_protection")
    assert protection
    assert (protection.state, "deleted_too_much" in protection.attributes["problems"]) == ("on", True)
    issue = ir.async_get(hass).async_get_issue(DOMAIN, f"deleted_too_much_{entry.entry_id}")
    assert issue
    assert issue.translation_placeholders
    assert issue.translation_placeholders["count"] == str(len(gone) - 1)
    account.say("still there", minutes_ago=15 * 24 * 60)
    with pytest.raises(ServiceValidationError) as error:
        await delete(hass, last={"days": 30})
    assert error.value.translation_key == "deleted_too_much"
    assert amazon.count("delete") == 1


@pytest.mark.parametrize("coarse", COARSE)
@pytest.mark.parametrize("scope", SCOPES)
async def test_what_names_others_too_is_never_sent(
    hass: HomeAssistant, account: Account, set_up: SetUp, coarse: str, scope: str
) -> None:
    """A request that is the same for a recording that stays does not name one; the others go, and nothing else."""
    await set_up(account, options=taught(**COARSE[coarse]))
    before = account.recordings
    receipt = await delete(hass, **SCOPES[scope])
    kept = keys(account)
    gone = [recording for recording in before if recording.key not in kept]
    assert receipt["verified_gone"] == len(gone)
    assert receipt["others_gone"] == 0
    assert receipt["status"] != "stopped"
    assert receipt["matched"] == receipt["verified_gone"] + receipt["cannot_be_named"]
    if scope == "unintended":
        assert all(recording.unintended for recording in gone)


@pytest.mark.parametrize("is_counted", [True, False])
@pytest.mark.parametrize("hour", range(0, 24, 3))
async def test_a_day_that_the_scope_cuts_stays(
    hass: HomeAssistant,
    amazon: AmazonDouble,
    set_up: SetUp,
    freezer: FrozenDateTimeFactory,
    hour: int,
    is_counted: bool,
) -> None:
    """What shares its day with a recording outside the scope stays in every round, also before all is counted."""
    now = datetime(2026, 11, 26, hour, 10, tzinfo=UTC)
    freezer.move_to(now)
    account = amazon.add_account(Account.generate(seed=11, size=100, days=20, now=now))
    entry = await set_up(account, options=taught(**COARSE["that day"]))
    entry.runtime_data.store.voice.ledger.complete = is_counted
    scope = [(now - timedelta(days=days)).timestamp() * 1000 for days in (14, 5)]
    outside = {each.key for each in account.recordings if not scope[0] <= each.timestamp < scope[1]}
    receipt = await delete(hass, **SCOPES["between"])
    assert outside <= keys(account)
    assert (receipt["others_gone"], receipt["verified_gone"]) == (0, 100 - account.held)
    assert receipt["verified_gone"] > 0


async def test_others_gone_is_exact_far_from_the_scope(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """One old recording that takes all younger ones along: the receipt says how many, though they were not listed."""
    await set_up(account, options=taught(**WRONG["since"]))
    old = account.recordings[150]
    moment = datetime.fromtimestamp(old.timestamp / 1000, UTC)
    receipt = await delete(hass, start=moment.isoformat(), end=(moment + timedelta(milliseconds=1)).isoformat())
    younger = 150
    assert (receipt["status"], receipt["verified_gone"], receipt["others_gone"]) == ("stopped", 1, younger)
    assert state(hass, "recordings") == str(account.held)


async def test_a_range_that_takes_more(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """A range that ends later than it says takes the next newer one along, and stops."""
    recipes = {"version": 1, "delete_range": greedy({"from": "{{start}}", "to": "{{time}}", "note": "{{end}}"})}
    await set_up(account, options={CONF_RECIPES: recipes})
    now, before = account.now, account.recordings
    receipt = await delete(hass, last={"days": 10}, older_than={"days": 6})
    newer = sum(recording.timestamp >= now - 6 * DAY for recording in before)
    assert (receipt["status"], receipt["others_gone"]) == ("stopped", newer)
    assert receipt["verified_gone"] == receipt["matched"]
    assert amazon.count("delete") == 1


async def test_a_request_that_is_right_costs_two_more(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """The guard is one request for one recording, and one listing of its neighbors."""
    await set_up(account)
    amazon.clear_log()
    receipt = await delete(hass, older_than={"days": 9})
    matched = receipt["matched"]
    assert receipt["status"] == "verified"
    assert amazon.count("delete") == 1 + -(-(matched - 1) // 25)
    listed = -(-(matched + 1) // 10)
    assert amazon.count("v2") <= listed + 1 + 2


async def test_testing_again_clears_it(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the owner deleted another recording in that very moment, a test that passes makes the request usable."""
    entry = await set_up(account)
    real_erase = account.erase

    def erase(recordings: Any, **kwargs: Any) -> None:
        """Delete what was asked for, and its neighbor."""
        monkeypatch.setattr(account, "erase", real_erase)
        place = account.recordings.index(recordings[0])
        real_erase([*recordings, account.recordings[place - 1]], **kwargs)

    monkeypatch.setattr(account, "erase", erase)
    assert (await delete(hass, older_than={"days": 9}))["status"] == "stopped"
    form = await open_step(hass, entry, "test")
    assert (await go_on(hass, form, {"recording": "1"}))["reason"] == "tested"
    protection = hass.states.get("binary_sensor.alexa_privacy_protection")
    assert protection
    assert "deleted_too_much" not in protection.attributes["problems"]
    assert ir.async_get(hass).async_get_issue(DOMAIN, f"deleted_too_much_{entry.entry_id}") is None
    assert (await delete(hass, older_than={"days": 9}))["status"] == "verified"


@pytest.mark.parametrize(("kind", "after"), [("delete", 0), ("v2", 1)])
async def test_a_kill_before_the_neighbors_were_listed(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, kind: str, after: int
) -> None:
    """What was to be compared stands on disk: the next start sees what the request took along."""
    entry = await set_up(account, options=taught(**WRONG["its day"]))
    amazon.clear_log()
    amazon.fail(Fault.SILENT, kind, after=after + 20 * (kind == "v2"))
    plan = await delete(hass, older_than={"days": 9}, dry_run=True)
    amazon.heal()
    pages = amazon.count("v2")
    amazon.clear_log()
    before = keys(account)
    amazon.fail(Fault.SILENT, kind, after=pages if kind == "v2" else 0)
    await delete(hass, older_than={"days": 9}, wait=False)
    await until(lambda: amazon.count(kind) > (pages if kind == "v2" else 0))
    amazon.heal()
    await restart(hass, entry)
    [receipt] = receipts(entry)
    assert (receipt.status, receipt.matched) == ("stopped", plan["matched"])
    assert receipt.verified_gone + receipt.others_gone == len(before - keys(account))
    assert amazon.count("delete") == 1


async def test_recordings_that_cannot_be_named_stay_and_the_others_go(
    hass: HomeAssistant, amazon: AmazonDouble, set_up: SetUp
) -> None:
    """Without items there is no utterance id: these are counted apart, and do not stop the rest."""
    account = amazon.add_account(Account.generate(seed=5, size=60, days=20))
    nameless = account.recordings[3::10]
    for recording in nameless:
        recording.shape = Shape.NO_ITEMS
    nameless = [each for each in account.recordings if each.shape in {Shape.NO_ITEMS, Shape.NULL_ITEMS}]
    await set_up(account, options=taught(utterance=UTTERANCE))
    receipt = await delete(hass, everything=True)
    assert keys(account) == {recording.key for recording in nameless}
    assert (receipt["status"], receipt["cannot_be_named"]) == ("partial", len(nameless))
    assert (receipt["verified_gone"], receipt["still_listed"]) == (60 - len(nameless), 0)
    assert receipt["error"] == "cannot_be_named"


async def test_a_tested_range_names_them(hass: HomeAssistant, amazon: AmazonDouble, set_up: SetUp) -> None:
    """A range of exactly their moment deletes what no request names, except where another was recorded just then."""
    account = amazon.add_account(Account.generate(seed=5, size=60, days=20))
    nameless = account.recordings[4:40:10]
    for recording in nameless:
        recording.shape = Shape.NO_ITEMS
    recipes = {
        "version": 1,
        "delete_recordings": greedy({"utterance": UTTERANCE}),
        "delete_range": greedy({"from": "{{start}}", "to": "{{end|minus:1}}"}),
    }
    await set_up(account, options={CONF_RECIPES: recipes})
    kinds = [recording for recording in account.recordings if recording.utterance_type == "GENERAL"]
    stay = [recording.timestamp for recording in account.recordings if recording.utterance_type != "GENERAL"]
    beside = [each for each in nameless if {each.timestamp, each.timestamp + 1} & {*stay}]
    receipt = await delete(hass, kind=["intended"])
    assert receipt["verified_gone"] == len(kinds) - receipt["cannot_be_named"]
    assert receipt["cannot_be_named"] <= len(beside) + 1
    assert len(keys(account)) == 60 - receipt["verified_gone"]
    assert receipt["others_gone"] == 0
