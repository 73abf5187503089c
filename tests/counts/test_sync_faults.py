"""Counting while something goes wrong: it is got over, or said; no figure is ever taken away."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

from aiohttp import ClientTimeout
from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import SOURCE_REAUTH
from homeassistant.const import STATE_UNAVAILABLE, STATE_UNKNOWN
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import pytest

from custom_components.alexa_privacy.const import DOMAIN
from tests.amazon_double import Account, AmazonDouble, Fault
from tests.conftest import SetUp, delete, poll, state
from tests.helpers.timing import SetTiming, set_pace
from tests.helpers.waiting import until

PASSING = [
    Fault.STALE_CSRF,
    Fault.UNAUTHORIZED,
    Fault.SIGN_IN,
    Fault.HTML,
    Fault.UNAVAILABLE,
    Fault.DROPPED,
]


@pytest.mark.parametrize("fault", PASSING)
async def test_what_passes_is_got_over(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, fault: Fault
) -> None:
    """A fault that one more try gets past does not show."""
    entry = await set_up(account)
    account.say("and another one", minutes_ago=0.01)
    amazon.fail(fault, "v2")
    await poll(hass, entry)
    assert state(hass, "recordings") == str(account.held)
    assert not hass.config_entries.flow.async_progress()


async def test_a_stale_token_is_fetched_once(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """403 means a stale anti-CSRF token: one new token, one more try, and no signing in."""
    entry = await set_up(account)
    account.say("hello", minutes_ago=0.01)
    amazon.expire_csrf()
    amazon.clear_log()
    await poll(hass, entry)
    assert amazon.counts() == {"v2": 2, "page": 1}
    assert not hass.config_entries.flow.async_progress()


LASTING = {
    Fault.STALE_CSRF: "refused",
    Fault.NOT_FOUND: "withdrawn",
    Fault.BAD_REQUEST: "refused",
    Fault.THROTTLED: "throttled",
    Fault.THROTTLED_WITHOUT_BODY: "throttled",
    Fault.THROTTLED_200: "throttled",
    Fault.UNAVAILABLE: "cannot_connect",
    Fault.DROPPED: "cannot_connect",
    Fault.TRUNCATED: "bad_answer",
    Fault.JSON_LIST: "bad_answer",
    Fault.JSON_STRING: "bad_answer",
    Fault.NO_LIST: "bad_answer",
    Fault.NULL_LIST: "listing_incomplete",
    Fault.REPEATING_TOKEN: "listing_incomplete",
    Fault.EMPTY_FOR_EVER: "listing_incomplete",
}


@pytest.mark.parametrize(("fault", "key"), LASTING.items())
async def test_what_lasts_makes_figures_unavailable(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, fault: Fault, key: str
) -> None:
    """A fault that lasts is named, ends, takes no figure away, and does not ask anybody to sign in."""
    for words in range(25):
        account.say(f"number {words}", minutes_ago=0.01)
    entry = await set_up(account)
    amazon.withdrawn.add("v1")
    amazon.fail(fault, "v2", times=None)
    await poll(hass, entry)
    assert state(hass, "recordings") == STATE_UNAVAILABLE
    error = entry.runtime_data.coordinator.last_exception
    assert error.translation_key == key
    assert not hass.config_entries.flow.async_progress()
    amazon.heal()
    _the_pause_is_over(entry)
    await poll(hass, entry)
    assert state(hass, "recordings") == str(account.held)


async def test_an_answer_that_never_comes(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """It is not waited for for ever: Amazon cannot be reached then, until it can."""
    entry = await set_up(account)
    set_pace(entry.runtime_data.session, timeout=ClientTimeout(sock_read=0.2))
    amazon.fail(Fault.SILENT, "v2", times=None)
    await poll(hass, entry)
    assert state(hass, "recordings") == STATE_UNAVAILABLE
    assert entry.runtime_data.coordinator.last_exception.translation_key == "cannot_connect"
    set_pace(entry.runtime_data.session, timeout=ClientTimeout(sock_read=60))
    amazon.heal()
    await poll(hass, entry)
    assert state(hass, "recordings") == str(account.held)


@pytest.mark.parametrize("fault", LASTING)
async def test_no_fault_in_the_walk_makes_a_smaller_count(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, fault: Fault
) -> None:
    """A walk that meets a fault on a later page goes on by itself, and ends with the true count."""
    amazon.fail(fault, "v2", times=2, after=4)
    await set_up(account)
    assert state(hass, "recordings") == str(account.held)


async def test_what_one_listing_shows_later_is_no_contradiction(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """A recording shows up some seconds late, on one listing before it does on the other."""
    await set_up(account)
    account.say("wait a moment", minutes_ago=0.1)
    amazon.fail(Fault.NULL_LIST, "v2")
    ask = {"last": {"minutes": 1}}
    listed: Any = await hass.services.async_call(DOMAIN, "get_recordings", ask, blocking=True, return_response=True)
    assert [row["said"] for row in listed["recordings"]] == ["wait a moment"]


FIGURES = ("recordings", "recordings_today", "recordings_7_days", "recordings_30_days", "unintended_recordings")


def figures(hass: HomeAssistant) -> list[str]:
    """Return what the sensors show."""
    return [state(hass, key) for key in FIGURES]


async def hours_pass(hass: HomeAssistant, entry: Any, freezer: FrozenDateTimeFactory, hours: int) -> None:
    """Let hours go by, with a poll every third, and the audit of older days between."""
    for _ in range(0, hours, 3):
        freezer.tick(timedelta(hours=3))
        await poll(hass, entry)


@pytest.mark.parametrize("listings", [["v2", "v1"], ["v2"]])
@pytest.mark.parametrize("fault", [Fault.EMPTY_WINDOW, Fault.HALF_A_WINDOW, Fault.CUT_SHORT])
async def test_a_listing_that_contradicts_itself_changes_no_figure(
    hass: HomeAssistant,
    amazon: AmazonDouble,
    account: Account,
    set_up: SetUp,
    freezer: FrozenDateTimeFactory,
    fault: Fault,
    listings: list[str],
) -> None:
    """Windows that show less than the whole history does: figures stay or are unavailable, over polls and the audit."""
    for words in range(35):
        account.say(f"number {words}", minutes_ago=0.01)
    entry = await set_up(account)
    true = figures(hass)
    assert true[0] == str(account.held)
    for listing in listings:
        amazon.fail(fault, listing, times=None)
    for _ in range(3):
        await hours_pass(hass, entry, freezer, 12)
        assert entry.runtime_data.store.voice.ledger.total() == account.held
        assert state(hass, "recordings") in {STATE_UNAVAILABLE, str(account.held)}
    ask = {"start": datetime.fromtimestamp((account.now - 4 * 86_400_000) / 1000, UTC).isoformat()}
    with pytest.raises(HomeAssistantError) as error:
        await hass.services.async_call(DOMAIN, "get_recordings", ask, blocking=True, return_response=True)
    assert error.value.translation_key == "listing_incomplete"
    with pytest.raises(HomeAssistantError) as error:
        await delete(hass, **ask)
    assert error.value.translation_key == "listing_incomplete"
    assert amazon.count("delete") == 0
    amazon.heal()
    await poll(hass, entry)
    assert state(hass, "recordings") == str(account.held)


async def test_a_dead_second_listing_hides_no_contradiction(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """Where the older listing shows nothing whatever is asked, the newer one is held against itself."""
    for words in range(5):
        account.say(f"number {words}", minutes_ago=2)
    entry = await set_up(account)
    amazon.fail(Fault.NULL_LIST, "v1", times=None)
    await poll(hass, entry)
    assert state(hass, "recordings") == str(account.held)
    amazon.fail(Fault.EMPTY_WINDOW, "v2", times=None)
    await poll(hass, entry)
    assert state(hass, "recordings") == STATE_UNAVAILABLE
    assert entry.runtime_data.store.voice.ledger.total() == account.held


@pytest.mark.parametrize("away", [None, "v1", "v2"])
@pytest.mark.parametrize("which", ["newest", "some", "all of today", "all"])
async def test_what_is_gone_elsewhere_is_believed(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, which: str, away: str | None
) -> None:
    """Fewer than before is no contradiction where both listings show fewer, or the only one does; it costs little."""
    for words in range(25):
        account.say(f"number {words}", minutes_ago=0.01)
    entry = await set_up(account)
    if away:
        amazon.withdrawn.add(away)
        await poll(hass, entry)
    going = {"newest": account.recordings[:1], "some": account.recordings[2:24:3], "all": account.recordings}
    account.erase(going.get(which, account.recordings[:25]))
    amazon.clear_log()
    await poll(hass, entry)
    if (which, away) == ("all", None) or which != "all":
        assert state(hass, "recordings") == str(account.held)
    else:
        # Only one listing says that there is nothing at all.
        assert state(hass, "recordings") == STATE_UNAVAILABLE
    assert amazon.count("v2", "v1") <= 16


async def test_a_restart_believes_no_page_that_lacks_what_is_known(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """The one page at the start counts only where it shows all there was."""
    for words in range(6):
        account.say(f"number {words}", minutes_ago=2)
    entry = await set_up(account)
    for listing in ("v2", "v1"):
        amazon.fail(Fault.HALF_A_WINDOW, listing, times=None)
    assert await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert entry.runtime_data.store.voice.ledger.total() == account.held
    amazon.heal()
    await poll(hass, entry)
    assert state(hass, "recordings") == str(account.held)


async def test_a_first_count_that_is_cut_short(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """A page that claims to be the last one makes no smaller total where nothing was known before."""
    for words in range(25):
        account.say(f"number {words}", minutes_ago=0.01)
    amazon.fail(Fault.CUT_SHORT, "v2", times=None)
    entry = await set_up(account, wait=False)
    await until(lambda: amazon.count("v1") > 1)
    assert state(hass, "recordings") in {STATE_UNAVAILABLE, STATE_UNKNOWN}
    amazon.heal()
    await poll(hass, entry)
    assert state(hass, "recordings") == str(account.held)


async def test_throttling_pauses_the_account(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, timing: SetTiming
) -> None:
    """After 429 Amazon is left alone until the pause is over."""
    timing(throttle_first=30.0)
    entry = await set_up(account)
    amazon.fail(Fault.THROTTLED, "v2")
    await poll(hass, entry)
    amazon.clear_log()
    await poll(hass, entry)
    assert amazon.requests == []
    assert entry.runtime_data.coordinator.last_exception.retry_after > 20


async def test_one_request_at_a_time(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """Whatever is wanted at once, Amazon is asked for one thing after the other."""
    entry = await set_up(account)
    amazon.clear_log()
    amazon.fail(Fault.SLOW, times=None, seconds=0.02)
    wanted = [
        hass.services.async_call(
            DOMAIN, "get_recordings", {"last": {"days": days}}, blocking=True, return_response=True
        )
        for days in (1, 40)
    ]
    await asyncio.gather(entry.runtime_data.coordinator.async_refresh(), *wanted)
    assert amazon.count() > 12
    assert {asked.status for asked in amazon.requests} == {200}


async def test_what_was_said_does_not_throttle(hass: HomeAssistant, account: Account, set_up: SetUp) -> None:
    """Somebody who says "too many requests" to Alexa is not taken for Amazon."""
    entry = await set_up(account)
    account.say("what does rate exceeded mean, and too many requests", minutes_ago=0.01)
    await poll(hass, entry)
    assert state(hass, "recordings") == str(account.held)


async def test_the_older_listing_takes_over(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """Where the newer listing is withdrawn the older one counts."""
    amazon.withdrawn.add("v2")
    await set_up(account)
    assert state(hass, "recordings") == str(account.held)
    assert amazon.count("v1") > 10


@pytest.mark.parametrize("fault", [None, Fault.UNAUTHORIZED, Fault.SIGN_IN])
async def test_a_dead_sign_in_asks_the_owner(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, fault: Fault | None
) -> None:
    """Where fresh cookies are refused, or do not help, the owner is asked to sign in again."""
    entry = await set_up(account)
    if fault:
        amazon.fail(fault, "v2", times=None)
    else:
        amazon.sign_everyone_out()
    amazon.clear_log()
    await poll(hass, entry)
    assert amazon.count("token") == 1
    assert [flow["context"]["source"] for flow in hass.config_entries.flow.async_progress()] == [SOURCE_REAUTH]
    assert state(hass, "recordings") == STATE_UNAVAILABLE


async def test_cookies_are_made_at_each_start_and_never_stored(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp
) -> None:
    """One request for them at a start and whenever they end; the entry keeps what they are made from."""
    entry = await set_up(account)
    before = dict(entry.data)
    assert entry.data["credentials"].keys() == {"site", "user_id", "customer_id", "serial", "refresh_token"}
    assert amazon.count("token") == 1
    amazon.expire_cookies()
    await poll(hass, entry)
    assert amazon.count("token") == 2
    assert await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert amazon.count("token") == 3
    assert dict(entry.data) == before


def _the_pause_is_over(entry: Any) -> None:
    """Let the pause that Amazon asked for be over."""
    entry.runtime_data.voice.history._session._throttled_until = 0.0
