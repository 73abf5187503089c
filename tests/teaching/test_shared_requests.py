"""Requests that others have tested: offered, agreed to and tested like imports; and what is shared of one's own."""

from copy import deepcopy
import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

from homeassistant.core import HomeAssistant
from homeassistant.util.yaml import load_yaml_dict
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.alexa_privacy.const import CONF_RECIPES
from custom_components.alexa_privacy.teaching import sharing
from custom_components.alexa_privacy.teaching.request_status import Origin
from custom_components.alexa_privacy.teaching.sharing import LONGEST_ADDRESS
from tests.amazon_double import Account, AmazonDouble, Fault
from tests.conftest import SetUp, state
from tests.helpers.agreement import learn_now
from tests.helpers.commands import ROOT
from tests.helpers.documents import MANIFEST
from tests.helpers.lessons import key_of
from tests.helpers.open_visit import OpenVisit, entry, visit
from tests.helpers.options import go_on, open_step
from tests.helpers.page import CommandFailed, Page
from tests.helpers.shared import NAME, Place, made_up, place, shared_form

__all__ = ["entry", "place", "visit"]


def sent(amazon: AmazonDouble) -> list[str]:
    """Return what was sent to the addresses that learned requests name."""
    return [f"{request.method} {request.path}" for request in amazon.requests if "made-up" in request.path]


# The options


async def test_the_options_offer_it_first(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, entry: MockConfigEntry, place: Place
) -> None:
    """Shown with who tested it and what it sends; agreed to by submitting; tested here, and only then used."""
    place(made_up())
    amazon.clear_log()
    menu = await open_step(hass, entry, "teach", "delete_recordings")
    assert menu["menu_options"] == ["shared", "visit", "har"]
    form = await go_on(hass, menu, {"next_step_id": "shared"})
    said = form["description_placeholders"]
    assert said["site"] == "amazon.de"
    assert said["testers"] == "- made-up, 2026-11-20: Home Assistant 2026.11.2, Alexa Privacy 0.1.0"
    assert "`POST /alexa-privacy/made-up-list/remove`" in said["requests"]
    assert CONF_RECIPES not in entry.options
    held = account.held
    form = await go_on(hass, form, {})
    assert form["step_id"] == "test"
    assert sent(amazon) == []
    assert not entry.runtime_data.store.request_statuses.is_tested("delete_recordings")
    await go_on(hass, form, {"recording": "1"})
    assert account.held == held - 1
    assert entry.options[CONF_RECIPES] == made_up()["requests"]
    status = entry.runtime_data.store.request_statuses.of("delete_recordings")
    assert status.tested
    assert status.origin is Origin.IMPORT
    assert (await open_step(hass, entry, "teach", "delete_recordings"))["menu_options"] == ["visit", "har"]


async def test_a_test_that_is_skipped_leaves_it_unused(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, entry: MockConfigEntry, place: Place
) -> None:
    """That others have tested it counts for nothing: neither a night nor a button use it."""
    place(made_up())
    held = account.held
    form = await go_on(hass, await open_step(hass, entry, "teach", "delete_recordings", "shared"), {})
    await go_on(hass, form, {"recording": "skip"})
    assert entry.options[CONF_RECIPES] == made_up()["requests"]
    assert entry.runtime_data.requests.recipes.delete_recordings
    assert not entry.runtime_data.voice.schedule.is_tested
    assert account.held == held
    assert sent(amazon) == []
    assert "shared" in (await open_step(hass, entry, "teach", "delete_recordings"))["menu_options"]


async def test_a_request_that_works_is_not_replaced(
    hass: HomeAssistant,
    account: Account,
    set_up: SetUp,
    place: Place,
    page: Page,
    hass_client_no_auth: ClientSessionGenerator,
    recipes: dict[str, Any],
) -> None:
    """An untested one in its place would stop the nights: neither options nor page offer it."""
    form = shared_form(recipes, "delete_recordings")
    form["requests"]["delete_recordings"]["batch"] = 5
    place(form)
    entry = await set_up(account)
    assert (await open_step(hass, entry, "teach", "delete_recordings"))["menu_options"] == ["visit", "har"]
    visit = OpenVisit(page, await hass_client_no_auth(), entry.entry_id)
    assert (await visit.open())["shared"] is None
    assert entry.runtime_data.voice.schedule.is_tested


async def test_what_stops_working_is_broken_like_any_other(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    place: Place,
    page: Page,
    hass_client_no_auth: ClientSessionGenerator,
    recipes: dict[str, Any],
) -> None:
    """The visit comes first then: the same request is not offered again, and another one after it."""
    form = made_up()
    place(form)
    step = await go_on(hass, await open_step(hass, entry, "teach", "delete_recordings", "shared"), {})
    await go_on(hass, step, {"recording": "1"})
    entry.runtime_data.requests.note("delete_recordings", works=False)
    assert (await open_step(hass, entry, "teach", "delete_recordings"))["menu_options"] == ["visit", "har"]
    newer = deepcopy(form)
    newer["requests"]["delete_recordings"]["batch"] = 5
    place(newer)
    assert (await open_step(hass, entry, "teach", "delete_recordings"))["menu_options"] == ["visit", "har", "shared"]
    visit = OpenVisit(page, await hass_client_no_auth(), entry.entry_id)
    assert (await visit.open())["state"] == "open"


@pytest.mark.parametrize("data", [b"{", json.dumps({**made_up(), "site": "amazon.com"}).encode()])
async def test_a_broken_file_breaks_no_lesson(
    hass: HomeAssistant, entry: MockConfigEntry, visit: OpenVisit, place: Place, data: bytes
) -> None:
    """The lesson begins as if there were none."""
    place(data, NAME)
    assert (await open_step(hass, entry, "teach", "delete_recordings"))["menu_options"] == ["visit", "har"]
    assert (await visit.open())["state"] == "open"


async def test_nothing_is_read_at_start(account: Account, set_up: SetUp, monkeypatch: pytest.MonkeyPatch) -> None:
    """An account is set up without a look into the folder."""
    monkeypatch.setattr(sharing, "FOLDER", None)
    await set_up(account)


async def test_a_reading_at_an_address_that_deletes_is_refused(
    hass: HomeAssistant, account: Account, set_up: SetUp, place: Place, recipes: dict[str, Any]
) -> None:
    """It is judged beside the account's own requests, as an import is."""
    entry = await set_up(account, options={CONF_RECIPES: {**recipes, "switches": {}}})
    own = deepcopy({**recipes, "switches": {}})
    own["delete_recordings"]["request"]["path"] = "/alexa-privacy/made-up-list/rm"
    await _with(hass, entry, own)
    form = shared_form(recipes, "human_review")
    form["requests"]["switches"]["human_review"]["read"]["request"]["path"] = "/alexa-privacy/made-up-list/rm"
    place(form)
    step = await open_step(hass, entry, "teach", "human_review", "shared")
    step = await go_on(hass, step, {})
    assert step["errors"] == {"base": "foreign_read"}
    assert not entry.options[CONF_RECIPES].get("switches")


async def _with(hass: HomeAssistant, entry: MockConfigEntry, document: dict[str, Any]) -> MockConfigEntry:
    """Return an account with other learned requests."""
    learn_now(entry, document)
    hass.config_entries.async_update_entry(entry, options={CONF_RECIPES: document})
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    return entry


# The page


async def offered(visit: OpenVisit, lesson: str = "delete_recordings") -> dict[str, Any]:
    """Open a lesson that begins with an offer."""
    visit.subscription = await visit.commands.follow("visit/open", entry_id=visit.entry_id, lesson=lesson)
    return await visit.until("offered")


async def test_the_page_offers_it_and_tests_it(
    amazon: AmazonDouble, account: Account, entry: MockConfigEntry, visit: OpenVisit, place: Place
) -> None:
    """Before Amazon's page is opened or anything is listed; agreed to, stored, tested on one recording."""
    place(made_up())
    amazon.clear_log()
    snapshot = await offered(visit)
    assert snapshot["shared"] == {"site": "amazon.de", "tested": made_up()["tested"]}
    assert "`POST /alexa-privacy/made-up-list/remove`" in snapshot["result"]
    assert snapshot["path"] is None
    assert amazon.requests == []
    await visit.commands.ask("visit/agree", subscription=visit.subscription)
    snapshot = await visit.until("to_test")
    assert entry.options[CONF_RECIPES] == made_up()["requests"]
    assert not entry.runtime_data.store.request_statuses.is_tested("delete_recordings")
    held, chosen = account.held, snapshot["candidates"][0]
    key = key_of(account, chosen)
    await visit.commands.ask("visit/test", subscription=visit.subscription, recording=chosen["id"])
    assert (await visit.until("done"))["error"] is None
    assert (account.held, account.find([key])) == (held - 1, [])
    assert entry.runtime_data.store.request_statuses.is_tested("delete_recordings")


async def test_an_offer_can_be_declined(entry: MockConfigEntry, visit: OpenVisit, place: Place) -> None:
    """Then the lesson is as ever, and nothing was taken; an offer is declined once."""
    place(made_up())
    await offered(visit)
    await visit.commands.ask("visit/show", subscription=visit.subscription)
    snapshot = await visit.until("open")
    assert snapshot["shared"] is None
    assert len(snapshot["steps"]) == 2
    assert CONF_RECIPES not in entry.options
    for command in ("show", "agree"):
        with pytest.raises(CommandFailed):
            await visit.commands.ask(f"visit/{command}", subscription=visit.subscription)


async def test_a_request_that_no_longer_works_fails_its_test(
    amazon: AmazonDouble, account: Account, entry: MockConfigEntry, visit: OpenVisit, place: Place
) -> None:
    """On a site that has changed: nothing is deleted, and nothing is tested."""
    place(made_up())
    amazon.fail(Fault.IGNORED, "delete", times=None)
    await offered(visit)
    await visit.commands.ask("visit/agree", subscription=visit.subscription)
    snapshot = await visit.until("to_test")
    held = account.held
    await visit.commands.ask("visit/test", subscription=visit.subscription, recording=snapshot["candidates"][0]["id"])
    snapshot = await visit.until("to_test", "done", "refused")
    assert (snapshot["state"], snapshot["error"]["key"]) == ("to_test", "test_still_listed")
    assert account.held == held
    assert not entry.runtime_data.store.request_statuses.is_tested("delete_recordings")


async def test_a_shared_setting_is_changed_and_changed_back(
    hass: HomeAssistant,
    account: Account,
    entry: MockConfigEntry,
    visit: OpenVisit,
    place: Place,
    recipes: dict[str, Any],
) -> None:
    """The test needs no recording; the switch is there once it has passed."""
    place(shared_form(recipes, "human_review"))
    before = dict(account.settings)
    await offered(visit, "human_review")
    await visit.commands.ask("visit/agree", subscription=visit.subscription)
    assert (await visit.until("to_test"))["candidates"] == []
    assert state(hass, "human_review", "switch") == "unavailable"
    await visit.commands.ask("visit/test", subscription=visit.subscription)
    assert (await visit.until("done", "refused"))["state"] == "done"
    await hass.async_block_till_done(wait_background_tasks=True)
    assert account.settings == before
    assert state(hass, "human_review", "switch") == ("on" if before["human_review"] else "off")


# What is shared


async def share(page: Page, entry: MockConfigEntry, lesson: str = "delete_recordings") -> dict[str, Any]:
    """Ask on the page what would be shared."""
    result: dict[str, Any] = await page.ask("share", entry_id=entry.entry_id, lesson=lesson)
    return result


async def test_a_tested_request_is_shared_by_its_owner_alone(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, page: Page, recipes: dict[str, Any]
) -> None:
    """The page and the options show the document and where the form opens, filled in; nothing is sent there."""
    entry = await set_up(account)
    found = await share(page, entry)
    document = json.loads(found["document"])
    assert document == {"version": 1, "delete_recordings": recipes["delete_recordings"]}
    address = urlsplit(found["address"])
    assert found["is_filled"]
    assert f"{address.scheme}://{address.netloc}{address.path}" == f"{MANIFEST['issue_tracker']}/new"
    fields = {name: value for name, (value,) in parse_qs(address.query, strict_parsing=True).items()}
    template = load_yaml_dict(ROOT / ".github/ISSUE_TEMPLATE" / fields.pop("template"))
    asked = {field["id"] for field in template["body"] if "id" in field}
    assert fields.keys() == asked | {"title"}
    assert fields["document"] == found["document"]
    assert (fields["site"], fields["lesson"], fields["version"]) == (
        "amazon.de",
        "delete_recordings",
        MANIFEST["version"],
    )

    form = await go_on(hass, await open_step(hass, entry, "share"), {"request": "delete_recordings"})
    assert form["step_id"] == "share_form"
    assert form["description_placeholders"]["address"] == found["address"]
    (key,) = form["data_schema"].schema
    assert key.description["suggested_value"] == found["document"]
    assert (await go_on(hass, form, {}))["reason"] == "shared"


async def test_a_long_request_is_copied(hass: HomeAssistant, account: Account, set_up: SetUp, page: Page) -> None:
    """What does not fit into an address is not cut: the form opens without it."""
    document = made_up()["requests"]
    query = "query Made up { " + "deleted items of a list " * 400 + "}"
    document["delete_recordings"]["request"]["json"]["query"] = query
    entry = await set_up(account, options={CONF_RECIPES: document})
    found = await share(page, entry)
    assert not found["is_filled"]
    assert "document" not in parse_qs(urlsplit(found["address"]).query)
    assert len(found["address"]) <= LONGEST_ADDRESS
    assert json.loads(found["document"]) == document
    form = await go_on(hass, await open_step(hass, entry, "share"), {"request": "delete_recordings"})
    assert form["step_id"] == "share_long"


@pytest.mark.parametrize(
    "whose", ["serial", "name", "customer", "key", "words", "time", "token", "mail", "placeholder"]
)
async def test_what_is_somebody_s_is_not_shared(
    hass: HomeAssistant, account: Account, set_up: SetUp, page: Page, whose: str
) -> None:
    """Neither what looks personal nor what this account is known by; the place is named, the value is not."""
    newest, document = account.recordings[:20], made_up()["requests"]
    echo = newest[0].device
    entry = await set_up(account, options={})
    value = {
        "serial": echo.serial,
        "name": f"from {echo.name}",
        "customer": account.customer_id,
        "key": newest[0].key,
        "words": next(each.record()["voiceHistoryRecordItems"][0]["transcriptText"] for each in newest),
        "time": "2026-11-20",
        "token": entry.runtime_data.session.credentials.refresh_token,
        "mail": account.email,
        "placeholder": f"{{{{recording:/devices/[deviceName={echo.name}]/id?}}}}",
    }[whose]
    document["delete_recordings"]["request"]["json"]["made_up"] = value
    await _with(hass, entry, document)
    entry.runtime_data.store.request_statuses.works("delete_recordings")
    found = await share(page, entry)
    assert found.keys() == {"error"}
    assert found["error"]["key"] == "share_personal"
    assert found["error"]["placeholders"]["where"].endswith("/json/made_up")
    assert value not in json.dumps(found, ensure_ascii=False)
    form = await go_on(hass, await open_step(hass, entry, "share"), {"request": "delete_recordings"})
    assert (form["step_id"], form["errors"]) == ("share", {"base": "share_personal"})


async def test_only_what_was_tested_is_shared(
    hass: HomeAssistant, account: Account, set_up: SetUp, page: Page, hass_read_only_access_token: str
) -> None:
    """Not what is untested, broken, or cannot be tested; and only administrators are asked."""
    entry = await set_up(account, proven=False)
    for lesson in ("delete_recordings", "delete_everything", "human_review"):
        assert (await share(page, entry, lesson))["error"]["key"] == "share_untested"
    assert "share" not in (await open_step(hass, entry))["menu_options"]
    entry.runtime_data.store.request_statuses.works("delete_recordings")
    assert "document" in await share(page, entry)
    entry.runtime_data.requests.note("delete_recordings", works=False)
    assert (await share(page, entry))["error"]["key"] == "share_untested"
    with pytest.raises(CommandFailed):
        await share(page.as_user(hass_read_only_access_token), entry)


async def test_sharing_says_when_amazon_is_away(
    hass: HomeAssistant, amazon: AmazonDouble, account: Account, set_up: SetUp, page: Page
) -> None:
    """Without a look at the newest recordings nothing is called free of them."""
    entry = await set_up(account)
    amazon.fail(Fault.DROPPED, times=None)
    assert (await share(page, entry))["error"]["key"] == "cannot_connect"
    step = await go_on(hass, await open_step(hass, entry, "share"), {"request": "delete_recordings"})
    assert (step["step_id"], step["errors"]) == ("share", {"base": "cannot_connect"})
