"""Where a list without time ranges ends: what shows that it is cut is remembered, and what was a mistake passes."""

from typing import Any

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.alexa_privacy.amazon.taught_history import ListEnd
from custom_components.alexa_privacy.const import CONF_RECIPES
from tests.amazon_double import HISTORIES, Account, AmazonDouble, Fault
from tests.conftest import SetUp, delete, poll
from tests.helpers.jobs import restart
from tests.histories.test_account_histories import SIZE, account, shown

__all__ = ["account"]

KEY = "smart_home_history"


async def recount(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """List all of the history again, and look what came of it."""
    history = entry.runtime_data.histories[KEY]
    history.counts.recount(history.history.now())
    await hass.async_block_till_done(wait_background_tasks=True)
    await poll(hass, entry)


@pytest.mark.parametrize("dialect", ["smart-home-offset", "smart-home-cursor"])
@pytest.mark.parametrize("first", ["restart", "recount"])
async def test_a_list_that_is_cut(
    hass: HomeAssistant,
    set_up: SetUp,
    account: Account,
    monkeypatch: pytest.MonkeyPatch,
    dialect: str,
    first: str,
) -> None:
    """Once older entries turn up, how many there are is unknown, after restarts and new entries as well."""
    entries, most = account.entries, SIZE - 5
    monkeypatch.setattr(account, "entries", lambda name: entries(name)[:most])
    entry = await set_up(account, options={CONF_RECIPES: HISTORIES[dialect].document(KEY)})
    entry.runtime_data.store.request_statuses.works(KEY)
    assert shown(hass, entry, KEY, "held") == str(most)
    newest = entries("smart_home")[:2]
    since = {"hours": (account.now - newest[-1].timestamp) // 3_600_000 + 1}
    assert (await delete(hass, history=KEY, last=since))["status"] == "verified"
    if first == "restart":
        await restart(hass, entry)
    await recount(hass, entry)
    assert shown(hass, entry, KEY, "held") == "unknown"
    assert entry.runtime_data.histories[KEY].schedule.plan is None
    for _ in range(4):
        await restart(hass, entry)
        assert shown(hass, entry, KEY, "held") == "unknown"
        account.note("smart_home")
        await poll(hass, entry)
        await recount(hass, entry)
        assert shown(hass, entry, KEY, "held") == "unknown"
    assert entry.runtime_data.histories[KEY].failure is not None


async def test_a_list_that_ended_too_early_once(
    hass: HomeAssistant, set_up: SetUp, account: Account, amazon: AmazonDouble
) -> None:
    """What the same answers contradict at once was no end."""
    document: dict[str, Any] = HISTORIES["smart-home-cursor"].document(KEY)
    amazon.fail(Fault.CUT_SHORT, "smart_home_list", after=1)
    entry = await set_up(account, options={CONF_RECIPES: document})
    assert shown(hass, entry, KEY, "held") == str(SIZE)


async def test_a_list_that_ended_too_early_for_a_while(
    hass: HomeAssistant, set_up: SetUp, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It counts again once lists of different lengths end with the same entry."""
    entries = account.entries
    with monkeypatch.context() as patched:
        patched.setattr(account, "entries", lambda name: entries(name)[: SIZE - 5])
        entry = await set_up(account, options={CONF_RECIPES: HISTORIES["smart-home-cursor"].document(KEY)})
        assert shown(hass, entry, KEY, "held") == str(SIZE - 5)
    seen = []
    for _ in range(3):
        await recount(hass, entry)
        await recount(hass, entry)
        seen.append(shown(hass, entry, KEY, "held"))
        account.note("smart_home")
        await restart(hass, entry)
    assert seen == ["unknown", "unknown", str(SIZE + 2)]
    assert entry.runtime_data.histories[KEY].failure is None


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        ([(9, 5), (9, 6), (7, 8)], [True, True, False]),
        ([(9, 5), (7, 8), (7, 8), (7, 9), (7, 8), (7, 10)], [True, False, False, False, False, True]),
        ([(9, 5), (7, 5), (8, 5), (9, 5), (10, 5)], [True, False, False, False, False]),
        ([(9, 5), (7, 8), (7, 9), (8, 8), (8, 9), (7, 7)], [True, False, False, False, False, False]),
        ([(None, 0), (9, 5), (None, 0), (9, 6), (10, 5), (9, 5)], [True] * 6),
        ([(9, 5), (7, 8), (7, 9), (7, 10), (6, 11)], [True, False, False, True, False]),
    ],
)
def test_what_is_believed(seen: list[tuple[int | None, int]], expected: list[bool]) -> None:
    """Other lengths with the same end say that it is one; another end, that it may be none."""
    end, found = ListEnd(), []
    for last, length in seen:
        end.see(last)
        found.append(end.ends(last, length))
    assert found == expected
