"""Deleting: exactly the scope is gone or named as still listed, and the receipt is true."""

import asyncio
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

from homeassistant.config_entries import SOURCE_REAUTH
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import device_registry as dr
import orjson
import pytest

from custom_components.alexa_privacy.const import CONF_RECIPES, DOMAIN
from tests.amazon_double import Account, AmazonDouble, Fault
from tests.amazon_double.records import Shape
from tests.conftest import SetUp, delete, poll, state

DAY = 24 * 60 * 60 * 1000


def keys(account: Account) -> set[str]:
    """Return what the stand-in lists."""
    return {recording.key for recording in account.recordings}


def figures(receipt: dict[str, Any]) -> tuple[str, int, int, int, int, int]:
    """Return what a receipt claims."""
    return (
        receipt["status"],
        receipt["matched"],
        receipt["asked"],
        receipt["verified_gone"],
        receipt["still_listed"],
        receipt["unknown"],
    )


async def test_everything(hass: HomeAssistant, account: Account, set_up: SetUp) -> None:
    """The whole history goes, and the figures follow."""
    held = account.held
    await set_up(account)
    receipt = await delete(hass, everything=True)
    assert account.held == 0
    assert figures(receipt) == ("verified", held, held, held, 0, 0)
    assert receipt["method"] == "request"
    assert datetime.fromisoformat(receipt["started"]) <= datetime.fromisoformat(receipt["finished"])
    assert state(hass, "recordings") == "0"
    assert state(hass, "deleted_recordings") == str(held)
    assert (
        state(hass, "last_deletion") == datetime.fromisoformat(receipt["finished"]).replace(microsecond=0).isoformat()
    )


async def test_a_dry_run_deletes_nothing(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """It says what would go."""
    before = keys(account)
    await set_up(account)
    receipt = await delete(hass, everything=True, dry_run=True)
    assert figures(receipt) == ("dry_run", len(before), 0, 0, 0, 0)
    devices = Counter("" if r.shape is Shape.NO_DEVICE else r.device.name for r in account.recordings)
    assert receipt["by_device"] == devices
    assert receipt["by_kind"]["unintended"] == account.unintended
    assert sum(receipt["by_kind"].values()) == len(before)
    times = [datetime.fromisoformat(receipt[name]).timestamp() * 1000 for name in ("oldest", "newest")]
    assert times == [account.recordings[-1].timestamp, account.recordings[0].timestamp]
    assert (receipt["method"], receipt["requests"]) == ("request", 5 + 1)
    some = await delete(hass, kind=["unintended"], dry_run=True)
    # A request for each 25 that go, then a listing of what stays.
    assert some["requests"] == -(-some["matched"] // 25) + (len(before) - some["matched"]) // 10 + 1
    assert keys(account) == before
    assert amazon.count("delete") == 0
    assert state(hass, "deleted_recordings") == "0"


@pytest.mark.parametrize("dialect", ["list", "path", "nested"])
@pytest.mark.parametrize(
    ("given", "first", "last"),
    [
        ({"last": {"days": 3}}, 0, 3),
        ({"older_than": {"days": 10}}, 10, 99),
        ({"last": {"days": 12}, "older_than": {"days": 5}}, 5, 12),
    ],
)
async def test_a_time_range(
    hass: HomeAssistant,
    amazon: AmazonDouble,
    account: Account,
    set_up: SetUp,
    dialect: str,
    given: dict[str, Any],
    first: int,
    last: int,
) -> None:
    """What lies in the range goes and nothing else does, whichever way Amazon deletes."""
    now = account.now
    stays = {r.key for r in account.recordings if not now - last * DAY <= r.timestamp < now - first * DAY}
    gone = account.held - len(stays)
    await set_up(account, options={CONF_RECIPES: amazon.dialects[dialect].recipes()})
    receipt = await delete(hass, **given)
    assert keys(account) == stays
    assert (receipt["status"], receipt["matched"], receipt["verified_gone"]) == ("verified", gone, gone)
    assert state(hass, "recordings") == str(len(stays))


async def test_start_and_end(hass: HomeAssistant, account: Account, set_up: SetUp) -> None:
    """`end` is excluded, and a time without zone is local."""
    await set_up(account)
    recording = account.recordings[20]
    start = datetime.fromtimestamp(recording.timestamp / 1000, UTC)
    receipt = await delete(hass, start=start.isoformat(), end=(start + timedelta(milliseconds=1)).isoformat())
    assert receipt["matched"] == 1
    assert recording.key not in keys(account)


async def test_one_echo(hass: HomeAssistant, account: Account, set_up: SetUp) -> None:
    """Only what was recorded on the chosen Echo goes."""
    entry = await set_up(account)
    echo = account.devices[1]
    stays = {recording.key for recording in account.recordings if recording.device is not echo}
    device = dr.async_get(hass).async_get_device_by_identifier((DOMAIN, echo.serial), entry.entry_id)
    assert device
    receipt = await delete(hass, device_id=[device.id])
    assert receipt["status"] == "verified"
    assert keys(account) == stays


@pytest.mark.parametrize(
    ("given", "chosen"),
    [
        ({"kind": ["unintended"]}, {"a", "b"}),
        ({"kind": ["unintended"], "said": "PANCAKE"}, {"a"}),
        ({"said": "pancake"}, {"a", "c"}),
        ({"person": ["zoe"]}, {"d"}),
    ],
)
async def test_what_was_said_by_whom_and_how(
    hass: HomeAssistant, amazon: AmazonDouble, set_up: SetUp, given: dict[str, Any], chosen: set[str]
) -> None:
    """Words, persons and kinds are compared in memory; all that is given must hold."""
    account = amazon.add_account(Account.generate(size=0))
    zoe = account.persons[0].__class__("P1", "Zoe")
    said = {
        "a": account.say("a pancake", utterance_type="FALSE_WAKE_WORD_1P", minutes_ago=4),
        "b": account.say("hm", utterance_type="WAKE_WORD_ONLY", minutes_ago=3),
        "c": account.say("bake Pancakes", minutes_ago=2),
        "d": account.say("play", persons=(zoe,), minutes_ago=1),
    }
    await set_up(account)
    receipt = await delete(hass, **given)
    assert receipt["verified_gone"] == len(chosen)
    assert keys(account) == {recording.key for name, recording in said.items() if name not in chosen}


async def test_nothing_matches(hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp) -> None:
    """Where a listing that works shows nothing to delete, that is said."""
    await set_up(account)
    receipt = await delete(hass, said="words that nobody ever said")
    assert figures(receipt) == ("nothing_to_delete", 0, 0, 0, 0, 0)
    assert amazon.count("delete") == 0


async def test_no_one_waits(hass: HomeAssistant, account: Account, set_up: SetUp) -> None:
    """With `wait: false` the answer comes at once, and the work is done all the same."""
    await set_up(account)
    receipt = await delete(hass, everything=True, wait=False)
    assert receipt["status"] == "running"
    await hass.async_block_till_done(wait_background_tasks=True)
    assert account.held == 0
    assert state(hass, "recordings") == "0"


async def test_purges_take_turns(hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp) -> None:
    """Two at once delete each recording once."""
    held = account.held
    await set_up(account)
    receipts = await asyncio.gather(delete(hass, everything=True), delete(hass, everything=True))
    assert sorted(receipt["status"] for receipt in receipts) == ["nothing_to_delete", "verified"]
    assert sum(receipt["verified_gone"] for receipt in receipts) == held


async def test_the_button_deletes_today(hass: HomeAssistant, account: Account, set_up: SetUp) -> None:
    """What was recorded since midnight goes, and nothing before it."""
    account.say("what is the time", minutes_ago=0.01)
    await set_up(account)
    before = int(state(hass, "recordings"))
    today = int(state(hass, "recordings_today"))
    assert today > 0
    await _press(hass)
    assert state(hass, "recordings_today") == "0"
    assert account.held == before - today


async def test_the_button_says_when_it_failed(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """An error says how many are still listed."""
    account.say("what is the time", minutes_ago=0.01)
    await set_up(account)
    amazon.fail(Fault.IGNORED, "delete", times=None)
    with pytest.raises(HomeAssistantError) as error:
        await _press(hass)
    assert error.value.translation_key == "not_all_gone"


async def test_200_is_not_a_deletion(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, caplog: pytest.LogCaptureFixture
) -> None:
    """A delete that is answered 200 and does nothing has failed, and is not sent again and again."""
    before = keys(account)
    await set_up(account)
    amazon.fail(Fault.IGNORED, "delete", times=None)
    receipt = await delete(hass, everything=True)
    assert figures(receipt) == ("failed", len(before), 2, 0, len(before), 0)
    assert keys(account) == before
    assert amazon.count("delete") == 2
    assert state(hass, "deleted_recordings") == "0"
    assert f"{len(before)} of {len(before)} recordings are still listed" in caplog.text


async def test_half_a_batch_is_erased_again(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """What is still listed after a batch is erased again, and only that."""
    held = account.held
    await set_up(account)
    amazon.fail(Fault.HALF, "delete", times=2)
    receipt = await delete(hass, everything=True)
    assert figures(receipt) == ("verified", held, held, held, 0, 0)
    assert account.held == 0
    erased = [key for entry in amazon.requests if entry.kind == "delete" for key in _keys_of(entry.body)]
    assert len(erased) == held + 12


async def test_a_late_deletion_is_waited_for(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """A deletion that takes effect later is seen by a later listing, without being sent again."""
    await set_up(account)
    pages = -(-sum(r.timestamp >= account.now - 3 * DAY for r in account.recordings) // 10)
    began = datetime.now(UTC)
    amazon.clear_log()
    amazon.now = lambda: began + timedelta(seconds=amazon.count("v2"))
    amazon.fail(Fault.LATE, "delete", times=None, seconds=1.5)
    receipt = await delete(hass, last={"days": 3})
    assert receipt["status"] == "verified"
    assert amazon.count("delete") == 1 + -(-(receipt["matched"] - 1) // 25)
    assert amazon.count("v2") > 2 * pages


@pytest.mark.parametrize(
    "fault",
    [
        Fault.STALE_CSRF,
        Fault.UNAUTHORIZED,
        Fault.SIGN_IN,
        Fault.NOT_FOUND,
        Fault.BAD_REQUEST,
        Fault.THROTTLED,
        Fault.THROTTLED_WITHOUT_BODY,
        Fault.THROTTLED_200,
        Fault.UNAVAILABLE,
        Fault.DROPPED,
    ],
)
@pytest.mark.parametrize("dialect", ["list", "path"])
async def test_an_interrupted_purge_lists_before_it_goes_on(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, fault: Fault, dialect: str
) -> None:
    """After any fault in the middle the rest is erased, each request only after a new listing."""
    recipes = amazon.dialects[dialect].recipes()
    stays = {r.key for r in account.recordings if r.utterance_type != "GENERAL"}
    await set_up(account, options={CONF_RECIPES: recipes})
    amazon.clear_log()
    amazon.fail(fault, "delete", after=1)
    receipt = await delete(hass, kind=["intended"])
    assert receipt["status"] == "verified"
    assert keys(account) == stays
    kinds = [entry.kind for entry in amazon.requests if entry.kind in {"delete", "v2"}]
    failed = [at for at, kind in enumerate(kinds) if kind == "delete"][1]
    assert kinds[failed + 1] == "v2"


async def test_a_delete_is_never_sent_twice_by_itself(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """A connection that breaks does not make the HTTP client repeat a DELETE on its own."""
    await set_up(account, options={CONF_RECIPES: amazon.dialects["path"].recipes()})
    amazon.clear_log()
    amazon.fail(Fault.DROPPED, "delete", after=1)
    await delete(hass, kind=["intended"])
    paths = [(at, entry.path) for at, entry in enumerate(amazon.requests) if entry.kind == "delete"]
    for (at, path), (later, again) in pairwise(paths):
        if path == again:
            assert any(entry.kind == "v2" for entry in amazon.requests[at:later])


@pytest.mark.parametrize("fault", [Fault.NULL_LIST, Fault.NOT_FOUND, Fault.TRUNCATED, Fault.NO_LIST, Fault.HTML])
async def test_what_cannot_be_listed_is_not_nothing(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, fault: Fault
) -> None:
    """A plan needs a complete listing: without one nothing is deleted, and that is an error."""
    before = keys(account)
    await set_up(account)
    amazon.withdrawn.add("v1")
    amazon.fail(fault, "v2", times=None)
    with pytest.raises(HomeAssistantError) as error:
        await delete(hass, everything=True)
    assert error.value.translation_domain == DOMAIN
    assert keys(account) == before
    assert amazon.count("delete") == 0


@pytest.mark.parametrize("fault", [Fault.NULL_LIST, Fault.NOT_FOUND, Fault.TRUNCATED, Fault.THROTTLED, Fault.DROPPED])
async def test_what_cannot_be_verified_is_unknown(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, fault: Fault
) -> None:
    """Where listing fails after deleting, the receipt claims nothing."""
    await set_up(account)
    amazon.withdrawn.add("v1")
    amazon.clear_log()
    in_range = (await delete(hass, last={"days": 3}, dry_run=True))["matched"]
    amazon.fail(fault, "v2", times=None, after=amazon.count("v2"))
    receipt = await delete(hass, last={"days": 3})
    assert figures(receipt) == ("failed", in_range, 1, 0, 0, in_range)
    assert state(hass, "deleted_recordings") == "0"


@pytest.mark.parametrize("fault", [Fault.CUT_SHORT, Fault.HALF_A_WINDOW, Fault.EMPTY_WINDOW])
async def test_a_listing_that_shows_too_little_verifies_nothing(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, fault: Fault
) -> None:
    """What is missing together with others that nobody deleted is not gone."""
    for number in range(25):
        account.say(f"number {number}", minutes_ago=2 + number / 20)
    entry = await set_up(account)
    amazon.fail(Fault.IGNORED, "delete", times=None)
    amazon.clear_log()
    assert (await delete(hass, said="number 1", last={"minutes": 5}, dry_run=True))["matched"] == 11
    for listing in ("v2", "v1"):
        amazon.fail(fault, listing, times=None, after=amazon.count(listing))
    receipt = await delete(hass, said="number 1", last={"minutes": 5})
    assert (receipt["status"], receipt["verified_gone"], receipt["unknown"]) == ("failed", 0, 11)
    assert receipt["asked"] <= 2
    assert entry.runtime_data.store.voice.ledger.total() == account.held


async def test_signed_out_in_the_middle(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """A sign-in that ends during a purge claims nothing, and the owner is asked to sign in."""
    entry = await set_up(account)
    amazon.clear_log()
    in_range = (await delete(hass, last={"days": 3}, dry_run=True))["matched"]
    amazon.fail(Fault.REFUSED, "token", times=None)
    amazon.fail(Fault.SIGN_IN, "v2", times=None, after=amazon.count("v2"))
    receipt = await delete(hass, last={"days": 3})
    assert receipt["unknown"] == in_range
    await poll(hass, entry)
    assert [flow["context"]["source"] for flow in hass.config_entries.flow.async_progress()] == [SOURCE_REAUTH]


async def test_without_a_recipe_nothing_is_deleted(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """What was not taught cannot be done, and no address is guessed."""
    await set_up(account, options={})
    amazon.clear_log()
    with pytest.raises(ServiceValidationError) as error:
        await delete(hass, everything=True)
    assert error.value.translation_key == "nothing_taught"
    assert set(amazon.counts()) <= {"v2", "v1", "page"}


async def test_a_range_recipe_does_not_serve_an_echo(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """A request that deletes more than the scope is not used for it."""
    recipes = amazon.dialects["path"].recipes()
    del recipes["delete_recordings"]
    before = keys(account)
    await set_up(account, options={CONF_RECIPES: recipes})
    with pytest.raises(ServiceValidationError) as error:
        await delete(hass, kind=["intended"])
    assert error.value.translation_key == "nothing_taught"
    assert keys(account) == before
    assert (await delete(hass, older_than={"days": 5}))["status"] == "verified"
    assert (await delete(hass, everything=True))["status"] == "verified"
    assert account.held == 0


async def test_what_comes_during_a_purge_stays(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A recording made after the plan is not touched, and does not spoil the receipt."""
    await set_up(account)
    real_erase = account.erase

    def erase(*args: Any, **kwargs: Any) -> None:
        """Let somebody speak while Amazon deletes."""
        real_erase(*args, **kwargs)
        if account.held == 0:
            account.say("is anybody there", minutes_ago=0)

    monkeypatch.setattr(account, "erase", erase)
    receipt = await delete(hass, everything=True)
    assert receipt["status"] == "verified"
    assert account.held == 1


async def test_get_recordings(hass: HomeAssistant, account: Account, set_up: SetUp) -> None:
    """An administrator sees what is asked for, newest first."""
    await set_up(account)
    said = account.say("turn on the lamp", minutes_ago=0.01, reply="As you wish", device=account.devices[2])
    answer = await hass.services.async_call(
        DOMAIN, "get_recordings", {"last": {"minutes": 1}}, blocking=True, return_response=True
    )
    assert answer is not None
    assert answer["complete"] is True
    rows: Any = answer["recordings"]
    assert [row["said"] for row in rows] == ["turn on the lamp"]
    assert rows[0]["replied"] == "As you wish"
    assert rows[0]["device"] == account.devices[2].name
    assert rows[0]["kind"] == "intended"
    assert datetime.fromisoformat(rows[0]["time"]).timestamp() == pytest.approx(said.timestamp / 1000)


async def test_get_recordings_stops_at_its_limit(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """A limit costs no more requests than it needs, and says that there is more."""
    await set_up(account)
    amazon.clear_log()
    answer = await hass.services.async_call(
        DOMAIN, "get_recordings", {"last": {"days": 90}, "limit": 5}, blocking=True, return_response=True
    )
    assert answer is not None
    rows: Any = answer["recordings"]
    assert len(rows) == 5
    assert answer["complete"] is False
    assert amazon.count("v2") == 1


async def _press(hass: HomeAssistant) -> None:
    """Press the button that deletes today's recordings."""
    await hass.services.async_call("button", "press", {"entity_id": "button.alexa_privacy_delete_today"}, blocking=True)


def _keys_of(body: str) -> list[str]:
    """Return the keys in a request of the list dialect."""
    found: list[str] = orjson.loads(body)["keys"]
    return found
