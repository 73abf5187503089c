"""Other histories: taught by a file or a visit, tested, counted, and forgotten."""

from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.helpers.translation import async_get_translations
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.alexa_privacy.const import CONF_RECIPES, CONF_SETTING_NAMES, DOMAIN
from tests.amazon_double import HISTORIES, Account, AmazonDouble, Fault
from tests.amazon_double.other_histories import TEACHABLE
from tests.conftest import SetUp
from tests.helpers.histories import HistoryPage, converse, deleting_entries, teach_history
from tests.helpers.options import go_on, open_step

KEYS = {"smart_home": "smart_home_history", "sounds": "detected_sounds", "conversations": "conversations"}


@pytest.fixture(autouse=True)
async def words(hass: HomeAssistant) -> None:
    """Load the texts, as Home Assistant does at its start."""
    await async_get_translations(hass, "en", "selector", {DOMAIN})


@pytest.fixture
def account(amazon: AmazonDouble) -> Account:
    """Open an account with other histories."""
    account = amazon.add_account(Account.generate(size=30, others=65, days=8, seed=5))
    converse(account)
    return account


@pytest.mark.parametrize("dialect", TEACHABLE)
async def test_a_history_is_taught_tested_and_counted(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, account: Account, set_up: SetUp, dialect: str
) -> None:
    """What a file showed is listed, agreed to, and tested on one entry; the history is counted from then on."""
    entry = await set_up(account, options={})
    key, history = KEYS[HISTORIES[dialect].history], HISTORIES[dialect].history
    har = deleting_entries(account, dialect)
    form = await teach_history(hass, hass_client, entry, key, har)
    assert (form["step_id"], form["errors"]) == ("confirm", {}), form["description_placeholders"]
    said = form["description_placeholders"]["requests"]
    assert said.startswith(f"**{KEYS[history].replace('_', ' ').capitalize()}**")
    form = await go_on(hass, form, {})
    assert (form["step_id"], form["errors"]) == ("test_history", {})
    before = account.entries(history)
    options = [each["label"] for each in form["data_schema"].schema["recording"].config["options"]]
    assert len(options) == 4
    # Only the listing of conversations names devices without being asked to.
    assert any("·" in label for label in options) is (history == "conversations")
    form = await go_on(hass, form, {"recording": "0"})
    assert (form["type"], form["reason"]) == ("abort", "tested_history")
    assert len(account.entries(history)) == len(before) - 1
    assert set(account.entries(history)) < set(before)
    assert list(entry.options[CONF_RECIPES]["histories"]) == [key]
    loaded = entry.runtime_data
    assert loaded.histories[key].kept.ledger.total() == len(before) - 1
    assert loaded.store.request_statuses.is_tested(key)
    assert loaded.store.receipts.deleted(key).number == 1


@pytest.mark.parametrize("pages", [3, 4])
async def test_a_list_whose_end_says_nothing(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    account: Account,
    set_up: SetUp,
    monkeypatch: pytest.MonkeyPatch,
    pages: int,
) -> None:
    """Whether its page was loaded to the end or not: an answer without a next page is known to be the last one."""
    entry, page = await set_up(account, options={}), HISTORIES["smart-home-cursor"]
    following = {"at": "/paging/next", "absent": True}
    monkeypatch.setitem(page.listing, "next", following)
    har = deleting_entries(account, "smart-home-cursor", pages)
    form = await teach_history(hass, hass_client, entry, "smart_home_history", har)
    assert form["step_id"] == "confirm", form["errors"]
    await go_on(hass, await go_on(hass, form, {}), {"recording": "0"})
    taught = entry.options[CONF_RECIPES]["histories"]["smart_home_history"]
    assert taught["listing"]["next"] == following


@pytest.mark.parametrize(("dialect", "reason"), [("nameless", "history_no_ids"), ("endless", "history_no_end")])
async def test_what_cannot_be_counted_is_refused(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    account: Account,
    set_up: SetUp,
    dialect: str,
    reason: str,
) -> None:
    """Entries without ids and a list without an end are refused with the reason, and nothing is stored."""
    entry = await set_up(account, options={})
    page = HistoryPage(account, dialect)
    page.list()
    for number in (3, 7):
        page.delete(number)
    form = await teach_history(hass, hass_client, entry, "Noises at home", page.browser.har())
    assert (form["step_id"], form["errors"]) == ("teach_history", {"base": reason})
    assert dict(entry.options) == {}


@pytest.mark.parametrize(
    ("fault", "after", "dialect", "reason"),
    [
        (Fault.HALF_A_WINDOW, 0, "sounds-window", "history_not_listed"),
        # The whole list has four pages; what is listed next is a part of its time.
        (Fault.HALF_A_WINDOW, 4, "sounds-window", "history_window"),
        (Fault.UNSORTED, 0, "smart-home-offset", "history_not_listed"),
        (Fault.CUT_SHORT, 0, "smart-home-pages", "history_not_listed"),
        (Fault.NULL_LIST, 0, "sounds-cursor", "history_not_listed"),
        (Fault.REPEATING_TOKEN, 0, "smart-home-cursor", "history_not_listed"),
    ],
)
async def test_what_is_not_listed_as_shown_is_refused(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    amazon: AmazonDouble,
    account: Account,
    set_up: SetUp,
    fault: Fault,
    after: int,
    dialect: str,
    reason: str,
) -> None:
    """Before anything is offered, what was learned lists the history; where it does not, nothing is stored."""
    entry = await set_up(account, options={})
    har = deleting_entries(account, dialect)
    amazon.fail(fault, f"{HISTORIES[dialect].history}_list", times=None, after=after)
    form = await teach_history(hass, hass_client, entry, "detected_sounds", har)
    assert (form["step_id"], form["errors"]) == ("teach_history", {"base": reason})
    assert dict(entry.options) == {}
    amazon.heal()


async def test_names_of_histories(hass: HomeAssistant, account: Account, set_up: SetUp) -> None:
    """Offered ones are called so in Home Assistant's language; others as typed, unless that is no name or taken."""
    entry = await set_up(account, options={})
    form = await open_step(hass, entry, "teach", "another_history")
    options = form["data_schema"].schema["history"].config["options"]
    assert [each["label"] for each in options] == [
        "Conversations (not taught)",
        "Smart home history (not taught)",
        "Detected sounds (not taught)",
    ]
    for name, reason in (
        ("<b>", "setting_name_invalid"),
        ("detected SOUNDS", "history_name_taken"),
        ("Human review", "history_name_taken"),
        ("voice", "history_name_taken"),
    ):
        form = await go_on(hass, form, {"history": name, "by_device": False})
        assert form["errors"] == {"base": reason}
    form = await go_on(hass, form, {"history": "  History ", "by_device": False})
    assert (form["step_id"], form["menu_options"]) == ("way_history", ["visit", "har"])
    assert form["description_placeholders"]["setting"] == "History"
    hass.config_entries.options.async_abort(form["flow_id"])


async def test_a_history_is_forgotten(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, account: Account, set_up: SetUp
) -> None:
    """With its name, counts, receipts, device and entities, and no more than that."""
    entry = await set_up(account, options={})
    for dialect, name in (("smart-home-offset", "Annas Lampen"), ("sounds-cursor", "detected_sounds")):
        har = deleting_entries(account, dialect)
        form = await teach_history(hass, hass_client, entry, name, har, by_device=dialect == "smart-home-offset")
        assert form["step_id"] == "confirm", form["errors"]
        form = await go_on(hass, form, {})
        labels = [each["label"] for each in form["data_schema"].schema["recording"].config["options"]]
        assert ("·" in labels[0]) is (dialect == "smart-home-offset")
        assert (await go_on(hass, form, {"recording": "0"}))["reason"] == "tested_history"
    assert entry.options[CONF_SETTING_NAMES] == {"annas_lampen": "Annas Lampen"}
    account_of = entry.runtime_data
    assert set(account_of.histories["annas_lampen"].kept.ledger.echoes()) == {
        each.device.name for each in account.entries("smart_home")
    }
    assert not account_of.histories["detected_sounds"].kept.ledger.echoes()
    before = {key: _things(hass, entry, key) for key in ("annas_lampen", "detected_sounds")}
    assert all(before.values())
    menu = await open_step(hass, entry, "teach")
    assert menu["description_placeholders"]["another_history"] == "Annas Lampen: tested, Detected sounds: tested"
    form = await go_on(hass, menu, {"next_step_id": "another_history"})
    form = await go_on(hass, form, {"history": "annas_lampen", "by_device": False})
    assert form["menu_options"] == ["visit", "har", "forget_history"]
    form = await go_on(hass, form, {"next_step_id": "forget_history"})
    assert form["step_id"] == "forget_history"
    assert (await go_on(hass, form, {}))["type"] == "create_entry"
    assert list(entry.options[CONF_RECIPES]["histories"]) == ["detected_sounds"]
    assert CONF_SETTING_NAMES not in entry.options
    assert _things(hass, entry, "annas_lampen") == []
    assert _things(hass, entry, "detected_sounds") == before["detected_sounds"]
    store = entry.runtime_data.store
    assert store.receipts.deleted("annas_lampen").number == 0
    assert store.receipts.deleted("detected_sounds").number == 1
    assert "annas_lampen" not in store.histories
    # By the editor of learned requests, too.
    form = await open_step(hass, entry, "requests")
    await go_on(hass, form, {"recipes": ""})
    assert _things(hass, entry, "detected_sounds") == []
    assert not entry.options.get(CONF_RECIPES)


def _things(hass: HomeAssistant, entry: MockConfigEntry, key: str) -> list[str]:
    """Return the device and the entities of a history."""
    begin = f"{entry.unique_id}_history_{key}"
    devices = dr.async_entries_for_config_entry(dr.async_get(hass), entry.entry_id)
    entities = er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id)
    return [
        *(device.id for device in devices if (DOMAIN, begin) in device.identifiers),
        *(entity.entity_id for entity in entities if entity.unique_id.startswith(begin)),
    ]
