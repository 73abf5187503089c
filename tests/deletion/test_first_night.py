"""Before the nightly purge deletes anything: it has to be tested, and what its first night will delete is said."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from homeassistant.const import STATE_OFF, STATE_ON
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import entity_registry as er, issue_registry as ir
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.alexa_privacy.amazon.deleters import Method
from custom_components.alexa_privacy.amazon.recipes.document import DELETIONS
from custom_components.alexa_privacy.amazon.recordings import read_record
from custom_components.alexa_privacy.const import CONF_KEEP_NOTHING, CONF_RECIPES, CONF_SPOKEN, DOMAIN
from custom_components.alexa_privacy.counts.ledger import Ledger
from custom_components.alexa_privacy.counts.months import CountBefore
from custom_components.alexa_privacy.deletion.models import Job
from custom_components.alexa_privacy.deletion.nightly import Nightly
from custom_components.alexa_privacy.deletion.receipts import Status
from custom_components.alexa_privacy.deletion.scope import Scope
from custom_components.alexa_privacy.store.checksum import with_checksum
from custom_components.alexa_privacy.teaching.request_status import VOICE
from tests.amazon_double import Account, AmazonDouble
from tests.conftest import SetUp, state
from tests.helpers.nights import (
    BERLIN,
    DAY,
    NAME,
    NOON,
    GoTo,
    at,
    choose,
    go_to,
    keep_nothing,
    keys,
    purge_now,
    recipes,
)
from tests.helpers.page import Page
from tests.helpers.repairs import ENGLISH

__all__ = ["go_to", "recipes"]

SWITCH = {"entity_id": f"switch.{NAME}_nightly_purge"}


@pytest.fixture
def account(amazon: AmazonDouble, go_to: GoTo) -> Account:
    """Give somebody an account with three months of history."""
    return amazon.add_account(Account.generate(seed=11, size=90, now=NOON.astimezone(UTC), days=90))


def older(account: Account, than: datetime) -> list[int]:
    """Return when (epoch ms) the recordings were made that are older than a moment, newest first."""
    return [r.timestamp for r in account.recordings if r.timestamp < than.timestamp() * 1000]


def notice(hass: HomeAssistant, entry: MockConfigEntry) -> str | None:
    """Return what is said of the first night."""
    issue = ir.async_get(hass).async_get_issue(DOMAIN, f"first_night_{entry.entry_id}")
    if issue is None:
        return None
    assert not issue.is_fixable
    description: str = ENGLISH["issues"]["first_night"]["description"]
    return description.format(**issue.translation_placeholders or {})


def written(moment: int | datetime) -> str:
    """Return a time as the notice has it."""
    at_home = datetime.fromtimestamp(moment / 1000, BERLIN) if isinstance(moment, int) else moment
    return f"{at_home:%Y-%m-%d %H:%M}"


async def plan(page: Page) -> dict[str, Any] | None:
    """Return what the page is given."""
    (described,) = (await page.ask("accounts"))["accounts"]
    found: dict[str, Any] | None = described["nightly"]["plan"]
    return found


def never_tested(entry: MockConfigEntry) -> None:
    """Forget what was seen to work."""
    entry.runtime_data.store.request_statuses._known.clear()


async def switch_on(hass: HomeAssistant) -> None:
    """Switch the nightly purge on."""
    await hass.services.async_call("switch", "turn_on", SWITCH, blocking=True)


async def refused(hass: HomeAssistant) -> None:
    """See that it cannot be switched on, and is off."""
    with pytest.raises(ServiceValidationError) as error:
        await switch_on(hass)
    assert (error.value.translation_domain, error.value.translation_key) == (DOMAIN, "purge_not_tested")
    assert state(hass, "nightly_purge", "switch") == STATE_OFF


async def test_what_one_press_can_do(hass: HomeAssistant, account: Account, set_up: SetUp) -> None:
    """The button is there for who enables it, and then keeps a month."""
    await set_up(account)
    button = er.async_get(hass).async_get(f"button.{NAME}_purge_now")
    assert button
    assert button.disabled_by is er.RegistryEntryDisabler.INTEGRATION
    young = keys(account) - {r.key for r in account.recordings if r.timestamp in older(account, NOON - 30 * DAY)}
    assert 0 < len(young) < account.held
    await purge_now(hass)
    assert keys(account) == young


async def test_the_number_has_its_range(hass: HomeAssistant, account: Account, set_up: SetUp) -> None:
    """From a day to ten years; nothing beyond is taken."""
    entry = await set_up(account)
    number = hass.states.get(f"number.{NAME}_keep_recordings_for")
    assert number
    assert (number.state, number.attributes["min"], number.attributes["max"]) == ("30", 1, 3650)
    for value in (0, -1, 0.0, 3651, "nan", 1.5):
        data = {"entity_id": number.entity_id, "value": value}
        with pytest.raises(ServiceValidationError):
            await hass.services.async_call("number", "set_value", data, blocking=True)
    assert entry.runtime_data.store.voice.nightly.keep_days == 30


@pytest.mark.parametrize("days", [0, -1, 3651, 30.0, True, "30", None, [30]])
def test_other_days_are_damaged(days: Any) -> None:
    """What is stored is read as it was meant, or not at all."""
    stored = {**Nightly(enabled=True).as_dict(), "keep_days": days}
    del stored["checksum"]
    with pytest.raises((TypeError, ValueError)):
        Nightly.from_dict(with_checksum(stored))


@pytest.mark.parametrize(
    ("works", "broken", "everything", "allowed"),
    [
        ([], [], False, False),
        ([], [], True, False),
        (["delete_recordings"], [], False, True),
        (["delete_range"], [], False, True),
        (["delete_everything"], [], False, False),
        (["delete_everything"], [], True, True),
        (["delete_recordings"], [], True, True),
        (["delete_recordings"], ["delete_recordings"], False, False),
        (["delete_recordings", "delete_range"], ["delete_range"], False, True),
        (["delete_everything"], ["delete_everything"], True, False),
        (["human_review"], [], True, False),
    ],
)
async def test_only_what_is_tested_may_delete_at_night(
    hass: HomeAssistant,
    account: Account,
    set_up: SetUp,
    recipes: dict[str, Any],
    works: list[str],
    broken: list[str],
    everything: bool,
    allowed: bool,
) -> None:
    """Taught is not tested, tested once and broken since is not tested, and what cannot do the job does not count."""
    entry = await set_up(account, options={CONF_RECIPES: recipes, CONF_KEEP_NOTHING: everything}, proven=False)
    proofs = entry.runtime_data.store.request_statuses
    never_tested(entry)
    for name in works:
        proofs.works(name)
    for name in broken:
        proofs.fails(name)
    if not allowed:
        await refused(hass)
        return
    for name in works:
        proofs.note_excess(name, 1)
    await refused(hass)
    never_tested(entry)
    for name in works:
        proofs.works(name)
    await switch_on(hass)
    assert state(hass, "nightly_purge", "switch") == STATE_ON
    # What stops working later does not switch it off behind the owner's back.
    for name in DELETIONS:
        proofs.fails(name)
    await switch_on(hass)
    assert state(hass, "nightly_purge", "switch") == STATE_ON
    await hass.services.async_call("switch", "turn_off", SWITCH, blocking=True)
    await refused(hass)


async def test_voice_is_tested_by_a_deletion(hass: HomeAssistant, account: Account, set_up: SetUp) -> None:
    """It deletes everything only; an Echo that was seen to delete counts, as long as it may be spoken to."""
    spoken = {"enabled": True, "device": account.devices[0].serial, "language": "en-US"}
    entry = await set_up(account, options={CONF_SPOKEN: spoken, CONF_KEEP_NOTHING: True})
    await refused(hass)
    receipts = entry.runtime_data.store.receipts
    seen = Job(scope=Scope()).receipt(Status.FAILED)
    receipts.add(replace(seen, method=Method.VOICE))
    receipts.add(replace(seen, status=Status.VERIFIED, method=Method.REQUEST))
    await refused(hass)
    receipts.add(replace(seen, status=Status.VERIFIED, method=Method.VOICE))
    entry.runtime_data.store.request_statuses.note_excess(VOICE, 2)
    await refused(hass)
    entry.runtime_data.store.request_statuses.forget(VOICE)
    await switch_on(hass)
    await hass.services.async_call("switch", "turn_off", SWITCH, blocking=True)
    await keep_nothing(hass, wish=False)
    await refused(hass)


@pytest.mark.parametrize("keep", [30, 7, 60, 89, 3650])
async def test_the_first_night_is_told_beforehand(
    hass: HomeAssistant, go_to: GoTo, account: Account, set_up: SetUp, page: Page, keep: int
) -> None:
    """How many, from when to when, in a notice, and on the page before it is switched on; and that is what goes."""
    entry = await set_up(account)
    assert notice(hass, entry) is None
    assert (await plan(page) or {})["count"] == len(older(account, at(1, 3) - 30 * DAY))
    await choose(hass, keep=keep)
    due = older(account, at(1, 3) - keep * DAY)
    told, said = await plan(page), notice(hass, entry)
    assert told
    assert said
    if told["is_exact"]:
        assert told["count"] == len(due)
        assert f"Recordings: {len(due)}\n" in said
    else:
        assert 0 < told["count"] - len(due) < 3
        assert f"Recordings: ≤ {told['count']}\n" in said
    assert (told["oldest"], told["newest"]) == ((due[-1], due[0]) if due else (None, None))
    assert f"for the first time at {written(at(1, 3))}." in said
    if due:
        assert f"The oldest from: {written(due[-1])}\n- The newest from: {written(due[0])}" in said
    else:
        assert "Recordings: 0\n- The oldest from: -\n- The newest from: -" in said
    await go_to(at(1, 3))
    assert account.held == 90 - len(due)
    assert notice(hass, entry) is None


async def test_the_plan_follows_what_is_chosen(
    hass: HomeAssistant, go_to: GoTo, account: Account, set_up: SetUp, page: Page
) -> None:
    """Other days to keep, another time, nothing kept, off, a restart: what is said is what will be done."""
    entry = await set_up(account)
    await choose(hass, keep=30)
    month = notice(hass, entry)
    await choose(hass, keep=60)
    assert month
    assert notice(hass, entry) not in {None, month}
    await choose(hass, keep=30)
    assert notice(hass, entry) == month
    await choose(hass, keep=30, days="weekend")
    assert f"for the first time at {written(at(3, 3))}." in (notice(hass, entry) or "")
    assert notice(hass, entry) != month
    await choose(hass, keep=30, days="every_day", at="23:30:00")
    assert written(at(0, 23.5)) in (notice(hass, entry) or "")
    await keep_nothing(hass, wish=True)
    assert "Recordings: 90\n" in (notice(hass, entry) or "")
    assert (await plan(page) or {})["count"] == 90
    await hass.services.async_call("switch", "turn_off", SWITCH, blocking=True)
    assert notice(hass, entry) is None
    assert (await plan(page) or {})["count"] == 90


async def test_what_is_not_counted_is_not_told(
    hass: HomeAssistant, go_to: GoTo, account: Account, set_up: SetUp, page: Page
) -> None:
    """While older recordings are being counted the plan is unknown, and says so; then it is told by itself."""
    entry = await set_up(account)
    entry.runtime_data.store.voice.ledger.complete = False
    await choose(hass, keep=30)
    assert await plan(page) == {"count": None, "oldest": None, "newest": None, "is_exact": False}
    assert "Recordings: unknown" in (notice(hass, entry) or "")
    entry.runtime_data.store.voice.ledger.complete = True
    await go_to(NOON + timedelta(minutes=1))
    assert f"Recordings: {len(older(account, at(1, 3) - 30 * DAY))}\n" in (notice(hass, entry) or "").replace("≤ ", "")


def test_what_was_before_a_moment() -> None:
    """Counts of whole days, of devices and of a first and last time tell how many came before, or at most so many."""
    zone = ZoneInfo("Europe/Berlin")
    for seed in range(40):
        account = Account.generate(seed=seed, size=60, now=NOON.astimezone(UTC), days=4)
        ledger = Ledger(zone)
        ledger.count_poll(NOON.date() - 10 * DAY, NOON.date(), [read_record(record) for record in account.records])
        times = sorted(recording.timestamp for recording in account.recordings)
        for moment in (0, times[0], times[-1], times[-1] + 1, *times[seed::7], *(time + 1 for time in times[seed::5])):
            before = [time for time in times if time < moment]
            known = ledger.before(moment)
            assert known.count >= len(before)
            assert not known.is_exact or known.count == len(before)
            if not before:
                assert known == CountBefore(0, None, None, is_exact=True)
            elif known.is_exact:
                assert known.oldest == before[0]
                assert known.newest is not None
                assert before[0] <= known.newest <= before[-1]
